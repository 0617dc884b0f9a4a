//! Giving an answer: every change of the draft goes through here.

use secrecy::SecretString;

use crate::app::edit;
use crate::app::effect::Effect;
use crate::app::kept;
use crate::app::steps::{self, image, system};
use crate::app::wizard::{Notice, Wizard};
use crate::domain::draft::{DiskDraft, Draft};
use crate::domain::field::FieldId;
use crate::domain::plan::{
    BID_MODEL_CUSTOM, ChargeType, Hidden, HostEye, Line, Numa, Partition, Payment, RenewUnit,
    ThreadsPerCore,
};
use crate::domain::problem::{Fix, Part, Severity};
use crate::domain::units::Months;

/// The text of a typed field; empty for others and for secrets.
pub(crate) fn typed(wizard: &Wizard, field: FieldId) -> &str {
    wizard.draft.text(field).map_or("", String::as_str)
}

/// Stores what was typed.
pub(crate) fn set_typed(wizard: &mut Wizard, field: FieldId, text: String) {
    if matches!(field, FieldId::Password | FieldId::PasswordAgain) {
        return set_secret(wizard, field, text.into());
    }
    let Some(place) = wizard.draft.text_mut(field) else { return };
    if *place == text {
        return;
    }
    *place = text;
    if matches!(field, FieldId::SystemDiskSize | FieldId::Bandwidth) {
        wizard.typing_since = Some(wizard.now);
    }
    given(wizard, field);
}

/// Stores a secret that was typed.
pub(crate) fn set_secret(wizard: &mut Wizard, field: FieldId, secret: SecretString) {
    match field {
        FieldId::Password => wizard.draft.password = secret,
        FieldId::PasswordAgain => wizard.draft.password_again = secret,
        _ => return,
    }
    given(wizard, field);
}

/// Stores a text of several lines.
pub(crate) fn set_lines(wizard: &mut Wizard, field: FieldId, text: Hidden) {
    if let Some(place) = wizard.draft.lines_mut(field) {
        *place = text;
        given(wizard, field);
    }
}

fn given(wizard: &mut Wizard, field: FieldId) {
    wizard.answered.insert(field);
    wizard.dirty = true;
}

/// Chooses a row or a choice by its value. What hangs on the answer and no longer fits is treated as
/// [`kept`] says.
pub(crate) fn choose(wizard: &mut Wizard, field: FieldId, value: &str) -> Vec<Effect> {
    if let Some(place) = wizard.draft.flag_mut(field) {
        *place = steps::flag_of(value);
        given(wizard, field);
        return Vec::new();
    }
    let draft = &mut wizard.draft;
    match field {
        FieldId::Region => return change_region(wizard, value),
        FieldId::ImageKind => {
            let kind = image::KINDS.iter().find(|(name, _)| *name == value);
            wizard.image_kind = kind.and_then(|(_, kind)| kind.clone());
        }
        FieldId::ImageOs => {
            wizard.image_os = Some(value.to_owned()).filter(|value| !value.is_empty());
        }
        FieldId::Zone | FieldId::Vpc => kept::relocate(wizard, field, value),
        FieldId::GroupKind => draft.enterprise = value == "enterprise",
        FieldId::PublicIp => draft.public_ip = value == "buy",
        FieldId::Charge => draft.charge = named(&ChargeType::ALL, ChargeType::api_name, value),
        FieldId::Line => draft.line = named(Line::ALL, Line::api_name, value),
        FieldId::ThreadsPerCore => {
            draft.threads_per_core = named(ThreadsPerCore::ALL, ThreadsPerCore::api_name, value);
        }
        FieldId::Numa => draft.numa = named(Numa::ALL, Numa::api_name, value),
        FieldId::SystemPartition => {
            draft.system_partition = named(Partition::ALL, Partition::api_name, value);
        }
        FieldId::DataPartition => {
            draft.data_partition = named(Partition::ALL, Partition::api_name, value);
        }
        FieldId::HostEye => draft.host_eye = named(&HostEye::ALL, HostEye::name, value),
        FieldId::Login => {
            let login = system::LOGINS.iter().find(|(login, _)| <&str>::from(*login) == value);
            draft.login = login.map_or(draft.login, |(login, _)| *login);
        }
        FieldId::Payment => {
            let payment = named(&Payment::ALL, Payment::api_name, value);
            draft.payment = payment.unwrap_or_default();
        }
        FieldId::Months => draft.months = value.parse().map_or(draft.months, Months),
        FieldId::BidModel => draft.own_bid = value == BID_MODEL_CUSTOM,
        FieldId::RenewUnit => draft.renew.unit = named(RenewUnit::ALL, RenewUnit::api_name, value),
        _ if draft.marks(field).is_some() => set_marks(wizard, field, value),
        _ => {
            if let Some(place) = draft.choice_mut(field) {
                *place = Some(value.to_owned()).filter(|value| !value.is_empty());
            } else {
                set_typed(wizard, field, value.to_owned());
                edit::set_by_choice(wizard, field);
            }
        }
    }
    if field == FieldId::KeyPair {
        // Who chooses a key pair wants to log in by it: an image that takes none says so, instead of
        // turning to a password by itself.
        given(wizard, FieldId::Login);
    }
    given(wizard, field);
    Vec::new()
}

