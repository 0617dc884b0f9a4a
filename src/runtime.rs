//! Effects made real: the only room between the wizard and the cloud.

pub mod executor;
mod find;
pub mod journal;
pub mod ledger;
pub mod panics;
pub mod signals;
pub mod ssh;
pub mod texts;
