//! Rules of the seventh step: payment and period.
//!
//! `x.prepaid` holds by construction: a period is part of a prepaid billing and of no other.

use crate::domain::field::FieldId;
use crate::domain::plan::{Payment, RESERVATION_MONTHS};
use crate::domain::problem::Problem;
use crate::domain::rules::{Case, limits};

pub(super) fn check(case: &Case, found: &mut Vec<Problem>) {
    let months = case.draft.months;
    if case.draft.payment == Payment::Prepaid && !limits::reservation(months) {
        let nearest = RESERVATION_MONTHS.into_iter().min_by_key(|m| m.0.abs_diff(months.0));
        let problem = Problem::error("bill.reservation", "bill_reservation", FieldId::Months);
        found.push(problem.with("n", &months).maybe_fixed(nearest));
    }
}
