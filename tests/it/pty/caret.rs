//! The terminal's own cursor, in a real terminal: where input methods open.

use rstest::rstest;

use super::{embedded, quit};
use crate::terminal::{Program, Terminal};

/// Waits until the cursor is seen right behind `typed`, in its row.
#[track_caller]
fn caret_behind(terminal: &Terminal, typed: &str) {
    terminal.wait_until(&format!("the cursor behind {typed:?}"), |screen| {
        let (row, column) = screen.cursor_position();
        let before: String = (0..column)
            .filter_map(|column| screen.cell(row, column))
            .filter(|cell| !cell.is_wide_continuation())
            .map(|cell| if cell.has_contents() { cell.contents() } else { " " })
            .collect();
        !screen.hide_cursor() && before.ends_with(typed)
    });
}

/// Types, moves and takes back at one place, with the cursor at every step.
fn typed_at(terminal: &Terminal) {
    terminal.press("ctrl-u");
    terminal.type_text("ab服务");
    caret_behind(terminal, "ab服务");
    terminal.press("left");
    caret_behind(terminal, "ab服");
    terminal.press("backspace");
    caret_behind(terminal, "ab");
    // The byte of Ctrl-_, Ctrl-/ and Ctrl-7.
    terminal.press("\u{1f}");
    caret_behind(terminal, "ab服");
    terminal.press("alt-u");
    terminal.wait_gone("ab服");
    terminal.press("alt-r");
    caret_behind(terminal, "ab服务");
    terminal.press("ctrl-u");
}

#[rstest]
#[case::wide((120, 36))]
#[case::small((40, 10))]
fn the_cursor_stands_at_the_caret_wherever_something_is_typed(#[case] size: (u16, u16)) {
    let terminal = embedded(size).start();
    terminal.wait_for("cn-bj-a");
    terminal.wait_for("/h");
    terminal.press("alt-2");
    terminal.press("/");
    typed_at(&terminal);
    terminal.press("esc");
    terminal.wait_for("Ctrl-N next");
    terminal.press("alt-6");
    terminal.wait_for("Name");
    typed_at(&terminal);
    terminal.press("ctrl-s");
    terminal.wait_for("Enter save");
    typed_at(&terminal);
    terminal.press("esc");
    terminal.wait_gone("Enter save");
    for _ in 0..4 {
        terminal.press("tab");
    }
    terminal.wait_for("▌ More");
    for key in ["right", "tab", "tab", "tab", "e"] {
        terminal.press(key);
    }
    terminal.wait_for("Ctrl-N take it");
    typed_at(&terminal);
    assert_eq!(quit(&terminal), 130);
}

#[test]
fn on_the_first_screen_too() {
    let terminal = Program::wizard().size(80, 24).start();
    terminal.wait_for("sandbox");
    terminal.press("down");
    terminal.press("tab");
    terminal.wait_for("▌ Access key ID");
    typed_at(&terminal);
    assert_eq!(quit(&terminal), 130);
}
