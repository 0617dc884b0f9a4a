//! Each thing the cloud refuses, with its code, status and words.

use serde_json::{Value, json};

use super::support::{Room, changed, order, prepaid};

/// Orders with `changes` and expects a refusal.
async fn refuse(room: &Room, changes: Value, status: u16, code: &str, message: &str) {
    let body = changed(order(), &changes);
    let answer = room.create("token", &body).await;
    assert!(answer.status != 200, "accepted: {changes}");
    let said = answer.refused(status, code);
    assert!(said.contains(message), "{changes}: {said}");
    assert_eq!(room.sandbox.instances(), 0, "{changes}");
}

#[tokio::test]
async fn tokens_must_be_there_short_and_ascii() {
    let room = Room::new();
    for query in [
        &[][..],
        &[("clientToken", "")],
        &[("clientToken", "令牌")],
        &[("clientToken", &"x".repeat(65))],
    ] {
        let answer = room.post("/v2/instanceBySpec", query, &order()).await;
        assert_eq!(answer.refused(400, "BadRequest"), "clientToken is invalid.");
    }
    let longest = "x".repeat(64);
    room.create(&longest, &order()).await.ok();
}

#[tokio::test]
async fn bodies_must_be_json_of_the_right_types() {
    let room = Room::new();
    let path = "/v2/instanceBySpec";
    let query = [("clientToken", "t")];
    for broken in ["", "{", "nonsense", "{\"imageId\":}"] {
        let answer = room.send("POST", path, &query, Some(broken.as_bytes().to_vec())).await;
        answer.refused(400, "MalformedJSON");
    }
    let deep = "[".repeat(100_000);
    room.send("POST", path, &query, Some(deep.into_bytes())).await.refused(400, "MalformedJSON");
    let null = br#"{"imageId":null,"name":"web"}"#.to_vec();
    room.send("POST", path, &query, Some(null)).await.refused(400, "InappropriateJSON");
    for changes in [
        json!({ "imageId": null }),
        json!({ "billing": null }),
        json!({ "billing": { "reservation": {} } }),
        json!({ "billing": "Postpaid" }),
        json!({ "purchaseCount": "2" }),
        json!({ "rootDiskSizeInGb": 40.5 }),
        json!({ "deletionProtection": true }),
        json!({ "relationTag": "true" }),
        json!({ "securityGroupIds": "g-default00001" }),
        json!({ "createCdsList": [{ "storageType": "hp1" }] }),
    ] {
        refuse(&room, changes, 400, "InappropriateJSON", "not appropriate").await;
    }
    let long = vec![b' '; 1024 * 1024 + 1];
    room.send("POST", path, &query, Some(long)).await.refused(400, "InvalidHTTPRequest");
}

#[tokio::test]
async fn specs_zones_and_payments_must_go_together() {
    let room = Room::new();
    let bad = |message: &'static str| (400, "BadRequest", message);
    let spec = "spec is invalid.";
    for (changes, (status, code, message)) in [
        (json!({ "spec": null }), bad(spec)),
        (json!({ "spec": "bcc.g5.c3m8" }), bad(spec)),
        (json!({ "spec": "bcc.g7.c2m8" }), bad(spec)),
        (json!({ "spec": "bcc.g5.c64m256" }), bad(spec)),
        (json!({ "zoneName": "cn-bj-c" }), bad(spec)),
        (json!({ "zoneName": "cn-su-a" }), bad("zone is invalid.")),
        (json!({ "specId": "c5" }), bad("specId is invalid.")),
        (
            json!({ "zoneName": "cn-bj-b", "spec": "bcc.m4.c2m16" }),
            bad("paymentTiming is invalid."),
        ),
        (
            json!({ "zoneName": "cn-bj-b", "spec": "bcc.ic4.c4m4", "billing": prepaid(1) }),
            bad("paymentTiming is invalid."),
        ),
        (json!({ "billing": { "paymentTiming": "Spotpaid" } }), bad("paymentTiming is invalid.")),
        (json!({ "billing": { "paymentTiming": "bidding" } }), bad("bidModel is invalid.")),
        (json!({ "billing": { "paymentTiming": "Prepaid" } }), bad("reservation is invalid.")),
        (json!({ "billing": prepaid(10) }), bad("reservationLength is invalid.")),
        (
            json!({ "billing": { "paymentTiming": "Prepaid", "reservation":
            { "reservationLength": 1, "reservationTimeUnit": "Year" } } }),
            bad("reservationTimeUnit is invalid."),
        ),
        (json!({ "autoRenewTimeUnit": "month", "autoRenewTime": 1 }), bad("autoRenewTime")),
        (json!({ "billing": prepaid(1), "autoRenewTime": 1 }), bad("autoRenewTime")),
        (json!({ "bidModel": "market" }), bad("bidModel")),
        (json!({ "purchaseCount": 0 }), bad("purchaseCount is invalid.")),
        (json!({ "purchaseCount": -1 }), bad("purchaseCount is invalid.")),
        (json!({ "purchaseMinCount": 2 }), bad("purchaseMinCount is invalid.")),
        (json!({ "dedicatedHostId": "d-1" }), (404, "NoSuchObject", "dedicated host not exists.")),
        (json!({ "deployIdList": ["dset-1"] }), (404, "NoSuchObject", "deployset not exists.")),
        (json!({ "eniIds": ["eni-1"] }), (404, "NoSuchObject", "eni not exists.")),
    ] {
        refuse(&room, changes, status, code, message).await;
    }
}

