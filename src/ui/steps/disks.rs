//! Step 4: the table of automatic snapshot policies.

use crate::domain::catalog::Retention;
use crate::ui::Scene;
use crate::ui::widgets::table::Column;

/// The columns of the table of snapshot policies.
pub const COLUMNS: [Column; 4] = [
    Column::text("name", 16, 0).growing(12),
    Column::text("hours", 10, 1).growing(10),
    Column::text("kept", 10, 2),
    Column::text("id", 12, 3).growing(4),
];

/// The cells of a snapshot policy.
pub fn cells(scene: &Scene, row: usize) -> Option<Vec<String>> {
    let policy = scene.wizard.cloud.snapshot_policies()?.get(row)?;
    let hours: Vec<String> = policy.hours.iter().map(|hour| format!("{hour}:00")).collect();
    let kept = match policy.retention {
        Some(Retention::Forever) => scene.words.get("policy.forever").into_owned(),
        Some(Retention::Days(days)) => {
            scene.words.fill("policy.days", &[("days", &days.to_string())])
        }
        None => "—".to_owned(),
    };
    Some(vec![policy.name.clone(), hours.join(" "), kept, policy.id.clone()])
}
