//! One line of the screen, filled from the left and never wider than its room. Everything shown goes
//! through here, so everything shown is cleaned and cut by cells, and what a click on it means is known by
//! the same cells.

use std::ops::Range;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::mouse::Target;
use crate::ui::text::{cells, clean, cut, shown};

/// A line being filled.
#[derive(Clone, Debug)]
pub struct Strip {
    spans: Vec<Span<'static>>,
    used: usize,
    room: usize,
    aims: Vec<Aim>,
}

/// Cells of a line, and what a click on them means.
pub type Aim = (Range<usize>, Target);

impl Strip {
    /// An empty line of `room` cells.
    pub fn new(room: usize) -> Self {
        Self { spans: Vec::new(), used: 0, room, aims: Vec::new() }
    }

    /// Cells filled so far.
    pub fn used(&self) -> usize {
        self.used
    }

    /// Cells still free.
    pub fn left(&self) -> usize {
        self.room - self.used
    }

    /// Puts text behind what is there, cut to what is free.
    pub fn push(&mut self, text: &str, style: Style) -> &mut Self {
        let text = clean(text);
        let text = cut(&text, self.left());
        let width = cells(&text);
        if width > 0 {
            self.used += width;
            self.spans.push(Span::styled(shown(&text).into_owned(), style));
        }
        self
    }

    /// Blanks up to a column, if it is not reached yet.
    pub fn to(&mut self, column: usize) -> &mut Self {
        let column = column.min(self.room);
        self.blanks(column.saturating_sub(self.used), Style::new())
    }

    /// This many blanks in a style, as far as there is room.
    pub fn blanks(&mut self, count: usize, style: Style) -> &mut Self {
        let count = count.min(self.left());
        if count > 0 {
            self.used += count;
            self.spans.push(Span::styled(" ".repeat(count), style));
        }
        self
    }

    /// Text in a column of exactly `width` cells, cut or followed by blanks.
    pub fn column(&mut self, text: &str, width: usize, style: Style) -> &mut Self {
        let end = (self.used + width).min(self.room);
        let text = clean(text);
        let text = cut(&text, end - self.used);
        self.push(&text, style).to(end)
    }

    /// Text at the right end of a column of exactly `width` cells.
    pub fn column_right(&mut self, text: &str, width: usize, style: Style) -> &mut Self {
        let end = (self.used + width).min(self.room);
        let text = clean(text);
        let text = cut(&text, end - self.used);
        self.to(end - cells(&text)).push(&text, style)
    }

    /// Text at the right end of the line if it fits whole with a gap before it. True when it did.
    pub fn end(&mut self, text: &str, style: Style) -> bool {
        let text = clean(text);
        let width = cells(&text);
        let gap = if self.used == 0 { 0 } else { 2 };
        let fits = width > 0 && width + gap <= self.left();
        if fits {
            self.to(self.room - width).push(&text, style);
        }
        fits
    }

    /// Puts another line's content behind, as far as there is room.
    pub fn append(&mut self, other: Strip) -> &mut Self {
        let (start, end) = (self.used, self.room);
        self.aims.extend(other.aims.into_iter().map(|(cells, target)| {
            let moved = |cell: usize| cell.saturating_add(start).min(end);
            (moved(cells.start)..moved(cells.end), target)
        }));
        for span in other.spans {
            self.push(&span.content, span.style);
        }
        self
    }

    /// What a click means on everything that was put behind column `from`.
    pub fn aim(&mut self, from: usize, target: Target) -> &mut Self {
        self.aims.push((from..self.used, target));
        self
    }

    /// What a click means anywhere on the line where nothing else is meant.
    pub fn aim_beside(&mut self, target: Target) -> &mut Self {
        self.aims.insert(0, (0..usize::MAX, target));
        self
    }

    /// Puts the content of a line behind, as far as there is room.
    pub fn spans(&mut self, line: &Line) -> &mut Self {
        for span in &line.spans {
            self.push(&span.content, span.style);
        }
        self
    }

    /// The line.
    pub fn line(self) -> Line<'static> {
        self.parts().0
    }

    /// The line, and what clicks on it mean, the last on top.
    pub fn parts(self) -> (Line<'static>, Vec<Aim>) {
        (Line::from(self.spans), self.aims)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::field::FieldId;

    #[test]
    fn a_line_is_never_wider_than_its_room() {
        let plain = Style::new();
        let mut strip = Strip::new(10);
        strip.column("服务器名称", 5, plain).push("abc", plain);
        assert!(!strip.end("too long", plain));
        assert!(!strip.end("x\u{1b}", plain) || strip.used() <= 10);
        strip.push("and much more text", plain).to(40).blanks(40, plain);
        let line = strip.line();
        assert_eq!(line.width(), 10);
        assert!(!line.to_string().contains('\u{1b}'));
    }

    #[test]
    fn a_click_means_what_stands_at_its_cells() {
        let plain = Style::new();
        let (table, buy) = (Target::Field(FieldId::Zone), Target::Buy);
        let mut inner = Strip::new(20);
        inner.push("服务", plain).aim(2, buy.clone());
        let mut strip = Strip::new(9);
        strip.push("区 x", plain).append(inner).aim_beside(table.clone());
        assert_eq!(strip.parts().1, [(0..usize::MAX, table), (6..8, buy)]);
    }

    #[test]
    fn columns_are_filled_exactly() {
        let plain = Style::new();
        let mut strip = Strip::new(20);
        strip.column("ab", 4, plain).column_right("12", 5, plain).push("|", plain);
        assert_eq!(strip.line().to_string(), "ab     12|");
    }
}
