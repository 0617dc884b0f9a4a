//! A text of several lines with a caret. Pure: keys and pastes go in, the text comes out.

use std::fmt;

use tui_input::InputRequest;
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;
use zeroize::Zeroizing;

pub use crate::app::line::Pressed;

use crate::app::key::{Key, KeyCode};
use crate::app::line::history::{Change, History, Stroke};
use crate::app::line::{request, words};
use crate::domain::order::Moment;

/// What `Tab` types: scripts and YAML are indented by blanks, and YAML allows nothing else.
const INDENT: &str = "  ";

/// A text being edited. It may hold secrets: `Debug` tells its size only.
#[derive(Clone)]
pub struct Lines {
    text: Zeroizing<String>,
    /// The caret: a byte of the text, between two characters.
    at: usize,
    /// The column in cells that moves up and down aim at.
    goal: Option<usize>,
    /// Bytes it may have.
    longest: usize,
    history: History,
}

impl fmt::Debug for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (bytes, at) = (self.text.len(), self.at);
        f.debug_struct("Lines").field("bytes", &bytes).field("at", &at).finish_non_exhaustive()
    }
}

impl Lines {
    /// A text with the caret at its beginning, of at most `longest` bytes from here on.
    pub fn new(text: &str, longest: usize) -> Self {
        // With all the room it will ever need: a text that moved would leave copies behind.
        let mut room = Zeroizing::new(String::with_capacity(longest.max(text.len())));
        room.push_str(text);
        Self { text: room, at: 0, goal: None, longest, history: History::default() }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The lines, without what ends them; at least one.
    pub fn rows(&self) -> impl Iterator<Item = &str> {
        self.text.split('\n')
    }

    /// The line of the caret, from 0.
    pub fn row(&self) -> usize {
        self.text[..self.at].matches('\n').count()
    }

    /// What stands before the caret in its line.
    pub fn before(&self) -> &str {
        &self.text[self.line_start(self.at)..self.at]
    }

    /// Puts text at the caret, as one step of the history. What would become too long is refused whole.
    pub fn insert(&mut self, text: &str, now: Moment) -> Pressed {
        self.put(text, Stroke::Whole, now)
    }

    /// Another text in place of this one, as one step; the caret stands at its beginning.
    pub fn replace(&mut self, text: &str, now: Moment) {
        self.change(0, self.text.len(), text, Stroke::Whole, now);
        self.jump(0);
    }

    fn put(&mut self, text: &str, stroke: Stroke, now: Moment) -> Pressed {
        if self.text.len() + text.len() > self.longest {
            return Pressed::TooLong;
        }
        self.change(self.at, self.at, text, stroke, now);
        Pressed::Taken
    }

    /// Takes the last step back, or, `again`, the last one that was taken back.
    pub fn step_back(&mut self, again: bool) -> Pressed {
        let way = if again { self.history.redo() } else { self.history.undo() };
        let Some(way) = way else { return Pressed::Unknown };
        let Some(caret) = way.apply(&mut self.text) else {
            self.history = History::default();
            return Pressed::Unknown;
        };
        self.at = caret;
        self.goal = None;
        Pressed::Taken
    }

    /// A key. `page` is how many lines are seen at once.
    pub fn press(&mut self, key: Key, page: usize, now: Moment) -> Pressed {
        let page = isize::try_from(page.max(1)).unwrap_or(isize::MAX);
        let plain = !key.ctrl && !key.alt;
        match key.code {
            KeyCode::Enter if plain => self.put("\n", Stroke::Typed, now),
            KeyCode::Tab if plain && !key.shift => self.put(INDENT, Stroke::Typed, now),
            KeyCode::Up => self.walk(-1),
            KeyCode::Down => self.walk(1),
            KeyCode::PageUp => self.walk(-page),
            KeyCode::PageDown => self.walk(page),
            KeyCode::Home if key.ctrl => self.jump(0),
            KeyCode::End if key.ctrl => self.jump(self.text.len()),
            _ => {
                let Some(request) = request(key) else { return Pressed::Unknown };
                self.request(request, now)
            }
        }
    }

    /// The same editing keys as in a line of text.
    fn request(&mut self, request: InputRequest, now: Moment) -> Pressed {
        use InputRequest as R;
        let at = self.at;
        let (start, end) = (self.line_start(at), self.line_end(at));
        let left = words::grapheme_left(&self.text, at);
        let right = words::grapheme_right(&self.text, at);
        let (from, to, stroke) = match request {
            R::InsertChar(c) => {
                return self.put(c.encode_utf8(&mut [0; 4]), Stroke::Typed, now);
            }
            R::GoToPrevChar => return self.jump(left),
            R::GoToNextChar => return self.jump(right),
            R::GoToPrevWord => return self.jump(words::left(&self.text, at)),
            R::GoToNextWord => return self.jump(words::right(&self.text, at)),
            R::GoToStart => return self.jump(start),
            R::GoToEnd => return self.jump(end),
            R::DeletePrevChar => (left, at, Stroke::Deleted),
            R::DeleteNextChar => (at, right, Stroke::Deleted),
            R::DeletePrevWord => (words::left(&self.text, at), at, Stroke::Whole),
            R::DeleteNextWord => (at, words::right(&self.text, at), Stroke::Whole),
            R::DeleteLine => (start, end, Stroke::Whole),
            R::DeleteTillEnd => (at, end, Stroke::Whole),
            _ => return Pressed::Unknown,
        };
        self.change(from, to, "", stroke, now);
        Pressed::Taken
    }

    /// Puts `text` in place of what stands from one byte to another; the caret stands behind it.
    fn change(&mut self, from: usize, to: usize, text: &str, stroke: Stroke, now: Moment) {
        let caret = from + text.len();
        self.goal = None;
        if from < to || !text.is_empty() {
            let removed = &self.text[from..to];
            let change = Change { at: from, removed, inserted: text, carets: (self.at, caret) };
            self.history.note(stroke, &change, now);
            self.text.replace_range(from..to, text);
        }
        self.at = caret;
    }

    fn jump(&mut self, to: usize) -> Pressed {
        self.at = to;
        self.goal = None;
        self.history.part();
        Pressed::Taken
    }

    /// So many lines up or down, as near to the column aimed at as the line allows; beyond the first and
    /// the last line to the end of the text.
    fn walk(&mut self, by: isize) -> Pressed {
        let goal = self.goal.unwrap_or_else(|| self.before().width());
        for _ in 0..by.unsigned_abs() {
            let start = self.line_start(self.at);
            if by < 0 {
                let Some(above) = start.checked_sub(1) else { return self.jump(0) };
                self.at = self.line_start(above);
            } else {
                let Some(end) = self.text[start..].find('\n') else {
                    return self.jump(self.text.len());
                };
                self.at = start + end + 1;
            }
        }
        let line = &self.text[self.at..self.line_end(self.at)];
        let mut column = 0;
        let mut graphemes = line.grapheme_indices(true);
        let found = graphemes.find(|(_, grapheme)| {
            column += grapheme.width();
            column > goal
        });
        self.at += found.map_or(line.len(), |(at, _)| at);
        self.goal = Some(goal);
        self.history.part();
        Pressed::Taken
    }

    fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |before| before + 1)
    }

    /// Where the line ends; before both characters of `\r\n`.
    fn line_end(&self, at: usize) -> usize {
        let end = self.text[at..].find('\n').map_or(self.text.len(), |more| at + more);
        if end < self.text.len() && self.text[at..end].ends_with('\r') { end - 1 } else { end }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn lines(text: &str) -> Lines {
        Lines::new(text, 200)
    }

    /// Presses keys, by their names.
    fn press(lines: &mut Lines, keys: &str) {
        for key in keys.split_whitespace() {
            let pressed = match key {
                "undo" => lines.step_back(false),
                "redo" => lines.step_back(true),
                key => lines.press(key.parse().unwrap(), 3, Duration::ZERO),
            };
            assert_eq!(pressed, Pressed::Taken, "{key}");
        }
    }

    /// The text with a bar where the caret stands.
    fn shown(lines: &Lines) -> String {
        let (before, after) = lines.text().split_at(lines.at);
        format!("{before}|{after}")
    }

    #[test]
    fn keys_edit_where_the_caret_stands() {
        for (text, keys, becomes) in [
            ("", "a enter b", "a\nb|"),
            ("ab", "right enter", "a\n|b"),
            ("a\nb", "down backspace", "a|b"),
            ("a\nb", "end delete", "a|b"),
            ("a\r\nb", "end delete", "a|b"),
            ("a\r\nb", "down backspace", "a|b"),
            ("a\r\nb", "end x", "ax|\r\nb"),
            ("a\r\nb", "end right", "a\r\n|b"),
            ("abc", "end left left delete", "a|c"),
            ("", "tab tab", "    |"),
            ("one two three", "end ctrl-w", "one two |"),
            ("one two three", "ctrl-right ctrl-right", "one two| three"),
            ("one two three", "end ctrl-left ctrl-left", "one |two three"),
            ("one two", "ctrl-delete", "| two"),
            ("one\ntwo\nthree", "down right ctrl-k", "one\nt|\nthree"),
            ("one\ntwo\nthree", "down right ctrl-u", "one\n|\nthree"),
            ("a\nb\nc", "ctrl-end", "a\nb\nc|"),
            ("a\nb\nc", "ctrl-end ctrl-home", "|a\nb\nc"),
            ("e\u{301}x", "right backspace", "|x"),
            ("👩\u{200d}💻x", "right", "👩\u{200d}💻|x"),
            ("👩\u{200d}💻x", "delete", "|x"),
            ("a", "left backspace end right delete", "a|"),
        ] {
            let mut lines = lines(text);
            press(&mut lines, keys);
            assert_eq!(shown(&lines), becomes, "{keys} in {text:?}");
        }
    }

    #[test]
    fn every_change_can_be_taken_back() {
        for (text, keys, becomes) in [
            ("", "a b enter c undo", "ab\n|"),
            ("", "a b enter c undo undo", "|"),
            ("", "a b enter c undo undo redo redo", "ab\nc|"),
            ("a\nb\nc", "down backspace backspace undo", "a\n|b\nc"),
            ("a\nb", "ctrl-end ctrl-u undo", "a\nb|"),
            ("one two", "end ctrl-w ctrl-w undo undo", "one two|"),
            ("ab", "right x down y undo undo", "a|b"),
            ("🇨🇳🇩🇪", "end backspace undo", "🇨🇳🇩🇪|"),
        ] {
            let mut lines = lines(text);
            press(&mut lines, keys);
            assert_eq!(shown(&lines), becomes, "{keys} in {text:?}");
        }
        assert_eq!(lines("").step_back(false), Pressed::Unknown);
    }

    #[test]
    fn up_and_down_keep_to_their_column_of_cells() {
        let mut lines = lines("abcdef\n网站\nx\nabcdef");
        press(&mut lines, "right right right down");
        assert_eq!(shown(&lines), "abcdef\n网|站\nx\nabcdef", "no half of a wide character");
        press(&mut lines, "down");
        assert_eq!(shown(&lines), "abcdef\n网站\nx|\nabcdef");
        press(&mut lines, "down");
        assert_eq!(shown(&lines), "abcdef\n网站\nx\nabc|def");
        press(&mut lines, "pgup");
        assert_eq!(shown(&lines), "abc|def\n网站\nx\nabcdef");
        press(&mut lines, "up down");
        assert_eq!(
            shown(&lines),
            "abcdef\n|网站\nx\nabcdef",
            "the end of the text is a column too"
        );
        press(&mut lines, "pgdn pgdn");
        assert_eq!(shown(&lines), "abcdef\n网站\nx\nabcdef|");
    }

    #[test]
    fn what_does_not_fit_is_refused_whole() {
        let mut lines = Lines::new("1234567", 8);
        assert_eq!(lines.insert("字", Duration::ZERO), Pressed::TooLong);
        assert_eq!(lines.insert("0", Duration::ZERO), Pressed::Taken);
        for key in ["x", "enter", "tab"] {
            let pressed = lines.press(key.parse().unwrap(), 3, Duration::ZERO);
            assert_eq!(pressed, Pressed::TooLong, "{key}");
        }
        assert_eq!(lines.text(), "01234567");
        press(&mut lines, "backspace");
        assert_eq!(lines.text(), "1234567");
    }

    #[test]
    fn the_caret_knows_its_line_and_what_is_before_it() {
        let mut lines = lines("one\ntwo");
        press(&mut lines, "down right");
        assert_eq!((lines.row(), lines.before()), (1, "t"));
        assert_eq!(lines.rows().collect::<Vec<_>>(), ["one", "two"]);
        let pressed = lines.press("f5".parse().unwrap(), 3, Duration::ZERO);
        assert_eq!(pressed, Pressed::Unknown);
    }

    #[test]
    fn the_text_is_no_part_of_what_it_says_of_itself() {
        assert_eq!(format!("{:?}", lines("hush")), "Lines { bytes: 4, at: 0, .. }");
    }
}
