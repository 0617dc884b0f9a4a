//! From the sent order to its end.

use std::time::Duration;

use crate::app::effect::{Effect, Timer};
use crate::app::movement;
use crate::app::msg::Created;
use crate::app::settle;
use crate::app::wizard::{Notice, Screen, Wizard};
use crate::domain::catalog::Instance;
use crate::domain::fault::Fault;
use crate::domain::field::{FieldId, StepId};
use crate::domain::order::{Next, Order, Phase};
use crate::domain::problem::Severity;
use crate::domain::record::Progress;

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
    let (values, own) = (fault.values(), fault.own.clone());
    let words = if fault.status.is_some() { "notice.refused" } else { "notice.not_sent" };
    wizard.order = None;
    wizard.screen = Screen::Form;
    wizard.dirty = true;
    movement::jump(wizard, field);
    wizard.notice = Some(Notice { words, values, severity: Severity::Error });
    wizard.cause = own.map(|own| *own);
}

/// From a refused order back to the form, to take another zone or spec. What is there is asked anew: the
/// refusal may be news. The purchase that comes of it has a token of its own.
pub(crate) fn try_other(wizard: &mut Wizard, field: FieldId) {
    if !matches!(&wizard.order, Some(Order { phase: Phase::Refused(_), .. })) {
        return;
    }
    wizard.order = None;
    wizard.screen = Screen::Form;
    wizard.dirty = true;
    movement::jump(wizard, field);
    let asks = settle::step_asks(wizard);
    wizard.cloud.reload(&asks);
    wizard.say(Severity::Hint, "notice.new_order");
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
