//! What few purchases say.

use std::net::Ipv4Addr;

use secrecy::{ExposeSecret as _, SecretString};

use super::{AutoRenew, FileSystem, Partition, api_names};

/// A text that is sent but never shown: equal by content, hidden in `Debug`.
#[derive(Clone, Debug)]
pub struct Hidden(SecretString);

impl Hidden {
    /// The text itself.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl<T: Into<String>> From<T> for Hidden {
    fn from(text: T) -> Self {
        Self(SecretString::from(text.into()))
    }
}

impl PartialEq for Hidden {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose()
    }
}

impl Eq for Hidden {}

/// A tag (an entry of `tags`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// `tagKey`, 1 to 65 characters.
    pub key: String,
    /// `tagValue`, up to 65 characters; left out when empty.
    pub value: String,
}

/// Host security.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HostEye {
    /// Switched off.
    Off,
    /// The basic one, which is also what the cloud switches on by itself.
    Open,
    /// The enterprise one.
    Enterprise,
}

impl HostEye {
    /// All three, as they are offered.
    pub const ALL: [Self; 3] = [Self::Open, Self::Enterprise, Self::Off];

    /// The value of `isOpenHostEye`.
    pub fn is_open(self) -> bool {
        self != Self::Off
    }

    /// The name by which it is chosen: `open`, `enterprise`, `off`.
    pub fn name(self) -> &'static str {
        self.api_name().unwrap_or("off")
    }

    /// The value of `hosteyeType`; there is none where it is off.
    pub fn api_name(self) -> Option<&'static str> {
        match self {
            Self::Off => None,
            Self::Open => Some("open"),
            Self::Enterprise => Some("enterprise"),
        }
    }
}

api_names! {
    /// Threads of a physical core (`cpuThreadConfig`).
    ThreadsPerCore {
        /// One: no hyper-threading.
        One = "1",
        /// Two, the cloud's default.
        Two = "2",
    }
}

api_names! {
    /// NUMA (`numaConfig`): off or on for Intel, nodes per socket for AMD.
    Numa {
        /// Intel: off; AMD: NPS0.
        Zero = "0",
        /// Intel: on; AMD: NPS1. The cloud's default.
        One = "1",
        /// AMD: NPS2.
        Two = "2",
        /// AMD: NPS4.
        Four = "4",
        /// AMD: as the platform does by itself.
        Auto = "auto",
    }
}

/// What few purchases say. By default nothing of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct More {
    /// `purchaseMinCount`, from 1 to the count: a smaller batch is taken too.
    pub min_count: Option<u32>,
    /// `autoSeqSuffix`: ordered suffixes for name and host name.
    pub ordered_suffix: Option<bool>,
    /// `isOpenHostnameDomain`: whether a domain is made for the host name.
    pub hostname_domain: Option<bool>,
    /// `userData` as plain text; the request holds its Base64.
    pub user_data: Option<Hidden>,
    /// `roleName`: the role of the instance.
    pub role: Option<String>,
    /// `isOpenHostEye`, `hosteyeType`.
    pub host_eye: Option<HostEye>,
    /// `dedicatedHostId`.
    pub dedicated_host: Option<String>,
    /// `deployIdList`: deployment sets, at most 2.
    pub deployment_sets: Vec<String>,
    /// `ehcClusterId`, of `RoCE` specs.
    pub ehc_cluster: Option<String>,
    /// `enableJumboFrame`.
    pub jumbo_frames: Option<bool>,
    /// `enableHt`, of bare metal.
    pub hyper_threading: Option<bool>,
    /// `cpuThreadConfig`, of bare metal.
    pub threads_per_core: Option<ThreadsPerCore>,
    /// `numaConfig`, of bare metal.
    pub numa: Option<Numa>,
    /// `dataPartitionType`, of all data disks.
    pub data_partition: Option<Partition>,
    /// `fileSystems`.
    pub file_systems: Vec<FileSystem>,
    /// `aspId`: an automatic snapshot policy.
    pub snapshot_policy: Option<String>,
    /// `internalIps`: one for each instance, or none.
    pub internal_ips: Vec<Ipv4Addr>,
    /// `eniIds`: a multiple of the count.
    pub network_interfaces: Vec<String>,
    /// `isOpenIpv6`; `None`: as the image and the subnet allow.
    pub ipv6: Option<bool>,
    /// `autoRenewTimeUnit`, `autoRenewTime`. Only of a subscription.
    pub auto_renew: Option<AutoRenew>,
    /// `tags`.
    pub tags: Vec<Tag>,
    /// `relationTag`: the same tags on disks, public IP and snapshots.
    pub tag_related: Option<bool>,
    /// `resGroupId`: a resource group.
    pub resource_group: Option<String>,
    /// `deletionProtection`: release is refused while it is on.
    pub deletion_protection: Option<bool>,
}
