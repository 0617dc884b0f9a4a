//! Purchases whose request or answer is lost on the way: unclear, repeated, bought once.

use bcc_wizard::app::wizard::Screen;
use bcc_wizard::domain::fault::FaultKind;
use bcc_wizard::domain::order::{Order, Phase};
use rstest::rstest;

use super::proxy::{Loss, Proxy};
use super::{Stage, sandbox};
use crate::sandbox::support::Hands;

/// The target of a create request and its body, without what is signed anew each time.
fn order_of(request: &str) -> (&str, &str) {
    let target = request.split(' ').nth(1).unwrap();
    (target, request.split_once("\r\n\r\n").unwrap().1)
}

#[rstest]
#[case::the_answer(Loss::Answer, 1)]
#[case::the_request(Loss::Request, 0)]
#[tokio::test]
async fn a_lost_connection_is_unclear_and_is_cleared_up_under_the_same_token(
    #[case] loss: Loss,
    #[case] taken: usize,
) {
    let hands = Hands::new();
    let sandbox = sandbox(&hands, |_| {});
    let proxy = Proxy::before(sandbox.address(), loss).await;
    let mut stage = Stage::open(&proxy.url(), &hands);
    stage.walk().await;
    stage.buy().await;

    let unclear = |order: &Order| match &order.phase {
        Phase::Unknown(fault) => {
            assert_eq!((fault.kind, fault.may_have_happened), (FaultKind::Interrupted, true));
            true
        }
        _ => false,
    };
    stage.until("doubt", |wizard| wizard.order.as_ref().is_some_and(unclear)).await;
    assert_eq!((stage.wizard.screen, stage.rows().len()), (Screen::Order, 0));
    assert_eq!((sandbox.orders(), proxy.creates().len()), (taken, 1));

    stage.reach(Phase::Following).await;
    assert_eq!(stage.rows().len(), 1);
    stage.reach(Phase::Finished).await;
    assert_eq!((sandbox.orders(), sandbox.instances()), (1, 1));
    assert_eq!(stage.sent, ["token-1", "token-1"]);
    assert_eq!(stage.tokens(), 1);
    assert_eq!(stage.wizard.order.as_ref().unwrap().tries, 2);
    let creates = proxy.creates();
    assert_eq!(creates.len(), 2);
    assert!(order_of(&creates[0]).0.ends_with("clientToken=token-1"), "{}", creates[0]);
    assert!(order_of(&creates[0]).1.contains("\"imageId\""));
    assert_eq!(order_of(&creates[0]), order_of(&creates[1]));
}

#[tokio::test]
async fn a_cloud_that_is_away_while_its_order_is_followed_is_waited_for() {
    let hands = Hands::new();
    let folder = tempfile::tempdir().unwrap();
    let state_file = folder.path().join("state.json");
    // An address of its own, so that no other test can be given the port while it is free.
    let first = sandbox(&hands, |config| {
        config.listen = "127.0.0.79:0".parse().unwrap();
        config.state_file = Some(state_file.clone());
    });
    let address = first.address();
    let mut stage = Stage::open(&first.base_url(), &hands);
    stage.walk().await;
    stage.buy().await;
    stage.reach(Phase::Following).await;
    first.shutdown();
    stage
        .until("the outage", |wizard| {
            wizard.order.as_ref().is_some_and(|order| order.outage.is_some())
        })
        .await;
    let again = sandbox(&hands, |config| {
        config.listen = address;
        config.state_file = Some(state_file);
    });
    stage.reach(Phase::Finished).await;
    assert_eq!(stage.wizard.order.as_ref().unwrap().outage, None);
    assert_eq!((again.orders(), stage.sent.len()), (1, 1));
}
