//! Step 4: the system disk and the data disks.

use crate::app::dialog::Dialog;
use crate::app::effect::Ask;
use crate::app::field::{Choice, Kind, Label, Unit};
use crate::app::items::{Cell, ItemForm};
use crate::app::steps::{self, Reason};
use crate::app::wizard::Wizard;
use crate::domain::draft::{DiskDraft, Draft};
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
    fields.push((FieldId::DataDisks, Kind::Items));
    fields
}

/// What the form of a disk and its answers refer to.
pub(super) fn wants(wizard: &Wizard) -> Vec<Ask> {
    let asked = matches!(&wizard.dialog, Some(Dialog::Item(form)) if form.field == FieldId::DataDisks)
        || wizard.draft.data_disks.iter().any(|disk| disk.snapshot.is_some());
    asked.then_some(Ask::Snapshots).into_iter().collect()
}

pub(super) fn rows(wizard: &Wizard, _field: FieldId) -> (Vec<usize>, usize) {
    let policies = wizard.cloud.snapshot_policies().map(Vec::as_slice).unwrap_or_default();
    let filter = wizard.picker(FieldId::SnapshotPolicy).map_or("", |picker| picker.filter.value());
    let found = (0..policies.len()).filter(|row| {
        let policy = &policies[*row];
        steps::passes(&format!("{} {}", policy.name, policy.id), filter)
    });
    (found.collect(), policies.len())
}

pub(super) fn row_id(wizard: &Wizard, _field: FieldId, row: usize) -> Option<String> {
    wizard.cloud.snapshot_policies()?.get(row).map(|policy| policy.id.clone())
}

/// Any policy can be chosen; one that is paused is warned of.
pub(super) fn reason(_wizard: &Wizard, _field: FieldId, _row: usize) -> Option<Reason> {
    None
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

/// The size proposed for a new data disk, in GB, where the type allows it.
const PROPOSED: u32 = 100;

pub(super) fn item_form(
    wizard: &Wizard,
    draft: &Draft,
    _field: FieldId,
    index: Option<usize>,
) -> Vec<Cell> {
    let types = data_types(wizard);
    let disk = index.and_then(|index| draft.data_disks.get(index)).cloned().unwrap_or_else(|| {
        let storage_type = types.first().cloned().unwrap_or_default();
        let (least, _) = data_range(wizard, &storage_type);
        DiskDraft {
            size: least.get().max(PROPOSED).to_string(),
            storage_type,
            ..DiskDraft::default()
        }
    });
    let choices = types
        .into_iter()
        .map(|value| Choice { label: Label::text(value.clone()), value })
        .collect();
    vec![
        Cell::choice("disk_type", choices, &disk.storage_type),
        Cell::number("disk_size", &disk.size, Unit::Gb),
        Cell::text("disk_name", &disk.name),
        Cell::flag("disk_release", disk.delete_with_instance),
    ]
}

pub(super) fn put_item(draft: &mut Draft, form: &ItemForm) {
    let known = form.index.and_then(|index| draft.data_disks.get(index)).cloned();
    let disk = DiskDraft {
        storage_type: form.value("disk_type").to_owned(),
        size: form.value("disk_size").trim().to_owned(),
        name: form.value("disk_name").trim().to_owned(),
        delete_with_instance: form.flag("disk_release"),
        ..known.unwrap_or_default()
    };
    steps::put(&mut draft.data_disks, form.index, disk);
}

/// Nothing of a disk hangs on another answer of its form.
pub(super) fn adjust_item(_wizard: &Wizard, _form: &mut ItemForm) {}

pub(super) fn item_notes(wizard: &Wizard, form: &ItemForm) -> Vec<Label> {
    let (least, most) = data_range(wizard, form.value("disk_type"));
    let values = vec![("least", least.to_string()), ("most", most.to_string())];
    vec![Label::Filled("disk.range", values)]
}

pub(super) fn item_columns(wizard: &Wizard, _field: FieldId, index: usize) -> Vec<Label> {
    let Some(disk) = wizard.draft.data_disks.get(index) else { return Vec::new() };
    vec![gb(&disk.size), Label::text(disk.storage_type.clone())]
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
