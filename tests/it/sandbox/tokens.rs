//! Idempotency: one token, one order (contract.md §4).

use std::time::Duration;

use bcc_wizard::api::cipher;
use bcc_wizard::sandbox::SECRET_KEY;
use futures_util::future::join_all;
use serde_json::{Value, json};

use super::support::{Room, changed, faults, order};

const HOUR: Duration = Duration::from_hours(1);

#[tokio::test]
async fn the_same_order_under_the_same_token_is_the_same_order() {
    let room = Room::new();
    let first = room.create("t", &order()).await.ok();
    let again = room.create("t", &order()).await.ok();
    assert_eq!(first, again);

    let body = r#"{"billing":{"paymentTiming":"Postpaid"},"keypairId":"k-VLbXxC1m","zoneName":"cn-bj-a",
        "spec":"bcc.g5.c2m8","imageId":"m-nky7qeom"}"#;
    let query = [("clientToken", "t")];
    let spelled = room.send("POST", "/v2/instanceBySpec", &query, Some(body.into())).await.ok();
    assert_eq!(first, spelled);
    assert_eq!((room.sandbox.orders(), room.sandbox.instances()), (1, 1));
    let other = room.create("u", &order()).await.ok();
    assert_ne!(first, other);
}

#[tokio::test]
async fn another_order_under_a_used_token_is_refused() {
    let room = Room::new();
    room.create("t", &order()).await.ok();
    for changes in [
        json!({ "purchaseCount": 2 }),
        json!({ "name": "web" }),
        json!({ "keypairId": null }),
        json!({ "unknownField": 1 }),
        json!({ "imageId": "m-nobody" }),
    ] {
        let answer = room.create("t", &changed(order(), &changes)).await;
        answer.refused(403, "IdempotentParameterMismatch");
    }
    let query = [("clientToken", "t"), ("extra", "1")];
    let answer = room.post("/v2/instanceBySpec", &query, &order()).await;
    answer.refused(403, "IdempotentParameterMismatch");
    assert_eq!((room.sandbox.orders(), room.sandbox.instances()), (1, 1));
}

#[tokio::test]
async fn a_refused_order_does_not_use_up_its_token() {
    let room = Room::new();
    let wrong = changed(order(), &json!({ "imageId": "m-nobody" }));
    room.create("t", &wrong).await.refused(404, "NoSuchObject");
    room.create("t", &order()).await.ok();
}

#[tokio::test]
async fn a_token_lives_for_a_day_after_it_was_last_used() {
    let room = Room::new();
    let first = room.create("t", &order()).await.ok();
    room.hands.advance(23 * HOUR);
    assert_eq!(room.create("t", &order()).await.ok(), first);
    room.hands.advance(24 * HOUR);
    assert_eq!(room.create("t", &order()).await.ok(), first);
    room.hands.advance(24 * HOUR + Duration::from_secs(1));
    assert_ne!(room.create("t", &order()).await.ok(), first);
    assert_eq!((room.sandbox.orders(), room.sandbox.instances()), (2, 2));
}

#[tokio::test]
async fn a_token_still_answers_when_its_instance_is_gone() {
    let room = Room::new();
    let first = room.create("t", &order()).await.ok();
    room.hands.advance(Duration::from_secs(10));
    let path = format!("/v2/instance/{}", first["instanceIds"][0].as_str().unwrap());
    let release = json!({ "relatedReleaseFlag": true, "deleteCdsSnapshotFlag": false });
    room.post(&path, &[], &release).await;
    assert_eq!(room.create("t", &order()).await.ok(), first);
    assert_eq!((room.sandbox.orders(), room.sandbox.instances()), (1, 0));
}

#[tokio::test]
async fn orders_at_the_same_moment_are_one_order() {
    let room = Room::new();
    let body = order();
    let (a, b, c) =
        tokio::join!(room.create("t", &body), room.create("t", &body), room.create("t", &body));
    let (a, b, c) = (a.ok(), b.ok(), c.ok());
    assert!(a == b && b == c);
    assert_eq!((room.sandbox.orders(), room.sandbox.instances()), (1, 1));
}

/// An order with a password, as a client sends it.
fn with_password(password: &str) -> Value {
    let cipher = cipher::encrypt(&password.into(), &SECRET_KEY.into()).unwrap();
    changed(order(), &json!({ "keypairId": null, "adminPass": cipher }))
}

#[tokio::test]
async fn an_order_with_a_password_is_known_again_by_its_password_too() {
    let room = Room::new();
    let first = room.create("t", &with_password("Abcd123!")).await.ok();
    assert_eq!(room.create("t", &with_password("Abcd123!")).await.ok(), first);
    let other = room.create("t", &with_password("Abcd124!")).await;
    other.refused(403, "IdempotentParameterMismatch");
    let key = room.create("t", &order()).await;
    key.refused(403, "IdempotentParameterMismatch");
    assert_eq!((room.sandbox.orders(), room.sandbox.instances()), (1, 1));
}

/// A sandbox that looks at a create request only a while after it came, so that several are in flight.
fn crowded() -> Room {
    let rule = "[[plan.rule]]\nmatch = \"CreateInstanceBySpec\"\naction.delay.ms = 50";
    Room::with(|config| config.faults = faults(rule))
}

#[tokio::test]
async fn equal_orders_in_flight_at_once_are_one_order() {
    for body in [order(), with_password("Abcd123!")] {
        let room = crowded();
        let answers = join_all((0..12).map(|_| room.create("t", &body))).await;
        let mut answers: Vec<Value> = answers.into_iter().map(super::support::Answer::ok).collect();
        answers.dedup();
        assert_eq!(answers.len(), 1);
        let book = room.sandbox.book();
        assert_eq!((book.requests, book.orders, book.instances), (12, 1, 1));
    }
}

#[tokio::test]
async fn different_orders_in_flight_under_one_token_are_one_order_too() {
    let room = crowded();
    let bodies: Vec<Value> =
        (0..8).map(|at| changed(order(), &json!({ "name": format!("web-{at}") }))).collect();
    let answers = join_all(bodies.iter().map(|body| room.create("t", body))).await;
    let (made, refused): (Vec<_>, Vec<_>) =
        answers.into_iter().partition(|answer| answer.status == 200);
    assert_eq!((made.len(), refused.len()), (1, 7));
    for answer in refused {
        answer.refused(403, "IdempotentParameterMismatch");
    }
    let book = room.sandbox.book();
    assert_eq!((book.orders, book.instances, book.tokens[0].bodies), (1, 1, 8));
}
