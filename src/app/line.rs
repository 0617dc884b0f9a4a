//! A line of text with a caret and a memory of what was done to it. Pure: keys and pastes go in, the text
//! comes out.
//!
//! The text and the caret are those of [`tui_input::Input`], which steps by grapheme. Words are found here
//! ([`words`]), because scripts without blanks have words too, and so is the way back ([`history`]).

pub mod history;
pub mod words;

use std::fmt;

use tui_input::{Input, InputRequest};

use crate::app::key::{Key, KeyCode};
use crate::app::line::history::{Change, History, Stroke};
use crate::domain::order::Moment;

/// The longest text a line takes, in characters. More is refused as a whole, never cut.
pub const LONGEST: usize = 1024;

/// What became of a key, a paste, or a step back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pressed {
    /// It was taken.
    Taken,
    /// It means nothing here.
    Unknown,
    /// The text would be longer than it may be; nothing was changed.
    TooLong,
}

/// A line being typed. It is no place for secrets: their fields keep no caret and no history.
#[derive(Clone, Default)]
pub struct TextLine {
    input: Input,
    history: History,
}

impl fmt::Debug for TextLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("TextLine").field(&self.value()).field(&self.cursor()).finish()
    }
}

/// What a key asks of a line of text, if it asks anything.
pub(crate) fn request(key: Key) -> Option<InputRequest> {
    if let Some(c) = key.typed() {
        return (!c.is_control()).then_some(InputRequest::InsertChar(c));
    }
    Some(match (key.code, key.ctrl, key.alt) {
        // Some terminals send Ctrl-H for the key.
        (KeyCode::Backspace, false, false) | (KeyCode::Char('h'), true, false) => {
            InputRequest::DeletePrevChar
        }
        (KeyCode::Backspace, _, _) | (KeyCode::Char('w'), true, false) => {
            InputRequest::DeletePrevWord
        }
        (KeyCode::Delete, false, false) => InputRequest::DeleteNextChar,
        (KeyCode::Delete, _, _) | (KeyCode::Char('d'), false, true) => InputRequest::DeleteNextWord,
        (KeyCode::Left, false, false) => InputRequest::GoToPrevChar,
        (KeyCode::Right, false, false) => InputRequest::GoToNextChar,
        // What terminals of macOS send for the arrows with Option.
        (KeyCode::Left, _, _) | (KeyCode::Char('b'), false, true) => InputRequest::GoToPrevWord,
        (KeyCode::Right, _, _) | (KeyCode::Char('f'), false, true) => InputRequest::GoToNextWord,
        (KeyCode::Home, _, _) => InputRequest::GoToStart,
        (KeyCode::End, _, _) | (KeyCode::Char('e'), true, false) => InputRequest::GoToEnd,
        (KeyCode::Char('u'), true, false) => InputRequest::DeleteLine,
        (KeyCode::Char('k'), true, false) => InputRequest::DeleteTillEnd,
        _ => return None,
    })
}

impl TextLine {
    /// A text with the caret at its end, and nothing to go back to.
    pub fn new(text: impl Into<String>) -> Self {
        Self { input: Input::new(text.into()), history: History::default() }
    }

    /// The text.
    pub fn value(&self) -> &str {
        self.input.value()
    }

    /// How many characters (not graphemes, not cells) stand before the caret.
    pub fn cursor(&self) -> usize {
        self.input.cursor()
    }

    /// What stands before the caret, and what behind it.
    pub fn split(&self) -> (&str, &str) {
        self.value().split_at(self.at())
    }

    /// The byte of the text that the caret stands before.
    fn at(&self) -> usize {
        let text = self.value();
        text.char_indices().nth(self.cursor()).map_or(text.len(), |(at, _)| at)
    }

    /// A key of editing.
    pub fn press(&mut self, key: Key, now: Moment) -> Pressed {
        use InputRequest as R;
        let Some(request) = request(key) else { return Pressed::Unknown };
        let (text, at) = (self.value(), self.at());
        let stroke = match request {
            R::InsertChar(_) => Stroke::Typed,
            R::DeletePrevChar | R::DeleteNextChar => Stroke::Deleted,
            _ => Stroke::Whole,
        };
        match request {
            R::InsertChar(_) if text.chars().count() >= LONGEST => return Pressed::TooLong,
            R::InsertChar(_)
            | R::DeletePrevChar
            | R::DeleteNextChar
            | R::DeleteLine
            | R::DeleteTillEnd => self.change(stroke, now, |input| _ = input.handle(request)),
            R::DeletePrevWord => self.splice(words::left(text, at), at, "", now),
            R::DeleteNextWord => self.splice(at, words::right(text, at), "", now),
            R::GoToPrevWord => self.jump(words::left(text, at)),
            R::GoToNextWord => self.jump(words::right(text, at)),
            other => {
                self.input.handle(other);
                self.history.part();
            }
        }
        Pressed::Taken
    }

