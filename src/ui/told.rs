//! What a question or a result says, sentence by sentence, before it is drawn: boxes and sheets lay it
//! out on the screen, the plain mode says it line by line.

use crate::app::dialog::{Confirm, Release};
use crate::app::steps;
use crate::app::submit;
use crate::app::wizard::Wizard;
use crate::domain::catalog::{Refund, Released};
use crate::domain::field::{FieldId, StepId};
use crate::domain::order::{LoginBy, Order, Row, RowState};
use crate::domain::plan::{Billing, Payment};
use crate::domain::price::Drift;
use crate::domain::units::Money;
use crate::ui::money;
use crate::ui::steps::billing;
use crate::ui::widgets::price;
use crate::ui::words::Words;

/// How much a sentence weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Ordinary text.
    Plain,
    /// What matters most.
    Strong,
    /// Good to know.
    Hint,
    /// Good news.
    Good,
    /// Worth a look.
    Warning,
    /// What went wrong.
    Error,
}

/// One thing that is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// A sentence.
    Say(String, Weight),
    /// A name and what belongs to it.
    Pair(String, String, Weight),
    /// Something else begins here.
    Gap,
}

/// The confirmation: what, where, for how much, and what the price leaves out. What is most needed
/// stands first: a low terminal may cut off the rest.
pub fn confirm(words: Words, wizard: &Wizard, confirm: &Confirm) -> Vec<Told> {
    let draft = &wizard.draft;
    let quote = &confirm.quote;
    let shown = |field| words.label(&steps::shown(wizard, field));
    let pair = |name: FieldId, value: String| {
        Told::Pair(words.field(name).into_owned(), value, Weight::Plain)
    };
    let (spec, zone) = (draft.spec.as_deref().unwrap_or("—"), draft.zone.as_deref().unwrap_or("—"));
    let values = [("count", draft.count.trim()), ("spec", spec), ("zone", zone)];
    let mut total = price::total(words, quote);
    if let Some(monthly) = price::monthly(words, quote) {
        total = format!("{total}  {monthly}");
    }
    let mut told = vec![
        Told::Say(words.fill("confirm.what", &values), Weight::Strong),
        Told::Pair(words.get("confirm.price").into_owned(), total, Weight::Strong),
    ];
    let warn = |sentence| Told::Say(sentence, Weight::Warning);
    told.extend(confirm.moved.as_ref().map(|moved| warn(price::moved(words, moved, quote))));
    told.extend(price::left_out(words, quote).into_iter().map(warn));
    let said = confirm.moved.as_ref().is_some_and(|moved| moved.how == Drift::NotRenewed);
    let age = price::age(words, wizard).filter(|_| !said);
    told.extend(age.map(|age| Told::Say(age, Weight::Hint)));
    match quote.billing {
        Billing::Postpaid => {}
        Billing::Prepaid(_) => {
            let renews = draft.renew.unit.is_some();
            let renewal = if renews { FieldId::RenewTime } else { FieldId::RenewUnit };
            told.push(pair(FieldId::RenewUnit, shown(renewal)));
        }
        Billing::Spot => {
            told.push(warn(billing::risk(words, wizard)));
            let bid = if draft.own_bid { FieldId::BidPrice } else { FieldId::BidModel };
            told.push(pair(FieldId::BidModel, shown(bid)));
        }
    }
    told.push(pair(FieldId::Payment, price::payment(words, quote.billing)));
    told.push(pair(FieldId::Image, shown(FieldId::Image)));
    let disks = words.label(&steps::summary(wizard, StepId::Disks));
    told.push(Told::Pair(words.step(StepId::Disks), disks, Weight::Plain));
    told.push(pair(FieldId::PublicIp, shown(FieldId::PublicIp)));
    told.push(Told::Gap);
    let how = match quote.billing {
        Billing::Postpaid | Billing::Spot => "confirm.metered",
        Billing::Prepaid(_) => "confirm.at_once",
    };
    told.push(Told::Say(words.get(how).into_owned(), Weight::Plain));
    if wizard.place.sandbox {
        told.push(Told::Say(words.get("confirm.sandbox").into_owned(), Weight::Good));
    }
    told
}

