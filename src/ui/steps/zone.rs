//! Step 1: region and zone.

use ratatui::text::Line;

use crate::app::effect::Ask;
use crate::app::load::LoadState;
use crate::app::picker::Picker;
use crate::domain::fault::Fault;
use crate::domain::field::FieldId;
use crate::ui::Scene;
use crate::ui::steps::detail;
use crate::ui::text::wrap;
use crate::ui::widgets::field::LEAD;
use crate::ui::widgets::strip::Strip;
use crate::ui::widgets::table::Column;

/// The columns of the zone table.
pub const COLUMNS: [Column; 2] =
    [Column::text("zone", 14, 0).growing(10), Column::number("specs", 8, 1)];

/// The cells of a zone.
pub fn cells(scene: &Scene, row: usize) -> Option<Vec<String>> {
    let zone = scene.wizard.cloud.zones()?.get(row)?;
    Some(vec![zone.name.clone(), sold(scene, &zone.name)])
}

/// How many specs a zone sells, as far as that is known.
fn sold(scene: &Scene, zone: &str) -> String {
    if let Some(specs) = scene.wizard.cloud.specs(zone) {
        return specs.len().to_string();
    }
    let load = scene.wizard.cloud.load(&Ask::Specs(zone.to_owned()));
    match load.map(|load| &load.state) {
        Some(LoadState::Failed(_)) => scene.words.get("zone.unknown").into_owned(),
        _ => "…".to_owned(),
    }
}

/// What is known of the highlighted zone.
pub fn more(scene: &Scene) -> Vec<Line<'static>> {
    let wizard = scene.wizard;
    let row = wizard.picker(FieldId::Zone).and_then(Picker::highlighted);
    let zone = row.and_then(|row| wizard.cloud.zones()?.get(row));
    let Some(zone) = zone else { return Vec::new() };
    let Some(load) = wizard.cloud.load(&Ask::Specs(zone.name.clone())) else { return Vec::new() };
    match load.fault() {
        Some(fault) => failed(scene, fault),
        None => Vec::new(),
    }
}

/// Why the specs of a zone are not known, and what to do about it.
fn failed(scene: &Scene, fault: &Fault) -> Vec<Line<'static>> {
    let (theme, words) = (scene.theme, scene.words);
    let mut lines = vec![detail(scene, "specs_failed", &words.fault_says(fault))];
    let more =
        [(Some(words.fault_does(fault)), theme.plain), (words.fault_details(fault), theme.plain)];
    for (text, style) in more {
        let text = text.unwrap_or_default();
        lines.extend(wrap(&text, scene.columns.saturating_sub(LEAD)).into_iter().map(|line| {
            let mut strip = Strip::new(scene.columns);
            strip.to(LEAD).push(&line, style);
            strip.line()
        }));
    }
    lines
}
