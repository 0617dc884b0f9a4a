//! Every operation of the index in contract.md §7.0: where it is asked and in which words, how often
//! it is sent, and that every sample answer is one it can read.

mod words;

use std::collections::BTreeSet;
use std::path::PathBuf;

use bcc_wizard::api::calls::Operation;
use bcc_wizard::api::client::Client;
use bcc_wizard::api::endpoint::Endpoints;
use bcc_wizard::api::error::ApiError;
use bcc_wizard::domain::catalog::{InstanceFilter, SpotQuestion, Tag};
use bcc_wizard::domain::fault::FaultKind;
use bcc_wizard::domain::plan::{Billing, ChargeType, DataDisk, PublicIp, SystemDisk};
use bcc_wizard::domain::units::{Gib, Mbps, Months};
use serde_json::Value;
use strum::IntoEnumIterator as _;

use super::peer::{Peer, Reply};
use super::{LISTED, assert_signed, client};

/// A spot question with everything that can be asked.
pub fn spot_question() -> SpotQuestion {
    SpotQuestion {
        spec: "bcc.c1.c1m2".to_owned(),
        zone: "cn-bj-a".to_owned(),
        instance_type: "N1".to_owned(),
        vcpus: 1,
        memory: Gib(2),
        system_disk: Some(SystemDisk {
            storage_type: Some("hp1".to_owned()),
            size: Gib(40),
            ..SystemDisk::default()
        }),
        data_disks: vec![DataDisk::new("cloud_hp1", Gib(50))],
        public_ip: Some(PublicIp::new(Mbps(5), ChargeType::Traffic)),
        count: 2,
    }
}

