//! What to take instead of a spec that cannot be bought: from what is known, the nearest things that
//! can be, and never one that is known to be sold out.

use std::cmp::Reverse;

use crate::domain::catalog::{Cards, Spec};
use crate::domain::plan::Payment;
use crate::domain::units::Money;

/// Whether a spec can be bought now, as far as the cloud said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stock {
    /// It was quoted, and not as sold out.
    ForSale,
    /// Nothing was said, or not yet.
    Unknown,
    /// It was quoted as sold out (`status` of `GetPriceBySpec`).
    SoldOut,
}

/// A spec of some zone as it stands on offer under the present payment.
#[derive(Clone, Copy, Debug)]
pub struct Offer<'a> {
    /// The spec, with its zone.
    pub spec: &'a Spec,
    /// Whether it can be bought.
    pub stock: Stock,
    /// What one costs, where a price was quoted: CNY per hour, or for the whole period.
    pub cost: Option<Money>,
}

/// Why an alternative is one. The order is that of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Why {
    /// As many vCPUs and as much memory, of another family.
    SameShape,
    /// The spec itself in another zone.
    OtherZone,
    /// The next larger size of its family.
    NextSize,
    /// Larger, of another family.
    Larger,
    /// Smaller, of its family rather than of another.
    Smaller,
    /// As many vCPUs and as much memory, of another family in another zone.
    Elsewhere,
    /// The spec itself, paid for otherwise.
    OtherPayment,
}

/// Something to take instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// `spec`.
    pub spec: String,
    /// `specId`.
    pub family: String,
    /// `zoneName` it is sold in.
    pub zone: String,
    /// vCPUs.
    pub vcpus: u32,
    /// Memory in GB.
    pub memory: u32,
    /// Why it is one.
    pub why: Why,
    /// Whether it can be bought: never [`Stock::SoldOut`].
    pub stock: Stock,
    /// What one costs under [`Self::payment`], where a price was quoted.
    pub cost: Option<Money>,
    /// The payment it is for.
    pub payment: Payment,
}

/// Another payment has a price list of its own: what it says of the wanted spec.
#[derive(Clone, Copy, Debug)]
pub struct Otherwise {
    /// Whether it can be bought.
    pub stock: Stock,
    /// What one costs under the other payment.
    pub cost: Option<Money>,
}

/// No fewer than this many are looked for.
const LEAST: usize = 3;
/// The most of one reason.
const MOST: usize = 3;

impl Alternative {
    fn of(spec: &Spec, why: Why, stock: Stock, cost: Option<Money>, payment: Payment) -> Self {
        Self {
            spec: spec.name.clone(),
            family: spec.family.clone(),
            zone: spec.zone.clone(),
            vcpus: spec.vcpus,
            memory: spec.memory.get(),
            why,
            stock,
            cost,
            payment,
        }
    }
}

