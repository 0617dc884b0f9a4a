//! Rules of the addresses in the fifth step: IPv6 and private addresses. What is for each instance is
//! judged by the count (`x.count_ips`).

use std::net::Ipv4Addr;

use crate::domain::field::FieldId;
use crate::domain::problem::{Part, Problem};
use crate::domain::rules::{Case, limits};

pub(super) fn check(case: &Case, found: &mut Vec<Problem>) {
    check_ipv6(case, found);
    check_addresses(case, found);
}

fn check_ipv6(case: &Case, found: &mut Vec<Problem>) {
    if case.draft.ipv6 != Some(true) {
        return;
    }
    let field = FieldId::Ipv6;
    if case.subnet.is_some_and(|subnet| subnet.ipv6_cidr.trim().is_empty()) {
        found.push(Problem::error("ipv6.subnet", "ipv6_subnet", field).fixed("no"));
    }
    found.push(Problem::warning("ipv6.image", "ipv6_image", field));
}

fn check_addresses(case: &Case, found: &mut Vec<Problem>) {
    let field = FieldId::InternalIps;
    let typed = &case.draft.internal_ips;
    let given = u32::try_from(typed.len()).unwrap_or(u32::MAX);
    if let Some(count) = case.count.filter(|count| given > 0 && given != *count) {
        let problem = Problem::error("ip.count", "ip_count", field);
        let problem = problem.with("n", &given).with("count", &count);
        // What is too much can go; where some are missing, without any the cloud gives all.
        let kept = if given > count { count.to_string() } else { String::new() };
        found.push(problem.fixed(&kept));
    }
    let cidr = case.subnet.map_or("", |subnet| subnet.cidr.trim());
    let hosts = limits::hosts(cidr);
    let mut seen: Vec<Ipv4Addr> = Vec::new();
    for (index, text) in typed.iter().enumerate() {
        let error = |words| {
            let problem = Problem::error("ip.format", words, field).with("cidr", cidr);
            problem.with("address", text.trim())
        };
        let problem = match text.trim().parse::<Ipv4Addr>() {
            Err(_) => {
                let meant = limits::address_meant(text);
                Some(error("ip_none").maybe_fixed_part(Part::Address, meant))
            }
            Ok(address) if seen.contains(&address) => Some(error("ip_twice")),
            Ok(address) => {
                seen.push(address);
                let outside = hosts.as_ref().is_some_and(|hosts| !hosts.contains(&address));
                outside.then(|| error("ip_format"))
            }
        };
        found.extend(problem.map(|problem| problem.at(index)));
    }
}
