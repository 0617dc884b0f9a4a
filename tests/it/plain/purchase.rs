//! Whole purchases.

use bcc_wizard::domain::record::PASSWORD_PLACE;
use rstest::rstest;
use serde_json::json;

use crate::sandbox::support::faults;

use super::{BUY, PASSWORD, SECRET_KEY, Site, snapshot};

/// Questions from the first one to the review, with the defaults of the sandbox.
const QUESTIONS: usize = 23;

/// Enter at every question up to the confirmation, then this.
fn enters(then: &str) -> String {
    format!("{}\n{then}", "\n".repeat(QUESTIONS))
}

#[rstest]
#[case::english("plain_en", "en")]
#[case::chinese("plain_zh", "zh-CN")]
fn with_enter_alone_and_then_y_one_instance_is_bought(#[case] name: &str, #[case] language: &str) {
    let site = Site::new();
    let run = site.run(&["--language", language], &enters("y\n")).ends(0);
    assert_eq!((site.sandbox.orders(), site.sandbox.instances()), (1, 1));
    // Standard output has the ids and nothing else.
    let ids = &site.sandbox.book().tokens[0].instances;
    assert_eq!(run.out, format!("{}\n", ids[0]));
    assert!(!run.said.contains('\u{1b}') && !run.said.contains('\r'));
    let asks = run.said.lines().filter(|line| line.ends_with("]:") || line.ends_with("]："));
    assert_eq!(asks.count(), QUESTIONS + 1);
    snapshot(name, &run.keeps_quiet_of(SECRET_KEY).said);
}

#[test]
fn enter_never_buys_however_often() {
    let site = Site::new();
    site.run(&[], &enters(&"\n".repeat(20))).ends(130).says("Nothing is bought yet.");
    assert_eq!((site.sandbox.orders(), site.records().len()), (0, 0));
}

#[test]
fn the_next_steps_alone_lead_to_the_review() {
    let site = Site::new();
    site.run(&[], ">\n>\n>\n>\n>\n>\n>\n\ny\n").ends(0).says("Running");
    assert_eq!(site.sandbox.orders(), 1);
}

