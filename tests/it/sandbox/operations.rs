//! The operations beside the first purchase: placement, storage, account, and what is changed after.

use std::time::Duration;

use serde_json::{Value, json};

use super::reads::like;
use super::support::{Room, changed, order, prepaid};

fn words(answer: &Value, list: &str, key: &str) -> Vec<String> {
    let items = answer[list].as_array().unwrap().iter();
    items.map(|item| item[key].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn lists_of_placement_and_account_look_like_their_samples() {
    let room = Room::new();
    for (name, path, query) in [
        ("ListEni", "/v1/eni", &[("vpcId", "vpc-IyrqYIQ7")][..]),
        ("ListDeploySet", "/v2/instance/deployset/list", &[]),
        ("GetDeploySet", "/v2/deployset/dset-qrE9FWAR", &[]),
        ("GetRoleList", "/v2/instance/role/list", &[]),
        ("TagList", "/v1/tag", &[]),
        ("ResourceGroupList", "/v1/res/group", &[("name", "")]),
        ("QuotaCenterList", "/v1/quota_center", &[("type", "QUOTA"), ("serviceType", "BCC")]),
    ] {
        like(name, &room.get(path, query).await.ok());
    }
    let clusters = room.post("/v2/instance/ehc/cluster/list", &[], &json!({})).await.ok();
    like("EhcClusterList", &clusters);
    let bare = room.send("POST", "/v2/instance/ehc/cluster/list", &[], None).await.ok();
    assert_eq!(clusters, bare);
}

#[tokio::test]
async fn one_of_a_list_can_be_asked_for() {
    let room = Room::new();
    let snapshots = room.get("/v2/snapshot", &[]).await.ok();
    let one = room.get("/v2/snapshot/s-6r3dam6F", &[]).await.ok();
    assert_eq!(one, json!({ "snapshot": snapshots["snapshots"][0] }));
    let policies = room.get("/v2/asp", &[("aspName", "night")]).await.ok();
    let one = room.get("/v2/asp/asp-7Rk2mQx1", &[]).await.ok();
    assert_eq!(one, json!({ "autoSnapshotPolicy": policies["autoSnapshotPolicys"][0] }));

    let pair = room.get("/v2/keypair/k-VLbXxC1m", &[]).await.ok()["keypair"].clone();
    assert_eq!((&pair["name"], &pair["instanceCount"]), (&json!("laptop"), &json!(2)));
    // The detail's own name for the date.
    assert_eq!(pair["createTime"], "2024-05-06T07:08:09Z");
    assert_eq!(pair.get("createdTime"), None);

    for path in ["/v2/snapshot/s-nobody", "/v2/asp/asp-nobody", "/v2/deployset/dset-nobody"] {
        room.get(path, &[]).await.refused(404, "NoSuchKey");
    }
    room.get("/v2/keypair/k-nobody", &[]).await.refused(404, "Keypair.KeypairNotExist");
}

#[tokio::test]
async fn placement_lists_keep_to_their_filters() {
    let room = Room::new();
    room.get("/v1/eni", &[]).await.refused(400, "BadRequest");
    let enis = async |query: &[(&str, &str)]| {
        let vpc = [("vpcId", "vpc-IyrqYIQ7")];
        let query: Vec<(&str, &str)> = vpc.iter().chain(query).copied().collect();
        words(&room.get("/v1/eni", &query).await.ok(), "enis", "eniId")
    };
    assert_eq!(enis(&[]).await.len(), 8);
    assert_eq!(enis(&[("name", "eni-b")]).await, ["eni-9k2mfd8ehw3c"]);
    assert_eq!(enis(&[("instanceId", "i-Zr4kP1xQ")]).await, ["eni-inuse0000001"]);
    assert_eq!(enis(&[("privateIpAddress", "192.168.0.5")]).await, ["eni-4scnfvrstj72"]);

    let clusters = async |body: Value| {
        let answer = room.post("/v2/instance/ehc/cluster/list", &[], &body).await.ok();
        let ids = words(&answer, "ehcClusters", "ehcClusterId");
        assert_eq!(answer["totalCount"], ids.len());
        ids
    };
    assert_eq!(clusters(json!({ "zoneName": "cn-bj-a" })).await, ["ehc-Qm71dZx0"]);
    assert_eq!(clusters(json!({ "nameList": ["train", "x"] })).await, ["ehc-bk4hM1N3"]);
    assert_eq!(clusters(json!({ "ehcClusterIdList": ["ehc-0"] })).await, [""; 0]);
    let wrong = json!({ "nameList": "train" });
    let answer = room.post("/v2/instance/ehc/cluster/list", &[], &wrong).await;
    answer.refused(400, "InappropriateJSON");

    let tags = async |query: &[(&str, &str)]| {
        let answer = room.get("/v1/tag", query).await;
        assert_eq!(answer.headers["content-type"], "text/plain;charset=UTF-8");
        words(&answer.ok(), "tags", "tagValue")
    };
    assert_eq!(tags(&[("tagKey", "env")]).await, ["prod", "test"]);
    assert_eq!(tags(&[("tagValue", "")]).await, [""]);
    assert_eq!(tags(&[("tagKey", "env"), ("tagValue", "test")]).await, ["test"]);

    let groups = room.get("/v1/res/group", &[("name", "evaluation")]).await.ok();
    assert_eq!(words(&groups, "groups", "name"), ["research"]);
    let leaf = &groups["groups"][0]["children"][0]["children"][0];
    assert_eq!((&leaf["name"], leaf.get("children")), (&json!("evaluation"), None));
    assert_eq!(leaf["parentId"], "RESG-uRqLJosXHTc");
}

#[tokio::test]
async fn quotas_count_what_is_used_here() {
    let room = Room::new();
    let quota = async |name: &str| {
        let query = [("type", "QUOTA"), ("region", "bj"), ("name", name)];
        let answer = room.get("/v1/quota_center", &query).await.ok();
        assert_eq!(answer["nextMarker"], "");
        let quota = &answer["result"][0];
        (quota["value"].clone(), quota["used"].clone())
    };
    assert_eq!(quota("instance").await, (json!("20"), json!("0")));
    let body = json!({ "purchaseCount": 2, "networkCapacityInMbps": 1,
        "createCdsList": [{ "cdsSizeInGB": 100 }] });
    room.create("t", &changed(order(), &body)).await.ok();
    assert_eq!(quota("instance").await, (json!("20"), json!("2")));
    assert_eq!(quota("eip").await, (json!("10"), json!("4")));
    assert_eq!(quota("cds").await, (json!("102400"), json!("5320")));

    let elsewhere = [("type", "QUOTA"), ("region", "su")];
    assert_eq!(room.get("/v1/quota_center", &elsewhere).await.ok()["result"], json!([]));
    let first = room.get("/v1/quota_center", &[("maxKeys", "1")]).await.ok();
    assert_eq!((&first["isTruncated"], &first["nextMarker"]), (&json!(true), &json!("cdsQuota")));
    room.get("/v1/quota_center", &[("type", "X")]).await.refused(400, "BadRequest");
}

#[tokio::test]
async fn instances_are_found_by_every_filter() {
    let room = Room::new();
    let web = json!({ "name": "web", "tags": [{ "tagKey": "env", "tagValue": "prod" }],
        "deployIdList": ["dset-qrE9FWAR"], "subnetId": "sbn-prodA00001x" });
    let web = room.ids("a", &changed(order(), &web)).await.remove(0);
    let db =
        json!({ "name": "db", "billing": prepaid(1), "createCdsList": [{ "cdsSizeInGB": 9 }] });
    let db = room.ids("b", &changed(order(), &db)).await.remove(0);
    let disk = room.instance(&db).await["volumes"][1]["volumeId"].as_str().unwrap().to_owned();
    let address = room.instance(&db).await["internalIp"].as_str().unwrap().to_owned();
    for (name, value, found) in [
        ("paymentTiming", "Prepaid", "db"),
        ("paymentTiming", "Postpaid", "web"),
        ("volumeIds", &*disk, "db"),
        ("deploySetIds", "dset-0,dset-qrE9FWAR", "web"),
        ("securityGroupIds", "g-default00001", "db"),
        ("securityGroupIds", "g-proddefault1", "web"),
        ("tags", "env", "web"),
        ("tags", "env:prod", "web"),
        ("tags", "env:test", ""),
        ("tags", "env:prod,other", ""),
        ("internalIp", &address, "db"),
        ("fuzzyInstanceName", "e", "web"),
        ("instanceIds", &web, "web"),
        ("status", "Starting", "web,db"),
        ("zoneName", "cn-bj-b", ""),
        ("dedicatedHostId", "d-1", ""),
        ("ehcClusterId", "ehc-1", ""),
    ] {
        let answer = room.get("/v2/instance", &[(name, value)]).await.ok();
        assert_eq!(words(&answer, "instances", "name").join(","), found, "{name}={value}");
    }
    let private = [("privateIps", &*address), ("vpcId", "vpc-IyrqYIQ7")];
    let answer = room.get("/v2/instance", &private).await.ok();
    assert_eq!(words(&answer, "instances", "name"), ["db"]);
    let both = [("instanceNames", "web"), ("fuzzyInstanceName", "w")];
    room.get("/v2/instance", &both).await.refused(400, "BadRequest");
    let many = vec!["v-1"; 101].join(",");
    room.get("/v2/instance", &[("volumeIds", &many)]).await.refused(400, "BadRequest");
}

#[tokio::test]
async fn tags_are_bound_after_the_order() {
    let room = Room::new();
    let first = json!({ "tags": [{ "tagKey": "env", "tagValue": "test" }, { "tagKey": "a" }] });
    let id = room.ids("t", &changed(order(), &first)).await.remove(0);
    let path = format!("/v2/instance/{id}/tag");
    let bind = async |path: &str, query: &[(&str, &str)], body: &Value| {
        room.send("PUT", path, query, Some(body.to_string().into_bytes())).await
    };
    let body = json!({ "changeTags": [{ "tagKey": "env", "tagValue": "prod" }, { "tagKey": "b" }],
        "attachRelatedResourceTag": true });
    let answer = bind(&path, &[("bind", "")], &body).await;
    assert_eq!((answer.status, answer.text.as_str()), (200, ""));
    let tags = room.instance(&id).await;
    assert_eq!(words(&tags, "tags", "tagKey"), ["a", "env", "b"]);
    assert_eq!(words(&tags, "tags", "tagValue"), ["", "prod", ""]);
    let all = room.get("/v1/tag", &[("tagKey", "b")]).await.ok();
    assert_eq!(all, json!({ "tags": [{ "tagKey": "b", "tagValue": "" }] }));

    bind(&path, &[], &body).await.refused(404, "NotFound");
    let nobody = bind("/v2/instance/i-nobody/tag", &[("bind", "")], &body).await;
    nobody.refused(404, "NoSuchKey");
    for (body, code) in [
        (json!({}), "InappropriateJSON"),
        (json!({ "changeTags": [null] }), "InappropriateJSON"),
        (json!({ "changeTags": [{ "tagKey": "a!" }] }), "TagExceptions.TagKeyInvalid"),
        (json!({ "changeTags": [{ "tagValue": "a" }] }), "TagExceptions.TagKeyEmpty"),
    ] {
        bind(&path, &[("bind", "")], &body).await.refused(400, code);
    }
}

#[tokio::test]
async fn protection_can_be_switched_and_keeps_instances() {
    let room = Room::new();
    let ids = room.ids("t", &changed(order(), &json!({ "purchaseCount": 2 }))).await;
    room.hands.advance(Duration::from_secs(9));
    let path = format!("/v2/instance/{}/deletionProtection", ids[0]);
    let protect = async |on: Value| {
        let body = json!({ "deletionProtection": on }).to_string().into_bytes();
        room.send("PUT", &path, &[], Some(body)).await
    };
    assert_eq!(protect(json!(1)).await.status, 200);
    assert_eq!(room.instance(&ids[0]).await["deletionProtection"], 1);
    protect(json!(2)).await.refused(400, "BadRequest");
    protect(json!("1")).await.refused(400, "InappropriateJSON");
    protect(json!(true)).await.refused(400, "InappropriateJSON");

    let many = json!({ "instanceIds": ids, "relatedReleaseFlag": true,
        "deleteCdsSnapshotFlag": true });
    let batch = "/v2/instance/batchDelete";
    room.post(batch, &[], &many).await.refused(400, "BadRequest");
    assert_eq!(room.sandbox.instances(), 2, "one that is protected keeps both");
    assert_eq!(protect(json!(0)).await.status, 200);
    let answer = room.post(batch, &[], &many).await;
    assert_eq!((answer.status, answer.text.as_str()), (200, ""));
    assert_eq!(room.sandbox.instances(), 0);

    let flags = json!({ "relatedReleaseFlag": true, "deleteCdsSnapshotFlag": true });
    for (ids, status, code) in [
        (json!([]), 400, "BadRequest"),
        (json!(vec!["i-1"; 101]), 400, "BadRequest"),
        (json!(["i-nobody"]), 404, "NoSuchKey"),
        (json!("i-nobody"), 400, "InappropriateJSON"),
        (json!([null]), 400, "InappropriateJSON"),
    ] {
        let body = changed(flags.clone(), &json!({ "instanceIds": ids }));
        room.post(batch, &[], &body).await.refused(status, code);
    }
    let incomplete = json!({ "instanceIds": ["i-nobody"], "relatedReleaseFlag": true });
    room.post(batch, &[], &incomplete).await.refused(400, "InappropriateJSON");
}

#[tokio::test]
async fn a_subscription_goes_back_for_its_price() {
    let room = Room::new();
    let balance = async || {
        room.send("POST", "/v1/finance/cash/balance", &[], None).await.ok()["cashBalance"].clone()
    };
    let body = json!({ "billing": prepaid(1), "purchaseCount": 2, "networkCapacityInMbps": 1,
        "createCdsList": [{ "cdsSizeInGB": 100 }] });
    let ids = room.ids("t", &changed(order(), &body)).await;
    let metered = room.ids("u", &order()).await.remove(0);
    let delete = "/v2/instance/delete";
    let give_back =
        async |query: &[(&str, &str)], body: Value| room.post(delete, query, &body).await;
    let starting = give_back(&[("instanceId", &ids[0])], json!({})).await;
    starting.refused(403, "Instance.ReleaseWhileCreating");
    room.hands.advance(Duration::from_secs(9));

    give_back(&[], json!({ "instanceId": metered })).await.refused(400, "BadRequest");
    give_back(&[], json!({})).await.refused(400, "BadRequest");
    give_back(&[], json!({ "instanceId": "i-nobody" })).await.refused(404, "NoSuchKey");
    let two = give_back(&[("instanceId", &ids[0])], json!({ "instanceId": ids[1] })).await;
    two.refused(400, "BadRequest");
    // 2 × (316 machine + 75 disk + 23 bandwidth)
    assert_eq!(balance().await, json!(49172));

    let both = json!({ "instanceId": ids[0], "relatedReleaseFlag": true });
    let answer = give_back(&[("instanceId", &ids[0])], both).await.ok();
    super::reads::like("DeletePrepayInstance", &answer);
    assert_eq!(answer["successResources"]["instanceId"], ids[0]);
    assert_eq!(answer["successResources"]["volumeIds"].as_array().unwrap().len(), 1);
    assert_eq!(answer["instanceRefundFlag"], true);
    assert_eq!(balance().await, json!(49586));
    let query = [("instanceId", ids[1].as_str())];
    room.send("POST", delete, &query, None).await.ok();
    assert_eq!(balance().await, json!(50000));
    assert_eq!(room.sandbox.instances(), 1);
}
