//! Answers that are a list, paged or not (contract.md §5).

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// One element of a list answer.
pub trait Row: DeserializeOwned {
    /// The key the list stands under.
    const LIST: &'static str;
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The usable elements.
    pub rows: Vec<T>,
    /// `nextMarker`, if `isTruncated` says that more follows.
    pub next: Option<String>,
}

/// Why an answer could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Not JSON, or cut off.
    #[error("the answer is not complete JSON: {0}")]
    NotJson(String),
    /// JSON, but not an object.
    #[error("the answer is not a JSON object")]
    NotAnObject,
    /// What the answer is about is missing or of another shape.
    #[error("the answer has no usable “{0}”")]
    Missing(&'static str),
}

/// The answer as an object. A name that was cut in the middle of a character does not spoil the rest.
pub fn object(body: &[u8]) -> Result<Map<String, Value>, Unreadable> {
    let read = serde_json::from_slice(body)
        .or_else(|error| serde_json::from_str(&mended(body)).map_err(|_| error));
    match read {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(Unreadable::NotAnObject),
        Err(error) => Err(Unreadable::NotJson(error.to_string())),
    }
}

/// The text with the replacement character for bytes that are no UTF-8 and for halves of surrogate
/// pairs (`\ud83d` alone), and without a byte order mark: JSON readers refuse all three.
fn mended(body: &[u8]) -> String {
    const HALF: &str = "\\ufffd";
    let text = String::from_utf8_lossy(body);
    let mut rest = text.trim_start_matches('\u{feff}');
    let mut mended = String::with_capacity(rest.len());
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        mended.push_str(before);
        let (kept, taken) = match (unit(escape), escape.get(6..).and_then(unit)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => (&escape[..12], 12),
            (Some(0xd800..=0xdfff), _) => (HALF, 6),
            // The escaped character goes along, or an escaped backslash would start an escape.
            _ => {
                let end = escape.char_indices().nth(2).map_or(escape.len(), |(end, _)| end);
                (&escape[..end], end)
            }
        };
        mended.push_str(kept);
        rest = &escape[taken..];
    }
    mended.push_str(rest);
    mended
}

/// The code unit of a `\uXXXX` at the start of a text.
fn unit(text: &str) -> Option<u16> {
    u16::from_str_radix(text.strip_prefix("\\u")?.get(..4)?, 16).ok()
}

/// The answer as a whole.
pub fn whole<T: DeserializeOwned>(body: &[u8]) -> Result<T, Unreadable> {
    serde_json::from_value(Value::Object(object(body)?))
        .map_err(|error| Unreadable::NotJson(error.to_string()))
}

/// The object under `key`, which the answer is about.
pub fn part<T: DeserializeOwned>(body: &[u8], key: &'static str) -> Result<T, Unreadable> {
    let part =
        object(body)?.remove(key).filter(Value::is_object).ok_or(Unreadable::Missing(key))?;
    serde_json::from_value(part).map_err(|_| Unreadable::Missing(key))
}

