//! Instances after the order: `GetInstance`, `ListInstanceByIds`, `GetInstanceVnc`,
//! `ReleaseInstanceByPost` (contract.md §9).

use serde::{Deserialize, Serialize};

use super::lenient;
use super::page::Row;
use crate::domain::catalog::Instance;

/// The key `GetInstance` answers under.
pub const INSTANCE: &str = "instance";
/// Ids one `ListInstanceByIds` takes.
pub const IDS_AT_ONCE: usize = 100;

/// An element of `instances`, and `instance` of `GetInstance`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InstanceModel {
    /// `id`.
    #[serde(deserialize_with = "lenient::key")]
    pub id: String,
    /// `name`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub name: String,
    /// `status`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub status: String,
    /// `internalIp`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub internal_ip: String,
    /// `publicIp`; `""`, older `"-"`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub public_ip: String,
    /// `osName`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub os_name: String,
    /// `osVersion`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub os_version: String,
    /// `zoneName`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub zone_name: String,
    /// `spec`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub spec: String,
}

impl Row for InstanceModel {
    const LIST: &'static str = "instances";
}

impl From<InstanceModel> for Instance {
    fn from(model: InstanceModel) -> Self {
        let said = |text: String| Some(text).filter(|text| !text.is_empty());
        Self {
            id: model.id,
            name: model.name,
            status: model.status,
            private_ip: said(model.internal_ip),
            public_ip: said(model.public_ip),
            os: format!("{} {}", model.os_name, model.os_version).trim().to_owned(),
            zone: model.zone_name,
            spec: model.spec,
        }
    }
}

/// The body of `ListInstanceByIds`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InstancesQuery<'a> {
    /// `instanceIds`, at most [`IDS_AT_ONCE`].
    pub instance_ids: &'a [String],
}

/// The answer of `GetInstanceVnc`. Never printed: whoever has the address has the console.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VncModel {
    /// `vncUrl`; works once, for ten minutes.
    #[serde(deserialize_with = "lenient::key")]
    pub vnc_url: String,
}

/// The body of `ReleaseInstanceByPost`.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Release {
    /// `relatedReleaseFlag`: postpaid public IPs and data disks go with the instance.
    pub related_release_flag: bool,
    /// `deleteCdsSnapshotFlag`: their snapshots go as well.
    pub delete_cds_snapshot_flag: bool,
}

impl Release {
    /// All that was bought with the instance goes, but snapshots stay: they were made on purpose.
    pub const WITH_WHAT_IT_BOUGHT: Self =
        Self { related_release_flag: true, delete_cds_snapshot_flag: false };
}
