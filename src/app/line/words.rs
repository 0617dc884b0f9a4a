//! Where words begin and end, for moves and deletions by word.
//!
//! A word is a run of letters and digits of one script; marks and blanks between words belong to none.
//! Chinese and Japanese are written without blanks: there a word is a run of Chinese characters, or of
//! one kind of kana, which punctuation ends. So `g5.c2m8` has two words, and `我的服务器，测试` has two.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation as _};

/// What a grapheme is, as far as words go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Blank,
    Mark,
    Letter,
    Han,
    Hiragana,
    Katakana,
    /// A picture or a symbol, which is a word like any other.
    Picture,
}

/// What a grapheme is, by its first character.
fn sort(grapheme: &str) -> Sort {
    let Some(first) = grapheme.chars().next() else { return Sort::Blank };
    match u32::from(first) {
        _ if first.is_whitespace() || first.is_control() => Sort::Blank,
        0x5f => Sort::Letter,
        0x3041..=0x309f => Sort::Hiragana,
        0x30a0..=0x30fa | 0x30fc..=0x30ff | 0x31f0..=0x31ff | 0xff66..=0xff9f => Sort::Katakana,
        0x2e80..=0x2fdf
        | 0x3005..=0x3007
        | 0x3400..=0x9fff
        | 0xf900..=0xfaff
        | 0x20000..=0x3ffff => Sort::Han,
        _ if first.is_alphanumeric() => Sort::Letter,
        0x21..=0x7e
        | 0xa1..=0xbf
        | 0x2000..=0x206f
        | 0x3000..=0x303f
        | 0x30fb
        | 0xff00..=0xff65 => Sort::Mark,
        // A mark on nothing, or a joiner: it belongs to what it stands beside.
        0x300..=0x36f | 0xfe00..=0xfe0f => Sort::Letter,
        _ => Sort::Picture,
    }
}

/// Whether a run of typing that ended in `before` ends where `next` comes: between a blank or a mark of
/// Chinese writing and what begins a word.
pub fn begins(before: &str, next: &str) -> bool {
    let ends = |sort| matches!(sort, Sort::Blank | Sort::Mark);
    let last = before.graphemes(true).next_back();
    let first = next.graphemes(true).next();
    let (Some(last), Some(first)) = (last, first) else { return false };
    let wide_mark = !last.is_ascii() && sort(last) == Sort::Mark;
    (sort(last) == Sort::Blank || wide_mark) && !ends(sort(first))
}

/// The grapheme boundary before a byte of the text.
pub fn grapheme_left(text: &str, at: usize) -> usize {
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0)
}

/// The grapheme boundary behind a byte of the text.
pub fn grapheme_right(text: &str, at: usize) -> usize {
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    cursor.next_boundary(text, 0).ok().flatten().unwrap_or(text.len())
}

/// Where the word before a byte of the text begins; what is no word between is passed over.
pub fn left(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or(text);
    let mut graphemes = before.grapheme_indices(true).rev().peekable();
    let mut begins = at.min(text.len());
    let no_word = |sort| matches!(sort, Sort::Blank | Sort::Mark);
    while let Some((at, _)) = graphemes.next_if(|(_, grapheme)| no_word(sort(grapheme))) {
        begins = at;
    }
    let Some(word) = graphemes.peek().map(|(_, grapheme)| sort(grapheme)) else { return begins };
    while let Some((at, _)) = graphemes.next_if(|(_, grapheme)| sort(grapheme) == word) {
        begins = at;
    }
    begins
}

/// Where the word behind a byte of the text ends; what is no word between is passed over.
pub fn right(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let mut graphemes = rest.graphemes(true).peekable();
    let mut ends = at.min(text.len());
    let no_word = |sort| matches!(sort, Sort::Blank | Sort::Mark);
    while let Some(grapheme) = graphemes.next_if(|grapheme| no_word(sort(grapheme))) {
        ends += grapheme.len();
    }
    let Some(word) = graphemes.peek().map(|grapheme| sort(grapheme)) else { return ends };
    while let Some(grapheme) = graphemes.next_if(|grapheme| sort(grapheme) == word) {
        ends += grapheme.len();
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with bars where words begin, found from the right, and where they end.
    fn stops(text: &str, step: fn(&str, usize) -> usize, from: usize) -> Vec<usize> {
        let mut stops = vec![from];
        loop {
            let last = *stops.last().unwrap();
            let next = step(text, last);
            if next == last {
                return stops.split_off(1);
            }
            stops.push(next);
        }
    }

    #[test]
    fn words_of_every_script_are_found_from_both_sides() {
        for (text, pieces) in [
            ("one  two", &["one  ", "two"][..]),
            ("bcc.g5.c2m8", &["bcc.", "g5.", "c2m8"]),
            ("/home/me_2/x.sh", &["/", "home/", "me_2/", "x.", "sh"]),
            ("我的服务器，测试", &["我的服务器，", "测试"]),
            ("web服务器01", &["web", "服务器", "01"]),
            ("東京タワーは", &["東京", "タワー", "は"]),
            ("서버 이름", &["서버 ", "이름"]),
            ("hi 👍🏽👩\u{200d}💻!", &["hi ", "👍🏽👩\u{200d}💻!"]),
            ("cafe\u{301} x", &["cafe\u{301} ", "x"]),
        ] {
            let mut ends = Vec::new();
            let mut at = 0;
            for piece in pieces {
                ends.push(at);
                at += piece.len();
            }
            ends.reverse();
            assert_eq!(stops(text, left, text.len()), ends, "{text}");
            let rights = stops(text, right, 0);
            assert_eq!(*rights.last().unwrap(), text.len(), "{text}");
            assert!(rights.iter().all(|at| text.is_char_boundary(*at)), "{text}");
        }
        assert_eq!(stops("one, two!", right, 0), [3, 8, 9]);
        assert_eq!((left("", 0), right("", 0), left("!!", 2), right("!!", 0)), (0, 0, 0, 2));
    }

    #[test]
    fn flags_are_counted_from_where_they_begin() {
        let text = "🇨🇳🇩🇪";
        assert_eq!(grapheme_left(text, text.len()), 8);
        assert_eq!((grapheme_left(text, 4), grapheme_right(text, 4)), (0, 8));
        assert_eq!((grapheme_left(text, 0), grapheme_right(text, text.len())), (0, text.len()));
    }

    #[test]
    fn a_run_of_typing_ends_where_a_word_begins() {
        for (before, next, is) in [
            ("one ", "t", true),
            ("one", "t", false),
            ("one ", " ", false),
            ("a.", "b", false),
            ("网站，", "服", true),
            ("网", "站", false),
            ("", "x", false),
        ] {
            assert_eq!(begins(before, next), is, "{before:?} {next:?}");
        }
    }
}
