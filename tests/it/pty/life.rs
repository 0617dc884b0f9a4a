//! How it ends, whatever ends it, and what it costs while nothing happens.

use std::time::Duration;

use rstest::rstest;
use rustix::process::Signal;

use super::repaint::{at_rest, still, wait_whole};
use super::{against, embedded, quit, server, to_the_question};
use crate::terminal::modes::switched;
use crate::terminal::{Program, Terminal, text_of};

/// The modes that are on while the wizard is on the screen.
fn on(terminal: &Terminal) -> Vec<u32> {
    switched(&terminal.raw()).into_iter().filter_map(|(mode, on)| on.then_some(mode)).collect()
}

#[rstest]
#[case::term(Signal::TERM)]
#[case::hup(Signal::HUP)]
#[case::int(Signal::INT)]
#[case::quit(Signal::QUIT)]
fn a_signal_gives_the_terminal_back(#[case] signal: Signal) {
    let terminal = embedded((80, 24)).answering().start();
    terminal.wait_for("cn-bj-a");
    assert_eq!(on(&terminal), [1000, 1006, 1049, 2004]);
    assert_ne!(terminal.modes(), *terminal.modes_at_start());
    terminal.signal(signal);
    assert_eq!(terminal.wait_exit().exit_code(), 130);
    terminal.assert_restored();
    assert_eq!(on(&terminal), [25]);
}

#[test]
fn without_the_mouse_its_modes_are_left_alone() {
    let terminal = embedded((80, 24)).arg("--no-mouse").start();
    terminal.wait_for("cn-bj-a");
    assert_eq!(on(&terminal), [1049, 2004]);
    assert_eq!(quit(&terminal), 130);
    let switched = switched(&terminal.raw());
    assert!(!switched.contains_key(&1000) && !switched.contains_key(&1006), "{switched:?}");
}

#[rstest]
#[case::term(Some(Signal::TERM), "en_US.UTF-8")]
#[case::hup(Some(Signal::HUP), "en_US.UTF-8")]
#[case::int(Some(Signal::INT), "en_US.UTF-8")]
#[case::quit(Some(Signal::QUIT), "en_US.UTF-8")]
#[case::keys(None, "en_US.UTF-8")]
#[case::chinese(Some(Signal::TERM), "zh_CN.UTF-8")]
fn an_order_under_way_is_left_with_the_command_that_takes_it_up(
    #[case] signal: Option<Signal>,
    #[case] locale: &str,
) {
    let server = server(|config| config.boot = Duration::from_hours(1));
    let terminal = against(server.address()).env("LANG", locale).size(150, 36).start();
    let placed = if locale == "zh_CN.UTF-8" {
        terminal.wait_for("≈");
        still(&terminal);
        terminal.type_text("\x0e\x0e\x0e\x0e\x0e\x0e\x0e\r");
        terminal.wait_for("y ");
        "订单已提交，但实例尚未全部运行；创建会自行继续。"
    } else {
        to_the_question(&terminal);
        "The order was placed; its instances were not all running yet."
    };
    terminal.press("y");
    terminal.wait_for("Starting");
    match signal {
        Some(signal) => terminal.signal(signal),
        None => {
            terminal.press("ctrl-c");
            terminal.wait_for("Quit");
            terminal.press("ctrl-c");
        }
    }
    assert_eq!(terminal.wait_exit().exit_code(), 4);
    terminal.assert_restored();
    terminal.wait_for(placed);
    let token = &server.book().tokens[0].token;
    terminal.wait_for(&format!("bcc-wizard resume {token}"));
}

#[test]
fn an_order_on_the_embedded_sandbox_is_not_said_to_go_on() {
    let sandbox = ["--sandbox", "--boot-seconds", "3600"];
    let terminal = Program::wizard().args(sandbox).size(120, 36).start();
    to_the_question(&terminal);
    terminal.press("y");
    terminal.wait_for("Starting");
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.wait_exit().exit_code(), 4);
    terminal.wait_for("The order was on the embedded sandbox");
    assert!(!terminal.screen().contains("bcc-wizard resume"), "{}", terminal.screen());
}

#[test]
fn stopped_and_continued_from_outside_it_takes_the_terminal_anew() {
    let terminal = embedded((120, 36)).start();
    let frame = at_rest(&terminal);
    let taken = terminal.modes();
    terminal.signal(Signal::STOP);
    terminal.scribble("\x1b[H\x1b[2Jwhat a shell writes\x1b[?1049l");
    terminal.signal(Signal::CONT);
    wait_whole(&terminal, &frame);
    assert_eq!(terminal.modes(), taken);
    assert_eq!(quit(&terminal), 130);
}

/// One test watches for ten seconds; the others run meanwhile.
#[test]
fn at_rest_nothing_is_written_and_nothing_wakes_up() {
    let terminal = embedded((120, 36)).start();
    at_rest(&terminal);
    let before = terminal.cost();
    assert!(!terminal.writes_within(Duration::from_secs(10)), "{}", terminal.screen());
    assert_eq!(terminal.cost(), before);
    assert_eq!(quit(&terminal), 130);
}

#[test]
fn a_row_further_down_costs_few_bytes() {
    let terminal = embedded((120, 36)).start();
    at_rest(&terminal);
    terminal.press("ctrl-n");
    terminal.wait_for("bcc.c5.c2m4");
    still(&terminal);
    let mut most = 0;
    for _ in 0..5 {
        let (before, screen) = (terminal.bytes_written(), terminal.screen());
        terminal.press("down");
        terminal.wait_until("another row", |now| text_of(now) != screen);
        // What is asked about the new row may still come.
        still(&terminal);
        most = most.max(terminal.bytes_written() - before);
    }
    println!("a row further down: {most} bytes");
    assert!(most <= 600, "{most} bytes");
    assert_eq!(quit(&terminal), 130);
}
