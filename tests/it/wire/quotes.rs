//! Prices: what each operation answers, and that the price shown for an order is what the cloud takes.

use std::collections::BTreeSet;

use bcc_wizard::api::client::Client;
use bcc_wizard::domain::catalog::{EipPrice, SpotQuestion};
use bcc_wizard::domain::draft::{Draft, LoginChoice};
use bcc_wizard::domain::plan::{self, Billing, ChargeType, Payment};
use bcc_wizard::domain::price::{Basket, Known, MINUTES_PER_HOUR, PriceAsk, Priced};
use bcc_wizard::domain::units::{Gib, Mbps, Money, Months};

use super::{Pair, body};
use crate::rare::Rare;
use crate::world::{World, data_disk};

fn money(text: &str) -> Money {
    text.parse().unwrap()
}

#[tokio::test]
async fn every_family_of_every_zone_has_both_kinds_of_price() {
    let pair = Pair::new();
    for zone in ["cn-bj-a", "cn-bj-b", "cn-bj-d"] {
        let specs = pair.client.specs(zone).await.unwrap();
        let families: BTreeSet<&str> = specs.iter().map(|spec| spec.family.as_str()).collect();
        for family in families {
            let named: BTreeSet<&str> = specs
                .iter()
                .filter(|spec| spec.family == family)
                .map(|spec| spec.name.as_str())
                .collect();
            for billing in
                [Billing::Postpaid, Billing::Prepaid(Months(1)), Billing::Prepaid(Months(12))]
            {
                let prices = pair.client.family_prices(family, zone, billing).await.unwrap();
                let of_answer: BTreeSet<&str> =
                    prices.iter().map(|price| price.spec.as_str()).collect();
                assert_eq!(of_answer, named, "{family} in {zone}");
                for price in &prices {
                    let (list, trade) = (price.list.unwrap(), price.trade.unwrap());
                    assert!(trade > Money::ZERO, "{price:?}");
                    // A year is cheaper; nothing else is.
                    let year = billing == Billing::Prepaid(Months(12));
                    assert_eq!(trade < list, year, "{price:?} {billing:?}");
                }
            }
        }
    }
}

#[tokio::test]
async fn one_spec_is_priced_for_its_count_and_says_when_it_is_sold_out() {
    let pair = Pair::new();
    let client = &pair.client;
    let cost = async |billing, count| {
        let answer = client.spec_price("bcc.g5.c2m8", Some("g5"), "cn-bj-a", billing, count).await;
        answer.unwrap().trade.unwrap()
    };
    // 316 CNY a month; half as much again by the minute of a 30-day month, to six places.
    assert_eq!(cost(Billing::Postpaid, 1).await, money("0.010972"));
    assert_eq!(cost(Billing::Postpaid, 3).await, money("0.032916"));
    assert_eq!(cost(Billing::Prepaid(Months(1)), 1).await, money("316.00"));
    assert_eq!(cost(Billing::Prepaid(Months(12)), 2).await, money("6294.72"));

    let prices = client.family_prices("g5", "cn-bj-a", Billing::Postpaid).await.unwrap();
    let sold_out: Vec<&str> =
        prices.iter().filter(|price| price.sold_out).map(|price| price.spec.as_str()).collect();
    assert_eq!(sold_out, ["bcc.g5.c64m256"]);
}

