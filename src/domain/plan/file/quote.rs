//! Texts as TOML.

use std::fmt::Write as _;

use crate::domain::unseen::is_unseen;

/// The name of a key: bare where it can be.
pub(super) fn bare(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if !name.is_empty() && name.bytes().all(plain) { name.to_owned() } else { quoted(name) }
}

/// A text on one line, whatever is in it. What would not be seen is written as its number.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c => push(&mut out, c),
        }
    }
    out.push('"');
    out
}

/// A text of several lines, a line a line; one of a single line stays on it.
pub(super) fn block(text: &str) -> String {
    if !text.contains('\n') {
        return quoted(text);
    }
    // A line break directly after the opening is not part of the text.
    let mut out = String::from("\"\"\"\n");
    let mut quotes = 0;
    for c in text.chars() {
        quotes = if c == '"' { quotes + 1 } else { 0 };
        match c {
            // The third in a row would close the text.
            '"' if quotes == 3 => {
                out.push_str("\\\"");
                quotes = 0;
            }
            '"' | '\n' | '\t' => out.push(c),
            c => push(&mut out, c),
        }
    }
    if quotes > 0 {
        // A quote at the end would run into the closing ones.
        out.pop();
        out.push_str("\\\"");
    }
    out.push_str("\"\"\"");
    out
}

fn push(out: &mut String, c: char) {
    match c {
        '\\' => out.push_str("\\\\"),
        '\r' => out.push_str("\\r"),
        c if is_unseen(c) => {
            let number = u32::from(c);
            // Writing to a String cannot fail.
            let _ = if number > 0xffff {
                write!(out, "\\U{number:08X}")
            } else {
                write!(out, "\\u{number:04X}")
            };
        }
        c => out.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::{bare, block, quoted};

    #[test]
    fn what_cannot_stand_as_it_is_is_escaped() {
        for (text, toml) in [
            ("web", r#""web""#),
            (r#"a "b" \c"#, r#""a \"b\" \\c""#),
            ("a\nb\tc\r", r#""a\nb\tc\r""#),
            ("\u{1b}[31m\u{0}\u{7f}\u{85}", r#""\u001B[31m\u0000\u007F\u0085""#),
            ("\u{202e}evil\u{feff}", r#""\u202Eevil\uFEFF""#),
            ("\u{e0041}", r#""\U000E0041""#),
            ("生产 🦀 ${x} %{y}", r#""生产 🦀 ${x} %{y}""#),
        ] {
            assert_eq!(quoted(text), toml);
        }
    }

    #[test]
    fn several_lines_stay_lines() {
        assert_eq!(block("one"), r#""one""#);
        assert_eq!(block("#!/bin/sh\necho \"hi\"\n"), "\"\"\"\n#!/bin/sh\necho \"hi\"\n\"\"\"");
        assert_eq!(block("\n\"\"\"\""), "\"\"\"\n\n\"\"\\\"\\\"\"\"\"");
    }

    #[test]
    fn a_key_is_bare_where_it_can_be() {
        for (name, toml) in [
            ("team", "team"),
            ("a-b_9", "a-b_9"),
            ("a.b", "\"a.b\""),
            ("", "\"\""),
            ("组", "\"组\""),
        ] {
            assert_eq!(bare(name), toml);
        }
    }
}
