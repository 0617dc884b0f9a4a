//! Payment, period, renewal, bid, balance; and what few purchases say of the system.

use bcc_wizard::domain::draft::RenewDraft;
use bcc_wizard::domain::plan::{Billing, Payment, RenewUnit, Tag};
use bcc_wizard::domain::price::{Cost, Due, Part, PartKind, Quote};
use bcc_wizard::domain::units::{Money, Months};

use super::{Case, judge, lines};
use crate::world::{World, text};

fn money(text: &str) -> Money {
    text.parse().unwrap()
}

fn renewing(world: &mut World, unit: RenewUnit, time: &str) {
    world.draft.payment = Payment::Prepaid;
    world.draft.renew = RenewDraft { unit: Some(unit), time: text(time) };
}

fn monthly(world: &mut World, time: &str) {
    renewing(world, RenewUnit::Month, time);
}

fn yearly(world: &mut World, time: &str) {
    renewing(world, RenewUnit::Year, time);
}

/// The market asks 0.0005; the list price is 0.002.
fn bid(world: &mut World, price: &str) {
    world.draft.payment = Payment::Spot;
    world.draft.own_bid = true;
    world.draft.bid_price = price.into();
}

fn balance(world: &mut World, payment: Payment, cash: &str) {
    world.draft.payment = payment;
    world.rare.balance = Some(money(cash));
}

/// A subscription for 316 CNY, and a part whose price nobody knows yet.
fn priced(world: &mut World, cash: &str, billing: Billing) {
    balance(world, Payment::Prepaid, cash);
    let part =
        |cost| Part { kind: PartKind::Instance, cost, due: Due::Once, list: None, estimate: false };
    let parts = vec![part(Cost::Once(money("316.00"))), part(Cost::Loading)];
    world.rare.quote = Some(Quote { billing, parts, image_fee: false });
}

fn user_data(world: &mut World, text: &str) {
    world.draft.user_data = text.into();
}

fn tags(world: &mut World, tags: &[(&str, &str)]) {
    let tag = |(key, value): &(&str, &str)| Tag { key: text(key), value: text(value) };
    world.draft.tags = tags.iter().map(tag).collect();
}

const A65: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

