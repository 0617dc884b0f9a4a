//! Step 4: the system disk and the data disks.

use crate::app::field::{Choice, Kind, Label, Unit};
use crate::app::wizard::Wizard;
use crate::domain::field::FieldId;
use crate::domain::rules::{self, limits};
use crate::domain::units::Gib;

pub(super) fn fields(wizard: &Wizard) -> Vec<(FieldId, Kind)> {
    let choices: Vec<Choice> = system_types(wizard)
        .into_iter()
        .map(|value| Choice { label: Label::text(value.clone()), value })
        .collect();
    let chosen = wizard.draft.system_disk_type.as_deref();
    let chosen = choices.iter().position(|choice| Some(choice.value.as_str()) == chosen);
    let mut fields = vec![
        (FieldId::SystemDiskType, Kind::Choice { choices, chosen }),
        (FieldId::SystemDiskSize, Kind::Number(Unit::Gb)),
    ];
    if needs_local_disk(wizard) {
        fields.push((FieldId::LocalDisk, Kind::Number(Unit::Gb)));
    }
    fields.push((FieldId::DataDisks, Kind::Disks));
    fields
}

/// Whether the chosen spec must be given a local disk.
pub fn needs_local_disk(wizard: &Wizard) -> bool {
    rules::needs_local_disk(&wizard.draft, &wizard.cloud.facts(&wizard.draft))
}

/// Storage types the system disk may have: the spec's list, else the chosen one alone.
pub fn system_types(wizard: &Wizard) -> Vec<String> {
    let spec = wizard.cloud.facts(&wizard.draft).spec(&wizard.draft);
    let types = spec.map(|spec| spec.system_disk_types.clone()).unwrap_or_default();
    if types.is_empty() {
        wizard.draft.system_disk_type.clone().into_iter().collect()
    } else {
        types
    }
}

/// Storage types a data disk may have: the spec's list, as far as the zone sells them; else what the
/// zone sells.
pub fn data_types(wizard: &Wizard) -> Vec<String> {
    let facts = wizard.cloud.facts(&wizard.draft);
    let spec = facts.spec(&wizard.draft).map(|spec| spec.data_disk_types.as_slice());
    let sold = facts.disk_quota.map(|quota| quota.ranges.as_slice());
    match (spec.unwrap_or_default(), sold) {
        ([], sold) => {
            sold.unwrap_or_default().iter().map(|range| range.storage_type.clone()).collect()
        }
        (types, None) => types.to_vec(),
        (types, Some(sold)) => types
            .iter()
            .filter(|kind| sold.iter().any(|range| limits::same_storage(&range.storage_type, kind)))
            .cloned()
            .collect(),
    }
}

/// The sizes a data disk of this type may have in the zone: what the zone says, else what is
/// documented (limits.md `cds.size_static`).
pub fn data_range(wizard: &Wizard, storage_type: &str) -> (Gib, Gib) {
    let quota = wizard.cloud.facts(&wizard.draft).disk_quota;
    quota
        .and_then(|quota| {
            let same = |range: &&crate::domain::catalog::DiskRange| {
                limits::same_storage(&range.storage_type, storage_type)
            };
            quota.ranges.iter().find(same).map(|range| (range.min, range.max))
        })
        .unwrap_or((limits::CDS_MIN, limits::CDS_MAX))
}

pub(super) fn shown(wizard: &Wizard, field: FieldId) -> Label {
    let draft = &wizard.draft;
    match field {
        FieldId::SystemDiskType => draft.system_disk_type.clone().map_or(Label::Empty, Label::Text),
        FieldId::SystemDiskSize => gb(&draft.system_disk_size),
        FieldId::LocalDisk => gb(&draft.local_disk),
        _ if draft.data_disks.is_empty() => Label::Words("disks.none"),
        _ => {
            let disks = draft.data_disks.iter();
            let disks: Vec<String> = disks
                .map(|disk| format!("{} GB {}", disk.size.trim(), disk.storage_type))
                .collect();
            Label::text(disks.join(", "))
        }
    }
}

fn gb(size: &str) -> Label {
    if size.trim().is_empty() { Label::Empty } else { Label::text(format!("{} GB", size.trim())) }
}

pub(super) fn summary(wizard: &Wizard) -> Label {
    let sizes = std::iter::once(wizard.draft.system_disk_size.trim())
        .chain(wizard.draft.data_disks.iter().map(|disk| disk.size.trim()))
        .collect::<Vec<_>>();
    Label::text(format!("{} GB", sizes.join(" + ")))
}
