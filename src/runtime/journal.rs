//! The journal: one file an order, on disk before the first byte of the request leaves, and after every
//! change (contract.md §4).
//!
//! Whoever sends or follows an order holds its lock, so that two programs never do so at once. Files
//! that are damaged, somebody else's or of a newer version are reported and left alone.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use crate::domain::record::{Record, VERSION};
use crate::domain::said::Said;
use crate::files;

/// How the names of the files end.
const ENDING: &str = "json";
/// How the names of the locks end.
const LOCK_ENDING: &str = "lock";
/// A record is never as large as this, in bytes.
const LARGEST: u64 = 4 * 1024 * 1024;

/// Why the journal, or an entry of it, cannot be used.
#[derive(Debug)]
pub enum JournalError {
    /// The folder cannot be made or written to.
    Folder {
        /// Where.
        folder: PathBuf,
        /// Why.
        why: io::Error,
    },
    /// There is no folder for it.
    NoPlace,
    /// A record cannot be written.
    Unwritable {
        /// Its file.
        path: PathBuf,
        /// Why.
        why: io::Error,
    },
    /// A record cannot be used.
    Unreadable {
        /// Its file.
        path: PathBuf,
        /// Why, a part of a sentence.
        why: Said,
    },
    /// Another program sends or follows the order.
    Busy {
        /// The order.
        token: String,
    },
    /// No order of this name.
    Unknown {
        /// Where it was looked for.
        folder: PathBuf,
        /// What was looked for.
        name: String,
    },
    /// Several orders begin like this.
    Ambiguous {
        /// What was looked for.
        name: String,
    },
}

impl JournalError {
    /// The sentence.
    pub fn said(&self) -> Said {
        let path = |path: &Path| path.display().to_string();
        match self {
            Self::Folder { folder, why } => {
                Said::of("journal.folder").with("folder", path(folder)).with("why", why)
            }
            Self::NoPlace => Said::of("journal.no_place"),
            Self::Unwritable { path: file, why } => {
                Said::of("journal.unwritable").with("path", path(file)).with("why", why)
            }
            Self::Unreadable { path: file, why } => {
                Said::of("journal.unreadable").with("path", path(file)).with("why", why.clone())
            }
            Self::Busy { token } => Said::of("journal.busy").with("token", token),
            Self::Unknown { folder, name } => {
                Said::of("journal.unknown").with("folder", path(folder)).with("name", name)
            }
            Self::Ambiguous { name } => Said::of("journal.ambiguous").with("name", name),
        }
    }
}

/// The folder of the records.
#[derive(Clone, Debug)]
pub struct Journal {
    folder: PathBuf,
}

/// What a look into the folder found.
#[derive(Debug, Default)]
pub struct Listing {
    /// The records, the latest first.
    pub records: Vec<Record>,
    /// Files that cannot be used, and why.
    pub unusable: Vec<JournalError>,
}

/// A record and the right to change it.
#[derive(Debug)]
pub struct Held {
    record: Record,
    path: PathBuf,
    lock_path: PathBuf,
    // Unlocked when it is closed.
    _lock: File,
}

impl Journal {
    /// The journal in this folder. Nothing is made before something is written.
    pub fn at(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether a record could be written now.
    pub fn ready(&self) -> Result<(), JournalError> {
        let probe = self.folder.join(".probe");
        files::make_folder(&self.folder)
            .and_then(|()| files::replace(&probe, b"the journal can be written\n"))
            .and_then(|()| fs::remove_file(&probe))
            .map_err(|why| JournalError::Folder { folder: self.folder.clone(), why })
    }

    /// Writes the record of an order that was never sent, and takes hold of it.
    pub fn begin(&self, record: Record) -> Result<Held, JournalError> {
        files::make_folder(&self.folder)
            .map_err(|why| JournalError::Folder { folder: self.folder.clone(), why })?;
        let held = self.hold(&record.token)?;
        if held.0.exists() {
            let why = Said::of("journal.taken");
            return Err(JournalError::Unreadable { path: held.0, why });
        }
        let (path, lock_path, lock) = held;
        let held = Held { record, path, lock_path, _lock: lock };
        held.write()?;
        Ok(held)
    }

    /// Takes hold of an order by its token, or by as much of the token as tells it from others.
    pub fn take(&self, name: &str) -> Result<Held, JournalError> {
        let token = self.token(name)?;
        let (path, lock_path, lock) = self.hold(&token)?;
        let record = read(&path)?;
        Ok(Held { record, path, lock_path, _lock: lock })
    }

    /// All records, and what is there besides.
    pub fn list(&self) -> Listing {
        let mut listing = Listing::default();
        for path in self.paths() {
            match read(&path) {
                Ok(record) => listing.records.push(record),
                Err(error) => listing.unusable.push(error),
            }
        }
        listing.records.sort_by(|a, b| (&b.placed, &b.token).cmp(&(&a.placed, &a.token)));
        listing
    }

    /// The records of orders that are not finished, the latest first.
    pub fn unfinished(&self) -> Vec<Record> {
        let mut records = self.list().records;
        records.retain(|record| record.progress.state.unfinished());
        records
    }

    fn paths(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut paths: Vec<PathBuf> = entries
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|ending| ending == ENDING))
            .filter(|path| !path.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.')))
            .collect();
        paths.sort();
        paths
    }

