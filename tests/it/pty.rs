//! The real binary in a real terminal, against the real sandbox over real HTTP.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::thread::JoinHandle;
use std::time::Duration;

use bcc_wizard::sandbox::{self, Config, Sandbox};
use rstest::rstest;

use crate::terminal::{Program, Terminal};

mod caret;
mod closed;
mod copying;
mod faults;
mod life;
mod looks;
mod mouse;
mod paste;
mod recovery;
mod repaint;
mod report;
mod ssh;
mod storm;
mod wire;

/// The wizard on its embedded sandbox, with instances that boot at once.
fn embedded(size: (u16, u16)) -> Program {
    Program::wizard().args(["--sandbox", "--boot-seconds", "0"]).size(size.0, size.1)
}

/// The wizard on a server at `address`, with the sandbox's keys.
fn against(address: SocketAddr) -> Program {
    Program::wizard()
        .args(["--endpoint", &format!("http://{address}")])
        .env("BCE_ACCESS_KEY_ID", sandbox::ACCESS_KEY)
        .env("BCE_SECRET_ACCESS_KEY", sandbox::SECRET_KEY)
        .size(120, 36)
}

fn server(change: impl FnOnce(&mut Config)) -> Sandbox {
    let mut config = Config::new();
    config.boot = Duration::ZERO;
    change(&mut config);
    sandbox::start(config).unwrap()
}

/// Walks from the first screen to the confirmation with the defaults.
fn to_the_question(terminal: &Terminal) {
    // The price of the order is the last thing to arrive.
    terminal.wait_for("/h");
    for _ in 0..7 {
        terminal.press("ctrl-n");
    }
    terminal.wait_for("Buy");
    terminal.press("enter");
    terminal.wait_for("bcc.c5.c2m4");
    terminal.wait_for("y ");
}

fn quit(terminal: &Terminal) -> u32 {
    terminal.press("ctrl-c");
    terminal.wait_for("Quit");
    terminal.press("ctrl-c");
    let status = terminal.wait_exit();
    terminal.assert_restored();
    status.exit_code()
}

#[rstest]
#[case::wide((120, 36))]
#[case::medium((80, 24))]
#[case::small((40, 10))]
fn from_the_first_screen_to_running(#[case] size: (u16, u16)) {
    let terminal = embedded(size).start();
    to_the_question(&terminal);
    terminal.press("y");
    terminal.wait_for("Running");
    terminal.wait_for("ssh ");
    terminal.press("q");
    let status = terminal.wait_exit();
    assert_eq!(status.exit_code(), 0);
    terminal.assert_restored();
    // The id stays on the screen that was there before.
    terminal.wait_for("i-");
}

#[test]
fn enter_alone_never_buys() {
    let server = server(|_| ());
    let terminal = against(server.address()).start();
    terminal.wait_for("/h");
    for _ in 0..40 {
        terminal.press("enter");
    }
    terminal.wait_for("y ");
    terminal.press("n");
    assert_eq!(quit(&terminal), 130);
    assert_eq!(server.orders(), 0);
}

#[test]
fn two_instances_in_one_order_are_both_followed() {
    let server = server(|config| config.boot = Duration::from_millis(300));
    let terminal = against(server.address()).start();
    terminal.wait_for("/h");
    terminal.press("alt-2");
    terminal.wait_for("Count");
    terminal.press("tab");
    terminal.press("backspace");
    terminal.type_text("2");
    terminal.press("alt-8");
    terminal.wait_for("Buy");
    terminal.wait_for("¥0.98");
    terminal.press("enter");
    terminal.wait_for("y ");
    terminal.press("y");
    terminal.wait_for("ssh ");
    terminal.wait_until("two running instances", |screen| {
        screen.contents().matches("Running").count() >= 2
    });
    assert_eq!((server.orders(), server.instances()), (1, 2));
    terminal.press("q");
    assert_eq!(terminal.wait_exit().exit_code(), 0);
}

#[test]
fn a_wrong_secret_key_is_said_in_words_and_the_wizard_lives() {
    let server = server(|_| ());
    let terminal = against(server.address())
        .env("BCE_SECRET_ACCESS_KEY", "not-the-secret-key-of-this-account")
        .start();
    terminal.wait_for("secret key");
    terminal.wait_for("Ctrl-R");
    terminal.press("alt-6");
    terminal.wait_for("Host name");
    terminal.type_text("web");
    terminal.press("alt-1");
    terminal.wait_for("secret key");
    terminal.press("alt-6");
    terminal.wait_for("web");
    assert_eq!(quit(&terminal), 130);
}

