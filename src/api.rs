//! The Baidu wire protocol: signing, the HTTP client, wire types and typed calls.

pub mod calls;
pub mod cipher;
pub mod client;
pub mod clock;
pub mod endpoint;
pub mod error;
pub mod exchange;
pub mod retry;
pub mod roots;
pub mod sign;
pub mod wire;
