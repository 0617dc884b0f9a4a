//! A fault of the program itself: the terminal is given back, a sentence, a report, and the end.
//!
//! The test binary runs once more inside a terminal, this one test of it, and panics there. The product has
//! no switch for it.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use bcc_wizard::domain::language::Language;
use bcc_wizard::runtime::panics;
use bcc_wizard::sandbox;
use bcc_wizard::tui::terminal;
use secrecy::SecretString;

use crate::drive::Drive;
use crate::terminal::{Program, Terminal};

/// The variable under which this test runs once more, inside a terminal; it says how it panics.
const PANICS: &str = "BCC_WIZARD_TEST_PANICS";
const THIS: &str = "pty::report::a_panic_gives_the_terminal_back_and_leaves_a_report";
/// Every way to panic, and the exit code that follows.
const WAYS: [(&str, u32); 10] = [
    ("main", 1),
    ("task", 1),
    ("thread", 1),
    ("blocking", 1),
    ("many", 1),
    ("locked", 1),
    ("secret", 1),
    ("chinese", 1),
    ("order", 4),
    ("homeless", 1),
];
const PASSWORD: &str = "correcthorse";

/// What the program does until it panics: enters the terminal, draws, and goes on for ever but for that.
fn panic_here(how: &str) {
    let (_guard, mut screen) = terminal::enter(true).unwrap();
    let style = ratatui::style::Style::new();
    screen.draw(|frame| frame.buffer_mut().set_string(0, 0, "drawn", style)).unwrap();
    panics::hide(&[&SecretString::from(sandbox::SECRET_KEY)]);
    let mut drive = Drive::new();
    match how {
        "chinese" => drive.wizard.language = Language::ZhCn,
        "order" => {
            drive.press("alt-8 enter y");
            drive.take();
            // Not an embedded one, whose orders end with the program.
            drive.wizard.place.endpoint = Some("http://127.0.0.1:9".to_owned());
        }
        "secret" => drive.wizard.draft.password = SecretString::from(PASSWORD),
        _ => {}
    }
    panics::watch(&drive.wizard);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        match how {
            "task" => drop(tokio::spawn(async { panic!("on purpose") })),
            "thread" => drop(std::thread::spawn(|| panic!("on purpose"))),
            "blocking" => drop(tokio::task::spawn_blocking(|| panic!("on purpose"))),
            "many" => {
                for _ in 0..8 {
                    std::thread::spawn(|| panic!("on purpose"));
                }
            }
            "locked" => {
                let _held = (std::io::stdout().lock(), std::io::stderr().lock());
                panic!("on purpose");
            }
            "secret" => {
                let known = sandbox::SECRET_KEY;
                panic!("on purpose, {PASSWORD} {known} {known:?} Other7!word, password: swordfish");
            }
            _ => panic!("on purpose"),
        }
        std::future::pending::<()>().await;
    });
}

fn run(how: &str) -> Terminal {
    let this = std::env::current_exe().unwrap();
    let program = Program::new(this).args(["--exact", THIS, "--nocapture"]).size(200, 36);
    let program = match how {
        "homeless" => program.env("XDG_STATE_HOME", "/dev/null"),
        _ => program,
    };
    program.env(PANICS, how).start()
}

/// The only report in the state folder.
fn report(terminal: &Terminal) -> (PathBuf, String) {
    let folder = terminal.home().join(".local/state/bcc-wizard");
    let paths: Vec<PathBuf> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    let [path] = &paths[..] else { panic!("{paths:?}") };
    let mode = fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    (path.clone(), fs::read_to_string(path).unwrap())
}

#[test]
fn a_panic_gives_the_terminal_back_and_leaves_a_report() {
    if let Some(how) = std::env::var_os(PANICS) {
        panic_here(how.to_str().unwrap());
    }
    for (how, code) in WAYS {
        let terminal = run(how);
        assert_eq!(terminal.wait_exit().exit_code(), code, "{how}: {}", terminal.screen());
        terminal.assert_restored();
        let screen = terminal.screen();
        let sentence = match how {
            "chinese" => "bcc-wizard 因自身故障而结束",
            _ => "bcc-wizard has ended because of a fault of its own",
        };
        assert_eq!(screen.matches(sentence).count(), 1, "{how}: {screen}");
        assert!(!screen.contains("on purpose") && !screen.contains("panicked"), "{how}: {screen}");
        assert_eq!(screen.contains("bcc-wizard resume "), how == "order", "{how}: {screen}");
        if how == "homeless" {
            assert!(
                screen.contains("report.rs:") && screen.contains("Not a directory"),
                "{screen}"
            );
            continue;
        }
        let (path, report) = report(&terminal);
        assert!(path.file_name().unwrap().to_str().unwrap().starts_with("panic-20"), "{path:?}");
        assert_eq!(path.extension().unwrap(), "txt");
        assert!(screen.replace('\n', "").contains(path.to_str().unwrap()), "{how}: {screen}");
        for part in [
            env!("CARGO_PKG_VERSION"),
            std::env::consts::ARCH,
            "TERM=xterm-256color",
            "200x36",
            "report.rs:",
            "on purpose",
            "backtrace",
            "panic_here",
        ] {
            assert!(report.contains(part), "{how}: {part:?} is not in\n{report}");
        }
        for secret in [PASSWORD, sandbox::SECRET_KEY, "Other7!word", "swordfish"] {
            assert!(!report.contains(secret) && !screen.contains(secret), "{how}\n{report}");
        }
    }
}
