//! The terminal's modes: taken on entering, given back on leaving, however the program ends.

use std::env;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use ratatui::Terminal;
use ratatui::layout::Rect;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::stdio::stdout;

use crate::runtime::panics;
use crate::tui::canvas::{Canvas, END};

/// The screen that is drawn on.
pub type Screen = Terminal<Canvas>;

/// Alternate screen, bracketed paste, no cursor.
const TAKE: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?25l";
/// The same in reverse; colours as the terminal's own.
const GIVE_BACK: &[u8] = b"\x1b[?2004l\x1b[m\x1b[?1049l\x1b[?25h";
/// Presses of the mouse, in a form without limits (SGR).
const TAKE_MOUSE: &[u8] = b"\x1b[?1000h\x1b[?1006h";
/// No mouse.
const GIVE_MOUSE_BACK: &[u8] = b"\x1b[?1006l\x1b[?1000l";
/// Asks whether frames can be taken as a whole (DECRQM of mode 2026), in the corner of the new screen. A
/// terminal that does not know the question may print a letter of it, which is wiped away.
const ASK_SYNCHRONIZED: &[u8] = b"\x1b[H\x1b[?2026$p\x1b[2J";
/// The size where the terminal does not know its own, as on a serial line.
const USUAL: (u16, u16) = (80, 24);

/// Whether the terminal is in our modes at the moment.
static ENTERED: AtomicBool = AtomicBool::new(false);
/// Whether the mouse is a part of them.
static MOUSE: AtomicBool = AtomicBool::new(false);
/// Whether the terminal said that it takes frames as a whole.
static SYNCHRONIZED: AtomicBool = AtomicBool::new(false);

/// Owns the terminal's modes; giving it up gives them back.
pub struct Guard(());

impl Drop for Guard {
    fn drop(&mut self) {
        leave();
    }
}

/// Takes the terminal: raw mode, alternate screen, bracketed paste, and the mouse if it is wanted. A panic
/// gives it back before anything is said about it.
pub fn enter(mouse: bool) -> io::Result<(Guard, Screen)> {
    panics::end_in_order(leave);
    let guard = Guard(());
    MOUSE.store(mouse, Ordering::SeqCst);
    resume()?;
    if may_be_asked(env::var_os("TERM").as_deref().and_then(|term| term.to_str())) {
        put(ASK_SYNCHRONIZED)?;
    }
    Ok((guard, Terminal::new(Canvas::new())?))
}

/// Whether a terminal of this kind is asked anything: these two answer nothing, and one of them prints it all.
fn may_be_asked(term: Option<&str>) -> bool {
    !matches!(term, None | Some("" | "linux" | "dumb"))
}

/// The terminal said whether it takes frames as a whole.
pub fn synchronized(can: bool) {
    SYNCHRONIZED.store(can, Ordering::SeqCst);
}

/// Whether the terminal takes frames as a whole, as far as it has said.
pub fn is_synchronized() -> bool {
    SYNCHRONIZED.load(Ordering::SeqCst)
}

/// Takes the modes once more after [`leave`].
pub fn resume() -> io::Result<()> {
    ENTERED.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    put(TAKE)?;
    if MOUSE.load(Ordering::SeqCst) { put(TAKE_MOUSE) } else { Ok(()) }
}

/// Takes the modes once more when somebody else may have changed them: the program was stopped and
/// continued from outside.
pub fn retake() -> io::Result<()> {
    disable_raw_mode()?;
    resume()
}

/// Forgets what is on the screen, so that the next frame is drawn as a whole. `Terminal::clear` would
/// ask the terminal where its cursor is, and wait for an answer that the input may already have eaten.
pub fn wipe(screen: &mut Screen) -> io::Result<()> {
    screen.backend_mut().forget();
    let size = screen.size()?;
    screen.resize(Rect { x: 0, y: 0, width: size.width, height: size.height })
}

/// Gives every mode back. Does nothing when none is taken, so every way out may call it. It holds no lock
/// of the standard library, for a panic may come while one is held.
pub fn leave() {
    if ENTERED.swap(false, Ordering::SeqCst) {
        let mut bytes = Vec::new();
        if is_synchronized() {
            bytes.extend_from_slice(END);
        }
        if MOUSE.load(Ordering::SeqCst) {
            bytes.extend_from_slice(GIVE_MOUSE_BACK);
        }
        bytes.extend_from_slice(GIVE_BACK);
        // A terminal that is gone cannot take its modes back; there is nothing to do about it.
        let _ = put(&bytes);
        let _ = disable_raw_mode();
    }
}

/// Writes to the terminal. A terminal that another program has set not to wait is waited for.
pub fn put(mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match rustix::io::write(stdout(), bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => bytes = &bytes[written..],
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => {
                let out = stdout();
                match poll(&mut [PollFd::new(&out, PollFlags::OUT)], None) {
                    Ok(_) | Err(Errno::INTR) => {}
                    Err(error) => return Err(error.into()),
                }
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Columns and rows of the terminal.
pub fn size() -> io::Result<(u16, u16)> {
    let size = rustix::termios::tcgetwinsize(stdout())?;
    Ok(match (size.ws_col, size.ws_row) {
        (0, _) | (_, 0) => USUAL,
        known => known,
    })
}

#[cfg(test)]
mod tests {
    use super::may_be_asked;

    #[test]
    fn terminals_that_answer_nothing_are_not_asked() {
        for term in [None, Some(""), Some("linux"), Some("dumb")] {
            assert!(!may_be_asked(term), "{term:?}");
        }
        for term in ["xterm-256color", "screen", "vt100"] {
            assert!(may_be_asked(Some(term)), "{term}");
        }
    }
}
