//! Step 7: payment, period, bid and renewal; the payments beside each other; prices that grow old; and
//! `Ctrl-T` everywhere.

use std::time::Duration;

use bcc_wizard::app::dialog::Dialog;
use bcc_wizard::app::effect::Ask;
use bcc_wizard::app::field::{Kind, Label};
use bcc_wizard::app::origin::origin;
use bcc_wizard::app::steps;
use bcc_wizard::domain::checkup::Verdict;
use bcc_wizard::domain::fault::FaultKind;
use bcc_wizard::domain::field::{FieldId, StepId};
use bcc_wizard::domain::plan::{Billing, Payment, RenewUnit};
use bcc_wizard::domain::price::{Cost, LIST_KEEPS, MARKET_KEEPS, PriceAsk, Quote};
use bcc_wizard::domain::units::{Money, Months};
use rstest::rstest;

use crate::drive::{Drive, fault};

fn fields(drive: &Drive) -> Vec<FieldId> {
    let fields = steps::fields(&drive.wizard, StepId::Billing);
    fields.into_iter().map(|(field, _)| field).collect()
}

fn quote(drive: &Drive, payment: Payment) -> Quote {
    drive.wizard.quotes.of(payment).unwrap().clone()
}

fn is_market(ask: &Ask) -> bool {
    matches!(ask, Ask::Price(PriceAsk::Spot { .. }))
}

#[test]
fn ctrl_t_changes_the_payment_wherever_the_focus_is() {
    let mut drive = Drive::new();
    let mut payment = Payment::Postpaid;
    for step in StepId::ALL {
        drive.press(&format!("alt-{}", step.index() + 1));
        let fields: Vec<FieldId> =
            steps::fields(&drive.wizard, step).into_iter().map(|(field, _)| field).collect();
        for field in fields.into_iter().filter(|field| {
            !matches!(field, FieldId::Months | FieldId::RenewUnit | FieldId::BidModel)
        }) {
            drive.focus(field).press("ctrl-t");
            let other = match payment {
                Payment::Postpaid => Payment::Prepaid,
                Payment::Prepaid => Payment::Spot,
                Payment::Spot => Payment::Postpaid,
            };
            assert_eq!(drive.wizard.draft.payment, other, "{field:?}");
            payment = other;
        }
    }
    drive.focus(FieldId::Spec).press("/ c ctrl-t");
    assert_ne!(drive.wizard.draft.payment, payment, "while a filter is typed");
    assert_eq!(drive.wizard.picker(FieldId::Spec).unwrap().filter.value(), "c");
}

#[test]
fn a_period_that_vanishes_takes_the_focus_with_it() {
    let mut drive = Drive::new();
    drive.press("ctrl-t").focus(FieldId::Months).press("ctrl-t");
    assert_eq!(
        (drive.wizard.draft.payment, drive.wizard.focused()),
        (Payment::Spot, FieldId::Payment)
    );
    drive.press("left");
    assert_eq!(drive.wizard.draft.payment, Payment::Prepaid, "keys reach what is shown");
}

#[test]
fn each_payment_asks_what_means_something_for_it() {
    use FieldId as F;
    let mut drive = Drive::new();
    assert_eq!(fields(&drive), [F::Payment]);
    drive.turn(F::Payment, "Prepaid");
    assert_eq!(fields(&drive), [F::Payment, F::Months, F::RenewUnit]);
    drive.turn(F::RenewUnit, "year");
    assert_eq!(fields(&drive), [F::Payment, F::Months, F::RenewUnit, F::RenewTime]);
    drive.turn(F::Payment, "bidding");
    assert_eq!(fields(&drive), [F::Payment, F::BidModel]);
    drive.turn(F::BidModel, "custom");
    assert_eq!(fields(&drive), [F::Payment, F::BidModel, F::BidPrice]);
    drive.turn(F::Payment, "Postpaid");
    assert_eq!(fields(&drive), [F::Payment], "answers are kept and not asked again");
    assert!(drive.wizard.draft.own_bid);
    assert_eq!(drive.wizard.draft.renew.unit, Some(RenewUnit::Year));
}

