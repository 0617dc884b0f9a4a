//! The harness tried on small shell scripts, so that a failing wizard test means a failing wizard.

use std::time::Duration;

use rustix::process::Signal;

use super::{Program, Terminal};

fn shell(script: &str) -> Terminal {
    Program::shell(script).start()
}

#[test]
fn text_that_comes_late_is_waited_for() {
    let terminal = shell("read -r gate; printf 'first\\nand %s' late; read -r end");
    terminal.press("enter");
    terminal.wait_for("and late");
    // The Enter is echoed, so the text begins on the second row.
    assert_eq!(terminal.screen(), "\nfirst\nand late");
    assert!(terminal.raw().ends_with(b"first\r\nand late"));
    assert_eq!(terminal.bytes_written(), terminal.raw().len());
}

#[test]
fn typed_text_and_keys_arrive() {
    let terminal = shell("read -r line; echo \"got <$line>\"; read -r line; echo \"and <$line>\"");
    terminal.type_text("h中i");
    terminal.press("enter");
    terminal.wait_for("got <h中i>");
    terminal.press("x");
    terminal.press("backspace");
    terminal.press("y");
    terminal.press("enter");
    terminal.wait_for("and <y>");
    assert!(terminal.wait_exit().success());
}

#[test]
fn a_paste_arrives_in_brackets() {
    let terminal = shell("stty -icrnl; echo ready; head -c 14 | od -An -c; sleep 60");
    terminal.wait_for("ready");
    terminal.paste("ab");
    terminal.press("ctrl-d");
    terminal.wait_for("033   [   2   0   0   ~   a   b 033   [   2   0   1   ~");
}

#[test]
fn a_large_paste_to_a_program_that_does_not_read_does_not_stop_the_test() {
    let terminal = shell("stty raw -echo; echo ready; while :; do sleep 60; done");
    terminal.wait_for("ready");
    terminal.paste(&"0123456789".repeat(20_000));
    terminal.signal(Signal::KILL);
    assert_eq!(terminal.wait_exit().signal(), Some("Killed"));
}

#[test]
fn a_resize_reaches_the_program_and_the_screen() {
    let script = "trap 'stty size' WINCH; stty size; while :; do read -r line; done";
    let terminal = Program::shell(script).size(70, 20).start();
    terminal.wait_for("20 70");
    terminal.resize(101, 31);
    // Some shells run a trap only when the read ends, so it is ended for them.
    terminal.press("enter");
    terminal.wait_for("31 101");
    let (rows, cols) = terminal.picture().size();
    assert_eq!((rows.get(), cols.get()), (31, 101));
}

#[test]
fn exit_codes_and_signals_are_told_apart() {
    let status = shell("exit 7").wait_exit();
    assert_eq!((status.exit_code(), status.signal()), (7, None));

    let caught = shell("trap 'echo bye; exit 9' TERM; echo up; while :; do sleep 0.01; done");
    caught.wait_for("up");
    caught.signal(Signal::TERM);
    let status = caught.wait_exit();
    assert_eq!((status.exit_code(), status.signal()), (9, None));
    assert!(caught.screen().ends_with("bye"));
    // It is over: nothing is signalled, whoever has its id now.
    caught.signal(Signal::KILL);

    let uncaught = shell("echo up; while :; do sleep 0.01; done");
    uncaught.wait_for("up");
    uncaught.signal(Signal::TERM);
    assert_eq!(uncaught.wait_exit().signal(), Some("Terminated"));
}

#[test]
fn wide_characters_keep_their_columns() {
    let terminal = shell("printf '可用区 A|  \\033[2;3HB'; read -r end");
    terminal.wait_for("B");
    assert_eq!(terminal.screen(), "可用区 A|\n  B");
    let screen = terminal.picture();
    assert!(screen.cell(0, 0).is_some_and(vt100::Cell::is_wide));
    assert_eq!(screen.cell(0, 7).map(vt100::Cell::contents), Some("A"));
}

#[test]
fn modes_left_changed_are_seen() {
    let clean = shell("stty raw -echo; echo work; stty sane; stty size");
    let dirty = shell("stty -echo");
    let same = shell("true");
    for terminal in [&clean, &dirty, &same] {
        terminal.wait_exit();
    }
    assert_eq!(same.modes(), *same.modes_at_start());
    same.assert_restored();
    assert!(clean.modes().local.contains("ECHO"));
    assert_ne!(dirty.modes(), *dirty.modes_at_start());
    let left = dirty.left_behind();
    assert!(left.len() == 1 && left[0].starts_with("modes "), "{left:?}");
}

