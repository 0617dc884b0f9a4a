//! The terminal's modes: taken on entering, given back on leaving, however the program ends.

use std::io::{self, Stdout, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::execute;
use crossterm::style::Print;
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;

/// The screen that is drawn on.
pub type Screen = Terminal<CrosstermBackend<io::BufWriter<Stdout>>>;

/// Whether the terminal is in our modes at the moment.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// Whether the mouse is listened to.
static MOUSE: AtomicBool = AtomicBool::new(false);
/// Presses and the wheel (1000) with columns beyond 223 (1006). Without the modes for movements, whatever is
/// dragged with Shift is still the terminal's to select.
const LISTEN: &str = "\x1b[?1000h\x1b[?1006h";
const LISTEN_NO_MORE: &str = "\x1b[?1006l\x1b[?1000l";

/// Owns the terminal's modes; giving it up gives them back.
pub struct Guard(());

impl Drop for Guard {
    fn drop(&mut self) {
        leave();
    }
}

/// Takes the terminal: raw mode, alternate screen, bracketed paste. A panic gives it back before
/// its message is printed.
pub fn enter() -> io::Result<(Guard, Screen)> {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        leave();
        hook(panic);
    }));
    let guard = Guard(());
    resume()?;
    // To look for events is to begin to listen for changes of the size.
    crossterm::event::poll(Duration::ZERO)?;
    let screen = Terminal::new(CrosstermBackend::new(io::BufWriter::new(io::stdout())))?;
    Ok((guard, screen))
}

/// Listens to the mouse from here on, after [`resume`] too.
pub fn listen_to_mouse() -> io::Result<()> {
    MOUSE.store(true, Ordering::SeqCst);
    execute!(io::stdout(), Print(LISTEN))
}

/// Takes the modes once more after [`leave`].
pub fn resume() -> io::Result<()> {
    ENTERED.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, Hide)?;
    if MOUSE.load(Ordering::SeqCst) { listen_to_mouse() } else { Ok(()) }
}

/// Forgets what is on the screen, so that the next frame is drawn as a whole. `Terminal::clear` would
/// ask the terminal where its cursor is, and wait for an answer that the input may already have eaten.
pub fn wipe(screen: &mut Screen) -> io::Result<()> {
    let size = screen.size()?;
    screen.resize(Rect { x: 0, y: 0, width: size.width, height: size.height })
}

/// Gives every mode back. Does nothing when none is taken, so every way out may call it.
pub fn leave() {
    if ENTERED.swap(false, Ordering::SeqCst) {
        // A terminal that is gone cannot take its modes back; there is nothing to do about it.
        if MOUSE.load(Ordering::SeqCst) {
            let _ = execute!(io::stdout(), Print(LISTEN_NO_MORE));
        }
        let _ = execute!(io::stdout(), DisableBracketedPaste, LeaveAlternateScreen, Show);
        let _ = disable_raw_mode();
        let _ = io::stdout().flush();
    }
}

/// Columns and rows of the terminal.
pub fn size() -> io::Result<(u16, u16)> {
    crossterm::terminal::size()
}
