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
    /// Which kinds of image are listed (not sent).
    ImageKind,
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
    /// `billing.paymentTiming`.
    Payment,
    /// `billing.reservation.reservationLength`.
    Months,
    /// The button that opens the confirmation.
    Buy,
}

impl FieldId {
    /// The step that asks it.
    pub fn step(self) -> StepId {
        match self {
            Self::Region | Self::Zone => StepId::Zone,
            Self::Spec | Self::Count => StepId::Spec,
            Self::ImageKind | Self::Image => StepId::Image,
            Self::SystemDiskType | Self::SystemDiskSize | Self::LocalDisk | Self::DataDisks => {
                StepId::Disks
            }
            Self::Vpc
            | Self::Subnet
            | Self::GroupKind
            | Self::Groups
            | Self::PublicIp
            | Self::Bandwidth
            | Self::Charge => StepId::Network,
            Self::Name
            | Self::Hostname
            | Self::Login
            | Self::KeyPair
            | Self::Password
            | Self::PasswordAgain => StepId::System,
            Self::Payment | Self::Months => StepId::Billing,
            Self::Buy => StepId::Review,
        }
    }

    /// The name of the request field it fills (contract.md §8); empty when nothing of it is sent.
    pub fn api_name(self) -> &'static str {
        match self {
            Self::Zone => "zoneName",
            Self::Spec => "spec",
            Self::Count => "purchaseCount",
            Self::Image => "imageId",
            Self::SystemDiskType => "rootDiskStorageType",
            Self::SystemDiskSize => "rootDiskSizeInGb",
            Self::LocalDisk => "ephemeralDisks",
            Self::DataDisks => "createCdsList",
            Self::Subnet => "subnetId",
            Self::Groups => "securityGroupIds",
            Self::Bandwidth => "networkCapacityInMbps",
            Self::Charge => "internetChargeType",
            Self::Name => "name",
            Self::Hostname => "hostname",
            Self::KeyPair => "keypairId",
            Self::Password => "adminPass",
            Self::Payment => "paymentTiming",
            Self::Months => "reservationLength",
            Self::Region
            | Self::ImageKind
            | Self::Vpc
            | Self::GroupKind
            | Self::PublicIp
            | Self::Login
            | Self::PasswordAgain
            | Self::Buy => "",
        }
    }

    /// The name under which words for it stand in the locale files.
    pub fn name(self) -> &'static str {
        self.into()
    }
}
