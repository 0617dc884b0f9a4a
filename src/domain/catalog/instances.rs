//! Instances in full, the question for a list of them, and what became of a refund (contract.md §9).

use super::{ImageKind, Instance, Tag};
use crate::domain::units::{Gib, Mbps};

/// Everything the program reads of an instance (`GetInstance`, `ListInstances`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstanceDetail {
    /// What is followed after an order.
    pub instance: Instance,
    /// `hostname`.
    pub hostname: String,
    /// `instanceType`, such as `N6`.
    pub instance_type: String,
    /// `paymentTiming`, verbatim.
    pub payment: String,
    /// `chargeStatus`, verbatim; empty when not said.
    pub charging: String,
    /// `createTime`, UTC ISO as delivered.
    pub created: String,
    /// `expireTime`; `None` when it does not expire, as a postpaid one.
    pub expires: Option<String>,
    /// `autoRenew`.
    pub auto_renew: bool,
    /// `cpuCount`.
    pub vcpus: u32,
    /// `memoryCapacityInGB`.
    pub memory: Gib,
    /// `cardCount`: GPU or FPGA cards.
    pub cards: u32,
    /// `imageId`.
    pub image: String,
    /// `imageName`; empty when not said.
    pub image_name: String,
    /// `imageType`, in any case; `None` when not said.
    pub image_kind: Option<ImageKind>,
    /// `vpcId`. Never the one in `nicInfo`, which may be another kind of id.
    pub vpc: String,
    /// `subnetId`.
    pub subnet: String,
    /// `ipv6`, else the first of `Ipv6Addresses`; `None` when it has none.
    pub ipv6: Option<String>,
    /// `networkCapacityInMbps`.
    pub bandwidth: Mbps,
    /// `eniNum`: network interfaces beside the first.
    pub interfaces: u32,
    /// `nicInfo.ips`.
    pub addresses: Vec<NicAddress>,
    /// `volumes`.
    pub volumes: Vec<Volume>,
    /// `keypairId`; `None` when it has none.
    pub key_pair: Option<String>,
    /// `tags`.
    pub tags: Vec<Tag>,
    /// `deletionProtection`: a release will be refused.
    pub protected: bool,
    /// `deploysetList`, ids.
    pub deploy_sets: Vec<String>,
    /// `resGroupInfos`, ids.
    pub resource_groups: Vec<String>,
}

/// An address of the first network interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NicAddress {
    /// `privateIp`.
    pub private: String,
    /// `eip`; `None` when it has none.
    pub public: Option<String>,
    /// `eipSize`; 0 without a public IP.
    pub bandwidth: Mbps,
    /// `primary`.
    pub primary: bool,
}

/// A disk of an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Volume {
    /// `volumeId`.
    pub id: String,
    /// `diskSizeInGB`; `None` when not said.
    pub size: Option<Gib>,
    /// `isSystemVolume`.
    pub system: bool,
}

/// Which instances are listed (`ListInstances`); what is empty does not restrict. Each list may hold
/// [`InstanceFilter::AT_ONCE`] values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InstanceFilter {
    /// `instanceIds`.
    pub ids: Vec<String>,
    /// `instanceNames` or `fuzzyInstanceName`, which exclude each other.
    pub name: Option<NameFilter>,
    /// `zoneName`.
    pub zone: Option<String>,
    /// `status`.
    pub status: Option<String>,
    /// `paymentTiming`.
    pub payment: Option<String>,
    /// `tags`; a tag without a value stands for every value of its key.
    pub tags: Vec<Tag>,
    /// `vpcId` with `privateIps`, which go together.
    pub private_ips: Option<(String, Vec<String>)>,
}

impl InstanceFilter {
    /// Values that one list of the filter may hold.
    pub const AT_ONCE: usize = 100;
}

/// Which names an instance may have to be listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameFilter {
    /// `instanceNames`: one of these.
    OneOf(Vec<String>),
    /// `fuzzyInstanceName`: this is part of it.
    Containing(String),
}

/// What became of a prepaid instance that was given back (`DeletePrepayInstance`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refund {
    /// `successResources`.
    pub released: Released,
    /// `failResources`: still there, and perhaps still paid for.
    pub failed: Released,
    /// `instanceRefundFlag`: the instance was refunded.
    pub refunded: bool,
}

/// Things that were released, or were not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Released {
    /// `instanceId`.
    pub instance: Option<String>,
    /// `eip`.
    pub public_ip: Option<String>,
    /// `volumeIds`.
    pub volumes: Vec<String>,
    /// `snapshotIds` and `insnapIds`.
    pub snapshots: Vec<String>,
}

impl Released {
    /// Whether it names nothing at all.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
