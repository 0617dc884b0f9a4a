//! What commands say about an order, for programs: one JSON object with the same members always.
//!
//! ```json
//! { "token": "…", "state": "running", "placed": "2026-01-02T03:04:05Z", "region": "bj",
//!   "zone": "cn-bj-a", "spec": "bcc.g5.c2m8", "count": 1, "name": "",
//!   "price": { "hourly": "0.72", "once": "0", "complete": true },
//!   "instances": [ { "id": "i-…", "status": "Running", "private_ip": "…", "public_ip": null } ],
//!   "warnings": [], "error": null }
//! ```
//!
//! `state` is a word of [`crate::domain::record::State`]; amounts are CNY as decimals, per hour and at once; `error` is an object
//! `{ "code", "message", "status", "request_id" }` with what the cloud said, or null.

use serde_json::{Value, json};

use crate::domain::fault::Fault;
use crate::domain::order::{Order, Phase};
use crate::domain::record::{Confirmed, Kept, Progress, Record};

/// An order of the journal.
pub fn of_record(record: &Record) -> Value {
    let error = match record.progress.why.as_str() {
        "" => Value::Null,
        why => json!({ "code": null, "message": why, "status": null, "request_id": null }),
    };
    object(
        &record.token,
        &record.placed,
        &record.origin.region,
        &Of {
            ordered: &record.ordered,
            confirmed: &record.confirmed,
            progress: &record.progress,
            error,
        },
    )
}

/// An order of this run.
pub fn of_order(order: &Order, placed: &str, region: &str, confirmed: &Confirmed) -> Value {
    let error = match &order.phase {
        Phase::Refused(fault) | Phase::Unknown(fault) => of_fault(fault),
        _ => Value::Null,
    };
    object(
        &order.token,
        placed,
        region,
        &Of { ordered: &order.ordered, confirmed, progress: &Progress::of(order), error },
    )
}

/// What the cloud, or the way to it, said.
pub fn of_fault(fault: &Fault) -> Value {
    let kind: &str = fault.kind.into();
    json!({
        "code": fault.code.as_deref().unwrap_or(kind),
        "message": fault.message,
        "status": fault.status,
        "request_id": fault.request_id,
    })
}

struct Of<'a> {
    ordered: &'a crate::domain::order::Ordered,
    confirmed: &'a Confirmed,
    progress: &'a Progress,
    error: Value,
}

fn object(token: &str, placed: &str, region: &str, of: &Of) -> Value {
    let state: &str = of.progress.state.into();
    let instances: Vec<Value> = of.progress.instances.iter().map(instance).collect();
    json!({
        "token": token,
        "state": state,
        "placed": placed,
        "region": region,
        "zone": of.ordered.zone,
        "spec": of.ordered.spec,
        "count": of.ordered.count,
        "name": of.ordered.name,
        "price": {
            "hourly": of.confirmed.hourly,
            "once": of.confirmed.once,
            "complete": of.confirmed.complete,
        },
        "instances": instances,
        "warnings": of.progress.warnings,
        "error": of.error.clone(),
    })
}

fn instance(kept: &Kept) -> Value {
    json!({
        "id": kept.id,
        "status": kept.status,
        "private_ip": kept.private_ip,
        "public_ip": kept.public_ip,
    })
}
