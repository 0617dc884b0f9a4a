//! The Baidu wire protocol: signing, the HTTP client, wire types and typed calls.

pub mod cipher;
pub mod sign;
