//! What an accepted order makes, and that a refused one makes nothing.

use std::time::Duration;

use bcc_wizard::api::cipher;
use bcc_wizard::sandbox::SECRET_KEY;
use rust_decimal::Decimal;
use secrecy::SecretString;
use serde_json::{Value, json};

use super::support::{Room, changed, order, prepaid};

#[tokio::test]
async fn a_single_order_keeps_its_name_and_a_batch_numbers_it() {
    let room = Room::new();
    let named = changed(order(), &json!({ "name": "web", "hostname": "web-host" }));
    let id = room.ids("one", &named).await.remove(0);
    let instance = room.instance(&id).await;
    assert_eq!((&instance["name"], &instance["hostname"]), (&json!("web"), &json!("web-host")));

    let numbered = changed(named.clone(), &json!({ "autoSeqSuffix": true }));
    let id = room.ids("two", &numbered).await.remove(0);
    assert_eq!(room.instance(&id).await["name"], "web-1");

    let batch = changed(named, &json!({ "purchaseCount": 2 }));
    let mut shown = Vec::new();
    for id in room.ids("three", &batch).await {
        let instance = room.instance(&id).await;
        shown.push((instance["name"].clone(), instance["hostname"].clone()));
    }
    let pair = |n: u8| (json!(format!("web-{n}")), json!(format!("web-host-{n}")));
    assert_eq!(shown, [pair(1), pair(2)]);

    let id = room.ids("four", &order()).await.remove(0);
    let instance = room.instance(&id).await;
    let name = instance["name"].as_str().unwrap();
    let random = name.strip_prefix("instance-").unwrap();
    assert!(random.len() == 8 && random.chars().all(|c| c.is_ascii_alphanumeric()), "{name}");
    assert_eq!(instance["hostname"], name);
    assert_eq!((room.sandbox.orders(), room.sandbox.instances()), (4, 5));
}

#[tokio::test]
async fn an_order_takes_defaults_for_what_it_leaves_out() {
    let room = Room::new();
    let bare = changed(order(), &json!({ "keypairId": null, "zoneName": null }));
    let answer = room.create("t", &bare).await.ok();
    assert!(answer["warningList"][0].as_str().unwrap().contains("password"));
    assert!(answer["orderId"].is_string());
    let instance = room.instance(answer["instanceIds"][0].as_str().unwrap()).await;
    assert_eq!(instance["zoneName"], "cn-bj-a");
    assert_eq!(instance["subnetId"], "sbn-IyWRnII7");
    assert_eq!(instance["vpcId"], "vpc-IyrqYIQ7");
    assert_eq!(instance["internalIp"], "192.168.0.6");
    assert_eq!(instance["volumes"].as_array().unwrap().len(), 1);
    assert_eq!(instance["volumes"][0]["diskSizeInGB"], 40);
    assert_eq!(instance.get("expireTime"), None);
    assert_eq!(instance.get("keypairId"), None);

    let elsewhere = json!({ "zoneName": null, "subnetId": "sbn-prodA00001x" });
    let id = room.ids("u", &changed(order(), &elsewhere)).await.remove(0);
    room.hands.advance(Duration::from_secs(5));
    let instance = room.instance(&id).await;
    assert_eq!(instance["nicInfo"]["securityGroups"], json!(["g-proddefault1"]));
    assert_eq!(instance["keypairName"], "laptop");
    assert!(instance["internalIp"].as_str().unwrap().starts_with("172.16.0."));
}

