//! Why there is no fault plan: sentences that name the file, the line, the key and the way out.

use super::{Plan, names};
use crate::domain::nearest::nearest;
use crate::domain::said::Said;
use crate::sandbox::guess;

/// Why a fault plan cannot be used. It is said by [`Self::said`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultError {
    /// There is no such plan, and it does not look like a file.
    Unknown {
        /// What was asked for.
        name: String,
        /// The plan that was most likely meant.
        nearest: Option<String>,
        /// The plans there are.
        known: Vec<String>,
    },
    /// The file cannot be read.
    Unreadable {
        /// The file.
        file: String,
        /// Why.
        reason: Said,
    },
    /// The file holds several plans, and none was named.
    Which {
        /// The file.
        file: String,
        /// The plans in it.
        known: Vec<String>,
    },
    /// The file has no plan of this name.
    NotInFile {
        /// What was asked for.
        name: String,
        /// The file.
        file: String,
        /// The plan that was most likely meant.
        nearest: Option<String>,
        /// The plans in it.
        known: Vec<String>,
    },
    /// Something in the file is wrong.
    Wrong {
        /// The file.
        file: String,
        /// From 1.
        line: usize,
        /// What is wrong there, with the key and, where one is like it, the right one.
        reason: Said,
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

    /// The sentence.
    pub fn said(&self) -> Said {
        match self {
            Self::Unknown { name, nearest, known } => Said::of("fault_plan.unknown")
                .with("name", name)
                .with("guess", guess(nearest.as_deref()))
                .with("known", Said::list(known)),
            Self::Unreadable { file, reason } => {
                Said::of("fault_plan.unreadable").with("file", file).with("why", reason.clone())
            }
            Self::Which { file, known } => {
                Said::of("fault_plan.which").with("file", file).with("known", Said::list(known))
            }
            Self::NotInFile { name, file, nearest, known } => Said::of("fault_plan.not_in_file")
                .with("file", file)
                .with("name", name)
                .with("guess", guess(nearest.as_deref()))
                .with("known", Said::list(known)),
            Self::Wrong { file, line, reason } => Said::of("fault_plan.wrong")
                .with("file", file)
                .with_number("line", line)
                .with("why", reason.clone()),
        }
    }
}
