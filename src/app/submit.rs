//! From the `Buy` button to the end of the order.

use std::sync::Arc;
use std::time::Duration;

use tui_input::Input;

use crate::app::dialog::{Confirm, Dialog, Release};
use crate::app::effect::{Effect, Intent, Timer};
use crate::app::movement;
use crate::app::msg::Created;
use crate::app::quotes;
use crate::app::saving;
use crate::app::wizard::{Notice, Screen, Wizard};
use crate::domain::catalog::{Instance, OsType};
use crate::domain::fault::Fault;
use crate::domain::field::{FieldId, StepId};
use crate::domain::order::{Next, Order, Ordered, Phase};
use crate::domain::plan::{self, Hidden};
use crate::domain::price;
use crate::domain::problem::Severity;
use crate::domain::record::{Confirmed, Progress};
use crate::domain::rules::limits;

/// `Enter` on `Buy`: the confirmation, or the first thing that stands in its way.
pub fn ask(wizard: &mut Wizard) -> Vec<Effect> {
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

/// Consents to the open confirmation, whichever key it asks for.
pub fn consent(wizard: &mut Wizard) -> Vec<Effect> {
    buy(wizard)
}

/// Nothing can be ordered: said before it is confirmed.
pub(crate) fn not_ready(wizard: &mut Wizard, why: String) -> Vec<Effect> {
    if wizard.confirming() {
        wizard.dialog = None;
        let (values, severity) = (vec![("why", why)], Severity::Error);
        wizard.notice = Some(Notice { words: "notice.not_ready", values, severity });
    }
    Vec::new()
}

/// Goes on with an order of an earlier run: what is unclear is sent again, what was accepted followed.
pub(crate) fn go_on(wizard: &mut Wizard) -> Vec<Effect> {
    let Some(order) = &mut wizard.order else { return Vec::new() };
    match order.phase {
        Phase::Unknown(_) => resend(order),
        Phase::Following => next(order, Next::PollIn(Duration::ZERO)),
        _ => Vec::new(),
    }
}

fn resend(order: &mut Order) -> Vec<Effect> {
    order.resent();
    let progress = Box::new(Progress::of(order));
    let token = order.token.clone();
    vec![Effect::Keep { token: token.clone(), progress }, Effect::Resend(token)]
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
    let facts = wizard.facts();
    let Ok(plan) = plan::from_draft(&wizard.draft, &facts) else {
        wizard.say(Severity::Error, "notice.solve_first");
        return Vec::new();
    };
    let windows = facts.image(&wizard.draft).is_some_and(|it| it.os_type == OsType::Windows);
    let ordered = Ordered::of(&plan, windows);
    wizard.order = Some(Order::new(token.clone(), ordered.clone(), wizard.now));
    wizard.screen = Screen::Order;
    wizard.extra_looks = 0;
    wizard.row = 0;
    wizard.vnc = None;
    wizard.editor = None;
    let confirmed = Confirmed::of(&wizard.quote);
    let plan = Arc::new(plan);
    let intent =
        Intent { token, plan, ordered, confirmed, file: Hidden::from(saving::plan_text(wizard)) };
    vec![Effect::Submit(Box::new(intent))]
}

fn order_of<'a>(wizard: &'a mut Wizard, token: &str) -> Option<&'a mut Order> {
    wizard.order.as_mut().filter(|order| order.token == token)
}

/// What an order wants next: its progress kept, and a timer.
fn next(order: &Order, next: Next) -> Vec<Effect> {
    let token = order.token.clone();
    let progress = Box::new(Progress::of(order));
    let keep = Effect::Keep { token: token.clone(), progress };
    match next {
        Next::ResendIn(pause) => vec![keep, Effect::After(pause, Timer::Resend(token))],
        Next::PollIn(pause) => vec![keep, Effect::After(pause, Timer::Poll(token))],
        Next::Nothing => vec![keep, Effect::LetGo(token)],
    }
}

/// The create request came to an end.
pub(crate) fn submitted(
    wizard: &mut Wizard,
    token: &str,
    result: Result<Created, Fault>,
) -> Vec<Effect> {
    let now = wizard.now;
    let Some(order) = order_of(wizard, token) else { return Vec::new() };
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
    next(order, then)
}

/// A look at the instances came to an end.
pub(crate) fn seen(
    wizard: &mut Wizard,
    token: &str,
    result: Result<Vec<Instance>, Fault>,
) -> Vec<Effect> {
    let now = wizard.now;
    let Some(order) = order_of(wizard, token) else { return Vec::new() };
    if order.phase != Phase::Following {
        return Vec::new();
    }
    let then = match result {
        Ok(instances) => order.seen(&instances, now),
        Err(fault) => order.not_seen(fault, now),
    };
    let effects = next(order, then);
    if matches!(order.phase, Phase::Finished | Phase::Failed) {
        wizard.screen = Screen::Done;
    }
    if wizard.extra_looks > 0 && matches!(then, Next::PollIn(_)) {
        wizard.extra_looks -= 1;
        return effects.into_iter().filter(|it| matches!(it, Effect::Keep { .. })).collect();
    }
    effects
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
                vec![Effect::Find { token, ordered: Box::new(order.ordered.clone()) }]
            }
            Some(order) if order.phase == Phase::Following => {
                let ids = order.rows.iter().map(|row| row.id.clone()).collect();
                vec![Effect::Poll { token, ids }]
            }
            _ => Vec::new(),
        },
        Timer::Resend(token) => match order_of(wizard, &token) {
            Some(order) if matches!(order.phase, Phase::Unknown(_)) => resend(order),
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
    wizard.dirty = true;
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
    let prepaid =
        wizard.order.as_ref().is_some_and(|order| order.ordered.payment == plan::Payment::Prepaid);
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
    wizard.order.as_ref().is_some_and(|order| order.ordered.windows)
}
