//! From facts to checks: the way to the cloud, the key, and each operation.

use strum::IntoEnumIterator as _;

use super::{CHANGES, Check, Facts, Host, Lookup, Probe, Seen, Set, Verdict};
use crate::domain::fault::{Fault, FaultKind, SKEW_TAKEN_MINUTES, SKEW_WARNED_MINUTES};
use crate::domain::said::{DOT, Said};

/// One check a line of the report, in its order.
pub fn judge(facts: &Facts) -> Vec<Check> {
    let mut judge = Judge { facts, checks: Vec::new() };
    judge.settings();
    for host in &facts.hosts {
        judge.name(host);
    }
    for host in &facts.hosts {
        judge.connection(host);
    }
    judge.clock();
    judge.key();
    for probe in Probe::iter() {
        judge.operation(probe);
    }
    for (name, optional) in CHANGES {
        let detail = Said::of(format!("doctor.untried.{name}"));
        let advice = said("doctor.do.grant", &[("operation", name)]);
        let check = Check { detail, ..operation(name, optional, Verdict::Unknown) };
        judge.push(Check { advice: Some(advice), ..check });
    }
    judge.account();
    judge.checks
}

pub(super) struct Judge<'a> {
    pub(super) facts: &'a Facts,
    checks: Vec<Check>,
}

