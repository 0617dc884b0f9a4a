//! The mouse of a real terminal.

use rstest::rstest;
use vt100::{MouseProtocolEncoding, MouseProtocolMode};

use super::{against, embedded, quit, server};
use crate::terminal::Terminal;

fn listens(terminal: &Terminal) {
    terminal.wait_until("the mouse to be listened to", |screen| {
        screen.mouse_protocol_mode() == MouseProtocolMode::PressRelease
            && screen.mouse_protocol_encoding() == MouseProtocolEncoding::Sgr
    });
}

#[test]
fn a_purchase_by_clicks_until_the_key_that_buys() {
    let server = server(|_| ());
    let terminal = against(server.address()).start();
    listens(&terminal);
    terminal.wait_for("/h");
    terminal.click("2 Spec");
    // The first click highlights the row, the second one chooses it.
    terminal.click("bcc.g5.c2m8 ");
    terminal.wait_for("▌   bcc.g5.c2m8");
    terminal.click("bcc.g5.c2m8 ");
    terminal.wait_for("▌●  bcc.g5.c2m8");
    for title in ["Image  ", "Disks  ", "Network  "] {
        terminal.click("Ctrl-N next");
        terminal.wait_until(title, |screen| {
            let shown = screen.contents();
            // The key line is the last to be written.
            let keys = match title {
                "Image  " => !shown.contains("Space mark"),
                "Disks  " => shown.contains("→ change"),
                _ => true,
            };
            shown.contains(&format!("│ {title}")) && keys
        });
    }
    terminal.click("6 System");
    terminal.click("Name");
    terminal.type_text("by-hand");
    terminal.click("8 Review");
    terminal.click("[ Buy ]");
    terminal.wait_for("1 × bcc.g5.c2m8");
    // Its hint is no button; the one beside it is.
    terminal.click("y buy");
    terminal.click("n cancel");
    terminal.wait_gone("1 × bcc.g5.c2m8 in");
    assert_eq!(server.orders(), 0);
    terminal.click("[ Buy ]");
    terminal.wait_for("y buy");
    terminal.press("y");
    terminal.wait_for("Running");
    terminal.wait_for("ssh ");
    assert_eq!((server.orders(), server.instances()), (1, 1));
    terminal.click("q quit");
    assert_eq!(terminal.wait_exit().exit_code(), 0);
    terminal.assert_restored();
}

#[rstest]
#[case::medium((80, 24))]
#[case::small((40, 10))]
fn clicks_reach_the_question_at_every_size(#[case] size: (u16, u16)) {
    let terminal = embedded(size).start();
    terminal.wait_for("/h");
    if size.1 >= 24 {
        terminal.click("8○");
    } else {
        terminal.press("alt-8");
    }
    terminal.wait_for("Buy ]");
    terminal.click("[ Buy ]");
    terminal.click("n cancel");
    terminal.wait_gone("n cancel");
    assert_eq!(quit(&terminal), 130);
}

#[test]
fn the_wheel_scrolls_and_no_movement_is_asked_for() {
    let terminal = embedded((120, 24)).start();
    terminal.wait_for("/h");
    terminal.click("2 Spec");
    terminal.wait_for("1–");
    terminal.wheel_down(60, 8);
    terminal.wait_for("4–");
    let raw = String::from_utf8_lossy(&terminal.raw()).into_owned();
    for mode in ["?1002h", "?1003h", "?1015h"] {
        assert!(!raw.contains(mode), "{mode} is asked for");
    }
    assert_eq!(quit(&terminal), 130);
}

#[test]
fn without_a_mouse_no_mode_is_set() {
    let terminal = embedded((120, 36)).arg("--no-mouse").start();
    terminal.wait_for("/h");
    terminal.press("alt-2");
    terminal.wait_for("Count");
    assert_eq!(quit(&terminal), 130);
    let raw = String::from_utf8_lossy(&terminal.raw()).into_owned();
    assert!(!raw.contains("?1000") && !raw.contains("?1006"), "a mode of the mouse is named");
}
