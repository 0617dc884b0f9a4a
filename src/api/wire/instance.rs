//! Instances after the order: `GetInstance`, `ListInstanceByIds`, `ListInstances`, `GetInstanceVnc`
//! (contract.md §9).

use serde::{Deserialize, Serialize};

use super::image;
use super::lenient;
use super::page::Row;
use super::placement::TagModel;
use crate::domain::catalog::{Instance, InstanceDetail, NicAddress, Tag, Volume};
use crate::domain::units::{Gib, Mbps};

/// The key `GetInstance` answers under.
pub const INSTANCE: &str = "instance";
/// Ids one `ListInstanceByIds` takes.
pub const IDS_AT_ONCE: usize = 100;

/// An element of `instances`, and `instance` of `GetInstance`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InstanceModel {
    /// `id`.
    #[serde(deserialize_with = "lenient::key")]
    pub id: String,
    /// `name`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub name: String,
    /// `status`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub status: String,
    /// `internalIp`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub internal_ip: String,
    /// `publicIp`; `""`, older `"-"`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub public_ip: String,
    /// `osName`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub os_name: String,
    /// `osVersion`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub os_version: String,
    /// `zoneName`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub zone_name: String,
    /// `spec`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub spec: String,
    /// What only the whole picture needs.
    #[serde(flatten)]
    pub rest: InstanceRest,
}

/// The fields of an instance that are not followed after an order.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct InstanceRest {
    /// `hostname`.
    #[serde(deserialize_with = "lenient::id")]
    pub hostname: String,
    /// `instanceType`.
    #[serde(deserialize_with = "lenient::id")]
    pub instance_type: String,
    /// `paymentTiming`.
    #[serde(deserialize_with = "lenient::id")]
    pub payment_timing: String,
    /// `chargeStatus`.
    #[serde(deserialize_with = "lenient::id")]
    pub charge_status: String,
    /// `createTime`. The `createdTime` of `nicInfo` has a wrong time zone and is never read.
    #[serde(deserialize_with = "lenient::date")]
    pub create_time: String,
    /// `expireTime`; missing for postpaid ones.
    #[serde(deserialize_with = "lenient::date")]
    pub expire_time: String,
    /// `autoRenew`.
    #[serde(deserialize_with = "lenient::flag")]
    pub auto_renew: bool,
    /// `cpuCount`.
    #[serde(deserialize_with = "lenient::count")]
    pub cpu_count: u32,
    /// `memoryCapacityInGB`.
    #[serde(rename = "memoryCapacityInGB", deserialize_with = "lenient::size")]
    pub memory: Option<Gib>,
    /// `cardCount`, a text as often as a number.
    #[serde(deserialize_with = "lenient::count")]
    pub card_count: u32,
    /// `imageId`.
    #[serde(deserialize_with = "lenient::id")]
    pub image_id: String,
    /// `imageName`.
    #[serde(deserialize_with = "lenient::text")]
    pub image_name: String,
    /// `imageType`, lower case here.
    #[serde(deserialize_with = "lenient::id")]
    pub image_type: String,
    /// `vpcId`.
    #[serde(deserialize_with = "lenient::id")]
    pub vpc_id: String,
    /// `subnetId`.
    #[serde(deserialize_with = "lenient::id")]
    pub subnet_id: String,
    /// `ipv6`.
    #[serde(deserialize_with = "lenient::id")]
    pub ipv6: String,
    /// `Ipv6Addresses`, with a capital.
    #[serde(rename = "Ipv6Addresses", deserialize_with = "lenient::texts")]
    pub ipv6_addresses: Vec<String>,
    /// `networkCapacityInMbps`.
    #[serde(rename = "networkCapacityInMbps", deserialize_with = "lenient::count")]
    pub bandwidth: u32,
    /// `eniNum`, a text here and a number in `nicInfo`.
    #[serde(deserialize_with = "lenient::number")]
    pub eni_num: Option<u32>,
    /// `nicInfo`.
    #[serde(deserialize_with = "lenient::object")]
    pub nic_info: NicModel,
    /// `volumes`.
    #[serde(deserialize_with = "lenient::list")]
    pub volumes: Vec<VolumeModel>,
    /// `keypairId`.
    #[serde(deserialize_with = "lenient::id")]
    pub keypair_id: String,
    /// `tags`.
    #[serde(deserialize_with = "lenient::list")]
    pub tags: Vec<TagModel>,
    /// `deletionProtection`: 0 or 1.
    #[serde(deserialize_with = "lenient::flag")]
    pub deletion_protection: bool,
    /// `deploysetList`.
    #[serde(deserialize_with = "lenient::list")]
    pub deployset_list: Vec<DeploySetId>,
    /// `resGroupInfos`.
    #[serde(deserialize_with = "lenient::list")]
    pub res_group_infos: Vec<ResourceGroupId>,
}

