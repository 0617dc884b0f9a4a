//! The JSON of requests and answers, one file a resource, and its way into the words of the domain.
//!
//! Answers are read leniently (contract.md §1.3, §11.2): unknown fields are ignored, numbers may be
//! strings, and an unusable element of a list is left out instead of losing the list. Only an answer
//! that lacks what it is about is an error.

pub mod account;
pub mod create;
pub mod disk;
pub mod group;
pub mod image;
pub mod instance;
pub mod keypair;
pub mod lenient;
pub mod page;
pub mod placement;
pub mod price;
pub mod refusal;
pub mod release;
pub mod spec;
pub mod spot;
pub mod storage;
pub mod vpc;
pub mod zone;
