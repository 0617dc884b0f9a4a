//! `ListKeypair` (contract.md §7.9). `privateKey` is never read, so it cannot be kept.

use serde::Deserialize;

use super::lenient;
use super::page::Row;
use crate::domain::catalog::KeyPair;

/// An element of `keypairs`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeyPairModel {
    /// `keypairId`.
    #[serde(deserialize_with = "lenient::key")]
    pub keypair_id: String,
    /// `name`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub name: String,
    /// `description`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub description: String,
    /// `fingerPrint`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub finger_print: String,
    /// `instanceCount`.
    #[serde(default, deserialize_with = "lenient::count")]
    pub instance_count: u32,
}

impl Row for KeyPairModel {
    const LIST: &'static str = "keypairs";
}

impl From<KeyPairModel> for KeyPair {
    fn from(model: KeyPairModel) -> Self {
        Self {
            id: model.keypair_id,
            name: model.name,
            description: model.description,
            fingerprint: model.finger_print,
            instances: model.instance_count,
        }
    }
}
