//! Answers as typed: nothing here has been judged yet.

mod access;

use secrecy::SecretString;

use crate::domain::plan::{
    Billing, ChargeType, FileProtocol, Hidden, HostEye, Line, Numa, Partition, Payment, RenewUnit,
    Tag, ThreadsPerCore,
};
use crate::domain::units::Months;

/// How the first login is to work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum LoginChoice {
    /// A key pair of the account (Linux only).
    #[default]
    KeyPair,
    /// A password, typed twice.
    Password,
    /// The password that is set in the image (custom and shared images only).
    KeepImage,
    /// Neither: reset the password before the first login.
    Later,
}

/// A data disk as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DiskDraft {
    /// `storageType` in the server's spelling; empty when not chosen.
    pub storage_type: String,
    /// `cdsSizeInGB` as typed.
    pub size: String,
    /// `name` as typed; empty: none.
    pub name: String,
    /// `snapshotId`: made from this snapshot.
    pub snapshot: Option<String>,
    /// `cdsExtraIo` as typed; empty: none.
    pub extra_io: String,
    /// `deleteWithInstance`; `None`: as the cloud does.
    pub delete_with_instance: Option<bool>,
    /// `deleteAutoSnapshot`; `None`: as the cloud does.
    pub delete_auto_snapshot: Option<bool>,
}

/// A file system to mount, as typed (`fileSystems`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileSystemDraft {
    /// `fsId`.
    pub id: String,
    /// `mountAds`.
    pub mount_address: String,
    /// `path`.
    pub path: String,
    /// `protocol`.
    pub protocol: FileProtocol,
}

/// Whether a subscription renews itself, and for how long each time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RenewDraft {
    /// `autoRenewTimeUnit`; `None`: it does not.
    pub unit: Option<RenewUnit>,
    /// `autoRenewTime`, in that unit, as typed.
    pub time: String,
}

/// Every answer as typed or chosen. Ids are the cloud's; numbers are still text.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Region id, such as `bj`.
    pub region: String,
    /// Zone name.
    pub zone: Option<String>,
    /// Spec name.
    pub spec: Option<String>,
    /// How many instances, as typed.
    pub count: String,
    /// `purchaseMinCount` as typed; empty: not said.
    pub min_count: String,
    /// `enableHt`; `None`: as the cloud does.
    pub hyper_threading: Option<bool>,
    /// `cpuThreadConfig`; `None`: as the cloud does.
    pub threads_per_core: Option<ThreadsPerCore>,
    /// `numaConfig`; `None`: as the cloud does.
    pub numa: Option<Numa>,
    /// `ehcClusterId`; `None`: the default cluster.
    pub ehc_cluster: Option<String>,
    /// Image id.
    pub image: Option<String>,
    /// System disk storage type in the server's spelling.
    pub system_disk_type: Option<String>,
    /// System disk size in GB, as typed.
    pub system_disk_size: String,
    /// Size in GB of the local disk of a storage-optimised spec, as typed; not read for other specs.
    pub local_disk: String,
    /// Data disks.
    pub data_disks: Vec<DiskDraft>,
    /// `rootPartitionType`; `None`: as the image has it.
    pub system_partition: Option<Partition>,
    /// `dataPartitionType`; `None`: as the cloud does.
    pub data_partition: Option<Partition>,
    /// `rootDiskExtraIo` as typed; empty: none.
    pub system_extra_io: String,
    /// `disableRootDiskSerial`; `None`: as the cloud does.
    pub hide_serial: Option<bool>,
    /// `aspId`; `None`: no automatic snapshots.
    pub snapshot_policy: Option<String>,
    /// `fileSystems`.
    pub file_systems: Vec<FileSystemDraft>,
    /// VPC id.
    pub vpc: Option<String>,
    /// Subnet id.
    pub subnet: Option<String>,
    /// Enterprise groups instead of ordinary ones.
    pub enterprise: bool,
    /// Ids of ordinary security groups.
    pub groups: Vec<String>,
    /// Ids of enterprise security groups.
    pub enterprise_groups: Vec<String>,
    /// Whether a public IP is wanted.
    pub public_ip: bool,
    /// Bandwidth in Mbps, as typed; not read without a public IP.
    pub bandwidth: String,
    /// How the bandwidth is charged; `None`: as the instance is.
    pub charge: Option<ChargeType>,
    /// `networkPurchaseType`; `None`: the standard line. Not read without a public IP.
    pub line: Option<Line>,
    /// `eipName` as typed; empty: generated. Not read without a public IP.
    pub ip_name: String,
    /// `isEipAutoRelatedDelete`; `None`: as the cloud does. Not read without a public IP.
    pub ip_release: Option<bool>,
    /// `isOpenIpv6`; `None`: as image and subnet allow.
    pub ipv6: Option<bool>,
    /// `internalIps` as typed; empty: the cloud gives them.
    pub internal_ips: Vec<String>,
    /// `eniIds`.
    pub interfaces: Vec<String>,
    /// `enableJumboFrame`; `None`: as the cloud does.
    pub jumbo_frames: Option<bool>,
    /// `deployIdList`.
    pub deployment_sets: Vec<String>,
    /// `dedicatedHostId` as typed; empty: none.
    pub dedicated_host: String,
    /// Instance name; empty: generated by the cloud.
    pub name: String,
    /// Host name; empty: generated by the cloud.
    pub hostname: String,
    /// How the first login works.
    pub login: LoginChoice,
    /// Key pair id; read only for [`LoginChoice::KeyPair`].
    pub key_pair: Option<String>,
    /// Password; read only for [`LoginChoice::Password`].
    pub password: SecretString,
    /// The password once more.
    pub password_again: SecretString,
    /// `autoSeqSuffix`; `None`: as the cloud does.
    pub ordered_suffix: Option<bool>,
    /// `isOpenHostnameDomain`; `None`: as the cloud does.
    pub hostname_domain: Option<bool>,
    /// `userData` as plain text; empty: none.
    pub user_data: Hidden,
    /// `roleName`; `None`: none.
    pub role: Option<String>,
    /// `isOpenHostEye`, `hosteyeType`; `None`: as the cloud does.
    pub host_eye: Option<HostEye>,
    /// `deletionProtection`; `None`: as the cloud does.
    pub deletion_protection: Option<bool>,
    /// `tags` as typed.
    pub tags: Vec<Tag>,
    /// `relationTag`; `None`: as the cloud does.
    pub tag_related: Option<bool>,
    /// `resGroupId`; `None`: the default group.
    pub resource_group: Option<String>,
    /// Payment.
    pub payment: Payment,
    /// Period; read only for [`Payment::Prepaid`].
    pub months: Months,
    /// Auto-renewal; read only for [`Payment::Prepaid`].
    pub renew: RenewDraft,
    /// `bidModel` is `custom`; read only for [`Payment::Spot`].
    pub own_bid: bool,
    /// `bidPrice`, CNY per minute and instance, as typed; read only with an own bid.
    pub bid_price: String,
}

