//! Pastes, with brackets and without: one insert, and nothing is submitted.

use rstest::rstest;

use super::repaint::{at_rest, scribble_over, still, wait_focus, wait_whole};
use super::{against, embedded, quit, server, to_the_question};
use crate::terminal::Terminal;

/// Lines of text, a hundred thousand bytes of them, each of which would buy, accept and confirm.
fn lines() -> String {
    "yes, buy y\n".repeat(100_000 / 11)
}

/// Sends a text as a terminal does.
fn send(terminal: &Terminal, text: &str, brackets: bool) {
    if brackets {
        terminal.paste(text);
    } else {
        terminal.type_text(&text.replace('\n', "\r"));
    }
}

#[rstest]
#[case::in_brackets(true)]
#[case::as_if_typed(false)]
fn a_large_paste_neither_submits_nor_hangs(#[case] brackets: bool) {
    let server = server(|_| ());
    let terminal = against(server.address()).start();
    at_rest(&terminal);
    terminal.press("alt-6");
    wait_focus(&terminal, "Name", "");
    send(&terminal, &lines(), brackets);
    terminal.wait_for("1024");
    // It was refused whole, and the focus is where it was.
    wait_focus(&terminal, "Name", "made up by the cloud");
    send(&terminal, "web\ndb\n", brackets);
    wait_focus(&terminal, "Name", " web db");
    terminal.press("x");
    wait_focus(&terminal, "Name", " web dbx");
    assert_eq!(quit(&terminal), 130);
    assert_eq!(server.orders(), 0);
}

#[rstest]
#[case::large(&lines())]
#[case::two_lines("foo\ny\n")]
#[case::a_word_with_a_y("very")]
#[case::yes("yes\n")]
fn what_is_pasted_over_the_question_does_not_buy(#[case] text: &str) {
    let server = server(|_| ());
    let terminal = against(server.address()).start();
    to_the_question(&terminal);
    terminal.wait_for("y buy");
    for brackets in [false, true] {
        let question = still(&terminal);
        scribble_over(&terminal);
        send(&terminal, text, brackets);
        // What is wished for after it is heard after it.
        terminal.press("ctrl-l");
        wait_whole(&terminal, &question);
    }
    assert_eq!((server.book().requests, server.orders()), (0, 0));
    terminal.press("esc");
    terminal.wait_gone("y buy");
    assert_eq!(quit(&terminal), 130);
    assert_eq!(server.orders(), 0);
}

#[test]
fn one_letter_answers_the_question() {
    let server = server(|_| ());
    let terminal = against(server.address()).start();
    to_the_question(&terminal);
    terminal.type_text("y\r");
    terminal.wait_for("ssh ");
    assert_eq!(server.orders(), 1);
    terminal.press("q");
    assert_eq!(terminal.wait_exit().exit_code(), 0);
}

#[test]
fn keys_that_come_at_once_are_keys() {
    let terminal = embedded((120, 36)).start();
    at_rest(&terminal);
    // Seven steps further, one back, to the sixth, down two fields, and a word.
    terminal.type_text("\x0e\x0e\x0e\x0e\x0e\x0e\x0e\x10\x1b6\t\t\x1b[A");
    wait_focus(&terminal, "Host name", "");
    terminal.type_text("web\r");
    terminal.wait_for("Host name  web");
    wait_focus(&terminal, "Login", "");
    // A filter that is opened and typed into at once.
    terminal.type_text("\x1b2/g5 2c8g");
    terminal.wait_for("1 of ");
    assert_eq!(quit(&terminal), 130);
}
