//! Between the consent and the order: the price is asked once more.

use bcc_wizard::app::effect::{Ask, Effect, Intent};
use bcc_wizard::app::quotes::CHECKED_KEEPS;
use bcc_wizard::domain::fault::FaultKind;
use bcc_wizard::domain::field::FieldId;
use bcc_wizard::domain::price::{Drift, Quote};
use bcc_wizard::domain::units::Money;

use crate::drive::{Drive, fault};

/// The question is open and its prices are old enough to be asked once more; they wait for
/// [`Drive::answer_all`].
fn asking() -> Drive {
    asking_of(|_| {})
}

fn asking_of(change: impl FnOnce(&mut Drive)) -> Drive {
    let mut drive = Drive::new();
    change(&mut drive);
    drive.press("alt-8").wait(CHECKED_KEEPS * 2).press("enter");
    assert!(drive.confirm().is_some(), "{}", drive.notice());
    drive.take();
    drive.newly_asked();
    drive.wait(CHECKED_KEEPS);
    drive.holds = true;
    drive
}

fn intent(drive: &mut Drive) -> Option<Box<Intent>> {
    let mut intents = drive.take().into_iter().filter_map(|effect| match effect {
        Effect::Submit(intent) => Some(intent),
        _ => None,
    });
    let first = intents.next();
    assert!(intents.next().is_none());
    first
}

fn moved(drive: &Drive) -> Option<(Drift, Money)> {
    let moved = drive.confirm()?.moved.as_ref()?;
    Some((moved.how, moved.before.hourly().amount))
}

fn hourly(quote: &Quote) -> Money {
    quote.hourly().amount
}

#[test]
fn every_price_of_the_order_is_asked_once_more_and_nothing_else() {
    let mut drive = asking_of(|drive| {
        drive.focus(FieldId::SystemDiskSize).retype("100");
        drive.turn(FieldId::PublicIp, "buy");
        drive.wait(CHECKED_KEEPS);
    });
    drive.press("y");
    let asked = drive.newly_asked();
    assert_eq!(asked.len(), 3, "{asked:?}");
    assert!(asked.iter().all(|ask| matches!(ask, Ask::Price(_))), "{asked:?}");
    assert!(intent(&mut drive).is_none() && drive.confirm().unwrap().confirmed);
    while drive.open.len() > 1 {
        let (_, ask) = drive.open.remove(0);
        let answer = drive.region.answer(&ask);
        drive.load(ask, answer);
        assert!(intent(&mut drive).is_none(), "one of them is still on its way");
    }
    drive.answer_all();
    assert!(intent(&mut drive).is_some());
}

#[test]
fn a_price_that_was_just_asked_is_not_asked_once_more() {
    let mut drive = Drive::new();
    drive.press("alt-8 enter");
    drive.newly_asked();
    drive.press("y");
    assert!(intent(&mut drive).is_some());
    assert!(drive.newly_asked().is_empty());
}

#[test]
fn the_same_price_goes_on() {
    let mut drive = asking();
    drive.press("y");
    drive.answer_all();
    assert!(intent(&mut drive).is_some());
    assert!(drive.wizard.dialog.is_none());
}

#[test]
fn a_lower_price_goes_on_and_is_the_one_that_is_kept() {
    let mut drive = asking();
    let before = hourly(&drive.confirm().unwrap().quote);
    drive.region.dearer = 0;
    drive.press("y");
    drive.answer_all();
    let intent = intent(&mut drive).unwrap();
    assert!(before > Money::ZERO);
    assert_eq!(intent.confirmed.hourly, "0");
}

