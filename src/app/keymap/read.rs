//! From the text of a keymap file to what it binds, with everything in it that cannot be read.

use strum::IntoEnumIterator as _;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::law::heard;
use super::{Fault, Keymap};
use crate::app::action::{Action, Context};
use crate::app::key::Key;
use crate::domain::nearest::nearest;

/// The list of one action in one context.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub context: Context,
    pub action: Action,
    /// The keys with their lines, which may be several.
    pub keys: Vec<(Key, usize)>,
    /// The line of the action.
    pub line: usize,
}

/// What a file binds, in its order, as far as it can be read, and what cannot.
///
/// `builtin` says which actions there are where.
pub(super) fn entries(text: &str, builtin: &Keymap) -> (Vec<Entry>, Vec<Fault>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader { text, builtin, entries: Vec::new(), faults: Vec::new() };
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        reader.syntax(error);
    }
    // What was made of a text that is no TOML says nothing more.
    if errors.is_empty() {
        for (name, value) in in_order(root.get_ref()) {
            reader.table(name, value);
        }
    }
    (reader.entries, reader.faults)
}

type Name<'a> = &'a Spanned<toml::de::DeString<'a>>;
type Value<'a> = &'a Spanned<DeValue<'a>>;

fn in_order<'a>(table: &'a DeTable<'a>) -> Vec<(Name<'a>, Value<'a>)> {
    let mut pairs: Vec<(Name, Value)> = table.iter().collect();
    pairs.sort_by_key(|(name, _)| name.span().start);
    pairs
}

struct Reader<'t> {
    text: &'t str,
    builtin: &'t Keymap,
    entries: Vec<Entry>,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn line(&self, at: usize) -> usize {
        let before = self.text.as_bytes().iter().take(at);
        before.filter(|byte| **byte == b'\n').count() + 1
    }

    fn fault(&mut self, at: usize, words: &'static str, values: Vec<(&'static str, String)>) {
        let line = self.line(at);
        self.faults.push(Fault { line, words, values });
    }

    /// A fault of the text as TOML. Of several in one line the first says enough.
    fn syntax(&mut self, error: &toml::de::Error) {
        let span = error.span().unwrap_or(0..0);
        let line = self.line(span.start);
        if self.faults.iter().any(|fault| fault.line == line) {
            return;
        }
        if error.message() == "duplicate key" {
            let name = self.text.get(span.clone()).unwrap_or_default().trim().to_owned();
            self.fault(span.start, "keymap.duplicate", vec![("name", name)]);
        } else {
            let why = error.message().to_owned();
            self.fault(span.start, "keymap.syntax", vec![("why", why)]);
        }
    }

    fn table(&mut self, name: Name, value: Value) {
        let (at, name) = (name.span().start, name.get_ref().as_ref());
        let DeValue::Table(table) = value.get_ref() else {
            let words = match name.parse::<Action>() {
                Ok(_) => "keymap.outside",
                Err(_) => "keymap.not_a_table",
            };
            let name = name.to_owned();
            return self.fault(at, words, vec![("name", name)]);
        };
        let Ok(context) = name.parse::<Context>() else {
            let known: Vec<&'static str> = Context::iter().map(Into::into).collect();
            return self.unknown(at, ("keymap.context", "keymap.context_none"), name, &known, None);
        };
        for (action, keys) in in_order(table) {
            self.list(context, action, keys);
        }
    }

    fn list(&mut self, context: Context, name: Name, value: Value) {
        let (at, name) = (name.span().start, name.get_ref().as_ref());
        let place: &str = context.into();
        let Ok(action) = name.parse::<Action>() else {
            let known = heard(self.builtin, context);
            let known: Vec<&'static str> = known.into_iter().map(Into::into).collect();
            let words = ("keymap.action", "keymap.action_none");
            return self.unknown(at, words, name, &known, Some(place));
        };
        let DeValue::Array(list) = value.get_ref() else {
            return self.fault(at, "keymap.not_a_list", vec![("name", name.to_owned())]);
        };
        let mut keys = Vec::new();
        for value in list {
            let DeValue::String(written) = value.get_ref() else {
                let at = value.span().start;
                self.fault(at, "keymap.not_a_list", vec![("name", name.to_owned())]);
                continue;
            };
            let at = value.span().start;
            match written.parse::<Key>() {
                Ok(key) => keys.push((key, self.line(at))),
                Err(unknown) => {
                    let (words, meant) = match unknown.meant() {
                        Some(meant) => ("keymap.key", meant),
                        None => ("keymap.key_none", String::new()),
                    };
                    self.fault(at, words, vec![("name", unknown.0), ("nearest", meant)]);
                }
            }
        }
        let line = self.line(at);
        self.entries.push(Entry { context, action, keys, line });
    }

    /// A name that is none of those known: with the nearest of them, else with all.
    fn unknown(
        &mut self,
        at: usize,
        (near, none): (&'static str, &'static str),
        name: &str,
        known: &[&str],
        place: Option<&str>,
    ) {
        let mut values = vec![("name", name.to_owned())];
        values.extend(place.map(|place| ("context", place.to_owned())));
        match nearest(name, known.iter().copied()) {
            Some(nearest) => {
                values.push(("nearest", nearest.to_owned()));
                self.fault(at, near, values);
            }
            None => {
                values.push(("known", known.join(", ")));
                self.fault(at, none, values);
            }
        }
    }
}