/// What to take instead of `wanted` under `payment`, the best first: what is known to be for sale before
/// what may be, then by [`Why`], then the cheapest. `offers` may be of any zone, `wanted` itself among
/// them. Only what runs the same system on the same kind of hardware is compared. Another payment comes
/// last, so that the first never changes how the order is paid for.
pub fn alternatives<'a>(
    wanted: &Spec,
    payment: Payment,
    offers: impl IntoIterator<Item = Offer<'a>>,
    otherwise: Otherwise,
) -> Vec<Alternative> {
    let mut groups: [Vec<Alternative>; 6] = Default::default();
    for Offer { spec, stock, cost } in offers {
        let sold = stock != Stock::SoldOut && spec.product.needs(payment).is_none();
        if let Some(why) = reason(wanted, spec).filter(|_| sold) {
            groups[why as usize].push(Alternative::of(spec, why, stock, cost, payment));
        }
    }
    for group in &mut groups {
        group.sort_by_cached_key(|found| nearness(wanted, found));
    }
    let [same, zones, next, larger, smaller, elsewhere] = groups;
    let mut found: Vec<Alternative> = Vec::new();
    found.extend(same.into_iter().take(MOST));
    found.extend(zones.into_iter().take(MOST));
    found.extend(next.into_iter().take(1));
    // Where that is not enough, the nearest of each other kind in turn.
    let (mut larger, mut smaller) = (larger.into_iter(), smaller.into_iter());
    let mut elsewhere = elsewhere.into_iter();
    while found.len() < LEAST {
        let before = found.len();
        let nearest = [larger.next(), smaller.next(), elsewhere.next()];
        found.extend(nearest.into_iter().flatten().take(LEAST - before));
        if found.len() == before {
            break;
        }
    }
    if let Some(other) = wanted.product.needs(payment)
        && otherwise.stock != Stock::SoldOut
    {
        let Otherwise { stock, cost } = otherwise;
        found.push(Alternative::of(wanted, Why::OtherPayment, stock, cost, other));
    }
    found.sort_by_key(|found| (found.why == Why::OtherPayment, found.stock, found.why));
    found
}

/// Orders the alternatives of one reason.
type Nearness = (Stock, bool, u64, bool, Option<Money>, Reverse<String>, String);

fn nearness(wanted: &Spec, found: &Alternative) -> Nearness {
    let apart = match found.why {
        Why::NextSize | Why::Larger | Why::Smaller => distance(wanted, found),
        _ => 0,
    };
    let foreign = found.why == Why::Smaller && found.family != wanted.family;
    // The newest of families that cost the same: families end in their generation.
    let newest = Reverse(found.family.clone());
    (found.stock, foreign, apart, found.cost.is_none(), found.cost, newest, found.zone.clone())
}

/// How far apart two sizes are: in vCPUs and in memory, each as a share of what is wanted.
fn distance(wanted: &Spec, found: &Alternative) -> u64 {
    let share = |found: u32, wanted: u32| {
        u64::from(found.abs_diff(wanted)) * 1000 / u64::from(wanted.max(1))
    };
    share(found.vcpus, wanted.vcpus) + share(found.memory, wanted.memory.get())
}

/// Why a spec could stand in for another; `None` when it could not.
fn reason(wanted: &Spec, found: &Spec) -> Option<Why> {
    if found.zone != wanted.zone && found.name == wanted.name {
        return Some(Why::OtherZone);
    }
    if found.name == wanted.name || !alike(wanted, found) {
        return None;
    }
    let same = found.vcpus == wanted.vcpus
        && found.memory == wanted.memory
        && count(found.gpu.as_ref()) == count(wanted.gpu.as_ref())
        && count(found.fpga.as_ref()) == count(wanted.fpga.as_ref());
    let family = found.family == wanted.family;
    if found.zone != wanted.zone {
        return (same && !family).then_some(Why::Elsewhere);
    }
    let larger = found.vcpus >= wanted.vcpus && found.memory >= wanted.memory;
    let smaller = found.vcpus <= wanted.vcpus && found.memory <= wanted.memory;
    match (same, family) {
        (true, false) => Some(Why::SameShape),
        // Another name for the same size of the same family differs in something not compared here.
        (true, true) => Some(Why::Larger),
        (false, true) if larger => Some(Why::NextSize),
        (false, false) if larger => Some(Why::Larger),
        (false, _) if smaller => Some(Why::Smaller),
        _ => None,
    }
}

/// Whether the same image runs on both, and with the same kind of cards, disks and network.
fn alike(wanted: &Spec, found: &Spec) -> bool {
    found.arch == wanted.arch
        && found.bare_metal == wanted.bare_metal
        && model(found.gpu.as_ref()) == model(wanted.gpu.as_ref())
        && model(found.fpga.as_ref()) == model(wanted.fpga.as_ref())
        && found.local_disks.is_some() == wanted.local_disks.is_some()
        && found.rdma.is_empty() == wanted.rdma.is_empty()
}