#[rstest]
#[case("month", 9, "renew.months")]
#[case("year", 3, "renew.years")]
fn renewal_is_offered_by_the_documented_times(
    #[case] unit: &str,
    #[case] longest: usize,
    #[case] words: &'static str,
) {
    let mut drive = Drive::new();
    drive.turn(FieldId::Payment, "Prepaid").turn(FieldId::RenewUnit, unit);
    let Some(Kind::Choice { choices, chosen }) = steps::kind(&drive.wizard, FieldId::RenewTime)
    else {
        panic!("no choice")
    };
    assert_eq!((choices.len(), chosen), (longest, Some(0)));
    drive.turn(FieldId::RenewTime, "3");
    assert_eq!(drive.wizard.draft.renew.time, "3");
    let shown = steps::shown(&drive.wizard, FieldId::RenewTime);
    assert_eq!(shown, Label::Filled(words, vec![("time", "3".to_owned())]));
}

#[test]
fn a_period_is_chosen_and_priced() {
    let mut drive = Drive::new();
    drive.turn(FieldId::Payment, "Prepaid");
    let one = drive.wizard.quote.once();
    assert!(one.complete);
    drive.turn(FieldId::Months, "12");
    assert_eq!(drive.wizard.draft.months, Months(12));
    assert_eq!(drive.wizard.quote.billing, Billing::Prepaid(Months(12)));
    assert_eq!(drive.wizard.quote.once().amount, one.amount.times(12_u32));
    assert_eq!(drive.wizard.quotes.compared().months, Months(12));
    drive.press("right right right right");
    assert_eq!(drive.wizard.draft.months, Months(36), "the last stays the last");
}

#[test]
fn an_own_price_is_typed_and_read() {
    let mut drive = Drive::new();
    drive.turn(FieldId::Payment, "bidding").turn(FieldId::BidModel, "custom");
    drive.focus(FieldId::BidPrice).type_text("0.0015");
    assert_eq!(drive.wizard.draft.bid_price, "0.0015");
    let shown = steps::shown(&drive.wizard, FieldId::BidPrice);
    assert_eq!(shown, Label::Filled("bid_model.price", vec![("price", "0.0015".to_owned())]));
    assert_eq!(drive.wizard.quote.hourly().amount, "0.03".parse::<Money>().unwrap());
}

#[test]
fn all_payments_are_priced_side_by_side_and_none_is_asked_twice() {
    let mut drive = Drive::new();
    assert_eq!(drive.wizard.quote.billing, Billing::Postpaid);
    let prepaid = quote(&drive, Payment::Prepaid);
    assert!(prepaid.billing == Billing::Prepaid(Months(1)) && prepaid.once().complete);
    assert!(!drive.newly_asked().iter().any(is_market), "nobody looks at the market yet");
    assert!(quote(&drive, Payment::Spot).is_loading());

    drive.press("alt-7");
    let asked = drive.newly_asked();
    let markets = asked.iter().filter(|ask| is_market(ask)).count();
    assert_eq!(markets, 1, "{asked:?}");
    assert!(asked.contains(&Ask::SpotOffers) && asked.contains(&Ask::Balance), "{asked:?}");
    assert_eq!(asked.len(), 3, "{asked:?}");
    let spot = quote(&drive, Payment::Spot);
    assert_eq!(spot.hourly().amount, "0.03".parse::<Money>().unwrap());

    drive.press("ctrl-t");
    assert_eq!(drive.wizard.quote, prepaid);
    drive.press("ctrl-t");
    assert_eq!(drive.wizard.quote, spot);
    drive.press("ctrl-t alt-6 alt-7");
    assert!(drive.newly_asked().is_empty(), "all were known already");
}

