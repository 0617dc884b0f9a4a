//! The eight steps: which fields each has, what its tables hold, what an answer reads like.
//! Movement between steps and fields is here; the steps themselves are one file each.

pub mod billing;
pub mod disks;
pub mod image;
pub mod network;
pub mod spec;
pub mod system;
pub mod zone;

use crate::app::effect::Ask;
use crate::app::field::{Kind, Label};
use crate::app::load::{Load, LoadState};
use crate::app::wizard::Wizard;
use crate::domain::draft::Draft;
use crate::domain::fault::Fault;
use crate::domain::field::{FieldId, StepId};

/// Why a row of a table cannot be chosen: a key of the locale files with values for its places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The key, under `reason.`.
    pub words: &'static str,
    /// Values for its places. May hold untrusted text.
    pub values: Vec<(&'static str, String)>,
}

impl Reason {
    /// A reason without values.
    pub fn plain(words: &'static str) -> Self {
        Self { words, values: Vec::new() }
    }
}

/// What a table shows instead of, or above, its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableState<'a> {
    /// Its list is needed but something before it is not answered yet: the field to answer.
    Waits(FieldId),
    /// Being fetched since this moment, nothing to show yet.
    Loading(crate::domain::order::Moment),
    /// There are rows.
    Rows,
    /// The list is there and has nothing for these answers.
    Empty,
    /// Rows exist, but none passes the filter.
    FilteredOut,
    /// The list failed and there is no older one.
    Failed(&'a Fault),
}

/// The fields of a step, in order. Those that mean nothing for the answers so far are left out.
pub fn fields(wizard: &Wizard, step: StepId) -> Vec<(FieldId, Kind)> {
    match step {
        StepId::Zone => zone::fields(wizard),
        StepId::Spec => spec::fields(),
        StepId::Image => image::fields(wizard),
        StepId::Disks => disks::fields(wizard),
        StepId::Network => network::fields(wizard),
        StepId::System => system::fields(wizard),
        StepId::Billing => billing::fields(wizard),
        StepId::Review => vec![(FieldId::Buy, Kind::Button)],
    }
}

/// The field that has the focus when a step is first entered: its main table, else its first field.
pub fn first(wizard: &Wizard) -> FieldId {
    match wizard.step {
        StepId::Zone => FieldId::Zone,
        StepId::Spec => FieldId::Spec,
        StepId::Image => FieldId::Image,
        StepId::Disks => FieldId::SystemDiskType,
        StepId::Network => FieldId::Vpc,
        StepId::System => FieldId::Name,
        StepId::Billing => FieldId::Payment,
        StepId::Review => FieldId::Buy,
    }
}

/// The kind of a field as it stands; `None` when the step does not show it now.
pub fn kind(wizard: &Wizard, field: FieldId) -> Option<Kind> {
    fields(wizard, field.step()).into_iter().find(|(id, _)| *id == field).map(|(_, kind)| kind)
}

/// The table that is open in the step in front: the focused one, else the step's main table.
pub fn open_table(wizard: &Wizard) -> Option<FieldId> {
    let focused = wizard.focused();
    if kind(wizard, focused).is_some_and(|kind| kind.is_table()) {
        return Some(focused);
    }
    match wizard.step {
        StepId::Zone => Some(FieldId::Zone),
        StepId::Spec => Some(FieldId::Spec),
        StepId::Image => Some(FieldId::Image),
        _ => None,
    }
}

/// The question whose answer a table shows; `None` while an earlier answer is missing.
pub fn table_ask(draft: &Draft, field: FieldId) -> Option<Ask> {
    match field {
        FieldId::Zone => Some(Ask::Zones),
        FieldId::Spec => draft.zone.clone().map(Ask::Specs),
        FieldId::Image => Some(Ask::Images),
        FieldId::Vpc => Some(Ask::Vpcs),
        FieldId::Subnet => Some(Ask::Subnets),
        FieldId::Groups if draft.enterprise => Some(Ask::EnterpriseGroups),
        FieldId::Groups => draft.vpc.clone().map(Ask::Groups),
        FieldId::KeyPair => Some(Ask::KeyPairs),
        _ => None,
    }
}

/// What a table shows.
pub fn table_state(wizard: &Wizard, field: FieldId) -> TableState<'_> {
    let Some(ask) = table_ask(&wizard.draft, field) else {
        return TableState::Waits(match field {
            FieldId::Groups => FieldId::Vpc,
            _ => FieldId::Zone,
        });
    };
    let load = wizard.cloud.load(&ask);
    match load {
        None => TableState::Loading(wizard.now),
        Some(Load { value: None, state: LoadState::Loading(since) }) => TableState::Loading(*since),
        Some(Load { value: None, state: LoadState::Failed(fault) }) => TableState::Failed(fault),
        Some(_) => match wizard.picker(field) {
            Some(picker) if !picker.rows.is_empty() => TableState::Rows,
            Some(picker) if picker.total > 0 => TableState::FilteredOut,
            _ => TableState::Empty,
        },
    }
}

