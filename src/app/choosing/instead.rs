//! What to take instead of a spec that cannot be bought: the list, its keys, and what must be asked
//! for it.

use crate::app::action::Action;
use crate::app::answer;
use crate::app::choosing::uncover;
use crate::app::dialog::Dialog;
use crate::app::effect::{Ask, Effect};
use crate::app::load::Load;
use crate::app::settle::TYPING_PAUSE;
use crate::app::steps::spec;
use crate::app::wizard::{Notice, Wizard};
use crate::domain::alternatives::{Alternative, Offer, Otherwise, Stock, Why, alternatives};
use crate::domain::catalog::Spec;
use crate::domain::field::{FieldId, StepId};
use crate::domain::order::Moment;
use crate::domain::plan::{Billing, Payment};
use crate::domain::price::PriceAsk;
use crate::domain::problem::Severity;

/// A spec that cannot be bought, and what to take instead.
#[derive(Clone, Debug)]
pub struct Instead {
    /// The spec, in the chosen zone.
    pub wanted: Spec,
    /// The best first.
    pub list: Vec<Alternative>,
}

/// The open list of alternatives.
#[derive(Clone, Debug)]
pub struct Alternatives {
    /// What they are for.
    pub instead: Instead,
    /// Zone and spec of the row the highlight was moved to; until then it stays on the first.
    held: Option<(String, String)>,
}

impl Alternatives {
    /// The highlighted row.
    pub fn cursor(&self) -> usize {
        let held = |found: &Alternative| {
            self.held
                .as_ref()
                .is_some_and(|(zone, spec)| *zone == found.zone && *spec == found.spec)
        };
        self.instead.list.iter().position(held).unwrap_or(0)
    }
}

/// How long the highlight has been on a row that cannot be bought. Other zones are asked about it only
/// once it rests there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Rest {
    /// It is on no such row.
    #[default]
    Nowhere,
    /// It came there, and rests from this moment on.
    Until(Moment),
    /// It rests.
    Over,
}

/// Whether time must pass for the highlight to come to rest.
pub(crate) fn waits(wizard: &Wizard) -> bool {
    matches!(wizard.choosing.rest, Rest::Until(_))
}

/// Whether the highlight came to rest just now.
pub(crate) fn rested(wizard: &mut Wizard) -> bool {
    let over = matches!(wizard.choosing.rest, Rest::Until(moment) if wizard.now >= moment);
    if over {
        wizard.choosing.rest = Rest::Over;
    }
    over
}

/// The highlighted spec, where it cannot be bought.
fn highlighted(wizard: &Wizard) -> Option<&Spec> {
    let picker = wizard.picker(FieldId::Spec).filter(|_| wizard.step == StepId::Spec)?;
    let spec = spec::specs(wizard)?.get(picker.highlighted()?)?;
    spec::unavailable(wizard, spec).map(|_| spec)
}

/// Finds anew what to take instead of the highlighted row, and what an open list holds.
pub(crate) fn look(wizard: &mut Wizard) {
    if let Some(Dialog::Alternatives(open)) = &wizard.dialog {
        let list = find(wizard, &open.instead.wanted);
        if let Some(Dialog::Alternatives(open)) = &mut wizard.dialog {
            open.instead.list = list;
        }
    }
    // While a filter is typed the highlight is on its way.
    let typing = wizard.picker(FieldId::Spec).is_some_and(|picker| picker.filtering);
    let Some(wanted) = highlighted(wizard).filter(|_| !typing).cloned() else {
        wizard.choosing.instead = None;
        wizard.choosing.rest = Rest::Nowhere;
        return;
    };
    let same = wizard.choosing.instead.as_ref().is_some_and(|instead| {
        instead.wanted.name == wanted.name && instead.wanted.zone == wanted.zone
    });
    if !same {
        wizard.choosing.rest = Rest::Until(wizard.now + TYPING_PAUSE);
    }
    let list = find(wizard, &wanted);
    wizard.choosing.instead = Some(Instead { wanted, list });
}

