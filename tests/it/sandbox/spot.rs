//! The spot market.

use std::time::Duration;

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::reads::like;
use super::support::{Room, changed, order};

fn spot(bid: &Value) -> Value {
    let body = changed(order(), &json!({ "billing": { "paymentTiming": "bidding" } }));
    changed(body, bid)
}

async fn market(room: &Room) -> Decimal {
    let asked = json!({ "spec": "bcc.g5.c2m8", "zoneName": "cn-bj-a" });
    let answer = room.post("/v2/instance/bidPrice", &[], &asked).await.ok();
    answer["perMoney"].as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn offers_look_like_their_sample_and_show_what_is_sold_out() {
    let room = Room::new();
    let offers = room.send("POST", "/v2/instance/bidFlavor", &[], None).await.ok();
    like("ListBidFlavor", &offers);
    let zone = |name: &str| {
        let zones = offers["zoneResources"].as_array().unwrap().iter();
        let zone = zones.clone().find(|zone| zone["zoneName"] == name).unwrap();
        zone["bccResources"].as_array().unwrap().clone()
    };
    let group = |zone: &[Value], kind: &str| {
        let group = zone.iter().find(|group| group["instanceType"] == kind).unwrap();
        group["flavors"].as_array().unwrap().len()
    };
    assert!(group(&zone("cn-bj-a"), "N6") >= 10);
    assert_eq!(group(&zone("cn-bj-b"), "N5"), 0, "sold out");
    assert_eq!(zone("cn-bj-c"), [Value::Null; 0]);
}

#[tokio::test]
async fn the_market_price_is_a_part_of_the_list_price_and_moves() {
    let room = Room::new();
    let asked = json!({ "spec": "bcc.g5.c2m8", "zoneName": "cn-bj-a", "instanceType": "N6",
        "cpuCount": 2, "memoryCapacityInGB": 8, "purchaseCount": 2 });
    let ask = async |changes: Value| {
        room.post("/v2/instance/bidPrice", &[], &changed(asked.clone(), &changes)).await
    };
    let answer = ask(json!({})).await.ok();
    like("GetBidInstancePrice", &answer);
    let number =
        |answer: &Value, key: &str| -> Decimal { answer[key].as_str().unwrap().parse().unwrap() };
    let (each, list) = (number(&answer, "perMoney"), number(&answer, "perOriginalMoney"));
    assert_eq!(list.to_string(), "0.010972", "the pay-as-you-go price");
    assert!(each < list && each * Decimal::TEN >= list, "{each} of {list}");
    assert_eq!(number(&answer, "money"), each * Decimal::TWO);
    assert_eq!(answer["count"], "2");

    // Disks are not cheaper.
    let disk = json!({ "createCdsList": [{ "storageType": "hp1", "cdsSizeInGB": 100 }] });
    let with_disk = ask(disk).await.ok();
    let cost = number(&with_disk, "perMoney") - each;
    assert_eq!(cost, number(&with_disk, "perOriginalMoney") - list);
    assert_eq!(cost.to_string(), "0.002604");

    let older = ask(json!({ "spec": null, "zoneName": null })).await.ok();
    assert_eq!(older, answer);
    room.hands.advance(Duration::from_mins(5));
    assert_ne!(number(&ask(json!({})).await.ok(), "perMoney"), each);

    for (changes, status, code) in [
        (
            json!({ "spec": "bcc.g7.c2m8", "zoneName": "cn-bj-d", "instanceType": null }),
            403,
            "Instance.NotSupportInstanceTypeException",
        ),
        (json!({ "zoneName": "cn-bj-c" }), 403, "Instance.NotSupportInstanceTypeException"),
        (json!({ "zoneName": "cn-su-a" }), 400, "BadRequest"),
        (json!({ "cpuCount": 4 }), 400, "BadRequest"),
        (json!({ "spec": null, "cpuCount": null }), 400, "InappropriateJSON"),
        (json!({ "cpuCount": "2" }), 400, "InappropriateJSON"),
        (json!({ "purchaseCount": 0 }), 400, "BadRequest"),
    ] {
        ask(changes).await.refused(status, code);
    }
}

#[tokio::test]
async fn a_bid_buys_an_instance_when_it_is_high_enough() {
    let room = Room::new();
    let price = market(&room).await;
    // Its disks are postpaid, so that they may go with it.
    let market = json!({ "bidModel": "market",
        "createCdsList": [{ "cdsSizeInGB": 50, "deleteWithInstance": true }] });
    let id = room.ids("a", &spot(&market)).await.remove(0);
    assert_eq!(room.instance(&id).await["paymentTiming"], "bidding");
    let custom = json!({ "bidModel": "custom", "bidPrice": price.to_string() });
    // A period that comes along is not looked at.
    let custom = changed(
        spot(&custom),
        &json!({ "billing": { "paymentTiming": "bidding",
        "reservation": { "reservationLength": 99 } } }),
    );
    let id = room.ids("b", &custom).await.remove(0);
    let found = room.get("/v2/instance", &[("paymentTiming", "bidding")]).await.ok();
    assert_eq!(found["instances"].as_array().unwrap().len(), 2);
    assert_eq!(room.sandbox.quote(&custom).unwrap().0, price);
    room.hands.advance(Duration::from_secs(9));
    assert_eq!(room.instance(&id).await["status"], "Running");
    let body = json!({ "relatedReleaseFlag": true, "deleteCdsSnapshotFlag": false });
    assert_eq!(room.post(&format!("/v2/instance/{id}"), &[], &body).await.status, 200);

    let low = (price - Decimal::new(1, 6)).to_string();
    for (bid, status, code, message) in [
        (json!({}), 400, "BadRequest", "bidModel is invalid."),
        (json!({ "bidModel": "best" }), 400, "BadRequest", "bidModel is invalid."),
        (json!({ "bidModel": "custom" }), 400, "BadRequest", "bidPrice is invalid."),
        (json!({ "bidModel": "market", "bidPrice": "1" }), 400, "BadRequest", "bidPrice"),
        (json!({ "bidModel": "custom", "bidPrice": "1e3" }), 400, "BadRequest", "bidPrice"),
        (json!({ "bidModel": "custom", "bidPrice": 1 }), 400, "InappropriateJSON", ""),
        (json!({ "bidModel": "custom", "bidPrice": low }), 400, "BadRequest", "market price"),
        (
            json!({ "bidModel": "market", "dedicatedHostId": "d-MPgs6jPr", "zoneName": null }),
            400,
            "BadRequest",
            "dedicatedHostId is invalid.",
        ),
        (
            json!({ "bidModel": "market", "zoneName": "cn-bj-d", "spec": "bcc.g7.c2m8" }),
            403,
            "Instance.NotSupportInstanceTypeException",
            "",
        ),
        (
            json!({ "bidModel": "market", "zoneName": "cn-bj-b", "spec": "bcc.g4.c2m8" }),
            400,
            "BadRequest",
            "spec is invalid.",
        ),
        (
            json!({ "bidModel": "market", "autoRenewTimeUnit": "month", "autoRenewTime": 1 }),
            400,
            "BadRequest",
            "autoRenewTime is invalid.",
        ),
    ] {
        let said = room.create("c", &spot(&bid)).await.refused(status, code);
        assert!(said.contains(message), "{bid}: {said}");
    }
    assert_eq!(room.sandbox.orders(), 2);
}

#[tokio::test]
async fn a_spot_order_can_be_cancelled_until_it_runs() {
    let room = Room::new();
    let bid = spot(&json!({ "bidModel": "market", "purchaseCount": 2 }));
    let cancel = async |order: &Value| {
        room.post("/v2/instance/cancelBidOrder", &[], &json!({ "orderId": order })).await
    };
    let first = room.create("a", &bid).await.ok();
    let other = room.create("b", &order()).await.ok();
    cancel(&first["orderId"]).await.ok();
    assert_eq!(room.sandbox.instances(), 1);
    cancel(&first["orderId"]).await.refused(404, "NoSuchObject");
    cancel(&other["orderId"]).await.refused(404, "NoSuchObject");
    cancel(&json!(1)).await.refused(400, "InappropriateJSON");
    let second = room.create("c", &bid).await.ok();
    room.hands.advance(Duration::from_secs(9));
    cancel(&second["orderId"]).await.refused(400, "BadRequest");
    assert_eq!(room.sandbox.instances(), 3);
}

#[tokio::test]
async fn the_older_shape_of_a_spot_order_is_taken_too() {
    let room = Room::new();
    let older = json!({
        "instanceType": "N6", "cpuCount": 2, "memoryCapacityInGB": 8, "zoneName": "cn-bj-a",
        "imageId": "m-nky7qeom", "bidModel": "market", "cdsAutoRenew": null,
        "billing": { "paymentTiming": "Postpaid", "reservation": { "reservationLength": 1 } },
    });
    let query = [("clientToken", "t")];
    let answer = room.post("/v2/instance/bid", &query, &older).await.ok();
    let instance = room.instance(answer["instanceIds"][0].as_str().unwrap()).await;
    assert_eq!((&instance["spec"], &instance["cpuCount"]), (&json!("bcc.g5.c2m8"), &json!(2)));
    assert_eq!(instance["paymentTiming"], "bidding");
    assert_eq!(room.post("/v2/instance/bid", &query, &older).await.ok(), answer);
    let here = room.create("t", &older).await;
    here.refused(403, "IdempotentParameterMismatch");
    let nothing = changed(older, &json!({ "cpuCount": null }));
    let answer = room.post("/v2/instance/bid", &[("clientToken", "u")], &nothing).await;
    answer.refused(400, "InappropriateJSON");
}
