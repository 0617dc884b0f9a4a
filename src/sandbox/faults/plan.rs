//! What a fault file says, read: plans, their rules, and when a rule speaks.

use std::time::Duration;

use jiff::SignedDuration;

use super::DEFAULT;
use super::action::Action;
use crate::domain::said::Said;
use crate::sandbox::operation::Operation;

/// Faults on purpose, by rules.
#[derive(Clone, Debug)]
pub struct Plan {
    pub(super) name: String,
    pub(super) about: String,
    pub(super) seed: u64,
    pub(super) rules: Vec<Rule>,
}

impl Plan {
    /// The plan without rules.
    pub fn none() -> Self {
        Self {
            name: DEFAULT.to_owned(),
            about: "nothing goes wrong".to_owned(),
            seed: 0,
            rules: Vec::new(),
        }
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What goes wrong, as a clause in English.
    pub fn about(&self) -> &str {
        &self.about
    }

    /// What goes wrong, as a clause; of a plan from a file of one's own as it stands there.
    pub fn said(&self) -> Said {
        let built_in = super::plans().unwrap_or_default();
        if built_in.iter().any(|plan| plan.name == self.name && plan.about == self.about) {
            Said::of(format!("sandbox_faults.{}", self.name))
        } else {
            Said::text(&self.about)
        }
    }

    /// What its rules with a probability are decided by.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Whether nothing ever goes wrong.
    pub fn is_none(&self) -> bool {
        self.rules.is_empty()
    }

    /// The same with another seed.
    #[must_use]
    pub fn with_seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// The same with another length of every outage (`for_seconds`), if it has any.
    #[must_use]
    pub fn with_outage(mut self, length: Duration) -> Self {
        let length = SignedDuration::try_from(length).unwrap_or(SignedDuration::MAX);
        for outage in self.rules.iter_mut().filter_map(|rule| rule.outage.as_mut()) {
            *outage = length;
        }
        self
    }
}

/// One rule. The head of `faults.toml` says what its parts mean.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    /// The operations it is about; `None` is every request, of an unknown operation too.
    pub operations: Option<Vec<Operation>>,
    pub when: When,
    /// How often it speaks at most.
    pub times: Option<u64>,
    /// How long after the first request of an operation it speaks of that operation.
    pub outage: Option<SignedDuration>,
    pub action: Action,
}

impl Rule {
    pub fn matches(&self, operation: Option<Operation>) -> bool {
        self.operations
            .as_ref()
            .is_none_or(|known| operation.is_some_and(|operation| known.contains(&operation)))
    }
}

/// Of the requests a rule matches, those it speaks of.
#[derive(Clone, Debug)]
pub(super) enum When {
    Always,
    /// Those with these numbers, first to last, from 1.
    Nth(Vec<(u64, u64)>),
    /// Each with this probability.
    Chance(f64),
}
