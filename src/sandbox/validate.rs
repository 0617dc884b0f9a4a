//! What the cloud refuses of a create request, and what an order becomes when it refuses nothing.
//!
//! The checks are the cloud's, made from the request alone and independently of what a client
//! promises to check. Limits are marked with their rule ids of limits.md. Those that the wizard knows
//! too stand in [`crate::domain::rules::limits`] once; where sources disagree the sandbox is as wide
//! as the widest of them (contract.md §11.1), so it takes what is merely unusual.

mod disks;
mod login;
mod network;
mod words;

use std::net::Ipv4Addr;

use rust_decimal::Decimal;
use secrecy::SecretString;

use crate::domain::plan::Payment;
use crate::domain::rules::limits::POSTPAID_CASH;
use crate::sandbox::answer::Refusal;
use crate::sandbox::catalog::Catalog;
use crate::sandbox::catalog::flavors::Flavor;
use crate::sandbox::catalog::resources::{Image, Subnet};
use crate::sandbox::prices::{self, Term};
use crate::sandbox::request::Request;
use crate::sandbox::state::State;

/// The account's quotas, as this server counts them.
#[derive(Clone, Debug)]
pub(crate) struct Limits {
    pub balance: Decimal,
    pub instances: usize,
    pub eips: usize,
}

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
    /// What is taken from the balance at once.
    pub cost: Decimal,
    /// Type and GB of the system disk, then of each data disk.
    pub volumes: Vec<(String, u32)>,
    pub local_gb: u32,
    pub groups: Vec<String>,
    pub enterprise_groups: Vec<String>,
    pub addresses: Vec<Ipv4Addr>,
    pub mbps: u32,
    pub tags: Vec<(String, String)>,
    pub protected: bool,
    pub warnings: Vec<String>,
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
    catalog: &'a Catalog,
    state: &State,
    limits: &Limits,
    secret_key: &SecretString,
    request: &'a Request,
) -> Result<Order<'a>, Refusal> {
    check_absent(request)?;
    let (flavor, zone) = spec_and_zone(catalog, request)?;
    let term = billing(flavor, request)?;
    let count = request.purchase_count.unwrap_or(1);
    // count.min; above the quota it is the quota's refusal, which comes later.
    let count_of = within(count, 1..=1_000_000, || Refusal::invalid("purchaseCount"))?;
    let min_count = request.purchase_min_count.unwrap_or(1);
    within(min_count, 1..=count, || Refusal::invalid("purchaseMinCount"))?;
    let count = usize::try_from(count_of).unwrap_or(usize::MAX);
    if state.instances.len().saturating_add(count) > limits.instances {
        return Err(Refusal::new(
            413,
            "Instance.InstanceQuotaLimitExceeded",
            "Quota exceeds limit.",
        ));
    }

    let image = image(catalog, flavor, request)?;
    let mut volumes = vec![disks::root(flavor, image, request)?];
    volumes.extend(disks::data(catalog, state, flavor, zone, count_of, request)?);
    let local_gb = disks::local(flavor, request)?;
    let subnet = network::subnet(catalog, zone, request)?;
    let addresses = network::addresses(state, subnet, count, request)?;
    let (groups, enterprise_groups) = network::groups(catalog, subnet, request)?;
    let mbps = network::bandwidth(state, limits, count, request)?;
    let warnings = login::check(catalog, image, secret_key, request)?;
    words::check(request)?;
    options(catalog, flavor, image, subnet, request)?;

    let cost = prices::quote(catalog, request)?;
    let balance = limits.balance - state.spent();
    let (months, cost) = match term {
        Term::Minute if balance > Decimal::from(POSTPAID_CASH) => (None, Decimal::ZERO),
        Term::Period(months) if balance >= cost => (Some(months), cost),
        _ => return Err(Refusal::bad("insufficient balance")),
    };
    Ok(Order {
        flavor,
        image,
        subnet,
        zone,
        count,
        months,
        cost,
        volumes,
        local_gb,
        groups,
        enterprise_groups,
        addresses,
        mbps,
        tags: words::tags(request)?,
        protected: request.deletion_protection == Some(1),
        warnings,
    })
}

/// Things an order may name and this cloud has none of.
fn check_absent(request: &Request) -> Result<(), Refusal> {
    if request.billing.payment_timing == "bidding" {
        return Err(Refusal::new(
            403,
            "Instance.NotSupportInstanceTypeException",
            "The instance type is not supported.",
        ));
    }
    // x.bid
    if request.bid_model.is_some() || request.bid_price.is_some() {
        return Err(Refusal::invalid("bidModel"));
    }
    if request.dedicated_host_id.is_some() {
        return Err(Refusal::gone("dedicated host"));
    }
    if request.deploy_id.is_some() || !request.deploy_id_list.is_empty() {
        return Err(Refusal::gone("deployset"));
    }
    if !request.eni_ids.is_empty() {
        return Err(Refusal::gone("eni"));
    }
    Ok(())
}

