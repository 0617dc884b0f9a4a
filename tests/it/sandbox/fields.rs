//! The fields that few orders have: taken as they should be, shown afterwards, refused when wrong.

use std::time::Duration;

use serde_json::{Value, json};

use super::support::{Room, changed, order, prepaid};

/// Orders with `changes` and expects a refusal that says `message`.
async fn refuse(room: &Room, changes: Value, message: &str) {
    let answer = room.create("token", &changed(order(), &changes)).await;
    assert!(answer.status != 200, "accepted: {changes}");
    let said = answer.json()["message"].as_str().unwrap().to_owned();
    assert!(said.contains(message), "{changes}: {said}");
    assert_eq!(room.sandbox.orders(), 0, "{changes}");
}

async fn bought(room: &Room, token: &str, changes: Value) -> Value {
    let id = room.ids(token, &changed(order(), &changes)).await.remove(0);
    room.hands.advance(Duration::from_secs(9));
    room.instance(&id).await
}

#[tokio::test]
async fn what_is_ordered_is_shown() {
    let room = Room::new();
    let instance = bought(
        &room,
        "t",
        json!({
            "subnetId": "sbn-prodA00001x", "eniIds": ["eni-prod00000001"],
            "deployIdList": ["dset-qrE9FWAR", "dset-rk8Lw2Zp"],
            "resGroupId": "RESG-vW7cjCj6fDC", "roleName": "app-reader",
            "hosteyeType": "enterprise", "enableDeleteProtection": true,
            "userData": "IyEvYmluL3NoCg==", "dataPartitionType": "xfs", "rootPartitionType": "ext4",
            "fileSystems": [{ "fsId": "cfs-1", "mountAds": "cfs-1.baidubce.com", "path": "/data",
                "protocol": "nfs" }],
            "spec": "bcc.g5.c8m32", "enableJumboFrame": true, "eipName": "web.1",
            "networkCapacityInMbps": 100, "networkPurchaseType": "BGP_S",
            "isEipAutoRelatedDelete": true, "relationTag": true, "tags": [{ "tagKey": "环境" }],
        }),
    )
    .await;
    for (key, value) in [
        ("roleName", json!("app-reader")),
        ("hosteyeType", json!("enterprise")),
        ("deletionProtection", json!(1)),
        ("enableJumboFrame", json!(true)),
        ("eniNum", json!("1")),
        ("deploysetId", json!("dset-qrE9FWAR")),
        ("networkCapacityInMbps", json!(100)),
        ("tags", json!([{ "tagKey": "环境", "tagValue": "" }])),
        ("placementPolicy", json!("default")),
    ] {
        assert_eq!(instance[key], value, "{key}");
    }
    let group = json!([{ "groupId": "RESG-vW7cjCj6fDC", "groupName": "evaluation" }]);
    assert_eq!(instance["resGroupInfos"], group);
    assert_eq!(instance["nicInfo"]["eniNum"], 1);
    assert_eq!(instance["deploysetList"].as_array().unwrap().len(), 2);
    assert_eq!(instance["deploysetList"][1]["strategy"], "RACK_HA");
    let address = instance["ipv6"].as_str().unwrap();
    assert!(address.starts_with("240c:4081:8005:ca00::ac10:"), "{address}");

    let set = room.get("/v2/deployset/dset-qrE9FWAR", &[]).await.ok();
    let zone = &set["azIntstanceStatisList"][0];
    assert_eq!((&zone["instanceCount"], &zone["instanceIds"][3]), (&json!(4), &instance["id"]));
    let sets = room.get("/v2/instance/deployset/list", &[]).await.ok();
    assert_eq!(sets["deploySets"][0]["instanceCount"], "4");
    let eni = async || {
        let enis = room.get("/v1/eni", &[("vpcId", "vpc-41avheyaawqc")]).await.ok();
        (enis["enis"][0]["status"].clone(), enis["enis"][0]["instanceId"].clone())
    };
    assert_eq!(eni().await, (json!("inuse"), instance["id"].clone()));
    let taken = json!({ "subnetId": "sbn-prodA00001x", "eniIds": ["eni-prod00000001"] });
    room.create("u", &changed(order(), &taken)).await.refused(400, "BadRequest");

    let id = instance["id"].as_str().unwrap();
    let off = json!({ "deletionProtection": 0 }).to_string().into_bytes();
    let path = format!("/v2/instance/{id}/deletionProtection");
    room.send("PUT", &path, &[], Some(off)).await;
    let release = json!({ "relatedReleaseFlag": true, "deleteCdsSnapshotFlag": false });
    room.post(&format!("/v2/instance/{id}"), &[], &release).await;
    assert_eq!(eni().await, (json!("available"), json!("")));
}

