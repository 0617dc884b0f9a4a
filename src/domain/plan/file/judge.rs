//! What the rules say of a plan file.

use super::PlanFile;
use crate::domain::draft::{Draft, LoginChoice};
use crate::domain::facts::Facts;
use crate::domain::field::FieldId;
use crate::domain::problem::{Problem, Severity};
use crate::domain::rules;

/// The problems of a plan file's answers. A question that a plan may leave out, because its answer is
/// found when it is bought, is no error: the first problem of such is told as a hint.
pub fn judge(file: &PlanFile, facts: &Facts) -> Vec<Problem> {
    soften(rules::check(&file.draft, facts), &file.draft, |field| file.answered.contains(&field))
}

/// Questions with an answer of their own where a plan has none (ux.md §10): the cloud or the wizard
/// takes the first that fits. What machine is bought, and with which system, is never guessed.
fn found_when_bought(field: FieldId) -> bool {
    matches!(
        field,
        FieldId::Zone | FieldId::Vpc | FieldId::Subnet | FieldId::Groups | FieldId::KeyPair
    )
}

fn soften(
    problems: Vec<Problem>,
    draft: &Draft,
    answered: impl Fn(FieldId) -> bool,
) -> Vec<Problem> {
    let left_out = |problem: &Problem| {
        let field = problem.field;
        found_when_bought(field)
            && !answered(field)
            && problem.severity == Severity::Error
            // Groups of one VPC and a subnet of another would be found: one without the other is wrong.
            && (field != FieldId::Subnet || !answered(FieldId::Groups))
            && (field != FieldId::KeyPair || draft.login == LoginChoice::KeyPair)
    };
    problems
        .into_iter()
        .map(|problem| {
            if !left_out(&problem) {
                return problem;
            }
            let (severity, words) = match problem.field {
                FieldId::KeyPair => (Severity::Warning, "left_out_login"),
                _ => (Severity::Hint, "left_out"),
            };
            Problem { severity, words, values: Vec::new(), fix: None, ..problem }
        })
        .collect()
}
