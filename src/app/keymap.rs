//! Which key means what: data, from `assets/keymap.toml` and over it from a file of the user's, so that
//! help drawn from it cannot lie.

mod law;
mod read;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use crate::app::action::{Action, Context};
use crate::app::key::Key;

/// What comes with the program.
const BUILTIN: &str = include_str!("../../assets/keymap.toml");

/// The bindings, by context, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keymap {
    bindings: BTreeMap<Context, Vec<(Action, Vec<Key>)>>,
}

/// Something wrong in a keymap file: a sentence of the locale files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// A key of the locale files.
    pub words: &'static str,
    /// Values for its places. They are from the file and not to be trusted.
    pub values: Vec<(&'static str, String)>,
}

impl Keymap {
    /// The keymap that comes with the program.
    pub fn builtin() -> Arc<Self> {
        static KEYMAP: LazyLock<Arc<Keymap>> = LazyLock::new(|| {
            // The file is part of the program, and a test finds no fault in it.
            let nothing = Keymap::default();
            let (entries, _) = read::entries(BUILTIN, &nothing);
            Arc::new(nothing.over(&entries))
        });
        Arc::clone(&KEYMAP)
    }

    /// This keymap with a file laid over it: in each context, the list of an action takes the place of
    /// the list it has there, and an empty one leaves it without a key. Faults come in the order of lines.
    pub fn with(&self, text: &str) -> Result<Self, Vec<Fault>> {
        let (entries, mut faults) = read::entries(text, self);
        let keymap = self.over(&entries);
        faults.extend(law::faults(self, &keymap, &entries));
        faults.sort_by_key(|fault| fault.line);
        if faults.is_empty() { Ok(keymap) } else { Err(faults) }
    }

    fn over(&self, entries: &[read::Entry]) -> Self {
        let mut keymap = self.clone();
        for entry in entries {
            let bound = keymap.bindings.entry(entry.context).or_default();
            let keys: Vec<Key> = entry.keys.iter().map(|(key, _)| *key).collect();
            match bound.iter_mut().find(|(action, _)| *action == entry.action) {
                Some((_, known)) => *known = keys,
                None => bound.push((entry.action, keys)),
            }
        }
        keymap
    }

    /// What is bound in one context itself, in the order of the file.
    pub fn bound(&self, context: Context) -> &[(Action, Vec<Key>)] {
        self.bindings.get(&context).map_or(&[], Vec::as_slice)
    }

    /// What `key` means; `contexts` from the innermost outwards.
    pub fn action(&self, contexts: &[Context], key: Key) -> Option<Action> {
        contexts.iter().find_map(|context| {
            let bound = self.bound(*context).iter();
            let found = bound.clone().find(|(_, keys)| keys.contains(&key));
            found.map(|(action, _)| *action)
        })
    }

    /// The key to show for an action in these contexts, if one still reaches it.
    pub fn key(&self, contexts: &[Context], action: Action) -> Option<Key> {
        contexts.iter().find_map(|context| {
            let (_, keys) = self.bound(*context).iter().find(|(bound, _)| *bound == action)?;
            keys.iter().copied().find(|key| self.action(contexts, *key) == Some(action))
        })
    }

    /// Every action that a key reaches in these contexts, with its keys, outermost context last.
    pub fn all(&self, contexts: &[Context]) -> Vec<(Action, Vec<Key>)> {
        let mut all: Vec<(Action, Vec<Key>)> = Vec::new();
        for context in contexts {
            for (action, keys) in self.bound(*context) {
                let reach = keys.iter().filter(|key| self.action(contexts, **key) == Some(*action));
                let keys: Vec<Key> = reach.copied().collect();
                if keys.is_empty() {
                    continue;
                }
                match all.iter_mut().find(|(known, _)| known == action) {
                    Some((_, known)) => {
                        let more: Vec<Key> =
                            keys.into_iter().filter(|key| !known.contains(key)).collect();
                        known.extend(more);
                    }
                    None => all.push((*action, keys)),
                }
            }
        }
        all
    }
}

#[cfg(test)]
mod tests;
