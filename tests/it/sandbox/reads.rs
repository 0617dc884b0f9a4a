//! Every read operation against the samples of the API: each field of a sample is there, with its type.

use serde_json::{Value, json};

use super::support::{Room, changed, order, prepaid};

fn sample(name: &str) -> Value {
    let path = format!("{}/tests/samples/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Holds an answer against a sample, without the keys that an answer may leave out.
fn same_shape(sample: &Value, answer: &Value, optional: &[&str], at: &str) {
    match (sample, answer) {
        (Value::Object(sample), Value::Object(answer)) => {
            for (key, value) in sample {
                let here = format!("{at}.{key}");
                match answer.get(key) {
                    Some(answer) => same_shape(value, answer, optional, &here),
                    None => assert!(optional.contains(&key.as_str()), "{here} is missing"),
                }
            }
        }
        (Value::Array(sample), Value::Array(answer)) => {
            if let (Some(sample), Some(answer)) = (sample.first(), answer.first()) {
                same_shape(sample, answer, optional, &format!("{at}[0]"));
            }
        }
        (Value::String(_), Value::String(_))
        | (Value::Number(_), Value::Number(_))
        | (Value::Bool(_), Value::Bool(_)) => {}
        _ => panic!("{at} is {answer}, the sample says {sample}"),
    }
}

pub fn like(name: &str, answer: &Value) {
    same_shape(&sample(name), answer, &["relay"], name);
}

#[tokio::test]
async fn lists_look_like_their_samples() {
    let room = Room::new();
    for (name, path, query) in [
        ("ListZones", "/v2/zone", &[][..]),
        ("ListFlavorSpec", "/v2/instance/flavorSpec", &[]),
        ("ListFlavorSpec.empty_zone", "/v2/instance/flavorSpec", &[("zoneName", "cn-bj-c")]),
        ("GetZoneBySpec", "/v1/instance/flavorZones", &[("spec", "bcc.g5.c2m8")]),
        ("ListImages.page1", "/v2/image", &[("maxKeys", "2")]),
        ("GetImage", "/v2/image/m-nky7qeom", &[]),
        (
            "GetAvailableImagesBySpec",
            "/v2/image/getAvailableImagesBySpec",
            &[("spec", "bcc.g5.c2m8")],
        ),
        ("GetDiskQuota", "/v2/volume/disk/quota", &[("zoneName", "cn-bj-a")]),
        ("QueryVpcList", "/v1/vpc", &[]),
        ("QuerySubnetList", "/v1/subnet", &[]),
        ("ListSecurityGroups", "/v2/securityGroup", &[]),
        ("QueryEnterpriseSecurityGroupList", "/v1/enterprise/security", &[]),
        ("ListKeypair", "/v2/keypair", &[]),
        ("ListSnapshots", "/v2/snapshot", &[("maxKeys", "1")]),
        ("ListAsps", "/v2/asp", &[]),
    ] {
        let answer = room.get(path, query).await;
        assert_eq!(answer.headers["content-type"], "application/json;charset=UTF-8");
        assert_eq!(answer.headers["date"], "Sat, 10 Jan 2026 00:00:00 GMT");
        assert_eq!(answer.headers["x-bce-request-id"].len(), 36);
        like(name, &answer.ok());
    }
}

#[tokio::test]
async fn prices_and_money_look_like_their_samples() {
    let room = Room::new();
    let spec = |timing: &str, months: u32| {
        json!({ "spec": "bcc.g5.c2m8", "paymentTiming": timing, "zoneName": "cn-bj-a",
            "purchaseLength": months })
    };
    let disk = |timing: &str| {
        json!({ "storageType": "cloud_hp1", "cdsSizeInGB": 1000, "paymentTiming": timing,
            "zoneName": "cn-bj-a", "purchaseLength": 1 })
    };
    let eip = |billing: Value| json!({ "bandwidthInMbps": 5, "count": 1, "billing": billing });
    for (name, path, body) in [
        ("DescribeRegions", "/v2/region/describeRegions", json!({})),
        ("GetPriceBySpec.prepaid", "/v2/instance/price", spec("Prepaid", 12)),
        ("GetPriceBySpec.postpaid", "/v2/instance/price", spec("Postpaid", 1)),
        ("GetCdsPrice.prepaid", "/v2/volume/getPrice", disk("Prepaid")),
        ("GetCdsPrice.postpaid", "/v2/volume/getPrice", disk("Postpaid")),
        ("EipInquiry.prepaid", "/v1/eip/price", eip(prepaid(1))),
        (
            "EipInquiry.postpaid_bandwidth",
            "/v1/eip/price",
            eip(json!({ "paymentTiming": "Postpaid", "billingMethod": "ByBandwidth" })),
        ),
        (
            "EipInquiry.postpaid_traffic",
            "/v1/eip/price",
            eip(json!({ "paymentTiming": "Postpaid", "billingMethod": "ByTraffic" })),
        ),
    ] {
        like(name, &room.post(path, &[], &body).await.ok());
    }
    let balance = room.send("POST", "/v1/finance/cash/balance", &[], None).await.ok();
    like("AccountBalance", &balance);
    assert_eq!(balance, json!({ "cashBalance": 50000 }));
}

#[tokio::test]
async fn prices_are_what_the_price_list_says() {
    let room = Room::new();
    let price = async |body: Value| room.post("/v2/instance/price", &[], &body).await.ok();
    let base = json!({ "spec": "bcc.g5.c2m8", "zoneName": "cn-bj-a", "purchaseCount": 2 });
    let year = changed(base.clone(), &json!({ "paymentTiming": "Prepaid", "purchaseLength": 12 }));
    let answer = price(year).await["price"][0]["specPrices"][0].clone();
    assert_eq!(answer["specPrice"], "7584.00");
    assert_eq!((&answer["tradePrice"], &answer["discount"]), (&json!("6294.72"), &json!("0.83")));
    for (months, factor) in [(1, json!(null)), (24, json!("0.7")), (36, json!("0.5"))] {
        let asked = json!({ "paymentTiming": "Prepaid", "purchaseLength": months });
        let answer = price(changed(base.clone(), &asked)).await;
        assert_eq!(answer["price"][0]["specPrices"][0]["discount"], factor);
    }
    let minute = changed(base, &json!({ "paymentTiming": "Postpaid", "purchaseLength": 1 }));
    assert_eq!(price(minute).await["price"][0]["specPrices"][0]["tradePrice"], "0.021944");

    let family = json!({ "specId": "g5", "zoneName": "cn-bj-a", "paymentTiming": "Prepaid",
        "purchaseLength": 1 });
    let answer = price(family).await;
    let prices = answer["price"][0]["specPrices"].as_array().unwrap();
    assert_eq!(prices.len(), 7);
    let sold_out: Vec<&Value> = prices.iter().filter(|p| p["status"] == "soldOut").collect();
    assert_eq!(sold_out.len(), 1);
    assert_eq!(sold_out[0]["spec"], "bcc.g5.c64m256");

    let disk = json!({ "storageType": "premium_ssd", "cdsSizeInGB": 100, "zoneName": "cn-bj-a",
        "paymentTiming": "Prepaid", "purchaseLength": 1, "purchaseCount": 3 });
    let answer = room.post("/v2/volume/getPrice", &[], &disk).await.ok();
    assert_eq!(answer["price"][0]["price"].to_string(), "105");
}

#[tokio::test]
async fn questions_that_make_no_sense_are_refused() {
    let room = Room::new();
    let price = json!({ "spec": "bcc.g5.c2m8", "zoneName": "cn-bj-a", "paymentTiming": "Prepaid",
        "purchaseLength": 1 });
    for (changes, code) in [
        (json!({ "purchaseLength": null }), "InappropriateJSON"),
        (json!({ "purchaseLength": 10 }), "BadRequest"),
        (json!({ "spec": null }), "BadRequest"),
        (json!({ "spec": "bcc.g5.c3m8" }), "BadRequest"),
        (json!({ "zoneName": "cn-bj-z" }), "BadRequest"),
        (json!({ "zoneName": "cn-bj-c" }), "BadRequest"),
        (json!({ "paymentTiming": "later" }), "BadRequest"),
        (json!({ "purchaseCount": 0 }), "BadRequest"),
        (json!({ "purchaseCount": 1_000_000_000_000_u64 }), "BadRequest"),
    ] {
        let body = changed(price.clone(), &changes);
        room.post("/v2/instance/price", &[], &body).await.refused(400, code);
    }
    for (mbps, count, method) in [
        (0, 1, "ByBandwidth"),
        (201, 1, "ByBandwidth"),
        (1001, 1, "ByTraffic"),
        (5, 0, "ByTraffic"),
    ] {
        let body = json!({ "bandwidthInMbps": mbps, "count": count,
            "billing": { "paymentTiming": "Postpaid", "billingMethod": method } });
        room.post("/v1/eip/price", &[], &body).await.refused(400, "BadRequest");
    }
    for (path, query) in [
        ("/v2/image", ("imageType", "Nonsense")),
        ("/v2/image", ("maxKeys", "0")),
        ("/v2/image/getAvailableImagesBySpec", ("maxKeys", "10")),
        ("/v2/volume/disk/quota", ("zoneName", "cn-bj-z")),
        ("/v2/instance/flavorSpec", ("zoneName", "cn-bj-z")),
        ("/v1/instance/flavorZones", ("spec", "ebc.s5.c128m512")),
        ("/v1/instance/flavorZones", ("productType", "both")),
        ("/v2/instance", ("privateIps", "192.168.0.6")),
    ] {
        room.get(path, &[query]).await.refused(400, "BadRequest");
    }
}

#[tokio::test]
async fn filters_and_pages_narrow_what_is_listed() {
    let room = Room::new();
    let ids = |answer: &Value, list: &str, id: &str| -> Vec<String> {
        let items = answer[list].as_array().unwrap().iter();
        items.map(|item| item[id].as_str().unwrap().to_owned()).collect()
    };
    let zones = room.get("/v1/instance/flavorZones", &[("spec", "bcc.g7.c2m8")]).await.ok();
    assert_eq!(zones, json!({ "zoneNames": ["cn-bj-d"] }));
    let query = [("spec", "bcc.m4.c2m16"), ("productType", "PostPaid")];
    let zones = room.get("/v1/instance/flavorZones", &query).await.ok();
    assert_eq!(zones, json!({ "zoneNames": [] }));

    let query = [("zoneName", "cn-bj-a"), ("specIds", "g5,c5"), ("specs", "bcc.c5.c1m2")];
    let flavors = room.get("/v2/instance/flavorSpec", &query).await.ok();
    let groups = flavors["zoneResources"][0]["bccResources"]["flavorGroups"].as_array().unwrap();
    assert_eq!(groups.len(), 1);
    assert_eq!(ids(&groups[0], "flavors", "spec"), ["bcc.c5.c1m2"]);

    let subnets = room.get("/v1/subnet", &[("zoneName", "cn-bj-a"), ("subnetType", "BBC")]).await;
    assert_eq!(ids(&subnets.ok(), "subnets", "subnetId"), ["sbn-bbc00000001"]);
    let groups = room.get("/v2/securityGroup", &[("vpcId", "vpc-41avheyaawqc")]).await.ok();
    assert_eq!(ids(&groups, "securityGroups", "id").len(), 2);
    let windows = [("imageName", "Windows"), ("imageType", "System")];
    assert_eq!(ids(&room.get("/v2/image", &windows).await.ok(), "images", "id").len(), 3);
    let bare_metal = room.get("/v2/image", &[("imageType", "EbcTotal")]).await.ok();
    assert_eq!(ids(&bare_metal, "images", "id").len(), 2);

    let (mut marker, mut seen) = (String::new(), Vec::new());
    loop {
        let query = [("spec", "bcc.g5.c2m8"), ("marker", marker.as_str())];
        let page = room.get("/v2/image/getAvailableImagesBySpec", &query).await.ok();
        assert_eq!((&page["maxKeys"], &page["marker"]), (&json!(10), &json!(marker)));
        seen.extend(ids(&page, "images", "imageId"));
        let Some(next) = page["nextMarker"].as_str() else {
            assert_eq!(page["isTruncated"], false);
            break;
        };
        marker = next.to_owned();
    }
    assert!(seen.len() > 10 && seen.contains(&"m-nky7qeom".to_owned()));
    assert!(!seen.contains(&"m-ArmUb22a".to_owned()) && !seen.contains(&"m-GpuUb22c".to_owned()));
}

#[tokio::test]
async fn numbers_that_travel_as_text_do_so_here() {
    let room = Room::new();
    let query = [("zoneName", "cn-bj-d")];
    let flavors = room.get("/v2/instance/flavorSpec", &query).await.ok();
    let zone = &flavors["zoneResources"][0];
    let metal = &zone["ebcResources"]["flavorGroups"][1]["flavors"][0];
    assert_eq!((&metal["gpuCardCount"], &metal["ephemeralDiskCount"]), (&json!("8"), &json!("2")));
    let plain = &zone["bccResources"]["flavorGroups"][0]["flavors"][0];
    assert_eq!((&plain["gpuCardCount"], &plain["netEthQueueCount"]), (&json!(0), &json!("2")));
    let quota = room.get("/v2/volume/disk/quota", &query).await.ok();
    assert_eq!(quota["cdsTotalCapacityGB"], "102400");
    let custom = room.get("/v2/image", &[("imageType", "Custom")]).await.ok();
    assert_eq!(custom["images"][0].get("minDiskGb"), None);
    let detail = room.get("/v2/image/m-Cwhole3c", &[]).await.ok();
    assert_eq!(
        (&detail["image"]["minDiskGb"], &detail["image"]["package"]),
        (&json!(60), &json!(true))
    );
    let snapshot = &detail["image"]["snapshots"][0];
    assert_eq!((&snapshot["id"], &snapshot["sizeInGB"]), (&json!("s-9aZtW1Vb"), &json!(80)));

    let body = changed(order(), &json!({ "networkCapacityInMbps": 5 }));
    let id = room.ids("t", &body).await.remove(0);
    room.hands.advance(std::time::Duration::from_secs(5));
    let instance = room.get(&format!("/v2/instance/{id}"), &[]).await.ok();
    like("GetInstance.running_public_ip", &instance);
    assert_eq!(instance["instance"]["cardCount"], "0");
    assert_eq!(instance["instance"]["nicInfo"]["ips"][0]["primary"], "true");
}