#[tokio::test]
async fn a_full_order_is_taken_and_shown_as_ordered() {
    let room = Room::new();
    let body = changed(
        order(),
        &json!({
            "specId": "g5",
            "rootDiskSizeInGb": 60,
            "rootDiskStorageType": "SSD_Enhanced",
            "createCdsList": [
                { "storageType": "cloud_hp1", "cdsSizeInGB": 100 },
                { "cdsSizeInGB": 50, "snapshotId": "s-6r3dam6F", "cdsNum": 2 },
            ],
            "name": "数据库", "hostname": "db.shop-1", "purchaseCount": 3,
            "networkCapacityInMbps": 5, "internetChargeType": "BANDWIDTH_PREPAID",
            "eipName": "web-eip", "networkPurchaseType": "BGP", "isOpenIpv6": false,
            "subnetId": "sbn-prodA00001x", "securityGroupIds": ["g-wxsaduu9uajq"],
            "billing": prepaid(12), "autoRenewTimeUnit": "year", "autoRenewTime": 1,
            "tags": [{ "tagKey": "env", "tagValue": "prod" }, { "tagKey": "empty" }],
            "relationTag": true, "aspId": "asp-7Rk2mQx1", "deletionProtection": 1,
            "isOpenHostEye": true, "hosteyeType": "open", "userData": "IyEvYmluL3NoCg==",
            "somethingNew": { "of": ["another", "year"] },
        }),
    );
    let ids = room.ids("full", &body).await;
    assert_eq!(ids.len(), 3);
    room.hands.advance(Duration::from_secs(5));
    let instance = room.instance(&ids[2]).await;
    assert_eq!(instance["name"], "数据库-3");
    assert_eq!(instance["paymentTiming"], "Prepaid");
    assert_eq!(instance["expireTime"], "2027-01-10T00:00:00Z");
    let sizes: Vec<&Value> =
        instance["volumes"].as_array().unwrap().iter().map(|v| &v["diskSizeInGB"]).collect();
    assert_eq!(sizes, [60, 100, 50, 50]);
    assert_eq!(instance["nicInfo"]["securityGroups"], json!(["g-wxsaduu9uajq"]));
    assert_eq!(instance["publicIp"], "198.51.100.3");
    assert_eq!(
        instance["tags"],
        json!([{ "tagKey": "env", "tagValue": "prod" }, { "tagKey": "empty", "tagValue": "" }])
    );

    let quota = room.get("/v2/volume/disk/quota", &[("zoneName", "cn-bj-a")]).await.ok();
    assert_eq!(quota["cdsUsedCapacityGB"], (5120 + 3 * 200).to_string());
    let paid = room.sandbox.quote(&body).unwrap().0;
    let balance = room.send("POST", "/v1/finance/cash/balance", &[], None).await.ok();
    let balance: Decimal = balance["cashBalance"].to_string().parse().unwrap();
    assert_eq!(balance + paid, Decimal::from(50_000));
}

/// What the price operations add up to for the order of the test below.
async fn asked(room: &Room, months: Option<u32>) -> Decimal {
    let timing = if months.is_some() { "Prepaid" } else { "Postpaid" };
    let common = json!({ "zoneName": "cn-bj-a", "paymentTiming": timing,
        "purchaseLength": months.unwrap_or(1), "purchaseCount": 3 });
    let with = |extra: Value| changed(common.clone(), &extra);
    let spec = with(json!({ "spec": "bcc.g5.c2m8" }));
    let spec = room.post("/v2/instance/price", &[], &spec).await.ok();
    let spec = spec["price"][0]["specPrices"][0]["tradePrice"].clone();
    let mut total: Decimal = spec.as_str().unwrap().parse().unwrap();
    for (kind, size) in [("enhanced_ssd_pl1", 20), ("cloud_hp1", 100), ("hp1", 50), ("hp1", 50)] {
        let disk = json!({ "storageType": kind, "cdsSizeInGB": size });
        let disk = room.post("/v2/volume/getPrice", &[], &with(disk)).await.ok();
        total += disk["price"][0]["price"].to_string().parse::<Decimal>().unwrap();
    }
    let billing = match months {
        Some(months) => prepaid(months),
        None => json!({ "paymentTiming": "Postpaid", "billingMethod": "ByBandwidth" }),
    };
    let eip = json!({ "bandwidthInMbps": 8, "count": 3, "billing": billing });
    let eip = room.post("/v1/eip/price", &[], &eip).await.ok()["prices"].clone();
    let eip = eip.get("purchasePrice").or(eip.get("configPrice")).unwrap().as_str().unwrap();
    total + eip.trim_end_matches("/minute").parse::<Decimal>().unwrap()
}

