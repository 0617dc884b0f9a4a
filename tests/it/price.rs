//! Prices of the whole order, against sums made by hand.

use std::cell::RefCell;

use bcc_wizard::domain::catalog::{DiskPrice, EipPrice, SpecPrice};
use bcc_wizard::domain::plan::{Billing, ChargeType, Line, Payment};
use bcc_wizard::domain::price::{
    Basket, Comparison, Cost, Due, Known, LIST_KEEPS, MARKET_KEEPS, Part, PartKind, PriceAsk,
    Priced, QUOTED_UNIT, Quote, Saving, Total, needs_typed_count, quoted_hourly, spec_hourly,
};
use bcc_wizard::domain::units::{Gib, Mbps, Money, Months};
use rstest::rstest;

use crate::world::{World, data_disk};

fn money(text: &str) -> Money {
    text.parse().unwrap()
}

fn spec_price(list: Option<&str>, trade: Option<&str>) -> SpecPrice {
    SpecPrice {
        spec: "bcc.g5.c2m8".to_owned(),
        list: list.map(money),
        trade: trade.map(money),
        sold_out: false,
    }
}

fn disk(price: &str, unit: &str) -> Priced {
    Priced::Disk(DiskPrice { price: money(price), unit: unit.to_owned() })
}

/// Answers of the shape the samples have: postpaid per minute, prepaid for the whole period.
fn answer(ask: &PriceAsk) -> Priced {
    match ask {
        PriceAsk::Family { billing: Billing::Postpaid, .. } => {
            Priced::Family(vec![spec_price(Some("0.0110"), Some("0.0110"))])
        }
        PriceAsk::Family { .. } => Priced::Family(vec![spec_price(Some("316.00"), Some("268.60"))]),
        PriceAsk::Disk { billing: Billing::Postpaid, .. } => disk("0.00245", "minute"),
        PriceAsk::Disk { .. } => disk("1200.0", "month"),
        PriceAsk::Spot { .. } => Priced::Spot(crate::rare::spot_price()),
        PriceAsk::PublicIp { charge, .. } => Priced::PublicIp(match charge {
            ChargeType::BandwidthPrepaid => {
                EipPrice { purchase: Some(money("23.00")), ..EipPrice::default() }
            }
            ChargeType::BandwidthPostpaid => EipPrice {
                config: Some(money("0.00233")),
                config_unit: "minute".to_owned(),
                ..EipPrice::default()
            },
            ChargeType::Traffic => EipPrice {
                config: Some(money("0.00000")),
                config_unit: "minute".to_owned(),
                traffic: Some(money("0.76")),
                ..EipPrice::default()
            },
        }),
    }
}

fn basket(world: &World) -> Basket {
    Basket::of(&world.draft, &world.facts())
}

/// The quote when every question is answered by `answer`.
fn quote_by(basket: &Basket, answer: impl Fn(&PriceAsk) -> Option<Priced>) -> Quote {
    let asks = basket.asks();
    let answers: Vec<Option<Priced>> = asks.iter().map(answer).collect();
    basket.quote(|ask| {
        let at = asks.iter().position(|asked| asked == ask).expect("asked beforehand");
        answers[at].as_ref().map_or(Known::Failed, Known::Answer)
    })
}

fn quote(world: &World) -> Quote {
    quote_by(&basket(world), |ask| Some(answer(ask)))
}

fn costs(quote: &Quote) -> Vec<(PartKind, Cost)> {
    quote.parts.iter().map(|part| (part.kind.clone(), part.cost.clone())).collect()
}

fn hourly(text: &str) -> Cost {
    Cost::Hourly(money(text))
}

fn known(text: &str) -> Total {
    Total { amount: money(text), complete: true }
}

/// Three instances with 100 GB system disk, two data disks, 5 Mbps.
fn rich(payment: Payment, charge: Option<ChargeType>) -> World {
    let mut world = World::valid();
    let draft = &mut world.draft;
    draft.count = "3".into();
    draft.system_disk_size = "100".into();
    draft.data_disks = vec![data_disk("cloud_hp1", "60"), data_disk("hp1", "50")];
    draft.public_ip = true;
    draft.charge = charge;
    draft.payment = payment;
    draft.months = Months(2);
    world
}