    fn token(&self, name: &str) -> Result<String, JournalError> {
        let stems = self.paths().into_iter().filter_map(|path| {
            let stem = path.file_stem()?.to_str()?.to_owned();
            stem.starts_with(name).then_some(stem)
        });
        let mut found: Vec<String> = stems.collect();
        if let Some(exact) = found.iter().position(|stem| stem == name) {
            return Ok(found.swap_remove(exact));
        }
        match (found.pop(), found.is_empty()) {
            (Some(token), true) if !name.is_empty() => Ok(token),
            (Some(_), _) => Err(JournalError::Ambiguous { name: name.to_owned() }),
            (None, _) => {
                let (folder, name) = (self.folder.clone(), name.to_owned());
                Err(JournalError::Unknown { folder, name })
            }
        }
    }

    /// Locks an order: its file, the lock's file, the lock.
    fn hold(&self, token: &str) -> Result<(PathBuf, PathBuf, File), JournalError> {
        let path = self.folder.join(format!("{token}.{ENDING}"));
        let lock_path = self.folder.join(format!("{token}.{LOCK_ENDING}"));
        let lock = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .mode(0o600)
            .open(&lock_path)
            .map_err(|why| JournalError::Folder { folder: self.folder.clone(), why })?;
        match lock.try_lock() {
            Ok(()) => Ok((path, lock_path, lock)),
            Err(TryLockError::WouldBlock) => Err(JournalError::Busy { token: token.to_owned() }),
            Err(TryLockError::Error(why)) => {
                Err(JournalError::Folder { folder: self.folder.clone(), why })
            }
        }
    }
}

fn read(path: &Path) -> Result<Record, JournalError> {
    let unusable = |why: Said| JournalError::Unreadable { path: path.to_owned(), why };
    let damaged = |why: &serde_json::Error| {
        let said = Said::of("journal.damaged").with_number("line", why.line());
        unusable(said.with_number("column", why.column()))
    };
    let about = fs::symlink_metadata(path).map_err(|why| unusable(why.into()))?;
    if !about.is_file() {
        return Err(unusable(Said::of("journal.not_a_file")));
    }
    if about.uid() != rustix::process::geteuid().as_raw() {
        return Err(unusable(Said::of("journal.foreign")));
    }
    if about.len() > LARGEST {
        return Err(unusable(Said::of("journal.too_large").with_number("bytes", about.len())));
    }
    let bytes = fs::read(path).map_err(|why| unusable(why.into()))?;
    let value: serde_json::Value = serde_json::from_slice(&bytes).map_err(|why| damaged(&why))?;
    match value.get("version").and_then(serde_json::Value::as_u64) {
        Some(version) if version == u64::from(VERSION) => {}
        Some(version) => {
            let said = Said::of("journal.other_version").with_number("found", version);
            return Err(unusable(said.with_number("wanted", VERSION)));
        }
        None => return Err(unusable(Said::of("journal.no_record"))),
    }
    // From the text and not from the value, which does not know its lines.
    let record: Record = serde_json::from_slice(&bytes).map_err(|why| damaged(&why))?;
    if path.file_stem().and_then(|stem| stem.to_str()) != Some(record.token.as_str()) {
        return Err(unusable(Said::of("journal.other_name")));
    }
    Ok(record)
}

impl Held {
    /// The record.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// Changes the record, on disk before it returns. A record that stays the same is not written.
    pub fn change(&mut self, change: impl FnOnce(&mut Record)) -> Result<(), JournalError> {
        let before = self.record.clone();
        change(&mut self.record);
        if self.record == before { Ok(()) } else { self.write() }
    }

    fn write(&self) -> Result<(), JournalError> {
        let unwritable = |why| JournalError::Unwritable { path: self.path.clone(), why };
        let bytes = serde_json::to_vec_pretty(&self.record)
            .map_err(|why| unwritable(io::Error::other(why)))?;
        files::replace(&self.path, &bytes).map_err(unwritable)
    }
}

impl Drop for Held {
    /// A finished order needs no lock file any more. Whoever waits for it finds it finished.
    fn drop(&mut self) {
        if !self.record.progress.state.unfinished() {
            let _ = fs::remove_file(&self.lock_path);
        }
    }
}

#[cfg(test)]
mod tests;