#[tokio::test]
async fn an_order_costs_what_its_parts_were_said_to_cost() {
    let room = Room::new();
    for months in [None, Some(1), Some(7), Some(12), Some(36)] {
        let billing = months.map_or(json!({ "paymentTiming": "Postpaid" }), prepaid);
        let body = changed(
            order(),
            &json!({
                "billing": billing, "purchaseCount": 3, "networkCapacityInMbps": 8,
                "rootDiskSizeInGb": 60, "rootDiskStorageType": "enhanced_ssd_pl1",
                "createCdsList": [
                    { "storageType": "cloud_hp1", "cdsSizeInGB": 100 },
                    { "cdsSizeInGB": 50, "cdsNum": 2 },
                ],
            }),
        );
        let quoted = room.sandbox.quote(&body).unwrap().0;
        assert_eq!(quoted, asked(&room, months).await, "{months:?}");
    }
    let unknown = changed(order(), &json!({ "spec": "bcc.g5.c3m5" }));
    assert!(room.sandbox.quote(&unknown).is_none() && room.sandbox.quote(&json!(null)).is_none());
}

#[tokio::test]
async fn a_batch_that_does_not_fit_leaves_nothing_behind() {
    let room = Room::new();
    let full = json!({ "zoneName": "cn-bj-d", "subnetId": "sbn-b7ekx6uj6k6m",
        "networkCapacityInMbps": 1, "purchaseCount": 3,
        "createCdsList": [{ "cdsSizeInGB": 100 }] });
    let full = changed(order(), &full);
    let nothing = async || {
        let query = [("subnetIds", "sbn-b7ekx6uj6k6m")];
        let subnet = room.get("/v1/subnet", &query).await.ok()["subnets"][0].clone();
        assert_eq!(
            (&subnet["availableIp"], &subnet["availableUnreservedIp"]),
            (&json!(3), &json!(2))
        );
        let quota = room.get("/v2/volume/disk/quota", &[("zoneName", "cn-bj-d")]).await.ok();
        assert_eq!(quota["cdsUsedCapacityGB"], "5120");
        assert_eq!((room.sandbox.orders(), room.sandbox.instances()), (0, 0));
    };
    room.create("a", &full).await.refused(400, "BadRequest");
    nothing().await;

    let fits = changed(full, &json!({ "purchaseCount": 2 }));
    let ids = room.ids("a", &fits).await;
    assert_eq!(ids.len(), 2);
    let next = changed(fits.clone(), &json!({ "purchaseCount": 1 }));
    room.create("b", &next).await.refused(400, "BadRequest");

    room.hands.advance(Duration::from_secs(10));
    for id in ids {
        let body = json!({ "relatedReleaseFlag": true, "deleteCdsSnapshotFlag": false });
        let answer = room.post(&format!("/v2/instance/{id}"), &[], &body).await;
        assert_eq!((answer.status, answer.text.as_str()), (200, ""));
        room.get(&format!("/v2/instance/{id}"), &[]).await.refused(404, "NoSuchKey");
    }
    assert_eq!(room.ids("c", &fits).await.len(), 2);
}

#[tokio::test]
async fn passwords_are_decrypted_and_judged() {
    let room = Room::new();
    let with = |password: &str, key: &str| {
        let password = SecretString::from(password);
        let text = cipher::encrypt(&password, &SecretString::from(key)).unwrap();
        changed(order(), &json!({ "keypairId": null, "adminPass": text }))
    };
    room.create("a", &with("Abcd123!", SECRET_KEY)).await.ok();
    room.create("b", &with(&"Abc1".repeat(8), SECRET_KEY)).await.ok();
    for weak in ["Abc123!", "abcdefgh", "Abcd 123!", &"Abc1".repeat(9)] {
        let message = room.create("c", &with(weak, SECRET_KEY)).await.refused(400, "BadRequest");
        assert_eq!(message, "adminPass is invalid.");
    }
    let foreign = with("Abcd123!", "another-secret-key-of-32-letters");
    room.create("c", &foreign).await.refused(400, "InappropriateJSON");
    let plain = changed(order(), &json!({ "keypairId": null, "adminPass": "Abcd123!" }));
    room.create("c", &plain).await.refused(400, "InappropriateJSON");
}

#[tokio::test]
async fn enterprise_groups_win_over_the_others() {
    let room = Room::new();
    let both = json!({ "securityGroupIds": ["g-nobody"], "enterpriseSecurityGroupIds": ["esg-qwerty123456"] });
    let id = room.ids("t", &changed(order(), &both)).await.remove(0);
    room.hands.advance(Duration::from_secs(5));
    let nic = room.instance(&id).await["nicInfo"].clone();
    assert_eq!(nic["securityGroups"], json!([]));
    assert_eq!(nic["enterpriseSecurityGroups"], json!(["esg-qwerty123456"]));
}
