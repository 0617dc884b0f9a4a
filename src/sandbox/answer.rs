//! What the sandbox answers: a body, or a refusal with the code and status of contract.md §3.

use std::borrow::Cow;

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

/// A refusal: HTTP status, `code` and `message` of the error body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub status: u16,
    pub code: Cow<'static, str>,
    pub message: String,
}

impl Refusal {
    pub fn new(
        status: u16,
        code: impl Into<Cow<'static, str>>,
        message: impl Into<String>,
    ) -> Self {
        Self { status, code: code.into(), message: message.into() }
    }

    /// `BadRequest` 400 with the cloud's sentence.
    pub fn bad(message: impl Into<String>) -> Self {
        Self::new(400, "BadRequest", message)
    }

    /// `BadRequest` 400 "`field` is invalid.".
    pub fn invalid(field: &str) -> Self {
        Self::bad(format!("{field} is invalid."))
    }

    /// `InappropriateJSON` 400: a field is missing or of the wrong type.
    pub fn inappropriate() -> Self {
        Self::new(
            400,
            "InappropriateJSON",
            "The JSON you provided was well-formed and valid, but not appropriate for this operation.",
        )
    }

    /// `MalformedJSON` 400.
    pub fn malformed() -> Self {
        Self::new(400, "MalformedJSON", "The JSON you provided was not well-formed.")
    }

    /// `InvalidHTTPRequest` 400.
    pub fn http() -> Self {
        Self::new(400, "InvalidHTTPRequest", "There was an error in the body of your HTTP request.")
    }

    /// `NoSuchObject` 404 "`thing` not exists.".
    pub fn gone(thing: &str) -> Self {
        Self::new(404, "NoSuchObject", format!("{thing} not exists."))
    }

    /// `NoSuchKey` 404, in the words of the documentation.
    pub fn no_resource() -> Self {
        Self::new(404, "NoSuchKey", "The resource you requested does not exist")
    }

    /// `InternalError` 500.
    pub fn internal() -> Self {
        Self::new(500, "InternalError", "We encountered an internal error. Please try again.")
    }
}

/// The body of a successful answer.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    Json(Value),
    /// JSON that says it is plain text, as the tag service does (contract.md §1.2).
    Text(Value),
    /// No body at all, as releasing an instance answers.
    Empty,
}

/// What an operation comes to.
pub(crate) type Outcome = Result<Body, Refusal>;

/// A JSON object as a successful outcome.
// An operation's last line, so that it reads like the others' `Err`.
#[allow(clippy::unnecessary_wraps)]
pub(crate) fn ok(value: Value) -> Outcome {
    Ok(Body::Json(value))
}

/// The same, said to be plain text.
// As above.
#[allow(clippy::unnecessary_wraps)]
pub(crate) fn plain(value: Value) -> Outcome {
    Ok(Body::Text(value))
}

/// A decimal as a JSON number. Its text is what travels; no arithmetic is done on the number.
pub(crate) fn number(amount: Decimal) -> Value {
    let text = amount.normalize().to_string();
    serde_json::from_str(&text).unwrap_or(Value::String(text))
}

/// Query parameters, decoded.
#[derive(Clone, Debug, Default)]
pub(crate) struct Query {
    pub pairs: Vec<(String, String)>,
    /// The most rows this server puts on a page, however many were asked for.
    pub page_limit: Option<usize>,
}

impl Query {
    /// The value of a parameter; `None` when missing or empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.said(name).filter(|value| !value.is_empty())
    }

    /// The value of a parameter, empty or not; `None` when missing.
    pub fn said(&self, name: &str) -> Option<&str> {
        let found = self.pairs.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Whether a parameter, if it is there, says this.
    pub fn equal(&self, name: &str, value: &str) -> bool {
        self.get(name).is_none_or(|wanted| wanted == value)
    }

    /// Whether a comma list, if it is there, has this.
    pub fn among(&self, name: &str, value: &str) -> bool {
        let list = self.list(name);
        list.is_empty() || list.contains(&value)
    }

    /// The values of a comma list; empty when missing.
    pub fn list(&self, name: &str) -> Vec<&str> {
        let values = self.get(name).map(|value| value.split(',').map(str::trim));
        values.into_iter().flatten().filter(|value| !value.is_empty()).collect()
    }
}

