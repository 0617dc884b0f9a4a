//! Orders on their way: each with its record in the journal and the very bytes of its request.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use sha2::{Digest as _, Sha256};

use crate::api::cipher::{self, CipherError};
use crate::api::{sign, wire};
use crate::app::effect::Intent;
use crate::domain::record::{
    Change, Origin, PASSWORD_PLACE, Progress, Record, State, TOKEN_HOURS, VERSION, password_member,
};
use crate::domain::said::Said;
use crate::runtime::journal::{Held, Journal, JournalError};

/// Why an order cannot be taken up.
#[derive(Debug)]
pub enum TakeError {
    /// Its record cannot be used.
    Journal(JournalError),
    /// It was placed as somebody else or somewhere else.
    Elsewhere {
        /// The key's id.
        access_key: String,
        /// The endpoint; empty: the cloud's own hosts.
        place: String,
    },
    /// To learn what became of it, the request must be repeated, and that takes its password.
    WantsPassword,
    /// The password makes other bytes than were sent.
    OtherPassword,
    /// The password cannot be encrypted with this key.
    Cipher(CipherError),
    /// The cloud may have forgotten the token: sending it again could be a second order.
    TooOld {
        /// What to look for.
        what: Said,
    },
    /// There is nothing to take up.
    Finished {
        /// Its state.
        state: State,
    },
}

impl TakeError {
    /// The sentence.
    pub fn said(&self) -> Said {
        match self {
            Self::Journal(error) => error.said(),
            Self::Elsewhere { access_key, place } => {
                let said = Said::of("take.elsewhere").with("access_key", access_key);
                said.with(
                    "place",
                    match place.as_str() {
                        "" => Said::of("take.the_cloud"),
                        place => Said::text(place),
                    },
                )
            }
            Self::WantsPassword => Said::of("take.wants_password"),
            Self::OtherPassword => Said::of("take.other_password"),
            Self::Cipher(error) => error.said(),
            Self::TooOld { what } => {
                let said = Said::of("take.too_old").with_number("hours", TOKEN_HOURS);
                said.with("what", what.clone())
            }
            Self::Finished { state } => {
                let name: &str = state.into();
                let state = Said::of(format!("order_state.{name}"));
                Said::of("take.finished").with("state", state)
            }
        }
    }
}

impl From<JournalError> for TakeError {
    fn from(error: JournalError) -> Self {
        Self::Journal(error)
    }
}

impl From<CipherError> for TakeError {
    fn from(error: CipherError) -> Self {
        Self::Cipher(error)
    }
}

struct Entry {
    held: Held,
    body: String,
}

/// When an order was placed.
struct Placed {
    /// By this machine's clock, as it was written.
    here: String,
    /// By the cloud's, else by this machine's.
    cloud: Option<Timestamp>,
}

impl Placed {
    fn of(record: &Record) -> Self {
        let cloud = record.sent.as_ref().unwrap_or(&record.placed).parse().ok();
        Self { here: record.placed.clone(), cloud }
    }
}

/// All orders this run has a hand on.
pub struct Ledger {
    journal: Option<Journal>,
    origin: Origin,
    entries: HashMap<String, Entry>,
    placed: HashMap<String, Placed>,
}

impl Ledger {
    /// A ledger that writes into a journal; without one nothing is ordered.
    pub fn new(journal: Option<Journal>, origin: Origin) -> Self {
        Self { journal, origin, entries: HashMap::new(), placed: HashMap::new() }
    }

    /// Whether an order could be kept now: said before anybody confirms one.
    pub fn ready(&self) -> Result<(), JournalError> {
        self.journal.as_ref().ok_or(JournalError::NoPlace)?.ready()
    }

    /// Writes the record of an order and gives the body to send. Nothing may be sent when it fails.
    /// `cloud_time`: what the clock of the cloud says.
    pub fn begin(
        &mut self,
        intent: &Intent,
        key: &SecretString,
        cloud_time: Option<Timestamp>,
    ) -> Result<&str, TakeError> {
        let body = wire::create::body(&intent.plan, key)?;
        let journal = self.journal.as_ref().ok_or(JournalError::NoPlace)?;
        let record =
            Record { sent: cloud_time.map(|time| time.to_string()), ..self.record(intent, &body) };
        let held = journal.begin(record)?;
        self.placed.insert(intent.token.clone(), Placed::of(held.record()));
        let entry = Entry { held, body };
        Ok(&self.entries.entry(intent.token.clone()).insert_entry(entry).into_mut().body)
    }

    fn record(&self, intent: &Intent, body: &str) -> Record {
        let now = Timestamp::now().to_string();
        let progress = Progress {
            state: State::Sending,
            tries: 1,
            number: None,
            why: String::new(),
            instances: Vec::new(),
            warnings: Vec::new(),
        };
        Record {
            version: VERSION,
            token: intent.token.clone(),
            placed: now.clone(),
            sent: None,
            origin: Origin { region: intent.plan.region.clone(), ..self.origin.clone() },
            ordered: intent.ordered.clone(),
            confirmed: intent.confirmed.clone(),
            plan: intent.file.expose().to_owned(),
            body: without_password(body),
            body_sha256: digest(body),
            progress,
            history: vec![Change { at: now, state: State::Sending }],
        }
    }

