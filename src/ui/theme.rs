//! Styles.

/// The styles of the screen.
#[derive(Debug)]
pub struct Theme;

impl Theme {
    /// The styles, with or without colours.
    pub fn new(_colour: bool) -> Self {
        Self
    }
}
