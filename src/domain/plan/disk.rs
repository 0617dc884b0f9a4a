//! The disks of a purchase and the file systems it mounts.

use super::{Hidden, api_names};
use crate::domain::units::Gib;

/// The first part of the system disk is included in the price of the instance, in GB (contract.md §7.3).
pub const INCLUDED_SYSTEM_DISK: Gib = Gib(40);

api_names! {
    /// The file format of a disk (`rootPartitionType`, `dataPartitionType`).
    Partition {
        /// XFS.
        Xfs = "xfs",
        /// ext4.
        Ext4 = "ext4",
    }
}

/// The system disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SystemDisk {
    /// `rootDiskStorageType` in the server's spelling; `None`: the cloud chooses.
    pub storage_type: Option<String>,
    /// `rootDiskSizeInGb`.
    pub size: Gib,
    /// `rootDiskExtraIo`: extra performance, a text to the API.
    pub extra_io: Option<String>,
    /// `rootPartitionType`.
    pub partition: Option<Partition>,
    /// `disableRootDiskSerial`: whether the serial number is hidden.
    pub hide_serial: Option<bool>,
}

/// One data disk (an entry of `createCdsList`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataDisk {
    /// `storageType` in the server's spelling.
    pub storage_type: String,
    /// `cdsSizeInGB`.
    pub size: Gib,
    /// `name`.
    pub name: Option<String>,
    /// `snapshotId`: made from this snapshot, which must not be larger.
    pub snapshot: Option<String>,
    /// `cdsExtraIo`: extra performance of enhanced SSD (limits.md `cds.extra_io`).
    pub extra_io: Option<u32>,
    /// `encryptKey`. Whether it is a key or its name is nowhere said, so it is kept as a secret.
    pub encrypt_key: Option<Hidden>,
    /// `deleteWithInstance`. Only of a disk that is not prepaid.
    pub delete_with_instance: Option<bool>,
    /// `deleteAutoSnapshot`: whether automatic snapshots go with the disk.
    pub delete_auto_snapshot: Option<bool>,
}

impl DataDisk {
    /// A disk of which no more is said.
    pub fn new(storage_type: impl Into<String>, size: Gib) -> Self {
        Self { storage_type: storage_type.into(), size, ..Self::default() }
    }
}

api_names! {
    /// How a file system is mounted (`fileSystems[].protocol`).
    FileProtocol {
        /// NFS.
        Nfs = "nfs",
        /// SMB.
        Smb = "smb",
    }
}

/// A CFS file system to mount (an entry of `fileSystems`; limits.md `cfs.fields`: all four are needed).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileSystem {
    /// `fsId`.
    pub id: String,
    /// `mountAds`: the address of the mount target.
    pub mount_address: String,
    /// `path`, absolute, in the instance.
    pub path: String,
    /// `protocol`.
    pub protocol: FileProtocol,
}
