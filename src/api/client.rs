//! The signed HTTP client: one [`Client::send`] that signs, sends, bounds in time and size, and
//! classifies; [`Client::ask`] repeats it for reads.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use reqwest::header::{self, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Url};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::sync::Semaphore;

use super::clock::{self, Skew};
use super::endpoint::{Endpoints, Service};
use super::error::{AnswerHead, ApiError, shortened};
use super::exchange::{Exchange, Observer};
use super::retry::Retry;
use super::roots::Roots;
use super::sign::{self, Signable, SignedHeaders};
use crate::domain::fault::FaultKind;
use crate::domain::said::Said;

/// Requests under way at once, over all clones of a client (contract.md §1.4).
pub const IN_FLIGHT: usize = 4;
/// Bytes of an answer that are read; the largest list of specs stays far below.
pub const ANSWER_BYTES: usize = 16 * 1024 * 1024;

const USER_AGENT: &str = concat!("bcc-wizard/", env!("CARGO_PKG_VERSION"));
const JSON: &str = "application/json; charset=utf-8";
const DATE: &str = "x-bce-date";
const TOKEN: &str = "x-bce-security-token";
const REQUEST_ID: &str = "x-bce-request-id";

/// Who signs.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// The access key ID.
    pub access_key: String,
    /// The secret access key; with STS, the temporary one.
    pub secret_key: SecretString,
    /// The session token of STS.
    pub session_token: Option<SecretString>,
}

/// How long things may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// Until a connection stands.
    pub connect: Duration,
    /// From the first byte sent to the last one received, connecting included.
    pub total: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self { connect: Duration::from_secs(10), total: Duration::from_secs(30) }
    }
}

/// Tells the time requests are signed at.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// One request, before it is signed. Path and query are raw; encoding happens once, when it is sent.
#[derive(Clone)]
pub struct Request {
    /// Which host is asked.
    pub service: Service,
    /// The method.
    pub method: Method,
    /// The decoded path.
    pub path: String,
    /// The decoded query.
    pub query: Vec<(String, String)>,
    /// The JSON text.
    pub body: Option<String>,
}

impl fmt::Debug for Request {
    /// Without the body, which may hold an encrypted password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("service", &self.service)
            .field("method", &self.method)
            .field("path", &self.path)
            .field("query", &self.query)
            .finish_non_exhaustive()
    }
}

impl Request {
    /// A GET.
    pub fn get(service: Service, path: impl Into<String>) -> Self {
        Self { service, method: Method::GET, path: path.into(), query: Vec::new(), body: None }
    }

    /// A POST with a JSON body, or an empty one.
    pub fn post(service: Service, path: impl Into<String>, body: Option<String>) -> Self {
        Self { method: Method::POST, body, ..Self::get(service, path) }
    }

    /// The same with one more query parameter.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<String>) -> Self {
        self.query.push((key.to_owned(), value.into()));
        self
    }
}

/// An answer with a 2xx status.
#[derive(Clone)]
pub struct Answer {
    pub(crate) head: AnswerHead,
    /// The body, at most [`ANSWER_BYTES`].
    pub body: Vec<u8>,
}

impl fmt::Debug for Answer {
    /// Without the body, which may hold an address that opens a console.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer").field("head", &self.head).finish_non_exhaustive()
    }
}

impl Answer {
    /// The error for an answer that succeeded and yet does not say what was asked.
    pub fn garbled(&self, why: impl fmt::Display) -> ApiError {
        ApiError::garbled(&self.head, why.to_string())
    }
}

/// Asks the cloud. Cheap to clone; the clones share connections and the limit of [`IN_FLIGHT`].
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    credentials: Arc<Credentials>,
    endpoints: Arc<Endpoints>,
    in_flight: Arc<Semaphore>,
    clock: Clock,
    skew: Arc<Skew>,
    retry: Retry,
    observer: Option<Observer>,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("endpoints", &self.endpoints).finish_non_exhaustive()
    }
}

impl Client {
    /// A client that signs with `credentials`. Fails only when TLS cannot be set up.
    pub fn new(
        credentials: Credentials,
        endpoints: Endpoints,
        timeouts: Timeouts,
    ) -> Result<Self, Said> {
        Self::trusting(credentials, endpoints, timeouts, None)
    }

