//! Step 5: VPC, subnet, security groups, public IP.

use crate::app::field::{Choice, Kind, Label, Unit};
use crate::app::items::{Cell, ItemForm};
use crate::app::steps;
use crate::app::steps::{Reason, passes};
use crate::app::wizard::Wizard;
use crate::domain::catalog::{SecurityGroup, Subnet};
use crate::domain::draft::Draft;
use crate::domain::field::FieldId;
use crate::domain::plan::ChargeType;

/// The words of a charge type.
pub fn charge_words(charge: ChargeType) -> &'static str {
    match charge {
        ChargeType::BandwidthPostpaid => "charge.bandwidth_postpaid",
        ChargeType::BandwidthPrepaid => "charge.bandwidth_prepaid",
        ChargeType::Traffic => "charge.traffic",
    }
}

pub(super) fn fields(wizard: &Wizard) -> Vec<(FieldId, Kind)> {
    let draft = &wizard.draft;
    let two = |no: (&'static str, &str), yes: (&'static str, &str), chosen: bool| Kind::Choice {
        choices: [no, yes]
            .into_iter()
            .map(|(words, value)| Choice { value: value.to_owned(), label: Label::Words(words) })
            .collect(),
        chosen: Some(usize::from(chosen)),
    };
    let mut fields = vec![
        (FieldId::Vpc, Kind::Table),
        (FieldId::Subnet, Kind::Table),
        (
            FieldId::GroupKind,
            two(
                ("group_kind.normal", "normal"),
                ("group_kind.enterprise", "enterprise"),
                draft.enterprise,
            ),
        ),
        (FieldId::Groups, Kind::Marks),
        (
            FieldId::PublicIp,
            two(("public_ip.none", "none"), ("public_ip.buy", "buy"), draft.public_ip),
        ),
    ];
    if draft.public_ip {
        let chosen = ChargeType::ALL.iter().position(|charge| *charge == draft.charge_or_default());
        let choices = ChargeType::ALL
            .iter()
            .map(|charge| Choice {
                value: charge.api_name().to_owned(),
                label: Label::Words(charge_words(*charge)),
            })
            .collect();
        fields.push((FieldId::Bandwidth, Kind::Number(Unit::Mbps)));
        fields.push((FieldId::Charge, Kind::Choice { choices, chosen }));
    }
    fields
}

pub(super) fn item_form(
    _wizard: &Wizard,
    draft: &Draft,
    _field: FieldId,
    index: Option<usize>,
) -> Vec<Cell> {
    let address = index.and_then(|index| draft.internal_ips.get(index));
    vec![Cell::text("address", address.map_or("", String::as_str))]
}

pub(super) fn put_item(draft: &mut Draft, form: &ItemForm) {
    let address = form.value("address").trim().to_owned();
    steps::put(&mut draft.internal_ips, form.index, address);
}

pub(super) fn item_notes(wizard: &Wizard, _form: &ItemForm) -> Vec<Label> {
    let subnet = wizard.cloud.facts(&wizard.draft).subnet(&wizard.draft);
    let cidr = subnet.map(|subnet| vec![("cidr", subnet.cidr.clone())]);
    cidr.map(|values| Label::Filled("item_note.cidr", values)).into_iter().collect()
}

pub(super) fn item_columns(wizard: &Wizard, _field: FieldId, index: usize) -> Vec<Label> {
    wizard.draft.internal_ips.get(index).map(Label::text).into_iter().collect()
}

/// The list of security groups that the table shows.
pub fn groups(wizard: &Wizard) -> Option<&[SecurityGroup]> {
    let facts = wizard.cloud.facts(&wizard.draft);
    if wizard.draft.enterprise { facts.enterprise_groups } else { facts.groups }
}

pub(super) fn rows(wizard: &Wizard, field: FieldId) -> (Vec<usize>, usize) {
    let filter = wizard.picker(field).map_or("", |picker| picker.filter.value());
    let facts = wizard.cloud.facts(&wizard.draft);
    match field {
        FieldId::Vpc => {
            let vpcs = facts.vpcs.unwrap_or_default();
            let found = (0..vpcs.len()).filter(|row| {
                let vpc = &vpcs[*row];
                passes(&format!("{} {} {}", vpc.name, vpc.id, vpc.cidr), filter)
            });
            (found.collect(), vpcs.len())
        }
        FieldId::Subnet => {
            let subnets = facts.subnets.unwrap_or_default();
            let of_vpc = |subnet: &Subnet| Some(subnet.vpc.as_str()) == wizard.draft.vpc.as_deref();
            let mut found: Vec<usize> = (0..subnets.len())
                .filter(|row| {
                    let subnet = &subnets[*row];
                    of_vpc(subnet)
                        && passes(&format!("{} {} {}", subnet.name, subnet.id, subnet.cidr), filter)
                })
                .collect();
            found.sort_by_key(|row| unusable(wizard, &subnets[*row]).is_some());
            (found, subnets.iter().filter(|subnet| of_vpc(subnet)).count())
        }
        _ => {
            let groups = groups(wizard).unwrap_or_default();
            let found = (0..groups.len()).filter(|row| {
                let group = &groups[*row];
                passes(&format!("{} {} {}", group.name, group.id, group.description), filter)
            });
            (found.collect(), groups.len())
        }
    }
}