impl Draft {
    /// A draft with nothing chosen, in `region`. Numbers start at the documented defaults
    /// (limits.md: count 1, system disk 40 GB, no public IP).
    pub fn new(region: &str) -> Self {
        Self {
            region: region.to_owned(),
            zone: None,
            spec: None,
            count: "1".to_owned(),
            min_count: String::new(),
            hyper_threading: None,
            threads_per_core: None,
            numa: None,
            ehc_cluster: None,
            image: None,
            system_disk_type: None,
            system_disk_size: "40".to_owned(),
            local_disk: String::new(),
            data_disks: Vec::new(),
            system_partition: None,
            data_partition: None,
            system_extra_io: String::new(),
            hide_serial: None,
            snapshot_policy: None,
            file_systems: Vec::new(),
            vpc: None,
            subnet: None,
            enterprise: false,
            groups: Vec::new(),
            enterprise_groups: Vec::new(),
            public_ip: false,
            bandwidth: "5".to_owned(),
            charge: None,
            line: None,
            ip_name: String::new(),
            ip_release: None,
            ipv6: None,
            internal_ips: Vec::new(),
            interfaces: Vec::new(),
            jumbo_frames: None,
            deployment_sets: Vec::new(),
            dedicated_host: String::new(),
            name: String::new(),
            hostname: String::new(),
            login: LoginChoice::default(),
            key_pair: None,
            password: SecretString::default(),
            password_again: SecretString::default(),
            ordered_suffix: None,
            hostname_domain: None,
            user_data: Hidden::from(""),
            role: None,
            host_eye: None,
            deletion_protection: None,
            tags: Vec::new(),
            tag_related: None,
            resource_group: None,
            payment: Payment::default(),
            months: Months(1),
            renew: RenewDraft { unit: None, time: "1".to_owned() },
            own_bid: false,
            bid_price: String::new(),
        }
    }

    /// The payment with its period.
    pub fn billing(&self) -> Billing {
        self.billing_by(self.payment)
    }

    /// Another payment with the same period.
    pub fn billing_by(&self, payment: Payment) -> Billing {
        match payment {
            Payment::Postpaid => Billing::Postpaid,
            Payment::Prepaid => Billing::Prepaid(self.months),
            Payment::Spot => Billing::Spot,
        }
    }

    /// The chosen charge type, or the one the cloud would use.
    pub fn charge_or_default(&self) -> ChargeType {
        self.charge.unwrap_or_else(|| ChargeType::default_for(self.payment))
    }
}
