//! The tabs of the review: which text is asked for when, and that none of them buys.

use std::collections::BTreeSet;

use bcc_wizard::app::dialog::Dialog;
use bcc_wizard::app::effect::{Ask, Effect, Exported};
use bcc_wizard::app::msg::Msg;
use bcc_wizard::app::review;
use bcc_wizard::app::review::tabs::{ALL, Content};
use bcc_wizard::app::saving::plan_text;
use bcc_wizard::domain::field::{FieldId, StepId};
use bcc_wizard::domain::plan::{Billing, Format, Hidden, Plan};
use rstest::rstest;
use secrecy::ExposeSecret as _;

use crate::drive::Drive;

fn on_review() -> Drive {
    let mut drive = Drive::new();
    drive.press("alt-8");
    drive
}

/// The texts that were asked for since the last look, and what each is made of.
fn asked(drive: &mut Drive) -> Vec<(Format, Plan)> {
    let effects = drive.take().into_iter();
    effects
        .filter_map(|effect| match effect {
            Effect::Export { plan, format, .. } => Some((format, Plan::clone(&plan))),
            _ => None,
        })
        .collect()
}

fn deliver(drive: &mut Drive, format: Format, text: &str) {
    let exported = Exported { text: Hidden::from(text), notes: Vec::new() };
    drive.tell(Msg::Exported { format, result: Ok(exported) });
}

/// The text in front.
fn text(drive: &Drive) -> Option<&str> {
    match &drive.wizard.tabs.content {
        Content::Ready(exported) => Some(exported.text.expose()),
        _ => None,
    }
}

fn front(drive: &Drive) -> Option<Format> {
    drive.wizard.tabs.front
}

#[test]
fn the_summary_is_in_front_and_asks_for_no_text() {
    let mut drive = Drive::new();
    drive.press("ctrl-n ctrl-n ctrl-n ctrl-n ctrl-n ctrl-n ctrl-n");
    assert_eq!((drive.step(), front(&drive)), (StepId::Review, None));
    drive.press("left");
    assert_eq!((front(&drive), asked(&mut drive).len()), (None, 0));
    drive.press("enter y");
    assert!(drive.wizard.order.is_some());
}

#[test]
fn each_tab_asks_for_its_own_text_when_it_is_opened_and_only_then() {
    let mut drive = on_review();
    for tab in ALL.into_iter().skip(1) {
        drive.press("right");
        assert_eq!(front(&drive), tab);
        let formats: Vec<Format> =
            asked(&mut drive).into_iter().map(|(format, _)| format).collect();
        let format = tab.unwrap();
        if format == Format::Toml {
            assert!(formats.is_empty());
            assert_eq!(text(&drive), Some(plan_text(&drive.wizard).as_str()));
            continue;
        }
        assert_eq!((formats, text(&drive)), (vec![format], None));
        // What belongs to another tab is not taken for this one's.
        let other = if format == Format::Json { Format::Bce } else { Format::Json };
        deliver(&mut drive, other, "late\n");
        assert_eq!(text(&drive), None);
        deliver(&mut drive, format, "its text\n");
        assert_eq!(text(&drive), Some("its text\n"));
        drive.wait(std::time::Duration::from_secs(2)).press("down ?").press("esc");
        assert!(asked(&mut drive).is_empty(), "it is there already");
    }
    drive.press("right");
    assert_eq!(front(&drive), Some(Format::Toml), "the last one");
    drive.press("left h l");
    assert_eq!(front(&drive), Some(Format::Terraform));
}

#[test]
fn answers_that_change_make_the_text_anew_and_what_changes_nothing_does_not() {
    let mut drive = on_review();
    drive.press("right");
    let (_, first) = asked(&mut drive).remove(0);
    assert_eq!(first.billing, Billing::Postpaid);
    deliver(&mut drive, Format::Json, "first\n");
    let zones = drive.region.answer(&Ask::Zones);
    drive.load(Ask::Zones, zones);
    assert!(asked(&mut drive).is_empty(), "the same list once more changes nothing");
    assert_eq!(text(&drive), Some("first\n"));
    drive.press("ctrl-t");
    let again = asked(&mut drive);
    assert!(matches!(again[0].1.billing, Billing::Prepaid(_)), "{again:?}");
    assert_eq!((again.len(), text(&drive)), (1, None), "the old text is gone at once");
    deliver(&mut drive, Format::Json, "second\n");
    assert_eq!(text(&drive), Some("second\n"));
    drive.press("right right right right");
    let before = text(&drive).unwrap().to_owned();
    drive.press("ctrl-t");
    assert_ne!(text(&drive), Some(before.as_str()), "so does the plan");
}

