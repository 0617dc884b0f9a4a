//! Giving instances back, and guarding against it (contract.md §9.2). Each is sent exactly once.

use super::operation::checked;
use super::{Operation, json, refused};
use crate::api::client::{Client, Request};
use crate::api::error::ApiError;
use crate::api::wire::instance::IDS_AT_ONCE;
use crate::api::wire::release::{GiveBack, Protection, RefundModel, Release, ReleaseMany};
use crate::domain::catalog::Refund;

impl Client {
    /// `ReleaseInstanceByPost`: gives a postpaid instance back, with the disks and the public IP that
    /// were bought with it.
    pub async fn release(&self, id: &str) -> Result<(), ApiError> {
        let request = Operation::ReleaseInstanceByPost.about(id)?;
        let body = json(&Release::WITH_WHAT_IT_BOUGHT)?;
        self.carry_out(&Request { body, ..request }).await
    }

    /// `ReleaseMultipleInstanceByPost`: the same for one to a hundred instances. More are refused
    /// unsent, since a part that fails would leave it open what became of the rest.
    pub async fn release_many(&self, ids: &[String]) -> Result<(), ApiError> {
        if ids.is_empty() || ids.len() > IDS_AT_ONCE {
            let count = ids.len();
            return Err(refused(format!(
                "1 to {IDS_AT_ONCE} instances can be released at once, not {count}; split them"
            )));
        }
        for id in ids {
            checked(id)?;
        }
        let body = ReleaseMany { instance_ids: ids, release: Release::WITH_WHAT_IT_BOUGHT };
        self.carry_out(&Operation::ReleaseMultipleInstanceByPost.saying(&body)?).await
    }

    /// `DeletePrepayInstance`: gives a prepaid instance back for a refund, with all that came with it.
    pub async fn refund(&self, id: &str) -> Result<Refund, ApiError> {
        let body = GiveBack { instance_id: checked(id)?, release: Release::WITH_WHAT_IT_BOUGHT };
        let request = Operation::DeletePrepayInstance.saying(&body)?.with("instanceId", id);
        let answer = self.send(&request).await?;
        RefundModel::read(&answer.body).map_err(|why| answer.garbled(why))
    }

    /// `InstanceDeletionProtection`: while it is on, the cloud refuses a release.
    pub async fn protect(&self, id: &str, on: bool) -> Result<(), ApiError> {
        let request = Operation::InstanceDeletionProtection.about(id)?;
        let body = json(&Protection::from(on))?;
        self.carry_out(&Request { body, ..request }).await
    }
}
