//! Told from typing: a paste of a terminal that does not put brackets around it.
//!
//! Such a terminal sends what is pasted as if it were typed, its line breaks as Enter. Nobody types as fast,
//! so it comes in one burst: what is read without waiting in between. In a burst every run of characters,
//! Enter and Tab is looked at; any other key, the mouse or an answer ends a run.
//!
//! - A run with a line break between two texts, one of them of two characters or more, is one paste with all
//!   its line breaks; so is a run of more than [`MOST_TYPED`] characters, and everything of the kind that
//!   follows within [`STILL`]. A paste is one insert and submits nothing.
//! - Any other run is keys: `web` and Enter, Tab between two texts, forty times Enter, Space and Enter in
//!   turn. They may be typed ahead on a slow line or come from a program. Where two characters or more are
//!   among them they are told as [`Msg::Burst`], and no character of them answers a question.
//!
//! So whoever drives the wizard by a program and types a line, Enter and another line must wait for the effect
//! of the first one, as everybody who looks at the screen does.

use std::time::{Duration, Instant};

use secrecy::SecretString;
use zeroize::Zeroizing;

use crate::app::key::{Key, KeyCode};
use crate::app::msg::Msg;
use crate::tui::decode::{Decoder, LARGEST_PASTE, LATE, Unit, is_rest};

/// More characters than this at once are no typing, neither by hand nor by a program that fills in a line.
pub const MOST_TYPED: usize = 256;
/// A paste that comes in several pieces has come to its end when nothing more comes for so long.
pub const STILL: Duration = Duration::from_millis(50);

/// From bytes to messages.
#[derive(Default)]
pub struct Bursts {
    decoder: Decoder,
    /// A paste without brackets that may not be at its end.
    held: Option<Zeroizing<String>>,
    /// When something was last read.
    read: Option<Instant>,
    /// When an Esc was last taken for a key because nothing followed it.
    escaped: Option<Instant>,
    synchronized: Option<bool>,
    heard: Vec<Msg>,
}

impl Bursts {
    /// Takes what was read without waiting in between.
    pub fn feed(&mut self, bytes: &[u8], now: Instant) -> Vec<Msg> {
        self.read = Some(now);
        let late = self.escaped.take().is_some_and(|at| now.saturating_duration_since(at) < LATE);
        if late && is_rest(bytes) {
            self.decoder.after_escape();
        }
        let units = self.decoder.feed(bytes);
        self.hear(units);
        std::mem::take(&mut self.heard)
    }

    /// How long to wait before [`Self::silence`]; `None`: as long as it takes.
    pub fn patience(&self, now: Instant) -> Option<Duration> {
        let held = self.held.as_ref().map(|_| STILL);
        let patience = [held, self.decoder.patience()].into_iter().flatten().min()?;
        Some(patience.saturating_sub(self.still(now)))
    }

    /// Nothing came for as long as [`Self::patience`] said.
    pub fn silence(&mut self, now: Instant) -> Vec<Msg> {
        let still = self.still(now);
        if still >= STILL {
            self.flush();
        }
        if self.decoder.patience().is_some_and(|patience| still >= patience) {
            let (units, escape) = self.decoder.give_up();
            self.hear(units);
            self.escaped = escape.then_some(now);
        }
        std::mem::take(&mut self.heard)
    }

    /// Whether the terminal takes a frame as a whole, if it has just said so.
    pub fn synchronized(&mut self) -> Option<bool> {
        self.synchronized.take()
    }

    fn still(&self, now: Instant) -> Duration {
        self.read.map_or(Duration::ZERO, |read| now.saturating_duration_since(read))
    }

    fn hear(&mut self, units: Vec<Unit>) {
        let mut run: Vec<Key> = Vec::new();
        for unit in units {
            match unit {
                Unit::Key(key) if piece(key).is_some() => run.push(key),
                unit => {
                    self.run(std::mem::take(&mut run));
                    self.flush();
                    self.single(unit);
                }
            }
        }
        self.run(run);
    }

    fn single(&mut self, unit: Unit) {
        let msg = match unit {
            Unit::Key(key) => Msg::Key(key),
            Unit::Mouse(mouse) => Msg::Mouse(mouse),
            Unit::Paste(text) => Msg::Paste(text),
            Unit::Synchronized(can) => {
                self.synchronized = Some(can);
                return;
            }
            Unit::Nothing => return,
        };
        self.heard.push(msg);
    }

    fn run(&mut self, keys: Vec<Key>) {
        if self.held.is_some() || is_paste(&keys) {
            let held = self.held.get_or_insert_default();
            for c in keys.iter().filter_map(|key| piece(*key)) {
                if held.len() < LARGEST_PASTE {
                    held.push(c);
                }
            }
        } else if keys.iter().filter(|key| key.typed().is_some()).count() > 1 {
            self.heard.push(Msg::Burst(keys));
        } else {
            self.heard.extend(keys.into_iter().map(Msg::Key));
        }
    }

    fn flush(&mut self) {
        if let Some(text) = self.held.take() {
            self.heard.push(Msg::Paste(SecretString::from(text.as_str())));
        }
    }
}

/// What a key is in a text, if it may be a part of one.
fn piece(key: Key) -> Option<char> {
    match key {
        Key { code: KeyCode::Char('j'), ctrl: true, alt: false, .. } => Some('\n'),
        Key { ctrl: true, .. } | Key { alt: true, .. } | Key { shift: true, .. } => None,
        Key { code: KeyCode::Char(c), .. } => Some(c),
        Key { code: KeyCode::Enter, .. } => Some('\r'),
        Key { code: KeyCode::Tab, .. } => Some('\t'),
        _ => None,
    }
}

fn is_paste(keys: &[Key]) -> bool {
    let texts: String = keys.iter().filter_map(|key| piece(*key)).collect();
    let characters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let lines = texts.split(['\r', '\n']).map(characters).filter(|count| *count > 0);
    let (lines, longest) = lines.fold((0, 0), |(lines, longest), n| (lines + 1, longest.max(n)));
    (lines > 1 && longest > 1)
        || keys.iter().filter(|key| key.typed().is_some()).count() > MOST_TYPED
}

#[cfg(test)]
mod tests;
