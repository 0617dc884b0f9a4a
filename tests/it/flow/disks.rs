//! A purchase with disks of every sort, to the request that buys it.

use bcc_wizard::api::wire::create;
use bcc_wizard::app::dialog::Dialog;
use bcc_wizard::domain::field::FieldId;
use bcc_wizard::domain::order::Phase;
use bcc_wizard::sandbox::SECRET_KEY;
use secrecy::SecretString;
use serde_json::{Value, json};

use super::{Stage, sandbox};
use crate::sandbox::support::Hands;

/// Turns the focused choice of the open form until it stands at a value.
fn turn(stage: &mut Stage, cell: &str, value: &str) {
    for _ in 0..20 {
        let Some(Dialog::Item(form)) = &stage.wizard.dialog else { panic!("no form") };
        assert_eq!(form.cells[form.at].name, cell);
        if form.value(cell) == value {
            return;
        }
        stage.press("right");
    }
    panic!("{cell} has no choice {value}");
}

#[tokio::test]
async fn a_disk_from_a_snapshot_a_policy_and_a_file_system_are_bought_as_asked() {
    let hands = Hands::new();
    let sandbox = sandbox(&hands, |_| {});
    let mut stage = Stage::open(&sandbox.base_url(), &hands);
    stage.settled().await;
    stage.press("alt-4");
    stage.settled().await;

    stage.focus(FieldId::DataDisks);
    stage.press("a");
    stage.settled().await;
    stage.press("tab tab");
    turn(&mut stage, "disk_snapshot", "s-Fd83kLm2");
    stage.press("tab");
    stage.enter("shop");
    stage.press("tab tab");
    turn(&mut stage, "disk_release", "yes");
    stage.press("enter enter");
    assert!(stage.wizard.dialog.is_none(), "{:?}", stage.wizard.notice);

    stage.focus(FieldId::DisksMore);
    stage.press("right");
    stage.settled().await;
    stage.focus(FieldId::DataPartition);
    stage.press("right");
    stage.focus(FieldId::SnapshotPolicy);
    stage.press("down space");
    stage.focus(FieldId::FileSystems);
    stage.press("a");
    for text in ["cfs-1a2b3c", "cfs-1a2b3c.lb-1.cfs.bj.baidubce.com", "/mnt/shop"] {
        stage.enter(text);
        stage.press("enter");
    }
    stage.press("enter");

    stage.press("alt-8");
    stage.buy().await;
    stage.reach(Phase::Finished).await;
    assert_eq!((sandbox.orders(), sandbox.instances()), (1, 1));
    let plan = &stage.plans[0];
    let body = create::body(plan, &SecretString::from(SECRET_KEY)).unwrap();
    let body: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(
        body["createCdsList"],
        json!([{
            "storageType": "enhanced_ssd_pl1",
            "cdsSizeInGB": 120,
            "snapshotId": "s-Fd83kLm2",
            "name": "shop",
            "deleteWithInstance": true,
        }]),
        "what was not said is not sent"
    );
    assert_eq!(body["aspId"], "asp-7Rk2mQx1");
    assert_eq!(body["dataPartitionType"], "xfs");
    assert_eq!(
        body["fileSystems"],
        json!([{
            "fsId": "cfs-1a2b3c",
            "mountAds": "cfs-1a2b3c.lb-1.cfs.bj.baidubce.com",
            "path": "/mnt/shop",
            "protocol": "nfs",
        }])
    );
    for unsaid in ["rootPartitionType", "rootDiskExtraIo", "disableRootDiskSerial", "enableHt"] {
        assert_eq!(body.get(unsaid), None, "{unsaid}");
    }
}
