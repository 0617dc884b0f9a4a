//! What becomes of given answers when the purchase moves to another region, zone or VPC (limits.md §3).
//!
//! Some answers mean something in one place only ([`Part`]). Where their place changes, one that was
//! given
//!
//! 1. stays when it fits the new place too;
//! 2. else gives way to what was given in the new place before;
//! 3. else, when it may still be mended (a spec; a subnet of the same VPC), stays as it is, with the
//!    problem its rule finds and the way out it offers;
//! 4. else, being an id of the place that was left, is set aside.
//!
//! What gave way or was set aside is remembered under its place, so that going back brings it again,
//! and it is named in the notice. Answers that nobody gave are not remembered: defaults follow by
//! themselves. Everything that is bound to no place (texts, numbers, payment) stays untouched, and the
//! rules judge it anew; [`say_unfit`] names what they found.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::wizard::{Notice, Screen, Wizard};
use crate::domain::draft::{DiskDraft, Draft, FileSystemDraft};
use crate::domain::field::FieldId;
use crate::domain::problem::{Problem, Severity};

/// A part of the draft that is bound to a place. In this order they are looked at: what others are
/// bound to comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Zone,
    Vpc,
    Image,
    SnapshotPolicy,
    FileSystems,
    /// The snapshots that data disks are made from.
    Snapshots,
    EnterpriseGroups,
    DeploymentSets,
    DedicatedHost,
    KeyPair,
    Spec,
    EhcCluster,
    Subnet,
    Groups,
    Interfaces,
}

impl Part {
    const ALL: [Self; 15] = [
        Self::Zone,
        Self::Vpc,
        Self::Image,
        Self::SnapshotPolicy,
        Self::FileSystems,
        Self::Snapshots,
        Self::EnterpriseGroups,
        Self::DeploymentSets,
        Self::DedicatedHost,
        Self::KeyPair,
        Self::Spec,
        Self::EhcCluster,
        Self::Subnet,
        Self::Groups,
        Self::Interfaces,
    ];

    fn field(self) -> FieldId {
        match self {
            Self::Zone => FieldId::Zone,
            Self::Vpc => FieldId::Vpc,
            Self::Image => FieldId::Image,
            Self::SnapshotPolicy => FieldId::SnapshotPolicy,
            Self::FileSystems => FieldId::FileSystems,
            Self::Snapshots => FieldId::DataDisks,
            Self::EnterpriseGroups | Self::Groups => FieldId::Groups,
            Self::DeploymentSets => FieldId::DeploymentSets,
            Self::DedicatedHost => FieldId::DedicatedHost,
            Self::KeyPair => FieldId::KeyPair,
            Self::Spec => FieldId::Spec,
            Self::EhcCluster => FieldId::EhcCluster,
            Self::Subnet => FieldId::Subnet,
            Self::Interfaces => FieldId::Interfaces,
        }
    }

    /// Where the answer means something. A region is part of every place.
    fn place(self, draft: &Draft) -> Place {
        let (zone, vpc) = match self {
            Self::Spec | Self::EhcCluster => (draft.zone.clone(), None),
            Self::Groups | Self::Interfaces => (None, draft.vpc.clone()),
            Self::Subnet => (draft.zone.clone(), draft.vpc.clone()),
            _ => (None, None),
        };
        Place { region: draft.region.clone(), zone, vpc }
    }

    /// Whether other parts are bound to it: then even a default is remembered, or those could not
    /// come back.
    fn leads(self) -> bool {
        matches!(self, Self::Zone | Self::Vpc)
    }

    /// Whether the question that it answers is asked at present: of the two kinds of group one is.
    fn is_asked(self, draft: &Draft) -> bool {
        match self {
            Self::EnterpriseGroups => draft.enterprise,
            Self::Groups => !draft.enterprise,
            _ => true,
        }
    }

