//! What the real client makes of each fault: whether the order may have been made, and that the same
//! order under the same token is one order whatever happened.

use std::time::Duration;

use bcc_wizard::api::client::{Client, Timeouts};
use bcc_wizard::api::endpoint::Endpoints;
use bcc_wizard::api::error::ApiError;
use bcc_wizard::domain::fault::FaultKind;
use bcc_wizard::sandbox::faults::{self as plans, Plan};
use rstest::rstest;

use super::{Pair, body, credentials, minimal};
use crate::client::peer::{Peer, Reply};
use crate::sandbox::support::{faults, first_order};

fn pair(faults: Plan) -> Pair {
    Pair::with(|config| config.faults = faults)
}

/// Orders under one token: the first try fails so, and did or did not make the order; the second
/// makes it, or finds it made.
async fn one_order(action: &str, kind: FaultKind, unclear: bool, made: usize) -> ApiError {
    let pair = pair(first_order(action));
    let error = pair.order("t", &minimal()).await.unwrap_err();
    assert_eq!((error.kind, error.may_have_happened()), (kind, unclear), "{action}: {error}");
    let book = pair.sandbox.book();
    assert_eq!((book.requests, book.orders), (1, made), "{action}: sent once");
    let created = pair.order("t", &minimal()).await.unwrap();
    let book = pair.sandbox.book();
    assert_eq!((book.requests, book.orders, book.instances), (2, 1, 1), "{action}");
    assert_eq!((book.tokens[0].bodies, &book.tokens[0].instances), (1, &created.instance_ids));
    error
}

#[rstest]
#[case::dropped("\"drop_before\"", FaultKind::Interrupted, 0)]
#[case::reply_lost("\"drop_after\"", FaultKind::Interrupted, 1)]
#[case::error_after("\"500_after\"", FaultKind::Server, 1)]
#[case::busy(
    "{ error = { status = 503, code = \"ServiceUnavailable\", message = \"m\" } }",
    FaultKind::Server,
    0
)]
#[case::busy_after(
    "{ error = { status = 503, code = \"ServiceUnavailable\", message = \"m\", after = true } }",
    FaultKind::Server,
    1
)]
#[case::timeout_of_the_cloud(
    "{ error = { status = 408, code = \"RequestTimeout\", message = \"m\" } }",
    FaultKind::Timeout,
    0
)]
#[case::truncated_head("{ truncate = { bytes = 0 } }", FaultKind::Interrupted, 1)]
#[case::truncated("{ truncate = { bytes = 20 } }", FaultKind::Interrupted, 1)]
#[case::truncated_at_the_end("{ truncate = { bytes = 100000 } }", FaultKind::Interrupted, 1)]
#[case::page_200("{ html = { status = 200 } }", FaultKind::Garbled, 0)]
#[case::page_200_after("{ html = { status = 200, after = true } }", FaultKind::Garbled, 1)]
#[case::page_403("{ html = { status = 403, after = true } }", FaultKind::Garbled, 1)]
#[case::page_404("{ html = { status = 404 } }", FaultKind::Garbled, 0)]
#[case::page_502("{ html = { status = 502 } }", FaultKind::Server, 0)]
#[case::page_504_after("{ html = { status = 504, after = true } }", FaultKind::Server, 1)]
#[tokio::test]
async fn after_this_an_order_may_have_been_made(
    #[case] action: &str,
    #[case] kind: FaultKind,
    #[case] made: usize,
) {
    one_order(action, kind, true, made).await;
}

#[rstest]
#[case::throttled("{ 429 = { retry_after = 3 } }", FaultKind::Throttled, Some(3))]
#[case::throttled_without_a_word("\"429\"", FaultKind::Throttled, None)]
#[case::refused(
    "{ error = { status = 400, code = \"BadRequest\", message = \"spec is invalid.\" } }",
    FaultKind::Refused,
    None
)]
#[case::forbidden(
    "{ error = { status = 403, code = \"AccessDenied\", message = \"m\", retry_after = 9 } }",
    FaultKind::Forbidden,
    Some(9)
)]
#[tokio::test]
async fn after_this_no_order_was_made(
    #[case] action: &str,
    #[case] kind: FaultKind,
    #[case] wait: Option<u64>,
) {
    let error = one_order(action, kind, false, 0).await;
    assert_eq!(error.retry_after, wait.map(Duration::from_secs));
}

#[rstest]
#[case::before("\"stall\"", 0)]
#[case::after("{ stall = { after = true } }", 1)]
#[tokio::test]
async fn a_silence_ends_in_time_and_leaves_the_order_unclear(
    #[case] action: &str,
    #[case] made: usize,
) {
    let pair = pair(first_order(action));
    let patience = Timeouts { total: Duration::from_millis(300), ..Timeouts::default() };
    let endpoints = Endpoints::fixed(&pair.sandbox.base_url()).unwrap();
    let hands = pair.hands.clone();
    let client = Client::new(credentials(), endpoints, patience).unwrap();
    let client = client.with_clock(std::sync::Arc::new(move || hands.now()));
    let error = client.submit("t", &body(&minimal())).await.unwrap_err();
    assert_eq!((error.kind, error.may_have_happened()), (FaultKind::Timeout, true), "{error}");
    let book = pair.sandbox.book();
    assert_eq!((book.requests, book.orders), (1, made));
    pair.order("t", &minimal()).await.unwrap();
    assert_eq!((pair.sandbox.orders(), pair.sandbox.instances()), (1, 1));
}

