//! Instances after the order (contract.md §9.1).

use super::{Operation, refused};
use crate::api::client::{Client, Request};
use crate::api::error::ApiError;
use crate::api::wire::instance::{
    IDS_AT_ONCE, INSTANCE, InstanceModel, InstancesQuery, VncModel, tag_filter,
};
use crate::api::wire::page;
use crate::domain::catalog::{Instance, InstanceDetail, InstanceFilter, NameFilter};
use crate::domain::fault::FaultKind;

impl Client {
    /// `GetInstance`, as it is followed after an order.
    pub async fn instance(&self, id: &str) -> Result<Instance, ApiError> {
        Ok(self.instance_model(id).await?.into())
    }

    /// `GetInstance` in full.
    pub async fn instance_detail(&self, id: &str) -> Result<InstanceDetail, ApiError> {
        Ok(self.instance_model(id).await?.into())
    }

    async fn instance_model(&self, id: &str) -> Result<InstanceModel, ApiError> {
        self.part(&Operation::GetInstance.about(id)?, INSTANCE).await
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
            let request = Operation::ListInstanceByIds.saying(&query)?;
            instances.extend(self.all::<InstanceModel, Instance>(request).await?);
        }
        Ok(instances)
    }

    /// `ListInstances`, all pages: those that pass the filter, or all for an empty one.
    pub async fn list_instances(
        &self,
        filter: &InstanceFilter,
    ) -> Result<Vec<InstanceDetail>, ApiError> {
        self.all::<InstanceModel, _>(listing(filter)?).await
    }

    /// `GetInstanceVnc`: an address that works once, for ten minutes.
    pub async fn vnc(&self, id: &str) -> Result<String, ApiError> {
        let request = Operation::GetInstanceVnc.about(id)?;
        Ok(self.read(&request, page::whole::<VncModel>).await?.vnc_url)
    }
}

fn listing(filter: &InstanceFilter) -> Result<Request, ApiError> {
    let mut request = Operation::ListInstances.request();
    let tags: Vec<String> = filter.tags.iter().map(tag_filter).collect();
    let mut lists = vec![("instanceIds", filter.ids.as_slice()), ("tags", &tags)];
    let mut words = vec![
        ("zoneName", filter.zone.as_deref()),
        ("status", filter.status.as_deref()),
        ("paymentTiming", filter.payment.as_deref()),
    ];
    match &filter.name {
        Some(NameFilter::OneOf(names)) => lists.push(("instanceNames", names)),
        Some(NameFilter::Containing(part)) => words.push(("fuzzyInstanceName", Some(part))),
        None => {}
    }
    if let Some((vpc, ips)) = filter.private_ips.as_ref().filter(|(_, ips)| !ips.is_empty()) {
        lists.push(("privateIps", ips));
        words.push(("vpcId", Some(vpc)));
    }
    for (key, values) in lists {
        if values.len() > InstanceFilter::AT_ONCE {
            let (most, count) = (InstanceFilter::AT_ONCE, values.len());
            return Err(refused(format!("{key} takes at most {most} values, not {count}")));
        }
        if let Some(value) = values.iter().find(|value| value.is_empty() || value.contains(',')) {
            return Err(refused(format!(
                "“{value}” cannot be one of {key}, which commas separate"
            )));
        }
        if !values.is_empty() {
            request = request.with(key, values.join(","));
        }
    }
    for (key, word) in words {
        if let Some(word) = word {
            request = request.with(key, word);
        }
    }
    Ok(request)
}