    /// The same, with authorities to trust besides the system's.
    pub fn trusting(
        credentials: Credentials,
        endpoints: Endpoints,
        timeouts: Timeouts,
        roots: Option<&Roots>,
    ) -> Result<Self, Said> {
        // Whoever was first has installed a provider, and any provider will do.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut builder = reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .connect_timeout(timeouts.connect)
            .timeout(timeouts.total)
            // The API never redirects, and a signature is good for one host only.
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            // Whether a request is repeated is decided in `ask`, never below it.
            .retry(reqwest::retry::never())
            // Longer than any pause between polls, shorter than what gateways tear down unsaid.
            .pool_idle_timeout(Duration::from_secs(20));
        if endpoints.is_loopback() {
            builder = builder.no_proxy();
        }
        if endpoints.is_plain() {
            // Without TLS the machine's certificates, which may well be missing, are not needed.
            builder = builder.tls_certs_only([]);
        } else if let Some(roots) = roots {
            builder = builder.tls_certs_merge(roots.certificates.iter().cloned());
        }
        let http = builder.build().map_err(|error| {
            let cause = ApiError::transport(error, None).message;
            Said::of("tls.not_set_up").with("why", cause)
        })?;
        Ok(Self {
            http,
            credentials: Arc::new(credentials),
            endpoints: Arc::new(endpoints),
            in_flight: Arc::new(Semaphore::new(IN_FLIGHT)),
            clock: Arc::new(Timestamp::now),
            skew: Arc::default(),
            retry: Retry::default(),
            observer: None,
        })
    }

    /// The same client under another clock.
    #[must_use]
    pub fn with_clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// The same client with another way of repeating reads.
    #[must_use]
    pub fn with_retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// The same client, telling `observer` of each request and its answer, without secrets.
    #[must_use]
    pub fn with_observer(mut self, observer: Observer) -> Self {
        self.observer = Some(observer);
        self
    }

    /// Who signs; the secret key also encrypts the password of an order.
    pub fn credentials(&self) -> &Credentials {
        &self.credentials
    }

    /// Where it asks.
    pub fn endpoints(&self) -> &Endpoints {
        &self.endpoints
    }

    /// Sends a read, and again as [`Retry`] allows; each try is signed anew.
    pub async fn ask(&self, request: &Request) -> Result<Answer, ApiError> {
        let mut done = 0;
        loop {
            let error = match self.send(request).await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            done += 1;
            match self.retry.pause(&error, done, chance()) {
                Some(pause) => tokio::time::sleep(pause).await,
                None => return Err(error),
            }
        }
    }

    /// The server's clock minus this machine's, by the `Date` of the last answer that had one. From
    /// [`clock::WARNED`] on, in either direction, it is worth a warning ([`Self::skew_warned`]).
    pub fn skew(&self) -> Option<SignedDuration> {
        self.skew.measured()
    }

    /// The cloud's time, as far as its answers have told it; this machine's before the first.
    pub fn cloud_time(&self) -> Timestamp {
        let now = (self.clock)();
        let skew = self.skew().unwrap_or_default();
        now.checked_add(skew).unwrap_or(now)
    }

    /// [`Self::skew`] where it is worth a warning.
    pub fn skew_warned(&self) -> Option<SignedDuration> {
        self.skew().filter(|skew| skew.abs() >= clock::WARNED)
    }

    /// Signs and sends a request, so that it has its effect once at most. One that is refused for its
    /// time alone had none: it is signed anew by the server's clock and sent once more.
    pub async fn send(&self, request: &Request) -> Result<Answer, ApiError> {
        let used = self.skew.offset();
        match self.send_signed(request, used).await {
            Err(error)
                if let Some(skew) = error.skew
                    && !error.may_have_happened()
                    && self.skew.learn(error.kind, skew, used) =>
            {
                self.send_signed(request, self.skew.offset()).await
            }
            result => result,
        }
    }

    /// Signs by this machine's clock and an offset, and sends exactly once.
    async fn send_signed(
        &self,
        request: &Request,
        offset: SignedDuration,
    ) -> Result<Answer, ApiError> {
        // A place first: the wait for it must not age the signature.
        let asked = Instant::now();
        let Ok(_place) = self.in_flight.acquire().await else {
            return Err(ApiError::local(FaultKind::Interrupted, "the client is shut down"));
        };
        let waited = asked.elapsed();
        let signed = self.signed(request, Skew::shifted((self.clock)(), offset))?;
        let watched = self.observer.as_ref().map(|observer| {
            let keys = &self.credentials;
            let secrets: Vec<_> = [Some(&keys.secret_key), keys.session_token.as_ref()]
                .into_iter()
                .flatten()
                .collect();
            let exchange = Exchange::new(&signed, &request.query, &secrets, waited);
            observer(&exchange);
            (observer, exchange, Instant::now())
        });
        let result = self.transfer(signed).await;
        if let Some((observer, exchange, sent)) = watched {
            observer(&exchange.ended(&result, sent.elapsed()));
        }
        let (head, body) = result?;
        if (200..300).contains(&head.status) {
            return Ok(Answer { head, body });
        }
        Err(ApiError::answered(&head, &body))
    }

