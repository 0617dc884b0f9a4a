//! `DescribeRegions`, `ListZones`, `GetZoneBySpec` (contract.md §7.1).

use serde::{Deserialize, Serialize};

use super::lenient;
use super::page::Row;
use crate::domain::catalog::{ListedRegion, Zone};

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

/// An element of `zoneNames`.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub struct ZoneName(#[serde(deserialize_with = "lenient::key")] pub String);

impl Row for ZoneName {
    const LIST: &'static str = "zoneNames";
}

impl From<ZoneName> for Zone {
    fn from(model: ZoneName) -> Self {
        Self { name: model.0 }
    }
}

/// The body of `DescribeRegions`: `region` would ask for one of them, and is left out.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct RegionsQuery {}

/// An element of `regions`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RegionModel {
    /// `regionId`.
    #[serde(deserialize_with = "lenient::key")]
    pub region_id: String,
    /// `regionName`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub region_name: String,
    /// `regionEndpoint`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub region_endpoint: String,
}

impl Row for RegionModel {
    const LIST: &'static str = "regions";
}

impl From<RegionModel> for ListedRegion {
    fn from(model: RegionModel) -> Self {
        Self { id: model.region_id, name: model.region_name, endpoint: model.region_endpoint }
    }
}
