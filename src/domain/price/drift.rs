//! Whether a price asked once more is still the one that was confirmed.

use crate::domain::price::Quote;

/// Why a price is not what was confirmed. The same, or less, is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Drift {
    /// It is higher.
    Dearer,
    /// A part that had a price has none any more.
    Unknown,
    /// It could not be asked: what is known is the price of before.
    NotRenewed,
}

impl Drift {
    /// How `now` differs from what was confirmed; `None` where it is the same or less, in full. Both are
    /// of the same order. What had no price and has one now makes it dearer by as much.
    pub fn between(confirmed: &Quote, now: &Quote) -> Option<Self> {
        let dearer = now.billing != confirmed.billing
            || now.hourly().amount > confirmed.hourly().amount
            || now.once().amount > confirmed.once().amount
            || now.per_gb() > confirmed.per_gb();
        if dearer {
            return Some(Self::Dearer);
        }
        let had =
            |at: usize| confirmed.parts.get(at).is_some_and(|part| part.cost.amount().is_some());
        let unknown = |(at, cost): (usize, bool)| !cost && had(at);
        let known = now.parts.iter().map(|part| part.cost.amount().is_some());
        let unknown = known.enumerate().any(unknown) || now.image_fee && !confirmed.image_fee;
        unknown.then_some(Self::Unknown)
    }
}
