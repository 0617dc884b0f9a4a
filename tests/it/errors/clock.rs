//! A machine whose clock is wrong, against a server that judges the time of each request.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use bcc_wizard::api::client::{Client, Request};
use bcc_wizard::api::clock::{CORRECTED, TAKEN, WARNED};
use bcc_wizard::api::endpoint::Service;
use bcc_wizard::domain::fault::{Fault, FaultKind};
use bcc_wizard::domain::language::Language;
use bcc_wizard::ui::words::Words;
use jiff::fmt::rfc2822;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::Semaphore;

use super::client;
use crate::client::peer::{Peer, Reply, Seen, answer};

/// 2026-01-01T00:00:00Z, the server's time.
const NOW: i64 = 1_767_225_600;
const ZONES: &str = r#"{"zones":[{"zoneName":"cn-bj-a"}]}"#;
const CREATED: &str = r#"{"instanceIds":["i-1"]}"#;
const EXPIRED: &str = include_str!("../../samples/error.RequestExpired.json");

fn now() -> Timestamp {
    Timestamp::from_second(NOW).unwrap()
}

fn date() -> String {
    let date = rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&now()).unwrap();
    format!("date: {date}\r\nx-bce-request-id: r-1")
}

/// How far the time a request was signed at is from the server's.
fn off(seen: &Seen) -> SignedDuration {
    let signed: Timestamp = seen.header("x-bce-date").unwrap().parse().unwrap();
    signed.duration_since(now())
}

/// A cloud that refuses what is more than 30 minutes off and answers everything else with `body`.
async fn strict(body: &'static str) -> Peer {
    Peer::start(move |_, seen| {
        if off(seen).abs() > TAKEN {
            Reply::with(400, &date(), EXPIRED)
        } else {
            Reply::with(200, &date(), body)
        }
    })
    .await
}

/// A client on a machine whose clock is so many minutes ahead of the server's.
fn ahead(peer: &Peer, minutes: i64) -> Client {
    let local = now() + SignedDuration::from_mins(minutes);
    client(peer).with_clock(Arc::new(move || local))
}

#[tokio::test]
async fn a_clock_far_off_is_corrected_once_and_for_all() {
    for minutes in [31, -31, 8 * 60, -14 * 60] {
        let peer = strict(ZONES).await;
        let client = ahead(&peer, minutes);
        assert_eq!((client.skew(), client.skew_warned()), (None, None));
        assert_eq!(client.zones().await.unwrap().len(), 1);
        let seen = peer.seen();
        assert_eq!(
            seen.iter().map(off).collect::<Vec<_>>(),
            [SignedDuration::from_mins(minutes), SignedDuration::ZERO]
        );
        assert_ne!(seen[0].header("authorization"), seen[1].header("authorization"));
        // What is asked later, by clones too, is signed right from the start.
        client.clone().zones().await.unwrap();
        assert_eq!(peer.seen().len(), 3);
        let skew = SignedDuration::from_mins(-minutes);
        assert_eq!((client.skew(), client.skew_warned()), (Some(skew), Some(skew)));
    }
}

#[tokio::test]
async fn a_clock_within_the_tolerance_is_measured_and_left_alone() {
    for minutes in [0, 4, 5, -5, 30, -30] {
        let peer = strict(ZONES).await;
        let client = ahead(&peer, minutes);
        client.zones().await.unwrap();
        client.zones().await.unwrap();
        let skew = SignedDuration::from_mins(-minutes);
        assert_eq!(client.skew(), Some(skew));
        assert_eq!(client.skew_warned(), Some(skew).filter(|skew| skew.abs() >= WARNED));
        assert_eq!(peer.seen().iter().map(off).collect::<Vec<_>>(), [-skew, -skew]);
    }
}

