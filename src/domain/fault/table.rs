//! What codes, statuses and kinds of failure mean, read from `assets/errors.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;
use strum::IntoEnumIterator as _;

use crate::domain::fault::FaultKind;
use crate::domain::field::FieldId;

/// Whether the same read may be asked again (contract.md §3.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Again {
    /// It would be answered the same way.
    #[default]
    No,
    /// Once, signed anew.
    Once,
    /// As often as reads are repeated.
    Yes,
}

/// What a failure means, and where its sentences stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// What it is to the program.
    pub kind: FaultKind,
    /// The stem of its sentences in the locale files: `<words>.say` and `<words>.do`.
    pub words: String,
    /// The answer to look at again (contract.md §3.2, "Field to jump to").
    pub field: Option<FieldId>,
    /// Whether the same read may be asked again.
    pub again: Again,
}

/// The meaning of a kind, with the sentences for what more is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfKind {
    /// The meaning.
    pub meaning: Meaning,
    /// The stem of the sentences where prices were asked for.
    pub on_price: Option<String>,
    /// The stem of the sentences where the measured clocks differ.
    pub off: Option<String>,
    /// The stem of the sentences where the measured clocks agree.
    pub agrees: Option<String>,
}

/// The meaning of a range of statuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfStatus {
    from: u16,
    to: u16,
    marked: bool,
    coded: Option<bool>,
    /// The meaning.
    pub meaning: Meaning,
}

/// The meaning of some codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfCode {
    /// `code` of the error body; a leading `*` stands for any beginning.
    pub codes: Vec<String>,
    /// The HTTP statuses the codes come with.
    pub statuses: Vec<u16>,
    only_then: bool,
    says: Vec<String>,
    /// The meaning.
    pub meaning: Meaning,
}

/// Everything the file says.
#[derive(Clone, Debug, Default)]
pub struct Table {
    kinds: Vec<OfKind>,
    statuses: Vec<OfStatus>,
    codes: Vec<OfCode>,
}

