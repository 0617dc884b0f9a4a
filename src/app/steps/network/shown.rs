//! What the answers of step 5 read like.

use crate::app::field::Label;
use crate::app::items::ItemForm;
use crate::app::steps;
use crate::app::steps::network::{charge_words, groups, line_words};
use crate::app::wizard::Wizard;
use crate::domain::field::FieldId;
use crate::domain::rules::limits;

/// What leaving IPv6 to the cloud means in the chosen subnet.
pub(super) fn ipv6_default(wizard: &Wizard) -> &'static str {
    let subnet = wizard.cloud.facts(&wizard.draft).subnet(&wizard.draft);
    match subnet.map(|subnet| subnet.ipv6_cidr.is_empty()) {
        Some(true) => "ipv6.without",
        Some(false) => "ipv6.with",
        None => "flag.default",
    }
}

/// The names of chosen rows; an id where its list does not know it, or knows no name.
fn named<'a>(ids: &'a [String], name: impl Fn(&str) -> Option<&'a str>) -> Label {
    let names = ids.iter().map(|id| match name(id) {
        Some(name) if !name.is_empty() => name,
        _ => id.as_str(),
    });
    Label::List(names.map(Label::text).collect())
}

pub(in crate::app::steps) fn shown(wizard: &Wizard, field: FieldId) -> Label {
    let draft = &wizard.draft;
    let facts = wizard.cloud.facts(draft);
    let with_id = |name: Option<&str>, id: Option<&str>| match (name, id) {
        (Some(name), Some(id)) if !name.is_empty() => Label::text(format!("{name} ({id})")),
        (_, Some(id)) => Label::text(id),
        _ => Label::Empty,
    };
    let or = |text: &str, words: &'static str| match text.trim() {
        "" => Label::Words(words),
        text => Label::text(text),
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
        FieldId::GroupKind if draft.enterprise => Label::Words("group_kind.enterprise"),
        FieldId::GroupKind => Label::Words("group_kind.normal"),
        FieldId::Groups => {
            let ids = if draft.enterprise { &draft.enterprise_groups } else { &draft.groups };
            let known = groups(wizard).unwrap_or_default();
            named(ids, |id| known.iter().find(|group| group.id == id).map(|one| one.name.as_str()))
        }
        FieldId::PublicIp if !draft.public_ip => Label::Words("public_ip.none"),
        FieldId::PublicIp | FieldId::Bandwidth => {
            Label::text(format!("{} Mbps", draft.bandwidth.trim()))
        }
        FieldId::Charge => Label::Words(charge_words(draft.charge_or_default())),
        FieldId::Line => Label::Words(line_words(draft.line)),
        FieldId::IpName => or(&draft.ip_name, "names.generated"),
        FieldId::Ipv6 if draft.ipv6.is_none() => Label::Words(ipv6_default(wizard)),
        FieldId::InternalIps => or(&draft.internal_ips.join(", "), "internal_ips.automatic"),
        FieldId::Interfaces if draft.interfaces.is_empty() => Label::Words("interfaces.none"),
        FieldId::Interfaces => {
            let known = facts.interfaces.unwrap_or_default();
            named(&draft.interfaces, |id| {
                known.iter().find(|eni| eni.id == id).map(|eni| eni.name.as_str())
            })
        }
        FieldId::DeploymentSets if draft.deployment_sets.is_empty() => {
            Label::Words("deployment_sets.none")
        }
        FieldId::DeploymentSets => {
            let known = facts.deployment_sets.unwrap_or_default();
            named(&draft.deployment_sets, |id| {
                known.iter().find(|set| set.id == id).map(|set| set.name.as_str())
            })
        }
        FieldId::DedicatedHost => match draft.dedicated_host.trim() {
            "" => Label::Words("dedicated_host.none"),
            host => Label::Filled("dedicated_host.on", vec![("host", host.to_owned())]),
        },
        field => steps::flag_shown(draft, field),
    }
}

/// How many rows of a table of several are chosen, of how many, and what that comes to.
pub fn marked(wizard: &Wizard, field: FieldId) -> Option<Label> {
    let draft = &wizard.draft;
    let chosen = draft.marks(field)?.len();
    let of = |words: &'static str, most: usize| {
        Label::Filled(words, vec![("count", chosen.to_string()), ("max", most.to_string())])
    };
    if field != FieldId::Interfaces {
        let most = match field {
            FieldId::Groups => limits::GROUPS_MAX,
            _ => limits::DEPLOYMENT_SETS_MAX,
        };
        return Some(of("marked.of", most));
    }
    let quota = wizard.cloud.facts(draft).spec(draft).and_then(|spec| spec.eni_quota);
    if chosen == 0 {
        return quota.map(|most| Label::Filled("marked.at_most", vec![("max", most.to_string())]));
    }
    let instances = limits::whole(&draft.count).ok().and_then(|count| usize::try_from(count).ok());
    let instances = instances.filter(|count| *count > 0).unwrap_or(1);
    let label = if chosen.is_multiple_of(instances) {
        let each = (chosen / instances).to_string();
        Label::Filled("marked.each", vec![("count", chosen.to_string()), ("each", each)])
    } else {
        let values = vec![("count", chosen.to_string()), ("instances", instances.to_string())];
        Label::Filled("marked.uneven", values)
    };
    let Some(quota) = quota else { return Some(label) };
    Some(Label::List(vec![label, Label::Filled("marked.quota", vec![("max", quota.to_string())])]))
}

pub(in crate::app::steps) fn item_notes(wizard: &Wizard, form: &ItemForm) -> Vec<Label> {
    let draft = &wizard.draft;
    let subnet = wizard.cloud.facts(draft).subnet(draft);
    let cidr = subnet.map(|subnet| vec![("cidr", subnet.cidr.clone())]);
    let mut notes: Vec<Label> =
        cidr.map(|values| Label::Filled("item_note.cidr", values)).into_iter().collect();
    let given = draft.internal_ips.len().max(form.position(draft) + 1);
    let values = vec![("given", given.to_string()), ("count", draft.count.trim().to_owned())];
    notes.push(Label::Filled("item_note.addresses", values));
    notes
}

pub(in crate::app::steps) fn summary(wizard: &Wizard) -> Label {
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
