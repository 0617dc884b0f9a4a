//! `ListSnapshots`, `GetSnapshot`, `ListAsps`, `GetAsp` (contract.md §7.5).

use rust_decimal::Decimal;
use serde::Deserialize;

use super::lenient;
use super::page::Row;
use crate::domain::catalog::{Retention, Snapshot, SnapshotPolicy};
use crate::domain::units::Gib;

/// The key `GetSnapshot` answers under.
pub const SNAPSHOT: &str = "snapshot";
/// The key `GetAsp` answers under.
pub const POLICY: &str = "autoSnapshotPolicy";

/// An element of `snapshots`, and `snapshot` of `GetSnapshot`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SnapshotModel {
    /// `id`.
    #[serde(deserialize_with = "lenient::key")]
    pub id: String,
    /// `name`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub name: String,
    /// `sizeInGB`.
    #[serde(default, rename = "sizeInGB", deserialize_with = "lenient::size")]
    pub size: Option<Gib>,
    /// `createTime`.
    #[serde(default, deserialize_with = "lenient::date")]
    pub create_time: String,
    /// `status`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub status: String,
    /// `createMethod`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub create_method: String,
    /// `volumeId`; empty when the disk is gone.
    #[serde(default, deserialize_with = "lenient::id")]
    pub volume_id: String,
    /// `desc`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub desc: String,
    /// `encrypted`.
    #[serde(default, deserialize_with = "lenient::flag")]
    pub encrypted: bool,
    /// `package`.
    #[serde(default, deserialize_with = "lenient::flag")]
    pub package: bool,
}

impl Row for SnapshotModel {
    const LIST: &'static str = "snapshots";
}

impl From<SnapshotModel> for Snapshot {
    fn from(model: SnapshotModel) -> Self {
        Self {
            id: model.id,
            name: model.name,
            size: model.size,
            status: model.status,
            volume: Some(model.volume_id).filter(|id| !id.is_empty()),
            method: model.create_method,
            created: model.create_time,
            description: model.desc,
            encrypted: model.encrypted,
            whole_machine: model.package,
        }
    }
}

/// An element of `autoSnapshotPolicys` (their spelling), and `autoSnapshotPolicy` of `GetAsp`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PolicyModel {
    /// `id`.
    #[serde(deserialize_with = "lenient::key")]
    pub id: String,
    /// `name`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub name: String,
    /// `timePoints`.
    #[serde(default, deserialize_with = "lenient::numbers")]
    pub time_points: Vec<u8>,
    /// `repeatWeekdays`.
    #[serde(default, deserialize_with = "lenient::numbers")]
    pub repeat_weekdays: Vec<u8>,
    /// `retentionDays`; -1 for ever.
    #[serde(default, deserialize_with = "lenient::signed")]
    pub retention_days: Option<Decimal>,
    /// `status`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub status: String,
    /// `lastExecuteTime`.
    #[serde(default, deserialize_with = "lenient::date")]
    pub last_execute_time: String,
    /// `volumeCount`.
    #[serde(default, deserialize_with = "lenient::count")]
    pub volume_count: u32,
}

impl Row for PolicyModel {
    const LIST: &'static str = "autoSnapshotPolicys";
}

impl From<PolicyModel> for SnapshotPolicy {
    fn from(model: PolicyModel) -> Self {
        Self {
            id: model.id,
            name: model.name,
            hours: model.time_points,
            weekdays: model.repeat_weekdays,
            retention: model.retention_days.and_then(retention),
            status: model.status,
            last_run: Some(model.last_execute_time).filter(|date| !date.is_empty()),
            volumes: model.volume_count,
        }
    }
}

fn retention(days: Decimal) -> Option<Retention> {
    if days == Decimal::NEGATIVE_ONE {
        return Some(Retention::Forever);
    }
    let days = Some(days).filter(Decimal::is_integer).and_then(|days| u32::try_from(days).ok())?;
    (days > 0).then_some(Retention::Days(days))
}
