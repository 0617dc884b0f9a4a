//! The limits of limits.md as constants and pure predicates, one definition each. The rules of the
//! wizard judge drafts by them and the sandbox judges requests by them.
//!
//! A limit known only to the cloud (a disk quota, a spec's list) is no matter of this file; what
//! stands here holds where the cloud has not said anything.

mod keys;
mod texts;

pub use keys::{SECRET_KEY_MIN, access_key_charset, secret_charset, secret_key_length};
pub use texts::{
    PasswordTicks, batch_suffix_len, hostname_charset, hostname_cleaned, hostname_length,
    hostname_portable, image_id_format, is_han, key_pair_id_format, name_charset, name_length,
    password_charset, password_classes, password_length, password_ticks, region_format,
    spec_format, zone_format,
};

use crate::domain::catalog::OsType;
use crate::domain::plan::{ChargeType, RESERVATION_MONTHS};
use crate::domain::problem::Severity;
use crate::domain::units::{Gib, Mbps, Money, Months};

/// Instances an account may have by default (limits.md `count.high`); more is a warning.
pub const DEFAULT_INSTANCE_QUOTA: u32 = 20;
/// A count above this is warned of once more (limits.md `count.high`).
pub const VERY_HIGH_COUNT: u32 = 100;
/// The documented minimum of the system disk (limits.md `root.min`).
pub const ROOT_MIN: Gib = Gib(40);
/// Linux below this is warned of in stronger words (limits.md `root.min`).
pub const ROOT_LOW: Gib = Gib(20);
/// Nothing takes a smaller system disk (limits.md `root.min`).
pub const ROOT_ABSOLUTE_MIN: Gib = Gib(10);
/// The documented maximum of the system disk (limits.md `root.max`).
pub const ROOT_MAX: Gib = Gib(500);
/// The maximum newer API versions name (limits.md `root.max`).
pub const ROOT_ABSOLUTE_MAX: Gib = Gib(2048);
/// The smallest data disk that is safe everywhere (limits.md `cds.size_static`).
pub const CDS_MIN: Gib = Gib(5);
/// The largest data disk that is safe everywhere (limits.md `cds.size_static`).
pub const CDS_MAX: Gib = Gib(5120);
/// The largest data disk any source names (limits.md `cds.size_static`).
pub const CDS_ABSOLUTE_MAX: Gib = Gib(32_765);
/// Data disks of an instance where the spec does not say (limits.md `cds.count`).
pub const CDS_COUNT: u32 = 5;
/// A local disk above this is warned of where the spec does not say (limits.md `eph.size`).
pub const LOCAL_DISK_MAX: Gib = Gib(500);
/// Decimals of a bid (limits.md `bid.price`).
pub const BID_DECIMALS: usize = 8;
/// The documented maximum of the bandwidth, and the limit by traffic (limits.md `net.bandwidth`).
pub const BANDWIDTH_MAX: Mbps = Mbps(200);
/// The maximum by bandwidth newer sources name (limits.md `net.bandwidth`).
pub const BANDWIDTH_ABSOLUTE_MAX: Mbps = Mbps(500);
/// The most security groups of one instance (limits.md `sg.count`).
pub const GROUPS_MAX: usize = 10;
/// The most deployment sets of one order (limits.md `deploy.count`).
pub const DEPLOYMENT_SETS_MAX: usize = 2;
/// Characters of an instance name (limits.md `name.len`).
pub const NAME_MAX: usize = 65;
/// The fewest characters of a host name (limits.md `host.len`).
pub const HOSTNAME_MIN: usize = 2;
/// The most characters of a host name (limits.md `host.len`).
pub const HOSTNAME_MAX: usize = 64;
/// Characters of a host name that Windows uses (limits.md `host.windows`).
pub const HOSTNAME_WINDOWS: usize = 15;
/// The fewest characters of a password (limits.md `pass.len`).
pub const PASSWORD_MIN: usize = 8;
/// The most characters of a password that every source allows (limits.md `pass.len`).
pub const PASSWORD_MAX: usize = 16;
/// The most characters of a password that newer sources allow (limits.md `pass.len`).
pub const PASSWORD_ABSOLUTE_MAX: usize = 32;
/// The symbols every source allows in a password (limits.md `pass.classes`).
pub const PASSWORD_SYMBOLS: &str = "!@#$%^*()";
/// Further symbols that only newer sources allow (limits.md `pass.charset`).
pub const PASSWORD_MORE_SYMBOLS: &str = "`~&-_+=|\\{}[]:;'<>,.?/";
/// CNY of cash and vouchers a postpaid purchase needs on the account (limits.md `x.balance_post`).
pub const POSTPAID_CASH: u32 = 100;
/// An order of more CNY than this asks to type the count (ux.md §4).
pub const LARGE_ORDER_CNY: u32 = 1_000;
/// An order of more instances than this asks to type the count (ux.md §4).
pub const LARGE_ORDER_COUNT: u32 = 5;
/// The storage type the cloud takes for a system disk when none is named (contract.md §8).
pub const DEFAULT_SYSTEM_DISK: &str = "hp1";

