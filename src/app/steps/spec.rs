//! Step 2: the spec table and the count.

mod more;
pub mod order;

use std::borrow::Cow;

use crate::app::effect::Ask;
use crate::app::field::{Kind, Label, Unit};
use crate::app::picker::Picker;
use crate::app::shelf::{Shelf, Tag};
use crate::app::steps::{Reason, passes};
use crate::app::wizard::Wizard;
use crate::domain::alternatives::Stock;
use crate::domain::catalog::Spec;
use crate::domain::field::FieldId;
use crate::domain::plan::{Billing, Payment};
use crate::domain::price::PriceAsk;
use crate::domain::spec_filter::Filter;
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
    families(wizard).cloned().map(ask).collect()
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

/// What was worked out of them.
pub fn shelf(wizard: &Wizard) -> Option<&Shelf> {
    wizard.cloud.shelf(wizard.draft.zone.as_deref()?)
}

/// The row of a spec of the chosen zone, and the spec.
pub fn named<'a>(wizard: &'a Wizard, name: &str) -> Option<(usize, &'a Spec)> {
    let row = shelf(wizard)?.row(name)?;
    Some((row, specs(wizard)?.get(row)?))
}

/// The families sold in the chosen zone, sorted.
pub fn families(wizard: &Wizard) -> impl Iterator<Item = &String> {
    shelf(wizard).into_iter().flat_map(Shelf::families)
}

/// The billing whose price lists the table shows.
pub fn listed(wizard: &Wizard) -> Billing {
    wizard.draft.billing().listed()
}

/// What the price list says of a spec of a loaded zone under the draft's billing.
pub fn tag(wizard: &Wizard, spec: &Spec) -> Option<Tag> {
    let shelf = wizard.cloud.shelf(&spec.zone)?;
    shelf.tag(shelf.row(&spec.name)?, listed(wizard))
}

/// What a spec costs under the draft's billing: per hour, or for the whole period.
pub fn spec_cost(wizard: &Wizard, spec: &Spec) -> Option<Money> {
    tag(wizard, spec)?.cost
}

/// A processor's name without its maker's long name: `Xeon 8350C`. Empty when none was said.
pub fn short_cpu(model: &str) -> Cow<'_, str> {
    let short = ["Intel(R) ", "Intel ", "AMD "].iter().find_map(|maker| model.strip_prefix(maker));
    let short = short.unwrap_or(model);
    if ["(R)", "Platinum ", "Gold "].iter().any(|word| short.contains(word)) {
        return short.replace("(R)", "").replace("Platinum ", "").replace("Gold ", "").into();
    }
    short.into()
}

/// Positions in the list that pass filter and switches, in the order of the table. A filter is read
/// once and looks at each spec's profile only; the order is at hand.
pub(super) fn rows(wizard: &Wizard) -> (Vec<usize>, usize) {
    let (Some(specs), Some(shelf)) = (specs(wizard), shelf(wizard)) else {
        return (Vec::new(), 0);
    };
    let fresh = Picker::default();
    let picker = wizard.picker(FieldId::Spec).unwrap_or(&fresh);
    let filter = Filter::read(picker.filter.value(), shelf.vocabulary());
    let tags = shelf.tags(listed(wizard));
    let profiles = shelf.profiles();
    let cost = |row: usize| tags.get(row).copied().flatten().and_then(|tag| tag.cost);
    let rows = order::rows(wizard)
        .iter()
        .copied()
        .filter(|&row| {
            let spec = &specs[row];
            filter.passes(&profiles[row], cost(row))
                && picker.family.as_ref().is_none_or(|family| *family == spec.family)
                && picker.arch.is_none_or(|arch| arch == spec.arch)
                && (!picker.cards || spec.gpu.is_some() || spec.fpga.is_some())
        })
        .collect();
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
    if wizard.draft.payment == Payment::Spot {
        let offered = wizard.cloud.on_market(&spec.zone, &spec.name);
        return (offered == Some(false)).then(|| Reason::plain("no_spot"));
    }
    if let Some(payment) = spec.product.needs(wizard.draft.payment) {
        let prepaid = payment == Payment::Prepaid;
        return Some(Reason::plain(if prepaid { "prepaid_only" } else { "postpaid_only" }));
    }
    tag(wizard, spec).is_some_and(|tag| tag.sold_out).then(|| Reason::plain("sold_out"))
}

/// Whether the chosen spec is known to be sold out.
pub(crate) fn chosen_sold_out(wizard: &Wizard) -> Option<&Spec> {
    let (row, spec) = named(wizard, wizard.draft.spec.as_deref()?)?;
    (shelf(wizard)?.stock(row, listed(wizard)) == Stock::SoldOut).then_some(spec)
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
