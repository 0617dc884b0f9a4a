//! The steps of the purchase and the questions asked in each, by name.

use strum::{EnumIter, IntoStaticStr};

/// A step of the wizard, in the order in which they are walked.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum StepId {
    /// Region and zone.
    #[default]
    Zone,
    /// Spec and count.
    Spec,
    /// Image.
    Image,
    /// System disk and data disks.
    Disks,
    /// VPC, subnet, security groups, public IP.
    Network,
    /// Names and login.
    System,
    /// Payment and period.
    Billing,
    /// Everything once more, and `Buy`.
    Review,
}

impl StepId {
    /// All steps in order.
    pub const ALL: [Self; 8] = [
        Self::Zone,
        Self::Spec,
        Self::Image,
        Self::Disks,
        Self::Network,
        Self::System,
        Self::Billing,
        Self::Review,
    ];

    /// Position from 0.
    pub fn index(self) -> usize {
        self as usize
    }

    /// The step after this one, if any.
    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self.index() + 1).copied()
    }

    /// The step before this one, if any.
    pub fn previous(self) -> Option<Self> {
        self.index().checked_sub(1).and_then(|index| Self::ALL.get(index).copied())
    }
}

/// One question. Its label, unit and help stand in the locale files under this name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum FieldId {
    /// The region whose hosts are asked.
    Region,
    /// `zoneName`.
    Zone,
    /// `spec`.
    Spec,
    /// `purchaseCount`.
    Count,
    /// Shows or hides what few purchases say of the spec (not sent).
    SpecMore,
    /// `purchaseMinCount`.
    MinCount,
    /// `enableHt`.
    HyperThreading,
    /// `cpuThreadConfig`.
    ThreadsPerCore,
    /// `numaConfig`.
    Numa,
    /// `ehcClusterId`.
    EhcCluster,
    /// Which kinds of image are listed (not sent).
    ImageKind,
    /// Images of which operating system are listed (not sent).
    ImageOs,
    /// `imageId`.
    Image,
    /// `rootDiskStorageType`.
    SystemDiskType,
    /// `rootDiskSizeInGb`.
    SystemDiskSize,
    /// `ephemeralDisks`, for storage-optimised specs.
    LocalDisk,
    /// `createCdsList`.
    DataDisks,
    /// Shows or hides what few purchases say of the disks (not sent).
    DisksMore,
    /// `rootPartitionType`.
    SystemPartition,
    /// `dataPartitionType`.
    DataPartition,
    /// `rootDiskExtraIo`.
    SystemExtraIo,
    /// `disableRootDiskSerial`.
    HideSerial,
    /// `aspId`.
    SnapshotPolicy,
    /// `fileSystems`.
    FileSystems,
    /// The VPC that subnets and groups are listed for (not sent).
    Vpc,
    /// `subnetId`.
    Subnet,
    /// Ordinary or enterprise security groups (decides which list is sent).
    GroupKind,
    /// `securityGroupIds` or `enterpriseSecurityGroupIds`.
    Groups,
    /// Whether a public IP is bought (`networkCapacityInMbps` 0 or more).
    PublicIp,
    /// `networkCapacityInMbps`.
    Bandwidth,
    /// `internetChargeType`.
    Charge,
    /// `networkPurchaseType`.
    Line,
    /// `eipName`.
    IpName,
    /// `isEipAutoRelatedDelete`.
    IpRelease,
    /// Shows or hides what few purchases say of the network (not sent).
    NetworkMore,
    /// `isOpenIpv6`.
    Ipv6,
    /// `internalIps`.
    InternalIps,
    /// `eniIds`.
    Interfaces,
    /// `enableJumboFrame`.
    JumboFrames,
    /// `deployIdList`.
    DeploymentSets,
    /// `dedicatedHostId`.
    DedicatedHost,
    /// `name`.
    Name,
    /// `hostname`.
    Hostname,
    /// Key pair, password, or later (decides which of the two is sent).
    Login,
    /// `keypairId`.
    KeyPair,
    /// `adminPass`.
    Password,
    /// The password once more (not sent).
    PasswordAgain,
    /// Shows or hides what few purchases say of the system (not sent).
    SystemMore,
    /// `autoSeqSuffix`.
    OrderedSuffix,
    /// `isOpenHostnameDomain`.
    HostnameDomain,
    /// `userData`.
    UserData,
    /// `roleName`.
    Role,
    /// `isOpenHostEye`, `hosteyeType`.
    HostEye,
    /// `deletionProtection`.
    DeletionProtection,
    /// `tags`.
    Tags,
    /// `relationTag`.
    TagRelated,
    /// `resGroupId`.
    ResourceGroup,
    /// `billing.paymentTiming`.
    Payment,
    /// `billing.reservation.reservationLength`.
    Months,
    /// `bidModel`.
    BidModel,
    /// `bidPrice`.
    BidPrice,
    /// `autoRenewTimeUnit`; whether the subscription renews itself.
    RenewUnit,
    /// `autoRenewTime`.
    RenewTime,
    /// The button that opens the confirmation.
    Buy,
}

