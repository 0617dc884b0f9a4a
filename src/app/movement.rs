//! Moving between fields, rows and steps.

use crate::app::answer;
use crate::app::choosing;
use crate::app::edit;
use crate::app::effect::Effect;
use crate::app::field::Kind;
use crate::app::review;
use crate::app::review::tabs::{self, Tabs};
use crate::app::settle::page;
use crate::app::steps::{self, TableState};
use crate::app::wizard::{Notice, Wizard};
use crate::domain::field::{FieldId, StepId};
use crate::domain::problem::{Problem, Severity};

/// Puts the focus on a field of the step in front.
pub(crate) fn focus(wizard: &mut Wizard, field: FieldId) {
    let before = wizard.focused();
    if before != field {
        wizard.judged.insert(before);
        if let Some(picker) = wizard.pickers.get_mut(&before) {
            picker.filtering = false;
        }
        wizard.focus.insert(wizard.step, field);
        // Pages depend on where the focus is.
        wizard.dirty = true;
    }
    edit::place_caret(wizard);
}

/// Brings a step in front.
pub(crate) fn go(wizard: &mut Wizard, step: StepId) {
    if wizard.step != step {
        wizard.visited.insert(wizard.step);
        wizard.step = step;
        wizard.review_at = None;
        wizard.tabs = Tabs::default();
        wizard.dirty = true;
    }
    edit::place_caret(wizard);
}

/// Goes to a field wherever it is.
pub(crate) fn jump(wizard: &mut Wizard, field: FieldId) {
    go(wizard, field.step());
    if let Some(fold) = field.fold() {
        unfold(wizard, fold, true);
    }
    focus(wizard, field);
}

/// The next or previous field; false at the end of the step.
pub(crate) fn field(wizard: &mut Wizard, forward: bool) -> bool {
    let fields = steps::fields(wizard, wizard.step);
    let focused = wizard.focused();
    let at = fields.iter().position(|(field, _)| *field == focused).unwrap_or(0);
    let target = if forward { at.checked_add(1) } else { at.checked_sub(1) };
    match target.and_then(|target| fields.get(target)) {
        Some((field, _)) => {
            let field = *field;
            focus(wizard, field);
            true
        }
        None => false,
    }
}

/// Shows or hides the fields behind a fold. What is answered or wrong among them stays in sight.
pub(crate) fn unfold(wizard: &mut Wizard, fold: FieldId, open: bool) {
    let changed = if open { wizard.unfolded.insert(fold) } else { wizard.unfolded.remove(&fold) };
    wizard.dirty |= changed;
}

/// Marks or unmarks the row of a table of which several, or none, can be chosen.
pub(crate) fn toggle_row(wizard: &mut Wizard, field: FieldId, row: usize) -> Vec<Effect> {
    let Some(id) = steps::row_id(wizard, field, row) else { return Vec::new() };
    // What is chosen already can always be given up, whatever has become of it.
    if !steps::is_chosen(wizard, field, row)
        && let Some(reason) = steps::reason(wizard, field, row)
    {
        refuse(wizard, field, &id, reason);
        return Vec::new();
    }
    answer::toggle(wizard, field, &id);
    Vec::new()
}

fn refuse(wizard: &mut Wizard, field: FieldId, id: &str, reason: steps::Reason) {
    let mut values = reason.values;
    values.push(("row", id.to_owned()));
    values.push(("reason", format!("reason.{}", reason.words)));
    let words = match field {
        FieldId::Spec => "notice.cannot_choose_spec",
        _ => "notice.cannot_choose",
    };
    wizard.notice = Some(Notice { words, values, severity: Severity::Error });
}

/// Takes the highlighted row as the answer. False, with a word on why, when it cannot be chosen.
pub(crate) fn take_highlight(wizard: &mut Wizard, field: FieldId) -> (bool, Vec<Effect>) {
    let row = wizard.picker(field).and_then(crate::app::picker::Picker::highlighted);
    let Some(row) = row else { return (true, Vec::new()) };
    if let Some(reason) = steps::reason(wizard, field, row) {
        let id = steps::row_id(wizard, field, row).unwrap_or_default();
        refuse(wizard, field, &id, reason);
        return (false, Vec::new());
    }
    if let Some(picker) = wizard.pickers.get_mut(&field) {
        picker.held = None;
    }
    match steps::row_id(wizard, field, row) {
        Some(id) => (true, answer::choose(wizard, field, &id)),
        None => (true, Vec::new()),
    }
}

