//! Each fault byte by byte on the wire, and the book of the orders.

use std::time::{Duration, Instant};

use bcc_wizard::sandbox::faults::{self as plans, Plan};
use bcc_wizard::sandbox::{BOOK_PATH, BookEntry};
use serde_json::{Value, json};

use super::support::{Answer, Call, Room, changed, faults, first_order, order};

const PATH: &str = "/v2/instanceBySpec";

fn room(faults: Plan) -> Room {
    Room::with(|config| config.faults = faults)
}

/// Every byte that comes back for an order under this token.
async fn bytes(room: &Room, token: &str) -> String {
    let call = Call::new(room, "POST", PATH, &[("clientToken", token)]);
    String::from_utf8(call.bytes(&order().to_string()).await).unwrap()
}

fn made(room: &Room) -> (usize, usize) {
    (room.sandbox.orders(), room.sandbox.instances())
}

/// Status line and headers in lower case, and the body.
fn parts(bytes: &str) -> (String, &str) {
    let (head, body) = bytes.split_once("\r\n\r\n").unwrap();
    (head.to_lowercase(), body)
}

#[tokio::test]
async fn a_drop_closes_the_connection_without_a_byte() {
    for (action, orders) in [("\"drop_before\"", 0), ("\"drop_after\"", 1)] {
        let room = room(first_order(action));
        assert_eq!(bytes(&room, "t").await, "", "{action}");
        assert_eq!(made(&room), (orders, orders), "{action}");
        assert!(bytes(&room, "t").await.starts_with("HTTP/1.1 200 OK\r\n"), "{action}");
        assert_eq!(made(&room), (1, 1), "{action}");
    }
}

#[tokio::test]
async fn a_drop_on_a_connection_that_served_before_closes_it_too() {
    let room = room(first_order("\"drop_after\""));
    room.get("/v2/zone", &[]).await.ok();
    let call = Call::new(&room, "POST", PATH, &[("clientToken", "t")]);
    let url = format!("{}{PATH}?clientToken=t", room.sandbox.base_url());
    let mut request = room.http.post(url).header("authorization", call.authorization());
    for (name, value) in &call.headers {
        request = request.header(name, value);
    }
    let error = request.body(order().to_string()).send().await.unwrap_err();
    assert!(!error.is_connect() && !error.is_timeout(), "{error:?}");
    assert_eq!(room.sandbox.book().requests, 1, "a client that sends it again is not ours");
    assert_eq!(made(&room), (1, 1));
}

#[tokio::test]
async fn a_truncated_answer_promises_all_and_keeps_a_part() {
    for kept in [0, 1, 20] {
        let room = room(first_order(&format!("{{ truncate = {{ bytes = {kept} }} }}")));
        let bytes = bytes(&room, "t").await;
        let (head, body) = parts(&bytes);
        let whole = room.create("t", &order()).await.text;
        assert!(head.contains(&format!("content-length: {}", whole.len())), "{head}");
        assert_eq!(body, &whole[..kept]);
        assert_eq!(made(&room), (1, 1));
    }
    // Never is it whole, however much is asked for.
    let room = room(first_order("{ truncate = { bytes = 100000 } }"));
    let bytes = bytes(&room, "t").await;
    let whole = room.create("t", &order()).await.text;
    assert_eq!(parts(&bytes).1, &whole[..whole.len() - 1]);
}

#[tokio::test]
async fn an_answer_without_a_body_has_nothing_to_lose() {
    let rule = "[[plan.rule]]\nmatch = \"ReleaseInstanceByPost\"\naction.truncate.bytes = 3";
    let room = room(faults(rule));
    let id = room.ids("t", &order()).await.remove(0);
    room.hands.advance(Duration::from_secs(10));
    let release = json!({ "relatedReleaseFlag": true, "deleteCdsSnapshotFlag": false });
    let answer = room.post(&format!("/v2/instance/{id}"), &[], &release).await;
    assert_eq!((answer.status, answer.text.as_str(), room.sandbox.instances()), (200, "", 0));
}

#[tokio::test]
async fn an_error_is_the_clouds_and_says_whether_it_did_the_work() {
    let room = room(first_order("\"500_after\""));
    let message = room.create("t", &order()).await.refused(500, "InternalError");
    assert!(message.starts_with("We encountered"));
    assert_eq!(made(&room), (1, 1));
    let error = "{ error = { status = 503, code = \"Busy\", message = \"not now\", retry_after = 7";
    for (after, orders) in [("", 0), (", after = false", 0), (", after = true", 1)] {
        let room = self::room(first_order(&format!("{error}{after} }} }}")));
        let answer = room.create("t", &order()).await;
        assert_eq!(answer.headers["retry-after"], "7");
        assert_eq!(answer.refused(503, "Busy"), "not now");
        assert_eq!(made(&room), (orders, orders), "{after}");
    }
    let room = self::room(first_order("{ 429 = { retry_after = 3 } }"));
    let answer = room.create("t", &order()).await;
    assert_eq!(answer.headers["retry-after"], "3");
    answer.refused(429, "TooManyRequests");
    let room = self::room(first_order("\"429\""));
    let answer = room.create("t", &order()).await;
    assert_eq!((answer.status, answer.headers.get("retry-after")), (429, None));
    assert_eq!(made(&room), (0, 0));
}

