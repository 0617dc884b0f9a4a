//! What becomes of a submitted plan. Pure: told what happened, it says what to do next.
//!
//! One order has one token for its whole life. An answer that may have taken effect leads to
//! [`Phase::Unknown`], never to a failure, and the same request is repeated under the same token
//! until the cloud says what became of it (contract.md §4).

use std::sync::Arc;
use std::time::Duration;

use crate::domain::catalog::Instance;
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::plan::Plan;

/// Time since the program started.
pub type Moment = Duration;

/// How long an instance may stay invisible after the order was accepted (contract.md §9.1).
const INVISIBLE_FOR: Duration = Duration::from_mins(1);
/// How long a running instance may wait for its public IP before the order counts as done (§9.1).
const PUBLIC_IP_FOR: Duration = Duration::from_mins(1);
/// The longest pause before an unclear order is repeated.
const RESEND_AT_MOST: Duration = Duration::from_secs(30);

/// What the caller is to do next for the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Send the request again after this long, same token and body.
    ResendIn(Duration),
    /// Ask for the state of the instances after this long.
    PollIn(Duration),
    /// Nothing: the order has come to its end.
    Nothing,
}

/// Where the order stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The request is under way.
    Sending,
    /// The request may or may not have taken effect; it is repeated under the same token.
    Unknown(Fault),
    /// The cloud refused it. Nothing was bought.
    Refused(Fault),
    /// Accepted: the instances are being followed.
    Following,
    /// Every instance runs (or has come to rest with a note).
    Finished,
    /// At least one instance failed and none is in progress any more.
    Failed,
}

/// What is known about one instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowState {
    /// Accepted, but the cloud does not show it yet.
    NotVisible,
    /// Being made: `Starting` and the like, or a state nobody documented.
    InProgress,
    /// `Running`.
    Running,
    /// `Stopped`: made, but not running.
    Stopped,
    /// `Error`, `Expired`, `Recycled`.
    Failed,
    /// It was there and is gone: rolled back or released.
    Gone,
}

impl RowState {
    /// What a `status` means (contract.md §9.1). Unknown words are in progress.
    pub fn of(status: &str) -> Self {
        match status {
            "Running" => Self::Running,
            "Stopped" => Self::Stopped,
            "Error" | "Expired" | "Recycled" => Self::Failed,
            _ => Self::InProgress,
        }
    }

    fn at_rest(self) -> bool {
        matches!(self, Self::Running | Self::Stopped | Self::Failed | Self::Gone)
    }
}

/// One instance of the order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// `instanceIds` entry.
    pub id: String,
    /// What the cloud said last, if anything.
    pub seen: Option<Instance>,
    /// What that means.
    pub state: RowState,
    /// When it first ran.
    pub running_since: Option<Moment>,
}

impl Row {
    /// An instance that the cloud has not shown yet.
    fn new(id: String) -> Self {
        Self { id, seen: None, state: RowState::NotVisible, running_since: None }
    }
}

/// A stretch of time in which the instances could not be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outage {
    /// Why, the last time.
    pub fault: Fault,
    /// Since when.
    pub since: Moment,
}

/// A submitted plan and what became of it.
#[derive(Clone, Debug)]
pub struct Order {
    /// `clientToken`.
    pub token: String,
    /// `orderId`, once the cloud said it. Untrusted text.
    pub number: Option<String>,
    /// What was ordered.
    pub plan: Arc<Plan>,
    /// Where it stands.
    pub phase: Phase,
    /// When it was confirmed.
    pub placed: Moment,
    /// When the cloud accepted it.
    pub accepted: Option<Moment>,
    /// How often the request was sent.
    pub tries: u32,
    /// The instances, in the cloud's order.
    pub rows: Vec<Row>,
    /// `warningList`. Untrusted text.
    pub warnings: Vec<String>,
    /// Why the instances cannot be asked for at the moment.
    pub outage: Option<Outage>,
    /// When the cloud last said something about the instances.
    pub last_answer: Option<Moment>,
    /// The cloud accepted the order without naming its instances.
    unnamed: bool,
}

impl Order {
    /// An order whose request is being sent for the first time.
    pub fn new(token: String, plan: Arc<Plan>, now: Moment) -> Self {
        Self {
            token,
            number: None,
            plan,
            phase: Phase::Sending,
            placed: now,
            accepted: None,
            tries: 1,
            rows: Vec::new(),
            warnings: Vec::new(),
            outage: None,
            last_answer: None,
            unnamed: false,
        }
    }

    /// The cloud accepted the order and named the instances. Where it names only the order (contract.md
    /// §8.1), they are looked for; where it names neither, the same request asks for them again.
    pub fn accepted(&mut self, ids: Vec<String>, warnings: Vec<String>, now: Moment) -> Next {
        self.unnamed = ids.is_empty();
        if ids.is_empty() && self.number.is_none() {
            let words = "the order was accepted, but no instance named";
            let fault = Fault::local(FaultKind::Garbled, words.to_owned());
            return self.not_accepted(Fault { may_have_happened: true, ..fault });
        }
        self.rows = ids.into_iter().map(Row::new).collect();
        self.warnings = warnings;
        self.accepted = Some(now);
        self.last_answer = Some(now);
        self.phase = Phase::Following;
        Next::PollIn(Duration::from_secs(1))
    }

