//! How a purchase is paid for.

use super::api_names;
use crate::domain::units::{Money, Months};

/// How the instance is paid for (`billing.paymentTiming`).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Payment {
    /// `Postpaid`: pay-as-you-go, metered by the minute.
    #[default]
    Postpaid,
    /// `Prepaid`: a subscription, paid for at once.
    Prepaid,
    /// `bidding`: a spot instance, metered by the minute and taken back when the market asks for it.
    Spot,
}

impl Payment {
    /// All three, as they are offered.
    pub const ALL: [Self; 3] = [Self::Postpaid, Self::Prepaid, Self::Spot];

    /// The value of `paymentTiming` in requests.
    pub fn api_name(self) -> &'static str {
        match self {
            Self::Postpaid => "Postpaid",
            Self::Prepaid => "Prepaid",
            Self::Spot => BIDDING,
        }
    }
}

/// Periods that can be bought (`reservationLength`, contract.md §10).
pub const RESERVATION_MONTHS: [Months; 12] = [
    Months(1),
    Months(2),
    Months(3),
    Months(4),
    Months(5),
    Months(6),
    Months(7),
    Months(8),
    Months(9),
    Months(12),
    Months(24),
    Months(36),
];

/// Payment with its period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Billing {
    /// Pay-as-you-go.
    Postpaid,
    /// A subscription of one of [`RESERVATION_MONTHS`].
    Prepaid(Months),
    /// Spot: the instance at the market's price by the minute, everything else as pay-as-you-go.
    Spot,
}

impl Billing {
    /// The billing by which the cloud lists prices: there is no list for spot, of which everything
    /// but the instance itself is charged as pay-as-you-go.
    #[must_use]
    pub fn listed(self) -> Self {
        match self {
            Self::Spot => Self::Postpaid,
            listed => listed,
        }
    }

    /// The payment without its period.
    pub fn payment(self) -> Payment {
        match self {
            Self::Postpaid => Payment::Postpaid,
            Self::Prepaid(_) => Payment::Prepaid,
            Self::Spot => Payment::Spot,
        }
    }
}

/// The value of `paymentTiming` of a spot instance (contract.md §8.1).
pub const BIDDING: &str = "bidding";

/// The value of `bidModel` for an own bid.
pub const BID_MODEL_CUSTOM: &str = "custom";
/// The value of `bidModel` for whatever the market asks.
pub const BID_MODEL_MARKET: &str = "market";

/// The bid for a spot instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bid {
    /// `market`: whatever the market asks; released only on shortage.
    Market,
    /// `custom`: at most this much, CNY per minute and instance. Its decimals are sent as given.
    Custom(Money),
}

impl Bid {
    /// The value of `bidModel`.
    pub fn api_name(self) -> &'static str {
        match self {
            Self::Market => BID_MODEL_MARKET,
            Self::Custom(_) => BID_MODEL_CUSTOM,
        }
    }
}

api_names! {
    /// What auto-renewal counts in (`autoRenewTimeUnit`).
    RenewUnit {
        /// Months, 1 to 9.
        Month = "month",
        /// Years, 1 to 3; 4 and 5 in newer versions of the API.
        Year = "year",
    }
}

/// Auto-renewal of a subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AutoRenew {
    /// `autoRenewTimeUnit`.
    pub unit: RenewUnit,
    /// `autoRenewTime`, in that unit (limits.md `bill.renew`).
    pub time: u32,
}
