//! Step 4: the system disk, the data disks, and what few purchases say of them.

pub mod disk;
mod mount;

use std::fmt::Write as _;

use crate::app::dialog::Dialog;
use crate::app::effect::Ask;
use crate::app::field::{Choice, Kind, Label, Unit};
use crate::app::items::{Cell, ItemForm};
use crate::app::settle::still_typing;
use crate::app::steps::{self, Reason};
use crate::app::wizard::Wizard;
use crate::domain::draft::Draft;
use crate::domain::field::FieldId;
use crate::domain::plan::Partition;
use crate::domain::rules::{self, limits};

pub(super) fn fields(wizard: &Wizard) -> Vec<(FieldId, Kind)> {
    let draft = &wizard.draft;
    let chosen = draft.system_disk_type.as_deref().unwrap_or_default();
    let mut fields = vec![
        (FieldId::SystemDiskType, steps::one_of(named(system_types(wizard)), chosen)),
        (FieldId::SystemDiskSize, Kind::Number(Unit::Gb)),
    ];
    if needs_local_disk(wizard) {
        fields.push((FieldId::LocalDisk, Kind::Number(Unit::Gb)));
    }
    fields.push((FieldId::DataDisks, Kind::Items));
    fields.push(steps::fold(wizard, FieldId::DisksMore));
    fields.push((FieldId::SystemPartition, partition(draft.system_partition)));
    // What is answered stays in sight even where it means nothing any more: it would be sent.
    if !draft.data_disks.is_empty() || draft.data_partition.is_some() {
        fields.push((FieldId::DataPartition, partition(draft.data_partition)));
    }
    if limits::enhanced_storage(chosen) || !draft.system_extra_io.is_empty() {
        fields.push((FieldId::SystemExtraIo, Kind::Number(Unit::Iops)));
    }
    fields.push((FieldId::HideSerial, steps::flag(draft, FieldId::HideSerial)));
    fields.push((FieldId::SnapshotPolicy, Kind::Optional));
    fields.push((FieldId::FileSystems, Kind::Items));
    fields
}

/// Choices that are named as the API names them.
fn named(values: Vec<String>) -> Vec<Choice> {
    let choice = |value: String| Choice { label: Label::text(value.clone()), value };
    values.into_iter().map(choice).collect()
}

fn partition(chosen: Option<Partition>) -> Kind {
    let mut choices = vec![Choice { value: String::new(), label: Label::Words("flag.default") }];
    choices.extend(named(Partition::ALL.iter().map(|one| one.api_name().to_owned()).collect()));
    steps::one_of(choices, chosen.map_or("", Partition::api_name))
}

/// What the form of a disk and its answers refer to, and the price of the disk in the form once what is
/// typed there rests.
pub(super) fn wants(wizard: &Wizard) -> Vec<Ask> {
    let form = match &wizard.dialog {
        Some(Dialog::Item(form)) if form.field == FieldId::DataDisks => Some(form),
        _ => None,
    };
    let mut asks = Vec::new();
    if form.is_some() || wizard.draft.data_disks.iter().any(|disk| disk.snapshot.is_some()) {
        asks.push(Ask::Snapshots);
    }
    if let Some(form) = form
        && !still_typing(wizard.typing_since, wizard.now)
    {
        asks.extend(disk::price_asks(wizard, form).into_iter().map(Ask::Price));
    }
    asks
}

