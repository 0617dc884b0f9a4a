//! Lines that may be more than fit: which of them are shown, and where the caret stands.

use std::ops::Range;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use crate::app::mouse::{Glance, Hits, Target};
use crate::ui::paint;
use crate::ui::theme::Theme;
use crate::ui::widgets::strip::{Aim, Strip};

/// The lines of a body, top to bottom.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// The lines.
    pub lines: Vec<Line<'static>>,
    /// Lines that must be seen: the focused field with its help or problem.
    pub focus: Range<usize>,
    /// Line and column of the caret.
    pub caret: Option<(usize, usize)>,
    /// Marks in the blank column at the right: line and mark.
    pub marks: Vec<(usize, &'static str)>,
    /// What clicks mean: lines and their cells, the last on top.
    pub aims: Vec<(usize, Aim)>,
}

impl Sheet {
    /// Puts a line below.
    pub fn push(&mut self, line: Line<'static>) {
        self.lines.push(line);
    }

    /// Puts a line below, with what clicks on it mean.
    pub fn put(&mut self, strip: Strip) {
        let (line, aims) = strip.parts();
        let at = self.lines.len();
        self.aims.extend(aims.into_iter().map(|aim| (at, aim)));
        self.lines.push(line);
    }

    /// What a click means anywhere on these lines, over what was meant there before.
    pub fn aim(&mut self, lines: Range<usize>, target: &Target) {
        self.aims.extend(lines.map(|line| (line, (0..usize::MAX, target.clone()))));
    }

    /// Makes room for so many lines above, which are put there by hand.
    pub fn move_down(&mut self, by: usize) {
        self.focus = self.focus.start + by..self.focus.end + by;
        self.caret = self.caret.map(|(line, column)| (line + by, column));
        self.aims.iter_mut().for_each(|(line, _)| *line += by);
    }

    /// Leaves of all lines only these.
    pub fn keep(&mut self, lines: Range<usize>) {
        self.lines = self.lines.drain(lines.clone()).collect();
        self.aims.retain(|(line, _)| lines.contains(line));
        self.aims.iter_mut().for_each(|(line, _)| *line -= lines.start);
        self.caret = self
            .caret
            .filter(|(line, _)| lines.contains(line))
            .map(|(line, column)| (line - lines.start, column));
        self.focus = Range::default();
    }

    /// Puts an empty line below.
    pub fn gap(&mut self) {
        self.lines.push(Line::default());
    }

    /// The first line shown when only `room` are: so that the focus is seen whole, or at least its
    /// beginning, with as much as possible around it.
    pub fn top(&self, room: usize) -> usize {
        let last = self.lines.len().saturating_sub(room);
        let wanted = self.focus.len().min(room);
        let spare = room - wanted;
        self.focus.start.saturating_sub(spare / 2).min(last)
    }

    /// The same where the mouse has a say: the wheel shows any line, and after a click the lines move no
    /// further than it takes to see the focus.
    pub fn top_at(&self, room: usize, glance: Option<Glance>) -> usize {
        let last = self.lines.len().saturating_sub(room);
        match glance {
            None => self.top(room),
            Some(Glance { top, free: false }) if !self.focus.is_empty() => {
                let start = self.focus.start;
                let end = self.focus.end.min(start + room);
                top.max(end.saturating_sub(room)).min(start).min(last)
            }
            Some(Glance { top, .. }) => top.min(last),
        }
    }

    /// Draws the lines that fit, beginning with line `top`, and says what lies where. Where not all do, a bar
    /// at the right edge, one column outside of `area`, says where among them one is.
    pub fn draw_from(
        &self,
        top: usize,
        frame: &mut Frame,
        area: Rect,
        theme: &Theme,
        hits: &mut Hits,
    ) {
        let rows = usize::from(area.height);
        for (line, aim) in self.aims.iter().filter(|(line, _)| (top..top + rows).contains(line)) {
            hit(hits, Rect { y: area.y + cast(line - top), height: 1, ..area }, aim);
        }
        for (at, line) in self.lines.iter().enumerate().skip(top).take(rows) {
            let row = Rect { y: area.y + cast(at - top), height: 1, ..area };
            paint::line(frame, line, row);
        }
        let mut mark = |row: usize, mark: &str| {
            let (x, y) = (area.right(), area.y + cast(row));
            if frame.area().contains(Position { x, y }) {
                paint::text(frame, (x, y), mark, theme.dim);
            }
        };
        if rows < self.lines.len() {
            // The lines' own marks stand in the same column: two bars would say nothing.
            for (row, text) in bar(rows, self.lines.len(), top).into_iter().enumerate() {
                mark(row, text);
            }
        } else {
            for (line, text) in &self.marks {
                if (top..top + rows).contains(line) {
                    mark(line - top, text);
                }
            }
        }
        if let Some((line, column)) = self.caret
            && (top..top + rows).contains(&line)
            && column < area.width.into()
        {
            let (x, y) = (area.x + cast(column), area.y + cast(line - top));
            frame.set_cursor_position(Position { x, y });
        }
    }
}

