//! `ListEni`, `EhcClusterList`, `ListDeploySet`, `GetDeploySet`, `GetRoleList`, `TagList`,
//! `ResourceGroupList` (contract.md §7.8, §7.10, §7.11).

use serde::{Deserialize, Serialize};

use super::lenient;
use super::page::Row;
use crate::domain::catalog::{
    DeploySet, DeployZone, EhcCluster, Eni, EniAddress, ResourceGroup, Role, Strategy, Tag,
};

/// An element of `enis`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EniModel {
    /// `eniId`.
    #[serde(deserialize_with = "lenient::key")]
    pub eni_id: String,
    /// `name`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub name: String,
    /// `zoneName`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub zone_name: String,
    /// `vpcId`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub vpc_id: String,
    /// `subnetId`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub subnet_id: String,
    /// `status`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub status: String,
    /// `macAddress`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub mac_address: String,
    /// `instanceId`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub instance_id: String,
    /// `privateIpSet`.
    #[serde(default, deserialize_with = "lenient::list")]
    pub private_ip_set: Vec<EniIp>,
    /// `ipv6PrivateIpSet`.
    #[serde(default, rename = "ipv6PrivateIpSet", deserialize_with = "lenient::list")]
    pub ipv6_private_ip_set: Vec<EniIp>,
    /// `securityGroupIds`.
    #[serde(default, deserialize_with = "lenient::texts")]
    pub security_group_ids: Vec<String>,
    /// `enterpriseSecurityGroupIds`.
    #[serde(default, deserialize_with = "lenient::texts")]
    pub enterprise_security_group_ids: Vec<String>,
}

/// An element of `privateIpSet`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EniIp {
    /// `privateIpAddress`.
    #[serde(deserialize_with = "lenient::key")]
    pub private_ip_address: String,
    /// `publicIpAddress`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub public_ip_address: String,
    /// `primary`.
    #[serde(default, deserialize_with = "lenient::flag")]
    pub primary: bool,
}

impl Row for EniModel {
    const LIST: &'static str = "enis";
}

impl From<EniModel> for Eni {
    fn from(model: EniModel) -> Self {
        let addresses = model.private_ip_set.into_iter().chain(model.ipv6_private_ip_set);
        let groups = model.security_group_ids.into_iter();
        Self {
            id: model.eni_id,
            name: model.name,
            zone: model.zone_name,
            vpc: model.vpc_id,
            subnet: model.subnet_id,
            status: model.status,
            mac: model.mac_address,
            addresses: addresses.map(EniAddress::from).collect(),
            instance: Some(model.instance_id).filter(|id| !id.is_empty()),
            groups: groups.chain(model.enterprise_security_group_ids).collect(),
        }
    }
}

impl From<EniIp> for EniAddress {
    fn from(model: EniIp) -> Self {
        Self {
            private: model.private_ip_address,
            public: Some(model.public_ip_address).filter(|address| !address.is_empty()),
            primary: model.primary,
        }
    }
}

/// The body of `EhcClusterList`.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EhcQuery<'a> {
    /// `zoneName`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone_name: Option<&'a str>,
}

/// An element of `ehcClusters`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EhcModel {
    /// `ehcClusterId`.
    #[serde(deserialize_with = "lenient::key")]
    pub ehc_cluster_id: String,
    /// `name`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub name: String,
    /// `description`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub description: String,
    /// `zoneName`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub zone_name: String,
    /// `instanceIds`.
    #[serde(default, deserialize_with = "lenient::texts")]
    pub instance_ids: Vec<String>,
}

impl Row for EhcModel {
    const LIST: &'static str = "ehcClusters";
}

impl From<EhcModel> for EhcCluster {
    fn from(model: EhcModel) -> Self {
        Self {
            id: model.ehc_cluster_id,
            name: model.name,
            description: model.description,
            zone: model.zone_name,
            instances: model.instance_ids,
        }
    }
}

/// What a deployment set is in either answer, but for its id.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct DeployFacts {
    /// `name`.
    #[serde(deserialize_with = "lenient::text")]
    pub name: String,
    /// `desc`.
    #[serde(deserialize_with = "lenient::text")]
    pub desc: String,
    /// `strategy`.
    #[serde(deserialize_with = "lenient::id")]
    pub strategy: String,
    /// `concurrency`.
    #[serde(deserialize_with = "lenient::limit")]
    pub concurrency: Option<u32>,
    /// `azIntstanceStatisList` (their spelling).
    #[serde(rename = "azIntstanceStatisList", deserialize_with = "lenient::list")]
    pub zones: Vec<DeployZoneModel>,
}

