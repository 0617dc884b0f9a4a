//! Step 6: names, the first login, and what few purchases say of the system.

use std::path::Path;

use secrecy::ExposeSecret as _;

use crate::app::field::{Choice, Kind, Label};
use crate::app::items::{Cell, ItemForm};
use crate::app::steps;
use crate::app::steps::{Reason, passes};
use crate::app::wizard::Wizard;
use crate::domain::catalog::{ImageKind, KeyPair, OsType, ResourceGroup};
use crate::domain::draft::Draft;
use crate::domain::draft::LoginChoice;
use crate::domain::field::FieldId;
use crate::domain::plan::{HostEye, Tag};

/// The ways to log in, with their words.
pub const LOGINS: [(LoginChoice, &str); 4] = [
    (LoginChoice::KeyPair, "login.key_pair"),
    (LoginChoice::Password, "login.password"),
    (LoginChoice::KeepImage, "login.keep_image"),
    (LoginChoice::Later, "login.later"),
];

pub(super) fn fields(wizard: &Wizard) -> Vec<(FieldId, Kind)> {
    let draft = &wizard.draft;
    let mut fields = vec![
        (FieldId::Name, Kind::Text),
        (FieldId::Hostname, Kind::Text),
        (FieldId::Login, steps::one_of(logins(wizard), draft.login.into())),
    ];
    match draft.login {
        LoginChoice::KeyPair => fields.push((FieldId::KeyPair, Kind::Table)),
        LoginChoice::Password => {
            fields.push((FieldId::Password, Kind::Secret));
            fields.push((FieldId::PasswordAgain, Kind::Secret));
        }
        LoginChoice::KeepImage | LoginChoice::Later => {}
    }
    fields.extend([
        steps::fold(wizard, FieldId::SystemMore),
        (FieldId::OrderedSuffix, steps::flag(draft, FieldId::OrderedSuffix)),
        (FieldId::HostnameDomain, steps::flag(draft, FieldId::HostnameDomain)),
        (FieldId::UserData, Kind::Lines),
        (FieldId::Role, Kind::Optional),
        (FieldId::HostEye, steps::one_of(host_eyes(), host_eye_value(draft.host_eye))),
        (FieldId::DeletionProtection, steps::flag(draft, FieldId::DeletionProtection)),
        (FieldId::Tags, Kind::Items),
    ]);
    // Without tags there is nothing to copy; a yes left from before is said there (`tag.relation`).
    if !draft.tags.is_empty() || draft.tag_related == Some(true) {
        fields.push((FieldId::TagRelated, steps::flag(draft, FieldId::TagRelated)));
    }
    fields.push((FieldId::ResourceGroup, Kind::Optional));
    fields
}

/// The ways to log in that are offered: the image's own password only with images that may have one
/// (limits.md `x.login_keep`), unless it is the answer already.
fn logins(wizard: &Wizard) -> Vec<Choice> {
    let image = wizard.cloud.facts(&wizard.draft).image(&wizard.draft);
    let own =
        image.is_some_and(|image| matches!(image.kind, ImageKind::Custom | ImageKind::Shared));
    let offered =
        |login: LoginChoice| login != LoginChoice::KeepImage || own || wizard.draft.login == login;
    let offered = LOGINS.iter().filter(|(login, _)| offered(*login));
    offered
        .map(|(login, words)| Choice {
            value: <&str>::from(*login).to_owned(),
            label: Label::Words(words),
        })
        .collect()
}

fn host_eye_words(host_eye: Option<HostEye>) -> &'static str {
    match host_eye {
        None => "host_eye.default",
        Some(HostEye::Open) => "host_eye.open",
        Some(HostEye::Enterprise) => "host_eye.enterprise",
        Some(HostEye::Off) => "host_eye.off",
    }
}

fn host_eye_value(host_eye: Option<HostEye>) -> &'static str {
    host_eye.map_or("", HostEye::name)
}

