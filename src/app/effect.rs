//! Input and output that is wanted, as data. The executor makes it real and answers with a message.

use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;

use crate::app::field::Label;
use crate::app::identity::Identity;
use crate::app::ssh::Looked;
use crate::domain::catalog::{
    DeploySet, DiskQuota, EhcCluster, Eni, FittingImage, Image, KeyPair, Quota, ResourceGroup,
    Role, SecurityGroup, Snapshot, SnapshotPolicy, Spec, SpotOffer, Subnet, Vpc, Zone,
};
use crate::domain::language::Language;
use crate::domain::order::Ordered;
use crate::domain::plan::{Format, Hidden, Payment, Plan};
use crate::domain::price::{PriceAsk, Priced};
use crate::domain::record::{Confirmed, Progress};
use crate::domain::said::Said;
use crate::domain::ssh::Reached;
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

/// How long what the spot market offers, a balance or quotas are taken for true.
const STANDING_KEEPS: Duration = Duration::from_mins(5);

impl Ask {
    /// The operation that answers it, in the API's name.
    pub fn operation(&self) -> &'static str {
        match self {
            Self::Zones => "ListZones",
            Self::Specs(_) => "ListFlavorSpec",
            Self::Images => "ListImages",
            Self::Image(_) => "GetImage",
            Self::Fitting(_) => "GetAvailableImagesBySpec",
            Self::DiskQuota(_) => "GetDiskQuota",
            Self::Vpcs => "QueryVpcList",
            Self::Subnets => "QuerySubnetList",
            Self::Groups(_) => "ListSecurityGroups",
            Self::EnterpriseGroups => "QueryEnterpriseSecurityGroupList",
            Self::KeyPairs => "ListKeypair",
            Self::SpotOffers => "ListBidFlavor",
            Self::Snapshots => "ListSnapshots",
            Self::SnapshotPolicies => "ListAsps",
            Self::Interfaces(_) => "ListEni",
            Self::EhcClusters(_) => "EhcClusterList",
            Self::DeploymentSets => "ListDeploySet",
            Self::Roles => "GetRoleList",
            Self::ResourceGroups => "ResourceGroupList",
            Self::Balance => "AccountBalance",
            Self::Quotas(_) => "QuotaCenterList",
            Self::Price(PriceAsk::Family { .. }) => "GetPriceBySpec",
            Self::Price(PriceAsk::Disk { .. }) => "GetCdsPrice",
            Self::Price(PriceAsk::PublicIp { .. }) => "EipInquiry",
            Self::Price(PriceAsk::Spot { .. }) => "GetBidInstancePrice",
        }
    }

    /// How long an answer is taken for true; `None`: until it is reloaded, since rows must not move
    /// under somebody who chooses among them.
    pub fn keeps(&self) -> Option<Duration> {
        match self {
            Self::Price(ask) => Some(ask.keeps()),
            Self::SpotOffers | Self::Balance | Self::Quotas(_) => Some(STANDING_KEEPS),
            _ => None,
        }
    }
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

/// Why a file was not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotSaved {
    /// There is such a file, and it may not be written over.
    Exists,
    /// The system refused.
    Failed(Said),
}

/// A purchase in the form of another program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// The text. What an instance starts with is in it, which may be nobody else's business.
    pub text: Hidden,
    /// What is worth knowing about it.
    pub notes: Vec<Label>,
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

/// One confirmed intent to buy.
#[derive(Clone, Debug)]
pub struct Intent {
    /// `clientToken`.
    pub token: String,
    /// What is bought.
    pub plan: Arc<Plan>,
    /// The same in short.
    pub ordered: Ordered,
    /// The price that was confirmed.
    pub confirmed: Confirmed,
    /// The plan file of it, TOML; empty where there is none. It may hold user data.
    pub file: Hidden,
}

/// Why a file was not read as text. Its words are `unreadable.<name>`.
#[derive(Clone, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumIter)]
#[strum(serialize_all = "snake_case")]
pub enum Unreadable {
    /// No file was named.
    Unnamed,
    /// There is no such file.
    Missing,
    /// It is a directory.
    Directory,
    /// It is neither a file nor a directory: a device, a pipe.
    Special,
    /// It may not be read.
    Forbidden,
    /// It is larger than [`crate::domain::user_data::LONGEST`].
    TooLarge,
    /// It is not UTF-8.
    NotText,
    /// `~` was said, and where the home is is not known.
    NoHome,
    /// Anything else that the system refuses it for.
    Other(Said),
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
    /// Keep the order on disk, then send its create request.
    Submit(Box<Intent>),
    /// Send the create request of an order once more, byte for byte.
    Resend(String),
    /// Keep what has become of an order.
    Keep {
        /// Its token.
        token: String,
        /// What has become of it.
        progress: Box<Progress>,
    },
    /// Take up an order of an earlier run; answered by [`crate::app::msg::Msg::TakenUp`].
    TakeUp {
        /// Its token.
        token: String,
        /// The password it was ordered with, where it takes that.
        password: Option<SecretString>,
    },
    /// Nothing more will be done for this order in this run.
    LetGo(String),
    /// Look at instances.
    Poll {
        /// The order's token.
        token: String,
        /// Their ids.
        ids: Vec<String>,
    },
    /// Look for the instances of an order of which the cloud named none; answered like [`Self::Poll`].
    Find {
        /// The order's token.
        token: String,
        /// What was ordered.
        ordered: Box<Ordered>,
    },
    /// Say [`crate::app::msg::Msg::Due`] after this long.
    After(Duration, Timer),
    /// Ask for a VNC link.
    Vnc(String),
    /// Give an instance back; answered by [`crate::app::msg::Msg::Released`].
    Release {
        /// Its id.
        id: String,
        /// How it is paid for: a subscription is refunded.
        payment: Payment,
    },
    /// Write a file; answered by [`crate::app::msg::Msg::Saved`].
    Save {
        /// Where, as typed.
        path: String,
        /// Its text.
        text: Hidden,
        /// Whether there may be such a file already.
        overwrite: bool,
    },
    /// Put a purchase into the form of another program; answered by
    /// [`crate::app::msg::Msg::Exported`].
    Export {
        /// The purchase.
        plan: Arc<Plan>,
        /// The form.
        format: Format,
        /// The language of its comments.
        language: Language,
    },
    /// Look at the configuration of `ssh`; answered by [`crate::app::msg::Msg::SshLooked`].
    LookAtSsh {
        /// The instances that entries are wanted for.
        wanted: Vec<Reached>,
        /// They are logged in to with a key pair.
        key_pair: bool,
    },
    /// Append to it what was shown; answered by [`crate::app::msg::Msg::SshAppended`].
    AppendSsh(Box<Looked>),
    /// Put text on the clipboard; answered by [`crate::app::msg::Msg::Copied`]. It may be a password, so it is kept as one.
    Copy(SecretString),
    /// Make a random password; answered by [`crate::app::msg::Msg::Generated`].
    GeneratePassword,
    /// Read a file as text, `~` for the home; answered by [`crate::app::msg::Msg::Read`].
    ReadText(String),
    /// Draw everything anew.
    Repaint,
    /// Put the program into the background.
    Suspend,
    /// End the program.
    Quit(Exit),
}
