//! Instances as they are at a moment, and what can be done with them.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::domain::plan::{BIDDING, Payment};
use crate::sandbox::answer::{Outcome, PAGE, Query, Refusal, ok, page, tags};
use crate::sandbox::catalog::resources::Image;
use crate::sandbox::request::read;
use crate::sandbox::server::Cloud;
use crate::sandbox::state::Instance;

/// How long after it runs an instance's public address is bound.
const BIND: SignedDuration = SignedDuration::from_secs(1);
/// Values one filter takes (contract.md §9.1).
pub(crate) const MAX_VALUES: usize = 100;
/// A date of the API (contract.md §1.3).
const DATE: &str = "%Y-%m-%dT%H:%M:%SZ";
/// How far the dates of `nicInfo` run ahead (contract.md §1.3).
const NIC_AHEAD: SignedDuration = SignedDuration::from_hours(8);

/// Where an instance has got to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Starting,
    Running,
    /// Running, with its public address bound.
    Bound,
}

fn stage(cloud: &Cloud, instance: &Instance, now: Timestamp) -> Stage {
    let age = now.duration_since(instance.created());
    if age < cloud.boot {
        Stage::Starting
    } else if age < cloud.boot.saturating_add(BIND) {
        Stage::Running
    } else {
        Stage::Bound
    }
}

/// Whether an instance is still being created.
pub(crate) fn is_starting(cloud: &Cloud, instance: &Instance) -> bool {
    stage(cloud, instance, cloud.now()) == Stage::Starting
}

/// `paymentTiming`.
fn timing(instance: &Instance) -> &'static str {
    match instance.months {
        Some(_) => Payment::Prepaid.api_name(),
        None if instance.spot => BIDDING,
        None => Payment::Postpaid.api_name(),
    }
}

fn status(stage: Stage) -> &'static str {
    if stage == Stage::Starting { "Starting" } else { "Running" }
}

/// The `InstanceModel` of the API, with the type traps of contract.md §11.2.
fn model(cloud: &Cloud, instance: &Instance, now: Timestamp) -> Value {
    let stage = stage(cloud, instance, now);
    let public = instance.public_ip.filter(|_| stage == Stage::Bound).map(|ip| ip.to_string());
    let flavor = cloud.catalog.flavor(&instance.spec);
    let image = cloud.catalog.image(&instance.image);
    let arm = image.is_some_and(Image::arm);
    let arch = if arm { "aarch64 (64bit)" } else { "amd64 (64bit)" };
    let mut answer = json!({
        "id": instance.id,
        "name": instance.name,
        "hostname": instance.hostname,
        "instanceType": flavor.map(|flavor| flavor.family.instance_type.clone()).unwrap_or_default(),
        "spec": instance.spec,
        "status": status(stage),
        "paymentTiming": timing(instance),
        "createTime": instance.created().strftime(DATE).to_string(),
        "internalIp": instance.private_ip.to_string(),
        "publicIp": public.clone().unwrap_or_default(),
        "cpuCount": flavor.map_or(0, |flavor| flavor.vcpus),
        "isomerismCard": flavor.map(|flavor| flavor.family.gpu.clone()).unwrap_or_default(),
        "cardCount": flavor.map_or(0, |flavor| flavor.cards).to_string(),
        "memoryCapacityInGB": flavor.map_or(0, |flavor| flavor.memory),
        "localDiskSizeInGB": instance.local_gb,
        "imageId": instance.image,
        "imageName": image.map(|image| image.name.clone()).unwrap_or_default(),
        "imageType": image.map(|image| image.kind.to_ascii_lowercase()).unwrap_or_default(),
        "subnetId": instance.subnet,
        "vpcId": instance.vpc,
        "zoneName": instance.zone,
        "osVersion": image.map(|image| image.version.clone()).unwrap_or_default(),
        "osArch": arch,
        "osName": image.map(|image| image.os.clone()).unwrap_or_default(),
        "deletionProtection": u8::from(instance.protected),
        "tags": tags(&instance.tags),
        "volumes": instance.volumes.iter().map(|volume| json!({
            "isSystemVolume": volume.system,
            "diskSizeInGB": volume.size,
            "volumeId": volume.id,
        })).collect::<Value>(),
        "networkCapacityInMbps": instance.mbps,
    });
    if let (Value::Object(answer), Value::Object(fixed)) = (&mut answer, fixed_fields()) {
        answer.extend(fixed);
        answer.extend(instance.shown.clone());
    }
    answer["eniNum"] = json!(instance.enis.len().to_string());
    if let Some(first) = instance.deploy_sets.first() {
        answer["deploysetId"] = json!(first);
        answer["deploysetList"] = deploy_sets(cloud, instance);
    }
    if let Some(months) = instance.months {
        answer["expireTime"] = json!(expiry(instance.created(), months));
        answer["autoRenew"] = json!(instance.auto_renew);
    }
    if let Some(id) = &instance.keypair {
        let name = cloud.catalog.keypairs.iter().find(|pair| pair.id == *id);
        answer["keypairId"] = json!(id);
        answer["keypairName"] = json!(name.map(|pair| pair.name.clone()).unwrap_or_default());
    }
    if stage != Stage::Starting {
        answer["nicInfo"] = nic(instance, public.as_deref());
    }
    answer
}

