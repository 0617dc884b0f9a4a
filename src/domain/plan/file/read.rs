//! From the text of a plan file to its answers, with everything that is wrong with it told at once.

mod sections;
mod values;

use std::collections::BTreeSet;

use toml::de::{DeTable, DeValue};

use super::keys;
use super::table::{Lines, Table, digits, kind};
use super::{Elsewhere, Fault, LARGEST, Place, PlanFile, VERSION};
use crate::domain::draft::Draft;
use crate::domain::field::FieldId;

/// Reads a plan file. Where it names no region, it is for `region`. Faults come in the order of lines.
pub fn read(bytes: &[u8], region: &str) -> Result<PlanFile, Vec<Fault>> {
    if bytes.len() > LARGEST {
        let fault = Fault::new("too_large", None, "").with("max", &(LARGEST >> 20));
        return Err(vec![fault]);
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let good = std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default();
            let line = Lines::of(good).at(good.len());
            return Err(vec![Fault::new("not_utf8", Some(line), "")]);
        }
    };
    let lines = Lines::of(text);
    let (root, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() && root.get_ref().is_empty() {
        return Err(vec![Fault::new("empty", None, "")]);
    }
    let mut reader = Reader::new(region, &lines);
    for error in &errors {
        reader.syntax(text, error);
    }
    reader.whole(root.get_ref());
    reader.done(!errors.is_empty())
}

struct Reader<'l> {
    lines: &'l Lines,
    draft: Draft,
    answered: BTreeSet<FieldId>,
    elsewhere: Elsewhere,
    places: Vec<Place>,
    faults: Vec<Fault>,
}

impl<'l> Reader<'l> {
    fn new(region: &str, lines: &'l Lines) -> Self {
        Self {
            lines,
            draft: Draft::new(region),
            answered: BTreeSet::new(),
            elsewhere: Elsewhere::default(),
            places: Vec::new(),
            faults: Vec::new(),
        }
    }

    /// A fault of the text as TOML. Of several in one line the first says enough.
    fn syntax(&mut self, text: &str, error: &toml::de::Error) {
        let span = error.span().unwrap_or(0..0);
        let line = self.lines.at(span.start.min(text.len()));
        if self.faults.iter().any(|fault| fault.line == Some(line)) {
            return;
        }
        let fault = if error.message() == "duplicate key" {
            let key = text.get(span).unwrap_or_default();
            Fault::new("duplicate", Some(line), key.trim())
        } else {
            Fault::new("syntax", Some(line), "").with("why", error.message())
        };
        self.faults.push(fault);
    }

    fn done(mut self, broken: bool) -> Result<PlanFile, Vec<Fault>> {
        if broken {
            // What was made of a line that could not be read is no matter; nor is what is missing.
            let mut seen: Vec<Option<usize>> = Vec::new();
            let syntax = |fault: &Fault| matches!(fault.words, "syntax" | "duplicate");
            seen.extend(self.faults.iter().filter(|fault| syntax(fault)).map(|fault| fault.line));
            self.faults.retain(|fault| syntax(fault) || !seen.contains(&fault.line));
            self.faults.retain(|fault| !matches!(fault.words, "version_missing" | "missing"));
        }
        self.faults.sort_by_key(|fault| fault.line);
        if !self.faults.is_empty() {
            return Err(self.faults);
        }
        let remarks = self.remarks();
        Ok(PlanFile {
            draft: self.draft,
            answered: self.answered,
            elsewhere: self.elsewhere,
            remarks,
            places: self.places,
        })
    }

    /// Answers that mean nothing beside the others.
    fn remarks(&self) -> Vec<Fault> {
        let silenced = self.answered.iter().filter_map(|field| {
            let because = keys::silenced_by(&self.draft, *field)?;
            let place = self.places.iter().find(|place| place.field == *field)?;
            let fault = Fault::new("not_read", Some(place.line), place.key.clone());
            Some(fault.with("because", keys::key(because)))
        });
        let mut remarks: Vec<Fault> = silenced.collect();
        remarks.dedup_by(|one, other| one.key == other.key);
        remarks
    }

    fn whole<'t>(&mut self, root: &'t DeTable<'t>) {
        let mut file = Table::new("", 1, root, self.lines);
        if !self.version(&mut file) {
            return;
        }
        if let Some((region, line)) = self.string(&mut file, "region") {
            self.draft.region = region;
            self.answer(FieldId::Region, None, "region".to_owned(), line);
        }
        // The payment decides what a charge means.
        if let Some(mut billing) = self.table(&mut file, "billing") {
            self.billing(&mut billing);
            billing.finish(&mut self.faults);
        }
        for path in ["zone", "spec", "image"] {
            if let Some(mut table) = self.table(&mut file, path) {
                self.plain(&mut table);
                table.finish(&mut self.faults);
            }
        }
        if let Some(mut disks) = self.table(&mut file, "disks") {
            self.disks(&mut disks);
            disks.finish(&mut self.faults);
        }
        if let Some(mut network) = self.table(&mut file, "network") {
            self.network(&mut network);
            network.finish(&mut self.faults);
        }
        if let Some(mut system) = self.table(&mut file, "system") {
            self.system(&mut system);
            system.finish(&mut self.faults);
        }
        file.finish(&mut self.faults);
    }

    /// Whether the file is of the version this program reads; if not, none of its keys can be judged.
    fn version(&mut self, file: &mut Table) -> bool {
        let wanted = VERSION.to_string();
        match file.take("version") {
            None => self.faults.push(Fault::new("version_missing", Some(1), "version")),
            Some((value, line)) => match digits(value) {
                Some(version) if version == wanted => {}
                Some(version) => {
                    let fault = Fault::new("version_other", Some(line), "version");
                    self.faults.push(fault.with("found", &version).with("wanted", &wanted));
                    return false;
                }
                None => self.wrong("version".to_owned(), line, value, "integer"),
            },
        }
        true
    }

    fn wrong(&mut self, key: String, line: usize, value: &DeValue, wanted: &'static str) {
        let fault = Fault::new("wrong_type", Some(line), key);
        let found = format!("plan_type.{}", kind(value));
        self.faults
            .push(fault.with("found", &found).with("wanted", &format!("plan_type.{wanted}")));
    }

    fn answer(&mut self, field: FieldId, item: Option<usize>, key: String, line: usize) {
        self.answered.insert(field);
        self.places.push(Place { field, item, key, line });
    }
}
