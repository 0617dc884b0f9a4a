//! Whether anything speaks against the order before it is placed: what can be found out without
//! placing it. Nothing here blocks; what blocks are the rules.
//!
//! The checks are those of the checkup where they are about the same thing, under the same names, and
//! judged by the same functions.

use crate::domain::catalog::Quota;
use crate::domain::checkup::{self, Check, Verdict, check, said};
use crate::domain::draft::Draft;
use crate::domain::facts::Facts;
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::field::FieldId;
use crate::domain::plan::Billing;
use crate::domain::price::{Quote, offered};
use crate::domain::rules::{chosen, limits};
use crate::domain::said::Said;
use crate::domain::units::Money;

/// What became of a question that only this is about.
#[derive(Clone, Copy, Debug)]
pub enum Reading<'a, T> {
    /// Asked, or about to be.
    Asked,
    /// The answer.
    Known(T),
    /// It could not be read.
    Unread(&'a Fault),
}

/// What is known beyond the facts of the rules.
#[derive(Clone, Copy, Debug)]
pub struct Readings<'a> {
    /// Cash of the account.
    pub cash: Reading<'a, Money>,
    /// Quotas of the region.
    pub quotas: Reading<'a, &'a [Quota]>,
    /// Operations that the key was refused for want of a permission, in the API's names, each once.
    pub forbidden: &'a [&'static str],
    /// Something was refused for want of real-name certification.
    pub real_name: Option<&'a Fault>,
}

/// The checks, in the order in which they are shown.
pub fn checks(draft: &Draft, facts: &Facts, quote: &Quote, readings: &Readings) -> Vec<Check> {
    vec![
        balance(quote, readings.cash),
        quota(readings.quotas),
        stock(draft, facts),
        addresses(draft, facts),
        permissions(readings.forbidden),
        checkup::real_name(readings.real_name),
    ]
}

/// The question by which a check that did not pass can be settled, if by any.
pub fn field(check: &Check) -> Option<FieldId> {
    Some(match check.id.as_str() {
        "balance" => FieldId::Payment,
        "quota" => FieldId::Count,
        "stock" => FieldId::Spec,
        "addresses" => FieldId::Subnet,
        _ => return None,
    })
}

/// A check whose question has not been answered.
fn unread(check: Check, fault: Option<&Fault>) -> Check {
    let key = match fault.map(|fault| fault.kind) {
        None => "preflight.asked",
        Some(FaultKind::Forbidden) => "preflight.no_permission",
        Some(_) => "preflight.not_read",
    };
    Check { verdict: Verdict::Unknown, detail: said(key, &[]), fault: fault.cloned(), ..check }
}

/// What must be on the account: for a subscription its price (limits.md `x.balance_pre`), for what is
/// metered the documented least (`x.balance_post`).
pub fn balance(quote: &Quote, cash: Reading<'_, Money>) -> Check {
    let check = check("balance", Verdict::Pass);
    let cash = match cash {
        Reading::Known(cash) => cash,
        Reading::Asked => return unread(check, None),
        Reading::Unread(fault) => return unread(check, Some(fault)),
    };
    if !matches!(quote.billing, Billing::Prepaid(_)) {
        return checkup::postpaid_cash(cash);
    }
    let once = quote.once();
    let values = [("cash", &*cash.read(2)), ("price", &*once.amount.read(2))];
    if cash < once.amount {
        let detail = said("preflight.cash_below_price", &values);
        let advice = Some(said("preflight.do_balance", &[]));
        Check { verdict: Verdict::Fail, detail, advice, ..check }
    } else if once.complete {
        Check { detail: said("preflight.cash_covers_price", &values), ..check }
    } else {
        let detail = said("preflight.cash_price_unknown", &values);
        Check { verdict: Verdict::Unknown, detail, ..check }
    }
}

fn quota(quotas: Reading<'_, &[Quota]>) -> Check {
    let check = check("quota", Verdict::Pass);
    match quotas {
        Reading::Known([]) => {
            Check { verdict: Verdict::Unknown, detail: said("preflight.no_quotas", &[]), ..check }
        }
        Reading::Known(quotas) => checkup::quotas(quotas),
        Reading::Asked => unread(check, None),
        Reading::Unread(fault) => unread(check, Some(fault)),
    }
}

/// A check with a title of its own, `preflight.title_<id>`.
fn own(id: &str, verdict: Verdict) -> Check {
    Check { title: said(&format!("preflight.title_{id}"), &[]), ..check(id, verdict) }
}

/// Whether the spec is to be had: by the spot market's list for a spot instance, else by the price list,
/// the only place that says "sold out" (contract.md §7.2).
fn stock(draft: &Draft, facts: &Facts) -> Check {
    let spec = chosen(draft.spec.as_ref()).unwrap_or_default();
    let zone = chosen(draft.zone.as_ref()).unwrap_or_default();
    let values = [("spec", spec), ("zone", zone)];
    let (verdict, key) = if draft.billing() == Billing::Spot {
        match facts.spot_offers {
            None => (Verdict::Unknown, "preflight.market_unread"),
            Some(offers) if offered(offers, zone, spec) => (Verdict::Pass, "preflight.on_market"),
            Some(_) => (Verdict::Fail, "preflight.off_market"),
        }
    } else {
        match facts.price(draft) {
            None => (Verdict::Unknown, "preflight.stock_unread"),
            Some(price) if price.sold_out => (Verdict::Fail, "preflight.sold_out"),
            Some(_) => (Verdict::Pass, "preflight.in_stock"),
        }
    };
    let advice = (verdict == Verdict::Fail).then(|| said("preflight.do_stock", &[]));
    Check { detail: said(key, &values), advice, ..own("stock", verdict) }
}

/// Whether the subnet has an address for each instance (limits.md `subnet.free`).
fn addresses(draft: &Draft, facts: &Facts) -> Check {
    let free = facts.subnet(draft).and_then(|subnet| subnet.free);
    let (Some(free), Ok(count)) = (free, limits::whole(&draft.count)) else {
        let detail = said("preflight.addresses_unsaid", &[]);
        return Check { detail, ..own("addresses", Verdict::Unknown) };
    };
    let values = [("free", &*free.to_string()), ("count", &*count.to_string())];
    if free < count {
        Check {
            detail: said("preflight.addresses_few", &values),
            advice: Some(said("preflight.do_addresses", &[])),
            ..own("addresses", Verdict::Fail)
        }
    } else {
        let detail = said("preflight.addresses_enough", &values);
        Check { detail, ..own("addresses", Verdict::Pass) }
    }
}

/// What the key may not do, as far as anything showed it. Whether it may buy shows only in buying.
fn permissions(forbidden: &[&'static str]) -> Check {
    if forbidden.is_empty() {
        let detail = said("preflight.all_read", &[]);
        return Check { detail, ..own("permissions", Verdict::Pass) };
    }
    let list = || Said::list(forbidden.iter().copied());
    Check {
        detail: Said::of("preflight.forbidden").with("list", list()),
        advice: Some(Said::of("doctor.do.grant").with("operation", list())),
        ..own("permissions", Verdict::Fail)
    }
}
