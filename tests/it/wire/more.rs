//! What is around a purchase, as the wizard gets it: placement, storage, quotas, bids, giving back.

use std::time::Duration;

use bcc_wizard::api::calls::Operation;
use bcc_wizard::domain::catalog::{InstanceFilter, NameFilter, SpotQuestion, Strategy, Tag};
use bcc_wizard::domain::fault::FaultKind;
use bcc_wizard::domain::plan::{Bid, Billing, More, Plan};
use bcc_wizard::domain::units::{Gib, Money, Months};
use rust_decimal::Decimal;
use strum::IntoEnumIterator as _;

use super::{Pair, minimal};
use crate::sandbox::support::Room;
use crate::world::texts;

fn tag(key: &str, value: &str) -> Tag {
    Tag { key: key.to_owned(), value: value.to_owned() }
}

#[tokio::test]
async fn every_operation_of_the_client_is_one_of_the_sandbox() {
    let room = Room::new();
    for operation in Operation::iter() {
        let (method, _, path) = operation.place();
        let query = [("bind", "")];
        let path = path.replace("{id}", "i-nobody");
        let answer = room.send(method.as_str(), &path, &query, None).await;
        let code = answer.status == 404 && answer.json()["code"] == "NotFound";
        assert!(!code, "{} is not there: {}", operation.name(), answer.text);
    }
}

#[tokio::test]
async fn placement_and_storage_are_read() {
    let pair = Pair::new();
    let client = &pair.client;
    let enis = client.enis("vpc-IyrqYIQ7").await.unwrap();
    let available = enis.iter().filter(|eni| eni.available()).count();
    assert_eq!((enis.len(), available), (8, 7));
    let clusters = client.ehc_clusters(Some("cn-bj-d")).await.unwrap();
    assert_eq!((clusters.len(), clusters[0].name.as_str()), (1, "train"));
    let sets = client.deploy_sets().await.unwrap();
    assert_eq!(sets[0].strategy, Strategy::Hosts);
    assert_eq!(sets[0].room("cn-bj-a"), Some(17));
    let detail = client.deploy_set(&sets[1].id).await.unwrap();
    assert_eq!(detail.room("cn-bj-a"), Some(1));
    assert_eq!(client.roles().await.unwrap().len(), 2);
    assert_eq!(client.tags(Some("env")).await.unwrap(), [tag("env", "prod"), tag("env", "test")]);
    let groups = client.resource_groups("").await.unwrap();
    let deepest = &groups[1].children[0].children[0];
    assert_eq!((deepest.name.as_str(), deepest.children.len()), ("evaluation", 0));
    let quotas = client.quotas("bj").await.unwrap();
    assert_eq!(quotas[0].limit, Some(Decimal::from(20)));

    let snapshots = client.snapshots(None).await.unwrap();
    let usable = snapshots.iter().filter(|s| s.available() && !s.of_system_disk()).count();
    assert_eq!((snapshots.len(), usable), (6, 4));
    assert_eq!(client.snapshot(&snapshots[0].id).await.unwrap().size, Some(Gib(50)));
    let policies = client.snapshot_policies().await.unwrap();
    let active = policies.iter().filter(|policy| policy.active()).count();
    assert_eq!((policies.len(), active), (3, 2));
    assert!(policies.iter().all(|policy| policy.last_run.as_deref() != Some("")));
    let policy = client.snapshot_policy("asp-123").await.unwrap();
    assert_eq!((policy.hours, policy.weekdays), (vec![20, 21], vec![0, 6]));
    let key_pair = client.key_pair("k-VLbXxC1m").await.unwrap();
    assert_eq!(key_pair.created, "2024-05-06T07:08:09Z");
}

