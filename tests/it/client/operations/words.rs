//! The index of contract.md §7.0 as it must go over the wire, and the questions with choices in them.

use bcc_wizard::api::calls::Operation;
use bcc_wizard::domain::catalog::{InstanceFilter, NameFilter, Tag};
use bcc_wizard::domain::fault::FaultKind;
use serde_json::{Value, json};

use super::super::client;
use super::super::peer::{Peer, Reply};
use super::spot_question;
use Operation as Op;

/// Operation, method, host in the region `su`, target and body. UUID stands for a fresh one.
pub const INDEX: [(Operation, &str, &str, &str, &str); 43] = [
    (Op::DescribeRegions, "POST", "bcc", "/v2/region/describeRegions", "{}"),
    (Op::ListZones, "GET", "bcc.su", "/v2/zone", ""),
    (
        Op::GetZoneBySpec,
        "GET",
        "bcc.su",
        "/v1/instance/flavorZones?clientToken=UUID&spec=bcc.g5.c2m8&specId=g5",
        "",
    ),
    (Op::ListFlavorSpec, "GET", "bcc.su", "/v2/instance/flavorSpec?zoneName=cn-bj-a", ""),
    (Op::ListBidFlavor, "POST", "bcc.su", "/v2/instance/bidFlavor", ""),
    (
        Op::GetPriceBySpec,
        "POST",
        "bcc.su",
        "/v2/instance/price",
        r#"{"specId":"g5","paymentTiming":"Prepaid","zoneName":"cn-bj-a","purchaseCount":1,
            "purchaseLength":12}"#,
    ),
    (
        Op::GetBidInstancePrice,
        "POST",
        "bcc.su",
        "/v2/instance/bidPrice",
        r#"{"spec":"bcc.c1.c1m2","zoneName":"cn-bj-a","instanceType":"N1","cpuCount":1,
            "memoryCapacityInGB":2,"rootDiskSizeInGb":40,"rootDiskStorageType":"hp1",
            "createCdsList":[{"storageType":"cloud_hp1","cdsSizeInGB":50}],"purchaseCount":2,
            "networkCapacityInMbps":5,"internetChargeType":"TRAFFIC_POSTPAID_BY_HOUR"}"#,
    ),
    (
        Op::GetCdsPrice,
        "POST",
        "bcc.su",
        "/v2/volume/getPrice",
        r#"{"storageType":"hp1","cdsSizeInGB":50,"paymentTiming":"Postpaid","zoneName":"cn-bj-a",
            "purchaseCount":1,"purchaseLength":1}"#,
    ),
    (
        Op::EipInquiry,
        "POST",
        "eip.su",
        "/v1/eip/price",
        r#"{"bandwidthInMbps":5,"count":1,
            "billing":{"paymentTiming":"Postpaid","billingMethod":"ByTraffic"}}"#,
    ),
    (Op::ListImages, "GET", "bcc.su", "/v2/image", ""),
    (Op::GetImage, "GET", "bcc.su", "/v2/image/m-1", ""),
    (
        Op::GetAvailableImagesBySpec,
        "GET",
        "bcc.su",
        "/v2/image/getAvailableImagesBySpec?maxKeys=100&spec=bcc.g5.c2m8",
        "",
    ),
    (Op::GetDiskQuota, "GET", "bcc.su", "/v2/volume/disk/quota?zoneName=cn-bj-a", ""),
    (Op::ListSnapshots, "GET", "bcc.su", "/v2/snapshot?volumeId=v-1", ""),
    (Op::GetSnapshot, "GET", "bcc.su", "/v2/snapshot/s-1", ""),
    (Op::ListAsps, "GET", "bcc.su", "/v2/asp", ""),
    (Op::GetAsp, "GET", "bcc.su", "/v2/asp/asp-1", ""),
    (Op::QueryVpcList, "GET", "bcc.su", "/v1/vpc", ""),
    (Op::QuerySubnetList, "GET", "bcc.su", "/v1/subnet?vpcId=vpc-1", ""),
    (Op::ListSecurityGroups, "GET", "bcc.su", "/v2/securityGroup?vpcId=vpc-1", ""),
    (Op::QueryEnterpriseSecurityGroupList, "GET", "bcc.su", "/v1/enterprise/security", ""),
    (Op::ListEni, "GET", "bcc.su", "/v1/eni?vpcId=vpc-1", ""),
    (
        Op::EhcClusterList,
        "POST",
        "bcc.su",
        "/v2/instance/ehc/cluster/list",
        r#"{"zoneName":"cn-bj-a"}"#,
    ),
    (Op::ListKeypair, "GET", "bcc.su", "/v2/keypair", ""),
    (Op::KeypairDetail, "GET", "bcc.su", "/v2/keypair/k-1", ""),
    (Op::ListDeploySet, "GET", "bcc.su", "/v2/instance/deployset/list", ""),
    (Op::GetDeploySet, "GET", "bcc.su", "/v2/deployset/dset-1", ""),
    (Op::GetRoleList, "GET", "bcc.su", "/v2/instance/role/list", ""),
    (Op::TagList, "GET", "tag", "/v1/tag?tagKey=%E9%83%A8%E9%97%A8", ""),
    (Op::ResourceGroupList, "GET", "resourcemanager", "/v1/res/group?name=", ""),
    (Op::AccountBalance, "POST", "billing", "/v1/finance/cash/balance", ""),
    (
        Op::QuotaCenterList,
        "GET",
        "quota-center",
        "/v1/quota_center?region=bj&serviceType=BCC&type=QUOTA",
        "",
    ),
    (
        Op::CreateInstanceBySpec,
        "POST",
        "bcc.su",
        "/v2/instanceBySpec?clientToken=token",
        r#"{"spec":"s"}"#,
    ),
    (Op::CancelBidOrder, "POST", "bcc.su", "/v2/instance/cancelBidOrder", r#"{"orderId":"7d8a"}"#),
    (Op::GetInstance, "GET", "bcc.su", "/v2/instance/i-1", ""),
    (
        Op::ListInstanceByIds,
        "POST",
        "bcc.su",
        "/v2/instance/listByInstanceId",
        r#"{"instanceIds":["i-1","i-2"]}"#,
    ),
    (Op::ListInstances, "GET", "bcc.su", "/v2/instance", ""),
    (Op::GetInstanceVnc, "GET", "bcc.su", "/v2/instance/i-1/vnc", ""),
    (
        Op::ReleaseInstanceByPost,
        "POST",
        "bcc.su",
        "/v2/instance/i-1",
        r#"{"relatedReleaseFlag":true,"deleteCdsSnapshotFlag":false}"#,
    ),
    (
        Op::ReleaseMultipleInstanceByPost,
        "POST",
        "bcc.su",
        "/v2/instance/batchDelete",
        r#"{"instanceIds":["i-1","i-2"],"relatedReleaseFlag":true,"deleteCdsSnapshotFlag":false}"#,
    ),
    (
        Op::DeletePrepayInstance,
        "POST",
        "bcc.su",
        "/v2/instance/delete?instanceId=i-1",
        r#"{"instanceId":"i-1","relatedReleaseFlag":true,"deleteCdsSnapshotFlag":false}"#,
    ),
    (
        Op::BindInstanceToTags,
        "PUT",
        "bcc.su",
        "/v2/instance/i-1/tag?bind=",
        r#"{"changeTags":[{"tagKey":"env","tagValue":"prod"}],"attachRelatedResourceTag":true}"#,
    ),
    (
        Op::InstanceDeletionProtection,
        "PUT",
        "bcc.su",
        "/v2/instance/i-1/deletionProtection",
        r#"{"deletionProtection":1}"#,
    ),
];

