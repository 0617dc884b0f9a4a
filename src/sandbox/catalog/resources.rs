//! Images and what the account already has: networks, groups, key pairs, snapshots.

use std::net::Ipv4Addr;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer};

use super::flavors::{Flavor, Hardware};
use super::{Account, DiskKind, Quota};

/// Reads a decimal that the file writes as text, so that no amount passes through a float.
pub(crate) fn decimal<'de, D: Deserializer<'de>>(reader: D) -> Result<Decimal, D::Error> {
    String::deserialize(reader)?.parse().map_err(serde::de::Error::custom)
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RegionFile {
    pub region: Vec<Region>,
}

/// A region with its zones.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Region {
    pub id: String,
    pub name: String,
    pub zones: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AccountFile {
    pub account: Account,
    pub prices: Prices,
    pub disk: Vec<DiskKind>,
    pub snapshot: Vec<Snapshot>,
    pub quota: Vec<Quota>,
    pub policy: Vec<Policy>,
}

/// Prices that hang on no spec or disk kind.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Prices {
    #[serde(deserialize_with = "decimal")]
    pub postpaid_factor: Decimal,
    #[serde(deserialize_with = "decimal")]
    pub bandwidth_month_low: Decimal,
    #[serde(deserialize_with = "decimal")]
    pub bandwidth_month_high: Decimal,
    #[serde(deserialize_with = "decimal")]
    pub enhanced_factor: Decimal,
    #[serde(deserialize_with = "decimal")]
    pub traffic: Decimal,
    pub discount: Vec<Discount>,
}

/// What subscriptions of at least this many months are multiplied by.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Discount {
    pub months: u32,
    #[serde(deserialize_with = "decimal")]
    pub factor: Decimal,
}

/// A disk snapshot; `volume` starting with `i-` marks one of a system disk.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Snapshot {
    pub id: String,
    pub name: String,
    pub size: u32,
    pub created: String,
    pub status: String,
    pub method: String,
    pub volume: String,
    /// Part of a whole-machine image.
    #[serde(default)]
    pub package: bool,
}

/// An automatic snapshot policy.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Policy {
    pub id: String,
    pub name: String,
    pub hours: Vec<u32>,
    pub weekdays: Vec<u32>,
    pub retention: i32,
    pub status: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ImageFile {
    pub image: Vec<Image>,
}

/// An image. `kind` is the `type` of the API, such as `GpuBccSystem`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Image {
    pub id: String,
    pub name: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub os: String,
    pub version: String,
    pub min: u32,
    pub created: String,
    #[serde(default)]
    pub windows: bool,
    #[serde(default)]
    arch: String,
    #[serde(default = "english")]
    pub lang: String,
    #[serde(default = "available")]
    pub status: String,
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub whole: bool,
    /// Ids of the snapshots of the data disks that a whole-machine image has.
    #[serde(default)]
    pub snapshots: Vec<String>,
    #[serde(default)]
    pub regions: Vec<String>,
}

fn english() -> String {
    "ENG".to_owned()
}

fn available() -> String {
    "Available".to_owned()
}

impl Image {
    /// `osType`.
    pub fn os_type(&self) -> &'static str {
        if self.windows { "windows" } else { "linux" }
    }

    /// 64-bit ARM.
    pub fn arm(&self) -> bool {
        self.arch == "arm"
    }

    /// `osArch` of the image lists.
    pub fn os_arch(&self) -> &'static str {
        if self.arm() { "aarch64 (64bit)" } else { "x86_64 (64bit)" }
    }

    /// Whether it can be chosen.
    pub fn available(&self) -> bool {
        self.status == "Available"
    }

    /// Public: what `GetAvailableImagesBySpec` judges.
    pub fn public(&self) -> bool {
        self.kind.ends_with("System")
    }

    /// Custom or shared, whose login may be kept.
    pub fn keeps_login(&self) -> bool {
        self.kind.ends_with("Custom") || self.kind == "Sharing"
    }

    fn hardware(&self) -> Hardware {
        if self.kind.starts_with("Gpu") {
            Hardware::Gpu
        } else if self.kind.starts_with("Fpga") {
            Hardware::Fpga
        } else if self.kind.starts_with("Ebc") || self.kind.starts_with("Bbc") {
            Hardware::BareMetal
        } else {
            Hardware::General
        }
    }

    /// Whether it runs on the spec: same processor, made for the same hardware (contract.md §7.4).
    pub fn fits(&self, flavor: &Flavor) -> bool {
        self.arm() == flavor.arm() && self.hardware() == flavor.hardware()
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NetworkFile {
    pub vpc: Vec<Vpc>,
    pub subnet: Vec<Subnet>,
    pub group: Vec<Group>,
    pub enterprise_group: Vec<Group>,
    pub keypair: Vec<KeyPair>,
}

/// A VPC.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Vpc {
    pub region: String,
    pub id: String,
    pub name: String,
    pub cidr: String,
    #[serde(default)]
    pub ipv6: String,
    #[serde(default)]
    pub default: bool,
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub secondary: Vec<String>,
    #[serde(default)]
    pub tags: Vec<(String, String)>,
    pub created: String,
}

/// A subnet. The addresses that are free are taken to be the last ones of its range.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Subnet {
    pub region: String,
    pub id: String,
    pub name: String,
    pub zone: String,
    pub cidr: String,
    #[serde(default)]
    pub ipv6: String,
    pub vpc: String,
    /// `subnetType`.
    #[serde(default = "bcc", rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub description: String,
    pub available: u32,
    #[serde(default)]
    pub reserved: u32,
    pub created: String,
}

fn bcc() -> String {
    "BCC".to_owned()
}

impl Subnet {
    /// The addresses that instances may get, in the order they are given out.
    pub fn addresses(&self) -> impl Iterator<Item = Ipv4Addr> + use<> {
        let (net, bits) = self.cidr.split_once('/').unwrap_or((&self.cidr, "32"));
        let net = net.parse().map_or(0, |net: Ipv4Addr| net.to_bits());
        let size = 1_u32.checked_shl(32 - bits.parse::<u32>().unwrap_or(32).min(32)).unwrap_or(0);
        let broadcast = net.saturating_add(size.saturating_sub(1));
        let first = broadcast.saturating_sub(self.available);
        (first..broadcast.saturating_sub(self.reserved)).map(Ipv4Addr::from_bits)
    }
}

/// A security group of either kind; enterprise groups have no VPC.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Group {
    #[serde(default)]
    pub region: String,
    #[serde(default)]
    pub regions: Vec<String>,
    pub id: String,
    pub name: String,
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub vpc: String,
    #[serde(default)]
    pub default: bool,
    #[serde(default)]
    pub tags: Vec<(String, String)>,
    pub created: String,
    pub rules: Vec<Rule>,
}

/// One rule of a group; `action` and `priority` only in enterprise groups.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rule {
    pub direction: String,
    #[serde(default)]
    pub protocol: String,
    #[serde(default)]
    pub ports: String,
    pub peer: String,
    #[serde(default)]
    pub remark: String,
    #[serde(default)]
    pub action: String,
    #[serde(default)]
    pub priority: u32,
}

/// A key pair.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeyPair {
    pub regions: Vec<String>,
    pub id: String,
    pub name: String,
    #[serde(default)]
    pub description: String,
    pub created: String,
    #[serde(default)]
    pub instances: u32,
    pub fingerprint: String,
    pub public_key: String,
}