fn host_eyes() -> Vec<Choice> {
    let all = std::iter::once(None).chain(HostEye::ALL.map(Some));
    all.map(|host_eye| Choice {
        value: host_eye_value(host_eye).to_owned(),
        label: Label::Words(host_eye_words(host_eye)),
    })
    .collect()
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

/// The resource groups one below the other as a tree is read, each with how deep it stands.
pub fn resource_groups(wizard: &Wizard) -> Vec<(usize, &ResourceGroup)> {
    fn walk<'a>(
        groups: &'a [ResourceGroup],
        depth: usize,
        found: &mut Vec<(usize, &'a ResourceGroup)>,
    ) {
        for group in groups {
            found.push((depth, group));
            walk(&group.children, depth + 1, found);
        }
    }
    let mut found = Vec::new();
    walk(wizard.cloud.resource_groups().map(Vec::as_slice).unwrap_or_default(), 0, &mut found);
    found
}

fn key_pairs(wizard: &Wizard) -> &[KeyPair] {
    wizard.cloud.key_pairs().map(Vec::as_slice).unwrap_or_default()
}

pub(super) fn rows(wizard: &Wizard, field: FieldId) -> (Vec<usize>, usize) {
    let filter = wizard.picker(field).map_or("", |picker| picker.filter.value());
    let texts: Vec<String> = match field {
        FieldId::Role => {
            let roles = wizard.cloud.roles().map(Vec::as_slice).unwrap_or_default();
            roles.iter().map(|role| role.name.clone()).collect()
        }
        FieldId::ResourceGroup => {
            let groups = resource_groups(wizard).into_iter();
            groups
                .map(|(_, group)| format!("{} {} {}", group.name, group.id, group.extra))
                .collect()
        }
        _ => {
            let text = |pair: &KeyPair| format!("{} {} {}", pair.name, pair.id, pair.description);
            key_pairs(wizard).iter().map(text).collect()
        }
    };
    let found = (0..texts.len()).filter(|row| passes(&texts[*row], filter));
    (found.collect(), texts.len())
}

pub(super) fn row_id(wizard: &Wizard, field: FieldId, row: usize) -> Option<String> {
    match field {
        FieldId::Role => wizard.cloud.roles()?.get(row).map(|role| role.name.clone()),
        FieldId::ResourceGroup => {
            resource_groups(wizard).get(row).map(|(_, group)| group.id.clone())
        }
        _ => key_pairs(wizard).get(row).map(|pair| pair.id.clone()),
    }
}

pub(super) fn reason(wizard: &Wizard, field: FieldId, _row: usize) -> Option<Reason> {
    if field != FieldId::KeyPair {
        return None;
    }
    let image = wizard.cloud.facts(&wizard.draft).image(&wizard.draft)?;
    (image.os_type == OsType::Windows).then(|| Reason::plain("linux_only"))
}

/// The names, or host names, that the instances of this order will get, as far as they can be foreseen
/// (contract.md §12: the cloud numbers them, from 0 or from 1).
pub fn names(wizard: &Wizard, field: FieldId) -> Label {
    let draft = &wizard.draft;
    let name = draft.text(field).map_or("", |name| name.trim()).to_owned();
    let count = draft.count.trim().to_owned();
    let several = count.parse::<u32>().is_ok_and(|count| count > 1);
    match (name.is_empty(), several, draft.ordered_suffix) {
        (true, true, _) => Label::Words("names.generated_numbered"),
        (true, false, _) => Label::Words("names.generated"),
        (false, true, _) => Label::Filled("names.numbered", vec![("name", name), ("count", count)]),
        (false, false, Some(true)) => Label::Filled("names.suffixed", vec![("name", name)]),
        (false, false, _) => Label::Text(name),
    }
}

/// The same where it is another than what is typed.
pub fn preview(wizard: &Wizard, field: FieldId) -> Option<Label> {
    let named = matches!(field, FieldId::Name | FieldId::Hostname);
    named.then(|| names(wizard, field)).filter(|names| matches!(names, Label::Filled(..)))
}

/// The preview in few cells, beside a name that is being typed.
pub fn beside(wizard: &Wizard, field: FieldId) -> Option<Label> {
    match preview(wizard, field)? {
        Label::Filled("names.numbered", values) => Some(Label::Filled("names.beside", values)),
        Label::Filled(_, values) => Some(Label::Filled("names.beside_one", values)),
        _ => None,
    }
}

pub(super) fn shown(wizard: &Wizard, field: FieldId) -> Label {
    let draft = &wizard.draft;
    match field {
        FieldId::Name | FieldId::Hostname => names(wizard, field),
        FieldId::Login => {
            let words = LOGINS.iter().find(|(login, _)| *login == draft.login);
            words.map_or(Label::Empty, |(_, words)| Label::Words(words))
        }
        FieldId::KeyPair => {
            let id = draft.key_pair.as_deref();
            let pair = key_pairs(wizard).iter().find(|pair| Some(pair.id.as_str()) == id);
            named(pair.map(|pair| pair.name.as_str()), id)
        }
        FieldId::UserData => user_data(wizard),
        FieldId::Role => match &draft.role {
            Some(role) => Label::text(role.clone()),
            None => Label::Words("system.no_role"),
        },
        FieldId::HostEye => Label::Words(host_eye_words(draft.host_eye)),
        FieldId::DeletionProtection | FieldId::TagRelated if draft.flag(field) == Some(&None) => {
            Label::Words("system.default_off")
        }
        FieldId::OrderedSuffix
        | FieldId::HostnameDomain
        | FieldId::DeletionProtection
        | FieldId::TagRelated => steps::flag_shown(draft, field),
        FieldId::Tags if draft.tags.is_empty() => Label::Words("system.no_tags"),
        FieldId::Tags => {
            let said = |tag: &Tag| match tag.value.as_str() {
                "" => Label::text(tag.key.clone()),
                value => Label::text(format!("{}={value}", tag.key)),
            };
            Label::List(draft.tags.iter().map(said).collect())
        }
        FieldId::ResourceGroup => {
            let Some(id) = draft.resource_group.as_deref() else {
                return Label::Words("system.default_group");
            };
            let groups = resource_groups(wizard);
            let group = groups.iter().find(|(_, group)| group.id == id);
            named(group.map(|(_, group)| group.name.as_str()), Some(id))
        }
        _ if draft.password.expose_secret().is_empty() => Label::Empty,
        _ => Label::Words("password.set"),
    }
}

/// `name (id)`, or the id alone where its list is not known.
fn named(name: Option<&str>, id: Option<&str>) -> Label {
    match (name, id) {
        (Some(name), Some(id)) if !name.is_empty() => Label::text(format!("{name} ({id})")),
        (_, Some(id)) => Label::text(id),
        (_, None) => Label::Empty,
    }
}

/// How large the user data is and where it comes from; never what it says.
fn user_data(wizard: &Wizard) -> Label {
    let text = wizard.draft.user_data.expose();
    if text.trim().is_empty() {
        return Label::Words("system.no_user_data");
    }
    let lines = text.lines().count().to_string();
    let mut values = vec![("lines", lines), ("bytes", text.len().to_string())];
    match &wizard.lines_file {
        Some(path) => {
            let name = Path::new(path).file_name().map(|name| name.to_string_lossy().into_owned());
            values.push(("file", name.unwrap_or_else(|| path.clone())));
            Label::Filled("user_data.from_file", values)
        }
        None => Label::Filled("user_data.typed", values),
    }
}

pub(super) fn summary(wizard: &Wizard) -> Label {
    let draft = &wizard.draft;
    if !draft.name.trim().is_empty() {
        return Label::text(draft.name.trim());
    }
    match draft.login {
        LoginChoice::KeyPair => {
            let id = draft.key_pair.as_deref();
            let pair = key_pairs(wizard).iter().find(|pair| Some(pair.id.as_str()) == id);
            pair.map_or(Label::Empty, |pair| {
                Label::Filled("login.with_key", vec![("name", pair.name.clone())])
            })
        }
        _ => shown(wizard, FieldId::Login),
    }
}
