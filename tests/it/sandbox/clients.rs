//! Other people's clients are served; a broken one is told so.

use bcc_wizard::api::cipher;
use bcc_wizard::sandbox::SECRET_KEY;
use serde_json::{Value, json};

use super::support::{Answer, Call, Room, changed, order};

const PATH: &str = "/v2/instanceBySpec";

/// What `create_instance_by_spec` of the official Python SDK sends for a plain order, measured.
fn of_the_python_sdk() -> Value {
    let password = cipher::encrypt(&"Abcd123!".into(), &SECRET_KEY.into()).unwrap();
    json!({
        "spec": "bcc.g5.c2m8", "imageId": "m-nky7qeom",
        "billing": { "paymentTiming": "Postpaid",
            "reservation": { "reservationLength": 1, "reservationTimeUnit": "Month" } },
        "purchaseCount": 1, "name": "sdk", "adminPass": password, "zoneName": "cn-bj-a",
        "autoRenewTimeUnit": "month", "cdsAutoRenew": null,
    })
}

/// Sends as that SDK does: nothing in the list of signed headers, and those of the default set signed.
async fn like_python(room: &Room, method: &str, path: &str, body: Option<&Value>) -> Answer {
    let query = if path == PATH { &[("clientToken", "tok-1")][..] } else { &[] };
    let text = body.map(|body| body.to_string().into_bytes());
    let length = text.as_ref().map_or(0, Vec::len).to_string();
    let mut call = Call::new(room, method, path, query)
        .header("content-type", "application/json;charset=utf-8")
        .header("content-length", &length)
        .header("user-agent", "bce-sdk-python/0.9.79");
    call.listed = None;
    call.send(text).await
}

#[tokio::test]
async fn the_official_python_sdk_buys() {
    let room = Room::new();
    like_python(&room, "GET", "/v2/zone", None).await.ok();
    let order = of_the_python_sdk();
    let first = like_python(&room, "POST", PATH, Some(&order)).await.ok();
    let again = like_python(&room, "POST", PATH, Some(&order)).await.ok();
    assert_eq!(first, again);
    let instance = room.instance(first["instanceIds"][0].as_str().unwrap()).await;
    // The period that came along is not one, nor is the unit a renewal.
    assert_eq!(
        (&instance["paymentTiming"], instance.get("expireTime")),
        (&json!("Postpaid"), None)
    );
    assert_eq!(instance.get("autoRenew"), None);
    assert_eq!(instance["name"], "sdk");
}

#[tokio::test]
async fn the_official_go_sdk_buys() {
    let room = Room::new();
    let mut call = Call::new(&room, "POST", PATH, &[("clientToken", "t")])
        .header("content-type", "application/json;charset=utf-8")
        .header("x-request-token", "8a1c0000-0000-4000-8000-000000000001");
    let body = changed(order(), &json!({ "requestToken": "8a1c", "isomerismCard": "" }));
    let text = body.to_string().into_bytes();
    call = call.header("content-length", &text.len().to_string());
    let listed = ["content-length", "content-type", "host", "x-bce-date"];
    call.listed = Some(listed.map(str::to_owned).to_vec());
    let first = call.send(Some(text)).await.ok();
    // The same under another header that is not signed is the same order.
    let again = Call::new(&room, "POST", PATH, &[("clientToken", "t")]);
    let again =
        again.header("x-request-token", "another").send(Some(body.to_string().into())).await;
    assert_eq!(first, again.ok());
}

#[tokio::test]
async fn a_body_needs_no_content_type_and_may_say_more() {
    let room = Room::new();
    let body = changed(order(), &json!({ "newInTwoYears": { "a": [1, { "b": true }] } }));
    let text = body.to_string().into_bytes();
    let call = Call::new(&room, "POST", PATH, &[("clientToken", "t")]);
    assert!(call.headers.iter().all(|(name, _)| name != "content-type"));
    call.send(Some(text)).await.ok();
}

/// A data disk as that SDK's `CreateCdsModel` says it.
fn disk_of_the_python_sdk() -> Value {
    json!({ "cdsSizeInGB": 50, "storageType": "hp1", "snapshotId": null, "encryptKey": null,
        "deleteWithInstance": null })
}