impl<T: Row> Page<T> {
    /// Reads a page. A list that has elements, of which not one is usable, is no list: "nothing
    /// there" would be a lie.
    pub fn read(body: &[u8]) -> Result<Self, Unreadable> {
        let mut object = object(body)?;
        let rows = match object.remove(T::LIST) {
            Some(Value::Null) => Vec::new(),
            Some(Value::Array(values)) => {
                let delivered = values.len();
                let rows: Vec<T> = super::lenient::elements(Value::Array(values));
                if rows.is_empty() && delivered > 0 {
                    return Err(Unreadable::Missing(T::LIST));
                }
                rows
            }
            _ => return Err(Unreadable::Missing(T::LIST)),
        };
        let truncated = object
            .remove("isTruncated")
            .is_some_and(|value| super::lenient::flag(value).unwrap_or_default());
        let next = object.remove("nextMarker").and_then(|value| super::lenient::id(value).ok());
        Ok(Self { rows, next: next.filter(|marker| truncated && !marker.is_empty()) })
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::{Page, Row, Unreadable};

    #[derive(Debug, PartialEq, Eq, Deserialize)]
    struct Thing {
        id: String,
    }

    impl Row for Thing {
        const LIST: &'static str = "things";
    }

    fn read(body: &str) -> Result<(usize, Option<String>), Unreadable> {
        Page::<Thing>::read(body.as_bytes()).map(|page| (page.rows.len(), page.next))
    }

    #[test]
    fn one_bad_element_never_loses_the_list() {
        let body = r#"{"things":[{"id":"a"},{"id":7},null,"x",{},{"id":"b","new":1}]}"#;
        assert_eq!(read(body), Ok((2, None)));
        assert_eq!(read(r#"{"things":[]}"#), Ok((0, None)));
        assert_eq!(read(r#"{"things":null}"#), Ok((0, None)));
    }

    #[test]
    fn an_answer_about_something_else_is_not_an_empty_list() {
        assert_eq!(read("{}"), Err(Unreadable::Missing("things")));
        assert_eq!(read(r#"{"things":"none"}"#), Err(Unreadable::Missing("things")));
        assert_eq!(read(r#"{"things":[1,2]}"#), Err(Unreadable::Missing("things")));
        assert_eq!(read("[]"), Err(Unreadable::NotAnObject));
        assert!(matches!(read(r#"{"things":[{"id"#), Err(Unreadable::NotJson(_))));
        assert!(matches!(read("<html>"), Err(Unreadable::NotJson(_))));
    }

    #[test]
    fn a_name_cut_in_a_character_costs_that_character_only() {
        let cut: [(&[u8], &str); 8] = [
            (br"a\ud83d", "a\u{fffd}"),
            (br"\uDE00b", "\u{fffd}b"),
            (br"\ud83d\ud83d\ude00", "\u{fffd}😀"),
            (br"\ud83d\ude00\ude00", "😀\u{fffd}"),
            (br"\\ud83d \ud83d", "\\ud83d \u{fffd}"),
            (br"\ud83d\n", "\u{fffd}\n"),
            (b"caf\xc3", "caf\u{fffd}"),
            (b"\xd6\xd0", "\u{fffd}\u{fffd}"),
        ];
        for (name, read) in cut {
            let body = [br#"{"things":[{"id":""#, name, br#""},{"id":"b"}]}"#].concat();
            let rows = Page::<Thing>::read(&body).unwrap().rows;
            let ids: Vec<&str> = rows.iter().map(|thing| thing.id.as_str()).collect();
            assert_eq!(ids, [read, "b"]);
        }
        let marked = "\u{feff}{\"things\":[{\"id\":\"a\"}]}";
        assert_eq!(self::read(marked), Ok((1, None)));
        for broken in [r#"{"things":[{"id":"\"#, r#"{"things":[{"id":"\ud83"#, "\\", "\\é"] {
            assert!(matches!(self::read(broken), Err(Unreadable::NotJson(_))), "{broken}");
        }
    }

    #[test]
    fn more_follows_only_if_the_answer_says_so_and_where() {
        for (rest, next) in [
            (r#""isTruncated":true,"nextMarker":"m-2""#, Some("m-2")),
            (r#""isTruncated":"true","nextMarker":"m-2""#, Some("m-2")),
            (r#""isTruncated":true,"nextMarker":"""#, None),
            (r#""isTruncated":true,"nextMarker":null"#, None),
            (r#""isTruncated":true"#, None),
            (r#""isTruncated":false,"nextMarker":"m-2""#, None),
        ] {
            let body = format!(r#"{{"things":[{{"id":"a"}}],{rest}}}"#);
            assert_eq!(read(&body), Ok((1, next.map(str::to_owned))), "{rest}");
        }
    }
}
