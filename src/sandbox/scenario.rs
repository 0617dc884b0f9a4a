//! Scenarios: by name, what is different from an ordinary day. They are data, `scenarios.toml`.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer};

use crate::domain::nearest::nearest;
use crate::sandbox::SandboxError;
use crate::sandbox::answer::Refusal;
use crate::sandbox::catalog::{Catalog, Counted, parse, resources};
use crate::sandbox::operation::Operation;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ScenarioFile {
    scenario: Vec<Scenario>,
}

/// One scenario; the head of `scenarios.toml` explains the fields.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Scenario {
    pub name: String,
    pub about: String,
    #[serde(default)]
    sold_out: Vec<String>,
    #[serde(default)]
    no_network: bool,
    #[serde(default, deserialize_with = "amount")]
    balance: Option<Decimal>,
    #[serde(default)]
    used_up: Vec<Counted>,
    #[serde(default)]
    delay_ms: u64,
    #[serde(default)]
    refuse: Vec<Refused>,
    fail: Option<Failing>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Refused {
    #[serde(deserialize_with = "operations")]
    operations: Vec<Operation>,
    status: u16,
    code: String,
    message: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Failing {
    every: usize,
    answers: Vec<Failure>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Failure {
    status: u16,
    code: String,
    message: String,
}

fn amount<'de, D: Deserializer<'de>>(reader: D) -> Result<Option<Decimal>, D::Error> {
    resources::decimal(reader).map(Some)
}

fn operations<'de, D: Deserializer<'de>>(reader: D) -> Result<Vec<Operation>, D::Error> {
    let names = Vec::<String>::deserialize(reader)?;
    let known = |name: &String| {
        let operation = name.parse();
        operation.map_err(|_| serde::de::Error::custom(format!("there is no operation {name}")))
    };
    names.iter().map(known).collect()
}

/// Every scenario.
pub(crate) fn all() -> Result<Vec<Scenario>, SandboxError> {
    let file: ScenarioFile =
        parse("scenarios.toml", include_str!("../../assets/sandbox/scenarios.toml"))?;
    Ok(file.scenario)
}

/// The scenario of this name.
pub(crate) fn named(name: &str) -> Result<Scenario, SandboxError> {
    let mut all = all()?;
    if let Some(at) = all.iter().position(|scenario| scenario.name == name) {
        return Ok(all.swap_remove(at));
    }
    let known: Vec<String> = all.iter().map(|scenario| scenario.name.clone()).collect();
    Err(SandboxError::UnknownScenario {
        scenario: name.to_owned(),
        nearest: nearest(name, known.iter().map(String::as_str)).map(str::to_owned),
        known,
    })
}

impl Scenario {
    /// Takes out of a catalogue what this scenario has not.
    pub fn change(&self, catalog: &mut Catalog) {
        if let Some(zone) = catalog.region.zones.first().cloned() {
            for flavor in &mut catalog.flavors {
                if self.sold_out.contains(&flavor.family.id) {
                    flavor.sell_out(&zone);
                }
            }
        }
        if self.no_network {
            catalog.vpcs.clear();
            catalog.subnets.clear();
            catalog.groups.clear();
            catalog.enterprise_groups.clear();
            catalog.placement.eni.clear();
        }
        let account = &mut catalog.account;
        if let Some(balance) = self.balance {
            account.cash_balance = balance;
        }
        for used_up in &self.used_up {
            match used_up {
                Counted::Instances => account.instance_used = account.instance_quota,
                Counted::Eips => account.eip_used = account.eip_quota,
                Counted::DiskGb => account.disk_used = account.disk_total,
            }
        }
    }

    /// How late every answer is.
    pub fn delay(&self) -> Duration {
        Duration::from_millis(self.delay_ms)
    }

    /// What an operation is refused with here, whatever it asks.
    pub fn refusal(&self, operation: Operation) -> Option<Refusal> {
        let refused = self.refuse.iter().find(|refused| refused.operations.contains(&operation))?;
        Some(Refusal::new(refused.status, refused.code.clone(), refused.message.clone()))
    }
}

/// Counts requests, so that every so many of them can fail.
#[derive(Debug, Default)]
pub(crate) struct Counter(AtomicUsize);

impl Counter {
    /// Counts one request; the failure if it is its turn to fail.
    pub fn failure(&self, scenario: &Scenario) -> Option<Refusal> {
        let failing = scenario.fail.as_ref()?;
        let number = self.0.fetch_add(1, Ordering::Relaxed) + 1;
        if failing.every == 0 || !number.is_multiple_of(failing.every) {
            return None;
        }
        let turn = (number / failing.every - 1).checked_rem(failing.answers.len())?;
        let failure = failing.answers.get(turn)?;
        Some(Refusal::new(failure.status, failure.code.clone(), failure.message.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_slow_scenario_is_late() {
        for scenario in all().unwrap() {
            let late = if scenario.name == "slow" { 1500 } else { 0 };
            assert_eq!(scenario.delay(), Duration::from_millis(late), "{}", scenario.name);
        }
    }
}