#[test]
fn a_server_that_comes_up_late_is_found_by_reloading() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let terminal = against(address).start();
    terminal.wait_for("Ctrl-R");
    let _server = server(|config| config.listen = address);
    terminal.press("ctrl-r");
    terminal.wait_for("cn-bj-a");
    terminal.wait_for("/h");
    assert_eq!(quit(&terminal), 130);
}

#[test]
fn an_outage_while_following_is_shown_and_survived() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state.json");
    let first = server(|config| {
        config.boot = Duration::from_hours(1);
        config.state_file = Some(state.clone());
    });
    let address = first.address();
    let terminal = against(address).start();
    to_the_question(&terminal);
    terminal.press("y");
    terminal.wait_for("Starting");
    first.shutdown();
    terminal.wait_for("127.0.0.1");
    let second = server(|config| {
        config.listen = address;
        config.state_file = Some(state);
    });
    terminal.wait_for("Running");
    terminal.wait_for("ssh ");
    assert_eq!(second.instances(), 1);
    terminal.press("q");
    assert_eq!(terminal.wait_exit().exit_code(), 0);
}

#[test]
fn escapes_in_a_name_from_the_server_stay_text() {
    let server = server(|config| {
        config.rename = Some("\u{1b}[2J\u{1b}]0;owned\u{7}\u{202e}evil".to_owned());
    });
    let terminal = against(server.address()).start();
    to_the_question(&terminal);
    terminal.press("y");
    terminal.wait_for("ssh ");
    terminal.wait_for("evil");
    terminal.wait_for("Running");
    let raw = String::from_utf8_lossy(&terminal.raw()).into_owned();
    assert!(!raw.contains("]0;owned\u{7}") && !raw.contains('\u{202e}'));
    terminal.press("q");
    terminal.wait_exit();
}

#[test]
fn a_terminal_that_is_too_small_says_so_and_comes_back() {
    let terminal = embedded((20, 5)).start();
    terminal.wait_for("40");
    terminal.resize(120, 36);
    terminal.wait_for("cn-bj-a");
    terminal.resize(1, 1);
    terminal.resize(80, 24);
    // The line that only the medium frame has: the new size has arrived.
    terminal.wait_for("1▸");
    assert_eq!(quit(&terminal), 130);
}

#[test]
fn no_secret_reaches_the_terminal() {
    let server = server(|_| ());
    let terminal = against(server.address()).start();
    terminal.wait_for("/h");
    terminal.press("alt-6");
    terminal.wait_for("Host name");
    terminal.press("tab");
    terminal.press("tab");
    terminal.press("right");
    terminal.press("tab");
    // Two lines at once would be a paste.
    for row in ["▌ Password ", "▌ Password again"] {
        terminal.wait_for(row);
        terminal.type_text("Hidden7!word");
        terminal.press("enter");
    }
    terminal.press("alt-8");
    terminal.wait_for("Buy");
    terminal.press("enter");
    terminal.wait_for("y ");
    terminal.press("y");
    terminal.wait_for("ssh ");
    let raw = String::from_utf8_lossy(&terminal.raw()).into_owned();
    assert!(!raw.contains("Hidden7!word") && !raw.contains(sandbox::SECRET_KEY));
    assert_eq!(server.orders(), 1);
    terminal.press("q");
    terminal.wait_exit();
}

/// A server that gives every request the same answer.
fn always(answer: &'static str) -> (SocketAddr, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let serve = std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut request = [0; 8192];
            let read = stream.read(&mut request).unwrap_or_default();
            if request[..read].starts_with(b"STOP") {
                return;
            }
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    (address, serve)
}

