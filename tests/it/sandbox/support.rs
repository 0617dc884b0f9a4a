//! A sandbox with a clock that tests move, and a client that signs what it is told to.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use bcc_wizard::api::sign::{self, Signable, SignedHeaders};
use bcc_wizard::sandbox::faults::{self, Plan};
use bcc_wizard::sandbox::{self, ACCESS_KEY, Config, SECRET_KEY, Sandbox};
use jiff::Timestamp;
use secrecy::SecretString;
use serde_json::{Value, json};

/// 2026-01-10T00:00:00Z in milliseconds.
const START: i64 = 1_768_003_200_000;

/// A clock that stands still until it is moved.
#[derive(Clone)]
pub struct Hands(Arc<AtomicI64>);

impl Hands {
    pub fn new() -> Self {
        Self(Arc::new(AtomicI64::new(START)))
    }

    pub fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::SeqCst)).unwrap()
    }

    pub fn advance(&self, by: Duration) {
        self.0.fetch_add(i64::try_from(by.as_millis()).unwrap(), Ordering::SeqCst);
    }

    /// Makes a sandbox run on this clock.
    pub fn drive(&self, config: &mut Config) {
        let hands = self.clone();
        config.clock = Arc::new(move || hands.now());
    }
}

/// An answer as it arrived.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }

    /// The body of a success.
    pub fn ok(self) -> Value {
        assert_eq!(self.status, 200, "{}", self.text);
        self.json()
    }

    /// The message of a refusal with this status and code; checks the error body of contract.md §3.
    pub fn refused(self, status: u16, code: &str) -> String {
        let body = self.json();
        assert_eq!((self.status, body["code"].as_str()), (status, Some(code)), "{}", self.text);
        let header = self.headers["x-bce-request-id"].to_str().unwrap();
        assert_eq!(body["requestId"], header);
        body["message"].as_str().unwrap().to_owned()
    }
}

/// A running sandbox and a client of it.
pub struct Room {
    pub sandbox: Sandbox,
    pub hands: Hands,
    pub http: reqwest::Client,
}

pub fn client() -> reqwest::Client {
    // The provider may have been installed by another test of this binary.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(30)).build().unwrap()
}

impl Room {
    pub fn new() -> Self {
        Self::with(|_| {})
    }

    pub fn with(change: impl FnOnce(&mut Config)) -> Self {
        Self::on(Hands::new(), change)
    }

    pub fn on(hands: Hands, change: impl FnOnce(&mut Config)) -> Self {
        let mut config = Config::new();
        hands.drive(&mut config);
        change(&mut config);
        Self { sandbox: sandbox::start(config).unwrap(), hands, http: client() }
    }

    pub fn host(&self) -> String {
        self.sandbox.address().to_string()
    }

    pub async fn get(&self, path: &str, query: &[(&str, &str)]) -> Answer {
        self.send("GET", path, query, None).await
    }

    pub async fn post(&self, path: &str, query: &[(&str, &str)], body: &Value) -> Answer {
        self.send("POST", path, query, Some(body.to_string().into_bytes())).await
    }

    pub async fn create(&self, token: &str, body: &Value) -> Answer {
        self.post("/v2/instanceBySpec", &[("clientToken", token)], body).await
    }

    /// Orders and returns the ids.
    pub async fn ids(&self, token: &str, body: &Value) -> Vec<String> {
        let answer = self.create(token, body).await.ok();
        let ids = answer["instanceIds"].as_array().unwrap().iter();
        ids.map(|id| id.as_str().unwrap().to_owned()).collect()
    }

    pub async fn instance(&self, id: &str) -> Value {
        self.get(&format!("/v2/instance/{id}"), &[]).await.ok()["instance"].clone()
    }

    /// Signs `host` and `x-bce-date` with the sandbox's own keys, and sends.
    pub async fn send(
        &self,
        method: &str,
        path: &str,
        query: &[(&str, &str)],
        body: Option<Vec<u8>>,
    ) -> Answer {
        Call::new(self, method, path, query).send(body).await
    }
}

/// One request, every part of whose signature can be changed.
pub struct Call<'a> {
    room: &'a Room,
    method: String,
    path: String,
    query: Vec<(String, String)>,
    pub access_key: String,
    pub secret_key: String,
    pub timestamp: String,
    pub expiry: u32,
    /// Headers that are signed and sent, besides `host`.
    pub headers: Vec<(String, String)>,
    /// The host that is signed; the real one is sent.
    pub host: String,
    /// Names in the list; `None` leaves the list empty.
    pub listed: Option<Vec<String>>,
}