#[tokio::test]
async fn an_order_refused_for_its_time_is_signed_anew_with_the_same_token_and_body() {
    let peer = strict(CREATED).await;
    let created = ahead(&peer, -90).submit("t-1", r#"{"spec":"s"}"#).await.unwrap();
    assert_eq!(created.instance_ids, ["i-1"]);
    let [first, second] = peer.seen().try_into().unwrap();
    assert_eq!((&first.target, &first.body), (&second.target, &second.body));
    assert_eq!(first.target, "/v2/instanceBySpec?clientToken=t-1");
    assert_eq!(off(&second), SignedDuration::ZERO);
}

#[tokio::test]
async fn a_second_refusal_for_the_time_is_the_error_with_its_minutes() {
    let peer = Peer::start(|_, _| Reply::with(400, &date(), EXPIRED)).await;
    let client = ahead(&peer, 95);
    for (done, expected) in [(2, "a read"), (3, "a read later")] {
        let error = client.zones().await.unwrap_err();
        assert_eq!((error.kind, peer.seen().len()), (FaultKind::Clock, done), "{expected}");
        assert!(!error.may_have_happened() && !error.retryable());
        assert!(error.to_string().contains("by 95 min"), "{error}");
        let fault = Fault::from(error);
        assert_eq!(fault.skew_minutes, Some(-95));
        let said = Words(Language::En).fault_says(&fault);
        assert!(said.starts_with("Your clock is off by 95 min;"), "{said}");
    }
    let error = client.submit("t-1", "{}").await.unwrap_err();
    assert_eq!((error.kind, peer.seen().len()), (FaultKind::Clock, 4), "an order, once");
}

#[tokio::test]
async fn a_clock_of_another_age_is_said_and_not_followed() {
    let peer = strict(ZONES).await;
    let minutes = CORRECTED.as_mins() + 1;
    let client = ahead(&peer, minutes);
    let error = client.zones().await.unwrap_err();
    assert_eq!((error.kind, peer.seen().len()), (FaultKind::Clock, 1));
    assert!(error.to_string().contains(&format!("by {minutes} min")), "{error}");
}

#[tokio::test]
async fn requests_signed_before_the_correction_are_signed_anew_too() {
    let gate = Arc::new(Semaphore::new(0));
    let held = Arc::clone(&gate);
    let peer = Peer::start(move |_, seen| {
        if off(seen).abs() > TAKEN {
            Reply::After(Arc::clone(&held), answer(400, &date(), EXPIRED))
        } else {
            Reply::with(200, &date(), ZONES)
        }
    })
    .await;
    let client = ahead(&peer, 600);
    let asked: Vec<_> = (0..4)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.zones().await })
        })
        .collect();
    peer.reached(4).await;
    gate.add_permits(4);
    for zones in asked {
        assert_eq!(zones.await.unwrap().unwrap().len(), 1);
    }
    assert_eq!(peer.seen().len(), 8);
}

#[tokio::test]
async fn a_clock_that_was_set_right_needs_no_correction_any_more() {
    let peer = strict(ZONES).await;
    let minutes = Arc::new(AtomicI64::new(600));
    let told = Arc::clone(&minutes);
    let client = client(&peer).with_clock(Arc::new(move || {
        now() + SignedDuration::from_mins(told.load(Ordering::Relaxed))
    }));
    client.zones().await.unwrap();
    minutes.store(0, Ordering::Relaxed);
    client.zones().await.unwrap();
    client.zones().await.unwrap();
    let mut signed = peer.seen().iter().map(off).collect::<Vec<_>>();
    assert_eq!(
        signed.split_off(2),
        [SignedDuration::from_mins(-600), SignedDuration::ZERO, SignedDuration::ZERO]
    );
}

#[tokio::test]
async fn the_date_of_an_answer_that_took_the_request_in_moves_no_clock() {
    let bodies = Arc::new(Mutex::new(vec![
        (200, ZONES),
        (403, include_str!("../../samples/error.AccessDenied.json")),
        (502, "<html>"),
    ]));
    let peer = Peer::start(move |_, _| {
        let (status, body) = bodies.lock().unwrap().pop().unwrap_or((200, ZONES));
        Reply::with(status, &date(), body)
    })
    .await;
    let client = ahead(&peer, 600);
    let request = Request::get(Service::Bcc, "/v2/zone");
    for _ in 0..4 {
        let _ = client.send(&request).await;
    }
    let signed = peer.seen().iter().map(off).collect::<Vec<_>>();
    assert_eq!(signed, [SignedDuration::from_mins(600); 4]);
    assert_eq!(client.skew(), Some(SignedDuration::from_mins(-600)));
}
