//! The disks, what is mounted beside them, and how they are saved.

use serde::Serialize;

use super::{given, said};
use crate::domain::plan::{DataDisk, FileSystem, Partition, Plan};
use crate::domain::units::Gib;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Storage<'a> {
    root_disk_size_in_gb: Gib,
    #[serde(skip_serializing_if = "Option::is_none")]
    root_disk_storage_type: Option<&'a str>,
    /// A text to the API, though it counts something.
    #[serde(skip_serializing_if = "Option::is_none")]
    root_disk_extra_io: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    root_partition_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    disable_root_disk_serial: Option<bool>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ephemeral_disks: Vec<LocalDisk>,
    #[serde(rename = "createCdsList", skip_serializing_if = "Vec::is_empty")]
    data_disks: Vec<Disk<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data_partition_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    file_systems: Vec<Cfs<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    asp_id: Option<&'a str>,
}

impl<'a> From<&'a Plan> for Storage<'a> {
    fn from(plan: &'a Plan) -> Self {
        let (system, more) = (&plan.system_disk, &plan.more);
        let metered = plan.period().is_none();
        Self {
            root_disk_size_in_gb: system.size,
            root_disk_storage_type: given(system.storage_type.as_ref()),
            root_disk_extra_io: given(system.extra_io.as_ref()),
            root_partition_type: system.partition.map(Partition::api_name),
            disable_root_disk_serial: system.hide_serial,
            ephemeral_disks: plan.local_disk.map(|size| LocalDisk { size }).into_iter().collect(),
            data_disks: plan.data_disks.iter().map(|disk| Disk::of(disk, metered)).collect(),
            data_partition_type: more.data_partition.map(Partition::api_name),
            file_systems: more.file_systems.iter().map(Cfs::from).collect(),
            asp_id: given(more.snapshot_policy.as_ref()),
        }
    }
}

/// The type is left out: it is the spec's own (limits.md `eph.type`).
#[derive(Serialize)]
struct LocalDisk {
    #[serde(rename = "sizeInGB")]
    size: Gib,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Disk<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    storage_type: Option<&'a str>,
    #[serde(rename = "cdsSizeInGB")]
    size: Gib,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    snapshot_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cds_extra_io: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    encrypt_key: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delete_with_instance: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delete_auto_snapshot: Option<bool>,
}

impl<'a> Disk<'a> {
    /// Only a disk that is `metered` can go with its instance (limits.md `cds.delete_with`).
    fn of(disk: &'a DataDisk, metered: bool) -> Self {
        Self {
            storage_type: said(&disk.storage_type),
            size: disk.size,
            name: given(disk.name.as_ref()),
            snapshot_id: given(disk.snapshot.as_ref()),
            cds_extra_io: disk.extra_io,
            encrypt_key: disk.encrypt_key.as_ref().and_then(|key| said(key.expose())),
            delete_with_instance: disk.delete_with_instance.filter(|_| metered),
            delete_auto_snapshot: disk.delete_auto_snapshot,
        }
    }
}

/// One that lacks something is sent as far as it goes: the server refuses it by name, while a mount
/// silently left out would be missed only in the instance.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Cfs<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    fs_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mount_ads: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    protocol: &'static str,
}

impl<'a> From<&'a FileSystem> for Cfs<'a> {
    fn from(file_system: &'a FileSystem) -> Self {
        Self {
            fs_id: said(&file_system.id),
            mount_ads: said(&file_system.mount_address),
            path: said(&file_system.path),
            protocol: file_system.protocol.api_name(),
        }
    }
}
