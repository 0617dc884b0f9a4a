//! The debug log: all that was said with the cloud, and none of its secrets.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::sync::Arc;

use crate::said::Speaks as _;
use bcc_wizard::api::cipher;
use bcc_wizard::api::client::{Client, Credentials, Timeouts};
use bcc_wizard::api::endpoint::Endpoints;
use bcc_wizard::logging::DebugLog;
use bcc_wizard::sandbox::{self, Config, Sandbox};
use secrecy::SecretString;
use serde_json::{Value, json};
use tempfile::TempDir;

const ACCESS_KEY: &str = "ALTAKdebuglog";
const SECRET_KEY: &str = "debugsecretkey0123456789abcdefgh";
const TOKEN: &str = "session-token/of+the==debug|log";
const PASSWORD: &str = "Hunter2!hunter";

fn sandbox() -> Sandbox {
    sandbox::start(Config {
        access_key: ACCESS_KEY.to_owned(),
        secret_key: SecretString::from(SECRET_KEY),
        session_token: Some(SecretString::from(TOKEN)),
        ..Config::new()
    })
    .unwrap()
}

fn client(url: &str, secret_key: &str, log: &Path) -> Client {
    let credentials = Credentials {
        access_key: ACCESS_KEY.to_owned(),
        secret_key: SecretString::from(secret_key),
        session_token: Some(SecretString::from(TOKEN)),
    };
    let log = DebugLog::open(log).unwrap();
    Client::new(credentials, Endpoints::fixed(url).unwrap(), Timeouts::default())
        .unwrap()
        .with_observer(Arc::new(move |exchange| log.exchange(exchange)))
}

