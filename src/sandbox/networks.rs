//! Read operations on what the account has: VPCs, subnets, security groups, key pairs.

use serde_json::{Value, json};

use crate::sandbox::answer::{Outcome, PAGE, Query, Refusal, ok, page, tags};
use crate::sandbox::catalog::Catalog;
use crate::sandbox::catalog::resources::{Group, KeyPair, Rule};
use crate::sandbox::server::Cloud;
use crate::sandbox::state::{Instance, State};

/// `QueryVpcList`.
pub(crate) fn vpcs(catalog: &Catalog, query: &Query) -> Outcome {
    let ids = query.list("vpcIds");
    let default = match query.get("isDefault") {
        None => None,
        Some(text) => Some(text.parse::<bool>().map_err(|_| Refusal::invalid("isDefault"))?),
    };
    let vpcs = catalog
        .vpcs
        .iter()
        .filter(|vpc| ids.is_empty() || ids.contains(&vpc.id.as_str()))
        .filter(|vpc| default.is_none_or(|default| default == vpc.default))
        .map(|vpc| {
            json!({
                "vpcId": vpc.id,
                "name": vpc.name,
                "cidr": vpc.cidr,
                "ipv6Cidr": vpc.ipv6,
                "createdTime": vpc.created,
                "description": vpc.description,
                "isDefault": vpc.default,
                "secondaryCidr": vpc.secondary,
                "tags": tags(&vpc.tags),
            })
        })
        .collect();
    page(query, "vpcs", "vpcId", vpcs, PAGE)
}

/// `QuerySubnetList`, with the addresses that are left.
pub(crate) fn subnets(cloud: &Cloud, query: &Query) -> Outcome {
    let ids = query.list("subnetIds");
    let equal = |name: &str, value: &str| query.get(name).is_none_or(|wanted| wanted == value);
    let subnets = cloud.store.read(|state| {
        cloud
            .catalog
            .subnets
            .iter()
            .filter(|subnet| {
                (ids.is_empty() || ids.contains(&subnet.id.as_str()))
                    && equal("vpcId", &subnet.vpc)
                    && equal("zoneName", &subnet.zone)
                    && equal("subnetType", &subnet.kind)
            })
            .map(|subnet| {
                let left = subnet.available.saturating_sub(state.used_addresses(subnet));
                let mut answer = json!({
                    "subnetId": subnet.id,
                    "name": subnet.name,
                    "zoneName": subnet.zone,
                    "cidr": subnet.cidr,
                    "ipv6Cidr": subnet.ipv6,
                    "vpcId": subnet.vpc,
                    "subnetType": subnet.kind,
                    "description": subnet.description,
                    "createdTime": subnet.created,
                    "availableIp": left,
                    "tags": [],
                });
                if subnet.reserved > 0 {
                    answer["availableUnreservedIp"] = json!(left.saturating_sub(subnet.reserved));
                }
                answer
            })
            .collect()
    });
    page(query, "subnets", "subnetId", subnets, PAGE)
}

fn instance_groups(cloud: &Cloud, query: &Query) -> Option<Vec<String>> {
    let id = query.get("instanceId")?;
    let both = |instance: &Instance| {
        instance.groups.iter().chain(&instance.enterprise_groups).cloned().collect()
    };
    Some(cloud.store.read(|state| state.instance(id).map(both).unwrap_or_default()))
}

/// What both kinds of group have.
fn group_model(group: &Group, rule: fn(&Group, &Rule, usize) -> Value) -> Value {
    json!({
        "id": group.id,
        "name": group.name,
        "desc": group.description,
        "createdTime": group.created,
        "rules": rules(group, rule),
        "tags": tags(&group.tags),
    })
}

/// `ListSecurityGroups`.
pub(crate) fn groups(cloud: &Cloud, query: &Query) -> Outcome {
    let of_instance = instance_groups(cloud, query);
    if of_instance.is_some() && query.get("vpcId").is_none() {
        return Err(Refusal::invalid("vpcId"));
    }
    let mut ids = query.list("securityGroupIds");
    ids.extend(query.list("securityGroupId"));
    let groups = cloud
        .catalog
        .groups
        .iter()
        .filter(|group| query.get("vpcId").is_none_or(|vpc| vpc == group.vpc))
        .filter(|group| ids.is_empty() || ids.contains(&group.id.as_str()))
        .filter(|group| of_instance.as_ref().is_none_or(|ids| ids.contains(&group.id)))
        .map(|group| {
            let mut answer = group_model(group, ordinary_rule);
            answer["vpcId"] = json!(group.vpc);
            answer["sgVersion"] = json!(1);
            answer
        })
        .collect();
    page(query, "securityGroups", "id", groups, PAGE)
}

