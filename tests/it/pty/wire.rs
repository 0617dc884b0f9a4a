//! What goes over the wire: sequences in pieces, questions and answers, frames.

use std::time::Duration;

use super::repaint::{at_rest, still, wait_focus};
use super::{embedded, quit};
use crate::terminal::modes::{ANSWER, ASKED};
use crate::terminal::{Program, Terminal, text_of};

const BEGIN: &str = "\x1b[?2026h";
const END: &str = "\x1b[?2026l";

fn written(terminal: &Terminal) -> String {
    String::from_utf8(terminal.raw()).unwrap()
}

#[test]
fn a_sequence_in_two_pieces_is_one_key() {
    let terminal = embedded((120, 36)).start();
    at_rest(&terminal);
    terminal.press("ctrl-n");
    terminal.wait_for("bcc.c5.c2m4");
    let screen = still(&terminal);
    // An arrow up after one down: the frame is the same again, and nothing was typed or left.
    terminal.press("down");
    terminal.wait_until("another row", |now| text_of(now) != screen);
    still(&terminal);
    for piece in ["\x1b[1;", "1", "A"] {
        let before = terminal.cost();
        terminal.type_text(piece);
        terminal.wait_taken(before);
    }
    terminal.wait_until("the first row", |now| text_of(now) == screen);
    assert_eq!(quit(&terminal), 130);
}

#[test]
fn answers_nobody_asked_for_are_passed_over() {
    let terminal = embedded((120, 36)).start();
    at_rest(&terminal);
    terminal.press("alt-6");
    terminal.wait_for("Host name");
    still(&terminal);
    terminal.type_text("\x1b[?64;1;2c\x1b[>41;390;0c\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[12;40R");
    terminal.type_text("\x1bP>|XTerm(390)\x1b\\\x1b[?2004;1$y\x1b[I\x1b[O\x1b[M!!!");
    terminal.press("w");
    wait_focus(&terminal, "Name", "  w");
    let screen = still(&terminal);
    assert!(screen.lines().any(|line| line.ends_with("  w")), "only that was typed: {screen}");
    assert_eq!(quit(&terminal), 130);
}

#[test]
fn a_terminal_that_takes_frames_as_a_whole_gets_them_so() {
    let terminal = embedded((120, 36)).answering().start();
    at_rest(&terminal);
    terminal.press("ctrl-n");
    terminal.wait_for("bcc.c5.c2m4");
    assert_eq!(quit(&terminal), 130);
    let written = written(&terminal);
    let (asking, frames) = written.split_once(BEGIN).unwrap();
    assert_eq!(asking.matches("?2026$p").count(), 1);
    assert!(!frames.contains("?2026$p"), "it asks once");
    let mut count = 0;
    let mut rest = format!("{BEGIN}{frames}");
    while let Some(frame) = rest.strip_prefix(BEGIN) {
        let (frame, after) = frame.split_once(END).unwrap();
        assert!(!frame.is_empty() && !frame.contains(BEGIN));
        (count, rest) = (count + 1, after.to_owned());
    }
    // After the last frame nothing is left but to give the terminal back.
    assert!(rest.contains("\x1b[?1049l") && rest.len() < 100, "{rest:?}");
    assert!(count > 2, "{count} frames");
}

#[test]
fn a_terminal_that_does_not_answer_is_not_waited_for() {
    let terminal = embedded((120, 36)).start();
    let screen = at_rest(&terminal);
    terminal.press("ctrl-l");
    assert_eq!(still(&terminal), screen);
    assert_eq!(quit(&terminal), 130);
    let written = written(&terminal);
    assert_eq!(written.matches("?2026$p").count(), 1);
    assert!(!written.contains(BEGIN) && !written.contains(END));
    // What a terminal that does not know the question makes of it is wiped away.
    let asked = written.find(std::str::from_utf8(ASKED).unwrap()).unwrap() + ASKED.len();
    assert!(written[asked..].starts_with("\x1b[2J"));
    assert!(written[..asked].contains("\x1b[?1049h"));
}

#[test]
fn a_terminal_that_says_no_is_believed() {
    let terminal = embedded((120, 36)).start();
    terminal.wait_for("cn-bj-a");
    terminal.type_text("\x1b[?2026;0$y");
    at_rest(&terminal);
    assert_eq!(quit(&terminal), 130);
    assert!(!written(&terminal).contains(BEGIN));
    // Late is not too late.
    let terminal = embedded((120, 36)).start();
    at_rest(&terminal);
    assert!(!written(&terminal).contains(BEGIN));
    terminal.type_text(std::str::from_utf8(ANSWER).unwrap());
    terminal.press("ctrl-n");
    terminal.wait_for("bcc.c5.c2m4");
    assert!(written(&terminal).contains(BEGIN));
    assert_eq!(quit(&terminal), 130);
}

#[test]
fn the_console_is_not_asked() {
    let terminal = Program::wizard().arg("--sandbox").env("TERM", "linux").size(120, 36).start();
    terminal.wait_for("cn-bj-a");
    assert_eq!(quit(&terminal), 130);
    assert!(!written(&terminal).contains("2026"));
}

/// While a list is loading only the spinner moves, four times a second at most.
#[test]
fn a_spinner_costs_its_own_cells() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    // Taken, and never answered.
    let terminal = super::against(listener.local_addr().unwrap()).start();
    terminal.wait_until("a spinner", |screen| screen.contents().contains('⠋'));
    let (from, began) = (terminal.bytes_written(), std::time::Instant::now());
    let mut turns = 0;
    while turns < 6 {
        assert!(terminal.writes_within(Duration::from_secs(5)), "{}", terminal.screen());
        turns += 1;
    }
    let bytes = terminal.bytes_written() - from;
    // Six ticks of a quarter second, less what was left of the first.
    assert!(began.elapsed() > Duration::from_secs(1), "{:?}", began.elapsed());
    println!("a turn of the spinner: {} bytes", bytes / turns);
    assert!(bytes / turns <= 120, "{} bytes a turn", bytes / turns);
    assert_eq!(quit(&terminal), 130);
}
