//! Why something asked of the cloud did not work, in terms a person can act on.
//!
//! Which code means what, and which sentences say so, stands in `assets/errors.toml` alone.

mod table;

pub use table::{Again, Meaning, OfCode, OfKind, OfStatus, Table, TableError};

use crate::domain::field::FieldId;
use crate::domain::said::Said;

/// Minutes from which on a clock counts as wrong (limits.md `cred.skew`).
pub const SKEW_WARNED_MINUTES: i64 = 5;
/// Minutes up to which the cloud takes a request (limits.md `cred.skew`).
pub const SKEW_TAKEN_MINUTES: i64 = 30;

/// What kind of failure it is.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Deserialize,
    strum::EnumIter,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum FaultKind {
    /// No connection could be made: name, route, refused, TLS.
    Unreachable,
    /// No answer within the time allowed.
    Timeout,
    /// The connection broke while the answer was awaited.
    Interrupted,
    /// Nobody knows this access key.
    UnknownKey,
    /// The signature does not match: the secret key is wrong, or the host changed on the way.
    WrongSecret,
    /// The key is valid but may not do this.
    Forbidden,
    /// The request is too old or too new for the cloud: the clock is off.
    Clock,
    /// Real-name certification is missing.
    RealName,
    /// The service is not activated.
    OptIn,
    /// The account is blocked for BCC.
    Banned,
    /// A quota is used up (HTTP 413).
    Quota,
    /// 429: too many requests.
    Throttled,
    /// 404 in any spelling: the thing asked for does not exist (yet, or any more).
    NotFound,
    /// The token was used for another request.
    TokenReused,
    /// Any other refusal (4xx) with a code of the cloud's.
    Refused,
    /// 5xx: the cloud's own fault.
    Server,
    /// An answer that is not what the contract says: HTML, truncated JSON, wrong shape.
    Garbled,
}

/// One failure, kept as state until the next try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What kind it is.
    pub kind: FaultKind,
    /// The cloud's error code (`code` of the error body), where there was one.
    pub code: Option<String>,
    /// HTTP status, where there was an answer.
    pub status: Option<u16>,
    /// `x-bce-request-id` of the answer, to quote to support.
    pub request_id: Option<String>,
    /// The server's or system's own words. Untrusted text.
    pub message: String,
    /// The program's own words, in place of the server's, for what it noticed itself.
    pub own: Option<Box<Said>>,
    /// Whether the request may have taken effect all the same. An order whose fault says so is unknown, not failed.
    pub may_have_happened: bool,
    /// Minutes by which the cloud's clock was measured to be ahead of this machine's (below zero:
    /// behind), where the request was refused for its time.
    pub skew_minutes: Option<i64>,
}

/// The kind of a failure answered with `status`. The code speaks before the status; `marked`: whether
/// the cloud's request id was on the answer. A 4xx without any mark is some gateway's, not the cloud's.
pub fn classify(status: u16, code: Option<&str>, message: &str, marked: bool) -> FaultKind {
    let table = Table::builtin();
    // No refusal has a status below 400, whatever its body claims.
    let by_code = code.filter(|_| status >= 400);
    by_code
        .and_then(|code| table.of_code(code, status, message))
        .or_else(|| table.of_status(status, code.is_some(), code.is_some() || marked))
        .map_or(FaultKind::Garbled, |meaning| meaning.kind)
}

/// What a failure of this kind means; what is said of its code, else of its status, else of the kind.
pub fn meaning(
    kind: FaultKind,
    status: Option<u16>,
    code: Option<&str>,
    message: &str,
) -> Option<&'static Meaning> {
    let table = Table::builtin();
    let by_code = || {
        let code = code.filter(|_| status.is_none_or(|status| status >= 400))?;
        table.of_code(code, status.unwrap_or_default(), message)
    };
    let by_status =
        || table.of_status(status?, code.is_some(), true).filter(|meaning| meaning.kind == kind);
    by_code().or_else(by_status).or_else(|| table.of_kind(kind).map(|of_kind| &of_kind.meaning))
}

impl FaultKind {
    /// The stem of the sentences about prices that could not be had for this reason.
    pub fn words_on_price(self) -> &'static str {
        let of_kind = Table::builtin().of_kind(self);
        of_kind.map_or(NO_WORDS, |of_kind| {
            of_kind.on_price.as_deref().unwrap_or(&of_kind.meaning.words)
        })
    }
}

/// The stem that stands in where the table says nothing.
const NO_WORDS: &str = "fault.refused";

impl Fault {
    /// A failure here, before anything was sent.
    pub fn local(kind: FaultKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            code: None,
            status: None,
            request_id: None,
            message: message.into(),
            own: None,
            may_have_happened: false,
            skew_minutes: None,
        }
    }

    /// A failure here that the program has words of its own for.
    pub fn own(kind: FaultKind, own: Said) -> Self {
        match own {
            Said::Text(text) => Self::local(kind, text),
            own => Self { own: Some(Box::new(own)), ..Self::local(kind, "") },
        }
    }

    /// What it means.
    pub fn meaning(&self) -> Option<&'static Meaning> {
        meaning(self.kind, self.status, self.code.as_deref(), &self.message)
    }

    /// The answer to look at again after a refused order (contract.md §3.2, "Field to jump to").
    pub fn field(&self) -> Option<FieldId> {
        self.meaning()?.field
    }

    /// The stem of its sentences in the locale files: what it means under `<stem>.say`, what to do
    /// about it under `<stem>.do`. Their place `minutes` is [`Self::minutes_off`].
    pub fn words(&self) -> &'static str {
        let of_kind = Table::builtin().of_kind(self.kind);
        let by_clock = self.skew_minutes.and_then(|minutes| {
            let of_kind = of_kind?;
            if minutes.abs() < SKEW_WARNED_MINUTES { &of_kind.agrees } else { &of_kind.off }
                .as_deref()
        });
        by_clock
            .or_else(|| self.meaning().map(|meaning| meaning.words.as_str()))
            .unwrap_or(NO_WORDS)
    }

    /// The same where prices were asked for.
    pub fn words_on_price(&self) -> &'static str {
        let of_kind = Table::builtin().of_kind(self.kind);
        of_kind.and_then(|of_kind| of_kind.on_price.as_deref()).unwrap_or_else(|| self.words())
    }

    /// By how many minutes the clocks differ, in whichever direction; nothing where nobody measured.
    pub fn minutes_off(&self) -> Option<String> {
        self.skew_minutes.map(|minutes| minutes.unsigned_abs().to_string())
    }

    /// Everything needed to show it later, for the values of a notice. There the value `message` reads
    /// as the whole advice.
    pub fn values(&self) -> Vec<(&'static str, String)> {
        let mut values =
            vec![("message", self.message.clone()), ("fault", self.words().to_owned())];
        let status = self.status.map(|status| status.to_string());
        let more = [
            ("code", self.code.clone()),
            ("status", status),
            ("request", self.request_id.clone()),
            ("minutes", self.minutes_off()),
        ];
        values.extend(more.into_iter().filter_map(|(name, value)| Some((name, value?))));
        values
    }
}
