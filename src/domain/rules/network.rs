//! Rules of the fifth step: VPC, subnet, security groups.
//!
//! `x.sg_either` holds by construction: a plan has groups of one kind.

use crate::domain::catalog::{SecurityGroup, Subnet};
use crate::domain::field::FieldId;
use crate::domain::problem::{Problem, Severity};
use crate::domain::rules::{Case, chosen, groups, joined, limits};

/// The subnet type of ordinary instances (contract.md §7.6).
const ORDINARY_SUBNET: &str = "BCC";
/// The name of the group each VPC is created with.
const DEFAULT_GROUP: &str = "default";

pub(super) fn check(case: &Case, found: &mut Vec<Problem>) {
    check_vpc(case, found);
    match chosen(case.draft.subnet.as_ref()) {
        Some(id) => check_subnet(case, id, found),
        None => found.push(missing_subnet(case)),
    }
    if case.draft.enterprise {
        check_enterprise_groups(case, found);
    } else {
        check_groups(case, found);
    }
}

fn check_vpc(case: &Case, found: &mut Vec<Problem>) {
    let vpcs = case.facts.vpcs;
    let default = || {
        let vpc = vpcs?.iter().find(|vpc| vpc.is_default)?;
        Some(vpc.id.as_str())
    };
    match chosen(case.draft.vpc.as_ref()) {
        // It only says which subnets are listed; while nothing is, a subnet brings its own.
        None if vpcs.is_none() && chosen(case.draft.subnet.as_ref()).is_some() => {}
        None => found.push(
            Problem::error("vpc.required", "vpc_required", FieldId::Vpc).maybe_fixed(default()),
        ),
        Some(id) if vpcs.is_some_and(|vpcs| !vpcs.iter().any(|vpc| vpc.id == id)) => found.push(
            Problem::error("vpc.listed", "vpc_listed", FieldId::Vpc)
                .with("vpc", id)
                .maybe_fixed(default()),
        ),
        Some(_) => {}
    }
}

fn missing_subnet(case: &Case) -> Problem {
    let problem = if groups(case.draft).is_empty() {
        Problem::error("subnet.required", "subnet_required", FieldId::Subnet)
    } else {
        Problem::error("x.sg_subnet_both", "x_sg_subnet_both", FieldId::Subnet)
    };
    problem.maybe_fixed(best_subnet(case))
}

fn check_subnet(case: &Case, id: &str, found: &mut Vec<Problem>) {
    let field = FieldId::Subnet;
    let fix = best_subnet(case);
    let Some(subnet) = case.subnet else {
        if case.facts.subnets.is_some() {
            let problem = Problem::error("subnet.listed", "subnet_listed", field);
            found.push(problem.with("subnet", id).maybe_fixed(fix));
        }
        return;
    };
    let zone = case.zone_name();
    if !zone.is_empty() && subnet.zone != zone {
        let problem = Problem::error("subnet.zone", "subnet_zone", field);
        let problem = problem.with("zone", &subnet.zone).with("wanted", zone);
        match (fix, other_vpc(case)) {
            // Another VPC brings a subnet and groups of its own.
            (None, Some(vpc)) => found.push(problem.fixed_by(FieldId::Vpc, vpc)),
            _ => found.push(problem.maybe_fixed(fix)),
        }
    }
    let mut push = |problem: Problem| found.push(problem.maybe_fixed(fix));
    if chosen(case.draft.vpc.as_ref()).is_some_and(|vpc| vpc != subnet.vpc) {
        push(Problem::error("subnet.vpc", "subnet_vpc", field).with("vpc", &subnet.vpc));
    }
    if !ordinary(subnet) {
        let metal = case.spec.is_some_and(|spec| spec.bare_metal);
        let severity = if metal { Severity::Warning } else { Severity::Error };
        let problem = Problem::new(severity, "subnet.type", "subnet_type", field);
        push(problem.with("type", &subnet.subnet_type));
    }
    match (subnet.free, case.count) {
        (Some(0), _) => push(Problem::error("subnet.free", "subnet_full", field)),
        (Some(free), Some(count)) if free < count => found.push(
            Problem::warning("subnet.free", "subnet_free", field)
                .with("n", &free)
                .with("count", &count)
                .maybe_fixed(roomy_subnet(case, count)),
        ),
        _ => {}
    }
}

/// Whether a subnet is for ordinary instances; one that does not say is.
fn ordinary(subnet: &Subnet) -> bool {
    subnet.subnet_type.is_empty() || subnet.subnet_type.eq_ignore_ascii_case(ORDINARY_SUBNET)
}