/// Every step is answered; what is sent is what was answered.
#[test]
fn what_is_answered_is_what_is_ordered() {
    let site = Site::new();
    let mut talk = site.talk(&[]);
    talk.asked("Region [", "bj").asked("Zone [", "4");
    talk.asked("Spec [", "/4c16g").hears("Spec, 5 of 65");
    talk.asked("Spec [", "1").hears("Spec: bcc.g5.c4m16");
    talk.hears("Price of the order: ¥1.3166/h");
    talk.asked("Count, instances [", "2").hears("Price of the order: ¥2.6333/h");
    talk.asked("More (Minimum count)?", "y").asked("Minimum count, instances [", "1");
    talk.asked("Kind [", "2").asked("System [", "ubuntu").asked("Image [", "m-nky7qeom");
    talk.asked("System disk [", "cloud_hp1").asked("System disk size, GB [", "60");
    talk.asked("Data disks [", "a").hears("Add a data disk.");
    talk.asked("Type [", "enhanced_ssd_pl1").asked("Size, GB [", "5");
    talk.asked("From snapshot [", "").asked("Name [", "data").asked("Extra IOPS, IOPS [", "");
    talk.asked("Release with it [", "").asked("Snapshots too [", "y");
    // It is said what is wrong, and the form is asked once more.
    talk.hears("Error:");
    talk.asked("Type [", "").asked("Size, GB [5]", "100").asked("From snapshot [", ">");
    talk.hears("1. 100 GB, ");
    talk.asked("Data disks [", "").asked("More (", "n");
    talk.asked("VPC [", "1").asked("Subnet [", "").asked("Group kind [", "");
    talk.asked("Security groups [", "1,2").asked("Public IP [", "2");
    talk.asked("Bandwidth, Mbps [", "10").hears("Price of the order:");
    talk.asked("Charged [", "3").asked("Line [", "").asked("Name of the IP [", "eip");
    talk.asked("Released with it [", "y").asked("More (", "");
    talk.asked("Name [", "web").hears("will be called: web-{1…2}");
    talk.asked("Host name [", "web").asked("Login [", "password");
    talk.asked("Password [", PASSWORD).asked("Password again [", PASSWORD);
    talk.asked("More (", "y").asked("Ordered suffix [", "").asked("Host name domain [", "");
    talk.asked("User data [", "+").asked("Text:", "#!/bin/sh").asked("Text:", "? :q");
    talk.asked("Text:", ".").hears("User data: 2 lines");
    talk.asked("Role [", "").asked("Host security [", "").asked("Delete protection [", "y");
    talk.asked("Tags [", "a").asked("Key [", "team").asked("Value [", "search");
    talk.asked("Tags [", "").asked("Tag the rest too [", "").asked("Resource group [", "");
    talk.asked("Payment [", "subscription").asked("Months [", "3");
    talk.asked("Auto-renewal [", "2").asked("Renewed for [", "1");
    talk.asked("Enter or buy to buy", "buy").hears("Buy 2 × bcc.g5.c4m16 in cn-bj-d?");
    talk.hears("This is a large order");
    talk.asked("This is a large order", "y").hears("That is not the count.");
    assert_eq!(site.sandbox.orders(), 0);
    talk.asked("This is a large order", "2");
    let run = talk.ends().ends(0).says("Running").keeps_quiet_of(PASSWORD);
    assert_eq!(run.out.lines().count(), 2);
    let body = site.body();
    let wanted = json!({
        "spec": "bcc.g5.c4m16", "zoneName": "cn-bj-d", "purchaseCount": 2, "purchaseMinCount": 1,
        "imageId": "m-nky7qeom", "rootDiskSizeInGb": 60, "rootDiskStorageType": "cloud_hp1",
        "networkCapacityInMbps": 10, "eipName": "eip", "name": "web", "hostname": "web",
        "adminPass": PASSWORD_PLACE, "isOpenHostEye": null, "keypairId": null,
    });
    for (key, value) in wanted.as_object().unwrap() {
        assert_eq!(body.get(key).unwrap_or(&json!(null)), value, "{key} in {body:#}");
    }
    let disk = &body["createCdsList"][0];
    assert_eq!(
        (&disk["storageType"], &disk["cdsSizeInGB"]),
        (&json!("enhanced_ssd_pl1"), &json!(100))
    );
    assert_eq!(disk["name"], "data");
    assert_eq!(body["securityGroupIds"], json!(["g-default00001", "g-sshonly0001"]));
    assert_eq!(body["tags"], json!([{ "tagKey": "team", "tagValue": "search" }]));
    assert_eq!(body["billing"]["reservation"]["reservationLength"], 3);
    assert_eq!(body["deletionProtection"], 1);
}

#[test]
fn a_wrong_confirmation_buys_nothing() {
    let site = Site::new();
    let mut talk = site.talk(&[]);
    talk.asked("Region [", ":8");
    for wrong in ["yes", "1", "buy", ":q"] {
        talk.asked("Enter or buy to buy", "");
        talk.asked(&format!("Buy? {BUY}"), wrong).hears("That is not y, so nothing is bought.");
        talk.asked(&format!("Buy? {BUY}"), "n").hears("Nothing was bought.");
    }
    assert_eq!(site.sandbox.orders(), 0);
    talk.asked("Enter or buy to buy", "").asked(&format!("Buy? {BUY}"), "Y");
    talk.ends().ends(0);
    assert_eq!(site.sandbox.orders(), 1);
}

#[test]
fn a_price_that_rose_is_asked_about_anew() {
    // The review waits for the balance, and meanwhile the price is no moment old any more.
    let rule = "[[plan.rule]]\nmatch = \"AccountBalance\"\naction = { delay = { ms = 3500 } }";
    let site = Site::of(|config| config.faults = faults(rule));
    let dearer = crate::dearer::Dearer::before(site.sandbox.address());
    let mut talk = super::Talk::start(site.command_to(&dearer.url(), &[]));
    talk.asked("Region [", ":8").asked("Enter or buy to buy", "buy");
    talk.asked(&format!("Buy? {BUY}"), "y").hears("Warning: The price rose after it was confirmed");
    assert_eq!(site.sandbox.orders(), 0);
    // It is a large order by now.
    talk.asked("This is a large order", "1");
    talk.ends().ends(0);
    assert_eq!(site.sandbox.orders(), 1);
}
