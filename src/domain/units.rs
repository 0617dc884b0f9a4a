//! Quantities with their units in the type, so that gigabytes never meet megabits.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

macro_rules! quantity {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl $name {
            /// The bare number, in this type's unit.
            pub fn get(self) -> u32 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }
    };
}

quantity! {
    /// Disk or memory size in the API's "GB" (GiB in fact), whole numbers.
    Gib
}
quantity! {
    /// Public bandwidth in Mbps, as `networkCapacityInMbps` counts it.
    Mbps
}
quantity! {
    /// A prepaid period in months, as `reservationLength` counts it: 1–9, 12, 24 or 36.
    Months
}

/// An amount in CNY, decimal and exact. Rounding happens only where it is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(pub Decimal);

impl Money {
    /// Nothing to pay.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// Multiplies by a count or a number of time units.
    #[must_use]
    pub fn times(self, n: impl Into<Decimal>) -> Self {
        Self(self.0 * n.into())
    }

    /// The amount with exactly `places` decimals, half rounded away from zero.
    pub fn shown(self, places: u32) -> String {
        let rounded = self
            .0
            .round_dp_with_strategy(places, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
        format!("{rounded:.*}", places as usize)
    }

    /// The same for people: [`grouped`].
    pub fn read(self, places: u32) -> String {
        grouped(&self.shown(places))
    }
}

/// Money with the thousands of its whole part set off by commas, as it is shown everywhere.
pub fn grouped(amount: &str) -> String {
    let (whole, rest) = amount.split_once('.').map_or((amount, None), |(w, r)| (w, Some(r)));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut shown = String::from(sign);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    match rest {
        Some(rest) => format!("{shown}.{rest}"),
        None => shown,
    }
}

impl std::ops::Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl std::iter::Sum for Money {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, std::ops::Add::add)
    }
}

impl FromStr for Money {
    type Err = rust_decimal::Error;

    /// Reads a decimal as the cloud writes it (`316.00`, `0.0110`, `1.1e-2`), without a currency or unit.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        Decimal::from_str(text).or_else(|_| Decimal::from_scientific(text)).map(Self)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::Money;

    #[test]
    fn money_keeps_every_decimal_and_rounds_only_when_shown() {
        let money: Money = "0.00233".parse().unwrap();
        assert_eq!(money.times(60).0.to_string(), "0.13980");
        assert_eq!(money.times(60).shown(4), "0.1398");
        assert_eq!("0.00005".parse::<Money>().unwrap().shown(4), "0.0001");
        assert_eq!("2".parse::<Money>().unwrap().shown(2), "2.00");
        assert_eq!("1.5e-3".parse::<Money>().unwrap().shown(4), "0.0015");
        assert!("12 CNY".parse::<Money>().is_err());
    }
}
