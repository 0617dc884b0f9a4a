//! The body of the create request, but for what is secret.

use secrecy::SecretString;
use serde_json::{Map, Value};

use crate::api::wire::create;
use crate::domain::plan::{Login, Plan};
use crate::domain::unseen::in_json;

/// The body that would be sent, in the order it would be sent in. A password and the keys of
/// encrypted disks are left out.
pub fn body(plan: &Plan) -> Map<String, Value> {
    match serde_json::from_str(&sent(plan)) {
        Ok(Value::Object(body)) => body,
        // What was just written is an object.
        _ => Map::new(),
    }
}

/// What would be sent, to the byte but for characters that are not seen, which stand as their numbers.
pub(super) fn sent(plan: &Plan) -> String {
    // Without a password nothing is encrypted, so no key is needed and nothing can fail.
    let body = create::body(&bare(plan), &SecretString::default()).unwrap_or_default();
    in_json(&body).into_owned()
}

fn bare(plan: &Plan) -> Plan {
    let mut plan = plan.clone();
    if matches!(plan.login, Login::Password(_)) {
        plan.login = Login::Later;
    }
    for disk in &mut plan.data_disks {
        disk.encrypt_key = None;
    }
    plan
}

pub(super) fn pretty(plan: &Plan) -> String {
    let text = serde_json::to_string_pretty(&body(plan)).unwrap_or_default();
    format!("{}\n", in_json(&text))
}
