//! What every frame keeps to, whatever the screen, the size, the language and the terminal: borders are
//! straight, wide characters whole, the focus and the caret in sight, colours on marks only.

use bcc_wizard::app::layout::{Layout, RAIL_COLUMNS, Shape};
use bcc_wizard::app::wizard::{Screen, Wizard};
use bcc_wizard::domain::field::FieldId;
use bcc_wizard::domain::language::Language;
use bcc_wizard::ui::look::Look;
use bcc_wizard::ui::text::{cells, shown};
use bcc_wizard::ui::theme::Theme;
use bcc_wizard::ui::widgets::price;
use bcc_wizard::ui::words::Words;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::Color;
use rstest::rstest;
use unicode_width::UnicodeWidthStr as _;

use super::drawn_as;
use super::gallery::{SCREENS, resize};
use crate::fixture::Stage;

const UNICODE: Look = Look { ascii: false, wide: false, han: false };
const ASCII: Look = Look { ascii: true, wide: false, han: false };
const WIDE: Look = Look { ascii: false, wide: true, han: false };
/// The kinds of terminals.
pub const LOOKS: [Look; 3] = [UNICODE, ASCII, WIDE];

/// Columns and rows at and beside the borders of the shapes, and far from them.
const COLUMNS: [u16; 5] = [40, 80, 99, 120, 300];
const ROWS: [u16; 4] = [10, 24, 36, 100];

/// The widest run of blanks between two words of a row.
const GAP: usize = 100;

/// Looks for a box, the lowest one on the screen, and whether its borders are straight and meet in its
/// corners. `glyph` says how the frame's characters are drawn.
pub fn straight_box<'a>(
    at: impl Fn(u16, u16) -> &'a str,
    (columns, rows): (u16, u16),
    glyph: impl Fn(&'static str) -> &'static str,
) -> Result<(), String> {
    let [across, down] = ["─", "│"].map(&glyph);
    let corners = ["┌", "┐", "└", "┘"].map(&glyph);
    // The rule above the key line may have a corner's character too: what is no box is passed over.
    let mut trouble = "there is no box".to_owned();
    for bottom in (0..rows).rev() {
        for left in 0..columns.saturating_sub(1) {
            if at(left, bottom) != corners[2] || at(left + 1, bottom) != across {
                continue;
            }
            // Between the corners stands a count where the box scrolls.
            let corner = |x: &u16| at(*x, bottom) == corners[3] && at(*x - 1, bottom) == across;
            let Some(right) = (left + 2..columns).rev().find(corner) else { continue };
            let edges = |y: u16| (at(left, y), at(right, y));
            match (0..bottom).rev().find(|y| edges(*y) != (down, down)) {
                Some(top) if edges(top) == (corners[0], corners[1]) && bottom - top > 1 => {
                    return Ok(());
                }
                broken => trouble = format!("the box is broken at row {broken:?}"),
            }
        }
    }
    Err(trouble)
}

/// A frame to be judged.
struct Judged<'a> {
    wizard: &'a Wizard,
    look: Look,
    theme: Theme,
    terminal: Terminal<TestBackend>,
}

