//! What the cloud refuses of a create request, and what an order becomes when it refuses nothing.
//!
//! The checks are the cloud's, made from the request alone and independently of what a client
//! promises to check. Limits are marked with their rule ids of limits.md. Those that the wizard knows
//! too stand in [`crate::domain::rules::limits`] once; where sources disagree the sandbox is as wide
//! as the widest of them (contract.md §11.1), so it takes what is merely unusual.

mod disks;
mod login;
mod network;
mod options;
mod payment;
mod placement;
mod words;

use std::net::Ipv4Addr;

use jiff::Timestamp;
use rust_decimal::Decimal;
use secrecy::SecretString;
use serde_json::{Map, Value};

use crate::domain::plan::BIDDING;
use crate::domain::rules::limits::POSTPAID_CASH;
use crate::sandbox::account::Limits;
use crate::sandbox::answer::Refusal;
use crate::sandbox::catalog::Catalog;
use crate::sandbox::catalog::flavors::Flavor;
use crate::sandbox::catalog::resources::{Image, Subnet};
use crate::sandbox::prices::{self, Term};
use crate::sandbox::request::Request;
use crate::sandbox::state::State;
pub(crate) use words::tags;

/// An order that nothing speaks against.
#[derive(Debug)]
pub(crate) struct Order<'a> {
    pub flavor: &'a Flavor,
    pub image: &'a Image,
    pub subnet: &'a Subnet,
    pub zone: &'a str,
    pub count: usize,
    /// Months of a subscription.
    pub months: Option<u32>,
    /// Bought on the spot market.
    pub spot: bool,
    /// What is taken from the balance at once for each instance.
    pub each: Decimal,
    /// Type and GB of the system disk, then of each data disk.
    pub volumes: Vec<(String, u32)>,
    pub local_gb: u32,
    pub groups: Vec<String>,
    pub enterprise_groups: Vec<String>,
    pub addresses: Vec<Ipv4Addr>,
    /// Whether the instances get IPv6 addresses too.
    pub ipv6: bool,
    pub mbps: u32,
    /// Further network interfaces of each instance; empty when there are none.
    pub enis: Vec<Vec<String>>,
    pub deploy_sets: Vec<String>,
    pub ehc_cluster: Option<String>,
    pub tags: Vec<(String, String)>,
    pub protected: bool,
    /// Fields of the API's model that are shown as they were ordered.
    pub shown: Map<String, Value>,
    pub warnings: Vec<String>,
}

/// What requests are checked against.
#[derive(Clone, Copy, Debug)]
pub(crate) struct World<'a> {
    pub catalog: &'a Catalog,
    pub limits: &'a Limits,
    pub secret_key: &'a SecretString,
    pub now: Timestamp,
}

/// A whole number in a range, or the refusal given.
fn within(
    value: i64,
    range: std::ops::RangeInclusive<i64>,
    refusal: impl FnOnce() -> Refusal,
) -> Result<u32, Refusal> {
    let inside = range.contains(&value).then_some(value);
    inside.and_then(|value| u32::try_from(value).ok()).ok_or_else(refusal)
}

/// Checks a request against the catalogue, the state and the limits.
pub(crate) fn order<'a>(
    world: World<'a>,
    state: &State,
    request: &'a Request,
) -> Result<Order<'a>, Refusal> {
    let World { catalog, limits, now, .. } = world;
    let (flavor, zone) = spec_and_zone(catalog, request)?;
    let term = payment::check(catalog, flavor, zone, request, now)?;
    let image = image(catalog, flavor, request)?;
    let subnet = network::subnet(catalog, zone, flavor, request)?;
    let (mbps, postpaid_ip) = network::bandwidth(request)?;
    let count = count(limits, state, subnet, mbps, request)?;
    let number = usize::try_from(count).unwrap_or(usize::MAX);

    let mut volumes = vec![disks::root(flavor, image, request)?];
    volumes.extend(disks::data(catalog, state, flavor, zone, count, request)?);
    let local_gb = disks::local(flavor, request)?;
    let addresses = network::addresses(state, subnet, number, request)?;
    let (groups, enterprise_groups) = network::groups(catalog, subnet, request)?;
    let enis = placement::enis(catalog, state, flavor, subnet, number, request)?;
    let deploy_sets = placement::deploy_sets(catalog, state, zone, number, request)?;
    let warnings = login::check(catalog, image, world.secret_key, request)?;
    words::check(request)?;
    options::check(catalog, flavor, image, request)?;
    let ipv6 = network::ipv6(subnet, request)?;
    if request.is_eip_auto_related_delete && !postpaid_ip {
        return Err(Refusal::invalid("isEipAutoRelatedDelete"));
    }
    let mut shown = options::shown(request);
    shown.extend(placement::shown(catalog, flavor, zone, request)?);

    let spot = request.billing.payment_timing == BIDDING;
    let one = Request { purchase_count: Some(1), ..request.clone() };
    let each = prices::quote(catalog, &one, now)?;
    let cash = limits.cash(state);
    let (months, each) = match term {
        Term::Minute if cash > Decimal::from(POSTPAID_CASH) => (None, Decimal::ZERO),
        Term::Period(months) if cash >= each * Decimal::from(count) => (Some(months), each),
        _ => return Err(Refusal::bad("insufficient balance")),
    };
    Ok(Order {
        flavor,
        image,
        subnet,
        zone,
        count: number,
        months,
        spot,
        each,
        volumes,
        local_gb,
        groups,
        enterprise_groups,
        addresses,
        ipv6,
        mbps,
        enis,
        deploy_sets,
        ehc_cluster: request.ehc_cluster_id.clone(),
        tags: tags(&request.tags)?,
        protected: request.deletion_protection == Some(1) || request.enable_delete_protection,
        shown,
        warnings,
    })
}

