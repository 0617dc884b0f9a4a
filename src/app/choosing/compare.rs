//! The marked specs side by side: opening, moving, choosing one.

use crate::app::action::Action;
use crate::app::choosing::{instead, marked, uncover};
use crate::app::dialog::Dialog;
use crate::app::effect::Effect;
use crate::app::movement;
use crate::app::picker::Picker;
use crate::app::steps;
use crate::app::wizard::{Notice, Wizard};
use crate::domain::field::FieldId;
use crate::domain::problem::Severity;

/// The open comparison.
#[derive(Clone, Debug)]
pub struct Compare {
    /// The names of the specs, two or three of them.
    pub specs: Vec<String>,
    /// The one that Enter chooses.
    pub column: usize,
    /// The first line shown.
    pub top: usize,
}

/// Opens the comparison of the marked rows; a single one is compared with the highlighted row.
pub(crate) fn open(wizard: &mut Wizard) {
    let mut specs: Vec<String> = marked(wizard).into_iter().map(str::to_owned).collect();
    if specs.len() == 1 {
        let row = wizard.picker(FieldId::Spec).and_then(Picker::highlighted);
        let here = row.and_then(|row| steps::row_id(wizard, FieldId::Spec, row));
        specs.extend(here.filter(|here| *here != specs[0]));
    }
    if specs.len() < 2 {
        wizard.say(Severity::Hint, "notice.mark_first");
        return;
    }
    wizard.dialog = Some(Dialog::Compare(Compare { specs, column: 0, top: 0 }));
}

/// A key while it is open.
pub(crate) fn press(wizard: &mut Wizard, action: Option<Action>) -> Vec<Effect> {
    let Some(Dialog::Compare(compare)) = &wizard.dialog else { return Vec::new() };
    let mut moved = compare.clone();
    let by = match action {
        Some(Action::Escape) => {
            wizard.dialog = None;
            return Vec::new();
        }
        Some(Action::Accept) => {
            let name = moved.specs.get(moved.column).cloned().unwrap_or_default();
            return choose(wizard, &name);
        }
        Some(Action::Left) => {
            moved.column = moved.column.saturating_sub(1);
            0
        }
        Some(Action::Right) => {
            moved.column = (moved.column + 1).min(moved.specs.len().saturating_sub(1));
            0
        }
        Some(Action::Up) => -1,
        Some(Action::Down) => 1,
        Some(Action::PageUp) => -10,
        Some(Action::PageDown) => 10,
        _ => return Vec::new(),
    };
    if by != 0 {
        moved.top = movement::scrolled(wizard, moved.top, by);
    }
    wizard.dialog = Some(Dialog::Compare(moved));
    Vec::new()
}

/// Chooses one of them as its row would be chosen: one that cannot be bought shows what to take instead.
fn choose(wizard: &mut Wizard, name: &str) -> Vec<Effect> {
    wizard.dialog = None;
    uncover(wizard, name);
    let (taken, effects) = movement::take_highlight(wizard, FieldId::Spec);
    if taken {
        wizard.notice = Some(Notice {
            words: "notice.spec_chosen",
            values: vec![("spec", name.to_owned())],
            severity: Severity::Hint,
        });
    } else {
        instead::offer(wizard, FieldId::Spec);
    }
    effects
}