/// The fields of an `InstanceModel` that are the same for every instance here.
fn fixed_fields() -> Value {
    json!({
        "roleName": "",
        "repairStatus": "normal",
        "desc": "",
        "createdFrom": "",
        "npuVideoMemory": "",
        "placementPolicy": "default",
        "hostId": "",
        "switchId": "",
        "rackId": "",
        "deploysetId": "",
        "dedicatedHostId": "",
        "hosteyeType": "open",
        "deploysetList": [],
        "resGroupInfos": [],
        "ipv6": "",
    })
}

fn deploy_sets(cloud: &Cloud, instance: &Instance) -> Value {
    let sets = instance.deploy_sets.iter();
    let known =
        sets.filter_map(|id| cloud.catalog.placement.deployset.iter().find(|s| s.id == *id));
    known
        .map(|set| {
            json!({
                "deploysetId": set.id,
                "name": set.name,
                "desc": set.description,
                "strategy": set.strategy,
                "concurrency": set.concurrency,
            })
        })
        .collect()
}

fn expiry(created: Timestamp, months: u32) -> String {
    let end = created.to_zoned(TimeZone::UTC).checked_add(Span::new().months(months));
    end.map(|end| end.strftime(DATE).to_string()).unwrap_or_default()
}

/// An id that is made up, but the same at every look.
fn stable_uuid(kind: &str, instance: &Instance) -> String {
    let digest = Sha256::digest(format!("{kind}/{}", instance.id));
    let bytes = digest.iter().take(16).fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
    Uuid::from_u128(bytes).to_string()
}

fn nic(instance: &Instance, public: Option<&str>) -> Value {
    let key = instance.id.trim_start_matches("i-").to_ascii_lowercase();
    let created = instance.created().checked_add(NIC_AHEAD).unwrap_or(instance.created());
    let zone = instance.zone.rsplit('-').next().unwrap_or_default().to_ascii_uppercase();
    let [a, b, c, d] = instance.private_ip.octets();
    json!({
        "eniId": format!("eni-{key}"),
        "eniUuid": stable_uuid("eni", instance),
        "deviceId": stable_uuid("device", instance),
        "name": "eth0",
        "type": "primary",
        "subnetId": instance.subnet,
        "subnetType": "BCC",
        "az": format!("zone{zone}"),
        "description": "",
        "status": "inuse",
        "macAddress": format!("fa:26:{a:02x}:{b:02x}:{c:02x}:{d:02x}"),
        "vpcId": instance.vpc,
        "createdTime": created.strftime("%a %b %d %H:%M:%S UTC %Y").to_string(),
        "eniNum": instance.enis.len(),
        "eriNum": 0,
        "eriInfos": [],
        "ips": [{
            "privateIp": instance.private_ip.to_string(),
            "eip": public.unwrap_or("null"),
            "primary": "true",
            "eipId": "",
            "eipAllocationId": public.map(|_| format!("ip-{key}")).unwrap_or_default(),
            "eipSize": if public.is_some() { instance.mbps } else { 0 }.to_string(),
            "eipStatus": if public.is_some() { "binded" } else { "" },
            "eipGroupId": "",
            "eipType": if public.is_some() { "normal" } else { "null" },
        }],
        "securityGroups": instance.groups,
        "enterpriseSecurityGroups": instance.enterprise_groups,
    })
}

