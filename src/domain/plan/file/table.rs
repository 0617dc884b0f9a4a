//! A table of a plan file while it is read: which keys were asked for, and which nobody asked for.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Fault;
use super::keys;
use crate::domain::nearest::nearest;

/// The names that would hold a secret, without their `_` and `-`, in lower case.
const PASSWORDS: [&str; 8] = [
    "password",
    "passwd",
    "pass",
    "pwd",
    "adminpass",
    "adminpassword",
    "rootpassword",
    "passphrase",
];
/// The same of keys and tokens.
const SECRETS: [&str; 13] = [
    "secret",
    "secretkey",
    "secretaccesskey",
    "sk",
    "ak",
    "accesskey",
    "accesskeyid",
    "token",
    "sessiontoken",
    "securitytoken",
    "apikey",
    "privatekey",
    "credentials",
];

/// The lines of a text, by where they begin.
pub(super) struct Lines(Vec<usize>);

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        Self(std::iter::once(0).chain(ends).collect())
    }

    /// The line of a byte, from 1.
    pub(super) fn at(&self, byte: usize) -> usize {
        self.0.partition_point(|start| *start <= byte).max(1)
    }
}

/// A key with its value.
pub(super) struct Entry<'t> {
    pub(super) name: String,
    pub(super) line: usize,
    pub(super) value: &'t DeValue<'t>,
    asked: bool,
}

/// One table.
pub(super) struct Table<'t> {
    /// Its name with those around it; empty for the file itself.
    pub(super) path: String,
    pub(super) line: usize,
    pub(super) entries: Vec<Entry<'t>>,
    known: Vec<&'static str>,
}

impl<'t> Table<'t> {
    pub(super) fn new(path: &str, line: usize, table: &'t DeTable<'t>, lines: &Lines) -> Self {
        let mut entries: Vec<(usize, Entry)> = table
            .iter()
            .map(|(key, value): (&Spanned<_>, &Spanned<_>)| {
                let at = key.span().start;
                let name = key.get_ref().clone().into_owned();
                (at, Entry { name, line: lines.at(at), value: value.get_ref(), asked: false })
            })
            .collect();
        entries.sort_by_key(|(at, _)| *at);
        let entries = entries.into_iter().map(|(_, entry)| entry).collect();
        Self { path: path.to_owned(), line, entries, known: Vec::new() }
    }

    /// The key of a name of this table.
    pub(super) fn key(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    /// The value of a key that may be there, and its line.
    pub(super) fn take(&mut self, name: &'static str) -> Option<(&'t DeValue<'t>, usize)> {
        self.known.push(name);
        let entry = self.entries.iter_mut().find(|entry| entry.name == name)?;
        entry.asked = true;
        Some((entry.value, entry.line))
    }

    /// What nobody asked for.
    pub(super) fn finish(self, faults: &mut Vec<Fault>) {
        for entry in self.entries.iter().filter(|entry| !entry.asked) {
            faults.push(self.unknown(entry));
        }
    }

    fn unknown(&self, entry: &Entry) -> Fault {
        let name = entry.name.as_str();
        let key = self.key(name);
        let plain: String = name.chars().filter(|c| !matches!(c, '_' | '-')).collect();
        let plain = plain.to_lowercase();
        if PASSWORDS.contains(&plain.as_str()) {
            return Fault::new("secret_password", Some(entry.line), key);
        }
        if SECRETS.contains(&plain.as_str()) {
            return Fault::new("secret_key", Some(entry.line), key);
        }
        // A unit left out is the commonest slip of all.
        let whole = |known: &&&str| known.strip_prefix(name).is_some_and(|it| it.starts_with('_'));
        let near = self.known.iter().find(whole).copied();
        let near = near.or_else(|| nearest(name, self.known.iter().copied()));
        let found = near.map(|near| self.key(near)).or_else(|| keys::elsewhere(name));
        let words = if found.is_some() { "unknown_key_near" } else { "unknown_key" };
        let mut fault = Fault::new(words, Some(entry.line), key);
        fault = match &found {
            Some(near) => fault.with("near", near),
            None => fault.with("known", &self.known.join(", ")),
        };
        fault.nearest = found;
        fault
    }
}

/// What kind of value stands there: `plan_type.<name>` in the locale files.
pub(super) fn kind(value: &DeValue) -> &'static str {
    match value {
        DeValue::String(_) => "string",
        DeValue::Integer(_) => "integer",
        DeValue::Float(_) => "float",
        DeValue::Boolean(_) => "boolean",
        DeValue::Datetime(_) => "datetime",
        DeValue::Array(_) => "array",
        DeValue::Table(_) => "table",
    }
}

/// A whole number as its decimal digits, with a sign where it is below zero.
pub(super) fn digits(value: &DeValue) -> Option<String> {
    let DeValue::Integer(number) = value else { return None };
    i128::from_str_radix(number.as_str(), number.radix()).ok().map(|number| number.to_string())
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn a_byte_stands_in_its_line() {
        let lines = Lines::of("a\n\nbc\n");
        let found: Vec<usize> = (0..7).map(|byte| lines.at(byte)).collect();
        assert_eq!(found, [1, 1, 2, 3, 3, 3, 4]);
        assert_eq!(Lines::of("").at(0), 1);
    }
}
