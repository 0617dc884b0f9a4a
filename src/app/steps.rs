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
use crate::app::field::{Choice, Kind, Label};
use crate::app::items::ItemForm;
use crate::app::load::{Load, LoadState};
use crate::app::review;
use crate::app::wizard::Wizard;
use crate::domain::draft::Draft;
use crate::domain::fault::Fault;
use crate::domain::field::{FieldId, StepId};
use crate::domain::problem::Severity;

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

/// The choices of a question that is yes, no, or left to the cloud.
pub fn flag_choices() -> Vec<Choice> {
    [("", "flag.default"), ("yes", "flag.yes"), ("no", "flag.no")]
        .into_iter()
        .map(|(value, words)| Choice { value: value.to_owned(), label: Label::Words(words) })
        .collect()
}

/// The value of one of [`flag_choices`].
pub fn flag_value(flag: Option<bool>) -> &'static str {
    match flag {
        None => "",
        Some(true) => "yes",
        Some(false) => "no",
    }
}

/// What a value of [`flag_choices`] means.
pub fn flag_of(value: &str) -> Option<bool> {
    match value {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// The kind of a question that is yes, no, or left to the cloud.
pub fn flag(draft: &Draft, field: FieldId) -> Kind {
    let value = flag_value(draft.flag(field).copied().flatten());
    one_of(flag_choices(), value)
}

/// A choice of which the one with this value is chosen.
pub fn one_of(choices: Vec<Choice>, value: &str) -> Kind {
    let chosen = choices.iter().position(|choice| choice.value == value);
    Kind::Choice { choices, chosen }
}

/// What a value of a question with a few answers is called; `None` where it is shown as it is.
pub fn choice_words(wizard: &Wizard, field: FieldId, value: &str) -> Option<&'static str> {
    let fields = all_fields(wizard, field.step());
    let (_, kind) = fields.into_iter().find(|(known, _)| *known == field)?;
    let Kind::Choice { choices, .. } = kind else { return None };
    match choices.into_iter().find(|choice| choice.value == value)?.label {
        Label::Words(words) => Some(words),
        _ => None,
    }
}

/// What the answer to a [`flag`] reads like.
pub fn flag_shown(draft: &Draft, field: FieldId) -> Label {
    Label::Words(match draft.flag(field).copied().flatten() {
        None => "flag.default",
        Some(true) => "flag.yes",
        Some(false) => "flag.no",
    })
}

/// The fields of a step, in order. Those that mean nothing for the answers so far are left out, and
/// those behind a fold that is closed, unless they are answered or wrong.
pub fn fields(wizard: &Wizard, step: StepId) -> Vec<(FieldId, Kind)> {
    let mut fields = all_fields(wizard, step);
    fields.retain(|(field, _)| field.fold().is_none_or(|fold| in_sight(wizard, *field, fold)));
    fields
}

/// What is behind a fold, in order.
pub fn folded(wizard: &Wizard, fold: FieldId) -> Vec<FieldId> {
    let fields = all_fields(wizard, fold.step()).into_iter().map(|(field, _)| field);
    fields.filter(|field| field.fold() == Some(fold)).collect()
}

fn in_sight(wizard: &Wizard, field: FieldId, fold: FieldId) -> bool {
    wizard.unfolded.contains(&fold)
        || wizard.answered.contains(&field)
        || wizard
            .problems
            .iter()
            .any(|problem| problem.field == field && problem.severity == Severity::Error)
}

/// The fold of a step.
fn fold(wizard: &Wizard, fold: FieldId) -> (FieldId, Kind) {
    (fold, Kind::Fold { open: wizard.unfolded.contains(&fold) })
}

/// The fields of a step as if all folds were open.
pub fn all_fields(wizard: &Wizard, step: StepId) -> Vec<(FieldId, Kind)> {
    match step {
        StepId::Zone => zone::fields(wizard),
        StepId::Spec => spec::fields(wizard),
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
        FieldId::EhcCluster => draft.zone.clone().map(Ask::EhcClusters),
        FieldId::SnapshotPolicy => Some(Ask::SnapshotPolicies),
        FieldId::Interfaces => draft.vpc.clone().map(Ask::Interfaces),
        FieldId::DeploymentSets => Some(Ask::DeploymentSets),
        FieldId::Role => Some(Ask::Roles),
        FieldId::ResourceGroup => Some(Ask::ResourceGroups),
        _ => None,
    }
}

/// How many rows about its highlight a table would like to have below it.
pub fn details(field: FieldId) -> u16 {
    match field {
        FieldId::Image => image::DETAILS,
        _ => 0,
    }
}

/// What a table shows.
pub fn table_state(wizard: &Wizard, field: FieldId) -> TableState<'_> {
    let Some(ask) = table_ask(&wizard.draft, field) else {
        return TableState::Waits(match field {
            FieldId::Groups | FieldId::Interfaces => FieldId::Vpc,
            _ => FieldId::Zone,
        });
    };
    let load = wizard.cloud.load(&ask);
    match load {
        None => TableState::Loading(wizard.now),
        Some(Load { value: None, state: LoadState::Loading(since), .. }) => {
            TableState::Loading(*since)
        }
        Some(Load { value: None, state: LoadState::Failed(fault), .. }) => {
            TableState::Failed(fault)
        }
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
        FieldId::EhcCluster => spec::cluster_rows(wizard),
        _ => match field.step() {
            StepId::Disks => disks::rows(wizard, field),
            StepId::Network => network::rows(wizard, field),
            _ => system::rows(wizard, field),
        },
    }
}

