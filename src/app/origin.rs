//! Where an answer came from, in words: who or what chose it. What the defaults of [`super::settle`] do
//! is said here, so the two change together.

use crate::app::field::Label;
use crate::app::settle;
use crate::app::steps;
use crate::app::wizard::Wizard;
use crate::domain::catalog::{ImageKind, OsType};
use crate::domain::draft::LoginChoice;
use crate::domain::field::FieldId;
use crate::domain::plan::INCLUDED_SYSTEM_DISK;
use crate::domain::rules::{self, limits};

/// The key of the words for where the answer to a field came from; `None` where there is no answer.
pub fn origin(wizard: &Wizard, field: FieldId) -> Option<&'static str> {
    if steps::shown(wizard, field) == Label::Empty {
        return None;
    }
    if wizard.answered.contains(&field) {
        return Some("origin.you");
    }
    let draft = &wizard.draft;
    let facts = wizard.cloud.facts(draft);
    Some(match field {
        FieldId::Region => "origin.settings",
        FieldId::Zone => "origin.first_zone",
        FieldId::Spec if facts.spec(draft).is_some_and(settle::plain) => "origin.smallest_spec",
        FieldId::Spec => "origin.first_spec",
        FieldId::Image => {
            let public = facts.image(draft).is_some_and(|image| {
                image.kind == ImageKind::Public && image.os_type == OsType::Linux
            });
            if public { "origin.public_image" } else { "origin.fitting_image" }
        }
        FieldId::SystemDiskType => {
            let chosen = draft.system_disk_type.as_deref().unwrap_or_default();
            if limits::same_storage(chosen, limits::DEFAULT_SYSTEM_DISK) {
                "origin.documented"
            } else {
                "origin.first_type"
            }
        }
        FieldId::SystemDiskSize => {
            if rules::image_minimum(draft, &facts) > INCLUDED_SYSTEM_DISK {
                "origin.image_minimum"
            } else {
                "origin.documented"
            }
        }
        FieldId::LocalDisk => "origin.spec_disk",
        FieldId::Vpc => {
            let vpcs = facts.vpcs.unwrap_or_default();
            let default = |id: &str| vpcs.iter().any(|vpc| vpc.id == id && vpc.is_default);
            if draft.vpc.as_deref().is_some_and(default) {
                "origin.default_vpc"
            } else {
                "origin.vpc_of_zone"
            }
        }
        FieldId::Subnet => "origin.first_subnet",
        FieldId::Groups => {
            let groups = facts.groups.unwrap_or_default().iter();
            let mut chosen = groups.filter(|group| draft.groups.contains(&group.id));
            if chosen.any(|group| settle::default_group(&group.name)) {
                "origin.default_group"
            } else {
                "origin.first_group"
            }
        }
        FieldId::Charge => "origin.as_instance",
        FieldId::Login => match draft.login {
            LoginChoice::KeyPair => "origin.key_pair_there",
            _ if facts.image(draft).is_some_and(|image| image.os_type == OsType::Windows) => {
                "origin.windows"
            }
            _ => "origin.no_key_pair",
        },
        FieldId::KeyPair => "origin.first_key_pair",
        FieldId::Count | FieldId::DataDisks | FieldId::PublicIp | FieldId::RenewUnit => {
            "origin.documented"
        }
        FieldId::Payment
        | FieldId::Months
        | FieldId::BidModel
        | FieldId::RenewTime
        | FieldId::Bandwidth => "origin.wizard",
        _ => "origin.cloud",
    })
}
