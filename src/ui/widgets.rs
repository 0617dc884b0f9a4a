//! Pieces that serve every screen.

pub mod boxed;
pub mod check;
pub mod choice;
pub mod field;
pub mod price;
pub mod rail;
pub mod said;
pub mod sheet;
pub mod strip;
pub mod table;
pub mod wait;
