//! The first screen of the real binary in a real terminal: the sandbox, a typed key, a saved one.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::time::Duration;

use bcc_wizard::api::client::{Client, Timeouts};
use bcc_wizard::api::endpoint::Endpoints;
use bcc_wizard::app::effect::{Answer, Ask, Effect};
use bcc_wizard::app::identity::{Identity, Opened};
use bcc_wizard::app::msg::Msg;
use bcc_wizard::app::wizard::Place;
use bcc_wizard::domain::fault::FaultKind;
use bcc_wizard::runtime::executor::{Executor, Link, Open};
use bcc_wizard::sandbox::{self, ACCESS_KEY, Config, SECRET_KEY, Sandbox};
use rstest::rstest;
use serde_json::Value;
use tempfile::TempDir;
use tokio::sync::mpsc::unbounded_channel;

use crate::terminal::{Program, Terminal};
use crate::wire::credentials;

const WRONG: &str = "a-secret-key-of-somebody-else-00";

fn server() -> Sandbox {
    sandbox::start(Config { boot: Duration::ZERO, ..Config::new() }).unwrap()
}

/// Without a key, in this home, where everything real is asked of the server.
fn at(server: &Sandbox, home: &Path) -> Program {
    Program::wizard().args(["--endpoint", &server.base_url()]).home(home).size(100, 30)
}

/// From the first screen to the secret's question, with the ID of the sandbox's account.
fn to_the_secret(terminal: &Terminal) {
    terminal.wait_for("Enter an access key");
    terminal.press("down");
    terminal.wait_for("Access key ID");
    terminal.press("enter");
    terminal.wait_for("account menu");
    terminal.type_text(ACCESS_KEY);
    terminal.press("enter");
    terminal.wait_for("It belongs to the ID above");
}

/// Switches saving on, from the secret's question.
fn save_it(terminal: &Terminal) {
    terminal.press("tab");
    terminal.press("tab");
    terminal.wait_for("~/.bce/config.json");
    terminal.press("space");
    terminal.wait_for("as profile “default”");
}

fn quit(terminal: &Terminal) {
    terminal.press("ctrl-c");
    terminal.wait_for("Quit");
    terminal.press("ctrl-c");
    assert_eq!(terminal.wait_exit().exit_code(), 130);
    terminal.assert_restored();
}

#[track_caller]
fn assert_secretless(terminal: &Terminal) {
    let raw = String::from_utf8_lossy(&terminal.raw()).into_owned();
    assert!(raw.contains("Welcome"));
    for secret in [SECRET_KEY, WRONG] {
        assert!(!raw.contains(secret));
    }
}

fn config(home: &Path) -> String {
    fs::read_to_string(home.join(".bce/config.json")).unwrap()
}

#[rstest]
#[case::wide((120, 36))]
#[case::medium((80, 24))]
#[case::small((40, 10))]
fn without_a_key_the_sandbox_is_one_enter_away(#[case] size: (u16, u16)) {
    let terminal = Program::wizard().size(size.0, size.1).start();
    terminal.wait_for("Try it on the sandbox");
    terminal.press("enter");
    terminal.wait_for("cn-bj-a");
    terminal.wait_for("sandbox");
    // The price of the order: every list it depends on is there.
    terminal.wait_for("/h");
    // Back, and there once more.
    terminal.press("esc");
    terminal.wait_for("Try it on the sandbox");
    terminal.press("enter");
    terminal.wait_for("/h");
    assert!(!terminal.home().join(".bce").exists());
    quit(&terminal);
}

#[test]
fn the_region_asked_for_is_kept_where_the_sandbox_has_it() {
    let start = |region: &str| {
        let terminal = Program::wizard().args(["--region", region]).start();
        terminal.wait_for("Try it on the sandbox");
        terminal.press("enter");
        terminal
    };
    start("gz").wait_for("cn-gz-a");
    let instead = start("fsh");
    instead.wait_for("There is no fsh here, so the region is bj.");
    instead.wait_for("cn-bj-a");
}

