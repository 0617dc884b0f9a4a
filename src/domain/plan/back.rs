//! From a purchase back to the answers that make it.

use super::{Bid, Billing, DataDisk, FileSystem, Groups, Login, Plan};
use crate::domain::draft::{DiskDraft, Draft, FileSystemDraft, LoginChoice, RenewDraft};
use crate::domain::plan::Payment;
use crate::domain::units::Months;

/// The answers of which `plan` is made. The VPC is not among them: a purchase only says the subnet.
pub fn to_draft(plan: &Plan) -> Draft {
    let more = &plan.more;
    let empty = Draft::new(&plan.region);
    let said = |text: &String| Some(text.clone()).filter(|text| !text.trim().is_empty());
    let typed = |text: &Option<String>| text.clone().unwrap_or_default();
    let ip = plan.public_ip.as_ref();
    let (enterprise, groups) = match &plan.groups {
        Groups::Normal(ids) => (false, ids),
        Groups::Enterprise(ids) => (true, ids),
    };
    let (login, key_pair, password) = match &plan.login {
        Login::KeyPair(id) => (LoginChoice::KeyPair, Some(id.clone()), None),
        Login::Password(password) => (LoginChoice::Password, None, Some(password.clone())),
        Login::KeepImage => (LoginChoice::KeepImage, None, None),
        Login::Later => (LoginChoice::Later, None, None),
    };
    let password = password.unwrap_or_default();
    let (payment, months) = match (plan.spot, plan.billing) {
        (Some(_), _) => (Payment::Spot, empty.months),
        (None, Billing::Prepaid(Months(months))) => (Payment::Prepaid, Months(months)),
        (None, billing) => (billing.payment(), empty.months),
    };
    let bid_price = match plan.spot {
        Some(Bid::Custom(price)) => price.0.to_string(),
        _ => String::new(),
    };
    Draft {
        zone: said(&plan.zone),
        spec: said(&plan.spec),
        count: plan.count.to_string(),
        min_count: more.min_count.map(|count| count.to_string()).unwrap_or_default(),
        hyper_threading: more.hyper_threading,
        threads_per_core: more.threads_per_core,
        numa: more.numa,
        ehc_cluster: more.ehc_cluster.clone(),
        image: said(&plan.image),
        system_disk_type: plan.system_disk.storage_type.clone(),
        system_disk_size: plan.system_disk.size.to_string(),
        local_disk: plan.local_disk.map(|size| size.to_string()).unwrap_or_default(),
        data_disks: plan.data_disks.iter().map(data_disk).collect(),
        system_partition: plan.system_disk.partition,
        data_partition: more.data_partition,
        system_extra_io: typed(&plan.system_disk.extra_io),
        hide_serial: plan.system_disk.hide_serial,
        snapshot_policy: more.snapshot_policy.clone(),
        file_systems: more.file_systems.iter().map(file_system).collect(),
        vpc: None,
        subnet: said(&plan.subnet),
        enterprise,
        groups: if enterprise { Vec::new() } else { groups.clone() },
        enterprise_groups: if enterprise { groups.clone() } else { Vec::new() },
        public_ip: ip.is_some(),
        bandwidth: ip.map_or(empty.bandwidth, |ip| ip.bandwidth.to_string()),
        charge: ip.map(|ip| ip.charge),
        line: ip.and_then(|ip| ip.line),
        ip_name: ip.map(|ip| typed(&ip.name)).unwrap_or_default(),
        ip_release: ip.and_then(|ip| ip.delete_with_instance),
        ipv6: more.ipv6,
        internal_ips: more.internal_ips.iter().map(ToString::to_string).collect(),
        interfaces: more.network_interfaces.clone(),
        jumbo_frames: more.jumbo_frames,
        deployment_sets: more.deployment_sets.clone(),
        dedicated_host: typed(&more.dedicated_host),
        name: typed(&plan.name),
        hostname: typed(&plan.hostname),
        login,
        key_pair,
        password_again: password.clone(),
        password,
        ordered_suffix: more.ordered_suffix,
        hostname_domain: more.hostname_domain,
        user_data: more.user_data.clone().unwrap_or(empty.user_data),
        role: more.role.clone(),
        host_eye: more.host_eye,
        deletion_protection: more.deletion_protection,
        tags: more.tags.clone(),
        tag_related: more.tag_related,
        resource_group: more.resource_group.clone(),
        payment,
        months,
        renew: match more.auto_renew {
            Some(renew) => RenewDraft { unit: Some(renew.unit), time: renew.time.to_string() },
            None => empty.renew,
        },
        own_bid: matches!(plan.spot, Some(Bid::Custom(_))),
        bid_price,
        region: empty.region,
    }
}

fn data_disk(disk: &DataDisk) -> DiskDraft {
    DiskDraft {
        storage_type: disk.storage_type.clone(),
        size: disk.size.to_string(),
        name: disk.name.clone().unwrap_or_default(),
        snapshot: disk.snapshot.clone(),
        extra_io: disk.extra_io.map(|number| number.to_string()).unwrap_or_default(),
        delete_with_instance: disk.delete_with_instance,
        delete_auto_snapshot: disk.delete_auto_snapshot,
    }
}

fn file_system(mount: &FileSystem) -> FileSystemDraft {
    FileSystemDraft {
        id: mount.id.clone(),
        mount_address: mount.mount_address.clone(),
        path: mount.path.clone(),
        protocol: mount.protocol,
    }
}
