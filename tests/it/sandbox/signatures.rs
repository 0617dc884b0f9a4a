//! Who is let in, and what the others are told.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use super::support::{Call, Room};

fn zone<'a>(room: &'a Room, query: &[(&str, &str)]) -> Call<'a> {
    Call::new(room, "GET", "/v2/zone", query)
}

#[tokio::test]
async fn right_signatures_of_every_form_are_taken() {
    let room = Room::new();
    zone(&room, &[]).send(None).await.ok();
    zone(&room, &[("b", ""), ("a", "x y+z/%"), ("标", "签")]).send(None).await.ok();

    let mut default = zone(&room, &[]).header("content-type", "application/json");
    default.listed = None;
    default.send(None).await.ok();

    let mut host_only = zone(&room, &[]);
    host_only.listed = Some(vec!["host".to_owned()]);
    host_only.send(None).await.ok();

    let mut without_date = zone(&room, &[]);
    without_date.headers.clear();
    without_date.listed = Some(vec!["host".to_owned()]);
    without_date.send(None).await.ok();

    let mut http_date = zone(&room, &[]);
    http_date.headers = vec![("date".to_owned(), "Sat, 10 Jan 2026 00:10:00 GMT".to_owned())];
    http_date.send(None).await.ok();
}

#[tokio::test]
async fn session_tokens_must_be_the_right_ones() {
    const TOKEN: &str = "x-bce-security-token";
    let temporary = Room::with(|config| config.session_token = Some("session-1".into()));
    let mut right = zone(&temporary, &[]).header(TOKEN, "session-1");
    right.listed.as_mut().unwrap().push(TOKEN.to_owned());
    right.send(None).await.ok();
    zone(&temporary, &[]).send(None).await.refused(403, "InvalidAccessKeyId");
    let wrong = zone(&temporary, &[]).header(TOKEN, "session-2");
    wrong.send(None).await.refused(403, "InvalidAccessKeyId");
    let permanent = Room::new();
    let needless = zone(&permanent, &[]).header(TOKEN, "session-1");
    needless.send(None).await.refused(403, "InvalidAccessKeyId");
}

#[tokio::test]
async fn wrong_keys_hosts_and_changed_requests_are_refused() {
    let room = Room::new();
    let mut secret = zone(&room, &[]);
    secret.secret_key = "sandbox-secret-key-0000000000002".to_owned();
    secret.send(None).await.refused(400, "SignatureDoesNotMatch");

    let mut stranger = zone(&room, &[]);
    stranger.access_key = "somebody-else".to_owned();
    stranger.send(None).await.refused(403, "InvalidAccessKeyId");

    let mut no_port = zone(&room, &[]);
    no_port.host = "127.0.0.1".to_owned();
    no_port.send(None).await.refused(400, "SignatureDoesNotMatch");

    let signed = zone(&room, &[]).authorization();
    let added = zone(&room, &[("a", "1")]);
    added.send_with(&signed, None).await.refused(400, "SignatureDoesNotMatch");
    let other_method = Call::new(&room, "POST", "/v2/zone", &[]);
    other_method.send_with(&signed, None).await.refused(400, "SignatureDoesNotMatch");
    let other_path = Call::new(&room, "GET", "/v2/image", &[]);
    other_path.send_with(&signed, None).await.refused(400, "SignatureDoesNotMatch");

    let hash = zone(&room, &[]).header("x-bce-content-sha256", &"0".repeat(64));
    hash.send(None).await.refused(400, "InvalidHTTPRequest");
}

