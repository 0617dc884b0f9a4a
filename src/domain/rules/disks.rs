//! Rules of the fourth step: the system disk and the local disk.
//!
//! `eph.count`, `eph.type` and `x.accel_eph` hold by construction: a plan has at most one local disk,
//! without a type, and none where the spec has cards.

use crate::domain::catalog::{ImageKind, OsType};
use crate::domain::field::FieldId;
use crate::domain::plan::INCLUDED_SYSTEM_DISK;
use crate::domain::problem::Problem;
use crate::domain::rules::limits::{self, NotWhole, RootSize};
use crate::domain::rules::{Case, chosen, image_minimum, number};
use crate::domain::units::Gib;

/// Types taken first where one must be proposed: the plain cloud disks.
const PREFERRED_TYPES: [&str; 2] = ["cloud_hp1", "hp1"];

pub(super) fn check(case: &Case, found: &mut Vec<Problem>) {
    check_system_type(case, found);
    check_local_image(case, found);
    match number(&case.draft.system_disk_size, "root_int", limits::GB_WORDS) {
        Ok(size) => check_system_size(case, Gib(size), found),
        Err(misread) => {
            let least = image_minimum(case.draft, case.facts).max(limits::ROOT_MIN);
            let instead = misread.instead(least.0, limits::ROOT_MAX.max(least).0);
            let problem = Problem::error("root.int", misread.words, FieldId::SystemDiskSize);
            found.push(problem.fixed(&instead));
        }
    }
    check_system_extra_io(case, found);
    if case.needs_local_disk() {
        check_local(case, found);
    }
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

/// What an image was made from nobody says; only those that somebody made can be of a cloud disk.
fn check_local_image(case: &Case, found: &mut Vec<Problem>) {
    let Some(name) = chosen(case.draft.system_disk_type.as_ref()) else { return };
    let made = case.image.is_some_and(|i| matches!(i.kind, ImageKind::Custom | ImageKind::Shared));
    if !made || !limits::local_storage(name) {
        return;
    }
    let allowed = case.spec.map_or(&[][..], |spec| &spec.system_disk_types);
    let cloud = preferred(allowed.iter().filter(|name| !limits::local_storage(name)));
    let problem = Problem::warning("x.local_image", "x_local_image", FieldId::SystemDiskType);
    found.push(problem.with("type", name).maybe_fixed(cloud));
}

/// The API takes a text here and no source says more of it than that it is extra performance, as of
/// data disks (limits.md `cds.extra_io`).
fn check_system_extra_io(case: &Case, found: &mut Vec<Problem>) {
    let text = case.draft.system_extra_io.trim();
    if text.is_empty() {
        return;
    }
    let field = FieldId::SystemExtraIo;
    let kind = chosen(case.draft.system_disk_type.as_ref()).unwrap_or(limits::DEFAULT_SYSTEM_DISK);
    match number(text, "root_extra_io", limits::IO_WORDS) {
        Err(misread) => {
            let meant = misread.meant.map(|meant| meant.to_string()).unwrap_or_default();
            found.push(Problem::error("root.extra_io", misread.words, field).fixed(&meant));
        }
        Ok(_) if !limits::enhanced_storage(kind) => {
            let problem = Problem::warning("root.extra_io", "root_extra_io_type", field);
            found.push(problem.with("type", kind).fixed(""));
        }
        Ok(_) => {}
    }
}

/// The type to propose from a list: a plain cloud disk, else the first not on its way out, else the
/// first.
pub(super) fn preferred<'a>(allowed: impl IntoIterator<Item = &'a String>) -> Option<&'a str> {
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

fn check_local(case: &Case, found: &mut Vec<Problem>) {
    let field = FieldId::LocalDisk;
    let given = case.spec.and_then(|spec| spec.local_disks).map(|(_, size)| size);
    let given = given.filter(|size| size.0 > 0);
    let about = |problem: Problem| problem.with("spec", case.spec_name());
    let problem = match (number(&case.draft.local_disk, "x_storage_opt", limits::GB_WORDS), given) {
        (Err(misread), given) => {
            let problem = about(Problem::error("x.storage_opt", misread.words, field));
            let largest = given.unwrap_or(limits::LOCAL_DISK_MAX).0;
            let guess = (misread.why == NotWhole::TooLarge).then_some(largest);
            found.push(problem.maybe_fixed(misread.meant.or(guess).or(given.map(Gib::get))));
            return;
        }
        (Ok(0), _) => about(Problem::error("eph.size", "eph_zero", field)),
        (Ok(size), Some(max)) if size > max.0 => {
            about(Problem::error("eph.size", "eph_size", field).with("n", &max))
        }
        (Ok(size), None) if size > limits::LOCAL_DISK_MAX.0 => {
            let problem = Problem::warning("eph.size", "eph_large", field);
            let most = limits::LOCAL_DISK_MAX;
            found.push(problem.with("n", &most).fixed(&most));
            return;
        }
        _ => return,
    };
    found.push(problem.maybe_fixed(given));
}
