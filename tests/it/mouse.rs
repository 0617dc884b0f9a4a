//! The mouse without a terminal: frames are drawn, and what lies where on them is clicked.

mod clicks;
mod everywhere;
mod places;
mod wheel;

use std::time::Duration;

use bcc_wizard::app::mouse::{Hits, Mouse, MouseKind, Seen, Target};
use bcc_wizard::app::msg::Msg;
use bcc_wizard::app::wizard::Wizard;
use bcc_wizard::ui::look::Look;
use bcc_wizard::ui::theme::Theme;
use bcc_wizard::ui::view;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

use crate::drive::Drive;

/// Longer than a double click lasts.
pub const PAUSE: Duration = Duration::from_secs(1);

/// Draws a frame and tells the wizard what was seen, as the loop does.
pub fn see(wizard: &mut Wizard) -> (Buffer, Hits) {
    see_as(wizard, Look::default())
}

/// The same on a terminal that can show so much.
pub fn see_as(wizard: &mut Wizard, look: Look) -> (Buffer, Hits) {
    let (columns, rows) = (wizard.layout.columns, wizard.layout.rows);
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    let theme = Theme::new(true).on(look);
    let mut seen = Seen::default();
    terminal.draw(|frame| seen = view(frame, wizard, &theme)).unwrap();
    let hits = seen.hits.clone();
    wizard.see(seen);
    (terminal.backend().buffer().clone(), hits)
}

/// The first cell on which a target lies on top.
pub fn cell_of(hits: &Hits, wanted: &Target) -> Option<(u16, u16)> {
    let of = hits.all().iter().filter(|hit| hit.target == *wanted);
    let mut cells = of.flat_map(|hit| hit.columns.clone().map(|column| (column, hit.row)));
    cells.find(|(column, row)| hits.at(*column, *row) == Some(wanted))
}

pub fn mouse(kind: MouseKind, (column, row): (u16, u16)) -> Msg {
    Msg::Mouse(Mouse { kind, column, row })
}

impl Drive {
    /// Clicks on a cell, some time after the last click.
    pub fn click_at(&mut self, cell: (u16, u16)) -> &mut Self {
        self.now += PAUSE;
        self.tell(mouse(MouseKind::Press, cell));
        self
    }

    /// Looks, and clicks on a target.
    pub fn click(&mut self, target: &Target) -> &mut Self {
        let (_, hits) = see(&mut self.wizard);
        let cell = cell_of(&hits, target).unwrap_or_else(|| panic!("{target:?} is not in sight"));
        self.click_at(cell)
    }

    /// Turns the wheel over a cell, looking after every notch.
    pub fn wheel(&mut self, down: bool, notches: usize, cell: (u16, u16)) -> &mut Self {
        let kind = if down { MouseKind::ScrollDown } else { MouseKind::ScrollUp };
        for _ in 0..notches {
            see(&mut self.wizard);
            self.tell(mouse(kind, cell));
        }
        self
    }

    /// Whether a target is in sight.
    pub fn sees(&mut self, target: &Target) -> bool {
        cell_of(&see(&mut self.wizard).1, target).is_some()
    }
}
