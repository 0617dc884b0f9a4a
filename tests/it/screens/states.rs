//! What a state is told by when colours and every other style are gone: its text.

use bcc_wizard::app::msg::Msg;
use bcc_wizard::domain::field::FieldId;
use bcc_wizard::domain::language::Language;
use bcc_wizard::ui::look::Look;
use bcc_wizard::ui::theme::Theme;

use super::gallery::to;
use super::{MEDIUM, buffer_text, drawn_as};
use crate::fixture::Stage;

/// The screen without any style, in Unicode and in ASCII.
fn bare(stage: &Stage) -> [String; 2] {
    [false, true].map(|ascii| {
        let look = Look { ascii, ..Look::default() };
        let terminal = drawn_as(&stage.wizard, Theme::new(false).on(look));
        buffer_text(terminal.backend().buffer())
    })
}

fn stage(keys: &str) -> Stage {
    let mut stage = Stage::with(MEDIUM, Language::En, |_| false, |_| None);
    stage.keys(keys);
    stage
}

/// The rows that begin with a mark.
fn marked(screen: &str, mark: &str) -> Vec<String> {
    let rows = screen.lines().filter(|line| line.trim_start().starts_with(mark));
    rows.map(|line| line.trim().to_owned()).collect()
}

#[test]
fn what_is_chosen_among_several_stands_in_brackets() {
    let mut stage = stage("ctrl-g 7");
    for (keys, chosen) in [("tab", "[pay-as-you-go]"), ("shift-tab right tab", "[subscription]")] {
        stage.keys(keys);
        for screen in bare(&stage) {
            let brackets = screen.lines().find(|line| line.contains("Payment")).unwrap();
            assert!(brackets.contains(chosen) && brackets.matches('[').count() == 1, "{screen}");
        }
    }
}

#[test]
fn the_chosen_row_the_highlighted_row_and_the_focused_field_have_marks_of_their_own() {
    let stage = stage("ctrl-n down down");
    let [unicode, ascii] = bare(&stage);
    // The field, and the row.
    assert_eq!(marked(&unicode, "▌").len(), 2, "{unicode}");
    assert_eq!(marked(&ascii, ">").len(), 2, "{ascii}");
    let chosen: Vec<String> = marked(&unicode, "●");
    assert!(chosen[0].contains("bcc.c5.c2m4") && chosen.len() == 1, "{unicode}");
    assert!(marked(&ascii, "*")[0].contains("bcc.c5.c2m4"), "{ascii}");
}

#[test]
fn marked_rows_and_the_current_step_are_told_by_marks() {
    let stage = stage("ctrl-n space down space");
    let [unicode, ascii] = bare(&stage);
    let compared = |screen: &str| screen.lines().filter(|line| line.contains("+ bcc.")).count();
    assert_eq!((compared(&unicode), compared(&ascii)), (2, 2), "{unicode}\n{ascii}");
    assert!(unicode.contains("1✓  2▸ Spec  3○"), "{unicode}");
    assert!(ascii.contains("1+  2> Spec  3o"), "{ascii}");
}

#[test]
fn a_row_that_cannot_be_bought_says_why() {
    let stage = stage("ctrl-n / text:c5 enter shift-tab");
    for screen in bare(&stage) {
        let row = screen.lines().find(|line| line.contains("bcc.c5.c8m16 ")).unwrap();
        assert!(row.trim_end().ends_with("sold out"), "{screen}");
    }
}

#[test]
fn errors_warnings_and_hints_have_different_marks() {
    let mut error = stage("ctrl-g 6");
    error.keys("tab text:-ab tab shift-tab");
    let mut warning = stage("ctrl-g 4");
    warning.keys("tab ctrl-u text:30");
    let mut hint = stage("ctrl-g 2");
    hint.keys("tab ctrl-u text:3 ctrl-g 6").keys("text:web");
    for (stage, says, mark) in [
        (&error, "Small letters and digits", ["! ", "! "]),
        (&warning, "Below the documented minimum", ["~ ", "~ "]),
        (&hint, "numbered by the server", ["· ", "- "]),
    ] {
        for (screen, mark) in bare(stage).iter().zip(mark) {
            let row = screen
                .lines()
                .find(|line| line.contains(says))
                .unwrap_or_else(|| panic!("{screen}"));
            assert!(row.trim_start().starts_with(mark), "{screen}");
        }
    }
    // In the row of a field without the focus, and in the line of the steps, too.
    error.keys("tab");
    for screen in bare(&error) {
        assert!(marked(&screen, "! Host name")[0].contains("! Small letters"), "{screen}");
    }
    error.keys("ctrl-g 7");
    assert!(bare(&error).iter().all(|screen| screen.contains("6!")));
}

#[test]
fn several_choices_open_folds_and_the_button_are_told_by_their_shape() {
    let mut stage = stage("ctrl-g 5");
    to(&mut stage, FieldId::Groups);
    stage.keys("down space");
    for screen in bare(&stage) {
        assert_eq!((screen.matches("[x]").count(), screen.matches("[ ]").count()), (2, 1));
    }
    to(&mut stage, FieldId::NetworkMore);
    let closed = bare(&stage);
    stage.keys("space");
    assert_eq!((closed[0].matches('▸').count(), closed[0].matches('▾').count()), (2, 0));
    assert_eq!(bare(&stage)[0].matches('▾').count(), 1);
    assert!(closed[1].contains("> IPv6") && bare(&stage)[1].contains("v IPv6"));
    stage.keys("ctrl-g 8");
    for screen in bare(&stage) {
        assert!(screen.contains("▌ [ Buy ]") || screen.contains("> [ Buy ]"), "{screen}");
    }
    stage.send(Msg::Key("up".parse().unwrap()));
    for screen in bare(&stage) {
        assert!(screen.contains("   [ Buy ]"), "{screen}");
    }
}