#[tokio::test]
async fn a_bid_goes_all_the_way() {
    let pair = Pair::new();
    let offers = pair.client.spot_offers().await.unwrap();
    assert!(offers.iter().any(bcc_wizard::domain::catalog::SpotOffer::sold_out));
    let offer = offers.iter().find(|offer| offer.zone == "cn-bj-a" && !offer.sold_out()).unwrap();
    let flavor = offer.flavors.iter().find(|flavor| flavor.spec == "bcc.g5.c2m8").unwrap();
    let question = SpotQuestion {
        spec: flavor.spec.clone(),
        zone: offer.zone.clone(),
        instance_type: offer.instance_type.clone(),
        vcpus: flavor.vcpus,
        memory: flavor.memory,
        system_disk: None,
        data_disks: Vec::new(),
        public_ip: None,
        count: 1,
    };
    let price = pair.client.spot_price(&question).await.unwrap();
    assert!(Some(price.each) < price.list_each);

    let bid = |bid: Bid| Plan { spot: Some(bid), ..minimal() };
    let enough = pair.ids("a", &bid(Bid::Custom(price.each))).await.remove(0);
    let detail = pair.client.instance_detail(&enough).await.unwrap();
    assert_eq!(detail.payment, "bidding");
    let low = Money(price.each.0 - Decimal::new(1, 6));
    let fault = pair.order("b", &bid(Bid::Custom(low))).await.unwrap_err();
    assert!(fault.to_string().contains("market price"), "{fault}");
    let market = pair.order("b", &bid(Bid::Market)).await.unwrap();
    pair.client.cancel_spot_order(&market.order_id).await.unwrap();
    assert_eq!(pair.sandbox.instances(), 1);
}

#[tokio::test]
async fn what_few_plans_say_is_taken_and_shown() {
    let pair = Pair::new();
    let more = More {
        deployment_sets: texts(&["dset-qrE9FWAR"]),
        network_interfaces: texts(&["eni-4scnfvrstj72"]),
        resource_group: Some("RESG-5HRyhvjqsTk".to_owned()),
        role: Some("app-reader".to_owned()),
        user_data: Some("#!/bin/sh\necho 你好\n".into()),
        snapshot_policy: Some("asp-7Rk2mQx1".to_owned()),
        tags: vec![bcc_wizard::domain::plan::Tag { key: "env".into(), value: "prod".into() }],
        deletion_protection: Some(true),
        ..More::default()
    };
    let id = pair.ids("t", &Plan { more, ..minimal() }).await.remove(0);
    let detail = pair.client.instance_detail(&id).await.unwrap();
    assert_eq!(detail.tags, [tag("env", "prod")]);
    assert_eq!(detail.deploy_sets, ["dset-qrE9FWAR"]);
    assert_eq!(detail.resource_groups, ["RESG-5HRyhvjqsTk"]);
    assert_eq!((detail.interfaces, detail.protected), (1, true));
}

#[tokio::test]
async fn instances_are_tagged_guarded_and_given_back() {
    let pair = Pair::new();
    let client = &pair.client;
    let many = pair.ids("a", &Plan { count: 2, name: Some("web".into()), ..minimal() }).await;
    let bought = Plan { billing: Billing::Prepaid(Months(1)), ..minimal() };
    let bought = pair.ids("b", &bought).await.remove(0);
    pair.hands.advance(Duration::from_secs(9));

    client.bind_tags(&many[0], &[tag("team", "shop")], true).await.unwrap();
    let tagged = InstanceFilter { tags: vec![tag("team", "shop")], ..InstanceFilter::default() };
    let found = client.list_instances(&tagged).await.unwrap();
    assert_eq!((found.len(), &found[0].instance.id), (1, &many[0]));
    let named = NameFilter::Containing("web".to_owned());
    let named = InstanceFilter { name: Some(named), ..InstanceFilter::default() };
    assert_eq!(client.list_instances(&named).await.unwrap().len(), 2);

    client.protect(&many[1], true).await.unwrap();
    client.release_many(&many).await.unwrap_err();
    assert_eq!(pair.sandbox.instances(), 3);
    client.protect(&many[1], false).await.unwrap();
    client.release_many(&many).await.unwrap();
    let refund = client.refund(&bought).await.unwrap();
    assert!(refund.refunded && refund.failed.is_empty());
    assert_eq!(refund.released.instance.as_deref(), Some(bought.as_str()));
    assert_eq!(pair.sandbox.instances(), 0);
    assert_eq!(client.balance().await.unwrap(), Money(Decimal::from(50_000)));
    let gone = client.refund(&bought).await.unwrap_err();
    assert_eq!(gone.kind, FaultKind::NotFound);
}