#[tokio::test]
async fn images_and_disks_must_fit_the_spec() {
    let room = Room::new();
    let bad = |message: &'static str| (400, "BadRequest", message);
    let small = (400, "Instance.InsufficientRootDiskSize", "Not enough root disk size.");
    let kind =
        (400, "Instance.InvalidateRootDiskStorageType", "Invalidate root disk storage type.");
    let gpu = "bcc.gn5.c14m56.1a10";
    let unfit = bad("image does not support the spec.");
    let cds = |disk: Value| json!({ "createCdsList": [disk] });
    for (changes, (status, code, message)) in [
        (json!({ "imageId": "m-nobody" }), (404, "NoSuchObject", "image not exists.")),
        (json!({ "imageId": "m-Cshop02b" }), bad("image is not available.")),
        (json!({ "imageId": "m-ArmUb22a" }), unfit),
        (json!({ "imageId": "m-GpuUb22c" }), unfit),
        (json!({ "imageId": "m-FpgaCt79" }), unfit),
        (json!({ "imageId": "m-EbcUb22m" }), unfit),
        (json!({ "spec": gpu }), unfit),
        (json!({ "spec": "ebc.s5.c128m512" }), unfit),
        (json!({ "imageId": "m-Cwhole3c" }), small),
        (json!({ "imageId": "m-WinSrv22", "keypairId": null }), small),
        (json!({ "rootDiskSizeInGb": 19 }), small),
        (json!({ "rootDiskSizeInGb": 9 }), bad("rootDiskSizeInGb is invalid.")),
        (json!({ "rootDiskSizeInGb": 2049 }), bad("rootDiskSizeInGb is invalid.")),
        (
            json!({ "imageId": "m-WinSrv19", "keypairId": null, "rootDiskSizeInGb": 39 }),
            bad("rootDiskSizeInGb is invalid."),
        ),
        (json!({ "rootDiskStorageType": "hdd" }), kind),
        (json!({ "rootDiskStorageType": "enhanced_ssd_pl3" }), kind),
        (json!({ "rootDiskStorageType": "floppy" }), kind),
        (cds(json!({ "storageType": "std1", "cdsSizeInGB": 5 })), bad("storageType is invalid.")),
        (
            cds(json!({ "storageType": "enhanced_ssd_pl0", "cdsSizeInGB": 50 })),
            bad("storageType is invalid."),
        ),
        (cds(json!({ "cdsSizeInGB": 4 })), bad("cdsSizeInGB is invalid.")),
        (cds(json!({ "storageType": "cloud_hp1", "cdsSizeInGB": 49 })), bad("cdsSizeInGB")),
        (cds(json!({ "cdsSizeInGB": 32766 })), bad("cdsSizeInGB is invalid.")),
        (cds(json!({ "cdsSizeInGB": 10, "cdsNum": 6 })), bad("the number of cds")),
        (
            json!({ "createCdsList": vec![json!({ "cdsSizeInGB": 10 }); 6] }),
            bad("the number of cds"),
        ),
        (json!({ "createCdsList": vec![json!({ "cdsSizeInGB": 32765 }); 3] }), bad("cds quota")),
        (
            cds(json!({ "cdsSizeInGB": 50, "snapshotId": "s-nobody" })),
            (404, "NoSuchObject", "snapshot not exists."),
        ),
        (cds(json!({ "cdsSizeInGB": 49, "snapshotId": "s-6r3dam6F" })), bad("cdsSizeInGB")),
        (cds(json!({ "cdsSizeInGB": 50, "snapshotId": "s-Kq81mZp0" })), bad("snapshotId")),
        (cds(json!({ "cdsSizeInGB": 500, "snapshotId": "s-w2Lx90Ac" })), bad("snapshotId")),
        (cds(json!({ "cdsSizeInGB": 50, "cdsExtraIo": 10 })), bad("cdsExtraIo is invalid.")),
        (
            json!({ "billing": prepaid(1),
            "createCdsList": [{ "cdsSizeInGB": 50, "deleteWithInstance": true }] }),
            bad("deleteWithInstance is invalid."),
        ),
        (json!({ "spec": "bcc.l5.c8m64.1d" }), bad("ephemeralDisks is invalid.")),
        (
            json!({ "spec": "bcc.l5.c8m64.1d", "ephemeralDisks": [{ "sizeInGB": 1789 }] }),
            bad("ephemeralDisks is invalid."),
        ),
        (
            json!({ "spec": "bcc.l5.c8m64.1d",
            "ephemeralDisks": [{ "sizeInGB": 1788, "storageType": "nvme" }] }),
            bad("ephemeralDisks is invalid."),
        ),
        (
            json!({ "spec": "bcc.l5.c8m64.1d",
            "ephemeralDisks": [{ "sizeInGB": 100 }, { "sizeInGB": 100 }] }),
            bad("ephemeralDisks is invalid."),
        ),
        (
            json!({ "spec": gpu, "imageId": "m-GpuUb22c", "rootDiskSizeInGb": 60,
            "ephemeralDisks": [{ "sizeInGB": 100 }] }),
            bad("ephemeralDisks is invalid."),
        ),
    ] {
        refuse(&room, changes, status, code, message).await;
    }
    let local = json!({ "spec": "bcc.l5.c8m64.1d", "ephemeralDisks": [{ "sizeInGB": 1788 }] });
    let id = room.ids("t", &changed(order(), &local)).await.remove(0);
    assert_eq!(room.instance(&id).await["localDiskSizeInGB"], 1788);
}

