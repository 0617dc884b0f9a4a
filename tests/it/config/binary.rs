//! The program itself: what it says and where its requests go.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::json;
use tempfile::TempDir;

use super::SECRET;
use super::server::{Server, tls_file};
use crate::terminal::{Program, Terminal};

/// Runs it without a terminal, so that it ends before anything is sent.
fn run(home: &Path, variables: &[(&str, &str)], args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bcc-wizard"))
        .env_clear()
        .env("HOME", home)
        .envs(variables.iter().copied())
        .args(args)
        .output()
        .unwrap()
}

/// Exit code 2 and one sentence on stderr, nothing on stdout.
#[track_caller]
fn refused(output: &Output) -> String {
    let said = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{said}");
    said
}

fn write(home: &Path, text: &str) {
    fs::create_dir_all(home.join(".bce")).unwrap();
    fs::write(home.join(".bce/config.json"), text).unwrap();
}

const KEYS: [(&str, &str); 2] = [("BCE_ACCESS_KEY_ID", "ak-1"), ("BCE_SECRET_ACCESS_KEY", SECRET)];

#[test]
fn settings_that_cannot_be_used_end_the_program_with_a_sentence() {
    let home = TempDir::new().unwrap();
    let home = home.path();
    for (variables, args, part) in [
        (vec![], vec![], "there is no access key"),
        (vec![KEYS[0]], vec![], "BCE_ACCESS_KEY_ID is set, but BCE_SECRET_ACCESS_KEY is not"),
        (KEYS.to_vec(), vec!["--profile", "work"], "there is no profile “work”"),
        (KEYS.to_vec(), vec!["--region", "Beijing"], "the region “Beijing” of --region"),
        (KEYS.to_vec(), vec!["--endpoint", "https://h/v1"], "--endpoint: the endpoint has a path"),
        (KEYS.to_vec(), vec!["--language", "xx"], "the language “xx” of --language"),
        (
            KEYS.to_vec(),
            vec!["--ca-file", "/no/such.pem"],
            "--ca-file: /no/such.pem cannot be read",
        ),
        (KEYS.to_vec(), vec!["--debug-log", "/no/such/dir"], "the debug log /no/such/dir cannot"),
        (KEYS.to_vec(), vec![], "the wizard needs a terminal"),
    ] {
        let said = refused(&run(home, &variables, &args));
        assert!(said.starts_with("bcc-wizard: ") && said.contains(part), "{args:?}: {said}");
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(!said.contains(SECRET));
    }
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let said = refused(&run(home, &KEYS, &["--ca-file", manifest]));
    assert!(said.contains("it holds no certificate in PEM form"), "{said}");
}

#[test]
fn warnings_come_before_the_screen_and_control_characters_do_not_come_at_all() {
    let home = TempDir::new().unwrap();
    let name = "wo\u{1b}[31mrk";
    let profile = json!({
        "name": name, "access_key_id": "ak-1", "secret_access_key": SECRET, "region": "nj",
    });
    write(home.path(), &json!({ "current": name, "profiles": [profile] }).to_string());
    let file = home.path().join(".bce/config.json");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let said = refused(&run(home.path(), &[], &[]));
    let lines: Vec<&str> = said.lines().collect();
    assert!(
        lines[0].starts_with("bcc-wizard: warning: ") && lines[0].contains("chmod 600"),
        "{said}"
    );
    assert!(lines[1].contains("the region “nj” of the profile “wo␛[31mrk”"), "{said}");
    assert!(lines[2].contains("needs a terminal") && lines.len() == 3, "{said}");
    assert!(!said.contains('\u{1b}'));
}

fn wizard(endpoint: &str) -> Program {
    let program = Program::wizard().args(["--endpoint", endpoint]);
    KEYS.into_iter().fold(program, |program, (name, value)| program.env(name, value))
}

fn start(program: Program) -> Terminal {
    let terminal = program.start();
    terminal.wait_for("Zone");
    terminal
}

#[test]
fn requests_to_other_machines_go_through_the_proxy() {
    let proxy = Server::plain();
    let url = format!("http://{}", proxy.address);
    // A name that no server of names knows: only the proxy can be asked for it.
    let _terminal = start(wizard("http://cloud.invalid").env("HTTP_PROXY", &url));
    let line = proxy.request();
    assert!(line.contains(" http://cloud.invalid/v"), "{line}");

    let _terminal = start(wizard("https://cloud.invalid").env("HTTPS_PROXY", &url));
    let tunnel = |line: &str| line == "CONNECT cloud.invalid:443 HTTP/1.1";
    while !tunnel(&proxy.request()) {}
}

#[test]
fn the_loopback_and_what_no_proxy_names_are_asked_directly() {
    let (server, proxy) = (Server::plain(), Server::plain());
    let url = format!("http://{}", proxy.address);
    let _terminal = start(wizard(&format!("http://{}", server.address)).env("HTTP_PROXY", &url));
    let line = server.request();
    assert!(line.starts_with("GET /v"), "{line}");

    // To connect to this address is to connect to the loopback, yet it is not a loopback address.
    let anywhere = format!("http://0.0.0.0:{}", server.address.port());
    let _terminal = start(wizard(&anywhere).env("HTTP_PROXY", &url).env("NO_PROXY", "0.0.0.0"));
    server.request();
    assert_eq!(proxy.rest(), [""; 0]);
    let _terminal = start(wizard(&anywhere).env("HTTP_PROXY", &url));
    assert!(proxy.request().contains(" http://0.0.0.0:"));
}

#[test]
fn a_private_authority_is_trusted_by_flag_and_by_variable() {
    let server = Server::tls();
    let url = format!("https://{}", server.address);
    let authority = tls_file("authority.pem");
    let flag = wizard(&url)
        .arg("--ca-file")
        .arg(&authority)
        .env("SSL_CERT_FILE", tls_file("stranger.pem"));
    let terminal = start(flag);
    assert!(server.request().starts_with("GET /v"));
    drop(terminal);
    let terminal = start(wizard(&url).env("SSL_CERT_FILE", &authority));
    assert!(server.request().starts_with("GET /v"));
    drop(terminal);
}

#[test]
fn a_whole_run_writes_its_log_and_no_secret_into_it() {
    let server = Server::plain();
    let terminal =
        start(wizard(&format!("http://{}", server.address)).args(["--debug-log", "debug.log"]));
    server.request();
    let log = terminal.home().join("debug.log");
    terminal.press("ctrl-c");
    terminal.press("ctrl-c");
    terminal.wait_exit();
    let text = fs::read_to_string(&log).unwrap();
    assert_eq!(fs::metadata(&log).unwrap().permissions().mode() & 0o777, 0o600);
    let first: serde_json::Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
    assert_eq!(first["settings"]["endpoint"]["from"], "--endpoint");
    assert_eq!(
        first["settings"]["access key"],
        json!({ "value": "ak-1…", "from": "BCE_ACCESS_KEY_ID" })
    );
    assert!(text.contains(r#""what":"request""#) && text.contains("/v2/zone"), "{text}");
    assert!(!text.contains(SECRET), "{text}");
}
