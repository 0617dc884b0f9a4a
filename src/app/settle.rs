//! After something changed: defaults follow what is loaded, tables are filled anew, the rules and
//! the price run, and what is missing from the cloud is asked for.

use std::cmp::Reverse;
use std::time::Duration;

use crate::app::choosing;
use crate::app::effect::{Ask, Effect};
use crate::app::quotes;
use crate::app::review::tabs;
use crate::app::steps::{self, disks, image, network, spec};
use crate::app::wizard::{Screen, Wizard};
use crate::domain::catalog::{Arch, ImageKind, OsType, Spec};
use crate::domain::draft::LoginChoice;
use crate::domain::facts::Facts;
use crate::domain::field::{FieldId, StepId};
use crate::domain::order::Moment;
use crate::domain::plan::{INCLUDED_SYSTEM_DISK, Payment};
use crate::domain::rules::{self, limits};

/// How long a number must rest before prices are asked for it.
pub const TYPING_PAUSE: Duration = Duration::from_millis(400);

/// Brings everything that follows from the answers and the cloud up to date.
pub(crate) fn settle(wizard: &mut Wizard) -> Vec<Effect> {
    // Nothing can be asked before it is known who asks, and an order needs none of it.
    if wizard.screen != Screen::Form {
        return Vec::new();
    }
    if !wizard.confirming() {
        defaults(wizard);
    }
    keep_focus(wizard);
    fill_tables(wizard);
    choosing::instead::look(wizard);
    quotes::work_out(wizard);
    let instead = choosing::instead::for_chosen(wizard);
    let facts = Facts { instead: instead.as_deref(), ..wizard.facts() };
    wizard.problems = rules::check(&wizard.draft, &facts);
    let mut effects = begin(wizard);
    if !effects.is_empty() {
        // What is asked only now reads as loading from here on.
        quotes::work_out(wizard);
    }
    effects.extend(tabs::refresh(wizard));
    effects
}

/// Asks for whatever is wanted and not there, or too old to be taken for true.
fn begin(wizard: &mut Wizard) -> Vec<Effect> {
    let generation = wizard.cloud.generation();
    let now = wizard.now;
    let mut effects = Vec::new();
    for ask in wants(wizard) {
        if wizard.cloud.begin(&ask, now) {
            effects.push(Effect::Load { generation, ask });
        }
    }
    effects
}

/// At a key: asks anew for prices and the like that grew too old and are wanted. While no key is pressed
/// nothing is asked.
pub(crate) fn renew(wizard: &mut Wizard) -> Vec<Effect> {
    if wizard.screen != Screen::Form || !wizard.cloud.any_due(wizard.now) {
        return Vec::new();
    }
    begin(wizard)
}

/// A field that an answer took away gives its focus to the one before it.
fn keep_focus(wizard: &mut Wizard) {
    let fields = steps::fields(wizard, wizard.step);
    let focused = wizard.focused();
    if fields.iter().any(|(field, _)| *field == focused) {
        return;
    }
    let before = fields.iter().rev().map(|(field, _)| *field).find(|field| *field < focused);
    if let Some(field) = before.or_else(|| fields.first().map(|(field, _)| *field)) {
        wizard.focus.insert(wizard.step, field);
    }
}