#[tokio::test]
async fn a_list_of_instances_is_asked_for_by_what_restricts_it() {
    let peer = Peer::start(|_, _| Reply::json(200, r#"{"instances":[]}"#)).await;
    let client = client(&peer);
    let texts = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
    let tag = |key: &str, value: &str| Tag { key: key.to_owned(), value: value.to_owned() };
    let by_ids = InstanceFilter { ids: texts(&["i-1", "i-2"]), ..Default::default() };
    let by_names = InstanceFilter {
        name: Some(NameFilter::OneOf(texts(&["web-1", "web-2"]))),
        ..by_ids.clone()
    };
    let by_part = InstanceFilter {
        name: Some(NameFilter::Containing("web".to_owned())),
        zone: Some("cn-bj-a".to_owned()),
        status: Some("Running".to_owned()),
        payment: Some("Postpaid".to_owned()),
        tags: vec![tag("env", "prod"), tag("team", "")],
        private_ips: Some(("vpc-1".to_owned(), texts(&["10.0.0.1"]))),
        ..Default::default()
    };
    // Without addresses the VPC is not asked for: it only goes with them.
    let no_ips = InstanceFilter {
        private_ips: Some(("vpc-1".to_owned(), Vec::new())),
        ..Default::default()
    };
    for (filter, target) in [
        (by_ids.clone(), "/v2/instance?instanceIds=i-1%2Ci-2"),
        (by_names, "/v2/instance?instanceIds=i-1%2Ci-2&instanceNames=web-1%2Cweb-2"),
        (
            by_part,
            "/v2/instance?fuzzyInstanceName=web&paymentTiming=Postpaid&privateIps=10.0.0.1\
             &status=Running&tags=env%3Aprod%2Cteam&vpcId=vpc-1&zoneName=cn-bj-a",
        ),
        (no_ips, "/v2/instance"),
    ] {
        assert_eq!(client.list_instances(&filter).await.unwrap(), []);
        assert_eq!(peer.seen().pop().unwrap().target, target);
    }
    let sent = peer.seen().len();
    let many = InstanceFilter { ids: vec!["i-1".to_owned(); 101], ..Default::default() };
    let comma = InstanceFilter { ids: texts(&["i-1,i-2"]), ..Default::default() };
    let blank = InstanceFilter { tags: vec![tag("", "")], ..Default::default() };
    for filter in [many, comma, blank] {
        let error = client.list_instances(&filter).await.unwrap_err();
        assert_eq!((error.kind, error.may_have_happened()), (FaultKind::Refused, false));
    }
    assert_eq!(peer.seen().len(), sent);
}

#[tokio::test]
async fn a_spot_price_is_asked_for_without_what_is_not_known() {
    let answer = include_str!("../../../samples/GetBidInstancePrice.json");
    let peer = Peer::start(move |_, _| Reply::json(200, answer)).await;
    let mut asked = spot_question();
    asked.instance_type.clear();
    asked.system_disk = None;
    asked.data_disks.clear();
    asked.public_ip.as_mut().unwrap().bandwidth = bcc_wizard::domain::units::Mbps(0);
    client(&peer).spot_price(&asked).await.unwrap();
    let body: Value = serde_json::from_str(&peer.seen()[0].body).unwrap();
    let bare = json!({"spec": "bcc.c1.c1m2", "zoneName": "cn-bj-a", "cpuCount": 1,
        "memoryCapacityInGB": 2, "purchaseCount": 2});
    assert_eq!(body, bare);
}

#[tokio::test]
async fn what_may_be_left_out_is_left_out() {
    let peer = Peer::start(|_, _| {
        Reply::json(200, r#"{"tags":[],"snapshots":[],"ehcClusters":[],"zoneNames":[]}"#)
    })
    .await;
    let client = client(&peer);
    client.tags(None).await.unwrap();
    client.snapshots(None).await.unwrap();
    client.ehc_clusters(None).await.unwrap();
    client.zones_with("bcc.g5.c2m8", Some("")).await.unwrap();
    client.zones_with("bcc.g5.c2m8", None).await.unwrap();
    let seen = peer.seen();
    let targets: Vec<String> = seen.iter().map(|seen| super::tokenless(&seen.target)).collect();
    let zones = "/v1/instance/flavorZones?clientToken=UUID&spec=bcc.g5.c2m8";
    let cluster = "/v2/instance/ehc/cluster/list";
    assert_eq!(targets, ["/v1/tag", "/v2/snapshot", cluster, zones, zones]);
    assert_eq!(seen[2].body, "{}");
    assert_ne!(seen[3].target, seen[4].target, "each look has a token of its own");
}

#[tokio::test]
async fn a_release_of_none_or_too_many_or_of_no_id_is_not_sent() {
    let peer = Peer::start(|_, _| Reply::json(200, "{}")).await;
    let client = client(&peer);
    let many = vec!["i-1".to_owned(); 101];
    for error in [
        client.release_many(&[]).await.unwrap_err(),
        client.release_many(&many).await.unwrap_err(),
        client.release_many(&["i-1".to_owned(), "i 2".to_owned()]).await.unwrap_err(),
        client.refund("").await.unwrap_err(),
        client.protect("../i-1", false).await.unwrap_err(),
        client.bind_tags("i-1?x", &[], false).await.unwrap_err(),
        client.cancel_spot_order("").await.unwrap_err(),
        client.snapshot("s/1").await.unwrap_err(),
        client.deploy_set("").await.unwrap_err(),
    ] {
        assert_eq!((error.kind, error.may_have_happened()), (FaultKind::Refused, false), "{error}");
    }
    assert_eq!(peer.seen().len(), 0);
    client.release_many(&many[..100]).await.unwrap();
    client.protect("i-1", false).await.unwrap();
    assert_eq!(peer.seen().len(), 2);
    assert_eq!(peer.seen()[1].body, r#"{"deletionProtection":0}"#);
}

/// What is paged (contract.md §5, §7.0): these go on where an answer says that more follows, and no
/// other list does, for it would send a marker that its operation does not know.
#[tokio::test]
async fn the_paged_lists_are_followed_and_no_others() {
    let paged = [
        Op::ListImages,
        Op::GetAvailableImagesBySpec,
        Op::ListSnapshots,
        Op::ListAsps,
        Op::QueryVpcList,
        Op::QuerySubnetList,
        Op::ListSecurityGroups,
        Op::QueryEnterpriseSecurityGroupList,
        Op::ListEni,
        Op::ListKeypair,
        Op::QuotaCenterList,
        Op::ListInstanceByIds,
        Op::ListInstances,
    ];
    for (operation, _, _, target, _) in INDEX {
        let name = operation.name();
        let Ok(Value::Object(mut answer)) = serde_json::from_str(&super::good_answer(operation))
        else {
            continue;
        };
        answer.insert("isTruncated".to_owned(), true.into());
        answer.insert("nextMarker".to_owned(), "m 2".into());
        let first = Value::Object(answer.clone()).to_string();
        answer.insert("isTruncated".to_owned(), false.into());
        let last = Value::Object(answer).to_string();
        let peer = Peer::start(move |number, _| {
            Reply::json(200, if number == 0 { &first } else { &last })
        })
        .await;
        super::carried_out(&client(&peer), operation).await.unwrap();
        let seen = peer.seen();
        let marked: Vec<&str> = seen
            .iter()
            .map(|seen| seen.target.as_str())
            .filter(|target| target.contains("marker="))
            .collect();
        if paged.contains(&operation) {
            assert_eq!((seen.len(), marked.len()), (2, 1), "{name}");
            assert!(marked[0].contains("marker=m%202"), "{name}: {}", marked[0]);
            assert_eq!(seen[0].body, seen[1].body, "{name}");
            let kept = target.split_once('?').map_or("", |(_, query)| query);
            assert!(kept.split('&').all(|pair| marked[0].contains(pair)), "{name}: {}", marked[0]);
        } else {
            assert_eq!(marked, Vec::<&str>::new(), "{name}");
        }
    }
}
