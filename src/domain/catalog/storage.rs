//! Snapshots, and the policies that make them (contract.md §7.5).

use crate::domain::units::Gib;

/// A snapshot of a disk (`ListSnapshots`, `GetSnapshot`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// `id`: `s-…`.
    pub id: String,
    /// `name`.
    pub name: String,
    /// `sizeInGB`; `None` when not said.
    pub size: Option<Gib>,
    /// `status`, verbatim; only `Available` can be used.
    pub status: String,
    /// `volumeId`: the disk it was made of, or the instance whose system disk it was; `None` when that is gone.
    pub volume: Option<String>,
    /// `createMethod`: `manual`, `auto`, `MIGRATION`, verbatim.
    pub method: String,
    /// `createTime`, UTC ISO as delivered.
    pub created: String,
    /// `desc`.
    pub description: String,
    /// `encrypted`.
    pub encrypted: bool,
    /// `package`: part of a whole-machine image.
    pub whole_machine: bool,
}

impl Snapshot {
    /// Whether a disk can be made from it now (`status` is `Available`).
    pub fn available(&self) -> bool {
        self.status.eq_ignore_ascii_case("available")
    }

    /// Whether its source says that it is of a system disk, from which no data disk can be made.
    pub fn of_system_disk(&self) -> bool {
        self.volume.as_deref().is_some_and(|id| id.starts_with("i-"))
    }
}

/// How long a policy keeps its snapshots (`retentionDays`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retention {
    /// `-1`.
    Forever,
    /// So many days, 1–65536.
    Days(u32),
}

/// A policy that makes snapshots (`ListAsps`, `GetAsp`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnapshotPolicy {
    /// `id`: `asp-…`.
    pub id: String,
    /// `name`.
    pub name: String,
    /// `timePoints`: hours of the day, 0–23.
    pub hours: Vec<u8>,
    /// `repeatWeekdays`: 0–6, of which 0 is Monday (contract.md §11.1).
    pub weekdays: Vec<u8>,
    /// `retentionDays`; `None` when not said.
    pub retention: Option<Retention>,
    /// `status`: `active`, `paused`, `deleted`, verbatim.
    pub status: String,
    /// `lastExecuteTime`, UTC ISO as delivered; `None`: it never ran.
    pub last_run: Option<String>,
    /// `volumeCount`: disks under this policy.
    pub volumes: u32,
}

impl SnapshotPolicy {
    /// Whether it makes snapshots (`status` is `active`).
    pub fn active(&self) -> bool {
        self.status.eq_ignore_ascii_case("active")
    }
}
