//! Comparing specs, and what to take instead of one that cannot be bought.

use bcc_wizard::app::effect::Ask;
use bcc_wizard::domain::language::Language;
use bcc_wizard::domain::price::PriceAsk;

use super::{MEDIUM, SMALL, look, styles, text};
use crate::fixture::Stage;

fn stage(size: (u16, u16), language: Language) -> Stage {
    Stage::with(size, language, |_| false, |_| None)
}

#[test]
fn the_differences_are_seen_without_colours() {
    let mut stage = stage(MEDIUM, Language::En);
    stage.keys("ctrl-n home space down space c");
    let screen = text(&stage.wizard);
    assert!(screen.contains("≠ family") && screen.contains("  vCPUs"), "{screen}");
    look("styles_compare_no_colour", &styles(&stage.wizard, false));
}

#[test]
fn a_comparison_scrolls_to_its_end_and_its_heads_stay() {
    let mut stage = stage(SMALL, Language::En);
    stage.keys("ctrl-n home space down space c");
    for _ in 0..80 {
        let (columns, rows) = SMALL;
        let mut terminal =
            ratatui::Terminal::new(ratatui::backend::TestBackend::new(columns, rows)).unwrap();
        let theme = bcc_wizard::ui::theme::Theme::new(true);
        let mut seen = bcc_wizard::app::mouse::Seen::default();
        terminal.draw(|frame| seen = bcc_wizard::ui::view(frame, &stage.wizard, &theme)).unwrap();
        stage.wizard.see(seen);
        stage.keys("down");
    }
    let screen = text(&stage.wizard);
    assert!(screen.contains("c5.c1m2") && screen.contains("hdd"), "{screen}");
    look("compare_end_40x10", &screen);
}

#[test]
fn a_list_that_still_waits_for_other_zones_says_so() {
    let other =
        |ask: &Ask| matches!(ask, Ask::Price(PriceAsk::Family { zone, .. }) if zone != "cn-bj-a");
    let mut stage = Stage::with(MEDIUM, Language::En, other, |_| None);
    stage.keys("ctrl-n / text:c5 space text:8c enter end");
    look("instead_asking_80x24", &text(&stage.wizard));
}

#[test]
fn marked_rows_and_the_sorted_column_bear_their_marks() {
    let mut stage = stage(MEDIUM, Language::ZhCn);
    stage.keys("ctrl-n space down space s s s s s S");
    look("spec_marked_zh_80x24", &text(&stage.wizard));
}