/// Everything the screen in front and the order as it stands need to know, most needed first.
pub(crate) fn wants(wizard: &Wizard) -> Vec<Ask> {
    let draft = &wizard.draft;
    let mut asks = vec![Ask::Zones, Ask::Images, Ask::Vpcs, Ask::Subnets, Ask::KeyPairs];
    if let Some(zone) = &draft.zone {
        asks.insert(1, Ask::Specs(zone.clone()));
        asks.push(Ask::DiskQuota(zone.clone()));
    }
    asks.extend(draft.spec.clone().map(Ask::Fitting));
    asks.extend(draft.image.clone().map(Ask::Image));
    asks.extend(draft.vpc.clone().map(Ask::Groups));
    if draft.enterprise {
        asks.push(Ask::EnterpriseGroups);
    }
    // What is behind a fold is asked for only where it is in sight or answered.
    if !draft.interfaces.is_empty() {
        asks.extend(draft.vpc.clone().map(Ask::Interfaces));
    }
    if !draft.deployment_sets.is_empty() {
        asks.push(Ask::DeploymentSets);
    }
    if draft.payment == Payment::Spot {
        asks.push(Ask::SpotOffers);
    }
    asks.extend(quotes::asks(wizard).into_iter().map(Ask::Price));
    asks.extend(steps::wants(wizard, wizard.step));
    if wizard.step == StepId::Review {
        // What is about to be bought is judged by everything its answers refer to.
        asks.extend(wizard.answered.iter().filter_map(|field| steps::table_ask(draft, *field)));
        asks.extend(steps::wants(wizard, StepId::Disks));
    }
    asks.extend(choosing::instead::wants(wizard));
    asks
}

/// The questions behind the step in front, for asking them again.
pub(crate) fn step_asks(wizard: &Wizard) -> Vec<Ask> {
    let failed = wants(wizard)
        .into_iter()
        .filter(|ask| wizard.cloud.load(ask).is_some_and(|load| load.fault().is_some()));
    let tables = steps::fields(wizard, wizard.step)
        .into_iter()
        .filter_map(|(field, _)| steps::table_ask(&wizard.draft, field));
    let mut asks: Vec<Ask> = failed.collect();
    for ask in tables {
        if !asks.contains(&ask) {
            asks.push(ask);
        }
    }
    if wizard.step == StepId::Disks {
        asks.extend(wizard.draft.zone.clone().map(Ask::DiskQuota));
    }
    asks
}

/// Recomputes the tables of the step in front; the highlight stays on its row.
fn fill_tables(wizard: &mut Wizard) {
    for (field, kind) in steps::fields(wizard, wizard.step) {
        if kind.is_table() {
            fill_table(wizard, field);
        }
    }
}

/// Recomputes one table.
pub(crate) fn fill_table(wizard: &mut Wizard, field: FieldId) {
    if field == FieldId::Spec {
        spec::order::prepare(wizard);
    }
    let (rows, total) = steps::rows(wizard, field);
    let held = wizard.picker(field).and_then(|picker| picker.held.as_deref());
    let held = held.and_then(|held| steps::position(wizard, field, &rows, held));
    let chosen = || match field {
        FieldId::Spec => steps::position(wizard, field, &rows, wizard.draft.spec.as_deref()?),
        _ => rows.iter().position(|row| steps::is_chosen(wizard, field, *row)),
    };
    let cursor = held.or_else(chosen).unwrap_or(0);
    let page = page(wizard, field, rows.len());
    let picker = wizard.pickers.entry(field).or_default();
    if held.is_none() {
        picker.held = None;
    }
    picker.rows = rows;
    picker.total = total;
    picker.jump(cursor, page);
}

/// Rows of a table that are on the screen at once.
pub fn page(wizard: &Wizard, field: FieldId, table_rows: usize) -> usize {
    use crate::app::layout::Body;
    let fields = steps::fields(wizard, wizard.step).len();
    let elsewhere = wizard.focused() != field;
    let rows = wizard.layout.body_rows();
    let body = Body::share(rows, fields, Some(table_rows), elsewhere);
    body.leaving(rows, fields, steps::details(field)).page.into()
}

fn defaults(wizard: &mut Wizard) {
    default_zone(wizard);
    default_spec(wizard);
    default_image(wizard);
    default_disks(wizard);
    default_network(wizard);
    default_login(wizard);
}

fn open(wizard: &Wizard, field: FieldId) -> bool {
    !wizard.answered.contains(&field)
}

