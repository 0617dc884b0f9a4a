//! `GetDiskQuota` in its two shapes (contract.md §7.5).

use serde::Deserialize;
use serde_json::Value;

use super::lenient;
use super::page::{self, Unreadable};
use crate::domain::catalog::{DiskQuota, DiskRange};
use crate::domain::units::Gib;

/// The answer: `diskInfos` of the zone asked for, or the older list of zones.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DiskQuotaModel {
    /// `cdsTotalCapacityGB`.
    #[serde(default, rename = "cdsTotalCapacityGB", deserialize_with = "lenient::size")]
    pub total: Option<Gib>,
    /// `cdsUsedCapacityGB`.
    #[serde(default, rename = "cdsUsedCapacityGB", deserialize_with = "lenient::size")]
    pub used: Option<Gib>,
    /// `diskInfos`.
    #[serde(default, deserialize_with = "lenient::list")]
    pub disk_infos: Vec<DiskInfo>,
    /// `diskZoneResources` of the older shape.
    #[serde(default, deserialize_with = "lenient::list")]
    pub disk_zone_resources: Vec<DiskZone>,
}

/// An element of `diskZoneResources`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DiskZone {
    /// `zoneName`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub zone_name: String,
    /// `diskInfos`.
    #[serde(default, deserialize_with = "lenient::list")]
    pub disk_infos: Vec<DiskInfo>,
}

/// An element of `diskInfos`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DiskInfo {
    /// `storageType`.
    #[serde(deserialize_with = "lenient::key")]
    pub storage_type: String,
    /// `minDiskSize`, GB.
    #[serde(default, deserialize_with = "lenient::size")]
    pub min_disk_size: Option<Gib>,
    /// `maxDiskSize`, GB.
    #[serde(default, deserialize_with = "lenient::size")]
    pub max_disk_size: Option<Gib>,
}

impl DiskQuotaModel {
    /// Reads either shape.
    pub fn read(body: &[u8]) -> Result<Self, Unreadable> {
        let object = page::object(body)?;
        let known = ["diskInfos", "diskZoneResources"];
        if !known.iter().any(|key| matches!(object.get(*key), Some(Value::Array(_) | Value::Null)))
        {
            return Err(Unreadable::Missing("diskInfos"));
        }
        page::whole(body)
    }

    /// The quota in `zone`. The older shape answers a zone it does not know with all zones.
    pub fn into_quota(self, zone: &str) -> DiskQuota {
        let elsewhere = self.disk_zone_resources.into_iter();
        let here = elsewhere.filter(|resources| resources.zone_name == zone);
        let infos = self.disk_infos.into_iter().chain(here.flat_map(|zone| zone.disk_infos));
        DiskQuota {
            total: self.total,
            used: self.used,
            ranges: infos.filter_map(DiskInfo::into_range).collect(),
        }
    }
}

impl DiskInfo {
    /// The range; a type without a greatest size cannot be bought, and one without a least starts at 1.
    fn into_range(self) -> Option<DiskRange> {
        let min = self.min_disk_size.unwrap_or_default().max(Gib(1));
        let max = self.max_disk_size.filter(|max| *max >= min)?;
        Some(DiskRange { storage_type: self.storage_type, min, max })
    }
}