/// Positions in a table's list that belong into the table, in order, and how many there would be
/// without its filter.
pub fn rows(wizard: &Wizard, field: FieldId) -> (Vec<usize>, usize) {
    match field {
        FieldId::Zone => zone::rows(wizard),
        FieldId::Spec => spec::rows(wizard),
        FieldId::Image => image::rows(wizard),
        FieldId::Vpc | FieldId::Subnet | FieldId::Groups => network::rows(wizard, field),
        FieldId::KeyPair => system::rows(wizard),
        _ => (Vec::new(), 0),
    }
}

/// The id of a row: what is stored when it is chosen.
pub fn row_id(wizard: &Wizard, field: FieldId, row: usize) -> Option<String> {
    match field {
        FieldId::Zone => zone::row_id(wizard, row),
        FieldId::Spec => spec::row_id(wizard, row),
        FieldId::Image => image::row_id(wizard, row),
        FieldId::Vpc | FieldId::Subnet | FieldId::Groups => network::row_id(wizard, field, row),
        FieldId::KeyPair => system::row_id(wizard, row),
        _ => None,
    }
}

/// Where among these rows of a table the one with an id stands.
pub(crate) fn position(wizard: &Wizard, field: FieldId, rows: &[usize], id: &str) -> Option<usize> {
    if field == FieldId::Spec {
        let (row, _) = spec::named(wizard, id)?;
        return rows.iter().position(|known| *known == row);
    }
    rows.iter().position(|row| row_id(wizard, field, *row).as_deref() == Some(id))
}

/// Why a row cannot be chosen, if it cannot.
pub fn reason(wizard: &Wizard, field: FieldId, row: usize) -> Option<Reason> {
    match field {
        FieldId::Spec => spec::reason(wizard, row),
        FieldId::Image => image::reason(wizard, row),
        FieldId::Subnet => network::subnet_reason(wizard, row),
        FieldId::KeyPair => system::reason(wizard),
        _ => None,
    }
}

/// Whether a row is (one of) the answer(s).
pub fn is_chosen(wizard: &Wizard, field: FieldId, row: usize) -> bool {
    let Some(id) = row_id(wizard, field, row) else { return false };
    let draft = &wizard.draft;
    let one = |answer: &Option<String>| answer.as_deref() == Some(id.as_str());
    match field {
        FieldId::Zone => one(&draft.zone),
        FieldId::Spec => one(&draft.spec),
        FieldId::Image => one(&draft.image),
        FieldId::Vpc => one(&draft.vpc),
        FieldId::Subnet => one(&draft.subnet),
        FieldId::Groups if draft.enterprise => draft.enterprise_groups.contains(&id),
        FieldId::Groups => draft.groups.contains(&id),
        FieldId::KeyPair => one(&draft.key_pair),
        _ => false,
    }
}

/// What the answer to a field reads like: in the rail, on a closed field, on Review.
pub fn shown(wizard: &Wizard, field: FieldId) -> Label {
    let label = match field.step() {
        StepId::Zone => zone::shown(wizard, field),
        StepId::Spec => spec::shown(wizard, field),
        StepId::Image => image::shown(wizard, field),
        StepId::Disks => disks::shown(wizard, field),
        StepId::Network => network::shown(wizard, field),
        StepId::System => system::shown(wizard, field),
        StepId::Billing => billing::shown(wizard, field),
        StepId::Review => Label::Empty,
    };
    match label {
        Label::Text(text) if text.is_empty() => Label::Empty,
        label => label,
    }
}

/// What a whole step reads like in the rail.
pub fn summary(wizard: &Wizard, step: StepId) -> Label {
    match step {
        StepId::Zone => shown(wizard, FieldId::Zone),
        StepId::Spec => spec::summary(wizard),
        StepId::Image => image::summary(wizard),
        StepId::Disks => disks::summary(wizard),
        StepId::Network => network::summary(wizard),
        StepId::System => system::summary(wizard),
        StepId::Billing => billing::summary(wizard),
        StepId::Review => Label::Empty,
    }
}

/// Whether a list item's text has every word of a filter, whatever its case.
pub fn passes(haystack: &str, filter: &str) -> bool {
    let haystack = haystack.to_lowercase();
    filter.to_lowercase().split_whitespace().all(|word| haystack.contains(word))
}