#[tokio::test]
async fn networks_logins_and_names_must_be_right() {
    let room = Room::new();
    let bad = |message: &'static str| (400, "BadRequest", message);
    let teams: Vec<String> = (0..10).map(|n| format!("g-team{n:02}abcde")).collect();
    let too_many: Vec<&str> = teams.iter().map(String::as_str).chain(["g-default00001"]).collect();
    let charge = |kind: &str, mbps: i64| json!({ "internetChargeType": kind, "networkCapacityInMbps": mbps });
    for (changes, (status, code, message)) in [
        (json!({ "subnetId": "sbn-nobody" }), (404, "NoSuchObject", "subnet not exists.")),
        (json!({ "subnetId": "sbn-IyBbk2p8" }), bad("subnet is not in the zone.")),
        (json!({ "subnetId": "sbn-bbc00000001" }), bad("subnet type is invalid.")),
        (json!({ "internalIps": ["192.168.0.1"] }), bad("internalIps is invalid.")),
        (json!({ "internalIps": ["192.168.15.250", "192.168.15.251"] }), bad("internalIps")),
        (
            json!({ "internalIps": ["192.168.15.250", "192.168.15.250"], "purchaseCount": 2 }),
            bad("internalIps is invalid."),
        ),
        (
            json!({ "securityGroupIds": ["g-nobody"] }),
            (404, "NoSuchObject", "security group not exists."),
        ),
        (json!({ "securityGroupIds": ["g-wxsaduu9uajq"] }), bad("not in the same vpc")),
        (json!({ "securityGroupIds": too_many }), bad("the number of security groups")),
        (
            json!({ "enterpriseSecurityGroupIds": ["esg-nobody"] }),
            (404, "NoSuchObject", "security group not exists."),
        ),
        (json!({ "networkCapacityInMbps": -1 }), bad("networkCapacityInMbps is invalid.")),
        (json!({ "networkCapacityInMbps": 501 }), bad("networkCapacityInMbps is invalid.")),
        (charge("TRAFFIC_POSTPAID_BY_HOUR", 201), bad("networkCapacityInMbps is invalid.")),
        (charge("FREE", 1), bad("internetChargeType is invalid.")),
        (
            json!({ "networkPurchaseType": "BGP_S", "networkCapacityInMbps": 99 }),
            bad("networkCapacityInMbps is invalid."),
        ),
        (json!({ "networkPurchaseType": "X25" }), bad("networkPurchaseType is invalid.")),
        (
            json!({ "isEipAutoRelatedDelete": true, "networkCapacityInMbps": 1, "billing": prepaid(1) }),
            bad("isEipAutoRelatedDelete is invalid."),
        ),
        (json!({ "eipName": "1-ip" }), bad("eipName is invalid.")),
        (json!({ "keypairId": "k-nobody" }), (404, "Keypair.KeypairNotExist", "")),
        (json!({ "imageId": "m-WinSrv19" }), bad("keypair is not supported by windows.")),
        (json!({ "adminPass": "00" }), bad("exclude each other")),
        (json!({ "keepImageLogin": true }), bad("exclude each other")),
        (json!({ "keepImageLogin": true, "keypairId": null }), bad("keepImageLogin is invalid.")),
        (json!({ "name": "" }), bad("name is invalid.")),
        (json!({ "name": "1web" }), bad("name is invalid.")),
        (json!({ "name": "web\u{1b}[2J" }), bad("name is invalid.")),
        (json!({ "name": "a".repeat(66) }), bad("name is invalid.")),
        (json!({ "hostname": "Web" }), bad("hostname is invalid.")),
        (json!({ "hostname": "web--1" }), bad("hostname is invalid.")),
        (json!({ "hostname": "a" }), bad("hostname is invalid.")),
        (json!({ "tags": [{ "tagKey": "" }] }), (400, "TagExceptions.TagKeyEmpty", "")),
        (json!({ "tags": [{ "tagKey": "a!" }] }), (400, "TagExceptions.TagKeyInvalid", "")),
        (
            json!({ "tags": [{ "tagKey": "a" }, { "tagKey": "a" }] }),
            (400, "TagExceptions.TagKeyInvalid", ""),
        ),
        (
            json!({ "tags": [{ "tagKey": "a", "tagValue": "v".repeat(66) }] }),
            (400, "TagExceptions.TagValueInvalid", ""),
        ),
        (json!({ "aspId": "asp-nobody" }), (404, "NoSuchObject", "asp not exists.")),
        (
            json!({ "aspId": "asp-7Rk2mQx1", "imageId": "m-MktBt09i" }),
            (403, "Instance.MKTImageInstanceNotSupportCreateSnapshotException", ""),
        ),
        (json!({ "enableJumboFrame": true }), bad("enableJumboFrame is invalid.")),
        (json!({ "enableHt": false }), bad("enableHt is invalid.")),
        (json!({ "rootPartitionType": "fat" }), bad("rootPartitionType is invalid.")),
        (json!({ "deletionProtection": 2 }), bad("deletionProtection is invalid.")),
        (json!({ "isOpenIpv6": true }), bad("isOpenIpv6 is invalid.")),
    ] {
        refuse(&room, changes, status, code, message).await;
    }
    let ten = changed(order(), &json!({ "securityGroupIds": teams }));
    room.create("ten", &ten).await.ok();
}

