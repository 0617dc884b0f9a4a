//! What the invented cloud offers.

use std::collections::BTreeSet;

use bcc_wizard::sandbox::{self, Config};
use serde_json::{Value, json};

use super::support::{Room, changed, order};
use crate::said::Speaks as _;

fn list<'a>(value: &'a Value, key: &str) -> &'a Vec<Value> {
    value[key].as_array().unwrap()
}

#[tokio::test]
async fn there_is_enough_to_choose_from() {
    let room = Room::new();
    let regions = room.post("/v2/region/describeRegions", &[], &json!({})).await.ok();
    let regions: Vec<&str> =
        list(&regions, "regions").iter().map(|r| r["regionId"].as_str().unwrap()).collect();
    assert!(regions.len() >= 2 && regions.contains(&"bj"));

    for region in regions {
        let room = Room::with(|config| config.region = region.to_owned());
        let zones = room.get("/v2/zone", &[]).await.ok();
        assert!(list(&zones, "zones").len() >= 3, "{region}");
        let (_, families) = specs(&room).await;
        assert!(families.len() >= 10, "{region} has {families:?}");
        let images = room.get("/v2/image", &[]).await.ok();
        assert!(list(&images, "images").len() >= 25, "{region}");
    }

    let (specs, families) = specs(&room).await;
    assert!(specs.len() >= 60, "{} specs", specs.len());
    assert!(families.len() >= 12, "{} families", families.len());
    let subnets = room.get("/v1/subnet", &[]).await.ok();
    assert!(list(&subnets, "subnets").len() >= 6);
    let groups = room.get("/v2/securityGroup", &[]).await.ok();
    let enterprise = room.get("/v1/enterprise/security", &[]).await.ok();
    assert!(list(&groups, "securityGroups").len() >= 5);
    assert!(list(&enterprise, "enterpriseSecurityGroups").len() >= 2);
    let pairs = room.get("/v2/keypair", &[]).await.ok();
    assert!(list(&pairs, "keypairs").len() >= 3);
}

async fn specs(room: &Room) -> (BTreeSet<String>, BTreeSet<String>) {
    let answer = room.get("/v2/instance/flavorSpec", &[]).await.ok();
    let (mut specs, mut families) = (BTreeSet::new(), BTreeSet::new());
    for zone in list(&answer, "zoneResources") {
        for kind in ["bccResources", "ebcResources"] {
            for group in list(&zone[kind], "flavorGroups") {
                for flavor in list(group, "flavors") {
                    specs.insert(flavor["spec"].as_str().unwrap().to_owned());
                    families.insert(flavor["specId"].as_str().unwrap().to_owned());
                }
            }
        }
    }
    (specs, families)
}

#[tokio::test]
async fn the_defaults_can_be_bought_wherever_something_is_sold() {
    for (region, zones) in [
        ("bj", &["cn-bj-a", "cn-bj-b", "cn-bj-d"][..]),
        ("su", &["cn-su-a", "cn-su-b", "cn-su-c"]),
        ("gz", &["cn-gz-a", "cn-gz-b", "cn-gz-c"]),
    ] {
        let room = Room::with(|config| config.region = region.to_owned());
        for zone in zones {
            let body = changed(order(), &json!({ "zoneName": zone, "networkCapacityInMbps": 1 }));
            room.create(zone, &body).await.ok();
        }
        assert_eq!(room.sandbox.orders(), zones.len());
    }
}

#[tokio::test]
async fn every_spec_that_is_in_stock_can_be_bought_with_an_image_that_fits() {
    let room = Room::with(|config| {
        config.balance = Some("10000000".parse().unwrap());
        config.instance_quota = Some(1000);
    });
    let answer = room.get("/v2/instance/flavorSpec", &[]).await.ok();
    let mut bought = 0;
    for zone in list(&answer, "zoneResources") {
        for kind in ["bccResources", "ebcResources"] {
            for flavor in list(&zone[kind], "flavorGroups").iter().flat_map(|g| list(g, "flavors"))
            {
                bought += usize::from(buy(&room, zone["zoneName"].as_str().unwrap(), flavor).await);
            }
        }
    }
    assert!(bought >= 100, "only {bought} were bought");
    assert_eq!(room.sandbox.instances(), bought);
}

/// Buys one instance of a flavor; says whether there was one to buy.
async fn buy(room: &Room, zone: &str, flavor: &Value) -> bool {
    let spec = flavor["spec"].as_str().unwrap();
    let images = room.get("/v2/image/getAvailableImagesBySpec", &[("spec", spec)]).await.ok();
    let image = list(&images, "images").iter().find(|image| image["osType"] == "linux");
    let image = image.unwrap_or_else(|| panic!("no image fits {spec}"));
    let postpaid = flavor["productType"] != "PrePaid";
    let billing =
        if postpaid { json!({ "paymentTiming": "Postpaid" }) } else { super::support::prepaid(1) };
    let mut body = json!({
        "imageId": image["imageId"],
        "rootDiskSizeInGb": image["minSizeInGiB"].as_u64().unwrap().max(40),
        "spec": spec, "zoneName": zone, "billing": billing,
    });
    if spec.starts_with("bcc.l") {
        body["ephemeralDisks"] = json!([{ "sizeInGB": flavor["ephemeralDiskInGb"] }]);
    }
    let price = json!({
        "spec": spec, "zoneName": zone, "purchaseLength": 1,
        "paymentTiming": billing["paymentTiming"],
    });
    let price = room.post("/v2/instance/price", &[], &price).await.ok();
    let sold_out = price["price"][0]["specPrices"][0]["status"] == "soldOut";
    let answer = room.create(&format!("{zone}/{spec}"), &body).await;
    if sold_out {
        assert_eq!(answer.refused(400, "BadRequest"), "spec is invalid.", "{spec} in {zone}");
    } else {
        assert_eq!(answer.status, 200, "{spec} in {zone}: {}", answer.text);
    }
    !sold_out
}

#[test]
fn what_cannot_be_started_is_said() {
    let fail = |change: fn(&mut Config)| {
        let mut config = Config::new();
        change(&mut config);
        sandbox::start(config).unwrap_err().english()
    };
    let region = fail(|config| config.region = "mars".to_owned());
    assert_eq!(region, "the sandbox has no region \"mars\"; it has bj, su, gz");
    let outside = fail(|config| config.listen = "0.0.0.0:0".parse().unwrap());
    assert!(outside.contains("loopback"), "{outside}");

    let first = sandbox::start(Config::new()).unwrap();
    let mut config = Config::new();
    config.listen = first.address();
    let taken = sandbox::start(config).unwrap_err().english();
    assert!(taken.contains(&first.address().to_string()), "{taken}");
}

#[test]
fn the_configuration_does_not_show_its_secrets() {
    let mut config = Config::new();
    config.secret_key = "a-secret-nobody-sees".into();
    config.session_token = Some("a-token-nobody-sees".into());
    let shown = format!("{config:?}");
    assert!(shown.contains("sandbox-access-key") && !shown.contains("nobody-sees"), "{shown}");
}
