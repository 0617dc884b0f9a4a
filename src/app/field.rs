//! How a question is put on the screen: the same few kinds serve every step.

use crate::domain::field::FieldId;
use crate::domain::price::Cost;
use crate::domain::said::Said;

/// Text on the screen: the program's own words, or somebody's data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Label {
    /// A key of the locale files.
    Words(&'static str),
    /// A key of the locale files with values for its places.
    Filled(&'static str, Vec<(&'static str, String)>),
    /// The same with labels in its places.
    Told(&'static str, Vec<(&'static str, Label)>),
    /// Text from outside, shown as it is after cleaning.
    Text(String),
    /// A sentence of the layers below.
    Said(Said),
    /// What something costs, or why that is not known.
    Cost(Cost),
    /// The name of a field.
    Field(FieldId),
    /// Several labels, one after the other with commas.
    List(Vec<Label>),
    /// Nothing is chosen or typed.
    Empty,
}

impl Label {
    /// Somebody's data.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

/// One of a few possible answers, shown side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is stored: an id or an API name.
    pub value: String,
    /// What is shown.
    pub label: Label,
}

/// A unit behind a number field; its word is `unit.<name>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Unit {
    /// Gigabytes.
    Gb,
    /// Megabits per second.
    Mbps,
    /// Pieces.
    Pieces,
    /// CNY per minute.
    YuanPerMinute,
    /// Input and output operations per second.
    Iops,
}

/// The kind of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One row of a table.
    Table,
    /// One row of a table, or none.
    Optional,
    /// Several rows of a table.
    Marks,
    /// A line of text.
    Text,
    /// A line of text that is never shown.
    Secret,
    /// A whole number with its unit.
    Number(Unit),
    /// One of a few choices; `chosen` is its position.
    Choice {
        /// The choices, at least one.
        choices: Vec<Choice>,
        /// The chosen one.
        chosen: Option<usize>,
    },
    /// A list of sub-forms.
    Items,
    /// Several lines of text, typed in an editor of their own.
    Lines,
    /// Shows or hides the fields after it.
    Fold {
        /// They are shown.
        open: bool,
    },
    /// A button.
    Button,
}

impl Kind {
    /// Whether the field is typed into.
    pub fn is_typed(&self) -> bool {
        matches!(self, Self::Text | Self::Secret | Self::Number(_))
    }

    /// Whether the field is a table.
    pub fn is_table(&self) -> bool {
        matches!(self, Self::Table | Self::Optional | Self::Marks)
    }
}
