//! Lines from standard input: one at a time, and only when one is asked for, so that nothing is read
//! that belongs to somebody else.

use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};

use rustix::io::Errno;
use rustix::termios::{self, LocalModes, OptionalActions, SpecialCodeIndex, Termios};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use zeroize::Zeroizing;

use crate::domain::user_data;

/// Bytes of the longest line that is taken: no answer, and no line of a text, is longer.
const LONGEST: usize = user_data::LONGEST;
/// Bytes that are read at once.
const CHUNK: usize = 4096;

/// What came of asking for a line. It may be a password, so it is kept as one.
pub(super) enum Read {
    /// A line without what ends it. `ended`: by Enter; else by the end of all input.
    Line {
        /// The line.
        text: Zeroizing<String>,
        /// Enter was pressed behind it.
        ended: bool,
    },
    /// The line was longer than any answer; all of it is gone.
    TooLong,
    /// The line was not UTF-8.
    NotText,
    /// There is nothing more to read.
    End,
}

/// Standard input, line by line.
pub(super) struct Input {
    wanted: Sender<()>,
    lines: UnboundedReceiver<Read>,
}

impl Input {
    /// Reads in a thread of its own: a read cannot be broken off, and nothing must wait for it.
    pub(super) fn open() -> Self {
        let (wanted, asked) = channel();
        let (sender, lines) = unbounded_channel();
        std::thread::spawn(move || serve(&asked, &sender));
        Self { wanted, lines }
    }

    /// Asks for the next line.
    pub(super) fn want(&self) {
        // Without a reader there is nothing to wait for: `next` says so.
        let _ = self.wanted.send(());
    }

    /// The line that was asked for.
    pub(super) async fn next(&mut self) -> Read {
        self.lines.recv().await.unwrap_or(Read::End)
    }
}

fn serve(asked: &Receiver<()>, lines: &UnboundedSender<Read>) {
    let mut source = Source::default();
    while asked.recv().is_ok() {
        if lines.send(source.line()).is_err() {
            return;
        }
    }
}

/// What was read and not handed on yet.
struct Source {
    chunk: Zeroizing<Vec<u8>>,
    at: usize,
    end: usize,
}

impl Default for Source {
    fn default() -> Self {
        Self { chunk: Zeroizing::new(vec![0; CHUNK]), at: 0, end: 0 }
    }
}

impl Source {
    fn line(&mut self) -> Read {
        // All at once: a buffer that grows leaves copies behind.
        let mut line = Zeroizing::new(Vec::with_capacity(LONGEST));
        let mut whole = true;
        let ended = loop {
            let Some(byte) = self.byte() else { break false };
            if byte == b'\n' {
                break true;
            }
            whole &= line.len() < LONGEST;
            if whole {
                line.push(byte);
            }
        };
        if !whole {
            return Read::TooLong;
        }
        if !ended && line.is_empty() {
            return Read::End;
        }
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        match str::from_utf8(&line) {
            Ok(text) => Read::Line { text: Zeroizing::new(text.to_owned()), ended },
            Err(_) => Read::NotText,
        }
    }

    fn byte(&mut self) -> Option<u8> {
        if self.at == self.end {
            self.at = 0;
            self.end = loop {
                match rustix::io::read(io::stdin(), &mut self.chunk[..]) {
                    Ok(read) => break read,
                    Err(Errno::INTR) => {}
                    // A terminal that is gone has nothing more to say.
                    Err(_) => break 0,
                }
            };
        }
        let byte = self.chunk.get(self.at..self.end)?.first().copied()?;
        self.at += 1;
        Some(byte)
    }
}

/// While it lives, what is typed on the terminal is not seen. Dropping it gives the terminal back as it was,
/// after a signal or a panic too.
pub(super) struct Unseen(Termios);

impl Unseen {
    /// `None` where standard input is no terminal: there is nothing to hide.
    pub(super) fn begin() -> Option<Self> {
        let stdin = io::stdin();
        let before = termios::tcgetattr(&stdin).ok()?;
        let mut hidden = before.clone();
        hidden.local_modes.remove(LocalModes::ECHO);
        // Put into the background now, the program would leave the shell without an echo.
        hidden.special_codes[SpecialCodeIndex::VSUSP] = DISABLED;
        termios::tcsetattr(&stdin, OptionalActions::Now, &hidden).ok()?;
        Some(Self(before))
    }
}

/// No key does this (`_POSIX_VDISABLE`).
const DISABLED: u8 = if cfg!(target_os = "linux") { 0 } else { 0xff };

impl Drop for Unseen {
    fn drop(&mut self) {
        // Nothing more can be done where it fails; the terminal is gone then.
        let _ = termios::tcsetattr(io::stdin(), OptionalActions::Now, &self.0);
    }
}
