//! From the `Buy` button to the request: what stands in the way, the question, and the price once more
//! between the consent and the order.

use std::sync::Arc;

use crate::app::dialog::{Confirm, Dialog, Moved};
use crate::app::effect::{Effect, Intent};
use crate::app::line::TextLine;
use crate::app::movement;
use crate::app::quotes;
use crate::app::saving;
use crate::app::wizard::{Screen, Wizard};
use crate::domain::catalog::OsType;
use crate::domain::field::StepId;
use crate::domain::order::{Order, Ordered};
use crate::domain::plan::{self, Hidden};
use crate::domain::price::{self, Drift};
use crate::domain::problem::Severity;
use crate::domain::record::Confirmed;
use crate::domain::rules::limits;
use crate::domain::said::Said;

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
    let typed = price::needs_typed_count(&wizard.quote, plan.count).then(TextLine::default);
    wizard.dialog = Some(Dialog::Confirm(Box::new(Confirm {
        token: None,
        typed,
        quote: wizard.quote.clone(),
        confirmed: false,
        mistyped: false,
        moved: None,
    })));
    vec![Effect::MintToken]
}

/// A fresh token for the open confirmation.
pub(crate) fn minted(wizard: &mut Wizard, token: String) {
    if let Some(Dialog::Confirm(confirm)) = &mut wizard.dialog
        && confirm.token.is_none()
    {
        confirm.token = Some(token);
    }
}

/// Nothing can be ordered: said before it is confirmed.
pub(crate) fn not_ready(wizard: &mut Wizard, why: Said) -> Vec<Effect> {
    if wizard.confirming() {
        wizard.dialog = None;
        wizard.say_why(Severity::Error, "notice.not_ready", why);
    }
    Vec::new()
}

/// Consents to the open confirmation, whichever key it asks for. Before anything is sent the price is
/// asked once more: `when_checked` goes on.
pub fn consent(wizard: &mut Wizard) -> Vec<Effect> {
    match &mut wizard.dialog {
        Some(Dialog::Confirm(confirm)) if !confirm.confirmed => confirm.confirmed = true,
        _ => return Vec::new(),
    }
    wizard.dirty = true;
    quotes::ask_once_more(wizard)
}

/// Once a consented order has its token and the price of now, it is placed; or asked about anew where it
/// is not what was consented to any more.
pub(crate) fn when_checked(wizard: &mut Wizard) -> Vec<Effect> {
    match &wizard.dialog {
        Some(Dialog::Confirm(confirm)) if confirm.confirmed && confirm.token.is_some() => {}
        _ => return Vec::new(),
    }
    quotes::work_out(wizard);
    if quotes::under_way(wizard) {
        return Vec::new();
    }
    let Some(Dialog::Confirm(confirm)) = &mut wizard.dialog else { return Vec::new() };
    // Who consented to a price that could not be renewed is not asked about that again.
    let known = confirm.moved.as_ref().is_some_and(|moved| moved.how == Drift::NotRenewed);
    let not_renewed = (wizard.quotes.outdated && !known).then_some(Drift::NotRenewed);
    let Some(how) = Drift::between(&confirm.quote, &wizard.quote).or(not_renewed) else {
        return place(wizard);
    };
    // In the way that an order of this price asks for.
    let count = limits::whole(&wizard.draft.count).unwrap_or(u32::MAX);
    confirm.typed = price::needs_typed_count(&wizard.quote, count).then(TextLine::default);
    let before = std::mem::replace(&mut confirm.quote, wizard.quote.clone());
    confirm.moved = Some(Moved { before, how });
    confirm.confirmed = false;
    let words = match how {
        Drift::Dearer | Drift::Unknown => "notice.price_changed",
        Drift::NotRenewed => "notice.price_not_renewed",
    };
    wizard.say(Severity::Warning, words);
    Vec::new()
}

/// One order, under one token, from here on.
fn place(wizard: &mut Wizard) -> Vec<Effect> {
    let Some(Dialog::Confirm(confirm)) = wizard.dialog.take() else { return Vec::new() };
    let Some(token) = confirm.token else { return Vec::new() };
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
    wizard.seen_from = None;
    wizard.vnc = None;
    wizard.editor = None;
    let confirmed = Confirmed::of(&wizard.quote);
    wizard.confirmed = confirmed.clone();
    let plan = Arc::new(plan);
    let intent =
        Intent { token, plan, ordered, confirmed, file: Hidden::from(saving::plan_text(wizard)) };
    vec![Effect::Submit(Box::new(intent))]
}