/// An element of `azIntstanceStatisList`: counts as numbers or texts.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeployZoneModel {
    /// `zoneName`.
    #[serde(deserialize_with = "lenient::key")]
    pub zone_name: String,
    /// `instanceCount`.
    #[serde(default, deserialize_with = "lenient::count")]
    pub instance_count: u32,
    /// `instanceTotal`: places.
    #[serde(default, deserialize_with = "lenient::number")]
    pub instance_total: Option<u32>,
}

/// An element of `deploySets`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeploySetModel {
    /// `deploysetId`.
    #[serde(deserialize_with = "lenient::key")]
    pub deployset_id: String,
    /// The rest.
    #[serde(flatten)]
    pub facts: DeployFacts,
}

impl Row for DeploySetModel {
    const LIST: &'static str = "deploySets";
}

/// The answer of `GetDeploySet`, which has no key of its own.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeployDetailModel {
    /// `shortId`.
    #[serde(deserialize_with = "lenient::key")]
    pub short_id: String,
    /// The rest.
    #[serde(flatten)]
    pub facts: DeployFacts,
}

impl From<DeploySetModel> for DeploySet {
    fn from(model: DeploySetModel) -> Self {
        deploy_set(model.deployset_id, model.facts)
    }
}

impl From<DeployDetailModel> for DeploySet {
    fn from(model: DeployDetailModel) -> Self {
        deploy_set(model.short_id, model.facts)
    }
}

fn deploy_set(id: String, facts: DeployFacts) -> DeploySet {
    let zones = facts.zones.into_iter().map(|zone| DeployZone {
        zone: zone.zone_name,
        instances: zone.instance_count,
        places: zone.instance_total,
    });
    DeploySet {
        id,
        name: facts.name,
        description: facts.desc,
        strategy: strategy(facts.strategy),
        concurrency: facts.concurrency,
        zones: zones.collect(),
    }
}

fn strategy(word: String) -> Strategy {
    match word.to_ascii_uppercase().as_str() {
        "HOST_HA" => Strategy::Hosts,
        "RACK_HA" => Strategy::Racks,
        "TOR_HA" => Strategy::Switches,
        "POD_RQ" => Strategy::Pod,
        _ => Strategy::Other(word),
    }
}

/// An element of `roles`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RoleModel {
    /// `roleName`.
    #[serde(deserialize_with = "lenient::key")]
    pub role_name: String,
}

impl Row for RoleModel {
    const LIST: &'static str = "roles";
}

impl From<RoleModel> for Role {
    fn from(model: RoleModel) -> Self {
        Self { name: model.role_name }
    }
}

/// A tag, in answers and in requests.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TagModel {
    /// `tagKey`.
    #[serde(deserialize_with = "lenient::filled")]
    pub tag_key: String,
    /// `tagValue`; may be empty.
    #[serde(default, deserialize_with = "lenient::text")]
    pub tag_value: String,
}

impl Row for TagModel {
    const LIST: &'static str = "tags";
}

impl From<TagModel> for Tag {
    fn from(model: TagModel) -> Self {
        Self { key: model.tag_key, value: model.tag_value }
    }
}

impl From<&Tag> for TagModel {
    fn from(tag: &Tag) -> Self {
        Self { tag_key: tag.key.clone(), tag_value: tag.value.clone() }
    }
}

/// The body of `BindInstanceToTags`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BindTags {
    /// `changeTags`.
    pub change_tags: Vec<TagModel>,
    /// `attachRelatedResourceTag`: disks, public IP and snapshots get them as well.
    pub attach_related_resource_tag: bool,
}

/// An element of `groups`, and of `children`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResourceGroupModel {
    /// `groupId`.
    #[serde(deserialize_with = "lenient::key")]
    pub group_id: String,
    /// `parentId`; empty at the top.
    #[serde(default, deserialize_with = "lenient::id")]
    pub parent_id: String,
    /// `name`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub name: String,
    /// `extra`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub extra: String,
    /// `children`; may be missing.
    #[serde(default, deserialize_with = "lenient::list")]
    pub children: Vec<ResourceGroupModel>,
}

impl Row for ResourceGroupModel {
    const LIST: &'static str = "groups";
}

impl From<ResourceGroupModel> for ResourceGroup {
    fn from(model: ResourceGroupModel) -> Self {
        Self {
            id: model.group_id,
            parent: Some(model.parent_id).filter(|id| !id.is_empty()),
            name: model.name,
            extra: model.extra,
            children: model.children.into_iter().map(Self::from).collect(),
        }
    }
}
