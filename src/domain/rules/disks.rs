//! Rules of the fourth step: system disk, local disk, data disks.
//!
//! `eph.count`, `eph.type` and `x.accel_eph` hold by construction: a plan has at most one local disk,
//! without a type, and none where the spec has cards.
//!
//! A fix of a data disk names its entry; its value is the new size where it is a number, else the new
//! storage type.

use crate::domain::catalog::{DiskRange, OsType};
use crate::domain::draft::DiskDraft;
use crate::domain::field::FieldId;
use crate::domain::plan::INCLUDED_SYSTEM_DISK;
use crate::domain::problem::Problem;
use crate::domain::rules::limits::{self, RootSize, Verdict};
use crate::domain::rules::{Case, chosen, image_minimum, number};
use crate::domain::units::Gib;

/// Types taken first where one must be proposed: the plain cloud disks.
const PREFERRED_TYPES: [&str; 2] = ["cloud_hp1", "hp1"];

pub(super) fn check(case: &Case, found: &mut Vec<Problem>) {
    check_system_type(case, found);
    match number(&case.draft.system_disk_size, "root_int") {
        Ok(size) => check_system_size(case, Gib(size), found),
        Err(words) => found.push(Problem::error("root.int", words, FieldId::SystemDiskSize)),
    }
    check_system_extra_io(case, found);
    if case.needs_local_disk() {
        check_local(case, found);
    }
    check_data(case, found);
}

fn check_system_type(case: &Case, found: &mut Vec<Problem>) {
    let Some(name) = chosen(case.draft.system_disk_type.as_ref()) else { return };
    let field = FieldId::SystemDiskType;
    let allowed = case.spec.map_or(&[][..], |spec| &spec.system_disk_types);
    let problem = if limits::storage_listed(allowed, name) {
        return;
    } else if limits::data_only_storage(name) {
        Problem::error("root.nodata", "root_nodata", field)
    } else if case.spec.is_some() && !(allowed.is_empty() && limits::system_storage(name)) {
        Problem::error("root.type", "root_type", field)
    } else {
        return;
    };
    let fix = if allowed.is_empty() { Some(PREFERRED_TYPES[0]) } else { preferred(allowed) };
    found.push(problem.with("type", name).with("spec", case.spec_name()).maybe_fixed(fix));
}

/// The type to propose from a list: a plain cloud disk, else the first not on its way out, else the
/// first.
fn preferred<'a>(allowed: impl IntoIterator<Item = &'a String>) -> Option<&'a str> {
    let allowed: Vec<&str> = allowed.into_iter().map(String::as_str).collect();
    PREFERRED_TYPES
        .iter()
        .find_map(|wanted| allowed.iter().find(|name| limits::same_storage(name, wanted)))
        .or_else(|| allowed.iter().find(|name| !limits::retiring_storage(name)))
        .or_else(|| allowed.first())
        .copied()
}

fn check_system_size(case: &Case, size: Gib, found: &mut Vec<Problem>) {
    let field = FieldId::SystemDiskSize;
    let image_min = image_minimum(case.draft, case.facts);
    let minimum = image_min.max(limits::ROOT_MIN);
    let windows = case.os() == OsType::Windows;
    if size < image_min && !(windows && image_min < limits::ROOT_MIN) {
        let problem = Problem::error("root.min_image", "root_min_image", field);
        found.push(problem.with("n", &image_min).fixed(&minimum));
        return;
    }
    // Less is no way out where the image itself needs as much.
    let maximum = Some(limits::ROOT_MAX).filter(|max| image_min <= *max);
    let verdict = limits::root_size(size, case.os());
    let about = match verdict {
        RootSize::Fine => None,
        RootSize::WindowsTooSmall => Some(("x.root_windows", "x_root_windows", Some(minimum))),
        RootSize::TooSmall => Some(("root.min", "root_min_never", Some(minimum))),
        RootSize::VeryLow => Some(("root.min", "root_min_very_low", Some(minimum))),
        RootSize::Low => Some(("root.min", "root_min", Some(minimum))),
        RootSize::High => Some(("root.max", "root_max", maximum)),
        RootSize::TooLarge => Some(("root.max", "root_max_never", maximum)),
    };
    if let (Some(severity), Some((rule, words, fix))) = (verdict.severity(), about) {
        found.push(
            Problem::new(severity, rule, words, field)
                .with("min", &limits::ROOT_MIN)
                .with("max", &limits::ROOT_MAX)
                .with("least", &limits::ROOT_ABSOLUTE_MIN)
                .with("most", &limits::ROOT_ABSOLUTE_MAX)
                .maybe_fixed(fix),
        );
    }
    if size > INCLUDED_SYSTEM_DISK {
        let paid = size.0 - INCLUDED_SYSTEM_DISK.0;
        let problem = Problem::hint("root.fee", "root_fee", field);
        found.push(problem.with("n", &paid).with("included", &INCLUDED_SYSTEM_DISK));
    }
}

