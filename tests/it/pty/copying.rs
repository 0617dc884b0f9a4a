//! What reaches the terminal's clipboard, byte by byte, through whatever stands between.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rstest::rstest;

use super::{against, embedded, server, to_the_question};
use crate::terminal::{Program, Terminal};

/// The wizard with an instance that runs.
fn done(program: Program) -> Terminal {
    let terminal = program.start();
    to_the_question(&terminal);
    terminal.press("y");
    terminal.wait_for("Running");
    terminal.wait_for("ssh ");
    terminal
}

/// The line that logs in, as the screen shows it.
fn login(terminal: &Terminal) -> String {
    let screen = terminal.screen();
    let line = screen.lines().find_map(|line| line.split_once("ssh root@")).unwrap();
    format!("ssh root@{}", line.1.trim())
}

fn leave(terminal: &Terminal) {
    terminal.press("q");
    assert_eq!(terminal.wait_exit().exit_code(), 0);
    terminal.assert_restored();
}

#[rstest]
#[case::direct(&[], "\x1b]52;c;TEXT\x1b\\")]
#[case::tmux(
    &[("TMUX", "/tmp/tmux-0/default,1,0"), ("TERM", "tmux-256color")],
    "\x1b]52;c;TEXT\x1b\\\x1bPtmux;\x1b\x1b]52;c;TEXT\x07\x1b\\"
)]
#[case::screen(&[("STY", "1.pts-0.host"), ("TERM", "screen-256color")], "\x1bP\x1b]52;c;TEXT\x07\x1b\\")]
#[case::screen_by_term(&[("TERM", "screen")], "\x1bP\x1b]52;c;TEXT\x07\x1b\\")]
fn the_login_line_is_sent_in_the_way_of_the_terminal(
    #[case] variables: &[(&str, &str)],
    #[case] sequence: &str,
) {
    let program = variables
        .iter()
        .fold(embedded((120, 36)), |program, (name, value)| program.env(name, value));
    let terminal = done(program);
    let login = login(&terminal);
    terminal.press("c");
    terminal.wait_bytes(sequence.replace("TEXT", &STANDARD.encode(&login)).as_bytes());
    terminal.wait_for("sent to the terminal's clipboard");
    leave(&terminal);
}

#[test]
fn the_linux_console_has_no_clipboard_and_that_is_said() {
    let terminal = done(embedded((120, 36)).env("TERM", "linux"));
    terminal.press("c");
    terminal.wait_for("Nothing was copied");
    let raw = terminal.raw();
    assert!(!raw.windows(5).any(|window| window == b"\x1b]52;"));
    leave(&terminal);
}

#[test]
fn ids_and_the_vnc_link_are_copied_too() {
    let terminal = done(embedded((120, 36)));
    terminal.press("i");
    terminal.wait_for("The instance id was sent");
    terminal.press("l");
    terminal.wait_for("There is no VNC link");
    terminal.press("v");
    terminal.wait_for("VNC link (");
    terminal.press("l");
    terminal.wait_for("The VNC link was sent");
    terminal.press("q");
    terminal.wait_exit();
    let raw = String::from_utf8_lossy(&terminal.raw()).into_owned();
    let sent: Vec<String> = raw
        .split("\x1b]52;c;")
        .skip(1)
        .map(|rest| STANDARD.decode(rest.split('\x1b').next().unwrap()).unwrap())
        .map(|bytes| String::from_utf8(bytes).unwrap())
        .collect();
    let [id, link] = &sent[..] else { panic!("{sent:?}") };
    // The id stays on the screen that was there before.
    assert!(id.starts_with("i-") && terminal.screen().contains(id.as_str()), "{id}");
    assert!(link.starts_with("http") && !link.contains(char::is_whitespace), "{link}");
}

#[test]
fn what_the_cloud_says_is_copied_without_what_a_shell_would_run() {
    let server = server(|config| {
        config.rename = Some("web\u{1b}[2J\nrm -rf ~\n\u{9b}31m".to_owned());
    });
    let terminal = done(against(server.address()));
    terminal.press("c");
    terminal
        .wait_bytes(format!("\x1b]52;c;{}\x1b\\", STANDARD.encode(login(&terminal))).as_bytes());
    terminal.press("i");
    terminal.wait_for("The instance id was sent");
    leave(&terminal);
}