/// `GetInstance`.
pub(crate) fn get(cloud: &Cloud, id: &str) -> Outcome {
    let now = cloud.now();
    let instance = cloud.store.read(|state| state.instance(id).map(|one| model(cloud, one, now)));
    ok(json!({ "instance": instance.ok_or_else(Refusal::no_resource)? }))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Ids {
    instance_ids: Vec<String>,
}

/// `ListInstanceByIds`: ids that do not exist are left out.
pub(crate) fn list_by_ids(cloud: &Cloud, query: &Query, body: &Value) -> Outcome {
    let Ids { instance_ids } = read(body)?;
    if instance_ids.len() > MAX_VALUES {
        return Err(Refusal::invalid("instanceIds"));
    }
    let now = cloud.now();
    let found = cloud.store.read(|state| {
        let known = instance_ids.iter().filter_map(|id| state.instance(id));
        known.map(|instance| model(cloud, instance, now)).collect()
    });
    page(query, "instances", "id", found, PAGE)
}

/// The comma lists of `ListInstances`.
const LISTS: [&str; 7] = [
    "instanceIds",
    "instanceNames",
    "privateIps",
    "volumeIds",
    "deploySetIds",
    "securityGroupIds",
    "tags",
];

/// `ListInstances`.
pub(crate) fn list(cloud: &Cloud, query: &Query) -> Outcome {
    if LISTS.iter().any(|name| query.list(name).len() > MAX_VALUES) {
        return Err(Refusal::bad("a filter takes at most 100 values."));
    }
    if query.get("instanceNames").is_some() && query.get("fuzzyInstanceName").is_some() {
        return Err(Refusal::invalid("fuzzyInstanceName"));
    }
    if query.get("privateIps").is_some() && query.get("vpcId").is_none() {
        return Err(Refusal::invalid("vpcId"));
    }
    let now = cloud.now();
    let found = cloud.store.read(|state| {
        let matching = state.instances.iter().filter(|one| wanted(cloud, query, one, now));
        matching.map(|instance| model(cloud, instance, now)).collect()
    });
    page(query, "instances", "id", found, PAGE)
}

/// Whether an instance passes every filter; of several tags it must have all, which is the narrower
/// reading of the documents.
fn wanted(cloud: &Cloud, query: &Query, instance: &Instance, now: Timestamp) -> bool {
    let private = instance.private_ip.to_string();
    let any = |name: &str, values: &[&String]| {
        let list = query.list(name);
        list.is_empty() || values.iter().any(|value| list.contains(&value.as_str()))
    };
    let groups: Vec<&String> = instance.groups.iter().chain(&instance.enterprise_groups).collect();
    let shown = |name: &str| instance.shown.get(name).and_then(Value::as_str).unwrap_or_default();
    query.among("instanceIds", &instance.id)
        && query.among("instanceNames", &instance.name)
        && query.among("privateIps", &private)
        && query.equal("internalIp", &private)
        && query.get("fuzzyInstanceName").is_none_or(|part| instance.name.contains(part))
        && query.equal("zoneName", &instance.zone)
        && query.equal("vpcId", &instance.vpc)
        && query.equal("subnetId", &instance.subnet)
        && query.equal("status", status(stage(cloud, instance, now)))
        && query.equal("paymentTiming", timing(instance))
        && query.equal("dedicatedHostId", shown("dedicatedHostId"))
        && query.equal("ehcClusterId", instance.ehc_cluster.as_deref().unwrap_or_default())
        && any("volumeIds", &instance.volumes.iter().map(|volume| &volume.id).collect::<Vec<_>>())
        && any("deploySetIds", &instance.deploy_sets.iter().collect::<Vec<_>>())
        && any("securityGroupIds", &groups)
        && query.list("tags").into_iter().all(|tag| has_tag(instance, tag))
}

/// Whether an instance has a tag written `key:value`, or any value of `key`.
fn has_tag(instance: &Instance, tag: &str) -> bool {
    let (asked, value) = tag.split_once(':').map_or((tag, None), |(key, value)| (key, Some(value)));
    let fits = |(key, its): &(String, String)| key == asked && value.is_none_or(|v| v == its);
    instance.tags.iter().any(fits)
}

/// `GetInstanceVnc`: a fresh address each time, once the instance runs.
pub(crate) fn vnc(cloud: &Cloud, id: &str) -> Outcome {
    let now = cloud.now();
    let stage = cloud.store.read(|state| state.instance(id).map(|one| stage(cloud, one, now)));
    match stage {
        None => Err(Refusal::no_resource()),
        Some(Stage::Starting) => Err(Refusal::bad("instance is not running.")),
        Some(_) => {
            let token = Uuid::new_v4();
            ok(json!({ "vncUrl": format!("http://{}/vnc_auto.html?token={token}", cloud.address) }))
        }
    }
}
