//! A text of several lines with a caret. Pure: keys and pastes go in, the text comes out.

use std::fmt;

use tui_input::InputRequest;
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;
use zeroize::Zeroizing;

use crate::app::edit;
use crate::app::key::{Key, KeyCode};

/// What `Tab` types: scripts and YAML are indented by blanks, and YAML allows nothing else.
const INDENT: &str = "  ";

/// What became of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pressed {
    /// It was taken.
    Taken,
    /// It is no key of an editor.
    Unknown,
    /// The text would be longer than it may be; nothing was changed.
    TooLong,
}

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
        Self { text: room, at: 0, goal: None, longest }
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

    /// Puts text at the caret; false: it would become too long and is refused whole.
    pub fn insert(&mut self, text: &str) -> bool {
        if self.text.len() + text.len() > self.longest {
            return false;
        }
        self.text.insert_str(self.at, text);
        self.at += text.len();
        self.goal = None;
        true
    }

    /// A key. `page` is how many lines are seen at once.
    pub fn press(&mut self, key: Key, page: usize) -> Pressed {
        let page = isize::try_from(page.max(1)).unwrap_or(isize::MAX);
        let plain = !key.ctrl && !key.alt;
        let inserted = match key.code {
            KeyCode::Enter if plain => self.insert("\n"),
            KeyCode::Tab if plain && !key.shift => self.insert(INDENT),
            KeyCode::Up => return self.walk(-1),
            KeyCode::Down => return self.walk(1),
            KeyCode::PageUp => return self.walk(-page),
            KeyCode::PageDown => return self.walk(page),
            KeyCode::Home if key.ctrl => return self.jump(0),
            KeyCode::End if key.ctrl => return self.jump(self.text.len()),
            _ => {
                let Some(request) = edit::request(key) else { return Pressed::Unknown };
                self.request(request)
            }
        };
        if inserted { Pressed::Taken } else { Pressed::TooLong }
    }

    /// The same editing keys as in a line of text; false when there is no room.
    fn request(&mut self, request: InputRequest) -> bool {
        use InputRequest as R;
        let (start, end) = (self.line_start(self.at), self.line_end(self.at));
        match request {
            R::InsertChar(c) => return self.insert(c.encode_utf8(&mut [0; 4])),
            R::GoToPrevChar => drop(self.jump(self.left())),
            R::GoToNextChar => drop(self.jump(self.right())),
            R::GoToPrevWord => drop(self.jump(self.word_left())),
            R::GoToNextWord => drop(self.jump(self.word_right())),
            R::GoToStart => drop(self.jump(start)),
            R::GoToEnd => drop(self.jump(end)),
            R::DeletePrevChar => self.delete(self.left(), self.at),
            R::DeleteNextChar => self.delete(self.at, self.right()),
            R::DeletePrevWord => self.delete(self.word_left(), self.at),
            R::DeleteNextWord => self.delete(self.at, self.word_right()),
            R::DeleteLine => self.delete(start, end),
            R::DeleteTillEnd => self.delete(self.at, end),
            _ => {}
        }
        true
    }

    fn delete(&mut self, from: usize, to: usize) {
        if from < to {
            drop(self.text.drain(from..to));
        }
        self.at = from;
        self.goal = None;
    }

    fn jump(&mut self, to: usize) -> Pressed {
        self.at = to;
        self.goal = None;
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

    fn left(&self) -> usize {
        let last = self.text[..self.at].graphemes(true).next_back();
        self.at - last.map_or(0, str::len)
    }

    fn right(&self) -> usize {
        self.at + self.text[self.at..].graphemes(true).next().map_or(0, str::len)
    }

    fn word_left(&self) -> usize {
        let mut pieces = self.text[..self.at].split_word_bound_indices().rev();
        pieces.find(|(_, piece)| !piece.trim().is_empty()).map_or(0, |(at, _)| at)
    }

    fn word_right(&self) -> usize {
        let mut pieces = self.text[self.at..].split_word_bound_indices();
        let word = pieces.find(|(_, piece)| !piece.trim().is_empty());
        word.map_or(self.text.len(), |(at, piece)| self.at + at + piece.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Lines {
        Lines::new(text, 200)
    }

    /// Presses keys, by their names.
    fn press(lines: &mut Lines, keys: &str) {
        for key in keys.split_whitespace() {
            assert_eq!(lines.press(key.parse().unwrap(), 3), Pressed::Taken, "{key}");
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
        assert!(!lines.insert("字"));
        assert!(lines.insert("0"));
        for key in ["x", "enter", "tab"] {
            assert_eq!(lines.press(key.parse().unwrap(), 3), Pressed::TooLong, "{key}");
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
        assert_eq!(lines.press("f5".parse().unwrap(), 3), Pressed::Unknown);
    }

    #[test]
    fn the_text_is_no_part_of_what_it_says_of_itself() {
        assert_eq!(format!("{:?}", lines("hush")), "Lines { bytes: 4, at: 0, .. }");
    }
}
