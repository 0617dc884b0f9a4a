//! From a draft to the purchase.

use super::{
    AutoRenew, Bid, Billing, DataDisk, FileSystem, Groups, Login, More, Payment, Plan, PublicIp,
    SystemDisk, Tag,
};
use crate::domain::draft::{DiskDraft, Draft, LoginChoice};
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

    let local_disk =
        if rules::needs_local_disk(draft, facts) { Some(size(&draft.local_disk)?) } else { None };
    let groups = rules::groups(draft).into_iter().map(str::to_owned).collect();
    let public_ip = if draft.public_ip {
        let bandwidth = Mbps(limits::whole(&draft.bandwidth).ok()?);
        let public_ip = PublicIp {
            name: typed(&draft.ip_name),
            line: draft.line,
            delete_with_instance: draft.ip_release,
            ..PublicIp::new(bandwidth, draft.charge_or_default())
        };
        // 0 Mbps means none (limits.md x.bandwidth_zero).
        Some(public_ip).filter(|public_ip| public_ip.bandwidth.0 > 0)
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
            extra_io: typed(&draft.system_extra_io),
            partition: draft.system_partition,
            hide_serial: draft.hide_serial,
        },
        data_disks: draft.data_disks.iter().map(data_disk).collect::<Option<_>>()?,
        local_disk,
        subnet: text(&draft.subnet)?,
        groups: if draft.enterprise { Groups::Enterprise(groups) } else { Groups::Normal(groups) },
        public_ip,
        name: typed(&draft.name),
        hostname: typed(&draft.hostname),
        login: match draft.login {
            LoginChoice::KeyPair => Login::KeyPair(text(&draft.key_pair)?),
            LoginChoice::Password => Login::Password(draft.password.clone()),
            LoginChoice::KeepImage => Login::KeepImage,
            LoginChoice::Later => Login::Later,
        },
        billing: draft.billing().listed(),
        spot: if draft.payment == Payment::Spot { Some(bid(draft)?) } else { None },
        more: more(draft)?,
    })
}

fn data_disk(disk: &DiskDraft) -> Option<DataDisk> {
    let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    Some(DataDisk {
        name: said(&disk.name),
        snapshot: chosen(disk.snapshot.as_ref()).map(str::to_owned),
        extra_io: said(&disk.extra_io).map(|typed| limits::whole(&typed)).transpose().ok()?,
        delete_with_instance: disk.delete_with_instance,
        delete_auto_snapshot: disk.delete_auto_snapshot,
        ..DataDisk::new(disk.storage_type.trim(), Gib(limits::whole(&disk.size).ok()?))
    })
}

fn tag(tag: &Tag) -> Tag {
    Tag { key: tag.key.trim().to_owned(), value: tag.value.trim().to_owned() }
}

fn bid(draft: &Draft) -> Option<Bid> {
    if draft.own_bid {
        limits::bid_price(&draft.bid_price).map(Bid::Custom)
    } else {
        Some(Bid::Market)
    }
}

fn more(draft: &Draft) -> Option<More> {
    let text = |choice: &Option<String>| chosen(choice.as_ref()).map(str::to_owned);
    let typed = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let min_count = typed(&draft.min_count).map(|typed| limits::whole(&typed)).transpose().ok()?;
    let addresses = draft.internal_ips.iter().map(|typed| typed.trim().parse().ok());
    let renew = draft.renew.unit.filter(|_| matches!(draft.billing(), Billing::Prepaid(_)));
    let renew = match renew {
        Some(unit) => Some(AutoRenew { unit, time: limits::whole(&draft.renew.time).ok()? }),
        None => None,
    };
    Some(More {
        min_count,
        ordered_suffix: draft.ordered_suffix,
        hostname_domain: draft.hostname_domain,
        user_data: Some(draft.user_data.clone()).filter(|text| !text.expose().trim().is_empty()),
        role: text(&draft.role),
        host_eye: draft.host_eye,
        dedicated_host: typed(&draft.dedicated_host),
        deployment_sets: draft.deployment_sets.clone(),
        ehc_cluster: text(&draft.ehc_cluster),
        jumbo_frames: draft.jumbo_frames,
        hyper_threading: draft.hyper_threading,
        threads_per_core: draft.threads_per_core,
        numa: draft.numa,
        data_partition: draft.data_partition,
        file_systems: draft
            .file_systems
            .iter()
            .map(|mount| FileSystem {
                id: mount.id.trim().to_owned(),
                mount_address: mount.mount_address.trim().to_owned(),
                path: mount.path.trim().to_owned(),
                protocol: mount.protocol,
            })
            .collect(),
        snapshot_policy: text(&draft.snapshot_policy),
        internal_ips: addresses.collect::<Option<_>>()?,
        network_interfaces: draft.interfaces.clone(),
        ipv6: draft.ipv6,
        auto_renew: renew,
        tags: draft.tags.iter().map(tag).collect(),
        tag_related: draft.tag_related.filter(|_| !draft.tags.is_empty()),
        resource_group: text(&draft.resource_group),
        deletion_protection: draft.deletion_protection,
    })
}
