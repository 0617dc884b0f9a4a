//! What lies over the screen: questions and small forms.

use ratatui::Frame;
use secrecy::{ExposeSecret as _, SecretString};

use crate::app::action::Action;
use crate::app::dialog::{Confirm, Dialog, Release};
use crate::app::quotes;
use crate::app::steps;
use crate::app::update::contexts;
use crate::domain::field::{FieldId, StepId};
use crate::domain::order::Order;
use crate::domain::plan::{Billing, Payment};
use crate::domain::price::Drift;
use crate::domain::units::Money;
use crate::ui::money;
use crate::ui::steps::billing;
use crate::ui::widgets::boxed::Boxed;
use crate::ui::widgets::sheet::Sheet;
use crate::ui::widgets::strip::Strip;
use crate::ui::widgets::{field, price, rail, wait};
use crate::ui::{Scene, choosing, editor, help, items, saving, unfinished};

/// Draws the open dialog, if one is open.
pub fn draw(frame: &mut Frame, scene: &Scene) -> Option<usize> {
    let boxed = match &scene.wizard.dialog {
        None => return None,
        Some(Dialog::Help(open)) => help::overlay(scene, open),
        Some(Dialog::Quit) => quit(scene),
        Some(Dialog::Confirm(confirm)) => self::confirm(scene, confirm),
        Some(Dialog::Item(form)) => items::form(scene, form),
        Some(Dialog::Editor(open)) => editor::draw(scene, open),
        Some(Dialog::Generated(password)) => generated(scene, password),
        Some(Dialog::Release(release)) => self::release(scene, release),
        Some(Dialog::Unfinished(open)) => unfinished::dialog(scene, open),
        Some(Dialog::GoTo) => go_to(scene),
        Some(Dialog::Compare(compare)) => choosing::compare::dialog(scene, compare),
        Some(Dialog::Alternatives(open)) => choosing::instead::dialog(scene, open),
        Some(Dialog::Save(form)) => saving::save(scene, form),
        Some(Dialog::Export(form)) => saving::export(scene, form),
    };
    Some(boxed.draw(frame, scene))
}

/// `y buy   n cancel`, by the keys of the present contexts.
pub fn keys(scene: &Scene, foot: &mut Sheet, wanted: &[(Action, &str)]) {
    let (theme, words) = (scene.theme, scene.words);
    let mut strip = Strip::new(Boxed::columns(scene));
    let contexts = contexts(scene.wizard);
    for (action, says) in wanted {
        let Some(key) = scene.wizard.keymap.key(&contexts, *action) else { continue };
        strip.push(&key.to_string(), theme.key).push(" ", theme.plain);
        strip.push(&words.get(says), theme.plain).push("   ", theme.plain);
    }
    foot.push(strip.line());
}

/// A prompt and a line to type in.
pub fn input(scene: &Scene, foot: &mut Sheet, prompt: &str, typed: &tui_input::Input) {
    let mut strip = Strip::new(Boxed::columns(scene));
    strip.push(prompt, scene.theme.strong).push("  ", scene.theme.plain);
    let column = field::input_line(scene, &mut strip, typed, 24);
    foot.caret = Some((foot.lines.len(), column));
    foot.push(strip.line());
}

