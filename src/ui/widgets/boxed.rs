//! A box in the middle of the screen, over what is there.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Clear;

use crate::app::layout::{RAIL_COLUMNS, Shape};
use crate::app::mouse::{self, Hits};
use crate::app::wizard::Screen;
use crate::domain::problem::Severity;
use crate::ui::frame::{Shown, used};
use crate::ui::text::{cells, clean, wrap};
use crate::ui::told::Told;
use crate::ui::widgets::said;
use crate::ui::widgets::sheet::Sheet;
use crate::ui::widgets::strip::Strip;
use crate::ui::{Scene, paint};

/// The widest box, with its border.
const WIDEST: u16 = 76;
/// Rows inside a box from which on some may stay empty.
const ROOMY: usize = 10;
/// Columns beside a box that are not worth being seen.
const SCRAP: u16 = 5;
/// The narrowest box where there is room.
const LEAST: u16 = 44;

/// What stands in a box: lines that may scroll, and a foot that is always seen.
#[derive(Clone, Debug, Default)]
pub struct Boxed {
    /// The heading in the border.
    pub title: String,
    /// The lines on top, always seen.
    pub head: Sheet,
    /// The lines between, which may scroll. Where some of them have the focus, those are seen.
    pub body: Sheet,
    /// The lines below, always seen.
    pub foot: Sheet,
    /// The first line of the body that is shown, where nothing in it has the focus.
    pub top: usize,
    /// It is as large as it may be, whatever stands in it.
    pub full: bool,
    /// Where not all of the body is seen, which lines are is said in the border below.
    pub counted: bool,
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

    /// Rows for the lines of a box on this screen.
    pub fn rows(scene: &Scene) -> usize {
        usize::from(room(scene, scene.wizard.layout.rows).height).saturating_sub(2)
    }

