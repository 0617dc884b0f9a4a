//! What speaks against an order before it is placed.

use bcc_wizard::domain::catalog::{Quota, SpecPrice};
use bcc_wizard::domain::checkup::{Check, Verdict};
use bcc_wizard::domain::fault::{Fault, FaultKind};
use bcc_wizard::domain::field::FieldId;
use bcc_wizard::domain::language::Language;
use bcc_wizard::domain::plan::{Billing, Payment};
use bcc_wizard::domain::preflight::{Reading, Readings, balance, checks, field};
use bcc_wizard::domain::price::{Cost, Due, Part, PartKind, Quote};
use bcc_wizard::domain::units::{Money, Months};
use bcc_wizard::i18n;
use rstest::rstest;
use rust_decimal::Decimal;

use crate::said::Speaks as _;
use crate::world::World;

fn money(text: &str) -> Money {
    text.parse().unwrap()
}

fn quote(billing: Billing, costs: &[Cost]) -> Quote {
    let due = if matches!(billing, Billing::Prepaid(_)) { Due::Once } else { Due::Hourly };
    let part = |cost: &Cost| Part {
        kind: PartKind::Instance,
        cost: cost.clone(),
        due,
        list: None,
        estimate: false,
    };
    Quote { billing, parts: costs.iter().map(part).collect(), image_fee: false }
}

fn once(text: &str) -> Cost {
    Cost::Once(money(text))
}

const YEAR: Billing = Billing::Prepaid(Months(12));

#[rstest]
#[case::more_than_the_least(Billing::Postpaid, &[], "100.01", Verdict::Pass)]
#[case::the_least_is_not_enough(Billing::Postpaid, &[], "100", Verdict::Fail)]
#[case::spot_is_metered(Billing::Spot, &[], "100.01", Verdict::Pass)]
#[case::the_price_to_the_cent(YEAR, &[once("99.99")], "99.99", Verdict::Pass)]
#[case::a_cent_short(YEAR, &[once("100")], "99.99", Verdict::Fail)]
#[case::short_of_what_is_known(YEAR, &[once("100"), Cost::Forbidden], "99.99", Verdict::Fail)]
#[case::not_all_is_known(YEAR, &[once("100"), Cost::NotQuoted], "5000", Verdict::Unknown)]
fn the_balance_is_held_against_what_the_payment_needs(
    #[case] billing: Billing,
    #[case] costs: &[Cost],
    #[case] cash: &str,
    #[case] verdict: Verdict,
) {
    let check = balance(&quote(billing, costs), Reading::Known(money(cash)));
    assert_eq!(check.verdict, verdict, "{check:?}");
    assert_eq!(check.advice.is_some(), verdict == Verdict::Fail);
    assert_eq!(field(&check), Some(FieldId::Payment));
}

#[test]
fn a_balance_that_cannot_be_read_is_unknown_and_says_why() {
    let quote = quote(Billing::Postpaid, &[]);
    for (kind, key) in [
        (FaultKind::Forbidden, "preflight.no_permission"),
        (FaultKind::Timeout, "preflight.not_read"),
    ] {
        let fault = Fault::local(kind, "");
        let check = balance(&quote, Reading::Unread(&fault));
        assert_eq!((check.verdict, check.detail.key()), (Verdict::Unknown, key));
    }
    assert_eq!(balance(&quote, Reading::Asked).detail.key(), "preflight.asked");
}

fn quota(used: u32) -> Quota {
    Quota {
        name: "instanceQuota".to_owned(),
        description: String::new(),
        service: "BCC".to_owned(),
        region: "bj".to_owned(),
        limit: Some(Decimal::from(20)),
        used: Some(Decimal::from(used)),
    }
}

const NOTHING: Readings<'static> =
    Readings { cash: Reading::Asked, quotas: Reading::Asked, forbidden: &[], real_name: None };

fn check(world: &World, readings: &Readings, id: &str) -> Check {
    let quote = quote(world.draft.billing(), &[]);
    let checks = checks(&world.draft, &world.facts(), &quote, readings);
    for check in &checks {
        let sentences = [&check.title, &check.detail].into_iter().chain(&check.advice);
        for said in sentences {
            assert_ne!(i18n::text(Language::ZhCn, said.key()), said.key(), "{check:?}");
        }
    }
    checks.into_iter().find(|check| check.id == id).unwrap()
}

#[test]
fn quotas_are_held_against_what_is_used() {
    let world = World::valid();
    for (quotas, verdict) in [
        (&[quota(19)][..], Verdict::Pass),
        (&[quota(3), quota(20)], Verdict::Fail),
        (&[], Verdict::Unknown),
    ] {
        let readings = Readings { quotas: Reading::Known(quotas), ..NOTHING };
        assert_eq!(check(&world, &readings, "quota").verdict, verdict, "{quotas:?}");
    }
    assert_eq!(check(&world, &NOTHING, "quota").verdict, Verdict::Unknown);
}

#[test]
fn stock_is_read_off_the_list_of_the_payment() {
    let mut world = World::valid();
    assert_eq!(check(&world, &NOTHING, "stock").verdict, Verdict::Unknown);
    for (sold_out, verdict) in [(false, Verdict::Pass), (true, Verdict::Fail)] {
        let spec = world.draft.spec.clone().unwrap();
        world.prices = Some(vec![SpecPrice { spec, list: None, trade: None, sold_out }]);
        assert_eq!(check(&world, &NOTHING, "stock").verdict, verdict);
    }
    world.draft.payment = Payment::Spot;
    assert_eq!(check(&world, &NOTHING, "stock").verdict, Verdict::Pass, "the market has it");
    world.draft.zone = Some("cn-bj-b".to_owned());
    assert_eq!(check(&world, &NOTHING, "stock").verdict, Verdict::Fail);
    world.rare.spot_offers = None;
    assert_eq!(check(&world, &NOTHING, "stock").verdict, Verdict::Unknown);
}

#[test]
fn each_instance_needs_an_address() {
    let mut world = World::valid();
    world.draft.count = "100".to_owned();
    assert_eq!(check(&world, &NOTHING, "addresses").verdict, Verdict::Pass);
    world.draft.count = "101".to_owned();
    let few = check(&world, &NOTHING, "addresses");
    assert_eq!((few.verdict, field(&few)), (Verdict::Fail, Some(FieldId::Subnet)));
    world.subnet().free = None;
    assert_eq!(check(&world, &NOTHING, "addresses").verdict, Verdict::Unknown);
}

#[test]
fn what_was_refused_is_named() {
    let world = World::valid();
    assert_eq!(check(&world, &NOTHING, "permissions").verdict, Verdict::Pass);
    let forbidden = Readings { forbidden: &["AccountBalance", "GetCdsPrice"], ..NOTHING };
    let refused = check(&world, &forbidden, "permissions");
    assert_eq!((refused.verdict, field(&refused)), (Verdict::Fail, None));
    assert_eq!(refused.detail.english(), "This key was refused: AccountBalance, GetCdsPrice.");
    assert_eq!(check(&world, &NOTHING, "real_name").verdict, Verdict::Unknown);
    let fault = Fault::local(FaultKind::RealName, "");
    let missing = Readings { real_name: Some(&fault), ..NOTHING };
    assert_eq!(check(&world, &missing, "real_name").verdict, Verdict::Fail);
}
