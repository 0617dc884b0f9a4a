//! What an observer of the client is told of each request and its answer: never a secret. The values
//! are taken out here, before anybody sees them, by the names they stand under and by what they are.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;

use super::error::{AnswerHead, ApiError};

/// What stands where a secret was.
pub const REDACTED: &str = "[redacted]";
/// Bytes of a body that are told; a list of a region's specs is longer, and says nothing more.
pub const BODY_BYTES: usize = 64 * 1024;

/// Parts of the names of values that are nobody's business: passwords, keys, tokens, a console's
/// one-time address, and scripts that hold what people write into them.
const SECRET_NAMES: [&str; 9] = [
    "pass",
    "secret",
    "token",
    "privatekey",
    "authorization",
    "cookie",
    "credential",
    "vncurl",
    "userdata",
];
/// The token of an order is no secret; it is what an order is found again by (contract.md §4).
const OPEN_NAME: &str = "clienttoken";

/// Is told of each request twice: when it is sent, and when it is answered or failed.
pub type Observer = Arc<dyn Fn(&Exchange) + Send + Sync>;

/// One request and, once there is one, its answer.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// Which request of this process it is, from 1.
    pub number: u64,
    /// The method.
    pub method: String,
    /// Scheme, host and port.
    pub base: String,
    /// The path as sent.
    pub path: String,
    /// The decoded query.
    pub query: Vec<(String, String)>,
    /// The headers, in the order sent.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Option<String>,
    /// How long it waited for a place among the requests under way.
    pub waited: Duration,
    /// The answer; `None` while it is on its way.
    pub outcome: Option<Outcome>,
    secrets: Arc<Secrets>,
}

/// How a request ended.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// HTTP status, where there was an answer.
    pub status: Option<u16>,
    /// `x-bce-request-id`.
    pub request_id: Option<String>,
    /// From sending to the last byte or the failure.
    pub took: Duration,
    /// Why there is no whole answer.
    pub error: Option<String>,
    /// The body.
    pub body: Option<String>,
}

impl Exchange {
    /// A request that is about to be sent. `secrets` and all that stands in its secret headers and
    /// fields occur nowhere in it, nor in the answer told later.
    pub(super) fn new(
        sent: &reqwest::Request,
        query: &[(String, String)],
        secrets: &[&SecretString],
        waited: Duration,
    ) -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(1);
        let raw = sent.body().and_then(reqwest::Body::as_bytes);
        let mut known = Secrets(secrets.iter().copied().cloned().collect());
        for (name, value) in sent.headers() {
            if let Ok(value) = value.to_str()
                && is_secret(name.as_str())
            {
                known.learn(value);
                // The signature alone, as an answer might quote it.
                if name == reqwest::header::AUTHORIZATION {
                    known.learn(value.rsplit('/').next().unwrap_or_default());
                }
            }
        }
        if let Some(json) = raw.and_then(|raw| serde_json::from_slice(raw).ok()) {
            known.learn_from(&json);
        }
        let pair = |name: &str, value: &str| {
            let value =
                if is_secret(name) { REDACTED.to_owned() } else { known.struck(value.to_owned()) };
            (name.to_owned(), value)
        };
        let url = sent.url();
        Self {
            number: COUNT.fetch_add(1, Ordering::Relaxed),
            method: sent.method().to_string(),
            base: url.origin().ascii_serialization(),
            path: known.struck(url.path().to_owned()),
            query: query.iter().map(|(name, value)| pair(name, value)).collect(),
            headers: sent
                .headers()
                .iter()
                .map(|(name, value)| {
                    pair(name.as_str(), &String::from_utf8_lossy(value.as_bytes()))
                })
                .collect(),
            body: raw.map(|raw| known.told(raw)),
            waited,
            outcome: None,
            secrets: Arc::new(known),
        }
    }

    /// The same with its end.
    pub(super) fn ended(
        mut self,
        result: &Result<(AnswerHead, Vec<u8>), ApiError>,
        took: Duration,
    ) -> Self {
        let strike = |text: &String| self.secrets.struck(text.clone());
        self.outcome = Some(match result {
            Ok((head, body)) => Outcome {
                status: Some(head.status),
                request_id: head.request_id.as_ref().map(strike),
                took,
                error: None,
                body: (!body.is_empty()).then(|| self.secrets.told(body)),
            },
            Err(error) => Outcome {
                status: error.status,
                request_id: error.request_id.as_ref().map(strike),
                took,
                error: Some(strike(&error.to_string())),
                body: None,
            },
        });
        self
    }
}