#[tokio::test]
async fn the_official_python_sdk_buys_disks_and_asks_for_spot_prices() {
    let room = Room::new();
    let mut order = of_the_python_sdk();
    order["createCdsList"] = json!([disk_of_the_python_sdk()]);
    let made = like_python(&room, "POST", PATH, Some(&order)).await.ok();
    let instance = room.instance(made["instanceIds"][0].as_str().unwrap()).await;
    assert_eq!(instance["volumes"].as_array().map(Vec::len), Some(2), "{instance}");

    let asked = json!({ "cpuCount": 2, "memoryCapacityInGB": 8, "instanceType": "N6",
        "rootDiskSizeInGb": null, "createCdsList": [disk_of_the_python_sdk()],
        "purchaseCount": 1, "zoneName": "cn-bj-a" });
    let price = like_python(&room, "POST", "/v2/instance/bidPrice", Some(&asked)).await.ok();
    let plain = changed(
        asked,
        &json!({ "rootDiskSizeInGb": null,
            "createCdsList": [{ "cdsSizeInGB": 50, "storageType": "hp1" }] }),
    );
    let same = room.post("/v2/instance/bidPrice", &[], &plain).await.ok();
    assert_eq!(price, same);
}

#[tokio::test]
async fn a_null_field_is_not_there_and_hides_nothing() {
    let room = Room::new();
    for (key, value) in [
        ("name", json!(null)),
        ("billing", json!({ "paymentTiming": "Postpaid", "reservation": null })),
        ("purchaseCount", json!(null)),
        ("securityGroupIds", json!(null)),
        ("cdsAutoRenew", json!(null)),
        ("somethingNew", json!({ "a": null })),
        ("createCdsList", json!([{ "cdsSizeInGB": 50, "cdsNum": null, "name": null }])),
    ] {
        let mut body = order();
        body[key] = value;
        room.create(key, &body).await.ok();
    }
    // It stands for the field that is not there, so the order is the same without it.
    let mut with_null = order();
    with_null["hostname"] = json!(null);
    let made = room.create("t", &with_null).await.ok();
    assert_eq!(room.create("t", &order()).await.ok(), made);

    let count = room.sandbox.orders();
    for (key, value) in [
        ("imageId", json!(null)),
        ("billing", json!(null)),
        ("billing", json!({ "paymentTiming": null })),
        ("securityGroupIds", json!(["g-default00001", null])),
        ("createCdsList", json!([null])),
        ("createCdsList", json!([{ "cdsSizeInGB": null }])),
        ("createCdsList", json!([{ "cdsSizeInGB": "50", "snapshotId": null }])),
        ("createCdsList", json!([{ "cdsSizeInGB": 50, "deleteWithInstance": "null" }])),
        ("cdsAutoRenew", json!([null])),
        ("cdsAutoRenew", json!("")),
    ] {
        let mut body = order();
        body[key] = value;
        room.create("u", &body).await.refused(400, "InappropriateJSON");
    }
    let list = json!({ "instanceIds": [null] });
    let answer = room.post("/v2/instance/listByInstanceId", &[], &list).await;
    answer.refused(400, "InappropriateJSON");
    assert_eq!(room.sandbox.orders(), count);
}

#[tokio::test]
async fn what_only_a_broken_client_sends_is_refused() {
    let room = Room::new();
    let text = || Some(order().to_string().into_bytes());
    let query = [("clientToken", "t")];
    let plain = changed(order(), &json!({ "keypairId": null, "adminPass": "Abcd123!Abcd123!" }));
    room.create("t", &plain).await.refused(400, "InappropriateJSON");
    // Text that could be a cipher, but is not one under this key.
    let hex = changed(plain, &json!({ "adminPass": "0123456789abcdef0123456789abcdef" }));
    room.create("t", &hex).await.refused(400, "InappropriateJSON");

    let mut elsewhere = Call::new(&room, "POST", PATH, &query);
    elsewhere.host = "bcc.bj.baidubce.com".to_owned();
    elsewhere.send(text()).await.refused(400, "SignatureDoesNotMatch");
    let mut late = Call::new(&room, "POST", PATH, &query);
    late.timestamp = "2026-01-09T22:00:00Z".to_owned();
    late.headers = vec![("x-bce-date".to_owned(), late.timestamp.clone())];
    late.send(text()).await.refused(400, "RequestExpired");
    let mut unlisted = Call::new(&room, "POST", PATH, &query);
    unlisted.listed = Some(vec!["x-bce-date".to_owned()]);
    unlisted.send(text()).await.refused(400, "InvalidHTTPAuthHeader");
    room.post(PATH, &[], &order()).await.refused(400, "BadRequest");
    room.send("POST", PATH, &query, None).await.refused(400, "MalformedJSON");
    assert_eq!(room.sandbox.orders(), 0);
}
