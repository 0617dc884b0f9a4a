//! One data disk: its form, its price, its line in the list.

use super::{gb, named};
use crate::app::effect::Ask;
use crate::app::field::{Choice, Label, Unit};
use crate::app::items::{self, Cell, CellValue, ItemForm};
use crate::app::load::LoadState;
use crate::app::steps;
use crate::app::wizard::Wizard;
use crate::domain::catalog::{DiskRange, Snapshot};
use crate::domain::draft::{DiskDraft, Draft};
use crate::domain::plan::{Billing, Payment};
use crate::domain::price::{Basket, Cost, PartKind, PriceAsk, Quote};
use crate::domain::rules::{self, limits};
use crate::domain::units::Gib;

/// The size proposed for a new data disk, in GB, where the type allows it.
const PROPOSED: u32 = 100;

/// Storage types a data disk may have: the spec's list, as far as the zone sells them; else what the
/// zone sells.
pub fn types(wizard: &Wizard) -> Vec<String> {
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

/// The sizes that the zone sells of a type, where it says; a largest size of 0 says nothing.
fn range<'a>(wizard: &'a Wizard, storage_type: &str) -> Option<&'a DiskRange> {
    let quota = wizard.cloud.facts(&wizard.draft).disk_quota?;
    quota
        .ranges
        .iter()
        .filter(|range| range.max > Gib(0))
        .find(|range| limits::same_storage(&range.storage_type, storage_type))
}

/// The cells for a disk of the list, or for a new one.
pub(super) fn form(wizard: &Wizard, draft: &Draft, index: Option<usize>) -> Vec<Cell> {
    let known = index.and_then(|index| draft.data_disks.get(index)).cloned();
    let disk = known.unwrap_or_else(|| {
        let storage_type = types(wizard).first().cloned().unwrap_or_default();
        let least = range(wizard, &storage_type).map_or(limits::CDS_MIN, |range| range.min);
        DiskDraft {
            size: least.get().max(PROPOSED).to_string(),
            storage_type,
            ..DiskDraft::default()
        }
    });
    cells(wizard, &disk)
}

/// The questions that a disk of this type has under the present payment. An answer that means nothing
/// there any more is still shown: it would be sent.
fn cells(wizard: &Wizard, disk: &DiskDraft) -> Vec<Cell> {
    let mut offered = types(wizard);
    let chosen = offered.iter().find(|one| limits::same_storage(one, &disk.storage_type)).cloned();
    let chosen = chosen.unwrap_or_else(|| {
        if !disk.storage_type.is_empty() {
            offered.push(disk.storage_type.clone());
        }
        disk.storage_type.clone()
    });
    let snapshot = disk.snapshot.as_deref().unwrap_or_default();
    let mut cells = vec![
        Cell::choice("disk_type", named(offered), &chosen),
        Cell::number("disk_size", &disk.size, Unit::Gb),
        Cell::choice("disk_snapshot", snapshots(wizard, snapshot), snapshot),
        Cell::text("disk_name", &disk.name),
    ];
    if limits::enhanced_storage(&disk.storage_type) || !disk.extra_io.is_empty() {
        cells.push(Cell::number("disk_io", &disk.extra_io, Unit::Iops));
    }
    // Disks of spot instances are postpaid.
    let postpaid = wizard.draft.payment != Payment::Prepaid;
    if postpaid || disk.delete_with_instance.is_some() {
        cells.push(Cell::flag("disk_release", disk.delete_with_instance));
    }
    cells.push(Cell::flag("disk_auto_snapshots", disk.delete_auto_snapshot));
    cells
}

/// None, and the snapshots a disk can be made from; what is chosen already is there in any case.
fn snapshots(wizard: &Wizard, chosen: &str) -> Vec<Choice> {
    let all = wizard.cloud.snapshots().map(Vec::as_slice).unwrap_or_default();
    let none = Choice { value: String::new(), label: Label::Words("disk.no_snapshot") };
    let usable = all.iter().filter(|known| known.available() && !known.of_system_disk());
    let mut choices: Vec<Choice> = std::iter::once(none)
        .chain(usable.map(|known| Choice { value: known.id.clone(), label: snapshot_label(known) }))
        .collect();
    if !choices.iter().any(|choice| choice.value == chosen) {
        let known = all.iter().find(|known| known.id == chosen);
        let label = known.map_or_else(|| Label::text(chosen), snapshot_label);
        choices.push(Choice { value: chosen.to_owned(), label });
    }
    choices
}

/// A snapshot's size, where known, and its name; the size first, so that a long name does not hide it.
fn snapshot_label(snapshot: &Snapshot) -> Label {
    let name = snapshot_name(snapshot);
    Label::text(snapshot.size.map_or_else(|| name.to_owned(), |size| format!("{size} GB {name}")))
}

fn snapshot_name(snapshot: &Snapshot) -> &str {
    let name = snapshot.name.trim();
    if name.is_empty() { &snapshot.id } else { name }
}

