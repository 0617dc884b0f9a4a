//! Lines into cells. All that is drawn goes through here, so that the cells are those that were measured
//! ([`crate::ui::text::cells`]), whatever ratatui itself would make of a character.

use std::num::NonZeroU16;

use ratatui::Frame;
use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use crate::ui::look::Look;
use crate::ui::text::{cells, shown};

/// The cells of a line.
pub fn width(line: &Line) -> usize {
    line.spans.iter().map(|span| cells(&span.content)).sum()
}

/// Draws a line into the first row of `area`, as far as there is room.
pub fn line(frame: &mut Frame, line: &Line, area: Rect) {
    let area = area.intersection(frame.area());
    if area.height == 0 {
        return;
    }
    let mut x = area.x;
    for span in &line.spans {
        let style = line.style.patch(span.style);
        x = put(frame.buffer_mut(), (x, area.y), area.right(), &span.content, style);
    }
}

/// Draws a text at a place, as far as the screen goes.
pub fn text(frame: &mut Frame, (x, y): (u16, u16), text: &str, style: Style) {
    let area = frame.area();
    if (area.top()..area.bottom()).contains(&y) && x >= area.left() {
        put(frame.buffer_mut(), (x, y), area.right(), text, style);
    }
}

/// Puts a text into the cells from `x` on and before `end`, and says where it ended.
fn put(buffer: &mut Buffer, (mut x, y): (u16, u16), end: u16, text: &str, style: Style) -> u16 {
    let look = Look::now();
    for grapheme in shown(text).graphemes(true) {
        let width = u16::try_from(look.cells(grapheme)).unwrap_or(u16::MAX);
        if width == 0 {
            continue;
        }
        if width > end.saturating_sub(x) {
            break;
        }
        let cell = &mut buffer[(x, y)];
        cell.set_symbol(grapheme).set_style(style);
        // What stood here before may have had a width of its own.
        let forced = NonZeroU16::new(width).filter(|_| grapheme.width() != usize::from(width));
        cell.set_diff_option(forced.map_or(CellDiffOption::None, CellDiffOption::ForcedWidth));
        for covered in x + 1..x + width {
            let cell = &mut buffer[(covered, y)];
            cell.reset();
            cell.set_style(style);
        }
        x += width;
    }
    x
}
