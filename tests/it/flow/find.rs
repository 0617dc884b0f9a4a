//! Instances that the cloud did not name are found again: those of the order, and no others.

use std::sync::Arc;
use std::time::Duration;

use bcc_wizard::app::effect::{Effect, Intent};
use bcc_wizard::app::msg::{Created, Msg};
use bcc_wizard::domain::order::{Ordered, Phase, RowState};
use bcc_wizard::domain::plan::{Bid, Plan};
use bcc_wizard::domain::record::Confirmed;

use super::{PATIENCE, Stage, sandbox};
use crate::sandbox::support::Hands;
use crate::wire::minimal;

fn plan(name: Option<&str>) -> Arc<Plan> {
    let name = name.map(str::to_owned);
    Arc::new(Plan { count: 2, name, spot: Some(Bid::Market), ..minimal() })
}

async fn next(stage: &mut Stage) -> Msg {
    let next = tokio::time::timeout(PATIENCE, stage.messages.recv()).await;
    next.expect("no message came").expect("the executor is gone")
}

async fn placed(stage: &mut Stage, token: &str, plan: &Arc<Plan>) -> Vec<String> {
    let intent = Intent {
        token: token.to_owned(),
        plan: Arc::clone(plan),
        ordered: Ordered::of(plan, false),
        confirmed: Confirmed::default(),
        file: "".into(),
    };
    let effect = Effect::Submit(Box::new(intent));
    assert!(stage.executor.perform(effect).is_none());
    let Msg::Submitted { result, .. } = next(stage).await else { panic!("not submitted") };
    result.unwrap().ids
}

async fn found(stage: &mut Stage, token: &str, plan: &Arc<Plan>) -> Result<Vec<String>, ()> {
    let effect =
        Effect::Find { token: token.to_owned(), ordered: Box::new(Ordered::of(plan, false)) };
    assert!(stage.executor.perform(effect).is_none());
    let Msg::Seen { result, token: of } = next(stage).await else { panic!("not seen") };
    assert_eq!(of, token);
    let mut ids: Vec<String> =
        result.map_err(|_| ())?.into_iter().map(|instance| instance.id).collect();
    ids.sort();
    Ok(ids)
}

#[tokio::test]
async fn only_what_the_order_made_is_found() {
    let hands = Hands::new();
    let sandbox = sandbox(&hands, |_| {});
    let mut stage = Stage::open(&sandbox.base_url(), &hands);
    stage.settled().await;
    let (named, unnamed) = (plan(Some("web")), plan(None));
    // The same was bought before; something else is bought at the same time.
    placed(&mut stage, "earlier", &named).await;
    hands.advance(Duration::from_mins(1));
    let mut ids = placed(&mut stage, "named", &named).await;
    ids.sort();
    placed(&mut stage, "other", &plan(Some("db"))).await;
    let metered = Arc::new(Plan { spot: None, ..(*named).clone() });
    placed(&mut stage, "metered", &metered).await;
    assert_eq!(found(&mut stage, "named", &named).await, Ok(ids.clone()));
    // Taken up again, it is still the clock of the cloud that counts, not this machine's.
    stage.executor.perform(Effect::LetGo("named".to_owned()));
    stage.executor.perform(Effect::TakeUp { token: "named".to_owned(), password: None });
    assert!(matches!(next(&mut stage).await, Msg::TakenUp(Ok(_))));
    assert_eq!(found(&mut stage, "named", &named).await, Ok(ids.clone()));

    hands.advance(Duration::from_mins(1));
    let mut without = placed(&mut stage, "unnamed", &unnamed).await;
    without.sort();
    assert_eq!(found(&mut stage, "unnamed", &unnamed).await, Ok(without));
    assert_eq!(found(&mut stage, "never-sent", &named).await, Err(()), "when is not known");
}

#[tokio::test]
async fn an_order_with_a_number_alone_is_followed_to_its_end() {
    let hands = Hands::new();
    let sandbox = sandbox(&hands, |_| {});
    let mut stage = Stage::open(&sandbox.base_url(), &hands);
    stage.walk().await;
    stage.press("ctrl-t ctrl-t");
    stage.settled().await;
    stage.press("enter");
    stage
        .until("the token", |wizard| match &wizard.dialog {
            Some(bcc_wizard::app::dialog::Dialog::Confirm(confirm)) => confirm.token.is_some(),
            _ => false,
        })
        .await;
    stage.press("y");
    assert_eq!(stage.wizard.draft.payment.api_name(), "bidding");
    // The cloud's answer, without the ids that it would have had.
    let Msg::Submitted { token, result } = next(&mut stage).await else { panic!("not submitted") };
    let created = result.unwrap();
    assert!(created.order.is_some() && created.ids.len() == 1);
    let bare = Created { ids: Vec::new(), ..created.clone() };
    stage.take(Msg::Submitted { token, result: Ok(bare) });
    let order = stage.wizard.order.as_ref().unwrap();
    assert!(order.is_looking() && order.phase == Phase::Following);
    stage.reach(Phase::Finished).await;
    let order = stage.wizard.order.as_ref().unwrap();
    assert_eq!(order.rows[0].id, created.ids[0]);
    assert_eq!(order.rows[0].state, RowState::Running);
    assert_eq!(sandbox.orders(), 1);
}