fn check_system_extra_io(case: &Case, found: &mut Vec<Problem>) {
    let text = case.draft.system_extra_io.trim();
    if text.is_empty() {
        return;
    }
    let field = FieldId::SystemExtraIo;
    let kind = chosen(case.draft.system_disk_type.as_ref()).unwrap_or(limits::DEFAULT_SYSTEM_DISK);
    match number(text, "root_extra_io") {
        Err(words) => found.push(Problem::error("root.extra_io", words, field).fixed("")),
        Ok(_) if !limits::enhanced_storage(kind) => {
            let problem = Problem::warning("root.extra_io", "root_extra_io_type", field);
            found.push(problem.with("type", kind).fixed(""));
        }
        Ok(_) => {}
    }
}

fn check_local(case: &Case, found: &mut Vec<Problem>) {
    let field = FieldId::LocalDisk;
    let given = case.spec.and_then(|spec| spec.local_disks).map(|(_, size)| size);
    let given = given.filter(|size| size.0 > 0);
    let about = |problem: Problem| problem.with("spec", case.spec_name());
    let problem = match (number(&case.draft.local_disk, "x_storage_opt"), given) {
        (Err(words), _) => about(Problem::error("x.storage_opt", words, field)),
        (Ok(0), _) => about(Problem::error("eph.size", "eph_zero", field)),
        (Ok(size), Some(max)) if size > max.0 => {
            about(Problem::error("eph.size", "eph_size", field).with("n", &max))
        }
        (Ok(size), None) if size > limits::LOCAL_DISK_MAX.0 => {
            let problem = Problem::warning("eph.size", "eph_large", field);
            found.push(problem.with("n", &limits::LOCAL_DISK_MAX));
            return;
        }
        _ => return,
    };
    found.push(problem.maybe_fixed(given));
}

fn check_data(case: &Case, found: &mut Vec<Problem>) {
    let disks = &case.draft.data_disks;
    let field = FieldId::DataDisks;
    let most = super::data_disk_limit(case.draft, case.facts);
    if usize::try_from(most).is_ok_and(|most| disks.len() > most) {
        found.push(Problem::error("cds.count", "cds_count", field).with("n", &most));
    }
    check_capacity(case, found);
    for (index, disk) in disks.iter().enumerate() {
        let mut own = Vec::new();
        check_data_type(case, disk, &mut own);
        check_data_size(case, disk, &mut own);
        found.extend(own.into_iter().map(|mut problem| {
            if let Some(fix) = &mut problem.fix {
                fix.item = Some(index);
            }
            problem.at(index)
        }));
    }
}

fn check_capacity(case: &Case, found: &mut Vec<Problem>) {
    let Some(quota) = case.facts.disk_quota else { return };
    let (Some(total), Some(used)) = (quota.total, quota.used) else { return };
    let sizes = case.draft.data_disks.iter().filter_map(|disk| limits::whole(&disk.size).ok());
    let wanted = sizes.map(u64::from).fold(0, u64::saturating_add);
    let wanted = wanted.saturating_mul(case.count.unwrap_or(1).into());
    let left = total.0.saturating_sub(used.0);
    if total.0 > 0 && wanted > left.into() {
        let problem = Problem::warning("cds.capacity", "cds_capacity", FieldId::DataDisks);
        found.push(problem.with("n", &left).with("wanted", &wanted));
    }
}

