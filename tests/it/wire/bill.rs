//! That the total on the screen is what the cloud takes, to the cent: the wizard prices orders by the
//! price operations, the sandbox writes bills by its own price table, and the two are compared over HTTP.

use bcc_wizard::api::client::Client;
use bcc_wizard::api::endpoint::Endpoints;
use bcc_wizard::app::msg::Msg;
use bcc_wizard::app::quotes::Quotes;
use bcc_wizard::domain::draft::Draft;
use bcc_wizard::domain::field::FieldId;
use bcc_wizard::domain::plan::{self, ChargeType, Payment};
use bcc_wizard::domain::price::{MINUTES_PER_HOUR, Quote};
use bcc_wizard::domain::units::{Money, Months};
use rust_decimal::Decimal;
use serde_json::Value;
use strum::IntoEnumIterator as _;

use super::{body, credentials};
use crate::flow::{self, Stage};
use crate::sandbox::support::{self, Hands};
use crate::world::data_disk;

fn amount(value: &Value) -> Money {
    value.as_str().unwrap().parse().unwrap()
}

/// What the sandbox says an order cost.
pub async fn bill(url: &str, token: &str) -> Value {
    let address = format!("{url}/_sandbox/bill?token={token}");
    let answer = support::client().get(address).send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 200);
    serde_json::from_str(&answer.text().await.unwrap()).unwrap()
}

/// A wizard over a sandbox, and the client that places what it planned.
struct Shop {
    stage: Stage,
    client: Client,
    sandbox: bcc_wizard::sandbox::Sandbox,
    orders: usize,
    /// Questions that were asked.
    asked: usize,
}

impl Shop {
    async fn open() -> Self {
        let hands = Hands::new();
        let sandbox = flow::sandbox(&hands, |config| {
            config.balance = Some(Money(Decimal::from(100_000_000)));
            config.instance_quota = Some(1000);
        });
        let mut stage = Stage::open(&sandbox.base_url(), &hands);
        stage.settled().await;
        let endpoints = Endpoints::fixed(&sandbox.base_url()).unwrap();
        let client = Client::new(credentials(), endpoints, super::Timeouts::default()).unwrap();
        let client = client.with_clock(std::sync::Arc::new(move || hands.now()));
        Self { stage, client, sandbox, orders: 0, asked: 0 }
    }

    /// The quotes of the wizard for what it is told to buy.
    async fn quotes(&mut self, change: impl FnOnce(&mut Draft)) -> Quotes {
        change(&mut self.stage.wizard.draft);
        // Nothing of it is a default that could follow something else.
        self.stage.wizard.answered.extend(FieldId::iter());
        self.stage.wizard.dirty = true;
        self.stage.take(Msg::Tick);
        self.stage.settled().await;
        let log = std::mem::take(&mut self.stage.log);
        self.asked += log.iter().filter(|line| line.starts_with("Load { ")).count();
        self.stage.wizard.quotes.clone()
    }

    /// Places the wizard's order; the bill. What was made is released, to make room.
    async fn place(&mut self) -> Value {
        let wizard = &self.stage.wizard;
        let plan = plan::from_draft(&wizard.draft, &wizard.facts());
        let plan = plan.unwrap_or_else(|problems| panic!("{problems:#?}"));
        self.orders += 1;
        let token = format!("bill-{}", self.orders);
        let created = self.client.submit(&token, &body(&plan)).await;
        let created = created.unwrap_or_else(|error| panic!("{error}: {plan:#?}"));
        let bill = bill(&self.sandbox.base_url(), &token).await;
        assert_eq!(bill["count"].as_u64(), Some(u64::from(plan.count)));
        self.stage.hands.advance(std::time::Duration::from_secs(2));
        for id in &created.instance_ids {
            if plan.period().is_some() {
                self.client.refund(id).await.unwrap();
            } else {
                self.client.release(id).await.unwrap();
            }
        }
        bill
    }
}

/// The amounts of a quote and of a bill as a screen shows them: by the hour, at once, by the GB.
pub fn cents(quote: &Quote) -> [String; 3] {
    assert!(quote.missing().is_empty(), "{quote:#?}");
    [quote.hourly().amount, quote.once().amount, quote.per_gb().unwrap_or_default()]
        .map(|amount| amount.shown(2))
}

pub fn billed(bill: &Value) -> [String; 3] {
    let hourly = amount(&bill["perMinute"]).times(MINUTES_PER_HOUR);
    [hourly, amount(&bill["atOnce"]), amount(&bill["perGb"])].map(|amount| amount.shown(2))
}

const SPECS: [&str; 3] = ["bcc.g5.c2m8", "bcc.c5.c4m8", "bcc.g4.c2m8"];
const COUNTS: [&str; 2] = ["1", "3"];
const PAYMENTS: [(Payment, u32); 4] =
    [(Payment::Postpaid, 1), (Payment::Prepaid, 1), (Payment::Prepaid, 36), (Payment::Spot, 1)];

/// Whether a public IP is bought, and how it is charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ip {
    No,
    AsInstance,
    By(ChargeType),
}

const IPS: [Ip; 5] = [
    Ip::No,
    Ip::AsInstance,
    Ip::By(ChargeType::BandwidthPrepaid),
    Ip::By(ChargeType::BandwidthPostpaid),
    Ip::By(ChargeType::Traffic),
];

