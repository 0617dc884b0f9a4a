//! Giving instances back, and what is changed about them.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::sandbox::answer::{Body, Outcome, Query, Refusal, ok};
use crate::sandbox::instances::{self, MAX_VALUES};
use crate::sandbox::request::{Tag, read};
use crate::sandbox::server::Cloud;
use crate::sandbox::state::{Instance, State};
use crate::sandbox::validate;

/// What goes with an instance. Nothing here outlives one, so only the types matter.
// The request has as many booleans as the API gives it.
#[allow(clippy::struct_excessive_bools)]
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Release {
    #[serde(rename = "relatedReleaseFlag")]
    _related: bool,
    #[serde(rename = "deleteCdsSnapshotFlag")]
    _snapshots: bool,
    #[serde(rename = "deleteRelatedEnisFlag", default)]
    _enis: bool,
    #[serde(rename = "bccRecycleFlag", default)]
    _recycle: bool,
    #[serde(rename = "cdsAttributeActive", default)]
    _attribute: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ReleaseSeveral {
    instance_ids: Vec<String>,
    #[serde(flatten)]
    _release: Release,
    #[serde(rename = "deleteRelatedCdsFlag", default)]
    _disks: bool,
}

/// What speaks against releasing an instance in either way: that it starts, or its protection.
fn check_release(cloud: &Cloud, instance: &Instance) -> Result<(), Refusal> {
    if instances::is_starting(cloud, instance) {
        return Err(Refusal::new(
            403,
            "Instance.ReleaseWhileCreating",
            "The instance is being created and cannot be released.",
        ));
    }
    if instance.protected {
        return Err(Refusal::bad("deletion protection is enabled."));
    }
    Ok(())
}

/// Takes away pay-as-you-go and spot instances, all or none.
fn take_away(cloud: &Cloud, state: &mut State, ids: &[String]) -> Result<(), Refusal> {
    for id in ids {
        let instance = state.instance(id).ok_or_else(Refusal::no_resource)?;
        if instance.months.is_some() {
            return Err(Refusal::new(
                403,
                "Instance.ReleaseNotPrepay",
                "The instance is not postpaid and cannot be released.",
            ));
        }
        check_release(cloud, instance)?;
    }
    state.instances.retain(|instance| !ids.contains(&instance.id));
    Ok(())
}

/// `ReleaseInstanceByPost`.
pub(crate) fn one(cloud: &Cloud, id: &str, body: &Value) -> Outcome {
    let _: Release = read(body)?;
    cloud.store.change(|state| take_away(cloud, state, &[id.to_owned()]))?;
    Ok(Body::Empty)
}

/// `ReleaseMultipleInstanceByPost`: all of them or, when one cannot go, none.
pub(crate) fn several(cloud: &Cloud, body: &Value) -> Outcome {
    let ReleaseSeveral { instance_ids, .. } = read(body)?;
    if instance_ids.is_empty() || instance_ids.len() > MAX_VALUES {
        return Err(Refusal::invalid("instanceIds"));
    }
    cloud.store.change(|state| take_away(cloud, state, &instance_ids))?;
    Ok(Body::Empty)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Refund {
    instance_id: Option<String>,
    #[serde(rename = "relatedReleaseFlag", default)]
    _related: bool,
    #[serde(rename = "deleteCdsSnapshotFlag", default)]
    _snapshots: bool,
    #[serde(rename = "deleteRelatedEnisFlag", default)]
    _enis: bool,
}

/// `DeletePrepayInstance`, with the id in the query, the body or both (contract.md §9.2). The whole
/// price goes back to the account.
pub(crate) fn prepaid(cloud: &Cloud, query: &Query, body: &Value) -> Outcome {
    let in_body = read::<Refund>(body)?.instance_id;
    let in_query = query.get("instanceId");
    let id = in_query.or(in_body.as_deref()).ok_or_else(|| Refusal::invalid("instanceId"))?;
    if in_body.as_deref().is_some_and(|other| other != id) {
        return Err(Refusal::invalid("instanceId"));
    }
    let gone = cloud.store.change(|state| {
        let instance = state.instance(id).cloned().ok_or_else(Refusal::no_resource)?;
        if instance.months.is_none() {
            return Err(Refusal::bad("the instance is not prepaid."));
        }
        check_release(cloud, &instance)?;
        state.instances.retain(|instance| instance.id != id);
        state.spend(-instance.paid());
        Ok(instance)
    })?;
    let disks = gone.volumes.iter().filter(|volume| !volume.system);
    let resources = |instance: &str, eip: String, volumes: Vec<&str>| {
        json!({
            "instanceId": instance,
            "eip": eip,
            "insnapIds": [],
            "snapshotIds": [],
            "volumeIds": volumes,
        })
    };
    let eip = gone.public_ip.map(|address| address.to_string()).unwrap_or_default();
    ok(json!({
        "successResources": resources(&gone.id, eip, disks.map(|disk| disk.id.as_str()).collect()),
        "failResources": resources("", String::new(), Vec::new()),
        "instanceRefundFlag": true,
    }))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Cancel {
    order_id: String,
}

/// `CancelBidOrder`: takes back a spot order whose instances do not run yet.
pub(crate) fn cancel(cloud: &Cloud, body: &Value) -> Outcome {
    let Cancel { order_id } = read(body)?;
    cloud.store.change(|state| {
        let mine = |instance: &&Instance| instance.spot && instance.order == order_id;
        let mut orders = state.instances.iter().filter(mine).peekable();
        if orders.peek().is_none() {
            return Err(Refusal::gone("order"));
        }
        if orders.any(|instance| !instances::is_starting(cloud, instance)) {
            return Err(Refusal::bad("the order is not pending."));
        }
        state.instances.retain(|instance| instance.order != order_id);
        Ok(())
    })?;
    ok(json!({ "orderId": order_id }))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Bind {
    change_tags: Vec<Tag>,
    #[serde(rename = "attachRelatedResourceTag", default)]
    _related: bool,
}

/// `BindInstanceToTags`: a key that the instance has gets the new value.
pub(crate) fn bind_tags(cloud: &Cloud, id: &str, query: &Query, body: &Value) -> Outcome {
    if query.said("bind").is_none() {
        return Err(Refusal::new(404, "NotFound", "The requested operation does not exist."));
    }
    let tags = validate::tags(&read::<Bind>(body)?.change_tags)?;
    cloud.store.change(|state| {
        let instance = state.instance_mut(id).ok_or_else(Refusal::no_resource)?;
        instance.tags.retain(|(key, _)| !tags.iter().any(|(changed, _)| changed == key));
        instance.tags.extend(tags);
        Ok(())
    })?;
    Ok(Body::Empty)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Protect {
    deletion_protection: i64,
}

/// `InstanceDeletionProtection`.
pub(crate) fn protect(cloud: &Cloud, id: &str, body: &Value) -> Outcome {
    let protected = match read::<Protect>(body)?.deletion_protection {
        0 => false,
        1 => true,
        _ => return Err(Refusal::invalid("deletionProtection")),
    };
    cloud.store.change(|state| {
        let instance = state.instance_mut(id).ok_or_else(Refusal::no_resource)?;
        instance.protected = protected;
        Ok(())
    })?;
    Ok(Body::Empty)
}
