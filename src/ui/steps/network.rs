//! Step 5: tables of VPCs, subnets, security groups, network interfaces and deployment sets.

use ratatui::text::Line;

use crate::app::picker::Picker;
use crate::app::steps::network as data;
use crate::domain::catalog::{
    DeploySet, DeployZone, Eni, EniAddress, GroupRule, SecurityGroup, Subnet,
};
use crate::domain::field::FieldId;
use crate::domain::problem::Severity;
use crate::ui::Scene;
use crate::ui::steps::detail;
use crate::ui::widgets::strip::Strip;
use crate::ui::widgets::table::Column;
use crate::ui::widgets::{field, said};

/// The columns of the VPC table.
pub const VPC_COLUMNS: [Column; 4] = [
    Column::text("name", 16, 0).growing(16),
    Column::text("cidr", 18, 1),
    Column::text("default", 7, 3),
    Column::text("id", 16, 2).growing(4),
];

/// The columns of the subnet table.
pub const SUBNET_COLUMNS: [Column; 5] = [
    Column::text("name", 16, 0).growing(16),
    Column::text("cidr", 18, 2),
    Column::text("zone", 9, 3),
    Column::number("free", 6, 1),
    Column::text("id", 16, 4).growing(4),
];

/// The columns of the table of security groups.
pub const GROUP_COLUMNS: [Column; 4] = [
    Column::text("name", 16, 0).growing(16),
    Column::number("rules", 5, 1),
    Column::text("id", 16, 2).growing(4),
    Column::text("description", 16, 3).growing(20),
];

/// The columns of the table of network interfaces.
pub const INTERFACE_COLUMNS: [Column; 5] = [
    Column::text("name", 16, 0).growing(12),
    Column::text("id", 16, 1).growing(4),
    Column::text("zone", 9, 2),
    Column::text("status", 10, 4),
    Column::text("subnet", 16, 3).growing(16),
];

/// The columns of the table of deployment sets.
pub const DEPLOYMENT_SET_COLUMNS: [Column; 4] = [
    Column::text("name", 16, 0).growing(16),
    Column::text("strategy", 18, 2),
    Column::number("places", 11, 1),
    Column::text("id", 13, 3).growing(4),
];

/// The columns of a table of this step.
pub fn columns(id: FieldId) -> &'static [Column] {
    match id {
        FieldId::Vpc => &VPC_COLUMNS,
        FieldId::Subnet => &SUBNET_COLUMNS,
        FieldId::Interfaces => &INTERFACE_COLUMNS,
        FieldId::DeploymentSets => &DEPLOYMENT_SET_COLUMNS,
        _ => &GROUP_COLUMNS,
    }
}

/// The cells of a row of a table of this step.
pub fn cells(scene: &Scene, id: FieldId, row: usize) -> Option<Vec<String>> {
    match id {
        FieldId::Vpc => vpc_cells(scene, row),
        FieldId::Subnet => subnet_cells(scene, row),
        FieldId::Interfaces => interface_cells(scene, row),
        FieldId::DeploymentSets => deployment_set_cells(scene, row),
        _ => group_cells(scene, row),
    }
}

/// The cells of a VPC.
fn vpc_cells(scene: &Scene, row: usize) -> Option<Vec<String>> {
    let vpc = scene.wizard.cloud.vpcs()?.get(row)?;
    let default = if vpc.is_default { scene.words.get("network.default_vpc") } else { "".into() };
    Some(vec![vpc.name.clone(), vpc.cidr.clone(), default.into_owned(), vpc.id.clone()])
}

/// The cells of a subnet.
fn subnet_cells(scene: &Scene, row: usize) -> Option<Vec<String>> {
    let subnet = scene.wizard.cloud.subnets()?.get(row)?;
    Some(vec![
        subnet.name.clone(),
        subnet.cidr.clone(),
        subnet.zone.clone(),
        subnet.free.map_or_else(|| "—".to_owned(), |free| free.to_string()),
        subnet.id.clone(),
    ])
}

/// The cells of a security group.
fn group_cells(scene: &Scene, row: usize) -> Option<Vec<String>> {
    let group = data::groups(scene.wizard)?.get(row)?;
    Some(vec![
        group.name.clone(),
        group.rules.len().to_string(),
        group.id.clone(),
        group.description.clone(),
    ])
}

