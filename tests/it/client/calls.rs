//! The typed calls against a server on the loopback: what each asks for, and how lists are followed.

use bcc_wizard::api::calls::PAGES;
use bcc_wizard::api::sign;
use bcc_wizard::domain::fault::FaultKind;
use bcc_wizard::domain::plan::{Billing, ChargeType};
use bcc_wizard::domain::units::{Gib, Mbps, Months};
use serde_json::{Value, json};

use super::client;
use super::peer::{Peer, Reply, Seen};

fn marker(seen: &Seen) -> Option<String> {
    let (_, query) = seen.target.split_once('?')?;
    query.split('&').find_map(|pair| pair.strip_prefix("marker=")).and_then(sign::decode)
}

#[tokio::test]
async fn pages_are_followed_to_the_last() {
    let peer = Peer::start(|_, seen| {
        let page = if marker(seen).is_none() {
            include_str!("../../samples/ListImages.page1.json")
        } else {
            include_str!("../../samples/ListImages.page2.json")
        };
        Reply::json(200, page)
    })
    .await;
    let images = client(&peer).images().await.unwrap();
    assert_eq!(images.len(), 5);
    let markers: Vec<_> = peer.seen().iter().map(marker).collect();
    assert_eq!(markers, [None, Some("m-WinSrv19".to_owned())]);
}

#[tokio::test]
async fn pages_that_lead_in_a_circle_or_nowhere_end() {
    let page = |next: &str| {
        let next = json!({"images": [{"imageId": "m-1"}], "isTruncated": true, "nextMarker": next});
        Reply::json(200, &next.to_string())
    };
    for (name, requests) in [("same", 2), ("circle", 3), ("empty", 1), ("endless", PAGES)] {
        let peer = Peer::start(move |number, _| match name {
            "same" => page("a"),
            "circle" => page(["a", "b"][number % 2]),
            "empty" => page(""),
            _ => page(&format!("m-{number}")),
        })
        .await;
        let images = client(&peer).fitting_images("bcc.g5.c2m8").await.unwrap();
        assert_eq!((images.len(), peer.seen().len()), (requests, requests), "{name}");
        assert!(peer.seen().iter().all(|seen| seen.target.contains("maxKeys=100&")));
    }
}

#[tokio::test]
async fn one_broken_page_fails_the_list_instead_of_shortening_it() {
    let peer = Peer::start(|number, _| match number {
        0 => Reply::json(200, include_str!("../../samples/ListImages.page1.json")),
        _ => Reply::json(403, include_str!("../../samples/error.AccessDenied.json")),
    })
    .await;
    assert_eq!(client(&peer).images().await.unwrap_err().kind, FaultKind::Forbidden);
}

#[tokio::test]
async fn instances_are_asked_for_one_by_id_and_many_in_hundreds() {
    let peer = Peer::start(|_, seen| {
        if seen.method == "GET" && seen.target == "/v2/instance/i-gone" {
            return Reply::json(404, include_str!("../../samples/error.NoSuchKey.json"));
        }
        if seen.method == "GET" {
            return Reply::json(
                200,
                include_str!("../../samples/GetInstance.running_public_ip.json"),
            );
        }
        let asked: Value = serde_json::from_str(&seen.body).unwrap();
        let ids = asked["instanceIds"].as_array().unwrap();
        let rows: Vec<Value> =
            ids.iter().map(|id| json!({"id": id, "status": "Starting"})).collect();
        Reply::json(200, &json!({"instances": rows, "isTruncated": false}).to_string())
    })
    .await;
    let client = client(&peer);
    assert_eq!(client.instances(&[]).await.unwrap(), []);
    assert_eq!(peer.seen().len(), 0);
    assert_eq!(client.instances(&["i-gone".to_owned()]).await.unwrap(), []);
    assert_eq!(client.instance("i-gone").await.unwrap_err().kind, FaultKind::NotFound);
    let one = client.instances(&["i-T1I3OtUO".to_owned()]).await.unwrap();
    assert_eq!(one[0].status, "Running");
    let ids: Vec<String> = (0..201).map(|number| format!("i-{number}")).collect();
    let many = client.instances(&ids).await.unwrap();
    assert_eq!(
        many.iter().map(|instance| &instance.id).collect::<Vec<_>>(),
        ids.iter().collect::<Vec<_>>()
    );
    let posts = peer.seen().iter().filter(|seen| seen.method == "POST").count();
    assert_eq!(posts, 3);
}

#[tokio::test]
async fn a_release_names_what_goes_and_takes_an_empty_answer() {
    let peer = Peer::start(|number, _| match number {
        0 => Reply::with(200, "", ""),
        1 => Reply::json(200, include_str!("../../samples/ReleaseInstanceByPost.json")),
        2 => Reply::json(200, "<html>"),
        _ => Reply::json(503, ""),
    })
    .await;
    let client = client(&peer);
    client.release("i-T1I3OtUO").await.unwrap();
    client.release("i-T1I3OtUO").await.unwrap();
    assert_eq!(client.release("i-T1I3OtUO").await.unwrap_err().kind, FaultKind::Garbled);
    assert_eq!(client.release("i-T1I3OtUO").await.unwrap_err().kind, FaultKind::Server);
    let seen = peer.seen();
    assert_eq!(seen.len(), 4, "a release is sent once a call");
    assert_eq!(
        (seen[0].method.as_str(), seen[0].target.as_str()),
        ("POST", "/v2/instance/i-T1I3OtUO")
    );
    let body: Value = serde_json::from_str(&seen[0].body).unwrap();
    assert_eq!(body, json!({"relatedReleaseFlag": true, "deleteCdsSnapshotFlag": false}));
}

