//! Which key each answer has, and what kind of value: the one table that reading and writing go by.

use strum::IntoEnumIterator as _;

use crate::domain::draft::Draft;
use crate::domain::field::FieldId;
use crate::domain::plan::{
    BID_MODEL_CUSTOM, BID_MODEL_MARKET, ChargeType, FileProtocol, HostEye, Line, Numa, Partition,
    Payment, RenewUnit, ThreadsPerCore,
};

/// The tables, in the order they are written. A list of tables has its name here as well.
pub const TABLES: [&str; 14] = [
    "",
    "zone",
    "spec",
    "image",
    "disks",
    "disks.system",
    "disks.data",
    "disks.file_systems",
    "network",
    "network.public_ip",
    "system",
    "system.login",
    "system.tags",
    "billing",
];

/// Keys of an entry of `[[disks.data]]`.
pub const DATA_DISK: [&str; 7] = [
    "type",
    "size_gb",
    "name",
    "snapshot",
    "extra_io",
    "delete_with_instance",
    "delete_auto_snapshot",
];
/// Keys of an entry of `[[disks.file_systems]]`.
pub const FILE_SYSTEM: [&str; 4] = ["id", "mount_address", "path", "protocol"];
/// Keys of `[system.login]`, of which one is given.
pub const LOGIN: [&str; 5] = ["key_pair", "password_env", "password_file", "keep_image", "later"];
/// Keys of `auto_renew`.
pub const RENEW: [&str; 2] = ["unit", "every"];

/// The key of a question with its tables; empty for what is no answer.
pub fn key(field: FieldId) -> &'static str {
    match field {
        FieldId::Region => "region",
        FieldId::Zone => "zone.name",
        FieldId::Spec => "spec.name",
        FieldId::Count => "spec.count",
        FieldId::MinCount => "spec.min_count",
        FieldId::HyperThreading => "spec.hyper_threading",
        FieldId::ThreadsPerCore => "spec.threads_per_core",
        FieldId::Numa => "spec.numa",
        FieldId::EhcCluster => "spec.ehc_cluster",
        FieldId::Image => "image.id",
        FieldId::SystemDiskType => "disks.system.type",
        FieldId::SystemDiskSize => "disks.system.size_gb",
        FieldId::SystemPartition => "disks.system.partition",
        FieldId::SystemExtraIo => "disks.system.extra_io",
        FieldId::HideSerial => "disks.system.hide_serial",
        FieldId::LocalDisk => "disks.local_gb",
        FieldId::DataPartition => "disks.data_partition",
        FieldId::SnapshotPolicy => "disks.snapshot_policy",
        FieldId::DataDisks => "disks.data",
        FieldId::FileSystems => "disks.file_systems",
        FieldId::Vpc => "network.vpc",
        FieldId::Subnet => "network.subnet",
        FieldId::GroupKind | FieldId::Groups => "network.security_groups",
        FieldId::Ipv6 => "network.ipv6",
        FieldId::InternalIps => "network.private_ips",
        FieldId::Interfaces => "network.interfaces",
        FieldId::JumboFrames => "network.jumbo_frames",
        FieldId::DeploymentSets => "network.deployment_sets",
        FieldId::DedicatedHost => "network.dedicated_host",
        FieldId::PublicIp => "network.public_ip",
        FieldId::Bandwidth => "network.public_ip.bandwidth_mbps",
        FieldId::Charge => "network.public_ip.charge",
        FieldId::Line => "network.public_ip.line",
        FieldId::IpName => "network.public_ip.name",
        FieldId::IpRelease => "network.public_ip.release_with_instance",
        FieldId::Name => "system.name",
        FieldId::Hostname => "system.hostname",
        FieldId::OrderedSuffix => "system.ordered_suffix",
        FieldId::HostnameDomain => "system.hostname_domain",
        FieldId::UserData => "system.user_data",
        FieldId::Role => "system.role",
        FieldId::HostEye => "system.host_security",
        FieldId::DeletionProtection => "system.deletion_protection",
        FieldId::ResourceGroup => "system.resource_group",
        FieldId::TagRelated => "system.tags_on_related",
        FieldId::Login | FieldId::Password | FieldId::PasswordAgain => "system.login",
        FieldId::KeyPair => "system.login.key_pair",
        FieldId::Tags => "system.tags",
        FieldId::Payment => "billing.payment",
        FieldId::Months => "billing.months",
        FieldId::RenewUnit | FieldId::RenewTime => "billing.auto_renew",
        FieldId::BidModel => "billing.bid",
        FieldId::BidPrice => "billing.bid_per_minute",
        FieldId::ImageKind
        | FieldId::ImageOs
        | FieldId::SpecMore
        | FieldId::DisksMore
        | FieldId::NetworkMore
        | FieldId::SystemMore
        | FieldId::Buy => "",
    }
}

