//! What can go wrong between a request and its answer, and what that means (contract.md §3).
//!
//! Which code means what is said by the table of [`crate::domain::fault`]. Classification goes by the
//! error code; the status speaks only where there is no known code, and only an answer that bears the
//! cloud's marks (an error body, or its request id) is taken for the cloud's word. A 404 of some
//! gateway must not read as "the instance is gone".

use std::time::Duration;

use jiff::SignedDuration;

use super::wire::refusal::Refusal;
use crate::domain::fault::{self, Again, Fault, FaultKind};

/// Characters of a server's message that are kept; none that is meant to be read is longer.
const MESSAGE_CHARS: usize = 1000;
/// Characters of a code or request id that are kept.
const LABEL_CHARS: usize = 128;

/// Why a request brought no usable answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.sentence())]
pub struct ApiError {
    /// HTTP status, where there was an answer.
    pub status: Option<u16>,
    /// `code` of the error body.
    pub code: Option<String>,
    /// `x-bce-request-id`, else `requestId` of the error body.
    pub request_id: Option<String>,
    /// The server's or system's own words, shortened. Untrusted text.
    pub message: String,
    /// What kind of failure it is.
    pub kind: FaultKind,
    /// Whether the request may have taken effect all the same.
    pub may_have_happened: bool,
    /// `Retry-After`, counted from the arrival of the answer.
    pub retry_after: Option<Duration>,
    /// The server's clock minus this machine's, where the answer had a `Date`.
    pub skew: Option<SignedDuration>,
    /// Whether TLS is what failed: a certificate nobody vouches for, or a peer that does not speak it.
    pub tls: bool,
}

/// What is known of an answer besides its body.
#[derive(Clone, Debug, Default)]
pub(crate) struct AnswerHead {
    pub(crate) status: u16,
    pub(crate) request_id: Option<String>,
    pub(crate) retry_after: Option<Duration>,
    /// The server's clock minus this machine's, by the `Date` of the answer.
    pub(crate) skew: Option<SignedDuration>,
}

impl ApiError {
    /// A failure before anything was sent.
    pub(crate) fn local(kind: FaultKind, message: impl Into<String>) -> Self {
        Self {
            status: None,
            code: None,
            request_id: None,
            message: message.into(),
            kind,
            may_have_happened: false,
            retry_after: None,
            skew: None,
            tls: false,
        }
    }

    /// What the HTTP library reports, with or without the head of an answer.
    pub(crate) fn transport(error: reqwest::Error, head: Option<&AnswerHead>) -> Self {
        // A connection that was never made has carried nothing; any other one may have.
        let (kind, may_have_happened) = if error.is_connect() {
            (FaultKind::Unreachable, false)
        } else if error.is_builder() {
            (FaultKind::Refused, false)
        } else if error.is_timeout() {
            (FaultKind::Timeout, true)
        } else {
            (FaultKind::Interrupted, true)
        };
        let error = error.without_url();
        let mut message = error.to_string();
        let mut source = std::error::Error::source(&error);
        let mut tls = false;
        while let Some(cause) = source {
            tls |= is_of_tls(cause);
            let cause_text = cause.to_string();
            if !message.contains(&cause_text) {
                message = format!("{message}: {cause_text}");
            }
            source = cause.source();
        }
        Self {
            status: head.map(|head| head.status),
            request_id: head.and_then(|head| head.request_id.clone()),
            may_have_happened,
            tls,
            ..Self::local(kind, shortened(&message, MESSAGE_CHARS))
        }
    }

    /// An answer that does not say what the contract promises. It came after the request was taken,
    /// so the request may have had its effect.
    pub(crate) fn garbled(head: &AnswerHead, message: impl Into<String>) -> Self {
        Self {
            status: Some(head.status),
            request_id: head.request_id.clone(),
            may_have_happened: true,
            ..Self::local(FaultKind::Garbled, message)
        }
    }

