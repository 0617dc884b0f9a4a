//! The only code that touches the terminal.

pub mod clipboard;
pub mod input;
pub mod run;
pub mod terminal;