/// The key of a question as this draft answers it: security groups have two.
pub fn of(field: FieldId, draft: &Draft) -> &'static str {
    match field {
        FieldId::GroupKind | FieldId::Groups if draft.enterprise => {
            "network.enterprise_security_groups"
        }
        field => key(field),
    }
}

/// A key without its tables.
pub fn last(key: &str) -> &str {
    key.rsplit('.').next().unwrap_or(key)
}

/// The tables of a key; empty for one at the top.
pub fn table(key: &str) -> &str {
    key.rsplit_once('.').map_or("", |(table, _)| table)
}

/// Every key there is, with its tables.
pub fn all() -> Vec<String> {
    let within = |table: &str, names: &[&str]| -> Vec<String> {
        names.iter().map(|name| format!("{table}.{name}")).collect()
    };
    let mut all: Vec<String> = FieldId::iter().map(|field| key(field).to_owned()).collect();
    all.extend(
        ["version", "network.enterprise_security_groups", "system.user_data_file"]
            .map(str::to_owned),
    );
    all.extend(within("disks.data", &DATA_DISK));
    all.extend(within("disks.file_systems", &FILE_SYSTEM));
    all.extend(within("system.login", &LOGIN));
    all.extend(within("billing.auto_renew", &RENEW));
    all.extend(TABLES.map(str::to_owned));
    all.retain(|key| !key.is_empty());
    all.sort();
    all.dedup();
    all
}

/// The key that is called so in another table, or that the API calls so.
pub fn elsewhere(name: &str) -> Option<String> {
    let of_api = FieldId::iter().find(|field| !name.is_empty() && field.api_name() == name);
    let of_api = of_api.map(|field| key(field).to_owned());
    of_api.or_else(|| all().into_iter().find(|key| last(key).eq_ignore_ascii_case(name)))
}

/// What stands behind a key, where it is nothing special.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plain {
    /// A whole number.
    Number,
    /// A whole number, or a text that the API takes in its place.
    NumberOrText,
    /// A text.
    Text,
    /// A text that is one choice of many, such as an id.
    Choice,
    /// `true` or `false`.
    Flag,
    /// A list of ids.
    Ids,
    /// One of a few words.
    Word,
}

/// What stands behind the key of a question; `None` for what is read and written in a way of its own.
pub fn plain(field: FieldId) -> Option<Plain> {
    Some(match field {
        FieldId::Count
        | FieldId::MinCount
        | FieldId::SystemDiskSize
        | FieldId::LocalDisk
        | FieldId::Bandwidth => Plain::Number,
        FieldId::SystemExtraIo => Plain::NumberOrText,
        FieldId::IpName | FieldId::DedicatedHost | FieldId::Name | FieldId::Hostname => Plain::Text,
        FieldId::Zone
        | FieldId::Spec
        | FieldId::EhcCluster
        | FieldId::Image
        | FieldId::SystemDiskType
        | FieldId::SnapshotPolicy
        | FieldId::Vpc
        | FieldId::Subnet
        | FieldId::Role
        | FieldId::ResourceGroup => Plain::Choice,
        FieldId::HyperThreading
        | FieldId::HideSerial
        | FieldId::IpRelease
        | FieldId::Ipv6
        | FieldId::JumboFrames
        | FieldId::OrderedSuffix
        | FieldId::HostnameDomain
        | FieldId::DeletionProtection
        | FieldId::TagRelated => Plain::Flag,
        FieldId::Interfaces | FieldId::DeploymentSets => Plain::Ids,
        FieldId::ThreadsPerCore
        | FieldId::Numa
        | FieldId::SystemPartition
        | FieldId::DataPartition
        | FieldId::HostEye
        | FieldId::Line => Plain::Word,
        _ => return None,
    })
}

/// The words a question can be answered with.
pub fn words(field: FieldId) -> Vec<&'static str> {
    fn names<T: Copy>(all: &[T], name: impl Fn(T) -> &'static str) -> Vec<&'static str> {
        all.iter().copied().map(name).collect()
    }
    match field {
        FieldId::ThreadsPerCore => names(ThreadsPerCore::ALL, ThreadsPerCore::api_name),
        FieldId::Numa => names(Numa::ALL, Numa::api_name),
        FieldId::SystemPartition | FieldId::DataPartition => {
            names(Partition::ALL, Partition::api_name)
        }
        FieldId::HostEye => names(&HostEye::ALL, HostEye::name),
        FieldId::Line => names(Line::ALL, Line::api_name),
        FieldId::Payment => vec!["postpaid", "prepaid", "spot"],
        FieldId::Charge => vec!["traffic", "bandwidth"],
        FieldId::RenewUnit => names(RenewUnit::ALL, RenewUnit::api_name),
        FieldId::BidModel => vec![BID_MODEL_MARKET, BID_MODEL_CUSTOM],
        FieldId::FileSystems => names(FileProtocol::ALL, FileProtocol::api_name),
        _ => Vec::new(),
    }
}

