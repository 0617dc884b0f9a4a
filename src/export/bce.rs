//! A command of `bce`, Baidu's own command line (baidubce/bce-cli): `bce SERVICE OPERATION`, each
//! parameter of the operation as an option, lists and objects as JSON.

use serde_json::Value;

use super::words::shell;
use super::{body, left_out_password};
use crate::domain::plan::Plan;
use crate::domain::said::{Said, Say};

/// The command, after comments on what it cannot do.
pub(super) fn command(plan: &Plan, say: Say<'_>) -> String {
    let mut out = format!("# {}\n", say(&Said::of("export_comment.no_token")));
    if left_out_password(plan) {
        out = format!("{out}# {}\n", say(&Said::of("export_comment.bce_password")));
    }
    let mut parts = vec![
        "bce bcc CreateInstanceBySpec".to_owned(),
        option("region", &Value::from(plan.region.as_str())),
    ];
    parts.extend(body(plan).iter().map(|(name, value)| option(name, value)));
    out.push_str(&parts.join(" \\\n  "));
    out.push('\n');
    out
}

/// With `=`, since a value that begins with `--` would be an option of its own.
fn option(name: &str, value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    format!("--{name}={}", shell(&text))
}
