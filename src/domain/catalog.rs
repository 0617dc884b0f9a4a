//! What the cloud sells and what the account has, as the wizard thinks of it.
//!
//! Field names follow contract.md §7 where one exists; values are already cleaned of the wire's
//! type traps (§11.2), but every text is the server's and must be cleaned again before it is shown.

mod account;
mod instances;
#[cfg(test)]
pub(crate) mod made_up;
mod placement;
mod spot;
mod storage;

use crate::domain::plan::Payment;
use crate::domain::units::{Gib, Money};

pub use account::{KeyPairDetail, ListedRegion, Quota};
pub use instances::{
    InstanceDetail, InstanceFilter, NameFilter, NicAddress, Refund, Released, Volume,
};
pub use placement::{
    DeploySet, DeployZone, EhcCluster, Eni, EniAddress, ResourceGroup, Role, Strategy, Tag,
};
pub use spot::{SpotFlavor, SpotOffer, SpotPrice, SpotQuestion};
pub use storage::{Retention, Snapshot, SnapshotPolicy};

/// A zone of a region (`ListZones`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// `zoneName`, such as `cn-bj-a`.
    pub name: String,
}

/// How a spec may be paid for (`productType` of a flavor, compared case-insensitively).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProductType {
    /// `PrePaid`: subscription only.
    Prepaid,
    /// `PostPaid`: pay-as-you-go only.
    Postpaid,
    /// `both`, or a word nobody documented: not judged here, the cloud decides.
    Both,
}

impl ProductType {
    /// The only payment a spec is sold under, where it is not this one (limits.md `spec.timing`).
    pub fn needs(self, payment: Payment) -> Option<Payment> {
        match (self, payment) {
            (Self::Prepaid, Payment::Postpaid) => Some(Payment::Prepaid),
            (Self::Postpaid, Payment::Prepaid) => Some(Payment::Postpaid),
            _ => None,
        }
    }
}

/// Cards that a spec carries (`gpuCardType`/`gpuCardCount`, `fpgaCardType`/`fpgaCardCount`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cards {
    /// The card's model, such as `A10`.
    pub model: String,
    /// Cards per instance, at least 1.
    pub count: u32,
}

/// Processor architecture of a spec or image.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum Arch {
    /// 64-bit x86 (`x86_64 (64bit)`, `amd64 (64bit)`); also what is assumed where nothing is said.
    X86,
    /// 64-bit ARM (`aarch64`, `arm64`).
    Arm,
}

/// A spec (flavor) offered in one zone (`ListFlavorSpec`: `BccFlavor`, `EbcFlavor`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec {
    /// `spec`, such as `bcc.g5.c2m8`: the value the create request takes.
    pub name: String,
    /// `specId`, the family, such as `g5`.
    pub family: String,
    /// `zoneName` it is offered in.
    pub zone: String,
    /// vCPUs (`cpuCount`).
    pub vcpus: u32,
    /// Memory (`memoryCapacityInGB`).
    pub memory: Gib,
    /// `productType`.
    pub product: ProductType,
    /// `cpuModel`; empty when not said.
    pub cpu_model: String,
    /// `cpuGHz` as delivered, such as `2.6GHz`; empty when not said.
    pub cpu_ghz: String,
    /// `networkBandwidth` in Gbps, as delivered; empty when not said.
    pub network_gbps: String,
    /// GPU cards.
    pub gpu: Option<Cards>,
    /// FPGA cards.
    pub fpga: Option<Cards>,
    /// Local disks that come with it: number (`ephemeralDiskCount`) and size of each (`ephemeralDiskInGb`).
    pub local_disks: Option<(u32, Gib)>,
    /// `enableJumboFrame`.
    pub jumbo_frames: bool,
    /// `eniQuota`; `None` when 0 or not said.
    pub eni_quota: Option<u32>,
    /// `rdmaType`, such as `RoCE`; empty when none.
    pub rdma: String,
    /// `systemDiskType`: storage types allowed for the system disk; empty means not said.
    pub system_disk_types: Vec<String>,
    /// `dataDiskType`: storage types allowed for data disks; empty means not said.
    pub data_disk_types: Vec<String>,
    /// `volumeCount`: how many data disks may be attached; `None` when 0 or not said (then 5).
    pub volume_count: Option<u32>,
    /// Whether it stood under `ebcResources`, or is named `ebc.`/`ehc.`/`bbc.`: bare metal.
    pub bare_metal: bool,
    /// Derived from the CPU model (Kunpeng, Ampere, Neoverse, Yitian… are ARM) and the family.
    pub arch: Arch,
}

