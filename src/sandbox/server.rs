//! The HTTP side: raw requests in, verified operations out, on a thread and a runtime of its own.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use axum::Router;
use axum::body::Body as HttpBody;
use axum::extract::{ConnectInfo, Request as HttpRequest, State as Shared};
use axum::http::{HeaderMap, HeaderValue, Method};
use axum::response::Response;
use futures_util::StreamExt as _;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::oneshot;

use crate::api::sign::{self, Signable};
use crate::sandbox::account::Limits;
use crate::sandbox::answer::{Outcome, Query, Refusal};
use crate::sandbox::bill;
use crate::sandbox::book::{self, Arrivals, Book};
use crate::sandbox::catalog::Catalog;
use crate::sandbox::faults::{self, Engine, Gate, Line};
use crate::sandbox::operation::Operation;
use crate::sandbox::reply::Reply;
use crate::sandbox::scenario::{Counter, Scenario};
use crate::sandbox::state::Store;
use crate::sandbox::verify::{self, Credentials};
use crate::sandbox::{Clock, orders, routes};

/// The most bytes of a request body that are looked at.
const MAX_BODY: usize = 1024 * 1024;
/// The most bytes of a longer body that are read to the end, so that the sender can hear the refusal.
const MAX_DRAIN: usize = 16 * 1024 * 1024;
/// Where the addresses of consoles lead.
const CONSOLE: &str = "/vnc_auto.html";
/// What a browser sees that follows a console address.
const CONSOLE_PAGE: &str = "<!doctype html><title>Sandbox console</title>\
    <p>The sandbox cloud has no machines, so there is no console to show.\n";

/// Everything the operations need.
pub(crate) struct Cloud {
    pub catalog: Catalog,
    pub store: Store,
    pub credentials: Credentials,
    pub limits: Limits,
    pub boot: SignedDuration,
    pub page_limit: Option<usize>,
    pub rename: Option<String>,
    /// How late every answer is.
    pub delay: Duration,
    pub scenario: Scenario,
    /// Counts the requests that may fail.
    pub requests: Counter,
    /// Counts the create requests that arrive.
    pub arrivals: Arrivals,
    /// What goes wrong on the way in and out. Only the server knows of it.
    pub faults: Engine,
    pub clock: Clock,
    pub address: SocketAddr,
}

impl Cloud {
    /// The sandbox's own time.
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// The create requests that came and what was made of them.
    pub fn book(&self) -> Book {
        self.store.read(|state| self.arrivals.book(state))
    }

    /// What the scenario has against a request. An order that was made is never hidden behind a
    /// failure: what failed did nothing, and what was done is answered.
    pub fn trouble(&self, operation: Operation, query: &Query) -> Result<(), Refusal> {
        if let Some(refusal) = self.scenario.refusal(operation) {
            return Err(refusal);
        }
        let made = operation == Operation::CreateInstanceBySpec && orders::is_made(self, query);
        match self.requests.failure(&self.scenario) {
            Some(failure) if !made => Err(failure),
            _ => Ok(()),
        }
    }
}

/// A server that runs until it is told to stop.
#[derive(Debug)]
pub(crate) struct Server {
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Serves on a bound listener, on a new thread.
    pub fn run(listener: TcpListener, cloud: Arc<Cloud>) -> std::io::Result<Self> {
        listener.set_nonblocking(true)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (stop, stopped) = oneshot::channel();
        let listener = {
            let _inside = runtime.enter();
            tokio::net::TcpListener::from_std(listener)?
        };
        let thread = std::thread::Builder::new().name("sandbox".to_owned()).spawn(move || {
            runtime.block_on(async move {
                let app = Router::new().fallback(handle).with_state(cloud);
                let app = app.into_make_service_with_connect_info::<Line>();
                tokio::select! {
                    _ = axum::serve(Gate(listener), app) => {}
                    _ = stopped => {}
                }
            });
            // Dropping the runtime here drops the connections that are still open.
        })?;
        Ok(Self { stop: Some(stop), thread: Some(thread) })
    }

