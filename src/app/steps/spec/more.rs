//! What few purchases say of the spec and the count.

use crate::app::field::{Choice, Kind, Label, Unit};
use crate::app::steps;
use crate::app::wizard::Wizard;
use crate::domain::catalog::Spec;
use crate::domain::field::FieldId;
use crate::domain::plan::{Numa, ThreadsPerCore};
use crate::domain::rules::limits;

/// The fold with what is behind it; nothing where nothing would be. What is answered stays there even
/// where it means nothing any more: it would be sent.
pub(super) fn fields(wizard: &Wizard) -> Vec<(FieldId, Kind)> {
    let draft = &wizard.draft;
    let spec = wizard.cloud.facts(draft).spec(draft);
    let bare_metal = spec.is_some_and(|spec| spec.bare_metal);
    let roce = spec.is_some_and(Spec::joins_cluster);
    let several = limits::whole(&draft.count).is_ok_and(|count| count > 1);
    let mut fields = Vec::new();
    let mut add = |shown: bool, field: FieldId, kind: Kind| {
        if shown {
            fields.push((field, kind));
        }
    };
    let said = !draft.min_count.is_empty();
    add(several || said, FieldId::MinCount, Kind::Number(Unit::Pieces));
    add(
        bare_metal || draft.hyper_threading.is_some(),
        FieldId::HyperThreading,
        steps::flag(draft, FieldId::HyperThreading),
    );
    let threads = ThreadsPerCore::ALL.iter().map(|one| one.api_name());
    let chosen = draft.threads_per_core.map(ThreadsPerCore::api_name);
    add(
        bare_metal || chosen.is_some(),
        FieldId::ThreadsPerCore,
        steps::one_of(choices(threads), chosen.unwrap_or_default()),
    );
    let model = spec.map_or("", |spec| spec.cpu_model.as_str());
    let offered = |one: &&Numa| limits::numa_known(model, **one) || draft.numa == Some(**one);
    let numa = Numa::ALL.iter().filter(offered).map(|one| one.api_name());
    let chosen = draft.numa.map(Numa::api_name);
    add(
        bare_metal || chosen.is_some(),
        FieldId::Numa,
        steps::one_of(choices(numa), chosen.unwrap_or_default()),
    );
    add(roce || draft.ehc_cluster.is_some(), FieldId::EhcCluster, Kind::Optional);
    if !fields.is_empty() {
        fields.insert(0, steps::fold(wizard, FieldId::SpecMore));
    }
    fields
}

/// The default, and these as the API names them.
fn choices(names: impl Iterator<Item = &'static str>) -> Vec<Choice> {
    let default = Choice { value: String::new(), label: Label::Words("flag.default") };
    let choice = |name: &str| Choice { value: name.to_owned(), label: Label::text(name) };
    std::iter::once(default).chain(names.map(choice)).collect()
}

pub(super) fn shown(wizard: &Wizard, field: FieldId) -> Label {
    let draft = &wizard.draft;
    let word = |name: Option<&'static str>| name.map_or(Label::Words("flag.default"), Label::text);
    match field {
        FieldId::MinCount => Label::text(draft.min_count.trim()),
        FieldId::ThreadsPerCore => word(draft.threads_per_core.map(ThreadsPerCore::api_name)),
        FieldId::Numa => word(draft.numa.map(Numa::api_name)),
        FieldId::EhcCluster => cluster(wizard),
        _ => steps::flag_shown(draft, field),
    }
}

/// The chosen cluster by name, as far as it is known.
fn cluster(wizard: &Wizard) -> Label {
    let Some(id) = wizard.draft.ehc_cluster.as_deref() else { return Label::Empty };
    let clusters = wizard.cloud.facts(&wizard.draft).ehc_clusters.unwrap_or_default();
    let known = clusters.iter().find(|one| one.id == id && !one.name.trim().is_empty());
    Label::text(match known {
        Some(cluster) => format!("{} ({id})", cluster.name),
        None => id.to_owned(),
    })
}
