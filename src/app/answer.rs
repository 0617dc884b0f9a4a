//! Giving an answer: every change of the draft goes through here.

use secrecy::SecretString;

use crate::app::effect::Effect;
use crate::app::steps::{billing, image, system};
use crate::app::wizard::{Notice, Wizard};
use crate::domain::field::FieldId;
use crate::domain::plan::{ChargeType, Payment};
use crate::domain::problem::{Fix, Severity};
use crate::domain::units::Months;

/// The text of a typed field; empty for others and for secrets.
pub(crate) fn typed(wizard: &Wizard, field: FieldId) -> &str {
    let draft = &wizard.draft;
    match field {
        FieldId::Count => &draft.count,
        FieldId::SystemDiskSize => &draft.system_disk_size,
        FieldId::LocalDisk => &draft.local_disk,
        FieldId::Bandwidth => &draft.bandwidth,
        FieldId::Name => &draft.name,
        FieldId::Hostname => &draft.hostname,
        _ => "",
    }
}

/// Stores what was typed.
pub(crate) fn set_typed(wizard: &mut Wizard, field: FieldId, text: String) {
    let draft = &mut wizard.draft;
    let place = match field {
        FieldId::Count => &mut draft.count,
        FieldId::SystemDiskSize => &mut draft.system_disk_size,
        FieldId::LocalDisk => &mut draft.local_disk,
        FieldId::Bandwidth => &mut draft.bandwidth,
        FieldId::Name => &mut draft.name,
        FieldId::Hostname => &mut draft.hostname,
        FieldId::Password | FieldId::PasswordAgain => {
            return set_secret(wizard, field, text.into());
        }
        _ => return,
    };
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

fn given(wizard: &mut Wizard, field: FieldId) {
    wizard.answered.insert(field);
    wizard.dirty = true;
}

/// Chooses a row or a choice by its value. What hangs on the answer and no longer fits is asked
/// anew, and said.
pub(crate) fn choose(wizard: &mut Wizard, field: FieldId, value: &str) -> Vec<Effect> {
    let some = || Some(value.to_owned());
    match field {
        FieldId::Region => return change_region(wizard, value),
        FieldId::Zone => wizard.draft.zone = some(),
        FieldId::Spec => wizard.draft.spec = some(),
        FieldId::ImageKind => {
            let kind = image::KINDS.iter().find(|(name, _)| *name == value);
            wizard.image_kind = kind.and_then(|(_, kind)| kind.clone());
        }
        FieldId::Image => wizard.draft.image = some(),
        FieldId::SystemDiskType => wizard.draft.system_disk_type = some(),
        FieldId::Vpc => change_vpc(wizard, value),
        FieldId::Subnet => wizard.draft.subnet = some(),
        FieldId::GroupKind => wizard.draft.enterprise = value == "enterprise",
        FieldId::Groups => set_groups(wizard, value),
        FieldId::PublicIp => wizard.draft.public_ip = value == "buy",
        FieldId::Charge => {
            wizard.draft.charge =
                ChargeType::ALL.into_iter().find(|charge| charge.api_name() == value);
        }
        FieldId::Login => {
            if let Some((login, _)) =
                system::LOGINS.iter().find(|(login, _)| <&str>::from(*login) == value)
            {
                wizard.draft.login = *login;
            }
        }
        FieldId::KeyPair => wizard.draft.key_pair = some(),
        FieldId::Payment => {
            let payment = billing::PAYMENTS.iter().find(|(known, _)| known.api_name() == value);
            wizard.draft.payment = payment.map_or(Payment::Postpaid, |(payment, _)| *payment);
        }
        FieldId::Months => {
            if let Ok(months) = value.parse() {
                wizard.draft.months = Months(months);
            }
        }
        _ => {
            set_typed(wizard, field, value.to_owned());
            wizard.editor = None;
        }
    }
    given(wizard, field);
    Vec::new()
}

fn set_groups(wizard: &mut Wizard, ids: &str) {
    let ids = ids.split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect();
    if wizard.draft.enterprise {
        wizard.draft.enterprise_groups = ids;
    } else {
        wizard.draft.groups = ids;
    }
}

/// Marks or unmarks one row of the security groups.
pub(crate) fn toggle_group(wizard: &mut Wizard, id: &str) {
    let enterprise = wizard.draft.enterprise;
    let ids =
        if enterprise { &mut wizard.draft.enterprise_groups } else { &mut wizard.draft.groups };
    match ids.iter().position(|known| known == id) {
        Some(at) => {
            ids.remove(at);
        }
        None => ids.push(id.to_owned()),
    }
    given(wizard, FieldId::Groups);
}

/// Another VPC: its own subnet and groups are chosen anew.
fn change_vpc(wizard: &mut Wizard, vpc: &str) {
    if wizard.draft.vpc.as_deref() == Some(vpc) {
        return;
    }
    let lost = [FieldId::Subnet, FieldId::Groups]
        .into_iter()
        .filter(|field| wizard.answered.remove(field))
        .count();
    wizard.draft.vpc = Some(vpc.to_owned());
    wizard.draft.subnet = None;
    wizard.draft.groups.clear();
    if lost > 0 {
        wizard.notice = Some(Notice {
            words: "notice.vpc_changed",
            values: vec![("vpc", vpc.to_owned())],
            severity: Severity::Warning,
        });
    }
}

/// Another region: every id is regional, so all of them are chosen anew; texts, counts and billing stay.
fn change_region(wizard: &mut Wizard, region: &str) -> Vec<Effect> {
    if wizard.draft.region == region {
        return Vec::new();
    }
    region.clone_into(&mut wizard.draft.region);
    let lost = forget_ids(wizard);
    if lost > 0 {
        wizard.notice = Some(Notice {
            words: "notice.region_changed",
            values: vec![("region", region.to_owned())],
            severity: Severity::Warning,
        });
    }
    given(wizard, FieldId::Region);
    vec![Effect::ChangeRegion(region.to_owned())]
}

/// Forgets every id of the cloud and what is known of it, so that all of them are chosen anew; texts,
/// counts and billing stay. Says how many answers were lost.
pub(crate) fn forget_ids(wizard: &mut Wizard) -> usize {
    let draft = &mut wizard.draft;
    draft.zone = None;
    draft.spec = None;
    draft.image = None;
    draft.system_disk_type = None;
    draft.vpc = None;
    draft.subnet = None;
    draft.groups.clear();
    draft.enterprise_groups.clear();
    draft.key_pair = None;
    let mut lost = 0;
    for field in [
        FieldId::Zone,
        FieldId::Spec,
        FieldId::Image,
        FieldId::SystemDiskType,
        FieldId::Vpc,
        FieldId::Subnet,
        FieldId::Groups,
        FieldId::KeyPair,
    ] {
        lost += usize::from(wizard.answered.remove(&field));
    }
    wizard.pickers.clear();
    wizard.cloud.start_over();
    lost
}

/// Applies an offered way out and says what it did.
pub(crate) fn apply_fix(wizard: &mut Wizard, fix: &Fix) -> Vec<Effect> {
    let effects = match (fix.field, fix.item) {
        (FieldId::DataDisks, Some(item)) => {
            if let Some(disk) = wizard.draft.data_disks.get_mut(item) {
                // A disk has two answers; a number is a size, anything else a type.
                if fix.value.parse::<u32>().is_ok() {
                    disk.size.clone_from(&fix.value);
                } else {
                    disk.storage_type.clone_from(&fix.value);
                }
            }
            given(wizard, FieldId::DataDisks);
            Vec::new()
        }
        (field, _) => choose(wizard, field, &fix.value),
    };
    wizard.notice = Some(Notice {
        words: "notice.fixed",
        values: vec![("field", fix.field.name().to_owned()), ("value", fix.value.clone())],
        severity: Severity::Hint,
    });
    effects
}