impl FieldId {
    /// The step that asks it. The variants stand in the order of the steps, and of the fields in each.
    pub fn step(self) -> StepId {
        let last_of = |step: StepId| match step {
            StepId::Zone => Self::Zone,
            StepId::Spec => Self::EhcCluster,
            StepId::Image => Self::Image,
            StepId::Disks => Self::FileSystems,
            StepId::Network => Self::DedicatedHost,
            StepId::System => Self::ResourceGroup,
            StepId::Billing => Self::RenewTime,
            StepId::Review => Self::Buy,
        };
        StepId::ALL.into_iter().find(|step| self <= last_of(*step)).unwrap_or(StepId::Review)
    }

    /// The fold that shows or hides it: few purchases say anything of it.
    pub fn fold(self) -> Option<Self> {
        let fold = match self.step() {
            StepId::Spec => Self::SpecMore,
            StepId::Disks => Self::DisksMore,
            StepId::Network => Self::NetworkMore,
            StepId::System => Self::SystemMore,
            _ => return None,
        };
        (self > fold).then_some(fold)
    }

    /// The name of the request field it fills (contract.md §8); empty when nothing of it is sent.
    pub fn api_name(self) -> &'static str {
        match self {
            Self::Zone => "zoneName",
            Self::Spec => "spec",
            Self::Count => "purchaseCount",
            Self::MinCount => "purchaseMinCount",
            Self::HyperThreading => "enableHt",
            Self::ThreadsPerCore => "cpuThreadConfig",
            Self::Numa => "numaConfig",
            Self::EhcCluster => "ehcClusterId",
            Self::Image => "imageId",
            Self::SystemDiskType => "rootDiskStorageType",
            Self::SystemDiskSize => "rootDiskSizeInGb",
            Self::LocalDisk => "ephemeralDisks",
            Self::DataDisks => "createCdsList",
            Self::SystemPartition => "rootPartitionType",
            Self::DataPartition => "dataPartitionType",
            Self::SystemExtraIo => "rootDiskExtraIo",
            Self::HideSerial => "disableRootDiskSerial",
            Self::SnapshotPolicy => "aspId",
            Self::FileSystems => "fileSystems",
            Self::Subnet => "subnetId",
            Self::Groups => "securityGroupIds",
            Self::Bandwidth => "networkCapacityInMbps",
            Self::Charge => "internetChargeType",
            Self::Line => "networkPurchaseType",
            Self::IpName => "eipName",
            Self::IpRelease => "isEipAutoRelatedDelete",
            Self::Ipv6 => "isOpenIpv6",
            Self::InternalIps => "internalIps",
            Self::Interfaces => "eniIds",
            Self::JumboFrames => "enableJumboFrame",
            Self::DeploymentSets => "deployIdList",
            Self::DedicatedHost => "dedicatedHostId",
            Self::Name => "name",
            Self::Hostname => "hostname",
            Self::KeyPair => "keypairId",
            Self::Password => "adminPass",
            Self::OrderedSuffix => "autoSeqSuffix",
            Self::HostnameDomain => "isOpenHostnameDomain",
            Self::UserData => "userData",
            Self::Role => "roleName",
            Self::HostEye => "hosteyeType",
            Self::DeletionProtection => "deletionProtection",
            Self::Tags => "tags",
            Self::TagRelated => "relationTag",
            Self::ResourceGroup => "resGroupId",
            Self::Payment => "paymentTiming",
            Self::Months => "reservationLength",
            Self::BidModel => "bidModel",
            Self::BidPrice => "bidPrice",
            Self::RenewUnit => "autoRenewTimeUnit",
            Self::RenewTime => "autoRenewTime",
            Self::Region
            | Self::ImageKind
            | Self::ImageOs
            | Self::Vpc
            | Self::GroupKind
            | Self::PublicIp
            | Self::Login
            | Self::PasswordAgain
            | Self::SpecMore
            | Self::DisksMore
            | Self::NetworkMore
            | Self::SystemMore
            | Self::Buy => "",
        }
    }

    /// The name under which words for it stand in the locale files.
    pub fn name(self) -> &'static str {
        self.into()
    }
}
