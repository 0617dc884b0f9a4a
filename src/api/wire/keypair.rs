//! `ListKeypair`, `KeypairDetail` (contract.md §7.9). `privateKey` is never read, so it cannot be kept.

use serde::Deserialize;

use super::lenient;
use super::page::Row;
use crate::domain::catalog::{KeyPair, KeyPairDetail};

/// The key `KeypairDetail` answers under.
pub const KEY_PAIR: &str = "keypair";

/// An element of `keypairs`, and `keypair` of `KeypairDetail`.
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
    /// `publicKey`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub public_key: String,
    /// `regionId`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub region_id: String,
    /// `createdTime`.
    #[serde(default, deserialize_with = "lenient::date")]
    pub created_time: String,
    /// `createTime`, as one example of the documentation spells it.
    #[serde(default, deserialize_with = "lenient::date")]
    pub create_time: String,
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

impl From<KeyPairModel> for KeyPairDetail {
    fn from(mut model: KeyPairModel) -> Self {
        let mut created = std::mem::take(&mut model.created_time);
        if created.is_empty() {
            created = std::mem::take(&mut model.create_time);
        }
        Self {
            public_key: std::mem::take(&mut model.public_key),
            region: std::mem::take(&mut model.region_id),
            created,
            pair: model.into(),
        }
    }
}
