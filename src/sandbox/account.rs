//! The account's money and quotas.

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use crate::sandbox::answer::{Body, Outcome, QUOTA_PAGE, Query, Refusal, number, ok, page};
use crate::sandbox::catalog::{Counted, Quota};
use crate::sandbox::server::Cloud;
use crate::sandbox::state::State;

/// The account's limits, as this server counts them.
#[derive(Clone, Debug)]
pub(crate) struct Limits {
    /// Cash at the start, in CNY.
    pub balance: Decimal,
    /// Instances, and how many of them are used outside the sandbox; public IPs likewise.
    pub instances: usize,
    pub instances_elsewhere: usize,
    pub eips: usize,
    pub eips_elsewhere: usize,
}

impl Limits {
    /// Cash that is left, in CNY.
    pub fn cash(&self, state: &State) -> Decimal {
        self.balance - state.spent()
    }

    /// Instances that may still be made.
    pub fn free_instances(&self, state: &State) -> usize {
        self.instances.saturating_sub(self.instances_elsewhere + state.instances.len())
    }

    /// Public IPs that may still be made.
    pub fn free_eips(&self, state: &State) -> usize {
        self.eips.saturating_sub(self.eips_elsewhere + state.public_addresses().len())
    }
}

/// `AccountBalance`: cash only, what subscriptions took already off.
pub(crate) fn balance(cloud: &Cloud) -> Outcome {
    let cash = cloud.store.read(|state| cloud.limits.cash(state));
    let mut answer = Map::new();
    answer.insert("cashBalance".to_owned(), number(cash));
    ok(Value::Object(answer))
}

/// `QuotaCenterList`: numbers as texts, and an empty `nextMarker` on the last page (contract.md §7.12).
pub(crate) fn quotas(cloud: &Cloud, query: &Query) -> Outcome {
    match query.get("type") {
        None | Some("QUOTA" | "WHITELIST") => {}
        Some(_) => return Err(Refusal::invalid("type")),
    }
    let region = &cloud.catalog.region.id;
    let wanted = |quota: &&Quota| {
        query.equal("type", "QUOTA")
            && query.equal("region", region)
            && query.equal("serviceType", &quota.service)
            && query.get("name").is_none_or(|part| quota.name.contains(part))
    };
    let quotas = cloud.catalog.quotas.iter().filter(wanted);
    let quotas = cloud.store.read(|state| {
        quotas
            .map(|quota| {
                let (value, used) = counted(cloud, state, quota.counts);
                json!({
                    "productType": "COMPUTE",
                    "serviceType": quota.service,
                    "type": "QUOTA",
                    "region": region,
                    "name": quota.name,
                    "description": quota.description,
                    "value": value.to_string(),
                    "used": used.to_string(),
                })
            })
            .collect()
    });
    let mut answer = page(query, "result", "name", quotas, QUOTA_PAGE)?;
    if let Body::Json(Value::Object(answer)) = &mut answer {
        answer.entry("nextMarker").or_insert(json!(""));
    }
    Ok(answer)
}

fn counted(cloud: &Cloud, state: &State, counts: Counted) -> (u64, u64) {
    let limits = &cloud.limits;
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    match counts {
        Counted::Instances => {
            (number(limits.instances), number(limits.instances_elsewhere + state.instances.len()))
        }
        Counted::Eips => {
            (number(limits.eips), number(limits.eips_elsewhere + state.public_addresses().len()))
        }
        Counted::DiskGb => {
            let account = &cloud.catalog.account;
            let zones = cloud.catalog.region.zones.iter();
            // The fullest zone is the one that stands in the way.
            let most = zones.map(|zone| state.disk_gb(zone)).max().unwrap_or_default();
            (account.disk_total, account.disk_used + most)
        }
    }
}
