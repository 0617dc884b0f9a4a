//! Text from outside that means harm (ux.md §7): a cloud, a plan, an environment and a command line full
//! of what terminals obey. What counts is the bytes that the real binary writes.

mod proxy;

use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

use bcc_wizard::domain::unseen::is_unseen;
use bcc_wizard::sandbox::{self, ACCESS_KEY, Config, SECRET_KEY, Sandbox};
use rstest::rstest;
use tempfile::TempDir;

use crate::terminal::{Program, Terminal};
use proxy::{Proxy, Spoils};

/// A title, a colour twice, a cleared screen, a direction turned round, characters without width, the end
/// of a line.
const HARM: &str = "\u{1b}]0;owned\u{7}\u{1b}[31337m\u{9b}31337m\u{1b}[2J\u{202e}\u{2066}\u{200b}\u{feff}\u{7f}\r\nX";

fn cloud() -> Sandbox {
    let mut config = Config::new();
    config.boot = Duration::ZERO;
    sandbox::start(config).unwrap()
}

/// The screen got nothing of it: everything else that it got are the program's own sequences.
#[track_caller]
fn unharmed(terminal: &Terminal) {
    let raw = String::from_utf8(terminal.raw()).unwrap();
    for part in [
        "\u{1b}]0;",
        "\u{7}",
        "\u{1b}[31337",
        "\u{202e}",
        "\u{2066}",
        "\u{200b}",
        "\u{feff}",
        "\u{7f}",
    ] {
        assert!(!raw.contains(part), "{part:?} is written");
    }
    let of_the_second_range = raw.chars().find(|c| ('\u{80}'..'\u{a0}').contains(c));
    assert_eq!(of_the_second_range, None);
}

/// What a command wrote has nothing but lines of text.
#[track_caller]
fn plain(what: &str, bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).unwrap();
    let harm = text.chars().find(|c| is_unseen(*c) && !matches!(c, '\n' | '\t'));
    assert_eq!(harm, None, "{what}: {text:?}");
}

fn quit(terminal: &Terminal) {
    terminal.press("ctrl-c");
    terminal.wait_for("Quit");
    terminal.press("ctrl-c");
    terminal.wait_exit();
    terminal.assert_restored();
}

fn against(proxy: &Proxy) -> Program {
    Program::wizard()
        .args(["--endpoint", &proxy.url()])
        .env("BCE_ACCESS_KEY_ID", ACCESS_KEY)
        .env("BCE_SECRET_ACCESS_KEY", SECRET_KEY)
        .size(120, 36)
}

#[rstest]
#[case::names(Spoils::Names)]
#[case::everything(Spoils::Everything)]
#[case::errors(Spoils::Errors)]
fn every_step_of_a_hostile_cloud_is_text(#[case] spoils: Spoils) {
    let cloud = cloud();
    let proxy = Proxy::before(cloud.address(), spoils, HARM);
    let terminal = against(&proxy).start();
    // The picture of an escape.
    terminal.wait_for("␛");
    for step in 1..=8 {
        terminal.press(&format!("alt-{step}"));
        terminal.wait_for(&format!("▸ {step} "));
        terminal.press("f1");
        terminal.wait_for("Help: ");
        terminal.press("q");
        terminal.wait_gone("Help: ");
    }
    assert!(proxy.spoiled() > 10);
    unharmed(&terminal);
    quit(&terminal);
    unharmed(&terminal);
}

#[test]
fn an_order_of_a_hostile_cloud_is_followed_and_its_addresses_are_no_commands() {
    let cloud = cloud();
    let proxy = Proxy::before(cloud.address(), Spoils::Instances, HARM);
    let home = TempDir::new().unwrap();
    let terminal = against(&proxy).home(home.path()).start();
    terminal.wait_for("/h");
    for _ in 0..7 {
        terminal.press("ctrl-n");
    }
    terminal.wait_for("Buy");
    terminal.press("enter");
    terminal.wait_for("y ");
    terminal.press("y");
    terminal.wait_for("31337m");
    terminal.wait_for("has not reported an address");
    terminal.press("c");
    terminal.wait_for("no address to copy");
    terminal.press("w");
    terminal.wait_for("No instance has an address");
    assert!(!home.path().join(".ssh").exists());
    terminal.press("i");
    terminal.wait_for("id was sent");
    terminal.press("q");
    terminal.wait_exit();
    terminal.assert_restored();
    unharmed(&terminal);
}

/// Runs a command; what it writes is looked at.
#[track_caller]
fn run(home: &TempDir, change: impl FnOnce(&mut Command) -> &mut Command) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bcc-wizard"));
    command
        .env_clear()
        .env("HOME", home.path())
        .env("BCE_ACCESS_KEY_ID", ACCESS_KEY)
        .env("BCE_SECRET_ACCESS_KEY", SECRET_KEY)
        .stdin(Stdio::null());
    let output = change(&mut command).output().unwrap();
    let what = format!("{command:?}");
    plain(&what, &output.stdout);
    plain(&what, &output.stderr);
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
}

const PLAN: &str = "version = 1\nregion = \"bj\"\n[zone]\nname = \"cn-bj-a\"\n[spec]\nname = \"bcc.g5.c2m8\"\n[image]\nid = \"m-4fDw7pQ1\"\n";