#[tokio::test]
async fn disks_and_public_ips_have_their_prices_in_every_way_of_paying() {
    let pair = Pair::new();
    let client = &pair.client;
    let disk = client.disk_price("hp1", Gib(100), "cn-bj-a", Billing::Postpaid).await.unwrap();
    assert_eq!((disk.price, disk.unit.as_str()), (money("0.002604"), "minute"));
    let year = Billing::Prepaid(Months(12));
    let disk = client.disk_price("hp1", Gib(100), "cn-bj-a", year).await.unwrap();
    assert_eq!((disk.price, disk.unit.as_str()), (money("747"), "month"));
    // Both names of a type have one price.
    let alias = client.disk_price("ssd", Gib(100), "cn-bj-a", year).await.unwrap();
    assert_eq!(alias, disk);

    let nothing = EipPrice::default();
    let prepaid =
        client.eip_price(Mbps(10), ChargeType::BandwidthPrepaid, None, Some(Months(2))).await;
    assert_eq!(prepaid.unwrap(), EipPrice { purchase: Some(money("1030")), ..nothing.clone() });
    let hourly =
        client.eip_price(Mbps(5), ChargeType::BandwidthPostpaid, None, None).await.unwrap();
    let unit = || "minute".to_owned();
    assert_eq!(
        hourly,
        EipPrice { config: Some(money("0.003993")), config_unit: unit(), ..nothing.clone() }
    );
    let traffic = client.eip_price(Mbps(100), ChargeType::Traffic, None, None).await.unwrap();
    let free = EipPrice { config: Some(Money::ZERO), config_unit: unit(), ..nothing };
    assert_eq!(traffic, EipPrice { traffic: Some(money("0.76")), ..free });
}

/// What the real client knows of region `bj` for a draft: the facts that the wizard would have.
async fn known(client: &Client, draft: Draft) -> World {
    let of = |text: &Option<String>| text.clone().unwrap();
    World {
        short_secret: false,
        zones: Some(client.zones().await.unwrap()),
        specs: Some(client.specs(&of(&draft.zone)).await.unwrap()),
        prices: None,
        images: Some(client.images().await.unwrap()),
        detail: Some(client.image(&of(&draft.image)).await.unwrap()),
        fitting: Some(client.fitting_images(&of(&draft.spec)).await.unwrap()),
        quota: Some(client.disk_quota(&of(&draft.zone)).await.unwrap()),
        vpcs: Some(client.vpcs().await.unwrap()),
        subnets: Some(client.subnets(None).await.unwrap()),
        groups: Some(client.security_groups(draft.vpc.as_deref()).await.unwrap()),
        enterprise_groups: None,
        key_pairs: Some(client.key_pairs().await.unwrap()),
        rare: Rare { spot_offers: Some(client.spot_offers().await.unwrap()), ..Rare::unknown() },
        draft,
    }
}

async fn priced(client: &Client, ask: &PriceAsk) -> Priced {
    match ask {
        PriceAsk::Family { family, zone, billing } => {
            Priced::Family(client.family_prices(family, zone, *billing).await.unwrap())
        }
        PriceAsk::Disk { storage_type, size, zone, billing } => {
            Priced::Disk(client.disk_price(storage_type, *size, zone, *billing).await.unwrap())
        }
        PriceAsk::PublicIp { bandwidth, charge, line, months } => {
            let answer = client.eip_price(*bandwidth, *charge, *line, *months).await;
            Priced::PublicIp(answer.unwrap())
        }
        PriceAsk::Spot { spec, zone, instance_type, vcpus, memory } => {
            let question = SpotQuestion {
                spec: spec.clone(),
                zone: zone.clone(),
                instance_type: instance_type.clone(),
                vcpus: *vcpus,
                memory: *memory,
                system_disk: None,
                data_disks: Vec::new(),
                public_ip: None,
                count: 1,
            };
            Priced::Spot(client.spot_price(&question).await.unwrap())
        }
    }
}

fn draft(spec: &str, image: &str, payment: Payment, months: u32) -> Draft {
    let mut draft = Draft::new("bj");
    draft.zone = Some("cn-bj-a".to_owned());
    draft.spec = Some(spec.to_owned());
    draft.image = Some(image.to_owned());
    draft.system_disk_type = Some("cloud_hp1".to_owned());
    draft.vpc = Some("vpc-IyrqYIQ7".to_owned());
    draft.subnet = Some("sbn-IyWRnII7".to_owned());
    draft.groups = vec!["g-default00001".to_owned()];
    draft.login = LoginChoice::Later;
    draft.payment = payment;
    draft.months = Months(months);
    draft
}

