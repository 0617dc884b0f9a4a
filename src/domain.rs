//! Facts and rules of a purchase. No input or output, no terminal, no async; imports no other room.

pub mod catalog;
pub mod fault;
pub mod language;
pub mod plan;
pub mod region;
pub mod units;
