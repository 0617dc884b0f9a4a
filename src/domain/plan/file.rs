//! The plan file (ux.md §10): the answers of a purchase as TOML, for people. It never holds a password
//! or a key; [`PasswordSource`] says where a password is to be found.
//!
//! [`read`] takes the text apart and tells everything that is wrong with it at once; [`write()`] puts a
//! draft into words again. Both go by the same tables ([`keys`]), so that what one writes the other
//! reads: every answer that a purchase depends on comes back as it was.

mod judge;
pub mod keys;
mod quote;
mod read;
mod table;
mod write;

use std::collections::BTreeSet;

use secrecy::SecretString;

use crate::domain::draft::Draft;
use crate::domain::field::FieldId;

pub use judge::judge;
pub use quote::quoted;
pub use read::read;
pub use write::write;

/// The version of the format this program reads and writes.
pub const VERSION: u32 = 1;
/// The largest file that is read, in bytes. The longest plan has a few pages.
pub const LARGEST: usize = 1 << 20;
/// The variable that is named where a plan is saved whose login is by a password.
pub const PASSWORD_VARIABLE: &str = "BCC_ADMIN_PASS";

/// Where the password of the first login is to be found, for it never stands in a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PasswordSource {
    /// `password_env`: the value of this variable.
    Env(String),
    /// `password_file`: the first line of this file.
    File(String),
}

impl PasswordSource {
    /// Its key in `[system.login]`.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Env(_) => "password_env",
            Self::File(_) => "password_file",
        }
    }

    /// The name of the variable, or the path.
    pub fn value(&self) -> &str {
        match self {
            Self::Env(value) | Self::File(value) => value,
        }
    }
}

/// What a plan names but does not hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Elsewhere {
    /// Where the password is, when the login is by one.
    pub password: Option<PasswordSource>,
    /// `user_data_file`: the path of a file whose text is to become [`Draft::user_data`].
    pub user_data_file: Option<String>,
}

/// Something in a plan file that cannot be taken as it stands, or that is not read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The sentence: `plan_fault.<words>` in the locale files.
    pub words: &'static str,
    /// The line, from 1; `None` where it is about the whole file.
    pub line: Option<usize>,
    /// The key with its tables, such as `disks.system.size_gb`; empty where it is about no key.
    /// May hold untrusted text.
    pub key: String,
    /// Values for the places of the sentence. May hold untrusted text.
    pub values: Vec<(&'static str, String)>,
    /// The key that was most likely meant.
    pub nearest: Option<String>,
}

impl Fault {
    fn new(words: &'static str, line: Option<usize>, key: impl Into<String>) -> Self {
        Self { words, line, key: key.into(), values: Vec::new(), nearest: None }
    }

    fn with(mut self, name: &'static str, value: &(impl ToString + ?Sized)) -> Self {
        self.values.push((name, value.to_string()));
        self
    }

    /// The stable id, as a rule's: `file.` and the sentence's name, whatever else it may say.
    pub fn rule(&self) -> String {
        format!("file.{}", self.words.trim_end_matches("_near"))
    }
}

/// Where an answer stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    field: FieldId,
    item: Option<usize>,
    key: String,
    line: usize,
}

/// A plan file that could be read.
#[derive(Clone, Debug)]
pub struct PlanFile {
    /// Its answers; everything else is as in an empty draft. A password is not in it.
    pub draft: Draft,
    /// What the file says something of.
    pub answered: BTreeSet<FieldId>,
    /// What it names but does not hold.
    pub elsewhere: Elsewhere,
    /// What stands in the file but is not read under its other answers.
    pub remarks: Vec<Fault>,
    places: Vec<Place>,
}

impl PlanFile {
    /// Makes the password that the plan only names one of its answers.
    pub fn give_password(&mut self, password: SecretString) {
        self.draft.password_again = password.clone();
        self.draft.password = password;
        self.answered.extend([FieldId::Password, FieldId::PasswordAgain]);
    }

    /// The key of an answer, and its line where the file has it. Of a list's entry, the entry's.
    pub fn place(&self, field: FieldId, item: Option<usize>) -> (String, Option<usize>) {
        let of = |wanted: Option<usize>| {
            self.places.iter().find(|place| place.field == field && place.item == wanted)
        };
        if let Some(place) = of(item).or_else(|| of(None)) {
            return (place.key.clone(), Some(place.line));
        }
        (keys::of(field, &self.draft).to_owned(), None)
    }
}