/// One page of `items` under `key` (contract.md §5). `id` names the field that markers are made of.
pub(crate) fn page(
    query: &Query,
    key: &str,
    id: &str,
    items: Vec<Value>,
    (default, max): (usize, usize),
) -> Outcome {
    let size = match query.get("maxKeys") {
        None => default,
        Some(text) => match text.parse() {
            Ok(size) if (1..=max).contains(&size) => size,
            _ => return Err(Refusal::invalid("maxKeys")),
        },
    };
    let size = query.page_limit.map_or(size, |limit| size.min(limit.max(1)));
    let marker = query.get("marker").unwrap_or_default();
    let start = if marker.is_empty() {
        0
    } else {
        let found = items.iter().position(|item| item[id] == marker);
        found.ok_or_else(|| Refusal::invalid("marker"))?
    };
    let next = items.get(start + size).and_then(|item| item[id].as_str()).map(str::to_owned);
    let mut answer = Map::new();
    answer.insert("marker".to_owned(), json!(marker));
    answer.insert("isTruncated".to_owned(), json!(next.is_some()));
    if let Some(next) = next {
        answer.insert("nextMarker".to_owned(), json!(next));
    }
    answer.insert("maxKeys".to_owned(), json!(size));
    let items: Vec<Value> = items.into_iter().skip(start).take(size).collect();
    answer.insert(key.to_owned(), Value::Array(items));
    ok(Value::Object(answer))
}

/// Page sizes of most lists: default and most (contract.md §5).
pub(crate) const PAGE: (usize, usize) = (1000, 1000);
/// Page sizes of `QuotaCenterList`.
pub(crate) const QUOTA_PAGE: (usize, usize) = (100, 1000);
/// Page sizes of `GetAvailableImagesBySpec`.
pub(crate) const FITTING_PAGE: (usize, usize) = (10, 100);

/// Tags as the API writes them.
pub(crate) fn tags(tags: &[(String, String)]) -> Value {
    tags.iter().map(|(key, value)| json!({ "tagKey": key, "tagValue": value })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(outcome: Outcome) -> (Vec<String>, Option<String>) {
        let Ok(Body::Json(answer)) = outcome else { panic!("refused") };
        let items = answer["items"].as_array().unwrap().iter();
        let items = items.map(|item| item["id"].as_str().unwrap().to_owned()).collect();
        (items, answer["nextMarker"].as_str().map(str::to_owned))
    }

    #[test]
    fn pages_follow_their_markers_to_the_end() {
        let items: Vec<Value> = ["a", "b", "c"].iter().map(|id| json!({ "id": id })).collect();
        let ask = |pairs: &[(&str, &str)]| {
            let pairs = pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
            let query = Query { pairs, page_limit: None };
            page(&query, "items", "id", items.clone(), PAGE)
        };
        assert_eq!(names(ask(&[])), (vec!["a".into(), "b".into(), "c".into()], None));
        assert_eq!(
            names(ask(&[("maxKeys", "2")])),
            (vec!["a".into(), "b".into()], Some("c".into()))
        );
        assert_eq!(names(ask(&[("maxKeys", "2"), ("marker", "c")])), (vec!["c".into()], None));
        for wrong in [("maxKeys", "0"), ("maxKeys", "1001"), ("maxKeys", "x"), ("marker", "zz")] {
            assert_eq!(ask(&[wrong]).unwrap_err().code, "BadRequest", "{wrong:?}");
        }
    }

    #[test]
    fn amounts_become_numbers_with_the_same_digits() {
        for text in ["850.0", "0.0035", "12800", "0.000123"] {
            let amount: Decimal = text.parse().unwrap();
            assert_eq!(number(amount).to_string().parse::<Decimal>().unwrap(), amount);
        }
    }
}