#[tokio::test]
async fn every_total_shown_is_the_sum_of_the_bill_to_the_cent() {
    let mut shop = Shop::open().await;
    for spec in SPECS {
        for (at, (payment, months)) in PAYMENTS.into_iter().enumerate() {
            for ip in IPS {
                for (rich, count) in COUNTS.into_iter().enumerate() {
                    let quotes = shop.quotes(|draft| {
                        order(draft, spec, count, ip, rich > 0);
                        draft.payment = payment;
                        draft.months = Months(months);
                    });
                    let quotes = quotes.await;
                    let quote = quotes.of(payment).unwrap();
                    assert_eq!(*quote, shop.stage.wizard.quote);
                    let bill = shop.place().await;
                    let told = format!("{spec} {count} {payment:?} {months} {ip:?} {bill:#}");
                    assert_eq!(cents(quote), billed(&bill), "{told}");
                    // Not only to the cent: nothing was rounded on the way.
                    let hourly = amount(&bill["perMinute"]).times(MINUTES_PER_HOUR);
                    assert_eq!(quote.hourly().amount, hourly, "{told}");
                    let free = hourly == Money::ZERO && quote.once().amount == Money::ZERO;
                    assert!(!free, "{at}: an order that costs nothing compares nothing");
                }
            }
        }
    }
    assert_eq!(shop.orders, SPECS.len() * PAYMENTS.len() * IPS.len() * COUNTS.len());
    // Each family, disk and bandwidth was asked for once a payment, however many orders it was in.
    assert!(shop.asked < shop.orders, "{} for {} orders", shop.asked, shop.orders);
}

fn order(draft: &mut Draft, spec: &str, count: &str, ip: Ip, rich: bool) {
    draft.zone = Some("cn-bj-a".to_owned());
    draft.spec = Some(spec.to_owned());
    count.clone_into(&mut draft.count);
    draft.system_disk_type = Some("cloud_hp1".to_owned());
    (if rich { "101" } else { "40" }).clone_into(&mut draft.system_disk_size);
    draft.data_disks = Vec::new();
    if rich {
        // The older family does not take the faster type.
        let fast = if spec.contains("g4") { "cloud_hp1" } else { "enhanced_ssd_pl1" };
        let mut copy = data_disk(fast, "73");
        copy.snapshot = Some("s-6r3dam6F".to_owned());
        draft.data_disks = vec![data_disk("hp1", "7"), copy, data_disk("hp1", "7")];
    }
    draft.public_ip = ip != Ip::No;
    draft.charge = match ip {
        Ip::By(charge) => Some(charge),
        Ip::No | Ip::AsInstance => None,
    };
    "17".clone_into(&mut draft.bandwidth);
}

#[tokio::test]
async fn the_enhanced_line_and_an_own_bid_are_priced_as_they_are_billed() {
    use bcc_wizard::domain::plan::Line;
    let mut shop = Shop::open().await;
    let quotes = shop.quotes(|draft| {
        order(draft, "bcc.g5.c2m8", "2", Ip::AsInstance, true);
        draft.payment = Payment::Spot;
        draft.own_bid = true;
        draft.bid_price = "0.00500001".to_owned();
    });
    let quotes = quotes.await;
    let bill = shop.place().await;
    assert_eq!(cents(quotes.of(Payment::Spot).unwrap()), billed(&bill), "{bill:#}");

    // The rules may know more of the line than the sandbox asks: only the price is compared.
    let quotes = shop.quotes(|draft| {
        draft.payment = Payment::Postpaid;
        draft.line = Some(Line::EnhancedBgp);
        draft.bandwidth = "120".to_owned();
    });
    let quotes = quotes.await;
    let bill = shop.place().await;
    assert_eq!(cents(quotes.of(Payment::Postpaid).unwrap()), billed(&bill), "{bill:#}");
}

#[tokio::test]
async fn a_subscription_takes_its_bill_from_the_balance_and_a_bill_needs_its_token() {
    let mut shop = Shop::open().await;
    let before = shop.client.balance().await.unwrap();
    let quotes = shop.quotes(|draft| {
        order(draft, "bcc.g5.c2m8", "2", Ip::AsInstance, true);
        draft.payment = Payment::Prepaid;
        draft.months = Months(12);
    });
    let quotes = quotes.await;
    let wizard = &shop.stage.wizard;
    let plan = plan::from_draft(&wizard.draft, &wizard.facts()).unwrap();
    shop.client.submit("kept", &body(&plan)).await.unwrap();
    let after = shop.client.balance().await.unwrap();
    let taken = before.0 - after.0;
    assert_eq!(Money(taken), quotes.of(Payment::Prepaid).unwrap().once().amount);
    let bill = bill(&shop.sandbox.base_url(), "kept").await;
    assert_eq!(amount(&bill["atOnce"]), Money(taken));
    let whats: Vec<&str> = bill["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["what"].as_str().unwrap())
        .collect();
    assert_eq!(
        whats,
        [
            "instance bcc.g5.c2m8",
            "system disk cloud_hp1 61 GB",
            "data disk hp1 7 GB",
            "data disk enhanced_ssd_pl1 73 GB",
            "data disk hp1 7 GB",
            "public ip 17 Mbps",
        ]
    );
    let address = format!("{}/_sandbox/bill?token=nobody", shop.sandbox.base_url());
    let answer = support::client().get(address).send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 404);
}
