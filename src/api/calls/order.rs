//! The order and what comes after it (contract.md §8, §9).

use super::{Created, json, path_of};
use crate::api::client::{Client, Request};
use crate::api::endpoint::Service;
use crate::api::error::ApiError;
use crate::api::wire::create;
use crate::api::wire::instance::{
    IDS_AT_ONCE, INSTANCE, InstanceModel, InstancesQuery, Release, VncModel,
};
use crate::api::wire::page;
use crate::domain::catalog::Instance;
use crate::domain::fault::FaultKind;

impl Client {
    /// `CreateInstanceBySpec`, which takes effect once at most. To repeat an order whose outcome is unknown, call it
    /// again with the same token and the same bytes; a new token would be a new order.
    pub async fn submit(&self, token: &str, body_json: &str) -> Result<Created, ApiError> {
        let request = Request::post(Service::Bcc, create::PATH, Some(body_json.to_owned()))
            .with(create::TOKEN, token);
        let answer = self.send(&request).await?;
        Created::read(&answer.body).map_err(|why| answer.garbled(why))
    }

    /// `GetInstance`.
    pub async fn instance(&self, id: &str) -> Result<Instance, ApiError> {
        let path = path_of("/v2/instance/", id, "")?;
        let answer = self.ask(&Request::get(Service::Bcc, path)).await?;
        let instance: InstanceModel =
            page::part(&answer.body, INSTANCE).map_err(|why| answer.garbled(why))?;
        Ok(instance.into())
    }

    /// The instances with these ids: `GetInstance` for one, else `ListInstanceByIds`. Those the cloud
    /// does not know (yet, or any more) are left out, whichever way it was asked.
    pub async fn instances(&self, ids: &[String]) -> Result<Vec<Instance>, ApiError> {
        if let [id] = ids {
            return match self.instance(id).await {
                Ok(instance) => Ok(vec![instance]),
                Err(error) if error.kind == FaultKind::NotFound => Ok(Vec::new()),
                Err(error) => Err(error),
            };
        }
        let mut instances = Vec::with_capacity(ids.len());
        for chunk in ids.chunks(IDS_AT_ONCE) {
            let query = InstancesQuery { instance_ids: chunk };
            let path = "/v2/instance/listByInstanceId";
            let request = Request::post(Service::Bcc, path, json(&query)?);
            instances.extend(self.all::<InstanceModel, Instance>(request).await?);
        }
        Ok(instances)
    }

    /// `GetInstanceVnc`: an address that works once, for ten minutes.
    pub async fn vnc(&self, id: &str) -> Result<String, ApiError> {
        let path = path_of("/v2/instance/", id, "/vnc")?;
        let answer = self.ask(&Request::get(Service::Bcc, path)).await?;
        let vnc: VncModel = page::whole(&answer.body).map_err(|why| answer.garbled(why))?;
        Ok(vnc.vnc_url)
    }

    /// `ReleaseInstanceByPost`, which takes effect once at most: gives a postpaid instance back, with the disks and
    /// the public IP that were bought with it.
    pub async fn release(&self, id: &str) -> Result<(), ApiError> {
        let path = path_of("/v2/instance/", id, "")?;
        let body = json(&Release::WITH_WHAT_IT_BOUGHT)?;
        let answer = self.send(&Request::post(Service::Bcc, path, body)).await?;
        // The real answer has no body; one that is there must at least be the API's.
        if !answer.body.trim_ascii().is_empty() {
            page::object(&answer.body).map_err(|why| answer.garbled(why))?;
        }
        Ok(())
    }
}
