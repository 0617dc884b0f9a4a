//! Step 1: region and zone.

use crate::app::effect::Ask;
use crate::app::field::{Choice, Kind, Label};
use crate::app::steps::passes;
use crate::app::wizard::Wizard;
use crate::domain::field::FieldId;
use crate::domain::language::Language;

pub(super) fn fields(wizard: &Wizard) -> Vec<(FieldId, Kind)> {
    let choices: Vec<Choice> = wizard
        .place
        .regions
        .iter()
        .map(|(id, en, zh)| {
            let name = if wizard.language == Language::ZhCn { zh } else { en };
            Choice { value: id.clone(), label: Label::text(format!("{id} {name}")) }
        })
        .collect();
    let chosen = choices.iter().position(|choice| choice.value == wizard.draft.region);
    vec![(FieldId::Region, Kind::Choice { choices, chosen }), (FieldId::Zone, Kind::Table)]
}

/// The specs of every zone: the table says how many each sells.
pub(super) fn wants(wizard: &Wizard) -> Vec<Ask> {
    let zones = wizard.cloud.zones().into_iter().flatten();
    zones.map(|zone| Ask::Specs(zone.name.clone())).collect()
}

pub(super) fn rows(wizard: &Wizard) -> (Vec<usize>, usize) {
    let Some(zones) = wizard.cloud.zones() else { return (Vec::new(), 0) };
    let filter = wizard.picker(FieldId::Zone).map_or("", |picker| picker.filter.value());
    let rows = (0..zones.len()).filter(|row| passes(&zones[*row].name, filter)).collect();
    (rows, zones.len())
}

pub(super) fn row_id(wizard: &Wizard, row: usize) -> Option<String> {
    wizard.cloud.zones()?.get(row).map(|zone| zone.name.clone())
}

pub(super) fn shown(wizard: &Wizard, field: FieldId) -> Label {
    match field {
        FieldId::Region => Label::text(format!("{} {}", wizard.draft.region, wizard.region_name())),
        _ => wizard.draft.zone.clone().map_or(Label::Empty, Label::Text),
    }
}