impl Spec {
    /// Whether its instances join an EHC cluster: those whose `rdmaType` is `RoCE` (limits.md `ehc`).
    pub fn joins_cluster(&self) -> bool {
        self.rdma.eq_ignore_ascii_case("RoCE")
    }
}

/// Image kinds (`type` of an image; contract.md §7.4).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ImageKind {
    /// Public (`System`, `GpuBccSystem`, `FpgaBccSystem`, `EbcSystem`, …).
    Public,
    /// The account's own (`Custom`, `GpuBccCustom`, …).
    Custom,
    /// Shared by another account (`Sharing`).
    Shared,
    /// Service integration, the marketplace (`Integration`).
    Market,
    /// A kind this program does not know, in the server's word.
    Other(String),
}

/// What hardware an image is made for, by the prefix of its `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ImageFor {
    /// Ordinary specs.
    General,
    /// `GpuBcc…`, `GpuBbc…`: specs with GPU cards.
    Gpu,
    /// `FpgaBcc…`: specs with FPGA cards.
    Fpga,
    /// `Ebc…`, `Bbc…`: bare metal.
    BareMetal,
}

/// Operating system type (`osType`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OsType {
    /// `linux`, and whatever is not said.
    Linux,
    /// `windows`.
    Windows,
}

/// An image (`ListImages`, `GetImage`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// `id`, such as `m-nky7qeom`.
    pub id: String,
    /// `name`.
    pub name: String,
    /// `type` as delivered, such as `GpuBccSystem`.
    pub type_name: String,
    /// The kind derived from `type`.
    pub kind: ImageKind,
    /// The hardware derived from `type`.
    pub made_for: ImageFor,
    /// `osType`.
    pub os_type: OsType,
    /// `osName`, such as `Ubuntu`.
    pub os_name: String,
    /// `osVersion`, such as `22.04 LTS`.
    pub os_version: String,
    /// Derived from `osArch`.
    pub arch: Arch,
    /// `osLang`: `CHS`, `ENG`, or empty.
    pub os_lang: String,
    /// `status`; only `Available` can be chosen.
    pub status: String,
    /// `minDiskGb`, often known only from the detail; `None` when 0 or not said.
    pub min_disk: Option<Gib>,
    /// `desc`.
    pub description: String,
    /// `package`: a whole-machine image with data disk snapshots.
    pub whole_machine: bool,
    /// `snapshots` or `snapshot`: those of the data disks that a whole-machine image brings along.
    pub snapshots: Vec<Snapshot>,
}

/// What an image's `status` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageState {
    /// `Available`.
    Available,
    /// `Creating`.
    Creating,
    /// `CreatedFailed`, which some spell `CreateFailed`, and `Error`.
    Failed,
    /// `NotAvailable`, and every word this program does not know.
    Unavailable,
}

impl Image {
    /// Whether the image can be chosen (`status` is `Available`).
    pub fn available(&self) -> bool {
        self.state() == ImageState::Available
    }

    /// What `status` says, in any case.
    pub fn state(&self) -> ImageState {
        match self.status.to_ascii_lowercase().as_str() {
            "available" => ImageState::Available,
            "creating" => ImageState::Creating,
            "createdfailed" | "createfailed" | "error" => ImageState::Failed,
            _ => ImageState::Unavailable,
        }
    }
}

/// A public image that fits a spec (`GetAvailableImagesBySpec`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FittingImage {
    /// `imageId`.
    pub id: String,
    /// `minSizeInGiB`; `None` when 0 or not said.
    pub min_disk: Option<Gib>,
}

/// Sizes of one storage type in a zone (`diskInfos` of `GetDiskQuota`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiskRange {
    /// `storageType`, as the server spells it.
    pub storage_type: String,
    /// `minDiskSize`.
    pub min: Gib,
    /// `maxDiskSize`.
    pub max: Gib,
}