/// Leaving a one-row table takes its highlight if the user moved it: what is highlighted is what is bought.
pub(crate) fn take_moved(wizard: &mut Wizard, field: FieldId) -> (bool, Vec<Effect>) {
    let moved = wizard.picker(field).is_some_and(|picker| picker.held.is_some());
    if moved && steps::kind(wizard, field) == Some(Kind::Table) {
        take_highlight(wizard, field)
    } else {
        (true, Vec::new())
    }
}

/// `Ctrl-N`: to the next step, or to the first problem of this one.
pub(crate) fn next_step(wizard: &mut Wizard) -> Vec<Effect> {
    let (taken, effects) = take_moved(wizard, wizard.focused());
    if !taken {
        return effects;
    }
    // The rules must have seen what was just taken.
    let mut effects = effects;
    effects.extend(crate::app::settle::settle(wizard));
    let step = wizard.step;
    wizard.judged.extend(steps::fields(wizard, step).into_iter().map(|(field, _)| field));
    let blocking = wizard.problems.iter().find(|problem| {
        problem.field.step() == step
            && problem.severity == Severity::Error
            && !waits_for_a_list(wizard, problem)
    });
    if let Some(problem) = blocking {
        let field = problem.field;
        jump(wizard, field);
        wizard.say(Severity::Error, "notice.solve_first");
    } else if let Some(next) = step.next() {
        go(wizard, next);
    }
    effects
}

/// Whether a problem is only that a list is still on its way, so that nothing can be answered yet.
pub(crate) fn waits_for_a_list(wizard: &Wizard, problem: &Problem) -> bool {
    steps::kind(wizard, problem.field).is_some_and(|kind| kind.is_table())
        && match steps::table_state(wizard, problem.field) {
            TableState::Loading(_) => true,
            TableState::Waits(earlier) => {
                matches!(steps::table_state(wizard, earlier), TableState::Loading(_))
            }
            _ => false,
        }
}

/// A first line moved by so many lines, no further than the last frame could show.
pub(crate) fn scrolled(wizard: &Wizard, top: usize, by: isize) -> usize {
    scrolled_to(wizard.scroll_end, top, by)
}

/// The same, where the last frame could show down to `end`.
pub(crate) fn scrolled_to(end: usize, top: usize, by: isize) -> usize {
    top.min(end).saturating_add_signed(by).min(end)
}

/// Up or down: rows of a table, beyond its ends the neighbouring field.
pub(crate) fn rows(wizard: &mut Wizard, by: isize) -> Vec<Effect> {
    let focused = wizard.focused();
    let kind = steps::kind(wizard, focused);
    if kind.as_ref().is_some_and(Kind::is_table) {
        let rows = wizard.picker(focused).map_or(0, |picker| picker.rows.len());
        let page = page(wizard, focused, rows);
        let moved = wizard.pickers.get_mut(&focused).is_some_and(|picker| picker.step(by, page));
        if moved {
            let row = wizard.picker(focused).and_then(crate::app::picker::Picker::highlighted);
            let held = row.and_then(|row| steps::row_id(wizard, focused, row));
            wizard.pickers.entry(focused).or_default().held = held;
            choosing::instead::look(wizard);
        }
        if moved || by.unsigned_abs() > 1 {
            return Vec::new();
        }
    }
    if kind == Some(Kind::Items) {
        let last = wizard.draft.items(focused).unwrap_or_default().saturating_sub(1);
        let at = wizard.item_cursor(focused);
        let target = at.saturating_add_signed(by).min(last);
        if target != at {
            wizard.item_cursors.insert(focused, target);
            return Vec::new();
        }
    }
    if kind == Some(Kind::Button) && wizard.tabs.front.is_some() {
        tabs::scroll(wizard, by);
        return Vec::new();
    }
    if kind == Some(Kind::Button) {
        review::step(wizard, by);
        return Vec::new();
    }
    let (taken, effects) = take_moved(wizard, focused);
    if taken {
        field(wizard, by > 0);
    }
    effects
}
