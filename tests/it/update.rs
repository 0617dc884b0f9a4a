//! What a user of the form and of the order screens experiences, key by key.

mod billing;
mod disks;
mod image;
mod kept;
mod keys;
mod network;
mod order;
mod random;
mod review;
mod spec;
mod system;
mod welcome;
mod zone;
