//! Rules of the seventh step, payment and period, and of what the account must have for it.
//!
//! `x.prepaid` and `x.bid` hold by construction: a period and a renewal are read of a subscription alone,
//! a bid of a spot instance alone. So does `bid.model`: a bid is the market's or one's own.

use rust_decimal::Decimal;

use crate::domain::field::FieldId;
use crate::domain::plan::{Payment, RESERVATION_MONTHS, RenewUnit};
use crate::domain::problem::{Problem, Severity};
use crate::domain::rules::{Case, limits, number};

/// Decimals of an amount that is paid at once.
const SHOWN: u32 = 2;

pub(super) fn check(case: &Case, found: &mut Vec<Problem>) {
    match case.draft.payment {
        Payment::Prepaid => {
            check_period(case, found);
            check_renewal(case, found);
        }
        Payment::Spot if case.draft.own_bid => check_bid(case, found),
        Payment::Spot | Payment::Postpaid => {}
    }
    check_balance(case, found);
    // No operation tells whether it has, so it is said to everybody.
    found.push(Problem::hint("x.certified", "x_certified", FieldId::Buy));
}

fn check_period(case: &Case, found: &mut Vec<Problem>) {
    let months = case.draft.months;
    if !limits::reservation(months) {
        let nearest = RESERVATION_MONTHS.into_iter().min_by_key(|m| m.0.abs_diff(months.0));
        let problem = Problem::error("bill.reservation", "bill_reservation", FieldId::Months);
        found.push(problem.with("n", &months).maybe_fixed(nearest));
    }
}

fn check_renewal(case: &Case, found: &mut Vec<Problem>) {
    let Some(unit) = case.draft.renew.unit else { return };
    let (most, words, units) = match unit {
        RenewUnit::Month => (limits::RENEW_MONTHS_MAX, "bill_renew_months", limits::MONTH_WORDS),
        RenewUnit::Year => (limits::RENEW_YEARS_MAX, "bill_renew_years", limits::YEAR_WORDS),
    };
    let (severity, words, nearest) = match number(&case.draft.renew.time, words, units) {
        Err(misread) => (Severity::Error, misread.words, misread.instead(1, most).clamp(1, most)),
        Ok(time) => {
            let Some(severity) = limits::renew_time(unit, time).severity() else { return };
            let newer = severity == Severity::Warning;
            let words = if newer { "bill_renew_newer" } else { words };
            (severity, words, time.clamp(1, most))
        }
    };
    let problem = Problem::new(severity, "bill.renew", words, FieldId::RenewTime);
    found.push(problem.with("max", &most).fixed(&nearest));
}

fn check_bid(case: &Case, found: &mut Vec<Problem>) {
    let field = FieldId::BidPrice;
    let market = case.facts.spot_price;
    let raised = market.map(|market| limits::bid_of(market.each));
    let Some(bid) = limits::bid_price(&case.draft.bid_price) else {
        let problem = Problem::error("bid.price", "bid_price_format", field);
        found.push(problem.with("decimals", &limits::BID_DECIMALS).maybe_fixed(raised));
        return;
    };
    let Some(market) = market else { return };
    if bid < market.each {
        let problem = Problem::error("bid.price", "bid_price", field);
        found.push(problem.with("price", &market.each.0.normalize()).maybe_fixed(raised));
    } else if let Some(list) = market.list_each.filter(|list| bid >= *list) {
        let problem = Problem::warning("bid.price", "bid_price_list", field);
        found.push(problem.with("price", &list.0.normalize()));
    }
}

fn check_balance(case: &Case, found: &mut Vec<Problem>) {
    let Some(balance) = case.facts.balance else { return };
    let field = FieldId::Payment;
    if case.draft.payment != Payment::Prepaid {
        if balance.0 <= Decimal::from(limits::POSTPAID_CASH) {
            let problem = Problem::warning("x.balance_post", "x_balance_post", field);
            let problem = problem.with("n", &balance.read(SHOWN));
            found.push(problem.with("min", &limits::POSTPAID_CASH));
        }
        return;
    }
    let quote = case.facts.quote.filter(|quote| quote.billing.payment() == Payment::Prepaid);
    // What is known already may be too much, even while a part of the price is missing.
    if let Some(price) = quote.map(|quote| quote.once().amount).filter(|price| balance < *price) {
        let problem = Problem::warning("x.balance_pre", "x_balance_pre", field);
        found.push(problem.with("n", &balance.read(SHOWN)).with("p", &price.read(SHOWN)));
    }
}
