//! All rules of a purchase: a draft and what is known of the cloud in, problems out.
//!
//! Each rule has the id it has in limits.md. A rule whose facts are not known stays silent or falls
//! back to the static limits; an answer that is required but missing is an error all the same. A rule
//! about a typed name's shape is silent once the cloud's own list tells whether the name exists.
//!
//! Ids that limits.md does not have, for what it leaves to the wizard: what is chosen must be there
//! (`….required`, `….listed`, `spec.sold_out`, `image.arch`, `subnet.vpc`), and what is typed where it
//! names no rule must at least be readable (`root.extra_io`, `cds.name`, `dedicated.format`).

mod addresses;
mod billing;
mod data_disks;
mod disks;
mod extras;
mod image;
pub mod limits;
mod machine;
mod network;
mod placement;
mod public_ip;
mod spec;
mod storage;
mod system;
mod zone;

use crate::domain::catalog::{Image, OsType, Spec, Subnet};
use crate::domain::draft::Draft;
use crate::domain::facts::Facts;
use crate::domain::field::FieldId;
use crate::domain::problem::{Fix, Part, Problem, Severity};
use crate::domain::rules::limits::{NotWhole, UnitWords};
use crate::domain::units::Gib;

/// Judges a draft by every rule. Problems come in the order of the fields, the list's own before its
/// items', and the heaviest of one field first.
pub fn check(draft: &Draft, facts: &Facts) -> Vec<Problem> {
    let case = Case::new(draft, facts);
    let mut found = Vec::new();
    for step in [
        zone::check,
        spec::check,
        machine::check,
        image::check,
        disks::check,
        data_disks::check,
        storage::check,
        network::check,
        public_ip::check,
        addresses::check,
        placement::check,
        system::check,
        extras::check,
        billing::check,
    ] {
        step(&case, &mut found);
    }
    found.sort_by_key(|problem| (problem.field, problem.item, std::cmp::Reverse(problem.severity)));
    found
}

/// Whether any of these problems blocks the purchase.
pub fn blocks(problems: &[Problem]) -> bool {
    problems.iter().any(|problem| problem.severity == Severity::Error)
}

/// Whether the draft's spec must be given a local disk: only then [`FieldId::LocalDisk`] is asked.
pub fn needs_local_disk(draft: &Draft, facts: &Facts) -> bool {
    Case::new(draft, facts).needs_local_disk()
}

/// How many data disks an instance of the draft's spec may have (limits.md `cds.count`).
pub fn data_disk_limit(draft: &Draft, facts: &Facts) -> u32 {
    facts.spec(draft).and_then(|spec| spec.volume_count).unwrap_or(limits::CDS_COUNT)
}

/// The least system disk the draft's image needs, by whichever list knows the larger; 0 where none
/// does.
pub fn image_minimum(draft: &Draft, facts: &Facts) -> Gib {
    let id = chosen(draft.image.as_ref());
    let fitting = facts.fitting.unwrap_or_default();
    let by_spec = fitting.iter().find(|fit| Some(fit.id.as_str()) == id);
    let known =
        [facts.image(draft).and_then(|image| image.min_disk), by_spec.and_then(|fit| fit.min_disk)];
    known.into_iter().flatten().max().unwrap_or_default()
}

/// The text of a choice; `None` where nothing is chosen.
pub(in crate::domain) fn chosen(choice: Option<&String>) -> Option<&str> {
    choice.map(|text| text.trim()).filter(|text| !text.is_empty())
}

/// The family of the draft's spec, as the cloud says or by its name.
pub(in crate::domain) fn family<'a>(draft: &'a Draft, facts: &Facts<'a>) -> Option<&'a str> {
    facts
        .spec(draft)
        .map(|spec| spec.family.as_str())
        .filter(|family| !family.is_empty())
        .or_else(|| limits::family_of(chosen(draft.spec.as_ref())?))
}

/// The chosen groups of the chosen kind, each once.
pub(in crate::domain) fn groups(draft: &Draft) -> Vec<&str> {
    let ids = if draft.enterprise { &draft.enterprise_groups } else { &draft.groups };
    let mut once: Vec<&str> = Vec::new();
    for id in ids.iter().map(|id| id.trim()).filter(|id| !id.is_empty()) {
        if !once.contains(&id) {
            once.push(id);
        }
    }
    once
}

/// A draft under judgement, with what several rules ask of it.
struct Case<'a> {
    draft: &'a Draft,
    facts: &'a Facts<'a>,
    spec: Option<&'a Spec>,
    image: Option<&'a Image>,
    subnet: Option<&'a Subnet>,
    /// The count, where it is a number and not 0.
    count: Option<u32>,
}

