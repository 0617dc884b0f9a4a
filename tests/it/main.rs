//! All integration tests in one binary, so that the crate is linked once.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod sandbox;
mod signing;
