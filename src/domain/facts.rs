//! What is known of the cloud at the moment a draft is judged. `None` means not known (yet, or
//! because its list failed): then the rules that need it stay silent or fall back to static limits.

use std::collections::HashMap;

use crate::domain::catalog::{
    DeploySet, DiskQuota, EhcCluster, Eni, FittingImage, Image, KeyPair, ResourceGroup, Role,
    SecurityGroup, Snapshot, SnapshotPolicy, Spec, SpecPrice, SpotOffer, SpotPrice, Subnet, Vpc,
    Zone,
};
use crate::domain::draft::Draft;
use crate::domain::price::Quote;
use crate::domain::units::Money;

/// Borrowed lists, each for the draft's own region, zone, spec or VPC.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts<'a> {
    /// The secret access key is too short to encrypt a password (limits.md `cred.sk`).
    pub short_secret: bool,
    /// Zones of the region.
    pub zones: Option<&'a [Zone]>,
    /// Specs of the draft's zone.
    pub specs: Option<&'a [Spec]>,
    /// Positions in that list by name, where they were worked out: a long list is then not searched.
    pub spec_rows: Option<&'a HashMap<String, usize>>,
    /// What to take instead of the draft's spec in the same zone, where it is sold out and something
    /// was found.
    pub instead: Option<&'a str>,
    /// The price list of the draft's spec's family, for the draft's billing.
    pub family_prices: Option<&'a [SpecPrice]>,
    /// All images of the account.
    pub images: Option<&'a [Image]>,
    /// The detail of the draft's image, which may know more than the list does.
    pub image_detail: Option<&'a Image>,
    /// Public images that fit the draft's spec.
    pub fitting: Option<&'a [FittingImage]>,
    /// Disk limits of the draft's zone.
    pub disk_quota: Option<&'a DiskQuota>,
    /// VPCs.
    pub vpcs: Option<&'a [Vpc]>,
    /// Subnets of all VPCs and zones.
    pub subnets: Option<&'a [Subnet]>,
    /// Security groups of the draft's VPC.
    pub groups: Option<&'a [SecurityGroup]>,
    /// Enterprise security groups.
    pub enterprise_groups: Option<&'a [SecurityGroup]>,
    /// Key pairs.
    pub key_pairs: Option<&'a [KeyPair]>,
    /// What the spot market of the region offers.
    pub spot_offers: Option<&'a [SpotOffer]>,
    /// The market price of the draft's spec.
    pub spot_price: Option<&'a SpotPrice>,
    /// Snapshots of disks.
    pub snapshots: Option<&'a [Snapshot]>,
    /// Automatic snapshot policies.
    pub snapshot_policies: Option<&'a [SnapshotPolicy]>,
    /// Elastic network interfaces of the draft's VPC.
    pub interfaces: Option<&'a [Eni]>,
    /// EHC clusters of the draft's zone.
    pub ehc_clusters: Option<&'a [EhcCluster]>,
    /// Deployment sets.
    pub deployment_sets: Option<&'a [DeploySet]>,
    /// Roles an instance can act in.
    pub roles: Option<&'a [Role]>,
    /// Resource groups, a tree.
    pub resource_groups: Option<&'a [ResourceGroup]>,
    /// Cash of the account in CNY, without vouchers.
    pub balance: Option<Money>,
    /// The price of the order as it stands.
    pub quote: Option<&'a Quote>,
    /// How far the clock here is ahead of (or, below zero, behind) the cloud's, in seconds.
    pub clock_ahead: Option<i64>,
    /// Requests carry the cloud's time instead, so that none is refused for it.
    pub clock_corrected: bool,
}

impl<'a> Facts<'a> {
    /// The draft's spec, where its list is known and has it.
    pub fn spec(&self, draft: &Draft) -> Option<&'a Spec> {
        let name = draft.spec.as_deref()?;
        let specs = self.specs?;
        match self.spec_rows {
            Some(rows) => specs.get(*rows.get(name)?),
            None => specs.iter().find(|spec| spec.name == name),
        }
    }

    /// The draft's image: its detail where known, else its entry in the list.
    pub fn image(&self, draft: &Draft) -> Option<&'a Image> {
        let id = draft.image.as_deref()?;
        self.image_detail
            .filter(|image| image.id == id)
            .or_else(|| self.images?.iter().find(|image| image.id == id))
    }

    /// The draft's subnet.
    pub fn subnet(&self, draft: &Draft) -> Option<&'a Subnet> {
        let id = draft.subnet.as_deref()?;
        self.subnets?.iter().find(|subnet| subnet.id == id)
    }

    /// The price entry of the draft's spec.
    pub fn price(&self, draft: &Draft) -> Option<&'a SpecPrice> {
        let name = draft.spec.as_deref()?;
        self.family_prices?.iter().find(|price| price.spec == name)
    }
}
