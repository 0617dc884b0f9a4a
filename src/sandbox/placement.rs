//! Read operations on where instances stand and what they belong to.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::sandbox::answer::{Outcome, PAGE, Query, Refusal, ok, page, plain};
use crate::sandbox::catalog::Catalog;
use crate::sandbox::catalog::placement::{DeploySet, Eni, ResourceGroup};
use crate::sandbox::request::read;
use crate::sandbox::server::Cloud;
use crate::sandbox::state::State;

/// The most rows of a list that has pages in its answer only.
const ONE_PAGE: u32 = 1000;

/// `ListEni` of one VPC.
pub(crate) fn enis(cloud: &Cloud, query: &Query) -> Outcome {
    let vpc = query.get("vpcId").ok_or_else(|| Refusal::invalid("vpcId"))?;
    let enis = cloud.store.read(|state| {
        let here = cloud.catalog.placement.eni.iter().filter(|eni| eni.vpc == vpc);
        let models = here.map(|eni| (eni, holder(state, eni)));
        models
            .filter(|(eni, holder)| {
                query.equal("instanceId", holder)
                    && query.get("name").is_none_or(|part| eni.name.contains(part))
                    && query.among("privateIpAddress", &eni.address.to_string())
            })
            .map(|(eni, holder)| eni_model(eni, holder))
            .collect()
    });
    page(query, "enis", "eniId", enis, PAGE)
}

/// The instance that has an interface; empty when none has.
fn holder<'a>(state: &'a State, eni: &'a Eni) -> &'a str {
    let here = state.instances.iter().find(|instance| instance.enis.contains(&eni.id));
    here.map_or(eni.instance.as_str(), |instance| instance.id.as_str())
}

/// Whether an interface waits for an instance.
pub(crate) fn is_available(state: &State, eni: &Eni) -> bool {
    holder(state, eni).is_empty()
}

