//! From the `Buy` button to the end of the order.

use std::sync::Arc;

use tui_input::Input;

use crate::app::dialog::{Confirm, Dialog, Release};
use crate::app::effect::{Effect, Timer};
use crate::app::movement;
use crate::app::msg::Created;
use crate::app::quotes;
use crate::app::wizard::{Notice, Screen, Wizard};
use crate::domain::catalog::Instance;
use crate::domain::fault::Fault;
use crate::domain::field::{FieldId, StepId};
use crate::domain::order::{Next, Order, Phase};
use crate::domain::plan;
use crate::domain::price;
use crate::domain::problem::Severity;
use crate::domain::rules::limits;

/// `Enter` on `Buy`: the confirmation, or the first thing that stands in its way.
pub(crate) fn ask(wizard: &mut Wizard) -> Vec<Effect> {
    wizard.judged.extend(wizard.problems.iter().map(|problem| problem.field));
    wizard.visited.extend(StepId::ALL);
    let plan = match plan::from_draft(&wizard.draft, &wizard.facts()) {
        Ok(plan) => plan,
        Err(problems) => {
            let first = problems.iter().find(|problem| problem.severity == Severity::Error);
            if let Some(problem) = first {
                if movement::waits_for_a_list(wizard, problem) {
                    wizard.say(Severity::Warning, "notice.still_loading");
                } else {
                    movement::jump(wizard, problem.field);
                    wizard.say(Severity::Error, "notice.solve_first");
                }
            }
            return Vec::new();
        }
    };
    if quotes::under_way(wizard) {
        wizard.say(Severity::Warning, "notice.price_loading");
        return Vec::new();
    }
    let typed = price::needs_typed_count(&wizard.quote, plan.count).then(Input::default);
    wizard.dialog = Some(Dialog::Confirm(Box::new(Confirm {
        token: None,
        typed,
        quote: wizard.quote.clone(),
        confirmed: false,
        mistyped: false,
    })));
    vec![Effect::MintToken]
}

/// A fresh token for the open confirmation.
pub(crate) fn minted(wizard: &mut Wizard, token: String) -> Vec<Effect> {
    match &mut wizard.dialog {
        Some(Dialog::Confirm(confirm)) if confirm.token.is_none() => {
            confirm.token = Some(token);
            if confirm.confirmed { buy(wizard) } else { Vec::new() }
        }
        _ => Vec::new(),
    }
}

/// The confirmation was given: one order, under one token, from here on.
pub(crate) fn buy(wizard: &mut Wizard) -> Vec<Effect> {
    let Some(Dialog::Confirm(confirm)) = &mut wizard.dialog else { return Vec::new() };
    let Some(token) = confirm.token.clone() else {
        confirm.confirmed = true;
        return Vec::new();
    };
    if quotes::under_way(wizard) {
        if let Some(Dialog::Confirm(confirm)) = &mut wizard.dialog {
            confirm.confirmed = false;
        }
        wizard.say(Severity::Warning, "notice.price_loading");
        return Vec::new();
    }
    let Some(Dialog::Confirm(confirm)) = &mut wizard.dialog else { return Vec::new() };
    if confirm.quote != wizard.quote {
        // The price moved under the open question: it must be asked again, not taken, and in the way
        // that an order of this price asks for.
        let count = limits::whole(&wizard.draft.count).unwrap_or(u32::MAX);
        let typed = price::needs_typed_count(&wizard.quote, count);
        confirm.typed = typed.then(Input::default);
        confirm.quote = wizard.quote.clone();
        confirm.confirmed = false;
        wizard.say(Severity::Warning, "notice.price_changed");
        return Vec::new();
    }
    wizard.dialog = None;
    let Ok(plan) = plan::from_draft(&wizard.draft, &wizard.facts()) else {
        wizard.say(Severity::Error, "notice.solve_first");
        return Vec::new();
    };
    let plan = Arc::new(plan);
    wizard.order = Some(Order::new(token.clone(), Arc::clone(&plan), wizard.now));
    wizard.screen = Screen::Order;
    wizard.extra_looks = 0;
    wizard.row = 0;
    wizard.vnc = None;
    wizard.editor = None;
    vec![Effect::Submit { token, plan }]
}

fn order_of<'a>(wizard: &'a mut Wizard, token: &str) -> Option<&'a mut Order> {
    wizard.order.as_mut().filter(|order| order.token == token)
}

fn next(token: String, next: Next) -> Vec<Effect> {
    match next {
        Next::ResendIn(pause) => vec![Effect::After(pause, Timer::Resend(token))],
        Next::PollIn(pause) => vec![Effect::After(pause, Timer::Poll(token))],
        Next::Nothing => Vec::new(),
    }
}

/// The create request came to an end.
pub(crate) fn submitted(
    wizard: &mut Wizard,
    token: String,
    result: Result<Created, Fault>,
) -> Vec<Effect> {
    let now = wizard.now;
    let Some(order) = order_of(wizard, &token) else { return Vec::new() };
    if !matches!(order.phase, Phase::Sending | Phase::Unknown(_)) {
        return Vec::new();
    }
    let then = match result {
        Ok(Created { order: id, ids, warnings }) => {
            order.number = id;
            order.accepted(ids, warnings, now)
        }
        Err(fault) => order.not_accepted(fault),
    };
    next(token, then)
}

