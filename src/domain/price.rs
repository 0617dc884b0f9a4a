//! What the whole order costs: which prices must be asked, and how they add up.
//!
//! The cloud quotes pay-as-you-go prices per minute (contract.md §7.3 does not say so outright;
//! [`QUOTED_UNIT`] is the one place that assumes it) and subscriptions for the whole period. Every
//! amount is asked for one instance and multiplied here. Amounts are decimals and exact; they are
//! rounded where they are shown and nowhere else.
//!
//! An amount that cannot be, below zero or too large to multiply, counts as not quoted.

mod basket;
mod compare;
mod drift;
mod quote;
mod rate;
mod spot;

use std::time::Duration;

pub use basket::Basket;
pub use compare::{Comparison, Saving};
pub use drift::Drift;
pub use quote::{Total, comparable, needs_typed_count};
pub use rate::{
    HOURS_PER_DAY, HOURS_PER_MONTH, MINUTES_PER_HOUR, QUOTED_UNIT, quoted_hourly, spec_hourly,
};
pub use spot::{offered, spot_ask};

use crate::domain::catalog::{DiskPrice, EipPrice, SpecPrice, SpotPrice};
use crate::domain::plan::{Billing, ChargeType, Line};
use crate::domain::units::{Gib, Mbps, Money, Months};

/// How long a price from a list is taken for true. The cloud says nothing of it; lists change rarely,
/// and a purchase that takes longer is worth another look.
pub const LIST_KEEPS: Duration = Duration::from_mins(10);
/// How long a market price holds: it moves every five minutes (contract.md §7.3).
pub const MARKET_KEEPS: Duration = Duration::from_mins(5);

/// One question to the price operations. Equal asks have equal answers, so each is asked once.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PriceAsk {
    /// `GetPriceBySpec` for every spec of a family, one instance.
    Family {
        /// `specId`.
        family: String,
        /// `zoneName`.
        zone: String,
        /// Payment and period.
        billing: Billing,
    },
    /// `GetCdsPrice` for one disk.
    Disk {
        /// `storageType`.
        storage_type: String,
        /// `cdsSizeInGB`.
        size: Gib,
        /// `zoneName`.
        zone: String,
        /// Payment and period.
        billing: Billing,
    },
    /// `EipInquiry` for one public IP.
    PublicIp {
        /// `bandwidthInMbps`.
        bandwidth: Mbps,
        /// `internetChargeType`.
        charge: ChargeType,
        /// `purchaseType`; `None`: the standard line.
        line: Option<Line>,
        /// The period, for prepaid bandwidth only.
        months: Option<Months>,
    },
    /// `GetBidInstancePrice` for one instance of a spec, without disks and public IP.
    Spot {
        /// `spec`.
        spec: String,
        /// `zoneName`.
        zone: String,
        /// `instanceType`, such as `N6`; empty where the spot market does not say.
        instance_type: String,
        /// `cpuCount`.
        vcpus: u32,
        /// `memoryCapacityInGB`.
        memory: Gib,
    },
}

impl PriceAsk {
    /// How long its answer is taken for true.
    pub fn keeps(&self) -> Duration {
        match self {
            Self::Spot { .. } => MARKET_KEEPS,
            Self::Family { .. } | Self::Disk { .. } | Self::PublicIp { .. } => LIST_KEEPS,
        }
    }
}

/// An answer of the price operations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Priced {
    /// For [`PriceAsk::Family`].
    Family(Vec<SpecPrice>),
    /// For [`PriceAsk::Disk`].
    Disk(DiskPrice),
    /// For [`PriceAsk::PublicIp`].
    PublicIp(EipPrice),
    /// For [`PriceAsk::Spot`].
    Spot(SpotPrice),
}

/// What the price book knows about one ask.
#[derive(Clone, Copy, Debug)]
pub enum Known<'a> {
    /// Asked or about to be.
    Loading,
    /// The cloud's answer.
    Answer(&'a Priced),
    /// The key may not read prices.
    Forbidden,
    /// The question failed.
    Failed,
}

/// What a part of the order is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// The instances themselves.
    Instance,
    /// The system disk of this size; only the part above what is included costs.
    SystemDisk(Gib),
    /// A data disk of this size.
    DataDisk(Gib),
    /// So much extra performance of its disks, IOPS (`cdsExtraIo`, `rootDiskExtraIo`).
    ExtraIo(u32),
    /// The public IP's bandwidth.
    PublicIp(Mbps),
    /// Outbound traffic of the public IP, paid as used.
    Traffic,
}

/// What a part costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cost {
    /// CNY per hour, for the whole count.
    Hourly(Money),
    /// CNY at once for the whole period and count.
    Once(Money),
    /// CNY per GB of traffic; how much will be used nobody knows.
    PerGb(Money),
    /// Contained in the price of the instance.
    Included,
    /// Being asked.
    Loading,
    /// Nothing chosen yet that could be priced.
    Unchosen,
    /// The cloud quoted no price, or the question failed.
    NotQuoted,
    /// The key may not read prices.
    Forbidden,
    /// Quoted as sold out.
    SoldOut,
    /// Not on the spot market of the zone.
    NotOffered,
}

/// Which of the totals a part counts towards, also while its cost is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Due {
    /// [`Quote::hourly`].
    Hourly,
    /// [`Quote::once`].
    Once,
    /// [`Quote::per_gb`].
    PerGb,
}

/// One line of the price table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// What it costs.
    pub cost: Cost,
    /// How it is paid for.
    pub due: Due,
    /// The list price before a discount, where it differs and is known, in the unit of `cost`.
    pub list: Option<Money>,
    /// Whether this is our estimate rather than a quote for exactly this part
    /// (the system disk's paid part, contract.md §7.3; prepaid bandwidth without a period).
    pub estimate: bool,
}

/// The price of the whole order under one billing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The billing it is for.
    pub billing: Billing,
    /// Its lines.
    pub parts: Vec<Part>,
    /// The image may cost a fee of its own, which no operation quotes: Windows and marketplace images.
    pub image_fee: bool,
}
