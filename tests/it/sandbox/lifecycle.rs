//! Instances from order to release, and a sandbox from start to stop.

use std::io::Read as _;
use std::net::TcpStream;
use std::path::Path;
use std::time::Duration;

use bcc_wizard::sandbox::{self, Config};
use serde_json::{Value, json};

use super::support::{Hands, Room, changed, order, prepaid};
use crate::said::Speaks as _;

fn release() -> Value {
    json!({ "relatedReleaseFlag": true, "deleteCdsSnapshotFlag": false, "bccRecycleFlag": false })
}

#[tokio::test]
async fn an_instance_starts_runs_and_gets_its_public_address() {
    let room = Room::new();
    let body = changed(order(), &json!({ "networkCapacityInMbps": 5 }));
    let id = room.ids("t", &body).await.remove(0);
    let seen = async || {
        let instance = room.instance(&id).await;
        (
            instance["status"].clone(),
            instance["publicIp"].clone(),
            instance.get("nicInfo").is_some(),
        )
    };
    assert_eq!(seen().await, (json!("Starting"), json!(""), false));
    room.hands.advance(Duration::from_millis(3999));
    assert_eq!(seen().await, (json!("Starting"), json!(""), false));
    room.hands.advance(Duration::from_millis(1));
    assert_eq!(seen().await, (json!("Running"), json!(""), true));
    room.hands.advance(Duration::from_secs(1));
    assert_eq!(seen().await, (json!("Running"), json!("198.51.100.1"), true));

    let id = room.ids("u", &order()).await.remove(0);
    room.hands.advance(Duration::from_mins(1));
    let private = room.instance(&id).await;
    assert_eq!((&private["publicIp"], &private["networkCapacityInMbps"]), (&json!(""), &json!(0)));
    assert_eq!(private["nicInfo"]["ips"][0]["eip"], "null");
}

#[tokio::test]
async fn instances_are_found_by_ids_and_by_filters() {
    let room = Room::new();
    let ids = room.ids("t", &changed(order(), &json!({ "name": "web", "purchaseCount": 3 }))).await;
    let other = room.ids("u", &changed(order(), &json!({ "name": "db" }))).await.remove(0);
    let names = |answer: Value| -> Vec<String> {
        let instances = answer["instances"].as_array().unwrap().iter();
        instances.map(|i| i["name"].as_str().unwrap().to_owned()).collect()
    };
    let path = "/v2/instance/listByInstanceId";
    let body = json!({ "instanceIds": [ids[1], "i-nobody", other] });
    assert_eq!(names(room.post(path, &[], &body).await.ok()), ["web-2", "db"]);
    let many = json!({ "instanceIds": vec!["i-nobody"; 101] });
    room.post(path, &[], &many).await.refused(400, "BadRequest");

    let list = async |query: &[(&str, &str)]| names(room.get("/v2/instance", query).await.ok());
    assert_eq!(list(&[]).await.len(), 4);
    assert_eq!(list(&[("instanceNames", "db,web-1")]).await, ["web-1", "db"]);
    assert_eq!(list(&[("fuzzyInstanceName", "web")]).await.len(), 3);
    assert_eq!(list(&[("instanceIds", &ids.join(","))]).await.len(), 3);
    assert_eq!(list(&[("status", "Running")]).await.len(), 0);
    assert_eq!(list(&[("maxKeys", "1")]).await, ["web-1"]);
}

#[tokio::test]
async fn a_console_is_only_for_what_runs() {
    let room = Room::new();
    let id = room.ids("t", &order()).await.remove(0);
    let path = format!("/v2/instance/{id}/vnc");
    room.get(&path, &[]).await.refused(400, "BadRequest");
    room.hands.advance(Duration::from_secs(4));
    let first = room.get(&path, &[]).await.ok()["vncUrl"].as_str().unwrap().to_owned();
    assert!(first.starts_with(&room.sandbox.base_url()), "{first}");
    assert_ne!(room.get(&path, &[]).await.ok()["vncUrl"], first);
}

#[tokio::test]
async fn release_keeps_to_its_rules() {
    let room = Room::new();
    let starting = room.ids("a", &order()).await.remove(0);
    let answer = room.post(&format!("/v2/instance/{starting}"), &[], &release()).await;
    answer.refused(403, "Instance.ReleaseWhileCreating");
    let bought =
        room.ids("b", &changed(order(), &json!({ "billing": prepaid(1) }))).await.remove(0);
    let guarded = changed(order(), &json!({ "deletionProtection": 1 }));
    let guarded = room.ids("c", &guarded).await.remove(0);
    room.hands.advance(Duration::from_secs(4));
    let answer = room.post(&format!("/v2/instance/{bought}"), &[], &release()).await;
    answer.refused(403, "Instance.ReleaseNotPrepay");
    let answer = room.post(&format!("/v2/instance/{guarded}"), &[], &release()).await;
    answer.refused(400, "BadRequest");
    let answer = room.post(&format!("/v2/instance/{starting}"), &[], &release()).await;
    assert_eq!((answer.status, answer.text.as_str()), (200, ""));
    assert_eq!(room.sandbox.instances(), 2);
}

