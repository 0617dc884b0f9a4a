//! Step 7: payment and period, and `Ctrl-T` everywhere.

use bcc_wizard::app::steps;
use bcc_wizard::domain::field::{FieldId, StepId};
use bcc_wizard::domain::plan::{Billing, Payment};
use bcc_wizard::domain::units::Months;

use crate::drive::Drive;

#[test]
fn ctrl_t_changes_the_payment_wherever_the_focus_is() {
    let mut drive = Drive::new();
    let mut payment = Payment::Postpaid;
    for step in StepId::ALL {
        drive.press(&format!("alt-{}", step.index() + 1));
        let fields: Vec<FieldId> =
            steps::fields(&drive.wizard, step).into_iter().map(|(field, _)| field).collect();
        for field in fields.into_iter().filter(|field| {
            !matches!(field, FieldId::Months | FieldId::BidModel | FieldId::BidPrice)
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
fn a_period_is_chosen_and_priced() {
    let mut drive = Drive::new();
    drive.turn(FieldId::Payment, "Prepaid");
    let one = drive.wizard.quote.once();
    assert!(one.complete);
    drive.turn(FieldId::Months, "12");
    assert_eq!(drive.wizard.draft.months, Months(12));
    assert_eq!(drive.wizard.quote.billing, Billing::Prepaid(Months(12)));
    assert_eq!(drive.wizard.quote.once().amount, one.amount.times(12_u32));
    drive.press("right right right right");
    assert_eq!(drive.wizard.draft.months, Months(36), "the last stays the last");
}

#[test]
fn both_payments_are_priced_side_by_side() {
    let mut drive = Drive::new();
    assert_eq!(drive.wizard.quote.billing, Billing::Postpaid);
    assert_eq!(drive.wizard.other_quote.billing, Billing::Prepaid(Months(1)));
    assert!(drive.wizard.other_quote.once().complete);
    let (quote, other) = (drive.wizard.quote.clone(), drive.wizard.other_quote.clone());
    drive.newly_asked();
    drive.press("ctrl-t");
    assert_eq!((&drive.wizard.quote, &drive.wizard.other_quote), (&other, &quote));
    assert!(drive.newly_asked().is_empty(), "both were known already");
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
