//! A purchase that says everything of the network that can be said at once.

use bcc_wizard::api::wire::create;
use bcc_wizard::app::msg::Msg;
use bcc_wizard::app::settle::TYPING_PAUSE;
use bcc_wizard::app::steps;
use bcc_wizard::domain::field::FieldId;
use bcc_wizard::domain::order::Phase;
use secrecy::SecretString;
use serde_json::{Value, json};

use super::{Stage, sandbox};
use crate::sandbox::support::Hands;

/// Chooses or marks the row of a table in front that a filter finds.
fn pick(stage: &mut Stage, field: FieldId, filter: &str, key: &str) {
    stage.focus(field);
    stage.press("/");
    stage.enter(filter);
    let found = stage.wizard.picker(field).unwrap().rows.len();
    assert_eq!(found, 1, "{filter} finds one row of {field:?}");
    stage.press(key);
}

/// The step of a digit, once its lists are there.
async fn step(stage: &mut Stage, digit: char) {
    stage.press(&format!("alt-{digit}"));
    stage.settled().await;
}

/// The body of the create request that was sent, as far as `names` name its fields.
fn sent(stage: &Stage, names: &[&str]) -> Value {
    let plan = &stage.plans[0];
    let secret = SecretString::from("examplesecretkey0123456789abcdef");
    let body: Value = serde_json::from_str(&create::body(plan, &secret).unwrap()).unwrap();
    names.iter().map(|name| ((*name).to_owned(), body[name].clone())).collect()
}

const NAMES: [&str; 16] = [
    "zoneName",
    "subnetId",
    "securityGroupIds",
    "enterpriseSecurityGroupIds",
    "networkCapacityInMbps",
    "internetChargeType",
    "networkPurchaseType",
    "eipName",
    "isEipAutoRelatedDelete",
    "isOpenIpv6",
    "internalIps",
    "eniIds",
    "enableJumboFrame",
    "deployIdList",
    "dedicatedHostId",
    "purchaseCount",
];

#[tokio::test]
async fn everything_of_the_network_is_sent_as_it_was_said() {
    let hands = Hands::new();
    let sandbox = sandbox(&hands, |_| {});
    let mut stage = Stage::open(&sandbox.base_url(), &hands);
    stage.settled().await;
    step(&mut stage, '2').await;
    pick(&mut stage, FieldId::Spec, "bcc.g5.c8m32", "enter");
    step(&mut stage, '5').await;
    pick(&mut stage, FieldId::Vpc, "prod", "enter");
    stage.settled().await;
    pick(&mut stage, FieldId::Groups, "wxsaduu9uajq", "enter space esc");
    stage.focus(FieldId::PublicIp);
    stage.press("right tab ctrl-u 1 0 0");
    stage.focus(FieldId::Charge);
    stage.press("right right");
    stage.focus(FieldId::Line);
    stage.press("right right");
    stage.focus(FieldId::IpName);
    stage.enter("web.1");
    stage.focus(FieldId::IpRelease);
    stage.press("right");
    stage.focus(FieldId::NetworkMore);
    stage.press("right");
    stage.settled().await;
    stage.focus(FieldId::Ipv6);
    stage.press("right");
    stage.focus(FieldId::InternalIps);
    stage.press("a");
    stage.enter("172.16.0.200");
    stage.press("enter");
    pick(&mut stage, FieldId::Interfaces, "eni-prod00000001", "enter space esc");
    stage.focus(FieldId::JumboFrames);
    stage.press("right");
    pick(&mut stage, FieldId::DeploymentSets, "ha-hosts", "enter space esc");
    pick(&mut stage, FieldId::DeploymentSets, "ha-switches", "enter space esc");
    let network = FieldId::Vpc.step();
    let open: Vec<FieldId> = steps::fields(&stage.wizard, network)
        .into_iter()
        .map(|(field, _)| field)
        .filter(|field| !stage.wizard.answered.contains(field))
        .collect();
    let left = [FieldId::Subnet, FieldId::GroupKind, FieldId::NetworkMore, FieldId::DedicatedHost];
    assert_eq!(open, left, "everything else was said");

    // Prices are asked for once a number rests.
    stage.now += TYPING_PAUSE;
    stage.take(Msg::Tick);
    stage.press("alt-8");
    stage.settled().await;
    // More than ¥1,000 a month: the count is typed.
    stage.press("enter 1 enter");
    stage.until("the order", |wizard| wizard.order.is_some()).await;
    stage.reach(Phase::Finished).await;
    assert_eq!(
        sent(&stage, &NAMES),
        json!({
            "zoneName": "cn-bj-a",
            "subnetId": "sbn-prodA00001x",
            "securityGroupIds": ["g-proddefault1", "g-wxsaduu9uajq"],
            "enterpriseSecurityGroupIds": null,
            "networkCapacityInMbps": 100,
            "internetChargeType": "TRAFFIC_POSTPAID_BY_HOUR",
            "networkPurchaseType": "BGP_S",
            "eipName": "web.1",
            "isEipAutoRelatedDelete": true,
            "isOpenIpv6": true,
            "internalIps": ["172.16.0.200"],
            "eniIds": ["eni-prod00000001"],
            "enableJumboFrame": true,
            "deployIdList": ["dset-qrE9FWAR", "dset-Tw9Xc4Vn"],
            "dedicatedHostId": null,
            "purchaseCount": 1,
        })
    );
    let seen = stage.wizard.order.as_ref().unwrap().rows[0].seen.clone().unwrap();
    assert_eq!(seen.private_ip.as_deref(), Some("172.16.0.200"));
    assert!(seen.public_ip.is_some());
    assert_eq!(sandbox.orders(), 1);
}

#[tokio::test]
async fn the_zone_is_left_to_the_dedicated_host() {
    let hands = Hands::new();
    let sandbox = sandbox(&hands, |_| {});
    let mut stage = Stage::open(&sandbox.base_url(), &hands);
    stage.settled().await;
    pick(&mut stage, FieldId::Zone, "cn-bj-b", "enter");
    stage.settled().await;
    step(&mut stage, '5').await;
    stage.focus(FieldId::GroupKind);
    stage.press("right");
    stage.settled().await;
    pick(&mut stage, FieldId::Groups, "esg-qwerty", "enter space esc");
    stage.focus(FieldId::NetworkMore);
    stage.press("right");
    stage.settled().await;
    stage.focus(FieldId::DedicatedHost);
    stage.enter("d-MPgs6jPr");
    stage.press("alt-8");
    stage.buy().await;
    stage.reach(Phase::Finished).await;
    let body = sent(&stage, &NAMES);
    assert_eq!((&body["zoneName"], &body["dedicatedHostId"]), (&Value::Null, &json!("d-MPgs6jPr")));
    assert_eq!(body["subnetId"], "sbn-IyBbk2p8");
    assert_eq!(body["securityGroupIds"], Value::Null);
    assert_eq!(body["enterpriseSecurityGroupIds"], json!(["esg-qwerty123456"]));
    let seen = stage.wizard.order.as_ref().unwrap().rows[0].seen.clone().unwrap();
    assert_eq!(seen.zone, "cn-bj-b");
}
