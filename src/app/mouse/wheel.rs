//! What the wheel does: it moves what is in front under the eye, and neither the focus nor a highlight.

use crate::app::action::Action;
use crate::app::dialog::Dialog;
use crate::app::dialogs;
use crate::app::editor::Over;
use crate::app::effect::Effect;
use crate::app::key::{Key, KeyCode};
use crate::app::mouse::{Glance, Place, Target};
use crate::app::movement;
use crate::app::review::tabs;
use crate::app::settle::page;
use crate::app::steps;
use crate::app::wizard::{Screen, Wizard};
use crate::domain::field::FieldId;

/// Lines of one notch.
const LINES: u8 = 3;

/// The wheel turned by one notch over a target.
pub(super) fn turn(wizard: &mut Wizard, over: Option<&Target>, down: bool) -> Vec<Effect> {
    let by = isize::from(LINES);
    let by = if down { by } else { -by };
    match &wizard.dialog {
        Some(Dialog::Help(_) | Dialog::Compare(_) | Dialog::Export(_)) => {
            return keys(wizard, down, true);
        }
        // Of a text only the lines around the caret are drawn, so the caret goes along.
        Some(Dialog::Editor(open)) if matches!(open.over, Over::Nothing) => {
            return keys(wizard, down, false);
        }
        Some(_) => look(wizard, by),
        None if wizard.tabs.front.is_some() => tabs::scroll(wizard, by),
        None => match table(wizard, over) {
            Some(id) => {
                let rows = wizard.picker(id).map_or(0, |picker| picker.rows.len());
                let page = page(wizard, id, rows);
                wizard.pickers.entry(id).or_default().scroll(by, page);
            }
            None => look(wizard, by),
        },
    }
    Vec::new()
}

/// As the arrow keys in the open dialog.
fn keys(wizard: &mut Wizard, down: bool, bound: bool) -> Vec<Effect> {
    let (code, action) =
        if down { (KeyCode::Down, Action::Down) } else { (KeyCode::Up, Action::Up) };
    let action = Some(action).filter(|_| bound);
    (0..LINES).flat_map(|_| dialogs::press(wizard, Key::plain(code), action)).collect()
}

/// The table that scrolls: the one under the mouse, else, where nothing else could scroll, the open one.
fn table(wizard: &Wizard, over: Option<&Target>) -> Option<FieldId> {
    if wizard.screen != Screen::Form {
        return None;
    }
    let long = |id: &FieldId| {
        let rows = wizard.picker(*id).map_or(0, |picker| picker.rows.len());
        let open = steps::open_table(wizard) == Some(*id);
        open && rows > page(wizard, *id, rows)
    };
    let under = match over {
        Some(Target::Row(id, _) | Target::Box(id, _) | Target::Field(id)) => Some(*id),
        _ => None,
    };
    let open = || steps::open_table(wizard).filter(|_| wizard.scroll_end == 0);
    under.filter(long).or_else(|| open().filter(long))
}

/// Moves the lines in front, as far as there are any.
fn look(wizard: &mut Wizard, by: isize) {
    let from = super::glance(wizard).map_or(wizard.pointer.top, |glance| glance.top);
    let top = movement::scrolled(wizard, from, by);
    if top != from {
        wizard.pointer.glance = Some((Place::of(wizard), Glance { top, free: true }));
    }
}
