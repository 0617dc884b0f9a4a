//! Rules of the first step: region and zone.

use crate::domain::field::FieldId;
use crate::domain::problem::Problem;
use crate::domain::rules::{Case, chosen, limits};

pub(super) fn check(case: &Case, found: &mut Vec<Problem>) {
    let region = case.draft.region.trim();
    if !limits::region_format(region) {
        let problem = Problem::warning("region.known", "region_known", FieldId::Region);
        found.push(problem.with("region", region));
    }
    let Some(zone) = chosen(case.draft.zone.as_ref()) else {
        found.push(Problem::error("zone.required", "zone_required", FieldId::Zone));
        return;
    };
    match case.facts.zones {
        Some(zones) if !zones.iter().any(|listed| listed.name == zone) => found.push(
            Problem::error("zone.listed", "zone_listed", FieldId::Zone)
                .with("zone", zone)
                .with("region", region),
        ),
        None if !limits::zone_format(zone) => found
            .push(Problem::warning("zone.format", "zone_format", FieldId::Zone).with("zone", zone)),
        _ => {}
    }
}
