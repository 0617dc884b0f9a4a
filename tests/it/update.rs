//! What a user of the form and of the order screens experiences, key by key.

mod billing;
mod burst;
mod choosing;
mod consent;
mod disk_forms;
mod disks;
mod editor;
mod image;
mod kept;
mod keys;
mod network;
mod order;
mod password;
mod random;
mod resume;
mod review;
mod spec;
mod spec_more;
mod system;
mod tabs;
mod typed;
mod undo;
mod welcome;
mod zone;
