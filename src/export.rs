//! A purchase in the forms of other programs. Pure: the time, the token and the key are passed in.
//!
//! All forms are made of the body that would be sent, so that none says more or less than the others.
//! None holds a secret: no password, not even encrypted, and no key.

mod bce;
mod body;
mod curl;
mod terraform;
mod words;

use std::collections::BTreeSet;

use secrecy::SecretString;
use strum::IntoEnumIterator as _;

use crate::domain::draft::Draft;
use crate::domain::field::FieldId;
use crate::domain::plan::{Format, Login, Plan, file, to_draft};
use crate::domain::said::{Said, Say};

pub use body::body;

/// Who would send the order, where, and when: what a signed command is made with.
#[derive(Clone, Copy, Debug)]
pub struct Sender<'a> {
    /// Scheme, host and port, without a slash at the end.
    pub base: &'a str,
    /// Access key ID.
    pub access_key: &'a str,
    /// Secret access key: signs, and is never part of the text.
    pub secret_key: &'a SecretString,
    /// Session token of temporary keys: is signed, and never part of the text.
    pub session_token: Option<&'a SecretString>,
    /// The moment of signing, `YYYY-MM-DDThh:mm:ssZ`.
    pub at: &'a str,
    /// `clientToken`: however often the command runs, it buys once.
    pub token: &'a str,
}

/// Why there is no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotExported {
    /// A signed command needs a key to sign with.
    NoKey,
}

impl NotExported {
    /// The sentence.
    pub fn said(self) -> Said {
        match self {
            Self::NoKey => Said::of("command.no_key_to_sign"),
        }
    }
}

/// The variable that a command for temporary keys takes the session token from.
pub const TOKEN_VARIABLE: &str = "BCE_SECURITY_TOKEN";

/// The purchase in one of the forms; only [`Format::Curl`] needs a sender. Ends with a line break.
/// Comments are in the words of `say`.
pub fn text(
    plan: &Plan,
    format: Format,
    sender: Option<&Sender>,
    say: Say<'_>,
) -> Result<String, NotExported> {
    Ok(match format {
        Format::Json => body::pretty(plan),
        Format::Curl => curl::command(plan, sender.ok_or(NotExported::NoKey)?),
        Format::Bce => bce::command(plan, say),
        Format::Terraform => terraform::resource(plan, say),
        Format::Toml => toml(plan, say),
    })
}

/// Everything the purchase says is an answer here; defaults of the cloud are not.
fn toml(plan: &Plan, say: Say<'_>) -> String {
    let draft = to_draft(plan);
    let answered: BTreeSet<FieldId> =
        FieldId::iter().filter(|field| says(&draft, *field)).collect();
    file::write(&draft, &answered, &file::Elsewhere::default(), say)
}

/// Whether the draft says anything of a question for which silence is an answer too.
fn says(draft: &Draft, field: FieldId) -> bool {
    let texts = draft.text(field).is_none_or(|text| !text.trim().is_empty());
    let marks = draft.marks(field).is_none_or(|ids| !ids.is_empty());
    let items = draft.items(field).is_none_or(|items| items > 0);
    texts && marks && items
}

/// Whether a password belongs to the purchase, which no text holds.
pub fn left_out_password(plan: &Plan) -> bool {
    matches!(plan.login, Login::Password(_))
}
