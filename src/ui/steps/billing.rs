//! Step 7: the payments side by side, the market, and whether the account has enough.

use ratatui::style::Style;
use ratatui::text::Line;

use crate::app::preflight;
use crate::app::wizard::Wizard;
use crate::domain::field::FieldId;
use crate::domain::plan::{Billing, Payment};
use crate::domain::preflight::balance;
use crate::domain::price::{Comparison, Quote, quoted_hourly};
use crate::domain::problem::Severity;
use crate::domain::rules::limits;
use crate::domain::units::Money;
use crate::ui::Scene;
use crate::ui::money;
use crate::ui::text::{cells, wrap};
use crate::ui::widgets::strip::Strip;
use crate::ui::widgets::{check, field, price, said};
use crate::ui::words::Words;

/// From so many columns on there is room for the month, and for the saving.
const WITH_MONTH: usize = 52;
const WITH_SAVING: usize = 74;

/// What there is to know for choosing a payment, the most needed first.
pub fn more(scene: &Scene, focused: FieldId) -> Vec<Line<'static>> {
    let (words, wizard) = (scene.words, scene.wizard);
    let spot = wizard.draft.payment == Payment::Spot;
    let mut lines = Vec::new();
    if spot && focused != FieldId::Payment {
        lines.extend(market(scene));
    }
    lines.extend(compare(scene));
    if spot {
        if focused == FieldId::Payment {
            lines.extend(market(scene));
        }
        lines.extend(note(scene, Severity::Warning, &risk(words, wizard)));
    }
    let balance = balance(&wizard.quote, preflight::cash(wizard));
    let mut lead = Strip::new(scene.columns);
    lead.to(field::LEAD);
    let room = cells(&words.said(&balance.title));
    lines.extend(check::lines(scene, &balance, &lead, room));
    for sentence in price::left_out(words, &wizard.quote) {
        lines.extend(note(scene, Severity::Warning, &sentence));
    }
    if let Some(age) = price::age(words, wizard) {
        lines.extend(note(scene, Severity::Hint, &age));
    }
    if !spot {
        lines.extend(note(scene, Severity::Hint, &risk(words, wizard)));
    }
    lines
}

fn say(scene: &Scene, text: &str, style: Style) -> Vec<Line<'static>> {
    let room = scene.columns.saturating_sub(field::LEAD);
    let line = |part: &String| {
        let mut strip = Strip::new(scene.columns);
        strip.to(field::LEAD).push(part, style);
        strip.line()
    };
    wrap(text, room).iter().map(line).collect()
}

fn note(scene: &Scene, severity: Severity, text: &str) -> Vec<Line<'static>> {
    said::lines(scene, scene.columns, field::LEAD, severity, text)
}

/// What is risked with a spot instance, in one sentence.
pub fn risk(words: Words, wizard: &Wizard) -> String {
    let own = wizard.draft.own_bid && wizard.draft.payment == Payment::Spot;
    words.get(if own { "billing.risk_own" } else { "billing.risk" }).into_owned()
}

/// What the order costs by each payment: as it is charged, by the month, and how much less than
/// pay-as-you-go. Then which of them costs least.
fn compare(scene: &Scene) -> Vec<Line<'static>> {
    let (theme, words, wizard) = (scene.theme, scene.words, scene.wizard);
    let compared = wizard.quotes.compared();
    let names = |quote: &Quote| price::payment(words, quote.billing);
    let name_room = wizard.quotes.all.iter().map(|quote| cells(&names(quote))).max().unwrap_or(0);
    let columns = Columns { name: name_room.min(20), width: scene.columns };
    let months = compared.months.to_string();
    let mut lines = Vec::new();
    if columns.width >= WITH_MONTH {
        let saving = words.fill("billing.over", &[("months", &months)]);
        let [month, total] = ["billing.per_month", "billing.price"].map(|key| words.get(key));
        lines.push(columns.line(
            scene,
            ("  ", "", &total, &month, &saving),
            theme.strong,
            theme.strong,
        ));
    }
    for quote in &wizard.quotes.all {
        let chosen = quote.billing == wizard.quote.billing;
        let style = if chosen { theme.strong } else { theme.plain };
        let total = price::total(words, quote);
        let month = per_month(quote);
        let saving = saving(scene, &compared, quote.billing.payment());
        let mark = if chosen { "▸ " } else { "  " };
        lines.push(columns.line(
            scene,
            (mark, &names(quote), &total, &month, &saving),
            style,
            theme.plain,
        ));
    }
    if let Some(cheapest) = compared.cheapest()
        && let Some(amount) = compared.over(cheapest)
    {
        let quote = wizard.quotes.of(cheapest);
        let payment = match cheapest {
            Payment::Prepaid => words.get("payment.prepaid").into_owned(),
            _ => quote.map(names).unwrap_or_default(),
        };
        let amount = money::total(amount);
        let values =
            [("months", months.as_str()), ("payment", payment.as_str()), ("amount", &amount)];
        lines.extend(say(scene, &words.fill("billing.cheapest", &values), theme.plain));
    }
    lines
}

