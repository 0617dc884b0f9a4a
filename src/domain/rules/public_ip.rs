//! Rules of the public IP in the fifth step. Without one, and with one of no bandwidth, nothing of it is
//! read.
//!
//! `net.charge` and `net.line` hold by construction: a charge type is one of three, a line one of two.

use crate::domain::field::FieldId;
use crate::domain::plan::{ChargeType, Line};
use crate::domain::problem::{Problem, Severity};
use crate::domain::rules::{Case, limits, number};
use crate::domain::units::Mbps;

pub(super) fn check(case: &Case, found: &mut Vec<Problem>) {
    let draft = case.draft;
    if !draft.public_ip {
        return;
    }
    let line = draft.line.unwrap_or(Line::Bgp);
    match number(&draft.bandwidth, "net_bandwidth", limits::MBPS_WORDS) {
        Err(misread) => {
            let (least, most) = match line {
                Line::Bgp => (1, limits::BANDWIDTH_MAX.0),
                Line::EnhancedBgp => (limits::ENHANCED_MIN.0, limits::ENHANCED_MAX.0),
            };
            let problem = Problem::error("net.bandwidth", misread.words, FieldId::Bandwidth);
            let problem = problem.with("max", &limits::BANDWIDTH_MAX);
            found.push(problem.fixed(&misread.instead(least, most)));
        }
        Ok(0) => {
            found.push(Problem::hint("x.bandwidth_zero", "x_bandwidth_zero", FieldId::Bandwidth));
            return;
        }
        Ok(mbps) => check_bandwidth(Mbps(mbps), draft.charge_or_default(), line, found),
    }
    check_charge(case, found);
    check_name(draft.ip_name.trim(), found);
}

fn check_bandwidth(mbps: Mbps, charge: ChargeType, line: Line, found: &mut Vec<Problem>) {
    let verdict = limits::bandwidth(mbps, charge, line);
    let Some(severity) = verdict.severity() else { return };
    let (refused, traffic) = (severity == Severity::Error, charge == ChargeType::Traffic);
    let (words, nearest) = match line {
        _ if refused && traffic && mbps > limits::BANDWIDTH_MAX => {
            ("net_bandwidth_traffic", Some(limits::BANDWIDTH_MAX))
        }
        Line::Bgp if refused => ("net_bandwidth_never", Some(limits::BANDWIDTH_MAX)),
        Line::Bgp => ("net_bandwidth_high", Some(limits::BANDWIDTH_MAX)),
        Line::EnhancedBgp if mbps < limits::ENHANCED_MIN => {
            ("net_bandwidth_line_never", Some(limits::ENHANCED_MIN))
        }
        Line::EnhancedBgp if refused => ("net_bandwidth_line_never", Some(limits::ENHANCED_MAX)),
        Line::EnhancedBgp => ("net_bandwidth_line", None),
    };
    found.push(
        Problem::new(severity, "net.bandwidth", words, FieldId::Bandwidth)
            .with("max", &limits::BANDWIDTH_MAX)
            .with("most", &limits::BANDWIDTH_ABSOLUTE_MAX)
            .with("line_min", &limits::ENHANCED_MIN)
            .with("line_max", &limits::ENHANCED_MAX)
            .maybe_fixed(nearest),
    );
}

fn check_charge(case: &Case, found: &mut Vec<Problem>) {
    let charge = case.draft.charge_or_default();
    let prepaid = charge == ChargeType::BandwidthPrepaid;
    let usual = ChargeType::default_for(case.draft.payment);
    if case.draft.charge.is_none() {
        let words = if prepaid { "x_charge_default_prepaid" } else { "x_charge_default" };
        found.push(Problem::hint("x.charge_default", words, FieldId::Charge));
    } else if prepaid != (usual == ChargeType::BandwidthPrepaid) {
        let problem = Problem::warning("x.charge_mix", "x_charge_mix", FieldId::Charge);
        found.push(problem.fixed(usual.api_name()));
    }
    if prepaid && case.draft.ip_release == Some(true) {
        let problem = Problem::error("x.eip_delete", "x_eip_delete", FieldId::IpRelease);
        found.push(problem.fixed("no"));
    }
}

fn check_name(name: &str, found: &mut Vec<Problem>) {
    let words = if !limits::ip_name_charset(name) {
        "eip_name"
    } else if !limits::ip_name_length(name) {
        "eip_name_len"
    } else {
        return;
    };
    let problem = Problem::error("eip.name", words, FieldId::IpName)
        .with("max", &limits::IP_NAME_MAX)
        .with("n", &name.len());
    found.push(problem.fixed(&limits::ip_name_cleaned(name).unwrap_or_default()));
}
