//! What helps to choose a spec besides its table: marks to compare rows by, another order, and what to
//! take instead of a row that cannot be bought.

pub mod compare;
pub mod instead;

use crate::app::action::Action;
use crate::app::choosing::instead::{Instead, Rest};
use crate::app::picker::Picker;
use crate::app::settle::fill_table;
use crate::app::steps;
use crate::app::steps::spec::{self, order::Order};
use crate::app::wizard::Wizard;
use crate::domain::catalog::Arch;
use crate::domain::field::FieldId;
use crate::domain::problem::Severity;

/// The most specs that are compared side by side.
pub const MARKS: usize = 3;

/// The state of all that.
#[derive(Debug, Default)]
pub struct Choosing {
    /// Names of the marked specs, in the order they were marked. Another zone may not sell them all.
    pub marked: Vec<String>,
    /// What to take instead of the highlighted row, where it cannot be bought.
    pub instead: Option<Instead>,
    pub(crate) rest: Rest,
    pub(crate) order: Option<Order>,
}

/// The marked specs that the zone sells.
pub fn marked(wizard: &Wizard) -> Vec<&str> {
    let listed = |name: &&str| spec::named(wizard, name).is_some();
    wizard.choosing.marked.iter().map(String::as_str).filter(listed).collect()
}

/// Marks the highlighted row, or takes its mark off.
pub(crate) fn mark(wizard: &mut Wizard) {
    let row = wizard.picker(FieldId::Spec).and_then(Picker::highlighted);
    let Some(name) = row.and_then(|row| steps::row_id(wizard, FieldId::Spec, row)) else { return };
    if let Some(at) = wizard.choosing.marked.iter().position(|known| *known == name) {
        wizard.choosing.marked.remove(at);
        return;
    }
    let kept: Vec<String> = marked(wizard).into_iter().map(str::to_owned).collect();
    if kept.len() >= MARKS {
        wizard.say(Severity::Warning, "notice.marks_full");
        return;
    }
    if wizard.choosing.marked.len() >= MARKS {
        // Marks of another zone's specs give way.
        wizard.choosing.marked = kept;
    }
    wizard.choosing.marked.push(name);
}

/// Sorts or narrows the table by its switches.
pub(crate) fn arrange(wizard: &mut Wizard, action: Action) {
    let families: Vec<String> = match action {
        Action::Family => spec::families(wizard).cloned().collect(),
        _ => Vec::new(),
    };
    let picker = wizard.pickers.entry(FieldId::Spec).or_default();
    match action {
        Action::Sort => picker.sort = picker.sort.next(),
        Action::Reverse => picker.descending = !picker.descending,
        Action::Family => {
            let next = match &picker.family {
                None => 0,
                Some(family) => families.partition_point(|known| known <= family),
            };
            picker.family = families.into_iter().nth(next);
        }
        Action::Arch => {
            picker.arch = match picker.arch {
                None => Some(Arch::X86),
                Some(Arch::X86) => Some(Arch::Arm),
                Some(Arch::Arm) => None,
            };
        }
        _ => picker.cards = !picker.cards,
    }
    picker.held = None;
    refill(wizard, FieldId::Spec);
}

/// The filter or the order of a table changed, and nothing else: only this table is filled anew.
pub(crate) fn refill(wizard: &mut Wizard, field: FieldId) {
    fill_table(wizard, field);
    instead::look(wizard);
}

/// Brings a spec's row into view: where filter or switches hide it, they are cleared.
pub(crate) fn uncover(wizard: &mut Wizard, name: &str) {
    let (row, now) = (spec::named(wizard, name).map(|(row, _)| row), wizard.now);
    let picker = wizard.pickers.entry(FieldId::Spec).or_default();
    picker.held = Some(name.to_owned());
    fill_table(wizard, FieldId::Spec);
    let picker = wizard.pickers.entry(FieldId::Spec).or_default();
    if picker.highlighted() != row {
        picker.clear(now);
        picker.held = Some(name.to_owned());
        fill_table(wizard, FieldId::Spec);
    }
}
