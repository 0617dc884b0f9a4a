//! Effects made real: the only room between the wizard and the cloud.

pub mod executor;
pub mod files;
pub mod signals;
