//! A password that is made here: shown once to be noted, then typed into both fields.

use secrecy::SecretString;

use crate::app::action::Action;
use crate::app::answer;
use crate::app::copying;
use crate::app::dialog::Dialog;
use crate::app::effect::Effect;
use crate::app::wizard::{Notice, Screen, Wizard};
use crate::domain::field::FieldId;
use crate::domain::problem::Severity;

/// The fields it goes into.
const FIELDS: [FieldId; 2] = [FieldId::Password, FieldId::PasswordAgain];

/// Shows the password as typed, or dots again.
pub(crate) fn reveal(wizard: &mut Wizard) {
    wizard.revealed = !wizard.revealed && FIELDS.contains(&wizard.focused());
}

/// A password was made. It is taken only where it was asked for and nothing lies over it: what a
/// question names must not change under it.
pub(crate) fn generated(wizard: &mut Wizard, result: Result<SecretString, String>) {
    let asked = wizard.screen == Screen::Form && FIELDS.contains(&wizard.focused());
    if !asked || wizard.dialog.is_some() {
        return;
    }
    match result {
        Ok(password) => {
            for field in FIELDS {
                answer::set_secret(wizard, field, password.clone());
            }
            wizard.revealed = false;
            wizard.dialog = Some(Dialog::Generated(password));
        }
        Err(why) => {
            wizard.notice = Some(Notice {
                words: "notice.no_password_made",
                values: vec![("why", why)],
                severity: Severity::Error,
            });
        }
    }
}

/// A key while the made password is shown.
pub(crate) fn press(wizard: &mut Wizard, action: Option<Action>) -> Vec<Effect> {
    let Some(Dialog::Generated(password)) = &wizard.dialog else { return Vec::new() };
    match action {
        Some(Action::Copy) => {
            let password = password.clone();
            return copying::text(wizard, &password, "notice.password_copied");
        }
        Some(Action::Accept | Action::Escape) => wizard.dialog = None,
        _ => {}
    }
    Vec::new()
}
