//! The state of something fetched.

use std::time::Duration;

use crate::domain::fault::{Fault, FaultKind};
use crate::domain::order::Moment;

/// Something fetched: its last good value is kept while a newer one is under way or failed to come.
#[derive(Clone, Debug)]
pub struct Load<T> {
    /// The last good answer.
    pub value: Option<T>,
    /// When it came.
    pub at: Option<Moment>,
    /// What is going on.
    pub state: LoadState,
}

/// What is going on with something fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadState {
    /// Asked for, since then.
    Loading(Moment),
    /// Answered, at that time.
    Fresh(Moment),
    /// Failed.
    Failed(Fault),
}

impl<T> Load<T> {
    /// Just asked for.
    pub fn asked(now: Moment) -> Self {
        Self { value: None, at: None, state: LoadState::Loading(now) }
    }

    /// Asked for once more; the old value stays.
    pub fn ask_again(&mut self, now: Moment) {
        self.state = LoadState::Loading(now);
    }

    /// Takes the answer.
    pub fn answer(&mut self, result: Result<T, Fault>, now: Moment) {
        match result {
            Ok(value) => {
                self.value = Some(value);
                self.at = Some(now);
                self.state = LoadState::Fresh(now);
            }
            Err(fault) => self.state = LoadState::Failed(fault),
        }
    }

    /// Whether its answer is there and older than this.
    pub fn is_due(&self, keeps: Duration, now: Moment) -> bool {
        matches!(self.state, LoadState::Fresh(at) if at != Moment::MAX && now >= at + keeps)
    }

    /// Whether an answer is awaited.
    pub fn is_loading(&self) -> bool {
        matches!(self.state, LoadState::Loading(_))
    }

    /// Why it failed, if it did.
    pub fn fault(&self) -> Option<&Fault> {
        match &self.state {
            LoadState::Failed(fault) => Some(fault),
            _ => None,
        }
    }

    /// Whether it failed because the key may not ask.
    pub fn is_forbidden(&self) -> bool {
        self.fault().is_some_and(|fault| fault.kind == FaultKind::Forbidden)
    }
}
