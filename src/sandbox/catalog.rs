//! What the sandbox cloud sells and what its one account has, read from `assets/sandbox`.
//!
//! The files are data about an invented cloud; a server keeps the part of them that is its region's.

pub(crate) mod flavors;
pub(crate) mod placement;
pub(crate) mod resources;
pub(crate) mod spot;

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::domain::rules::limits::same_storage;
use crate::sandbox::SandboxError;
use flavors::Flavor;
use placement::Placement;
use resources::{
    AccountFile, Group, Image, KeyPair, NetworkFile, Policy, Prices, Region, RegionFile, Snapshot,
    Subnet, Vpc,
};
use spot::Market;

/// One kind of cloud disk: sizes in GB, price in CNY per GB and month.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DiskKind {
    pub kind: String,
    pub min: u32,
    pub max: u32,
    #[serde(deserialize_with = "resources::decimal")]
    pub gb_month: Decimal,
}

/// The account's money and quotas.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Account {
    #[serde(deserialize_with = "resources::decimal")]
    pub cash_balance: Decimal,
    pub instance_quota: usize,
    pub instance_used: usize,
    pub eip_quota: usize,
    pub eip_used: usize,
    pub disk_total: u64,
    pub disk_used: u64,
}

/// What a quota counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Counted {
    Instances,
    Eips,
    DiskGb,
}

/// A quota that the quota centre names.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Quota {
    pub name: String,
    pub service: String,
    pub description: String,
    pub counts: Counted,
}

/// Everything one region offers.
#[derive(Debug)]
pub(crate) struct Catalog {
    pub regions: Vec<Region>,
    pub region: Region,
    pub flavors: Vec<Flavor>,
    pub images: Vec<Image>,
    pub vpcs: Vec<Vpc>,
    pub subnets: Vec<Subnet>,
    pub groups: Vec<Group>,
    pub enterprise_groups: Vec<Group>,
    pub keypairs: Vec<KeyPair>,
    pub snapshots: Vec<Snapshot>,
    pub policies: Vec<Policy>,
    pub disks: Vec<DiskKind>,
    pub account: Account,
    pub quotas: Vec<Quota>,
    pub prices: Prices,
    pub placement: Placement,
    pub spot: Market,
}

/// Reads one of the embedded files.
pub(crate) fn parse<T: serde::de::DeserializeOwned>(
    name: &'static str,
    text: &str,
) -> Result<T, SandboxError> {
    toml::from_str(text)
        .map_err(|reason| SandboxError::Catalogue { name, reason: reason.to_string().into() })
}

impl Catalog {
    /// Reads the embedded files and keeps what belongs to `region`.
    pub fn load(region: &str) -> Result<Self, SandboxError> {
        let regions = regions()?;
        let Some(region) = regions.iter().find(|known| known.id == region).cloned() else {
            let known = regions.into_iter().map(|known| known.id).collect();
            return Err(SandboxError::UnknownRegion { region: region.to_owned(), known });
        };
        let account: AccountFile =
            parse("account.toml", include_str!("../../assets/sandbox/account.toml"))?;
        let images: resources::ImageFile =
            parse("images.toml", include_str!("../../assets/sandbox/images.toml"))?;
        let network: NetworkFile =
            parse("network.toml", include_str!("../../assets/sandbox/network.toml"))?;
        let families: flavors::FamilyFile =
            parse("families.toml", include_str!("../../assets/sandbox/families.toml"))?;
        let placement: Placement =
            parse("placement.toml", include_str!("../../assets/sandbox/placement.toml"))?;
        let spot = parse("spot.toml", include_str!("../../assets/sandbox/spot.toml"))?;
        let here = |regions: &[String]| regions.is_empty() || regions.contains(&region.id);
        let one = |id: &str| id == region.id;
        Ok(Self {
            flavors: families.expand(&region.zones)?,
            images: images.image.into_iter().filter(|image| here(&image.regions)).collect(),
            vpcs: network.vpc.into_iter().filter(|vpc| one(&vpc.region)).collect(),
            subnets: network.subnet.into_iter().filter(|subnet| one(&subnet.region)).collect(),
            groups: network.group.into_iter().filter(|group| one(&group.region)).collect(),
            enterprise_groups: network
                .enterprise_group
                .into_iter()
                .filter(|group| here(&group.regions))
                .collect(),
            keypairs: network.keypair.into_iter().filter(|pair| here(&pair.regions)).collect(),
            snapshots: account.snapshot,
            policies: account.policy,
            disks: account.disk,
            account: account.account,
            quotas: account.quota,
            prices: account.prices,
            placement: placement.within(&region.id),
            spot,
            regions,
            region,
        })
    }

    /// Whether the region has this zone.
    pub fn has_zone(&self, zone: &str) -> bool {
        self.region.zones.iter().any(|known| known == zone)
    }

    /// A spec of the region, whatever the zone.
    pub fn flavor(&self, spec: &str) -> Option<&Flavor> {
        self.flavors.iter().find(|flavor| flavor.name == spec)
    }

    /// An image by its id.
    pub fn image(&self, id: &str) -> Option<&Image> {
        self.images.iter().find(|image| image.id == id)
    }

    /// A subnet by its id.
    pub fn subnet(&self, id: &str) -> Option<&Subnet> {
        self.subnets.iter().find(|subnet| subnet.id == id)
    }

    /// The subnet an order in `zone` gets when it names none: the default VPC's.
    pub fn default_subnet(&self, zone: &str) -> Option<&Subnet> {
        let vpc = self.vpcs.iter().find(|vpc| vpc.default)?;
        self.subnets
            .iter()
            .find(|subnet| subnet.vpc == vpc.id && subnet.zone == zone && subnet.kind == "BCC")
    }

    /// The group an order gets when it names none.
    pub fn default_group(&self, vpc: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.vpc == vpc && group.default)
    }

    /// A disk kind by its name or alias (contract.md §10).
    pub fn disk(&self, kind: &str) -> Option<&DiskKind> {
        self.disks.iter().find(|disk| same_storage(&disk.kind, kind))
    }
}

/// Every region of the invented cloud.
pub fn regions() -> Result<Vec<Region>, SandboxError> {
    let file: RegionFile =
        parse("regions.toml", include_str!("../../assets/sandbox/regions.toml"))?;
    Ok(file.region)
}
