//! TOML tables as people write them: every value is taken out by its key, and what is wrong is said
//! with its line.

use std::fmt::Display;
use std::ops::RangeInclusive;

use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};

use super::FaultError;
use crate::domain::nearest::nearest;
use crate::domain::said::Said;
use crate::sandbox::guess;

/// A value and where it stands.
pub(super) type Value<'a> = &'a Spanned<DeValue<'a>>;

/// A fault file.
pub(super) struct Source<'a> {
    pub file: &'a str,
    pub text: &'a str,
}

impl Source<'_> {
    /// The error of what stands at a byte of the file.
    pub fn wrong(&self, at: usize, reason: Said) -> FaultError {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        FaultError::Wrong { file: self.file.to_owned(), line, reason }
    }
}

/// One table of the file.
pub(super) struct Table<'a> {
    pub source: &'a Source<'a>,
    /// What it is.
    pub what: Said,
    at: usize,
    fields: &'a DeTable<'a>,
}

impl<'a> Table<'a> {
    /// A table that has these keys and no other.
    pub fn new(
        source: &'a Source<'a>,
        what: Said,
        at: usize,
        fields: &'a DeTable<'a>,
        keys: &[&str],
    ) -> Result<Self, FaultError> {
        let table = Self { source, what, at, fields };
        let unknown = fields.keys().filter(|key| !keys.contains(&key.get_ref().as_ref()));
        if let Some(key) = unknown.min_by_key(|key| key.span().start) {
            let name = key.get_ref();
            let guess = guess(nearest(name, keys.iter().copied()));
            let words = if keys.is_empty() { "fault_plan.no_keys" } else { "fault_plan.no_key" };
            let reason = Said::of(words)
                .with("name", name.as_ref())
                .with("what", table.what)
                .with("guess", guess)
                .with("known", Said::list(keys.iter().copied()));
            return Err(source.wrong(key.span().start, reason));
        }
        Ok(table)
    }

    /// The table that stands at a value.
    pub fn at(
        source: &'a Source<'a>,
        what: Said,
        value: Value<'a>,
        keys: &[&str],
    ) -> Result<Self, FaultError> {
        let at = value.span().start;
        let Some(fields) = value.get_ref().as_table() else {
            let reason = Said::of("fault_plan.not_a_table").with("what", what);
            return Err(source.wrong(at, reason.with("found", kind(value))));
        };
        Self::new(source, what, at, fields, keys)
    }

    /// The keys that are there, in the order of the file.
    pub fn keys(&self) -> Vec<(&'a str, usize)> {
        let mut keys: Vec<_> =
            self.fields.keys().map(|key| (key.get_ref().as_ref(), key.span().start)).collect();
        keys.sort_by_key(|(_, at)| *at);
        keys
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<Value<'a>> {
        self.fields.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)
    }

    /// An error of the table as a whole.
    pub fn wrong(&self, reason: Said) -> FaultError {
        self.source.wrong(self.at, reason)
    }

    /// An error of one value.
    pub fn not(&self, key: &str, value: Value<'_>, wanted: Said) -> FaultError {
        let reason = Said::of("fault_plan.must_be").with("key", key).with("wanted", wanted);
        let reason = reason.with("found", shown(value));
        self.source.wrong(value.span().start, reason)
    }

    /// What a key must have.
    pub fn needed<T>(&self, key: &str, found: Option<T>) -> Result<T, FaultError> {
        found.ok_or_else(|| {
            self.wrong(
                Said::of("fault_plan.needs").with("what", self.what.clone()).with("key", key),
            )
        })
    }

    /// A text that says something.
    pub fn text(&self, key: &str) -> Result<Option<&'a str>, FaultError> {
        let Some(value) = self.get(key) else { return Ok(None) };
        match value.get_ref().as_str().filter(|text| !text.trim().is_empty()) {
            Some(text) => Ok(Some(text)),
            None => Err(self.not(key, value, Said::of("fault_plan_want.text"))),
        }
    }

    /// A whole number.
    pub fn whole(&self, key: &str, range: RangeInclusive<i64>) -> Result<Option<i64>, FaultError> {
        let Some(value) = self.get(key) else { return Ok(None) };
        let number = value.get_ref().as_integer().and_then(integer);
        match number.filter(|number| range.contains(number)) {
            Some(number) => Ok(Some(number)),
            None => {
                let wanted = between("fault_plan_want.whole", range.start(), range.end());
                Err(self.not(key, value, wanted))
            }
        }
    }

    /// A whole number that is not below zero.
    pub fn count(&self, key: &str, range: RangeInclusive<i64>) -> Result<Option<u64>, FaultError> {
        Ok(self.whole(key, range)?.map(i64::unsigned_abs))
    }

    /// A number, whole or not.
    pub fn number(&self, key: &str, range: RangeInclusive<f64>) -> Result<Option<f64>, FaultError> {
        let Some(value) = self.get(key) else { return Ok(None) };
        let text = match value.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str()),
            DeValue::Float(number) => Some(number.as_str()),
            _ => None,
        };
        let number = text.and_then(|text| text.parse().ok());
        match number.filter(|number| range.contains(number)) {
            Some(number) => Ok(Some(number)),
            None => {
                let wanted = between("fault_plan_want.number", range.start(), range.end());
                Err(self.not(key, value, wanted))
            }
        }
    }

    /// True or false; false when it is not said.
    pub fn flag(&self, key: &str) -> Result<bool, FaultError> {
        let Some(value) = self.get(key) else { return Ok(false) };
        value
            .get_ref()
            .as_bool()
            .ok_or_else(|| self.not(key, value, Said::of("fault_plan_want.flag")))
    }
}

/// An integer, if it fits.
pub(super) fn integer(number: &DeInteger<'_>) -> Option<i64> {
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}

fn between<T: Display + Copy>(words: &'static str, least: T, most: T) -> Said {
    Said::of(words).with_number("least", least).with_number("most", most)
}

/// What kind of value it is.
pub(super) fn kind(value: Value<'_>) -> Said {
    Said::of(match value.get_ref() {
        DeValue::String(_) => "fault_plan_kind.text",
        DeValue::Integer(_) | DeValue::Float(_) => "fault_plan_kind.number",
        DeValue::Boolean(_) => "fault_plan_kind.flag",
        DeValue::Datetime(_) => "fault_plan_kind.time",
        DeValue::Array(_) => "fault_plan_kind.list",
        DeValue::Table(_) => "fault_plan_kind.table",
    })
}

/// A value as it is shown in an error: itself if it is short, else what it is.
fn shown(value: Value<'_>) -> Said {
    match value.get_ref() {
        DeValue::String(text) if text.chars().count() <= 40 => {
            Said::of("fault_plan.quoted").with("text", text.as_ref())
        }
        DeValue::Integer(number) => Said::text(number.as_str()),
        DeValue::Float(number) => Said::text(number.as_str()),
        _ => kind(value),
    }
}