    /// The request did not come back with an acceptance.
    pub fn not_accepted(&mut self, fault: Fault) -> Next {
        // After one unclear try even a definite "could not connect" leaves the first one unclear.
        let unclear = fault.may_have_happened
            || fault.kind == FaultKind::Throttled
            || (matches!(self.phase, Phase::Unknown(_)) && !says_what_became(&fault));
        if unclear {
            let pause = Duration::from_secs(1 << self.tries.min(5)).min(RESEND_AT_MOST);
            self.phase = Phase::Unknown(fault);
            Next::ResendIn(pause)
        } else {
            self.phase = Phase::Refused(fault);
            Next::Nothing
        }
    }

    /// The request is being sent once more.
    pub fn resent(&mut self) {
        self.tries += 1;
    }

    /// Whether the cloud named the order but not its instances, and not all of them are found yet.
    pub fn is_looking(&self) -> bool {
        let fewest = self.plan.more.min_count.unwrap_or(self.plan.count);
        self.unnamed && self.rows.len() < usize::try_from(fewest).unwrap_or(usize::MAX)
    }

    /// The cloud's answer about the instances, or those that were found while looking for them.
    pub fn seen(&mut self, instances: &[Instance], now: Moment) -> Next {
        self.outage = None;
        self.last_answer = Some(now);
        if self.is_looking() {
            let most = usize::try_from(self.plan.count).unwrap_or(usize::MAX);
            let known: Vec<String> = self.rows.iter().map(|row| row.id.clone()).collect();
            let new = instances.iter().filter(|instance| !known.contains(&instance.id));
            let room = most.saturating_sub(self.rows.len());
            self.rows.extend(new.take(room).map(|instance| Row::new(instance.id.clone())));
        }
        let since_accepted = now.saturating_sub(self.accepted.unwrap_or(now));
        for row in &mut self.rows {
            if let Some(instance) = instances.iter().find(|instance| instance.id == row.id) {
                row.state = RowState::of(&instance.status);
                row.seen = Some(instance.clone());
                if row.state == RowState::Running && row.running_since.is_none() {
                    row.running_since = Some(now);
                }
            } else if row.seen.is_some() || since_accepted > INVISIBLE_FOR {
                row.state = RowState::Gone;
            }
        }
        self.conclude(now)
    }

    /// The instances could not be asked for. The order goes on; so does the following.
    pub fn not_seen(&mut self, fault: Fault, now: Moment) -> Next {
        if fault.kind == FaultKind::NotFound {
            return self.seen(&[], now);
        }
        let since = self.outage.as_ref().map_or(now, |outage| outage.since);
        self.outage = Some(Outage { fault, since });
        Next::PollIn(self.pause(now))
    }

    fn conclude(&mut self, now: Moment) -> Next {
        let waits_for_ip = |row: &Row| {
            self.plan.public_ip.is_some()
                && row.state == RowState::Running
                && row.seen.as_ref().is_some_and(|seen| seen.public_ip.is_none())
                && row.running_since.is_some_and(|at| now.saturating_sub(at) < PUBLIC_IP_FOR)
        };
        let open = self.is_looking()
            || self.rows.iter().any(|row| !row.state.at_rest() || waits_for_ip(row));
        if open {
            return Next::PollIn(self.pause(now));
        }
        let failed =
            self.rows.iter().any(|row| matches!(row.state, RowState::Failed | RowState::Gone));
        self.phase = if failed { Phase::Failed } else { Phase::Finished };
        Next::Nothing
    }

    /// The pause between two looks: 2 s for a minute, 5 s up to 5 minutes, then 10 s (contract.md §9.1).
    fn pause(&self, now: Moment) -> Duration {
        let followed = now.saturating_sub(self.accepted.unwrap_or(now));
        Duration::from_secs(match followed.as_secs() {
            0..60 => 2,
            60..300 => 5,
            _ => 10,
        })
    }

    /// Whether leaving now would leave something unfinished.
    pub fn under_way(&self) -> bool {
        matches!(self.phase, Phase::Sending | Phase::Unknown(_) | Phase::Following)
    }
}

/// Whether the cloud itself judged the request, so that an earlier unclear try is cleared up too. What
/// stops at the door (key, signature, permission, clock, too many requests) was not looked at.
fn says_what_became(fault: &Fault) -> bool {
    !fault.may_have_happened
        && fault.code.is_some()
        && fault.status.is_some_and(|status| (400..500).contains(&status))
        && !matches!(
            fault.kind,
            FaultKind::UnknownKey
                | FaultKind::WrongSecret
                | FaultKind::Forbidden
                | FaultKind::Clock
                | FaultKind::Throttled
        )
}
