//! Numbers as typed: what is one, and what was most likely meant by one that is not.

use super::{Verdict, plain};
use crate::domain::plan::RenewUnit;
use crate::domain::units::Money;

/// Decimals of a bid (limits.md `bid.price`).
pub const BID_DECIMALS: u32 = 8;
/// The longest automatic renewal in months (limits.md `bill.renew`).
pub const RENEW_MONTHS_MAX: u32 = 9;
/// The longest automatic renewal in years that every source allows (limits.md `bill.renew`).
pub const RENEW_YEARS_MAX: u32 = 3;
/// The longest automatic renewal in years that newer sources allow (limits.md `bill.renew`).
pub const RENEW_YEARS_ABSOLUTE_MAX: u32 = 5;

/// Words behind a number, each with how many of the field's unit it is.
pub type UnitWords = &'static [(&'static str, u32)];

/// Behind a size in GB.
pub const GB_WORDS: UnitWords =
    &[("g", 1), ("gb", 1), ("gib", 1), ("t", 1024), ("tb", 1024), ("tib", 1024)];
/// Behind a bandwidth in Mbps.
pub const MBPS_WORDS: UnitWords = &[
    ("m", 1),
    ("mb", 1),
    ("mbps", 1),
    ("mbit", 1),
    ("mbit/s", 1),
    ("mb/s", 1),
    ("兆", 1),
    ("g", 1000),
    ("gbps", 1000),
];
/// Behind a number of things.
pub const PIECE_WORDS: UnitWords =
    &[("x", 1), ("×", 1), ("pcs", 1), ("instance", 1), ("instances", 1), ("台", 1), ("个", 1)];
/// Behind operations per second.
pub const IO_WORDS: UnitWords = &[("io", 1), ("iops", 1), ("io/s", 1)];
/// Behind a time in months.
pub const MONTH_WORDS: UnitWords = &[("month", 1), ("months", 1), ("月", 1), ("个月", 1)];
/// Behind a time in years.
pub const YEAR_WORDS: UnitWords = &[("year", 1), ("years", 1), ("年", 1)];

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

/// The number most likely meant by a text that [`whole`] refuses: full-width digits, or digits with one
/// of these words behind them. `None` for anything less plain.
pub fn meant(text: &str, units: UnitWords) -> Option<u32> {
    let text = plain(text).trim().to_lowercase();
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, word) = text.split_at(end);
    let word = word.trim_start();
    let times = if word.is_empty() {
        1
    } else {
        units.iter().find(|(known, _)| *known == word).map(|(_, times)| *times)?
    };
    digits.parse::<u32>().ok()?.checked_mul(times)
}

/// Reads a bid as typed, CNY per minute: `^\d+(\.\d{1,8})?$` and more than nothing (limits.md
/// `bid.price`). Its decimals are kept as typed.
pub fn bid_price(text: &str) -> Option<Money> {
    let text = text.trim();
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let decimals = u32::try_from(part.len()).unwrap_or(u32::MAX);
    if !digits(whole) || !digits(part) || decimals > BID_DECIMALS {
        return None;
    }
    text.parse::<Money>().ok().filter(|price| *price > Money::ZERO)
}

/// The least bid that is not below a market price, as it would be typed.
pub fn bid_of(market: Money) -> String {
    let strategy = rust_decimal::RoundingStrategy::AwayFromZero;
    market.0.round_dp_with_strategy(BID_DECIMALS, strategy).normalize().to_string()
}

/// Judges the time after which a subscription renews itself each time (limits.md `bill.renew`).
pub fn renew_time(unit: RenewUnit, time: u32) -> Verdict {
    match (unit, time) {
        (RenewUnit::Month, 1..=RENEW_MONTHS_MAX) | (RenewUnit::Year, 1..=RENEW_YEARS_MAX) => {
            Verdict::Fine
        }
        (RenewUnit::Year, 1..=RENEW_YEARS_ABSOLUTE_MAX) => Verdict::Unusual,
        _ => Verdict::Refused,
    }
}