/// What the form says; a question it does not ask has no answer.
fn read(form: &ItemForm) -> DiskDraft {
    DiskDraft {
        storage_type: form.value("disk_type").to_owned(),
        size: form.value("disk_size").trim().to_owned(),
        name: form.value("disk_name").trim().to_owned(),
        snapshot: form.choice("disk_snapshot"),
        extra_io: form.value("disk_io").trim().to_owned(),
        delete_with_instance: form.flag("disk_release"),
        delete_auto_snapshot: form.flag("disk_auto_snapshots"),
    }
}

pub(super) fn put(draft: &mut Draft, form: &ItemForm) {
    steps::put(&mut draft.data_disks, form.index, read(form));
}

/// Asks what the form must ask now.
pub(super) fn adjust(wizard: &Wizard, form: &mut ItemForm, turned: Option<&str>) {
    let focus = form.cells.get(form.at).map(|cell| cell.name);
    let mut before = std::mem::take(&mut form.cells);
    let disk = read(&ItemForm { cells: before.clone(), ..form.clone() });
    form.cells = cells(wizard, &disk);
    for cell in &mut form.cells {
        // The line that is being typed into keeps its caret.
        let typed = matches!(cell.value, CellValue::Text(_) | CellValue::Number(..));
        if typed && let Some(at) = before.iter().position(|known| known.name == cell.name) {
            *cell = before.swap_remove(at);
        }
    }
    let at = form.cells.iter().position(|cell| Some(cell.name) == focus);
    form.at = at.unwrap_or_else(|| form.at.min(form.cells.len().saturating_sub(1)));
    if let Some(turned @ ("disk_type" | "disk_snapshot")) = turned {
        follow(wizard, form, turned);
    }
}

/// The size follows the type and the snapshot that were turned to, where it is smaller than they allow;
/// what followed those that were turned away from goes back.
fn follow(wizard: &Wizard, form: &mut ItemForm, turned: &str) {
    if let Some((before, now)) = form.followed.take()
        && form.value("disk_size") == now
    {
        form.set("disk_size", &before);
    }
    let of_type = range(wizard, form.value("disk_type")).map(|range| range.min);
    let of_snapshot = find(wizard, form.value("disk_snapshot")).and_then(|known| known.size);
    let Some(least) = of_type.max(of_snapshot) else { return };
    let before = form.value("disk_size").to_owned();
    let smaller = match limits::whole(&before) {
        Ok(size) => Gib(size) < least,
        // Nobody knows what was meant; only a snapshot says how large its disk is.
        Err(_) => turned == "disk_snapshot" && of_snapshot.is_some(),
    };
    if smaller {
        form.set("disk_size", &least.to_string());
        form.followed = Some((before, least.to_string()));
    }
}

fn find<'a>(wizard: &'a Wizard, id: &str) -> Option<&'a Snapshot> {
    wizard.cloud.snapshots()?.iter().find(|known| known.id == id)
}

/// The part of a quote for the data disk at `position`.
fn cost(quote: &Quote, position: usize) -> Option<&Cost> {
    let disks = quote.parts.iter().filter(|part| matches!(part.kind, PartKind::DataDisk(_)));
    disks.map(|part| &part.cost).nth(position)
}

/// The draft with the disk in the form among the others, unless the disk cannot be bought so.
fn with(wizard: &Wizard, form: &ItemForm) -> Option<Draft> {
    if rules::blocks(&items::problems(wizard, form)) {
        return None;
    }
    let mut draft = wizard.draft.clone();
    put(&mut draft, form);
    Some(draft)
}

/// The questions for the price of the disk in the form, and of those beside it.
pub(super) fn price_asks(wizard: &Wizard, form: &ItemForm) -> Vec<PriceAsk> {
    let Some(draft) = with(wizard, form) else { return Vec::new() };
    let mut asks = Basket::of(&draft, &wizard.cloud.facts(&draft)).asks();
    asks.retain(|ask| matches!(ask, PriceAsk::Disk { .. }));
    asks
}

/// What the disk in the form costs under the present payment, as it stands: one of them, and as many as
/// there are instances, where that are more than one. `None`: it cannot be bought so.
pub fn price(wizard: &Wizard, form: &ItemForm) -> Option<(Cost, Option<(u32, Cost)>)> {
    let mut draft = with(wizard, form)?;
    let position = form.position(&wizard.draft);
    let costs = |draft: &Draft| {
        let basket = Basket::of(draft, &wizard.cloud.facts(draft));
        cost(&basket.quote(|ask| wizard.cloud.price(ask)), position).cloned()
    };
    let count = limits::whole(&draft.count).ok().filter(|count| *count > 1);
    let all = count.and_then(|count| Some((count, costs(&draft)?)));
    "1".clone_into(&mut draft.count);
    Some((costs(&draft)?, all))
}

