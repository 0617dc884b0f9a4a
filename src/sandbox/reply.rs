//! Answers as they go out over HTTP: whole, or broken off on purpose.

use std::io;

use axum::body::Body as HttpBody;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use futures_util::{StreamExt as _, stream};
use jiff::Timestamp;
use uuid::Uuid;

use crate::sandbox::answer::{Body, Outcome};

/// What every JSON answer says it is, in the seed's spelling.
const JSON: HeaderValue = HeaderValue::from_static("application/json;charset=UTF-8");
/// What an answer of the tag service says it is (contract.md §1.2).
const TEXT: HeaderValue = HeaderValue::from_static("text/plain;charset=UTF-8");
/// What a page for people says it is.
const HTML: HeaderValue = HeaderValue::from_static("text/html;charset=UTF-8");

/// An answer before it is sent.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    body: Vec<u8>,
}

impl Reply {
    /// The cloud's answer, with its request id and its time.
    pub fn of(outcome: Outcome, now: Timestamp) -> Self {
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
        let mut reply = Self::new(status, kind, body);
        reply.headers.insert(header::SERVER, HeaderValue::from_static("BWS"));
        reply.date(now);
        if let Ok(request_id) = HeaderValue::from_str(&request_id) {
            reply.headers.insert("x-bce-request-id", request_id);
        }
        reply
    }

    /// A gateway's page for people, without any mark of the cloud.
    pub fn page(status: StatusCode, now: Timestamp) -> Self {
        let said = status.canonical_reason().unwrap_or_default();
        let title = format!("{} {said}", status.as_str());
        let page = format!(
            "<html>\n<head><title>{title}</title></head>\n<body>\n<center><h1>{title}</h1></center>\n\
             <hr><center>gateway</center>\n</body>\n</html>\n"
        );
        let mut reply = Self::html(page);
        reply.status = status;
        reply.headers.insert(header::SERVER, HeaderValue::from_static("gateway"));
        reply.date(now);
        reply
    }

    /// A page for people.
    pub fn html(page: impl Into<String>) -> Self {
        Self::new(StatusCode::OK, HTML, page)
    }

    /// JSON that is not the API's.
    pub fn json(json: impl Into<String>) -> Self {
        Self::new(StatusCode::OK, JSON, json)
    }

    fn new(status: StatusCode, kind: HeaderValue, body: impl Into<String>) -> Self {
        let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, kind)]);
        Self { status, headers, body: body.into().into_bytes() }
    }

    fn date(&mut self, now: Timestamp) {
        let date = now.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
        if let Ok(date) = HeaderValue::from_str(&date) {
            self.headers.insert(header::DATE, date);
        }
    }

    /// As it should be.
    pub fn into_response(self) -> Response {
        let body = HttpBody::from(self.body);
        Self::response(self.status, self.headers, body)
    }

    /// Announced whole, but the connection is closed after so many bytes of the body, at least one
    /// before its end. An answer without a body has nothing to lose.
    pub fn broken_off(mut self, bytes: usize) -> Response {
        let Some(last) = self.body.len().checked_sub(1) else { return self.into_response() };
        self.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(self.body.len()));
        self.body.truncate(bytes.min(last));
        let sent = stream::iter([io::Result::Ok(self.body)]);
        let end = stream::once(async {
            // One turn for the server to send what it has, which a failure would have it forget.
            tokio::task::yield_now().await;
            Err(io::Error::new(io::ErrorKind::ConnectionReset, "broken off on purpose"))
        });
        Self::response(self.status, self.headers, HttpBody::from_stream(sent.chain(end)))
    }

    fn response(status: StatusCode, headers: HeaderMap, body: HttpBody) -> Response {
        let mut response = Response::new(body);
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        response
    }
}
