//! Input and output that is wanted, as data. The executor makes it real and answers with a message.

use std::sync::Arc;
use std::time::Duration;

use crate::app::identity::Identity;
use crate::domain::catalog::{
    DeploySet, DiskQuota, EhcCluster, Eni, FittingImage, Image, KeyPair, Quota, ResourceGroup,
    Role, SecurityGroup, Snapshot, SnapshotPolicy, Spec, SpotOffer, Subnet, Vpc, Zone,
};
use crate::domain::plan::Plan;
use crate::domain::price::{PriceAsk, Priced};
use crate::domain::units::Money;

/// A question to the cloud that only reads. Equal asks have equal answers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Ask {
    /// `ListZones`.
    Zones,
    /// `ListFlavorSpec` of a zone.
    Specs(String),
    /// `ListImages`.
    Images,
    /// `GetImage`.
    Image(String),
    /// `GetAvailableImagesBySpec`.
    Fitting(String),
    /// `GetDiskQuota` of a zone.
    DiskQuota(String),
    /// `QueryVpcList`.
    Vpcs,
    /// `QuerySubnetList`, all VPCs.
    Subnets,
    /// `ListSecurityGroups` of a VPC.
    Groups(String),
    /// `QueryEnterpriseSecurityGroupList`.
    EnterpriseGroups,
    /// `ListKeypair`.
    KeyPairs,
    /// `ListBidFlavor`.
    SpotOffers,
    /// `ListSnapshots`.
    Snapshots,
    /// `ListAsps`.
    SnapshotPolicies,
    /// `ListEni` of a VPC.
    Interfaces(String),
    /// `EhcClusterList` of a zone.
    EhcClusters(String),
    /// `ListDeploySet`.
    DeploymentSets,
    /// `GetRoleList`.
    Roles,
    /// `ResourceGroupList`.
    ResourceGroups,
    /// `AccountBalance`.
    Balance,
    /// `QuotaCenterList` of a region.
    Quotas(String),
    /// One of the price operations.
    Price(PriceAsk),
}

/// What the cloud answered to an [`Ask`] of the same name.
#[derive(Clone, Debug)]
pub enum Answer {
    /// Zones of the region.
    Zones(Vec<Zone>),
    /// Specs of the zone.
    Specs(Vec<Spec>),
    /// All images.
    Images(Vec<Image>),
    /// One image.
    Image(Box<Image>),
    /// Public images that fit the spec.
    Fitting(Vec<FittingImage>),
    /// Disk limits.
    DiskQuota(DiskQuota),
    /// VPCs.
    Vpcs(Vec<Vpc>),
    /// Subnets.
    Subnets(Vec<Subnet>),
    /// Security groups, ordinary or enterprise.
    Groups(Vec<SecurityGroup>),
    /// Key pairs.
    KeyPairs(Vec<KeyPair>),
    /// What the spot market offers.
    SpotOffers(Vec<SpotOffer>),
    /// Snapshots.
    Snapshots(Vec<Snapshot>),
    /// Automatic snapshot policies.
    SnapshotPolicies(Vec<SnapshotPolicy>),
    /// Elastic network interfaces.
    Interfaces(Vec<Eni>),
    /// EHC clusters.
    EhcClusters(Vec<EhcCluster>),
    /// Deployment sets.
    DeploymentSets(Vec<DeploySet>),
    /// Roles.
    Roles(Vec<Role>),
    /// Resource groups.
    ResourceGroups(Vec<ResourceGroup>),
    /// Cash in CNY.
    Balance(Money),
    /// Quotas.
    Quotas(Vec<Quota>),
    /// A price.
    Price(Priced),
}

/// What a timer is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Timer {
    /// Look at the instances of the order with this token.
    Poll(String),
    /// Send the order with this token once more.
    Resend(String),
}

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// The user is done: exit code 0.
    Done,
    /// The user broke off: exit code 130.
    Aborted,
    /// An order was placed and its instances failed: exit code 1.
    Failed,
    /// An order was placed and is not confirmed running: exit code 4.
    OrderUnfinished,
}

/// Input or output that is wanted.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Ask the cloud.
    Load {
        /// Comes back with the answer.
        generation: u32,
        /// The question.
        ask: Ask,
    },
    /// Buy as this from now on; answered by [`crate::app::msg::Msg::Connected`].
    Connect {
        /// Who buys.
        identity: Identity,
        /// Where, if it can be there.
        region: String,
    },
    /// Talk to another region from now on.
    ChangeRegion(String),
    /// Make a token for one confirmed intent.
    MintToken,
    /// Send the create request; the same token always goes with the same plan.
    Submit {
        /// `clientToken`.
        token: String,
        /// What is bought.
        plan: Arc<Plan>,
    },
    /// Look at instances.
    Poll {
        /// The order's token.
        token: String,
        /// Their ids.
        ids: Vec<String>,
    },
    /// Say [`crate::app::msg::Msg::Due`] after this long.
    After(Duration, Timer),
    /// Ask for a VNC link.
    Vnc(String),
    /// Release an instance.
    Release(String),
    /// Put text on the clipboard.
    Copy(String),
    /// Draw everything anew.
    Repaint,
    /// Put the program into the background.
    Suspend,
    /// End the program.
    Quit(Exit),
}
