//! Rules of the first step: clock, region and zone.

use crate::domain::field::FieldId;
use crate::domain::nearest::nearest;
use crate::domain::problem::{Problem, Severity};
use crate::domain::region::{is_region_id, regions};
use crate::domain::rules::{Case, chosen, limits};

pub(super) fn check(case: &Case, found: &mut Vec<Problem>) {
    check_clock(case, found);
    let region = case.draft.region.trim();
    check_region(region, found);
    let Some(zone) = chosen(case.draft.zone.as_ref()) else {
        found.push(Problem::error("zone.required", "zone_required", FieldId::Zone));
        return;
    };
    match case.facts.zones {
        Some(zones) if !zones.iter().any(|listed| listed.name == zone) => {
            let names = || zones.iter().map(|listed| listed.name.as_str());
            let instead = nearest(zone, names()).or_else(|| names().next());
            let problem = Problem::error("zone.listed", "zone_listed", FieldId::Zone);
            let problem = problem.with("zone", zone).with("region", region);
            found.push(problem.maybe_fixed(instead));
        }
        None if !limits::zone_format(zone) => found
            .push(Problem::warning("zone.format", "zone_format", FieldId::Zone).with("zone", zone)),
        _ => {}
    }
}

fn check_clock(case: &Case, found: &mut Vec<Problem>) {
    let off = case.facts.clock_ahead.unwrap_or_default().unsigned_abs();
    let Some(severity) = limits::clock(off).severity() else { return };
    let severity = if case.facts.clock_corrected { Severity::Warning } else { severity };
    let words = if severity == Severity::Error { "cred_skew_refused" } else { "cred_skew" };
    let problem = Problem::new(severity, "cred.skew", words, FieldId::Region);
    found.push(problem.with("n", &off.div_ceil(60)).with("most", &(limits::CLOCK_TAKEN / 60)));
}

fn check_region(region: &str, found: &mut Vec<Problem>) {
    let known = || regions().iter().map(|known| known.id.as_str());
    let words = if !is_region_id(region) {
        "region_known"
    } else if !known().any(|id| id == region) {
        "region_unlisted"
    } else {
        return;
    };
    let problem = Problem::warning("region.known", words, FieldId::Region);
    found.push(problem.with("region", region).maybe_fixed(nearest(region, known())));
}