/// The confirmation: what, where, for how much, and what the price leaves out.
fn confirm(scene: &Scene, confirm: &Confirm) -> Boxed {
    let (theme, words, wizard) = (scene.theme, scene.words, scene.wizard);
    let draft = &wizard.draft;
    let mut boxed = Boxed::new(words.get("confirm.title"));
    let spec = draft.spec.as_deref().unwrap_or("—");
    let zone = draft.zone.as_deref().unwrap_or("—");
    let values = [("count", draft.count.trim()), ("spec", spec), ("zone", zone)];
    boxed.say(scene, &words.fill("confirm.what", &values), theme.strong);
    // What is most needed stands first: a low terminal may cut off the rest.
    let mut total = price::total(words, &confirm.quote);
    if let Some(monthly) = price::monthly(words, &confirm.quote) {
        total = format!("{total}  {monthly}");
    }
    boxed.pair(scene, &words.get("confirm.price"), &total, theme.strong);
    if let Some(moved) = &confirm.moved {
        boxed.say(scene, &price::moved(words, moved, &confirm.quote), theme.warning);
    }
    for sentence in price::left_out(words, &confirm.quote) {
        boxed.say(scene, &sentence, theme.warning);
    }
    let said = confirm.moved.as_ref().is_some_and(|moved| moved.how == Drift::NotRenewed);
    if let Some(age) = price::age(words, wizard).filter(|_| !said) {
        boxed.say(scene, &age, theme.dim);
    }
    let shown = |field| words.label(&steps::shown(wizard, field));
    match confirm.quote.billing {
        Billing::Postpaid => {}
        Billing::Prepaid(_) => {
            let mut renewal = shown(FieldId::RenewUnit);
            if draft.renew.unit.is_some() {
                renewal = shown(FieldId::RenewTime);
            }
            boxed.pair(scene, &words.field(FieldId::RenewUnit), &renewal, theme.plain);
        }
        Billing::Spot => {
            boxed.say(scene, &billing::risk(scene), theme.warning);
            let bid = if draft.own_bid { FieldId::BidPrice } else { FieldId::BidModel };
            boxed.pair(scene, &words.field(FieldId::BidModel), &shown(bid), theme.plain);
        }
    }
    let payment = price::payment(words, confirm.quote.billing);
    boxed.pair(scene, &words.field(FieldId::Payment), &payment, theme.plain);
    let image = words.label(&steps::shown(wizard, FieldId::Image));
    boxed.pair(scene, &words.field(FieldId::Image), &image, theme.plain);
    let disks = steps::summary(wizard, StepId::Disks);
    boxed.pair(scene, &rail::step_name(scene, StepId::Disks), &words.label(&disks), theme.plain);
    let ip = words.label(&steps::shown(wizard, FieldId::PublicIp));
    boxed.pair(scene, &words.field(FieldId::PublicIp), &ip, theme.plain);
    boxed.body.gap();
    let how = match confirm.quote.billing {
        Billing::Postpaid | Billing::Spot => "confirm.metered",
        Billing::Prepaid(_) => "confirm.at_once",
    };
    boxed.say(scene, &words.get(how), theme.dim);
    if wizard.place.sandbox {
        boxed.say(scene, &words.get("confirm.sandbox"), theme.good);
    }
    match &confirm.typed {
        _ if confirm.confirmed => {
            let mut strip = Strip::new(Boxed::columns(scene));
            strip.push(wait::spinner(wizard.now), theme.dim).push(" ", theme.dim);
            let checks = quotes::under_way(wizard);
            let says = if checks { "confirm.checking" } else { "confirm.preparing" };
            strip.push(&words.get(says), theme.dim);
            boxed.foot.push(strip.line());
        }
        Some(typed) => {
            if confirm.mistyped {
                let mut strip = Strip::new(Boxed::columns(scene));
                strip.push(&format!("! {}", words.get("confirm.mistyped")), theme.error);
                boxed.foot.push(strip.line());
            }
            let prompt = words.fill("confirm.type_count", &[("count", draft.count.trim())]);
            input(scene, &mut boxed.foot, &prompt, typed);
            keys(
                scene,
                &mut boxed.foot,
                &[(Action::Accept, "hint.buy"), (Action::Escape, "hint.cancel")],
            );
        }
        None => {
            keys(scene, &mut boxed.foot, &[(Action::Yes, "hint.buy"), (Action::No, "hint.cancel")]);
        }
    }
    boxed
}

/// Whether to quit, and what that would leave behind.
fn quit(scene: &Scene) -> Boxed {
    let (theme, words, wizard) = (scene.theme, scene.words, scene.wizard);
    let mut boxed = Boxed::new(words.get("quit.title"));
    match &wizard.order {
        Some(order) if order.under_way() => {
            boxed.say(scene, &words.get("quit.order_under_way"), theme.warning);
            boxed.pair(scene, &words.get("order.token"), &order.token, theme.plain);
        }
        Some(_) => boxed.say(scene, &words.get("quit.order_done"), theme.plain),
        None if wizard.answered.is_empty() => {
            boxed.say(scene, &words.get("quit.nothing"), theme.plain);
        }
        None => {
            let count = wizard.answered.len().to_string();
            boxed.say(scene, &words.fill("quit.answers", &[("count", &count)]), theme.plain);
        }
    }
    keys(scene, &mut boxed.foot, &[(Action::Yes, "action.quit"), (Action::No, "hint.stay")]);
    boxed
}

