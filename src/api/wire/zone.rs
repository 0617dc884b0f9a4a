//! `ListZones` (contract.md §7.1).

use serde::Deserialize;

use super::lenient;
use super::page::Row;
use crate::domain::catalog::Zone;

/// An element of `zones`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ZoneModel {
    /// `zoneName`.
    #[serde(deserialize_with = "lenient::key")]
    pub zone_name: String,
}

impl Row for ZoneModel {
    const LIST: &'static str = "zones";
}

impl From<ZoneModel> for Zone {
    fn from(model: ZoneModel) -> Self {
        Self { name: model.zone_name }
    }
}
