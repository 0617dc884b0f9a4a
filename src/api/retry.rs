//! What may be asked again, how often and after how long (contract.md §1.4, §3.3).
//!
//! Only reads are repeated here. A create is sent once; who repeats it holds its token and body.

use std::time::Duration;

use super::error::ApiError;
use crate::domain::fault::{Again, RETRY_AFTER_AT_MOST};

/// How reads are repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    /// Tries after the first.
    pub tries: u32,
    /// The longest pause before the second try; it doubles with each further one.
    pub base: Duration,
    /// No pause of our own is longer than this.
    pub cap: Duration,
    /// No pause the server asks for is longer than this.
    pub server_cap: Duration,
}

impl Default for Retry {
    /// What the official SDKs do: 3 tries more, 300 ms, 20 s; a server may ask for a minute.
    fn default() -> Self {
        Self {
            tries: 3,
            base: Duration::from_millis(300),
            cap: Duration::from_secs(20),
            server_cap: RETRY_AFTER_AT_MOST,
        }
    }
}

impl Retry {
    /// The pause before try `done + 1`, after `done` tries failed (at least one), or `None` to give up.
    /// `chance` in 0..=[`u32::MAX`] spreads the pause evenly between nothing and its longest, so that
    /// many clients hit by one outage do not come back together.
    pub fn pause(&self, error: &ApiError, done: u32, chance: u32) -> Option<Duration> {
        let allowed = match error.again() {
            Again::No => 0,
            Again::Once => self.tries.min(1),
            Again::Yes => self.tries,
        };
        if done > allowed {
            return None;
        }
        if let Some(asked) = error.retry_after {
            return Some(asked.min(self.server_cap));
        }
        let doubled = self.base.saturating_mul(1 << done.saturating_sub(1).min(30));
        Some(doubled.min(self.cap).mul_f64(f64::from(chance) / f64::from(u32::MAX)))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Retry;
    use crate::api::error::ApiError;
    use crate::domain::fault::FaultKind;

    fn fault(kind: FaultKind) -> ApiError {
        ApiError::local(kind, "test")
    }

    #[test]
    fn pauses_double_up_to_the_cap_and_are_spread_evenly() {
        let retry = Retry { tries: 40, ..Retry::default() };
        let server = fault(FaultKind::Server);
        let longest: Vec<u128> = [1, 2, 3, 7, 8, 40]
            .iter()
            .map(|done| retry.pause(&server, *done, u32::MAX).unwrap().as_millis())
            .collect();
        assert_eq!(longest, [300, 600, 1200, 19_200, 20_000, 20_000]);
        assert_eq!(retry.pause(&server, 3, 0), Some(Duration::ZERO));
        let half = retry.pause(&server, 1, u32::MAX / 2).unwrap();
        assert_eq!(half.as_millis(), 150);
    }

    #[test]
    fn three_tries_more_for_what_may_pass_one_for_a_stale_signature_none_for_a_refusal() {
        for (kind, tries) in [
            (FaultKind::Unreachable, 3),
            (FaultKind::Timeout, 3),
            (FaultKind::Interrupted, 3),
            (FaultKind::Throttled, 3),
            (FaultKind::Clock, 1),
            (FaultKind::Refused, 0),
            (FaultKind::NotFound, 0),
            (FaultKind::WrongSecret, 0),
            (FaultKind::Garbled, 0),
        ] {
            let error = fault(kind);
            let allowed = (1..=9).filter(|done| Retry::default().pause(&error, *done, 7).is_some());
            assert_eq!(allowed.count(), tries, "{kind:?}");
        }
    }

    #[test]
    fn the_server_s_own_wish_counts_up_to_a_minute() {
        let mut error = fault(FaultKind::Throttled);
        error.retry_after = Some(Duration::from_secs(7));
        assert_eq!(Retry::default().pause(&error, 1, 0), Some(Duration::from_secs(7)));
        error.retry_after = Some(Duration::from_hours(1));
        assert_eq!(Retry::default().pause(&error, 1, 0), Some(Duration::from_mins(1)));
    }
}