/// The word a question is answered with; `None` where it is left to the cloud.
pub fn word(draft: &Draft, field: FieldId) -> Option<&'static str> {
    match field {
        FieldId::ThreadsPerCore => draft.threads_per_core.map(ThreadsPerCore::api_name),
        FieldId::Numa => draft.numa.map(Numa::api_name),
        FieldId::SystemPartition => draft.system_partition.map(Partition::api_name),
        FieldId::DataPartition => draft.data_partition.map(Partition::api_name),
        FieldId::HostEye => draft.host_eye.map(HostEye::name),
        FieldId::Line => draft.line.map(Line::api_name),
        FieldId::RenewUnit => draft.renew.unit.map(RenewUnit::api_name),
        FieldId::Payment => Some(match draft.payment {
            Payment::Postpaid => "postpaid",
            Payment::Prepaid => "prepaid",
            Payment::Spot => "spot",
        }),
        FieldId::Charge => draft.charge.map(|charge| match charge {
            ChargeType::Traffic => "traffic",
            usual if usual == ChargeType::default_for(draft.payment) => "bandwidth",
            other => other.api_name(),
        }),
        _ => None,
    }
}

/// Answers a question with a word of [`words`], or with the API's own; false when there is no such.
/// What `bandwidth` means hangs on the payment, which must be known before.
pub fn set_word(draft: &mut Draft, field: FieldId, word: &str) -> bool {
    fn put<T: Copy>(
        place: &mut Option<T>,
        all: &[T],
        name: impl Fn(T) -> &'static str,
        word: &str,
    ) -> bool {
        let found = all.iter().copied().find(|one| name(*one) == word);
        *place = found.or(*place);
        found.is_some()
    }
    match field {
        FieldId::ThreadsPerCore => {
            put(&mut draft.threads_per_core, ThreadsPerCore::ALL, ThreadsPerCore::api_name, word)
        }
        FieldId::Numa => put(&mut draft.numa, Numa::ALL, Numa::api_name, word),
        FieldId::SystemPartition => {
            put(&mut draft.system_partition, Partition::ALL, Partition::api_name, word)
        }
        FieldId::DataPartition => {
            put(&mut draft.data_partition, Partition::ALL, Partition::api_name, word)
        }
        FieldId::HostEye => put(&mut draft.host_eye, &HostEye::ALL, HostEye::name, word),
        FieldId::Line => put(&mut draft.line, Line::ALL, Line::api_name, word),
        FieldId::RenewUnit => put(&mut draft.renew.unit, RenewUnit::ALL, RenewUnit::api_name, word),
        FieldId::Payment => {
            let named = |payment: &Payment| payment.api_name() == word;
            let payment = match word {
                "postpaid" => Some(Payment::Postpaid),
                "prepaid" => Some(Payment::Prepaid),
                "spot" => Some(Payment::Spot),
                _ => Payment::ALL.into_iter().find(named),
            };
            draft.payment = payment.unwrap_or(draft.payment);
            payment.is_some()
        }
        FieldId::Charge => match word {
            "traffic" => {
                draft.charge = Some(ChargeType::Traffic);
                true
            }
            "bandwidth" => {
                draft.charge = Some(ChargeType::default_for(draft.payment));
                true
            }
            word => put(&mut draft.charge, &ChargeType::ALL, ChargeType::api_name, word),
        },
        FieldId::BidModel => {
            draft.own_bid = word == BID_MODEL_CUSTOM;
            draft.own_bid || word == BID_MODEL_MARKET
        }
        _ => false,
    }
}

/// Whether the answer means anything under the draft's other answers; if not, the question that
/// says so.
pub fn silenced_by(draft: &Draft, field: FieldId) -> Option<FieldId> {
    match field {
        FieldId::Months | FieldId::RenewUnit | FieldId::RenewTime => {
            (draft.payment != Payment::Prepaid).then_some(FieldId::Payment)
        }
        FieldId::BidModel | FieldId::BidPrice => {
            (draft.payment != Payment::Spot).then_some(FieldId::Payment)
        }
        FieldId::Bandwidth
        | FieldId::Charge
        | FieldId::Line
        | FieldId::IpName
        | FieldId::IpRelease => (!draft.public_ip).then_some(FieldId::PublicIp),
        _ => None,
    }
}