    /// Inserts text at the caret in one go, as one step of the history. What would make the line too long
    /// is refused whole.
    pub fn insert(&mut self, text: &str, now: Moment) -> Pressed {
        if self.value().chars().count() + text.chars().count() > LONGEST {
            return Pressed::TooLong;
        }
        let at = self.at();
        self.splice(at, at, text, now);
        Pressed::Taken
    }

    /// Another text in place of this one, as one step: what was typed can be brought back.
    pub fn replace(&mut self, text: &str, now: Moment) {
        self.splice(0, self.value().len(), text, now);
    }

    /// Takes the last step back, or, `again`, the last one that was taken back.
    pub fn step_back(&mut self, again: bool) -> Pressed {
        let way = if again { self.history.redo() } else { self.history.undo() };
        let Some(way) = way else { return Pressed::Unknown };
        let mut text = self.value().to_owned();
        let Some(caret) = way.apply(&mut text) else {
            self.history = History::default();
            return Pressed::Unknown;
        };
        self.set(text, caret);
        Pressed::Taken
    }

    /// Puts the caret behind the last character.
    pub fn to_end(&mut self) {
        self.jump(self.value().len());
    }

    fn jump(&mut self, at: usize) {
        let caret = self.value()[..at].chars().count();
        self.input.handle(InputRequest::SetCursor(caret));
        self.history.part();
    }

    fn splice(&mut self, from: usize, to: usize, text: &str, now: Moment) {
        let (before, after) = (&self.value()[..from], &self.value()[to..]);
        let (spliced, caret) = (format!("{before}{text}{after}"), from + text.len());
        self.change(Stroke::Whole, now, |input| {
            let caret = spliced[..caret].chars().count();
            *input = std::mem::take(input).with_value(spliced).with_cursor(caret);
        });
    }

    fn set(&mut self, text: String, at: usize) {
        let caret = text[..at].chars().count();
        self.input = std::mem::take(&mut self.input).with_value(text).with_cursor(caret);
    }

