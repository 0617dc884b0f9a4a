//! The few styles of the screen, on the terminal's own sixteen colours.
//!
//! Of the sixteen only bright red can be read as text with every usual palette on black and on white
//! (a contrast of 3 : 1; the tests reckon it). It is that of errors. All other colours are for marks that
//! stand beside words. No style is the only bearer of a meaning, and none that is dim is needed to go on:
//! some terminals show it as good as not at all.

use ratatui::style::{Color, Modifier, Style};

use crate::ui::look::Look;
use crate::ui::told::Weight;

/// The styles, built once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Ordinary text.
    pub plain: Style,
    /// Headings, labels of the focused field, amounts.
    pub strong: Style,
    /// What stands back: help, names of values, units, what cannot be chosen.
    pub dim: Style,
    /// The mark of the focus and of what is chosen. Not for words.
    pub focus: Style,
    /// What is chosen among several.
    pub chosen: Style,
    /// The highlighted row of the table that has the focus.
    pub row: Style,
    /// The mark of what is done or runs. Not for words.
    pub good: Style,
    /// The mark of what is worth a look and does not block. Not for words.
    pub warning: Style,
    /// What blocks: its mark and its words.
    pub error: Style,
    /// Rules and boxes.
    pub line: Style,
    /// A key that can be pressed.
    pub key: Style,
    /// What the terminal can show.
    pub look: Look,
}

impl Theme {
    /// The styles with the terminal's colours, or without any.
    pub fn new(colour: bool) -> Self {
        let plain = Style::new();
        let strong = plain.add_modifier(Modifier::BOLD);
        let dim = plain.add_modifier(Modifier::DIM);
        let coloured =
            |style: Style, colour_: Color| if colour { style.fg(colour_) } else { style };
        Self {
            plain,
            strong,
            dim,
            focus: coloured(strong, Color::LightBlue),
            chosen: strong.add_modifier(Modifier::REVERSED),
            row: strong,
            good: coloured(plain, Color::Green),
            warning: coloured(strong, Color::LightMagenta),
            error: coloured(strong, Color::LightRed),
            line: dim,
            key: strong,
            look: Look::default(),
        }
    }

    /// The style of a sentence.
    pub fn weight(&self, weight: Weight) -> Style {
        match weight {
            Weight::Plain => self.plain,
            Weight::Strong => self.strong,
            Weight::Hint => self.dim,
            Weight::Good => self.good,
            Weight::Warning => self.warning,
            Weight::Error => self.error,
        }
    }

    /// The same styles on a terminal that can show this.
    #[must_use]
    pub fn on(self, look: Look) -> Self {
        Self { look, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_colour_no_style_has_one() {
        let theme = Theme::new(false);
        for style in [theme.focus, theme.good, theme.warning, theme.error, theme.chosen, theme.dim]
        {
            assert_eq!((style.fg, style.bg), (None, None));
        }
        assert!(Theme::new(true).error.fg.is_some());
    }
}
