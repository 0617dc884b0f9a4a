//! Orders that the cloud refuses, and what can be made of them.

use bcc_wizard::app::wizard::Screen;
use bcc_wizard::domain::field::FieldId;
use bcc_wizard::domain::order::{Order, Phase};

use super::{Stage, sandbox};
use crate::sandbox::support::{Hands, faults};

async fn refused(stage: &mut Stage) {
    stage.buy().await;
    let refused = |order: &Order| matches!(order.phase, Phase::Refused(_));
    stage.until("the refusal", |wizard| wizard.order.as_ref().is_some_and(refused)).await;
}

#[tokio::test]
async fn a_quota_that_is_used_up_leads_back_to_its_field_with_every_answer() {
    let hands = Hands::new();
    let sandbox = sandbox(&hands, |config| config.scenario = "quota".to_owned());
    let mut stage = Stage::open(&sandbox.base_url(), &hands);
    stage.walk().await;
    let before = format!("{:?}", stage.wizard.draft);
    refused(&mut stage).await;
    assert_eq!(stage.wizard.screen, Screen::Order);
    stage.press("esc");
    assert_eq!(stage.wizard.focused(), FieldId::Count);
    assert_eq!(format!("{:?}", stage.wizard.draft), before);
    stage.settled().await;
    stage.press("alt-8");
    refused(&mut stage).await;
    assert_eq!(stage.sent, ["token-1", "token-2"], "another order has another token");
    assert_eq!((sandbox.orders(), sandbox.instances()), (0, 0));
}

#[tokio::test]
async fn what_is_sold_out_meanwhile_is_bought_in_another_zone_as_another_order() {
    let hands = Hands::new();
    let rule = "[[plan.rule]]\nmatch = \"CreateInstanceBySpec\"\nnth = 1\n[plan.rule.action.error]\nstatus = 400\ncode = \"Instance.SoldOut\"\nmessage = \"The spec is sold out.\"";
    let sandbox = sandbox(&hands, |config| config.faults = faults(rule));
    let mut stage = Stage::open(&sandbox.base_url(), &hands);
    stage.walk().await;
    let first = stage.wizard.draft.zone.clone();
    refused(&mut stage).await;
    stage.press("z");
    assert_eq!((stage.wizard.screen, stage.wizard.focused()), (Screen::Form, FieldId::Zone));
    stage.settled().await;
    stage.press("down enter");
    stage.settled().await;
    assert_ne!(stage.wizard.draft.zone, first);
    stage.press("alt-8");
    stage.buy().await;
    stage.reach(Phase::Finished).await;
    assert_eq!(stage.sent, ["token-1", "token-2"]);
    assert_eq!(Some(&stage.plans[1].zone), stage.wizard.draft.zone.as_ref());
    let book = sandbox.book();
    assert_eq!((book.orders, book.instances, book.requests), (1, 1, 2));
}