impl<'a> Call<'a> {
    pub fn new(room: &'a Room, method: &str, path: &str, query: &[(&str, &str)]) -> Self {
        let timestamp = room.hands.now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        Self {
            room,
            method: method.to_owned(),
            path: path.to_owned(),
            query: query.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
            access_key: ACCESS_KEY.to_owned(),
            secret_key: SECRET_KEY.to_owned(),
            headers: vec![("x-bce-date".to_owned(), timestamp.clone())],
            timestamp,
            expiry: 1800,
            host: room.host(),
            listed: Some(vec!["host".to_owned(), "x-bce-date".to_owned()]),
        }
    }

    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn authorization(&self) -> String {
        let mut headers = self.headers.clone();
        headers.push(("host".to_owned(), self.host.clone()));
        let listed: Vec<&str> = self.listed.iter().flatten().map(String::as_str).collect();
        let signed = match self.listed {
            Some(_) => SignedHeaders::Listed(&listed),
            None => SignedHeaders::Default,
        };
        let request = Signable {
            method: &self.method,
            path: &self.path,
            query: &self.query,
            headers: &headers,
        };
        let prefix = sign::prefix(&self.access_key, &self.timestamp, self.expiry);
        let key = sign::signing_key(&SecretString::from(self.secret_key.as_str()), &prefix);
        let canonical = sign::canonical_request(&request, signed);
        sign::authorization(&prefix, &key, &canonical, signed)
    }

    pub async fn send(self, body: Option<Vec<u8>>) -> Answer {
        let authorization = self.authorization();
        self.send_with(&authorization, body).await
    }

    /// Sends it by hand on a connection of its own, and hands back every byte that comes until the
    /// server closes it.
    pub async fn bytes(self, body: &str) -> Vec<u8> {
        let mut text = format!(
            "{} {}?{} HTTP/1.1\r\nhost: {}\r\nauthorization: {}\r\nconnection: close\r\n\
             content-length: {}\r\n",
            self.method,
            sign::canonical_uri(&self.path),
            sign::canonical_query(&self.query),
            self.host,
            self.authorization(),
            body.len()
        );
        for (name, value) in &self.headers {
            text = format!("{text}{name}: {value}\r\n");
        }
        let text = format!("{text}\r\n{body}");
        let address = self.room.sandbox.address();
        tokio::task::spawn_blocking(move || {
            let mut stream = TcpStream::connect(address).unwrap();
            stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
            stream.write_all(text.as_bytes()).unwrap();
            let mut bytes = Vec::new();
            stream.read_to_end(&mut bytes).unwrap();
            bytes
        })
        .await
        .unwrap()
    }

    pub async fn send_with(self, authorization: &str, body: Option<Vec<u8>>) -> Answer {
        let uri = sign::canonical_uri(&self.path);
        let query = sign::canonical_query(&self.query);
        let url = format!("{}{uri}?{query}", self.room.sandbox.base_url());
        let mut request = self.room.http.request(self.method.parse().unwrap(), url);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        if !authorization.is_empty() {
            request = request.header("authorization", authorization);
        }
        let response = request.body(body.unwrap_or_default()).send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Answer { status, headers, text: response.text().await.unwrap() }
    }
}

/// A fault plan of one's own: the rules of a file, after a plan's head.
#[track_caller]
pub fn faults(rules: &str) -> Plan {
    let text = format!("[[plan]]\nname = \"test\"\nabout = \"a test\"\n{rules}");
    faults::parse("test", &text).unwrap_or_else(|error| panic!("{error:?}:\n{text}")).remove(0)
}

/// A fault plan whose one rule spoils the first create request.
#[track_caller]
pub fn first_order(action: &str) -> Plan {
    let rule = "[[plan.rule]]\nmatch = [\"CreateInstanceBySpec\", \"CreateBidInstance\"]\nnth = 1";
    faults(&format!("{rule}\naction = {action}"))
}

/// The smallest order that this cloud takes with a login.
pub fn order() -> Value {
    json!({
        "imageId": "m-nky7qeom",
        "spec": "bcc.g5.c2m8",
        "zoneName": "cn-bj-a",
        "keypairId": "k-VLbXxC1m",
        "billing": { "paymentTiming": "Postpaid" },
    })
}

/// An order with some fields changed; `null` takes a field out.
pub fn changed(mut body: Value, changes: &Value) -> Value {
    for (key, value) in changes.as_object().unwrap() {
        match value {
            Value::Null => {
                body.as_object_mut().unwrap().remove(key);
            }
            value => body[key] = value.clone(),
        }
    }
    body
}

/// A subscription of so many months.
pub fn prepaid(months: u32) -> Value {
    json!({ "paymentTiming": "Prepaid", "reservation": { "reservationLength": months } })
}