#[tokio::test]
async fn every_instance_can_be_given_a_hostile_name() {
    let hostile = "\u{1b}[2J\u{1b}]0;owned\u{7}";
    let room = Room::with(|config| config.rename = Some(hostile.to_owned()));
    let id = room.ids("t", &changed(order(), &json!({ "name": "web" }))).await.remove(0);
    assert_eq!(room.instance(&id).await["name"], hostile);
}

fn keeping<'a>(path: &'a Path, region: &'a str) -> impl FnOnce(&mut Config) + use<'a> {
    move |config| {
        config.state_file = Some(path.to_owned());
        region.clone_into(&mut config.region);
    }
}

#[tokio::test]
async fn a_restart_keeps_instances_tokens_and_money() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep").join("state.json");
    let hands = Hands::new();
    let body = changed(order(), &json!({ "networkCapacityInMbps": 1, "billing": prepaid(1) }));
    let room = Room::on(hands.clone(), keeping(&path, "bj"));
    let first = room.create("t", &body).await.ok();
    let id = first["instanceIds"][0].as_str().unwrap().to_owned();
    let balance = room.send("POST", "/v1/finance/cash/balance", &[], None).await.ok();
    assert_eq!(room.instance(&id).await["status"], "Starting");
    room.sandbox.shutdown();

    hands.advance(Duration::from_secs(5));
    let room = Room::on(hands, keeping(&path, "bj"));
    let instance = room.instance(&id).await;
    assert_eq!(
        (&instance["status"], &instance["publicIp"]),
        (&json!("Running"), &json!("198.51.100.1"))
    );
    assert_eq!(room.create("t", &body).await.ok(), first);
    assert_eq!((room.sandbox.orders(), room.sandbox.instances()), (1, 1));
    assert_eq!(room.send("POST", "/v1/finance/cash/balance", &[], None).await.ok(), balance);
}

#[tokio::test]
async fn the_state_file_holds_no_password_and_is_the_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.json");
    let room = Room::with(keeping(&path, "bj"));
    let cipher = bcc_wizard::api::cipher::encrypt(
        &"Abcd123!".into(),
        &bcc_wizard::sandbox::SECRET_KEY.into(),
    )
    .unwrap();
    let body = changed(order(), &json!({ "keypairId": null, "adminPass": cipher }));
    room.create("t", &body).await.ok();
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(!text.contains(&cipher) && !text.contains("Abcd123!"));
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[tokio::test]
async fn a_state_file_that_cannot_be_used_is_named_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.json");
    let room = Room::with(keeping(&path, "bj"));
    room.create("t", &order()).await.ok();
    room.sandbox.shutdown();
    let good = std::fs::read_to_string(&path).unwrap();

    for (text, region, reason) in [
        (String::new(), "bj", "damaged (line 1, column 0)"),
        (good[..good.len() / 2].to_owned(), "bj", "damaged"),
        ("{}".to_owned(), "bj", "damaged (line 1, column 2)"),
        (good.replace("\"version\":1", "\"version\":2"), "bj", "format 2"),
        (good.clone(), "su", "it belongs to region bj, not su"),
    ] {
        std::fs::write(&path, &text).unwrap();
        let mut config = Config::new();
        keeping(&path, region)(&mut config);
        let error = sandbox::start(config).unwrap_err().english();
        assert!(error.contains("state.json") && error.contains(reason), "{error}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    }
}

#[tokio::test]
async fn an_order_that_cannot_be_saved_did_not_happen() {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("inside");
    let room = Room::with(keeping(&inside.join("state.json"), "bj"));
    std::fs::write(&inside, "a file where a folder should be").unwrap();
    room.create("t", &order()).await.refused(500, "InternalError");
    assert_eq!((room.sandbox.orders(), room.sandbox.instances()), (0, 0));
    std::fs::remove_file(&inside).unwrap();
    room.create("t", &order()).await.ok();
}

#[tokio::test]
async fn stopping_closes_the_door_and_the_connections() {
    // An address of its own, so that no other test can be given a port that is free again.
    let apart = |config: &mut Config| config.listen = "127.0.0.77:0".parse().unwrap();
    let room = Room::with(apart);
    let address = room.sandbox.address();
    let mut open = TcpStream::connect(address).unwrap();
    open.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    room.get("/v2/zone", &[]).await.ok();
    room.sandbox.shutdown();
    let mut rest = Vec::new();
    // Closed either way, in order or by a reset; a timeout would be neither.
    match open.read_to_end(&mut rest) {
        Ok(read) => assert_eq!(read, 0),
        Err(error) => assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset),
    }
    assert!(TcpStream::connect(address).is_err());

    let address = Room::with(apart).sandbox.address();
    assert!(TcpStream::connect(address).is_err(), "dropping did not stop it");
}
