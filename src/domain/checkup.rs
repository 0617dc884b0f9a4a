//! Whether everything a purchase needs is there: what was found out, and what it means, check by check.
//!
//! Nothing is asked here. Whoever asks fills [`Facts`]; [`judge`] makes of them one [`Check`] each, in
//! the order in which one needs the other: a check whose need failed is unknown, never failed as well.

mod account;
mod judge;
mod probe;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

pub(in crate::domain) use account::{postpaid_cash, quotas, real_name};
pub use judge::judge;
pub(in crate::domain) use judge::{check, said};
pub use probe::{CHANGES, Probe};

use crate::domain::catalog::Quota;
use crate::domain::fault::Fault;
use crate::domain::said::Said;
use crate::domain::units::Money;

/// What a check came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum Verdict {
    /// It is as it should be.
    Pass,
    /// It is not.
    Fail,
    /// It could not be found out.
    Unknown,
}

/// One line of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Its lasting name, such as `clock` or `operation.ListZones`.
    pub id: String,
    /// What people read for it.
    pub title: Said,
    /// What it came to.
    pub verdict: Verdict,
    /// Whether the wizard can go on without it.
    pub optional: bool,
    /// What was found.
    pub detail: Said,
    /// What the wizard does without it, where that is known and it did not pass.
    pub without: Option<Said>,
    /// What to do; always there where the verdict is not [`Verdict::Pass`].
    pub advice: Option<Said>,
    /// The check that did not pass and that this one needs: then it was not judged itself.
    pub because: Option<String>,
    /// What the cloud or the system said.
    pub fault: Option<Fault>,
    /// How long the question took, in milliseconds.
    pub ms: Option<u64>,
}

/// One setting and where it came from, as they are shown. Never a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set {
    /// The setting's name, such as `region`.
    pub name: &'static str,
    /// Its value; empty when there is none.
    pub value: String,
    /// A flag, a variable, a profile; `None` for the default.
    pub origin: Option<Said>,
}

/// What became of looking up a host's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// It is an address already.
    Address,
    /// So many addresses.
    Found(usize),
    /// Why there is none.
    Failed(Said),
}

/// A host that is asked for something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    /// Its lasting name, such as `bcc`, or `endpoint` for one that stands for all.
    pub id: &'static str,
    /// Host, and port where it is not the scheme's own.
    pub name: String,
    /// Whether it is asked over TLS.
    pub tls: bool,
    /// What it is asked for.
    pub probes: Vec<Probe>,
    /// Its name.
    pub lookup: Lookup,
}

/// What an operation answered, as far as it is judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// An answer, whatever is in it.
    Answer,
    /// A list of so many.
    Count(usize),
    /// Cash on the account.
    Cash(Money),
    /// Quotas.
    Quotas(Vec<Quota>),
}

/// What became of one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The answer, or why there is none.
    pub result: Result<Found, Fault>,
    /// Whether the connection failed for TLS: a certificate, or something that does not speak it.
    pub tls: bool,
    /// Milliseconds from the first byte sent, repetitions included.
    pub ms: u64,
}

/// Everything that was found out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The settings, or the sentence why they cannot be used.
    pub settings: Result<Vec<Set>, Said>,
    /// What may be wrong with them, in sentences.
    pub warnings: Vec<Said>,
    /// The hosts, in the order they are reported.
    pub hosts: Vec<Host>,
    /// Seconds by which the cloud's clock is ahead of this machine's; `None`: nobody said.
    pub skew: Option<i64>,
    /// What was asked, and what became of it.
    pub seen: BTreeMap<Probe, Seen>,
}

impl Facts {
    /// For settings that cannot be used: then nothing is asked.
    pub fn unusable(why: impl Into<Said>) -> Self {
        Self {
            settings: Err(why.into()),
            warnings: Vec::new(),
            hosts: Vec::new(),
            skew: None,
            seen: BTreeMap::new(),
        }
    }
}

/// How many checks came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Passed.
    pub pass: usize,
    /// Failed, those that the wizard can go on without included.
    pub fail: usize,
    /// Could not be found out.
    pub unknown: usize,
    /// Failed, and the wizard cannot go on without.
    pub needed: usize,
}

impl Summary {
    /// Counts.
    pub fn of(checks: &[Check]) -> Self {
        let count = |verdict| checks.iter().filter(|check| check.verdict == verdict).count();
        let needed =
            checks.iter().filter(|check| check.verdict == Verdict::Fail && !check.optional);
        Self {
            pass: count(Verdict::Pass),
            fail: count(Verdict::Fail),
            unknown: count(Verdict::Unknown),
            needed: needed.count(),
        }
    }
}

/// Whether a quota is used up. One of nothing is a thing the account was never meant to have.
fn used_up(quota: &Quota) -> bool {
    let (Some(limit), Some(used)) = (quota.limit, quota.used) else { return false };
    limit > Decimal::ZERO && used >= limit
}