/// How many instances it becomes: as many as asked for or, with a `purchaseMinCount`, as there is room
/// for. Interfaces and addresses that are named are for a whole batch.
fn count(
    limits: &Limits,
    state: &State,
    subnet: &Subnet,
    mbps: u32,
    request: &Request,
) -> Result<u32, Refusal> {
    let asked = request.purchase_count.unwrap_or(1);
    // count.min; above the quota it is the quota's refusal.
    let count = within(asked, 1..=1_000_000, || Refusal::invalid("purchaseCount"))?;
    let least = request.purchase_min_count.unwrap_or(asked);
    let least = within(least, 1..=asked, || Refusal::invalid("purchaseMinCount"))?;
    let whole = !request.eni_ids.is_empty() || !request.internal_ips.is_empty();
    let least = if whole { count } else { least };
    let quota = |code, message| Err(Refusal::new(413, code, message));
    let number = |room: usize| u32::try_from(room).unwrap_or(u32::MAX);

    let count = count.min(number(limits.free_instances(state)));
    if count < least {
        return quota("Instance.InstanceQuotaLimitExceeded", "Quota exceeds limit.");
    }
    let eips = if mbps > 0 { number(limits.free_eips(state)) } else { u32::MAX };
    let count = count.min(eips);
    if count < least {
        let message = "The number of eip will exceed the limit.";
        return quota("Instance.EipQuotaLimitExceeded", message);
    }
    let count = count.min(number(state.free_addresses(subnet).len()));
    if count < least {
        return Err(Refusal::bad("subnet has not enough available ip."));
    }
    Ok(count)
}

/// The spec, offered and in stock, with the zone: the dedicated host's, the one named, the subnet's, or
/// the first that has it (`x.dedicated`).
fn spec_and_zone<'a>(
    catalog: &'a Catalog,
    request: &'a Request,
) -> Result<(&'a Flavor, &'a str), Refusal> {
    let host = placement::dedicated_host(catalog, request)?;
    let named = request.zone_name.as_deref();
    let elsewhere = host.is_some_and(|host| named.is_some_and(|zone| zone != host.zone));
    if elsewhere || named.is_some_and(|zone| !catalog.has_zone(zone)) {
        return Err(Refusal::invalid("zone"));
    }
    let spec = request.spec.as_deref().unwrap_or_default();
    let flavor = catalog.flavor(spec).ok_or_else(|| Refusal::invalid("spec"))?;
    let of_subnet = || request.subnet_id.as_deref().and_then(|id| catalog.subnet(id));
    let zone = host
        .map(|host| host.zone.as_str())
        .or(named)
        .or_else(|| of_subnet().map(|subnet| subnet.zone.as_str()))
        .or_else(|| {
            let mut zones = flavor.zones.iter().map(String::as_str);
            zones.find(|zone| !flavor.sold_out_in(zone))
        });
    let Some(zone) = zone.filter(|zone| flavor.sold_in(zone) && !flavor.sold_out_in(zone)) else {
        return Err(Refusal::invalid("spec"));
    };
    if request.spec_id.as_ref().is_some_and(|family| *family != flavor.family.id) {
        return Err(Refusal::invalid("specId"));
    }
    Ok((flavor, zone))
}

/// `image.status` and whether it runs on the spec.
fn image<'a>(
    catalog: &'a Catalog,
    flavor: &Flavor,
    request: &Request,
) -> Result<&'a Image, Refusal> {
    let image = catalog.image(&request.image_id).ok_or_else(|| Refusal::gone("image"))?;
    if !image.available() {
        return Err(Refusal::bad("image is not available."));
    }
    if !image.fits(flavor) {
        return Err(Refusal::bad("image does not support the spec."));
    }
    Ok(image)
}
