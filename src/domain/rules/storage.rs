//! Rules of what few purchases say of the disks: the snapshot policy and the mounts.
//!
//! `part.type` holds by construction: a format is one of two.

use crate::domain::catalog::ImageKind;
use crate::domain::draft::FileSystemDraft;
use crate::domain::field::FieldId;
use crate::domain::problem::{Part, Problem};
use crate::domain::rules::{Case, chosen, limits};

pub(super) fn check(case: &Case, found: &mut Vec<Problem>) {
    check_policy(case, found);
    for (index, system) in case.draft.file_systems.iter().enumerate() {
        if let Some(problem) = file_system(system) {
            found.push(problem.at(index));
        }
    }
}

fn check_policy(case: &Case, found: &mut Vec<Problem>) {
    let Some(id) = chosen(case.draft.snapshot_policy.as_ref()) else { return };
    let mut push = |problem: Problem| found.push(problem.with("policy", id).fixed(""));
    let field = FieldId::SnapshotPolicy;
    let policy = case.facts.snapshot_policies.map(|list| list.iter().find(|known| known.id == id));
    match policy {
        Some(None) => push(Problem::error("asp.listed", "asp_listed", field)),
        Some(Some(policy)) if !policy.active() => {
            let problem = Problem::warning("asp.status", "asp_status", field);
            push(problem.with("status", &policy.status));
        }
        _ => {}
    }
    if case.image.is_some_and(|image| image.kind == ImageKind::Market) {
        push(Problem::warning("asp.market", "asp_market", field));
    }
}

/// What is wrong with a mount. Its protocol is one of two by construction.
fn file_system(system: &FileSystemDraft) -> Option<Problem> {
    let error = |words| Problem::error("cfs.fields", words, FieldId::FileSystems);
    let path = system.path.trim();
    let missing = [&system.id, &system.mount_address, &system.path];
    if missing.iter().any(|text| text.trim().is_empty()) {
        return Some(error("cfs_fields"));
    }
    if !limits::one_word(&system.id) || !limits::one_word(&system.mount_address) {
        return Some(error("cfs_word"));
    }
    if !limits::absolute_path(path) {
        let absolute = format!("/{}", path.trim_start_matches('/'));
        let absolute = Some(absolute).filter(|path| limits::absolute_path(path));
        return Some(error("cfs_path").maybe_fixed_part(Part::Path, absolute));
    }
    None
}
