//! The HTTP side: raw requests in, verified operations out, on a thread and a runtime of its own.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use axum::Router;
use axum::body::Body as HttpBody;
use axum::extract::{Request as HttpRequest, State as Shared};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use futures_util::StreamExt as _;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::oneshot;
use uuid::Uuid;

use crate::api::sign::{self, Signable};
use crate::sandbox::account::Limits;
use crate::sandbox::answer::{Body, Outcome, Query, Refusal};
use crate::sandbox::bill;
use crate::sandbox::catalog::Catalog;
use crate::sandbox::operation::Operation;
use crate::sandbox::scenario::{Counter, Scenario};
use crate::sandbox::state::Store;
use crate::sandbox::verify::{self, Credentials};
use crate::sandbox::{Clock, orders, routes};

/// The most bytes of a request body that are looked at.
const MAX_BODY: usize = 1024 * 1024;
/// The most bytes of a longer body that are read to the end, so that the sender can hear the refusal.
const MAX_DRAIN: usize = 16 * 1024 * 1024;
/// What every JSON answer says it is, in the seed's spelling.
const JSON: HeaderValue = HeaderValue::from_static("application/json;charset=UTF-8");
/// What an answer of the tag service says it is (contract.md §1.2).
const TEXT: HeaderValue = HeaderValue::from_static("text/plain;charset=UTF-8");
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
    pub clock: Clock,
    pub address: SocketAddr,
}

impl Cloud {
    /// The sandbox's own time.
    pub fn now(&self) -> Timestamp {
        (self.clock)()
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
                tokio::select! {
                    _ = axum::serve(listener, app) => {}
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

async fn handle(Shared(cloud): Shared<Arc<Cloud>>, request: HttpRequest) -> Response {
    if request.method() == axum::http::Method::GET && request.uri().path() == "/vnc_auto.html" {
        let mut page = Response::new(HttpBody::from(CONSOLE_PAGE));
        let html = HeaderValue::from_static("text/html;charset=UTF-8");
        page.headers_mut().insert(header::CONTENT_TYPE, html);
        return page;
    }
    if request.method() == axum::http::Method::GET && request.uri().path() == bill::PATH {
        let pairs = query(request.uri().query().unwrap_or_default()).unwrap_or_default();
        return respond(&cloud, bill::answer(&cloud, &Query { pairs, page_limit: None }));
    }
    let outcome = operate(&cloud, request).await;
    if !cloud.delay.is_zero() {
        tokio::time::sleep(cloud.delay).await;
    }
    respond(&cloud, outcome)
}

async fn operate(cloud: &Cloud, request: HttpRequest) -> Outcome {
    let (head, body) = request.into_parts();
    let invalid = || Refusal::new(400, "InvalidURI", "Could not parse the specified URI.");
    let path = sign::decode(head.uri.path()).ok_or_else(invalid)?;
    let pairs = query(head.uri.query().unwrap_or_default()).ok_or_else(invalid)?;
    let query = Query { pairs, page_limit: cloud.page_limit };
    let headers = headers(&head.headers);
    let signable = Signable {
        method: head.method.as_str(),
        path: &path,
        query: &query.pairs,
        headers: &headers,
    };
    let verified = verify::check(&signable, &cloud.credentials, cloud.now());
    // The body is read in any case, so that a refusal reaches a client that is still sending.
    let body = collect(body).await;
    verified?;
    let body = body?;
    verify::check_body(&signable, &body)?;
    routes::answer(cloud, head.method.as_str(), &path, &query, &body)
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

fn respond(cloud: &Cloud, outcome: Outcome) -> Response {
    let request_id = Uuid::new_v4().to_string();
    let kind = if matches!(outcome, Ok(Body::Text(_))) { TEXT } else { JSON };
    let (status, body) = match outcome {
        Ok(Body::Json(body) | Body::Text(body)) => (StatusCode::OK, body.to_string()),
        Ok(Body::Empty) => (StatusCode::OK, String::new()),
        Err(refusal) => {
            let body = serde_json::json!({
                "requestId": request_id,
                "code": refusal.code,
                "message": refusal.message,
            });
            let status = StatusCode::from_u16(refusal.status);
            (status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), body.to_string())
        }
    };
    let mut response = Response::new(HttpBody::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, kind);
    headers.insert(header::SERVER, HeaderValue::from_static("BWS"));
    let date = cloud.now().strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
    if let Ok(date) = HeaderValue::from_str(&date) {
        headers.insert(header::DATE, date);
    }
    if let Ok(request_id) = HeaderValue::from_str(&request_id) {
        headers.insert("x-bce-request-id", request_id);
    }
    response
}
