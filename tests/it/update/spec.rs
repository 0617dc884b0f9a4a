//! Step 2: the spec table, its filter and chips, the count.

use bcc_wizard::app::effect::{Answer, Ask};
use bcc_wizard::app::steps::{self, TableState};
use bcc_wizard::domain::catalog::Arch;
use bcc_wizard::domain::fault::FaultKind;
use bcc_wizard::domain::field::{FieldId, StepId};
use bcc_wizard::domain::plan::{Billing, Payment};
use bcc_wizard::domain::price::{Cost, PriceAsk};
use rstest::rstest;

use crate::drive::{Drive, fault};

fn spec(drive: &Drive) -> &str {
    drive.wizard.draft.spec.as_deref().unwrap_or_default()
}

#[test]
fn the_default_is_the_smallest_ordinary_spec_of_the_newest_family() {
    assert_eq!(spec(&Drive::new()), "bcc.g5.c2m8");
}

#[test]
fn a_default_that_turns_out_sold_out_gives_way() {
    let drive = Drive::with(|region| region.sold_out.push("bcc.g5.c2m8".to_owned()));
    assert_eq!(spec(&drive), "bcc.g4.c2m8");
    assert_eq!(drive.all_broken(), [""; 0]);
}

#[rstest]
#[case("ctrl-n", StepId::Image)]
#[case("enter", StepId::Spec)]
#[case("tab", StepId::Spec)]
fn what_is_highlighted_is_what_is_bought(#[case] key: &str, #[case] then: StepId) {
    let mut drive = Drive::new();
    drive.highlight(FieldId::Spec, "bcc.g5.c4m16");
    assert_eq!(spec(&drive), "bcc.g5.c2m8", "moving chooses nothing");
    drive.press(key);
    assert_eq!((spec(&drive), drive.step()), ("bcc.g5.c4m16", then));
    if then == StepId::Spec {
        assert_eq!(drive.wizard.focused(), FieldId::Count);
    }
}

#[rstest]
#[case("ctrl-n")]
#[case("tab")]
#[case("end down")]
fn a_sold_out_row_is_shown_and_refused_with_its_reason(#[case] keys: &str) {
    let mut drive = Drive::with(|region| region.sold_out.push("ebc.l5.c128m512".to_owned()));
    let row = if keys == "end down" { "ebc.l5.c128m512" } else { "bcc.g4.c4m16" };
    drive.highlight(FieldId::Spec, row).press(keys);
    assert_eq!((spec(&drive), drive.step()), ("bcc.g5.c2m8", StepId::Spec));
    assert_eq!(drive.wizard.focused(), FieldId::Spec);
    let notice = drive.wizard.notice.as_ref().unwrap();
    assert_eq!(notice.words, "notice.cannot_choose_spec");
    assert!(notice.values.contains(&("row", row.to_owned())));
    assert!(notice.values.contains(&("reason", "reason.sold_out".to_owned())));
}

#[test]
fn a_spec_sold_by_subscription_only_can_be_taken_after_ctrl_t() {
    let mut drive = Drive::new();
    drive.highlight(FieldId::Spec, "bcc.m5.c2m16").press("tab");
    let reason = ("reason", "reason.prepaid_only".to_owned());
    assert!(drive.wizard.notice.as_ref().unwrap().values.contains(&reason));
    drive.press("ctrl-t enter");
    assert_eq!(spec(&drive), "bcc.m5.c2m16");
    drive.press("ctrl-t ctrl-t");
    assert_eq!(drive.broken(FieldId::Spec), ["spec.timing"]);
    drive.press("f2");
    assert_eq!(drive.wizard.draft.payment, Payment::Prepaid);
    assert_eq!(drive.all_broken(), [""; 0]);
}

#[test]
fn a_filter_narrows_by_every_word_and_esc_clears_then_goes_back() {
    let mut drive = Drive::new();
    drive.press("ctrl-n /").type_text("ARM c4");
    assert_eq!(drive.rows(FieldId::Spec), ["bcc.gr1.c4m16"]);
    drive.type_text("xyz");
    assert_eq!(steps::table_state(&drive.wizard, FieldId::Spec), TableState::FilteredOut);
    drive.press("backspace backspace backspace enter");
    assert_eq!((spec(&drive), drive.wizard.focused()), ("bcc.gr1.c4m16", FieldId::Count));
    drive.press("shift-tab esc");
    assert_eq!(drive.rows(FieldId::Spec).len(), 13);
    assert_eq!(drive.step(), StepId::Spec);
    assert_eq!(drive.highlighted(FieldId::Spec).as_deref(), Some("bcc.gr1.c4m16"));
    drive.press("esc");
    assert_eq!(drive.step(), StepId::Zone);
    drive.press("esc esc esc");
    assert_eq!((drive.step(), drive.notice()), (StepId::Zone, "notice.ctrl_c_quits"));
    assert!(drive.take().is_empty());
}

#[test]
fn a_filter_hides_the_answer_but_does_not_change_it() {
    let mut drive = Drive::new();
    drive.press("ctrl-n /").type_text("gr1").press("ctrl-n");
    assert_eq!((spec(&drive), drive.step()), ("bcc.g5.c2m8", StepId::Image));
}

#[test]
fn letters_of_a_filter_are_no_commands() {
    let mut drive = Drive::new();
    drive.press("ctrl-n /").type_text("sSfax?jkgG q");
    let picker = drive.wizard.picker(FieldId::Spec).unwrap();
    assert_eq!(picker.filter.value(), "sSfax?jkgG q");
    assert!(!picker.cards && picker.arch.is_none() && drive.wizard.dialog.is_none());
}

