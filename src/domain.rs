//! Facts and rules of a purchase. No input or output, no terminal, no async; imports no other room.

pub mod alternatives;
pub mod catalog;
pub mod checkup;
pub mod draft;
pub mod facts;
pub mod fault;
pub mod field;
pub mod language;
pub mod nearest;
pub mod order;
pub mod password;
pub mod plan;
pub mod preflight;
pub mod price;
pub mod problem;
pub mod record;
pub mod region;
pub mod rules;
pub mod said;
pub mod spec_filter;
pub mod ssh;
pub mod units;
pub mod unseen;
pub mod user_data;
