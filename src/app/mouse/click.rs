//! What a click does: each target calls what its keys call.

use std::time::Duration;

use crate::app::action::Action;
use crate::app::answer;
use crate::app::choosing::{self, compare, instead};
use crate::app::consent;
use crate::app::dialog::Dialog;
use crate::app::editor;
use crate::app::effect::Effect;
use crate::app::field::Kind;
use crate::app::items;
use crate::app::mouse::{Glance, Place, Pressed, Target, by_keyboard_only, leave_to_keys};
use crate::app::movement;
use crate::app::picker::Picker;
use crate::app::review::{self, tabs};
use crate::app::saving;
use crate::app::settle::{page, renew, settle};
use crate::app::steps;
use crate::app::update;
use crate::app::welcome;
use crate::app::wizard::Wizard;
use crate::domain::field::FieldId;

/// A second press on the same cell within this time is the second half of a double click.
const DOUBLE_CLICK: Duration = Duration::from_millis(400);

/// The button was pressed on a cell.
pub(super) fn press(wizard: &mut Wizard, cell: (u16, u16), target: Option<Target>) -> Vec<Effect> {
    if hasty(wizard, cell, target.as_ref()) {
        return Vec::new();
    }
    let Some(target) = target else { return Vec::new() };
    let place = Place::of(wizard);
    let top = super::glance(wizard).map_or(wizard.pointer.top, |glance| glance.top);
    wizard.notice = None;
    let mut effects = renew(wizard);
    let is_key = matches!(target, Target::Key(..));
    effects.extend(act(wizard, target));
    // What was clicked stays under the mouse as far as it can.
    if !is_key && Place::of(wizard) == place {
        wizard.pointer.glance = Some((place, Glance { top, free: false }));
    }
    effects
}

/// Whether a press is the second half of a double click and would hit what the first half brought there.
fn hasty(wizard: &mut Wizard, cell: (u16, u16), target: Option<&Target>) -> bool {
    let now = wizard.now;
    let last = wizard.pointer.last.as_mut();
    let quick =
        |last: &&mut Pressed| last.cell == cell && now.saturating_sub(last.at) < DOUBLE_CLICK;
    if let Some(last) = last.filter(quick) {
        last.at = now;
        return last.target.as_ref() != target;
    }
    wizard.pointer.last = Some(Pressed { cell, at: now, target: target.cloned() });
    false
}

fn act(wizard: &mut Wizard, target: Target) -> Vec<Effect> {
    match target {
        Target::Step(step) => {
            // The list of steps to go to closes as it does at a digit.
            wizard.dialog = None;
            movement::go(wizard, step);
        }
        Target::Field(id) => return field(wizard, id),
        Target::Row(id, row) => return self::row(wizard, id, &row, false),
        Target::Box(id, row) => return self::row(wizard, id, &row, true),
        Target::Choice(id, value) => return choice(wizard, id, &value),
        Target::Item(id, at) => return item(wizard, id, at),
        Target::Buy => {
            wizard.review_at = None;
            return consent::ask(wizard);
        }
        Target::Tab(front) => return tabs::open(wizard, front),
        Target::Line(line, leads) => {
            // Another problem or part may have taken its place.
            if review::leads_to(wizard, line) != leads {
                return Vec::new();
            }
            if review::at(wizard) == Some(line) {
                review::enter(wizard);
            } else {
                wizard.review_at = Some(line);
            }
        }
        Target::Key(key, action) => {
            let means = wizard.keymap.action(&update::contexts(wizard), key);
            if means == Some(action) && !by_keyboard_only(wizard, action) {
                leave_to_keys(wizard);
                return update::press(wizard, key);
            }
        }
        Target::Instance(id) => {
            let rows = wizard.order.iter().flat_map(|order| &order.rows);
            if let Some(at) = rows.map(|row| &row.id).position(|known| *known == id) {
                wizard.row = at;
            }
        }
        Target::Entry(entry) => welcome::point(wizard, entry),
        Target::Way(way) => welcome::choose_way(wizard, way),
        Target::Keep(keep) => welcome::choose_keep(wizard, keep),
        target => return in_dialog(wizard, target),
    }
    Vec::new()
}

/// What is only in dialogs.
fn in_dialog(wizard: &mut Wizard, target: Target) -> Vec<Effect> {
    match (target, &mut wizard.dialog) {
        (Target::Cell(name), Some(Dialog::Item(form))) => _ = form.focus(name),
        (Target::CellChoice(name, value), Some(Dialog::Item(_))) => {
            items::choose_named(wizard, name, &value);
        }
        (Target::Column(at), Some(Dialog::Compare(open))) => {
            if open.column == at {
                return compare::press(wizard, Some(Action::Accept));
            }
            open.column = at.min(open.specs.len().saturating_sub(1));
        }
        (Target::Instead(zone, spec), Some(Dialog::Alternatives(_))) => {
            return instead::point(wizard, &zone, &spec);
        }
        (Target::Unfinished(token), Some(Dialog::Unfinished(open))) => {
            let at = open.records.iter().position(|record| record.token == token);
            if let Some(at) = at.filter(|_| !open.under_way && open.password.is_none()) {
                open.at = at;
            }
        }
        (Target::Export(format), Some(Dialog::Export(form))) if form.format != format => {
            return saving::show(wizard, format);
        }
        _ => {}
    }
    Vec::new()
}

