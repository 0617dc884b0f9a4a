//! What the wizard draws anew: on Ctrl-L, and after it was stopped and continued.

use std::time::Duration;

use super::{embedded, quit};
use crate::terminal::{Program, Terminal, text_of};

/// More than the screen holds, of what no frame has.
const RUBBISH: &str = "\x1b[H\x1b[7m########################################";

/// Waits until every list has come, so that the frame stays as it is; hands back its text.
pub(super) fn at_rest(terminal: &Terminal) -> String {
    terminal.wait_for("≈");
    terminal.wait_until("every list is there", |screen| {
        !screen.contents().lines().any(|line| line.trim_end().ends_with('…'))
    });
    // A frame may still be on its way.
    still(terminal)
}

/// Waits until nothing is written for a while; hands back the screen's text.
pub(super) fn still(terminal: &Terminal) -> String {
    while terminal.writes_within(Duration::from_millis(300)) {}
    terminal.screen()
}

/// Waits until a row has the focus: its label and, further on, what stands in it.
#[track_caller]
pub(super) fn wait_focus(terminal: &Terminal, label: &str, value: &str) {
    terminal.wait_until(&format!("the focus on {label} with {value:?}"), |screen| {
        let screen = text_of(screen);
        let row = screen.lines().find_map(|line| line.split_once("▌ "));
        row.is_some_and(|(_, row)| row.starts_with(label) && row[label.len()..].contains(value))
    });
}

pub(super) fn scribble_over(terminal: &Terminal) {
    terminal.scribble(&RUBBISH.replace('#', &"#".repeat(120)));
    assert!(!terminal.screen().contains('≈'), "{}", terminal.screen());
}

#[track_caller]
pub(super) fn wait_whole(terminal: &Terminal, frame: &str) {
    terminal.wait_until("the whole frame", |screen| {
        text_of(screen) == frame && screen.alternate_screen()
    });
}

#[test]
fn ctrl_l_writes_the_whole_frame_again() {
    let terminal = embedded((120, 36)).start();
    let frame = at_rest(&terminal);
    for _ in 0..2 {
        scribble_over(&terminal);
        terminal.press("ctrl-l");
        wait_whole(&terminal, &frame);
    }
    assert_eq!(quit(&terminal), 130);
}

/// The wizard as a job of a shell with job control, as at a prompt. A process whose parent is not of
/// its session, as under a terminal without a shell, is in an orphaned group and is never stopped.
fn job() -> Terminal {
    let script = concat!(
        "set -m; ",
        env!("CARGO_BIN_EXE_bcc-wizard"),
        " --sandbox; echo \"stopped $?\"; read -r gate; fg; echo \"ended $?\""
    );
    Program::shell(script).size(120, 36).start()
}

#[test]
fn ctrl_z_gives_the_terminal_to_the_shell_and_fg_takes_it_back() {
    let terminal = job();
    let frame = at_rest(&terminal);
    let taken = terminal.modes();
    assert_ne!(taken, *terminal.modes_at_start());

    terminal.press("ctrl-z");
    // 128 and the number of the signal that stopped it.
    terminal.wait_for("stopped 148");
    terminal.assert_restored();
    scribble_over(&terminal);

    terminal.press("enter");
    wait_whole(&terminal, &frame);
    assert_eq!(terminal.modes(), taken);
    terminal.press("ctrl-n");
    terminal.wait_for("SPEC");
    terminal.press("ctrl-c");
    terminal.wait_for("Quit");
    terminal.press("ctrl-c");
    terminal.wait_for("ended 130");
    terminal.wait_exit();
    terminal.assert_restored();
}

#[test]
fn ctrl_z_where_nobody_could_continue_it_goes_on_at_once() {
    let terminal = embedded((120, 36)).start();
    let frame = at_rest(&terminal);
    let taken = terminal.modes();
    scribble_over(&terminal);
    terminal.press("ctrl-z");
    wait_whole(&terminal, &frame);
    assert_eq!(terminal.modes(), taken);
    assert_eq!(quit(&terminal), 130);
}