/// The cells of a network interface. Of its subnet the name, where that is known.
fn interface_cells(scene: &Scene, row: usize) -> Option<Vec<String>> {
    let eni = data::interfaces(scene.wizard)?.get(row)?;
    let subnets = scene.wizard.cloud.subnets().map(Vec::as_slice).unwrap_or_default();
    let subnet = subnets.iter().find(|subnet| subnet.id == eni.subnet && !subnet.name.is_empty());
    Some(vec![
        eni.name.clone(),
        eni.id.clone(),
        eni.zone.clone(),
        eni.status.clone(),
        subnet.map_or_else(|| eni.subnet.clone(), |subnet| subnet.name.clone()),
    ])
}

/// The cells of a deployment set. Its places are those of the chosen zone.
fn deployment_set_cells(scene: &Scene, row: usize) -> Option<Vec<String>> {
    let set = data::deployment_sets(scene.wizard)?.get(row)?;
    let zone = data::zone(scene.wizard);
    let here = set.zones.iter().find(|here| here.zone == zone).and_then(|here| here.places);
    let places = match (set.room(zone), here) {
        (Some(left), Some(all)) => {
            let values = [("left", left.to_string()), ("all", all.to_string())];
            let values: Vec<(&str, &str)> = values.iter().map(|(n, v)| (*n, v.as_str())).collect();
            scene.words.fill("network.places", &values)
        }
        _ => "—".to_owned(),
    };
    let strategy = scene.words.label(&data::strategy_label(&set.strategy));
    Some(vec![set.name.clone(), strategy, places, set.id.clone()])
}

/// In place of the help of a table of several rows: how many are chosen, and of how many; of a
/// security group also what it lets in, since its rules may have no room below.
pub fn about(scene: &Scene, id: FieldId, row: usize) -> Option<String> {
    let marked = scene.words.label(&data::marked(scene.wizard, id)?);
    if id == FieldId::Interfaces && !scene.wizard.draft.interfaces.is_empty() {
        return Some(marked);
    }
    let rest = match data::groups(scene.wizard).and_then(|groups| groups.get(row)) {
        Some(group) if id == FieldId::Groups => lets_in(scene, group),
        _ => scene.words.help(id).into_owned(),
    };
    Some(format!("{marked}  {rest}"))
}

/// What a security group lets in, in a sentence.
fn lets_in(scene: &Scene, group: &SecurityGroup) -> String {
    let words = scene.words;
    let rule = |rule: &GroupRule| {
        let everything = rule.protocol == "all" && rule.ports == "1-65535";
        if everything {
            words.get("rules.everything").into_owned()
        } else {
            format!("{} {}", rule.protocol, rule.ports)
        }
    };
    let rules = group.rules.iter().filter(|rule| rule.ingress && rule.allow);
    let rules: Vec<String> = rules.map(rule).collect();
    let name = group.name.as_str();
    if rules.is_empty() {
        words.fill("rules.lets_nothing_in", &[("name", name)])
    } else {
        words.fill("rules.lets_in", &[("name", name), ("rules", &words.list(&rules))])
    }
}

/// The highlighted row of a list.
fn highlighted<'a, T>(scene: &Scene<'a>, id: FieldId, list: Option<&'a [T]>) -> Option<&'a T> {
    list?.get(scene.wizard.picker(id).and_then(Picker::highlighted)?)
}

/// More about what is highlighted, or about what the answer in front means.
pub fn more(scene: &Scene, id: FieldId) -> Vec<Line<'static>> {
    let wizard = scene.wizard;
    match id {
        FieldId::Subnet => subnet_more(scene),
        FieldId::Groups => highlighted(scene, id, data::groups(wizard))
            .map(|group| group_more(scene, group))
            .unwrap_or_default(),
        FieldId::Interfaces => highlighted(scene, id, data::interfaces(wizard))
            .map(|eni| interface_more(scene, eni))
            .unwrap_or_default(),
        FieldId::DeploymentSets => highlighted(scene, id, data::deployment_sets(wizard))
            .map(|set| deployment_set_more(scene, set))
            .unwrap_or_default(),
        FieldId::Ipv6 => {
            let subnet = wizard.cloud.facts(&wizard.draft).subnet(&wizard.draft);
            subnet.map(|subnet| ipv6_range(scene, subnet)).into_iter().collect()
        }
        FieldId::InternalIps => {
            let subnet = wizard.cloud.facts(&wizard.draft).subnet(&wizard.draft);
            subnet.map(|subnet| detail(scene, "subnet", &subnet.cidr)).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// The IPv6 addresses of a subnet, or that there are none.
fn ipv6_range(scene: &Scene, subnet: &Subnet) -> Line<'static> {
    if subnet.ipv6_cidr.is_empty() {
        detail(scene, "ipv6_range", &scene.words.get("network.no_ipv6"))
    } else {
        detail(scene, "ipv6_range", &subnet.ipv6_cidr)
    }
}

/// Whether there is a subnet to choose at all, and what the table has no column for.
fn subnet_more(scene: &Scene) -> Vec<Line<'static>> {
    let wizard = scene.wizard;
    let id = FieldId::Subnet;
    let rows = wizard.picker(id).map(|picker| picker.rows.as_slice()).unwrap_or_default();
    let subnets = wizard.cloud.facts(&wizard.draft).subnets.unwrap_or_default();
    let here = |row: &usize| subnets.get(*row).is_some_and(|one| one.zone == data::zone(wizard));
    if !rows.is_empty() && !rows.iter().any(here) {
        let zone = data::zone(wizard);
        let sentence = scene.words.fill("network.no_subnet_in_zone", &[("zone", zone)]);
        return worth_a_look(scene, &sentence);
    }
    let subnet = highlighted(scene, id, Some(subnets));
    subnet.map(|subnet| ipv6_range(scene, subnet)).into_iter().collect()
}