/// What a step in front wants to know beyond the lists of every purchase.
pub fn wants(wizard: &Wizard, step: StepId) -> Vec<Ask> {
    let mut asks = match step {
        StepId::Zone => zone::wants(wizard),
        StepId::Spec => spec::wants(wizard),
        StepId::Disks => disks::wants(wizard),
        StepId::Billing => billing::wants(),
        StepId::Review => review::wants(wizard),
        StepId::Image | StepId::Network | StepId::System => Vec::new(),
    };
    // The tables in sight, and those that an answer refers to.
    let tables = fields(wizard, step).into_iter().filter(|(_, kind)| kind.is_table());
    asks.extend(tables.filter_map(|(field, _)| table_ask(&wizard.draft, field)));
    asks
}

/// The id of a row: what is stored when it is chosen.
pub fn row_id(wizard: &Wizard, field: FieldId, row: usize) -> Option<String> {
    match field {
        FieldId::Zone => zone::row_id(wizard, row),
        FieldId::Spec => spec::row_id(wizard, row),
        FieldId::Image => image::row_id(wizard, row),
        FieldId::EhcCluster => spec::cluster_id(wizard, row),
        _ => match field.step() {
            StepId::Disks => disks::row_id(wizard, field, row),
            StepId::Network => network::row_id(wizard, field, row),
            _ => system::row_id(wizard, field, row),
        },
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
        _ => match field.step() {
            StepId::Disks => disks::reason(wizard, field, row),
            StepId::Network => network::reason(wizard, field, row),
            StepId::System => system::reason(wizard, field, row),
            _ => None,
        },
    }
}

/// Whether a row is (one of) the answer(s).
pub fn is_chosen(wizard: &Wizard, field: FieldId, row: usize) -> bool {
    let Some(id) = row_id(wizard, field, row) else { return false };
    let draft = &wizard.draft;
    draft.marks(field).is_some_and(|ids| ids.contains(&id))
        || draft.choice(field).and_then(Option::as_deref) == Some(id.as_str())
}

/// The form for an entry of a list of sub-forms as it stands, or for a new one.
pub fn item_form(wizard: &Wizard, field: FieldId, index: Option<usize>) -> ItemForm {
    item_form_of(wizard, &wizard.draft, field, index)
}

/// The same, of another draft.
pub fn item_form_of(
    wizard: &Wizard,
    draft: &Draft,
    field: FieldId,
    index: Option<usize>,
) -> ItemForm {
    let cells = match field.step() {
        StepId::Network => network::item_form(wizard, draft, field, index),
        StepId::System => system::item_form(wizard, draft, field, index),
        _ => disks::item_form(wizard, draft, field, index),
    };
    ItemForm::new(field, index, cells)
}

/// Puts what a form says into its list: in the place of its entry, or behind the last.
pub fn put_item(draft: &mut Draft, form: &ItemForm) {
    match form.field.step() {
        StepId::Network => network::put_item(draft, form),
        StepId::System => system::put_item(draft, form),
        _ => disks::put_item(draft, form),
    }
}

/// After a choice of a form was turned, or something else that its questions hang on changed: they
/// follow.
pub fn adjust_item(wizard: &Wizard, form: &mut ItemForm, turned: Option<&str>) {
    if form.field.step() == StepId::Disks {
        disks::adjust_item(wizard, form, turned);
    }
}

/// The most entries that a list of sub-forms takes, where something limits it.
pub fn item_limit(wizard: &Wizard, field: FieldId) -> Option<usize> {
    (field.step() == StepId::Disks).then(|| disks::item_limit(wizard, field)).flatten()
}

/// What there is to say about the entry in a form: limits, a price.
pub fn item_notes(wizard: &Wizard, form: &ItemForm) -> Vec<Label> {
    match form.field.step() {
        StepId::Network => network::item_notes(wizard, form),
        StepId::System => system::item_notes(wizard, form),
        _ => disks::item_notes(wizard, form),
    }
}

/// The name that a question of a form has in the API; empty where the entry is nothing but it.
pub fn item_api_name(field: FieldId, cell: &str) -> &'static str {
    match field.step() {
        StepId::Disks => disks::item_api_name(cell),
        _ => "",
    }
}

/// The columns of an entry in its list.
pub fn item_columns(wizard: &Wizard, field: FieldId, index: usize) -> Vec<Label> {
    match field.step() {
        StepId::Network => network::item_columns(wizard, field, index),
        StepId::System => system::item_columns(wizard, field, index),
        _ => disks::item_columns(wizard, field, index),
    }
}

/// Puts an entry into a list: in the place of the one at `index`, or behind the last.
fn put<T>(items: &mut Vec<T>, index: Option<usize>, item: T) {
    match index.and_then(|index| items.get_mut(index)) {
        Some(place) => *place = item,
        None => items.push(item),
    }
}

/// What the answer to a field reads like: in the rail, on a closed field, on Review.
pub fn shown(wizard: &Wizard, field: FieldId) -> Label {
    if let Some(Kind::Fold { .. }) = kind(wizard, field) {
        let names = folded(wizard, field).into_iter();
        return Label::List(names.map(Label::Field).collect());
    }
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