    /// Sends what is signed and reads the whole answer, whatever its status.
    async fn transfer(&self, signed: reqwest::Request) -> Result<(AnswerHead, Vec<u8>), ApiError> {
        let answer =
            self.http.execute(signed).await.map_err(|error| ApiError::transport(error, None))?;
        let head = AnswerHead {
            status: answer.status().as_u16(),
            request_id: text_of(answer.headers(), REQUEST_ID).map(|id| shortened(id, 128)),
            retry_after: text_of(answer.headers(), header::RETRY_AFTER.as_str())
                .and_then(|wish| self.wait_wished(wish)),
            skew: text_of(answer.headers(), header::DATE.as_str())
                .and_then(|date| self.skew.measure(date, (self.clock)())),
        };
        let body = read(answer, &head).await?;
        Ok((head, body))
    }

    /// The request as it goes out, signed for a moment (contract.md §1.2, §2).
    fn signed(&self, request: &Request, now: Timestamp) -> Result<reqwest::Request, ApiError> {
        let uri = sign::canonical_uri(&request.path);
        let query = sign::canonical_query(&request.query);
        let mark = if query.is_empty() { "" } else { "?" };
        let text = format!("{}{uri}{mark}{query}", self.endpoints.base(request.service));
        let url = Url::parse(&text)
            .map_err(|error| ApiError::local(FaultKind::Refused, error.to_string()))?;
        // A URL parser takes `..` out of a path; what is sent must be what was signed.
        if url.path() != uri || url.query().unwrap_or_default() != query {
            let message = format!("the path {uri} cannot be sent as it stands");
            return Err(ApiError::local(FaultKind::Refused, message));
        }

        let date = now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let mut headers =
            vec![("host".to_owned(), authority(&url)), (DATE.to_owned(), date.clone())];
        if let Some(token) = &self.credentials.session_token {
            headers.push((TOKEN.to_owned(), token.expose_secret().to_owned()));
        }
        let names: Vec<&str> = headers.iter().map(|(name, _)| name.as_str()).collect();
        let listed = SignedHeaders::Listed(&names);
        let canonical = sign::canonical_request(
            &Signable {
                method: request.method.as_str(),
                path: &request.path,
                query: &request.query,
                headers: &headers,
            },
            listed,
        );
        let prefix = sign::prefix(&self.credentials.access_key, &date, sign::EXPIRY_SECONDS);
        let key = sign::signing_key(&self.credentials.secret_key, &prefix);
        let authorization = sign::authorization(&prefix, &key, &canonical, listed);

        let mut sent = reqwest::Request::new(request.method.clone(), url);
        for (name, text) in &headers {
            sent.headers_mut().insert(header_name(name)?, header_value(text, name)?);
        }
        sent.headers_mut()
            .insert(header::AUTHORIZATION, header_value(&authorization, "access key ID")?);
        match &request.body {
            Some(body) => {
                sent.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(JSON));
                *sent.body_mut() = Some(body.clone().into());
            }
            None if request.method == Method::POST => {
                sent.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
            }
            None => {}
        }
        Ok(sent)
    }

    /// `Retry-After` in either of its forms: seconds, or an instant.
    fn wait_wished(&self, wish: &str) -> Option<Duration> {
        if let Ok(seconds) = wish.trim().parse() {
            return Some(Duration::from_secs(seconds));
        }
        let instant =
            jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(wish.trim()).ok()?;
        let now = Skew::shifted((self.clock)(), self.skew.offset());
        Some(instant.duration_since(now).try_into().unwrap_or_default())
    }
}

/// The host, with its port unless that is the scheme's own: what the `Host` header says.
fn authority(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

fn header_name(name: &str) -> Result<HeaderName, ApiError> {
    HeaderName::try_from(name)
        .map_err(|error| ApiError::local(FaultKind::Refused, error.to_string()))
}

/// A header's value, never printed; `what` it comes from stands in the error.
fn header_value(text: &str, what: &str) -> Result<HeaderValue, ApiError> {
    let mut value = HeaderValue::from_str(text).map_err(|_| {
        let message = format!("the {what} holds line breaks or control characters; copy it again");
        ApiError::local(FaultKind::Refused, message)
    })?;
    value.set_sensitive(true);
    Ok(value)
}

fn text_of<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// The whole body, unless it is longer than anything the cloud answers.
async fn read(mut answer: reqwest::Response, head: &AnswerHead) -> Result<Vec<u8>, ApiError> {
    let mut body = Vec::new();
    while let Some(chunk) =
        answer.chunk().await.map_err(|error| ApiError::transport(error, Some(head)))?
    {
        if body.len() + chunk.len() > ANSWER_BYTES {
            let message = format!("the answer is longer than {ANSWER_BYTES} bytes");
            return Err(ApiError::garbled(head, message));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// An even chance out of the operating system's randomness.
fn chance() -> u32 {
    let bytes = uuid::Uuid::new_v4().into_bytes();
    u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
}