impl Judged<'_> {
    fn buffer(&self) -> &Buffer {
        self.terminal.backend().buffer()
    }

    fn at(&self, x: u16, y: u16) -> &str {
        self.buffer().cell((x, y)).map_or("", |cell| cell.symbol())
    }

    /// The frame's own character in this look.
    fn glyph(&self, glyph: &'static str) -> &'static str {
        self.look.instead(glyph).unwrap_or(glyph)
    }

    /// What a row reads like on this terminal.
    fn row(&self, y: u16) -> String {
        let (mut text, mut x) = (String::new(), 0);
        while x < self.buffer().area.width {
            let symbol = self.at(x, y);
            text.push_str(symbol);
            x += u16::try_from(self.look.cells(symbol).max(1)).unwrap();
        }
        text
    }

    /// Every character has its cells, and they end where the row ends.
    fn whole_characters(&self) -> Result<(), String> {
        let area = self.buffer().area;
        for y in area.top()..area.bottom() {
            let mut x = area.left();
            while x < area.right() {
                let symbol = self.at(x, y);
                let width = u16::try_from(self.look.cells(symbol)).unwrap();
                if width == 0 || x + width > area.right() {
                    return Err(format!("{symbol:?} at {x},{y} takes {width} cells"));
                }
                for covered in x + 1..x + width {
                    if self.at(covered, y) != " " {
                        return Err(format!("half of {symbol:?} at {x},{y} is hidden"));
                    }
                }
                x += width;
            }
        }
        Ok(())
    }

    /// Which characters and colours there are.
    fn characters(&self) -> Result<(), String> {
        let marks = "▌●▸▾+/!~✓";
        for cell in self.buffer().content() {
            let symbol = cell.symbol();
            let chinese = symbol.width() == 2 && self.wizard.language == Language::ZhCn;
            if self.look.ascii && !symbol.is_ascii() && !chinese {
                return Err(format!("{symbol:?} is not ASCII"));
            }
            let wordless = Some(cell.fg) != self.theme.error.fg;
            let known = |mark: char| {
                let mark = mark.to_string();
                mark == symbol || self.look.instead(&mark) == Some(symbol)
            };
            let is_mark = symbol == " " || "([x])".contains(symbol) || marks.chars().any(known);
            if cell.fg != Color::Reset && wordless && !is_mark {
                return Err(format!("{symbol:?} has the colour {:?}", cell.fg));
            }
            if cell.bg != Color::Reset {
                return Err(format!("{symbol:?} stands on {:?}", cell.bg));
            }
        }
        Ok(())
    }

    /// The rule beside the rail is whole, and so are those above and below.
    fn rail(&self) -> Result<(), String> {
        let layout = self.wizard.layout;
        let form = self.wizard.screen == Screen::Form && layout.shape == Shape::Wide;
        if !form || self.wizard.dialog.is_some() || self.wizard.notice.is_some() {
            return Ok(());
        }
        let rows = layout.rows_above()..layout.rows - layout.rows_below();
        let broken = rows.clone().find(|y| self.at(RAIL_COLUMNS, *y) != self.glyph("│"));
        if let Some(y) = broken {
            return Err(format!("the rail is broken at row {y}"));
        }
        for (y, crossing) in [(rows.start - 1, "┬"), (rows.end, "┴")] {
            let of_rule = |x: u16| if x == RAIL_COLUMNS { crossing } else { "─" };
            if (0..layout.columns).any(|x| self.at(x, y) != self.glyph(of_rule(x))) {
                return Err(format!("the rule in row {y} is broken"));
            }
        }
        Ok(())
    }

    /// The box of a dialog has straight borders that meet in its corners.
    fn boxed(&self) -> Result<(), String> {
        if self.wizard.dialog.is_none() {
            return Ok(());
        }
        let area = self.buffer().area;
        straight_box(|x, y| self.at(x, y), (area.width, area.height), |glyph| self.glyph(glyph))
    }

    /// The focused question of a form is in sight, and so is the caret of one that is typed into.
    fn focus(&self) -> Result<(), String> {
        use bcc_wizard::app::field::Kind;
        use bcc_wizard::app::steps;
        let wizard = self.wizard;
        let backend = self.terminal.backend();
        if backend.cursor_visible() {
            let (at, area) = (backend.cursor_position(), self.buffer().area);
            if !area.contains(at) {
                return Err(format!("the caret is outside at {at}"));
            }
        }
        if wizard.screen != Screen::Form || wizard.dialog.is_some() {
            return Ok(());
        }
        let layout = wizard.layout;
        let x = if layout.shape == Shape::Wide { RAIL_COLUMNS + 2 } else { 1 };
        let rows = layout.rows_above()..layout.rows - layout.rows_below();
        let mark = self.glyph("▌");
        let found = rows.clone().any(|y| self.at(x, y) == mark || self.at(x + 1, y) == mark);
        if !found {
            return Err("the focus is not in sight".to_owned());
        }
        let typed = steps::kind(wizard, wizard.focused());
        let typed = matches!(typed, Some(Kind::Text | Kind::Number(_) | Kind::Secret));
        if typed && !backend.cursor_visible() {
            return Err("the caret is not in sight".to_owned());
        }
        Ok(())
    }

    /// The price stands in the title.
    fn price(&self) -> Result<(), String> {
        let wizard = self.wizard;
        let covered = wizard.layout.shape == Shape::Small && wizard.dialog.is_some();
        if wizard.screen == Screen::Welcome || covered {
            return Ok(());
        }
        let total = price::total(Words(wizard.language), &wizard.quote);
        let total = self.look.during(|| shown(&total).into_owned());
        if self.row(0).contains(&total) { Ok(()) } else { Err(format!("no price: {total}")) }
    }

    /// The problem of the focused question can be read to its end, where a screen is not very low.
    fn problem(&self) -> Result<(), String> {
        let wizard = self.wizard;
        let low = wizard.layout.rows < 24 || wizard.layout.columns < 80;
        if low || wizard.screen != Screen::Form || wizard.dialog.is_some() {
            return Ok(());
        }
        // What there is to know before buying has one row of its own, and stands whole on the review.
        let focused = wizard.focused();
        let problem = wizard.problem(focused).filter(|_| focused != FieldId::Buy);
        let Some(problem) = problem else { return Ok(()) };
        let sentence = Words(wizard.language).problem(problem);
        let sentence = self.look.during(|| shown(&sentence).into_owned());
        let letters = |text: &str| text.split_whitespace().collect::<String>();
        let left = if wizard.layout.shape == Shape::Wide { RAIL_COLUMNS + 1 } else { 0 };
        let area = self.buffer().area;
        let mut text = String::new();
        for y in 0..area.height {
            for x in left..area.width - 1 {
                text.push_str(self.at(x, y));
            }
        }
        if letters(&text).contains(&letters(&sentence)) {
            Ok(())
        } else {
            Err(format!("the problem is cut: {sentence}"))
        }
    }

    /// Nothing stands so far from its name that the eye loses the row.
    fn gaps(&self) -> Result<(), String> {
        let widest = |line: &str| {
            let gaps = line.trim().split(|c: char| c != ' ').map(cells);
            gaps.max().unwrap_or(0)
        };
        // The title has the price at its end, whatever stands at its beginning, and a bar is no word.
        let bar = |c: char| c.is_whitespace() || "▲▐▼^#v".contains(c);
        let rows = (1..self.buffer().area.height).map(|y| self.row(y));
        let mut rows = rows.map(|row| row.trim_end_matches(bar).to_owned());
        match rows.find(|row| widest(row) > GAP) {
            Some(row) => Err(format!("a gap of {}: {row}", widest(&row))),
            None => Ok(()),
        }
    }
}

