//! Keys while something lies over the screen.

use crate::app::action::Action;
use crate::app::choosing::{compare, instead};
use crate::app::consent;
use crate::app::dialog::Dialog;
use crate::app::edit;
use crate::app::editor;
use crate::app::effect::Effect;
use crate::app::help;
use crate::app::items;
use crate::app::key::Key;
use crate::app::movement;
use crate::app::password;
use crate::app::release;
use crate::app::resume;
use crate::app::saving;
use crate::app::ssh;
use crate::app::update::{exit, step_digit};
use crate::app::wizard::Wizard;

/// A key while a dialog is open. Nothing that lies below it hears it.
pub(crate) fn press(wizard: &mut Wizard, key: Key, action: Option<Action>) -> Vec<Effect> {
    if action == Some(Action::Quit) {
        if matches!(wizard.dialog, Some(Dialog::Quit)) {
            return vec![Effect::Quit(exit(wizard, true))];
        }
        cover(wizard, Dialog::Quit);
        return Vec::new();
    }
    match action {
        Some(Action::Repaint) => return vec![Effect::Repaint],
        Some(Action::Suspend) => return vec![Effect::Suspend],
        Some(Action::Language) => {
            wizard.language = wizard.language.other();
            wizard.dirty = true;
            return Vec::new();
        }
        // The form of an entry shows its help itself.
        Some(Action::Help)
            if wizard
                .dialog
                .as_ref()
                .is_some_and(|it| !matches!(it, Dialog::Item(_)) && help::has_help(it)) =>
        {
            help::open(wizard);
            return Vec::new();
        }
        _ => {}
    }
    match &wizard.dialog {
        Some(Dialog::Help(_)) => help::press(wizard, key, action),
        Some(Dialog::Quit) => match action {
            Some(Action::Yes) => return vec![Effect::Quit(exit(wizard, true))],
            Some(Action::No | Action::Escape) => wizard.dialog = wizard.aside.take(),
            _ => {}
        },
        Some(Dialog::Confirm(_)) => return confirm(wizard, key, action),
        Some(Dialog::Item(_)) => items::press(wizard, key, action),
        Some(Dialog::Editor(_)) => return editor::press(wizard, key, action),
        Some(Dialog::Generated(_)) => return password::press(wizard, action),
        Some(Dialog::Release(_)) => return release::press(wizard, key, action),
        Some(Dialog::Unfinished(_)) => return resume::press(wizard, key, action),
        Some(Dialog::Compare(_)) => return compare::press(wizard, action),
        Some(Dialog::Alternatives(_)) => return instead::press(wizard, action),
        Some(Dialog::Save(_)) => return saving::press_save(wizard, key, action),
        Some(Dialog::Export(_)) => return saving::press_export(wizard, action),
        Some(Dialog::Ssh(_)) => return ssh::press(wizard, action),
        Some(Dialog::GoTo) => {
            wizard.dialog = None;
            if let Some(step) = step_digit(key) {
                movement::go(wizard, step);
            }
        }
        None => {}
    }
    Vec::new()
}

/// Puts a dialog over the one that is open; that comes back after it if it would be a loss.
fn cover(wizard: &mut Wizard, dialog: Dialog) {
    let below = wizard.dialog.replace(dialog);
    if below.as_ref().is_some_and(keeps) {
        wizard.aside = below;
    }
}

/// Whether a dialog holds what would be lost if another took its place. A question about buying does not
/// come back: what it named may have changed.
fn keeps(dialog: &Dialog) -> bool {
    matches!(
        dialog,
        Dialog::Item(_)
            | Dialog::Editor(_)
            | Dialog::Generated(_)
            | Dialog::Unfinished(_)
            | Dialog::Ssh(_)
    )
}

fn confirm(wizard: &mut Wizard, key: Key, action: Option<Action>) -> Vec<Effect> {
    let Some(Dialog::Confirm(confirm)) = &mut wizard.dialog else { return Vec::new() };
    match (&mut confirm.typed, action) {
        (_, Some(Action::Escape | Action::No)) => wizard.dialog = None,
        _ if confirm.confirmed => {}
        (None, Some(Action::Yes)) => return consent::consent(wizard),
        (Some(typed), Some(Action::Accept)) => {
            confirm.mistyped = typed.value().trim() != wizard.draft.count.trim();
            if !confirm.mistyped {
                return consent::consent(wizard);
            }
        }
        (Some(_), _) => edit::press(wizard, key),
        (None, _) => {}
    }
    Vec::new()
}