#[rstest]
#[case::names(Spoils::Names)]
#[case::everything(Spoils::Everything)]
#[case::errors(Spoils::Errors)]
#[case::instances(Spoils::Instances)]
fn commands_say_what_a_hostile_cloud_says_as_text(#[case] spoils: Spoils) {
    let cloud = cloud();
    let proxy = Proxy::before(cloud.address(), spoils, HARM);
    let home = TempDir::new().unwrap();
    let path = home.path().join("plan.toml");
    fs::write(&path, PLAN).unwrap();
    let plan = path.to_str().unwrap();
    let mut said = String::new();
    for args in [
        &["check", plan, "--online"][..],
        &["check", plan, "--online", "--output", "json"],
        &["apply", plan, "--dry-run"],
        &["apply", plan, "--dry-run", "--output", "json"],
        &["apply", plan, "--yes"],
        &["apply", plan, "--yes", "--output", "json"],
        &["orders"],
        &["orders", "--output", "json"],
        &["resume"],
        &["doctor"],
        &["doctor", "--output", "json"],
    ] {
        said += &run(&home, |command| command.args(args).args(["--endpoint", &proxy.url()]));
    }
    assert!(proxy.spoiled() > 10);
    assert!(said.contains("31337"), "what was said is shown: {said}");
}

#[test]
fn a_hostile_plan_is_spoken_of_as_text() {
    let home = TempDir::new().unwrap();
    let harm = HARM.replace(['\r', '\n'], "").chars().fold(String::new(), |text, c| {
        if c.is_ascii_graphic() {
            format!("{text}{c}")
        } else {
            format!("{text}\\u{:04X}", u32::from(c))
        }
    });
    let plans = [
        format!("version = 1\n\"{harm}\" = 1\n"),
        format!("version = 1\n[spec]\n\"nam{harm}\" = 1\n"),
        format!("version = 1\nregion = \"{harm}\"\n"),
        PLAN.replace("bcc.g5.c2m8", &format!("bcc{harm}")),
        PLAN.replace("cn-bj-a", &harm).replace("m-4fDw7pQ1", &harm),
        format!(
            "{PLAN}[system]\nname = \"web{harm}\"\nhostname = \"{harm}\"\n[system.tags]\n\"t{harm}\" = \"v{harm}\"\n"
        ),
        format!("{PLAN}[system.login]\npassword_env = \"{harm}\"\n"),
        format!("{PLAN}[system.login]\npassword_file = \"/no/{harm}\"\n"),
        format!("{PLAN}[system]\nuser_data_file = \"/no/{harm}\"\n"),
        "version = 1 \u{1b}]0;owned\u{7}\n".to_owned(),
        format!("version = \"{HARM}\"\n"),
        format!("# \u{1b}[2J\u{9b}31m\n{PLAN}x = \n"),
    ];
    let mut said = String::new();
    // A name of a file can hold all of it but the slash.
    let path = home.path().join(format!("plan{HARM}.toml"));
    for plan in plans {
        fs::write(&path, plan).unwrap();
        for args in [
            &["check"][..],
            &["check", "--output", "json"],
            &["apply", "--dry-run", "--sandbox"],
            &["apply", "--yes", "--sandbox", "--output", "json"],
            &["export", "--as", "toml"],
            &["export", "--as", "json"],
            &["export", "--as", "bce"],
            &["export", "--as", "terraform"],
            &["export", "--as", "curl", "--sandbox"],
        ] {
            let (first, rest) = args.split_first().unwrap();
            said += &run(&home, |command| command.arg(first).arg(&path).args(rest));
        }
        said += &run(&home, |command| command.arg("--plan").arg(&path));
    }
    assert!(said.contains("31337"));
}

#[test]
fn a_hostile_environment_and_command_line_are_spoken_of_as_text() {
    let home = TempDir::new().unwrap();
    for name in [
        "BCE_REGION",
        "BCE_LANGUAGE",
        "BCE_ACCESS_KEY_ID",
        "BCE_SECURITY_TOKEN",
        "LANG",
        "TERM",
        "HTTPS_PROXY",
        "XDG_STATE_HOME",
    ] {
        for args in [&["doctor"][..], &["orders"], &[], &["sandbox", "--listen", "127.0.0.1:x"]] {
            run(&home, |command| command.env(name, HARM).args(args));
        }
    }
    let mut said = String::new();
    for args in [
        &[HARM][..],
        &["--region", HARM, "doctor"],
        &["--profile", HARM, "orders"],
        &["--endpoint", HARM, "doctor"],
        &["--language", HARM],
        &["--plan", HARM],
        &["--debug-log", "/no/\u{1b}]0;owned\u{7}", "orders"],
        &["apply", HARM],
        &["check", HARM],
        &["export", HARM, "--as", HARM],
        &["resume", HARM],
        &["sandbox", "--listen", HARM],
        &["completions", HARM],
        &["orders", "--output", HARM],
        &["apply", "x", "--max-price", HARM],
    ] {
        said += &run(&home, |command| command.args(args));
    }
    assert!(said.contains("31337"));
    // A journal and profiles that somebody else wrote.
    let bce = home.path().join(".bce");
    fs::create_dir(&bce).unwrap();
    let profile =
        serde_json::json!({ "current": HARM, "profiles": [{ "name": HARM, "mode": HARM }] });
    fs::write(bce.join("config.json"), profile.to_string()).unwrap();
    let orders = home.path().join(".local/state/bcc-wizard/orders");
    fs::create_dir_all(&orders).unwrap();
    fs::write(orders.join(format!("x{HARM}.json")), "{").unwrap();
    for args in [&["orders"][..], &["orders", "--output", "json"], &["doctor"], &["resume"]] {
        run(&home, |command| command.env_remove("BCE_ACCESS_KEY_ID").args(args));
    }
}