    /// Reads an answer whose status is not a success.
    pub(crate) fn answered(head: &AnswerHead, body: &[u8]) -> Self {
        let refusal = Refusal::read(body).unwrap_or_default();
        let code = Some(shortened(&refusal.code, LABEL_CHARS)).filter(|code| !code.is_empty());
        let request_id = head
            .request_id
            .clone()
            .or_else(|| Some(shortened(&refusal.request_id, LABEL_CHARS)))
            .filter(|id| !id.is_empty());
        let marked = request_id.is_some();
        let kind = fault::classify(head.status, code.as_deref(), &refusal.message, marked);
        let message = if refusal.message.trim().is_empty() {
            format!("the answer has status {} and no error body", head.status)
        } else {
            shortened(&refusal.message, MESSAGE_CHARS)
        };
        // Only the cloud's own refusal is certain; 408 says that it heard a part of the request.
        let definite = (400..500).contains(&head.status) && head.status != 408 && code.is_some()
            || head.status == 429;
        Self {
            status: Some(head.status),
            code,
            request_id,
            message,
            kind,
            may_have_happened: !definite,
            retry_after: head.retry_after,
            skew: head.skew,
            tls: false,
        }
    }

    /// Whether the same read, asked again, may well succeed.
    pub fn retryable(&self) -> bool {
        self.again() != Again::No
    }

    /// How often the same read may be asked again.
    pub fn again(&self) -> Again {
        if self.minutes_off().is_some() {
            // With the difference measured, the client has signed it anew already.
            return Again::No;
        }
        let code = self.code.as_deref();
        let meaning = fault::meaning(self.kind, self.status, code, &self.message);
        meaning.map_or(Again::No, |meaning| meaning.again)
    }

    /// Whether the request may have taken effect all the same: an order with this failure is unknown, not failed.
    pub fn may_have_happened(&self) -> bool {
        self.may_have_happened
    }

    /// The measured difference of the clocks in whole minutes, away from zero (half a minute over the
    /// limit is over it), where that is what the request was refused for.
    fn minutes_off(&self) -> Option<i64> {
        let skew = self.skew.filter(|_| self.kind == FaultKind::Clock)?;
        let over = if skew.is_negative() { -59 } else { 59 };
        Some(skew.as_secs().saturating_add(over) / 60)
    }

    fn sentence(&self) -> String {
        let kind = match self.kind {
            FaultKind::Unreachable => "no connection to the cloud could be made",
            FaultKind::Timeout => "the cloud did not answer in time",
            FaultKind::Interrupted => "the connection broke before the answer was complete",
            FaultKind::UnknownKey => "the cloud does not know this access key ID",
            FaultKind::WrongSecret => "the cloud rejected the signature of the request",
            FaultKind::Forbidden => "the access key is not allowed to do this",
            FaultKind::Clock => "this computer's clock differs too much from the cloud's",
            FaultKind::RealName => "the account has not passed real-name certification",
            FaultKind::OptIn => "the service is not activated for the account",
            FaultKind::Banned => "the service is blocked for the account",
            FaultKind::Quota => "a quota is used up",
            FaultKind::Throttled => "the cloud asks for fewer requests",
            FaultKind::NotFound => "what was asked for does not exist",
            FaultKind::TokenReused => "the token was already used for a different order",
            FaultKind::Refused => "the cloud refused the request",
            FaultKind::Server => "the cloud has an internal problem",
            FaultKind::Garbled => "the answer is not one the cloud would give",
        };
        let mut sentence = kind.to_owned();
        if let Some(minutes) = self.minutes_off() {
            sentence = format!("{sentence} (by {} min)", minutes.abs());
        }
        if !self.message.is_empty() {
            sentence = format!("{sentence}: {}", self.message.trim());
        }
        let status = self.status.map(|status| format!("HTTP {status}"));
        let request = self.request_id.as_ref().map(|id| format!("request id {id}"));
        let marks: Vec<String> =
            [status, self.code.clone(), request].into_iter().flatten().collect();
        if !marks.is_empty() {
            sentence = format!("{sentence} ({})", marks.join(", "));
        }
        // A log or a terminal gets this text; the server's control characters must not reach them.
        sentence.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
    }
}

impl From<ApiError> for Fault {
    fn from(error: ApiError) -> Self {
        Self {
            skew_minutes: error.minutes_off(),
            retry_after: error.retry_after,
            kind: error.kind,
            code: error.code,
            status: error.status,
            request_id: error.request_id,
            message: error.message,
            own: None,
            may_have_happened: error.may_have_happened,
        }
    }
}

