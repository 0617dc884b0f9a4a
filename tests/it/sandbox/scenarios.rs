//! The scenarios, each through raw requests, and the program's word on them.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use bcc_wizard::sandbox::{self, Config};
use serde_json::{Value, json};

use super::support::{Answer, Room, changed, order, prepaid};
use crate::said::Speaks as _;

fn room(scenario: &str) -> Room {
    Room::with(|config| scenario.clone_into(&mut config.scenario))
}

async fn balance(room: &Room) -> Answer {
    room.send("POST", "/v1/finance/cash/balance", &[], None).await
}

async fn price(room: &Room, zone: &str, spec: &str) -> Answer {
    let body = json!({ "spec": spec, "zoneName": zone, "paymentTiming": "Postpaid",
        "purchaseLength": 1 });
    room.post("/v2/instance/price", &[], &body).await
}

#[tokio::test]
async fn an_ordinary_day_is_the_default() {
    let names: Vec<String> =
        sandbox::scenarios().unwrap().into_iter().map(|scenario| scenario.name).collect();
    assert_eq!(
        names,
        [
            "default",
            "sold-out",
            "no-vpc",
            "no-price-permission",
            "low-balance",
            "quota",
            "real-name-missing",
            "slow",
            "flaky",
        ]
    );
    assert_eq!(Config::new().scenario, sandbox::DEFAULT_SCENARIO);
    room("default").create("t", &order()).await.ok();
}

#[tokio::test]
async fn sold_out_leaves_the_other_families_and_zones() {
    let room = room("sold-out");
    let flavors = room.get("/v2/instance/flavorSpec", &[("zoneName", "cn-bj-a")]).await.ok();
    let groups = flavors["zoneResources"][0]["bccResources"]["flavorGroups"].as_array().unwrap();
    let mut left = Vec::new();
    for group in groups {
        let family = group["flavors"][0]["specId"].as_str().unwrap();
        let body = json!({ "specId": family, "zoneName": "cn-bj-a", "paymentTiming": "Prepaid",
            "purchaseLength": 1 });
        let answer = room.post("/v2/instance/price", &[], &body).await.ok();
        let prices = answer["price"][0]["specPrices"].as_array().unwrap();
        if prices.iter().any(|price| price["status"] == "available") {
            left.push(family);
        }
    }
    for family in ["g5", "g4", "c5", "c4", "m5", "ic5"] {
        assert!(!left.contains(&family), "{family} is left");
    }
    assert!(left.len() >= 3 && left.contains(&"l5"), "{left:?}");

    let message = room.create("t", &order()).await.refused(400, "BadRequest");
    assert_eq!(message, "spec is invalid.");
    let spot = json!({ "billing": { "paymentTiming": "bidding" }, "bidModel": "market" });
    room.create("t", &changed(order(), &spot)).await.refused(400, "BadRequest");
    let offers = room.send("POST", "/v2/instance/bidFlavor", &[], None).await.ok();
    assert_eq!(offers["zoneResources"][0]["bccResources"][0]["flavors"], json!([]));
    let elsewhere = json!({ "zoneName": "cn-bj-b" });
    room.create("t", &changed(order(), &elsewhere)).await.ok();
    let unnamed = room.ids("u", &changed(order(), &json!({ "zoneName": null }))).await.remove(0);
    assert_eq!(room.instance(&unnamed).await["zoneName"], "cn-bj-b");

    // The first zone of whatever region it is.
    let other = Room::with(|config| {
        config.scenario = "sold-out".to_owned();
        config.region = "su".to_owned();
    });
    let status = price(&other, "cn-su-a", "bcc.g5.c2m8").await.ok();
    assert_eq!(status["price"][0]["specPrices"][0]["status"], "soldOut");
}

