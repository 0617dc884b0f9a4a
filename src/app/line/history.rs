//! What was done to a text, to take it back and to do it again.
//!
//! A step is what a person would call one: a word that was typed, what was typed without a pause, a run
//! of deletions, a paste. What is kept may be as secret as the text itself, so it is wiped when it is
//! forgotten and no part of `Debug`.

use std::collections::VecDeque;
use std::fmt;
use std::time::Duration;

use zeroize::Zeroizing;

use crate::app::line::words;
use crate::domain::order::Moment;

/// Steps that are kept.
const STEPS: usize = 200;
/// Bytes that are kept, beyond the last step.
const BYTES: usize = 256 * 1024;
/// Typing that rests for so long goes on in a step of its own.
const PAUSE: Duration = Duration::from_secs(2);

/// How a text was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stroke {
    /// One character was typed.
    Typed,
    /// One character was deleted.
    Deleted,
    /// Anything else, which is a step of its own.
    Whole,
}

/// One change of a text.
pub struct Change<'a> {
    /// The byte where it was.
    pub at: usize,
    /// What was taken out there.
    pub removed: &'a str,
    /// What was put in there.
    pub inserted: &'a str,
    /// The caret before and after, in bytes.
    pub carets: (usize, usize),
}

#[derive(Clone)]
struct Step {
    stroke: Stroke,
    at: usize,
    removed: Zeroizing<String>,
    inserted: Zeroizing<String>,
    carets: (usize, usize),
    when: Moment,
}

impl Step {
    fn bytes(&self) -> usize {
        self.removed.len() + self.inserted.len()
    }
}

/// One step, back or forth.
pub struct Way {
    at: usize,
    out: Zeroizing<String>,
    into: Zeroizing<String>,
    caret: usize,
}

impl Way {
    /// Changes the text and says where the caret stands then. `None`, and the text as it was, where it is
    /// not the text that the step was made on.
    pub fn apply(&self, text: &mut String) -> Option<usize> {
        let end = self.at + self.out.len();
        if text.get(self.at..end) != Some(self.out.as_str()) {
            return None;
        }
        text.replace_range(self.at..end, &self.into);
        text.is_char_boundary(self.caret).then_some(self.caret)
    }
}

/// The steps of one text.
#[derive(Clone, Default)]
pub struct History {
    done: VecDeque<Step>,
    undone: Vec<Step>,
    /// What comes next is no part of the last step, whatever it is.
    parted: bool,
}

impl fmt::Debug for History {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (done, undone) = (self.done.len(), self.undone.len());
        f.debug_struct("History")
            .field("done", &done)
            .field("undone", &undone)
            .finish_non_exhaustive()
    }
}

impl History {
    /// Keeps a change. What had been taken back is gone.
    pub fn note(&mut self, stroke: Stroke, change: &Change, now: Moment) {
        self.undone.clear();
        let parted = std::mem::take(&mut self.parted);
        if !parted
            && let Some(last) = self.done.back_mut()
            && join(last, stroke, change, now)
        {
            return;
        }
        self.done.push_back(Step {
            stroke,
            at: change.at,
            removed: Zeroizing::new(change.removed.to_owned()),
            inserted: Zeroizing::new(change.inserted.to_owned()),
            carets: change.carets,
            when: now,
        });
        while self.done.len() > STEPS || (self.done.len() > 1 && self.bytes() > BYTES) {
            self.done.pop_front();
        }
    }

    fn bytes(&self) -> usize {
        self.done.iter().map(Step::bytes).sum()
    }

    /// The caret was moved: what comes next is a step of its own.
    pub fn part(&mut self) {
        self.parted = true;
    }

    /// The way back over the last step.
    pub fn undo(&mut self) -> Option<Way> {
        let step = self.done.pop_back()?;
        self.parted = true;
        let (out, into) = (step.inserted.clone(), step.removed.clone());
        let way = Way { at: step.at, out, into, caret: step.carets.0 };
        self.undone.push(step);
        Some(way)
    }

    /// The way forth over the step that was taken back last.
    pub fn redo(&mut self) -> Option<Way> {
        let step = self.undone.pop()?;
        self.parted = true;
        let (out, into) = (step.removed.clone(), step.inserted.clone());
        let way = Way { at: step.at, out, into, caret: step.carets.1 };
        self.done.push_back(step);
        Some(way)
    }
}

/// Makes a change part of the last step, where it goes on with it.
fn join(last: &mut Step, stroke: Stroke, change: &Change, now: Moment) -> bool {
    if last.stroke != stroke || last.carets.1 != change.carets.0 {
        return false;
    }
    let rested = now.saturating_sub(last.when) >= PAUSE;
    match stroke {
        Stroke::Typed if !rested && !words::begins(&last.inserted, change.inserted) => {
            // In a room of its own size: a text that grew would leave copies behind.
            let goes_on = change.removed.is_empty() && change.at == last.at + last.inserted.len();
            if !goes_on {
                return false;
            }
            last.inserted = together(&last.inserted, change.inserted);
        }
        Stroke::Deleted if change.at == last.at && change.inserted.is_empty() => {
            last.removed = together(&last.removed, change.removed);
        }
        Stroke::Deleted if change.at + change.removed.len() == last.at => {
            last.removed = together(change.removed, &last.removed);
            last.at = change.at;
        }
        _ => return false,
    }
    last.carets.1 = change.carets.1;
    last.when = now;
    true
}

fn together(one: &str, other: &str) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(one.len() + other.len()));
    text.push_str(one);
    text.push_str(other);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn insert(history: &mut History, text: &mut String, more: &str) {
        let at = text.len();
        text.push_str(more);
        let change = Change { at, removed: "", inserted: more, carets: (at, text.len()) };
        history.note(Stroke::Whole, &change, Duration::ZERO);
    }

    #[test]
    fn only_so_many_steps_and_bytes_are_kept() {
        let (mut history, mut text) = (History::default(), String::new());
        for _ in 0..STEPS + 50 {
            insert(&mut history, &mut text, "x");
        }
        let mut back = 0;
        while let Some(way) = history.undo() {
            way.apply(&mut text).unwrap();
            back += 1;
        }
        assert_eq!((back, text.len()), (STEPS, 50));
        let mut history = History::default();
        for _ in 0..3 {
            insert(&mut history, &mut text, &"y".repeat(BYTES));
        }
        assert_eq!(history.done.len(), 1, "the last step is always kept");
    }

    #[test]
    fn a_step_of_another_text_changes_nothing() {
        let (mut history, mut text) = (History::default(), String::new());
        insert(&mut history, &mut text, "abc");
        let way = history.undo().unwrap();
        let mut other = "xyz".to_owned();
        assert_eq!(way.apply(&mut other), None);
        assert_eq!(other, "xyz");
    }

    #[test]
    fn nothing_that_was_typed_is_part_of_what_it_says_of_itself() {
        let (mut history, mut text) = (History::default(), String::new());
        insert(&mut history, &mut text, "hush");
        assert_eq!(format!("{history:?}"), "History { done: 1, undone: 0, .. }");
    }
}