#[rstest]
#[case("enter")]
#[case("esc")]
fn the_way_back_is_the_summary_with_its_button(#[case] key: &str) {
    let mut drive = on_review();
    drive.press("down right").press(key);
    assert_eq!((drive.step(), front(&drive)), (StepId::Review, None));
    assert!(drive.confirm().is_none(), "nothing is bought or asked from a text");
    assert_eq!(review::at(&drive.wizard), None);
    drive.press("enter");
    assert!(drive.confirm().is_some());
}

#[test]
fn no_key_on_a_text_buys_or_asks_for_a_token() {
    for steps in 1..ALL.len() {
        let mut drive = on_review();
        drive.press(&"right ".repeat(steps)).press("y space y ctrl-n y");
        assert_eq!(drive.minted + drive.wanted_tokens, 0);
        assert!(drive.wizard.order.is_none() && drive.confirm().is_none());
    }
}

#[test]
fn leaving_the_review_leaves_its_tabs() {
    let mut drive = on_review();
    drive.press("right right ctrl-p");
    assert_eq!((drive.step(), front(&drive)), (StepId::Billing, None));
    drive.press("right left ctrl-n");
    assert_eq!((drive.step(), front(&drive)), (StepId::Review, None));
}

#[test]
fn an_error_is_named_in_place_of_the_text_and_the_plan_is_there_all_the_same() {
    let mut drive = Drive::new();
    drive.focus(FieldId::Hostname).type_text("-").press("alt-8 right");
    let errors = |drive: &Drive| -> BTreeSet<FieldId> {
        match &drive.wizard.tabs.content {
            Content::Errors(errors) => errors.iter().map(|error| error.field).collect(),
            _ => BTreeSet::new(),
        }
    };
    let hostname = BTreeSet::from([FieldId::Hostname]);
    assert_eq!(errors(&drive), hostname);
    deliver(&mut drive, Format::Json, "late\n");
    assert_eq!(errors(&drive), hostname, "no late text over it");
    drive.press("right right right");
    assert_eq!(errors(&drive), hostname);
    assert!(asked(&mut drive).is_empty());
    drive.press("right");
    assert!(text(&drive).unwrap().contains("hostname = \"-\""));
}

#[test]
fn a_text_that_could_not_be_made_says_why_and_cannot_be_copied() {
    let mut drive = on_review();
    drive.press("right");
    let result = Err("no such region".into());
    drive.tell(Msg::Exported { format: Format::Json, result });
    assert!(
        matches!(&drive.wizard.tabs.content, Content::Failed(why) if *why == "no such region".into())
    );
    drive.take();
    drive.press("c");
    assert!(drive.take().is_empty());
}

#[test]
fn a_text_is_scrolled_copied_and_handed_to_the_dialog_of_its_form() {
    let mut drive = on_review();
    drive.tell(Msg::Resize(80, 24));
    drive.press("right right");
    deliver(&mut drive, Format::Curl, "curl …\n");
    drive.wizard.scroll_end = 40;
    drive.press("pgdn down up down");
    assert_eq!(drive.wizard.tabs.top, 16, "a page is what stands between tabs and help");
    drive.press("end down");
    assert_eq!(drive.wizard.tabs.top, 40);
    drive.press("pgup");
    assert_eq!(drive.wizard.tabs.top, 25);
    drive.press("home up");
    assert_eq!(drive.wizard.tabs.top, 0);
    drive.take();
    drive.press("c");
    let copied = drive.take();
    assert!(matches!(&copied[..], [Effect::Copy(text)] if text.expose_secret() == "curl …\n"));
    assert_eq!(drive.notice(), "notice.export_copied");
    drive.press("ctrl-x");
    assert!(
        matches!(&drive.wizard.dialog, Some(Dialog::Export(form)) if form.format == Format::Curl)
    );
    drive.press("esc");
    assert_eq!((front(&drive), text(&drive)), (Some(Format::Curl), Some("curl …\n")));
}
