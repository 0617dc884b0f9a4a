//! From a draft to the purchase.

use super::{DataDisk, Groups, Login, More, Plan, PublicIp, SystemDisk};
use crate::domain::draft::{Draft, LoginChoice};
use crate::domain::facts::Facts;
use crate::domain::problem::Problem;
use crate::domain::rules::{self, chosen, limits};
use crate::domain::units::{Gib, Mbps};

/// Makes the plan of a draft; with any error among its problems, all of them instead.
pub fn from_draft(draft: &Draft, facts: &Facts) -> Result<Plan, Vec<Problem>> {
    let problems = rules::check(draft, facts);
    if rules::blocks(&problems) {
        return Err(problems);
    }
    // Whatever cannot be read here is an error above.
    read(draft, facts).ok_or(problems)
}

/// Reads a draft that passed every rule.
fn read(draft: &Draft, facts: &Facts) -> Option<Plan> {
    let text = |choice: &Option<String>| chosen(choice.as_ref()).map(str::to_owned);
    let size = |typed: &str| limits::whole(typed).ok().map(Gib);
    let typed = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());

    let data_disks = draft
        .data_disks
        .iter()
        .map(|disk| Some(DataDisk::new(disk.storage_type.trim(), size(&disk.size)?)));
    let local_disk =
        if rules::needs_local_disk(draft, facts) { Some(size(&draft.local_disk)?) } else { None };
    let groups = rules::groups(draft).into_iter().map(str::to_owned).collect();
    let public_ip = if draft.public_ip {
        let bandwidth = Mbps(limits::whole(&draft.bandwidth).ok()?);
        // 0 Mbps means none (limits.md x.bandwidth_zero).
        Some(PublicIp::new(bandwidth, draft.charge_or_default()))
            .filter(|public_ip| public_ip.bandwidth.0 > 0)
    } else {
        None
    };
    Some(Plan {
        region: draft.region.trim().to_owned(),
        zone: text(&draft.zone)?,
        spec: text(&draft.spec)?,
        family: rules::family(draft, facts).map(str::to_owned),
        count: limits::whole(&draft.count).ok()?,
        image: text(&draft.image)?,
        system_disk: SystemDisk {
            storage_type: text(&draft.system_disk_type),
            size: size(&draft.system_disk_size)?,
            ..SystemDisk::default()
        },
        data_disks: data_disks.collect::<Option<_>>()?,
        local_disk,
        subnet: text(&draft.subnet)?,
        groups: if draft.enterprise { Groups::Enterprise(groups) } else { Groups::Normal(groups) },
        public_ip,
        name: typed(&draft.name),
        hostname: typed(&draft.hostname),
        login: match draft.login {
            LoginChoice::KeyPair => Login::KeyPair(text(&draft.key_pair)?),
            LoginChoice::Password => Login::Password(draft.password.clone()),
            LoginChoice::Later => Login::Later,
        },
        billing: draft.billing(),
        spot: None,
        more: More::default(),
    })
}