impl<'a> Case<'a> {
    fn new(draft: &'a Draft, facts: &'a Facts<'a>) -> Self {
        Self {
            draft,
            facts,
            spec: facts.spec(draft),
            image: facts.image(draft),
            subnet: facts.subnet(draft),
            count: limits::whole(&draft.count).ok().filter(|&count| count > 0),
        }
    }

    /// The spec's name, for sentences.
    fn spec_name(&self) -> &'a str {
        chosen(self.draft.spec.as_ref()).unwrap_or_default()
    }

    /// The zone's name, for sentences.
    fn zone_name(&self) -> &'a str {
        chosen(self.draft.zone.as_ref()).unwrap_or_default()
    }

    /// The image's operating system; Linux while it is not known.
    fn os(&self) -> OsType {
        self.image.map_or(OsType::Linux, |image| image.os_type)
    }

    /// Whether the spec is bare metal: as its list says, else by its name; `None` where neither tells.
    fn bare_metal(&self) -> Option<bool> {
        self.spec.map(|spec| spec.bare_metal).or_else(|| limits::bare_metal_name(self.spec_name()))
    }

    fn needs_local_disk(&self) -> bool {
        let local_disks = self.spec.and_then(|spec| spec.local_disks).map_or(0, |(count, _)| count);
        let accelerated = self.spec.is_some_and(|spec| spec.gpu.is_some() || spec.fpga.is_some());
        family(self.draft, self.facts)
            .is_some_and(|family| limits::storage_optimised(family, local_disks, accelerated))
    }
}

/// A text that is no whole number.
struct Misread {
    /// The words to say.
    words: &'static str,
    /// Why it is none.
    why: NotWhole,
    /// The number most likely meant.
    meant: Option<u32>,
}

impl Misread {
    /// What to offer instead: what was meant; the largest for what is too large; else the usual.
    fn instead(&self, usual: u32, largest: u32) -> u32 {
        self.meant.unwrap_or(if self.why == NotWhole::TooLarge { largest } else { usual })
    }
}

/// Reads a whole number of this unit; for what is none, what to say and to offer: `words`, unless it is
/// merely too large to read.
fn number(text: &str, words: &'static str, units: UnitWords) -> Result<u32, Misread> {
    limits::whole(text).map_err(|why| Misread {
        words: if why == NotWhole::TooLarge { "too_large" } else { words },
        why,
        meant: limits::meant(text, units),
    })
}

/// The ids joined, as a fix of a list of ids has them.
fn joined<'a>(ids: impl IntoIterator<Item = &'a str>) -> String {
    ids.into_iter().collect::<Vec<_>>().join(",")
}

impl Problem {
    fn new(severity: Severity, rule: &'static str, words: &'static str, field: FieldId) -> Self {
        Self { rule, words, field, item: None, severity, values: Vec::new(), fix: None }
    }

    fn error(rule: &'static str, words: &'static str, field: FieldId) -> Self {
        Self::new(Severity::Error, rule, words, field)
    }

    fn warning(rule: &'static str, words: &'static str, field: FieldId) -> Self {
        Self::new(Severity::Warning, rule, words, field)
    }

    fn hint(rule: &'static str, words: &'static str, field: FieldId) -> Self {
        Self::new(Severity::Hint, rule, words, field)
    }

    /// Fills a place of the sentence.
    fn with(mut self, name: &'static str, value: &(impl ToString + ?Sized)) -> Self {
        self.values.push((name, value.to_string()));
        self
    }

    /// Points at one entry of a list; a way out that changes a part of an entry changes this one's.
    fn at(mut self, item: usize) -> Self {
        self.item = Some(item);
        if let Some(fix) = self.fix.as_mut().filter(|fix| fix.part.is_some()) {
            fix.item = Some(item);
        }
        self
    }

    /// Offers a way out that changes the same answer.
    fn fixed(self, value: &(impl ToString + ?Sized)) -> Self {
        let field = self.field;
        self.fixed_by(field, value)
    }

    /// Offers a way out that changes another answer.
    fn fixed_by(mut self, field: FieldId, value: &(impl ToString + ?Sized)) -> Self {
        self.fix = Some(Fix { field, item: None, part: None, value: value.to_string() });
        self
    }

    /// Offers a way out that changes a part of the entry that [`Self::at`] names.
    fn fixed_part(mut self, part: Part, value: &(impl ToString + ?Sized)) -> Self {
        let (field, value) = (self.field, value.to_string());
        self.fix = Some(Fix { field, item: self.item, part: Some(part), value });
        self
    }

    /// Offers such a way out where there is one.
    fn maybe_fixed_part(self, part: Part, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.fixed_part(part, &value),
            None => self,
        }
    }

    /// Offers a way out where there is one.
    fn maybe_fixed(self, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.fixed(&value),
            None => self,
        }
    }
}