/// Brings the focus to a field of the step in front, as Tab would. False where that field has gone, or the
/// one in focus must not be left as it is.
fn focus(wizard: &mut Wizard, id: FieldId) -> (bool, Vec<Effect>) {
    if steps::kind(wizard, id).is_none() {
        return (false, Vec::new());
    }
    let focused = wizard.focused();
    if focused == id {
        return (true, Vec::new());
    }
    let (taken, mut effects) = movement::take_moved(wizard, focused);
    if !taken {
        return (false, effects);
    }
    if wizard.dirty {
        // The rules and the tables must have seen what was just taken.
        effects.extend(settle(wizard));
        if steps::kind(wizard, id).is_none() {
            return (false, effects);
        }
    }
    movement::focus(wizard, id);
    (true, effects)
}

/// A field beside its answer: it gets the focus. A fold opens or closes at once; a toggle that has the focus
/// turns, a text of several lines that has it is opened.
fn field(wizard: &mut Wizard, id: FieldId) -> Vec<Effect> {
    let before = wizard.focused();
    let (there, mut effects) = focus(wizard, id);
    if !there {
        return effects;
    }
    match steps::kind(wizard, id) {
        Some(Kind::Fold { open }) => movement::unfold(wizard, id, !open),
        Some(Kind::Choice { choices, .. }) if choices.len() == 2 && before == id => {
            effects.extend(update::turn(wizard, id, true));
        }
        Some(Kind::Lines) if before == id => editor::open(wizard, id),
        _ => {}
    }
    effects
}

/// A row of a table: it is highlighted; if it was already, it is chosen. `ticks`: its box was hit, which is
/// ticked at once.
fn row(wizard: &mut Wizard, id: FieldId, row: &str, ticks: bool) -> Vec<Effect> {
    let before = wizard.focused();
    let (there, mut effects) = focus(wizard, id);
    let Some(picker) = wizard.picker(id).filter(|_| there) else { return effects };
    let Some(at) = steps::position(wizard, id, &picker.rows, row) else { return effects };
    let highlighted = before == id && picker.cursor == at;
    let page = page(wizard, id, picker.rows.len());
    let picker = wizard.pickers.entry(id).or_default();
    // The page stays where it is, also where the wheel has moved it to.
    picker.top = picker.first(page);
    picker.peek = None;
    picker.filtering = false;
    picker.jump(at, page);
    if !highlighted {
        picker.held = Some(row.to_owned());
    }
    choosing::instead::look(wizard);
    if highlighted || ticks {
        effects.extend(take(wizard, id));
    }
    effects
}

/// The highlighted row as Enter takes it, or, in a table of which several or none can be chosen, Space.
/// The focus stays.
fn take(wizard: &mut Wizard, id: FieldId) -> Vec<Effect> {
    if steps::kind(wizard, id) != Some(Kind::Table) {
        let row = wizard.picker(id).and_then(Picker::highlighted);
        return row.map(|row| movement::toggle_row(wizard, id, row)).unwrap_or_default();
    }
    let (taken, effects) = movement::take_highlight(wizard, id);
    if !taken {
        instead::offer(wizard, id);
    }
    effects
}

/// One of the choices of a field.
fn choice(wizard: &mut Wizard, id: FieldId, value: &str) -> Vec<Effect> {
    let (there, mut effects) = focus(wizard, id);
    let Some(Kind::Choice { choices, chosen }) = steps::kind(wizard, id).filter(|_| there) else {
        return effects;
    };
    let at = choices.iter().position(|choice| choice.value == value);
    if at.is_some() && at != chosen {
        effects.extend(answer::choose(wizard, id, value));
    }
    effects
}

/// An entry of a list of sub-forms: it is highlighted; if it was already, its form opens.
fn item(wizard: &mut Wizard, id: FieldId, at: usize) -> Vec<Effect> {
    let before = wizard.focused();
    let (there, effects) = focus(wizard, id);
    let entries = wizard.draft.items(id).unwrap_or_default();
    if !there || at >= entries {
        return effects;
    }
    if before == id && wizard.item_cursor(id) == at {
        items::open(wizard, id, Some(at));
    } else {
        wizard.item_cursors.insert(id, at);
    }
    effects
}