fn lines(log: &Path) -> Vec<Value> {
    let text = fs::read_to_string(log).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[tokio::test]
async fn a_run_with_a_password_leaves_neither_keys_nor_password_in_the_log() {
    let (sandbox, folder) = (sandbox(), TempDir::new().unwrap());
    let log = folder.path().join("debug.log");
    let client = client(&sandbox.base_url(), SECRET_KEY, &log);
    let secret_key = SecretString::from(SECRET_KEY);
    let cipher = cipher::encrypt(&SecretString::from(PASSWORD), &secret_key).unwrap();
    let script = "cGFzc3dvcmQ9SHVudGVyMiFodW50ZXI=";
    let order = json!({
        "imageId": "m-nky7qeom",
        "spec": "bcc.g5.c2m8",
        "zoneName": "cn-bj-a",
        "adminPass": cipher,
        "userData": script,
        "billing": { "paymentTiming": "Postpaid" },
    });
    client.zones().await.unwrap();
    let created = client.submit("order-token-1", &order.to_string()).await.unwrap();
    let id = created.instance_ids[0].clone();
    client.instance(&id).await.unwrap();
    client.instance("i-missing").await.unwrap_err();

    let text = fs::read_to_string(&log).unwrap();
    for secret in [SECRET_KEY, TOKEN, PASSWORD, &cipher, script] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
    let lines = lines(&log);
    let told: Vec<(&str, &str)> = lines
        .iter()
        .map(|line| (line["what"].as_str().unwrap(), line["path"].as_str().unwrap()))
        .collect();
    let one = format!("/v2/instance/{id}");
    assert_eq!(
        told,
        [
            ("request", "/v2/zone"),
            ("answer", "/v2/zone"),
            ("request", "/v2/instanceBySpec"),
            ("answer", "/v2/instanceBySpec"),
            ("request", &one),
            ("answer", &one),
            ("request", "/v2/instance/i-missing"),
            ("answer", "/v2/instance/i-missing"),
        ]
    );
    let (request, answer) = (&lines[2], &lines[3]);
    assert_eq!(request["method"], "POST");
    assert_eq!(request["base"], sandbox.base_url());
    assert_eq!(request["query"], json!({ "clientToken": "order-token-1" }));
    assert_eq!(request["headers"]["authorization"], "[redacted]");
    assert_eq!(request["headers"]["x-bce-security-token"], "[redacted]");
    assert_eq!(request["body"]["adminPass"], "[redacted]");
    assert_eq!(request["body"]["spec"], "bcc.g5.c2m8");
    assert!(request["waited_ms"].is_u64() && request["time"].as_str().unwrap().ends_with('Z'));
    assert_eq!((&answer["number"], &answer["status"]), (&request["number"], &json!(200)));
    assert_eq!(answer["body"]["instanceIds"][0], id);
    assert_eq!(answer["request_id"].as_str().unwrap().len(), 36);
    assert!(answer["took_ms"].is_u64());
    let missing = &lines[7];
    assert_eq!((&missing["status"], &missing["body"]["code"]), (&json!(404), &json!("NoSuchKey")));
    assert_eq!(missing["body"]["requestId"], missing["request_id"]);
}

#[tokio::test]
async fn a_request_that_is_never_answered_is_in_the_log_with_its_failure() {
    let folder = TempDir::new().unwrap();
    let log = folder.path().join("debug.log");
    // A port that was free a moment ago.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let client = client(&format!("http://{free}"), SECRET_KEY, &log);
    client.submit("order-token-2", "{}").await.unwrap_err();
    let lines = lines(&log);
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert_eq!(lines[0]["query"]["clientToken"], "order-token-2");
    let error = lines[1]["error"].as_str().unwrap();
    assert!(error.starts_with("no connection to the cloud could be made"), "{error}");
    assert!(lines[1].get("status").is_none());
}

#[tokio::test]
async fn what_an_answer_quotes_of_the_request_is_struck_out_as_well() {
    use crate::client::peer::{Peer, Reply};
    let folder = TempDir::new().unwrap();
    let log = folder.path().join("debug.log");
    // A gateway that sends everything back, in text and not in JSON.
    let peer = Peer::start(|_, seen| {
        let authorization = seen.header("authorization").unwrap();
        let signature = authorization.rsplit('/').next().unwrap();
        let token = seen.header("x-bce-security-token").unwrap();
        let body = &seen.body;
        let page = format!("<p>{authorization} | {signature} | {token} | {body}</p>");
        Reply::with(403, &format!("x-bce-request-id: {signature}"), &page)
    })
    .await;
    let client = client(&peer.url(), SECRET_KEY, &log);
    client.submit("t", r#"{"adminPass":"c1pher-of-it"}"#).await.unwrap_err();
    let seen = peer.seen().remove(0);
    let text = fs::read_to_string(&log).unwrap();
    let signature = seen.header("authorization").unwrap().rsplit('/').next().unwrap();
    for secret in [signature, TOKEN, "c1pher-of-it"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
    let answer = &lines(&log)[1];
    assert_eq!(answer["request_id"], "[redacted]");
    assert!(
        answer["body"].as_str().unwrap().starts_with("<p>[redacted] | [redacted] | [redacted] |")
    );
}

#[test]
fn the_file_is_its_owner_s_alone_and_is_appended_to() {
    let folder = TempDir::new().unwrap();
    let log = folder.path().join("debug.log");
    let mode = || fs::metadata(&log).unwrap().permissions().mode() & 0o777;
    DebugLog::open(&log).unwrap().note(json!({ "run": 1 }));
    assert_eq!(mode(), 0o600);
    fs::set_permissions(&log, fs::Permissions::from_mode(0o644)).unwrap();
    DebugLog::open(&log).unwrap().note(json!({ "run": 2, "text": "two\nlines" }));
    assert_eq!(mode(), 0o600);
    let runs: Vec<Value> = lines(&log).iter().map(|line| line["run"].clone()).collect();
    assert_eq!(runs, [json!(1), json!(2)]);

    let link = folder.path().join("link");
    symlink(&log, &link).unwrap();
    DebugLog::open(&link).unwrap().note(json!({ "run": 3 }));
    assert_eq!(lines(&log).len(), 3);
    let fresh = folder.path().join("fresh");
    symlink(folder.path().join("new.log"), &fresh).unwrap();
    DebugLog::open(&fresh).unwrap();
    assert!(folder.path().join("new.log").is_file());
}

#[test]
fn what_is_no_file_of_one_s_own_is_refused() {
    let folder = TempDir::new().unwrap();
    let sentence = |path: &Path| DebugLog::open(path).unwrap_err().english();
    assert!(sentence(folder.path()).contains("is there already and is not a file"));
    assert!(sentence(Path::new("/dev/null")).contains("is there already and is not a file"));
    let nowhere = folder.path().join("no/such/folder.log");
    assert!(sentence(&nowhere).contains("cannot be opened (No such file or directory"));
    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    assert!(sentence(&pipe).contains("is not a file"));
}