/// Holds all of it against a frame of this state on this terminal.
pub fn hold(wizard: &Wizard, look: Look) -> Result<(), String> {
    let theme = Theme::new(true).on(look);
    let judged = Judged {
        wizard,
        look: Look { han: wizard.language == Language::ZhCn, ..look },
        theme,
        terminal: drawn_as(wizard, theme),
    };
    if wizard.layout.shape == Shape::TooSmall {
        return judged.whole_characters();
    }
    let laws = [
        judged.whole_characters(),
        judged.characters(),
        judged.rail(),
        judged.boxed(),
        judged.focus(),
        judged.price(),
        judged.problem(),
        judged.gaps(),
    ];
    laws.into_iter().collect::<Result<(), String>>().map_err(|what| {
        let screen = super::buffer_text(judged.buffer());
        format!("{what}\n{:?} {:?}\n{screen}", wizard.layout, judged.look)
    })
}

#[rstest]
fn every_screen_keeps_to_the_laws_of_the_frame_at_every_size(
    #[values(Language::En, Language::ZhCn)] language: Language,
    #[values(0, 1, 2, 3)] part: usize,
) {
    for (number, (screen, reach)) in SCREENS.iter().enumerate().skip(part).step_by(4) {
        let mut stage = reach((120, 36), language);
        for (at, columns) in COLUMNS.into_iter().enumerate() {
            for (beside, rows) in ROWS.into_iter().enumerate() {
                resize(&mut stage, (columns, rows));
                assert_eq!(stage.wizard.layout, Layout::of((columns, rows)));
                // Every look meets every screen and every shape, if not every size.
                let look = LOOKS[(number / 4 + at + beside) % LOOKS.len()];
                if let Err(what) = hold(&stage.wizard, look) {
                    panic!("{screen}: {what}");
                }
            }
        }
    }
}

#[test]
fn what_is_typed_into_a_dialog_is_seen_at_every_size() {
    let typed =
        ["save", "save-trouble", "confirm-big", "release", "disks-item-trouble", "system-editor"];
    for (screen, reach) in SCREENS.iter().filter(|(name, _)| typed.contains(name)) {
        for language in [Language::En, Language::ZhCn] {
            let mut stage = reach((120, 36), language);
            for columns in COLUMNS {
                for rows in ROWS {
                    resize(&mut stage, (columns, rows));
                    let terminal = drawn_as(&stage.wizard, Theme::new(true));
                    let seen = terminal.backend().cursor_visible();
                    assert!(seen, "{screen} {columns}x{rows}\n{}", super::text(&stage.wizard));
                }
            }
        }
    }
}

/// The keys that lead out of a dialog are in sight, whatever else has to give way.
#[test]
fn every_dialog_says_how_to_leave_it_at_every_size() {
    for (screen, reach) in SCREENS {
        let mut stage: Stage = reach((120, 36), Language::En);
        if stage.wizard.dialog.is_none() {
            continue;
        }
        for columns in COLUMNS {
            for rows in ROWS {
                resize(&mut stage, (columns, rows));
                let text = super::text(&stage.wizard);
                let out =
                    ["Esc close", "Esc cancel", "n cancel", "n stay", "Esc later", "Enter noted"];
                assert!(out.iter().any(|out| text.contains(out)), "{screen}\n{text}");
            }
        }
    }
}