/// The subnet to propose: one with room for the whole order, else with any room.
fn best_subnet<'a>(case: &Case<'a>) -> Option<&'a str> {
    let whole_order = roomy_subnet(case, case.count.unwrap_or(1));
    whole_order.or_else(|| roomy_subnet(case, 1))
}

/// The first subnet of the zone and the VPC with so many free addresses, as far as it says.
fn roomy_subnet<'a>(case: &Case<'a>, room: u32) -> Option<&'a str> {
    let vpc = chosen(case.draft.vpc.as_ref()).or(case.subnet.map(|subnet| subnet.vpc.as_str()))?;
    let mut fit = usable_subnets(case, room).filter(|subnet| subnet.vpc == vpc);
    fit.next().map(|subnet| subnet.id.as_str())
}

/// The VPC to move to where the chosen one has no usable subnet in the zone: of the first that has.
fn other_vpc<'a>(case: &Case<'a>) -> Option<&'a str> {
    usable_subnets(case, 1).next().map(|subnet| subnet.vpc.as_str())
}

/// The ordinary subnets of the zone with so many free addresses, as far as they say.
fn usable_subnets<'a>(case: &Case<'a>, room: u32) -> impl Iterator<Item = &'a Subnet> {
    let zone = case.zone_name();
    case.facts.subnets.unwrap_or_default().iter().filter(move |subnet| {
        subnet.zone == zone && ordinary(subnet) && subnet.free.is_none_or(|free| free >= room)
    })
}

/// Whether the number of groups is right; a problem of it is pushed with a way out.
fn check_group_count(ids: &[&str], default: Option<&str>, found: &mut Vec<Problem>) {
    if limits::group_count(ids.len()) {
        return;
    }
    let problem = Problem::error("sg.count", "sg_count", FieldId::Groups)
        .with("n", &ids.len())
        .with("max", &limits::GROUPS_MAX);
    let first = || joined(ids.iter().copied().take(limits::GROUPS_MAX));
    found.push(if ids.is_empty() { problem.maybe_fixed(default) } else { problem.fixed(&first()) });
}

fn check_groups(case: &Case, found: &mut Vec<Problem>) {
    let ids = groups(case.draft);
    let vpc = case.subnet.map(|subnet| subnet.vpc.as_str());
    let vpc = vpc.or_else(|| chosen(case.draft.vpc.as_ref()));
    let belongs = |group: &SecurityGroup| {
        group.vpc.as_deref().is_none_or(|own| vpc.is_none_or(|vpc| own == vpc))
    };
    let listed = case.facts.groups.unwrap_or_default();
    let default = default_group(listed.iter().filter(|group| belongs(group)));
    check_group_count(&ids, default, found);
    if case.facts.groups.is_none() {
        return;
    }
    let find = |id: &str| listed.iter().find(|group| group.id == id);
    let (fit, misfit): (Vec<&str>, Vec<&str>) =
        ids.into_iter().partition(|id| find(id).is_some_and(belongs));
    let Some(first) = misfit.first() else { return };
    let problem = match find(first) {
        Some(group) => Problem::error("x.sg_vpc", "x_sg_vpc", FieldId::Groups)
            .with("group", &group.name)
            .with("vpc", vpc.unwrap_or_default()),
        None => Problem::error("x.sg_vpc", "x_sg_vpc_unlisted", FieldId::Groups)
            .with("group", first)
            .with("vpc", vpc.unwrap_or_default()),
    };
    let fix = if fit.is_empty() { default.map(str::to_owned) } else { Some(joined(fit)) };
    found.push(problem.maybe_fixed(fix));
}

fn check_enterprise_groups(case: &Case, found: &mut Vec<Problem>) {
    let ids = groups(case.draft);
    let Some(listed) = case.facts.enterprise_groups else {
        check_group_count(&ids, None, found);
        return;
    };
    let default = default_group(listed.iter());
    check_group_count(&ids, default, found);
    let (fit, misfit): (Vec<&str>, Vec<&str>) =
        ids.into_iter().partition(|id| listed.iter().any(|group| group.id == *id));
    let Some(first) = misfit.first() else { return };
    let problem = Problem::error("sg.listed", "sg_listed", FieldId::Groups).with("group", first);
    let fix = if fit.is_empty() { default.map(str::to_owned) } else { Some(joined(fit)) };
    found.push(problem.maybe_fixed(fix));
}

/// The group to propose: the one named `default`, else the first.
fn default_group<'a>(
    mut groups: impl Iterator<Item = &'a SecurityGroup> + Clone,
) -> Option<&'a str> {
    let named = groups.clone().find(|group| group.name == DEFAULT_GROUP);
    named.or_else(|| groups.next()).map(|group| group.id.as_str())
}
