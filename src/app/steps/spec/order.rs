//! The order of the spec table. It is worked out when the list, the prices or the column change, not
//! when a filter does.

use std::borrow::Cow;
use std::cmp::Ordering;

use rust_decimal::Decimal;

use crate::app::picker::SortBy;
use crate::app::steps::spec::{listed, short_cpu, specs};
use crate::app::wizard::Wizard;
use crate::domain::catalog::Spec;
use crate::domain::field::FieldId;
use crate::domain::plan::Billing;

/// What an order depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Key {
    revision: u64,
    billing: Billing,
    sort: SortBy,
    descending: bool,
}

/// All rows of the zone's list in the order of the table.
#[derive(Debug)]
pub struct Order {
    key: Key,
    rows: Vec<usize>,
}

fn key(wizard: &Wizard) -> Option<Key> {
    let shelf = wizard.cloud.shelf(wizard.draft.zone.as_deref()?)?;
    let (sort, descending) = wizard
        .picker(FieldId::Spec)
        .map_or((SortBy::default(), false), |picker| (picker.sort, picker.descending));
    Some(Key { revision: shelf.revision(), billing: listed(wizard), sort, descending })
}

/// Works the order out if it is not at hand.
pub(crate) fn prepare(wizard: &mut Wizard) {
    let Some(key) = key(wizard) else { return };
    if wizard.choosing.order.as_ref().is_none_or(|order| order.key != key) {
        let rows = sorted(wizard, key);
        wizard.choosing.order = Some(Order { key, rows });
    }
}

/// All rows in order.
pub(super) fn rows(wizard: &Wizard) -> Cow<'_, [usize]> {
    let Some(key) = key(wizard) else { return Cow::Owned(Vec::new()) };
    match &wizard.choosing.order {
        Some(order) if order.key == key => Cow::Borrowed(&order.rows),
        _ => Cow::Owned(sorted(wizard, key)),
    }
}

fn sorted(wizard: &Wizard, key: Key) -> Vec<usize> {
    let Some(specs) = specs(wizard) else { return Vec::new() };
    // Of rows that are equal in their column the smaller stands first, whichever way it is sorted.
    let mut rows: Vec<usize> = (0..specs.len()).collect();
    let shape = |row: usize| (specs[row].vcpus, specs[row].memory, specs[row].name.as_str());
    rows.sort_by(|a, b| shape(*a).cmp(&shape(*b)));
    let turned = |order: Ordering| if key.descending { order.reverse() } else { order };
    match key.sort {
        SortBy::Spec => rows.sort_by(|a, b| turned(specs[*a].name.cmp(&specs[*b].name))),
        SortBy::Vcpus => rows.sort_by(|a, b| turned(specs[*a].vcpus.cmp(&specs[*b].vcpus))),
        SortBy::Memory => rows.sort_by(|a, b| turned(specs[*a].memory.cmp(&specs[*b].memory))),
        SortBy::Gpu => by(&mut rows, specs, turned, |_, spec| Some(cards(spec))),
        SortBy::Network => by(&mut rows, specs, turned, |_, spec| gbps(spec)),
        SortBy::Cpu => by(&mut rows, specs, turned, |_, spec| {
            let cpu = short_cpu(&spec.cpu_model);
            (!cpu.is_empty()).then(|| cpu.to_lowercase())
        }),
        SortBy::Price => {
            let zone = wizard.draft.zone.as_deref().unwrap_or_default();
            let tags = wizard.cloud.shelf(zone).map_or(&[][..], |shelf| shelf.tags(key.billing));
            by(&mut rows, specs, turned, |row, _| tags.get(row).copied().flatten()?.cost);
        }
    }
    rows
}

/// Sorts rows by something worked out once a row. Those that have none of it stand last either way.
fn by<T: Ord>(
    rows: &mut [usize],
    specs: &[Spec],
    turned: impl Fn(Ordering) -> Ordering,
    value: impl Fn(usize, &Spec) -> Option<T>,
) {
    let values: Vec<Option<T>> =
        specs.iter().enumerate().map(|(row, spec)| value(row, spec)).collect();
    rows.sort_by(|a, b| match (&values[*a], &values[*b]) {
        (Some(a), Some(b)) => turned(a.cmp(b)),
        (a, b) => a.is_none().cmp(&b.is_none()),
    });
}

/// None before any; then by model and number.
fn cards(spec: &Spec) -> Option<(String, u32)> {
    let cards = spec.gpu.as_ref().or(spec.fpga.as_ref())?;
    Some((cards.model.to_lowercase(), cards.count))
}

/// `networkBandwidth` as a number; `None` where it is not one.
fn gbps(spec: &Spec) -> Option<Decimal> {
    spec.network_gbps.trim().parse().ok()
}
