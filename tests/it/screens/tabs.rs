//! The tabs of the review, each with the text that the program makes.

use bcc_wizard::domain::language::Language;

use super::gallery::turn;
use super::{MEDIUM, SMALL, look, styles, text};
use crate::fixture::Stage;

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