/// Storage types for system and data disks (contract.md §10).
const SYSTEM_TYPES: [&str; 6] = [
    "enhanced_ssd_pl0",
    "enhanced_ssd_pl1",
    "enhanced_ssd_pl2",
    "enhanced_ssd_pl3",
    "cloud_hp1",
    "hp1",
];
/// Storage types that can only be data disks (limits.md `root.nodata`).
const DATA_ONLY_TYPES: [&str; 2] = ["hdd", "elastic_ephemeral_disk"];
/// Two names for one storage type (contract.md §10), in the spelling of [`storage_key`].
const STORAGE_ALIASES: [(&str, &str); 5] = [
    ("ssd_enhanced", "enhanced_ssd_pl1"),
    ("premium_ssd", "cloud_hp1"),
    ("ssd", "hp1"),
    ("std1", "local_hdd"),
    ("nvme", "local_nvme"),
];

/// What a limit says of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Every source allows it.
    Fine,
    /// Only some sources allow it: worth a warning.
    Unusual,
    /// No source allows it.
    Refused,
}

impl Verdict {
    /// How much it weighs; `None` when nothing is wrong.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Fine => None,
            Self::Unusual => Some(Severity::Warning),
            Self::Refused => Some(Severity::Error),
        }
    }
}

/// Why a text is not a whole number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NotWhole {
    /// Nothing but blanks.
    Empty,
    /// Something else than the digits 0–9: a sign, a unit, a decimal point, a full-width digit.
    NotDigits,
    /// Digits, but more than the type holds.
    TooLarge,
}

/// Reads a whole number as typed: ASCII digits, blanks around them allowed, nothing else.
pub fn whole(text: &str) -> Result<u32, NotWhole> {
    let text = text.trim();
    if text.is_empty() {
        return Err(NotWhole::Empty);
    }
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NotWhole::NotDigits);
    }
    text.parse().map_err(|_| NotWhole::TooLarge)
}

/// Reads a bid as typed, CNY per minute: `^\d+(\.\d{1,8})?$` and more than nothing (limits.md
/// `bid.price`). Its decimals are kept as typed.
pub fn bid_price(text: &str) -> Option<Money> {
    let text = text.trim();
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(part) || part.len() > BID_DECIMALS {
        return None;
    }
    text.parse::<Money>().ok().filter(|price| *price > Money::ZERO)
}

/// What `root.min`, `root.max` and `x.root_windows` say of a system disk's size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RootSize {
    /// 40–500 GB.
    Fine,
    /// Linux, 20–39 GB: below the documented minimum.
    Low,
    /// Linux, 10–19 GB: far below it.
    VeryLow,
    /// Below 10 GB: nothing fits.
    TooSmall,
    /// Windows below 40 GB.
    WindowsTooSmall,
    /// 501–2048 GB: only newer versions of the API take it.
    High,
    /// Above 2048 GB.
    TooLarge,
}

impl RootSize {
    /// How much it weighs; `None` when nothing is wrong.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Fine => None,
            Self::Low | Self::VeryLow | Self::High => Some(Severity::Warning),
            Self::TooSmall | Self::WindowsTooSmall | Self::TooLarge => Some(Severity::Error),
        }
    }
}