#[tokio::test]
async fn quotas_and_the_balance_have_an_end() {
    let room = Room::new();
    refuse(
        &room,
        json!({ "purchaseCount": 21 }),
        413,
        "Instance.InstanceQuotaLimitExceeded",
        "Quota exceeds limit.",
    )
    .await;
    refuse(
        &room,
        json!({ "purchaseCount": 1_000_000 }),
        413,
        "Instance.InstanceQuotaLimitExceeded",
        "",
    )
    .await;
    refuse(
        &room,
        json!({ "purchaseCount": 9, "networkCapacityInMbps": 1 }),
        413,
        "Instance.EipQuotaLimitExceeded",
        "The number of eip will exceed the limit.",
    )
    .await;
    let dear = json!({ "spec": "bcc.g5.c32m128", "billing": prepaid(36) });
    refuse(&room, dear, 400, "BadRequest", "insufficient balance").await;
    room.create("t", &changed(order(), &json!({ "purchaseCount": 20 }))).await.ok();
    let answer = room.create("u", &order()).await;
    answer.refused(413, "Instance.InstanceQuotaLimitExceeded");

    let poor = Room::with(|config| config.balance = Some("100".parse().unwrap()));
    refuse(&poor, json!({}), 400, "BadRequest", "insufficient balance").await;
    refuse(&poor, json!({ "billing": prepaid(1) }), 400, "BadRequest", "insufficient balance")
        .await;
    let enough = Room::with(|config| config.balance = Some("100.01".parse().unwrap()));
    enough.create("t", &order()).await.ok();
}