fn model(cards: Option<&Cards>) -> Option<&str> {
    cards.map(|cards| cards.model.as_str())
}

fn count(cards: Option<&Cards>) -> u32 {
    cards.map_or(0, |cards| cards.count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalog::Arch;
    use crate::domain::catalog::ProductType;
    use crate::domain::catalog::made_up::spec;
    use crate::domain::units::Gib;
    use rust_decimal::Decimal;

    fn at(zone: &str, spec: Spec) -> Spec {
        Spec { zone: zone.to_owned(), ..spec }
    }

    const NOTHING: Otherwise = Otherwise { stock: Stock::Unknown, cost: None };

    /// `spec@zone why stock`, of offers with their stock and price in cents.
    fn found(wanted: &Spec, payment: Payment, offers: &[(Spec, Stock, i64)]) -> Vec<String> {
        let offer = |(spec, stock, cents): &(Spec, Stock, i64)| Offer {
            cost: (*cents > 0).then(|| Money(Decimal::new(*cents, 2))),
            spec: Box::leak(Box::new(spec.clone())),
            stock: *stock,
        };
        alternatives(wanted, payment, offers.iter().map(offer), NOTHING)
            .into_iter()
            .map(|found| {
                let mark = if found.stock == Stock::Unknown { "?" } else { "" };
                let name = found.spec.trim_start_matches("bcc.");
                format!("{name}@{} {}{mark}", found.zone, <&str>::from(found.why))
            })
            .collect()
    }

    use Stock::{ForSale, SoldOut, Unknown};

    #[test]
    fn the_same_shape_then_the_same_spec_elsewhere_then_the_next_size() {
        let wanted = spec("g5", 4, 16);
        let offers = [
            (wanted.clone(), SoldOut, 70),
            (spec("g5", 8, 32), ForSale, 140),
            (spec("g5", 16, 64), ForSale, 280),
            (spec("g5", 2, 8), ForSale, 35),
            (spec("g5ne", 4, 16), ForSale, 90),
            (spec("g4", 4, 16), ForSale, 65),
            (at("b", wanted.clone()), ForSale, 70),
            (at("d", wanted.clone()), SoldOut, 70),
            (at("b", spec("g4", 4, 16)), ForSale, 60),
        ];
        assert_eq!(
            found(&wanted, Payment::Postpaid, &offers),
            [
                "g4.c4m16@a same_shape",
                "g5ne.c4m16@a same_shape",
                "g5.c4m16@b other_zone",
                "g5.c8m32@a next_size"
            ]
        );
    }

    #[test]
    fn nothing_sold_out_is_offered_and_the_unknown_comes_after_the_known() {
        let wanted = spec("g5", 4, 16);
        let offers = [
            (spec("g4", 4, 16), Unknown, 0),
            (spec("g7", 4, 16), SoldOut, 50),
            (at("b", wanted.clone()), ForSale, 70),
            (spec("g5", 8, 32), ForSale, 140),
        ];
        assert_eq!(
            found(&wanted, Payment::Postpaid, &offers),
            ["g5.c4m16@b other_zone", "g5.c8m32@a next_size", "g4.c4m16@a same_shape?"]
        );
    }

    #[test]
    fn where_the_family_is_sold_out_others_fill_up_to_three() {
        let wanted = spec("g5", 4, 16);
        let offers = [
            (spec("g5", 8, 32), SoldOut, 1),
            (spec("m5", 4, 32), ForSale, 80),
            (spec("m5", 8, 64), ForSale, 160),
            (spec("c5", 4, 8), ForSale, 40),
            (spec("ga2", 2, 8), ForSale, 20),
            (spec("ga2", 16, 8), ForSale, 20),
            (at("b", spec("g4", 4, 16)), Unknown, 0),
        ];
        assert_eq!(
            found(&wanted, Payment::Postpaid, &offers),
            ["m5.c4m32@a larger", "c5.c4m8@a smaller", "g4.c4m16@b elsewhere?"]
        );
        assert_eq!(
            found(&wanted, Payment::Postpaid, &offers[..5]),
            ["m5.c4m32@a larger", "m5.c8m64@a larger", "c5.c4m8@a smaller"]
        );
        assert_eq!(
            found(&wanted, Payment::Postpaid, &offers[4..]),
            ["ga2.c2m8@a smaller", "g4.c4m16@b elsewhere?"]
        );
        assert_eq!(found(&wanted, Payment::Postpaid, &[]), [""; 0]);
    }

    #[test]
    fn only_what_runs_the_same_system_on_the_same_kind_of_hardware_is_offered() {
        let wanted = spec("g5", 4, 16);
        let card = |model: &str, count| Some(Cards { model: model.to_owned(), count });
        let offers = [
            (Spec { arch: Arch::Arm, ..spec("gr1", 4, 16) }, ForSale, 1),
            (Spec { bare_metal: true, ..spec("e1", 4, 16) }, ForSale, 1),
            (Spec { gpu: card("A10", 1), ..spec("gn5", 4, 16) }, ForSale, 1),
            (Spec { local_disks: Some((1, Gib(100))), ..spec("l5", 4, 16) }, ForSale, 1),
            (Spec { rdma: "RoCE".to_owned(), ..spec("h1", 4, 16) }, ForSale, 1),
        ];
        assert_eq!(found(&wanted, Payment::Postpaid, &offers), [""; 0]);
        let gpu = |family: &str, vcpus, count, model| Spec {
            gpu: card(model, count),
            ..spec(family, vcpus, 4 * vcpus)
        };
        let offers = [
            (gpu("gn5", 28, 2, "A10"), ForSale, 1),
            (gpu("gn6", 14, 1, "A10"), ForSale, 1),
            (gpu("gn6", 14, 1, "T4"), ForSale, 1),
            (spec("g5", 14, 56), ForSale, 1),
        ];
        assert_eq!(
            found(&gpu("gn5", 14, 1, "A10"), Payment::Postpaid, &offers),
            ["gn6.c14m56@a same_shape", "gn5.c28m112@a next_size"]
        );
    }

    #[test]
    fn a_spec_of_the_other_payment_only_is_offered_last_under_that_payment() {
        let wanted = Spec { product: ProductType::Prepaid, ..spec("m4", 4, 32) };
        let offers = [
            (wanted.clone(), Unknown, 0),
            (at("b", wanted.clone()), ForSale, 1),
            (spec("m5", 4, 32), Unknown, 0),
            (Spec { product: ProductType::Prepaid, ..spec("m6", 4, 32) }, ForSale, 1),
        ];
        assert_eq!(
            found(&wanted, Payment::Postpaid, &offers),
            ["m5.c4m32@a same_shape?", "m4.c4m32@a other_payment?"]
        );
        let gone = Otherwise { stock: SoldOut, cost: None };
        assert!(alternatives(&wanted, Payment::Postpaid, [], gone).is_empty());
        let sold = alternatives(&wanted, Payment::Postpaid, [], NOTHING);
        assert_eq!((sold.len(), sold[0].payment), (1, Payment::Prepaid));
    }

    #[test]
    fn there_are_few_of_each_kind_the_cheapest_first_and_of_equals_the_newest() {
        let wanted = spec("g5", 4, 16);
        let offers: Vec<_> = [("g1", 30), ("g2", 30), ("g3", 20), ("g4", 0), ("g6", 40)]
            .map(|(family, cents)| (spec(family, 4, 16), ForSale, cents))
            .into();
        assert_eq!(
            found(&wanted, Payment::Postpaid, &offers),
            ["g3.c4m16@a same_shape", "g2.c4m16@a same_shape", "g1.c4m16@a same_shape"]
        );
    }
}
