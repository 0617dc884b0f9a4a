//! Why there is no fault plan: sentences that name the file, the line, the key and the way out.

use super::{Plan, names};
use crate::domain::nearest::nearest;

/// Why a fault plan cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultError {
    /// There is no such plan, and it does not look like a file.
    #[error("there is no fault plan {name:?}{}; there are {known}, or name a file of your own, such as faults.toml", guess(.nearest.as_deref()))]
    Unknown {
        /// What was asked for.
        name: String,
        /// The plan that was most likely meant.
        nearest: Option<String>,
        /// The plans there are, with commas.
        known: String,
    },
    /// The file cannot be read.
    #[error("the fault file {file} cannot be read: {reason}")]
    Unreadable {
        /// The file.
        file: String,
        /// What the system said.
        reason: String,
    },
    /// The file holds several plans, and none was named.
    #[error("the fault file {file} holds several plans: say which, as {file}#NAME, of {known}")]
    Which {
        /// The file.
        file: String,
        /// The plans in it, with commas.
        known: String,
    },
    /// The file has no plan of this name.
    #[error("the fault file {file} has no plan {name:?}{}; it has {known}", guess(.nearest.as_deref()))]
    NotInFile {
        /// What was asked for.
        name: String,
        /// The file.
        file: String,
        /// The plan that was most likely meant.
        nearest: Option<String>,
        /// The plans in it, with commas.
        known: String,
    },
    /// Something in the file is wrong.
    #[error("{file}, line {line}: {reason}")]
    Wrong {
        /// The file.
        file: String,
        /// From 1.
        line: usize,
        /// What is wrong there, with the key and, where one is like it, the right one.
        reason: String,
    },
}

impl FaultError {
    pub(super) fn unknown(name: &str, known: &[Plan]) -> Self {
        Self::Unknown {
            name: name.to_owned(),
            nearest: nearest(name, known.iter().map(Plan::name)).map(str::to_owned),
            known: names(known),
        }
    }
}

/// `(did you mean …?)` with a blank before it, where a word is like the wrong one.
pub(super) fn guess(nearest: Option<&str>) -> String {
    nearest.map(|word| format!(" (did you mean {word:?}?)")).unwrap_or_default()
}
