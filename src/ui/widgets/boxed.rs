//! A box in the middle of the screen, over what is there.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::{Block, BorderType, Clear};

use crate::ui::Scene;
use crate::ui::text::{cells, clean, wrap};
use crate::ui::widgets::sheet::Sheet;
use crate::ui::widgets::strip::Strip;

/// The widest box, with its border.
const WIDEST: u16 = 76;
/// The narrowest box where there is room.
const LEAST: u16 = 44;

/// What stands in a box: lines that may scroll, and a foot that is always seen.
#[derive(Clone, Debug, Default)]
pub struct Boxed {
    /// The heading in the border.
    pub title: String,
    /// The lines above. Where some of them have the focus, those are seen.
    pub body: Sheet,
    /// The lines below, always seen.
    pub foot: Sheet,
    /// The first line of the body that is shown, where nothing in it has the focus.
    pub top: usize,
}

impl Boxed {
    /// An empty box.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// Columns for the lines of a box on this screen.
    pub fn columns(scene: &Scene) -> usize {
        scene.columns.saturating_sub(2).min(WIDEST.into()).saturating_sub(4)
    }

    /// Wrapped text below what is there.
    pub fn say(&mut self, scene: &Scene, text: &str, style: Style) {
        let columns = Self::columns(scene);
        for line in wrap(&clean(text), columns) {
            let mut strip = Strip::new(columns);
            strip.push(&line, style);
            self.body.push(strip.line());
        }
    }

    /// A line `name  value`, the value wrapped under itself.
    pub fn pair(&mut self, scene: &Scene, name: &str, value: &str, style: Style) {
        let columns = Self::columns(scene);
        let indent = 16.min(columns / 3);
        for (at, line) in wrap(&clean(value), columns - indent).iter().enumerate() {
            let mut strip = Strip::new(columns);
            let name = if at == 0 { name } else { "" };
            strip.column(name, indent, scene.theme.dim).push(line, style);
            self.body.push(strip.line());
        }
    }

    /// Columns that the box would like to have, with its border.
    fn wanted(&self) -> u16 {
        let lines = self.body.lines.iter().chain(&self.foot.lines).map(Line::width);
        let widest = lines.chain([cells(&self.title) + 2]).max().unwrap_or(0);
        u16::try_from(widest + 4).unwrap_or(u16::MAX)
    }

    /// Draws it in the middle of the screen, and says how far its body can be scrolled.
    pub fn draw(&self, frame: &mut Frame, scene: &Scene) -> usize {
        let screen = frame.area();
        let widest = screen.width.saturating_sub(2).min(WIDEST);
        let width = self.wanted().clamp(LEAST.min(widest), widest);
        let lines = self.body.lines.len() + self.foot.lines.len();
        let gap = usize::from(!self.foot.lines.is_empty() && !self.body.lines.is_empty());
        let wanted = u16::try_from(lines + gap + 2).unwrap_or(u16::MAX);
        let height = wanted.min(screen.height.saturating_sub(1));
        if width < 6 || height < 3 {
            return 0;
        }
        let area = Rect {
            x: screen.x + (screen.width - width) / 2,
            y: screen.y + (screen.height - 1).saturating_sub(height) / 2,
            width,
            height,
        };
        let mut title = Strip::new(usize::from(width).saturating_sub(4));
        title.push(&format!(" {} ", self.title), scene.theme.strong);
        let border = Block::bordered()
            .border_type(BorderType::Plain)
            .border_style(scene.theme.plain)
            .title(title.line());
        uncover(frame, area);
        frame.render_widget(Clear, area);
        let inside = border.inner(area);
        frame.render_widget(border, area);
        let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
        let foot = u16::try_from(self.foot.lines.len()).unwrap_or(u16::MAX).min(inside.height);
        let room = inside.height - foot;
        // The blank line between body and foot gives way first.
        let room = if u16::try_from(self.body.lines.len()).unwrap_or(u16::MAX) < room {
            room - u16::from(foot > 0)
        } else {
            room
        };
        let above = Rect { height: room, ..inside };
        let last = self.body.lines.len().saturating_sub(room.into());
        let top = if self.body.focus.is_empty() { self.top } else { self.body.top(room.into()) };
        self.body.draw_from(top.min(last), frame, above, scene.theme);
        let below = Rect { y: inside.bottom() - foot, height: foot, ..inside };
        self.foot.draw_from(0, frame, below, scene.theme);
        last
    }
}

/// Takes away wide characters of which the box would cover the second half: a terminal would draw them
/// over its border.
fn uncover(frame: &mut Frame, area: Rect) {
    let Some(x) = area.x.checked_sub(1) else { return };
    for y in area.top()..area.bottom() {
        let cell = &mut frame.buffer_mut()[(x, y)];
        if cells(cell.symbol()) > 1 {
            cell.set_symbol(" ");
        }
    }
}
