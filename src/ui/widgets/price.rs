//! Prices in words: parts, totals, and what is not known of them.

use std::borrow::Cow;

use crate::app::dialog::Moved;
use crate::app::wizard::Wizard;
use crate::domain::plan::{Billing, Payment};
use crate::domain::price::{Cost, Due, Part, PartKind, Quote, Total};
use crate::domain::units::{Gib, Mbps, Money};
use crate::ui::look::Look;
use crate::ui::money;
use crate::ui::words::Words;

/// What a part is called: `system 40 GB`.
pub fn part_name(words: Words, kind: &PartKind) -> String {
    match kind {
        PartKind::Instance => words.get("part.instance").into_owned(),
        PartKind::SystemDisk(Gib(0)) => words.get("part.system_disk_unsized").into_owned(),
        PartKind::DataDisk(Gib(0)) => words.get("part.data_disk_unsized").into_owned(),
        PartKind::PublicIp(Mbps(0)) => words.get("part.public_ip_unsized").into_owned(),
        PartKind::SystemDisk(size) => {
            words.fill("part.system_disk", &[("size", &size.to_string())])
        }
        PartKind::DataDisk(size) => words.fill("part.data_disk", &[("size", &size.to_string())]),
        PartKind::PublicIp(bandwidth) => {
            words.fill("part.public_ip", &[("bandwidth", &bandwidth.to_string())])
        }
        PartKind::ExtraIo(iops) => words.fill("part.extra_io", &[("iops", &iops.to_string())]),
        PartKind::Traffic => words.get("part.traffic").into_owned(),
    }
}

/// What a part costs, or why that is not known; never a zero for something unknown.
pub fn part_cost(words: Words, part: &Part) -> String {
    let about = if part.estimate && part.cost.amount().is_some() { "≈ " } else { "" };
    about_cost(words, &part.cost, about)
}

/// The same of a cost by itself.
pub fn cost(words: Words, cost: &Cost) -> String {
    about_cost(words, cost, "")
}

fn about_cost(words: Words, cost: &Cost, about: &str) -> String {
    match cost {
        Cost::Hourly(amount) => format!("{about}{}", per_hour(words, *amount)),
        Cost::Once(amount) => format!("{about}{}", money::total(*amount)),
        Cost::PerGb(amount) => {
            words.fill("price.per_gb", &[("amount", &format!("{about}{}", money::total(*amount)))])
        }
        other => unknown(words, other),
    }
}

/// The list price of a part before its discount.
pub fn part_list(words: Words, part: &Part) -> Option<String> {
    let list = part.list?;
    Some(match part.due {
        Due::Hourly => per_hour(words, list),
        Due::Once | Due::PerGb => money::total(list),
    })
}

/// The word for a cost that is no amount.
fn unknown(words: Words, cost: &Cost) -> String {
    let key = match cost {
        Cost::Included => "price.included",
        Cost::Loading => "price.loading",
        Cost::NotQuoted => "price.not_quoted",
        Cost::Forbidden => "price.forbidden",
        Cost::SoldOut => "price.sold_out",
        Cost::NotOffered => "price.no_spot",
        _ => "price.unchosen",
    };
    words.get(key).into_owned()
}

/// `¥0.7714 /h`.
pub fn per_hour(words: Words, amount: Money) -> String {
    words.fill("price.per_hour", &[("amount", &money::hourly(amount))])
}

/// A sum as it is shown: the amount; at least the amount when parts of it are not known; or, when
/// nothing of it is known, why.
fn sum(
    words: Words,
    quote: &Quote,
    due: Due,
    total: Total,
    show: impl Fn(Money) -> String,
) -> String {
    if total.complete {
        return show(total.amount);
    }
    if total.amount > Money::ZERO {
        return words.fill("price.at_least", &[("amount", &show(total.amount))]);
    }
    let mut missing = quote.parts.iter().filter(|part| part.due == due);
    let first = missing.find(|part| part.cost.amount().is_none());
    first.map_or_else(|| "—".to_owned(), |part| unknown(words, &part.cost))
}

fn has(quote: &Quote, due: Due) -> bool {
    quote.parts.iter().any(|part| part.due == due)
}

