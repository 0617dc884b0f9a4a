//! What is done to a request or its answer.

use std::future::Future;
use std::time::Duration;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};

use super::engine::Verdict;
use super::line::Line;
use crate::sandbox::answer::Refusal;
use crate::sandbox::reply::Reply;

/// What a rule does when it speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// It takes longer.
    Delay(Duration),
    /// The clock at the door is off.
    Skew(SignedDuration),
    /// It is not answered as it should be.
    Spoil(Spoil),
}

/// How an answer is spoiled. With `after`, what was asked is done first, else it is not done at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Spoil {
    /// The connection is closed without an answer.
    Drop { after: bool },
    /// There is no answer as long as the client waits.
    Stall { after: bool },
    /// The real answer ends after so many bytes of its body, the last of them at the latest.
    Truncate { bytes: usize },
    /// Another answer comes.
    Answer { page: Page, after: bool },
}

/// An answer instead of the real one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Page {
    pub status: u16,
    /// `Retry-After`, in seconds.
    pub retry_after: Option<u64>,
    pub kind: PageKind,
}

/// Who seems to answer, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PageKind {
    /// The cloud, with an error body.
    Error { code: String, message: String },
    /// A gateway, with a page for people.
    Html,
    /// A gateway that knows better where to ask.
    Redirect { location: HeaderValue },
}

impl Page {
    fn reply(&self, date: Timestamp) -> Reply {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::BAD_GATEWAY);
        let mut reply = match &self.kind {
            PageKind::Error { code, message } => {
                let refusal = Refusal::new(self.status, code.clone(), message.clone());
                Reply::of(Err(refusal), date)
            }
            PageKind::Html | PageKind::Redirect { .. } => Reply::page(status, date),
        };
        if let PageKind::Redirect { location } = &self.kind {
            reply.headers.insert(header::LOCATION, location.clone());
        }
        if let Some(seconds) = self.retry_after {
            reply.headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        reply
    }
}

/// Answers a request as its verdict says. `work` does what was asked, once it is begun; `now` tells
/// the time that a page shows.
pub(crate) async fn answer(
    verdict: Verdict,
    line: &Line,
    now: impl Fn() -> Timestamp,
    work: impl Future<Output = Reply>,
) -> Response {
    if !verdict.delay.is_zero() {
        tokio::time::sleep(verdict.delay).await;
    }
    let after = match &verdict.spoil {
        None => return work.await.into_response(),
        Some(Spoil::Truncate { bytes }) => return work.await.broken_off(*bytes),
        Some(Spoil::Drop { after } | Spoil::Stall { after } | Spoil::Answer { after, .. }) => {
            *after
        }
    };
    if after {
        work.await;
    }
    match verdict.spoil {
        Some(Spoil::Answer { page, .. }) => page.reply(now()).into_response(),
        // The server drops this when the client goes away or the sandbox stops.
        Some(Spoil::Stall { .. }) => std::future::pending().await,
        _ => {
            line.cut();
            Response::default()
        }
    }
}
