//! What the terminal can show: which characters, and how wide the doubtful ones are.
//!
//! Text is measured in many places by its letters alone, so what the terminal can show is set once for
//! each frame, on the thread that draws it ([`Look::during`]), and not handed through every call.

use std::cell::Cell;

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// What a terminal can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Nothing but ASCII, for consoles without other letters. Words of a language that has no letters in
    /// ASCII stay ([`Self::han`]); all else is written in ASCII.
    pub ascii: bool,
    /// Characters of ambiguous width (Unicode, annex 11) take two cells, as CJK fonts draw them.
    pub wide: bool,
    /// The words on the screen are Chinese, so Chinese is shown even where `ascii` is asked for.
    pub han: bool,
}

thread_local! {
    static LOOK: Cell<Look> = const { Cell::new(Look { ascii: false, wide: false, han: false }) };
}

impl Look {
    /// What is drawn for.
    pub fn now() -> Self {
        LOOK.get()
    }

    /// Draws, or measures, for this terminal.
    pub fn during<T>(self, draw: impl FnOnce() -> T) -> T {
        /// Gives back what was set before, after a panic too.
        struct Before(Look);
        impl Drop for Before {
            fn drop(&mut self) {
                LOOK.set(self.0);
            }
        }
        let _before = Before(LOOK.replace(self));
        draw()
    }

    /// What stands for a grapheme that this terminal cannot show, or draws too wide where every cell
    /// counts; `None` where it is shown as it is.
    pub fn instead(self, grapheme: &str) -> Option<&'static str> {
        if grapheme.is_ascii() || !(self.ascii || self.wide) {
            return None;
        }
        let drawn = of_the_frame(grapheme);
        if !self.ascii {
            return drawn;
        }
        drawn.or_else(|| spelled(grapheme)).or_else(|| {
            if self.han && is_chinese(grapheme) {
                return None;
            }
            Some(if grapheme.width() > 1 { "??" } else { "?" })
        })
    }

    /// The cells that a grapheme takes, whatever stands for it.
    pub fn cells(self, grapheme: &str) -> usize {
        match self.instead(grapheme) {
            Some(instead) => instead.len(),
            None if self.wide => grapheme.width_cjk(),
            None => grapheme.width(),
        }
    }

    /// What ends a text that was cut.
    pub fn ellipsis(self) -> &'static str {
        if self.ascii { ".." } else { "…" }
    }
}

/// Lines and marks of the frame: each has one cell, in every look.
fn of_the_frame(grapheme: &str) -> Option<&'static str> {
    Some(match grapheme {
        "─" => "-",
        "│" => "|",
        "┌" | "┐" | "└" | "┘" | "├" | "┤" | "┬" | "┴" | "┼" | "✓" => "+",
        "▌" | "▸" | "›" => ">",
        "‹" => "<",
        "●" | "•" => "*",
        "○" => "o",
        "▲" => "^",
        "▼" => "v",
        "█" | "▐" => "#",
        "░" => ".",
        _ => return None,
    })
}

/// Signs that have a spelling in ASCII.
fn spelled(grapheme: &str) -> Option<&'static str> {
    Some(match grapheme {
        "…" => "...",
        "—" | "–" | "−" | "‐" | "‑" | "·" => "-",
        "“" | "”" => "\"",
        "‘" | "’" => "'",
        "×" => "x",
        "≈" => "~",
        "≤" => "<=",
        "≥" => ">=",
        "→" => "->",
        "←" => "<-",
        // Only keys are called so.
        "↑" => "Up",
        "↓" => "Down",
        "▾" => "v",
        "≠" => "*",
        "¥" | "￥" => "CNY ",
        "⠋" | "⠹" | "⠼" | "⠧" => "|",
        "⠙" | "⠸" | "⠴" | "⠇" => "/",
        "\u{a0}" | "\u{3000}" => " ",
        _ => return None,
    })
}

/// A Chinese character or a mark of Chinese writing.
fn is_chinese(grapheme: &str) -> bool {
    grapheme.chars().next().is_some_and(|first| {
        first.width() == Some(2)
            && matches!(
                u32::from(first),
                0x2e80..=0x2fdf | 0x3000..=0x303f | 0x3400..=0x9fff | 0xf900..=0xfaff | 0xff00..=0xffef
                    | 0x20000..=0x3ffff
            )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASCII: Look = Look { ascii: true, wide: false, han: false };
    const WIDE: Look = Look { ascii: false, wide: true, han: false };

    #[test]
    fn in_ascii_nothing_else_is_left_and_every_cell_is_counted() {
        for grapheme in ["─", "│", "▌", "✓", "¥", "…", "“", "é", "服", "👍", "e\u{301}", "⠼", "≥"]
        {
            let instead = ASCII.instead(grapheme).unwrap();
            assert!(instead.is_ascii(), "{grapheme}");
            assert_eq!(ASCII.cells(grapheme), instead.len());
        }
        assert_eq!(ASCII.instead("a"), None);
        assert_eq!(ASCII.cells("服"), 2);
    }

    #[test]
    fn chinese_words_stay_in_a_chinese_screen_of_ascii() {
        let look = Look { han: true, ..ASCII };
        for grapheme in ["服", "。", "，", "“"] {
            assert_eq!(look.instead(grapheme).is_some(), grapheme == "“", "{grapheme}");
        }
        assert_eq!((look.cells("服"), look.cells("é")), (2, 1));
    }

    #[test]
    fn where_doubtful_characters_are_wide_the_frame_has_none() {
        for grapheme in ["─", "│", "┌", "▌", "●", "○", "▲", "▼"] {
            assert_eq!(WIDE.cells(grapheme), 1, "{grapheme}");
        }
        for (grapheme, cells) in
            [("…", 2), ("—", 2), ("“", 2), ("·", 2), ("¥", 1), ("a", 1), ("服", 2)]
        {
            assert_eq!(WIDE.cells(grapheme), cells, "{grapheme}");
        }
    }

    #[test]
    fn a_look_lasts_as_long_as_its_frame() {
        assert_eq!(ASCII.during(Look::now), ASCII);
        assert_eq!(Look::now(), Look::default());
        let panicked = std::panic::catch_unwind(|| WIDE.during(|| panic!("drawing")));
        assert!(panicked.is_err());
        assert_eq!(Look::now(), Look::default());
    }
}