/// The question before an instance is released.
fn release(scene: &Scene, release: &Release) -> Boxed {
    let (theme, words) = (scene.theme, scene.words);
    let mut boxed = Boxed::new(words.get("release.title"));
    // What is most needed stands first: a low terminal may cut off the rest.
    if release.payment == Payment::Prepaid {
        boxed.say(scene, &refund(scene), theme.strong);
    }
    boxed.say(scene, &words.fill("release.what", &[("id", &release.id)]), theme.warning);
    let named = scene.wizard.order.as_ref().and_then(|order: &Order| {
        let row = order.rows.iter().find(|row| row.id == release.id)?;
        row.seen.as_ref().map(|seen| seen.name.clone())
    });
    if let Some(name) = named {
        boxed.pair(scene, &words.field(FieldId::Name), &name, theme.plain);
    }
    if release.under_way {
        let mut strip = Strip::new(Boxed::columns(scene));
        strip.push(wait::spinner(scene.wizard.now), theme.dim).push(" ", theme.dim);
        strip.push(&words.get("release.under_way"), theme.dim);
        boxed.foot.push(strip.line());
        return boxed;
    }
    if release.sure {
        let mut strip = Strip::new(Boxed::columns(scene));
        strip.push(&words.get("release.sure"), theme.strong);
        boxed.foot.push(strip.line());
        let wanted = [(Action::Yes, "release.give_back"), (Action::No, "hint.cancel")];
        keys(scene, &mut boxed.foot, &wanted);
        return boxed;
    }
    input(
        scene,
        &mut boxed.foot,
        &words.fill("release.type_id", &[("id", &release.id)]),
        &release.typed,
    );
    keys(
        scene,
        &mut boxed.foot,
        &[(Action::Accept, "action.release"), (Action::Escape, "hint.cancel")],
    );
    boxed
}

/// What is paid back for a subscription, as far as it is known.
fn refund(scene: &Scene) -> String {
    let words = scene.words;
    let order = scene.wizard.order.as_ref();
    let count = order.map_or(1, |order| order.ordered.count).to_string();
    let paid = scene.wizard.confirmed.once.parse::<Money>().ok();
    let Some(paid) = paid.filter(|paid| *paid > Money::ZERO) else {
        return words.get("release.refund_unknown").into_owned();
    };
    words.fill("release.refund", &[("paid", &money::total(paid)), ("count", &count)])
}

/// A password that was made, this once in plain sight.
fn generated(scene: &Scene, password: &SecretString) -> Boxed {
    let (theme, words) = (scene.theme, scene.words);
    let mut boxed = Boxed::new(words.get("generated.title"));
    // What is most needed stands first: a low terminal may cut off the rest.
    boxed.say(scene, password.expose_secret(), theme.strong);
    boxed.body.gap();
    boxed.say(scene, &words.get("generated.once"), theme.warning);
    boxed.say(scene, &words.get("generated.filled"), theme.dim);
    keys(scene, &mut boxed.foot, &[(Action::Copy, "hint.copy"), (Action::Accept, "hint.noted")]);
    boxed
}

/// The steps with their digits.
fn go_to(scene: &Scene) -> Boxed {
    let (theme, words) = (scene.theme, scene.words);
    let mut boxed = Boxed::new(words.get("go_to.title"));
    for step in StepId::ALL {
        let mut strip = Strip::new(Boxed::columns(scene));
        let (mark, style) = rail::mark(scene, step);
        strip.push(&(step.index() + 1).to_string(), theme.key).push("  ", theme.plain);
        strip.push(mark, style).push(" ", theme.plain);
        strip.column(&rail::step_name(scene, step), 12, theme.plain);
        strip.push(&words.label(&steps::summary(scene.wizard, step)), theme.dim);
        boxed.body.push(strip.line());
    }
    keys(scene, &mut boxed.foot, &[(Action::Escape, "hint.cancel")]);
    boxed
}