struct Columns {
    name: usize,
    width: usize,
}

impl Columns {
    fn line(
        &self,
        scene: &Scene,
        (mark, name, total, month, saving): (&str, &str, &str, &str, &str),
        style: Style,
        aside: Style,
    ) -> Line<'static> {
        let mut strip = Strip::new(self.width);
        strip.to(field::LEAD).push(mark, scene.theme.focus).column(name, self.name, style);
        if self.width < WITH_MONTH {
            // The price is kept whole.
            strip.push("  ", style).push(total, style);
            return strip.line();
        }
        strip.column_right(total, 18, style).column_right(month, 14, aside);
        if self.width >= WITH_SAVING {
            strip.push("   ", aside).push(saving, aside);
        }
        strip.line()
    }
}

/// What a payment comes to in a month; metered, that is an estimate.
fn per_month(quote: &Quote) -> String {
    match (quote.per_month(), quote.billing) {
        (None, _) => "—".to_owned(),
        (Some(amount), Billing::Prepaid(_)) => money::total(amount),
        (Some(amount), Billing::Postpaid | Billing::Spot) => format!("≈ {}", money::total(amount)),
    }
}

/// How much less, or more, a payment comes to than pay-as-you-go.
fn saving(scene: &Scene, compared: &Comparison, payment: Payment) -> String {
    let say = |key: &str, saving: crate::domain::price::Saving| {
        let (amount, percent) = (money::total(saving.amount), saving.percent.to_string());
        scene.words.fill(key, &[("amount", &amount), ("percent", &percent)])
    };
    let less = compared.saving(payment, Payment::Postpaid);
    let more = compared.saving(Payment::Postpaid, payment);
    match (less, more) {
        (Some(less), _) => say("billing.less", less),
        (None, Some(more)) => say("billing.more", more),
        (None, None) => String::new(),
    }
}

/// What the market asks now, what the list says, and what an own bid comes to: by the minute, in which
/// bids are made, and by the hour, in which everything else is shown.
fn market(scene: &Scene) -> Vec<Line<'static>> {
    let (theme, words, wizard) = (scene.theme, scene.words, scene.wizard);
    let draft = &wizard.draft;
    let mut rows: Vec<(&str, Money)> = Vec::new();
    if let Some(price) = wizard.cloud.spot_price(draft) {
        rows.push(("billing.market", price.each));
        rows.extend(price.list_each.map(|list| ("billing.list", list)));
    }
    if draft.own_bid {
        rows.extend(limits::bid_price(&draft.bid_price).map(|bid| ("billing.bid", bid)));
    }
    let names = rows.iter().map(|(name, _)| cells(&words.get(name)));
    let room = names.max().unwrap_or(0);
    let gap = if scene.columns < WITH_MONTH { " " } else { "  " };
    let amounts = rows.iter().filter_map(|(name, each)| {
        let hourly = price::per_hour(words, quoted_hourly(*each)?);
        let minute = words.fill("price.per_minute", &[("amount", &money::minute(*each))]);
        Some((name, minute, hourly))
    });
    let amounts: Vec<(&&str, String, String)> = amounts.collect();
    let minutes = amounts.iter().map(|(_, minute, _)| cells(minute)).max().unwrap_or(0);
    let line = |(name, minute, hourly): &(&&str, String, String)| {
        let mut strip = Strip::new(scene.columns);
        strip.to(field::LEAD).column(&words.get(name), room, theme.plain);
        strip.push(gap, theme.plain).column(minute, minutes, theme.plain);
        strip.push(gap, theme.plain).push(hourly, theme.plain);
        strip.line()
    };
    amounts.iter().map(line).collect()
}
