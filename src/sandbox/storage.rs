//! Read operations on disks: quotas, snapshots and the policies that make them.

use serde_json::{Value, json};

use crate::sandbox::answer::{Outcome, PAGE, Query, Refusal, ok, page};
use crate::sandbox::catalog::Catalog;
use crate::sandbox::catalog::resources::{Policy, Snapshot};
use crate::sandbox::server::Cloud;

/// How the API writes "never" (contract.md §7.5).
const NEVER: &str = "1971-01-01T00:00:01Z";

/// `GetDiskQuota`.
pub(crate) fn disk_quota(cloud: &Cloud, query: &Query) -> Outcome {
    let catalog = &cloud.catalog;
    let zone = query.get("zoneName").filter(|zone| catalog.has_zone(zone));
    let zone = zone.ok_or_else(|| Refusal::invalid("zone"))?;
    let used = catalog.account.disk_used + cloud.store.read(|state| state.disk_gb(zone));
    let kinds: Value = catalog
        .disks
        .iter()
        .map(|disk| {
            json!({
                "storageType": disk.kind,
                "minDiskSize": disk.min,
                "maxDiskSize": disk.max,
            })
        })
        .collect();
    ok(json!({
        "cdsTotalCapacityGB": catalog.account.disk_total.to_string(),
        "cdsUsedCapacityGB": used.to_string(),
        "diskInfos": kinds,
    }))
}

/// `ListSnapshots`.
pub(crate) fn snapshots(catalog: &Catalog, query: &Query) -> Outcome {
    let volume = query.get("volumeId");
    let snapshots = catalog
        .snapshots
        .iter()
        .filter(|snapshot| volume.is_none_or(|volume| volume == snapshot.volume))
        .map(snapshot_model)
        .collect();
    page(query, "snapshots", "id", snapshots, PAGE)
}

/// `GetSnapshot`.
pub(crate) fn snapshot(catalog: &Catalog, id: &str) -> Outcome {
    let snapshot = catalog.snapshots.iter().find(|snapshot| snapshot.id == id);
    ok(json!({ "snapshot": snapshot_model(snapshot.ok_or_else(Refusal::no_resource)?) }))
}

/// A snapshot as the lists have it.
pub(crate) fn snapshot_model(snapshot: &Snapshot) -> Value {
    json!({
        "id": snapshot.id,
        "name": snapshot.name,
        "sizeInGB": snapshot.size,
        "createTime": snapshot.created,
        "status": snapshot.status,
        "createMethod": snapshot.method,
        "volumeId": snapshot.volume,
        "desc": "",
        "package": snapshot.package,
        "encrypted": false,
    })
}

/// `ListAsps`.
pub(crate) fn policies(catalog: &Catalog, query: &Query) -> Outcome {
    let named = |name: &str| query.get("aspName").is_none_or(|part| name.contains(part));
    // No policy here is on a disk, so none is on a disk of any name.
    let policies = catalog.policies.iter().filter(|_| query.get("volumeName").is_none());
    let policies = policies.filter(|policy| named(&policy.name)).map(policy_model);
    page(query, "autoSnapshotPolicys", "id", policies.collect(), PAGE)
}

/// `GetAsp`.
pub(crate) fn policy(catalog: &Catalog, id: &str) -> Outcome {
    let policy = catalog.policies.iter().find(|policy| policy.id == id);
    ok(json!({ "autoSnapshotPolicy": policy_model(policy.ok_or_else(Refusal::no_resource)?) }))
}

fn policy_model(policy: &Policy) -> Value {
    json!({
        "id": policy.id,
        "name": policy.name,
        "timePoints": policy.hours,
        "repeatWeekdays": policy.weekdays,
        "retentionDays": policy.retention,
        "status": policy.status,
        "createdTime": "2025-07-08T10:22:04Z",
        "updatedTime": "2025-07-08T10:22:04Z",
        "deletedTime": NEVER,
        "lastExecuteTime": NEVER,
        "volumeCount": 0,
    })
}
