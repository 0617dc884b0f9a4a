//! The mouse of a terminal: what it sends for clicks and for the wheel (mode 1006).

use super::{Terminal, text_of};

impl Terminal {
    /// Presses and releases the left button on the first cell of `text`, once that stands on the screen.
    #[track_caller]
    pub fn click(&self, text: &str) {
        self.wait_for(text);
        let (column, row) = find(&self.picture(), text);
        self.click_at(column, row);
    }

    /// Presses and releases the left button on a cell; the first one is (0, 0).
    pub fn click_at(&self, column: u16, row: u16) {
        let (x, y) = (column + 1, row + 1);
        self.send(format!("\x1b[<0;{x};{y}M\x1b[<0;{x};{y}m").into_bytes());
    }

    /// Turns the wheel down by one notch over a cell.
    pub fn wheel_down(&self, column: u16, row: u16) {
        self.send(format!("\x1b[<65;{};{}M", column + 1, row + 1).into_bytes());
    }
}

/// The column and row where a text begins.
#[track_caller]
fn find(screen: &vt100::Screen, text: &str) -> (u16, u16) {
    let (rows, columns) = screen.size();
    for row in 0..rows.get() {
        for column in 0..columns.get() {
            let rest = (column..columns.get()).filter_map(|at| screen.cell(row, at)).map(|cell| {
                if cell.is_wide_continuation() || cell.has_contents() {
                    cell.contents()
                } else {
                    " "
                }
            });
            if rest.collect::<String>().starts_with(text) {
                return (column, row);
            }
        }
    }
    panic!("{text:?} has gone from the screen:\n{}", text_of(screen));
}
