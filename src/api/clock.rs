//! How far this machine's clock is from the cloud's, and how far it is corrected for signing
//! (limits.md `cred.skew`).

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

use crate::domain::fault::{FaultKind, SKEW_TAKEN_MINUTES, SKEW_WARNED_MINUTES};

/// A difference from here on is worth a warning.
pub const WARNED: SignedDuration = SignedDuration::from_mins(SKEW_WARNED_MINUTES);
/// The cloud refuses requests that are further off.
pub const TAKEN: SignedDuration = SignedDuration::from_mins(SKEW_TAKEN_MINUTES);
/// No larger difference is corrected. A wrong time zone is at most 14 hours off; whoever answers with
/// another century must not be able to have requests signed for it.
pub const CORRECTED: SignedDuration = SignedDuration::from_hours(24);

/// What one client knows of the two clocks. Differences are the server's minus this machine's.
#[derive(Debug)]
pub(crate) struct Skew {
    /// Seconds, as of the last answer; [`UNKNOWN`] before the first.
    measured: AtomicI64,
    /// Seconds that are added to this machine's time for signing.
    offset: AtomicI64,
    /// Whether the one correction was made.
    corrected: AtomicBool,
}

const UNKNOWN: i64 = i64::MIN;

impl Default for Skew {
    fn default() -> Self {
        Self {
            measured: AtomicI64::new(UNKNOWN),
            offset: AtomicI64::new(0),
            corrected: AtomicBool::new(false),
        }
    }
}

impl Skew {
    /// Reads the `Date` of an answer that arrived at `now` by this machine's own clock.
    pub(crate) fn measure(&self, date: &str, now: Timestamp) -> Option<SignedDuration> {
        let server = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(date.trim()).ok()?;
        let skew = server.duration_since(now);
        self.measured.store(skew.as_secs(), Ordering::Relaxed);
        Some(skew)
    }

    /// The difference as of the last answer that had a `Date`.
    pub(crate) fn measured(&self) -> Option<SignedDuration> {
        let seconds = self.measured.load(Ordering::Relaxed);
        (seconds != UNKNOWN).then(|| SignedDuration::from_secs(seconds))
    }

    /// What is added to this machine's time for signing.
    pub(crate) fn offset(&self) -> SignedDuration {
        SignedDuration::from_secs(self.offset.load(Ordering::Relaxed))
    }

    /// `now` as it is signed with an offset.
    pub(crate) fn shifted(now: Timestamp, offset: SignedDuration) -> Timestamp {
        now.checked_add(offset).unwrap_or(now)
    }

    /// Learns from a refusal of a request that was signed with the offset `used`. True: the same
    /// request, signed anew, may be taken.
    ///
    /// A request that got past the door was in time, whatever the `Date` of its answer says; only what
    /// is refused there is reason to doubt the clock.
    pub(crate) fn learn(
        &self,
        kind: FaultKind,
        skew: SignedDuration,
        used: SignedDuration,
    ) -> bool {
        let expired = match kind {
            FaultKind::Clock => true,
            FaultKind::UnknownKey | FaultKind::WrongSecret if skew.abs() > TAKEN => false,
            _ => return false,
        };
        if self.offset() != used {
            // Another answer has taught it in the meantime.
            return expired;
        }
        if skew.abs() < WARNED {
            // The clock is right, or was set right since: then a correction would be the error.
            self.offset.store(0, Ordering::Relaxed);
            return expired;
        }
        if skew.abs() > CORRECTED || self.corrected.swap(true, Ordering::Relaxed) {
            return false;
        }
        self.offset.store(skew.as_secs(), Ordering::Relaxed);
        expired
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes(minutes: i64) -> SignedDuration {
        SignedDuration::from_mins(minutes)
    }

    #[test]
    fn a_date_is_compared_with_the_clock() {
        let (skew, now) = (Skew::default(), Timestamp::from_second(1_767_225_600).unwrap());
        assert_eq!(skew.measured(), None);
        for (date, wanted) in [
            ("Thu, 01 Jan 2026 00:40:00 GMT", Some(minutes(40))),
            ("Wed, 31 Dec 2025 23:53:00 GMT", Some(minutes(-7))),
            ("yesterday", None),
            ("", None),
        ] {
            assert_eq!(skew.measure(date, now), wanted, "{date}");
            let last = wanted.unwrap_or(minutes(-7));
            assert_eq!(skew.measured(), Some(last), "what cannot be read changes nothing");
        }
    }

    #[test]
    fn the_clock_is_corrected_once_and_within_bounds() {
        let skew = Skew::default();
        let none = SignedDuration::ZERO;
        assert!(!skew.learn(FaultKind::Forbidden, minutes(90), none), "it got past the door");
        assert!(!skew.learn(FaultKind::Clock, minutes(24 * 60 + 1), none), "too far");
        assert_eq!(skew.offset(), none);
        assert!(skew.learn(FaultKind::Clock, minutes(90), none));
        assert_eq!(skew.offset(), minutes(90));
        assert!(skew.learn(FaultKind::Clock, minutes(90), none), "signed before the correction");
        assert!(!skew.learn(FaultKind::Clock, minutes(-90), minutes(90)), "once");
        assert_eq!(skew.offset(), minutes(90));
        assert!(skew.learn(FaultKind::Clock, minutes(1), minutes(90)), "the clock was set");
        assert_eq!(skew.offset(), none);
        assert!(!skew.learn(FaultKind::Clock, minutes(90), none), "still once");
    }

    #[test]
    fn a_refused_signature_far_off_corrects_the_clock_for_later_requests() {
        let skew = Skew::default();
        assert!(!skew.learn(FaultKind::WrongSecret, minutes(30), SignedDuration::ZERO));
        assert_eq!(skew.offset(), SignedDuration::ZERO);
        assert!(!skew.learn(FaultKind::WrongSecret, minutes(-31), SignedDuration::ZERO));
        assert_eq!(skew.offset(), minutes(-31));
    }

    #[test]
    fn no_time_is_past_the_end_of_time() {
        assert_eq!(Skew::shifted(Timestamp::MAX, minutes(1)), Timestamp::MAX);
        assert_eq!(Skew::shifted(Timestamp::MIN, minutes(-1)), Timestamp::MIN);
    }
}