/// The orders whose price is compared. Each differs from the others in what it pays for.
fn orders() -> Vec<(&'static str, Draft)> {
    use Payment::{Postpaid, Prepaid};
    let linux = "m-nky7qeom";
    let changed = |mut draft: Draft, change: fn(&mut Draft)| {
        change(&mut draft);
        draft
    };
    vec![
        ("one alone by the minute", draft("bcc.g5.c2m8", linux, Postpaid, 1)),
        ("one alone for a month", draft("bcc.c5.c1m2", linux, Prepaid, 1)),
        (
            "three with everything by the minute",
            changed(draft("bcc.g5.c4m16", linux, Postpaid, 1), |draft| {
                draft.count = "3".into();
                draft.system_disk_size = "101".into();
                draft.data_disks = vec![
                    data_disk("hp1", "7"),
                    data_disk("enhanced_ssd_pl1", "333"),
                    data_disk("hp1", "7"),
                ];
                draft.public_ip = true;
                draft.bandwidth = "17".into();
            }),
        ),
        (
            "three with everything for a year",
            changed(draft("bcc.m5.c2m16", linux, Prepaid, 12), |draft| {
                draft.count = "3".into();
                draft.system_disk_type = Some("enhanced_ssd_pl1".to_owned());
                draft.system_disk_size = "123".into();
                draft.data_disks =
                    vec![data_disk("cloud_hp1", "51"), data_disk("enhanced_ssd_pl2", "461")];
                draft.public_ip = true;
                draft.bandwidth = "3".into();
            }),
        ),
        (
            "by traffic, which costs nothing until there is some",
            changed(draft("bcc.hcc2.c2m4", linux, Postpaid, 1), |draft| {
                draft.public_ip = true;
                draft.bandwidth = "200".into();
                draft.charge = Some(ChargeType::Traffic);
            }),
        ),
        (
            "a subscription with bandwidth by the minute",
            changed(draft("bcc.g4.c2m8", linux, Prepaid, 9), |draft| {
                draft.public_ip = true;
                draft.bandwidth = "200".into();
                draft.charge = Some(ChargeType::BandwidthPostpaid);
                draft.data_disks = vec![data_disk("hdd", "32765")];
            }),
        ),
        (
            "a local disk that comes with the spec, for three years",
            changed(draft("bcc.l5.c8m64.1d", linux, Prepaid, 36), |draft| {
                draft.local_disk = "1788".into();
                draft.system_disk_size = "41".into();
            }),
        ),
        (
            "cards, on a large system disk",
            changed(draft("bcc.gn5.c14m56.1a10", "m-GpuUb22c", Postpaid, 1), |draft| {
                draft.system_disk_size = "500".into();
            }),
        ),
    ]
}

#[tokio::test]
async fn the_price_shown_is_the_price_taken_to_the_last_decimal() {
    for (name, draft) in orders() {
        let pair = Pair::with(|config| config.balance = Some(money("1000000")));
        let world = known(&pair.client, draft).await;
        let plan = plan::from_draft(&world.draft, &world.facts());
        let plan = plan.unwrap_or_else(|problems| panic!("{name}: {problems:?}"));

        let basket = Basket::of(&world.draft, &world.facts());
        let asks = basket.asks();
        let mut answers = Vec::new();
        for ask in &asks {
            answers.push(priced(&pair.client, ask).await);
        }
        let quote = basket.quote(|ask| {
            let at = asks.iter().position(|asked| asked == ask).expect("asked beforehand");
            Known::Answer(&answers[at])
        });
        assert_eq!(quote.missing(), Vec::<&bcc_wizard::domain::price::Part>::new(), "{name}");

        let sent = body(&plan);
        let taken = pair.sandbox.quote(&serde_json::from_str(&sent).unwrap()).unwrap();
        let shown = match plan.billing {
            Billing::Postpaid | Billing::Spot => {
                (quote.hourly().amount, taken.times(MINUTES_PER_HOUR))
            }
            Billing::Prepaid(_) => (quote.once().amount, taken),
        };
        assert!(taken > Money::ZERO, "{name}");
        assert_eq!(shown.0, shown.1, "{name}");
        // And it is an order that the cloud takes.
        pair.order("t", &plan).await.unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}
