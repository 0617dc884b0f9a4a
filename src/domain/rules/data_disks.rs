//! Rules of the data disks in the fourth step.

use crate::domain::catalog::{DiskRange, Snapshot};
use crate::domain::draft::DiskDraft;
use crate::domain::field::FieldId;
use crate::domain::plan::Payment;
use crate::domain::problem::{Part, Problem};
use crate::domain::rules::disks::preferred;
use crate::domain::rules::limits::{self, Verdict};
use crate::domain::rules::{Case, chosen, number};
use crate::domain::units::Gib;

const FIELD: FieldId = FieldId::DataDisks;

pub(super) fn check(case: &Case, found: &mut Vec<Problem>) {
    let disks = &case.draft.data_disks;
    let most = case.spec.and_then(|spec| spec.volume_count).unwrap_or(limits::CDS_COUNT);
    if usize::try_from(most).is_ok_and(|most| disks.len() > most) {
        let problem = Problem::error("cds.count", "cds_count", FIELD);
        found.push(problem.with("n", &most).fixed(&most));
    }
    check_capacity(case, found);
    for (index, disk) in disks.iter().enumerate() {
        let mut own = Vec::new();
        check_type(case, disk, &mut own);
        check_size(case, disk, &mut own);
        check_name(disk, &mut own);
        check_snapshot(case, disk, &mut own);
        check_extra_io(disk, &mut own);
        // Spot instances have postpaid disks.
        if disk.delete_with_instance == Some(true) && case.draft.payment == Payment::Prepaid {
            let problem = Problem::error("cds.delete_with", "cds_delete_with", FIELD);
            own.push(problem.fixed_part(Part::Release, ""));
        }
        found.extend(own.into_iter().map(|problem| problem.at(index)));
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
        let problem = Problem::warning("cds.capacity", "cds_capacity", FIELD);
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

fn check_type(case: &Case, disk: &DiskDraft, found: &mut Vec<Problem>) {
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
        let problem = Problem::error("cds.type", "cds_type_required", FIELD);
        found.push(problem.maybe_fixed_part(Part::Type, first()));
    } else if !in_zone(name) || !on_spec(name) {
        let problem = about(Problem::error("cds.type", "cds_type", FIELD));
        found.push(problem.maybe_fixed_part(Part::Type, first()));
    } else if limits::retiring_storage(name) {
        found.push(about(Problem::warning("cds.type", "cds_type_retiring", FIELD)));
    }
}

/// The snapshot a disk is made from, where it is known.
fn snapshot<'a>(case: &Case<'a>, disk: &DiskDraft) -> Option<&'a Snapshot> {
    let id = chosen(disk.snapshot.as_ref())?;
    case.facts.snapshots?.iter().find(|known| known.id == id)
}

fn check_size(case: &Case, disk: &DiskDraft, found: &mut Vec<Problem>) {
    let range = range(case, disk);
    let size = match number(&disk.size, "cds_size_int", limits::GB_WORDS) {
        Ok(size) => Gib(size),
        Err(misread) => {
            let least = range.map_or(limits::CDS_MIN, |range| range.min).0.max(1);
            let most = range.map_or(limits::CDS_MAX, |range| range.max).0;
            let problem = Problem::error("cds.size_int", misread.words, FIELD);
            found.push(problem.fixed_part(Part::Size, &misread.instead(least, most).max(1)));
            return;
        }
    };
    if let Some(range) = range {
        let (min, max) = (range.min.max(Gib(1)), range.max);
        if size < min || size > max {
            let nearest = if size < min { min } else { max };
            found.push(
                Problem::error("cds.size_quota", "cds_size_quota", FIELD)
                    .with("type", disk.storage_type.trim())
                    .with("min", &min)
                    .with("max", &max)
                    .fixed_part(Part::Size, &nearest),
            );
        }
    } else if size.0 == 0 {
        let problem = Problem::error("cds.size_int", "cds_size_int", FIELD);
        found.push(problem.fixed_part(Part::Size, &limits::CDS_MIN));
    } else if case.facts.disk_quota.is_none_or(|quota| quota.ranges.is_empty()) {
        check_static_size(size, found);
    }
    let least = snapshot(case, disk).and_then(|snapshot| snapshot.size).unwrap_or_default();
    if size < least {
        let problem = Problem::error("cds.snapshot_size", "cds_snapshot_size", FIELD);
        found.push(problem.with("n", &least).fixed_part(Part::Size, &least));
    }
}

fn check_static_size(size: Gib, found: &mut Vec<Problem>) {
    let verdict = limits::cds_size(size);
    let Some(severity) = verdict.severity() else { return };
    let nearest = if size < limits::CDS_MIN { limits::CDS_MIN } else { limits::CDS_MAX };
    let words = if verdict == Verdict::Refused { "cds_size_never" } else { "cds_size_static" };
    found.push(
        Problem::new(severity, "cds.size_static", words, FIELD)
            .with("min", &limits::CDS_MIN)
            .with("max", &limits::CDS_MAX)
            .with("most", &limits::CDS_ABSOLUTE_MAX)
            .fixed_part(Part::Size, &nearest),
    );
}

/// No source says what a disk's name may hold: what an instance's may is taken for safe, and what no
/// screen can show for wrong.
fn check_name(disk: &DiskDraft, found: &mut Vec<Problem>) {
    let name = disk.name.trim();
    let safe = limits::name_charset(name) == Verdict::Fine && limits::name_length(name);
    let cleaned = limits::name_cleaned(name, limits::NAME_MAX);
    let cleaned = cleaned.filter(|name| limits::name_charset(name) == Verdict::Fine);
    if name.contains(char::is_control) {
        let problem = Problem::error("cds.name", "cds_name", FIELD);
        found.push(problem.fixed_part(Part::Name, &cleaned.unwrap_or_default()));
    } else if !safe {
        let problem = Problem::warning("cds.name", "cds_name_unusual", FIELD);
        let problem = problem.with("max", &limits::NAME_MAX);
        found.push(problem.maybe_fixed_part(Part::Name, cleaned));
    }
}

fn check_snapshot(case: &Case, disk: &DiskDraft, found: &mut Vec<Problem>) {
    let Some(id) = chosen(disk.snapshot.as_ref()) else { return };
    let mut push = |problem: Problem| {
        found.push(problem.with("snapshot", id).fixed_part(Part::Snapshot, ""));
    };
    let Some(snapshot) = snapshot(case, disk) else {
        if case.facts.snapshots.is_some() {
            push(Problem::error("cds.snapshot_listed", "cds_snapshot_listed", FIELD));
        }
        return;
    };
    if !snapshot.available() {
        let problem = Problem::error("cds.snapshot_status", "cds_snapshot_status", FIELD);
        push(problem.with("status", &snapshot.status));
    }
    if snapshot.of_system_disk() {
        push(Problem::error("cds.snapshot_kind", "cds_snapshot_kind", FIELD));
    }
}

fn check_extra_io(disk: &DiskDraft, found: &mut Vec<Problem>) {
    let text = disk.extra_io.trim();
    if text.is_empty() {
        return;
    }
    let (words, fix) = match number(text, "cds_extra_io_int", limits::IO_WORDS) {
        Ok(_) if limits::enhanced_storage(&disk.storage_type) => return,
        Ok(_) => ("cds_extra_io", None),
        Err(misread) => (misread.words, misread.meant),
    };
    let fix = fix.map(|meant| meant.to_string()).unwrap_or_default();
    let problem = Problem::error("cds.extra_io", words, FIELD).with("type", &disk.storage_type);
    found.push(problem.fixed_part(Part::ExtraIo, &fix));
}
