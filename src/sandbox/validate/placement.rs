//! Where the instances of an order stand and what they belong to.

use serde_json::{Map, Value, json};

use crate::sandbox::answer::Refusal;
use crate::sandbox::catalog::Catalog;
use crate::sandbox::catalog::flavors::Flavor;
use crate::sandbox::catalog::placement::DedicatedHost;
use crate::sandbox::catalog::resources::Subnet;
use crate::sandbox::placement::{is_available, members};
use crate::sandbox::request::Request;
use crate::sandbox::state::State;

/// `eni.max`.
const ENIS_MAX: usize = 5000;
/// `deploy.count`.
const DEPLOY_SETS_MAX: usize = 2;

/// The dedicated host that is named.
pub(super) fn dedicated_host<'a>(
    catalog: &'a Catalog,
    request: &Request,
) -> Result<Option<&'a DedicatedHost>, Refusal> {
    let Some(id) = &request.dedicated_host_id else { return Ok(None) };
    let host = catalog.placement.dedicated_host.iter().find(|host| host.id == *id);
    host.map(Some).ok_or_else(|| Refusal::gone("dedicated host"))
}

/// `eni.*`: the interfaces of each instance, in the order they are named.
pub(super) fn enis(
    catalog: &Catalog,
    state: &State,
    flavor: &Flavor,
    subnet: &Subnet,
    count: usize,
    request: &Request,
) -> Result<Vec<Vec<String>>, Refusal> {
    let ids = &request.eni_ids;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let invalid = || Refusal::invalid("eniIds");
    let share = ids.len() / count.max(1);
    let most = usize::try_from(flavor.eni_quota()).unwrap_or(usize::MAX);
    let once = ids.iter().enumerate().all(|(at, id)| !ids.iter().take(at).any(|other| other == id));
    if flavor.bare_metal()
        || ids.len() > ENIS_MAX
        || share == 0
        || !ids.len().is_multiple_of(count.max(1))
        || share > most
        || !once
    {
        return Err(invalid());
    }
    for id in ids {
        let eni = catalog.placement.eni.iter().find(|eni| eni.id == *id);
        let eni = eni.ok_or_else(|| Refusal::gone("eni"))?;
        if eni.zone != subnet.zone || eni.vpc != subnet.vpc || !is_available(state, eni) {
            return Err(invalid());
        }
    }
    Ok(ids.chunks(share).map(<[String]>::to_vec).collect())
}

/// `deploy.*`: the sets, all with room in the zone.
pub(super) fn deploy_sets(
    catalog: &Catalog,
    state: &State,
    zone: &str,
    count: usize,
    request: &Request,
) -> Result<Vec<String>, Refusal> {
    let mut ids = request.deploy_id_list.clone();
    if ids.is_empty() {
        ids.extend(request.deploy_id.clone());
    }
    let twice = matches!(&ids[..], [one, other] if one == other);
    if ids.len() > DEPLOY_SETS_MAX || twice {
        return Err(Refusal::invalid("deployIdList"));
    }
    for id in &ids {
        let set = catalog.placement.deployset.iter().find(|set| set.id == *id);
        let set = set.ok_or_else(|| Refusal::gone("deployset"))?;
        let places = set.places.iter().find(|(its_zone, _, _)| its_zone == zone);
        let places = places.map_or(0, |(_, places, _)| usize::try_from(*places).unwrap_or(0));
        if members(state, set, zone).len().saturating_add(count) > places {
            return Err(Refusal::bad("the deployset has not enough places."));
        }
    }
    Ok(ids)
}

/// Dedicated host, role, resource group and cluster, as `GetInstance` shows them (`ehc`).
pub(super) fn shown(
    catalog: &Catalog,
    flavor: &Flavor,
    zone: &str,
    request: &Request,
) -> Result<Map<String, Value>, Refusal> {
    let known = &catalog.placement;
    let mut shown = Map::new();
    let mut show = |key: &str, value: Value| shown.insert(key.to_owned(), value);
    if let Some(id) = &request.dedicated_host_id {
        show("dedicatedHostId", json!(id));
        show("placementPolicy", json!("dedicatedHost"));
    }
    if let Some(name) = &request.role_name {
        if !known.role.iter().any(|role| role.name == *name) {
            return Err(Refusal::gone("role"));
        }
        show("roleName", json!(name));
    }
    if let Some(id) = &request.res_group_id {
        let group = known.resource_group.iter().find(|group| group.id == *id);
        let group = group.ok_or_else(|| Refusal::gone("resource group"))?;
        show("resGroupInfos", json!([{ "groupId": group.id, "groupName": group.name }]));
    }
    if let Some(id) = &request.ehc_cluster_id {
        let cluster = known.ehc_cluster.iter().find(|cluster| cluster.id == *id);
        let cluster = cluster.ok_or_else(|| Refusal::gone("ehc cluster"))?;
        if flavor.family.rdma != "RoCE" || cluster.zone != zone {
            return Err(Refusal::invalid("ehcClusterId"));
        }
        show("ehcClusterId", json!(id));
    }
    Ok(shown)
}
