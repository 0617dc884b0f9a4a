//! What the review knows of the account, for the checks before buying.

use crate::app::effect::Ask;
use crate::app::load::Load;
use crate::app::wizard::Wizard;
use crate::domain::checkup::Check;
use crate::domain::fault::FaultKind;
use crate::domain::preflight::{self, Reading, Readings};
use crate::domain::units::Money;

pub use crate::domain::preflight::field;

/// What is known of the account's cash.
pub fn cash(wizard: &Wizard) -> Reading<'_, Money> {
    reading(wizard, &Ask::Balance, wizard.cloud.balance().copied())
}

fn reading<'a, T>(wizard: &'a Wizard, ask: &Ask, known: Option<T>) -> Reading<'a, T> {
    match (known, wizard.cloud.load(ask).and_then(Load::fault)) {
        (Some(known), _) => Reading::Known(known),
        (None, Some(fault)) => Reading::Unread(fault),
        (None, None) => Reading::Asked,
    }
}

/// The checks as they stand.
pub fn checks(wizard: &Wizard) -> Vec<Check> {
    let region = &wizard.draft.region;
    let quotas = wizard.cloud.quotas(region).map(Vec::as_slice);
    let of_kind =
        |wanted: FaultKind| wizard.cloud.faults().filter(move |(_, fault)| fault.kind == wanted);
    let mut forbidden: Vec<&'static str> =
        of_kind(FaultKind::Forbidden).map(|(ask, _)| ask.operation()).collect();
    forbidden.sort_unstable();
    forbidden.dedup();
    let readings = Readings {
        cash: cash(wizard),
        quotas: reading(wizard, &Ask::Quotas(region.clone()), quotas),
        forbidden: &forbidden,
        real_name: of_kind(FaultKind::RealName).map(|(_, fault)| fault).next(),
    };
    preflight::checks(&wizard.draft, &wizard.facts(), &wizard.quote, &readings)
}