pub(super) fn notes(wizard: &Wizard, form: &ItemForm) -> Vec<Label> {
    let mut notes: Vec<Label> = price_note(wizard, form).into_iter().collect();
    notes.push(range_note(wizard, form.value("disk_type")));
    notes.extend(snapshot_note(wizard, form));
    notes
}

/// `Price: ¥0.0516/h × 2 = ¥0.1032/h`, for the whole period of a subscription.
fn price_note(wizard: &Wizard, form: &ItemForm) -> Option<Label> {
    let (one, all) = price(wizard, form)?;
    if one == Cost::Loading {
        return Some(Label::Words("disk.price_asking"));
    }
    let (amount, at_once) = (one.amount(), matches!(one, Cost::Once(_)));
    let mut values = vec![("one", Label::Cost(one))];
    let all = all.filter(|_| amount.is_some());
    let several = all.is_some();
    if let Some((count, all)) = all {
        values.push(("count", Label::text(count.to_string())));
        values.push(("all", Label::Cost(all)));
    }
    let period = match wizard.draft.billing() {
        Billing::Prepaid(months) if at_once => Some(months),
        _ => None,
    };
    if let Some(months) = period {
        let months = Label::Filled("months.some", vec![("months", months.to_string())]);
        values.push(("period", months));
    }
    let words = match (several, period.is_some()) {
        (false, false) => "disk.price",
        (false, true) => "disk.price_once",
        (true, false) => "disk.price_each",
        (true, true) => "disk.price_each_once",
    };
    Some(Label::Told(words, values))
}

fn range_note(wizard: &Wizard, storage_type: &str) -> Label {
    let (words, least, most) = match range(wizard, storage_type) {
        Some(range) => ("disk.range", range.min, range.max),
        None => ("disk.range_unknown", limits::CDS_MIN, limits::CDS_MAX),
    };
    Label::Filled(words, vec![("least", least.to_string()), ("most", most.to_string())])
}

/// What the chosen snapshot is; without one, at its question, why none can be chosen.
fn snapshot_note(wizard: &Wizard, form: &ItemForm) -> Option<Label> {
    let chosen = form.value("disk_snapshot");
    if let Some(snapshot) = find(wizard, chosen) {
        let said = |text: &str| if text.is_empty() { "—".to_owned() } else { text.to_owned() };
        let values = vec![
            ("id", snapshot.id.clone()),
            ("name", snapshot_name(snapshot).to_owned()),
            ("made", said(&snapshot.created)),
            ("disk", said(snapshot.volume.as_deref().unwrap_or_default())),
        ];
        return Some(Label::Filled("disk.snapshot_is", values));
    }
    if form.cells.get(form.at).is_none_or(|cell| cell.name != "disk_snapshot") {
        return None;
    }
    let words = match wizard.cloud.load(&Ask::Snapshots).map(|load| (&load.value, &load.state)) {
        None | Some((None, LoadState::Loading(_))) => "disk.snapshots_loading",
        Some((None, _)) => "disk.snapshots_failed",
        Some((Some(_), _)) => {
            let CellValue::Choice(choices, _) = &form.cells[form.at].value else { return None };
            if choices.len() > 1 {
                return None;
            }
            "disk.snapshots_none"
        }
    };
    Some(Label::Words(words))
}

/// A disk in few words: `100 GB hp1`.
pub(super) fn shown(disk: &DiskDraft) -> Label {
    let size = match disk.size.trim() {
        "" => "—",
        size => size,
    };
    Label::text(format!("{size} GB {}", disk.storage_type).trim_end())
}

/// Size, price for the whole count, type, and what else was said of the disk.
pub(super) fn columns(wizard: &Wizard, index: usize) -> Vec<Label> {
    let Some(disk) = wizard.draft.data_disks.get(index) else { return Vec::new() };
    let cost = cost(&wizard.quote, index).cloned().unwrap_or(Cost::Unchosen);
    let mut more = Vec::new();
    if !disk.name.is_empty() {
        more.push(Label::text(disk.name.clone()));
    }
    if let Some(id) = disk.snapshot.as_deref() {
        let name = find(wizard, id).map_or(id, snapshot_name).to_owned();
        more.push(Label::Filled("disk.from", vec![("snapshot", name)]));
    }
    if !disk.extra_io.is_empty() {
        more.push(Label::Filled("disk.extra_io", vec![("n", disk.extra_io.clone())]));
    }
    more.extend(match disk.delete_with_instance {
        Some(true) => Some(Label::Words("disk.released")),
        Some(false) => Some(Label::Words("disk.stays")),
        None => None,
    });
    more.extend(match disk.delete_auto_snapshot {
        Some(true) => Some(Label::Words("disk.snapshots_go")),
        Some(false) => Some(Label::Words("disk.snapshots_stay")),
        None => None,
    });
    vec![
        gb(&disk.size),
        Label::Cost(cost),
        Label::text(disk.storage_type.clone()),
        Label::List(more),
    ]
}