/// Disk limits of a zone (`GetDiskQuota`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DiskQuota {
    /// `cdsTotalCapacityGB`; `None` when not said.
    pub total: Option<Gib>,
    /// `cdsUsedCapacityGB`; `None` when not said.
    pub used: Option<Gib>,
    /// One entry a storage type.
    pub ranges: Vec<DiskRange>,
}

/// A VPC (`QueryVpcList`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vpc {
    /// `vpcId`.
    pub id: String,
    /// `name`.
    pub name: String,
    /// `cidr`.
    pub cidr: String,
    /// `isDefault`.
    pub is_default: bool,
}

/// A subnet (`QuerySubnetList`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subnet {
    /// `subnetId`.
    pub id: String,
    /// `name`.
    pub name: String,
    /// `zoneName`.
    pub zone: String,
    /// `cidr`.
    pub cidr: String,
    /// `ipv6Cidr`; empty when it has none.
    pub ipv6_cidr: String,
    /// `vpcId`.
    pub vpc: String,
    /// `subnetType`: `BCC` or `BBC`.
    pub subnet_type: String,
    /// Free addresses: `availableUnreservedIp`, else `availableIp`; `None` when not said.
    pub free: Option<u32>,
}

/// One rule of a security group, reduced to what a reader needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupRule {
    /// `direction` is `ingress`.
    pub ingress: bool,
    /// `action` is not `deny` (ordinary groups only allow).
    pub allow: bool,
    /// `protocol`, `all` when empty.
    pub protocol: String,
    /// `portRange`, `1-65535` when empty.
    pub ports: String,
    /// The other side: `sourceIp`/`sourceGroupId` or `destIp`/`destGroupId`.
    pub peer: String,
}

/// A security group (`ListSecurityGroups`) or an enterprise one (`QueryEnterpriseSecurityGroupList`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityGroup {
    /// `id`: `g-…`, enterprise `esg-…`.
    pub id: String,
    /// `name`.
    pub name: String,
    /// `desc`.
    pub description: String,
    /// `vpcId`; `None` for an enterprise group, which is not bound to a VPC.
    pub vpc: Option<String>,
    /// `rules`.
    pub rules: Vec<GroupRule>,
}

/// A key pair (`ListKeypair`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyPair {
    /// `keypairId`: `k-…`.
    pub id: String,
    /// `name`.
    pub name: String,
    /// `description`.
    pub description: String,
    /// `fingerPrint`.
    pub fingerprint: String,
    /// `instanceCount`: instances that use it.
    pub instances: u32,
}

/// One instance as the wizard follows it (`GetInstance`, `ListInstanceByIds`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    /// `id`.
    pub id: String,
    /// `name`.
    pub name: String,
    /// `status`, verbatim; contract.md §9.1 says what each means.
    pub status: String,
    /// `internalIp`; `None` when empty.
    pub private_ip: Option<String>,
    /// `publicIp`; `None` when empty, `-` or `"null"`.
    pub public_ip: Option<String>,
    /// `osName` and `osVersion`; empty when not said.
    pub os: String,
    /// `zoneName`.
    pub zone: String,
    /// `spec`.
    pub spec: String,
}

/// The price of one spec (`specPrices` of `GetPriceBySpec`). The amounts are for the whole query
/// (count × period) in the unit that `price` explains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpecPrice {
    /// `spec`.
    pub spec: String,
    /// `specPrice`, the list price; `None` when not said.
    pub list: Option<Money>,
    /// `tradePrice`, what is paid; `None` when not said.
    pub trade: Option<Money>,
    /// Whether `status` reads as sold out (any spelling of "sold out"; other words are not judged).
    pub sold_out: bool,
}

/// The price of a public IP (`EipInquiry`).
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct EipPrice {
    /// `purchasePrice`: the whole prepaid period.
    pub purchase: Option<Money>,
    /// `configPrice` with its unit suffix taken off: CNY per `config_unit`.
    pub config: Option<Money>,
    /// The unit after the slash of `configPrice`, such as `minute`; empty when none.
    pub config_unit: String,
    /// `netrafficPrice`: CNY per GB of outbound traffic.
    pub traffic: Option<Money>,
}

/// The price of a disk (`GetCdsPrice`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiskPrice {
    /// `price`: what is paid, for the whole query.
    pub price: Money,
    /// `unit` as delivered (`minute`, `month`); empty when not said.
    pub unit: String,
}
