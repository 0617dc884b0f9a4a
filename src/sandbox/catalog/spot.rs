//! The spot market's offers.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer};

use super::flavors::Flavor;
use super::resources::decimal;

/// How long a market price holds, in seconds (contract.md §7.3).
const PRICE_HOLDS: i64 = 5 * 60;

/// `spot.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Market {
    #[serde(deserialize_with = "decimals")]
    steps: Vec<Decimal>,
    offer: Vec<Offer>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Offer {
    family: String,
    #[serde(deserialize_with = "decimal")]
    share: Decimal,
    #[serde(default)]
    sold_out: Vec<String>,
}

fn decimals<'de, D: Deserializer<'de>>(reader: D) -> Result<Vec<Decimal>, D::Error> {
    let texts = Vec::<String>::deserialize(reader)?;
    texts.iter().map(|text| text.parse().map_err(serde::de::Error::custom)).collect()
}

impl Market {
    fn offer(&self, flavor: &Flavor) -> Option<&Offer> {
        self.offer.iter().find(|offer| offer.family == flavor.family.id)
    }

    /// Whether a spec is on the market in a zone, sold out or not.
    pub fn offered(&self, flavor: &Flavor, zone: &str) -> bool {
        self.offer(flavor).is_some() && flavor.sold_in(zone)
    }

    /// Whether it can be had there now.
    pub fn in_stock(&self, flavor: &Flavor, zone: &str) -> bool {
        self.offered(flavor, zone)
            && !flavor.sold_out_in(zone)
            && self.offer(flavor).is_some_and(|offer| !offer.sold_out.iter().any(|is| is == zone))
    }

    /// The part of its list price that the market asks for a spec at a moment, 0.1 to 1.
    pub fn share(&self, flavor: &Flavor, now: Timestamp) -> Option<Decimal> {
        let turn = usize::try_from(now.as_second().div_euclid(PRICE_HOLDS)).unwrap_or(0);
        let step = turn.checked_rem(self.steps.len()).and_then(|turn| self.steps.get(turn));
        let share = self.offer(flavor)?.share * step.copied().unwrap_or(Decimal::ONE);
        Some(share.clamp(Decimal::new(1, 1), Decimal::ONE))
    }
}