#[rstest]
#[case::garbage("HTTP/1.1 200 OK\r\nContent-Length: 9\r\nConnection: close\r\n\r\nnot JSON!")]
#[case::a_gateways_page(
    "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 15\r\nConnection: close\r\n\r\n<html>502</html"
)]
#[case::the_clouds_own_fault(
    "HTTP/1.1 500 Oops\r\nx-bce-request-id: 6f1b\r\nContent-Length: 57\r\nConnection: close\r\n\r\n{\"requestId\":\"6f1b\",\"code\":\"InternalError\",\"message\":\"x\"}"
)]
fn a_broken_server_is_said_in_words_and_answers_stay(#[case] answer: &'static str) {
    let (address, serve) = always(answer);
    let terminal = against(address).start();
    terminal.wait_for("Ctrl-R");
    terminal.press("alt-6");
    terminal.wait_for("Host name");
    terminal.type_text("kept");
    terminal.press("ctrl-r");
    terminal.press("alt-1");
    terminal.press("alt-6");
    terminal.wait_for("kept");
    assert_eq!(quit(&terminal), 130);
    std::net::TcpStream::connect(address).unwrap().write_all(b"STOP").unwrap();
    serve.join().unwrap();
}

#[test]
fn without_keys_or_a_terminal_it_says_what_to_do() {
    // Whoever could answer is not asked through a pipe.
    for script in [
        concat!(env!("CARGO_BIN_EXE_bcc-wizard"), " </dev/null; echo \"code $?\""),
        concat!("{ ", env!("CARGO_BIN_EXE_bcc-wizard"), "; echo \"code $?\"; } | cat"),
    ] {
        let terminal = Program::shell(script).start();
        terminal.wait_exit();
        terminal.wait_for("there is no access key");
        terminal.wait_for("--sandbox");
        terminal.wait_for("code 2");
    }

    let piped = Program::shell(concat!(env!("CARGO_BIN_EXE_bcc-wizard"), " --sandbox | cat"));
    let terminal = piped.start();
    terminal.wait_exit();
    terminal.wait_for("needs a terminal");
}

#[test]
fn the_wizard_speaks_chinese() {
    let terminal = embedded((120, 36)).env("LANG", "zh_CN.UTF-8").start();
    terminal.wait_for("可用区");
    for _ in 0..7 {
        terminal.press("ctrl-n");
    }
    terminal.wait_for("购买");
    assert_eq!(
        {
            terminal.press("ctrl-c");
            terminal.wait_for("退出");
            terminal.press("ctrl-c");
            terminal.wait_exit().exit_code()
        },
        130
    );
    terminal.assert_restored();
}

#[test]
fn a_secret_key_too_short_for_a_password_is_said_at_the_choice() {
    let server = server(|config| config.secret_key = "fifteen-bytes..".into());
    let terminal =
        against(server.address()).env("BCE_SECRET_ACCESS_KEY", "fifteen-bytes..").start();
    terminal.wait_for("/h");
    terminal.press("alt-6");
    terminal.wait_for("Host name");
    terminal.press("tab");
    terminal.press("tab");
    terminal.press("right");
    terminal.wait_for("too short to encrypt a password");
    assert_eq!(quit(&terminal), 130);
    assert_eq!(server.orders(), 0);
}

#[test]
fn two_keys_lead_from_a_sold_out_spec_to_one_that_is_bought() {
    let server = server(|config| config.scenario = "sold-out".to_owned());
    let terminal = against(server.address()).start();
    terminal.wait_for("/h");
    terminal.press("ctrl-n");
    terminal.press("/");
    terminal.type_text("g5 2c8g");
    // What everybody knows is looked for, and it is gone.
    terminal.wait_for("1 of ");
    terminal.wait_for("sold out");
    terminal.press("enter");
    terminal.wait_for("Take instead");
    terminal.wait_until("the price of the spec in another zone", |screen| {
        let screen = screen.contents();
        let same = screen.lines().find(|line| line.contains("same spec in cn-bj-b"));
        same.is_some_and(|line| line.contains("¥0.6583"))
    });
    terminal.press("enter");
    terminal.wait_for("bcc.g5ne.c2m8 is chosen instead of bcc.g5.c2m8.");
    for _ in 0..6 {
        terminal.press("ctrl-n");
    }
    terminal.wait_for("Buy");
    terminal.press("enter");
    terminal.wait_for("1 × bcc.g5ne.c2m8 in cn-bj-a");
    terminal.wait_for("y ");
    terminal.press("y");
    terminal.wait_for("Running");
    terminal.wait_for("ssh ");
    assert_eq!((server.orders(), server.instances()), (1, 1));
    terminal.press("q");
    assert_eq!(terminal.wait_exit().exit_code(), 0);
    terminal.assert_restored();
}
