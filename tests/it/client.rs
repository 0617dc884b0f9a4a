//! The client against a server on the loopback: what goes over the wire, and what each answer means.

mod calls;
mod operations;
pub mod peer;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::time::Duration;

use bcc_wizard::api::client::{ANSWER_BYTES, Client, Credentials, IN_FLIGHT, Request, Timeouts};
use bcc_wizard::api::endpoint::{Endpoints, Service};
use bcc_wizard::api::error::ApiError;
use bcc_wizard::api::retry::Retry;
use bcc_wizard::api::sign::{self, Signable, SignedHeaders};
use bcc_wizard::domain::fault::{Fault, FaultKind};
use jiff::Timestamp;
use peer::{Peer, Reply, Seen, answer};
use secrecy::SecretString;
use serde_json::Value;
use tokio::sync::Semaphore;

const ACCESS_KEY: &str = "ALTAKexample";
const SECRET_KEY: &str = "examplesecretkey0123456789abcdef";
/// 2026-01-01T00:00:00Z.
const NOW: i64 = 1_767_225_600;

/// The pauses of the real thing, a thousand times shorter.
const FAST: Retry = Retry {
    tries: 3,
    base: Duration::from_micros(300),
    cap: Duration::from_millis(20),
    server_cap: Duration::from_millis(60),
};

fn credentials() -> Credentials {
    Credentials {
        access_key: ACCESS_KEY.to_owned(),
        secret_key: SecretString::from(SECRET_KEY),
        session_token: None,
    }
}

fn client_at(url: &str, credentials: Credentials, timeouts: Timeouts) -> Client {
    Client::new(credentials, Endpoints::fixed(url).unwrap(), timeouts)
        .unwrap()
        .with_retry(FAST)
        .with_clock(Arc::new(|| Timestamp::from_second(NOW).unwrap()))
}

fn client(peer: &Peer) -> Client {
    client_at(&peer.url(), credentials(), Timeouts::default())
}

/// Signs what arrived as the cloud would, and compares.
fn assert_signed(seen: &Seen, listed: &[&str]) {
    let (path, query) = seen.target.split_once('?').unwrap_or((&seen.target, ""));
    let query: Vec<(String, String)> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap())
        .map(|(key, value)| (sign::decode(key).unwrap(), sign::decode(value).unwrap()))
        .collect();
    let path = sign::decode(path).unwrap();
    // What travels is exactly what is signed, not just an equivalent spelling of it.
    let canonical = sign::canonical_query(&query);
    let mark = if canonical.is_empty() { "" } else { "?" };
    assert_eq!(seen.target, format!("{}{mark}{canonical}", sign::canonical_uri(&path)));

    let date = seen.header("x-bce-date").unwrap();
    let names = SignedHeaders::Listed(listed);
    let request =
        Signable { method: &seen.method, path: &path, query: &query, headers: &seen.headers };
    let prefix = sign::prefix(ACCESS_KEY, date, 1800);
    let key = sign::signing_key(&SecretString::from(SECRET_KEY), &prefix);
    let expected =
        sign::authorization(&prefix, &key, &sign::canonical_request(&request, names), names);
    assert_eq!(seen.header("authorization"), Some(expected.as_str()));
    assert!(expected.contains(&format!("/{}/", listed.join(";"))), "{expected}");
    for name in listed {
        assert!(
            seen.header(name).is_some_and(|value| !value.is_empty()),
            "{name} is signed, not sent"
        );
    }
}

const LISTED: [&str; 2] = ["host", "x-bce-date"];

