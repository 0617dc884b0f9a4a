//! What can lie over a screen: questions, small forms, help.

use secrecy::SecretString;

use crate::app::choosing::compare::Compare;
use crate::app::choosing::instead::Alternatives;
use crate::app::editor::Editor;
use crate::app::help::Help;
use crate::app::items::ItemForm;
use crate::app::line::TextLine;
use crate::app::resume::Unfinished;
use crate::app::saving::{ExportForm, SaveForm};
use crate::app::ssh::SshForm;
use crate::domain::plan::Payment;
use crate::domain::price::{Drift, Quote};

/// The confirmation that buys.
#[derive(Clone, Debug)]
pub struct Confirm {
    /// The token of this one intent, once minted.
    pub token: Option<String>,
    /// The count as typed, for an order large enough to ask for it instead of `y`.
    pub typed: Option<TextLine>,
    /// The price that is confirmed.
    pub quote: Quote,
    /// Already confirmed, waiting for the token and for the price once more.
    pub confirmed: bool,
    /// What was typed is not the count.
    pub mistyped: bool,
    /// What was confirmed before, and why that was not enough.
    pub moved: Option<Moved>,
}

/// A price that was confirmed and did not last.
#[derive(Clone, Debug)]
pub struct Moved {
    /// The price that was confirmed.
    pub before: Quote,
    /// How the one of now differs.
    pub how: Drift,
}

/// The question before an instance is released.
#[derive(Clone, Debug)]
pub struct Release {
    /// The instance.
    pub id: String,
    /// How it is paid for: a subscription is asked about once more and refunded.
    pub payment: Payment,
    /// Its id as typed.
    pub typed: TextLine,
    /// The id was typed; what is asked now is whether to give the subscription back.
    pub sure: bool,
    /// The request is under way.
    pub under_way: bool,
}

/// What lies over the screen.
#[derive(Clone, Debug)]
pub enum Dialog {
    /// Help for the place where it was opened.
    Help(Box<Help>),
    /// Whether to quit.
    Quit,
    /// Whether to buy.
    Confirm(Box<Confirm>),
    /// An entry of a list of sub-forms.
    Item(Box<ItemForm>),
    /// The editor of a text of several lines.
    Editor(Box<Editor>),
    /// A password that was made, to be noted: it is shown this once.
    Generated(SecretString),
    /// Whether to release.
    Release(Release),
    /// Unfinished orders of earlier runs.
    Unfinished(Box<Unfinished>),
    /// Waiting for the digit of a step.
    GoTo,
    /// The marked specs side by side.
    Compare(Compare),
    /// What to take instead of a spec that cannot be bought.
    Alternatives(Box<Alternatives>),
    /// Where to save a text.
    Save(Box<SaveForm>),
    /// The purchase in the forms of other programs.
    Export(Box<ExportForm>),
    /// Whether to append to the configuration of `ssh`.
    Ssh(Box<SshForm>),
}