#[tokio::test]
async fn the_sample_requests_are_taken() {
    let room = Room::new();
    for name in ["minimal", "prepaid_batch"] {
        let path = format!(
            "{}/tests/samples/requests/CreateInstanceBySpec.{name}.json",
            env!("CARGO_MANIFEST_DIR")
        );
        let body: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let ids = room.ids(name, &body).await;
        let count = body.get("purchaseCount").map_or(1, |count| count.as_u64().unwrap());
        assert_eq!(u64::try_from(ids.len()).unwrap(), count, "{name}");
    }
}

#[tokio::test]
async fn placement_must_exist_fit_and_have_room() {
    let room = Room::new();
    let metal = json!({ "spec": "ebc.s5.c128m512", "imageId": "m-EbcUb22m" });
    let metal_with = |changes: Value| changed(metal.clone(), &changes);
    for (changes, message) in [
        (json!({ "eniIds": ["eni-nobody"] }), "eni not exists."),
        (json!({ "eniIds": ["eni-inuse0000001"] }), "eniIds is invalid."),
        (json!({ "eniIds": ["eni-elsewhere001"] }), "eniIds is invalid."),
        (json!({ "eniIds": ["eni-prod00000001"] }), "eniIds is invalid."),
        (json!({ "eniIds": ["eni-4scnfvrstj72", "eni-4scnfvrstj72"] }), "eniIds is invalid."),
        (json!({ "eniIds": ["eni-4scnfvrstj72"], "purchaseCount": 2 }), "eniIds is invalid."),
        (
            json!({ "eniIds": ["eni-4scnfvrstj72", "eni-9k2mfd8ehw3c", "eni-3vq7hd0sx5ka"] }),
            "eniIds is invalid.",
        ),
        (json!({ "eniIds": vec!["eni-4scnfvrstj72"; 5001] }), "eniIds is invalid."),
        (metal_with(json!({ "eniIds": ["eni-4scnfvrstj72"] })), "eniIds is invalid."),
        (json!({ "deployId": "dset-nobody" }), "deployset not exists."),
        (json!({ "deployIdList": ["dset-su7Hd03k"] }), "deployset not exists."),
        (json!({ "deployIdList": vec!["dset-qrE9FWAR"; 2] }), "deployIdList is invalid."),
        (json!({ "deployIdList": ["dset-qrE9FWAR", "dset-rk8Lw2Zp", "x"] }), "deployIdList"),
        (json!({ "deployId": "dset-rk8Lw2Zp", "purchaseCount": 2 }), "not enough places"),
        (json!({ "deployId": "dset-qrE9FWAR", "zoneName": "cn-bj-b" }), "not enough places"),
        (json!({ "dedicatedHostId": "d-nobody", "zoneName": null }), "dedicated host not exists."),
        (json!({ "dedicatedHostId": "d-MPgs6jPr" }), "zone is invalid."),
        (json!({ "roleName": "king" }), "role not exists."),
        (json!({ "resGroupId": "RESG-0" }), "resource group not exists."),
        (json!({ "ehcClusterId": "ehc-0" }), "ehc cluster not exists."),
        (json!({ "ehcClusterId": "ehc-Qm71dZx0" }), "ehcClusterId is invalid."),
    ] {
        refuse(&room, changes, message).await;
    }
    let room = Room::new();
    let host = json!({ "dedicatedHostId": "d-MPgs6jPr", "zoneName": null,
        "ephemeralDisks": [{ "sizeInGB": 100, "storageType": "sata" }, { "sizeInGB": 50 }] });
    let instance = bought(&room, "a", host).await;
    assert_eq!(instance["zoneName"], "cn-bj-b");
    assert_eq!(instance["placementPolicy"], "dedicatedHost");
    assert_eq!(
        (&instance["dedicatedHostId"], &instance["localDiskSizeInGB"]),
        (&json!("d-MPgs6jPr"), &json!(150))
    );
    let two = json!({ "eniIds": ["eni-4scnfvrstj72", "eni-9k2mfd8ehw3c"], "purchaseCount": 2 });
    assert_eq!(bought(&room, "b", two).await["eniNum"], "1");

    let rich = Room::with(|config| config.balance = Some("10000000".parse().unwrap()));
    let roce = json!({ "spec": "bcc.hgn5.c116m978.8a100-80g", "zoneName": "cn-bj-d",
        "imageId": "m-GpuUb22c", "rootDiskSizeInGb": 100, "billing": prepaid(1),
        "ehcClusterId": "ehc-bk4hM1N3" });
    let member = bought(&rich, "c", roce.clone()).await["id"].clone();
    let clusters = rich.send("POST", "/v2/instance/ehc/cluster/list", &[], None).await.ok();
    assert_eq!(clusters["ehcClusters"][0]["instanceIds"], json!([member]));
    let elsewhere = changed(order(), &changed(roce, &json!({ "ehcClusterId": "ehc-Qm71dZx0" })));
    rich.create("d", &elsewhere).await.refused(400, "BadRequest");
}

