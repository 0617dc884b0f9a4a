//! Faults on purpose: between the server and the operations, requests are lost, delayed and spoiled by
//! rules that are data. The operations and the state know nothing of it.
//!
//! A [`Plan`] is one of those in `faults.toml`, whose head explains the form, or of a file of one's own.

mod action;
mod engine;
mod error;
mod line;
mod plan;
mod read;
mod table;

pub use error::FaultError;
pub use plan::Plan;

pub(crate) use action::answer;
pub(crate) use engine::Engine;
pub(crate) use line::{Gate, Line};

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use crate::domain::nearest::nearest;
use crate::domain::said::Said;

/// The plan under which nothing goes wrong.
pub const DEFAULT: &str = "none";

/// What the embedded file is called in errors.
const EMBEDDED: &str = "faults.toml";
/// The most bytes of a file that are read; none that was written by hand is longer.
const MAX_FILE: u64 = 1024 * 1024;

/// The plans that come with the program; the first is [`DEFAULT`].
pub fn plans() -> Result<Vec<Plan>, FaultError> {
    parse(EMBEDDED, include_str!("../../assets/sandbox/faults.toml"))
}

/// The plans in the text of a file. `file` names it in errors.
pub fn parse(file: &str, text: &str) -> Result<Vec<Plan>, FaultError> {
    read::plans(file, text)
}

/// The plan of this name; else that of the file, which `FILE#NAME` names where it holds several.
pub fn find(name_or_file: &str) -> Result<Plan, FaultError> {
    let mut known = plans()?;
    if let Some(at) = known.iter().position(|plan| plan.name() == name_or_file) {
        return Ok(known.swap_remove(at));
    }
    let (file, name) = match name_or_file.rsplit_once('#') {
        Some((file, name)) if !Path::new(name_or_file).exists() => (file, Some(name)),
        _ => (name_or_file, None),
    };
    let is_file = Path::new(file).exists()
        || file.contains(std::path::MAIN_SEPARATOR)
        || Path::new(file).extension().is_some_and(|ending| ending == "toml");
    if !is_file {
        return Err(FaultError::unknown(name_or_file, &known));
    }
    let mut found = parse(file, &text_of(file)?)?;
    match name {
        None if found.len() == 1 => Ok(found.swap_remove(0)),
        None => Err(FaultError::Which { file: file.to_owned(), known: names(&found) }),
        Some(name) => match found.iter().position(|plan| plan.name() == name) {
            Some(at) => Ok(found.swap_remove(at)),
            None => Err(FaultError::NotInFile {
                name: name.to_owned(),
                file: file.to_owned(),
                nearest: nearest(name, found.iter().map(Plan::name)).map(str::to_owned),
                known: names(&found),
            }),
        },
    }
}

fn text_of(file: &str) -> Result<String, FaultError> {
    let unreadable = |reason: Said| FaultError::Unreadable { file: file.to_owned(), reason };
    let opened = File::open(file).map_err(|error| unreadable(error.into()))?;
    let mut text = String::new();
    let read = opened.take(MAX_FILE + 1).read_to_string(&mut text);
    match read.map_err(|error| unreadable(error.into()))? {
        bytes if bytes as u64 > MAX_FILE => {
            Err(unreadable(Said::of("fault_plan.too_long").with_number("most", MAX_FILE)))
        }
        _ => Ok(text),
    }
}

fn names(plans: &[Plan]) -> Vec<String> {
    plans.iter().map(|plan| plan.name().to_owned()).collect()
}