fn default_zone(wizard: &mut Wizard) {
    let Some(zones) = wizard.cloud.zones().filter(|_| open(wizard, FieldId::Zone)) else { return };
    let listed = |name: &String| zones.iter().any(|zone| zone.name == *name);
    if !wizard.draft.zone.as_ref().is_some_and(listed) {
        wizard.draft.zone = zones.first().map(|zone| zone.name.clone());
    }
}

/// Whether a spec is one that most people could start with.
pub(crate) fn plain(spec: &Spec) -> bool {
    spec.vcpus >= 2
        && spec.memory.get() >= 4
        && spec.gpu.is_none()
        && spec.fpga.is_none()
        && !spec.bare_metal
        && spec.arch == Arch::X86
        && spec.local_disks.is_none()
}

/// Whether a security group is the default one of its VPC, which nothing but its name says.
pub(crate) fn default_group(name: &str) -> bool {
    name.eq_ignore_ascii_case("default") || name.contains("默认")
}

fn default_spec(wizard: &mut Wizard) {
    if !open(wizard, FieldId::Spec) {
        return;
    }
    let Some(specs) = spec::specs(wizard) else { return };
    let buyable = |known: &&Spec| spec::unavailable(wizard, known).is_none();
    let chosen = wizard.draft.spec.as_deref();
    if chosen.and_then(|name| spec::named(wizard, name)).is_some_and(|(_, known)| buyable(&known)) {
        return;
    }
    // The smallest ordinary spec; of equals the plainest family, of those the newest.
    let ordinary = specs.iter().filter(buyable).filter(|known| plain(known));
    let smallest = ordinary.min_by_key(|known| {
        (known.vcpus, known.memory, known.family.len(), Reverse(known.family.clone()))
    });
    let found = smallest.or_else(|| specs.iter().find(buyable)).map(|known| known.name.clone());
    wizard.draft.spec = found;
}

fn default_image(wizard: &mut Wizard) {
    if !open(wizard, FieldId::Image) {
        return;
    }
    let Some(images) = wizard.cloud.images() else { return };
    let facts = wizard.cloud.facts(&wizard.draft);
    let chosen_spec = facts.spec(&wizard.draft);
    let fitting: Vec<_> =
        images.iter().filter(|known| image::unfit(wizard, chosen_spec, known).is_none()).collect();
    let chosen = wizard.draft.image.as_deref();
    if fitting.iter().any(|known| Some(known.id.as_str()) == chosen) {
        return;
    }
    // A public Linux image, Ubuntu before others, the newest of them; else whatever fits.
    let best = fitting.iter().max_by_key(|known| {
        (
            known.kind == ImageKind::Public,
            known.os_type == OsType::Linux,
            known.os_name.eq_ignore_ascii_case("ubuntu"),
            known.os_version.clone(),
        )
    });
    wizard.draft.image = best.map(|known| known.id.clone());
}

fn default_disks(wizard: &mut Wizard) {
    if open(wizard, FieldId::SystemDiskType) {
        // The same for the same spec, whichever specs were looked at before.
        let types = disks::system_types(wizard);
        let documented =
            types.iter().find(|kind| limits::same_storage(kind, limits::DEFAULT_SYSTEM_DISK));
        wizard.draft.system_disk_type = documented.or_else(|| types.first()).cloned();
    }
    let facts = wizard.cloud.facts(&wizard.draft);
    let least = rules::image_minimum(&wizard.draft, &facts);
    let local = facts.spec(&wizard.draft).and_then(|known| known.local_disks).map(|(_, size)| size);
    if open(wizard, FieldId::SystemDiskSize) {
        wizard.draft.system_disk_size = INCLUDED_SYSTEM_DISK.max(least).to_string();
    }
    if open(wizard, FieldId::LocalDisk) {
        wizard.draft.local_disk = local.map(|size| size.to_string()).unwrap_or_default();
    }
}