#[tokio::test]
async fn options_must_be_right() {
    let room = Room::new();
    let mount = json!({ "fsId": "cfs-1", "mountAds": "host", "path": "/data", "protocol": "nfs" });
    let mounts = |changes: Value| json!({ "fileSystems": [changed(mount.clone(), &changes)] });
    let metal = json!({ "spec": "ebc.s5.c128m512", "imageId": "m-EbcUb22m" });
    let metal_with = |changes: Value| changed(metal.clone(), &changes);
    for (changes, message) in [
        (mounts(json!({ "fsId": null })), "fileSystems is invalid."),
        (mounts(json!({ "mountAds": "" })), "fileSystems is invalid."),
        (mounts(json!({ "path": "data" })), "fileSystems is invalid."),
        (mounts(json!({ "protocol": "ftp" })), "fileSystems is invalid."),
        (mounts(json!({ "path": 1 })), "not appropriate"),
        (json!({ "fileSystems": mount }), "not appropriate"),
        (json!({ "userData": "#!/bin/sh" }), "userData is invalid."),
        (json!({ "userData": "IyE" }), "userData is invalid."),
        (json!({ "dataPartitionType": "XFS" }), "dataPartitionType is invalid."),
        (json!({ "hosteyeType": "closed" }), "hosteyeType is invalid."),
        (json!({ "hosteyeType": "open", "isOpenHostEye": false }), "hosteyeType is invalid."),
        (json!({ "isOpenHostEye": "true" }), "not appropriate"),
        (json!({ "cpuThreadConfig": "1" }), "cpuThreadConfig is invalid."),
        (json!({ "numaConfig": "0" }), "numaConfig is invalid."),
        (metal_with(json!({ "cpuThreadConfig": "3" })), "cpuThreadConfig is invalid."),
        (metal_with(json!({ "numaConfig": "2" })), "numaConfig is invalid."),
        (metal_with(json!({ "numaConfig": 1 })), "not appropriate"),
        (json!({ "enableDeleteProtection": "true" }), "not appropriate"),
        (json!({ "isOpenIpv6": "true" }), "not appropriate"),
        (json!({ "tags": [{ "tagValue": "x" }] }), "tagKey is invalid."),
        (json!({ "createCdsList": [{ "cdsSizeInGB": 9, "name": 1 }] }), "not appropriate"),
        (json!({ "autoRenewTimeUnit": "week" }), "autoRenewTimeUnit is invalid."),
        (
            json!({ "autoRenewTimeUnit": "year", "autoRenewTime": 6, "billing": prepaid(1) }),
            "autoRenewTime is invalid.",
        ),
        (
            json!({ "isEipAutoRelatedDelete": true, "internetChargeType": "BANDWIDTH_PREPAID",
                "networkCapacityInMbps": 1 }),
            "isEipAutoRelatedDelete is invalid.",
        ),
        (json!({ "purchaseMinCount": 0 }), "purchaseMinCount is invalid."),
    ] {
        refuse(&room, changes, message).await;
    }
    let tuned = metal_with(json!({ "enableHt": false, "cpuThreadConfig": "1", "numaConfig": "0" }));
    let instance = bought(&room, "a", tuned).await;
    assert_eq!(
        (&instance["enableHt"], &instance["cpuThreadConfig"], &instance["numaConfig"]),
        (&json!(false), &json!("1"), &json!("0"))
    );
    let renewing =
        json!({ "autoRenewTimeUnit": "month", "autoRenewTime": 9, "billing": prepaid(1) });
    assert_eq!(bought(&room, "b", renewing).await["autoRenew"], true);
    let off = json!({ "isOpenHostEye": false, "userData": "", "subnetId": "sbn-prodA00001x",
        "isOpenIpv6": false });
    let instance = bought(&room, "c", off).await;
    assert_eq!((&instance["hosteyeType"], &instance["ipv6"]), (&json!(""), &json!("")));
}

