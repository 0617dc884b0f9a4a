//! What is kept of an order on disk, so that it can be taken up again whatever happens to the program.
//!
//! A record never holds a password: in its place the body has [`PASSWORD_PLACE`], and the digest of the
//! whole body tells whether a password typed later makes the same bytes again.

use serde::{Deserialize, Serialize};

use crate::domain::fault::{Fault, FaultKind};
use crate::domain::order::{Moment, Order, Ordered, Phase, Row, RowState};
use crate::domain::price::Quote;

/// The version of records that this program reads and writes.
pub const VERSION: u32 = 1;
/// What stands in a kept body in the place of the encrypted password.
pub const PASSWORD_PLACE: &str = "{password}";
/// Hours after which a token is not sent again: the cloud promises to know it for 24 (contract.md §4).
pub const TOKEN_HOURS: i64 = 23;

/// Where an order stands, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum State {
    /// The request is being sent, or was when the program ended.
    Sending,
    /// The request may or may not have taken effect.
    Unknown,
    /// The cloud refused it: nothing was bought.
    Refused,
    /// Accepted; its instances are being made.
    Creating,
    /// Every instance runs, or has come to rest with a note.
    Running,
    /// At least one instance failed.
    Failed,
}

impl State {
    /// Whether something is still to be learnt or waited for.
    pub fn unfinished(self) -> bool {
        matches!(self, Self::Sending | Self::Unknown | Self::Creating)
    }

    /// Whether the cloud may not know yet that it was ordered: then it is sent again, never anew.
    pub fn unclear(self) -> bool {
        matches!(self, Self::Sending | Self::Unknown)
    }
}

/// One instance of an order as it was seen last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// `instanceIds` entry.
    pub id: String,
    /// `status`, verbatim; empty: not seen yet.
    pub status: String,
    /// `internalIp`.
    pub private_ip: Option<String>,
    /// `publicIp`.
    pub public_ip: Option<String>,
}

/// What was confirmed to be paid.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmed {
    /// CNY per hour for the whole count, as a decimal.
    pub hourly: String,
    /// CNY at once for the whole count and period, as a decimal.
    pub once: String,
    /// Whether every part had a price.
    pub complete: bool,
}

impl Confirmed {
    /// The sums of a quote.
    pub fn of(quote: &Quote) -> Self {
        let (hourly, once) = (quote.hourly(), quote.once());
        Self {
            hourly: hourly.amount.0.normalize().to_string(),
            once: once.amount.0.normalize().to_string(),
            complete: hourly.complete && once.complete && quote.missing().is_empty(),
        }
    }
}

/// A change of state and when it was learnt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// UTC, RFC 3339.
    pub at: String,
    /// The state from then on.
    pub state: State,
}

/// What changes in the life of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Where it stands.
    pub state: State,
    /// How often the request was sent.
    pub tries: u32,
    /// `orderId`, once the cloud said it.
    pub number: Option<String>,
    /// Why it stands there, in a sentence of the program or the cloud; empty where nothing went wrong.
    pub why: String,
    /// Its instances.
    pub instances: Vec<Kept>,
    /// `warningList`.
    pub warnings: Vec<String>,
}

/// Where and as whom an order was placed. It can be taken up only there and as the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Region id.
    pub region: String,
    /// The address that stood for every service; empty: the cloud's own hosts.
    pub endpoint: String,
    /// Access key id.
    pub access_key: String,
}

/// Everything that is kept of one order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// [`VERSION`].
    pub version: u32,
    /// `clientToken`, which also names the file.
    pub token: String,
    /// When it was confirmed, UTC, RFC 3339.
    pub placed: String,
    /// When it was first sent by the cloud's clock, UTC, RFC 3339; `None` in records of versions that did
    /// not keep it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent: Option<String>,
    /// Where and as whom.
    pub origin: Origin,
    /// What was ordered, in short.
    pub ordered: Ordered,
    /// The price that was confirmed.
    pub confirmed: Confirmed,
    /// The plan file of the order, TOML; empty where there is none.
    pub plan: String,
    /// The body of the request, with [`PASSWORD_PLACE`] for the encrypted password.
    pub body: String,
    /// SHA-256 of the body as it was sent, in hex.
    pub body_sha256: String,
    /// What has become of it.
    pub progress: Progress,
    /// Every state it had, in order.
    pub history: Vec<Change>,
}

impl Record {
    /// Whether the request had a password, which must be given again to repeat it.
    pub fn wants_password(&self) -> bool {
        self.body.contains(&password_member(PASSWORD_PLACE))
    }

    /// The order as it can be taken up at `now`. What was being sent when the program ended may or may
    /// not have arrived.
    pub fn order(&self, now: Moment) -> Order {
        let progress = &self.progress;
        let mut order = Order::new(self.token.clone(), self.ordered.clone(), now);
        order.tries = progress.tries;
        order.number.clone_from(&progress.number);
        order.warnings.clone_from(&progress.warnings);
        let kept = |kept: &Kept| Row {
            id: kept.id.clone(),
            seen: None,
            state: RowState::NotVisible,
            running_since: None,
        };
        order.rows = progress.instances.iter().map(kept).collect();
        let local = |kind, why: &str| Fault::local(kind, why.to_owned());
        order.phase = match progress.state {
            State::Sending | State::Unknown => {
                let fault = local(FaultKind::Interrupted, &progress.why);
                Phase::Unknown(Fault { may_have_happened: true, ..fault })
            }
            State::Refused => Phase::Refused(local(FaultKind::Refused, &progress.why)),
            State::Creating => {
                order.looks_for_the_rest(progress.instances.len());
                Phase::Following
            }
            State::Running => Phase::Finished,
            State::Failed => Phase::Failed,
        };
        if progress.state == State::Creating {
            order.accepted = Some(now);
        }
        order
    }
}

/// The member of a body that holds the password, or what stands in its place. Inside a text of the body
/// every quote is escaped, so this is found nowhere else.
pub fn password_member(value: &str) -> String {
    format!("\"adminPass\":\"{value}\"")
}

impl Progress {
    /// What there is to keep of an order as it stands.
    pub fn of(order: &Order) -> Self {
        let (state, why) = match &order.phase {
            Phase::Sending => (State::Sending, String::new()),
            Phase::Unknown(fault) => (State::Unknown, said(fault)),
            Phase::Refused(fault) => (State::Refused, said(fault)),
            Phase::Following => (State::Creating, String::new()),
            Phase::Finished => (State::Running, String::new()),
            Phase::Failed => (State::Failed, String::new()),
        };
        let kept = |row: &Row| {
            let seen = row.seen.as_ref();
            Kept {
                id: row.id.clone(),
                status: seen.map(|seen| seen.status.clone()).unwrap_or_default(),
                private_ip: seen.and_then(|seen| seen.private_ip.clone()),
                public_ip: seen.and_then(|seen| seen.public_ip.clone()),
            }
        };
        Self {
            state,
            tries: order.tries,
            number: order.number.clone(),
            why,
            instances: order.rows.iter().map(kept).collect(),
            warnings: order.warnings.clone(),
        }
    }
}

/// The cloud's own words about a failure, with its code.
fn said(fault: &Fault) -> String {
    let kind: &str = fault.kind.into();
    let code = fault.code.as_deref().unwrap_or(kind);
    format!("{code}: {}", fault.message).trim_end_matches([':', ' ']).to_owned()
}