/// The one of these that the API calls so; `None` leaves it to the cloud.
fn named<T: Copy>(all: &[T], name: impl Fn(T) -> &'static str, value: &str) -> Option<T> {
    all.iter().copied().find(|one| name(*one) == value)
}

fn set_marks(wizard: &mut Wizard, field: FieldId, ids: &str) {
    let ids = ids.split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect();
    if let Some(marks) = wizard.draft.marks_mut(field) {
        *marks = ids;
    }
}

/// Marks or unmarks one row of a table of which several, or none, can be chosen.
pub(crate) fn toggle(wizard: &mut Wizard, field: FieldId, id: &str) {
    if let Some(ids) = wizard.draft.marks_mut(field) {
        match ids.iter().position(|known| known == id) {
            Some(at) => drop(ids.remove(at)),
            None => ids.push(id.to_owned()),
        }
    } else if let Some(place) = wizard.draft.choice_mut(field) {
        let unchosen = place.as_deref() != Some(id);
        *place = unchosen.then(|| id.to_owned());
    }
    given(wizard, field);
}

/// Another region: other hosts are asked from here on.
fn change_region(wizard: &mut Wizard, region: &str) -> Vec<Effect> {
    if wizard.draft.region == region {
        return Vec::new();
    }
    kept::relocate(wizard, FieldId::Region, region);
    given(wizard, FieldId::Region);
    vec![Effect::ChangeRegion(region.to_owned())]
}

/// Applies an offered way out and says what it did.
pub(crate) fn apply_fix(wizard: &mut Wizard, fix: &Fix) -> Vec<Effect> {
    let effects = if fix.item.is_some() || wizard.draft.items(fix.field).is_some() {
        fix_item(&mut wizard.draft, fix);
        given(wizard, fix.field);
        Vec::new()
    } else {
        choose(wizard, fix.field, &fix.value)
    };
    let value = if fix.value.is_empty() { "—" } else { &fix.value };
    let mut words = "notice.fixed";
    let mut values = vec![("field", fix.field.name().to_owned()), ("value", value.to_owned())];
    if let Some(item) = fix.item {
        words = "notice.fixed_item";
        values.push(("number", (item + 1).to_string()));
    } else if let Some(choice) = steps::choice_words(wizard, fix.field, &fix.value) {
        values.push(("choice", choice.to_owned()));
    }
    wizard.notice = Some(Notice { words, values, severity: Severity::Hint });
    effects
}

/// Applies a way out to a list of sub-forms, or to an entry of it.
pub(crate) fn fix_item(draft: &mut Draft, fix: &Fix) {
    let value = &fix.value;
    let (Some(item), Some(part)) = (fix.item, fix.part) else {
        let kept = value.parse().unwrap_or(0);
        while draft.items(fix.field).is_some_and(|items| items > kept) {
            draft.remove_item(fix.field, kept);
        }
        return;
    };
    let text = match (fix.field, part) {
        (FieldId::DataDisks, part) => {
            return draft.data_disks.get_mut(item).map_or((), |disk| fix_disk(disk, part, value));
        }
        (FieldId::FileSystems, Part::Path) => {
            draft.file_systems.get_mut(item).map(|of| &mut of.path)
        }
        (FieldId::InternalIps, Part::Address) => draft.internal_ips.get_mut(item),
        (FieldId::Tags, Part::Key) => draft.tags.get_mut(item).map(|tag| &mut tag.key),
        (FieldId::Tags, Part::Value) => draft.tags.get_mut(item).map(|tag| &mut tag.value),
        _ => None,
    };
    if let Some(text) = text {
        text.clone_from(value);
    }
}

fn fix_disk(disk: &mut DiskDraft, part: Part, value: &str) {
    let value = value.to_owned();
    match part {
        Part::Size => disk.size = value,
        Part::Type => disk.storage_type = value,
        Part::Name => disk.name = value,
        Part::ExtraIo => disk.extra_io = value,
        Part::Snapshot => disk.snapshot = Some(value).filter(|id| !id.is_empty()),
        Part::Release => disk.delete_with_instance = steps::flag_of(&value),
        Part::Address | Part::Path | Part::Key | Part::Value => {}
    }
}