    /// What is answered; `None` when nothing is.
    fn read(self, draft: &Draft) -> Option<Value> {
        let ids = |ids: &Vec<String>| (!ids.is_empty()).then(|| Value::Ids(ids.clone()));
        match self {
            Self::Groups => ids(&draft.groups),
            Self::EnterpriseGroups => ids(&draft.enterprise_groups),
            Self::DeploymentSets => ids(&draft.deployment_sets),
            Self::Interfaces => ids(&draft.interfaces),
            Self::DedicatedHost => {
                let typed = &draft.dedicated_host;
                (!typed.trim().is_empty()).then(|| Value::Id(typed.clone()))
            }
            Self::FileSystems => {
                let mounts = &draft.file_systems;
                (!mounts.is_empty()).then(|| Value::Mounts(mounts.clone()))
            }
            Self::Snapshots => {
                let disks = &draft.data_disks;
                let any = disks.iter().any(|disk| disk.snapshot.is_some());
                any.then(|| Value::Disks(disks.clone()))
            }
            _ => draft.choice(self.field())?.clone().map(Value::Id),
        }
    }

    /// Puts an answer back, or takes it away. Disks come back only where the list is still the one
    /// that was left without its snapshots.
    fn write(self, draft: &mut Draft, value: Option<Value>) -> bool {
        match (self, value) {
            (Self::FileSystems, Some(Value::Mounts(mounts))) => draft.file_systems = mounts,
            (Self::FileSystems, _) => draft.file_systems.clear(),
            (Self::Snapshots, Some(Value::Disks(disks))) => {
                let left = without_snapshots(&draft.data_disks);
                let unchanged = without_snapshots(&disks) == left;
                draft.data_disks = if unchanged { disks } else { left };
                return unchanged;
            }
            (Self::Snapshots, _) => draft.data_disks = without_snapshots(&draft.data_disks),
            (Self::Groups, value) => draft.groups = ids(value),
            (Self::EnterpriseGroups, value) => draft.enterprise_groups = ids(value),
            (Self::DeploymentSets, value) => draft.deployment_sets = ids(value),
            (Self::Interfaces, value) => draft.interfaces = ids(value),
            (Self::DedicatedHost, value) => draft.dedicated_host = id(value).unwrap_or_default(),
            (part, value) => {
                if let Some(place) = draft.choice_mut(part.field()) {
                    *place = id(value);
                }
            }
        }
        true
    }

    /// Whether the answer, given elsewhere, fits where the purchase is now; `None` when nothing tells.
    fn fits(self, wizard: &Wizard) -> Option<bool> {
        let draft = &wizard.draft;
        let facts = wizard.cloud.facts(draft);
        match self {
            Self::Spec => facts.specs.map(|_| facts.spec(draft).is_some()),
            Self::Subnet => facts.subnet(draft).map(|subnet| {
                Some(&subnet.zone) == draft.zone.as_ref() && Some(&subnet.vpc) == draft.vpc.as_ref()
            }),
            _ => Some(false),
        }
    }

    /// Whether the answer may stay where it does not fit, or is not known to.
    fn may_stay(self, was: &Place, now: &Place) -> bool {
        match self {
            Self::Spec => true,
            Self::Subnet => (&was.region, &was.vpc) == (&now.region, &now.vpc),
            _ => false,
        }
    }
}

fn without_snapshots(disks: &[DiskDraft]) -> Vec<DiskDraft> {
    let bare = |disk: &DiskDraft| DiskDraft { snapshot: None, ..disk.clone() };
    disks.iter().map(bare).collect()
}

fn id(value: Option<Value>) -> Option<String> {
    match value {
        Some(Value::Id(id)) => Some(id),
        _ => None,
    }
}

fn ids(value: Option<Value>) -> Vec<String> {
    match value {
        Some(Value::Ids(ids)) => ids,
        _ => Vec::new(),
    }
}

/// Where an answer means something: in a region, or in a zone or VPC of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    region: String,
    zone: Option<String>,
    vpc: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Value {
    Id(String),
    Ids(Vec<String>),
    Mounts(Vec<FileSystemDraft>),
    Disks(Vec<DiskDraft>),
}

/// An answer that gave way, and whether the user had given it.
#[derive(Clone, Debug)]
struct Held {
    value: Value,
    given: bool,
}

