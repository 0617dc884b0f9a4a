//! The wizard without a screen: the same state, rules, prices and order, driven by a command instead
//! of keys.

pub mod drive;
pub mod report;