#[tokio::test]
async fn a_gateway_bears_none_of_the_clouds_marks() {
    for (action, status, orders) in [
        ("{ html = { status = 502 } }", 502, 0),
        ("{ html = { status = 504, after = true } }", 504, 1),
        ("{ html = { status = 200 } }", 200, 0),
    ] {
        let room = room(first_order(action));
        let answer = room.create("t", &order()).await;
        assert_eq!(answer.status, status);
        assert_eq!(answer.headers["content-type"], "text/html;charset=UTF-8");
        assert!(answer.headers.get("x-bce-request-id").is_none());
        assert!(answer.text.starts_with("<html>") && answer.text.contains(&status.to_string()));
        assert_eq!(made(&room), (orders, orders), "{action}");
    }
}

#[tokio::test]
async fn a_redirect_says_where_and_does_nothing() {
    let to = "location = \"http://elsewhere.invalid/x\"";
    for (more, status) in [("", "307 temporary redirect"), (", status = 302", "302 found")] {
        let room = room(first_order(&format!("{{ redirect = {{ {to}{more} }} }}")));
        let bytes = bytes(&room, "t").await;
        let (head, _) = parts(&bytes);
        assert!(head.starts_with(&format!("http/1.1 {status}\r\n")), "{head}");
        assert!(head.contains("location: http://elsewhere.invalid/x"), "{head}");
        assert_eq!(made(&room), (0, 0));
    }
}

/// Sends an order and gives up after a moment.
async fn impatient(room: &Room, token: &str) -> bool {
    let order = order();
    tokio::time::timeout(Duration::from_millis(300), room.create(token, &order)).await.is_err()
}

#[tokio::test]
async fn a_stall_lasts_until_the_client_gives_up_and_holds_nobody_else() {
    for (action, orders) in [("\"stall\"", 0), ("{ stall = { after = true } }", 1)] {
        let room = room(first_order(action));
        assert!(impatient(&room, "t").await, "{action}");
        assert_eq!(made(&room), (orders, orders), "{action}");
        room.get("/v2/zone", &[]).await.ok();
        room.create("t", &order()).await.ok();
        assert_eq!(made(&room), (1, 1), "{action}");
        let started = Instant::now();
        room.sandbox.shutdown();
        assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    }
}

#[tokio::test]
async fn a_delay_is_late_and_otherwise_right() {
    let room = room(faults("[[plan.rule]]\nmatch = \"ListZones\"\naction.delay.ms = 60"));
    let started = Instant::now();
    room.get("/v2/zone", &[]).await.ok();
    assert!(started.elapsed() >= Duration::from_millis(60), "{:?}", started.elapsed());
}

#[tokio::test]
async fn a_skew_moves_the_door_and_the_date_but_not_the_orders() {
    for seconds in [3600, -3600] {
        let room =
            room(faults(&format!("[[plan.rule]]\nmatch = \"*\"\naction.skew.seconds = {seconds}")));
        let answer = room.create("t", &order()).await;
        let date = answer.headers["date"].to_str().unwrap().to_owned();
        answer.refused(400, "RequestExpired");
        let shown = jiff::fmt::rfc2822::parse(&date).unwrap().timestamp();
        assert_eq!(shown.duration_since(room.hands.now()).as_secs(), seconds);

        let mut call = Call::new(&room, "POST", PATH, &[("clientToken", "t")]);
        call.timestamp = shown.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        call.headers = vec![("x-bce-date".to_owned(), call.timestamp.clone())];
        let made = call.send(Some(order().to_string().into_bytes())).await.ok();
        // Created by the clock that instances live by: an hour ahead it would never be running.
        room.hands.advance(Duration::from_secs(10));
        let mut call = Call::new(
            &room,
            "GET",
            &format!("/v2/instance/{}", made["instanceIds"][0].as_str().unwrap()),
            &[],
        );
        call.timestamp = shown.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        call.headers = vec![("x-bce-date".to_owned(), call.timestamp.clone())];
        assert_eq!(call.send(None).await.ok()["instance"]["status"], "Running");
    }
}

