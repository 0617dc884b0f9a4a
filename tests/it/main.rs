//! All integration tests in one binary, so that the crate is linked once.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod client;
mod decode;
mod errors;
mod fixture;
mod house;
mod picture;
mod pictures;
mod price;
mod pty;
mod rules;
mod sandbox;
mod screens;
mod signing;
mod terminal;
mod world;
