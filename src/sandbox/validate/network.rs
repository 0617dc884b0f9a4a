//! Subnet, addresses, security groups and public bandwidth of an order.

use std::net::Ipv4Addr;

use super::within;
use crate::domain::plan::{ChargeType, Line, Payment};
use crate::domain::rules::limits::{self, Verdict};
use crate::domain::units::Mbps;
use crate::sandbox::answer::Refusal;
use crate::sandbox::catalog::Catalog;
use crate::sandbox::catalog::flavors::Flavor;
use crate::sandbox::catalog::resources::{Group, Subnet};
use crate::sandbox::prices::ENHANCED;
use crate::sandbox::request::Request;
use crate::sandbox::state::State;

/// The subnet named, or the default VPC's in the zone; `subnet.zone`, `subnet.type`.
pub(super) fn subnet<'a>(
    catalog: &'a Catalog,
    zone: &str,
    flavor: &Flavor,
    request: &Request,
) -> Result<&'a Subnet, Refusal> {
    let subnet = match &request.subnet_id {
        Some(id) => catalog.subnet(id),
        None => catalog.default_subnet(zone),
    };
    let subnet = subnet.ok_or_else(|| Refusal::gone("subnet"))?;
    if subnet.zone != zone {
        return Err(Refusal::bad("subnet is not in the zone."));
    }
    if subnet.kind != "BCC" && !flavor.bare_metal() {
        return Err(Refusal::bad("subnet type is invalid."));
    }
    Ok(subnet)
}

/// One address an instance: those asked for (`ip.format`, `ip.count`), else the next free ones, of
/// which there are enough.
pub(super) fn addresses(
    state: &State,
    subnet: &Subnet,
    count: usize,
    request: &Request,
) -> Result<Vec<Ipv4Addr>, Refusal> {
    let mut free = state.free_addresses(subnet);
    if request.internal_ips.is_empty() {
        free.truncate(count);
        return Ok(free);
    }
    if request.internal_ips.len() != count {
        return Err(Refusal::invalid("internalIps"));
    }
    let mut chosen = Vec::new();
    for text in &request.internal_ips {
        let address: Option<Ipv4Addr> = text.parse().ok();
        let place = address.and_then(|address| free.iter().position(|known| *known == address));
        chosen.push(free.swap_remove(place.ok_or_else(|| Refusal::invalid("internalIps"))?));
    }
    Ok(chosen)
}

fn known<'a>(groups: &'a [Group], id: &str) -> Result<&'a Group, Refusal> {
    let group = groups.iter().find(|group| group.id == id);
    group.ok_or_else(|| Refusal::gone("security group"))
}

/// `sg.count`, `x.sg_vpc`. Where enterprise groups are named the others do not count (seed,
/// `enterpriseSecurityGroupIds`); where none is named the VPC's default group is taken.
pub(super) fn groups(
    catalog: &Catalog,
    subnet: &Subnet,
    request: &Request,
) -> Result<(Vec<String>, Vec<String>), Refusal> {
    let joined = |list: &[String], single: &Option<String>| {
        let mut ids = list.to_vec();
        if ids.is_empty() {
            ids.extend(single.clone());
        }
        ids
    };
    let limited = |ids: &[String]| {
        if limits::group_count(ids.len()) {
            return Ok(());
        }
        Err(Refusal::bad("the number of security groups exceeds the limit."))
    };
    let enterprise =
        joined(&request.enterprise_security_group_ids, &request.enterprise_security_group_id);
    if !enterprise.is_empty() {
        limited(&enterprise)?;
        for id in &enterprise {
            known(&catalog.enterprise_groups, id)?;
        }
        return Ok((Vec::new(), enterprise));
    }
    let normal = joined(&request.security_group_ids, &request.security_group_id);
    if normal.is_empty() {
        let default = catalog.default_group(&subnet.vpc);
        let default = default.ok_or_else(|| Refusal::gone("security group"))?;
        return Ok((vec![default.id.clone()], Vec::new()));
    }
    limited(&normal)?;
    for id in &normal {
        if known(&catalog.groups, id)?.vpc != subnet.vpc {
            return Err(Refusal::bad("subnet and security group are not in the same vpc."));
        }
    }
    Ok((normal, Vec::new()))
}

/// `ipv6.subnet`: whether the instances get IPv6 addresses, which they do where nothing is said and the
/// subnet has a range.
pub(super) fn ipv6(subnet: &Subnet, request: &Request) -> Result<bool, Refusal> {
    match request.is_open_ipv6 {
        Some(true) if subnet.ipv6.is_empty() => Err(Refusal::invalid("isOpenIpv6")),
        Some(wanted) => Ok(wanted),
        None => Ok(!subnet.ipv6.is_empty()),
    }
}

/// `net.bandwidth`, `net.charge`, `net.line`: Mbps, 0 for none, and whether it is postpaid.
pub(super) fn bandwidth(request: &Request) -> Result<(u32, bool), Refusal> {
    let asked = request.network_capacity_in_mbps;
    let charge = match request.internet_charge_type.as_deref() {
        None => None,
        Some(name) => {
            let charge = ChargeType::ALL.into_iter().find(|charge| charge.api_name() == name);
            Some(charge.ok_or_else(|| Refusal::invalid("internetChargeType"))?)
        }
    };
    let enhanced = match request.network_purchase_type.as_deref() {
        None => false,
        Some(name) => {
            let line = Line::ALL.iter().find(|line| line.api_name() == name);
            *line.ok_or_else(|| Refusal::invalid("networkPurchaseType"))? == Line::EnhancedBgp
        }
    };
    // `x.charge_default`
    let prepaid = request.billing.payment_timing == Payment::Prepaid.api_name();
    let payment = if prepaid { Payment::Prepaid } else { Payment::Postpaid };
    let charge = charge.unwrap_or_else(|| ChargeType::default_for(payment));
    let invalid = || Refusal::invalid("networkCapacityInMbps");
    let mbps = if enhanced && asked != 0 {
        within(asked, ENHANCED, invalid)?
    } else {
        let mbps = within(asked, 0..=i64::from(u32::MAX), invalid)?;
        if limits::bandwidth(Mbps(mbps), charge, Line::Bgp) == Verdict::Refused {
            return Err(invalid());
        }
        mbps
    };
    Ok((mbps, charge != ChargeType::BandwidthPrepaid))
}
