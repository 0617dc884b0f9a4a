//! Prices: the three price operations, and what a whole order costs by the same figures.
//!
//! Pay-as-you-go is CNY per minute, a subscription CNY for its whole period (contract.md §7.3).
//! Each single price is rounded before it is multiplied by a count, so a total is the sum of what
//! the price operations answer.

use jiff::Timestamp;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::domain::plan::{BIDDING, ChargeType, INCLUDED_SYSTEM_DISK, Line, Payment};
use crate::domain::rules::limits;
use crate::domain::units::Months;
use crate::sandbox::answer::{Outcome, Refusal, number, ok};
use crate::sandbox::catalog::Catalog;
use crate::sandbox::catalog::flavors::Flavor;
use crate::sandbox::request::{Billing, DataDisk, Request, read};

/// Minutes of the 30-day month that prices are spread over.
const MINUTES_OF_MONTH: u32 = 30 * 24 * 60;
/// Decimals of a price per minute, and of a price per period.
const MINUTE_PLACES: u32 = 6;
const PERIOD_PLACES: u32 = 2;
/// More than this is no sensible question; it also keeps every product within a decimal.
const MAX_COUNT: i64 = 1000;
const MAX_SIZE: i64 = 1_000_000;
/// Public bandwidth that can be priced, in Mbps. These are `EipInquiry`'s own limits (contract.md
/// §7.3) and not those of an order: it prices less by bandwidth than can be bought, more by traffic.
const MAX_BY_BANDWIDTH: i64 = 200;
const MAX_BY_TRAFFIC: i64 = 1000;
/// Bandwidth of the enhanced line, `BGP_S`, in Mbps (limits.md `net.bandwidth`). The wizard offers the
/// standard line only.
pub(crate) const ENHANCED: std::ops::RangeInclusive<i64> = 100..=5000;

/// What a price is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Term {
    /// One minute of pay-as-you-go.
    Minute,
    /// A whole subscription.
    Period(u32),
}

impl Term {
    /// From `paymentTiming` and a number of months; pay-as-you-go ignores the months.
    pub fn new(timing: &str, months: i64) -> Result<Self, Refusal> {
        if timing == Payment::Postpaid.api_name() {
            return Ok(Self::Minute);
        }
        if timing != Payment::Prepaid.api_name() {
            return Err(Refusal::invalid("paymentTiming"));
        }
        let months = u32::try_from(months).ok();
        months
            .filter(|months| limits::reservation(Months(*months)))
            .map(Self::Period)
            .ok_or_else(|| Refusal::invalid("reservationLength"))
    }

    /// The term of an order. A period that comes with anything but a subscription is ignored: the
    /// official Python SDK always sends one.
    pub fn of(billing: &Billing) -> Result<Self, Refusal> {
        if billing.payment_timing == BIDDING {
            return Ok(Self::Minute);
        }
        let months = billing.reservation.as_ref().map_or(1, |it| it.reservation_length);
        Self::new(&billing.payment_timing, months)
    }
}

/// One price of one thing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Price {
    pub list: Decimal,
    pub trade: Decimal,
}

fn round(amount: Decimal, places: u32) -> Decimal {
    let mut amount = amount.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    amount.rescale(places);
    amount
}

pub(crate) fn count(asked: Option<i64>) -> Result<Decimal, Refusal> {
    let count = asked.unwrap_or(1);
    if (1..=MAX_COUNT).contains(&count) {
        Ok(Decimal::from(count))
    } else {
        Err(Refusal::invalid("purchaseCount"))
    }
}

impl Catalog {
    fn discount(&self, months: u32) -> Option<Decimal> {
        let steps = self.prices.discount.iter();
        steps.filter(|step| months >= step.months).map(|step| step.factor).min()
    }

    /// What something with a monthly list price costs for one term.
    fn price(&self, month: Decimal, term: Term) -> Price {
        match term {
            Term::Minute => {
                let minute = month * self.prices.postpaid_factor / Decimal::from(MINUTES_OF_MONTH);
                let minute = round(minute, MINUTE_PLACES);
                Price { list: minute, trade: minute }
            }
            Term::Period(months) => {
                let list = month * Decimal::from(months);
                let trade = list * self.discount(months).unwrap_or(Decimal::ONE);
                Price { list: round(list, PERIOD_PLACES), trade: round(trade, PERIOD_PLACES) }
            }
        }
    }

    /// What a spec costs for one term.
    pub fn spec_price(&self, flavor: &Flavor, term: Term) -> Price {
        self.price(flavor.month, term)
    }

    /// What the market asks for a spec at a moment, CNY per minute; `None` when it is not offered.
    pub fn market_price(&self, flavor: &Flavor, now: Timestamp) -> Option<Decimal> {
        let share = self.spot.share(flavor, now)?;
        Some(round(self.spec_price(flavor, Term::Minute).list * share, MINUTE_PLACES))
    }

