//! Sums of a quote, and how sure they are.

use rust_decimal::Decimal;

use crate::domain::plan::Billing;
use crate::domain::price::rate::{HOURS_PER_MONTH, times};
use crate::domain::price::{Cost, Due, Part, Quote};
use crate::domain::rules::limits::{LARGE_ORDER_CNY, LARGE_ORDER_COUNT};
use crate::domain::units::Money;

/// A sum of parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    /// CNY of the parts that are known.
    pub amount: Money,
    /// Whether these are all parts that count towards it.
    pub complete: bool,
}

impl Cost {
    /// The amount, of whichever kind; zero for what is included, `None` where it is not known.
    pub fn amount(&self) -> Option<Money> {
        match self {
            Self::Hourly(amount) | Self::Once(amount) | Self::PerGb(amount) => Some(*amount),
            Self::Included => Some(Money::ZERO),
            Self::Loading
            | Self::Unchosen
            | Self::NotQuoted
            | Self::Forbidden
            | Self::SoldOut
            | Self::NotOffered => None,
        }
    }
}

impl Quote {
    /// CNY per hour, for the whole count.
    pub fn hourly(&self) -> Total {
        self.total(Due::Hourly)
    }

    /// CNY at once, for the whole count and period.
    pub fn once(&self) -> Total {
        self.total(Due::Once)
    }

    /// CNY per GB of traffic, where traffic is charged and its price known.
    pub fn per_gb(&self) -> Option<Money> {
        let part = self.parts.iter().find(|part| part.due == Due::PerGb)?;
        part.cost.amount()
    }

    /// What the hourly parts come to in a month of 720 hours.
    pub fn monthly_estimate(&self) -> Total {
        let hourly = self.hourly();
        match times(hourly.amount, HOURS_PER_MONTH) {
            Some(amount) => Total { amount, complete: hourly.complete },
            None => Total { amount: Money::ZERO, complete: false },
        }
    }

    /// Whether any part is still being asked.
    pub fn is_loading(&self) -> bool {
        self.parts.iter().any(|part| part.cost == Cost::Loading)
    }

    /// The parts whose cost is not known.
    pub fn missing(&self) -> Vec<&Part> {
        self.parts.iter().filter(|part| part.cost.amount().is_none()).collect()
    }

    fn total(&self, due: Due) -> Total {
        let mut total = Total { amount: Money::ZERO, complete: true };
        for part in self.parts.iter().filter(|part| part.due == due) {
            let sum = part.cost.amount().and_then(|cost| total.amount.0.checked_add(cost.0));
            match sum {
                Some(sum) => total.amount = Money(sum),
                None => total.complete = false,
            }
        }
        total
    }
}

/// The one amount by which an order's price is held against a limit: CNY per hour for what is metered
/// alone; for a subscription what is paid at once, with what is metered beside it over its period.
/// `None` where any part is unknown. Traffic, which nobody can foresee, does not count.
pub fn comparable(quote: &Quote) -> Option<Money> {
    if !quote.missing().iter().all(|part| part.due == Due::PerGb) {
        return None;
    }
    let (hourly, once) = (quote.hourly().amount, quote.once().amount);
    match quote.billing {
        Billing::Prepaid(months) => {
            let metered = times(hourly, HOURS_PER_MONTH.checked_mul(months.get())?)?;
            once.0.checked_add(metered.0).map(Money)
        }
        Billing::Postpaid | Billing::Spot => Some(Money(hourly.0.checked_add(once.0)?)),
    }
}

/// Whether an order is so large, or its price so uncertain, that buying it asks to type the count
/// instead of one key (ux.md §4). What is paid at once and what a month of the rest comes to count
/// together.
pub fn needs_typed_count(quote: &Quote, count: u32) -> bool {
    let (once, monthly) = (quote.once(), quote.monthly_estimate());
    let sum = once.amount.0.checked_add(monthly.amount.0);
    let large = sum.is_none_or(|sum| sum > Decimal::from(LARGE_ORDER_CNY));
    let known = once.complete && monthly.complete && quote.missing().is_empty();
    count > LARGE_ORDER_COUNT || large || !known
}
