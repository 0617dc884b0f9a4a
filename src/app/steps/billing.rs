//! Step 7: payment and period, the bid for a spot instance, renewal of a subscription.

use crate::app::effect::Ask;
use crate::app::field::{Choice, Kind, Label, Unit};
use crate::app::steps::one_of;
use crate::app::wizard::Wizard;
use crate::domain::field::FieldId;
use crate::domain::plan::{
    BID_MODEL_CUSTOM, BID_MODEL_MARKET, Payment, RESERVATION_MONTHS, RenewUnit,
};

/// The payments, with their words.
pub const PAYMENTS: [(Payment, &str); 3] = [
    (Payment::Postpaid, "payment.postpaid"),
    (Payment::Prepaid, "payment.prepaid"),
    (Payment::Spot, "payment.spot"),
];

/// Whose price a spot instance is bought at: the value of `bidModel`, with its words.
const BIDS: [(&str, &str); 2] =
    [(BID_MODEL_MARKET, "bid_model.market"), (BID_MODEL_CUSTOM, "bid_model.custom")];

/// The most of each unit that a subscription is offered to renew itself by (limits.md `bill.renew`).
fn longest(unit: RenewUnit) -> u32 {
    match unit {
        RenewUnit::Month => 9,
        RenewUnit::Year => 3,
    }
}

fn word(value: &str, words: &'static str) -> Choice {
    Choice { value: value.to_owned(), label: Label::Words(words) }
}

fn numbered(numbers: impl Iterator<Item = String>) -> Vec<Choice> {
    numbers.map(|value| Choice { label: Label::text(value.clone()), value }).collect()
}

pub(super) fn fields(wizard: &Wizard) -> Vec<(FieldId, Kind)> {
    let draft = &wizard.draft;
    let payments = PAYMENTS.iter().map(|(payment, words)| word(payment.api_name(), words));
    let payment = one_of(payments.collect(), draft.payment.api_name());
    let mut fields = vec![(FieldId::Payment, payment)];
    match draft.payment {
        Payment::Postpaid => {}
        Payment::Prepaid => {
            let months = numbered(RESERVATION_MONTHS.iter().map(ToString::to_string));
            fields.push((FieldId::Months, one_of(months, &draft.months.to_string())));
            let units = [
                word("", "renew.no"),
                word(RenewUnit::Month.api_name(), "renew.month"),
                word(RenewUnit::Year.api_name(), "renew.year"),
            ];
            let unit = draft.renew.unit.map_or("", RenewUnit::api_name);
            fields.push((FieldId::RenewUnit, one_of(units.to_vec(), unit)));
            if let Some(unit) = draft.renew.unit {
                let times = numbered((1..=longest(unit)).map(|time| time.to_string()));
                fields.push((FieldId::RenewTime, one_of(times, draft.renew.time.trim())));
            }
        }
        Payment::Spot => {
            let bids = BIDS.iter().map(|(model, words)| word(model, words)).collect();
            let model = if draft.own_bid { BID_MODEL_CUSTOM } else { BID_MODEL_MARKET };
            fields.push((FieldId::BidModel, one_of(bids, model)));
            if draft.own_bid {
                fields.push((FieldId::BidPrice, Kind::Number(Unit::YuanPerMinute)));
            }
        }
    }
    fields
}

/// What the payments compare by, and whether the account has enough.
pub(crate) fn wants() -> Vec<Ask> {
    vec![Ask::SpotOffers, Ask::Balance]
}

pub(super) fn shown(wizard: &Wizard, field: FieldId) -> Label {
    let draft = &wizard.draft;
    match field {
        FieldId::Months => Label::Filled("months.some", vec![("months", draft.months.to_string())]),
        FieldId::BidModel => Label::Words(BIDS[usize::from(draft.own_bid)].1),
        FieldId::BidPrice if draft.bid_price.trim().is_empty() => Label::Empty,
        FieldId::BidPrice => {
            Label::Filled("bid_model.price", vec![("price", draft.bid_price.trim().to_owned())])
        }
        FieldId::RenewUnit => Label::Words(match draft.renew.unit {
            None => "renew.no",
            Some(RenewUnit::Month) => "renew.month",
            Some(RenewUnit::Year) => "renew.year",
        }),
        FieldId::RenewTime => {
            let words = match draft.renew.unit {
                Some(RenewUnit::Year) => "renew.years",
                _ => "renew.months",
            };
            Label::Filled(words, vec![("time", draft.renew.time.trim().to_owned())])
        }
        _ => {
            let words = PAYMENTS.iter().find(|(payment, _)| *payment == draft.payment);
            words.map_or(Label::Empty, |(_, words)| Label::Words(words))
        }
    }
}

pub(super) fn summary(wizard: &Wizard) -> Label {
    match wizard.draft.payment {
        Payment::Postpaid | Payment::Spot => shown(wizard, FieldId::Payment),
        Payment::Prepaid => shown(wizard, FieldId::Months),
    }
}
