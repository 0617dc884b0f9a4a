//! Draws the wizard. One pure function of its state; changes nothing, and costs the same whatever
//! the size of the catalogue: only rows that are seen are built.

pub mod choosing;
pub mod dialogs;
pub mod done;
pub mod editor;
pub mod follow;
pub mod frame;
pub mod help;
pub mod hints;
pub mod items;
pub mod look;
pub mod money;
pub mod order;
pub mod paint;
pub mod saving;
pub mod ssh;
pub mod steps;
pub mod text;
pub mod theme;
pub mod told;
pub mod unfinished;
pub mod welcome;
pub mod widgets;
pub mod words;

use ratatui::Frame;

use crate::app::mouse::Seen;
use crate::app::wizard::Wizard;
use crate::domain::language::Language;
use crate::ui::look::Look;
use crate::ui::theme::Theme;
use crate::ui::words::Words;

/// What every part of the screen is drawn from.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// The state.
    pub wizard: &'a Wizard,
    /// The styles.
    pub theme: &'a Theme,
    /// The sentences.
    pub words: Words,
    /// Columns of the part being drawn.
    pub columns: usize,
    /// Rows of the part being drawn.
    pub rows: usize,
}

/// Draws the whole screen. Says what was seen: what lies where, so that a click means that, and how far
/// down what scrolls in front can be scrolled, so that the wizard counts no further ([`Wizard::see`]).
pub fn view(frame: &mut Frame, wizard: &Wizard, theme: &Theme) -> Seen {
    let scene = Scene {
        wizard,
        theme,
        words: Words(wizard.language),
        columns: frame::used(frame.area()).width.into(),
        rows: frame.area().height.into(),
    };
    let look = Look { han: wizard.language == Language::ZhCn, ..theme.look };
    look.during(|| frame::draw(frame, &scene))
}
