//! Everything that can happen to the wizard.

use secrecy::SecretString;

use crate::app::copying::NotCopied;
use crate::app::effect::{Answer, Ask, Exported, NotSaved, Timer, Unreadable};
use crate::app::identity::Opened;
use crate::app::key::Key;
use crate::app::mouse::Mouse;
use crate::app::ssh::{Appended, Looked, Refused};
use crate::domain::catalog::{Instance, Refund};
use crate::domain::fault::Fault;
use crate::domain::plan::Format;
use crate::domain::plan::Hidden;
use crate::domain::record::Record;
use crate::domain::said::Said;

/// What the cloud said to an accepted order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Created {
    /// `orderId`; `None` when not said.
    pub order: Option<String>,
    /// `instanceIds`. Some answers name only the order (contract.md §8.1).
    pub ids: Vec<String>,
    /// `warningList`.
    pub warnings: Vec<String>,
}

/// Why an order of an earlier run was not taken up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotTaken {
    /// Its password is needed.
    WantsPassword,
    /// The password given is another one.
    OtherPassword,
    /// Anything else, in a sentence.
    Other(Said),
}

/// Something happened.
#[derive(Clone, Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// Keys that came at once, two characters or more among them: a short paste perhaps, so no character of
    /// them answers a question.
    Burst(Vec<Key>),
    /// The mouse did something.
    Mouse(Mouse),
    /// Text was pasted: one insert, never a submit. A password may be pasted, so it is kept as one.
    Paste(SecretString),
    /// The terminal has a new size: columns, rows.
    Resize(u16, u16),
    /// Time passed while something on the screen moves.
    Tick,
    /// A connection was made, or why not: a sentence.
    Connected(Result<Opened, Said>),
    /// A question to the cloud was answered.
    Answered {
        /// The generation it was asked under; older answers are dropped.
        generation: u32,
        /// The question.
        ask: Ask,
        /// The answer.
        result: Result<Answer, Fault>,
    },
    /// The clock here is so many seconds ahead of the cloud's, or, below zero, behind it.
    Clock(i64),
    /// A fresh idempotency token.
    Minted(String),
    /// No order can be kept, so none can be placed: a sentence.
    NotReady(Said),
    /// The create request came to an end.
    Submitted {
        /// Its token.
        token: String,
        /// Its answer.
        result: Result<Created, Fault>,
    },
    /// The record of an order could not be written, though the order goes on: a sentence.
    NotKept(Said),
    /// An order of an earlier run was taken up, or why not.
    TakenUp(Result<Box<Record>, NotTaken>),
    /// A look at the instances of the order came to an end.
    Seen {
        /// The order's token.
        token: String,
        /// Its answer.
        result: Result<Vec<Instance>, Fault>,
    },
    /// A timer that was asked for ran out.
    Due(Timer),
    /// A VNC link arrived.
    Vnc(Result<String, Fault>),
    /// A release came to an end.
    Released {
        /// The instance.
        id: String,
        /// Its answer; that of a subscription says what became of its parts.
        result: Result<Option<Refund>, Fault>,
    },
    /// A file was written, or not.
    Saved {
        /// Where.
        path: String,
        /// What came of it.
        result: Result<(), NotSaved>,
    },
    /// A purchase in the form of another program, or why there is none: a sentence.
    Exported {
        /// The form.
        format: Format,
        /// Its text.
        result: Result<Exported, Said>,
    },
    /// A random password was made, or why not: a sentence.
    Generated(Result<SecretString, String>),
    /// A file was read, or not.
    Read {
        /// Its path as it was asked for.
        path: String,
        /// Its text.
        result: Result<Hidden, Unreadable>,
    },
    /// A text was sent to the terminal's clipboard, or why not. Nobody says whether it arrived.
    Copied(Result<(), NotCopied>),
    /// The configuration of `ssh` was looked at, or why it is left alone.
    SshLooked(Result<Box<Looked>, Refused>),
    /// It was appended to, or why not.
    SshAppended(Result<Appended, Refused>),
    /// A signal or a vanished terminal asks the program to end.
    Terminate,
}
