//! Plan files as the commands take them: read from a file or from standard input, with what they
//! name but do not hold.

use std::fs::File;
use std::io::{self, IsTerminal as _, Read as _};
use std::path::{Path, PathBuf};

use secrecy::SecretString;

use super::Unusable;
use super::password::{self, FileError};
use crate::cli::Global;
use crate::domain::field::FieldId;
use crate::domain::language::Language;
use crate::domain::plan::Hidden;
use crate::domain::plan::file::{self, Fault, PasswordSource, PlanFile};
use crate::domain::said::Said;
use crate::ui::words::Words;

/// The name of a plan that comes from standard input.
const STANDARD_INPUT: &str = "-";

/// A plan and where it came from.
pub struct Source {
    /// Its name for sentences.
    pub name: String,
    /// Its folder, from which the paths in it count; `None` for standard input.
    folder: Option<PathBuf>,
    bytes: Vec<u8>,
    words: Words,
}

impl Source {
    /// Reads the file, or standard input for `-`. What cannot be read is a sentence.
    pub fn open(path: &Path, language: Language) -> anyhow::Result<Self> {
        let words = Words(language);
        if path.as_os_str() == STANDARD_INPUT {
            let name = words.get("plan.standard_input").into_owned();
            let input = io::stdin();
            if input.is_terminal() {
                return Err(Unusable::new(Said::of("plan.input_is_terminal")).into());
            }
            let bytes = all(input.lock()).map_err(|error| {
                Unusable::new(Said::of("plan.unreadable").with("name", &name).with("why", error))
            })?;
            if bytes.is_empty() {
                return Err(Unusable::new(Said::of("plan.input_is_empty")).into());
            }
            return Ok(Self { name, folder: None, bytes, words });
        }
        let name = path.display().to_string();
        let bytes = File::open(path).and_then(all).map_err(|error| {
            Unusable::new(Said::of("plan.unreadable").with("name", &name).with("why", error))
        })?;
        Ok(Self { name, folder: path.parent().map(Path::to_owned), bytes, words })
    }

    /// Takes the plan apart; where it names no region it is for this one. The text of its user data
    /// is part of its answers.
    pub fn read(&self, region: &str) -> Result<PlanFile, Vec<Fault>> {
        let mut plan = file::read(&self.bytes, region)?;
        if let Some(path) = plan.elsewhere.user_data_file.clone() {
            match self.text(&path) {
                Ok(text) => plan.draft.user_data = Hidden::from(text),
                Err(why) => {
                    let (key, line) = plan.place(FieldId::UserData, None);
                    return Err(vec![Fault {
                        words: "user_data_file",
                        line,
                        key,
                        values: vec![("path", path), ("why", self.words.said(&why))],
                        nearest: None,
                    }]);
                }
            }
        }
        Ok(plan)
    }

    fn beside(&self, path: &str) -> PathBuf {
        match &self.folder {
            Some(folder) => folder.join(path),
            None => PathBuf::from(path),
        }
    }

    fn text(&self, path: &str) -> Result<String, Said> {
        let bytes = File::open(self.beside(path)).and_then(all)?;
        if bytes.len() > file::LARGEST {
            return Err(Said::from(io::Error::from(io::ErrorKind::FileTooLarge)));
        }
        String::from_utf8(bytes).map_err(|_| io::Error::from(io::ErrorKind::InvalidData).into())
    }

    /// Takes the plan apart with the password it names, which must be there.
    pub fn whole(&self, region: &str) -> Result<PlanFile, Vec<Fault>> {
        let mut plan = self.read(region)?;
        match self.password(&plan) {
            None => {}
            Some(Err(fault)) => return Err(vec![fault]),
            Some(Ok(password)) => plan.give_password(password),
        }
        Ok(plan)
    }

    /// The password that the plan says where to find; `None` where its login is by something else.
    pub fn password(&self, plan: &PlanFile) -> Option<Result<SecretString, Fault>> {
        let source = plan.elsewhere.password.as_ref()?;
        let (key, line) = plan.place(FieldId::Password, None);
        let fault = |words: &'static str, values: Vec<(&'static str, String)>| Fault {
            words,
            line,
            key: key.clone(),
            values,
            nearest: None,
        };
        Some(match source {
            PasswordSource::Env(name) => match std::env::var(name) {
                Ok(value) if !value.is_empty() => Ok(SecretString::from(value)),
                _ => Err(fault("password_env", vec![("name", name.clone())])),
            },
            PasswordSource::File(path) => {
                password::from_file(&self.beside(path)).map_err(|error| match error {
                    FileError::Open(mode) => {
                        let path = self.beside(path).display().to_string();
                        let values = vec![("path", path), ("mode", format!("{mode:04o}"))];
                        fault("password_open", values)
                    }
                    other => {
                        let why = self.words.said(&other.said(path));
                        fault("password_file", vec![("path", path.clone()), ("why", why)])
                    }
                })
            }
        })
    }
}

/// As much as a plan may have, and one byte more, so that too much is seen.
fn all(source: impl io::Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(file::LARGEST as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A plan's region is where it buys: its ids mean nothing elsewhere, so a flag cannot change it.
pub fn agrees(global: &Global, plan: &PlanFile) -> anyhow::Result<()> {
    let said = plan.answered.contains(&FieldId::Region);
    match &global.region {
        Some(flag) if said && flag.trim() != plan.draft.region.trim() => {
            let said = Said::of("plan.other_region").with("flag", flag);
            Err(Unusable::new(said.with("region", &plan.draft.region)).into())
        }
        _ => Ok(()),
    }
}

/// A fault in a sentence. Values that are names of kinds are put into words.
pub fn sentence(words: Words, fault: &Fault) -> String {
    let values: Vec<(&str, String)> = fault
        .values
        .iter()
        .map(|(name, value)| {
            let kind = matches!(*name, "found" | "wanted") && value.starts_with("plan_type.");
            let value = match *name {
                _ if kind => words.get(value).into_owned(),
                "known" => words.list(&value.split(", ").map(str::to_owned).collect::<Vec<_>>()),
                _ => value.clone(),
            };
            (*name, value)
        })
        .chain([("key", fault.key.clone())])
        .collect();
    let values: Vec<(&str, &str)> =
        values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    words.fill(&format!("plan_fault.{}", fault.words), &values)
}
