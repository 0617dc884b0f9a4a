//! What is worked out of the loaded specs once, so that filtering, sorting and drawing look things up
//! instead of searching: where a spec stands, what a filter sees of it, what it costs.

use std::collections::{BTreeMap, HashMap};

use crate::app::effect::{Answer, Ask};
use crate::app::load::Load;
use crate::domain::alternatives::Stock;
use crate::domain::catalog::{Spec, SpecPrice};
use crate::domain::plan::Billing;
use crate::domain::price::{self, PriceAsk, Priced};
use crate::domain::spec_filter::{Profile, Vocabulary};
use crate::domain::units::Money;

/// What the price list says of a spec under one billing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag {
    /// CNY per hour, or for the whole period; `None` where no price was quoted.
    pub cost: Option<Money>,
    /// Quoted as sold out.
    pub sold_out: bool,
}

/// What was worked out of one zone's list. Rows are positions in that list.
#[derive(Debug, Default)]
pub struct Shelf {
    /// Changes whenever something here does; no two shelves ever have the same.
    revision: u64,
    profiles: Vec<Profile>,
    vocabulary: Vocabulary,
    by_name: HashMap<String, usize>,
    families: BTreeMap<String, Vec<usize>>,
    tags: HashMap<Billing, Vec<Option<Tag>>>,
}

impl Shelf {
    fn of(specs: &[Spec]) -> Self {
        let profiles: Vec<Profile> = specs.iter().map(Profile::of).collect();
        let vocabulary = Vocabulary::of(&profiles);
        let mut by_name = HashMap::with_capacity(specs.len());
        let mut families: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (row, spec) in specs.iter().enumerate() {
            // Of two with one name the first counts, as in a search.
            by_name.entry(spec.name.clone()).or_insert(row);
            match families.get_mut(&spec.family) {
                Some(rows) => rows.push(row),
                None => {
                    families.insert(spec.family.clone(), vec![row]);
                }
            }
        }
        Self { revision: 0, profiles, vocabulary, by_name, families, tags: HashMap::new() }
    }

    /// Puts a family's prices on; what the list does not name has none.
    fn price(&mut self, family: &str, billing: Billing, prices: &[SpecPrice]) {
        let all = self.profiles.len();
        let tags = self.tags.entry(billing).or_insert_with(|| vec![None; all]);
        for row in self.families.get(family).into_iter().flatten() {
            tags[*row] = None;
        }
        for price in prices.iter().rev() {
            if let Some(row) = self.by_name.get(&price.spec) {
                let cost = price::spec_hourly(price, billing);
                tags[*row] = Some(Tag { cost, sold_out: price.sold_out });
            }
        }
    }

    /// Changes whenever something here does.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// What a filter sees of each row.
    pub fn profiles(&self) -> &[Profile] {
        &self.profiles
    }

    /// The names a filter knows here.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Rows by name.
    pub fn rows(&self) -> &HashMap<String, usize> {
        &self.by_name
    }

    /// The row of a spec.
    pub fn row(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// The families, sorted.
    pub fn families(&self) -> impl Iterator<Item = &String> {
        self.families.keys()
    }

    /// The price tags of all rows under a billing; empty while none is known.
    pub fn tags(&self, billing: Billing) -> &[Option<Tag>] {
        self.tags.get(&billing).map_or(&[], Vec::as_slice)
    }

    /// The price tag of a row.
    pub fn tag(&self, row: usize, billing: Billing) -> Option<Tag> {
        self.tags(billing).get(row).copied().flatten()
    }

    /// Whether a row can be bought, as far as its price tag says.
    pub fn stock(&self, row: usize, billing: Billing) -> Stock {
        match self.tag(row, billing) {
            None => Stock::Unknown,
            Some(Tag { sold_out: true, .. }) => Stock::SoldOut,
            Some(_) => Stock::ForSale,
        }
    }
}

/// The shelves of all zones whose specs are loaded.
#[derive(Debug, Default)]
pub struct Shelves {
    revisions: u64,
    zones: HashMap<String, Shelf>,
}

impl Shelves {
    /// The shelf of a zone.
    pub fn of(&self, zone: &str) -> Option<&Shelf> {
        self.zones.get(zone)
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.zones.clear();
    }