    /// The body of an order that is sent again, byte for byte; `None` when this run has no hand on it.
    pub fn body(&self, token: &str) -> Option<&str> {
        self.entries.get(token).map(|entry| entry.body.as_str())
    }

    /// Keeps what has become of an order.
    pub fn keep(&mut self, token: &str, progress: Progress) -> Result<(), JournalError> {
        let Some(entry) = self.entries.get_mut(token) else { return Ok(()) };
        entry.held.change(|record| {
            if record.progress.state != progress.state {
                let at = Timestamp::now().to_string();
                record.history.push(Change { at, state: progress.state });
            }
            record.progress = progress;
        })
    }

    /// Takes up an order of an earlier run. One whose outcome is unclear will be sent again, so its
    /// body must be whole: a password order wants its password.
    pub fn take(
        &mut self,
        name: &str,
        password: Option<&SecretString>,
        key: &SecretString,
    ) -> Result<Record, TakeError> {
        let journal = self.journal.as_ref().ok_or(JournalError::NoPlace)?;
        let held = journal.take(name)?;
        let record = held.record().clone();
        let here = record.origin.access_key == self.origin.access_key
            && record.origin.endpoint == self.origin.endpoint;
        if !here {
            let place = record.origin.endpoint.clone();
            let access_key = record.origin.access_key.clone();
            return Err(TakeError::Elsewhere { access_key, place });
        }
        let state = record.progress.state;
        if !state.unfinished() {
            return Err(TakeError::Finished { state });
        }
        if state.unclear() && too_old(&record.placed) {
            return Err(TakeError::TooOld { what: look_for(&record) });
        }
        let body = match (state.unclear() && record.wants_password(), password) {
            (false, _) => record.body.clone(),
            (true, None) => return Err(TakeError::WantsPassword),
            (true, Some(password)) => with_password(&record.body, password, key)?,
        };
        if state.unclear() && digest(&body) != record.body_sha256 {
            return Err(TakeError::OtherPassword);
        }
        self.placed.insert(record.token.clone(), Placed::of(&record));
        self.entries.insert(record.token.clone(), Entry { held, body });
        Ok(record)
    }

    /// When an order of this run was confirmed, UTC, RFC 3339.
    pub fn placed(&self, token: &str) -> Option<&str> {
        self.placed.get(token).map(|placed| placed.here.as_str())
    }

    /// When an order of this run was first sent, by the cloud's clock where that is known.
    pub fn sent(&self, token: &str) -> Option<Timestamp> {
        self.placed.get(token)?.cloud
    }

    /// Lets go of an order: another program may take it up.
    pub fn let_go(&mut self, token: &str) {
        self.entries.remove(token);
    }

    /// The unfinished orders of this key at this place, the latest first.
    pub fn unfinished(&self) -> Vec<Record> {
        let mut records = self.journal.as_ref().map(Journal::unfinished).unwrap_or_default();
        records.retain(|record| {
            record.origin.access_key == self.origin.access_key
                && record.origin.endpoint == self.origin.endpoint
        });
        records
    }
}

/// What tells the instances of an order from others.
pub fn look_for(record: &Record) -> Said {
    let ordered = &record.ordered;
    let words = if ordered.name.is_empty() { "take.what" } else { "take.what_named" };
    Said::of(words)
        .with("spec", &ordered.spec)
        .with_number("count", ordered.count)
        .with("zone", &ordered.zone)
        .with("name", &ordered.name)
        .with("placed", &record.placed)
}

/// Whether an instance of this creation time could belong to the order: made from a few minutes before
/// it was confirmed (clocks differ) to a day after.
pub fn may_be_of(record: &Record, created: &str) -> bool {
    let (Ok(placed), Ok(created)) =
        (record.placed.parse::<Timestamp>(), created.parse::<Timestamp>())
    else {
        // What cannot be told apart by time is shown rather than hidden.
        return true;
    };
    let after = created.duration_since(placed);
    after >= SignedDuration::from_mins(-30) && after <= SignedDuration::from_hours(24)
}

/// Whether a token of this age is not sent again. A time that cannot be read counts as old.
pub fn too_old(placed: &str) -> bool {
    let placed = placed.parse::<Timestamp>().ok();
    let age = placed.map(|placed| Timestamp::now().duration_since(placed));
    age.is_none_or(|age| age >= SignedDuration::from_hours(TOKEN_HOURS))
}

fn digest(body: &str) -> String {
    sign::hex(&Sha256::digest(body))
}

/// The body with a placeholder for the encrypted password, if it has one.
fn without_password(body: &str) -> String {
    let member = password_member("");
    // Without the quote that ends the value.
    let start = &member[..member.len() - 1];
    let Some(from) = body.find(start).map(|at| at + start.len()) else { return body.to_owned() };
    let until = body[from..].find('"').map_or(body.len(), |at| from + at);
    format!("{}{PASSWORD_PLACE}{}", &body[..from], &body[until..])
}

fn with_password(
    body: &str,
    password: &SecretString,
    key: &SecretString,
) -> Result<String, CipherError> {
    let sealed = cipher::encrypt(password, key)?;
    let member = password_member(&sealed);
    Ok(body.replacen(&password_member(PASSWORD_PLACE), &member, 1))
}

#[cfg(test)]
mod tests;
