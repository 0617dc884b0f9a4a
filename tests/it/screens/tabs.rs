//! The tabs of the review, each with the text that the program makes.

use bcc_wizard::app::effect::{Effect, Exported};
use bcc_wizard::app::msg::Msg;
use bcc_wizard::app::review::tabs::ALL;
use bcc_wizard::domain::language::Language;
use bcc_wizard::domain::plan::{Format, Hidden};
use bcc_wizard::export::{self, Sender};
use secrecy::SecretString;

use super::{MEDIUM, SMALL, WIDE, look, styles, text};
use crate::fixture::Stage;
use bcc_wizard::i18n;

/// Turns to the next tab and delivers the text it asks for.
fn turn(stage: &mut Stage) {
    stage.other.clear();
    stage.keys("right");
    let Some(Effect::Export { plan, format, language }) = stage.other.first() else { return };
    let secret = SecretString::from("examplesecretkey0123456789abcdef");
    let sender = Sender {
        base: "https://bcc.bj.baidubce.com",
        access_key: "ak-1",
        secret_key: &secret,
        session_token: None,
        at: "2026-01-02T03:04:05Z",
        token: "2f1c9a7e-5b1d-4c55-9a34-1f2e3d4c5b6a",
    };
    let made = export::text(plan, *format, Some(&sender), &i18n::speaker(*language)).unwrap();
    let result = Ok(Exported { text: Hidden::from(made), notes: Vec::new() });
    let format = *format;
    stage.send(Msg::Exported { format, result });
}

fn every_tab(size: (u16, u16), language: Language, suffix: &str) {
    let mut stage = Stage::with(size, language, |_| false, |_| None);
    stage.step('8');
    for tab in ALL {
        assert_eq!(stage.wizard.tabs.front, tab);
        let name = tab.map_or("summary", Format::name);
        look(&format!("tab_{name}_{suffix}"), &text(&stage.wizard));
        turn(&mut stage);
    }
}

#[test]
fn every_tab_in_every_frame() {
    for (size, name) in [(WIDE, "120x36"), (MEDIUM, "80x24"), (SMALL, "40x10")] {
        every_tab(size, Language::En, name);
    }
}

#[test]
fn every_tab_in_chinese() {
    for (size, name) in [(WIDE, "zh_120x36"), (MEDIUM, "zh_80x24"), (SMALL, "zh_40x10")] {
        every_tab(size, Language::ZhCn, name);
    }
}

#[test]
fn what_stands_in_the_way_of_a_text() {
    for (language, name) in [(Language::En, "80x24"), (Language::ZhCn, "zh_80x24")] {
        let mut stage = Stage::with(MEDIUM, language, |_| false, |_| None);
        stage.step('4').keys("tab ctrl-u text:30").step('6').keys("tab text:-").step('8');
        stage.keys("right");
        look(&format!("tab_errors_{name}"), &text(&stage.wizard));
    }
}

#[test]
fn a_long_text_scrolls_to_its_end() {
    let mut stage = Stage::new(SMALL);
    stage.step('8');
    turn(&mut stage);
    // As the frame would say.
    stage.wizard.scroll_end = usize::MAX;
    stage.keys("end");
    let screen = text(&stage.wizard);
    let last = screen.lines().rev().nth(2).unwrap();
    assert!(last.trim_end().ends_with('}'), "{screen}");
}

#[test]
fn the_tab_in_front_is_known_without_colours() {
    let mut stage = Stage::new(MEDIUM);
    stage.step('8');
    turn(&mut stage);
    assert!(text(&stage.wizard).contains("[Request (JSON)]"));
    assert!(!styles(&stage.wizard, false).contains('R'));
}