    /// An empty line below what is there, where the screen has rows to spare.
    pub fn gap(&mut self, scene: &Scene) {
        if Self::rows(scene) >= ROOMY {
            self.body.gap();
        }
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

    /// A sentence behind the mark of its severity, below what is there.
    pub fn note(&mut self, scene: &Scene, severity: Severity, text: &str) {
        self.body.lines.extend(said::lines(scene, Self::columns(scene), 0, severity, text));
    }

    /// A line `name  value`, the value wrapped under itself.
    pub fn pair(&mut self, scene: &Scene, name: &str, value: &str, style: Style) {
        let columns = Self::columns(scene);
        let indent = 16.min(columns / 3);
        for (at, line) in wrap(&clean(value), columns - indent).iter().enumerate() {
            let mut strip = Strip::new(columns);
            let name = if at == 0 { name } else { "" };
            strip.column(name, indent, scene.theme.plain).push(line, style);
            self.body.push(strip.line());
        }
    }

    /// What is to be told, one below the other.
    pub fn tell(&mut self, scene: &Scene, told: Vec<Told>) {
        for told in told {
            match told {
                Told::Say(text, weight) => {
                    let columns = Self::columns(scene);
                    self.body.lines.extend(said::weighed(scene, columns, 0, &text, weight));
                }
                Told::Pair(name, value, weight) => {
                    self.pair(scene, &name, &value, scene.theme.weight(weight));
                }
                Told::Gap => self.gap(scene),
            }
        }
    }

    /// Columns that the box would like to have, with its border.
    fn wanted(&self) -> u16 {
        let parts = [&self.head, &self.body, &self.foot];
        let lines = parts.into_iter().flat_map(|part| &part.lines).map(paint::width);
        let widest = lines.chain([cells(&self.title) + 2]).max().unwrap_or(0);
        u16::try_from(widest + 4).unwrap_or(u16::MAX)
    }

    /// Draws it in the middle of the screen, and says which lines of its body are shown and what lies where.
    pub fn draw(&self, frame: &mut Frame, scene: &Scene, hits: &mut Hits) -> Shown {
        let screen = room(scene, frame.area().height);
        let screen = Rect { width: used(frame.area()).width, ..screen };
        let widest = screen.width.saturating_sub(2).min(WIDEST);
        let wanted = if self.full { widest } else { self.wanted() };
        let width = wanted.clamp(LEAST.min(widest), widest);
        let lines = self.head.lines.len() + self.body.lines.len() + self.foot.lines.len();
        let gap = usize::from(!self.foot.lines.is_empty() && !self.body.lines.is_empty());
        let wanted = if self.full { usize::MAX } else { lines + gap + 2 };
        let wanted = u16::try_from(wanted).unwrap_or(u16::MAX);
        let height = wanted.min(screen.height);
        if width < 6 || height < 3 {
            return Shown::default();
        }
        // Where there is room beside them, the steps and the order stay in sight.
        let railed = scene.wizard.screen == Screen::Form
            && scene.wizard.layout.shape == Shape::Wide
            && RAIL_COLUMNS + 3 + width < screen.width;
        let left = if railed { RAIL_COLUMNS + 1 } else { 0 };
        let area = Rect {
            x: left + (screen.width - left - width) / 2,
            y: screen.y + (screen.height - height) / 2,
            width,
            height,
        };
        let mut title = Strip::new(usize::from(width).saturating_sub(4));
        title.push(&format!(" {} ", self.title), scene.theme.strong);
        set_back(frame, scene);
        // Scraps of a screen at both sides of a box that covers it would only be in the way.
        let cleared =
            if area.x < SCRAP { Rect { x: 0, width: screen.width, ..area } } else { area };
        uncover(frame, cleared);
        frame.render_widget(Clear, cleared);
        border(frame, area, &title.line(), scene.theme.plain);
        let inside =
            Rect { x: area.x + 2, y: area.y + 1, width: area.width - 4, height: area.height - 2 };
        let foot = u16::try_from(self.foot.lines.len()).unwrap_or(u16::MAX).min(inside.height);
        let head = u16::try_from(self.head.lines.len()).unwrap_or(u16::MAX);
        let head = head.min(inside.height - foot);
        let room = inside.height - foot - head;
        // The blank line between body and foot gives way first.
        let room = if u16::try_from(self.body.lines.len()).unwrap_or(u16::MAX) < room {
            room - u16::from(foot > 0)
        } else {
            room
        };
        self.head.draw_from(0, frame, Rect { height: head, ..inside }, scene.theme, hits);
        let between = Rect { y: inside.y + head, height: room, ..inside };
        let last = self.body.lines.len().saturating_sub(room.into());
        let glance = mouse::glance(scene.wizard);
        let top = match glance {
            None if self.body.focus.is_empty() => self.top.min(last),
            glance => self.body.top_at(room.into(), glance),
        };
        self.body.draw_from(top, frame, between, scene.theme, hits);
        if self.counted && last > 0 {
            self.count(frame, scene, area, (top.min(last), room.into()));
        }
        let below = Rect { y: inside.bottom() - foot, height: foot, ..inside };
        self.foot.draw_from(0, frame, below, scene.theme, hits);
        Shown { top, end: last }
    }
}

/// The rows that boxes may take on a screen of so many: not the key line, where there is room not the title
/// with the price, and in the wide frame not the rules.
fn room(scene: &Scene, rows: u16) -> Rect {
    let (above, below) = match scene.wizard.layout.shape {
        Shape::Wide => (2, 2),
        Shape::Medium => (1, 1),
        Shape::Small | Shape::TooSmall => (0, 1),
    };
    Rect { x: 0, y: above, width: 0, height: rows.saturating_sub(above + below) }
}

/// Takes the body behind a box back: it is seen and does not draw the eye.
fn set_back(frame: &mut Frame, scene: &Scene) {
    let layout = scene.wizard.layout;
    let screen = used(frame.area());
    let bottom = screen.height.saturating_sub(layout.rows_below());
    let railed = scene.wizard.screen == Screen::Form && layout.shape == Shape::Wide;
    for y in layout.rows_above()..bottom {
        for x in if railed { RAIL_COLUMNS } else { 0 }..screen.width {
            if let Some(cell) = frame.buffer_mut().cell_mut((x, y)) {
                cell.set_style(Style::reset().patch(scene.theme.dim));
            }
        }
    }
}

impl Boxed {
    /// Says in the border below which lines of the body are seen: the first of them from 0, how many.
    fn count(&self, frame: &mut Frame, scene: &Scene, area: Rect, (top, rows): (usize, usize)) {
        let count = self.body.lines.len();
        let lines = [top + 1, (top + rows).min(count), count].map(|number| number.to_string());
        let values = [("from", &*lines[0]), ("to", &*lines[1]), ("count", &*lines[2])];
        let says = format!(" {} ", scene.words.fill("help_search.position", &values));
        let room = area.width.saturating_sub(4);
        let width = u16::try_from(cells(&says)).unwrap_or(u16::MAX);
        if width <= room {
            let at = (area.right() - 2 - width, area.bottom() - 1);
            paint::text(frame, at, &says, scene.theme.dim);
        }
    }
}

/// The lines around a box, its title in the upper one.
fn border(frame: &mut Frame, area: Rect, title: &Line, style: Style) {
    let (right, bottom) = (area.right() - 1, area.bottom() - 1);
    let across = "─".repeat(usize::from(area.width).saturating_sub(2));
    for (y, left_end, right_end) in [(area.y, "┌", "┐"), (bottom, "└", "┘")] {
        paint::text(frame, (area.x, y), left_end, style);
        paint::text(frame, (area.x + 1, y), &across, style);
        paint::text(frame, (right, y), right_end, style);
    }
    for y in area.y + 1..bottom {
        paint::text(frame, (area.x, y), "│", style);
        paint::text(frame, (right, y), "│", style);
    }
    let above = Rect { x: area.x + 1, width: area.width - 2, height: 1, ..area };
    paint::line(frame, title, above);
}

/// Takes away wide characters of which the box would cover the second half: a terminal would draw them
/// over its border.
fn uncover(frame: &mut Frame, area: Rect) {
    let Some(x) = area.x.checked_sub(1) else { return };
    for y in area.top()..area.bottom() {
        let cell = &mut frame.buffer_mut()[(x, y)];
        let style = cell.style();
        if cells(cell.symbol()) > 1 {
            cell.reset();
            cell.set_style(style);
        }
    }
}
