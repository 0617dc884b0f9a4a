//! How the terminal's rows and columns are shared out. The wizard needs it to move by pages and to
//! keep the highlight in view; `ui` draws by the same numbers.

/// The narrowest terminal that is drawn on.
pub const MIN_COLUMNS: u16 = 40;
/// The lowest terminal that is drawn on.
pub const MIN_ROWS: u16 = 10;
/// Columns of the rail in the wide frame, without its rule.
pub const RAIL_COLUMNS: u16 = 27;

/// The shape of the frame (ux.md §2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// ≥ 100 columns and ≥ 24 rows: rail and order card at the left.
    Wide,
    /// 80–99 columns, ≥ 24 rows: the rail is one line, the order another.
    Medium,
    /// Down to 40×10: the step alone.
    Small,
    /// Anything less: a notice.
    TooSmall,
}

/// The frame of one terminal size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Columns of the terminal.
    pub columns: u16,
    /// Rows of the terminal.
    pub rows: u16,
    /// The frame's shape.
    pub shape: Shape,
}

impl Layout {
    /// The frame for a terminal of this size.
    pub fn of((columns, rows): (u16, u16)) -> Self {
        let shape = if columns < MIN_COLUMNS || rows < MIN_ROWS {
            Shape::TooSmall
        } else if columns >= 100 && rows >= 24 {
            Shape::Wide
        } else if columns >= 80 && rows >= 24 {
            Shape::Medium
        } else {
            Shape::Small
        };
        Self { columns, rows, shape }
    }

    /// Rows above the step: wide = title, rule; medium = title, rail, rule; small = one title line.
    pub fn rows_above(self) -> u16 {
        match self.shape {
            Shape::Wide => 2,
            Shape::Medium => 3,
            Shape::Small | Shape::TooSmall => 1,
        }
    }

    /// Rows below the step: wide = rule, keys; medium = rule, order, keys; small = one key line.
    pub fn rows_below(self) -> u16 {
        match self.shape {
            Shape::Wide => 2,
            Shape::Medium => 3,
            Shape::Small | Shape::TooSmall => 1,
        }
    }

    /// Rows of the step.
    pub fn body_rows(self) -> u16 {
        self.rows.saturating_sub(self.rows_above() + self.rows_below())
    }
}

/// How the rows of a step's body are shared between its fields.
///
/// From the top: one heading row; then every field in order. A field that is not the open table takes
/// one row, the focused one a second row below it for its help or problem. The open table takes
/// its caption row (label, filter, counts), a header row, the page of rows, and the help row below.
/// What is left over goes to the page. When even one row a field is too much, the body scrolls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Body {
    /// Rows of the open table's page; 0 when the step shows no table.
    pub page: u16,
}

impl Body {
    /// Rows that the open table takes besides its page: caption, header, help.
    pub const TABLE_EXTRA: u16 = 3;
    /// Rows that the table in focus has at least, where the body has as many.
    pub const FEW: u16 = 5;

    /// Rows that a table keeps at least where it gives some to the details of its highlight.
    pub const ROOMY: u16 = 10;
    /// Fewer rows of details than this are not worth a shorter page.
    const WORTH: u16 = 4;

    /// Shares out `rows` body rows among `fields` fields, one of which may be an open table of
    /// `table_rows` rows; `focus_elsewhere` when the focused field is not that table (its help row).
    pub fn share(
        rows: u16,
        fields: usize,
        table_rows: Option<usize>,
        focus_elsewhere: bool,
    ) -> Self {
        let Some(table_rows) = table_rows else { return Self { page: 0 } };
        let others = u16::try_from(fields.saturating_sub(1)).unwrap_or(u16::MAX);
        let taken = others
            .saturating_add(1)
            .saturating_add(Self::TABLE_EXTRA)
            .saturating_add(u16::from(focus_elsewhere));
        let left = rows.saturating_sub(taken);
        let wanted = u16::try_from(table_rows).unwrap_or(u16::MAX).max(1);
        // Where many fields leave little, the table in focus still shows a few rows: the body scrolls.
        let least = if focus_elsewhere { 1 } else { Self::FEW.min(rows.saturating_sub(4)).max(1) };
        Self { page: wanted.min(left.max(least)) }
    }

    /// The same where up to `details` rows about the highlighted row shall stand below the table: a long
    /// page gives way to them, whether or not they are shown now, so that nothing jumps.
    #[must_use]
    pub fn leaving(self, rows: u16, fields: usize, details: u16) -> Self {
        let others = u16::try_from(fields).unwrap_or(u16::MAX);
        let taken = others.saturating_add(Self::TABLE_EXTRA).saturating_add(self.page);
        let spare = rows.saturating_sub(taken);
        let short = details.saturating_sub(spare);
        let given = short.min(self.page.saturating_sub(Self::ROOMY));
        if spare + given < Self::WORTH { self } else { Self { page: self.page - given } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shape_follows_the_size() {
        for (size, shape) in [
            ((120, 36), Shape::Wide),
            ((100, 24), Shape::Wide),
            ((99, 24), Shape::Medium),
            ((80, 24), Shape::Medium),
            ((80, 23), Shape::Small),
            ((120, 20), Shape::Small),
            ((40, 10), Shape::Small),
            ((39, 10), Shape::TooSmall),
            ((20, 5), Shape::TooSmall),
            ((0, 0), Shape::TooSmall),
        ] {
            assert_eq!(Layout::of(size).shape, shape, "{size:?}");
        }
    }

    #[test]
    fn a_long_page_gives_way_to_details_and_a_short_one_does_not() {
        let page = |rows: u16, table: usize| {
            Body::share(rows, 3, Some(table), false).leaving(rows, 3, 11).page
        };
        assert_eq!((page(32, 34), page(32, 7), page(32, 16)), (15, 7, 15));
        assert_eq!((page(24, 34), page(18, 34), page(8, 34)), (10, 12, 4));
        for rows in 0..80 {
            for table in 0..60 {
                let whole = Body::share(rows, 3, Some(table), false).page;
                assert!(page(rows, table) <= whole && page(rows, table) >= whole.min(Body::ROOMY));
            }
        }
    }

    #[test]
    fn a_table_gets_what_is_left_and_never_less_than_a_row() {
        assert_eq!(Body::share(18, 2, Some(60), false).page, 13);
        assert_eq!(Body::share(18, 2, Some(3), false).page, 3);
        assert_eq!(Body::share(8, 7, Some(9), true).page, 1);
        assert_eq!(Body::share(0, 0, Some(0), true).page, 1);
        assert_eq!(Body::share(18, 4, None, true).page, 0);
    }
}