#[tokio::test]
async fn no_json_brings_the_server_down() {
    let room = Room::with(|config| config.instance_quota = Some(100_000));
    let full = changed(
        order(),
        &json!({
            "name": "a", "hostname": "ab", "purchaseCount": 1, "purchaseMinCount": 1, "specId": "g5",
            "rootDiskSizeInGb": 40, "rootDiskStorageType": "hp1", "networkCapacityInMbps": 1,
            "internetChargeType": "TRAFFIC_POSTPAID_BY_HOUR", "subnetId": "sbn-IyWRnII7",
            "securityGroupIds": ["g-default00001"], "internalIps": ["192.168.15.250"], "tags": [],
            "createCdsList": [{ "cdsSizeInGB": 5 }], "ephemeralDisks": [], "autoRenewTime": 1,
            "deletionProtection": 0, "adminPass": "00", "eipName": "a",
        }),
    );
    let strange = [
        json!(null),
        json!(true),
        json!(-1),
        json!(0),
        json!(i64::MAX),
        json!(u64::MAX),
        json!(1e300),
        json!(""),
        json!("\u{0}"),
        json!("x".repeat(10_000)),
        json!([]),
        json!([[]]),
        json!({}),
        json!([{ "cdsSizeInGB": i64::MAX, "cdsNum": i64::MAX }]),
        json!([{ "sizeInGB": i64::MIN }]),
        json!({ "paymentTiming": "Prepaid", "reservation": { "reservationLength": i64::MIN } }),
    ];
    let price = json!({ "spec": "bcc.g5.c2m8", "storageType": "hp1", "cdsSizeInGB": 5,
        "bandwidthInMbps": 5, "zoneName": "cn-bj-a", "paymentTiming": "Prepaid", "purchaseLength": 1,
        "purchaseCount": 1, "count": 1, "billing": prepaid(1) });
    for (at, value) in strange.iter().enumerate() {
        for (path, body) in [
            ("/v2/instanceBySpec", &full),
            ("/v2/instance/price", &price),
            ("/v2/volume/getPrice", &price),
            ("/v1/eip/price", &price),
        ] {
            for key in body.as_object().unwrap().keys() {
                let mut body = body.clone();
                body[key] = value.clone();
                let token = format!("{at}-{key}");
                let answer = room.post(path, &[("clientToken", &token)], &body).await;
                assert!(
                    matches!(answer.status, 200 | 400 | 403 | 404 | 413),
                    "{path} {body}: {answer:?}"
                );
                answer.json();
                let _ = room.sandbox.quote(&body);
            }
        }
    }
    room.get("/v2/zone", &[]).await.ok();
}

#[tokio::test]
async fn unknown_paths_and_things_are_not_found() {
    let room = Room::new();
    room.get("/v2/nonsense", &[]).await.refused(404, "NotFound");
    room.post("/v2/zone", &[], &json!({})).await.refused(404, "NotFound");
    room.get("/v9/zone", &[]).await.refused(404, "InvalidVersion");
    room.get("/", &[]).await.refused(404, "InvalidVersion");
    for path in ["/v2/image/m-nobody", "/v2/instance/i-nobody", "/v2/instance/i-nobody/vnc"] {
        let message = room.get(path, &[]).await.refused(404, "NoSuchKey");
        assert_eq!(message, "The resource you requested does not exist");
    }
    let body = json!({ "relatedReleaseFlag": true, "deleteCdsSnapshotFlag": false });
    room.post("/v2/instance/i-nobody", &[], &body).await.refused(404, "NoSuchKey");
    let incomplete = json!({ "relatedReleaseFlag": true });
    room.post("/v2/instance/i-nobody", &[], &incomplete).await.refused(400, "InappropriateJSON");
}