fn default_network(wizard: &mut Wizard) {
    let facts = wizard.cloud.facts(&wizard.draft);
    let usable: Vec<(String, String)> = facts
        .subnets
        .unwrap_or_default()
        .iter()
        .filter(|subnet| network::unusable(wizard, subnet).is_none())
        .map(|subnet| (subnet.vpc.clone(), subnet.id.clone()))
        .collect();
    if open(wizard, FieldId::Vpc)
        && let Some(vpcs) = facts.vpcs
    {
        let known = |id: &String| vpcs.iter().any(|vpc| vpc.id == *id);
        let serves = |id: &String| usable.iter().any(|(of, _)| of == id);
        // Subnets may arrive after the VPCs, and another zone has others: an answer that no
        // given one hangs on still moves to where there is one.
        let hang = [FieldId::Subnet, FieldId::Groups, FieldId::Interfaces];
        let bound = hang.into_iter().any(|field| !open(wizard, field));
        let stays = |id: &String| known(id) && (bound || usable.is_empty() || serves(id));
        // A subnet that was given before its VPC, as a plan may do, brings it along.
        let given = facts.subnet(&wizard.draft).filter(|_| !open(wizard, FieldId::Subnet));
        if let Some(subnet) = given {
            wizard.draft.vpc = Some(subnet.vpc.clone());
        } else if !wizard.draft.vpc.as_ref().is_some_and(stays) {
            // The default VPC where it has a subnet in the zone, else any that has one.
            let best = vpcs.iter().max_by_key(|vpc| (serves(&vpc.id), vpc.is_default));
            wizard.draft.vpc = best.map(|vpc| vpc.id.clone());
        }
    }
    if open(wizard, FieldId::Subnet) {
        let vpc = wizard.draft.vpc.as_deref().unwrap_or_default();
        let mut here = usable.iter().filter(|(of, _)| of == vpc).map(|(_, id)| id);
        let chosen = wizard.draft.subnet.as_ref();
        if !chosen.is_some_and(|chosen| here.clone().any(|id| id == chosen)) {
            wizard.draft.subnet = here.next().cloned();
        }
    }
    // While enterprise groups are asked for, nothing that was given stands among the ordinary ones
    // unless it is there.
    let unsaid = wizard.draft.enterprise && wizard.draft.groups.is_empty();
    if unsaid || open(wizard, FieldId::Groups) && !wizard.draft.enterprise {
        let vpc = wizard.draft.vpc.clone().unwrap_or_default();
        let Some(groups) = wizard.cloud.groups(&vpc) else { return };
        let listed = |id: &String| groups.iter().any(|group| group.id == *id);
        if wizard.draft.groups.is_empty() || !wizard.draft.groups.iter().all(listed) {
            let named = groups.iter().find(|group| default_group(&group.name));
            let best = named.or_else(|| groups.first());
            wizard.draft.groups = best.map(|group| group.id.clone()).into_iter().collect();
        }
    }
}

fn default_login(wizard: &mut Wizard) {
    let facts = wizard.cloud.facts(&wizard.draft);
    let windows = facts.image(&wizard.draft).is_some_and(|known| known.os_type == OsType::Windows);
    let failed = wizard.cloud.load(&Ask::KeyPairs).is_some_and(|load| load.fault().is_some());
    let pairs = facts.key_pairs;
    let no_pairs = pairs.map_or(failed, <[_]>::is_empty);
    if open(wizard, FieldId::KeyPair)
        && let Some(pairs) = pairs
    {
        let listed = |id: &String| pairs.iter().any(|pair| pair.id == *id);
        if !wizard.draft.key_pair.as_ref().is_some_and(listed) {
            wizard.draft.key_pair = pairs.first().map(|pair| pair.id.clone());
        }
    }
    if open(wizard, FieldId::Login) {
        wizard.draft.login =
            if windows || no_pairs { LoginChoice::Password } else { LoginChoice::KeyPair };
    }
}

/// Whether the pause after typing is still running at `now`.
pub(crate) fn still_typing(since: Option<Moment>, now: Moment) -> bool {
    since.is_some_and(|since| now < since + TYPING_PAUSE)
}