#[test]
fn a_higher_price_asks_for_consent_anew_and_names_both() {
    let mut drive = asking();
    let before = hourly(&drive.confirm().unwrap().quote);
    drive.region.dearer = 2;
    drive.press("y");
    drive.answer_all();
    assert!(intent(&mut drive).is_none());
    assert_eq!(
        (moved(&drive), drive.notice()),
        (Some((Drift::Dearer, before)), "notice.price_changed")
    );
    let confirm = drive.confirm().unwrap();
    assert_eq!(hourly(&confirm.quote), before.times(2));
    assert!(!confirm.confirmed && confirm.token.is_some());
    // Nothing is left that could buy by itself.
    drive.wait(CHECKED_KEEPS);
    drive.answer_all();
    assert!(intent(&mut drive).is_none());
    drive.press("y");
    drive.answer_all();
    let intent = intent(&mut drive).unwrap();
    assert_eq!(intent.confirmed.hourly, before.times(2).0.normalize().to_string());
}

#[test]
fn a_part_without_a_price_any_more_asks_for_consent_anew_by_the_count() {
    let mut drive = asking();
    drive.region.sold_out.push("bcc.g5.c2m8".to_owned());
    drive.press("y");
    drive.answer_all();
    assert!(intent(&mut drive).is_none());
    assert_eq!(moved(&drive).map(|(how, _)| how), Some(Drift::Unknown));
    assert!(drive.confirm().unwrap().typed.is_some());
}

#[test]
fn a_price_that_cannot_be_asked_once_more_is_said_once_and_bought_when_wanted() {
    let mut drive = asking();
    drive.region.prices_forbidden = true;
    let before = hourly(&drive.confirm().unwrap().quote);
    drive.press("y");
    drive.answer_all();
    assert!(intent(&mut drive).is_none());
    assert_eq!(moved(&drive), Some((Drift::NotRenewed, before)));
    assert_eq!(hourly(&drive.confirm().unwrap().quote), before, "the last there was");
    drive.press("y");
    assert!(!drive.newly_asked().is_empty(), "what failed is tried again");
    drive.answer_all();
    assert!(intent(&mut drive).is_some(), "it was consented to as it is");
}

#[test]
fn a_price_that_comes_back_higher_after_it_could_not_be_asked_is_asked_about() {
    let mut drive = asking();
    drive.region.prices_forbidden = true;
    drive.press("y");
    drive.answer_all();
    drive.region.prices_forbidden = false;
    drive.region.dearer = 3;
    drive.press("y");
    drive.answer_all();
    assert!(intent(&mut drive).is_none());
    assert_eq!(moved(&drive).map(|(how, _)| how), Some(Drift::Dearer));
}

#[test]
fn who_consented_to_an_unknown_price_is_not_asked_about_it_again() {
    let mut drive = Drive::with(|region| region.prices_forbidden = true);
    drive.press("alt-8 enter").wait(CHECKED_KEEPS).press("1 enter");
    assert!(intent(&mut drive).is_some());
}

#[test]
fn while_the_price_is_asked_nothing_but_leaving_does_anything() {
    let mut drive = asking();
    drive.press("y y enter 1 tab ctrl-n");
    assert_eq!(drive.newly_asked().len(), 1);
    assert!(drive.confirm().unwrap().confirmed);
    drive.press("esc");
    assert!(drive.confirm().is_none());
    drive.answer_all();
    assert!(intent(&mut drive).is_none(), "who left does not buy");
}

#[test]
fn the_typed_count_is_typed_again_for_a_higher_price() {
    let mut drive = asking_of(|drive| {
        drive.focus(FieldId::Count).retype("8");
        drive.wait(CHECKED_KEEPS);
    });
    drive.region.dearer = 2;
    drive.press("8 enter");
    drive.answer_all();
    assert!(intent(&mut drive).is_none());
    assert_eq!(drive.confirm().unwrap().typed.as_ref().unwrap().value(), "");
    drive.press("enter");
    assert!(drive.confirm().unwrap().mistyped);
    drive.press("8 enter");
    drive.answer_all();
    assert!(intent(&mut drive).is_some());
}

#[test]
fn a_price_that_fails_for_another_reason_is_no_reason_to_forget_it() {
    let mut drive = asking();
    drive.press("y");
    let (_, ask) = drive.open.remove(0);
    drive.load(ask, Err(fault(FaultKind::Timeout)));
    assert!(intent(&mut drive).is_none());
    assert!(drive.confirm().unwrap().typed.is_none(), "the last price is small and known");
}