    /// What a disk costs for one term, of any size that is no nonsense.
    pub fn disk_price(&self, kind: &str, size: i64, term: Term) -> Result<Price, Refusal> {
        let disk = self.disk(kind).ok_or_else(|| Refusal::invalid("storageType"))?;
        if !(1..=MAX_SIZE).contains(&size) {
            return Err(Refusal::invalid("cdsSizeInGB"));
        }
        Ok(self.price(disk.gb_month * Decimal::from(size), term))
    }

    /// What bandwidth costs for one term; 0 Mbps cost nothing.
    pub fn bandwidth_price(&self, mbps: i64, enhanced: bool, term: Term) -> Price {
        let low = mbps.clamp(0, 5);
        let high = mbps.clamp(5, MAX_SIZE) - 5;
        let month = self.prices.bandwidth_month_low * Decimal::from(low)
            + self.prices.bandwidth_month_high * Decimal::from(high);
        let factor = if enhanced { self.prices.enhanced_factor } else { Decimal::ONE };
        self.price(month * factor, term)
    }
}

impl Catalog {
    /// What a GB of outbound traffic costs.
    pub fn traffic_price(&self) -> Decimal {
        self.prices.traffic
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SpecQuery {
    spec: Option<String>,
    spec_id: Option<String>,
    payment_timing: String,
    zone_name: String,
    purchase_count: Option<i64>,
    purchase_length: i64,
}

/// `GetPriceBySpec`: one spec, or every spec of a family in the zone.
pub(crate) fn by_spec(catalog: &Catalog, body: &Value) -> Outcome {
    let query: SpecQuery = read(body)?;
    let term = Term::new(&query.payment_timing, query.purchase_length)?;
    let count = count(query.purchase_count)?;
    if !catalog.has_zone(&query.zone_name) {
        return Err(Refusal::invalid("zone"));
    }
    let wanted = |flavor: &&Flavor| {
        flavor.sold_in(&query.zone_name)
            && query.spec.as_ref().is_none_or(|spec| *spec == flavor.name)
            && query.spec_id.as_ref().is_none_or(|family| *family == flavor.family.id)
    };
    let flavors: Vec<&Flavor> = catalog.flavors.iter().filter(wanted).collect();
    let Some(first) = flavors.first().filter(|_| query.spec.is_some() || query.spec_id.is_some())
    else {
        return Err(Refusal::invalid("spec"));
    };
    let family = first.family.id.clone();
    let prices: Vec<Value> = flavors
        .iter()
        .map(|flavor| {
            let price = catalog.spec_price(flavor, term);
            let sold_out = flavor.sold_out_in(&query.zone_name);
            let mut answer = json!({
                "spec": flavor.name,
                "specPrice": (price.list * count).to_string(),
                "tradePrice": (price.trade * count).to_string(),
                "status": if sold_out { "soldOut" } else { "available" },
            });
            if let Term::Period(months) = term
                && let Some(factor) = catalog.discount(months)
            {
                answer["discount"] = json!(factor.to_string());
            }
            answer
        })
        .collect();
    ok(json!({ "price": [{ "specId": family, "specPrices": prices }] }))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DiskQuery {
    storage_type: String,
    #[serde(rename = "cdsSizeInGB")]
    size: i64,
    payment_timing: String,
    zone_name: String,
    purchase_count: Option<i64>,
    purchase_length: Option<i64>,
}

/// `GetCdsPrice`.
pub(crate) fn disk(catalog: &Catalog, body: &Value) -> Outcome {
    let query: DiskQuery = read(body)?;
    let term = Term::new(&query.payment_timing, query.purchase_length.unwrap_or(1))?;
    let count = count(query.purchase_count)?;
    if !catalog.has_zone(&query.zone_name) {
        return Err(Refusal::invalid("zone"));
    }
    let price = catalog.disk_price(&query.storage_type, query.size, term)?;
    ok(json!({ "price": [{
        "storageType": query.storage_type,
        "cdsSizeInGB": query.size,
        "price": number(price.trade * count),
        "specPrice": number(price.list * count),
        "unit": if term == Term::Minute { "minute" } else { "month" },
    }] }))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct BandwidthQuery {
    bandwidth_in_mbps: i64,
    count: Option<i64>,
    purchase_type: Option<String>,
    billing: BandwidthBilling,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct BandwidthBilling {
    payment_timing: String,
    billing_method: Option<String>,
    reservation: Option<crate::sandbox::request::Reservation>,
}

/// `EipInquiry`.
pub(crate) fn bandwidth(catalog: &Catalog, body: &Value) -> Outcome {
    let query: BandwidthQuery = read(body)?;
    let count = count(query.count)?;
    let months = query.billing.reservation.as_ref().map_or(1, |r| r.reservation_length);
    let term = Term::new(&query.billing.payment_timing, months)?;
    let by_traffic = match query.billing.billing_method.as_deref() {
        Some("ByTraffic") => true,
        Some("ByBandwidth") => false,
        None if term != Term::Minute => false,
        _ => return Err(Refusal::invalid("billingMethod")),
    };
    let enhanced = match query.purchase_type.as_deref() {
        None | Some("BGP") => false,
        Some("BGP_S") => true,
        Some(_) => return Err(Refusal::invalid("purchaseType")),
    };
    let range = match (enhanced, by_traffic) {
        (true, _) => ENHANCED,
        (false, true) => 1..=MAX_BY_TRAFFIC,
        (false, false) => 1..=MAX_BY_BANDWIDTH,
    };
    if !range.contains(&query.bandwidth_in_mbps) {
        return Err(Refusal::invalid("bandwidthInMbps"));
    }
    let price = catalog.bandwidth_price(query.bandwidth_in_mbps, enhanced, term).trade * count;
    let prices = match (term, by_traffic) {
        (Term::Period(_), true) => return Err(Refusal::invalid("billingMethod")),
        (Term::Period(_), false) => json!({ "purchasePrice": price.to_string() }),
        (Term::Minute, false) => json!({ "configPrice": format!("{price}/minute") }),
        (Term::Minute, true) => json!({
            "configPrice": "0.00000/minute",
            "netrafficPrice": format!("{}/GB", catalog.traffic_price()),
        }),
    };
    ok(json!({ "prices": prices }))
}

/// What comes with an instance and costs by itself.
pub(crate) struct Extras<'a> {
    pub root_size: Option<i64>,
    pub root_kind: Option<&'a str>,
    pub disks: &'a [DataDisk],
    pub mbps: i64,
    pub charge: Option<&'a str>,
    pub enhanced: bool,
}

/// What the extras of one instance cost. Bandwidth that is billed the other way than the instance, or
/// by traffic, is not in it.
pub(crate) fn extras(
    catalog: &Catalog,
    flavor: &Flavor,
    extras: &Extras<'_>,
    term: Term,
) -> Result<Decimal, Refusal> {
    let mut each = Decimal::ZERO;
    let included = i64::from(INCLUDED_SYSTEM_DISK.get());
    let root = extras.root_size.unwrap_or(included);
    if root > included {
        let kind = root_kind(flavor, extras.root_kind);
        each += catalog.disk_price(kind, root - included, term)?.trade;
    }
    for disk in extras.disks {
        let kind = disk.storage_type.as_deref().unwrap_or(DEFAULT_DISK);
        let number = count(disk.cds_num)?;
        each += catalog.disk_price(kind, disk.size, term)?.trade * number;
    }
    let prepaid_bandwidth = match extras.charge {
        None => matches!(term, Term::Period(_)),
        Some(name) => name == ChargeType::BandwidthPrepaid.api_name(),
    };
    let by_traffic = extras.charge == Some(ChargeType::Traffic.api_name());
    if !by_traffic && prepaid_bandwidth == matches!(term, Term::Period(_)) {
        each += catalog.bandwidth_price(extras.mbps, extras.enhanced, term).trade;
    }
    Ok(each)
}

/// What an order costs: CNY per minute for pay-as-you-go and spot, CNY for the whole period for a
/// subscription. `Err` when something priced is unknown.
pub(crate) fn quote(
    catalog: &Catalog,
    request: &Request,
    now: Timestamp,
) -> Result<Decimal, Refusal> {
    let term = Term::of(&request.billing)?;
    let spec = request.spec.as_deref().unwrap_or_default();
    let flavor = catalog.flavor(spec).ok_or_else(|| Refusal::invalid("spec"))?;
    let machine = if request.billing.payment_timing == BIDDING {
        catalog.market_price(flavor, now).ok_or_else(|| Refusal::invalid("spec"))?
    } else {
        catalog.spec_price(flavor, term).trade
    };
    let with = Extras {
        root_size: request.root_disk_size_in_gb,
        root_kind: request.root_disk_storage_type.as_deref(),
        disks: &request.create_cds_list,
        mbps: request.network_capacity_in_mbps,
        charge: request.internet_charge_type.as_deref(),
        enhanced: request.network_purchase_type.as_deref() == Some(Line::EnhancedBgp.api_name()),
    };
    let each = machine + extras(catalog, flavor, &with, term)?;
    Ok(each * count(request.purchase_count)?)
}

/// The storage type of a disk that names none: the same for system and data disks (contract.md §8).
pub(crate) const DEFAULT_DISK: &str = limits::DEFAULT_SYSTEM_DISK;

/// The system disk's type when the order names none: the default, or the first the spec takes.
pub(crate) fn root_kind<'a>(flavor: &'a Flavor, asked: Option<&'a str>) -> &'a str {
    let allowed = &flavor.disks.system;
    match asked {
        Some(kind) => kind,
        None if allowed.iter().any(|kind| kind == DEFAULT_DISK) => DEFAULT_DISK,
        None => allowed.first().map_or(DEFAULT_DISK, String::as_str),
    }
}