#[test]
fn pay_as_you_go_is_the_minute_times_sixty_times_the_count() {
    let quote = quote(&rich(Payment::Postpaid, None));
    assert_eq!(
        costs(&quote),
        [
            (PartKind::Instance, hourly("1.98")),
            (PartKind::SystemDisk(Gib(100)), hourly("0.441")),
            (PartKind::DataDisk(Gib(60)), hourly("0.441")),
            (PartKind::DataDisk(Gib(50)), hourly("0.441")),
            (PartKind::PublicIp(Mbps(5)), hourly("0.4194")),
        ]
    );
    assert_eq!(quote.hourly(), known("3.7224"));
    assert_eq!(quote.once(), known("0"));
    assert_eq!(quote.monthly_estimate(), known("2680.128"));
    assert_eq!(quote.per_gb(), None);
    assert!(!quote.is_loading());
    assert_eq!(quote.missing(), Vec::<&Part>::new());
    let estimates: Vec<bool> = quote.parts.iter().map(|part| part.estimate).collect();
    assert_eq!(estimates, [false, true, false, false, false]);
}

#[test]
fn a_subscription_is_the_whole_period_times_the_count() {
    let quote = quote(&rich(Payment::Prepaid, None));
    let once = |text| Cost::Once(money(text));
    assert_eq!(
        costs(&quote),
        [
            (PartKind::Instance, once("805.80")),
            (PartKind::SystemDisk(Gib(100)), once("3600")),
            (PartKind::DataDisk(Gib(60)), once("3600")),
            (PartKind::DataDisk(Gib(50)), once("3600")),
            (PartKind::PublicIp(Mbps(5)), once("69")),
        ]
    );
    assert_eq!(quote.once(), known("11674.80"));
    assert_eq!(quote.hourly(), known("0"));
    assert_eq!(quote.parts[0].list, Some(money("948.00")), "316 times 3, before the discount");
}

#[test]
fn bandwidth_may_be_paid_otherwise_than_the_instance() {
    let mixed = quote(&rich(Payment::Prepaid, Some(ChargeType::BandwidthPostpaid)));
    assert_eq!(mixed.once(), known("11605.80"));
    assert_eq!(mixed.hourly(), known("0.4194"));

    let mixed = quote(&rich(Payment::Postpaid, Some(ChargeType::BandwidthPrepaid)));
    assert_eq!(mixed.once(), known("69"));
    assert_eq!(mixed.hourly(), known("3.303"));
    assert!(mixed.parts[4].estimate, "one month is shown for a period nobody gave");
}

#[test]
fn traffic_is_priced_by_the_gigabyte_whatever_the_count() {
    let world = rich(Payment::Postpaid, Some(ChargeType::Traffic));
    let free = quote(&world);
    assert_eq!(free.parts[4].kind, PartKind::Traffic);
    assert_eq!(free.parts.len(), 5, "nothing is said of a standing charge of zero");
    assert_eq!(free.per_gb(), Some(money("0.76")));
    assert_eq!(free.hourly(), known("3.303"));

    let charged = quote_by(&basket(&world), |ask| match ask {
        PriceAsk::PublicIp { .. } => Some(Priced::PublicIp(EipPrice {
            config: Some(money("0.001")),
            traffic: Some(money("0.76")),
            ..EipPrice::default()
        })),
        _ => Some(answer(ask)),
    });
    assert_eq!(charged.parts[4].kind, PartKind::PublicIp(Mbps(5)));
    assert_eq!(charged.parts[4].cost, hourly("0.180"));
    assert_eq!(charged.parts[5].cost, Cost::PerGb(money("0.76")));
}

