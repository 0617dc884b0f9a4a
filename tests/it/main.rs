//! All integration tests in one binary, so that the crate is linked once.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod client;
mod decode;
mod flow;
mod house;
mod picture;
mod price;
mod rules;
mod sandbox;
mod signing;
mod terminal;
mod wire;
mod world;
