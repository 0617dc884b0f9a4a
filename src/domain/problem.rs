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

/// A change of one answer that solves a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The answer to change.
    pub field: FieldId,
    /// The position in a list of sub-forms, for [`FieldId::DataDisks`].
    pub item: Option<usize>,
    /// The new text, or the id or API name of the new choice; for a list of ids, joined with commas.
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
    /// The position in a list of sub-forms, for [`FieldId::DataDisks`].
    pub item: Option<usize>,
    /// How much it weighs.
    pub severity: Severity,
    /// Values for the places of the sentence. May hold untrusted text.
    pub values: Vec<(&'static str, String)>,
    /// A way out, offered on `F2`.
    pub fix: Option<Fix>,
}
