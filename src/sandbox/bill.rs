//! The bill of an order: what each of its parts costs by this cloud's own price table, worked out when
//! the order is made. For whoever wants to see that a price shown elsewhere is the price taken; no part
//! of the API.
//!
//! Amounts are decimal texts in CNY: by the minute for what is metered, at once for what is paid
//! for a period, and by the GB for traffic.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::domain::plan::{ChargeType, INCLUDED_SYSTEM_DISK, Line, Payment};
use crate::sandbox::answer::{Outcome, Query, Refusal, ok};
use crate::sandbox::catalog::Catalog;
use crate::sandbox::prices::Term;
use crate::sandbox::request::Request;
use crate::sandbox::server::Cloud;
use crate::sandbox::validate::Order;

/// Where a server tells the bill of the order made under the client token `token`, as JSON, without a
/// signature; like all of it on loopback only.
pub const PATH: &str = "/_sandbox/bill";

/// When an amount is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Due {
    /// By the minute, as long as it exists.
    Minute,
    /// At once, for its whole period.
    Once,
    /// By the GB that is sent.
    Gb,
}

/// One part of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Item {
    /// What it is, such as `data disk hp1 50 GB`.
    pub what: String,
    pub due: Due,
    /// For one instance.
    pub each: String,
    /// For all of them; of traffic the same as for one.
    pub total: String,
}

/// What an order costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Bill {
    /// Instances.
    pub count: usize,
    pub items: Vec<Item>,
}

impl Bill {
    fn sum(&self, due: Due) -> Decimal {
        let items = self.items.iter().filter(|item| item.due == due);
        items.filter_map(|item| item.total.parse::<Decimal>().ok()).sum()
    }
}

/// The bill of an order that nothing speaks against.
pub(crate) fn of(
    catalog: &Catalog,
    request: &Request,
    order: &Order<'_>,
    now: Timestamp,
) -> Result<Bill, Refusal> {
    let (term, due) = match order.months {
        Some(months) => (Term::Period(months), Due::Once),
        None => (Term::Minute, Due::Minute),
    };
    let mut bill = Bill { count: order.count, items: Vec::new() };
    let count = Decimal::from(order.count);
    let mut add = |what: String, due: Due, each: Decimal| {
        let total = if due == Due::Gb { each } else { each * count };
        bill.items.push(Item { what, due, each: each.to_string(), total: total.to_string() });
    };

    let flavor = order.flavor;
    let machine = if order.spot {
        catalog.market_price(flavor, now).ok_or_else(|| Refusal::invalid("spec"))?
    } else {
        catalog.spec_price(flavor, term).trade
    };
    add(format!("instance {}", flavor.name), due, machine);
    for (at, (kind, size)) in order.volumes.iter().enumerate() {
        let system = at == 0;
        let paid = if system { size.saturating_sub(INCLUDED_SYSTEM_DISK.get()) } else { *size };
        if paid > 0 {
            let name = if system { "system" } else { "data" };
            let price = catalog.disk_price(kind, paid.into(), term)?;
            add(format!("{name} disk {kind} {paid} GB"), due, price.trade);
        }
    }
    if order.mbps > 0 {
        let payment = if order.months.is_some() { Payment::Prepaid } else { Payment::Postpaid };
        let asked = request.internet_charge_type.as_deref();
        let named = ChargeType::ALL.into_iter().find(|charge| Some(charge.api_name()) == asked);
        let charge = named.unwrap_or_else(|| ChargeType::default_for(payment));
        let line = request.network_purchase_type.as_deref();
        let enhanced = line == Some(Line::EnhancedBgp.api_name());
        let what = format!("public ip {} Mbps", order.mbps);
        let price = |term| catalog.bandwidth_price(order.mbps.into(), enhanced, term).trade;
        match charge {
            // Beside what is metered it is bought month by month.
            ChargeType::BandwidthPrepaid => {
                add(what, Due::Once, price(Term::Period(order.months.unwrap_or(1))));
            }
            ChargeType::BandwidthPostpaid => add(what, Due::Minute, price(Term::Minute)),
            ChargeType::Traffic => add("traffic".to_owned(), Due::Gb, catalog.traffic_price()),
        }
    }
    Ok(bill)
}

/// Answers whoever asks for a bill.
pub(crate) fn answer(cloud: &Cloud, query: &Query) -> Outcome {
    let token = query.get("token").unwrap_or_default();
    let key = format!("{}/{token}", cloud.credentials.access_key);
    let bill = cloud.store.read(|state| state.bills.get(&key).cloned());
    let bill = bill.ok_or_else(|| Refusal::gone("bill"))?;
    let [minute, once, gb] = [Due::Minute, Due::Once, Due::Gb].map(|due| bill.sum(due).to_string());
    ok(json!({
        "token": token,
        "count": bill.count,
        "items": bill.items,
        "perMinute": minute,
        "atOnce": once,
        "perGb": gb,
    }))
}