/// The best to take in the same zone instead of the chosen spec, where that is sold out.
pub(crate) fn for_chosen(wizard: &Wizard) -> Option<String> {
    let wanted = spec::chosen_sold_out(wizard)?;
    let fits = |found: &Alternative| found.zone == wanted.zone && found.why != Why::OtherPayment;
    find(wizard, wanted).into_iter().find(fits).map(|found| found.spec)
}

/// From all zones whose specs are loaded.
fn find(wizard: &Wizard, wanted: &Spec) -> Vec<Alternative> {
    let draft = &wizard.draft;
    let billing = spec::listed(wizard);
    let mut zones: Vec<&str> =
        wizard.cloud.zones().into_iter().flatten().map(|zone| zone.name.as_str()).collect();
    if !zones.contains(&wanted.zone.as_str()) {
        zones.push(&wanted.zone);
    }
    let known = |zone: &&str| Some((wizard.cloud.shelf(zone)?, wizard.cloud.specs(zone)?));
    let offers = zones.iter().filter_map(known).flat_map(|(shelf, specs)| {
        specs.iter().enumerate().map(move |(row, spec)| Offer {
            spec,
            stock: shelf.stock(row, billing),
            cost: shelf.tag(row, billing).and_then(|tag| tag.cost),
        })
    });
    alternatives(wanted, draft.payment, offers, otherwise(wizard, wanted))
}

/// What is known of a spec under the only payment it is sold under.
fn otherwise(wizard: &Wizard, wanted: &Spec) -> Otherwise {
    let nothing = Otherwise { stock: Stock::Unknown, cost: None };
    let Some(billing) = other_billing(wizard, wanted) else { return nothing };
    let Some(shelf) = wizard.cloud.shelf(&wanted.zone) else { return nothing };
    let Some(row) = shelf.row(&wanted.name) else { return nothing };
    let cost = shelf.tag(row, billing).and_then(|tag| tag.cost);
    // What is gone under one payment is gone under the other.
    match (shelf.stock(row, billing), shelf.stock(row, spec::listed(wizard))) {
        (_, Stock::SoldOut) => Otherwise { stock: Stock::SoldOut, cost },
        (stock, _) => Otherwise { stock, cost },
    }
}

/// The billing under the only payment a spec is sold under, where it is not the present one.
fn other_billing(wizard: &Wizard, wanted: &Spec) -> Option<Billing> {
    let draft = &wizard.draft;
    wanted.product.needs(draft.payment).map(|payment| {
        let prepaid = payment == Payment::Prepaid;
        if prepaid { Billing::Prepaid(draft.months) } else { Billing::Postpaid }
    })
}

/// What other zones and the other payment must be asked: while the list is open, or the highlight rests
/// on what cannot be bought.
pub(crate) fn wants(wizard: &Wizard) -> Vec<Ask> {
    let wanted = match &wizard.dialog {
        Some(Dialog::Alternatives(open)) => &open.instead.wanted,
        _ if wizard.step != StepId::Spec || wizard.choosing.rest != Rest::Over => {
            return Vec::new();
        }
        _ => match &wizard.choosing.instead {
            Some(instead) => &instead.wanted,
            None => return Vec::new(),
        },
    };
    asks(wizard, wanted)
}

fn asks(wizard: &Wizard, wanted: &Spec) -> Vec<Ask> {
    let price = |zone: &str, billing: Billing| {
        let (family, zone) = (wanted.family.clone(), zone.to_owned());
        Ask::Price(PriceAsk::Family { family, zone, billing })
    };
    let other = other_billing(wizard, wanted).map(|billing| price(&wanted.zone, billing));
    let mut asks: Vec<Ask> = other.into_iter().collect();
    let zones = wizard.cloud.zones().into_iter().flatten();
    for zone in zones.map(|zone| zone.name.as_str()).filter(|zone| *zone != wanted.zone) {
        let (Some(shelf), Some(specs)) = (wizard.cloud.shelf(zone), wizard.cloud.specs(zone))
        else {
            asks.push(Ask::Specs(zone.to_owned()));
            continue;
        };
        // Prices only where it could be bought.
        let there = shelf.row(&wanted.name).and_then(|row| specs.get(row));
        if there.is_some_and(|spec| spec.product.needs(wizard.draft.payment).is_none()) {
            asks.push(price(zone, spec::listed(wizard)));
        }
    }
    asks
}