/// Whether a cause is TLS's own, also where it travels inside errors of input or output.
fn is_of_tls(cause: &(dyn std::error::Error + 'static)) -> bool {
    let inner = cause.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
    cause.is::<rustls::Error>() || inner.is_some_and(|inner| is_of_tls(inner))
}

/// The first `limit` characters, without blanks around them.
pub(crate) fn shortened(text: &str, limit: usize) -> String {
    text.trim().chars().take(limit).collect()
}

#[cfg(test)]
mod tests {
    use super::{AnswerHead, ApiError, FaultKind};

    fn answered(status: u16, request_id: Option<&str>, body: &str) -> ApiError {
        let head = AnswerHead {
            status,
            request_id: request_id.map(str::to_owned),
            ..AnswerHead::default()
        };
        ApiError::answered(&head, body.as_bytes())
    }

    #[test]
    fn an_answer_without_the_cloud_s_marks_is_not_its_word() {
        let html = "<html>404</html>";
        for (status, request_id, kind, may_have_happened) in [
            (404, None, FaultKind::Garbled, true),
            (404, Some("r"), FaultKind::NotFound, true),
            (403, None, FaultKind::Garbled, true),
            (403, Some("r"), FaultKind::Forbidden, true),
            (413, None, FaultKind::Garbled, true),
            (413, Some("r"), FaultKind::Quota, true),
            (302, Some("r"), FaultKind::Garbled, true),
            (408, None, FaultKind::Timeout, true),
            (429, None, FaultKind::Throttled, false),
            (500, None, FaultKind::Server, true),
            (502, Some("r"), FaultKind::Server, true),
            (599, None, FaultKind::Server, true),
        ] {
            let error = answered(status, request_id, html);
            assert_eq!(
                (error.kind, error.may_have_happened()),
                (kind, may_have_happened),
                "{status}"
            );
            assert!(!error.to_string().contains("<html>"), "{error}");
        }
    }

    #[test]
    fn the_code_speaks_before_the_status() {
        for (status, code, kind, may_have_happened) in [
            (404, "InvalidVersion", FaultKind::Refused, false),
            (400, "NoSuchObject", FaultKind::NotFound, false),
            (403, "Forbidden.InstanceNotFound", FaultKind::NotFound, false),
            (403, "OperationDenied", FaultKind::Refused, false),
            (404, "OperationDenied", FaultKind::NotFound, false),
            (403, "Instance.ReleaseWhileCreating", FaultKind::Refused, false),
            (400, "Volume.QuotaLimitExceeded", FaultKind::Quota, false),
            (413, "Anything", FaultKind::Quota, false),
            (503, "Anything", FaultKind::Server, true),
            (500, "SignatureDoesNotMatch", FaultKind::WrongSecret, true),
            (408, "RequestTimeout", FaultKind::Timeout, true),
        ] {
            let error = answered(status, None, &format!(r#"{{"code":"{code}","message":"m"}}"#));
            assert_eq!(
                (error.kind, error.may_have_happened()),
                (kind, may_have_happened),
                "{code}"
            );
            assert_eq!(error.code.as_deref(), Some(code));
        }
    }

    #[test]
    fn only_passing_troubles_are_worth_another_try() {
        for (status, retryable) in [
            (429, true),
            (500, true),
            (501, false),
            (502, true),
            (503, true),
            (504, true),
            (505, false),
            (404, false),
            (400, false),
            (302, false),
        ] {
            assert_eq!(answered(status, None, "").retryable(), retryable, "{status}");
        }
    }

    #[test]
    fn the_sentence_names_what_support_asks_for_and_lets_no_escape_through() {
        let long = "x".repeat(5000);
        let body =
            format!(r#"{{"requestId":"r-1","code":"BadRequest","message":"a\u001b[2J{long}"}}"#);
        let error = answered(400, None, &body);
        let sentence = error.to_string();
        assert!(sentence.starts_with("the cloud refused the request: a [2Jx"), "{sentence}");
        assert!(sentence.ends_with("x (HTTP 400, BadRequest, request id r-1)"), "{sentence}");
        assert!(sentence.len() < 1200);
    }
}