/// Whether a header, a query parameter or a field of this name holds a secret.
pub(crate) fn is_secret(name: &str) -> bool {
    let name: String =
        name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    name != OPEN_NAME && SECRET_NAMES.iter().any(|part| name.contains(part))
}

/// Texts that may stand nowhere, whatever they are called there.
#[derive(Clone, Debug)]
struct Secrets(Vec<SecretString>);

impl Secrets {
    fn learn(&mut self, secret: &str) {
        if !secret.is_empty() {
            self.0.push(SecretString::from(secret));
        }
    }

    /// The values of secret fields, however deep.
    fn learn_from(&mut self, json: &Value) {
        match json {
            Value::Object(fields) => {
                for (name, value) in fields {
                    match value {
                        Value::String(secret) if is_secret(name) => self.learn(secret),
                        inner => self.learn_from(inner),
                    }
                }
            }
            Value::Array(list) => list.iter().for_each(|inner| self.learn_from(inner)),
            _ => {}
        }
    }

    /// The text without the known secrets.
    fn struck(&self, mut text: String) -> String {
        for secret in &self.0 {
            let secret = secret.expose_secret();
            if !secret.is_empty() && text.contains(secret) {
                text = text.replace(secret, REDACTED);
            }
        }
        text
    }

    /// A body fit to be told: secret fields emptied, secrets struck out, and no longer than [`BODY_BYTES`].
    fn told(&self, body: &[u8]) -> String {
        let text = match serde_json::from_slice::<Value>(body) {
            Ok(mut json) => {
                self.strike(&mut json);
                json.to_string()
            }
            Err(_) => self.struck(String::from_utf8_lossy(body).into_owned()),
        };
        if text.len() <= BODY_BYTES {
            return text;
        }
        let end = text.floor_char_boundary(BODY_BYTES);
        format!("{}… ({} bytes more)", &text[..end], text.len() - end)
    }

    fn strike(&self, json: &mut Value) {
        match json {
            Value::Object(fields) => {
                for (name, value) in fields.iter_mut() {
                    // Nothing at all is worth knowing and hides nothing.
                    let empty = value.is_null() || value.as_str() == Some("");
                    if is_secret(name) && !empty {
                        *value = Value::from(REDACTED);
                    } else {
                        self.strike(value);
                    }
                }
            }
            Value::Array(list) => list.iter_mut().for_each(|inner| self.strike(inner)),
            Value::String(text) => *text = self.struck(std::mem::take(text)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BODY_BYTES, Secrets, is_secret};
    use secrecy::SecretString;

    #[test]
    fn secrets_are_known_by_their_names_and_the_order_s_token_is_none() {
        for name in [
            "adminPass",
            "Authorization",
            "x-bce-security-token",
            "Set-Cookie",
            "secret_access_key",
            "privateKey",
            "vncUrl",
            "userData",
            "sessionToken",
            "PASSWORD",
        ] {
            assert!(is_secret(name), "{name}");
        }
        for name in ["clientToken", "host", "x-bce-date", "keypairId", "name", "marker", "spec"] {
            assert!(!is_secret(name), "{name}");
        }
    }

    #[test]
    fn a_secret_is_struck_out_wherever_it_stands() {
        let secrets = Secrets(vec![SecretString::from("s3cret"), SecretString::from("")]);
        for (body, told) in [
            (
                r#"{"a":["x s3cret y"],"adminPass":"q"}"#,
                r#"{"a":["x [redacted] y"],"adminPass":"[redacted]"}"#,
            ),
            (
                r#"{"a":"s3\u0063ret","pass":{"deep":1}}"#,
                r#"{"a":"[redacted]","pass":"[redacted]"}"#,
            ),
            (r#"{"privateKey":"","userData":null}"#, r#"{"privateKey":"","userData":null}"#),
            ("<p>s3cret</p>", "<p>[redacted]</p>"),
            ("", ""),
        ] {
            assert_eq!(secrets.told(body.as_bytes()), told);
        }
    }

    #[test]
    fn a_long_body_is_cut_after_its_secrets_are_gone() {
        let secrets = Secrets(vec![SecretString::from("s3cret")]);
        let body = format!("{}s3cret{}", "x".repeat(BODY_BYTES - 3), "中".repeat(10));
        let told = secrets.told(body.as_bytes());
        assert!(!told.contains("s3c"), "{}", &told[BODY_BYTES - 10..]);
        assert!(told.ends_with(" bytes more)") && told.len() < BODY_BYTES + 40, "{}", told.len());
    }
}