#[test]
fn a_typed_key_buys_at_the_address_and_stays_in_memory() {
    let (server, home) = (server(), TempDir::new().unwrap());
    let terminal = at(&server, home.path()).args(["--debug-log", "debug.log"]).start();
    terminal.wait_for(&format!("for {}", server.base_url()));
    to_the_secret(&terminal);
    terminal.paste(&format!("  {SECRET_KEY}\n"));
    terminal.wait_for("••••");
    terminal.press("ctrl-n");
    terminal.wait_for("cn-bj-a");
    terminal.wait_for("/h");
    for _ in 0..7 {
        terminal.press("ctrl-n");
    }
    terminal.wait_for("Buy");
    terminal.press("enter");
    terminal.wait_for("y ");
    terminal.press("y");
    terminal.wait_for("ssh ");
    assert_eq!(server.orders(), 1);
    terminal.press("q");
    assert_eq!(terminal.wait_exit().exit_code(), 0);
    assert_secretless(&terminal);
    assert!(!home.path().join(".bce").exists());
    let log = fs::read_to_string(home.path().join("debug.log")).unwrap();
    assert!(log.contains("\"request\"") && !log.contains(SECRET_KEY), "{log}");
}

#[test]
fn a_saved_key_is_found_at_the_next_start() {
    let (server, home) = (server(), TempDir::new().unwrap());
    let terminal = at(&server, home.path()).start();
    to_the_secret(&terminal);
    terminal.type_text(SECRET_KEY);
    save_it(&terminal);
    terminal.press("enter");
    terminal.wait_for("The key is saved as the profile “default”.");
    terminal.wait_for("cn-bj-a");
    quit(&terminal);
    assert_secretless(&terminal);
    let file = home.path().join(".bce/config.json");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&file), mode(file.parent().unwrap())), (0o600, 0o700));

    let terminal = at(&server, home.path()).start();
    terminal.wait_for("cn-bj-a");
    terminal.wait_for("/h");
    // It did not come through the first screen, so there is no way back to it.
    terminal.press("esc");
    terminal.wait_for("This is the first step. Ctrl-C quits.");
    quit(&terminal);
}

#[test]
fn a_wrong_secret_is_corrected_and_the_saved_profile_with_it() {
    let (server, home) = (server(), TempDir::new().unwrap());
    let terminal = at(&server, home.path()).start();
    to_the_secret(&terminal);
    terminal.type_text(WRONG);
    save_it(&terminal);
    terminal.press("enter");
    terminal.wait_for("The zones could not be loaded.");
    terminal.press("ctrl-r");
    terminal.wait_for("This key is not accepted.");
    terminal.press("esc");
    terminal.wait_for("It belongs to the ID above");
    terminal.wait_for(ACCESS_KEY);
    assert!(!terminal.screen().contains('•'));
    terminal.type_text(SECRET_KEY);
    terminal.press("ctrl-n");
    terminal.wait_for("cn-bj-a");
    terminal.wait_for("/h");
    quit(&terminal);
    assert_secretless(&terminal);
    let text = config(home.path());
    assert!(text.contains(SECRET_KEY) && !text.contains(WRONG));
    let file: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(file["profiles"].as_array().unwrap().len(), 1);
}