/// Answers of places that were left.
#[derive(Clone, Debug, Default)]
pub struct Kept(BTreeMap<(Part, Place), Held>);

/// What a move did to answers the user had given.
#[derive(Debug, Default)]
struct Moved {
    /// Set aside.
    aside: Vec<FieldId>,
    /// There again, as given in the new place before.
    back: Vec<FieldId>,
}

/// Moves the purchase: `field` (region, zone or VPC) is answered with `value`, and what is bound to it
/// is treated as this module says. What that did to given answers is said.
pub(crate) fn relocate(wizard: &mut Wizard, field: FieldId, value: &str) {
    let known = match field {
        FieldId::Region => Some(&wizard.draft.region),
        field => wizard.draft.choice(field).and_then(Option::as_ref),
    };
    if known.is_some_and(|known| known == value) {
        return;
    }
    let places = Part::ALL.map(|part| part.place(&wizard.draft));
    let answered = wizard.answered.clone();
    let before = if field == FieldId::Region {
        wizard.pickers.clear();
        wizard.cloud.start_over();
        if !answered.contains(&FieldId::SystemDiskType) {
            wizard.draft.system_disk_type = None;
        }
        std::mem::replace(&mut wizard.draft.region, value.to_owned())
    } else {
        let place = wizard.draft.choice_mut(field);
        place.and_then(|place| place.replace(value.to_owned())).unwrap_or_default()
    };
    let mut moved = Moved::default();
    for (part, was) in Part::ALL.into_iter().zip(places) {
        follow(wizard, part, &was, answered.contains(&part.field()), &mut moved);
    }
    say_moved(wizard, field, value, before, &moved);
}

/// One part after the purchase moved away from `was`.
fn follow(wizard: &mut Wizard, part: Part, was: &Place, given: bool, moved: &mut Moved) {
    let now = part.place(&wizard.draft);
    if *was == now {
        return;
    }
    let field = part.field();
    let asked = part.is_asked(&wizard.draft);
    let value = part.read(&wizard.draft);
    let has = given && value.is_some();
    // What came back here when the place was entered is in the draft: that is the truth now.
    match value.clone().filter(|_| given || part.leads()) {
        Some(value) => wizard.kept.0.insert((part, was.clone()), Held { value, given }),
        None => wizard.kept.0.remove(&(part, was.clone())),
    };
    let fits = if has { part.fits(wizard) } else { Some(false) };
    if fits == Some(true) {
        return;
    }
    let held = wizard.kept.0.get(&(part, now.clone())).cloned();
    if held.is_none() && part.may_stay(was, &now) && (has || was.region == now.region) {
        return;
    }
    if has && held.as_ref().is_some_and(|held| held.given && Some(&held.value) == value.as_ref()) {
        return;
    }
    let comes_back = held.as_ref().is_some_and(|held| held.given);
    let written = part.write(&mut wizard.draft, held.map(|held| held.value));
    if !asked {
        return;
    }
    match (comes_back && written, has) {
        (true, _) => moved.back.push(field),
        (false, true) => moved.aside.push(field),
        (false, false) => {}
    }
    if comes_back {
        wizard.answered.insert(field);
    } else if part != Part::Snapshots {
        // The disks are still there without what they were made from.
        wizard.answered.remove(&field);
    }
}

/// Forgets every id of the cloud, what is remembered of other places, and what is known of the cloud:
/// somebody else buys now. Texts, counts and billing stay. Says how many answers were lost.
pub(crate) fn forget_ids(wizard: &mut Wizard) -> usize {
    let mut lost = BTreeSet::new();
    for part in Part::ALL {
        if part.read(&wizard.draft).is_some() {
            lost.insert(part.field());
        }
        part.write(&mut wizard.draft, None);
    }
    for field in [FieldId::SystemDiskType, FieldId::Role, FieldId::ResourceGroup] {
        if wizard.draft.choice_mut(field).and_then(Option::take).is_some() {
            lost.insert(field);
        }
    }
    lost.retain(|field| wizard.answered.contains(field));
    // The disks themselves are still there.
    for field in lost.iter().filter(|field| **field != FieldId::DataDisks) {
        wizard.answered.remove(field);
    }
    wizard.kept = Kept::default();
    wizard.pickers.clear();
    wizard.cloud.start_over();
    lost.len()
}

