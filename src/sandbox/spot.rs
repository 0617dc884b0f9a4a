//! The spot market: what is offered, what it costs now, and orders in the older shape.

use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::domain::plan::BIDDING;
use crate::sandbox::answer::{Outcome, Refusal, ok};
use crate::sandbox::catalog::Catalog;
use crate::sandbox::catalog::flavors::Flavor;
use crate::sandbox::prices::{self, Extras, Term};
use crate::sandbox::request::{DataDisk, read};
use crate::sandbox::server::Cloud;

/// There is no offer for a spec.
pub(crate) fn not_supported() -> Refusal {
    Refusal::new(
        403,
        "Instance.NotSupportInstanceTypeException",
        "The instance type is not supported.",
    )
}

/// `ListBidFlavor`: a group of which nothing is left stays, with no flavors in it.
pub(crate) fn offers(catalog: &Catalog) -> Outcome {
    let zones = catalog.region.zones.iter().map(|zone| {
        let mut groups: Vec<(&str, Vec<Value>)> = Vec::new();
        for flavor in catalog.flavors.iter().filter(|flavor| catalog.spot.offered(flavor, zone)) {
            let kind = flavor.family.instance_type.as_str();
            let at = groups.iter().position(|(group, _)| *group == kind).unwrap_or_else(|| {
                groups.push((kind, Vec::new()));
                groups.len() - 1
            });
            if catalog.spot.in_stock(flavor, zone)
                && let Some((_, flavors)) = groups.get_mut(at)
            {
                flavors.push(json!({
                    "specId": flavor.family.id,
                    "cpuCount": flavor.vcpus,
                    "memoryCapacityInGB": flavor.memory,
                    "productType": BIDDING,
                    "spec": flavor.name,
                }));
            }
        }
        let groups: Value = groups
            .into_iter()
            .map(|(kind, flavors)| json!({ "instanceType": kind, "flavors": flavors }))
            .collect();
        json!({ "zoneName": zone, "bccResources": groups })
    });
    ok(json!({ "zoneResources": zones.collect::<Value>() }))
}

/// A spec in either way of naming it; the sources disagree on which is needed (contract.md §7.3).
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Named {
    spec: Option<String>,
    instance_type: Option<String>,
    cpu_count: Option<u32>,
    #[serde(rename = "memoryCapacityInGB")]
    memory: Option<u32>,
    zone_name: Option<String>,
}

impl Named {
    /// The one spec on the market that all that is said fits.
    fn find<'a>(&self, catalog: &'a Catalog) -> Result<&'a Flavor, Refusal> {
        let enough = self.instance_type.is_some() && self.cpu_count.is_some();
        if self.spec.is_none() && !(enough && self.memory.is_some()) {
            return Err(Refusal::inappropriate());
        }
        let zone = self.zone_name.as_deref();
        if zone.is_some_and(|zone| !catalog.has_zone(zone)) {
            return Err(Refusal::invalid("zone"));
        }
        let fits = |flavor: &&Flavor| {
            self.spec.as_ref().is_none_or(|spec| *spec == flavor.name)
                && self.instance_type.as_ref().is_none_or(|t| *t == flavor.family.instance_type)
                && self.cpu_count.is_none_or(|cpus| cpus == flavor.vcpus)
                && self.memory.is_none_or(|memory| memory == flavor.memory)
        };
        let mut known = catalog.flavors.iter().filter(fits).peekable();
        if known.peek().is_none() {
            return Err(Refusal::invalid("spec"));
        }
        let offered = |flavor: &&Flavor| match zone {
            Some(zone) => catalog.spot.offered(flavor, zone),
            None => flavor.zones.iter().any(|zone| catalog.spot.offered(flavor, zone)),
        };
        known.find(offered).ok_or_else(not_supported)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PriceQuery {
    #[serde(flatten)]
    named: Named,
    purchase_count: Option<i64>,
    root_disk_size_in_gb: Option<i64>,
    root_disk_storage_type: Option<String>,
    #[serde(default)]
    create_cds_list: Vec<DataDisk>,
    #[serde(default)]
    network_capacity_in_mbps: i64,
    internet_charge_type: Option<String>,
}

/// `GetBidInstancePrice`: texts, CNY per minute. Only the machine is cheaper, not its disks.
pub(crate) fn price(cloud: &Cloud, body: &Value) -> Outcome {
    let catalog = &cloud.catalog;
    let query: PriceQuery = read(body)?;
    let count = prices::count(query.purchase_count)?;
    let flavor = query.named.find(catalog)?;
    let market = catalog.market_price(flavor, cloud.now()).ok_or_else(not_supported)?;
    let extras = Extras {
        root_size: query.root_disk_size_in_gb,
        root_kind: query.root_disk_storage_type.as_deref(),
        disks: &query.create_cds_list,
        mbps: query.network_capacity_in_mbps,
        charge: query.internet_charge_type.as_deref(),
        enhanced: false,
    };
    let extras = prices::extras(catalog, flavor, &extras, Term::Minute)?;
    let text = |amount: Decimal| amount.to_string();
    let (each, original) =
        (market + extras, catalog.spec_price(flavor, Term::Minute).list + extras);
    ok(json!({
        "money": text(each * count),
        "count": text(count),
        "perMoney": text(each),
        "originalMoney": text(original * count),
        "perOriginalMoney": text(original),
    }))
}

/// An order of `CreateBidInstance` as `CreateInstanceBySpec` takes it: with its spec, and for bidding
/// whatever else the billing says.
pub(crate) fn order(catalog: &Catalog, mut body: Value) -> Result<Value, Refusal> {
    let spec = read::<Named>(&body)?.find(catalog)?.name.clone();
    if let Value::Object(fields) = &mut body {
        fields.insert("spec".to_owned(), json!(spec));
        let billing = fields.entry("billing").or_insert_with(|| Value::Object(Map::new()));
        let billing = billing.as_object_mut().ok_or_else(Refusal::inappropriate)?;
        billing.insert("paymentTiming".to_owned(), json!(BIDDING));
    }
    Ok(body)
}
