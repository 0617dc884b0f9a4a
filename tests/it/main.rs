//! All integration tests in one binary, so that the crate is linked once.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod client;
mod config;
mod create;
mod decode;
mod doctor;
mod drive;
mod errors;
mod fixture;
mod flow;
mod house;
mod picture;
mod pictures;
mod plan;
mod price;
mod pty;
mod rare;
mod rules;
mod sandbox;
mod screens;
mod signing;
mod terminal;
mod update;
mod welcome;
mod wire;
mod world;
