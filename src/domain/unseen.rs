//! Characters that are not seen where a text is shown: what a terminal takes for a command, and what is
//! read past.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Control characters, and marks that would be read past: without width, or turning the direction of
/// writing round.
pub fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}'
                | '\u{61c}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

/// A text of JSON with what is not seen in its strings written as its number; line breaks and tabs
/// between its values stay. It says the same to whoever reads JSON.
pub fn in_json(json: &str) -> Cow<'_, str> {
    let kept = |c: char| !is_unseen(c) || matches!(c, '\n' | '\t');
    if json.chars().all(kept) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if kept(c) {
            out.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            // Writing to a String cannot fail.
            let _ = write!(out, "\\u{unit:04x}");
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_says_the_same_without_a_character_that_is_not_seen() {
        let value =
            serde_json::json!({ "a\u{9b}": "\u{1b}[2J\u{7f}\u{202e}\u{feff}\u{e0041}网站👍" });
        for json in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
            let safe = in_json(&json);
            assert!(!safe.chars().any(|c| is_unseen(c) && c != '\n'), "{safe:?}");
            assert!(safe.contains("网站👍"));
            assert_eq!(serde_json::from_str::<serde_json::Value>(&safe).unwrap(), value);
        }
        assert!(matches!(in_json("{\n\t\"a\": \"é\"}"), Cow::Borrowed(_)));
    }
}
