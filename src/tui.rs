//! The only code that touches the terminal.

pub mod burst;
pub mod canvas;
pub mod clipboard;
pub mod decode;
pub mod input;
pub mod run;
mod sequence;
pub mod terminal;