#[test]
fn the_questions_are_asked_for_one_and_each_once() {
    let mut world = rich(Payment::Prepaid, None);
    let (zone, billing) = ("cn-bj-a".to_owned(), Billing::Prepaid(Months(2)));
    let disk = |storage_type: &str, size| PriceAsk::Disk {
        storage_type: storage_type.to_owned(),
        size: Gib(size),
        zone: zone.clone(),
        billing,
    };
    let family = PriceAsk::Family { family: "g5".to_owned(), zone: zone.clone(), billing };
    let (bandwidth, charge) = (Mbps(5), ChargeType::BandwidthPrepaid);
    let public_ip = PriceAsk::PublicIp { bandwidth, charge, line: None, months: Some(Months(2)) };
    // The paid 60 GB of the system disk are the same question as the first data disk.
    let expected = [family, disk("cloud_hp1", 60), disk("hp1", 50), public_ip];
    assert_eq!(basket(&world).asks(), expected);

    let other = basket(&world).with_billing(Billing::Postpaid);
    assert_eq!(other.billing(), Billing::Postpaid);
    assert_eq!(
        other.asks()[3],
        PriceAsk::PublicIp {
            bandwidth,
            charge: ChargeType::BandwidthPostpaid,
            line: None,
            months: None
        }
    );
    assert_eq!(quote_by(&other, |ask| Some(answer(ask))).hourly(), known("3.7224"));

    world.draft.charge = Some(ChargeType::BandwidthPrepaid);
    let other = basket(&world).with_billing(Billing::Postpaid);
    assert_eq!(
        other.asks()[3],
        PriceAsk::PublicIp { bandwidth, charge, line: None, months: Some(Months(1)) }
    );
}

#[test]
fn forty_gigabytes_of_system_disk_are_included() {
    let mut world = World::valid();
    for (size, asks) in [("20", 1), ("40", 1), ("41", 2)] {
        world.draft.system_disk_size = size.to_owned();
        assert_eq!(basket(&world).asks().len(), asks, "{size}");
    }
    world.draft.system_disk_size = "40".to_owned();
    let included = quote(&world);
    assert_eq!(included.parts[1].cost, Cost::Included);
    assert!(!included.parts[1].estimate);
    assert_eq!(included.hourly(), known("0.66"));
    assert_eq!(included.monthly_estimate(), known("475.2"));

    world.draft.system_disk_size = "100".to_owned();
    world.draft.system_disk_type = None;
    let asks = basket(&world).asks();
    assert!(
        matches!(&asks[1], PriceAsk::Disk { storage_type, size: Gib(60), .. } if storage_type == "hp1"),
        "the cloud's default type is priced: {asks:?}"
    );
}

#[test]
fn what_cannot_be_read_has_no_price_and_stops_nothing_else() {
    let mut world = rich(Payment::Postpaid, None);
    world.draft.data_disks = vec![data_disk("", "50"), data_disk("hp1", "5x")];
    world.draft.bandwidth = "fast".to_owned();
    world.draft.system_disk_size = String::new();
    let partly = quote(&world);
    assert_eq!(partly.parts[0].cost, hourly("1.98"));
    assert!(partly.parts[1..].iter().all(|part| part.cost == Cost::Unchosen), "{partly:?}");
    assert_eq!(partly.missing().len(), 4);
    assert_eq!(partly.hourly(), Total { amount: money("1.98"), complete: false });
    assert_eq!(partly.once(), known("0"), "nothing of it would be paid at once");
    assert!(needs_typed_count(&partly, 1));

    for count in ["", "0", "x"] {
        let mut world = rich(Payment::Postpaid, None);
        world.draft.count = count.to_owned();
        let none = quote(&world);
        assert_eq!(none.missing().len(), none.parts.len(), "{count}");
    }
    let mut world = World::offline();
    world.draft.zone = None;
    assert_eq!(basket(&world).asks(), []);
    world.draft = bcc_wizard::domain::draft::Draft::new("bj");
    assert_eq!(quote(&world).parts[0].cost, Cost::Unchosen);
}

#[test]
fn no_public_ip_is_no_part() {
    let mut world = World::valid();
    assert_eq!(quote(&world).parts.len(), 2);
    world.draft.public_ip = true;
    world.draft.bandwidth = "0".to_owned();
    assert_eq!(quote(&world).parts.len(), 2);
    world.draft.bandwidth = "1".to_owned();
    assert_eq!(quote(&world).parts.len(), 3);
}

