//! The body of an error (contract.md §3).

use serde::Deserialize;

use super::page::Unreadable;

/// `{"requestId", "code", "message"}`; what is missing is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Refusal {
    /// `requestId`.
    #[serde(deserialize_with = "super::lenient::id")]
    pub request_id: String,
    /// `code`, the key to branch on.
    #[serde(deserialize_with = "super::lenient::id")]
    pub code: String,
    /// `message`, shown verbatim under our own sentence.
    #[serde(deserialize_with = "super::lenient::text")]
    pub message: String,
}

impl Refusal {
    /// Reads an error body; gateways send others.
    pub fn read(body: &[u8]) -> Result<Self, Unreadable> {
        super::page::whole(body)
    }
}