/// Whether an answer is awaited that could still change the list.
pub fn asking(wizard: &Wizard, wanted: &Spec) -> bool {
    let loading = |ask: &Ask| wizard.cloud.load(ask).is_some_and(Load::is_loading);
    asks(wizard, wanted).iter().any(loading)
}

/// Opens the list for the highlighted row; false where it can be bought as it is.
pub(crate) fn offer(wizard: &mut Wizard, field: FieldId) -> bool {
    let Some(wanted) = highlighted(wizard).filter(|_| field == FieldId::Spec).cloned() else {
        return false;
    };
    let list = find(wizard, &wanted);
    let instead = Instead { wanted, list };
    wizard.dialog = Some(Dialog::Alternatives(Box::new(Alternatives { instead, held: None })));
    // It says more than the refusal of the row did.
    wizard.notice = None;
    wizard.dirty = true;
    true
}

/// A key while the list is open.
pub(crate) fn press(wizard: &mut Wizard, action: Option<Action>) -> Vec<Effect> {
    let Some(Dialog::Alternatives(open)) = &mut wizard.dialog else { return Vec::new() };
    let list = &open.instead.list;
    let (at, end) = (open.cursor(), list.len().saturating_sub(1));
    let target = match action {
        Some(Action::Up) => at.saturating_sub(1),
        Some(Action::Down) => (at + 1).min(end),
        Some(Action::First) => 0,
        Some(Action::Last) => end,
        Some(Action::Escape) => {
            wizard.dialog = None;
            return Vec::new();
        }
        Some(Action::Accept) => {
            let chosen = list.get(at).cloned();
            let wanted = open.instead.wanted.name.clone();
            return chosen.map(|chosen| take(wizard, &wanted, &chosen)).unwrap_or_default();
        }
        _ => return Vec::new(),
    };
    open.held = list.get(target).map(|found| (found.zone.clone(), found.spec.clone()));
    Vec::new()
}

/// A click on a row of the list: it is highlighted; if it was already, it is taken.
pub(crate) fn point(wizard: &mut Wizard, zone: &str, spec: &str) -> Vec<Effect> {
    let Some(Dialog::Alternatives(open)) = &mut wizard.dialog else { return Vec::new() };
    let list = &open.instead.list;
    let at = list.iter().position(|found| found.zone == zone && found.spec == spec);
    match at {
        None => Vec::new(),
        Some(at) if at == open.cursor() => press(wizard, Some(Action::Accept)),
        Some(_) => {
            open.held = Some((zone.to_owned(), spec.to_owned()));
            Vec::new()
        }
    }
}

/// Takes an alternative, with its zone or payment where that is another, and says so.
fn take(wizard: &mut Wizard, wanted: &str, chosen: &Alternative) -> Vec<Effect> {
    wizard.dialog = None;
    let mut effects = Vec::new();
    let (mut words, mut severity) = ("notice.taken_instead", Severity::Hint);
    if chosen.payment != wizard.draft.payment {
        effects.extend(answer::choose(wizard, FieldId::Payment, chosen.payment.api_name()));
        let prepaid = chosen.payment == Payment::Prepaid;
        words = if prepaid { "notice.taken_by_subscription" } else { "notice.taken_metered" };
        severity = Severity::Warning;
    }
    if wizard.draft.zone.as_deref() != Some(&chosen.zone) {
        effects.extend(answer::choose(wizard, FieldId::Zone, &chosen.zone));
        (words, severity) = ("notice.taken_elsewhere", Severity::Warning);
    }
    effects.extend(answer::choose(wizard, FieldId::Spec, &chosen.spec));
    uncover(wizard, &chosen.spec);
    // It is the answer now, not a highlight on its way to one.
    wizard.pickers.entry(FieldId::Spec).or_default().held = None;
    let values = [("spec", &chosen.spec), ("zone", &chosen.zone)];
    let mut values: Vec<(&'static str, String)> =
        values.into_iter().map(|(name, value)| (name, value.clone())).collect();
    values.push(("wanted", wanted.to_owned()));
    wizard.notice = Some(Notice { words, values, severity });
    effects
}
