//! Amounts as they are shown. Rounding happens here and nowhere else.

use rust_decimal::Decimal;

use crate::domain::units::{Money, grouped};

/// CNY per hour, four decimals: `¥0.7714`.
pub fn hourly(amount: Money) -> String {
    shown(amount, 4)
}

/// CNY in all, two decimals: `¥312.00`.
pub fn total(amount: Money) -> String {
    shown(amount, 2)
}

/// CNY per minute with every decimal it has, in which bids are compared: `¥0.0032916`.
pub fn minute(amount: Money) -> String {
    format!("¥{}", grouped(&amount.0.normalize().to_string()))
}

/// A rough amount: whole yuan from ¥100 on, else two decimals.
pub fn about(amount: Money) -> String {
    shown(amount, if amount.0 >= Decimal::ONE_HUNDRED { 0 } else { 2 })
}

/// An amount too small for its decimals reads as less than the smallest one, never as nothing.
fn shown(amount: Money, places: u32) -> String {
    let smallest = Decimal::new(1, places);
    if amount.0 > Decimal::ZERO && amount.0 < smallest / Decimal::TWO {
        return format!("<¥{smallest}");
    }
    let text = amount.read(places);
    match text.strip_prefix('-') {
        Some(text) => format!("-¥{text}"),
        None => format!("¥{text}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_as_money_and_something_never_reads_as_nothing() {
        let money = |text: &str| text.parse::<Money>().unwrap();
        assert_eq!(hourly(money("0.77140")), "¥0.7714");
        assert_eq!(hourly(money("0.00001")), "<¥0.0001");
        assert_eq!(hourly(money("0.00005")), "¥0.0001");
        assert_eq!(hourly(Money::ZERO), "¥0.0000");
        assert_eq!(total(money("1234567.8")), "¥1,234,567.80");
        assert_eq!(total(money("999")), "¥999.00");
        assert_eq!(about(money("555.4")), "¥555");
        assert_eq!(about(money("5.554")), "¥5.55");
    }
}