#[tokio::test]
async fn malformed_headers_are_told_from_wrong_ones() {
    let room = Room::new();
    let good = zone(&room, &[]).authorization();
    let parts: Vec<&str> = good.split('/').collect();
    let with = |at: usize, text: &str| {
        let mut parts = parts.clone();
        parts[at] = text;
        parts.join("/")
    };
    for header in [
        String::new(),
        "Bearer x".to_owned(),
        good.replace("bce-auth-v1", "bce-auth-v2"),
        with(1, ""),
        with(2, "2026-01-10"),
        with(2, "2026-01-10T00:00:00+00:00"),
        with(2, "2026-13-10T00:00:00Z"),
        with(3, "0"),
        with(3, "01800"),
        with(3, "-1"),
        with(3, "soon"),
        with(4, "x-bce-date"),
        with(4, "host;;x-bce-date"),
        with(5, "abc"),
        with(5, &"G".repeat(64)),
        format!("{good}/more"),
    ] {
        let answer = zone(&room, &[]).send_with(&header, None).await;
        answer.refused(400, "InvalidHTTPAuthHeader");
    }
    let answer = zone(&room, &[]).send_with(&with(5, &"0".repeat(64)), None).await;
    answer.refused(400, "SignatureDoesNotMatch");
}

#[tokio::test]
async fn clocks_may_be_half_an_hour_off_and_signatures_grow_old() {
    let room = Room::new();
    let at = |date: &str, timestamp: &str| {
        let mut call = zone(&room, &[]);
        call.headers = vec![("x-bce-date".to_owned(), date.to_owned())];
        call.timestamp = timestamp.to_owned();
        call
    };
    for (date, timestamp) in [
        ("2026-01-10T00:30:00Z", "2026-01-10T00:30:00Z"),
        ("2026-01-09T23:30:00Z", "2026-01-09T23:30:00Z"),
    ] {
        at(date, timestamp).send(None).await.ok();
    }
    for (date, timestamp, named) in [
        ("2026-01-10T00:30:01Z", "2026-01-10T00:00:00Z", "2026-01-10T00:30:01Z"),
        ("2026-01-09T23:29:59Z", "2026-01-10T00:00:00Z", "2026-01-09T23:29:59Z"),
        ("2026-01-10T00:00:00Z", "2026-01-09T23:29:59Z", "2026-01-09T23:29:59Z"),
        ("2026-01-10T00:00:00Z", "2026-01-10T00:30:01Z", "2026-01-10T00:30:01Z"),
    ] {
        let message = at(date, timestamp).send(None).await.refused(400, "RequestExpired");
        assert_eq!(message, format!("Request has expired. Timestamp date is {named}."));
    }
    let mut short = at("2026-01-10T00:00:00Z", "2026-01-09T23:59:00Z");
    short.expiry = 59;
    short.send(None).await.refused(400, "RequestExpired");
    let mut long = at("2026-01-10T00:00:00Z", "2026-01-09T22:00:00Z");
    long.expiry = 7200;
    long.send(None).await.ok();
    at("yesterday", "2026-01-10T00:00:00Z").send(None).await.refused(400, "InvalidHTTPAuthHeader");

    let signed = zone(&room, &[]);
    let authorization = signed.authorization();
    room.hands.advance(Duration::from_secs(1801));
    signed.send_with(&authorization, None).await.refused(400, "RequestExpired");
}

#[tokio::test]
async fn raw_requests_are_answered_or_cut_off_but_never_break_it() {
    let room = Room::new();
    let say = |text: &str| {
        let mut stream = TcpStream::connect(room.sandbox.address()).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.write_all(text.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    };
    let end = "Host: x\r\nConnection: close\r\n\r\n";
    let bad_path = say(&format!("GET /v2/%zz HTTP/1.1\r\n{end}"));
    assert!(bad_path.starts_with("HTTP/1.1 400") && bad_path.contains("InvalidURI"), "{bad_path}");
    let bad_query = say(&format!("GET /v2/zone?a=%f HTTP/1.1\r\n{end}"));
    assert!(bad_query.contains("InvalidURI"), "{bad_query}");
    let no_host = say("GET /v2/zone HTTP/1.0\r\n\r\n");
    assert!(no_host.contains("InvalidHTTPAuthHeader"), "{no_host}");
    let garbage = say("\u{0}\u{1}garbage\r\n\r\n");
    assert!(garbage.is_empty() || garbage.starts_with("HTTP/1.1 400"), "{garbage}");
    let console = say(&format!("GET /vnc_auto.html?token=x HTTP/1.1\r\n{end}"));
    assert!(console.contains("text/html") && console.contains("no console"), "{console}");
    room.get("/v2/zone", &[]).await.ok();
}
