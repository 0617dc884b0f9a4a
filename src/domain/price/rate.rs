//! Units of time in prices, and arithmetic that never overflows.

use rust_decimal::Decimal;

use crate::domain::catalog::SpecPrice;
use crate::domain::plan::Billing;
use crate::domain::units::Money;

/// What the cloud quotes pay-as-you-go and spot prices for where it names no unit. No document says
/// it (contract.md §12): instances are metered by the minute and bids are made by the minute. Should it
/// turn out to be another unit, this word is all there is to change.
pub const QUOTED_UNIT: &str = "minute";
/// Pay-as-you-go is metered by the minute.
pub const MINUTES_PER_HOUR: u32 = 60;
/// Hours of a day.
pub const HOURS_PER_DAY: u32 = 24;
/// Hours of the month by which a monthly estimate is made: 30 days (ux.md §2: ¥0.7714 per hour is
/// about ¥555 a month).
pub const HOURS_PER_MONTH: u32 = 720;

/// What one instance of a spec costs, for the column of a table: per hour for pay-as-you-go, for the
/// whole period for a subscription. `None` where no price was quoted.
pub fn spec_hourly(price: &SpecPrice, billing: Billing) -> Option<Money> {
    per_instance(spec_paid(price)?, billing)
}

/// What is paid for a spec: the trade price, else the list price.
pub(super) fn spec_paid(price: &SpecPrice) -> Option<Money> {
    price.trade.or(price.list)
}

/// A pay-as-you-go price, market price or bid as the cloud quotes it ([`QUOTED_UNIT`]), per hour;
/// `None` where it is no price.
pub fn quoted_hourly(quoted: Money) -> Option<Money> {
    hourly(quoted, QUOTED_UNIT)
}

/// A quote of `GetPriceBySpec` per hour or for the whole period.
pub(super) fn per_instance(quoted: Money, billing: Billing) -> Option<Money> {
    match billing {
        Billing::Postpaid | Billing::Spot => quoted_hourly(quoted),
        Billing::Prepaid(_) => times(quoted, 1),
    }
}

/// An amount per `unit`, as delivered, made an amount per hour. Nothing said means [`QUOTED_UNIT`]; an
/// unknown unit gives no price rather than a wrong one.
pub(super) fn hourly(amount: Money, unit: &str) -> Option<Money> {
    let unit = unit.rsplit('/').next().unwrap_or_default().trim().to_lowercase();
    let unit = if unit.is_empty() { QUOTED_UNIT } else { unit.as_str() };
    let (factor, divisor) = match unit {
        "minute" | "minutes" | "min" | "分钟" => (MINUTES_PER_HOUR, 1),
        "hour" | "hours" | "h" | "小时" => (1, 1),
        "day" | "days" | "d" | "天" | "日" => (1, HOURS_PER_DAY),
        "month" | "months" | "月" => (1, HOURS_PER_MONTH),
        _ => return None,
    };
    let amount = times(amount, factor)?;
    amount.0.checked_div(Decimal::from(divisor)).map(Money)
}

/// An amount a number of times; `None` where it is below zero or too large.
pub(super) fn times(amount: Money, n: u32) -> Option<Money> {
    if amount < Money::ZERO {
        return None;
    }
    amount.0.checked_mul(Decimal::from(n)).map(Money)
}
