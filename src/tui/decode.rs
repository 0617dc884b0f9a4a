//! Bytes from the terminal into keys, pastes, the mouse and answers.
//!
//! A sequence may come in pieces. What is begun is kept until its rest comes or [`Decoder::patience`] runs
//! out; what nobody knows is passed over to its end, so that no answer of a terminal, asked for or not,
//! is taken for keys or keeps keys from being heard.

use std::time::Duration;

use secrecy::SecretString;
use zeroize::Zeroizing;

use crate::app::key::{Key, KeyCode};
use crate::app::mouse::Mouse;
use crate::tui::sequence;

const ESC: u8 = 0x1b;
/// How long after an Esc its sequence may go on; then it was the key.
const BEGUN: Duration = Duration::from_millis(50);
/// How long a sequence that no key alone begins may stay unfinished.
const UNFINISHED: Duration = Duration::from_millis(500);
/// How long a paste may pause. A lost end must not keep the keyboard for ever.
const PASTE_PAUSE: Duration = Duration::from_secs(5);
/// How long after a lone Esc the rest of a sequence is still known as such.
pub(super) const LATE: Duration = Duration::from_secs(1);
/// A sequence of more bytes is none.
const LONGEST: usize = 64;
/// More is not kept of a paste, in bytes: no field takes a tenth of it.
pub(super) const LARGEST_PASTE: usize = 4 * 1024 * 1024;
/// What ends a paste.
const PASTE_END: &[u8] = b"\x1b[201~";

/// What the terminal said.
#[derive(Clone, Debug)]
pub enum Unit {
    /// A key was pressed.
    Key(Key),
    /// The mouse did something.
    Mouse(Mouse),
    /// Text was pasted.
    Paste(SecretString),
    /// It can take a frame as a whole (mode 2026), or it cannot.
    Synchronized(bool),
    /// Something that means nothing here.
    Nothing,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Ground,
    /// A character of several bytes; with Alt.
    Character(bool),
    /// After an Esc.
    Escape,
    /// After `Esc [`.
    Csi,
    /// After `Esc [ [`: the function keys of the Linux console.
    Console,
    /// After `Esc O`.
    Ss3,
    /// The three bytes of an old mouse report.
    OldMouse,
    /// After `Esc ]`, `Esc P` or `Esc _`: a string up to its end.
    Text(u8),
    /// An Esc in a string.
    TextEscape,
    /// Between the brackets of a paste.
    Paste,
}

/// The bytes' way to units.
#[derive(Default)]
pub struct Decoder {
    state: State,
    /// Of the sequence or character that has begun.
    begun: Vec<u8>,
    pasted: Zeroizing<Vec<u8>>,
    units: Vec<Unit>,
}

