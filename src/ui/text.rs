//! Text measured, cut and cleaned by what the terminal will show: cells, never bytes or characters.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthChar as _;

use crate::ui::look::Look;

/// How many marks without a width of their own may pile up on one character.
const MARKS_AT_MOST: usize = 4;

/// The cells that `text` takes.
pub fn cells(text: &str) -> usize {
    text.graphemes(true).map(grapheme_cells).sum()
}

/// The cells of one grapheme on the terminal that is drawn for.
fn grapheme_cells(grapheme: &str) -> usize {
    Look::now().cells(grapheme)
}

/// The text as the terminal that is drawn for can show it. Shown once more it stays as it is.
pub fn shown(text: &str) -> Cow<'_, str> {
    let look = Look::now();
    if text.is_ascii() || look == Look::default() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.graphemes(true).map(|it| look.instead(it).unwrap_or(it)).collect())
}

/// Text from outside, made fit to be shown.
///
/// Control characters of the first 32 and DEL become their pictures (`␛`, `␊`, `␉`), those of the
/// second range `·`, so that what somebody tried is seen and no escape reaches the terminal. What is
/// invisible is taken out: marks that turn the direction of writing round, characters without width
/// (joiners, byte order mark, soft hyphen, variation selectors, tags), blank fillers of Hangul, and marks
/// piled up beyond what any script needs. Line and paragraph separators become `·`. All other text,
/// unassigned and private characters too, stays as it is.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        return Cow::Borrowed(text);
    }
    let mut marks = 0;
    let cleaned = text.chars().filter_map(|c| {
        let shown = visible(c)?;
        marks = if shown.width() == Some(0) { marks + 1 } else { 0 };
        (marks <= MARKS_AT_MOST).then_some(shown)
    });
    Cow::Owned(cleaned.collect())
}

/// What is shown for a character; `None` for what must not be shown.
fn visible(c: char) -> Option<char> {
    match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)),
        '\u{7f}' => Some('\u{2421}'),
        '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}' => Some('·'),
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' => None,
        c => Some(c),
    }
}

/// `text` in at most `room` cells; where it is longer, an ellipsis ends it. A wide character that
/// would be cut in half is left out whole, so the result may be one cell narrower.
pub fn cut(text: &str, room: usize) -> Cow<'_, str> {
    if cells(text) <= room {
        return Cow::Borrowed(text);
    }
    let ellipsis = Look::now().ellipsis();
    let Some(left) = room.checked_sub(cells(ellipsis)) else { return Cow::Borrowed("") };
    let (kept, _) = head(text, left);
    Cow::Owned(format!("{kept}{ellipsis}"))
}

/// The longest beginning of `text` that takes at most `room` cells, and what is left.
pub fn head(text: &str, room: usize) -> (&str, &str) {
    let mut taken = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        taken += grapheme_cells(grapheme);
        if taken > room {
            return text.split_at(at);
        }
    }
    (text, "")
}

/// The longest end of `text` that takes at most `room` cells.
pub fn tail(text: &str, room: usize) -> &str {
    let mut taken = 0;
    for (at, grapheme) in text.grapheme_indices(true).rev() {
        taken += grapheme_cells(grapheme);
        if taken > room {
            return &text[at + grapheme.len()..];
        }
    }
    text
}

/// `text` in exactly `room` cells: cut where it is longer, blanks behind it where it is shorter.
pub fn pad(text: &str, room: usize) -> String {
    let text = cut(text, room);
    let blanks = room - cells(&text).min(room);
    format!("{text}{:blanks$}", "")
}

/// `text` in exactly `room` cells, blanks before it.
pub fn right(text: &str, room: usize) -> String {
    let text = cut(text, room);
    let blanks = room - cells(&text).min(room);
    format!("{:blanks$}{text}", "")
}

/// `text` in lines of at most `room` cells, broken at blanks, or between any two characters of scripts
/// that are written without blanks. A word longer than a line is broken where the line ends.
pub fn wrap(text: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    if room == 0 {
        return lines;
    }
    let mut line = String::new();
    for piece in pieces(text) {
        if cells(&line) + cells(piece.trim_end()) > room && !line.is_empty() {
            lines.push(line.trim_end().to_owned());
            line.clear();
        }
        let mut rest = piece;
        while cells(rest.trim_end()) > room {
            let (kept, left) = head(rest, room);
            if kept.is_empty() {
                rest =
                    if cells(Look::now().ellipsis()) <= room { Look::now().ellipsis() } else { "" };
                break;
            }
            lines.push(kept.to_owned());
            rest = left;
        }
        line.push_str(rest);
    }
    if !line.trim().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// The parts of a text between which a line may end, each with the blanks behind it. A mark that
/// closes something stays with what it closes, one that opens with what it opens.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<&str> = None;
    for (at, grapheme) in text.grapheme_indices(true) {
        let Some(last) = before.replace(grapheme) else { continue };
        let blank = |grapheme: &str| grapheme.trim().is_empty();
        let wide = |grapheme: &str| grapheme_cells(grapheme) > 1;
        let opens = |grapheme: &str| "“‘（《「【([".contains(grapheme);
        let closes = |grapheme: &str| "”’，。、；：！？）》」】…,.;:!?)]".contains(grapheme);
        let may_end = if blank(last) {
            !blank(grapheme)
        } else {
            (wide(last) || wide(grapheme)) && !blank(grapheme) && !closes(grapheme) && !opens(last)
        };
        if may_end {
            pieces.push(&text[start..at]);
            start = at;
        }
    }
    pieces.push(&text[start..]);
    pieces
}

