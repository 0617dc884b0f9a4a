//! The mouse as the wizard sees it, free of any terminal library.

/// What the mouse did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseKind {
    /// The left button went down.
    Press,
    /// The wheel turned by one notch towards what is above.
    ScrollUp,
    /// The wheel turned by one notch towards what is below.
    ScrollDown,
}

/// The mouse did something on a cell of the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// What it did.
    pub kind: MouseKind,
    /// The cell's column, the leftmost is 0.
    pub column: u16,
    /// The cell's row, the uppermost is 0.
    pub row: u16,
}
