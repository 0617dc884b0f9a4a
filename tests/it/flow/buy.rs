//! Purchases in which nothing is lost.

use std::time::Duration;

use bcc_wizard::app::wizard::Screen;
use bcc_wizard::domain::fault::FaultKind;
use bcc_wizard::domain::field::{FieldId, StepId};
use bcc_wizard::domain::order::Phase;

use super::{Stage, sandbox};
use crate::sandbox::support::Hands;
use crate::wire::credentials;

#[tokio::test]
async fn next_seven_times_then_enter_and_yes_buys_once() {
    let hands = Hands::new();
    let sandbox = sandbox(&hands, |_| {});
    let mut stage = Stage::open(&sandbox.base_url(), &hands);
    stage.walk().await;
    assert_eq!((sandbox.orders(), stage.tokens()), (0, 0), "nothing is bought by walking");
    stage.buy().await;
    assert_eq!(stage.wizard.screen, Screen::Order);
    stage.reach(Phase::Finished).await;

    assert_eq!(stage.wizard.screen, Screen::Done);
    assert_eq!((sandbox.orders(), sandbox.instances()), (1, 1));
    assert_eq!((stage.sent.as_slice(), stage.tokens()), (&["token-1".to_owned()][..], 1));
    let rows = stage.rows();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].1, "Running");
    let order = stage.wizard.order.as_ref().unwrap();
    assert_eq!((order.tries, &order.outage), (1, &None));
    let seen = order.rows[0].seen.as_ref().unwrap();
    let plan = &order.ordered;
    assert_eq!((&seen.zone, &seen.spec), (&plan.zone, &plan.spec));
    assert!(seen.private_ip.is_some());
}

#[tokio::test]
async fn a_slow_start_and_a_public_address_are_waited_for() {
    let hands = Hands::new();
    let sandbox = sandbox(&hands, |config| config.boot = Duration::from_secs(90));
    let mut stage = Stage::open(&sandbox.base_url(), &hands);
    stage.settled().await;
    stage.press("alt-5");
    stage.settled().await;
    stage.focus(FieldId::PublicIp);
    stage.press("right");
    assert!(stage.wizard.draft.public_ip);
    stage.press("alt-8");
    stage.buy().await;
    stage.reach(Phase::Finished).await;

    let order = stage.wizard.order.as_ref().unwrap();
    let seen = order.rows[0].seen.as_ref().unwrap();
    assert!(seen.public_ip.is_some(), "{seen:?}");
    let followed = order.last_answer.unwrap().saturating_sub(order.accepted.unwrap());
    // Ninety seconds to start, one to bind, and at most one pause more.
    assert!((91..=96).contains(&followed.as_secs()), "{followed:?}");
    assert_eq!(sandbox.orders(), 1);
}

#[tokio::test]
async fn another_purchase_is_another_order_under_a_token_of_its_own() {
    let hands = Hands::new();
    let sandbox = sandbox(&hands, |_| {});
    let mut stage = Stage::bought(&sandbox.base_url(), &hands).await;
    let first = stage.rows();
    stage.press("n");
    assert_eq!((stage.wizard.screen, stage.wizard.step), (Screen::Form, StepId::Review));
    stage.buy().await;
    stage.reach(Phase::Finished).await;
    assert_eq!(stage.sent, ["token-1", "token-2"]);
    assert_ne!(stage.rows(), first);
    assert_eq!((sandbox.orders(), sandbox.instances()), (2, 2));
}

#[tokio::test]
async fn what_was_bought_is_looked_at_and_given_back() {
    let hands = Hands::new();
    let sandbox = sandbox(&hands, |_| {});
    let mut stage = Stage::bought(&sandbox.base_url(), &hands).await;
    stage.press("v");
    stage.until("the link", |wizard| wizard.vnc.is_some()).await;
    let link = stage.wizard.vnc.clone().unwrap().unwrap();
    assert!(link.starts_with(&sandbox.base_url()), "{link}");

    let (id, _) = stage.rows().remove(0);
    stage.press("r enter");
    assert_eq!(sandbox.instances(), 1, "nothing goes before its id was typed");
    stage.enter(&id);
    stage.press("enter");
    stage.until("the release", |wizard| wizard.released.contains(&id)).await;
    assert_eq!((sandbox.orders(), sandbox.instances()), (1, 0));
}

#[tokio::test]
async fn a_question_answered_with_no_buys_nothing() {
    let hands = Hands::new();
    let sandbox = sandbox(&hands, |_| {});
    let mut stage = Stage::open(&sandbox.base_url(), &hands);
    stage.walk().await;
    for no in ["n", "esc"] {
        stage.press("enter");
        assert!(stage.wizard.dialog.is_some());
        stage.press(no);
        assert!(stage.wizard.dialog.is_none());
    }
    // The tokens of the earlier questions arrive only now: one order takes one of them.
    stage.press("enter y");
    stage.until("the order", |wizard| wizard.order.is_some()).await;
    stage.reach(Phase::Finished).await;
    assert_eq!(sandbox.orders(), 1);
    assert_eq!((stage.sent.len(), stage.tokens()), (1, 3));
}

#[tokio::test]
async fn a_refused_order_leads_back_to_its_field_and_can_be_mended() {
    let hands = Hands::new();
    let sandbox = sandbox(&hands, |config| config.instance_quota = Some(1));
    let mut stage = Stage::open(&sandbox.base_url(), &hands);
    stage.settled().await;
    stage.press("alt-2");
    stage.settled().await;
    stage.focus(FieldId::Count);
    stage.press("ctrl-u 2 alt-8");
    stage.buy().await;
    let refused =
        |phase: &Phase| matches!(phase, Phase::Refused(fault) if fault.kind == FaultKind::Quota);
    stage
        .until("the refusal", |wizard| {
            wizard.order.as_ref().is_some_and(|order| refused(&order.phase))
        })
        .await;
    assert_eq!(sandbox.orders(), 0);
    stage.press("esc");
    assert_eq!((stage.wizard.screen, stage.wizard.focused()), (Screen::Form, FieldId::Count));
    stage.press("ctrl-u 1 alt-8");
    stage.buy().await;
    stage.reach(Phase::Finished).await;
    assert_eq!(stage.sent, ["token-1", "token-2"]);
    assert_eq!((sandbox.orders(), sandbox.instances()), (1, 1));
}

#[tokio::test]
async fn another_region_is_another_cloud() {
    let hands = Hands::new();
    let beijing = sandbox(&hands, |_| {});
    let suzhou = sandbox(&hands, |config| config.region = "su".to_owned());
    let regions = [("bj", &*beijing.base_url()), ("su", &*suzhou.base_url())];
    let mut stage = Stage::open_regions(&regions, &hands, credentials());
    stage.settled().await;
    assert_eq!(stage.wizard.draft.zone.as_deref(), Some("cn-bj-a"));
    stage.focus(FieldId::Region);
    stage.press("right");
    stage.settled().await;
    assert_eq!(stage.wizard.draft.zone.as_deref(), Some("cn-su-a"));
    stage.walk().await;
    stage.buy().await;
    stage.reach(Phase::Finished).await;
    assert_eq!((beijing.orders(), suzhou.orders()), (0, 1));
}
