//! The reads that are tried, and what they need of each other.

use strum::{EnumIter, IntoStaticStr};

/// An operation that is tried, in the API's own name (contract.md §7.0). All of them only read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, IntoStaticStr)]
#[allow(missing_docs)] // The name is the documentation: contract.md §7.0 has a line for each.
pub enum Probe {
    ListZones,
    ListFlavorSpec,
    GetPriceBySpec,
    GetCdsPrice,
    EipInquiry,
    ListImages,
    GetImage,
    GetAvailableImagesBySpec,
    GetDiskQuota,
    QueryVpcList,
    QuerySubnetList,
    ListSecurityGroups,
    QueryEnterpriseSecurityGroupList,
    ListKeypair,
    ListInstances,
    GetInstance,
    ListInstanceByIds,
    DescribeRegions,
    TagList,
    ResourceGroupList,
    AccountBalance,
    QuotaCenterList,
}

/// Operations of the wizard that change something, or open something, and so are not tried, in the
/// API's own names; with each whether the wizard can go on without it.
pub const CHANGES: [(&str, bool); 3] =
    [("CreateInstanceBySpec", false), ("ReleaseInstanceByPost", true), ("GetInstanceVnc", true)];

impl Probe {
    /// The API's name for it.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Whether the wizard can go on without it.
    pub fn optional(self) -> bool {
        !matches!(
            self,
            Self::ListZones
                | Self::ListFlavorSpec
                | Self::ListImages
                | Self::QueryVpcList
                | Self::QuerySubnetList
                | Self::ListSecurityGroups
                | Self::GetInstance
                | Self::ListInstanceByIds
        )
    }

    /// The operation whose answer says what to ask this one about.
    pub fn after(self) -> Option<Self> {
        match self {
            Self::ListFlavorSpec | Self::GetCdsPrice | Self::GetDiskQuota => Some(Self::ListZones),
            Self::GetPriceBySpec | Self::GetAvailableImagesBySpec => Some(Self::ListFlavorSpec),
            Self::GetImage => Some(Self::ListImages),
            _ => None,
        }
    }

    /// Whether an answer that there is no such thing is as good as one: these are asked about an
    /// instance that need not exist.
    pub fn may_find_nothing(self) -> bool {
        matches!(self, Self::GetInstance | Self::ListInstanceByIds)
    }

    /// The check's lasting name.
    pub fn id(self) -> String {
        format!("operation.{}", self.name())
    }
}
