//! Texts as words of a shell and of comments.

/// A word of a POSIX shell, whatever is in it; plain words stay as they are. No program can be given
/// the character of number 0, so it is left out.
pub(super) fn shell(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-./:=,+@%".contains(&byte);
    if !text.is_empty() && text.bytes().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\0', "").replace('\'', r"'\''"))
}

/// A text in a comment: whatever would end the line is taken out of it.
pub(super) fn comment(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{comment, shell};

    #[test]
    fn a_word_is_quoted_where_it_must_be() {
        for (text, word) in [
            ("bcc.g5.c2m8", "bcc.g5.c2m8"),
            ("", "''"),
            ("a b", "'a b'"),
            ("it's", r"'it'\''s'"),
            ("$(x) `y` \\ \"z\"", "'$(x) `y` \\ \"z\"'"),
            ("~", "'~'"),
            ("生产", "'生产'"),
        ] {
            assert_eq!(shell(text), word);
        }
        assert_eq!(comment("a\nb\u{1b}c\u{2028}d"), "a b c d");
    }
}
