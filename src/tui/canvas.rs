//! What frames are written on: only what changed, in one piece, and nothing when nothing changed.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use crate::tui::terminal;

/// Begins a frame that is to be shown as a whole.
const BEGIN: &[u8] = b"\x1b[?2026h";
/// Ends it.
pub(super) const END: &[u8] = b"\x1b[?2026l";

/// Takes the bytes of a frame until it is whole. Flushing by the way, after every change of the cursor,
/// does nothing.
#[derive(Clone, Default)]
struct Sheet(Rc<RefCell<Vec<u8>>>);

impl Write for Sheet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The terminal as a backend of frames.
pub struct Canvas {
    sheet: Sheet,
    painter: CrosstermBackend<Sheet>,
    /// Whether the cursor shows; `None`: not known.
    shown: Option<bool>,
    /// Where the cursor is; `None`: not known.
    at: Option<Position>,
}

impl Canvas {
    /// A canvas of which nothing is known.
    pub fn new() -> Self {
        let sheet = Sheet::default();
        let painter = CrosstermBackend::new(sheet.clone());
        Self { sheet, painter, shown: None, at: None }
    }

    /// Somebody else may have moved the cursor, or shown it.
    pub fn forget(&mut self) {
        (self.shown, self.at) = (None, None);
    }
}

impl Default for Canvas {
    fn default() -> Self {
        Self::new()
    }
}

impl Backend for Canvas {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut content = content.peekable();
        // Even nothing would set the colours back.
        if content.peek().is_none() {
            return Ok(());
        }
        self.at = None;
        self.painter.draw(content)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.shown.replace(false) == Some(false) { Ok(()) } else { self.painter.hide_cursor() }
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if self.shown.replace(true) == Some(true) { Ok(()) } else { self.painter.show_cursor() }
    }

    /// Where it was put last: a question to the terminal would wait for an answer.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.at.unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let position = position.into();
        if self.at.replace(position) == Some(position) {
            return Ok(());
        }
        self.painter.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.painter.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        terminal::size().map(Size::from)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        let pixels = Size::default();
        Ok(WindowSize { columns_rows: self.size()?, pixels })
    }

    /// The frame is whole: it goes out at once.
    fn flush(&mut self) -> io::Result<()> {
        let frame = self.sheet.0.take();
        if frame.is_empty() {
            return Ok(());
        }
        if terminal::is_synchronized() {
            terminal::put(&[BEGIN, &frame, END].concat())
        } else {
            terminal::put(&frame)
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::Terminal;
    use ratatui::layout::Rect;
    use ratatui::{TerminalOptions, Viewport};

    use super::*;

    fn frame(terminal: &mut Terminal<Canvas>, text: &str, caret: Option<(u16, u16)>) -> String {
        let mut area = Rect::default();
        let mut view = |frame: &mut ratatui::Frame| {
            area = frame.area();
            frame.buffer_mut().set_string(0, 0, text, ratatui::style::Style::default());
            if let Some(caret) = caret {
                frame.set_cursor_position(caret);
            }
        };
        // Everything but the last step of drawing, which would write to this test's own terminal.
        view(&mut terminal.get_frame());
        terminal.flush().unwrap();
        match caret {
            None => terminal.hide_cursor().unwrap(),
            Some(caret) => {
                terminal.show_cursor().unwrap();
                terminal.set_cursor_position(caret).unwrap();
            }
        }
        terminal.swap_buffers();
        String::from_utf8(terminal.backend_mut().sheet.0.take()).unwrap()
    }

    #[test]
    fn a_frame_like_the_last_one_writes_nothing() {
        let viewport = Viewport::Fixed(Rect::new(0, 0, 10, 2));
        let options = TerminalOptions { viewport };
        let mut terminal = Terminal::with_options(Canvas::new(), options).unwrap();
        assert!(frame(&mut terminal, "one", None).contains("one"));
        assert_eq!(frame(&mut terminal, "one", None), "");
        assert_eq!(frame(&mut terminal, "one", Some((3, 0))), "\x1b[?25h\x1b[1;4H");
        assert_eq!(frame(&mut terminal, "one", Some((3, 0))), "");
        let changed = frame(&mut terminal, "ons", Some((3, 0)));
        // Only the cell that differs, and the cursor is put back.
        assert!(changed.contains('s') && !changed.contains('o'), "{changed:?}");
        assert!(changed.ends_with("\x1b[1;4H"), "{changed:?}");
        terminal.backend_mut().forget();
        assert_eq!(frame(&mut terminal, "ons", Some((3, 0))), "\x1b[?25h\x1b[1;4H");
        // What is drawn last goes out with the next frame, never after the modes were given back.
        assert_eq!(frame(&mut terminal, "ons", None), "\x1b[?25l");
    }
}