#[test]
fn chips_narrow_and_turn_off_again() {
    let mut drive = Drive::new();
    drive.press("ctrl-n x");
    assert_eq!(drive.rows(FieldId::Spec), ["bcc.gn5.c8m32.1a10"]);
    drive.press("x a a");
    assert_eq!(drive.wizard.picker(FieldId::Spec).unwrap().arch, Some(Arch::Arm));
    assert_eq!(drive.rows(FieldId::Spec), ["bcc.gr1.c2m8", "bcc.gr1.c4m16"]);
    drive.press("a");
    assert_eq!(drive.rows(FieldId::Spec).len(), 13);
    let mut seen = Vec::new();
    loop {
        drive.press("f");
        match drive.wizard.picker(FieldId::Spec).unwrap().family.clone() {
            Some(family) => seen.push(family),
            None => break,
        }
        let all = drive.rows(FieldId::Spec);
        assert!(!all.is_empty() && all.len() < 13, "{seen:?}");
    }
    assert_eq!(seen, ["c5", "g4", "g5", "gn5", "gr1", "l5", "m5"]);
    drive.press("f x a esc");
    assert_eq!((drive.rows(FieldId::Spec).len(), drive.step()), (13, StepId::Spec));
}

#[test]
fn the_ends_of_a_table_are_harmless() {
    let mut drive = Drive::new();
    drive.press("ctrl-n home home g g pgup end end G G pgdn");
    assert_eq!(drive.wizard.focused(), FieldId::Spec);
    assert_eq!(drive.highlighted(FieldId::Spec).as_deref(), Some("ebc.l5.c128m512"));
    drive.press("home home");
    assert_eq!(drive.highlighted(FieldId::Spec).as_deref(), Some("bcc.g5.c1m2"));
    drive.press("end down");
    assert_eq!(drive.wizard.focused(), FieldId::Count);
    assert_eq!(spec(&drive), "ebc.l5.c128m512", "leaving downwards takes the highlight too");
}

#[test]
fn a_highlight_of_another_zones_list_is_not_taken() {
    let mut drive = Drive::new();
    drive.highlight(FieldId::Spec, "bcc.g5.c4m16").press("alt-1");
    drive.choose(FieldId::Zone, "cn-bj-d");
    assert_eq!(drive.highlighted(FieldId::Spec).as_deref(), Some("bcc.g6.c2m8"));
    drive.press("ctrl-n");
    assert_eq!(spec(&drive), "bcc.g6.c2m8");
}

#[test]
fn the_spec_step_prices_every_family_once() {
    let mut drive = Drive::new();
    drive.press("ctrl-n");
    let family = |name: &str| {
        Ask::Price(PriceAsk::Family {
            family: name.to_owned(),
            zone: "cn-bj-a".to_owned(),
            billing: Billing::Postpaid,
        })
    };
    let asked = drive.newly_asked();
    for name in ["c5", "g4", "g5", "gn5", "gr1", "l5", "m5"] {
        assert_eq!(asked.iter().filter(|ask| **ask == family(name)).count(), 1, "{name}");
    }
}

#[test]
fn a_key_without_price_permission_buys_all_the_same() {
    let mut drive = Drive::with(|region| region.prices_forbidden = true);
    assert_eq!(drive.wizard.quote.parts[0].cost, Cost::Forbidden);
    assert_eq!(drive.all_broken(), [""; 0]);
    drive.press("alt-8 enter");
    assert!(drive.confirm().unwrap().typed.is_some(), "an unknown price asks to type the count");
}

#[test]
fn failed_specs_stop_at_the_table_and_reload_brings_them() {
    let ask = Ask::Specs("cn-bj-a".to_owned());
    let mut drive =
        Drive::with(|region| region.faults.push((ask.clone(), fault(FaultKind::Interrupted))));
    drive.press("ctrl-n ctrl-n");
    assert_eq!((drive.step(), drive.wizard.focused()), (StepId::Spec, FieldId::Spec));
    drive.press("s f a x home end down up / a esc");
    drive.newly_asked();
    drive.region.faults.clear();
    drive.press("ctrl-r");
    assert_eq!(drive.newly_asked()[0], ask);
    assert_eq!(spec(&drive), "bcc.g5.c2m8");
}

#[test]
fn an_empty_list_of_specs_is_no_answer() {
    let mut drive = Drive::silent(|_| {});
    let (zones, specs) = (drive.region.answer(&Ask::Zones), Ask::Specs("cn-bj-a".to_owned()));
    drive.load(Ask::Zones, zones);
    drive.load(specs, Ok(Answer::Specs(Vec::new())));
    drive.press("ctrl-n ctrl-n");
    assert_eq!((drive.step(), drive.notice()), (StepId::Spec, "notice.solve_first"));
    assert_eq!(steps::table_state(&drive.wizard, FieldId::Spec), TableState::Empty);
}

#[test]
fn the_count_is_typed_and_multiplies_the_price_without_asking_again() {
    let mut drive = Drive::new();
    let one = drive.wizard.quote.hourly().amount;
    drive.focus(FieldId::Count);
    drive.newly_asked();
    drive.retype("3");
    assert_eq!(drive.wizard.quote.hourly().amount, one.times(3_u32));
    assert!(drive.newly_asked().is_empty());
    drive.retype("x").press("f2");
    assert_eq!((drive.wizard.draft.count.as_str(), drive.notice()), ("1", "notice.fixed"));
}