/// A sentence of its own.
fn worth_a_look(scene: &Scene, sentence: &str) -> Vec<Line<'static>> {
    said::lines(scene, scene.columns, field::LEAD, Severity::Warning, sentence)
}

fn interface_more(scene: &Scene, eni: &Eni) -> Vec<Line<'static>> {
    let address = |address: &EniAddress| match &address.public {
        Some(public) => format!("{} ({public})", address.private),
        None => address.private.clone(),
    };
    let addresses: Vec<String> = eni.addresses.iter().map(address).collect();
    let mut lines = vec![detail(scene, "addresses", &scene.words.list(&addresses))];
    if !eni.groups.is_empty() {
        lines.push(detail(scene, "groups", &scene.words.list(&eni.groups)));
    }
    lines
}

fn deployment_set_more(scene: &Scene, set: &DeploySet) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    if !set.description.is_empty() {
        lines.push(detail(scene, "description", &set.description));
    }
    if let Some(concurrency) = set.concurrency {
        lines.push(detail(scene, "together", &concurrency.to_string()));
    }
    let room = |zone: &DeployZone| {
        let left = set.room(&zone.zone).map_or_else(|| "—".to_owned(), |left| left.to_string());
        format!("{} {left}", zone.zone)
    };
    let zones: Vec<String> = set.zones.iter().map(room).collect();
    lines.push(detail(scene, "places", &zones.join(" · ")));
    lines
}

/// How many rules are listed.
const RULES: usize = 8;

/// The rules of a security group, those for incoming traffic first.
fn group_more(scene: &Scene, group: &SecurityGroup) -> Vec<Line<'static>> {
    let words = scene.words;
    let mut head = Strip::new(scene.columns);
    head.to(field::LEAD)
        .push(&words.fill("rules.of", &[("name", &group.name)]), scene.theme.strong);
    let mut lines = vec![head.line()];
    let (incoming, outgoing): (Vec<&GroupRule>, Vec<&GroupRule>) =
        group.rules.iter().partition(|rule| rule.ingress);
    if incoming.is_empty() {
        lines.extend(worth_a_look(scene, &words.get("rules.nothing_in")));
    }
    lines.extend(
        incoming.into_iter().chain(outgoing).take(RULES).map(|rule| rule_line(scene, rule)),
    );
    if group.rules.len() > RULES {
        let more = (group.rules.len() - RULES).to_string();
        let mut rest = Strip::new(scene.columns);
        rest.to(field::LEAD).push(&words.fill("rules.more", &[("count", &more)]), scene.theme.dim);
        lines.push(rest.line());
    }
    lines
}

fn rule_line(scene: &Scene, rule: &GroupRule) -> Line<'static> {
    let (theme, words) = (scene.theme, scene.words);
    let direction = if rule.ingress { "rules.in" } else { "rules.out" };
    let judged = if rule.allow { "rules.allow" } else { "rules.deny" };
    let mut strip = Strip::new(scene.columns);
    strip.to(field::LEAD);
    strip.column(&words.get(direction), 5, theme.dim).push(" ", theme.plain);
    strip.column(&words.get(judged), 6, theme.plain).push(" ", theme.plain);
    strip.column(&rule.protocol, 6, theme.plain).push(" ", theme.plain);
    strip.column(&rule.ports, 14, theme.plain).push(" ", theme.plain);
    strip.push(&rule.peer, theme.plain);
    strip.line()
}