    /// Stops listening, closes the connections, and waits until that is done.
    pub fn stop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // The thread may have ended by itself; then there is nobody to tell.
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

async fn handle(
    Shared(cloud): Shared<Arc<Cloud>>,
    ConnectInfo(line): ConnectInfo<Line>,
    request: HttpRequest,
) -> Response {
    if request.method() == Method::GET {
        match request.uri().path() {
            CONSOLE => return Reply::html(CONSOLE_PAGE).into_response(),
            book::PATH => {
                let book = serde_json::to_string(&cloud.book()).unwrap_or_default();
                return Reply::json(book).into_response();
            }
            bill::PATH => {
                let pairs = query(request.uri().query().unwrap_or_default()).unwrap_or_default();
                let outcome = bill::answer(&cloud, &Query { pairs, page_limit: None });
                return Reply::of(outcome, cloud.now()).into_response();
            }
            _ => {}
        }
    }
    let asked = Asked::read(&cloud, request).await;
    if let (Some(Operation::CreateInstanceBySpec | Operation::CreateBidInstance), Ok((_, query))) =
        (asked.operation, &asked.target)
    {
        let token = query.get("clientToken").unwrap_or_default();
        cloud.arrivals.count(token, asked.body.as_deref().unwrap_or_default());
    }
    let verdict = cloud.faults.judge(asked.operation, cloud.now());
    let skew = verdict.skew;
    let now = || cloud.now().saturating_add(skew).unwrap_or(Timestamp::MAX);
    let work = async {
        let outcome = operate(&cloud, &asked, now());
        if !cloud.delay.is_zero() {
            tokio::time::sleep(cloud.delay).await;
        }
        Reply::of(outcome, now())
    };
    faults::answer(verdict, &line, now, work).await
}

/// A request that has arrived whole, its body too, so that whatever becomes of it reaches a client
/// that was still sending.
struct Asked {
    method: Method,
    /// The decoded path and query.
    target: Result<(String, Query), Refusal>,
    operation: Option<Operation>,
    headers: Vec<(String, String)>,
    body: Result<Vec<u8>, Refusal>,
}

impl Asked {
    async fn read(cloud: &Cloud, request: HttpRequest) -> Self {
        let (head, body) = request.into_parts();
        let decoded = || {
            let path = sign::decode(head.uri.path())?;
            let pairs = query(head.uri.query().unwrap_or_default())?;
            Some((path, Query { pairs, page_limit: cloud.page_limit }))
        };
        let target = decoded()
            .ok_or_else(|| Refusal::new(400, "InvalidURI", "Could not parse the specified URI."));
        let path = target.as_ref().map_or("", |(path, _)| path);
        let operation = Operation::find(head.method.as_str(), path).map(|(operation, _)| operation);
        Self {
            target,
            operation,
            headers: headers(&head.headers),
            body: collect(body).await,
            method: head.method,
        }
    }
}

/// Lets a request in by the clock at the door, and does what it asks.
fn operate(cloud: &Cloud, asked: &Asked, now: Timestamp) -> Outcome {
    let (path, query) = asked.target.as_ref().map_err(Clone::clone)?;
    let method = asked.method.as_str();
    let signable = Signable { method, path, query: &query.pairs, headers: &asked.headers };
    verify::check(&signable, &cloud.credentials, now)?;
    let body = asked.body.as_ref().map_err(Clone::clone)?;
    verify::check_body(&signable, body)?;
    routes::answer(cloud, method, path, query, body)
}

fn query(raw: &str) -> Option<Vec<(String, String)>> {
    let pairs = raw.split('&').filter(|pair| !pair.is_empty());
    let decoded = pairs.map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        Some((sign::decode(name)?, sign::decode(value)?))
    });
    decoded.collect()
}

fn headers(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect()
}

/// Reads a body of at most [`MAX_BODY`] bytes; of a longer one only the refusal is left.
async fn collect(body: HttpBody) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let mut seen = 0;
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| Refusal::http())?;
        seen += chunk.len();
        if seen > MAX_DRAIN {
            break;
        }
        if seen <= MAX_BODY {
            bytes.extend_from_slice(&chunk);
        }
    }
    if seen > MAX_BODY { Err(Refusal::http()) } else { Ok(bytes) }
}