pub(super) fn rows(wizard: &Wizard, _field: FieldId) -> (Vec<usize>, usize) {
    let policies = wizard.cloud.snapshot_policies().map(Vec::as_slice).unwrap_or_default();
    let filter = wizard.picker(FieldId::SnapshotPolicy).map_or("", |picker| picker.filter.value());
    let found = (0..policies.len()).filter(|row| {
        let policy = &policies[*row];
        steps::passes(&format!("{} {} {}", policy.name, policy.id, policy.status), filter)
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

/// How many data disks an instance of the chosen spec may have (limits.md `cds.count`). Nothing limits
/// how many file systems are mounted.
pub(super) fn item_limit(wizard: &Wizard, field: FieldId) -> Option<usize> {
    if field != FieldId::DataDisks {
        return None;
    }
    let most = rules::data_disk_limit(&wizard.draft, &wizard.cloud.facts(&wizard.draft));
    usize::try_from(most).ok()
}

pub(super) fn item_form(
    wizard: &Wizard,
    draft: &Draft,
    field: FieldId,
    index: Option<usize>,
) -> Vec<Cell> {
    match field {
        FieldId::FileSystems => mount::form(draft, index),
        _ => disk::form(wizard, draft, index),
    }
}

pub(super) fn put_item(draft: &mut Draft, form: &ItemForm) {
    match form.field {
        FieldId::FileSystems => mount::put(draft, form),
        _ => disk::put(draft, form),
    }
}

pub(super) fn adjust_item(wizard: &Wizard, form: &mut ItemForm, turned: Option<&str>) {
    if form.field == FieldId::DataDisks {
        disk::adjust(wizard, form, turned);
    }
}

pub(super) fn item_notes(wizard: &Wizard, form: &ItemForm) -> Vec<Label> {
    match form.field {
        FieldId::FileSystems => vec![Label::Words("cfs.where")],
        _ => disk::notes(wizard, form),
    }
}

/// The keys of `createCdsList[]` and `fileSystems[]` (contract.md §8).
pub(super) fn item_api_name(cell: &str) -> &'static str {
    match cell {
        "disk_type" => "storageType",
        "disk_size" => "cdsSizeInGB",
        "disk_snapshot" => "snapshotId",
        "disk_name" => "name",
        "disk_io" => "cdsExtraIo",
        "disk_release" => "deleteWithInstance",
        "disk_auto_snapshots" => "deleteAutoSnapshot",
        "cfs_id" => "fsId",
        "cfs_address" => "mountAds",
        "cfs_path" => "path",
        "cfs_protocol" => "protocol",
        _ => "",
    }
}

pub(super) fn item_columns(wizard: &Wizard, field: FieldId, index: usize) -> Vec<Label> {
    match field {
        FieldId::FileSystems => mount::columns(wizard, index),
        _ => disk::columns(wizard, index),
    }
}

pub(super) fn shown(wizard: &Wizard, field: FieldId) -> Label {
    let draft = &wizard.draft;
    let partition = |chosen: Option<Partition>| {
        chosen.map_or(Label::Words("flag.default"), |one| Label::text(one.api_name()))
    };
    match field {
        FieldId::SystemDiskType => draft.system_disk_type.clone().map_or(Label::Empty, Label::Text),
        FieldId::SystemDiskSize => gb(&draft.system_disk_size),
        FieldId::LocalDisk => gb(&draft.local_disk),
        FieldId::SystemPartition => partition(draft.system_partition),
        FieldId::DataPartition => partition(draft.data_partition),
        FieldId::SystemExtraIo => match draft.system_extra_io.trim() {
            "" => Label::Empty,
            typed => Label::Filled("disk.extra_io", vec![("n", typed.to_owned())]),
        },
        FieldId::HideSerial => steps::flag_shown(draft, field),
        FieldId::SnapshotPolicy => policy(wizard),
        FieldId::FileSystems => mount::shown(draft),
        _ if draft.data_disks.is_empty() => Label::Words("disks.none"),
        _ => Label::List(draft.data_disks.iter().map(disk::shown).collect()),
    }
}

/// The chosen policy by name, as far as it is known.
fn policy(wizard: &Wizard) -> Label {
    let Some(id) = wizard.draft.snapshot_policy.as_deref() else { return Label::Empty };
    let known = wizard.cloud.snapshot_policies().and_then(|policies| {
        policies.iter().find(|policy| policy.id == id && !policy.name.trim().is_empty())
    });
    Label::text(match known {
        Some(policy) => format!("{} ({id})", policy.name),
        None => id.to_owned(),
    })
}

fn gb(size: &str) -> Label {
    if size.trim().is_empty() { Label::Empty } else { Label::text(format!("{} GB", size.trim())) }
}

/// The sizes: `40 + 100 GB`; equal disks in a row together: `40 + 3×100 GB`.
pub(super) fn summary(wizard: &Wizard) -> Label {
    let said = |size: &str| match size.trim() {
        "" => "—".to_owned(),
        size => size.to_owned(),
    };
    let mut text = said(&wizard.draft.system_disk_size);
    for same in wizard.draft.data_disks.chunk_by(|one, next| one.size.trim() == next.size.trim()) {
        text.push_str(" + ");
        if same.len() > 1 {
            let _ = write!(text, "{}×", same.len());
        }
        text.push_str(&said(&same[0].size));
    }
    Label::text(format!("{text} GB"))
}