#[rstest]
#[case::found(302)]
#[case::see_other(303)]
#[case::temporary(307)]
#[case::permanent(308)]
#[tokio::test]
async fn a_redirect_is_followed_by_nobody(#[case] status: u16) {
    let elsewhere = Peer::start(|_, _| Reply::json(200, "{\"instanceIds\":[\"i-stolen\"]}")).await;
    let to = format!("location = \"{}/v2/instanceBySpec\", status = {status}", elsewhere.url());
    let error =
        one_order(&format!("{{ redirect = {{ {to} }} }}"), FaultKind::Garbled, true, 0).await;
    assert_eq!(error.status, Some(status));

    let rule = format!("[[plan.rule]]\nmatch = \"ListZones\"\naction.redirect = {{ {to} }}");
    let error = pair(faults(&rule)).client.zones().await.unwrap_err();
    assert_eq!((error.kind, error.status), (FaultKind::Garbled, Some(status)), "{error}");
    assert_eq!(elsewhere.seen().len(), 0, "somebody else was sent a signed request");
}

#[rstest]
#[case::an_hour_ahead(3600)]
#[case::an_hour_behind(-3600)]
#[case::hardly(60)]
#[tokio::test]
async fn a_clock_that_is_off_is_learned_and_the_order_is_one(#[case] seconds: i64) {
    let rule = format!("[[plan.rule]]\nmatch = \"*\"\naction.skew.seconds = {seconds}");
    let pair = pair(faults(&rule));
    pair.order("t", &minimal()).await.unwrap();
    assert_eq!(pair.client.skew().unwrap().as_secs(), seconds);
    let book = pair.sandbox.book();
    assert_eq!((book.orders, book.instances, book.tokens[0].bodies), (1, 1, 1));
    assert_eq!(book.requests, if seconds.abs() > 1800 { 2 } else { 1 });
}

#[tokio::test]
async fn a_clock_that_is_days_off_buys_nothing() {
    let pair = pair(faults("[[plan.rule]]\nmatch = \"*\"\naction.skew.seconds = 200000"));
    let error = pair.order("t", &minimal()).await.unwrap_err();
    assert_eq!((error.kind, error.may_have_happened()), (FaultKind::Clock, false), "{error}");
    assert_eq!(pair.sandbox.book().requests, 1);
}

#[tokio::test]
async fn a_late_answer_is_an_answer() {
    let pair = pair(first_order("{ delay = { ms = 40 } }"));
    pair.order("t", &minimal()).await.unwrap();
    assert_eq!(pair.sandbox.book().requests, 1);
}

/// Reads are asked again where that may help.
#[rstest]
#[case::dropped("\"drop_before\"", true)]
#[case::dropped_after("\"drop_after\"", true)]
#[case::error("\"500_after\"", true)]
#[case::throttled("{ 429 = { retry_after = 0 } }", true)]
#[case::truncated("{ truncate = { bytes = 9 } }", true)]
#[case::gateway("{ html = { status = 502 } }", true)]
#[case::portal("{ html = { status = 200 } }", false)]
#[tokio::test]
async fn a_read_gets_over_one_fault(#[case] action: &str, #[case] repeated: bool) {
    let rule = format!("[[plan.rule]]\nmatch = \"ListZones\"\nnth = 1\naction = {action}");
    let pair = pair(faults(&rule));
    match pair.client.zones().await {
        Ok(zones) => assert!(repeated && zones.len() == 4, "{action}"),
        Err(error) => assert!(!repeated && error.kind == FaultKind::Garbled, "{action}: {error}"),
    }
    assert_eq!(pair.client.zones().await.unwrap().len(), 4, "{action}");
}

#[tokio::test]
async fn whatever_goes_wrong_an_order_repeated_under_its_token_is_one() {
    let mut unclear = 0;
    for seed in 0..25 {
        let pair = pair(plans::find("chaos").unwrap().with_seed(seed));
        for token in ["a", "b", "c", "d"] {
            let mut tries = 0;
            let ids = loop {
                tries += 1;
                assert!(tries < 60, "seed {seed}: no end");
                match pair.order(token, &minimal()).await {
                    Ok(created) => break created.instance_ids,
                    Err(error) => {
                        let book = pair.sandbox.book();
                        let entry = book.tokens.iter().find(|entry| entry.token == token);
                        let made = entry.is_some_and(|entry| entry.orders > 0);
                        assert!(error.may_have_happened() || !made, "seed {seed}: {error}");
                        unclear += usize::from(made);
                    }
                }
            };
            let book = pair.sandbox.book();
            let entry = book.tokens.iter().find(|entry| entry.token == token).unwrap();
            assert_eq!((entry.orders, entry.bodies), (1, 1), "seed {seed}");
            assert_eq!((&entry.instances, entry.requests), (&ids, tries), "seed {seed}");
        }
        let book = pair.sandbox.book();
        assert_eq!((book.orders, book.instances), (4, 4), "seed {seed}");
    }
    assert!(unclear > 10, "hardly anything went wrong: {unclear}");
}
