//! Step 8: the lines of the review, the one the arrows stand on, and where each leads.

pub mod tabs;

use crate::app::effect::Ask;
use crate::app::field::Kind;
use crate::app::movement;
use crate::app::preflight;
use crate::app::steps::{self, billing};
use crate::app::wizard::Wizard;
use crate::domain::draft::Draft;
use crate::domain::field::{FieldId, StepId};
use crate::domain::price::PartKind;
use crate::domain::problem::{Problem, Severity};

/// Rows of the review that never scroll: the button and its help.
pub const FIXED_ROWS: u16 = 2;

/// A line that the arrows stand on. Most lead to where they can be changed; all can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Line {
    /// What is wrong: a position in [`problems`].
    Problem(usize),
    /// An answer.
    Answer(FieldId),
    /// A part of the price: a position in the quote's parts.
    Part(usize),
    /// The total by a payment: a position in the quotes. What the totals leave out is said at the last.
    Total(usize),
    /// A check before buying: a position in [`preflight::checks`].
    Check(usize),
}

/// What is wrong, the gravest first. Hints about the order as a whole are left to the checks.
pub fn problems(wizard: &Wizard) -> Vec<&Problem> {
    let said_below =
        |problem: &Problem| problem.field == FieldId::Buy && problem.severity == Severity::Hint;
    let mut all: Vec<&Problem> =
        wizard.problems.iter().filter(|problem| !said_below(problem)).collect();
    all.sort_by_key(|problem| std::cmp::Reverse(problem.severity));
    all
}

/// The answers of a step that say something: all that every purchase says, and of what is behind a fold
/// only what was said.
pub fn answers(wizard: &Wizard, step: StepId) -> Vec<FieldId> {
    let asked = steps::all_fields(wizard, step).into_iter();
    asked
        .filter(|(field, kind)| {
            !matches!(kind, Kind::Fold { .. } | Kind::Button)
                && !matches!(
                    field,
                    FieldId::ImageKind
                        | FieldId::ImageOs
                        | FieldId::GroupKind
                        | FieldId::PasswordAgain
                )
                && (field.fold().is_none() || says(&wizard.draft, *field))
        })
        .map(|(field, _)| field)
        .collect()
}

/// Whether a draft says anything of a field that few purchases say something of.
fn says(draft: &Draft, field: FieldId) -> bool {
    let generic = [
        draft.text(field).map(|text| !text.trim().is_empty()),
        draft.choice(field).map(Option::is_some),
        draft.flag(field).map(Option::is_some),
        draft.marks(field).map(|ids| !ids.is_empty()),
        draft.items(field).map(|items| items > 0),
    ];
    if let Some(says) = generic.into_iter().flatten().next() {
        return says;
    }
    match field {
        FieldId::ThreadsPerCore => draft.threads_per_core.is_some(),
        FieldId::Numa => draft.numa.is_some(),
        FieldId::SystemPartition => draft.system_partition.is_some(),
        FieldId::DataPartition => draft.data_partition.is_some(),
        FieldId::HostEye => draft.host_eye.is_some(),
        FieldId::UserData => !draft.user_data.expose().trim().is_empty(),
        _ => true,
    }
}

/// The field by which a part of the price changes.
pub fn part_field(kind: &PartKind) -> FieldId {
    match kind {
        PartKind::Instance => FieldId::Spec,
        PartKind::SystemDisk(_) => FieldId::SystemDiskSize,
        PartKind::DataDisk(_) | PartKind::ExtraIo(_) => FieldId::DataDisks,
        PartKind::PublicIp(_) => FieldId::Bandwidth,
        PartKind::Traffic => FieldId::Charge,
    }
}

/// Where a line leads; `None` where nothing in the wizard changes it.
pub fn leads_to(wizard: &Wizard, line: Line) -> Option<FieldId> {
    match line {
        Line::Problem(at) => {
            let field = problems(wizard).get(at)?.field;
            Some(field).filter(|field| *field != FieldId::Buy)
        }
        Line::Answer(field) => Some(field),
        Line::Part(at) => wizard.quote.parts.get(at).map(|part| part_field(&part.kind)),
        Line::Total(_) => Some(FieldId::Payment),
        Line::Check(at) => preflight::checks(wizard).get(at).and_then(preflight::field),
    }
}

/// The lines the arrows walk, from the top.
pub fn lines(wizard: &Wizard) -> Vec<Line> {
    let before = (0..problems(wizard).len()).map(Line::Problem);
    let asked = StepId::ALL.into_iter().filter(|step| *step != StepId::Review);
    let answers = asked.flat_map(|step| answers(wizard, step)).map(Line::Answer);
    let parts = (0..wizard.quote.parts.len()).map(Line::Part);
    let totals = (0..wizard.quotes.all.len()).map(Line::Total);
    let checks = (0..preflight::checks(wizard).len()).map(Line::Check);
    before.chain(answers).chain(parts).chain(totals).chain(checks).collect()
}

/// The line the arrows stand on; `None` on the button, also when the line has gone.
pub fn at(wizard: &Wizard) -> Option<Line> {
    wizard.review_at.filter(|line| lines(wizard).contains(line))
}

/// `Enter` on a line: to where it can be changed. False: it is on the button.
/// With the text of a tab in front it only goes back to the summary.
pub(crate) fn enter(wizard: &mut Wizard) -> bool {
    if wizard.tabs.front.is_some() {
        tabs::close(wizard);
        return true;
    }
    let Some(line) = at(wizard) else { return false };
    match leads_to(wizard, line) {
        Some(field) => movement::jump(wizard, field),
        None => wizard.say(Severity::Hint, "notice.nothing_changes_it"),
    }
    true
}

/// Moves by lines; the button stands below the last one and above the first.
pub(crate) fn step(wizard: &mut Wizard, by: isize) {
    let lines = lines(wizard);
    let last = lines.len().checked_sub(1);
    let here = at(wizard).and_then(|line| lines.iter().position(|known| *known == line));
    let by = match by {
        isize::MIN => return wizard.review_at = lines.first().copied(),
        isize::MAX => return wizard.review_at = None,
        by => by,
    };
    let target = match (here, last) {
        (_, None) => None,
        // From the button up to the last line, down to the first.
        (None, Some(last)) if by < 0 => Some((last + 1).saturating_add_signed(by)),
        (None, Some(last)) => Some((by.unsigned_abs() - 1).min(last)),
        (Some(0), Some(_)) if by < 0 => None,
        (Some(here), Some(last)) => {
            let target = here.saturating_add_signed(by);
            // A whole page stops at the end; a single step goes on to the button.
            if target > last && by > 1 && here < last { Some(last) } else { Some(target) }
        }
    };
    wizard.review_at = target.and_then(|target| lines.get(target).copied());
}

/// Lines that a page moves by.
pub(crate) fn page(wizard: &Wizard) -> isize {
    let fixed = if wizard.tabs.front.is_some() { tabs::FIXED_ROWS } else { FIXED_ROWS };
    let rows = wizard.layout.body_rows().saturating_sub(fixed);
    isize::try_from(rows).unwrap_or(1).max(1)
}

/// What the review wants to know: whether anything speaks against the order.
pub(crate) fn wants(wizard: &Wizard) -> Vec<Ask> {
    let mut asks = billing::wants();
    asks.push(Ask::Quotas(wizard.draft.region.clone()));
    asks
}
