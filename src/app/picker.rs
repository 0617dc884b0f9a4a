//! The state of one table: what is filtered, how it is sorted, where the highlight stands.
//!
//! The filtered and sorted order is computed when something changes, never while drawing.

use crate::app::line::TextLine;
use crate::domain::catalog::Arch;
use crate::domain::order::Moment;

/// A column by which the spec table can be sorted, by the name of its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum SortBy {
    /// Its name.
    Spec,
    /// vCPUs.
    #[default]
    Vcpus,
    /// Memory.
    Memory,
    /// Cards: those without first, then by model and number.
    Gpu,
    /// Bandwidth of the network.
    Network,
    /// The processor's name, as shown.
    Cpu,
    /// Price.
    Price,
}

impl SortBy {
    /// The next column to the right, after the last the first.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Spec => Self::Vcpus,
            Self::Vcpus => Self::Memory,
            Self::Memory => Self::Gpu,
            Self::Gpu => Self::Network,
            Self::Network => Self::Cpu,
            Self::Cpu => Self::Price,
            Self::Price => Self::Spec,
        }
    }
}

/// The state of one table.
// Each flag is a switch of its own; no two exclude each other.
#[allow(clippy::struct_excessive_bools)]
#[derive(Clone, Debug, Default)]
pub struct Picker {
    /// The filter as typed.
    pub filter: TextLine,
    /// Whether the filter is being typed.
    pub filtering: bool,
    /// Only this family (spec table).
    pub family: Option<String>,
    /// Only this architecture (spec table).
    pub arch: Option<Arch>,
    /// Only specs with cards (spec table).
    pub cards: bool,
    /// Sorted by this column (spec table).
    pub sort: SortBy,
    /// Sorted downwards.
    pub descending: bool,
    /// Positions in the list that pass the filter, in the order of the table.
    pub rows: Vec<usize>,
    /// How many the list has.
    pub total: usize,
    /// The highlighted row: a position in `rows`.
    pub cursor: usize,
    /// The first row on the screen: a position in `rows`.
    pub top: usize,
    /// The first row on the screen while the wheel has moved the page away from the highlight: a position in
    /// `rows`. The next key brings the page back.
    pub peek: Option<usize>,
    /// The id of the row the user moved the highlight to; until then it follows the answer. Positions
    /// mean another row once another list comes, ids do not.
    pub held: Option<String>,
}

impl Picker {
    /// Whether filter or switches keep rows out.
    pub fn narrowed(&self) -> bool {
        !self.filter.value().is_empty()
            || self.family.is_some()
            || self.arch.is_some()
            || self.cards
    }

    /// Shows every row again. The filter can be taken back.
    pub fn clear(&mut self, now: Moment) {
        self.filter.replace("", now);
        self.family = None;
        self.arch = None;
        self.cards = false;
        self.filtering = false;
        self.held = None;
    }

    /// The highlighted position in the list.
    pub fn highlighted(&self) -> Option<usize> {
        self.rows.get(self.cursor).copied()
    }

    /// Moves the highlight by `by` rows, as far as there are any. True when it moved.
    pub fn step(&mut self, by: isize, page: usize) -> bool {
        let last = self.rows.len().saturating_sub(1);
        let target = self.cursor.saturating_add_signed(by).min(last);
        let moved = target != self.cursor;
        self.cursor = target;
        self.follow(page);
        moved
    }

    /// Puts the highlight on a row, as far as there is one.
    pub fn jump(&mut self, row: usize, page: usize) {
        self.cursor = row.min(self.rows.len().saturating_sub(1));
        self.follow(page);
    }

    /// The first row to show on a page of this many rows.
    pub fn first(&self, page: usize) -> usize {
        self.peek.unwrap_or(self.top).min(self.rows.len().saturating_sub(page.max(1)))
    }

    /// Moves the page by `by` rows, as far as there are any; the highlight stays on its row.
    pub fn scroll(&mut self, by: isize, page: usize) {
        let last = self.rows.len().saturating_sub(page.max(1));
        self.peek = Some(self.first(page).saturating_add_signed(by).min(last));
    }

    /// Scrolls just as far as it takes to see the highlight on a page of this many rows.
    pub fn follow(&mut self, page: usize) {
        let page = page.max(1);
        if self.cursor < self.top {
            self.top = self.cursor;
        } else if self.cursor >= self.top + page {
            self.top = self.cursor + 1 - page;
        }
        self.top = self.top.min(self.rows.len().saturating_sub(page));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picker(rows: usize) -> Picker {
        Picker { rows: (0..rows).collect(), total: rows, ..Picker::default() }
    }

    #[test]
    fn the_highlight_stays_on_the_page_and_inside_the_list() {
        let mut picker = picker(10);
        assert!(picker.step(4, 3));
        assert_eq!((picker.cursor, picker.top), (4, 2));
        assert!(picker.step(isize::MAX, 3));
        assert_eq!((picker.cursor, picker.top), (9, 7));
        assert!(!picker.step(1, 3));
        picker.jump(0, 3);
        assert_eq!((picker.cursor, picker.top), (0, 0));
    }

    #[test]
    fn the_wheel_moves_the_page_and_nothing_else() {
        let mut picker = picker(10);
        picker.step(4, 3);
        picker.scroll(3, 3);
        assert_eq!((picker.first(3), picker.cursor, picker.top), (5, 4, 2));
        picker.scroll(isize::MAX, 3);
        assert_eq!(picker.first(3), 7);
        picker.rows.truncate(4);
        assert_eq!(picker.first(3), 1, "what is left of the list");
        picker.scroll(isize::MIN, 3);
        assert_eq!(picker.first(3), 0);
        picker.peek = None;
        assert_eq!(picker.first(3), 1);
    }

    #[test]
    fn an_empty_list_and_a_page_of_nothing_are_harmless() {
        let mut picker = picker(0);
        assert!(!picker.step(-1, 0));
        picker.jump(7, 0);
        assert_eq!(picker.highlighted(), None);
    }
}
