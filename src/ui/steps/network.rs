//! Step 5: tables of VPCs, subnets and security groups.

use ratatui::text::Line;

use crate::app::picker::Picker;
use crate::app::steps::network as data;
use crate::domain::catalog::GroupRule;
use crate::domain::field::FieldId;
use crate::ui::Scene;
use crate::ui::widgets::field;
use crate::ui::widgets::strip::Strip;
use crate::ui::widgets::table::Column;

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

/// The columns of a table of this step.
pub fn columns(id: FieldId) -> &'static [Column] {
    match id {
        FieldId::Vpc => &VPC_COLUMNS,
        FieldId::Subnet => &SUBNET_COLUMNS,
        _ => &GROUP_COLUMNS,
    }
}

/// The cells of a row of a table of this step.
pub fn cells(scene: &Scene, id: FieldId, row: usize) -> Option<Vec<String>> {
    match id {
        FieldId::Vpc => vpc_cells(scene, row),
        FieldId::Subnet => subnet_cells(scene, row),
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

/// How many rules are listed.
const RULES: usize = 8;

/// The rules of the highlighted security group, those for incoming traffic first.
pub fn more(scene: &Scene) -> Vec<Line<'static>> {
    let (wizard, words) = (scene.wizard, scene.words);
    let row = wizard.picker(FieldId::Groups).and_then(Picker::highlighted);
    let group = row.and_then(|row| data::groups(wizard)?.get(row));
    let Some(group) = group else { return Vec::new() };
    let mut head = Strip::new(scene.columns);
    head.to(field::LEAD)
        .push(&words.fill("rules.of", &[("name", &group.name)]), scene.theme.strong);
    let mut lines = vec![head.line()];
    let (incoming, outgoing): (Vec<&GroupRule>, Vec<&GroupRule>) =
        group.rules.iter().partition(|rule| rule.ingress);
    if incoming.is_empty() {
        let mut none = Strip::new(scene.columns);
        none.to(field::LEAD).push(&words.get("rules.nothing_in"), scene.theme.warning);
        lines.push(none.line());
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