pub(super) fn row_id(wizard: &Wizard, field: FieldId, row: usize) -> Option<String> {
    let facts = wizard.cloud.facts(&wizard.draft);
    match field {
        FieldId::Vpc => facts.vpcs?.get(row).map(|vpc| vpc.id.clone()),
        FieldId::Subnet => facts.subnets?.get(row).map(|subnet| subnet.id.clone()),
        _ => groups(wizard)?.get(row).map(|group| group.id.clone()),
    }
}

pub(super) fn reason(wizard: &Wizard, field: FieldId, row: usize) -> Option<Reason> {
    match field {
        FieldId::Subnet => unusable(wizard, wizard.cloud.subnets()?.get(row)?),
        _ => None,
    }
}

/// Why a subnet cannot be used with the answers so far.
pub fn unusable(wizard: &Wizard, subnet: &Subnet) -> Option<Reason> {
    if wizard.draft.zone.as_deref().is_some_and(|zone| zone != subnet.zone) {
        return Some(Reason { words: "other_zone", values: vec![("zone", subnet.zone.clone())] });
    }
    let bare_metal =
        wizard.cloud.facts(&wizard.draft).spec(&wizard.draft).is_some_and(|spec| spec.bare_metal);
    if !bare_metal && !subnet.subnet_type.is_empty() && subnet.subnet_type != "BCC" {
        return Some(Reason::plain("bare_metal_subnet"));
    }
    (subnet.free == Some(0)).then(|| Reason::plain("no_free_address"))
}

pub(super) fn shown(wizard: &Wizard, field: FieldId) -> Label {
    let draft = &wizard.draft;
    let facts = wizard.cloud.facts(draft);
    let with_id = |name: Option<&str>, id: Option<&str>| match (name, id) {
        (Some(name), Some(id)) if !name.is_empty() => Label::text(format!("{name} ({id})")),
        (_, Some(id)) => Label::text(id),
        _ => Label::Empty,
    };
    match field {
        FieldId::Vpc => {
            let vpc = facts.vpcs.unwrap_or_default().iter();
            let vpc = vpc.clone().find(|vpc| Some(vpc.id.as_str()) == draft.vpc.as_deref());
            with_id(vpc.map(|vpc| vpc.name.as_str()), draft.vpc.as_deref())
        }
        FieldId::Subnet => {
            with_id(facts.subnet(draft).map(|subnet| subnet.name.as_str()), draft.subnet.as_deref())
        }
        FieldId::GroupKind => Label::Words(if draft.enterprise {
            "group_kind.enterprise"
        } else {
            "group_kind.normal"
        }),
        FieldId::Groups => {
            let ids = if draft.enterprise { &draft.enterprise_groups } else { &draft.groups };
            let known = groups(wizard).unwrap_or_default();
            let names: Vec<&str> = ids
                .iter()
                .map(|id| {
                    let group = known.iter().find(|group| group.id == *id);
                    group.map_or(id.as_str(), |group| group.name.as_str())
                })
                .collect();
            Label::text(names.join(", "))
        }
        FieldId::PublicIp if !draft.public_ip => Label::Words("public_ip.none"),
        FieldId::PublicIp | FieldId::Bandwidth => {
            Label::text(format!("{} Mbps", draft.bandwidth.trim()))
        }
        _ => Label::Words(charge_words(draft.charge_or_default())),
    }
}

pub(super) fn summary(wizard: &Wizard) -> Label {
    if wizard.draft.public_ip {
        return shown(wizard, FieldId::Bandwidth);
    }
    let subnet = wizard.cloud.facts(&wizard.draft).subnet(&wizard.draft);
    match (subnet, wizard.draft.subnet.as_deref()) {
        (Some(subnet), _) if !subnet.name.is_empty() => Label::text(subnet.name.clone()),
        (_, Some(id)) => Label::text(id),
        _ => Label::Empty,
    }
}
