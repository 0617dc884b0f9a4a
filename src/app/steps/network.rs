//! Step 5: VPC, subnet, security groups, public IP, and what few purchases say of the network.

mod shown;

use crate::app::field::{Choice, Kind, Label, Unit};
use crate::app::items::{Cell, ItemForm};
use crate::app::steps;
use crate::app::steps::{Reason, passes};
use crate::app::wizard::Wizard;
use crate::domain::catalog::{DeploySet, Eni, SecurityGroup, Strategy, Subnet};
use crate::domain::draft::Draft;
use crate::domain::field::FieldId;
use crate::domain::plan::{ChargeType, Line, Payment};

pub use shown::marked;
pub(super) use shown::{item_notes, shown, summary};

/// The words of a charge type.
pub fn charge_words(charge: ChargeType) -> &'static str {
    match charge {
        ChargeType::BandwidthPostpaid => "charge.bandwidth_postpaid",
        ChargeType::BandwidthPrepaid => "charge.bandwidth_prepaid",
        ChargeType::Traffic => "charge.traffic",
    }
}

/// The words of a line; none is the cloud's own choice.
pub fn line_words(line: Option<Line>) -> &'static str {
    match line {
        None => "line.default",
        Some(Line::Bgp) => "line.bgp",
        Some(Line::EnhancedBgp) => "line.enhanced_bgp",
    }
}

/// What a deployment set keeps apart, in words; one that nobody documented in the server's own.
pub fn strategy_label(strategy: &Strategy) -> Label {
    match strategy {
        Strategy::Hosts => Label::Words("strategy.hosts"),
        Strategy::Racks => Label::Words("strategy.racks"),
        Strategy::Switches => Label::Words("strategy.switches"),
        Strategy::Pod => Label::Words("strategy.pod"),
        Strategy::Other(word) => Label::text(word),
    }
}

fn choice(value: &str, words: &'static str) -> Choice {
    Choice { value: value.to_owned(), label: Label::Words(words) }
}

pub(super) fn fields(wizard: &Wizard) -> Vec<(FieldId, Kind)> {
    let draft = &wizard.draft;
    let two = |no: (&'static str, &str), yes: (&'static str, &str), chosen: bool| Kind::Choice {
        choices: vec![choice(no.1, no.0), choice(yes.1, yes.0)],
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
        fields.extend(public_ip_fields(draft));
    }
    fields.extend(rare_fields(wizard));
    fields
}

fn public_ip_fields(draft: &Draft) -> Vec<(FieldId, Kind)> {
    let charges = ChargeType::ALL.iter();
    let charges = charges.map(|charge| choice(charge.api_name(), charge_words(*charge))).collect();
    let lines = Line::ALL.iter().map(|line| choice(line.api_name(), line_words(Some(*line))));
    let lines = std::iter::once(choice("", line_words(None))).chain(lines).collect();
    let charge = draft.charge_or_default();
    let mut fields = vec![
        (FieldId::Bandwidth, Kind::Number(Unit::Mbps)),
        (FieldId::Charge, steps::one_of(charges, charge.api_name())),
        (FieldId::Line, steps::one_of(lines, draft.line.map_or("", Line::api_name))),
        (FieldId::IpName, Kind::Text),
    ];
    // A prepaid IP cannot be released by itself; who asked for it sees why that is wrong.
    if charge != ChargeType::BandwidthPrepaid || draft.ip_release.is_some() {
        fields.push((FieldId::IpRelease, steps::flag(draft, FieldId::IpRelease)));
    }
    fields
}

/// What few purchases say. What means nothing for the spec or the payment is left out, unless it is
/// answered: then it must be seen that, and why, it does not fit.
fn rare_fields(wizard: &Wizard) -> Vec<(FieldId, Kind)> {
    let draft = &wizard.draft;
    let spec = wizard.cloud.facts(draft).spec(draft);
    let mut fields = vec![
        steps::fold(wizard, FieldId::NetworkMore),
        (FieldId::Ipv6, ipv6(wizard)),
        (FieldId::InternalIps, Kind::Items),
    ];
    if !spec.is_some_and(|spec| spec.bare_metal) || !draft.interfaces.is_empty() {
        fields.push((FieldId::Interfaces, Kind::Marks));
    }
    if spec.is_some_and(|spec| spec.jumbo_frames) || draft.jumbo_frames.is_some() {
        fields.push((FieldId::JumboFrames, steps::flag(draft, FieldId::JumboFrames)));
    }
    fields.push((FieldId::DeploymentSets, Kind::Marks));
    if draft.payment != Payment::Spot || !draft.dedicated_host.trim().is_empty() {
        fields.push((FieldId::DedicatedHost, Kind::Text));
    }
    fields
}

