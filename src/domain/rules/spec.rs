//! Rules of the second step: spec and count.

use crate::domain::catalog::Spec;
use crate::domain::field::FieldId;
use crate::domain::plan::Payment;
use crate::domain::problem::Problem;
use crate::domain::rules::{Case, chosen, limits, number};

pub(super) fn check(case: &Case, found: &mut Vec<Problem>) {
    match chosen(case.draft.spec.as_ref()) {
        None => found.push(Problem::error("spec.required", "spec_required", FieldId::Spec)),
        Some(name) => check_spec(case, name, found),
    }
    check_count(case, found);
}

fn check_spec(case: &Case, name: &str, found: &mut Vec<Problem>) {
    let sold_out = case.facts.price(case.draft).is_some_and(|price| price.sold_out);
    match case.spec {
        Some(spec) => check_listed(case, spec, found),
        None if case.facts.specs.is_some() && case.draft.zone.is_some() => {
            found.push(about(case, Problem::error("spec.listed", "spec_listed", FieldId::Spec)));
            return;
        }
        None if !limits::spec_format(name) => {
            found.push(about(case, Problem::warning("spec.format", "spec_format", FieldId::Spec)));
        }
        None => {}
    }
    if sold_out {
        let problem = Problem::error("spec.sold_out", "spec_sold_out", FieldId::Spec);
        found.push(about(case, problem).maybe_fixed(case.facts.instead));
    }
}

fn check_listed(case: &Case, spec: &Spec, found: &mut Vec<Problem>) {
    if let Some(payment) = spec.product.needs(case.draft.payment) {
        let prepaid = payment == Payment::Prepaid;
        let words = if prepaid { "spec_timing_prepaid" } else { "spec_timing_postpaid" };
        let problem = about(case, Problem::error("spec.timing", words, FieldId::Spec));
        found.push(problem.fixed_by(FieldId::Payment, payment.api_name()));
    }
    if spec.gpu.is_some() && spec.fpga.is_some() {
        found.push(about(case, Problem::error("spec.accel", "spec_accel", FieldId::Spec)));
    }
}

/// Names the spec and the zone in the sentence.
fn about(case: &Case, problem: Problem) -> Problem {
    problem.with("spec", case.spec_name()).with("zone", case.zone_name())
}

fn check_count(case: &Case, found: &mut Vec<Problem>) {
    let field = FieldId::Count;
    match number(&case.draft.count, "count_min", limits::PIECE_WORDS) {
        Err(misread) => {
            let problem = Problem::error("count.min", misread.words, field);
            found.push(problem.fixed(&misread.meant.unwrap_or(1).max(1)));
        }
        Ok(0) => found.push(Problem::error("count.min", "count_min", field).fixed(&1)),
        Ok(count) if count > limits::VERY_HIGH_COUNT => found.push(
            Problem::warning("count.high", "count_very_high", field)
                .with("n", &count)
                .with("max", &limits::DEFAULT_INSTANCE_QUOTA),
        ),
        Ok(count) if count > limits::DEFAULT_INSTANCE_QUOTA => found.push(
            Problem::warning("count.high", "count_high", field)
                .with("max", &limits::DEFAULT_INSTANCE_QUOTA),
        ),
        Ok(_) => {}
    }
}