/// What lies in the row of a line.
pub fn hit(hits: &mut Hits, row: Rect, (cells, target): &Aim) {
    let column = |cell: usize| row.x.saturating_add(cast(cell)).min(row.right());
    hits.add(row.y, column(cells.start)..column(cells.end), target.clone());
}

/// The marks of a bar beside `rows` rows that show `all` lines from line `top` on: more above, more below,
/// and between them where one is. None of them when everything is shown.
pub fn bar(rows: usize, all: usize, top: usize) -> Vec<&'static str> {
    if rows >= all {
        return Vec::new();
    }
    let (last, hidden) = (rows.saturating_sub(1), all - rows);
    let top = top.min(hidden);
    // The ends are for the arrows, what is between them for the part that is seen.
    let track = rows.saturating_sub(2);
    let size = (track * rows / all).max(1);
    let start = 1 + (track.saturating_sub(size) * top + hidden / 2) / hidden;
    let mark = |row: usize| match row {
        row if row == last && top < hidden => "▼",
        0 if top > 0 => "▲",
        row if track > 1 && (start..start + size).contains(&row) => "▐",
        _ => " ",
    };
    (0..rows).map(mark).collect()
}

/// A number known to be at most the terminal's size.
fn cast(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(lines: usize, focus: Range<usize>) -> Sheet {
        Sheet { lines: vec![Line::default(); lines], focus, ..Sheet::default() }
    }

    #[test]
    fn a_bar_says_whether_there_is_more_and_where_one_is() {
        assert_eq!(bar(6, 6, 0), Vec::<&str>::new());
        assert_eq!(bar(6, 12, 0), [" ", "▐", "▐", " ", " ", "▼"]);
        assert_eq!(bar(6, 12, 3), ["▲", " ", "▐", "▐", " ", "▼"]);
        assert_eq!(bar(6, 12, 6), ["▲", " ", " ", "▐", "▐", " "]);
        assert_eq!((bar(1, 9, 4), bar(2, 9, 4)), (vec!["▼"], vec!["▲", "▼"]));
        for rows in 3..40 {
            for all in rows + 1..200 {
                for top in 0..=all - rows {
                    let bar = bar(rows, all, top);
                    assert_eq!((bar[0] == "▲", bar[rows - 1] == "▼"), (top > 0, top < all - rows));
                    assert!(rows < 4 || bar.contains(&"▐"), "{rows} {all} {top}");
                }
            }
        }
    }

    #[test]
    fn the_focus_is_in_view_wherever_it_is() {
        for lines in 0..30 {
            for start in 0..lines {
                for room in 1..12 {
                    let end = (start + 2).min(lines);
                    let top = sheet(lines, start..end).top(room);
                    assert!(top <= start && start < top + room, "{lines} {start} {room}");
                    assert!(room < 2 || end <= top + room, "{lines} {start} {room}");
                    assert!(top + room <= lines.max(room), "no room is wasted below");
                    for clicked in 0..30 {
                        let sheet = sheet(lines, start..end);
                        let top = sheet.top_at(room, Some(Glance { top: clicked, free: false }));
                        assert!(top <= start && start < top + room, "{lines} {start} {room}");
                        assert!(room < 2 || end <= top + room, "{lines} {start} {room}");
                        assert!(top + room <= lines.max(room), "no room is wasted below");
                        let there = (clicked..clicked + room).contains(&start)
                            && end <= clicked + room
                            && clicked + room <= lines;
                        assert!(!there || top == clicked, "nothing moves without need");
                    }
                }
            }
        }
    }
}