    fn change(&mut self, stroke: Stroke, now: Moment, change: impl FnOnce(&mut Input)) {
        let (before, at) = (self.value().to_owned(), self.at());
        change(&mut self.input);
        if before == self.value() {
            return;
        }
        let after = self.input.value();
        let same = |(one, other): &(char, char)| one == other;
        // Among equal characters the carets tell which of them it was.
        let carets = (at, self.at());
        let most = carets.0.min(carets.1);
        let head = before.chars().zip(after.chars()).take_while(same);
        let head: usize = head.map(|(c, _)| c.len_utf8()).sum();
        let head = head.min(most);
        let ends = before[head..].chars().rev().zip(after[head..].chars().rev());
        let tail: usize = ends.take_while(same).map(|(c, _)| c.len_utf8()).sum();
        let change = Change {
            at: head,
            removed: &before[head..before.len() - tail],
            inserted: &after[head..after.len() - tail],
            carets,
        };
        self.history.note(stroke, &change, now);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    /// Types and presses: `text:…` types, everything else is a key by its name, `undo`, `redo`, or
    /// `wait`, a pause.
    fn drive(line: &mut TextLine, steps: &str) {
        let mut now = Duration::from_secs(1);
        for step in steps.split_whitespace() {
            if let Some(text) = step.strip_prefix("text:") {
                for c in text.replace('_', " ").chars() {
                    now += Duration::from_millis(80);
                    line.press(Key::plain(KeyCode::Char(c)), now);
                }
                continue;
            }
            match step {
                "undo" => _ = line.step_back(false),
                "redo" => _ = line.step_back(true),
                "wait" => now += Duration::from_secs(5),
                key => _ = line.press(key.parse().unwrap(), now),
            }
        }
    }

    /// The text with a bar where the caret stands.
    fn shown(line: &TextLine) -> String {
        let (before, after) = line.split();
        format!("{before}|{after}")
    }

    #[test]
    fn keys_edit_by_grapheme_and_by_word() {
        for (text, keys, becomes) in [
            ("e\u{301}x", "left left delete", "|x"),
            ("e\u{301}", "backspace", "|"),
            ("服务器", "left backspace", "服|器"),
            ("a👩\u{200d}💻", "backspace", "a|"),
            ("👍🏽b", "left left right", "👍🏽|b"),
            ("🇨🇳🇩🇪", "backspace", "🇨🇳|"),
            ("🇨🇳🇩🇪", "left left delete", "|🇩🇪"),
            ("❤\u{fe0f}x", "left left", "|❤\u{fe0f}x"),
            ("one two", "ctrl-w", "one |"),
            ("one two", "home ctrl-right", "one| two"),
            ("one two", "alt-b alt-b alt-d", "| two"),
            ("一台 服务器", "ctrl-left", "一台 |服务器"),
            ("one two", "ctrl-u", "|"),
            ("one two", "left left ctrl-k", "one t|"),
            ("ab", "ctrl-h", "a|"),
            ("ab", "home x ctrl-e y", "xaby|"),
        ] {
            let mut line = TextLine::new(text);
            drive(&mut line, keys);
            assert_eq!(shown(&line), becomes, "{keys} in {text:?}");
        }
    }

    #[test]
    fn a_step_back_is_a_word_a_run_of_deletions_or_a_paste() {
        for (text, keys, becomes) in [
            ("", "text:one_two undo", "one |"),
            ("", "text:one_two undo undo", "|"),
            ("", "text:one_two undo undo redo", "one |"),
            ("", "text:one_two undo redo redo", "one two|"),
            ("", "text:one wait text:two undo", "one|"),
            ("", "text:网站，服务 undo", "网站，|"),
            ("abcd", "backspace backspace undo", "abcd|"),
            ("abcd", "home delete delete undo", "|abcd"),
            ("abcd", "backspace left backspace undo", "ab|c"),
            ("abcd", "text:x backspace undo undo", "abcd|"),
            ("abcd", "text:x undo text:y redo", "abcdy|"),
            ("one two", "ctrl-w ctrl-w undo", "one |"),
            ("one two", "left ctrl-u undo", "one tw|o"),
            ("one two", "home ctrl-k undo redo", "|"),
            ("", "text:ab left left text:c undo", "|ab"),
            ("", "text:a undo undo undo redo redo", "a|"),
            ("aa", "text:a undo", "aa|"),
            ("ab", "home text:ab undo", "|ab"),
            ("aaaa", "left delete backspace undo redo", "aa|"),
            ("aaaa", "left left backspace backspace undo", "aa|aa"),
        ] {
            let mut line = TextLine::new(text);
            drive(&mut line, keys);
            assert_eq!(shown(&line), becomes, "{keys} in {text:?}");
        }
        let mut line = TextLine::new("ab");
        line.press("left".parse().unwrap(), Duration::ZERO);
        assert_eq!(line.insert("x y z", Duration::ZERO), Pressed::Taken);
        drive(&mut line, "text:q undo undo");
        assert_eq!(shown(&line), "a|b");
        assert_eq!(line.step_back(false), Pressed::Unknown);
        line.replace("other", Duration::ZERO);
        assert_eq!(shown(&line), "other|");
        drive(&mut line, "undo");
        assert_eq!(shown(&line), "a|b", "what was set can be taken back");
    }

    #[test]
    fn what_does_not_fit_is_refused_whole() {
        let mut line = TextLine::new("x".repeat(LONGEST - 1));
        assert_eq!(line.insert("ab", Duration::ZERO), Pressed::TooLong);
        assert_eq!(line.insert("字", Duration::ZERO), Pressed::Taken);
        assert_eq!(line.press("x".parse().unwrap(), Duration::ZERO), Pressed::TooLong);
        assert_eq!(line.value().chars().count(), LONGEST);
        assert_eq!(line.press("f5".parse().unwrap(), Duration::ZERO), Pressed::Unknown);
    }

    #[test]
    fn a_line_says_of_itself_what_stands_in_it_now_and_nothing_older() {
        let mut line = TextLine::new("old");
        line.replace("new", Duration::ZERO);
        assert_eq!(format!("{line:?}"), "TextLine(\"new\", 3)");
    }
}