#[tokio::test]
async fn what_arrives_is_what_was_signed() {
    let peer = Peer::start(|_, _| Reply::json(200, r#"{"subnets":[]}"#)).await;
    let client = client(&peer);
    for odd in ["vpc-1", "测试 a+b", "a,b", "100%25", "x=y&z/~'\"*", "?#[]", ""] {
        client.subnets(Some(odd)).await.unwrap();
        let seen = peer.seen().pop().unwrap();
        assert_signed(&seen, &LISTED);
        assert_eq!(seen.target, format!("/v1/subnet?vpcId={}", sign::encode(odd)));
    }
    client.subnets(Some("a,b c")).await.unwrap();
    let seen = peer.seen().pop().unwrap();
    assert_eq!(seen.target, "/v1/subnet?vpcId=a%2Cb%20c");
    assert_eq!(seen.header("host"), Some(peer.address.to_string().as_str()));
    assert_eq!(seen.header("x-bce-date"), Some("2026-01-01T00:00:00Z"));
    assert_eq!(seen.header("user-agent"), Some(concat!("bcc-wizard/", env!("CARGO_PKG_VERSION"))));
    assert_eq!(seen.header("content-type"), None);
    client.subnets(None).await.unwrap();
    let seen = peer.seen().pop().unwrap();
    assert_eq!(seen.target, "/v1/subnet");
    assert_signed(&seen, &LISTED);

    let request = Request::get(Service::Bcc, "/v1/一 b/c+d").with("b", "2").with("a", "1");
    client.send(&request).await.unwrap();
    let seen = peer.seen().pop().unwrap();
    assert_eq!(seen.target, "/v1/%E4%B8%80%20b/c%2Bd?a=1&b=2");
    assert_signed(&seen, &LISTED);
}

#[tokio::test]
async fn bodies_are_json_and_an_empty_post_says_so() {
    let peer = Peer::start(|_, _| Reply::json(200, "{}")).await;
    let client = client(&peer);
    client.send(&Request::post(Service::Bcc, "/v2/x", None)).await.unwrap();
    client
        .send(&Request::post(Service::Bcc, "/v2/x", Some("{\"a\":\"测\"}".into())))
        .await
        .unwrap();
    let [empty, full] = peer.seen().try_into().unwrap();
    assert_eq!((empty.header("content-length"), empty.header("content-type")), (Some("0"), None));
    assert_eq!(full.header("content-type"), Some("application/json; charset=utf-8"));
    assert_eq!((full.header("content-length"), full.body.as_str()), (Some("11"), "{\"a\":\"测\"}"));
    assert_signed(&empty, &LISTED);
    assert_signed(&full, &LISTED);
}

#[tokio::test]
async fn a_session_token_is_sent_signed_and_listed() {
    let peer = Peer::start(|_, _| Reply::json(200, r#"{"zones":[]}"#)).await;
    let with = |token: &str| Credentials {
        session_token: Some(SecretString::from(token)),
        ..credentials()
    };
    let client = client_at(&peer.url(), with("token/+= x"), Timeouts::default());
    client.zones().await.unwrap();
    let seen = peer.seen().pop().unwrap();
    assert_signed(&seen, &["host", "x-bce-date", "x-bce-security-token"]);
    assert_eq!(seen.header("x-bce-security-token"), Some("token/+= x"));
    let shown = format!("{client:?} {:?}", with("token/+= x"));
    assert!(!shown.contains("token/+=") && !shown.contains(SECRET_KEY), "{shown}");

    let broken = client_at(&peer.url(), with("two\nlines"), Timeouts::default());
    let error = broken.zones().await.unwrap_err();
    assert!(!error.may_have_happened() && !error.to_string().contains("two"), "{error}");
    assert_eq!(peer.seen().len(), 1);
}

#[tokio::test]
async fn a_path_that_cannot_be_sent_as_signed_is_not_sent() {
    let peer = Peer::start(|_, _| Reply::json(200, "{}")).await;
    let client = client(&peer);
    for id in ["", ".", "..", "a/b", "i-1?x", "i 1", "测"] {
        for error in [
            client.instance(id).await.unwrap_err(),
            client.release(id).await.unwrap_err(),
            client.image(id).await.unwrap_err(),
            client.vnc(id).await.unwrap_err(),
        ] {
            assert_eq!(
                (error.kind, error.may_have_happened()),
                (FaultKind::Refused, false),
                "{id}"
            );
        }
    }
    let error = client.send(&Request::get(Service::Bcc, "/v2/../v1")).await.unwrap_err();
    assert_eq!(error.kind, FaultKind::Refused, "{error}");
    assert_eq!(peer.seen().len(), 0);
}

#[tokio::test]
async fn reads_are_repeated_three_times_and_signed_anew() {
    for (status, tries) in
        [(429, 4), (500, 4), (502, 4), (503, 4), (504, 4), (501, 1), (400, 1), (302, 1)]
    {
        let peer =
            Peer::start(move |_, _| Reply::with(status, "x-bce-request-id: r-1", "<html>")).await;
        let seconds = Arc::new(AtomicI64::new(NOW));
        let client = client(&peer).with_clock(Arc::new(move || {
            Timestamp::from_second(seconds.fetch_add(1, Ordering::Relaxed)).unwrap()
        }));
        let error = client.zones().await.unwrap_err();
        assert_eq!((error.status, error.request_id.as_deref()), (Some(status), Some("r-1")));
        let seen = peer.seen();
        assert_eq!(seen.len(), tries, "{status}");
        for (second, request) in seen.iter().enumerate() {
            assert_signed(request, &LISTED);
            let date = format!("2026-01-01T00:00:{second:02}Z");
            assert_eq!(request.header("x-bce-date"), Some(date.as_str()));
        }
    }
}

#[tokio::test]
async fn a_read_that_comes_right_in_the_end_is_right() {
    let peer = Peer::start(|number, _| match number {
        0 => Reply::with(503, "retry-after: 0", ""),
        1 => Reply::Raw(Vec::new()),
        2 => Reply::Raw(b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{\"zones\"".to_vec()),
        _ => Reply::json(200, r#"{"zones":[{"zoneName":"cn-bj-a"},{"zoneName":null},7]}"#),
    })
    .await;
    let zones = client(&peer).zones().await.unwrap();
    assert_eq!(zones.iter().map(|zone| zone.name.as_str()).collect::<Vec<_>>(), ["cn-bj-a"]);
    assert_eq!(peer.seen().len(), 4);
}

#[tokio::test]
async fn a_stale_signature_is_made_anew_once() {
    let expired = include_str!("../samples/error.RequestExpired.json");
    let peer = Peer::start(move |_, _| Reply::json(400, expired)).await;
    let error = client(&peer).zones().await.unwrap_err();
    assert_eq!((error.kind, peer.seen().len()), (FaultKind::Clock, 2));
}

#[tokio::test]
async fn the_server_s_wish_to_wait_is_read_in_both_forms() {
    for (wish, wait) in [
        ("7", Some(Duration::from_secs(7))),
        ("Thu, 01 Jan 2026 00:00:09 GMT", Some(Duration::from_secs(9))),
        ("Wed, 31 Dec 2025 00:00:00 GMT", Some(Duration::ZERO)),
        ("soon", None),
        ("-1", None),
    ] {
        let header = format!("retry-after: {wish}");
        let peer = Peer::start(move |_, _| Reply::with(429, &header, "")).await;
        let request = Request::get(Service::Bcc, "/v2/zone");
        let error = client(&peer).send(&request).await.unwrap_err();
        assert_eq!((error.kind, error.retry_after), (FaultKind::Throttled, wait), "{wish}");
        assert!(!error.may_have_happened());
    }
}

#[tokio::test]
async fn answers_that_are_not_the_api_s_are_garbled() {
    for (status, body) in [
        (200, "<html>sign in to the airport</html>"),
        (200, ""),
        (200, "[]"),
        (200, "{\"zones\":[{\"zoneName\":\"cn-b"),
        (200, "{\"code\":\"x\",\"message\":\"y\",\"requestId\":\"z\"}"),
        (302, ""),
        (404, "<html>nginx</html>"),
        (403, "blocked by your company"),
    ] {
        let peer =
            Peer::start(move |_, _| Reply::with(status, "location: http://127.0.0.1:1/", body))
                .await;
        let client = client(&peer);
        let error = client.zones().await.unwrap_err();
        assert_eq!((error.kind, error.may_have_happened()), (FaultKind::Garbled, true), "{body}");
        assert_eq!(peer.seen().len(), 1, "{body}");
        assert_eq!(client.submit("t", "{}").await.unwrap_err().kind, FaultKind::Garbled, "{body}");
        assert_eq!(client.instance("i-1").await.unwrap_err().kind, FaultKind::Garbled, "{body}");
    }
}

#[tokio::test]
async fn an_endless_answer_is_cut() {
    let body = format!("{{\"zones\":[\"{}\"]}}", "x".repeat(ANSWER_BYTES));
    let peer = Peer::start(move |_, _| Reply::json(200, &body)).await;
    let error = client(&peer).zones().await.unwrap_err();
    assert_eq!(error.kind, FaultKind::Garbled);
    assert!(error.message.contains("longer than"), "{error}");
}

#[tokio::test]
async fn a_connection_never_made_has_carried_nothing() {
    let peer = Peer::start(|_, _| Reply::Silence).await;
    let url = peer.url();
    drop(peer);
    // The port is free once the server's task has ended.
    while tokio::net::TcpStream::connect(url.trim_start_matches("http://")).await.is_ok() {
        tokio::task::yield_now().await;
    }
    let client = client_at(&url, credentials(), Timeouts::default());
    let error = client.submit("t", "{}").await.unwrap_err();
    assert_eq!((error.kind, error.may_have_happened()), (FaultKind::Unreachable, false));
    assert!(error.message.to_lowercase().contains("refused"), "{error}");
    assert_eq!(client.zones().await.unwrap_err().kind, FaultKind::Unreachable);
}

#[tokio::test]
async fn a_server_that_cannot_speak_tls_is_never_told_anything() {
    let peer = Peer::start(|_, _| Reply::json(200, r#"{"instanceIds":["i-1"]}"#)).await;
    let url = peer.url().replace("http:", "https:");
    let timeouts = Timeouts { connect: Duration::from_millis(200), ..Timeouts::default() };
    // Where the machine has no certificates there is no client, and the same must be said.
    let asked = Client::new(credentials(), Endpoints::fixed(&url).unwrap(), timeouts);
    let error = match asked {
        Ok(client) => client.submit("t", "{}").await.unwrap_err(),
        Err(said) => return assert_eq!(said.key(), "tls.not_set_up"),
    };
    assert_eq!((error.kind, error.may_have_happened()), (FaultKind::Unreachable, false), "{error}");
    assert_eq!(peer.seen().len(), 0);
}

#[tokio::test]
async fn what_may_hold_a_password_or_a_console_is_not_printed() {
    let peer =
        Peer::start(|_, _| Reply::json(200, r#"{"vncUrl":"http://h/?token=hunter2"}"#)).await;
    let body = Some(r#"{"adminPass":"cafe"}"#.to_owned());
    let request = Request::post(Service::Bcc, "/v2/x", body);
    let answer = client(&peer).send(&request).await.unwrap();
    assert!(answer.body.ends_with(b"hunter2\"}"));
    let shown = format!("{request:?} {answer:?} {:?}", answer.body.len());
    assert!(shown.contains("/v2/x") && shown.contains("200"), "{shown}");
    assert!(!shown.contains("cafe") && !shown.contains("hunter2"), "{shown}");
}

#[tokio::test]
async fn silence_ends_in_time_and_leaves_an_order_unknown() {
    let peer = Peer::start(|_, _| Reply::Silence).await;
    let timeouts = Timeouts { total: Duration::from_millis(100), ..Timeouts::default() };
    let client = client_at(&peer.url(), credentials(), timeouts);
    let error = client.submit("t", "{}").await.unwrap_err();
    assert_eq!((error.kind, error.may_have_happened()), (FaultKind::Timeout, true));
    assert_eq!((error.status, peer.seen().len()), (None, 1));
    let error = client.zones().await.unwrap_err();
    assert_eq!((error.kind, peer.seen().len()), (FaultKind::Timeout, 5));
}

#[tokio::test]
async fn an_order_is_sent_once_whatever_comes_back() {
    let cut = b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{\"instanceIds\":[\"i-1\"".to_vec();
    let cases = [
        (Vec::new(), FaultKind::Interrupted, true),
        (cut, FaultKind::Interrupted, true),
        (answer(500, "", ""), FaultKind::Server, true),
        (answer(503, "retry-after: 0", ""), FaultKind::Server, true),
        (answer(429, "", ""), FaultKind::Throttled, false),
        (answer(400, "", r#"{"code":"RequestExpired"}"#), FaultKind::Clock, false),
        (answer(200, "", "{}"), FaultKind::Garbled, true),
    ];
    for (bytes, kind, may_have_happened) in cases {
        let peer = Peer::start(move |_, _| Reply::Raw(bytes.clone())).await;
        let body = r#"{"spec":"bcc.g5.c2m8"}"#;
        let error =
            client(&peer).submit("be31b98c-5e41-4838-9830-9be700de5a20", body).await.unwrap_err();
        assert_eq!((error.kind, error.may_have_happened()), (kind, may_have_happened), "{error}");
        let [seen] = peer.seen().try_into().unwrap();
        assert_eq!(seen.body, body);
        assert_eq!(
            seen.target,
            "/v2/instanceBySpec?clientToken=be31b98c-5e41-4838-9830-9be700de5a20"
        );
        assert_signed(&seen, &LISTED);
        assert_eq!(Fault::from(error).may_have_happened, may_have_happened);
    }
}

#[tokio::test]
async fn no_more_than_four_requests_are_under_way() {
    let gate = Arc::new(Semaphore::new(0));
    let held = Arc::clone(&gate);
    let peer = Peer::start(move |_, seen| match seen.target.as_str() {
        "/v2/zone" => Reply::After(Arc::clone(&held), answer(200, "", r#"{"zones":[]}"#)),
        _ => Reply::json(200, r#"{"vpcs":[]}"#),
    })
    .await;
    let shared = client(&peer);
    let asked: Vec<_> = (0..IN_FLIGHT + 3)
        .map(|_| {
            let client = shared.clone();
            tokio::spawn(async move { client.zones().await })
        })
        .collect();
    peer.reached(IN_FLIGHT).await;
    // Another client goes there and back; a fifth request of the first would have come by then.
    client(&peer).vpcs().await.unwrap();
    assert_eq!(peer.seen().len(), IN_FLIGHT + 1);
    gate.add_permits(1);
    peer.reached(IN_FLIGHT + 2).await;
    gate.add_permits(IN_FLIGHT + 2);
    for answer in asked {
        answer.await.unwrap().unwrap();
    }
    assert_eq!(peer.seen().len(), IN_FLIGHT + 4);
}

async fn refused(status: u16, body: String) -> (ApiError, usize) {
    let tries = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&tries);
    let peer = Peer::start(move |_, _| {
        counted.fetch_add(1, Ordering::Relaxed);
        Reply::with(status, "x-bce-request-id: from-the-header", &body)
    })
    .await;
    let error = client(&peer).zones().await.unwrap_err();
    (error, tries.load(Ordering::Relaxed))
}

#[tokio::test]
async fn every_documented_error_is_known_by_its_code() {
    let known = [
        ("AccessDenied", 403, FaultKind::Forbidden),
        ("BadRequest.spec", 400, FaultKind::Refused),
        ("BadRequest.zone", 400, FaultKind::Refused),
        ("IdempotentParameterMismatch", 403, FaultKind::TokenReused),
        ("InappropriateJSON", 400, FaultKind::Refused),
        ("Instance.EipQuotaLimitExceeded", 413, FaultKind::Quota),
        ("Instance.GlobalInstanceQuotaLimitExceeded", 413, FaultKind::Quota),
        ("Instance.InstanceBeBanned", 403, FaultKind::Banned),
        ("Instance.InstanceQuotaLimitExceeded", 413, FaultKind::Quota),
        ("Instance.InsufficientRootDiskSize", 400, FaultKind::Refused),
        ("Instance.InvalidateConfiguration", 400, FaultKind::Refused),
        ("Instance.InvalidateRootDiskStorageType", 400, FaultKind::Refused),
        ("Instance.MKTImageInstanceNotSupportCreateSnapshotException", 403, FaultKind::Refused),
        ("InternalError", 500, FaultKind::Server),
        ("InvalidAccessKeyId", 403, FaultKind::UnknownKey),
        ("InvalidHTTPAuthHeader", 400, FaultKind::WrongSecret),
        ("InvalidVersion", 404, FaultKind::Refused),
        ("MalformedJSON", 400, FaultKind::Refused),
        ("NoSuchKey", 404, FaultKind::NotFound),
        ("NoSuchObject.subnet", 404, FaultKind::NotFound),
        ("OptInRequired", 403, FaultKind::OptIn),
        ("QualifyNotPass", 403, FaultKind::RealName),
        ("RequestExpired", 400, FaultKind::Clock),
        ("SignatureDoesNotMatch", 400, FaultKind::WrongSecret),
    ];
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/samples");
    let mut read = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let Some(name) = name.strip_prefix("error.").and_then(|name| name.strip_suffix(".json"))
        else {
            continue;
        };
        let (_, status, kind) = known.iter().find(|(known, ..)| *known == name).expect(name);
        let body = std::fs::read_to_string(format!("{folder}/error.{name}.json")).unwrap();
        let sample: Value = serde_json::from_str(&body).unwrap();
        let (error, tries) = refused(*status, body).await;
        assert_eq!((error.kind, error.status), (*kind, Some(*status)), "{name}");
        assert_eq!(error.code.as_deref(), sample["code"].as_str(), "{name}");
        assert_eq!(error.message, sample["message"].as_str().unwrap(), "{name}");
        assert_eq!(error.request_id.as_deref(), Some("from-the-header"), "{name}");
        assert_eq!(error.may_have_happened(), *status >= 500, "{name}");
        let repeated = match kind {
            FaultKind::Server => 4,
            FaultKind::Clock => 2,
            _ => 1,
        };
        assert_eq!(tries, repeated, "{name}");
        read += 1;
    }
    assert_eq!(read, known.len());
}
