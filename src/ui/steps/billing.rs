//! Step 7: both payments side by side.

use ratatui::text::Line;

use crate::domain::plan::{Billing, Payment};
use crate::domain::price::Quote;
use crate::ui::Scene;
use crate::ui::money;
use crate::ui::widgets::field;
use crate::ui::widgets::price;
use crate::ui::widgets::strip::Strip;

/// What the order costs under each payment, and which of them is cheaper for the period.
pub fn compare(scene: &Scene) -> Vec<Line<'static>> {
    let (theme, words, wizard) = (scene.theme, scene.words, scene.wizard);
    let (quote, other) = (&wizard.quote, &wizard.other_quote);
    let (postpaid, prepaid) =
        if quote.billing.payment() == Payment::Postpaid { (quote, other) } else { (other, quote) };
    let mut lines = Vec::new();
    for shown in [postpaid, prepaid] {
        let chosen = shown.billing == quote.billing;
        let style = if chosen { theme.strong } else { theme.plain };
        let mut strip = Strip::new(scene.columns);
        strip.push(if chosen { "  ▸ " } else { "    " }, theme.focus);
        strip.column(&price::payment(words, shown.billing), 16, style).push("  ", style);
        strip.column_right(&price::total(words, shown), 16, style).push("   ", style);
        let per_month = match shown.billing {
            Billing::Postpaid | Billing::Spot => price::monthly(words, shown),
            Billing::Prepaid(_) => None,
        };
        if let Some(per_month) = per_month {
            strip.push(&per_month, theme.dim);
        }
        lines.push(strip.line());
    }
    if let Some(sentence) = saving(scene, postpaid, prepaid) {
        let mut strip = Strip::new(scene.columns);
        strip.to(field::LEAD + 2).push(&sentence, theme.plain);
        lines.push(strip.line());
    }
    lines
}

/// Which payment costs less over the period of the subscription, when both are known.
fn saving(scene: &Scene, postpaid: &Quote, prepaid: &Quote) -> Option<String> {
    let Billing::Prepaid(months) = prepaid.billing else { return None };
    let (metered, once) = (postpaid.monthly_estimate(), prepaid.once());
    let only = prepaid.hourly().amount == crate::domain::units::Money::ZERO;
    if !metered.complete || !once.complete || !only {
        return None;
    }
    let metered = metered.amount.times(months.get()).0;
    let (key, difference) = if metered > once.amount.0 {
        ("billing.subscription_saves", metered - once.amount.0)
    } else {
        ("billing.metered_saves", once.amount.0 - metered)
    };
    let amount = money::total(crate::domain::units::Money(difference));
    Some(scene.words.fill(key, &[("months", &months.to_string()), ("amount", &amount)]))
}