pub const CASES: &[Case] = &[
    (
        |w| {
            w.draft.payment = Payment::Prepaid;
            w.draft.months = Months(10);
        },
        &["E bill.reservation @months -> 9"],
    ),
    (|w| w.draft.months = Months(10), &[]),
    (|w| monthly(w, "1"), &[]),
    (|w| monthly(w, " 9 "), &[]),
    (|w| monthly(w, "0"), &["E bill.renew:bill_renew_months @renew_time -> 1"]),
    (|w| monthly(w, "10"), &["E bill.renew:bill_renew_months @renew_time -> 9"]),
    (|w| monthly(w, ""), &["E bill.renew:bill_renew_months @renew_time -> 1"]),
    (|w| monthly(w, "6 months"), &["E bill.renew:bill_renew_months @renew_time -> 6"]),
    (|w| monthly(w, "99999999999"), &["E bill.renew:too_large @renew_time -> 9"]),
    (|w| yearly(w, "1"), &[]),
    (|w| yearly(w, "3"), &[]),
    (|w| yearly(w, "4"), &["W bill.renew:bill_renew_newer @renew_time -> 3"]),
    (|w| yearly(w, "5"), &["W bill.renew:bill_renew_newer @renew_time -> 3"]),
    (|w| yearly(w, "6"), &["E bill.renew:bill_renew_years @renew_time -> 3"]),
    (|w| yearly(w, "0"), &["E bill.renew:bill_renew_years @renew_time -> 1"]),
    (|w| yearly(w, "2 年"), &["E bill.renew:bill_renew_years @renew_time -> 2"]),
    (
        |w| {
            yearly(w, "99");
            w.draft.renew.unit = None;
        },
        &[],
    ),
    (
        |w| {
            yearly(w, "99");
            w.draft.payment = Payment::Postpaid;
        },
        &[],
    ),
    (
        |w| {
            yearly(w, "99");
            w.draft.payment = Payment::Spot;
        },
        &[],
    ),
    (|w| bid(w, "0.0005"), &[]),
    (|w| bid(w, "0.00199999"), &[]),
    (|w| bid(w, "0.00049999"), &["E bid.price @bid_price -> 0.0005"]),
    (|w| bid(w, "0.002"), &["W bid.price:bid_price_list @bid_price"]),
    (|w| bid(w, ""), &["E bid.price:bid_price_format @bid_price -> 0.0005"]),
    (|w| bid(w, "0"), &["E bid.price:bid_price_format @bid_price -> 0.0005"]),
    (|w| bid(w, "-1"), &["E bid.price:bid_price_format @bid_price -> 0.0005"]),
    (|w| bid(w, "1e-3"), &["E bid.price:bid_price_format @bid_price -> 0.0005"]),
    (|w| bid(w, "0.000000001"), &["E bid.price:bid_price_format @bid_price -> 0.0005"]),
    (
        |w| {
            bid(w, "0.1");
            w.rare.spot_price.as_mut().unwrap().each = money("0.1234567891");
        },
        &["E bid.price @bid_price -> 0.12345679"],
    ),
    (
        |w| {
            bid(w, "x");
            w.rare.spot_price = None;
        },
        &["E bid.price:bid_price_format @bid_price"],
    ),
    (
        |w| {
            bid(w, "0.00000001");
            w.rare.spot_price = None;
        },
        &[],
    ),
    (
        |w| {
            bid(w, "x");
            w.draft.own_bid = false;
        },
        &[],
    ),
    (
        |w| {
            bid(w, "x");
            w.draft.payment = Payment::Postpaid;
        },
        &[],
    ),
    (|w| balance(w, Payment::Postpaid, "100.01"), &[]),
    (|w| balance(w, Payment::Postpaid, "100"), &["W x.balance_post @payment"]),
    (|w| balance(w, Payment::Spot, "100"), &["W x.balance_post @payment"]),
    (|w| balance(w, Payment::Prepaid, "0"), &[]),
    (|w| priced(w, "316", Billing::Prepaid(Months(1))), &[]),
    (|w| priced(w, "315.99", Billing::Prepaid(Months(1))), &["W x.balance_pre @payment"]),
    (|w| priced(w, "315.99", Billing::Postpaid), &[]),
    (|w| user_data(w, "#!/bin/sh\necho hello"), &[]),
    (|w| user_data(w, "IyEvYmluL3NoCmVjaG8gaGVsbG8="), &["W user.base64 @user_data"]),
    (|w| user_data(w, "I2Nsb3VkLWNvbmZp\nZwo="), &["W user.base64 @user_data"]),
    (|w| user_data(w, "aGVsbG8gd29ybGQ="), &[]),
    (|w| user_data(w, &"x".repeat(12_288)), &[]),
    (|w| user_data(w, &"x".repeat(12_289)), &["W user.size @user_data"]),
    (|w| user_data(w, "PassWord=1"), &["W user.secret @user_data"]),
    (|w| user_data(w, "-----BEGIN PRIVATE KEY-----"), &["W user.secret @user_data"]),
    (|w| user_data(w, "my secret"), &["W user.secret @user_data"]),
    (|w| user_data(w, " \n "), &[]),
    (|w| w.draft.role = Some("backup".into()), &[]),
    (|w| w.draft.role = Some("king".into()), &["E role.listed @role -> nothing"]),
    (
        |w| {
            w.draft.role = Some("king".into());
            w.rare.roles = None;
        },
        &[],
    ),
    (|w| w.draft.resource_group = Some("RESG-ops".into()), &[]),
    (
        |w| w.draft.resource_group = Some("RESG-no".into()),
        &["E resource_group.listed @resource_group -> nothing"],
    ),
    (|w| w.draft.deletion_protection = Some(false), &[]),
    (|w| w.draft.deletion_protection = Some(true), &["I prot @deletion_protection"]),
    (|w| tags(w, &[("环境 1_a/b.c-d", ""), ("b", A65), (A65, "线上")]), &[]),
    (|w| tags(w, &[("a", ""), ("", "x")]), &["E tag.key @tags#1"]),
    (|w| tags(w, &[("a=b", "x")]), &["E tag.key @tags#0 -> key=a-b"]),
    (
        |w| tags(w, &[(&format!("{A65}b"), "x")]),
        &[concat!(
            "E tag.key @tags#0 -> key=",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        )],
    ),
    (|w| tags(w, &[("a", "x"), (" a ", "y")]), &["E tag.key:tag_key_twice @tags#1"]),
    (|w| tags(w, &[("a", "x!")]), &["E tag.value @tags#0 -> value=x"]),
    (|w| tags(w, &[("a", "!")]), &["E tag.value @tags#0 -> value=nothing"]),
    (
        |w| tags(w, &[("a", &format!("{A65}b"))]),
        &[concat!(
            "E tag.value @tags#0 -> value=",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        )],
    ),
    (|w| w.draft.tag_related = Some(true), &["W tag.relation @tag_related -> nothing"]),
    (|w| w.draft.tag_related = Some(false), &[]),
    (
        |w| {
            w.draft.tag_related = Some(true);
            tags(w, &[("a", "x")]);
        },
        &[],
    ),
];

#[test]
fn money_and_the_rarer_answers_on_the_system() {
    judge(CASES);
}

#[test]
fn the_period_of_a_subscription_is_one_that_is_sold() {
    fn prepaid(months: u32) -> Vec<String> {
        let mut world = World::valid();
        world.draft.payment = Payment::Prepaid;
        world.draft.months = Months(months);
        lines(&world)
    }
    for sold in [1, 9, 12, 24, 36] {
        assert_eq!(prepaid(sold), [""; 0], "{sold}");
    }
    for (not_sold, nearest) in [(0, 1), (10, 9), (11, 12), (13, 12), (35, 36), (37, 36)] {
        assert_eq!(prepaid(not_sold), [format!("E bill.reservation @months -> {nearest}")]);
    }
}

#[test]
fn problems_of_user_data_tell_nothing_of_it() {
    let mut world = World::valid();
    let script = format!("password=Zq9hunter {}", "x".repeat(13_000));
    user_data(&mut world, &script);
    let problems = super::judged(&world);
    assert_eq!(problems.len(), 2);
    assert!(!format!("{problems:?}").contains("Zq9"), "{problems:?}");
}