/// The zone's limits of a data disk's type; a largest size of 0 says nothing.
fn range<'a>(case: &Case<'a>, disk: &DiskDraft) -> Option<&'a DiskRange> {
    let ranges = &case.facts.disk_quota?.ranges;
    ranges
        .iter()
        .filter(|range| range.max > Gib(0))
        .find(|range| limits::same_storage(&range.storage_type, &disk.storage_type))
}

fn check_data_type(case: &Case, disk: &DiskDraft, found: &mut Vec<Problem>) {
    let field = FieldId::DataDisks;
    let name = disk.storage_type.trim();
    let by_spec = case.spec.map_or(&[][..], |spec| &spec.data_disk_types);
    let ranges = case.facts.disk_quota.map_or(&[][..], |quota| &quota.ranges);
    let in_zone = |name: &str| {
        ranges.is_empty() || ranges.iter().any(|r| limits::same_storage(&r.storage_type, name))
    };
    let on_spec = |name: &str| by_spec.is_empty() || limits::storage_listed(by_spec, name);
    let first = || {
        let of_zone: Vec<String> = ranges.iter().map(|r| r.storage_type.clone()).collect();
        let list = if by_spec.is_empty() { &of_zone } else { by_spec };
        let both = list.iter().filter(|name| in_zone(name) && on_spec(name));
        preferred(both).map(str::to_owned)
    };
    let about = |problem: Problem| {
        problem.with("type", name).with("spec", case.spec_name()).with("zone", case.zone_name())
    };
    if name.is_empty() {
        found.push(Problem::error("cds.type", "cds_type_required", field).maybe_fixed(first()));
    } else if !in_zone(name) || !on_spec(name) {
        let problem = about(Problem::error("cds.type", "cds_type", field));
        found.push(problem.maybe_fixed(first()));
    } else if limits::retiring_storage(name) {
        found.push(about(Problem::warning("cds.type", "cds_type_retiring", field)));
    }
}

fn check_data_size(case: &Case, disk: &DiskDraft, found: &mut Vec<Problem>) {
    let field = FieldId::DataDisks;
    let size = match number(&disk.size, "cds_size_int") {
        Ok(size) => Gib(size),
        Err(words) => {
            found.push(Problem::error("cds.size_int", words, field));
            return;
        }
    };
    if let Some(range) = range(case, disk) {
        let (min, max) = (range.min.max(Gib(1)), range.max);
        if size < min || size > max {
            let nearest = if size < min { min } else { max };
            found.push(
                Problem::error("cds.size_quota", "cds_size_quota", field)
                    .with("type", disk.storage_type.trim())
                    .with("min", &min)
                    .with("max", &max)
                    .fixed(&nearest),
            );
        }
    } else if size.0 == 0 {
        found.push(Problem::error("cds.size_int", "cds_size_int", field).fixed(&limits::CDS_MIN));
    } else if case.facts.disk_quota.is_none_or(|quota| quota.ranges.is_empty()) {
        let (words, nearest) = match limits::cds_size(size) {
            Verdict::Fine => return,
            Verdict::Unusual | Verdict::Refused if size < limits::CDS_MIN => {
                ("cds_size_static", limits::CDS_MIN)
            }
            Verdict::Unusual => ("cds_size_static", limits::CDS_MAX),
            Verdict::Refused => ("cds_size_never", limits::CDS_MAX),
        };
        if let Some(severity) = limits::cds_size(size).severity() {
            found.push(
                Problem::new(severity, "cds.size_static", words, field)
                    .with("min", &limits::CDS_MIN)
                    .with("max", &limits::CDS_MAX)
                    .with("most", &limits::CDS_ABSOLUTE_MAX)
                    .fixed(&nearest),
            );
        }
    }
}