/// `nicInfo`. Its `vpcId` and `subnetId` may be long ids that nothing else takes, so they are not read.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct NicModel {
    /// `eniNum`.
    #[serde(deserialize_with = "lenient::number")]
    pub eni_num: Option<u32>,
    /// `ips`.
    #[serde(deserialize_with = "lenient::list")]
    pub ips: Vec<NicIp>,
}

/// An element of `ips`: every value a text, and `"null"` for none.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NicIp {
    /// `privateIp`.
    #[serde(deserialize_with = "lenient::key")]
    pub private_ip: String,
    /// `eip`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub eip: String,
    /// `eipSize`, Mbps.
    #[serde(default, deserialize_with = "lenient::count")]
    pub eip_size: u32,
    /// `primary`.
    #[serde(default, deserialize_with = "lenient::flag")]
    pub primary: bool,
}

/// An element of `volumes`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VolumeModel {
    /// `volumeId`.
    #[serde(deserialize_with = "lenient::key")]
    pub volume_id: String,
    /// `diskSizeInGB`.
    #[serde(default, rename = "diskSizeInGB", deserialize_with = "lenient::size")]
    pub size: Option<Gib>,
    /// `isSystemVolume`.
    #[serde(default, deserialize_with = "lenient::flag")]
    pub is_system_volume: bool,
}

/// An element of `deploysetList`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeploySetId {
    /// `deploysetId`.
    #[serde(deserialize_with = "lenient::key")]
    pub deployset_id: String,
}

/// An element of `resGroupInfos`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResourceGroupId {
    /// `groupId`.
    #[serde(deserialize_with = "lenient::key")]
    pub group_id: String,
}

impl Row for InstanceModel {
    const LIST: &'static str = "instances";
}

fn said(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

impl From<InstanceModel> for InstanceDetail {
    fn from(mut model: InstanceModel) -> Self {
        let rest = std::mem::take(&mut model.rest);
        let volumes = rest.volumes.into_iter().map(|volume| Volume {
            id: volume.volume_id,
            size: volume.size,
            system: volume.is_system_volume,
        });
        Self {
            instance: model.into(),
            hostname: rest.hostname,
            instance_type: rest.instance_type,
            payment: rest.payment_timing,
            charging: rest.charge_status,
            created: rest.create_time,
            expires: said(rest.expire_time),
            auto_renew: rest.auto_renew,
            vcpus: rest.cpu_count,
            memory: rest.memory.unwrap_or_default(),
            cards: rest.card_count,
            image: rest.image_id,
            image_name: rest.image_name,
            image_kind: said(rest.image_type).map(|word| image::kind(&word)),
            vpc: rest.vpc_id,
            subnet: rest.subnet_id,
            ipv6: said(rest.ipv6).or_else(|| rest.ipv6_addresses.into_iter().next()),
            bandwidth: Mbps(rest.bandwidth),
            interfaces: rest.eni_num.or(rest.nic_info.eni_num).unwrap_or_default(),
            addresses: rest.nic_info.ips.into_iter().map(NicAddress::from).collect(),
            volumes: volumes.collect(),
            key_pair: said(rest.keypair_id),
            tags: rest.tags.into_iter().map(Tag::from).collect(),
            protected: rest.deletion_protection,
            deploy_sets: rest.deployset_list.into_iter().map(|set| set.deployset_id).collect(),
            resource_groups: rest.res_group_infos.into_iter().map(|group| group.group_id).collect(),
        }
    }
}

impl From<NicIp> for NicAddress {
    fn from(model: NicIp) -> Self {
        Self {
            private: model.private_ip,
            public: said(model.eip),
            bandwidth: Mbps(model.eip_size),
            primary: model.primary,
        }
    }
}

impl From<InstanceModel> for Instance {
    fn from(model: InstanceModel) -> Self {
        Self {
            id: model.id,
            name: model.name,
            status: model.status,
            private_ip: said(model.internal_ip),
            public_ip: said(model.public_ip),
            os: format!("{} {}", model.os_name, model.os_version).trim().to_owned(),
            zone: model.zone_name,
            spec: model.spec,
        }
    }
}

/// The body of `ListInstanceByIds`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InstancesQuery<'a> {
    /// `instanceIds`, at most [`IDS_AT_ONCE`].
    pub instance_ids: &'a [String],
}

/// A tag as `tags` of `ListInstances` takes it: `key:value`, or only the key for any value.
pub fn tag_filter(tag: &Tag) -> String {
    if tag.value.is_empty() { tag.key.clone() } else { format!("{}:{}", tag.key, tag.value) }
}

/// The answer of `GetInstanceVnc`. Never printed: whoever has the address has the console.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VncModel {
    /// `vncUrl`; works once, for ten minutes.
    #[serde(deserialize_with = "lenient::key")]
    pub vnc_url: String,
}
