//! What a user of the form and of the order screens experiences, key by key.

mod billing;
mod disk_forms;
mod disks;
mod image;
mod keys;
mod network;
mod order;
mod random;
mod review;
mod spec;
mod spec_more;
mod system;
mod welcome;
mod zone;