/// A look at the instances came to an end.
pub(crate) fn seen(
    wizard: &mut Wizard,
    token: String,
    result: Result<Vec<Instance>, Fault>,
) -> Vec<Effect> {
    let now = wizard.now;
    let Some(order) = order_of(wizard, &token) else { return Vec::new() };
    if order.phase != Phase::Following {
        return Vec::new();
    }
    let then = match result {
        Ok(instances) => order.seen(&instances, now),
        Err(fault) => order.not_seen(fault, now),
    };
    if matches!(order.phase, Phase::Finished | Phase::Failed) {
        wizard.screen = Screen::Done;
    }
    if wizard.extra_looks > 0 && matches!(then, Next::PollIn(_)) {
        wizard.extra_looks -= 1;
        return Vec::new();
    }
    next(token, then)
}

/// A look at the instances beside those that come by themselves.
pub(crate) fn look(wizard: &mut Wizard) -> Vec<Effect> {
    let Some(token) = wizard.order.as_ref().map(|order| order.token.clone()) else {
        return Vec::new();
    };
    let effects = due(wizard, Timer::Poll(token));
    wizard.extra_looks += u32::from(!effects.is_empty());
    effects
}

/// A timer of the order ran out.
pub(crate) fn due(wizard: &mut Wizard, timer: Timer) -> Vec<Effect> {
    match timer {
        Timer::Poll(token) => match order_of(wizard, &token) {
            Some(order) if order.phase == Phase::Following && order.is_looking() => {
                let plan = Arc::clone(&order.plan);
                vec![Effect::Find { token, plan }]
            }
            Some(order) if order.phase == Phase::Following => {
                let ids = order.rows.iter().map(|row| row.id.clone()).collect();
                vec![Effect::Poll { token, ids }]
            }
            _ => Vec::new(),
        },
        Timer::Resend(token) => match order_of(wizard, &token) {
            Some(order) if matches!(order.phase, Phase::Unknown(_)) => {
                order.resent();
                let plan = Arc::clone(&order.plan);
                vec![Effect::Submit { token, plan }]
            }
            _ => Vec::new(),
        },
    }
}

/// Back from a refused order to the form, at the field the refusal is about.
pub(crate) fn back_to_form(wizard: &mut Wizard) {
    let Some(Order { phase: Phase::Refused(fault), .. }) = &wizard.order else { return };
    let field = fault.field().unwrap_or(FieldId::Buy);
    let values = fault.values();
    let words = if fault.status.is_some() { "notice.refused" } else { "notice.not_sent" };
    wizard.order = None;
    wizard.screen = Screen::Form;
    movement::jump(wizard, field);
    wizard.notice = Some(Notice { words, values, severity: Severity::Error });
}

/// Another purchase with the same answers; it will have a token of its own.
pub(crate) fn another(wizard: &mut Wizard) {
    wizard.order = None;
    wizard.vnc = None;
    wizard.screen = Screen::Form;
    movement::go(wizard, StepId::Review);
    wizard.dirty = true;
}

/// The id of the highlighted instance.
pub(crate) fn highlighted(wizard: &Wizard) -> Option<&str> {
    wizard.order.as_ref()?.rows.get(wizard.row).map(|row| row.id.as_str())
}

/// Asks for the id before an instance is released. Subscriptions are refunded in the console.
pub(crate) fn ask_release(wizard: &mut Wizard) {
    let prepaid = wizard
        .order
        .as_ref()
        .is_some_and(|order| order.plan.billing.payment() == plan::Payment::Prepaid);
    if prepaid {
        wizard.say(Severity::Warning, "notice.release_prepaid");
        return;
    }
    let Some(id) = highlighted(wizard).map(str::to_owned) else { return };
    if wizard.released.contains(&id) {
        wizard.say(Severity::Hint, "notice.released_already");
        return;
    }
    wizard.dialog =
        Some(Dialog::Release(Release { id, typed: Input::default(), under_way: false }));
}

/// A release came to an end.
pub(crate) fn released(wizard: &mut Wizard, id: String, result: Result<(), Fault>) {
    if matches!(&wizard.dialog, Some(Dialog::Release(release)) if release.id == id) {
        wizard.dialog = None;
    }
    match result {
        Ok(()) => {
            wizard.notice = Some(Notice {
                words: "notice.released",
                values: vec![("id", id.clone())],
                severity: Severity::Hint,
            });
            wizard.released.insert(id);
        }
        Err(fault) => {
            wizard.notice = Some(Notice {
                words: "notice.not_released",
                values: [vec![("id", id)], fault.values()].concat(),
                severity: Severity::Error,
            });
        }
    }
}

/// The line that logs in to the highlighted instance, where it has an address.
pub fn login_line(wizard: &Wizard) -> Option<String> {
    let order = wizard.order.as_ref()?;
    let seen = order.rows.get(wizard.row)?.seen.as_ref()?;
    let address = seen.public_ip.as_ref().or(seen.private_ip.as_ref())?;
    Some(if is_windows(wizard) {
        format!("mstsc /v:{address}")
    } else {
        format!("ssh root@{address}")
    })
}

/// Whether the ordered image is a Windows one.
pub fn is_windows(wizard: &Wizard) -> bool {
    let Some(order) = &wizard.order else { return false };
    let images = wizard.cloud.images().map(Vec::as_slice).unwrap_or_default();
    images
        .iter()
        .find(|image| image.id == order.plan.image)
        .is_some_and(|image| image.os_type == crate::domain::catalog::OsType::Windows)
}
