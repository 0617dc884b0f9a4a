//! Step 7: payment and period.

use crate::app::effect::Ask;
use crate::app::field::{Choice, Kind, Label};
use crate::app::wizard::Wizard;
use crate::domain::field::FieldId;
use crate::domain::plan::{Payment, RESERVATION_MONTHS};

/// The payments, with their words.
pub const PAYMENTS: [(Payment, &str); 3] = [
    (Payment::Postpaid, "payment.postpaid"),
    (Payment::Prepaid, "payment.prepaid"),
    (Payment::Spot, "payment.spot"),
];

pub(super) fn fields(wizard: &Wizard) -> Vec<(FieldId, Kind)> {
    let choices = PAYMENTS
        .iter()
        .map(|(payment, words)| Choice {
            value: payment.api_name().to_owned(),
            label: Label::Words(words),
        })
        .collect();
    let chosen = PAYMENTS.iter().position(|(payment, _)| *payment == wizard.draft.payment);
    let mut fields = vec![(FieldId::Payment, Kind::Choice { choices, chosen })];
    if wizard.draft.payment == Payment::Prepaid {
        let choices = RESERVATION_MONTHS
            .iter()
            .map(|months| Choice {
                value: months.to_string(),
                label: Label::text(months.to_string()),
            })
            .collect();
        let chosen = RESERVATION_MONTHS.iter().position(|months| *months == wizard.draft.months);
        fields.push((FieldId::Months, Kind::Choice { choices, chosen }));
    }
    fields
}

/// What the payments compare by, and whether the account has enough.
pub(super) fn wants(_wizard: &Wizard) -> Vec<Ask> {
    vec![Ask::SpotOffers, Ask::Balance]
}

pub(super) fn shown(wizard: &Wizard, field: FieldId) -> Label {
    match field {
        FieldId::Months => {
            Label::Filled("months.some", vec![("months", wizard.draft.months.to_string())])
        }
        _ => {
            let words = PAYMENTS.iter().find(|(payment, _)| *payment == wizard.draft.payment);
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