/// Judges a system disk's size without knowing the image's own minimum (limits.md `root.min`,
/// `root.max`, `x.root_windows`).
pub fn root_size(size: Gib, os: OsType) -> RootSize {
    if size < ROOT_MIN && os == OsType::Windows {
        RootSize::WindowsTooSmall
    } else if size < ROOT_ABSOLUTE_MIN {
        RootSize::TooSmall
    } else if size < ROOT_LOW {
        RootSize::VeryLow
    } else if size < ROOT_MIN {
        RootSize::Low
    } else if size <= ROOT_MAX {
        RootSize::Fine
    } else if size <= ROOT_ABSOLUTE_MAX {
        RootSize::High
    } else {
        RootSize::TooLarge
    }
}

/// Judges a data disk's size where the zone's own limits are not known (limits.md `cds.size_static`).
pub fn cds_size(size: Gib) -> Verdict {
    if size.0 == 0 || size > CDS_ABSOLUTE_MAX {
        Verdict::Refused
    } else if size < CDS_MIN || size > CDS_MAX {
        Verdict::Unusual
    } else {
        Verdict::Fine
    }
}

/// Judges the bandwidth of a standard (BGP) public IP (limits.md `net.bandwidth`). 0 means none.
pub fn bandwidth(bandwidth: Mbps, charge: ChargeType) -> Verdict {
    if bandwidth <= BANDWIDTH_MAX {
        Verdict::Fine
    } else if charge != ChargeType::Traffic && bandwidth <= BANDWIDTH_ABSOLUTE_MAX {
        Verdict::Unusual
    } else {
        Verdict::Refused
    }
}

/// Whether a subscription can be bought for this period (limits.md `bill.reservation`).
pub fn reservation(months: Months) -> bool {
    RESERVATION_MONTHS.contains(&months)
}

/// Whether an instance can have so many security groups (limits.md `sg.count`).
pub fn group_count(count: usize) -> bool {
    (1..=GROUPS_MAX).contains(&count)
}

/// The one spelling of a storage type by which its names are compared: lower case, `_` for `-`,
/// aliases resolved (contract.md §10). Requests keep the server's own spelling.
pub fn storage_key(name: &str) -> String {
    let name = name.trim().to_ascii_lowercase().replace('-', "_");
    match STORAGE_ALIASES.iter().find(|(alias, _)| *alias == name) {
        Some((_, canonical)) => (*canonical).to_owned(),
        None => name,
    }
}

/// Whether two names mean the same storage type.
pub fn same_storage(one: &str, other: &str) -> bool {
    storage_key(one) == storage_key(other)
}

/// Whether `list` has a storage type, under any of its names.
pub fn storage_listed(list: &[String], name: &str) -> bool {
    list.iter().any(|listed| same_storage(listed, name))
}

/// Whether a system disk may be of this type where the spec does not say (limits.md `root.type`).
pub fn system_storage(name: &str) -> bool {
    SYSTEM_TYPES.contains(&storage_key(name).as_str())
}

/// Whether this type can only be a data disk (limits.md `root.nodata`).
pub fn data_only_storage(name: &str) -> bool {
    DATA_ONLY_TYPES.contains(&storage_key(name).as_str())
}

/// Whether this type of data disk is on its way out: `hdd`, `std1`, `sata`, `local…`
/// (limits.md `cds.type`).
pub fn retiring_storage(name: &str) -> bool {
    let key = storage_key(name);
    matches!(key.as_str(), "hdd" | "sata") || key.starts_with("local")
}

/// The family in a spec's name: `g5` of `bcc.g5.c2m8`.
pub fn family_of(spec: &str) -> Option<&str> {
    spec.trim().split('.').nth(1).filter(|family| !family.is_empty())
}

/// Whether a spec is storage-optimised and so must be given a local disk (contract.md §10, note 1):
/// its family is `l` and a digit, or it has local disks; never with GPU or FPGA cards, which bring
/// their own (limits.md `x.accel_eph`).
pub fn storage_optimised(family: &str, local_disks: u32, accelerated: bool) -> bool {
    let mut letters = family.chars();
    let l_family = letters.next().is_some_and(|first| first.eq_ignore_ascii_case(&'l'))
        && letters.next().is_some_and(|second| second.is_ascii_digit());
    !accelerated && (l_family || local_disks > 0)
}