#[test]
fn what_is_not_on_the_spot_market_has_no_market_price_and_says_so() {
    let mut drive = Drive::new();
    drive.choose(FieldId::Spec, "bcc.g4.c2m8").press("alt-7");
    assert!(!drive.newly_asked().iter().any(is_market));
    assert_eq!(quote(&drive, Payment::Spot).parts[0].cost, Cost::NotOffered);
    drive.press("ctrl-t ctrl-t");
    let rows = drive.rows(FieldId::Spec);
    assert!(rows.is_empty() || drive.wizard.draft.spec.as_deref() == Some("bcc.g4.c2m8"));
    drive.press("alt-2");
    let reason = |drive: &Drive, spec: &str| {
        let known = steps::spec::specs(&drive.wizard).unwrap();
        let known = known.iter().find(|known| known.name == spec).unwrap();
        steps::spec::unavailable(&drive.wizard, known).map(|reason| reason.words)
    };
    assert_eq!(reason(&drive, "bcc.g4.c2m8"), Some("no_spot"));
    assert_eq!(reason(&drive, "bcc.g5.c2m8"), None);
    drive.highlight(FieldId::Spec, "bcc.g4.c4m16").press("enter");
    assert!(matches!(drive.wizard.dialog, Some(Dialog::Alternatives(_))));
    assert!(!drive.newly_asked().iter().any(is_market), "no row is asked for by itself");
}

#[test]
fn an_untouched_spec_moves_to_one_that_the_market_offers() {
    let mut drive = Drive::with(|region| {
        region.specs.retain(|spec| spec.name != "bcc.g5.c2m8");
    });
    let before = drive.wizard.draft.spec.clone();
    assert_ne!(before.as_deref(), Some("bcc.g5.c4m16"));
    drive.press("alt-7 ctrl-t ctrl-t");
    assert_eq!(drive.wizard.draft.spec.as_deref(), Some("bcc.g5.c4m16"));
}

#[test]
fn the_market_is_asked_even_if_its_list_cannot_be_read() {
    let mut drive = Drive::with(|region| {
        region.faults = vec![(Ask::SpotOffers, fault(FaultKind::Forbidden))];
    });
    drive.press("alt-7");
    assert!(drive.newly_asked().iter().any(is_market));
    assert!(quote(&drive, Payment::Spot).hourly().complete);
}

#[test]
fn another_payment_moves_an_untouched_spec_off_what_it_cannot_buy() {
    let mut drive = Drive::with(|region| {
        for spec in region.specs.iter_mut().filter(|spec| spec.family == "g5") {
            spec.product = bcc_wizard::domain::catalog::ProductType::Postpaid;
        }
    });
    assert_eq!(drive.wizard.draft.spec.as_deref(), Some("bcc.g5.c2m8"));
    drive.press("ctrl-t");
    assert_eq!(drive.wizard.draft.spec.as_deref(), Some("bcc.g4.c2m8"));
    assert_eq!(drive.all_broken(), [""; 0]);
}

#[test]
fn old_prices_are_asked_anew_at_the_next_key_and_not_before() {
    let mut drive = Drive::new();
    drive.press("alt-7 ctrl-t ctrl-t");
    drive.newly_asked();
    let soon = Duration::from_secs(1);
    drive.wait(MARKET_KEEPS.saturating_sub(soon)).press("alt-7");
    assert_eq!(drive.newly_asked(), [], "nothing is old yet");

    drive.wait(soon);
    assert_eq!(drive.newly_asked(), [], "nobody pressed a key");
    drive.region.dearer = 2;
    drive.press("alt-7");
    let asked = drive.newly_asked();
    assert!(asked.iter().any(is_market), "{asked:?}");
    assert!(asked.contains(&Ask::SpotOffers) && asked.contains(&Ask::Balance), "{asked:?}");
    let is_list = |ask: &Ask| matches!(ask, Ask::Price(PriceAsk::Family { .. }));
    assert!(!asked.iter().any(is_list), "{asked:?}");
    assert_eq!(drive.wizard.quotes.asked, Some(drive.now));

    let before = quote(&drive, Payment::Postpaid);
    drive.wait(LIST_KEEPS.saturating_sub(MARKET_KEEPS)).press("alt-7");
    assert!(drive.newly_asked().iter().any(is_list));
    let after = quote(&drive, Payment::Postpaid);
    assert_eq!(after.hourly().amount, before.hourly().amount.times(2_u32));
}

#[test]
fn a_price_that_cannot_be_renewed_stays_and_is_said_to_be_old() {
    let mut drive = Drive::new();
    let before = drive.wizard.quote.clone();
    drive.region.prices_forbidden = true;
    drive.wait(LIST_KEEPS).press("alt-7");
    assert_eq!(drive.wizard.quote, before);
    assert!(drive.wizard.quotes.outdated);
    assert_eq!(drive.wizard.quotes.asked, Some(Duration::ZERO));
}