/// Fields as a value of a notice: their names, which the words of the screen replace.
fn names(fields: &[FieldId]) -> String {
    let mut once: Vec<&str> = Vec::new();
    for field in fields {
        if !once.contains(&field.name()) {
            once.push(field.name());
        }
    }
    once.join(",")
}

fn say_moved(wizard: &mut Wizard, field: FieldId, value: &str, before: String, moved: &Moved) {
    if moved.aside.is_empty() && moved.back.is_empty() {
        return;
    }
    let mut values = vec![("field", field.name().to_owned()), ("value", value.to_owned())];
    if !moved.aside.is_empty() {
        values.extend([
            ("before", before),
            ("aside", names(&moved.aside)),
            ("then", "notice.set_aside".to_owned()),
        ]);
    }
    if !moved.back.is_empty() {
        values.extend([("back", names(&moved.back)), ("then", "notice.back_again".to_owned())]);
    }
    wizard.notice = Some(Notice { words: "notice.moved", values, severity: Severity::Warning });
}

/// What the rules refuse among the given answers; an image too that they only warn of, since it could
/// not be chosen now.
pub(crate) fn unfit(wizard: &Wizard) -> Vec<Problem> {
    let refused = |problem: &&Problem| {
        let weight = match problem.field {
            FieldId::Image => Severity::Warning,
            _ => Severity::Error,
        };
        problem.severity >= weight && wizard.answered.contains(&problem.field)
    };
    wizard.problems.iter().filter(refused).cloned().collect()
}

/// Names some given answers that are refused.
const UNFIT: &str = "notice.unfit";
/// The same of one answer, with the reason.
const UNFIT_SINCE: &str = "notice.unfit_since";

/// Names the given answers that a change elsewhere, or a list that arrived, made wrong. `before` is
/// what was refused already; what is wrong at `focus` is seen where it is.
pub(crate) fn say_unfit(wizard: &mut Wizard, before: &[Problem], focus: FieldId) {
    if wizard.screen != Screen::Form || wizard.dialog.is_some() {
        return;
    }
    let now = unfit(wizard);
    let newly = now.iter().filter(|problem| problem.field != focus && !before.contains(problem));
    let mut newly: Vec<FieldId> = newly.map(|problem| problem.field).collect();
    newly.dedup();
    if newly.is_empty() {
        return;
    }
    // Said a moment ago: a further list has arrived since.
    let said = wizard.notice.as_mut().and_then(|notice| {
        let said = notice.values.iter_mut().find(|(name, _)| *name == "unfit")?;
        newly.retain(|field| !said.1.split(',').any(|name| name == field.name()));
        if !newly.is_empty() {
            said.1 = format!("{},{}", said.1, names(&newly));
        }
        Some(notice)
    });
    if let Some(notice) = said {
        if newly.is_empty() {
            return;
        }
        if notice.words == UNFIT_SINCE {
            notice.words = UNFIT;
        }
        for (_, then) in notice.values.iter_mut().filter(|(_, value)| value == UNFIT_SINCE) {
            UNFIT.clone_into(then);
        }
        return;
    }
    let mut values = vec![("unfit", names(&newly))];
    let mut words = UNFIT;
    // Of two values of one name the first counts: the notice must not have a reason of its own.
    let reasoned = |notice: &Notice| notice.values.iter().any(|(name, _)| *name == "reason");
    if let [field] = newly[..]
        && let Some(problem) = wizard.problem(field)
        && !wizard.notice.as_ref().is_some_and(reasoned)
    {
        values.push(("reason", format!("problem.{}", problem.words)));
        values.extend(problem.values.iter().cloned());
        words = UNFIT_SINCE;
    }
    match &mut wizard.notice {
        Some(notice) => {
            values.push(("then", words.to_owned()));
            notice.values.extend(values);
            notice.severity = notice.severity.max(Severity::Warning);
        }
        None => wizard.notice = Some(Notice { words, values, severity: Severity::Warning }),
    }
}