/// The spec, offered and in stock, with the zone: the one named, the subnet's, or the first that has it.
fn spec_and_zone<'a>(
    catalog: &'a Catalog,
    request: &'a Request,
) -> Result<(&'a Flavor, &'a str), Refusal> {
    let named = request.zone_name.as_deref();
    if named.is_some_and(|zone| !catalog.has_zone(zone)) {
        return Err(Refusal::invalid("zone"));
    }
    let spec = request.spec.as_deref().unwrap_or_default();
    let flavor = catalog.flavor(spec).ok_or_else(|| Refusal::invalid("spec"))?;
    let of_subnet = || request.subnet_id.as_deref().and_then(|id| catalog.subnet(id));
    let zone = named.or_else(|| of_subnet().map(|subnet| subnet.zone.as_str())).or_else(|| {
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

/// `spec.timing`, `bill.reservation`, `bill.renew`, `x.prepaid`.
fn billing(flavor: &Flavor, request: &Request) -> Result<Term, Refusal> {
    let billing = &request.billing;
    let prepaid = billing.payment_timing == Payment::Prepaid.api_name();
    let months = match &billing.reservation {
        None if prepaid => return Err(Refusal::invalid("reservation")),
        Some(_) if !prepaid && billing.payment_timing == Payment::Postpaid.api_name() => {
            return Err(Refusal::invalid("reservation"));
        }
        Some(reservation) => {
            let unit = reservation.reservation_time_unit.as_deref();
            if unit.is_some_and(|unit| !unit.eq_ignore_ascii_case("month")) {
                return Err(Refusal::invalid("reservationTimeUnit"));
            }
            reservation.reservation_length
        }
        None => 0,
    };
    let term = Term::new(&billing.payment_timing, months)?;
    if !flavor.sold_as(&billing.payment_timing) {
        return Err(Refusal::invalid("paymentTiming"));
    }
    match (request.auto_renew_time_unit.as_deref(), request.auto_renew_time) {
        (None, None) => {}
        (Some("month"), Some(1..=9)) | (Some("year"), Some(1..=5)) if prepaid => {}
        _ => return Err(Refusal::invalid("autoRenewTime")),
    }
    Ok(term)
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

/// The rest: `asp.*`, `part.type`, jumbo, ht, eye, prot, `ipv6.subnet`.
fn options(
    catalog: &Catalog,
    flavor: &Flavor,
    image: &Image,
    subnet: &Subnet,
    request: &Request,
) -> Result<(), Refusal> {
    if let Some(policy) = &request.asp_id {
        if !catalog.policies.iter().any(|known| known.id == *policy) {
            return Err(Refusal::gone("asp"));
        }
        if image.kind == "Integration" {
            return Err(Refusal::new(
                403,
                "Instance.MKTImageInstanceNotSupportCreateSnapshotException",
                "Instance with mkt image not support create system snapshot.",
            ));
        }
    }
    let partition =
        |kind: &Option<String>| kind.as_deref().is_none_or(|kind| matches!(kind, "xfs" | "ext4"));
    let tuned = request.enable_ht.is_some()
        || request.cpu_thread_config.is_some()
        || request.numa_config.is_some();
    let checks = [
        (partition(&request.data_partition_type), "dataPartitionType"),
        (partition(&request.root_partition_type), "rootPartitionType"),
        (!request.enable_jumbo_frame || flavor.jumbo(), "enableJumboFrame"),
        (!tuned || flavor.bare_metal(), "enableHt"),
        (matches!(request.cpu_thread_config.as_deref(), None | Some("1" | "2")), "cpuThreadConfig"),
        (
            matches!(request.numa_config.as_deref(), None | Some("0" | "1" | "2" | "4" | "auto")),
            "numaConfig",
        ),
        (
            matches!(request.hosteye_type.as_deref(), None | Some("open" | "enterprise")),
            "hosteyeType",
        ),
        (matches!(request.deletion_protection, None | Some(0 | 1)), "deletionProtection"),
        (!request.is_open_ipv6 || !subnet.ipv6.is_empty(), "isOpenIpv6"),
    ];
    match checks.into_iter().find(|(fine, _)| !fine) {
        Some((_, field)) => Err(Refusal::invalid(field)),
        None => Ok(()),
    }
}