#[test]
fn an_old_price_is_asked_anew_before_it_is_confirmed() {
    let mut drive = Drive::new();
    drive.press("alt-8");
    drive.holds = true;
    drive.wait(LIST_KEEPS).press("enter");
    assert_eq!(drive.notice(), "notice.price_loading");
    assert!(drive.confirm().is_none());
    drive.answer_all();
    drive.press("enter");
    assert!(drive.confirm().is_some());
    // Once more while the question is open.
    drive.wait(LIST_KEEPS).press("y");
    assert!(drive.wizard.order.is_none());
    drive.region.dearer = 2;
    drive.answer_all();
    assert_eq!(drive.notice(), "notice.price_changed");
    drive.press("y");
    assert!(drive.wizard.order.is_some());
}

#[test]
fn the_balance_is_read_on_billing_and_a_refusal_blocks_nothing() {
    use bcc_wizard::app::preflight;
    use bcc_wizard::domain::preflight::balance;
    let mut drive = Drive::new();
    assert!(!drive.newly_asked().contains(&Ask::Balance), "not before it is needed");
    drive.press("alt-7");
    let verdict = |drive: &Drive| balance(&drive.wizard.quote, preflight::cash(&drive.wizard));
    assert_eq!(verdict(&drive).verdict, Verdict::Pass);
    assert_eq!(drive.wizard.facts().balance, Some("2000".parse().unwrap()));
    assert_eq!(drive.wizard.facts().quote, Some(&drive.wizard.quote));

    let mut drive = Drive::with(|region| {
        region.faults = vec![(Ask::Balance, fault(FaultKind::Forbidden))];
    });
    drive.press("alt-7");
    let check = verdict(&drive);
    assert_eq!((check.verdict, check.detail.key()), (Verdict::Unknown, "preflight.no_permission"));
    assert_eq!(drive.all_broken(), [""; 0]);
}

#[test]
fn where_an_answer_came_from_is_said() {
    let mut drive = Drive::new();
    let from = |drive: &Drive, field| origin(&drive.wizard, field);
    for (field, words) in [
        (FieldId::Region, "origin.settings"),
        (FieldId::Zone, "origin.first_zone"),
        (FieldId::Spec, "origin.smallest_spec"),
        (FieldId::Image, "origin.public_image"),
        (FieldId::SystemDiskType, "origin.documented"),
        (FieldId::SystemDiskSize, "origin.documented"),
        (FieldId::Vpc, "origin.default_vpc"),
        (FieldId::Subnet, "origin.first_subnet"),
        (FieldId::Groups, "origin.default_group"),
        (FieldId::Login, "origin.key_pair_there"),
        (FieldId::KeyPair, "origin.first_key_pair"),
        (FieldId::Name, "origin.cloud"),
        (FieldId::Payment, "origin.wizard"),
    ] {
        assert_eq!(from(&drive, field), Some(words), "{field:?}");
    }
    drive.choose(FieldId::Spec, "bcc.g5.c4m16").press("alt-7 ctrl-t");
    assert_eq!(from(&drive, FieldId::Spec), Some("origin.you"));
    assert_eq!(from(&drive, FieldId::Payment), Some("origin.you"));

    let mut drive = Drive::with(|region| {
        region.key_pairs.clear();
        region.fitting_min = Some(bcc_wizard::domain::units::Gib(60));
        for vpc in &mut region.vpcs {
            vpc.is_default = false;
        }
        for group in &mut region.groups {
            group.name = "web".to_owned();
        }
    });
    assert_eq!(from(&drive, FieldId::SystemDiskSize), Some("origin.image_minimum"));
    assert_eq!(from(&drive, FieldId::Login), Some("origin.no_key_pair"));
    assert_eq!(from(&drive, FieldId::Vpc), Some("origin.vpc_of_zone"));
    assert_eq!(from(&drive, FieldId::Groups), Some("origin.first_group"));
    assert_eq!(from(&drive, FieldId::Password), None, "nothing was answered");
    drive.press("ctrl-t");
    assert_eq!(from(&drive, FieldId::RenewUnit), Some("origin.documented"));
}
