//! The price between the consent and the order, over real HTTP.

use bcc_wizard::app::dialog::{Confirm, Dialog};
use bcc_wizard::app::quotes::CHECKED_KEEPS;
use bcc_wizard::domain::order::Phase;
use bcc_wizard::domain::price::Drift;

use super::{Stage, sandbox};
use crate::dearer::Dearer;
use crate::sandbox::support::{Hands, faults};

fn confirm(stage: &Stage) -> &Confirm {
    match &stage.wizard.dialog {
        Some(Dialog::Confirm(confirm)) => confirm,
        other => panic!("no question but {other:?}: {:?}", stage.wizard.notice),
    }
}

/// To the open question, which is consented to once its prices are old enough to be asked once more.
async fn consented(stage: &mut Stage) {
    stage.walk().await;
    stage.settled().await;
    stage.press("enter");
    stage.wait(CHECKED_KEEPS);
    stage.press("y");
}

#[tokio::test]
async fn a_price_that_rose_is_not_paid_unasked() {
    let hands = Hands::new();
    let sandbox = sandbox(&hands, |_| {});
    let proxy = Dearer::before(sandbox.address());
    let mut stage = Stage::open(&proxy.url(), &hands);
    consented(&mut stage).await;
    stage
        .until(
            "the answer",
            |wizard| matches!(&wizard.dialog, Some(Dialog::Confirm(confirm)) if !confirm.confirmed),
        )
        .await;
    let asked = confirm(&stage);
    let moved = asked.moved.as_ref().unwrap();
    assert_eq!(moved.how, Drift::Dearer);
    assert!(asked.quote.hourly().amount > moved.before.hourly().amount);
    assert_eq!((sandbox.orders(), sandbox.book().requests), (0, 0));
    // It is dear now: the count is typed.
    assert!(asked.typed.is_some());
    stage.press("1 enter");
    stage.reach(Phase::Finished).await;
    assert_eq!((sandbox.orders(), stage.tokens()), (1, 1));
}

#[tokio::test]
async fn the_same_price_is_paid_without_another_question() {
    let hands = Hands::new();
    let sandbox = sandbox(&hands, |_| {});
    let mut stage = Stage::open(&sandbox.base_url(), &hands);
    consented(&mut stage).await;
    stage.reach(Phase::Finished).await;
    assert_eq!((sandbox.orders(), stage.tokens()), (1, 1));
}

#[tokio::test]
async fn a_price_that_cannot_be_asked_once_more_is_said() {
    let hands = Hands::new();
    // One question for each payment first, and the tries of one more.
    let rule = "[[plan.rule]]\nmatch = \"GetPriceBySpec\"\nnth = \"11-\"\naction = \"500_after\"";
    let sandbox = sandbox(&hands, |config| config.faults = faults(rule));
    let mut stage = Stage::open(&sandbox.base_url(), &hands);
    stage.walk().await;
    stage.settled().await;
    // However many were asked on the way: until none is answered any more.
    for _ in 0..12 {
        stage.wait(bcc_wizard::domain::price::LIST_KEEPS);
        stage.press("up");
        stage.settled().await;
        if stage.wizard.quotes.outdated {
            break;
        }
    }
    assert!(stage.wizard.quotes.outdated);
    stage.press("end enter y");
    stage
        .until(
            "the answer",
            |wizard| matches!(&wizard.dialog, Some(Dialog::Confirm(confirm)) if !confirm.confirmed),
        )
        .await;
    assert_eq!(confirm(&stage).moved.as_ref().unwrap().how, Drift::NotRenewed);
    assert_eq!(sandbox.orders(), 0);
    stage.press("y");
    stage.reach(Phase::Finished).await;
    assert_eq!(sandbox.orders(), 1);
}