/// Carries an operation out and shows what it read.
async fn carried_out(client: &Client, operation: Operation) -> Result<String, ApiError> {
    use Operation as Op;
    let shown = |value: &dyn std::fmt::Debug| format!("{value:?}");
    let zone = "cn-bj-a";
    let ids = ["i-1".to_owned(), "i-2".to_owned()];
    Ok(match operation {
        Op::DescribeRegions => shown(&client.regions().await?),
        Op::ListZones => shown(&client.zones().await?),
        Op::GetZoneBySpec => shown(&client.zones_with("bcc.g5.c2m8", Some("g5")).await?),
        Op::ListFlavorSpec => shown(&client.specs(zone).await?),
        Op::ListBidFlavor => shown(&client.spot_offers().await?),
        Op::GetPriceBySpec => {
            shown(&client.family_prices("g5", zone, Billing::Prepaid(Months(12))).await?)
        }
        Op::GetBidInstancePrice => shown(&client.spot_price(&spot_question()).await?),
        Op::GetCdsPrice => {
            shown(&client.disk_price("hp1", Gib(50), zone, Billing::Postpaid).await?)
        }
        Op::EipInquiry => shown(&client.eip_price(Mbps(5), ChargeType::Traffic, None, None).await?),
        Op::ListImages => shown(&client.images().await?),
        Op::GetImage => shown(&client.image("m-1").await?),
        Op::GetAvailableImagesBySpec => shown(&client.fitting_images("bcc.g5.c2m8").await?),
        Op::GetDiskQuota => shown(&client.disk_quota(zone).await?),
        Op::ListSnapshots => shown(&client.snapshots(Some("v-1")).await?),
        Op::GetSnapshot => shown(&client.snapshot("s-1").await?),
        Op::ListAsps => shown(&client.snapshot_policies().await?),
        Op::GetAsp => shown(&client.snapshot_policy("asp-1").await?),
        Op::QueryVpcList => shown(&client.vpcs().await?),
        Op::QuerySubnetList => shown(&client.subnets(Some("vpc-1")).await?),
        Op::ListSecurityGroups => shown(&client.security_groups(Some("vpc-1")).await?),
        Op::QueryEnterpriseSecurityGroupList => shown(&client.enterprise_groups().await?),
        Op::ListEni => shown(&client.enis("vpc-1").await?),
        Op::EhcClusterList => shown(&client.ehc_clusters(Some(zone)).await?),
        Op::ListKeypair => shown(&client.key_pairs().await?),
        Op::KeypairDetail => shown(&client.key_pair("k-1").await?),
        Op::ListDeploySet => shown(&client.deploy_sets().await?),
        Op::GetDeploySet => shown(&client.deploy_set("dset-1").await?),
        Op::GetRoleList => shown(&client.roles().await?),
        Op::TagList => shown(&client.tags(Some("部门")).await?),
        Op::ResourceGroupList => shown(&client.resource_groups("").await?),
        Op::AccountBalance => shown(&client.balance().await?),
        Op::QuotaCenterList => shown(&client.quotas("bj").await?),
        Op::CreateInstanceBySpec => shown(&client.submit("token", r#"{"spec":"s"}"#).await?),
        Op::CancelBidOrder => shown(&client.cancel_spot_order("7d8a").await?),
        Op::GetInstance => {
            shown(&(client.instance("i-1").await?, client.instance_detail("i-1").await?))
        }
        Op::ListInstanceByIds => shown(&client.instances(&ids).await?),
        Op::ListInstances => shown(&client.list_instances(&InstanceFilter::default()).await?),
        Op::GetInstanceVnc => shown(&client.vnc("i-1").await?),
        Op::ReleaseInstanceByPost => shown(&client.release("i-1").await?),
        Op::ReleaseMultipleInstanceByPost => shown(&client.release_many(&ids).await?),
        Op::DeletePrepayInstance => shown(&client.refund("i-1").await?),
        Op::BindInstanceToTags => {
            let tag = Tag { key: "env".to_owned(), value: "prod".to_owned() };
            shown(&client.bind_tags("i-1", &[tag], true).await?)
        }
        Op::InstanceDeletionProtection => shown(&client.protect("i-1", true).await?),
    })
}

/// The operations that change something, which must never be repeated unasked.
const CHANGES: [Operation; 7] = [
    Operation::CreateInstanceBySpec,
    Operation::CancelBidOrder,
    Operation::ReleaseInstanceByPost,
    Operation::ReleaseMultipleInstanceByPost,
    Operation::DeletePrepayInstance,
    Operation::BindInstanceToTags,
    Operation::InstanceDeletionProtection,
];

fn samples() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/samples"))
}

fn sample(name: &str) -> String {
    std::fs::read_to_string(samples().join(format!("{name}.json"))).unwrap()
}

/// The first element of a list sample, as the detail of one thing answers it.
fn detail(list: &str, key: &str, detail: &str) -> String {
    let answer: Value = serde_json::from_str(&sample(list)).unwrap();
    serde_json::json!({ detail: answer[key][0] }).to_string()
}

/// A good answer to an operation.
fn good_answer(operation: Operation) -> String {
    match operation {
        Operation::GetSnapshot => detail("ListSnapshots", "snapshots", "snapshot"),
        Operation::GetAsp => detail("ListAsps", "autoSnapshotPolicys", "autoSnapshotPolicy"),
        Operation::KeypairDetail => detail("ListKeypair", "keypairs", "keypair"),
        Operation::GetPriceBySpec => sample("GetPriceBySpec.prepaid"),
        Operation::GetCdsPrice => sample("GetCdsPrice.prepaid"),
        Operation::EipInquiry => sample("EipInquiry.prepaid"),
        Operation::ListImages => sample("ListImages.empty"),
        Operation::ListSnapshots => sample("ListSnapshots").replace("true", "false"),
        Operation::CancelBidOrder
        | Operation::ReleaseMultipleInstanceByPost
        | Operation::BindInstanceToTags
        | Operation::InstanceDeletionProtection => String::new(),
        other => sample(other.name()),
    }
}

#[test]
fn every_operation_stands_where_the_index_has_it() {
    let hosts = Endpoints::region("su").unwrap();
    let mut told = BTreeSet::new();
    for (operation, method, host, target, _) in words::INDEX {
        let (asked, service, path) = operation.place();
        let name = operation.name();
        assert!(told.insert(name), "{name} is told twice");
        assert_eq!(asked.as_str(), method, "{name}");
        assert_eq!(hosts.base(service), format!("https://{host}.baidubce.com"), "{name}");
        let told = target.split('?').next().unwrap();
        let (before, after) = path.split_once("{id}").unwrap_or((path, ""));
        let fits = told.starts_with(before) && told.ends_with(after);
        assert!(fits && (path.contains("{id}") || told == path), "{name}: {told}, {path}");
    }
    assert_eq!(told, Operation::iter().map(Operation::name).collect());
    let places: BTreeSet<String> =
        Operation::iter().map(|operation| format!("{:?}", operation.place())).collect();
    assert_eq!(places.len(), told.len(), "two operations stand at one place");
}

#[tokio::test]
async fn every_operation_asks_in_the_words_of_the_contract() {
    for (operation, method, _, target, body) in words::INDEX {
        let name = operation.name();
        let answer = good_answer(operation);
        let peer = Peer::start(move |_, _| Reply::json(200, &answer)).await;
        let done = carried_out(&client(&peer), operation).await;
        assert!(done.is_ok(), "{name}: {done:?}");
        for seen in peer.seen() {
            assert_signed(&seen, &LISTED);
            assert_eq!(seen.method, method, "{name}");
            assert_eq!(tokenless(&seen.target), target, "{name}");
            if body.is_empty() {
                assert_eq!(seen.body, "", "{name}");
                let empty = (method == "POST").then_some("0");
                assert_eq!(seen.header("content-length"), empty, "{name}");
            } else {
                let asked: Value = serde_json::from_str(&seen.body).unwrap();
                assert_eq!(asked, serde_json::from_str::<Value>(body).unwrap(), "{name}");
            }
        }
    }
}

/// A target with the word UUID in place of a fresh one.
fn tokenless(target: &str) -> String {
    let Some((before, token)) = target.split_once("clientToken=") else { return target.to_owned() };
    let (token, after) = token.split_at(token.find('&').unwrap_or(token.len()));
    match uuid::Uuid::parse_str(token) {
        Ok(_) => format!("{before}clientToken=UUID{after}"),
        Err(_) => target.to_owned(),
    }
}

#[tokio::test]
async fn what_reads_is_repeated_and_what_changes_is_sent_once() {
    for operation in Operation::iter() {
        let peer = Peer::start(|_, _| Reply::with(503, "retry-after: 0", "")).await;
        let error = carried_out(&client(&peer), operation).await.unwrap_err();
        let name = operation.name();
        assert_eq!(error.kind, FaultKind::Server, "{name}");
        let once = CHANGES.contains(&operation);
        assert_eq!(peer.seen().len(), if once { 1 } else { 4 }, "{name}");
    }
}

#[tokio::test]
async fn every_sample_is_read_by_its_operation() {
    let mut read = 0;
    for entry in std::fs::read_dir(samples()).unwrap() {
        let path = entry.unwrap().path();
        let file = path.file_name().unwrap().to_str().unwrap().to_owned();
        // Refusals are read one by one elsewhere; requests are no answers.
        if file == "requests" || file.starts_with("error.") {
            continue;
        }
        let name = file.strip_suffix(".json").expect(&file);
        let word = name.split('.').next().unwrap();
        let word = if word == "CreateBidInstance" { "CreateInstanceBySpec" } else { word };
        let operation = Operation::iter()
            .find(|operation| operation.name() == word)
            .unwrap_or_else(|| panic!("nothing reads {file}"));
        // What follows a page does not matter here.
        let body = sample(name).replace("\"isTruncated\": true", "\"isTruncated\": false");
        let peer = Peer::start(move |_, _| Reply::json(200, &body)).await;
        let shown = carried_out(&client(&peer), operation).await;
        assert!(shown.is_ok(), "{file}: {shown:?}");
        read += 1;
    }
    assert!(read >= 50, "only {read} samples are left");
}

#[tokio::test]
async fn an_answer_about_something_else_is_no_answer() {
    let silent = [
        Operation::CancelBidOrder,
        Operation::ReleaseInstanceByPost,
        Operation::ReleaseMultipleInstanceByPost,
        Operation::BindInstanceToTags,
        Operation::InstanceDeletionProtection,
    ];
    for operation in Operation::iter() {
        for body in ["<html>", "[]", "{}", r#"{"code":"x","message":"y","requestId":"z"}"#] {
            // Who expects nothing takes any object for nothing.
            if silent.contains(&operation) && body.starts_with('{') {
                continue;
            }
            let peer = Peer::start(move |_, _| Reply::json(200, body)).await;
            let error = carried_out(&client(&peer), operation).await.expect_err(operation.name());
            assert_eq!(error.kind, FaultKind::Garbled, "{}: {body}", operation.name());
            assert_eq!(peer.seen().len(), 1, "{}: {body}", operation.name());
        }
    }
}
