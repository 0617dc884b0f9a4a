//! Step 6: names and login.

use secrecy::ExposeSecret as _;

use crate::app::field::{Choice, Kind, Label};
use crate::app::items::{Cell, ItemForm};
use crate::app::steps;
use crate::app::steps::{Reason, passes};
use crate::app::wizard::Wizard;
use crate::domain::catalog::OsType;
use crate::domain::draft::Draft;
use crate::domain::draft::LoginChoice;
use crate::domain::field::FieldId;
use crate::domain::plan::Tag;

/// The ways to log in, with their words.
pub const LOGINS: [(LoginChoice, &str); 4] = [
    (LoginChoice::KeyPair, "login.key_pair"),
    (LoginChoice::Password, "login.password"),
    (LoginChoice::KeepImage, "login.keep_image"),
    (LoginChoice::Later, "login.later"),
];

pub(super) fn fields(wizard: &Wizard) -> Vec<(FieldId, Kind)> {
    let choices = LOGINS
        .iter()
        .map(|(login, words)| Choice {
            value: <&str>::from(*login).to_owned(),
            label: Label::Words(words),
        })
        .collect();
    let chosen = LOGINS.iter().position(|(login, _)| *login == wizard.draft.login);
    let mut fields = vec![
        (FieldId::Name, Kind::Text),
        (FieldId::Hostname, Kind::Text),
        (FieldId::Login, Kind::Choice { choices, chosen }),
    ];
    match wizard.draft.login {
        LoginChoice::KeyPair => fields.push((FieldId::KeyPair, Kind::Table)),
        LoginChoice::Password => {
            fields.push((FieldId::Password, Kind::Secret));
            fields.push((FieldId::PasswordAgain, Kind::Secret));
        }
        LoginChoice::KeepImage | LoginChoice::Later => {}
    }
    fields.extend([
        steps::fold(wizard, FieldId::SystemMore),
        (FieldId::OrderedSuffix, steps::flag(&wizard.draft, FieldId::OrderedSuffix)),
        (FieldId::HostnameDomain, steps::flag(&wizard.draft, FieldId::HostnameDomain)),
        (FieldId::Role, Kind::Optional),
        (FieldId::DeletionProtection, steps::flag(&wizard.draft, FieldId::DeletionProtection)),
        (FieldId::Tags, Kind::Items),
        (FieldId::TagRelated, steps::flag(&wizard.draft, FieldId::TagRelated)),
        (FieldId::ResourceGroup, Kind::Optional),
    ]);
    fields
}

pub(super) fn item_form(
    _wizard: &Wizard,
    draft: &Draft,
    _field: FieldId,
    index: Option<usize>,
) -> Vec<Cell> {
    let tag = index.and_then(|index| draft.tags.get(index));
    let (key, value) = tag.map_or(("", ""), |tag| (tag.key.as_str(), tag.value.as_str()));
    vec![Cell::text("tag_key", key), Cell::text("tag_value", value)]
}

pub(super) fn put_item(draft: &mut Draft, form: &ItemForm) {
    let tag = Tag {
        key: form.value("tag_key").trim().to_owned(),
        value: form.value("tag_value").trim().to_owned(),
    };
    steps::put(&mut draft.tags, form.index, tag);
}

/// There is no more to say of a tag than its help.
pub(super) fn item_notes(_wizard: &Wizard, _form: &ItemForm) -> Vec<Label> {
    Vec::new()
}

pub(super) fn item_columns(wizard: &Wizard, _field: FieldId, index: usize) -> Vec<Label> {
    let Some(tag) = wizard.draft.tags.get(index) else { return Vec::new() };
    vec![Label::text(tag.key.clone()), Label::text(tag.value.clone())]
}

pub(super) fn rows(wizard: &Wizard, _field: FieldId) -> (Vec<usize>, usize) {
    let pairs = wizard.cloud.key_pairs().map(Vec::as_slice).unwrap_or_default();
    let filter = wizard.picker(FieldId::KeyPair).map_or("", |picker| picker.filter.value());
    let found = (0..pairs.len()).filter(|row| {
        let pair = &pairs[*row];
        passes(&format!("{} {} {}", pair.name, pair.id, pair.description), filter)
    });
    (found.collect(), pairs.len())
}

pub(super) fn row_id(wizard: &Wizard, _field: FieldId, row: usize) -> Option<String> {
    wizard.cloud.key_pairs()?.get(row).map(|pair| pair.id.clone())
}

pub(super) fn reason(wizard: &Wizard, field: FieldId, _row: usize) -> Option<Reason> {
    if field != FieldId::KeyPair {
        return None;
    }
    let image = wizard.cloud.facts(&wizard.draft).image(&wizard.draft)?;
    (image.os_type == OsType::Windows).then(|| Reason::plain("linux_only"))
}

/// The names that the instances of this order will get, as far as they can be foreseen.
pub fn names(wizard: &Wizard) -> Label {
    let name = wizard.draft.name.trim();
    let several = wizard.draft.count.trim().parse::<u32>().is_ok_and(|count| count > 1);
    match (name.is_empty(), several) {
        (true, _) => Label::Words("names.generated"),
        (false, true) => Label::Filled(
            "names.numbered",
            vec![("name", name.to_owned()), ("count", wizard.draft.count.trim().to_owned())],
        ),
        (false, false) => Label::text(name),
    }
}

pub(super) fn shown(wizard: &Wizard, field: FieldId) -> Label {
    let draft = &wizard.draft;
    match field {
        FieldId::Name if draft.name.trim().is_empty() => Label::Words("names.generated"),
        FieldId::Hostname if draft.hostname.trim().is_empty() => Label::Words("names.generated"),
        FieldId::Name => names(wizard),
        FieldId::Hostname => Label::text(draft.hostname.trim()),
        FieldId::Login => {
            let words = LOGINS.iter().find(|(login, _)| *login == draft.login);
            words.map_or(Label::Empty, |(_, words)| Label::Words(words))
        }
        FieldId::KeyPair => {
            let pairs = wizard.cloud.key_pairs().map(Vec::as_slice).unwrap_or_default();
            let pair =
                pairs.iter().find(|pair| Some(pair.id.as_str()) == draft.key_pair.as_deref());
            match (pair, draft.key_pair.as_deref()) {
                (Some(pair), _) => Label::text(format!("{} ({})", pair.name, pair.id)),
                (None, Some(id)) => Label::text(id),
                (None, None) => Label::Empty,
            }
        }
        _ if draft.password.expose_secret().is_empty() => Label::Empty,
        _ => Label::Words("password.set"),
    }
}

pub(super) fn summary(wizard: &Wizard) -> Label {
    let draft = &wizard.draft;
    if !draft.name.trim().is_empty() {
        return Label::text(draft.name.trim());
    }
    match draft.login {
        LoginChoice::KeyPair => {
            let pairs = wizard.cloud.key_pairs().map(Vec::as_slice).unwrap_or_default();
            let pair =
                pairs.iter().find(|pair| Some(pair.id.as_str()) == draft.key_pair.as_deref());
            pair.map_or(Label::Empty, |pair| {
                Label::Filled("login.with_key", vec![("name", pair.name.clone())])
            })
        }
        _ => shown(wizard, FieldId::Login),
    }
}
