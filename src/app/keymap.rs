//! Which key means what: data from `assets/keymap.toml`, so that help drawn from it cannot lie.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::app::action::{Action, Context};
use crate::app::key::Key;

/// The bindings, by context.
#[derive(Clone, Debug, Default)]
pub struct Keymap {
    bindings: BTreeMap<Context, Vec<(Action, Vec<Key>)>>,
}

/// What is wrong with a keymap file.
#[derive(Debug, thiserror::Error)]
pub enum KeymapError {
    /// Not TOML, or not tables of lists of strings.
    #[error("the keymap is not readable: {0}")]
    Syntax(#[from] toml::de::Error),
    /// A table that is no context.
    #[error("the keymap names an unknown context `{0}`")]
    Context(String),
    /// A key of a table that is no action.
    #[error("the keymap names an unknown action `{0}`")]
    Action(String),
    /// A key's name that is none.
    #[error(transparent)]
    Key(#[from] crate::app::key::UnknownKey),
}

impl Keymap {
    /// Reads a keymap file.
    pub fn parse(text: &str) -> Result<Self, KeymapError> {
        let file: BTreeMap<String, BTreeMap<String, Vec<String>>> = toml::from_str(text)?;
        let mut keymap = Self::default();
        for (context, actions) in file {
            let context: Context =
                context.parse().map_err(|_| KeymapError::Context(context.clone()))?;
            let mut bound = Vec::new();
            for (action, keys) in actions {
                let action: Action =
                    action.parse().map_err(|_| KeymapError::Action(action.clone()))?;
                let keys = keys.iter().map(|key| key.parse()).collect::<Result<_, _>>()?;
                bound.push((action, keys));
            }
            keymap.bindings.insert(context, bound);
        }
        Ok(keymap)
    }

    /// The keymap that comes with the program.
    pub fn builtin() -> &'static Self {
        static KEYMAP: OnceLock<Keymap> = OnceLock::new();
        // The file is part of the program and a test parses it, so the default is never reached.
        KEYMAP.get_or_init(|| {
            Self::parse(include_str!("../../assets/keymap.toml")).unwrap_or_default()
        })
    }

    /// What `key` means; `contexts` from the innermost outwards.
    pub fn action(&self, contexts: &[Context], key: Key) -> Option<Action> {
        contexts.iter().find_map(|context| {
            self.bindings
                .get(context)?
                .iter()
                .find(|(_, keys)| keys.contains(&key))
                .map(|(action, _)| *action)
        })
    }

    /// The key to show for an action in these contexts, if one still reaches it.
    pub fn key(&self, contexts: &[Context], action: Action) -> Option<Key> {
        contexts.iter().find_map(|context| {
            let bound = self.bindings.get(context)?;
            let (_, keys) = bound.iter().find(|(bound, _)| *bound == action)?;
            keys.iter().copied().find(|key| self.action(contexts, *key) == Some(action))
        })
    }

    /// Every action that a key reaches in these contexts, with its keys, outermost context last.
    pub fn all(&self, contexts: &[Context]) -> Vec<(Action, Vec<Key>)> {
        let mut all: Vec<(Action, Vec<Key>)> = Vec::new();
        for context in contexts {
            for (action, keys) in self.bindings.get(context).into_iter().flatten() {
                let reach = keys.iter().filter(|key| self.action(contexts, **key) == Some(*action));
                let keys: Vec<Key> = reach.copied().collect();
                if keys.is_empty() {
                    continue;
                }
                match all.iter_mut().find(|(known, _)| known == action) {
                    Some((_, known)) => {
                        known.extend(
                            keys.iter().filter(|k| !known.contains(k)).copied().collect::<Vec<_>>(),
                        );
                    }
                    None => all.push((*action, keys)),
                }
            }
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builtin_file_parses_and_leaves_screen_and_tmux_their_keys() {
        let keymap = Keymap::parse(include_str!("../../assets/keymap.toml")).unwrap();
        for prefix in ["ctrl-a", "ctrl-b"] {
            let key = prefix.parse().unwrap();
            for context in keymap.bindings.keys() {
                assert_eq!(keymap.action(&[*context], key), None, "{prefix} in {context:?}");
            }
        }
    }

    #[test]
    fn the_innermost_context_wins_and_a_shadowed_key_is_not_shown() {
        let keymap = Keymap::parse("[form]\nup = ['up', 'k']\n[text]\nescape = ['up']").unwrap();
        let contexts = [Context::Text, Context::Form];
        let up = "up".parse().unwrap();
        assert_eq!(keymap.action(&contexts, up), Some(Action::Escape));
        assert_eq!(keymap.key(&contexts, Action::Up), Some("k".parse().unwrap()));
    }

    #[test]
    fn a_wrong_file_is_told_apart() {
        for (text, says) in [
            ("[nowhere]\nup = ['up']", "unknown context `nowhere`"),
            ("[form]\nfly = ['up']", "unknown action `fly`"),
            ("[form]\nup = ['ctrl-nothing']", "unknown key `ctrl-nothing`"),
            ("form = 1", "not readable"),
        ] {
            let error = Keymap::parse(text).unwrap_err().to_string();
            assert!(error.contains(says), "{text}: {error}");
        }
    }
}