    /// Works out what follows from the answer to this question, which is among `loads`.
    pub fn learn(&mut self, ask: &Ask, loads: &HashMap<Ask, Load<Answer>>) {
        self.revisions += 1;
        match (ask, loads.get(ask).and_then(|load| load.value.as_ref())) {
            (Ask::Specs(zone), Some(Answer::Specs(specs))) => {
                let mut new = Shelf::of(specs);
                for (ask, load) in loads {
                    if let (Some((family, of, billing)), Some(value)) = (family(ask), &load.value)
                        && of == zone
                        && let Answer::Price(Priced::Family(prices)) = value
                    {
                        new.price(family, billing, prices);
                    }
                }
                new.revision = self.revisions;
                self.zones.insert(zone.clone(), new);
            }
            (ask, Some(Answer::Price(Priced::Family(prices)))) => {
                if let Some((family, zone, billing)) = family(ask)
                    && let Some(shelf) = self.zones.get_mut(zone)
                {
                    shelf.price(family, billing, prices);
                    shelf.revision = self.revisions;
                }
            }
            _ => {}
        }
    }
}

/// Family, zone and billing of a question for a family's prices.
fn family(ask: &Ask) -> Option<(&str, &str, Billing)> {
    match ask {
        Ask::Price(PriceAsk::Family { family, zone, billing }) => Some((family, zone, *billing)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalog::made_up::spec;
    use crate::domain::fault::{Fault, FaultKind};
    use crate::domain::order::Moment;
    use crate::domain::units::Months;
    use rust_decimal::Decimal;

    fn price(name: &str, sold_out: bool) -> SpecPrice {
        let trade = Some(Money(Decimal::new(1, 2)));
        SpecPrice { spec: name.to_owned(), list: None, trade, sold_out }
    }

    /// Answers, and the shelves that learn of each as it comes.
    #[derive(Default)]
    struct Told {
        loads: HashMap<Ask, Load<Answer>>,
        shelves: Shelves,
    }

    impl Told {
        fn tell(&mut self, ask: &Ask, answer: Answer) {
            let mut load = Load::asked(Moment::ZERO);
            load.answer(Ok(answer), Moment::ZERO);
            self.loads.insert(ask.clone(), load);
            self.shelves.learn(ask, &self.loads);
        }

        fn specs(&mut self, specs: &[(&str, u32)]) {
            let specs = specs.iter().map(|(family, vcpus)| spec(family, *vcpus, 2 * vcpus));
            self.tell(&Ask::Specs("a".to_owned()), Answer::Specs(specs.collect()));
        }

        fn prices(&mut self, family: &str, billing: Billing, prices: Vec<SpecPrice>) {
            let (family, zone) = (family.to_owned(), "a".to_owned());
            let ask = Ask::Price(PriceAsk::Family { family, zone, billing });
            self.tell(&ask, Answer::Price(Priced::Family(prices)));
        }

        fn shelf(&self) -> &Shelf {
            self.shelves.of("a").unwrap()
        }
    }

    const METERED: Billing = Billing::Postpaid;

    #[test]
    fn prices_are_on_the_shelf_whichever_comes_first() {
        for first in [true, false] {
            let mut told = Told::default();
            let list = [("g5", 2), ("g5", 4), ("g4", 2)];
            if first {
                told.specs(&list);
            }
            let g5 = vec![price("bcc.g5.c2m4", false), price("bcc.g5.c4m8", true)];
            told.prices("g5", METERED, g5);
            if !first {
                told.specs(&list);
            }
            let stocks = [0, 1, 2].map(|row| told.shelf().stock(row, METERED));
            assert_eq!(stocks, [Stock::ForSale, Stock::SoldOut, Stock::Unknown]);
            let cost = told.shelf().tag(0, METERED).unwrap().cost;
            assert_eq!(cost, Some(Money(Decimal::new(60, 2))));
            assert_eq!(told.shelf().tag(0, Billing::Prepaid(Months(1))), None);
            assert_eq!(told.shelf().row("bcc.g4.c2m4"), Some(2));
        }
    }

    #[test]
    fn a_later_price_list_takes_away_what_it_no_longer_names() {
        let mut told = Told::default();
        told.specs(&[("g5", 2), ("g5", 4), ("g4", 2)]);
        told.prices("g4", METERED, vec![price("bcc.g4.c2m4", false)]);
        told.prices("g5", METERED, vec![price("bcc.g5.c2m4", false)]);
        let before = told.shelf().revision();
        told.prices("g5", METERED, vec![price("bcc.g5.c4m8", false), price("bcc.gone.c1m1", true)]);
        let stocks = [0, 1, 2].map(|row| told.shelf().stock(row, METERED));
        assert_eq!(stocks, [Stock::Unknown, Stock::ForSale, Stock::ForSale]);
        assert_ne!(told.shelf().revision(), before);
    }

    #[test]
    fn the_first_of_two_with_one_name_counts_and_no_row_is_out_of_reach() {
        let mut told = Told::default();
        told.specs(&[("g5", 2), ("g5", 2)]);
        assert_eq!(told.shelf().row("bcc.g5.c2m4"), Some(0));
        assert_eq!((told.shelf().tag(7, METERED), told.shelf().row("x")), (None, None));
    }

    #[test]
    fn an_answer_of_no_concern_changes_nothing() {
        let mut told = Told::default();
        told.specs(&[("g5", 2)]);
        let before = told.shelf().revision();
        told.tell(&Ask::Zones, Answer::Zones(Vec::new()));
        let mut failed = Load::asked(Moment::ZERO);
        failed.answer(Err(Fault::local(FaultKind::Timeout, "")), Moment::ZERO);
        told.loads.insert(Ask::Images, failed);
        told.shelves.learn(&Ask::Images, &told.loads);
        assert_eq!(told.shelf().revision(), before);
        told.shelves.clear();
        assert!(told.shelves.of("a").is_none());
    }
}