/// Whether IPv6 is left to the cloud says what that means in the chosen subnet.
fn ipv6(wizard: &Wizard) -> Kind {
    let mut choices = steps::flag_choices();
    if let Some(first) = choices.first_mut() {
        first.label = Label::Words(shown::ipv6_default(wizard));
    }
    let value = steps::flag_value(wizard.draft.ipv6);
    steps::one_of(choices, value)
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

pub(super) fn item_columns(wizard: &Wizard, _field: FieldId, index: usize) -> Vec<Label> {
    wizard.draft.internal_ips.get(index).map(Label::text).into_iter().collect()
}

/// The security groups of the kind that is asked for: ordinary ones only of the chosen VPC.
pub fn groups(wizard: &Wizard) -> Option<&[SecurityGroup]> {
    let facts = wizard.cloud.facts(&wizard.draft);
    if wizard.draft.enterprise { facts.enterprise_groups } else { facts.groups }
}

/// The network interfaces of the chosen VPC.
pub fn interfaces(wizard: &Wizard) -> Option<&[Eni]> {
    wizard.cloud.facts(&wizard.draft).interfaces
}

/// The deployment sets of the region.
pub fn deployment_sets(wizard: &Wizard) -> Option<&[DeploySet]> {
    wizard.cloud.facts(&wizard.draft).deployment_sets
}

/// The chosen zone; empty while there is none.
pub fn zone(wizard: &Wizard) -> &str {
    wizard.draft.zone.as_deref().unwrap_or_default()
}

pub(super) fn rows(wizard: &Wizard, field: FieldId) -> (Vec<usize>, usize) {
    let filter = wizard.picker(field).map_or("", |picker| picker.filter.value());
    let facts = wizard.cloud.facts(&wizard.draft);
    let vpc = wizard.draft.vpc.as_deref();
    // Those in question, those that pass the filter, and of these the usable ones first.
    let pick = |count: usize, of: &dyn Fn(usize) -> bool, text: &dyn Fn(usize) -> String| {
        let mut found: Vec<usize> = (0..count).filter(|row| of(*row)).collect();
        let total = found.len();
        found.retain(|row| passes(&text(*row), filter));
        found.sort_by_key(|row| reason(wizard, field, *row).is_some());
        (found, total)
    };
    match field {
        FieldId::Vpc => {
            let vpcs = facts.vpcs.unwrap_or_default();
            let text = |row: usize| {
                let vpc = &vpcs[row];
                format!("{} {} {}", vpc.name, vpc.id, vpc.cidr)
            };
            pick(vpcs.len(), &|_| true, &text)
        }
        FieldId::Subnet => {
            let subnets = facts.subnets.unwrap_or_default();
            let of = |row: usize| Some(subnets[row].vpc.as_str()) == vpc;
            let text = |row: usize| {
                let subnet = &subnets[row];
                format!("{} {} {} {}", subnet.name, subnet.id, subnet.cidr, subnet.zone)
            };
            pick(subnets.len(), &of, &text)
        }
        FieldId::Interfaces => {
            let interfaces = facts.interfaces.unwrap_or_default();
            let text = |row: usize| {
                let eni = &interfaces[row];
                format!("{} {} {} {}", eni.name, eni.id, eni.zone, eni.subnet)
            };
            pick(interfaces.len(), &|_| true, &text)
        }
        FieldId::DeploymentSets => {
            let sets = facts.deployment_sets.unwrap_or_default();
            let text = |row: usize| {
                let set = &sets[row];
                format!("{} {} {}", set.name, set.id, set.description)
            };
            pick(sets.len(), &|_| true, &text)
        }
        _ => {
            let groups = groups(wizard).unwrap_or_default();
            let of = |row: usize| groups[row].vpc.as_deref().is_none_or(|own| Some(own) == vpc);
            let text = |row: usize| {
                let group = &groups[row];
                format!("{} {} {}", group.name, group.id, group.description)
            };
            pick(groups.len(), &of, &text)
        }
    }
}

pub(super) fn row_id(wizard: &Wizard, field: FieldId, row: usize) -> Option<String> {
    let facts = wizard.cloud.facts(&wizard.draft);
    match field {
        FieldId::Vpc => facts.vpcs?.get(row).map(|vpc| vpc.id.clone()),
        FieldId::Subnet => facts.subnets?.get(row).map(|subnet| subnet.id.clone()),
        FieldId::Interfaces => facts.interfaces?.get(row).map(|eni| eni.id.clone()),
        FieldId::DeploymentSets => facts.deployment_sets?.get(row).map(|set| set.id.clone()),
        _ => groups(wizard)?.get(row).map(|group| group.id.clone()),
    }
}

pub(super) fn reason(wizard: &Wizard, field: FieldId, row: usize) -> Option<Reason> {
    let facts = wizard.cloud.facts(&wizard.draft);
    match field {
        FieldId::Subnet => unusable(wizard, facts.subnets?.get(row)?),
        FieldId::Interfaces => taken(wizard, facts.interfaces?.get(row)?),
        FieldId::DeploymentSets => {
            let full = facts.deployment_sets?.get(row)?.room(zone(wizard)) == Some(0);
            full.then(|| Reason { words: "no_place", values: vec![("zone", zone(wizard).into())] })
        }
        _ => None,
    }
}

/// In another zone than the chosen one.
fn elsewhere(wizard: &Wizard, zone: &str) -> Option<Reason> {
    let differs = wizard.draft.zone.as_deref().is_some_and(|chosen| chosen != zone);
    differs.then(|| Reason { words: "other_zone", values: vec![("zone", zone.to_owned())] })
}

/// Why a subnet cannot be used with the answers so far.
pub fn unusable(wizard: &Wizard, subnet: &Subnet) -> Option<Reason> {
    let elsewhere = elsewhere(wizard, &subnet.zone);
    if elsewhere.is_some() {
        return elsewhere;
    }
    let bare_metal =
        wizard.cloud.facts(&wizard.draft).spec(&wizard.draft).is_some_and(|spec| spec.bare_metal);
    if !bare_metal && !subnet.subnet_type.is_empty() && subnet.subnet_type != "BCC" {
        return Some(Reason::plain("bare_metal_subnet"));
    }
    (subnet.free == Some(0)).then(|| Reason::plain("no_free_address"))
}

/// Why a network interface cannot be given to a new instance.
fn taken(wizard: &Wizard, eni: &Eni) -> Option<Reason> {
    if let Some(instance) = &eni.instance {
        return Some(Reason { words: "attached", values: vec![("instance", instance.clone())] });
    }
    if !eni.available() {
        return Some(Reason { words: "status", values: vec![("status", eni.status.clone())] });
    }
    elsewhere(wizard, &eni.zone)
}
