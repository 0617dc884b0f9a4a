//! Rules of the network interfaces, jumbo frames, deployment sets and dedicated server in the fifth
//! step. What is for each instance is judged by the count (`x.count_ips`).

use std::collections::{HashMap, HashSet};

use crate::domain::catalog::{DeploySet, Eni};
use crate::domain::field::FieldId;
use crate::domain::plan::Payment;
use crate::domain::problem::Problem;
use crate::domain::rules::{Case, joined, limits};

pub(super) fn check(case: &Case, found: &mut Vec<Problem>) {
    check_interfaces(case, found);
    if case.draft.jumbo_frames == Some(true) && case.spec.is_some_and(|spec| !spec.jumbo_frames) {
        let problem = Problem::error("jumbo", "jumbo", FieldId::JumboFrames);
        found.push(problem.with("spec", case.spec_name()).fixed("no"));
    }
    check_deployment_sets(case, found);
    check_dedicated(case, found);
}

/// The ids of a list, and those of them that stand there for the first time.
fn once(ids: &[String]) -> (Vec<&str>, Vec<&str>) {
    let all: Vec<&str> = ids.iter().map(|id| id.trim()).filter(|id| !id.is_empty()).collect();
    let mut seen = HashSet::new();
    let first = all.iter().copied().filter(|id| seen.insert(*id)).collect();
    (all, first)
}

fn check_interfaces(case: &Case, found: &mut Vec<Problem>) {
    let field = FieldId::Interfaces;
    let (ids, first) = once(&case.draft.interfaces);
    if ids.is_empty() {
        return;
    }
    if case.bare_metal() == Some(true) {
        found.push(Problem::error("eni.ebc", "eni_ebc", field).fixed(""));
        return;
    }
    check_interface_count(case, &ids, found);
    let list = case.facts.interfaces;
    let list: Option<HashMap<&str, &Eni>> =
        list.map(|list| list.iter().map(|known| (known.id.as_str(), known)).collect());
    let words = |id: &str| list.as_ref().and_then(|list| unusable(case, list.get(id).copied()));
    let kept: Vec<&str> = first.iter().copied().filter(|id| words(id).is_none()).collect();
    let twice = (first.len() < ids.len()).then_some("eni_twice");
    let wrong = ids.iter().find_map(|id| Some((*id, words(id)?)));
    let words = wrong.map(|(_, words)| words).or(twice);
    if let Some(words) = words {
        let problem = Problem::error("eni.listed", words, field)
            .with("interface", wrong.map_or("", |(id, _)| id))
            .with("zone", case.zone_name());
        found.push(problem.fixed(&joined(kept)));
    }
}

/// Why an interface of the list, or one that is not there, cannot be given to a new instance.
fn unusable(case: &Case, known: Option<&Eni>) -> Option<&'static str> {
    let Some(known) = known else { return Some("eni_listed") };
    // A dedicated server has a zone of its own.
    let anywhere = case.zone_name().is_empty() || !case.draft.dedicated_host.trim().is_empty();
    if !known.available() {
        Some("eni_busy")
    } else if !anywhere && known.zone != case.zone_name() {
        Some("eni_zone")
    } else {
        None
    }
}

fn check_interface_count(case: &Case, ids: &[&str], found: &mut Vec<Problem>) {
    let count = case.count.and_then(|count| usize::try_from(count).ok()).unwrap_or(1);
    let kept = |most: usize| joined(ids.iter().copied().take(most - most % count));
    let error = |rule, words| {
        let problem = Problem::error(rule, words, FieldId::Interfaces);
        problem.with("given", &ids.len()).with("count", &count)
    };
    if ids.len() > limits::INTERFACES_MAX {
        let problem = error("eni.max", "eni_max").with("n", &limits::INTERFACES_MAX);
        found.push(problem.fixed(&kept(limits::INTERFACES_MAX)));
    }
    if !ids.len().is_multiple_of(count) {
        found.push(error("eni.multiple", "eni_multiple").fixed(&kept(ids.len())));
    }
    let quota = case.spec.and_then(|spec| spec.eni_quota).filter(|quota| *quota > 0);
    let quota = quota.and_then(|quota| usize::try_from(quota).ok());
    if let Some(quota) = quota.filter(|quota| ids.len().div_ceil(count) > *quota) {
        let problem = error("eni.quota", "eni_quota").with("n", &quota);
        found.push(problem.fixed(&kept(quota.saturating_mul(count))));
    }
}

fn check_deployment_sets(case: &Case, found: &mut Vec<Problem>) {
    let field = FieldId::DeploymentSets;
    let (ids, first) = once(&case.draft.deployment_sets);
    if ids.len() > limits::DEPLOYMENT_SETS_MAX || first.len() < ids.len() {
        let kept = joined(first.into_iter().take(limits::DEPLOYMENT_SETS_MAX));
        let problem = Problem::error("deploy.count", "deploy_count", field);
        found.push(problem.with("n", &limits::DEPLOYMENT_SETS_MAX).fixed(&kept));
    }
    let Some(list) = case.facts.deployment_sets else { return };
    let known = |id: &str| list.iter().find(|set| set.id == id);
    let zone = case.zone_name();
    if let Some(gone) = ids.iter().find(|id| known(id).is_none()) {
        let kept = joined(ids.iter().copied().filter(|id| known(id).is_some()));
        let problem = Problem::error("deploy.listed", "deploy_listed", field).with("set", gone);
        found.push(problem.fixed(&kept));
    }
    let wanted = case.count.unwrap_or(1);
    let room = |id: &str| known(id).and_then(|set: &DeploySet| set.room(zone));
    let tight = |id: &str| room(id).is_some_and(|room| room < wanted);
    if let Some(least) = ids.iter().filter_map(|id| room(id)).min().filter(|room| *room < wanted) {
        let kept = joined(ids.iter().copied().filter(|id| !tight(id)));
        let problem = Problem::warning("deploy.room", "deploy_room", field);
        let problem = problem.with("n", &least).with("zone", zone).with("count", &wanted);
        found.push(problem.fixed(&kept));
    }
}

fn check_dedicated(case: &Case, found: &mut Vec<Problem>) {
    let field = FieldId::DedicatedHost;
    let id = case.draft.dedicated_host.trim();
    if id.is_empty() {
        return;
    }
    if !limits::one_word(id) {
        let problem = Problem::error("dedicated.format", "dedicated_format", field);
        found.push(problem.with("host", id).fixed(""));
    } else if !limits::dedicated_id_format(id) {
        let problem = Problem::warning("dedicated.format", "dedicated_format", field);
        found.push(problem.with("host", id));
    }
    if case.draft.payment == Payment::Spot {
        found.push(Problem::error("x.dedicated", "x_dedicated_spot", field).fixed(""));
    } else {
        // The zone chosen above stands for what is listed and priced; it is not sent.
        found.push(Problem::hint("x.dedicated", "x_dedicated", field));
    }
}
