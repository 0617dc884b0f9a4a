//! Snapshots and the policies that make them.

use super::Operation;
use crate::api::client::Client;
use crate::api::error::ApiError;
use crate::api::wire::storage::{POLICY, PolicyModel, SNAPSHOT, SnapshotModel};
use crate::domain::catalog::{Snapshot, SnapshotPolicy};

impl Client {
    /// `ListSnapshots`, all pages: those of one disk, or all.
    pub async fn snapshots(&self, volume: Option<&str>) -> Result<Vec<Snapshot>, ApiError> {
        let mut request = Operation::ListSnapshots.request();
        if let Some(volume) = volume {
            request = request.with("volumeId", volume);
        }
        self.all::<SnapshotModel, _>(request).await
    }

    /// `GetSnapshot`.
    pub async fn snapshot(&self, id: &str) -> Result<Snapshot, ApiError> {
        let request = Operation::GetSnapshot.about(id)?;
        Ok(self.part::<SnapshotModel>(&request, SNAPSHOT).await?.into())
    }

    /// `ListAsps`, all pages.
    pub async fn snapshot_policies(&self) -> Result<Vec<SnapshotPolicy>, ApiError> {
        self.all::<PolicyModel, _>(Operation::ListAsps.request()).await
    }

    /// `GetAsp`.
    pub async fn snapshot_policy(&self, id: &str) -> Result<SnapshotPolicy, ApiError> {
        let request = Operation::GetAsp.about(id)?;
        Ok(self.part::<PolicyModel>(&request, POLICY).await?.into())
    }
}