#[test]
#[should_panic(
    expected = "left behind: a hidden cursor, the mouse, the alternate screen, bracketed paste"
)]
fn switches_left_on_are_seen() {
    let terminal = shell("printf '\\033[?1049h\\033[?2004h\\033[?1000h\\033[?25l'");
    terminal.wait_exit();
    terminal.assert_restored();
}

#[test]
fn switches_turned_off_again_are_not_left_behind() {
    let on = "\\033[?1049h\\033[?2004h\\033[?1000h\\033[?25l";
    let off = "\\033[?25h\\033[?1000l\\033[?2004l\\033[?1049l";
    let terminal = shell(&format!("printf '{on}inside'; read -r gate; printf '{off}after'"));
    terminal.wait_for("inside");
    assert!(terminal.picture().alternate_screen());
    terminal.press("enter");
    terminal.wait_exit();
    terminal.assert_restored();
    assert_eq!(terminal.screen(), "after");
}

#[test]
fn text_that_goes_and_bytes_that_do_not_show_are_waited_for() {
    let terminal =
        shell("printf 'loading'; read -r gate; printf '\\033[2J\\033]52;c;YQ==\\007'; read -r end");
    terminal.wait_for("loading");
    assert!(!terminal.raw().ends_with(b"\x07"));
    terminal.press("enter");
    terminal.wait_gone("loading");
    terminal.wait_bytes(b"\x1b]52;c;YQ==\x07");
}

#[test]
fn an_idle_program_and_a_busy_one_differ() {
    let idle = shell("printf idle; read -r end");
    idle.wait_for("idle");
    assert!(!idle.writes_within(Duration::from_millis(50)));
    let busy = shell("while :; do printf x; sleep 0.01; done");
    assert!(busy.writes_within(Duration::from_secs(20)));
}

#[test]
fn the_environment_is_only_what_it_was_given() {
    let terminal = Program::new("/usr/bin/env").arg("-0").env("GIVEN", "yes").size(200, 40).start();
    terminal.wait_exit();
    let raw = String::from_utf8(terminal.raw()).unwrap();
    let mut names: Vec<&str> =
        raw.split('\0').filter_map(|line| line.split_once('=')).map(|(name, _)| name).collect();
    names.sort_unstable();
    let mut wanted = vec!["GIVEN", "HOME", "LANG", "PATH", "TERM"];
    wanted.extend(["XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"]);
    // Which of these a system adds by itself differs.
    names.retain(|name| !["PWD", "SHELL", "SHLVL", "_"].contains(name));
    assert_eq!(names, wanted);
    assert!(raw.contains(&format!("HOME={}", terminal.home().display())));
}

#[test]
fn a_home_can_be_shared_and_a_temporary_one_is_removed() {
    let home = tempfile::tempdir().unwrap();
    Program::shell("echo kept > ~/note").home(home.path()).start().wait_exit();
    let second = Program::shell("cat note").cwd(home.path()).start();
    second.wait_for("kept");
    let temporary = second.home().to_owned();
    assert!(temporary.is_dir() && temporary != home.path());
    drop(second);
    assert!(!temporary.exists());
}

#[test]
fn dropping_ends_the_whole_group() {
    // The grandchild, deaf to polite signals, holds the pipe open as long as it lives.
    let script = "mkfifo pipe; (trap '' HUP TERM; exec sleep 600 > pipe) & echo up; wait";
    let terminal = shell(script);
    terminal.wait_for("up");
    let mut pipe = std::fs::File::open(terminal.home().join("pipe")).unwrap();
    let (told, ended) = std::sync::mpsc::channel();
    std::thread::spawn(move || told.send(std::io::copy(&mut pipe, &mut std::io::sink())));
    assert!(ended.try_recv().is_err());
    drop(terminal);
    assert!(ended.recv_timeout(Duration::from_secs(20)).is_ok(), "the grandchild lives on");
}

#[test]
#[should_panic(expected = "waited for \"never\" to appear, but 0.2 s have passed; the screen:\n")]
fn a_wait_in_vain_ends() {
    let program = Program::shell("read -r end");
    program.patience(Duration::from_millis(200)).start().wait_for("never");
}

#[test]
#[should_panic(
    expected = "but the program has ended (Exited with code 3); the screen:\nlast words"
)]
fn a_wait_for_an_ended_program_fails_at_once() {
    shell("echo last words; exit 3").wait_for("never");
}

#[test]
fn the_binary_under_test_runs_here() {
    let terminal = Program::wizard().arg("--version").start();
    terminal.wait_exit();
    terminal.assert_restored();
}