/// What quitting now would leave behind.
pub fn quit(words: Words, wizard: &Wizard) -> Vec<Told> {
    let plain = |sentence: String| vec![Told::Say(sentence, Weight::Plain)];
    match &wizard.order {
        Some(order) if order.under_way() => {
            let sentence = words.get("quit.order_under_way").into_owned();
            let token = words.get("order.token").into_owned();
            vec![
                Told::Say(sentence, Weight::Warning),
                Told::Pair(token, order.token.clone(), Weight::Plain),
            ]
        }
        Some(_) => plain(words.get("quit.order_done").into_owned()),
        None if wizard.answered.is_empty() => plain(words.get("quit.nothing").into_owned()),
        None => {
            let count = wizard.answered.len().to_string();
            plain(words.fill("quit.answers", &[("count", &count)]))
        }
    }
}

/// What releasing an instance means.
pub fn release(words: Words, wizard: &Wizard, release: &Release) -> Vec<Told> {
    let mut told = Vec::new();
    if release.payment == Payment::Prepaid {
        told.push(Told::Say(refund(words, wizard), Weight::Strong));
    }
    let what = words.fill("release.what", &[("id", &release.id)]);
    told.push(Told::Say(what, Weight::Warning));
    let named = wizard.order.as_ref().and_then(|order: &Order| {
        let row = order.rows.iter().find(|row| row.id == release.id)?;
        row.seen.as_ref().map(|seen| seen.name.clone())
    });
    if let Some(name) = named {
        told.push(Told::Pair(words.field(FieldId::Name).into_owned(), name, Weight::Plain));
    }
    told
}

/// What is paid back for a subscription, as far as it is known.
fn refund(words: Words, wizard: &Wizard) -> String {
    let count = wizard.order.as_ref().map_or(1, |order| order.ordered.count).to_string();
    let paid = wizard.confirmed.once.parse::<Money>().ok();
    let Some(paid) = paid.filter(|paid| *paid > Money::ZERO) else {
        return words.get("release.refund_unknown").into_owned();
    };
    words.fill("release.refund", &[("paid", &money::total(paid)), ("count", &count)])
}

/// How to log in to the highlighted instance of an order that came to its end, or what became of it.
pub fn connect(words: Words, wizard: &Wizard, order: &Order, row: &Row) -> Vec<Told> {
    let id = [("id", row.id.as_str())];
    if wizard.released.contains(&row.id) {
        let mut told = vec![Told::Say(words.fill("done.released", &id), Weight::Plain)];
        told.extend(wizard.refunds.get(&row.id).into_iter().flat_map(|it| refunded(words, it)));
        return told;
    }
    if matches!(row.state, RowState::Failed | RowState::Gone) {
        return vec![Told::Say(words.fill("done.no_instance", &id), Weight::Error)];
    }
    let mut told = vec![Told::Say(words.fill("done.connect", &id), Weight::Strong)];
    let Some(line) = submit::login_line(wizard) else {
        told.push(Told::Say(words.get("done.no_address").into_owned(), Weight::Warning));
        return told;
    };
    told.push(Told::Pair(words.get("done.run").into_owned(), line, Weight::Strong));
    if submit::is_windows(wizard) {
        let user = words.get("done.user").into_owned();
        told.push(Told::Pair(user, "Administrator".to_owned(), Weight::Plain));
    }
    let note = match order.ordered.login {
        LoginBy::KeyPair => "done.key_file",
        LoginBy::Password => "done.password",
        LoginBy::Image => "done.image_password",
        LoginBy::Later => "done.reset_password",
    };
    told.push(Told::Say(words.get(note).into_owned(), Weight::Plain));
    if row.seen.as_ref().is_none_or(|seen| seen.public_ip.is_none()) {
        let key = if order.ordered.public_ip { "done.public_ip_late" } else { "done.inside_vpc" };
        told.push(Told::Say(words.get(key).into_owned(), Weight::Warning));
    }
    told
}

/// What became of a subscription that was given back, and of what came with it.
fn refunded(words: Words, refund: &Refund) -> Vec<Told> {
    let (says, weight) = if refund.refunded {
        ("done.refunded", Weight::Good)
    } else {
        ("done.no_refund", Weight::Warning)
    };
    let parts = |parts: &Released| {
        let ids = parts.volumes.iter().chain(&parts.public_ip).chain(&parts.snapshots);
        words.list(&ids.cloned().collect::<Vec<_>>())
    };
    let lists = [
        ("done.went_with", parts(&refund.released), Weight::Plain),
        ("done.stayed", parts(&refund.failed), Weight::Warning),
    ];
    let lists = lists.into_iter().filter(|(_, ids, _)| !ids.is_empty());
    std::iter::once(Told::Say(words.get(says).into_owned(), weight))
        .chain(
            lists.map(|(says, ids, weight)| Told::Say(words.fill(says, &[("what", &ids)]), weight)),
        )
        .collect()
}