#[tokio::test]
async fn an_outage_passes_by_the_clock_of_the_sandbox() {
    let plan = plans::find("outage-30s").unwrap();
    let room = room(plan.clone());
    room.get("/v2/zone", &[]).await.ok();
    let down = async |room: &Room, token: &str| room.create(token, &order()).await.status == 503;
    assert!(down(&room, "t").await);
    room.hands.advance(Duration::from_millis(29_999));
    assert!(down(&room, "t").await);
    assert_eq!(made(&room), (0, 0));
    room.hands.advance(Duration::from_millis(1));
    let id = room.ids("t", &order()).await.remove(0);
    let look = async || room.get(&format!("/v2/instance/{id}"), &[]).await.status;
    assert_eq!(look().await, 503, "looking has an outage of its own");
    room.hands.advance(Duration::from_secs(30));
    assert_eq!(look().await, 200);

    let short = self::room(plan.with_outage(Duration::from_secs(1)));
    assert!(down(&short, "t").await);
    short.hands.advance(Duration::from_secs(1));
    assert!(!down(&short, "t").await);
}

#[tokio::test]
async fn the_same_seed_is_the_same_day() {
    let day = async |seed: u64| {
        let room = room(plans::find("flaky").unwrap().with_seed(seed));
        let mut seen = Vec::new();
        for _ in 0..60 {
            let call = Call::new(&room, "GET", "/v2/zone", &[]);
            let bytes = call.bytes("").await;
            seen.push(String::from_utf8(bytes).unwrap().split("\r\n").next().unwrap().to_owned());
        }
        seen
    };
    let (one, same, other) = (day(5).await, day(5).await, day(6).await);
    assert_eq!(one, same);
    assert_ne!(one, other);
    let fine = one.iter().filter(|line| *line == "HTTP/1.1 200 OK").count();
    assert!((36..=56).contains(&fine), "{fine} of 60: {one:?}");
    for (line, wanted) in [("", 1), ("HTTP/1.1 500 Internal Server Error", 1)] {
        assert!(one.iter().filter(|seen| *seen == line).count() >= wanted, "{line:?}: {one:?}");
    }
}

async fn book(room: &Room) -> Value {
    let url = format!("{}{BOOK_PATH}", room.sandbox.base_url());
    let response = room.http.get(url).send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "application/json;charset=UTF-8");
    serde_json::from_str(&response.text().await.unwrap()).unwrap()
}

#[tokio::test]
async fn the_book_counts_what_came_and_what_was_made() {
    let room = room(first_order("\"drop_before\""));
    let empty = json!({ "requests": 0, "orders": 0, "instances": 0, "tokens": [] });
    assert_eq!(book(&room).await, empty);
    assert_eq!(bytes(&room, "t").await, "");
    let lost = json!({ "token": "t", "requests": 1, "bodies": 1, "orders": 0, "instances": [] });
    let seen = book(&room).await;
    assert_eq!(seen, json!({ "requests": 1, "orders": 0, "instances": 0, "tokens": [lost] }));

    let ids = room.ids("t", &order()).await;
    let again = room.create("t", &order()).await;
    assert_eq!(again.ok()["instanceIds"], json!(ids));
    let other = changed(order(), &json!({ "name": "web" }));
    room.create("t", &other).await.refused(403, "IdempotentParameterMismatch");
    let two = room.ids("b", &changed(order(), &json!({ "purchaseCount": 2 }))).await;
    room.send("POST", PATH, &[], Some(b"{}".to_vec())).await.refused(400, "BadRequest");
    // Whoever is not let in has still come.
    let mut stranger = Call::new(&room, "POST", PATH, &[("clientToken", "s")]);
    stranger.access_key = "nobody".to_owned();
    stranger.send(Some(b"{}".to_vec())).await.refused(403, "InvalidAccessKeyId");
    room.get("/v2/zone", &[]).await.ok();

    let entry = |token: &str, requests, bodies, instances: &[String]| BookEntry {
        token: token.to_owned(),
        requests,
        bodies,
        orders: usize::from(!instances.is_empty()),
        instances: instances.to_vec(),
    };
    let seen = room.sandbox.book();
    assert_eq!((seen.requests, seen.orders, seen.instances), (7, 2, 3));
    let wanted = [
        entry("", 1, 1, &[]),
        entry("b", 1, 1, &two),
        entry("s", 1, 1, &[]),
        entry("t", 4, 2, &ids),
    ];
    assert_eq!(seen.tokens, wanted);
    assert_eq!(book(&room).await, serde_json::to_value(&seen).unwrap());
    let post: Answer = room.post(BOOK_PATH, &[], &json!({})).await;
    assert_eq!(post.status, 404, "it is read, not written");
}
