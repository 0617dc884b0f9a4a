//! Rules of what few purchases say of the machine: the spot market, the least count, threads, NUMA, the
//! cluster.
//!
//! `x.gpu_card_count` holds by construction: no plan has a number of cards, which the spec fixes.

use crate::domain::catalog::ProductType;
use crate::domain::field::FieldId;
use crate::domain::plan::{Numa, Payment};
use crate::domain::problem::Problem;
use crate::domain::rules::{Case, chosen, limits, number};

/// The `rdmaType` of specs that join an EHC cluster.
const ROCE: &str = "RoCE";

pub(super) fn check(case: &Case, found: &mut Vec<Problem>) {
    check_spot(case, found);
    check_min_count(case, found);
    check_processor(case, found);
    check_cluster(case, found);
}

fn check_spot(case: &Case, found: &mut Vec<Problem>) {
    let (name, zone) = (case.spec_name(), case.zone_name());
    let Some(offers) = case.facts.spot_offers else { return };
    if case.draft.payment != Payment::Spot || name.is_empty() || zone.is_empty() {
        return;
    }
    let mut flavors = offers.iter().filter(|offer| offer.zone == zone).flat_map(|o| &o.flavors);
    if flavors.any(|flavor| flavor.spec == name) {
        return;
    }
    let payment = match case.spec.map(|spec| spec.product) {
        Some(ProductType::Prepaid) => Payment::Prepaid,
        _ => Payment::Postpaid,
    };
    let problem = Problem::error("spec.spot", "spec_spot", FieldId::Spec);
    let problem = problem.with("spec", name).with("zone", zone);
    found.push(problem.fixed_by(FieldId::Payment, payment.api_name()));
}

fn check_min_count(case: &Case, found: &mut Vec<Problem>) {
    let text = case.draft.min_count.trim();
    if text.is_empty() {
        return;
    }
    let most = case.count.unwrap_or(u32::MAX);
    let problem = |words| {
        Problem::error("count.min_count", words, FieldId::MinCount)
            .with("n", &case.draft.count.trim())
    };
    found.push(match number(text, "count_min_count", limits::PIECE_WORDS) {
        Ok(least) if (1..=most).contains(&least) => return,
        Ok(0) => problem("count_min_count").fixed(&1),
        Ok(_) => problem("count_min_count_high").fixed(&most),
        // Without it the whole batch is bought or nothing.
        Err(misread) => {
            let fix = misread.meant.map(|meant| meant.clamp(1, most).to_string());
            problem(misread.words).fixed(&fix.unwrap_or_default())
        }
    });
}

fn check_processor(case: &Case, found: &mut Vec<Problem>) {
    let draft = case.draft;
    let set = [
        (FieldId::HyperThreading, draft.hyper_threading.is_some()),
        (FieldId::ThreadsPerCore, draft.threads_per_core.is_some()),
        (FieldId::Numa, draft.numa.is_some()),
    ];
    if case.bare_metal() == Some(false) {
        for (field, _) in set.into_iter().filter(|(_, set)| *set) {
            let problem = Problem::error("ht", "ht", field).with("spec", case.spec_name());
            found.push(problem.fixed(""));
        }
        return;
    }
    let model = case.spec.map_or("", |spec| spec.cpu_model.as_str());
    if draft.numa.is_some_and(|numa| !limits::numa_known(model, numa)) {
        let problem = Problem::error("ht", "ht_numa", FieldId::Numa).with("cpu", model);
        found.push(problem.fixed(Numa::One.api_name()));
    }
}

fn check_cluster(case: &Case, found: &mut Vec<Problem>) {
    let Some(id) = chosen(case.draft.ehc_cluster.as_ref()) else { return };
    let field = FieldId::EhcCluster;
    if case.facts.ehc_clusters.is_some_and(|list| !list.iter().any(|known| known.id == id)) {
        let problem = Problem::error("ehc.listed", "ehc_listed", field);
        found.push(problem.with("cluster", id).with("zone", case.zone_name()).fixed(""));
    }
    if case.spec.is_some_and(|spec| !spec.rdma.eq_ignore_ascii_case(ROCE)) {
        let problem = Problem::warning("ehc", "ehc", field);
        found.push(problem.with("spec", case.spec_name()).fixed(""));
    }
}
