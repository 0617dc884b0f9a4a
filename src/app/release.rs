//! Giving instances back on the done screen (contract.md §9.2): after their id was typed, and a
//! subscription after one more question.

use tui_input::Input;

use crate::app::action::Action;
use crate::app::dialog::{Dialog, Release};
use crate::app::edit;
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::submit;
use crate::app::wizard::{Notice, Wizard};
use crate::domain::catalog::Refund;
use crate::domain::fault::Fault;
use crate::domain::order::RowState;
use crate::domain::plan::Payment;
use crate::domain::problem::Severity;

/// Asks for the id before an instance is released. One that failed can be released as well.
pub(crate) fn ask(wizard: &mut Wizard) {
    let Some(id) = submit::highlighted(wizard).map(str::to_owned) else { return };
    let Some(order) = &wizard.order else { return };
    let gone = order.rows.get(wizard.row).is_some_and(|row| row.state == RowState::Gone);
    let payment = order.ordered.payment;
    if wizard.released.contains(&id) || gone {
        wizard.say(Severity::Hint, "notice.released_already");
        return;
    }
    let typed = Input::default();
    wizard.dialog =
        Some(Dialog::Release(Release { id, payment, typed, sure: false, under_way: false }));
}

/// A key while the question is open.
pub(crate) fn press(wizard: &mut Wizard, key: Key, action: Option<Action>) -> Vec<Effect> {
    let Some(Dialog::Release(release)) = &mut wizard.dialog else { return Vec::new() };
    if release.under_way {
        return Vec::new();
    }
    match action {
        Some(Action::Escape) => wizard.dialog = None,
        Some(Action::No) if release.sure => wizard.dialog = None,
        Some(Action::Yes) if release.sure => return go(release),
        _ if release.sure => {}
        Some(Action::Accept) if release.typed.value().trim() == release.id => {
            if release.payment == Payment::Prepaid {
                release.sure = true;
            } else {
                return go(release);
            }
        }
        _ => {
            if let Some(request) = edit::request(key) {
                release.typed.handle(request);
            }
        }
    }
    Vec::new()
}

fn go(release: &mut Release) -> Vec<Effect> {
    release.under_way = true;
    vec![Effect::Release { id: release.id.clone(), payment: release.payment }]
}

/// A release came to an end; that of a subscription says what became of its parts.
pub(crate) fn released(wizard: &mut Wizard, id: String, result: Result<Option<Refund>, Fault>) {
    if matches!(&wizard.dialog, Some(Dialog::Release(release)) if release.id == id) {
        wizard.dialog = None;
    }
    let values = vec![("id", id.clone())];
    let (words, values, severity) = match result {
        Err(fault) => {
            let values = [values, fault.values()].concat();
            wizard.cause = fault.own.map(|own| *own);
            ("notice.not_released", values, Severity::Error)
        }
        Ok(Some(refund)) if refund.failed.instance.as_deref() == Some(id.as_str()) => {
            ("notice.kept_by_cloud", values, Severity::Error)
        }
        Ok(refund) => {
            let (words, severity) = match &refund {
                None => ("notice.released", Severity::Hint),
                Some(refund) if !refund.refunded => ("notice.no_refund", Severity::Warning),
                Some(refund) if !refund.failed.is_empty() => {
                    ("notice.refunded_in_part", Severity::Warning)
                }
                Some(_) => ("notice.refunded", Severity::Hint),
            };
            wizard.refunds.extend(refund.map(|refund| (id.clone(), refund)));
            wizard.released.insert(id);
            (words, values, severity)
        }
    };
    wizard.notice = Some(Notice { words, values, severity });
}