/// Answers each path with its sample, as a cloud in good health.
fn sampled(_: usize, seen: &Seen) -> Reply {
    let (path, _) = seen.target.split_once('?').unwrap_or((&seen.target, ""));
    let body = match path {
        "/v2/instance/flavorSpec" => include_str!("../../samples/ListFlavorSpec.json"),
        "/v2/instance/price" => include_str!("../../samples/GetPriceBySpec.family.json"),
        "/v2/volume/getPrice" => include_str!("../../samples/GetCdsPrice.prepaid.json"),
        "/v1/eip/price" => include_str!("../../samples/EipInquiry.prepaid.json"),
        "/v2/image/m-nky7qeom" => include_str!("../../samples/GetImage.json"),
        "/v2/volume/disk/quota" => include_str!("../../samples/GetDiskQuota.json"),
        "/v1/vpc" => include_str!("../../samples/QueryVpcList.json"),
        "/v2/securityGroup" => include_str!("../../samples/ListSecurityGroups.json"),
        "/v1/enterprise/security" => {
            include_str!("../../samples/QueryEnterpriseSecurityGroupList.json")
        }
        "/v2/keypair" => include_str!("../../samples/ListKeypair.json"),
        "/v2/instance/i-1/vnc" => include_str!("../../samples/GetInstanceVnc.json"),
        "/v2/instanceBySpec" => include_str!("../../samples/CreateInstanceBySpec.json"),
        _ => return Reply::json(404, include_str!("../../samples/error.InvalidVersion.json")),
    };
    Reply::json(200, body)
}

#[tokio::test]
async fn every_look_up_asks_at_its_place() {
    let peer = Peer::start(sampled).await;
    let client = client(&peer);
    // The answer holds two zones; only the one asked for counts.
    let specs = client.specs("cn-bj-a").await.unwrap();
    assert!(specs.len() > 5 && specs.iter().all(|spec| spec.zone == "cn-bj-a"));
    assert_eq!(client.image("m-nky7qeom").await.unwrap().min_disk, Some(Gib(20)));
    assert_eq!(client.disk_quota("cn-bj-a").await.unwrap().ranges.len(), 5);
    assert_eq!(client.vpcs().await.unwrap().len(), 2);
    assert_eq!(client.security_groups(Some("vpc-IyrqYIQ7")).await.unwrap().len(), 2);
    assert_eq!(client.enterprise_groups().await.unwrap().len(), 1);
    assert_eq!(client.key_pairs().await.unwrap().len(), 1);
    assert!(client.vnc("i-1").await.unwrap().starts_with("http://"));
    assert_eq!(client.submit("t", "{}").await.unwrap().warnings, ["warning info"]);
}

#[tokio::test]
async fn prices_are_asked_for_with_count_and_period() {
    let peer = Peer::start(sampled).await;
    let client = client(&peer);
    let last = || -> Value { serde_json::from_str(&peer.seen().pop().unwrap().body).unwrap() };

    let family = client.family_prices("g5", "cn-bj-a", Billing::Prepaid(Months(12))).await.unwrap();
    assert_eq!((family.len(), family[2].sold_out), (3, true));
    let asked = json!({"specId": "g5", "paymentTiming": "Prepaid", "zoneName": "cn-bj-a",
        "purchaseCount": 1, "purchaseLength": 12});
    assert_eq!(last(), asked);

    let one = client
        .spec_price("bcc.g5.c2m8", Some("g5"), "cn-bj-a", Billing::Postpaid, 3)
        .await
        .unwrap();
    assert_eq!(one.trade, Some("268.6".parse().unwrap()));
    let asked = json!({"spec": "bcc.g5.c2m8", "specId": "g5", "paymentTiming": "Postpaid",
        "zoneName": "cn-bj-a", "purchaseCount": 3, "purchaseLength": 1});
    assert_eq!(last(), asked);
    let unknown =
        client.spec_price("bcc.g5.c9m9", None, "cn-bj-a", Billing::Postpaid, 1).await.unwrap();
    assert_eq!((unknown.list, unknown.trade, unknown.sold_out), (None, None, false));

    // A lone answer counts even under the type's other name.
    let disk =
        client.disk_price("premium_ssd", Gib(1000), "cn-bj-b", Billing::Prepaid(Months(1))).await;
    assert_eq!(disk.unwrap().unit, "month");
    let asked = json!({"storageType": "premium_ssd", "cdsSizeInGB": 1000, "paymentTiming": "Prepaid",
        "zoneName": "cn-bj-b", "purchaseCount": 1, "purchaseLength": 1});
    assert_eq!(last(), asked);

    let eip = client
        .eip_price(Mbps(5), ChargeType::BandwidthPrepaid, None, Some(Months(2)))
        .await
        .unwrap();
    assert_eq!(eip.purchase, Some("23".parse().unwrap()));
    assert_eq!(last()["billing"]["reservation"]["reservationLength"], 2);
}

#[tokio::test]
async fn a_price_that_is_not_there_is_not_zero() {
    let peer = Peer::start(|_, seen| match seen.target.as_str() {
        "/v2/volume/getPrice" => {
            Reply::json(200, r#"{"price":[{"storageType":"hp1","price":null}]}"#)
        }
        _ => Reply::json(200, r#"{"prices":{"configPrice":"null"}}"#),
    })
    .await;
    let client = client(&peer);
    let disk = client.disk_price("hp1", Gib(5), "cn-bj-a", Billing::Postpaid).await;
    assert_eq!(disk.unwrap_err().kind, FaultKind::Garbled);
    let eip = client.eip_price(Mbps(5), ChargeType::Traffic, None, None).await.unwrap();
    assert_eq!((eip.config, eip.purchase, eip.traffic), (None, None, None));
}
