//! Giving instances back, and guarding against it: `ReleaseInstanceByPost`,
//! `ReleaseMultipleInstanceByPost`, `DeletePrepayInstance`, `InstanceDeletionProtection`
//! (contract.md §9.2).

use serde::{Deserialize, Serialize};

use super::lenient;
use super::page::{self, Unreadable};
use crate::domain::catalog::{Refund, Released};

/// What goes with an instance: the body of `ReleaseInstanceByPost`, and part of the others'.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Release {
    /// `relatedReleaseFlag`: public IPs and data disks go with the instance.
    pub related_release_flag: bool,
    /// `deleteCdsSnapshotFlag`: their snapshots go as well.
    pub delete_cds_snapshot_flag: bool,
}

impl Release {
    /// All that was bought with the instance goes, but snapshots stay: they were made on purpose.
    pub const WITH_WHAT_IT_BOUGHT: Self =
        Self { related_release_flag: true, delete_cds_snapshot_flag: false };
}

/// The body of `ReleaseMultipleInstanceByPost`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReleaseMany<'a> {
    /// `instanceIds`, at most [`super::instance::IDS_AT_ONCE`].
    pub instance_ids: &'a [String],
    /// What goes with them.
    #[serde(flatten)]
    pub release: Release,
}

/// The body of `DeletePrepayInstance`. The sources disagree on where the id stands, so it stands in the
/// query too.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GiveBack<'a> {
    /// `instanceId`.
    pub instance_id: &'a str,
    /// What goes with it.
    #[serde(flatten)]
    pub release: Release,
}

/// The answer of `DeletePrepayInstance`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RefundModel {
    /// `successResources`.
    #[serde(deserialize_with = "lenient::object")]
    pub success_resources: ReleasedModel,
    /// `failResources`.
    #[serde(deserialize_with = "lenient::object")]
    pub fail_resources: ReleasedModel,
    /// `instanceRefundFlag`.
    #[serde(deserialize_with = "lenient::flag")]
    pub instance_refund_flag: bool,
}

/// `successResources` and `failResources`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ReleasedModel {
    /// `instanceId`.
    #[serde(deserialize_with = "lenient::id")]
    pub instance_id: String,
    /// `eip`.
    #[serde(deserialize_with = "lenient::id")]
    pub eip: String,
    /// `volumeIds`.
    #[serde(deserialize_with = "lenient::texts")]
    pub volume_ids: Vec<String>,
    /// `snapshotIds`.
    #[serde(deserialize_with = "lenient::texts")]
    pub snapshot_ids: Vec<String>,
    /// `insnapIds`, of whole-machine snapshots.
    #[serde(deserialize_with = "lenient::texts")]
    pub insnap_ids: Vec<String>,
}

impl RefundModel {
    /// Reads the answer. One that names nothing confirms nothing.
    pub fn read(body: &[u8]) -> Result<Refund, Unreadable> {
        let refund = Refund::from(page::whole::<Self>(body)?);
        if refund.released.is_empty() && refund.failed.is_empty() && !refund.refunded {
            return Err(Unreadable::Missing("successResources"));
        }
        Ok(refund)
    }
}

impl From<RefundModel> for Refund {
    fn from(model: RefundModel) -> Self {
        Self {
            released: model.success_resources.into(),
            failed: model.fail_resources.into(),
            refunded: model.instance_refund_flag,
        }
    }
}

impl From<ReleasedModel> for Released {
    fn from(model: ReleasedModel) -> Self {
        let said = |id: String| Some(id).filter(|id| !id.is_empty());
        Self {
            instance: said(model.instance_id),
            public_ip: said(model.eip),
            volumes: model.volume_ids,
            snapshots: model.snapshot_ids.into_iter().chain(model.insnap_ids).collect(),
        }
    }
}

/// The body of `InstanceDeletionProtection`.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Protection {
    /// `deletionProtection`: 1 refuses a release, 0 allows it.
    pub deletion_protection: u8,
}

impl From<bool> for Protection {
    fn from(on: bool) -> Self {
        Self { deletion_protection: u8::from(on) }
    }
}
