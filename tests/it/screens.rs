//! What the screens look like, and that no state and no size breaks them.

mod after;
mod caret;
mod choosing;
mod contrast;
mod disks;
pub mod frames;
pub mod gallery;
mod help;
mod laws;
mod matrix;
mod money;
mod network;
mod over;
mod places;
mod replayed;
mod shown;
mod states;
mod steps;
mod system;
mod tabs;
mod unfinished;
mod welcome;

use std::fmt::Write as _;

use bcc_wizard::app::mouse::Hit;
use bcc_wizard::app::wizard::Wizard;
use bcc_wizard::ui::text::cells;
use bcc_wizard::ui::theme::Theme;
use bcc_wizard::ui::view;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};

/// The usual sizes.
pub const WIDE: (u16, u16) = (120, 36);
pub const MEDIUM: (u16, u16) = (80, 24);
pub const SMALL: (u16, u16) = (40, 10);

/// One frame on a terminal of this size.
pub fn drawn(wizard: &Wizard, size: (u16, u16), colour: bool) -> Terminal<TestBackend> {
    let mut terminal = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
    let theme = Theme::new(colour);
    terminal
        .draw(|frame| {
            let seen = view(frame, wizard, &theme);
            let inside = |hit: &Hit| hit.row < size.1 && hit.columns.end <= size.0;
            assert!(seen.hits.all().iter().all(inside), "{:?}", seen.hits);
        })
        .unwrap();
    terminal
}

/// One frame on a terminal of the size that the wizard was told, and of this kind.
pub fn drawn_as(wizard: &Wizard, theme: Theme) -> Terminal<TestBackend> {
    let layout = wizard.layout;
    let mut terminal = Terminal::new(TestBackend::new(layout.columns, layout.rows)).unwrap();
    terminal
        .draw(|frame| {
            view(frame, wizard, &theme);
        })
        .unwrap();
    terminal
}

/// The screen as text, the way a terminal shows it: a wide character is not followed by a blank.
/// The caret, where there is one, is told below.
pub fn text(wizard: &Wizard) -> String {
    with_caret(&drawn_as(wizard, Theme::new(true)))
}

/// What stands on a terminal, and below it where the caret is.
fn with_caret(terminal: &Terminal<TestBackend>) -> String {
    let backend = terminal.backend();
    let mut text = buffer_text(backend.buffer());
    if backend.cursor_visible() {
        let at = backend.cursor_position();
        let _ = writeln!(text, "caret: column {}, row {}", at.x, at.y);
    }
    text
}

pub fn buffer_text(buffer: &Buffer) -> String {
    rows(buffer, |cell| cell.symbol().to_owned())
}

/// The styles, a letter a cell: b bold, d dim, r reversed, u underlined; capital when coloured.
pub fn styles(wizard: &Wizard, colour: bool) -> String {
    let layout = wizard.layout;
    let terminal = drawn(wizard, (layout.columns, layout.rows), colour);
    rows(terminal.backend().buffer(), |cell| {
        let letter = [
            (Modifier::REVERSED, 'r'),
            (Modifier::UNDERLINED, 'u'),
            (Modifier::DIM, 'd'),
            (Modifier::BOLD, 'b'),
        ]
        .into_iter()
        .find(|(modifier, _)| cell.modifier.contains(*modifier))
        .map_or(if cell.symbol() == " " { ' ' } else { '.' }, |(_, letter)| letter);
        if cell.fg == Color::Reset {
            letter.to_string()
        } else {
            letter.to_ascii_uppercase().to_string()
        }
    })
}

fn rows(buffer: &Buffer, show: impl Fn(&ratatui::buffer::Cell) -> String) -> String {
    let mut text = String::new();
    for y in buffer.area.rows() {
        let mut line = String::new();
        let mut x = y.x;
        while x < y.right() {
            let cell = &buffer[(x, y.y)];
            line.push_str(&show(cell));
            x += u16::try_from(cells(cell.symbol()).max(1)).unwrap();
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// Compares a screen with the one on disk.
pub fn look(name: &str, screen: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, screen));
}