#[test]
fn an_answer_that_is_not_there_is_never_zero() {
    let world = rich(Payment::Postpaid, None);
    let basket = basket(&world);
    for (known_as, cost) in [
        (Known::Loading, Cost::Loading),
        (Known::Forbidden, Cost::Forbidden),
        (Known::Failed, Cost::NotQuoted),
    ] {
        let quote = basket.quote(|_| known_as);
        assert!(quote.parts.iter().all(|part| part.cost == cost), "{quote:?}");
        assert_eq!(quote.hourly(), Total { amount: Money::ZERO, complete: false });
        assert_eq!(quote.is_loading(), cost == Cost::Loading);
        assert!(quote.parts.iter().all(|part| part.cost.amount().is_none()));
    }
    // An answer of another kind, and a family without the spec.
    let strange = quote_by(&basket, |ask| match ask {
        PriceAsk::Disk { .. } | PriceAsk::Family { .. } => Some(Priced::Family(Vec::new())),
        PriceAsk::PublicIp { .. } | PriceAsk::Spot { .. } => Some(disk("1", "")),
    });
    assert!(strange.parts.iter().all(|part| part.cost == Cost::NotQuoted), "{strange:?}");
}

#[test]
fn a_sold_out_spec_has_no_price_even_if_one_is_quoted() {
    let basket = basket(&World::valid());
    let quote = quote_by(&basket, |_| {
        let price = SpecPrice { sold_out: true, ..spec_price(None, Some("0.01")) };
        Some(Priced::Family(vec![price]))
    });
    assert_eq!(quote.parts[0].cost, Cost::SoldOut);
    assert!(!quote.hourly().complete);
}

#[rstest]
#[case(Some("2"), Some("1"), Some("60"), Some("120"))]
#[case(Some("1.0"), Some("1"), Some("60"), None)]
#[case(Some("2"), None, Some("120"), None)]
#[case(None, Some("1"), Some("60"), None)]
#[case(None, None, None, None)]
#[case(None, Some("-1"), None, None)]
#[case(None, Some("79228162514264337593543950335"), None, None)]
fn the_trade_price_counts_and_the_list_price_is_shown_beside_it(
    #[case] list: Option<&str>,
    #[case] trade: Option<&str>,
    #[case] cost: Option<&str>,
    #[case] shown: Option<&str>,
) {
    let price = spec_price(list, trade);
    assert_eq!(spec_hourly(&price, Billing::Postpaid), cost.map(money));
    let basket = basket(&World::valid());
    let quote = quote_by(&basket, |_| Some(Priced::Family(vec![price.clone()])));
    assert_eq!(quote.parts[0].cost, cost.map_or(Cost::NotQuoted, hourly));
    assert_eq!(quote.parts[0].list, shown.map(money));
}

#[test]
fn the_column_of_a_subscription_is_the_whole_period() {
    let price = spec_price(Some("316.00"), Some("268.60"));
    assert_eq!(spec_hourly(&price, Billing::Prepaid(Months(1))), Some(money("268.60")));
}

#[rstest]
#[case("minute", Some("1440"))]
#[case("", Some("1440"))]
#[case("CNY/Minute", Some("1440"))]
#[case("分钟", Some("1440"))]
#[case("hour", Some("24"))]
#[case("day", Some("1"))]
#[case("month", Some("0.0333333333333333333333333333"))]
#[case("fortnight", None)]
fn the_unit_as_delivered_is_obeyed(#[case] unit: &str, #[case] cost: Option<&str>) {
    let mut world = World::valid();
    world.draft.data_disks = vec![data_disk("hp1", "50")];
    let quote = quote_by(&basket(&world), |ask| match ask {
        PriceAsk::Disk { .. } => Some(disk("24", unit)),
        _ => Some(answer(ask)),
    });
    assert_eq!(quote.parts[2].cost, cost.map_or(Cost::NotQuoted, hourly));
}

#[test]
fn sums_that_overflow_are_incomplete_and_do_not_panic() {
    let part = || Part {
        kind: PartKind::Instance,
        cost: Cost::Hourly(Money(rust_decimal::Decimal::MAX)),
        due: Due::Hourly,
        list: None,
        estimate: false,
    };
    let quote = Quote { billing: Billing::Postpaid, parts: vec![part(), part()], image_fee: false };
    assert!(!quote.hourly().complete);
    assert!(!quote.monthly_estimate().complete);
    assert!(needs_typed_count(&quote, 1));
}