/// `QueryEnterpriseSecurityGroupList`.
pub(crate) fn enterprise_groups(cloud: &Cloud, query: &Query) -> Outcome {
    let of_instance = instance_groups(cloud, query);
    let groups = cloud
        .catalog
        .enterprise_groups
        .iter()
        .filter(|group| of_instance.as_ref().is_none_or(|ids| ids.contains(&group.id)))
        .map(|group| {
            let mut answer = group_model(group, enterprise_rule);
            answer["updatedTime"] = json!(group.created);
            answer
        })
        .collect();
    page(query, "enterpriseSecurityGroups", "id", groups, PAGE)
}

fn rules(group: &Group, model: fn(&Group, &Rule, usize) -> Value) -> Value {
    group.rules.iter().enumerate().map(|(at, rule)| model(group, rule, at + 1)).collect()
}

/// The field that names a rule's other side.
fn peer_field(rule: &Rule) -> &'static str {
    match (rule.direction == "ingress", rule.peer.starts_with("g-")) {
        (true, false) => "sourceIp",
        (true, true) => "sourceGroupId",
        (false, false) => "destIp",
        (false, true) => "destGroupId",
    }
}

fn ordinary_rule(group: &Group, rule: &Rule, number: usize) -> Value {
    let mut answer = json!({
        "remark": rule.remark,
        "direction": rule.direction,
        "ethertype": "IPv4",
        "portRange": rule.ports,
        "protocol": rule.protocol,
        "securityGroupRuleId": format!("r-{}-{number}", group.id),
        "securityGroupId": group.id,
    });
    answer[peer_field(rule)] = json!(rule.peer);
    answer
}

fn enterprise_rule(group: &Group, rule: &Rule, number: usize) -> Value {
    let mut answer = json!({
        "enterpriseSecurityGroupRuleId": format!("esgr-{}-{number}", group.id),
        "remark": rule.remark,
        "direction": rule.direction,
        "ethertype": "IPv4",
        "portRange": rule.ports,
        "sourcePortRange": "",
        "protocol": rule.protocol,
        "sourceIp": "",
        "destIp": "",
        "localIp": "all",
        "action": rule.action,
        "priority": rule.priority,
        "createdTime": group.created,
        "updatedTime": group.created,
    });
    answer[peer_field(rule)] = json!(rule.peer);
    answer
}

/// `ListKeypair`, with the instances that use each here.
pub(crate) fn keypairs(cloud: &Cloud, query: &Query) -> Outcome {
    let pairs = cloud.store.read(|state| {
        let pairs = cloud.catalog.keypairs.iter().filter(|pair| query.equal("name", &pair.name));
        pairs.map(|pair| keypair_model(cloud, state, pair, "createdTime")).collect()
    });
    page(query, "keypairs", "keypairId", pairs, PAGE)
}

/// `KeypairDetail`, which calls the date `createTime` (contract.md §7.9).
pub(crate) fn keypair(cloud: &Cloud, id: &str) -> Outcome {
    let pair = cloud.catalog.keypairs.iter().find(|pair| pair.id == id).ok_or_else(|| {
        Refusal::new(404, "Keypair.KeypairNotExist", "The keypair does not exist.")
    })?;
    let model = cloud.store.read(|state| keypair_model(cloud, state, pair, "createTime"));
    ok(json!({ "keypair": model }))
}

fn keypair_model(cloud: &Cloud, state: &State, pair: &KeyPair, date: &str) -> Value {
    let uses = |instance: &&Instance| instance.keypair.as_ref() == Some(&pair.id);
    let here = state.instances.iter().filter(uses).count();
    json!({
        "keypairId": pair.id,
        "name": pair.name,
        "description": pair.description,
        date: pair.created,
        "instanceCount": usize::try_from(pair.instances).unwrap_or(0) + here,
        "regionId": cloud.catalog.region.id,
        "fingerPrint": pair.fingerprint,
        "publicKey": pair.public_key,
    })
}
