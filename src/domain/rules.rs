//! All rules of a purchase: a draft and what is known of the cloud in, problems out.
//!
//! Each rule has the id it has in limits.md. A rule whose facts are not known stays silent or falls
//! back to the static limits; an answer that is required but missing is an error all the same. A rule
//! about a typed name's shape is silent once the cloud's own list tells whether the name exists.
//!
//! Ids that limits.md does not have, for what it leaves to the wizard: `zone.required`,
//! `image.listed`, `vpc.listed`, `subnet.required`, `subnet.listed`, `subnet.vpc`, `sg.listed`,
//! `key.required`, `pass.required`, `root.extra_io`.

mod billing;
mod disks;
mod image;
pub mod limits;
mod network;
mod spec;
mod system;
mod zone;

use crate::domain::catalog::{Image, OsType, Spec, Subnet};
use crate::domain::draft::Draft;
use crate::domain::facts::Facts;
use crate::domain::field::FieldId;
use crate::domain::problem::{Fix, Problem, Severity};
use crate::domain::rules::limits::NotWhole;
use crate::domain::units::Gib;

/// Judges a draft by every rule. Problems come in the order of the fields, the list's own before its
/// items', and the heaviest of one field first.
pub fn check(draft: &Draft, facts: &Facts) -> Vec<Problem> {
    let case = Case::new(draft, facts);
    let mut found = Vec::new();
    for step in [
        zone::check,
        spec::check,
        image::check,
        disks::check,
        network::check,
        system::check,
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

    fn needs_local_disk(&self) -> bool {
        let local_disks = self.spec.and_then(|spec| spec.local_disks).map_or(0, |(count, _)| count);
        let accelerated = self.spec.is_some_and(|spec| spec.gpu.is_some() || spec.fpga.is_some());
        family(self.draft, self.facts)
            .is_some_and(|family| limits::storage_optimised(family, local_disks, accelerated))
    }
}

/// Reads a whole number; for what is none, the words to say: `words`, unless it is merely too large
/// to read.
fn number(text: &str, words: &'static str) -> Result<u32, &'static str> {
    limits::whole(text).map_err(|why| match why {
        NotWhole::Empty | NotWhole::NotDigits => words,
        NotWhole::TooLarge => "too_large",
    })
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

    /// Points at one entry of a list.
    fn at(mut self, item: usize) -> Self {
        self.item = Some(item);
        self
    }

    /// Offers a way out that changes the same answer.
    fn fixed(self, value: &(impl ToString + ?Sized)) -> Self {
        let field = self.field;
        self.fixed_by(field, value)
    }

    /// Offers a way out that changes another answer.
    fn fixed_by(mut self, field: FieldId, value: &(impl ToString + ?Sized)) -> Self {
        self.fix = Some(Fix { field, item: self.item, value: value.to_string() });
        self
    }

    /// Offers a way out where there is one.
    fn maybe_fixed(self, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.fixed(&value),
            None => self,
        }
    }
}
