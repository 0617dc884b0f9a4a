//! Step 4: the table of automatic snapshot policies.

use crate::domain::catalog::{Retention, SnapshotPolicy};
use crate::ui::Scene;
use crate::ui::widgets::table::Column;

/// The columns of the table of snapshot policies.
pub const COLUMNS: [Column; 5] = [
    Column::text("name", 12, 0).growing(16),
    Column::text("hours", 8, 2).growing(18),
    Column::text("kept", 8, 3).growing(4),
    Column::text("state", 9, 1),
    Column::text("id", 12, 4).growing(4),
];

/// The names of the days, `policy.<day>`, in the API's order: 0 is Monday (contract.md §11.1).
const DAYS: [&str; 7] = [
    "policy.monday",
    "policy.tuesday",
    "policy.wednesday",
    "policy.thursday",
    "policy.friday",
    "policy.saturday",
    "policy.sunday",
];

fn hours(policy: &SnapshotPolicy) -> String {
    let hours: Vec<String> = policy.hours.iter().map(|hour| format!("{hour}:00")).collect();
    if hours.is_empty() { "—".to_owned() } else { hours.join(" ") }
}

fn kept(scene: &Scene, policy: &SnapshotPolicy) -> String {
    match policy.retention {
        Some(Retention::Forever) => scene.words.get("policy.forever").into_owned(),
        Some(Retention::Days(days)) => {
            scene.words.fill("policy.days", &[("days", &days.to_string())])
        }
        None => "—".to_owned(),
    }
}

/// What a policy does now; a state that makes no snapshots is marked as a warning is.
fn state(scene: &Scene, policy: &SnapshotPolicy) -> String {
    let words = match policy.status.to_ascii_lowercase().as_str() {
        "active" => "policy.active",
        "paused" => "policy.paused",
        "deleted" => "policy.deleted",
        _ => return format!("~ {}", policy.status),
    };
    scene.words.get(words).into_owned()
}

/// The cells of a snapshot policy.
pub fn cells(scene: &Scene, row: usize) -> Option<Vec<String>> {
    let policy = scene.wizard.cloud.snapshot_policies()?.get(row)?;
    let (hours, kept) = (hours(policy), kept(scene, policy));
    Some(vec![policy.name.clone(), hours, kept, state(scene, policy), policy.id.clone()])
}

/// One sentence about a policy: on which days it makes snapshots, of how many disks, when it last did.
pub fn about(scene: &Scene, row: usize) -> Option<String> {
    let words = scene.words;
    let policy = scene.wizard.cloud.snapshot_policies()?.get(row)?;
    let day = |day: &u8| DAYS.get(usize::from(*day)).map(|key| words.get(key).into_owned());
    let days: Vec<String> = policy.weekdays.iter().filter_map(day).collect();
    let days = if days.len() == DAYS.len() {
        words.get("policy.every_day").into_owned()
    } else {
        words.fill("policy.on_days", &[("days", &days.join(" "))])
    };
    let disks = words.fill("policy.disks", &[("count", &policy.volumes.to_string())]);
    let last = match &policy.last_run {
        Some(last) => words.fill("policy.last", &[("time", last)]),
        None => words.get("policy.never").into_owned(),
    };
    Some([days, disks, last].join(" · "))
}
