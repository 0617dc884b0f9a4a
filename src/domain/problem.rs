//! What is wrong with an answer, why, and the way out where the program knows one.

use crate::domain::field::FieldId;

/// How much a problem weighs (limits.md: E, W, I).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Hint,
    /// Shown in place, never blocks.
    Warning,
    /// Blocks the purchase.
    Error,
}

/// One of the answers of an entry in a list of sub-forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Part {
    /// The size of a disk.
    Size,
    /// The storage type of a disk.
    Type,
    /// The name of a disk.
    Name,
    /// The snapshot a disk is made from.
    Snapshot,
    /// The extra performance of a disk.
    ExtraIo,
    /// Whether a disk goes with the instance.
    Release,
    /// A private address.
    Address,
    /// The path of a mount.
    Path,
    /// The key of a tag.
    Key,
    /// The value of a tag.
    Value,
}

/// A change of one answer that solves a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The answer to change.
    pub field: FieldId,
    /// The position in a list of sub-forms; `None` for the list itself.
    pub item: Option<usize>,
    /// What of the entry at [`Self::item`] changes.
    pub part: Option<Part>,
    /// The new text, or the id or API name of the new choice; for a list of ids, joined with commas.
    /// Empty: nothing is said any more. For a list of sub-forms itself: how many of its entries stay.
    pub value: String,
}

/// One problem of one answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The rule's stable id in limits.md, such as `root.min`.
    pub rule: &'static str,
    /// The sentence: `problem.<words>` in the locale files. Usually the rule's id with `_` for `.`;
    /// longer where one rule has several sentences.
    pub words: &'static str,
    /// The answer it is about.
    pub field: FieldId,
    /// The position in a list of sub-forms; `None` for the list itself and for any other field.
    pub item: Option<usize>,
    /// How much it weighs.
    pub severity: Severity,
    /// Values for the places of the sentence. May hold untrusted text.
    pub values: Vec<(&'static str, String)>,
    /// A way out, offered on `F2`.
    pub fix: Option<Fix>,
}