#[tokio::test]
async fn without_a_network_there_is_nothing_to_be_in() {
    let room = room("no-vpc");
    for (path, list) in [
        ("/v1/vpc", "vpcs"),
        ("/v1/subnet", "subnets"),
        ("/v2/securityGroup", "securityGroups"),
        ("/v1/enterprise/security", "enterpriseSecurityGroups"),
    ] {
        let answer = room.get(path, &[]).await.ok();
        assert_eq!((&answer[list], &answer["isTruncated"]), (&json!([]), &json!(false)), "{path}");
    }
    let enis = room.get("/v1/eni", &[("vpcId", "vpc-IyrqYIQ7")]).await.ok();
    assert_eq!(enis["enis"], json!([]));
    let message = room.create("t", &order()).await.refused(404, "NoSuchObject");
    assert_eq!(message, "subnet not exists.");
    price(&room, "cn-bj-a", "bcc.g5.c2m8").await.ok();
}

#[tokio::test]
async fn without_the_permission_no_price_is_told() {
    let room = room("no-price-permission");
    let eip = json!({ "bandwidthInMbps": 5, "billing": prepaid(1) });
    let disk = json!({ "storageType": "hp1", "cdsSizeInGB": 50, "paymentTiming": "Postpaid",
        "zoneName": "cn-bj-a" });
    let spot = json!({ "spec": "bcc.g5.c2m8", "zoneName": "cn-bj-a" });
    for answer in [
        price(&room, "cn-bj-a", "bcc.g5.c2m8").await,
        room.post("/v1/eip/price", &[], &eip).await,
        room.post("/v2/volume/getPrice", &[], &disk).await,
        room.post("/v2/instance/bidPrice", &[], &spot).await,
        balance(&room).await,
    ] {
        assert_eq!(answer.refused(403, "AccessDenied"), "Access denied.");
    }
    room.get("/v2/zone", &[]).await.ok();
    room.create("t", &order()).await.ok();
}

#[tokio::test]
async fn a_low_balance_buys_nothing() {
    let room = room("low-balance");
    assert_eq!(balance(&room).await.ok(), json!({ "cashBalance": 12.5 }));
    let message = room.create("t", &order()).await.refused(400, "BadRequest");
    assert_eq!(message, "insufficient balance");
    let other = Room::with(|config| {
        config.scenario = "low-balance".to_owned();
        config.balance = Some("1000".parse().unwrap());
    });
    assert_eq!(balance(&other).await.ok(), json!({ "cashBalance": 1000 }), "what is said wins");
}

#[tokio::test]
async fn quotas_can_be_used_up() {
    let room = room("quota");
    let answer = room.create("t", &order()).await;
    answer.refused(413, "Instance.InstanceQuotaLimitExceeded");
    let quotas = room.get("/v1/quota_center", &[("type", "QUOTA")]).await.ok();
    for quota in quotas["result"].as_array().unwrap() {
        let full = quota["value"] == quota["used"];
        assert_eq!(full, quota["name"] != "cdsQuota", "{quota}");
    }
    // With more instances it is the public IPs that are missing.
    let more = Room::with(|config| {
        config.scenario = "quota".to_owned();
        config.instance_quota = Some(21);
    });
    let public = changed(order(), &json!({ "networkCapacityInMbps": 1 }));
    more.create("t", &public).await.refused(413, "Instance.EipQuotaLimitExceeded");
    more.create("t", &order()).await.ok();
}

#[tokio::test]
async fn without_a_real_name_everything_can_be_seen_and_nothing_bought() {
    let room = room("real-name-missing");
    price(&room, "cn-bj-a", "bcc.g5.c2m8").await.ok();
    for path in ["/v2/instanceBySpec", "/v2/instance/bid"] {
        let answer = room.post(path, &[("clientToken", "t")], &order()).await;
        assert_eq!(answer.refused(403, "QualifyNotPass"), "The User has not pass qualify.");
    }
    assert_eq!(room.sandbox.orders(), 0);
}

#[tokio::test]
async fn slow_answers_are_late_all_of_them() {
    let delay = Duration::from_millis(50);
    let room = Room::with(|config| {
        config.scenario = "slow".to_owned();
        config.delay = Some(delay);
    });
    let started = Instant::now();
    room.get("/v2/zone", &[]).await.ok();
    assert!(started.elapsed() >= delay, "{:?}", started.elapsed());
    let started = Instant::now();
    room.get("/v2/nonsense", &[]).await.refused(404, "NotFound");
    assert!(started.elapsed() >= delay, "{:?}", started.elapsed());
}