fn priced(due: Due, amount: &str) -> Part {
    let amount = money(amount);
    let cost = match due {
        Due::Hourly => Cost::Hourly(amount),
        Due::Once => Cost::Once(amount),
        Due::PerGb => Cost::PerGb(amount),
    };
    Part { kind: PartKind::Instance, cost, due, list: None, estimate: false }
}

#[rstest]
#[case(&[(Due::Once, "1000")], 5, false)]
#[case(&[(Due::Once, "1000.01")], 5, true)]
#[case(&[(Due::Once, "1")], 6, true)]
#[case(&[(Due::Hourly, "1.3888")], 1, false)] // 999.936 a month
#[case(&[(Due::Hourly, "1.3889")], 1, true)] // 1000.008 a month
#[case(&[(Due::Hourly, "0.7"), (Due::Once, "496")], 1, false)]
#[case(&[(Due::Hourly, "0.7"), (Due::Once, "496.01")], 1, true)]
#[case(&[(Due::Hourly, "0.7"), (Due::PerGb, "2000")], 1, false)]
fn large_orders_ask_to_type_the_count(
    #[case] parts: &[(Due, &str)],
    #[case] count: u32,
    #[case] typed: bool,
) {
    let parts = parts.iter().map(|(due, amount)| priced(*due, amount)).collect();
    let quote = Quote { billing: Billing::Postpaid, parts, image_fee: false };
    assert_eq!(needs_typed_count(&quote, count), typed);
}

#[test]
fn an_order_with_any_price_unknown_asks_to_type_the_count() {
    let mut world = World::valid();
    world.draft.public_ip = true;
    world.draft.charge = Some(ChargeType::Traffic);
    let unknown = quote_by(&basket(&world), |ask| match ask {
        PriceAsk::PublicIp { .. } => None,
        _ => Some(answer(ask)),
    });
    assert!(unknown.hourly().complete);
    assert!(needs_typed_count(&unknown, 1));
    assert!(!needs_typed_count(&quote(&world), 1));
}

#[test]
fn only_what_was_asked_is_looked_up() {
    for payment in [Payment::Postpaid, Payment::Prepaid] {
        for charge in [None, Some(ChargeType::Traffic), Some(ChargeType::BandwidthPrepaid)] {
            let basket = basket(&rich(payment, charge));
            let seen = RefCell::new(Vec::new());
            basket.quote(|ask| {
                seen.borrow_mut().push(ask.clone());
                Known::Loading
            });
            let asks = basket.asks();
            assert!(seen.borrow().iter().all(|ask| asks.contains(ask)));
            assert!(asks.iter().all(|ask| seen.borrow().contains(ask)));
        }
    }
}

/// One order under all three payments.
fn all(world: &World) -> Vec<Quote> {
    let basket = basket(world);
    let billings = [Billing::Postpaid, Billing::Prepaid(world.draft.months), Billing::Spot];
    billings
        .map(|billing| quote_by(&basket.clone().with_billing(billing), |ask| Some(answer(ask))))
        .to_vec()
}

#[test]
fn payments_are_compared_over_the_period_by_a_month_of_720_hours() {
    let mut world = World::valid();
    world.draft.months = Months(2);
    let quotes = all(&world);
    let [metered, subscribed, spot] = &quotes[..] else { panic!("three payments") };
    // 0.0110, 268.60 (for whatever period it is asked), 0.0005 a minute.
    assert_eq!(metered.per_month(), Some(money("475.2")));
    assert_eq!(subscribed.per_month(), Some(money("134.30")));
    assert_eq!(spot.per_month(), Some(money("21.6")));
    let compared = Comparison::of(&quotes);
    assert_eq!(compared.months, Months(2));
    assert_eq!(compared.over(Payment::Postpaid), Some(money("950.4")));
    assert_eq!(compared.over(Payment::Prepaid), Some(money("268.60")));
    assert_eq!(compared.over(Payment::Spot), Some(money("43.2")));
    assert_eq!(compared.cheapest(), Some(Payment::Spot));
    let saving = compared.saving(Payment::Prepaid, Payment::Postpaid);
    assert_eq!(saving, Some(Saving { amount: money("681.80"), percent: 72 }));
    assert_eq!(compared.saving(Payment::Postpaid, Payment::Prepaid), None);
    assert_eq!(compared.saving(Payment::Spot, Payment::Spot), None);
}