#[test]
fn a_profile_without_keys_is_left_as_it_is_and_given_a_neighbour() {
    let (server, home) = (server(), TempDir::new().unwrap());
    fs::create_dir(home.path().join(".bce")).unwrap();
    let before = r#"{"current":"default","profiles":[{"name":"default","region":"gz","x":1}]}"#;
    fs::write(home.path().join(".bce/config.json"), before).unwrap();
    let terminal = at(&server, home.path()).start();
    to_the_secret(&terminal);
    terminal.type_text(SECRET_KEY);
    terminal.press("tab");
    terminal.press("tab");
    terminal.press("space");
    terminal.wait_for("as profile “default-2”");
    terminal.press("enter");
    terminal.wait_for("The key is saved as the profile “default-2”.");
    quit(&terminal);
    let file: Value = serde_json::from_str(&config(home.path())).unwrap();
    assert_eq!(file["profiles"][0].to_string(), r#"{"name":"default","region":"gz","x":1}"#);
    assert_eq!(file["current"], "default-2");
}

#[test]
fn a_file_that_was_damaged_meanwhile_is_left_alone_and_the_key_still_works() {
    let (server, home) = (server(), TempDir::new().unwrap());
    let terminal = at(&server, home.path()).size(160, 40).start();
    to_the_secret(&terminal);
    fs::create_dir(home.path().join(".bce")).unwrap();
    fs::write(home.path().join(".bce/config.json"), "{ broken").unwrap();
    terminal.type_text(SECRET_KEY);
    save_it(&terminal);
    terminal.press("enter");
    terminal.wait_for("The key is not saved and is forgotten when you quit:");
    terminal.wait_for("cn-bj-a");
    terminal.wait_for("/h");
    assert_eq!(config(home.path()), "{ broken");
    quit(&terminal);
    assert_secretless(&terminal);
}

#[rstest]
#[case::half_a_pair(&[("BCE_ACCESS_KEY_ID", "ak-1")], &[], "BCE_SECRET_ACCESS_KEY is not")]
#[case::no_such_profile(&[], &["--profile", "work"], "there is no profile “work”")]
#[case::no_such_region(&[], &["--region", "Beijing"], "the region “Beijing” of --region")]
fn what_is_set_wrongly_is_said_instead(
    #[case] variables: &[(&str, &str)],
    #[case] args: &[&str],
    #[case] says: &str,
) {
    let program = Program::wizard().args(args).size(160, 24);
    let program = variables.iter().fold(program, |program, (name, value)| program.env(name, value));
    let terminal = program.start();
    assert_eq!(terminal.wait_exit().exit_code(), 2);
    terminal.wait_for(says);
}

#[test]
fn the_first_screen_speaks_chinese_and_survives_any_size() {
    let terminal = Program::wizard().env("LANG", "zh_CN.UTF-8").start();
    terminal.wait_for("在沙箱中试用");
    terminal.resize(20, 5);
    terminal.wait_for("40");
    terminal.resize(40, 10);
    terminal.wait_for("在沙箱中试用");
    terminal.signal(rustix::process::Signal::TERM);
    assert_eq!(terminal.wait_exit().exit_code(), 130);
    terminal.assert_restored();
}

/// Opens what the server is, but for a region that nobody has.
fn open(url: String) -> Open {
    Box::new(move |identity, region| {
        assert!(matches!(identity, Identity::Sandbox));
        if region == "nowhere" {
            return Err("nobody is there".into());
        }
        let url = url.clone();
        let connect = move |_: &str| {
            let endpoints = Endpoints::fixed(&url).map_err(|error| error.said())?;
            Client::new(credentials(), endpoints, Timeouts::default())
        };
        let secret_key = credentials().secret_key;
        let folder = std::env::temp_dir();
        let ledger = crate::flow::ledger(&folder, "nobody");
        let link =
            Link { client: connect(region)?, secret_key, connect: Box::new(connect), ledger };
        let place = Place { sandbox: true, regions: Vec::new(), endpoint: None };
        Ok((link, Opened { place, region: region.to_owned(), kept: None, unfinished: Vec::new() }))
    })
}

#[tokio::test]
async fn before_a_connection_and_after_a_failed_one_nothing_changes() {
    let server = server();
    let (sender, mut messages) = unbounded_channel();
    let mint = || Box::new(|| "token".to_owned());
    let mut executor = Executor::unconnected(open(server.base_url()), mint(), sender);
    let connect =
        |region: &str| Effect::Connect { identity: Identity::Sandbox, region: region.to_owned() };
    let zones = || Effect::Load { generation: 0, ask: Ask::Zones };

    executor.perform(zones());
    let answered = messages.recv().await;
    let Some(Msg::Answered { result: Err(fault), .. }) = answered else { panic!("{answered:?}") };
    assert_eq!(fault.kind, FaultKind::Unreachable);

    executor.perform(connect("bj"));
    let connected = messages.recv().await;
    assert!(matches!(connected, Some(Msg::Connected(Ok(_)))), "{connected:?}");
    // A later failure leaves the connection there was.
    executor.perform(connect("nowhere"));
    let refused = messages.recv().await;
    let Some(Msg::Connected(Err(why))) = refused else { panic!("{refused:?}") };
    assert_eq!(why, "nobody is there".into());
    executor.perform(zones());
    let answered = messages.recv().await;
    let Some(Msg::Answered { result: Ok(Answer::Zones(found)), .. }) = answered else {
        panic!("{answered:?}")
    };
    assert_eq!(found[0].name, "cn-bj-a");

    // With a key from the start there is nothing to open.
    let (sender, mut messages) = unbounded_channel();
    let nobody = Box::new(|_: &str| Err("nobody".into()));
    let ledger = crate::flow::ledger(&std::env::temp_dir(), "nobody");
    let key = credentials().secret_key;
    let mut executor = Executor::new("bj", key, nobody, mint(), ledger, sender);
    executor.perform(connect("bj"));
    assert!(matches!(messages.recv().await, Some(Msg::Connected(Err(_)))));
}