/// What of a typed text is shown in `room` cells so that the caret, standing before character number
/// `caret`, is seen: the shown part, and the caret's column in it. The last cell is kept for the caret.
pub fn window(text: &str, caret: usize, room: usize) -> (String, usize) {
    if room == 0 {
        return (String::new(), 0);
    }
    let byte = text.char_indices().nth(caret).map_or(text.len(), |(at, _)| at);
    let (before, after) = text.split_at(byte);
    let ellipsis = Look::now().ellipsis();
    let taken = cells(ellipsis);
    let seen =
        if cells(before) < room { before } else { tail(before, room.saturating_sub(taken + 1)) };
    let cut_off = seen.len() < before.len();
    let left = if cut_off && room > taken { format!("{ellipsis}{seen}") } else { seen.to_owned() };
    let column = cells(&left).min(room - 1);
    let rest = cut(after, room - column);
    (format!("{left}{rest}"), column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_is_counted_in_cells() {
        for (text, width) in
            [("abc", 3), ("可用区", 6), ("e\u{301}", 1), ("…", 1), ("", 0), ("▌", 1)]
        {
            assert_eq!(cells(text), width, "{text}");
        }
    }

    #[test]
    fn no_control_escape_or_direction_mark_survives_cleaning() {
        let hostile =
            "a\u{1b}[2J\u{7}\u{9b}31m\u{202e}txt.exe\u{2066}\u{200b}\u{feff}\r\n\t\u{7f}\u{2028}b";
        let shown = clean(hostile);
        assert_eq!(shown, "a␛[2J␇·31mtxt.exe␍␊␉␡·b");
        assert!(!shown.chars().any(char::is_control));
    }

    #[test]
    fn ordinary_text_of_any_script_is_left_alone() {
        for text in ["Ubuntu 22.04 LTS", "我的服务器", "café", "نص", "\u{e000}", "👍"] {
            assert_eq!(clean(text), text);
        }
    }

    #[test]
    fn joined_emoji_come_apart_and_piled_marks_are_few() {
        assert_eq!(clean("👩\u{200d}💻"), "👩💻");
        let pile = format!("z{}", "\u{301}".repeat(90));
        assert_eq!(clean(&pile).chars().count(), 1 + MARKS_AT_MOST);
    }

    #[test]
    fn text_is_cut_between_graphemes_and_never_through_a_wide_one() {
        for (text, room, cut_to) in [
            ("server", 6, "server"),
            ("server", 4, "ser…"),
            ("服务器", 6, "服务器"),
            ("服务器", 5, "服务…"),
            ("服务器", 4, "服…"),
            ("服务器", 1, "…"),
            ("服务器", 0, ""),
            ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
        ] {
            assert_eq!(cut(text, room), cut_to, "{text} in {room}");
            assert!(cells(&cut(text, room)) <= room);
        }
    }

    #[test]
    fn padding_fills_exactly() {
        assert_eq!(pad("ab", 4), "ab  ");
        assert_eq!(pad("服务器", 4), "服… ");
        assert_eq!(right("12", 4), "  12");
        for room in 0..9 {
            assert_eq!(cells(&pad("服a务b器", room)), room);
            assert_eq!(cells(&right("服a务b器", room)), room);
        }
    }

    #[test]
    fn lines_break_at_blanks_or_between_characters_and_hold_their_width() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("按量付费购买", 7), ["按量付", "费购买"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("购买。付费（按量）", 6), ["购买。", "付费", "（按", "量）"]);
        assert_eq!(wrap("服", 1), ["…"]);
        assert!(wrap("x", 0).is_empty());
    }

    #[test]
    fn the_caret_is_always_in_the_window() {
        assert_eq!(window("web", 3, 8), ("web".to_owned(), 3));
        assert_eq!(window("abcdefghij", 10, 5), ("…hij".to_owned(), 4));
        assert_eq!(window("abcdefghij", 0, 5), ("abcd…".to_owned(), 0));
        for text in ["服务器名称很长很长", "a\u{301}bc服务", "👩\u{200d}💻x"] {
            for caret in 0..=text.chars().count() {
                for room in 1..12 {
                    let (shown, column) = window(text, caret, room);
                    assert!(
                        column < room && cells(&shown) <= room,
                        "{text} {caret} {room}: {shown}"
                    );
                }
            }
        }
    }
}