#[test]
fn what_is_not_known_is_not_compared() {
    let mut quotes = all(&World::valid());
    quotes[0].parts[0].cost = Cost::NotQuoted;
    let compared = Comparison::of(&quotes);
    assert_eq!(compared.over(Payment::Postpaid), None);
    assert_eq!(compared.saving(Payment::Spot, Payment::Postpaid), None);
    assert_eq!(compared.cheapest(), Some(Payment::Spot), "of the two that are known");
    quotes[1].parts[0].cost = Cost::Forbidden;
    assert_eq!(Comparison::of(&quotes).cheapest(), None, "one alone is not cheapest");
}

#[test]
fn what_is_paid_otherwise_than_the_instance_counts_in_its_own_way() {
    // Bandwidth bought by the month beside what is metered, and metered beside a subscription.
    let monthly = all(&rich(Payment::Postpaid, Some(ChargeType::BandwidthPrepaid)));
    let compared = Comparison::of(&monthly);
    // 3.303 an hour and 69 a month, over two months.
    assert_eq!(compared.over(Payment::Postpaid), Some(money("4894.32")));
    let metered = all(&rich(Payment::Prepaid, Some(ChargeType::BandwidthPostpaid)));
    // 11605.80 at once and 0.4194 an hour.
    assert_eq!(metered[1].per_month(), Some(money("6104.868")));
    assert_eq!(Comparison::of(&metered).over(Payment::Prepaid), Some(money("12209.736")));
}

#[test]
fn a_spot_instance_costs_its_market_price_and_all_else_as_pay_as_you_go() {
    let quotes = all(&rich(Payment::Spot, None));
    let (metered, spot) = (&quotes[0], &quotes[2]);
    assert_eq!(spot.parts[0].cost, hourly("0.09"), "0.0005 a minute, three times");
    assert_eq!(spot.parts[0].list, Some(money("0.36")));
    assert_eq!(spot.parts[1..], metered.parts[1..]);

    let mut world = rich(Payment::Spot, None);
    world.rare.spot_offers = Some(crate::rare::spot_offers(&["cn-bj-d"]));
    let basket = basket(&world);
    assert!(!basket.asks().iter().any(|ask| matches!(ask, PriceAsk::Spot { .. })));
    let quote = quote_by(&basket, |ask| Some(answer(ask)));
    assert_eq!(quote.parts[0].cost, Cost::NotOffered);
    assert!(!quote.hourly().complete && needs_typed_count(&quote, 1));
}

#[test]
fn what_no_operation_quotes_is_said() {
    let mut world = World::valid();
    assert!(!quote(&world).image_fee);
    world.draft.image = Some("m-windows".to_owned());
    assert!(quote(&world).image_fee);
    world.draft.data_disks = vec![data_disk("enhanced_ssd_pl1", "100")];
    world.draft.data_disks[0].extra_io = "2000".to_owned();
    world.draft.system_extra_io = "500".to_owned();
    let quote = quote(&world);
    assert_eq!(quote.parts[3].kind, PartKind::ExtraIo(2500));
    assert_eq!(quote.parts[3].cost, Cost::NotQuoted);
    assert!(!quote.hourly().complete);
}

#[test]
fn the_line_of_a_public_ip_is_asked_for() {
    let mut world = rich(Payment::Postpaid, None);
    world.draft.line = Some(Line::EnhancedBgp);
    let asks = basket(&world).asks();
    let enhanced =
        |ask: &PriceAsk| matches!(ask, PriceAsk::PublicIp { line: Some(Line::EnhancedBgp), .. });
    assert!(asks.iter().any(enhanced), "{asks:?}");
}

#[test]
fn the_unit_of_quotes_stands_in_one_place() {
    assert_eq!(QUOTED_UNIT, "minute");
    assert_eq!(quoted_hourly(money("0.0110")), Some(money("0.66")));
    assert_eq!(quoted_hourly(money("-1")), None);
    let market = PriceAsk::Spot {
        spec: String::new(),
        zone: String::new(),
        instance_type: String::new(),
        vcpus: 1,
        memory: Gib(1),
    };
    assert_eq!(market.keeps(), MARKET_KEEPS);
    assert!(basket(&World::valid()).asks().iter().all(|ask| ask.keeps() == LIST_KEEPS));
}
