//! From facts to checks: what the account has to have.

use rust_decimal::Decimal;

use super::judge::{Judge, check, said};
use super::{Check, Found, Probe, Verdict, used_up};
use crate::domain::catalog::Quota;
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::rules::limits::{DEFAULT_INSTANCE_QUOTA, POSTPAID_CASH};
use crate::domain::said::Said;
use crate::domain::units::Money;

/// Quotas that a line names at most; there may be dozens.
const NAMED: usize = 4;

impl Judge<'_> {
    pub(super) fn account(&mut self) {
        self.one_of("vpc", &[Probe::QueryVpcList]);
        self.one_of("subnet", &[Probe::QuerySubnetList]);
        let groups = [Probe::ListSecurityGroups, Probe::QueryEnterpriseSecurityGroupList];
        self.one_of("security_group", &groups);
        self.key_pair();
        self.quota();
        self.balance();
        self.real_name();
    }

    fn count(&self, probe: Probe) -> Option<usize> {
        match self.found(probe)? {
            Found::Count(count) => Some(*count),
            _ => None,
        }
    }

    /// There has to be at least one, on whichever of these lists.
    fn one_of(&mut self, id: &str, lists: &[Probe]) {
        let check = check(id, Verdict::Pass);
        let counts: Vec<Option<usize>> = lists.iter().map(|probe| self.count(*probe)).collect();
        let count: usize = counts.iter().flatten().sum();
        let unread = lists.iter().zip(&counts).find(|(_, count)| count.is_none());
        let check = if count > 0 {
            Check { detail: said("doctor.there_are", &[("count", &count.to_string())]), ..check }
        } else if id != "vpc" && self.failed("vpc") {
            self.because(check, "vpc")
        } else if let Some((probe, _)) = unread {
            self.because(check, &probe.id())
        } else {
            Check {
                verdict: Verdict::Fail,
                detail: said(&format!("doctor.none.{id}"), &[]),
                advice: Some(said(&format!("doctor.do.{id}"), &[])),
                ..check
            }
        };
        self.push(check);
    }

    /// None is no fault: a password opens an instance as well.
    fn key_pair(&mut self) {
        let check = Check { optional: true, ..check("key_pair", Verdict::Pass) };
        let check = match self.count(Probe::ListKeypair) {
            Some(0) => Check { detail: said("doctor.none.key_pair", &[]), ..check },
            Some(count) => Check {
                detail: said("doctor.there_are", &[("count", &count.to_string())]),
                ..check
            },
            None => self.because(check, &Probe::ListKeypair.id()),
        };
        self.push(check);
    }

    fn quota(&mut self) {
        let check = Check { optional: true, ..check("quota", Verdict::Pass) };
        let check = match (self.found(Probe::QuotaCenterList), self.count(Probe::ListInstances)) {
            (Some(Found::Quotas(known)), _) if !known.is_empty() => {
                Check { optional: true, ..quotas(known) }
            }
            (_, Some(count)) => {
                let values = [
                    ("count", &*count.to_string()),
                    ("most", &*DEFAULT_INSTANCE_QUOTA.to_string()),
                ];
                if count < DEFAULT_INSTANCE_QUOTA as usize {
                    Check { detail: said("doctor.quota.below", &values), ..check }
                } else {
                    Check {
                        verdict: Verdict::Unknown,
                        detail: said("doctor.quota.above", &values),
                        advice: Some(said("doctor.do.quota", &[])),
                        ..check
                    }
                }
            }
            (_, None) => self.because(check, &Probe::ListInstances.id()),
        };
        self.push(check);
    }

    /// Optional, since vouchers do not show and a subscription needs its own price only
    /// (limits.md `x.balance_post`).
    fn balance(&mut self) {
        let check = match self.found(Probe::AccountBalance) {
            Some(Found::Cash(cash)) => postpaid_cash(*cash),
            _ => self.because(check("balance", Verdict::Pass), &Probe::AccountBalance.id()),
        };
        self.push(Check { optional: true, ..check });
    }

    /// No operation says it; only a refusal for want of it does.
    fn real_name(&mut self) {
        let mut faults = self.facts.seen.values().filter_map(|seen| seen.result.as_ref().err());
        let check = real_name(faults.find(|fault| fault.kind == FaultKind::RealName));
        self.push(check);
    }
}

/// Whether any of the account's quotas, which are some, is used up.
pub(in crate::domain) fn quotas(quotas: &[Quota]) -> Check {
    let check = check("quota", Verdict::Pass);
    let full: Vec<_> = quotas.iter().filter(|quota| used_up(quota)).collect();
    let shown = |number: Option<Decimal>| {
        number.map_or_else(|| "?".to_owned(), |number| number.normalize().to_string())
    };
    let named: Vec<_> = if full.is_empty() { quotas.iter().collect() } else { full };
    let list: Vec<String> = named
        .iter()
        .take(NAMED)
        .map(|quota| format!("{} {}/{}", quota.name, shown(quota.used), shown(quota.limit)))
        .collect();
    let list = Said::list(list);
    if quotas.iter().any(used_up) {
        Check {
            verdict: Verdict::Fail,
            detail: Said::of("doctor.quota.full").with("list", list),
            advice: Some(said("doctor.do.quota", &[])),
            ..check
        }
    } else {
        Check { detail: Said::of("doctor.quota.free").with("list", list), ..check }
    }
}

/// Whether cash is enough for what is metered (limits.md `x.balance_post`). Vouchers do not show.
pub(in crate::domain) fn postpaid_cash(cash: Money) -> Check {
    let check = check("balance", Verdict::Pass);
    let values = [("cash", &*cash.read(2)), ("least", &*POSTPAID_CASH.to_string())];
    if cash.0 > Decimal::from(POSTPAID_CASH) {
        Check { detail: said("doctor.balance.enough", &values), ..check }
    } else {
        Check {
            verdict: Verdict::Fail,
            detail: said("doctor.balance.low", &values),
            advice: Some(said("doctor.do.balance", &[])),
            ..check
        }
    }
}

/// Whether the account has passed real-name certification, of which only a refusal for want of it says
/// anything.
pub(in crate::domain) fn real_name(missing: Option<&Fault>) -> Check {
    let check = match missing {
        Some(fault) => Check {
            detail: said("fault.real_name.say", &[]),
            fault: Some(fault.clone()),
            ..check("real_name", Verdict::Fail)
        },
        None => Check {
            detail: said("doctor.real_name.unsaid", &[]),
            ..check("real_name", Verdict::Unknown)
        },
    };
    Check { advice: Some(said("doctor.do.real_name", &[])), ..check }
}
