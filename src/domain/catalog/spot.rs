//! The spot market: what it offers, and for how much (contract.md §7.2, §7.3).

use crate::domain::plan::{DataDisk, PublicIp, SystemDisk};
use crate::domain::units::{Gib, Money};

/// One group of specs on the spot market of a zone (`ListBidFlavor`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpotOffer {
    /// `zoneName`.
    pub zone: String,
    /// `instanceType`, such as `N1`; empty when not said.
    pub instance_type: String,
    /// What can be bid for now.
    pub flavors: Vec<SpotFlavor>,
}

impl SpotOffer {
    /// Whether nothing of the group is left: the cloud says so with an empty list.
    pub fn sold_out(&self) -> bool {
        self.flavors.is_empty()
    }
}

/// A spec that can be bid for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpotFlavor {
    /// `spec`.
    pub spec: String,
    /// `specId`, the family; empty when not said.
    pub family: String,
    /// vCPUs (`cpuCount`).
    pub vcpus: u32,
    /// Memory (`memoryCapacityInGB`).
    pub memory: Gib,
}

/// What a spot price is asked for (`GetBidInstancePrice`). The sources disagree on how a spec is named
/// there, so it is named in every way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpotQuestion {
    /// `spec`.
    pub spec: String,
    /// `zoneName`.
    pub zone: String,
    /// `instanceType`, such as `N1`; left out when empty.
    pub instance_type: String,
    /// `cpuCount`.
    pub vcpus: u32,
    /// `memoryCapacityInGB`.
    pub memory: Gib,
    /// `rootDiskSizeInGb`, `rootDiskStorageType`.
    pub system_disk: Option<SystemDisk>,
    /// `createCdsList`.
    pub data_disks: Vec<DataDisk>,
    /// `networkCapacityInMbps`, `internetChargeType`.
    pub public_ip: Option<PublicIp>,
    /// `purchaseCount`, at least 1.
    pub count: u32,
}

/// A spot price, CNY per minute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpotPrice {
    /// `money`: all instances together.
    pub total: Money,
    /// `perMoney`: each of them.
    pub each: Money,
    /// `originalMoney`: the list price of all; `None` when not said.
    pub list_total: Option<Money>,
    /// `perOriginalMoney`: the list price of each; `None` when not said.
    pub list_each: Option<Money>,
}