/// What is wrong with a file of errors.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// Not TOML, or not of this form.
    #[error("the file of errors is not readable: {0}")]
    Syntax(#[from] toml::de::Error),
    /// A field that is none.
    #[error("the file of errors names an unknown field `{0}`")]
    Field(String),
    /// A kind without an entry.
    #[error("the file of errors does not say what `{0}` means")]
    Kind(&'static str),
    /// A code no answer can have any more, because an entry before takes them all.
    #[error("the file of errors has the code `{0}` twice")]
    Twice(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    kind: BTreeMap<FaultKind, KindEntry>,
    status: Vec<StatusEntry>,
    error: Vec<CodeEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindEntry {
    words: String,
    #[serde(default)]
    again: Again,
    on_price: Option<String>,
    off: Option<String>,
    agrees: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StatusEntry {
    from: u16,
    to: u16,
    kind: FaultKind,
    words: Option<String>,
    #[serde(default)]
    again: Again,
    #[serde(default)]
    marked: bool,
    coded: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CodeEntry {
    codes: Vec<String>,
    statuses: Vec<u16>,
    #[serde(default)]
    only_then: bool,
    #[serde(default)]
    says: Vec<String>,
    kind: FaultKind,
    words: Option<String>,
    field: Option<String>,
    #[serde(default)]
    again: Again,
}

static BUILTIN: LazyLock<Table> = LazyLock::new(|| {
    // The file is part of the program and a test reads it, so the default is never reached.
    Table::parse(include_str!("../../../assets/errors.toml")).unwrap_or_default()
});

impl Table {
    /// The table that comes with the program.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Reads a file of errors.
    pub fn parse(text: &str) -> Result<Self, TableError> {
        let file: File = toml::from_str(text)?;
        let mut table = Self::default();
        for kind in FaultKind::iter() {
            let entry = file.kind.get(&kind).ok_or_else(|| TableError::Kind(kind.into()))?;
            let words = entry.words.clone();
            table.kinds.push(OfKind {
                meaning: Meaning { kind, words, field: None, again: entry.again },
                on_price: entry.on_price.clone(),
                off: entry.off.clone(),
                agrees: entry.agrees.clone(),
            });
        }
        for entry in file.status {
            let words = table.words(entry.kind, entry.words);
            table.statuses.push(OfStatus {
                from: entry.from,
                to: entry.to,
                marked: entry.marked,
                coded: entry.coded,
                meaning: Meaning { kind: entry.kind, words, field: None, again: entry.again },
            });
        }
        let mut taken = BTreeSet::new();
        for entry in file.error {
            if let Some(twice) = entry.codes.iter().find(|code| taken.contains(*code)) {
                return Err(TableError::Twice(twice.clone()));
            }
            if entry.says.is_empty() && !entry.only_then {
                taken.extend(entry.codes.iter().cloned());
            }
            let field = match entry.field {
                None => None,
                Some(name) => Some(
                    FieldId::iter()
                        .find(|field| field.name() == name)
                        .ok_or(TableError::Field(name))?,
                ),
            };
            let words = table.words(entry.kind, entry.words);
            table.codes.push(OfCode {
                codes: entry.codes,
                statuses: entry.statuses,
                only_then: entry.only_then,
                says: entry.says.iter().map(|words| plain(words)).collect(),
                meaning: Meaning { kind: entry.kind, words, field, again: entry.again },
            });
        }
        Ok(table)
    }

    fn words(&self, kind: FaultKind, words: Option<String>) -> String {
        words
            .or_else(|| self.of_kind(kind).map(|of_kind| of_kind.meaning.words.clone()))
            .unwrap_or_default()
    }

    /// What a kind means; `None` only in an empty table.
    pub fn of_kind(&self, kind: FaultKind) -> Option<&OfKind> {
        self.kinds.iter().find(|of_kind| of_kind.meaning.kind == kind)
    }

    /// What a status means. `coded`: whether the answer has a code; `marked`: whether it has a code or
    /// the cloud's request id.
    pub fn of_status(&self, status: u16, coded: bool, marked: bool) -> Option<&Meaning> {
        let fits = |of_status: &&OfStatus| {
            (of_status.from..=of_status.to).contains(&status)
                && (marked || !of_status.marked)
                && of_status.coded.is_none_or(|wanted| wanted == coded)
        };
        self.statuses.iter().find(fits).map(|of_status| &of_status.meaning)
    }

    /// What a code means with this status and these words of the server; `None` for an unknown one.
    pub fn of_code(&self, code: &str, status: u16, message: &str) -> Option<&Meaning> {
        let message = plain(message);
        let fits = |of_code: &&OfCode| {
            let named = of_code.codes.iter().any(|known| match known.strip_prefix('*') {
                Some(end) => code.ends_with(end),
                None => code == known,
            });
            named
                && (!of_code.only_then || of_code.statuses.contains(&status))
                && (of_code.says.is_empty() || of_code.says.iter().any(|say| message.contains(say)))
        };
        self.codes.iter().find(fits).map(|of_code| &of_code.meaning)
    }

    /// The kinds, in the order of [`FaultKind`].
    pub fn kinds(&self) -> &[OfKind] {
        &self.kinds
    }

    /// The codes, in the order of the file.
    pub fn codes(&self) -> &[OfCode] {
        &self.codes
    }

    /// Every stem of sentences the table names.
    pub fn all_words(&self) -> BTreeSet<&str> {
        let kinds = self.kinds.iter().flat_map(|of_kind| {
            let more = [&of_kind.on_price, &of_kind.off, &of_kind.agrees];
            more.into_iter().flatten().chain([&of_kind.meaning.words])
        });
        let statuses = self.statuses.iter().map(|of_status| &of_status.meaning.words);
        let codes = self.codes.iter().map(|of_code| &of_code.meaning.words);
        kinds.chain(statuses).chain(codes).map(String::as_str).collect()
    }
}

/// Words in lower case with one blank between, before and after, so that whole words are found.
fn plain(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut plain = String::from(" ");
    for word in words {
        plain.push_str(&word.to_lowercase());
        plain.push(' ');
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = include_str!("../../../assets/errors.toml");

    fn refused(text: &str) -> String {
        Table::parse(text).unwrap_err().to_string()
    }

    #[test]
    fn a_broken_file_is_told_apart_from_a_good_one() {
        Table::parse(FILE).unwrap();
        let more = |entry: &str| refused(&format!("{FILE}\n{entry}"));
        let code = "[[error]]\nstatuses = [400]\n";
        assert!(refused("kind = 1").contains("not readable"));
        assert!(refused(&FILE.replace("[kind.clock]", "[kind.time]")).contains("not readable"));
        let without = FILE.replace("[kind.banned]\nwords = \"fault.banned\"\n", "");
        assert!(refused(&without).contains("`banned`"));
        let wrong = more(&format!("{code}codes = [\"X\"]\nkind = \"refused\"\nfield = \"color\""));
        assert!(wrong.contains("`color`"), "{wrong}");
        let twice = more(&format!("{code}codes = [\"AccessDenied\"]\nkind = \"refused\""));
        assert!(twice.contains("`AccessDenied` twice"), "{twice}");
        assert!(
            more(&format!("{code}codes = []\nkind = \"refused\"\nsay = \"x\"")).contains("say")
        );
    }

    #[test]
    fn words_of_a_message_are_whole_words() {
        let field = |message: &str| {
            Table::builtin().of_code("BadRequest", 400, message).and_then(|found| found.field)
        };
        assert_eq!(field("spec is invalid."), Some(FieldId::Spec));
        assert_eq!(field("The specified thing is not special."), None);
        assert_eq!(field("Zone is INVALID"), Some(FieldId::Zone));
        assert_eq!(field("image does not support the spec."), Some(FieldId::Image));
        assert_eq!(field("[rootDiskSizeInGb] is invalid"), Some(FieldId::SystemDiskSize));
        assert_eq!(field("subnet is not in the zone."), Some(FieldId::Subnet));
        assert_eq!(field("hostname is invalid."), Some(FieldId::Hostname));
        assert_eq!(field("name is invalid."), Some(FieldId::Name));
        assert_eq!(field(""), None);
    }

    #[test]
    fn every_status_means_something() {
        for status in 100..1000 {
            for (coded, marked) in [(false, false), (false, true), (true, true)] {
                let unmarked = (400..500).contains(&status) && ![408, 429].contains(&status);
                let found = Table::builtin().of_status(status, coded, marked);
                assert_eq!(found.is_none(), unmarked && !marked, "{status} {coded} {marked}");
            }
        }
    }
}