/// The whole quote in a few words: `¥0.7714 /h`, `¥312.00`, `¥312.00 + ¥0.1398 /h`.
pub fn total(words: Words, quote: &Quote) -> String {
    let hourly = || sum(words, quote, Due::Hourly, quote.hourly(), |sum| per_hour(words, sum));
    let once = || sum(words, quote, Due::Once, quote.once(), money::total);
    match (has(quote, Due::Once), has(quote, Due::Hourly)) {
        (true, true) => format!("{} + {}", once(), hourly()),
        (true, false) => once(),
        (false, true) => hourly(),
        (false, false) => "—".to_owned(),
    }
}

/// What the hourly part comes to in a month: `≈ ¥555/month`; nothing while it is not known.
pub fn monthly(words: Words, quote: &Quote) -> Option<String> {
    let estimate = quote.monthly_estimate();
    (estimate.amount > Money::ZERO).then(|| {
        let key = if estimate.complete { "price.about_month" } else { "price.over_month" };
        words.fill(key, &[("amount", &money::about(estimate.amount))])
    })
}

/// The payment of a quote: `pay-as-you-go`, `1 month`.
pub fn payment(words: Words, billing: Billing) -> String {
    match billing {
        Billing::Postpaid => words.get("payment.postpaid").into_owned(),
        Billing::Spot => words.get("payment.spot").into_owned(),
        Billing::Prepaid(months) => words.fill("months.some", &[("months", &months.to_string())]),
    }
}

/// An amount as it stands where a heading says the currency: where its sign is a word, without it.
pub fn bare(amount: &str) -> Cow<'_, str> {
    if Look::now().ascii {
        Cow::Owned(amount.replace(['¥', '￥'], ""))
    } else {
        Cow::Borrowed(amount)
    }
}

/// The heading of the order, with the currency where amounts stand without their sign.
pub fn heading(words: Words) -> String {
    let title = words.get("card.title");
    if Look::now().ascii { format!("{title} (CNY)") } else { title.into_owned() }
}

/// How old the shown price is, where that is worth saying, and when it could not be renewed.
pub fn age(words: Words, wizard: &Wizard) -> Option<String> {
    let quotes = &wizard.quotes;
    let minutes = wizard.now.saturating_sub(quotes.asked?).as_secs() / 60;
    let key = if quotes.outdated { "price.outdated" } else { "price.age" };
    (minutes > 0 || quotes.outdated).then(|| words.fill(key, &[("minutes", &minutes.to_string())]))
}

/// Why a price that was confirmed is asked about anew, with both prices.
pub fn moved(words: Words, moved: &Moved, now: &Quote) -> String {
    let how: &str = moved.how.into();
    let values = [("before", total(words, &moved.before)), ("now", total(words, now))];
    let values: Vec<(&str, &str)> = values.iter().map(|(n, v)| (*n, v.as_str())).collect();
    words.fill(&format!("confirm.{how}"), &values)
}

/// The quotes that stand beside each other on every step, in the order of the payments: pay-as-you-go
/// and subscription, and spot where it is chosen.
pub fn beside(wizard: &Wizard) -> Vec<&Quote> {
    let shown = |quote: &&Quote| {
        quote.billing.payment() != Payment::Spot || wizard.draft.payment == Payment::Spot
    };
    wizard.quotes.all.iter().filter(shown).collect()
}

/// What the shown total leaves out, one sentence each: parts without a price, and traffic. Where the
/// key may not read prices, what to do about it.
pub fn left_out(words: Words, quote: &Quote) -> Vec<String> {
    let forbidden = quote.parts.iter().any(|part| part.cost == Cost::Forbidden);
    let left_out = quote.parts.iter().filter_map(|part| match (&part.cost, part.due) {
        (Cost::PerGb(amount), _) => {
            Some(words.fill("price.plus_traffic", &[("amount", &money::total(*amount))]))
        }
        (cost, _) if cost.amount().is_none() => Some(words.fill(
            "price.without",
            &[("part", &part_name(words, &part.kind)), ("why", &unknown(words, cost))],
        )),
        _ => None,
    });
    let image = quote.image_fee.then(|| words.get("price.image_fee").into_owned());
    left_out.chain(image).chain(forbidden.then(|| words.no_prices())).collect()
}
