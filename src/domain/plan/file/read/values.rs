//! The values of a plan file, one kind after the other.

use strum::IntoEnumIterator as _;
use toml::Spanned;
use toml::de::DeValue;

use super::Reader;
use crate::domain::field::FieldId;
use crate::domain::nearest::nearest;
use crate::domain::plan::file::keys::{self, Plain};
use crate::domain::plan::file::table::{Table, digits};
use crate::domain::plan::file::{Fault, Place};

impl Reader<'_> {
    /// A table within another.
    pub(super) fn table<'t>(
        &mut self,
        within: &mut Table<'t>,
        name: &'static str,
    ) -> Option<Table<'t>> {
        let (value, line) = within.take(name)?;
        let path = within.key(name);
        match value {
            DeValue::Table(table) => Some(Table::new(&path, line, table, self.lines)),
            other => {
                self.wrong(path, line, other, "table");
                None
            }
        }
    }

    /// A list of tables within another.
    pub(super) fn tables<'t>(
        &mut self,
        within: &mut Table<'t>,
        name: &'static str,
        field: FieldId,
    ) -> Vec<Table<'t>> {
        let Some((value, line)) = within.take(name) else { return Vec::new() };
        let path = within.key(name);
        let DeValue::Array(entries) = value else {
            self.wrong(path, line, value, "tables");
            return Vec::new();
        };
        self.answer(field, None, path.clone(), line);
        let mut tables = Vec::new();
        for (at, entry) in entries.iter().enumerate() {
            let entry: &Spanned<DeValue> = entry;
            let path = format!("{path}[{}]", at + 1);
            let line = self.lines.at(entry.span().start);
            match entry.get_ref() {
                DeValue::Table(table) => {
                    self.places.push(Place { field, item: Some(at), key: path.clone(), line });
                    tables.push(Table::new(&path, line, table, self.lines));
                }
                other => self.wrong(path, line, other, "table"),
            }
        }
        tables
    }

    pub(super) fn string(
        &mut self,
        table: &mut Table,
        name: &'static str,
    ) -> Option<(String, usize)> {
        let (value, line) = table.take(name)?;
        match value {
            DeValue::String(text) => Some((text.clone().into_owned(), line)),
            other => {
                self.wrong(table.key(name), line, other, "string");
                None
            }
        }
    }

    pub(super) fn number(
        &mut self,
        table: &mut Table,
        name: &'static str,
    ) -> Option<(String, usize)> {
        let (value, line) = table.take(name)?;
        let number = digits(value);
        if number.is_none() {
            self.wrong(table.key(name), line, value, "integer");
        }
        Some((number?, line))
    }

    pub(super) fn number_or_text(
        &mut self,
        table: &mut Table,
        name: &'static str,
    ) -> Option<(String, usize)> {
        let (value, line) = table.take(name)?;
        match (value, digits(value)) {
            (_, Some(number)) => Some((number, line)),
            (DeValue::String(text), _) => Some((text.clone().into_owned(), line)),
            (other, _) => {
                self.wrong(table.key(name), line, other, "integer_or_string");
                None
            }
        }
    }

    pub(super) fn flag(&mut self, table: &mut Table, name: &'static str) -> Option<(bool, usize)> {
        let (value, line) = table.take(name)?;
        match value {
            DeValue::Boolean(flag) => Some((*flag, line)),
            other => {
                self.wrong(table.key(name), line, other, "boolean");
                None
            }
        }
    }

    pub(super) fn strings(
        &mut self,
        table: &mut Table,
        name: &'static str,
    ) -> Option<(Vec<String>, usize)> {
        let (value, line) = table.take(name)?;
        let DeValue::Array(entries) = value else {
            self.wrong(table.key(name), line, value, "strings");
            return None;
        };
        let mut texts = Vec::new();
        for (at, entry) in entries.iter().enumerate() {
            match entry.get_ref() {
                DeValue::String(text) => texts.push(text.clone().into_owned()),
                other => {
                    let line = self.lines.at(entry.span().start);
                    self.wrong(format!("{}[{}]", table.key(name), at + 1), line, other, "string");
                }
            }
        }
        Some((texts, line))
    }

    /// A word of [`keys::words`]: also as a number, where the API's word is one.
    pub(super) fn word(&mut self, table: &mut Table, name: &'static str, field: FieldId) {
        let Some((value, line)) = table.take(name) else { return };
        let key = table.key(name);
        let known = keys::words(field);
        let numbers = known.iter().any(|word| word.parse::<u32>().is_ok());
        let word = match value {
            DeValue::String(text) => Some(text.clone().into_owned()),
            value if numbers => digits(value),
            _ => None,
        };
        let Some(word) = word else {
            let wanted = if numbers { "integer_or_string" } else { "string" };
            return self.wrong(key, line, value, wanted);
        };
        if keys::set_word(&mut self.draft, field, &word) {
            self.answer(field, None, key, line);
        } else {
            self.not_a_word(key, line, &word, &known);
        }
    }

    pub(super) fn not_a_word(
        &mut self,
        key: String,
        line: usize,
        word: &str,
        known: &[&'static str],
    ) {
        // One number is as near as another.
        let letters = word.chars().any(char::is_alphabetic);
        let near = nearest(word, known.iter().copied()).filter(|_| letters);
        let words = if near.is_some() { "not_a_word_near" } else { "not_a_word" };
        let mut fault = Fault::new(words, Some(line), key);
        fault = fault.with("value", word).with("known", &known.join(", "));
        if let Some(near) = near {
            fault = fault.with("near", near);
        }
        self.faults.push(fault);
    }

    /// All questions of a table that are read in the ordinary way.
    pub(super) fn plain(&mut self, table: &mut Table) {
        for field in FieldId::iter() {
            let key = keys::key(field);
            if keys::table(key) != table.path {
                continue;
            }
            let Some(plain) = keys::plain(field) else { continue };
            let name = keys::last(key);
            let line = match plain {
                Plain::Number | Plain::NumberOrText | Plain::Text => {
                    let found = match plain {
                        Plain::Number => self.number(table, name),
                        Plain::Text => self.string(table, name),
                        _ => self.number_or_text(table, name),
                    };
                    found.map(|(text, line)| {
                        if let Some(place) = self.draft.text_mut(field) {
                            *place = text;
                        }
                        line
                    })
                }
                Plain::Choice => self.string(table, name).map(|(text, line)| {
                    if let Some(place) = self.draft.choice_mut(field) {
                        *place = Some(text);
                    }
                    line
                }),
                Plain::Flag => self.flag(table, name).map(|(flag, line)| {
                    if let Some(place) = self.draft.flag_mut(field) {
                        *place = Some(flag);
                    }
                    line
                }),
                Plain::Ids => self.strings(table, name).map(|(ids, line)| {
                    if let Some(place) = self.draft.marks_mut(field) {
                        *place = ids;
                    }
                    line
                }),
                Plain::Word => {
                    self.word(table, name, field);
                    None
                }
            };
            if let Some(line) = line {
                self.answer(field, None, key.to_owned(), line);
            }
        }
    }
}