#[tokio::test]
async fn a_batch_may_be_smaller_when_that_is_said() {
    let room = Room::with(|config| config.instance_quota = Some(5));
    let batch =
        |changes: Value| changed(changed(order(), &json!({ "purchaseCount": 4 })), &changes);
    room.ids("a", &batch(json!({ "purchaseCount": 2 }))).await;
    room.create("b", &batch(json!({}))).await.refused(413, "Instance.InstanceQuotaLimitExceeded");
    let four = room.create("b", &batch(json!({ "purchaseMinCount": 4 }))).await;
    four.refused(413, "Instance.InstanceQuotaLimitExceeded");
    assert_eq!(room.ids("b", &batch(json!({ "purchaseMinCount": 2 }))).await.len(), 3);

    let small = Room::new();
    let nearly_full = json!({ "zoneName": "cn-bj-d", "subnetId": "sbn-b7ekx6uj6k6m",
        "purchaseMinCount": 1 });
    assert_eq!(small.ids("c", &batch(nearly_full)).await.len(), 2);
    let eips = json!({ "networkCapacityInMbps": 1, "purchaseCount": 9, "purchaseMinCount": 1 });
    let billed = changed(batch(eips), &json!({ "billing": prepaid(1) }));
    assert_eq!(small.ids("d", &billed).await.len(), 8);
    let balance = small.send("POST", "/v1/finance/cash/balance", &[], None).await.ok();
    // Only what was made is paid for: 8 × (316 + 23).
    assert_eq!(balance["cashBalance"], json!(47288));

    // Addresses that are named are for all of them.
    let last = Room::with(|config| config.instance_quota = Some(1));
    let two = json!({ "purchaseCount": 2, "purchaseMinCount": 1 });
    let named = json!({ "internalIps": ["192.168.15.250", "192.168.15.251"] });
    let named = last.create("e", &changed(batch(two.clone()), &named)).await;
    named.refused(413, "Instance.InstanceQuotaLimitExceeded");
    assert_eq!(last.ids("f", &batch(two)).await.len(), 1);
}
