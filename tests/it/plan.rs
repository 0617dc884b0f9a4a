//! Plan files: read, written, checked, exported, and in the wizard.

mod binary;
mod export;
mod faults;
mod manual;
mod round;
mod saving;
mod screens;
mod signed;

use bcc_wizard::domain::facts::Facts;
use bcc_wizard::domain::field::FieldId;
use bcc_wizard::domain::plan::file::{self, Fault, PlanFile};
use bcc_wizard::domain::problem::Problem;

/// The plan of ux.md §10.
pub const WEB: &str = r#"version = 1
region = "bj"

[zone]
name = "cn-bj-d"              # leave out: the cloud chooses

[spec]
name = "bcc.g5.c4m16"
count = 1

[image]
id = "m-1A2b3C4d"

[disks.system]
type = "cloud_hp1"
size_gb = 40

[[disks.data]]
type = "enhanced_ssd_pl1"
size_gb = 100

[network]
subnet = "sbn-abc123"
security_groups = ["g-def456"]

[network.public_ip]
bandwidth_mbps = 5
charge = "traffic"            # or "bandwidth"

[system]
name = "web"
hostname = "web"

[system.login]
key_pair = "k-ghi789"         # or password_env = "BCC_ADMIN_PASS", or password_file = "…"

[system.tags]
team = "search"

[billing]
payment = "postpaid"          # prepaid, spot
# months = 1                  # prepaid
"#;

/// What the rules say of a plan by itself, hints about the purchase as a whole left out.
pub fn judged(plan: &PlanFile) -> Vec<Problem> {
    let mut found = file::judge(plan, &Facts::default());
    found.retain(|problem| problem.field != FieldId::Buy);
    found
}

pub fn read(text: &str) -> Result<PlanFile, Vec<Fault>> {
    file::read(text.as_bytes(), "bj")
}

/// A plan with other lines in the place of one.
pub fn with(line: &str, other: &str) -> String {
    let found = WEB.lines().filter(|it| it.starts_with(line)).count();
    assert_eq!(found, 1, "{line}");
    let lines = WEB.lines().map(|it| if it.starts_with(line) { other } else { it });
    lines.collect::<Vec<_>>().join("\n")
}