impl Decoder {
    /// Takes what was read.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Unit> {
        for byte in bytes {
            self.take(*byte);
        }
        std::mem::take(&mut self.units)
    }

    /// How long to wait for the rest of what has begun; `None` when nothing has.
    pub fn patience(&self) -> Option<Duration> {
        match self.state {
            State::Ground => None,
            State::Escape | State::Ss3 => Some(BEGUN),
            State::Csi | State::Text(_) if self.begun.is_empty() => Some(BEGUN),
            State::Paste => Some(PASTE_PAUSE),
            _ => Some(UNFINISHED),
        }
    }

    /// The rest did not come. Whether it was an Esc that stood alone is told besides.
    pub fn give_up(&mut self) -> (Vec<Unit>, bool) {
        let state = std::mem::take(&mut self.state);
        match state {
            State::Escape => self.key(Key::plain(KeyCode::Esc)),
            State::Ss3 => self.letter('O', true),
            State::Csi if self.begun.is_empty() => self.letter('[', true),
            State::Text(introducer) if self.begun.is_empty() => {
                self.letter(introducer.into(), true);
            }
            State::Paste => self.paste(),
            _ => {}
        }
        self.begun.clear();
        (std::mem::take(&mut self.units), state == State::Escape)
    }

    /// Goes on as if the Esc of a sequence had just been read.
    pub fn after_escape(&mut self) {
        self.state = State::Escape;
    }

    fn key(&mut self, key: Key) {
        self.units.push(Unit::Key(key));
    }

    fn letter(&mut self, c: char, alt: bool) {
        self.key(Key { alt, ..Key::plain(KeyCode::Char(c)) });
    }

    fn begin(&mut self, state: State) {
        self.begun.clear();
        self.state = state;
    }

    fn take(&mut self, byte: u8) {
        match self.state {
            State::Ground => self.ground(byte, false),
            State::Character(alt) => self.character(byte, alt),
            State::Escape => self.escape(byte),
            State::Csi => self.csi(byte),
            State::Console => {
                self.state = State::Ground;
                self.units.push(sequence::console(byte));
            }
            State::Ss3 => self.ss3(byte),
            State::OldMouse => {
                self.begun.push(byte);
                if let [button, column, row] = self.begun[..] {
                    self.state = State::Ground;
                    self.units.push(sequence::old_mouse(button, column, row));
                }
            }
            State::Text(_) => self.text(byte),
            State::TextEscape => {
                self.state = State::Ground;
                if byte == b'\\' {
                    self.units.push(Unit::Nothing);
                } else {
                    self.escape(byte);
                }
            }
            State::Paste => self.in_paste(byte),
        }
    }

    fn ground(&mut self, byte: u8, alt: bool) {
        self.state = State::Ground;
        match byte {
            ESC => self.begin(State::Escape),
            0..0x20 | 0x7f => {
                let key = sequence::control(byte);
                self.key(Key { alt, ..key });
            }
            0x20..0x7f => self.letter(byte.into(), alt),
            // The first byte of two, three, four; others begin no character.
            0xc2..=0xf4 => {
                self.begin(State::Character(alt));
                self.begun.push(byte);
            }
            _ => {}
        }
    }

    fn character(&mut self, byte: u8, alt: bool) {
        if byte & 0xc0 != 0x80 {
            return self.ground(byte, false);
        }
        self.begun.push(byte);
        let whole = match self.begun[0] {
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            _ => 4,
        };
        if self.begun.len() == whole {
            self.state = State::Ground;
            if let Some(c) = str::from_utf8(&self.begun).ok().and_then(|text| text.chars().next()) {
                self.letter(c, alt);
            }
        }
    }

    fn escape(&mut self, byte: u8) {
        match byte {
            // Two Esc are two keys: the second one may begin a sequence.
            ESC => {
                self.key(Key::plain(KeyCode::Esc));
                self.begin(State::Escape);
            }
            b'[' => self.begin(State::Csi),
            b'O' => self.begin(State::Ss3),
            b']' | b'P' | b'_' => self.begin(State::Text(byte)),
            byte => self.ground(byte, true),
        }
    }

    fn csi(&mut self, byte: u8) {
        match byte {
            b'[' if self.begun.is_empty() => self.state = State::Console,
            b'M' if self.begun.is_empty() => self.begin(State::OldMouse),
            // rxvt ends a key with Shift like this; elsewhere the final byte is still to come.
            b'$' if self.begun.first().is_some_and(u8::is_ascii_digit) => self.sequence(byte),
            0x20..0x40 => {
                // What is too long is passed over all the same, up to its end.
                if self.begun.len() < LONGEST {
                    self.begun.push(byte);
                }
            }
            b'~' if self.begun == b"200" => {
                self.pasted.clear();
                self.begin(State::Paste);
            }
            0x40..0x7f => self.sequence(byte),
            // It was broken off: Alt and a bracket perhaps, and this is something new.
            byte => {
                if self.begun.is_empty() {
                    self.letter('[', true);
                }
                self.ground(byte, false);
            }
        }
    }

    fn sequence(&mut self, last: u8) {
        self.state = State::Ground;
        let whole = self.begun.len() < LONGEST;
        self.units.push(if whole { sequence::csi(&self.begun, last) } else { Unit::Nothing });
    }

    fn ss3(&mut self, byte: u8) {
        self.state = State::Ground;
        match sequence::ss3(byte) {
            Some(key) => self.key(key),
            None => {
                self.letter('O', true);
                self.ground(byte, false);
            }
        }
    }

    fn text(&mut self, byte: u8) {
        match byte {
            // BEL ends it, CAN and SUB break it off.
            0x07 | 0x18 | 0x1a => {
                self.state = State::Ground;
                self.units.push(Unit::Nothing);
            }
            ESC => self.state = State::TextEscape,
            // What it says is not asked for; that it goes on is all there is to know.
            _ => self.begun = vec![byte],
        }
    }

    fn in_paste(&mut self, byte: u8) {
        // The last bytes are always kept, for they may be the end of it.
        if self.pasted.len() >= LARGEST_PASTE {
            let from = LARGEST_PASTE - PASTE_END.len();
            self.pasted.remove(from);
        }
        self.pasted.push(byte);
        if self.pasted.ends_with(PASTE_END) {
            let end = self.pasted.len() - PASTE_END.len();
            self.pasted.truncate(end);
            self.paste();
        }
    }

    fn paste(&mut self) {
        self.state = State::Ground;
        let bytes = std::mem::take(&mut self.pasted);
        let text = Zeroizing::new(String::from_utf8_lossy(&bytes).into_owned());
        self.units.push(Unit::Paste(SecretString::from(text.as_str())));
    }
}

/// Whether these bytes are what a sequence goes on with after its Esc, and nothing else.
pub(super) fn is_rest(bytes: &[u8]) -> bool {
    match bytes {
        [b'O', b'A'..=b'D' | b'F' | b'H' | b'P'..=b'S'] => true,
        [b'[', inner @ .., last] => {
            inner.iter().all(|byte| byte.is_ascii_digit() || *byte == b';')
                && matches!(last, b'A'..=b'D' | b'F' | b'H' | b'P'..=b'S' | b'Z' | b'~')
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests;