/// A sentence with text values.
pub(in crate::domain) fn said(key: &str, values: &[(&'static str, &str)]) -> Said {
    let said = Said::of(key.to_owned());
    values.iter().fold(said, |said, (name, value)| said.with(name, *value))
}

/// A setting with its value and its origin.
fn set(set: &Set) -> Said {
    let said = Said::of("doctor.set")
        .with("name", Said::of(format!("doctor.setting.{}", set.name.replace(' ', "_"))));
    let value = if set.value.is_empty() { Said::of("doctor.unset") } else { (&set.value).into() };
    let origin = set.origin.clone().unwrap_or_else(|| Said::of("doctor.default"));
    said.with("value", value).with("origin", origin)
}

/// A check with nothing said yet but its title, `doctor.title.<id>`.
pub(in crate::domain) fn check(id: &str, verdict: Verdict) -> Check {
    Check {
        id: id.to_owned(),
        title: said(&format!("doctor.title.{id}"), &[]),
        verdict,
        optional: false,
        detail: said("", &[]),
        without: None,
        advice: None,
        because: None,
        fault: None,
        ms: None,
    }
}

fn operation(name: &str, optional: bool, verdict: Verdict) -> Check {
    Check {
        title: said("doctor.title.operation", &[("operation", name)]),
        optional,
        ..check(&format!("operation.{name}"), verdict)
    }
}

fn of_host(what: &str, host: &Host, verdict: Verdict) -> Check {
    Check {
        id: format!("{what}.{}", host.id),
        title: said(&format!("doctor.title.{what}"), &[("host", &host.name)]),
        optional: host.probes.iter().all(|probe| probe.optional()),
        ..check(what, verdict)
    }
}

/// A check that went wrong with a fault: what it means, and what to do.
fn faulty(check: Check, fault: &Fault) -> Check {
    let minutes = fault.minutes_off().unwrap_or_default();
    let part = |part: &str| said(&format!("{}.{part}", fault.words()), &[("minutes", &minutes)]);
    Check { detail: part("say"), advice: Some(part("do")), fault: Some(fault.clone()), ..check }
}

/// Whether nothing that could be judged came back: the connection, not the question, went wrong.
fn no_answer(kind: FaultKind) -> bool {
    matches!(kind, FaultKind::Unreachable | FaultKind::Timeout | FaultKind::Interrupted)
}

/// An answer that shows that the signature was taken.
fn taken(seen: &Seen) -> bool {
    match &seen.result {
        Ok(_) => true,
        Err(fault) => matches!(
            fault.kind,
            FaultKind::Forbidden | FaultKind::RealName | FaultKind::OptIn | FaultKind::Banned
        ),
    }
}

impl Judge<'_> {
    pub(super) fn push(&mut self, check: Check) {
        self.checks.push(check);
    }

    pub(super) fn passed(&self, id: &str) -> bool {
        self.checks.iter().any(|check| check.id == id && check.verdict == Verdict::Pass)
    }

    pub(super) fn failed(&self, id: &str) -> bool {
        self.checks.iter().any(|check| check.id == id && check.verdict == Verdict::Fail)
    }

    pub(super) fn found(&self, probe: Probe) -> Option<&super::Found> {
        self.facts.seen.get(&probe)?.result.as_ref().ok()
    }

    /// `check`, not judged because another did not pass; of a chain of such the first is named.
    pub(super) fn because(&self, check: Check, id: &str) -> Check {
        let other = self.checks.iter().find(|other| other.id == id);
        let root = other.and_then(|other| other.because.as_deref()).unwrap_or(id);
        Check {
            verdict: Verdict::Unknown,
            detail: said("doctor.because", &[("check", root)]),
            advice: Some(said("doctor.do.first", &[("check", root)])),
            because: Some(root.to_owned()),
            ..check
        }
    }

    fn host(&self, probe: Probe) -> Option<&Host> {
        self.facts.hosts.iter().find(|host| host.probes.contains(&probe))
    }

    fn settings(&mut self) {
        let warnings = check("warnings", Verdict::Pass);
        let sets = match &self.facts.settings {
            Err(why) => {
                self.push(Check {
                    detail: Said::of("doctor.quoted").with("text", why.clone()),
                    advice: Some(said("doctor.do.settings", &[])),
                    ..check("settings", Verdict::Fail)
                });
                let warnings = self.because(warnings, "settings");
                return self.push(Check { optional: true, ..warnings });
            }
            Ok(sets) => sets,
        };
        self.push(Check {
            detail: Said::List(DOT, sets.iter().map(set).collect()),
            ..check("settings", Verdict::Pass)
        });
        let warnings = Check { optional: true, ..warnings };
        self.push(if self.facts.warnings.is_empty() {
            Check { detail: said("doctor.no_warnings", &[]), ..warnings }
        } else {
            Check {
                verdict: Verdict::Fail,
                detail: Said::List(DOT, self.facts.warnings.clone()),
                advice: Some(said("doctor.do.warnings", &[])),
                ..warnings
            }
        });
    }

    /// Whether something answered at this host, be it the cloud or not.
    fn answered(&self, host: &Host) -> bool {
        let seen = host.probes.iter().filter_map(|probe| self.facts.seen.get(probe));
        seen.into_iter().any(|seen| match &seen.result {
            Ok(_) => true,
            Err(fault) => fault.status.is_some() || !no_answer(fault.kind),
        })
    }

    fn name(&mut self, host: &Host) {
        let check = of_host("name", host, Verdict::Pass);
        let check = match &host.lookup {
            Lookup::Address => Check { detail: said("doctor.name.address", &[]), ..check },
            Lookup::Found(count) => {
                let detail = said("doctor.name.found", &[("count", &count.to_string())]);
                Check { detail, ..check }
            }
            // Whoever is asked through a proxy needs no name here.
            Lookup::Failed(_) if self.answered(host) => {
                Check { detail: said("doctor.name.proxy", &[]), ..check }
            }
            Lookup::Failed(why) => Check {
                verdict: Verdict::Fail,
                detail: Said::of("doctor.name.failed").with("why", why.clone()),
                advice: Some(said("doctor.do.name", &[])),
                ..check
            },
        };
        self.push(check);
    }

    fn connection(&mut self, host: &Host) {
        let check = of_host("connection", host, Verdict::Pass);
        let name = format!("name.{}", host.id);
        let mut seen: Vec<&Seen> =
            host.probes.iter().filter_map(|probe| self.facts.seen.get(probe)).collect();
        seen.sort_by_key(|seen| match &seen.result {
            Err(fault) if no_answer(fault.kind) && fault.status.is_none() => 2,
            Err(fault) if fault.kind == FaultKind::Garbled => 1,
            _ => 0,
        });
        let Some(best) = seen.first() else {
            let check = self.because(check, &name);
            return self.push(check);
        };
        let check = Check { ms: Some(best.ms), ..check };
        let check = match &best.result {
            Err(fault) if no_answer(fault.kind) && fault.status.is_none() => {
                if self.failed(&name) {
                    self.because(check, &name)
                } else if best.tls {
                    Check {
                        detail: said("doctor.tls.say", &[]),
                        advice: Some(said("doctor.tls.do", &[])),
                        ..faulty(Check { verdict: Verdict::Fail, ..check }, fault)
                    }
                } else {
                    faulty(Check { verdict: Verdict::Fail, ..check }, fault)
                }
            }
            Err(fault) if fault.kind == FaultKind::Garbled => {
                faulty(Check { verdict: Verdict::Fail, ..check }, fault)
            }
            _ => {
                let key =
                    if host.tls { "doctor.connection.tls" } else { "doctor.connection.plain" };
                Check { detail: said(key, &[]), ..check }
            }
        };
        self.push(check);
    }

    /// The connection the wizard cannot do without.
    fn way_in(&self) -> Option<String> {
        self.host(Probe::ListZones).map(|host| format!("connection.{}", host.id))
    }

    fn clock(&mut self) {
        let check = check("clock", Verdict::Pass);
        let check = match (self.facts.skew, self.way_in()) {
            (Some(seconds), _) => {
                let off = seconds.unsigned_abs();
                let taken = off <= SKEW_TAKEN_MINUTES.unsigned_abs() * 60;
                if off < SKEW_WARNED_MINUTES.unsigned_abs() * 60 {
                    let detail = said("doctor.clock.right", &[("seconds", &off.to_string())]);
                    Check { detail, ..check }
                } else {
                    // Away from zero, as everywhere: half a minute over the limit is over it.
                    let minutes = [("minutes", &*off.div_ceil(60).to_string())];
                    Check {
                        verdict: Verdict::Fail,
                        optional: taken,
                        detail: said("fault.clock_off.say", &minutes),
                        advice: Some(said("fault.clock_off.do", &minutes)),
                        ..check
                    }
                }
            }
            (None, None) => self.because(check, "settings"),
            (None, Some(way)) if !self.passed(&way) => self.because(check, &way),
            (None, Some(_)) => Check {
                verdict: Verdict::Unknown,
                detail: said("doctor.clock.unsaid", &[]),
                advice: Some(said("doctor.do.clock", &[])),
                ..check
            },
        };
        self.push(check);
    }

    fn key(&mut self) {
        let check = check("key", Verdict::Pass);
        let Some(host) = self.host(Probe::ListZones) else {
            let check = self.because(check, "settings");
            return self.push(check);
        };
        let seen: Vec<&Seen> =
            host.probes.iter().filter_map(|probe| self.facts.seen.get(probe)).collect();
        let faults = || seen.iter().filter_map(|seen| seen.result.as_ref().err());
        let refused = faults()
            .find(|fault| matches!(fault.kind, FaultKind::UnknownKey | FaultKind::WrongSecret));
        let way = format!("connection.{}", host.id);
        let check = if seen.iter().any(|seen| taken(seen)) {
            Check { detail: said("doctor.key.taken", &[]), ..check }
        } else if let Some(fault) = refused {
            faulty(Check { verdict: Verdict::Fail, ..check }, fault)
        } else if !self.passed(&way) {
            self.because(check, &way)
        } else if faults().any(|fault| fault.kind == FaultKind::Clock) && self.failed("clock") {
            self.because(check, "clock")
        } else {
            match faults().next() {
                Some(fault) => faulty(Check { verdict: Verdict::Unknown, ..check }, fault),
                None => self.because(check, &way),
            }
        };
        self.push(check);
    }

    /// What an operation needs that did not pass, for a question that was never asked.
    fn missing(&self, probe: Probe) -> Option<String> {
        let Some(host) = self.host(probe) else { return Some("settings".to_owned()) };
        let needs = [
            Some(format!("connection.{}", host.id)),
            self.way_in(),
            Some("key".to_owned()),
            probe.after().map(Probe::id),
        ];
        needs.into_iter().flatten().find(|id| !self.passed(id))
    }

    /// What went wrong before, where a fault is only the echo of that.
    fn echo(&self, probe: Probe, kind: FaultKind) -> Option<String> {
        let id = match kind {
            FaultKind::Unreachable
            | FaultKind::Timeout
            | FaultKind::Interrupted
            | FaultKind::Garbled => format!("connection.{}", self.host(probe)?.id),
            FaultKind::UnknownKey | FaultKind::WrongSecret => "key".to_owned(),
            FaultKind::Clock => "clock".to_owned(),
            _ => return None,
        };
        (!self.passed(&id)).then_some(id)
    }

    fn operation(&mut self, probe: Probe) {
        let check = operation(probe.name(), probe.optional(), Verdict::Pass);
        let without =
            probe.optional().then(|| said(&format!("doctor.without.{}", probe.name()), &[]));
        let lost = |check: Check| match check.because {
            Some(_) => check,
            None => Check { without: without.clone(), ..check },
        };
        let Some(seen) = self.facts.seen.get(&probe) else {
            let after = probe.after().map(Probe::name).unwrap_or_default();
            let check = match self.missing(probe) {
                Some(id) => self.because(check, &id),
                None => Check {
                    verdict: Verdict::Unknown,
                    detail: said("doctor.nothing", &[("operation", after)]),
                    advice: Some(said("doctor.do.nothing", &[("operation", after)])),
                    ..check
                },
            };
            return self.push(lost(check));
        };
        let check = Check { ms: Some(seen.ms), ..check };
        let allowed = said("doctor.allowed", &[]);
        let check = match &seen.result {
            Ok(_) => Check { detail: allowed, ..check },
            Err(fault) if fault.kind == FaultKind::NotFound && probe.may_find_nothing() => {
                Check { detail: allowed, ..check }
            }
            Err(fault) => lost(match (self.echo(probe, fault.kind), fault.kind) {
                (Some(id), _) => self.because(check, &id),
                (None, FaultKind::Forbidden) => Check {
                    detail: said("doctor.lacks", &[("operation", probe.name())]),
                    advice: Some(said("doctor.do.grant", &[("operation", probe.name())])),
                    ..faulty(Check { verdict: Verdict::Fail, ..check }, fault)
                },
                (None, FaultKind::RealName | FaultKind::OptIn | FaultKind::Banned) => {
                    faulty(Check { verdict: Verdict::Fail, ..check }, fault)
                }
                (None, FaultKind::NotFound) => Check {
                    detail: said("doctor.not_there", &[]),
                    advice: Some(said("doctor.do.not_there", &[])),
                    ..faulty(Check { verdict: Verdict::Unknown, ..check }, fault)
                },
                (None, _) => faulty(Check { verdict: Verdict::Unknown, ..check }, fault),
            }),
        };
        self.push(check);
    }
}
