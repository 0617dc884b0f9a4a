//! The embedded cloud on its wire: requests are signed and sent by hand, so that neither side's
//! promises are tested with the other's code.

mod catalogue;
mod clients;
mod faults;
mod fields;
mod lifecycle;
mod operations;
mod orders;
mod reads;
mod refusals;
mod scenarios;
mod signatures;
mod spoiled;
mod spot;
pub mod support;
mod tokens;
