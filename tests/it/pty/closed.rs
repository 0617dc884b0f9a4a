//! The terminal is closed: the window, the connection, the multiplexer.

use std::io::{self, Read as _};
use std::path::Path;
use std::time::{Duration, Instant};

use bcc_wizard::sandbox;
use portable_pty::{CommandBuilder, PtySize};
use rstest::rstest;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, PidfdFlags, pidfd_open};

use super::server;
use crate::terminal::cost::Cost;

/// How a program learns that its terminal is gone.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    /// By a signal, and by the end of its input.
    Both,
    /// It was started deaf to the signal, as by `nohup`.
    Deaf,
    /// The terminal is not the one of its session: no signal comes.
    Input,
}

/// Runs a script in a terminal until `seen` has been written after each of `keys`, then closes the
/// terminal. How long it went on, what that cost, and its exit code.
fn close(
    script: &str,
    env: &[(&str, &str)],
    home: &Path,
    told: Told,
    keys: &[(&str, &str)],
) -> (Duration, u64, u32) {
    let size = PtySize { rows: 36, cols: 120, ..PtySize::default() };
    let pair = portable_pty::native_pty_system().openpty(size).unwrap();
    let deaf = if told == Told::Deaf { "trap '' HUP; " } else { "" };
    let mut command = CommandBuilder::new("/bin/sh");
    command.args(["-c", &format!("{deaf}exec {script}")]);
    command.env_clear();
    command.env("PATH", "/usr/bin:/bin");
    command.env("TERM", "xterm");
    command.env("LANG", "en_US.UTF-8");
    command.env("HOME", home);
    command.cwd(home);
    for (name, value) in env {
        command.env(name, value);
    }
    command.set_controlling_tty(told != Told::Input);
    let mut child = pair.slave.spawn_command(command).unwrap();
    let pid = child.process_id().and_then(|id| Pid::from_raw(id.cast_signed())).unwrap();
    let ended = pidfd_open(pid, PidfdFlags::empty()).unwrap();
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().unwrap();
    let mut writer = pair.master.take_writer().unwrap();
    let mut buffer = [0; 4096];
    for (seen, key) in keys {
        let mut raw = Vec::new();
        while !String::from_utf8_lossy(&raw).contains(seen) {
            let count = reader.read(&mut buffer).unwrap();
            assert_ne!(count, 0, "it ended before {seen:?} came");
            raw.extend_from_slice(&buffer[..count]);
        }
        io::Write::write_all(&mut writer, key.as_bytes()).unwrap();
    }
    let before = Cost::of(pid).ticks;
    drop((reader, writer, pair.master));
    let closed = Instant::now();
    let patience = Timespec::try_from(Duration::from_secs(20)).unwrap();
    let count = poll(&mut [PollFd::new(&ended, PollFlags::IN)], Some(&patience)).unwrap();
    let lasted = closed.elapsed();
    // It is not waited for yet, so the kernel still knows what it has used.
    let ticks = Cost::of(pid).ticks - before;
    if count == 0 {
        child.kill().unwrap();
    }
    let status = child.wait().unwrap();
    assert_eq!(count, 1, "it goes on without a terminal");
    (lasted, ticks, status.exit_code())
}

#[rstest]
#[case::both(Told::Both)]
#[case::deaf(Told::Deaf)]
#[case::input(Told::Input)]
fn a_closed_terminal_ends_the_program_at_once(#[case] told: Told) {
    let home = tempfile::tempdir().unwrap();
    // On the first screen nothing is loading, so there is no frame that could not be written.
    let script = env!("CARGO_BIN_EXE_bcc-wizard");
    let (lasted, ticks, code) = close(script, &[], home.path(), told, &[("Ctrl-C", "")]);
    println!("closed: it ended after {lasted:?} and {ticks} ticks");
    assert!(lasted < Duration::from_secs(1), "{lasted:?}");
    // A hundredth of a second each: one that spins would use all of them.
    assert!(ticks <= 20, "{ticks} ticks");
    assert_eq!(code, 130);
}

#[rstest]
#[case::both(Told::Both)]
#[case::input(Told::Input)]
fn an_order_under_way_is_still_told_to_whoever_keeps_what_is_said(#[case] told: Told) {
    let server = server(|config| config.boot = Duration::from_hours(1));
    let home = tempfile::tempdir().unwrap();
    let wizard = env!("CARGO_BIN_EXE_bcc-wizard");
    let script = format!("{wizard} --endpoint http://{} 2>said", server.address());
    let env = [
        ("BCE_ACCESS_KEY_ID", sandbox::ACCESS_KEY),
        ("BCE_SECRET_ACCESS_KEY", sandbox::SECRET_KEY),
    ];
    // Only what is new on the screen is written, so these are texts that come in one piece.
    let keys = [("/h", "\x0e\x0e\x0e\x0e\x0e\x0e\x0e\r"), ("y ", "y"), ("Starting", "")];
    let (lasted, _, code) = close(&script, &env, home.path(), told, &keys);
    assert!(lasted < Duration::from_secs(1), "{lasted:?}");
    assert_eq!(code, 4);
    let said = std::fs::read_to_string(home.path().join("said")).unwrap();
    let token = &server.book().tokens[0].token;
    assert!(said.contains("The order was placed"), "{said}");
    assert!(said.contains(&format!("bcc-wizard resume {token}")), "{said}");
}
