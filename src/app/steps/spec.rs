//! Step 2: the spec table and the count.

mod more;

use std::collections::{BTreeSet, HashMap};

use rust_decimal::Decimal;

use crate::app::effect::Ask;
use crate::app::field::{Kind, Label, Unit};
use crate::app::picker::SortBy;
use crate::app::steps::{Reason, passes};
use crate::app::wizard::Wizard;
use crate::domain::catalog::{Arch, ProductType, Spec, SpecPrice};
use crate::domain::field::FieldId;
use crate::domain::plan::Payment;
use crate::domain::price::{self, PriceAsk};
use crate::domain::units::Money;

pub(super) fn fields(wizard: &Wizard) -> Vec<(FieldId, Kind)> {
    let mut fields =
        vec![(FieldId::Spec, Kind::Table), (FieldId::Count, Kind::Number(Unit::Pieces))];
    fields.extend(more::fields(wizard));
    fields
}

/// The prices of every family in the table.
pub(super) fn wants(wizard: &Wizard) -> Vec<Ask> {
    let zone = wizard.draft.zone.clone().unwrap_or_default();
    let billing = wizard.draft.billing().listed();
    let ask = |family| Ask::Price(PriceAsk::Family { family, zone: zone.clone(), billing });
    families(wizard).into_iter().map(ask).collect()
}

pub(super) fn cluster_rows(wizard: &Wizard) -> (Vec<usize>, usize) {
    let clusters = wizard.cloud.facts(&wizard.draft).ehc_clusters.unwrap_or_default();
    let filter = wizard.picker(FieldId::EhcCluster).map_or("", |picker| picker.filter.value());
    let found = (0..clusters.len()).filter(|row| {
        let cluster = &clusters[*row];
        passes(&format!("{} {} {}", cluster.name, cluster.id, cluster.description), filter)
    });
    (found.collect(), clusters.len())
}

pub(super) fn cluster_id(wizard: &Wizard, row: usize) -> Option<String> {
    let facts = wizard.cloud.facts(&wizard.draft);
    facts.ehc_clusters?.get(row).map(|cluster| cluster.id.clone())
}

/// The specs of the chosen zone.
pub fn specs(wizard: &Wizard) -> Option<&[Spec]> {
    wizard.cloud.specs(wizard.draft.zone.as_deref()?).map(Vec::as_slice)
}

/// The families sold in the chosen zone, sorted.
pub fn families(wizard: &Wizard) -> BTreeSet<String> {
    specs(wizard).unwrap_or_default().iter().map(|spec| spec.family.clone()).collect()
}

/// The price entry of a spec under the draft's billing.
pub fn spec_price<'a>(wizard: &'a Wizard, spec: &Spec) -> Option<&'a SpecPrice> {
    wizard
        .cloud
        .family_prices(&spec.family, &spec.zone, wizard.draft.billing())?
        .iter()
        .find(|price| price.spec == spec.name)
}

/// What a spec costs under the draft's billing: per hour, or for the whole period.
pub fn spec_cost(wizard: &Wizard, spec: &Spec) -> Option<Money> {
    price::spec_hourly(spec_price(wizard, spec)?, wizard.draft.billing())
}

/// The text a filter is matched against.
fn haystack(spec: &Spec) -> String {
    let cards = |kind: &str, cards: &Option<crate::domain::catalog::Cards>| {
        cards.as_ref().map(|c| format!("{kind} {}x{}", c.count, c.model)).unwrap_or_default()
    };
    format!(
        "{} {} {}c{}g {} {} {} {} {}",
        spec.name,
        spec.family,
        spec.vcpus,
        spec.memory,
        spec.cpu_model,
        if spec.arch == Arch::Arm { "arm" } else { "x86" },
        cards("gpu", &spec.gpu),
        cards("fpga", &spec.fpga),
        if spec.bare_metal { "bare metal" } else { "" },
    )
}

pub(super) fn rows(wizard: &Wizard) -> (Vec<usize>, usize) {
    let Some(specs) = specs(wizard) else { return (Vec::new(), 0) };
    let Some(picker) = wizard.picker(FieldId::Spec) else { return (Vec::new(), specs.len()) };
    let filter = picker.filter.value();
    let mut rows: Vec<usize> = (0..specs.len())
        .filter(|row| {
            let spec = &specs[*row];
            picker.family.as_ref().is_none_or(|family| *family == spec.family)
                && picker.arch.is_none_or(|arch| arch == spec.arch)
                && (!picker.cards || spec.gpu.is_some() || spec.fpga.is_some())
                && passes(&haystack(spec), filter)
        })
        .collect();
    let shape = |row: usize| (specs[row].vcpus, specs[row].memory, specs[row].name.as_str());
    match picker.sort {
        SortBy::Vcpus => rows.sort_by_key(|row| shape(*row)),
        SortBy::Memory => rows.sort_by_key(|row| (specs[*row].memory, shape(*row))),
        SortBy::Name => rows.sort_by_key(|row| specs[*row].name.as_str()),
        SortBy::Price => {
            let costs: HashMap<usize, Decimal> = rows
                .iter()
                .filter_map(|row| Some((*row, spec_cost(wizard, &specs[*row])?.0)))
                .collect();
            rows.sort_by_key(|row| (costs.get(row).copied().unwrap_or(Decimal::MAX), shape(*row)));
        }
    }
    if picker.descending {
        rows.reverse();
    }
    (rows, specs.len())
}

pub(super) fn row_id(wizard: &Wizard, row: usize) -> Option<String> {
    specs(wizard)?.get(row).map(|spec| spec.name.clone())
}

pub(super) fn reason(wizard: &Wizard, row: usize) -> Option<Reason> {
    unavailable(wizard, specs(wizard)?.get(row)?)
}

/// Why a spec cannot be bought with the answers so far.
pub fn unavailable(wizard: &Wizard, spec: &Spec) -> Option<Reason> {
    match (spec.product, wizard.draft.payment) {
        (ProductType::Prepaid, Payment::Postpaid) => return Some(Reason::plain("prepaid_only")),
        (ProductType::Postpaid, Payment::Prepaid) => return Some(Reason::plain("postpaid_only")),
        _ => {}
    }
    spec_price(wizard, spec).is_some_and(|price| price.sold_out).then(|| Reason::plain("sold_out"))
}

pub(super) fn shown(wizard: &Wizard, field: FieldId) -> Label {
    match field {
        FieldId::Count => Label::text(wizard.draft.count.trim()),
        field if field > FieldId::SpecMore => more::shown(wizard, field),
        _ => wizard.draft.spec.clone().map_or(Label::Empty, Label::Text),
    }
}

pub(super) fn summary(wizard: &Wizard) -> Label {
    let Some(spec) = wizard.draft.spec.as_deref() else { return Label::Empty };
    let short = spec.split_once('.').map_or(spec, |(_, short)| short);
    match wizard.draft.count.trim() {
        "" | "1" => Label::text(short),
        count => Label::text(format!("{count}× {short}")),
    }
}