#[tokio::test]
async fn every_third_request_fails_and_did_nothing() {
    let room = room("flaky");
    let zones = async || room.get("/v2/zone", &[]).await;
    let codes = async |times: usize| {
        let mut codes = Vec::new();
        for _ in 0..times {
            let answer = zones().await;
            codes.push((answer.status, answer.json()["code"].clone()));
        }
        codes
    };
    let fine = (200, Value::Null);
    let (internal, busy) = ((500, json!("InternalError")), (503, json!("ServiceUnavailable")));
    let turn = [&fine, &fine, &internal, &fine, &fine, &busy, &fine, &fine, &internal];
    assert_eq!(codes(9).await.iter().collect::<Vec<_>>(), turn);

    codes(2).await;
    room.create("t", &order()).await.refused(503, "ServiceUnavailable");
    assert_eq!((room.sandbox.orders(), room.sandbox.instances()), (0, 0), "it did nothing");
    let made = room.create("t", &order()).await.ok();
    // Once it was made, its answer is never hidden, whoever's turn it is.
    for _ in 0..7 {
        assert_eq!(room.create("t", &order()).await.ok(), made);
    }
    assert_eq!((room.sandbox.orders(), room.sandbox.instances()), (1, 1));
    // An order that was not made still has its turn.
    let mut refused = 0;
    for at in 0..3 {
        refused += usize::from(room.create(&format!("u{at}"), &order()).await.status >= 500);
    }
    assert_eq!((refused, room.sandbox.orders()), (1, 3));
}

#[test]
fn an_unknown_scenario_is_named_with_the_nearest_and_all() {
    let mut config = Config::new();
    config.scenario = "soldout".to_owned();
    let error = sandbox::start(config).unwrap_err().english();
    let all = "default, sold-out, no-vpc, no-price-permission, low-balance, quota, \
        real-name-missing, slow, flaky";
    assert_eq!(
        error,
        format!(
            "the sandbox has no scenario \"soldout\" (did you mean \"sold-out\"?); it has {all}"
        )
    );
    let error = sandbox::scenario("apocalypse").unwrap_err().english();
    assert_eq!(error, format!("the sandbox has no scenario \"apocalypse\"; it has {all}"));
}

fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_bcc-wizard"));
    program.env_clear().stdin(Stdio::null());
    program
}

#[test]
fn the_program_judges_the_scenario_before_anything_else() {
    for (args, code, said) in [
        (&["sandbox", "--scenario", "slo"][..], 2, "did you mean \"slow\"?"),
        (&["--sandbox", "--scenario", "nonsense"], 2, "it has default, sold-out"),
        (&["--scenario", "slow"], 2, "add --sandbox"),
        (&["--sandbox", "--scenario", "slow"], 2, "needs a terminal"),
    ] {
        let output = program().args(args).output().unwrap();
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(text.contains(said) && text.lines().count() == 1, "{args:?}: {text}");
        assert_eq!(output.status.code(), Some(code), "{args:?}");
    }
    let help = String::from_utf8(program().arg("--help").output().unwrap().stdout).unwrap();
    for scenario in sandbox::scenarios().unwrap() {
        assert!(help.contains(&scenario.name), "{} is not in the help", scenario.name);
    }
}

#[test]
fn the_server_says_what_day_it_is() {
    let home = tempfile::tempdir().unwrap();
    let mut server = program()
        .args(["sandbox", "--scenario", "low-balance"])
        .env("HOME", home.path())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(server.stderr.take().unwrap()).read_line(&mut line).unwrap();
    server.kill().unwrap();
    server.wait().unwrap();
    let said = "in the scenario low-balance: there are 12.50 CNY on the account.";
    assert!(line.contains(said), "{line}");
}
