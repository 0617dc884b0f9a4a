//! The bytes that reach a terminal, read by a terminal that was written for these tests: the screen is the
//! one that was drawn, cell by cell, also where characters of ambiguous width take two cells.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use bcc_wizard::domain::language::Language;
use bcc_wizard::ui::look::Look;
use bcc_wizard::ui::theme::Theme;
use bcc_wizard::ui::view;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};
use rstest::rstest;

use super::gallery::SCREENS;
use super::{MEDIUM, SMALL, WIDE, drawn_as};
use crate::terminal::replay::Replay;

/// What is written, for whoever has a copy of it.
#[derive(Clone, Default)]
struct Wire(Rc<RefCell<Vec<u8>>>);

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Draws every screen after the other on one terminal, so that each overwrites the one before.
#[rstest]
fn the_screen_is_the_one_that_was_drawn(
    #[values(WIDE, MEDIUM, SMALL)] size: (u16, u16),
    #[values(Language::En, Language::ZhCn)] language: Language,
    #[values((false, false), (true, false), (false, true), (true, true))] looks: (bool, bool),
) {
    let (ascii, wide) = looks;
    let theme = Theme::new(true).on(Look { ascii, wide, han: false });
    let wire = Wire::default();
    let (width, height) = size;
    let viewport = Viewport::Fixed(Rect { x: 0, y: 0, width, height });
    let options = TerminalOptions { viewport };
    let backend = CrosstermBackend::new(wire.clone());
    let mut terminal = Terminal::with_options(backend, options).unwrap();
    let mut replay = Replay::new(size, wide);
    for (screen, reach) in SCREENS {
        let stage = reach(size, language);
        terminal
            .draw(|frame| {
                view(frame, &stage.wizard, &theme);
            })
            .unwrap();
        replay.write(&wire.0.take());
        assert_eq!(replay.trouble, Vec::<String>::new(), "{screen}");
        let drawn = drawn_as(&stage.wizard, theme);
        let buffer = drawn.backend().buffer();
        let look = Look { han: language == Language::ZhCn, ..theme.look };
        for y in 0..height {
            let mut x = 0;
            while x < width {
                let symbol = buffer[(x, y)].symbol();
                assert_eq!(replay.at(x, y), symbol, "{screen} at {x},{y}\n{}", replay.text());
                x += u16::try_from(look.cells(symbol)).unwrap();
            }
        }
    }
}
