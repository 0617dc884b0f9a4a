//! Instances that are given back on the done screen.

use bcc_wizard::app::wizard::Screen;
use bcc_wizard::domain::order::Phase;
use bcc_wizard::domain::plan::Payment;

use super::{Stage, sandbox};
use crate::sandbox::support::Hands;

fn released(stage: &mut Stage) -> String {
    assert_eq!(stage.wizard.screen, Screen::Done);
    let (id, _) = stage.rows().remove(0);
    stage.press("r");
    stage.enter(&id);
    stage.press("enter");
    id
}

#[tokio::test]
async fn what_is_paid_as_used_is_released_by_its_id() {
    let hands = Hands::new();
    let sandbox = sandbox(&hands, |_| {});
    let mut stage = Stage::bought(&sandbox.base_url(), &hands).await;
    let id = released(&mut stage);
    stage.until("the release", |wizard| !wizard.released.is_empty()).await;
    assert!(stage.wizard.released.contains(&id) && stage.wizard.refunds.is_empty());
    assert_eq!(sandbox.instances(), 0);
}

#[tokio::test]
async fn a_subscription_is_refunded_and_what_went_with_it_named() {
    let hands = Hands::new();
    let sandbox = sandbox(&hands, |_| {});
    let mut stage = Stage::open(&sandbox.base_url(), &hands);
    stage.settled().await;
    stage.press("ctrl-t");
    assert_eq!(stage.wizard.draft.payment, Payment::Prepaid);
    stage.settled().await;
    stage.press("alt-8");
    stage.buy().await;
    stage.reach(Phase::Finished).await;
    assert_ne!(stage.wizard.confirmed.once, "0");
    let id = released(&mut stage);
    assert_eq!(sandbox.instances(), 1, "the id alone gives nothing back");
    stage.press("y");
    stage.until("the refund", |wizard| !wizard.released.is_empty()).await;
    let refund = &stage.wizard.refunds[&id];
    assert!(refund.refunded && refund.failed.is_empty(), "{refund:?}");
    assert_eq!(sandbox.instances(), 0);
}