fn eni_model(eni: &Eni, holder: &str) -> Value {
    let [a, b, c, d] = eni.address.octets();
    let address =
        |text: &str| json!({ "publicIpAddress": "", "primary": true, "privateIpAddress": text });
    let ipv6: Vec<Value> =
        Some(eni.ipv6.as_str()).filter(|text| !text.is_empty()).map(address).into_iter().collect();
    json!({
        "eniId": eni.id,
        "name": eni.name,
        "zoneName": eni.zone,
        "description": eni.description,
        "instanceId": holder,
        "macAddress": format!("fa:27:{a:02x}:{b:02x}:{c:02x}:{d:02x}"),
        "vpcId": eni.vpc,
        "subnetId": eni.subnet,
        "status": if holder.is_empty() { "available" } else { "inuse" },
        "createdTime": eni.created,
        "privateIpSet": [address(&eni.address.to_string())],
        "ipv6PrivateIpSet": ipv6,
        "securityGroupIds": eni.groups,
        "enterpriseSecurityGroupIds": [],
    })
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct ClusterQuery {
    ehc_cluster_id_list: Vec<String>,
    name_list: Vec<String>,
    zone_name: Option<String>,
}

/// `EhcClusterList`.
pub(crate) fn clusters(cloud: &Cloud, body: &Value) -> Outcome {
    let query: ClusterQuery = read(body)?;
    let among = |list: &[String], value: &String| list.is_empty() || list.contains(value);
    let clusters: Vec<Value> = cloud.store.read(|state| {
        let clusters = cloud.catalog.placement.ehc_cluster.iter().filter(|cluster| {
            among(&query.ehc_cluster_id_list, &cluster.id)
                && among(&query.name_list, &cluster.name)
                && query.zone_name.as_ref().is_none_or(|zone| *zone == cluster.zone)
        });
        clusters
            .map(|cluster| {
                let members = state.instances.iter();
                let members: Vec<&String> = members
                    .filter(|instance| instance.ehc_cluster.as_ref() == Some(&cluster.id))
                    .map(|instance| &instance.id)
                    .collect();
                json!({
                    "ehcClusterId": cluster.id,
                    "name": cluster.name,
                    "description": cluster.description,
                    "zoneName": cluster.zone,
                    "createdTime": cluster.created,
                    "instanceIds": members,
                    "reservedInstanceIds": [],
                })
            })
            .collect()
    });
    ok(json!({ "totalCount": clusters.len(), "ehcClusters": clusters }))
}

/// The instances of a deployment set in a zone: those from before, then this sandbox's.
pub(crate) fn members<'a>(state: &'a State, set: &'a DeploySet, zone: &str) -> Vec<&'a String> {
    let before = set.places.iter().filter(|(its_zone, _, _)| its_zone == zone);
    let here = state
        .instances
        .iter()
        .filter(|instance| instance.zone == zone && instance.deploy_sets.contains(&set.id));
    before.flat_map(|(_, _, ids)| ids).chain(here.map(|instance| &instance.id)).collect()
}

/// `ListDeploySet`: counts are texts where there are instances, numbers where there are none, as in
/// the documentation's example (contract.md §7.10).
pub(crate) fn deploy_sets(cloud: &Cloud) -> Outcome {
    let sets: Vec<Value> = cloud.store.read(|state| {
        let sets = cloud.catalog.placement.deployset.iter();
        sets.map(|set| {
            let mut all = 0;
            let zones: Vec<Value> = set
                .places
                .iter()
                .map(|(zone, places, _)| {
                    let count = members(state, set, zone).len();
                    all += count;
                    let shown = |count: usize| match count {
                        0 => json!(0),
                        count => json!(count.to_string()),
                    };
                    json!({
                        "zoneName": zone,
                        "instanceCount": shown(count),
                        "bccInstanceCnt": shown(count),
                        "bbcInstanceCnt": if count == 0 { json!(0) } else { json!("0") },
                        "instanceTotal": places,
                    })
                })
                .collect();
            json!({
                "deploysetId": set.id,
                "name": set.name,
                "desc": set.description,
                "strategy": set.strategy,
                "concurrency": set.concurrency,
                "instanceCount": all.to_string(),
                "azIntstanceStatisList": zones,
            })
        })
        .collect()
    });
    ok(json!({
        "pageNo": 1,
        "pageSize": ONE_PAGE,
        "totalCount": sets.len(),
        "deploySets": sets,
    }))
}

/// `GetDeploySet`, which calls the id `shortId` and counts in numbers.
pub(crate) fn deploy_set(cloud: &Cloud, id: &str) -> Outcome {
    let set = cloud.catalog.placement.deployset.iter().find(|set| set.id == id);
    let set = set.ok_or_else(Refusal::no_resource)?;
    let zones: Value = cloud.store.read(|state| {
        let zones = set.places.iter().map(|(zone, places, _)| {
            let members = members(state, set, zone);
            json!({
                "zoneName": zone,
                "instanceCount": members.len(),
                "bccInstanceCnt": members.len(),
                "bbcInstanceCnt": 0,
                "instanceTotal": places,
                "instanceIds": members,
                "bccInstanceIds": members,
                "bbcInstanceIds": [],
            })
        });
        zones.collect()
    });
    ok(json!({
        "shortId": set.id,
        "name": set.name,
        "desc": set.description,
        "strategy": set.strategy,
        "concurrency": set.concurrency,
        "azIntstanceStatisList": zones,
    }))
}

/// `GetRoleList`.
pub(crate) fn roles(catalog: &Catalog) -> Outcome {
    let roles = catalog.placement.role.iter().map(|role| json!({ "roleName": role.name }));
    ok(json!({ "roles": roles.collect::<Value>() }))
}

/// `TagList`: those from elsewhere and those of the instances, each once. A `tagValue` that is there
/// but empty asks for the empty value.
pub(crate) fn tags(cloud: &Cloud, query: &Query) -> Outcome {
    let elsewhere = cloud.catalog.placement.tag.iter();
    let mut known: BTreeSet<(String, String)> =
        elsewhere.map(|tag| (tag.key.clone(), tag.value.clone())).collect();
    cloud.store.read(|state| {
        known.extend(state.instances.iter().flat_map(|instance| instance.tags.iter().cloned()));
    });
    let wanted = known.iter().filter(|(key, value)| {
        query.equal("tagKey", key) && query.said("tagValue").is_none_or(|asked| asked == value)
    });
    let tags: Value =
        wanted.map(|(key, value)| json!({ "tagKey": key, "tagValue": value })).collect();
    plain(json!({ "tags": tags }))
}

/// `ResourceGroupList`: the trees that have a group of this name anywhere; no name asks for all.
pub(crate) fn resource_groups(catalog: &Catalog, query: &Query) -> Outcome {
    let groups = &catalog.placement.resource_group;
    let name = query.get("name").unwrap_or_default();
    let tops = groups.iter().filter(|group| group.parent.is_empty());
    let trees = tops.filter(|group| within_tree(groups, group, name));
    ok(json!({ "groups": trees.map(|group| tree(groups, group)).collect::<Value>() }))
}

fn children<'a>(
    groups: &'a [ResourceGroup],
    parent: &'a ResourceGroup,
) -> impl Iterator<Item = &'a ResourceGroup> {
    groups.iter().filter(|group| group.parent == parent.id)
}

fn within_tree(groups: &[ResourceGroup], top: &ResourceGroup, name: &str) -> bool {
    top.name.contains(name) || children(groups, top).any(|group| within_tree(groups, group, name))
}

/// A group with what is under it; `children` is missing where there is nothing.
fn tree(groups: &[ResourceGroup], group: &ResourceGroup) -> Value {
    let mut model = json!({
        "parentId": group.parent,
        "groupId": group.id,
        "name": group.name,
        "extra": "",
    });
    let children: Vec<Value> = children(groups, group).map(|child| tree(groups, child)).collect();
    if !children.is_empty() {
        model["children"] = json!(children);
    }
    model
}
