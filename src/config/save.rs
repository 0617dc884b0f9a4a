//! Saves a key pair as a profile of `~/.bce/config.json`, where `bce` finds it too.
//!
//! The file is read, changed and put in place of the old one at once, so that a crash leaves either
//! the old or the new one. Everything in it that is not ours stays as it was; a file that cannot be
//! understood is left alone.

use std::fs::DirBuilder;
use std::io;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::Path;

use secrecy::ExposeSecret as _;
use serde_json::{Map, Value, json};
use uuid::Uuid;
use zeroize::{Zeroize as _, Zeroizing};

use super::profile::{Contents, File, Profile};
use super::{ConfigError, Keys};
use crate::files;

/// The name of the first profile, as `bce` calls it.
const DEFAULT_NAME: &str = "default";
/// Only its owner may look into the folder.
const FOLDER_MODE: u32 = 0o700;
/// Bytes that a new profile takes at most besides its keys.
const PROFILE_BYTES: usize = 1024;

/// A profile that was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Its name.
    pub name: String,
    /// Whether it is the one used when none is asked for.
    pub current: bool,
    /// Its access key ID, by which it is known again.
    access_key: String,
}

/// The name that a new profile gets: `default`, or with the first number that nobody has.
pub fn free_name(taken: &[&str]) -> String {
    let numbered = (2..).map(|number: u32| format!("{DEFAULT_NAME}-{number}"));
    let mut names = std::iter::once(DEFAULT_NAME.to_owned()).chain(numbered);
    let free = names.find(|name| !taken.contains(&name.as_str()));
    free.unwrap_or_else(|| Uuid::new_v4().to_string())
}

/// Saves the keys as a new profile of the file at `path`. An existing profile is never changed, but for
/// the one that this run `earlier` made and that still holds the same access key or its correction.
///
/// The new profile becomes the current one unless the current one has keys of its own.
pub fn save(path: &Path, keys: &Keys, earlier: Option<&Saved>) -> Result<Saved, ConfigError> {
    // A link is followed: what it leads to is replaced, not the link.
    let target = files::target(path).map_err(|error| unwritable(path, &error))?;
    let contents = Contents::read(&target)?;
    let (known, mut tree) = match &contents {
        // The file must be one that the next start can read, not only any JSON.
        Some(contents) => (contents.parse::<File>(path)?, Tree(contents.parse::<Value>(path)?)),
        None => {
            let tree = Tree(json!({ "current": "", "profiles": [] }));
            (File { current: String::new(), profiles: None }, tree)
        }
    };
    let list = known.profiles.unwrap_or_default();
    let own = earlier.and_then(|earlier| {
        let same = |it: &Profile| it.name == earlier.name && it.access_key_id == earlier.access_key;
        list.iter().position(same)
    });
    let name = match own {
        Some(at) => list[at].name.clone(),
        None => {
            let taken: Vec<&str> = list.iter().map(|profile| profile.name.as_str()).collect();
            free_name(&taken)
        }
    };
    let in_use = |it: &Profile| it.name == known.current && it.secret_access_key.is_some();
    let current = known.current == name || !list.iter().any(in_use);
    let put = tree.put(own, &name, keys, current);
    put.ok_or(ConfigError::Shape { path: path.to_owned(), line: 1, column: 1 })?;
    let room = contents.as_ref().map_or(0, |contents| contents.bytes.len()) * 2 + size(keys);
    tree.bytes(room)
        .and_then(|bytes| replace(&target, &bytes))
        .map_err(|error| unwritable(path, &error))?;
    Ok(Saved { name, current, access_key: keys.access_key.clone() })
}

fn unwritable(path: &Path, error: &io::Error) -> ConfigError {
    ConfigError::Unwritable { path: path.to_owned(), why: error.into() }
}

fn size(keys: &Keys) -> usize {
    let token = keys.session_token.as_ref().map_or(0, |token| token.expose_secret().len());
    // A character may be escaped as two.
    2 * (keys.access_key.len() + keys.secret_key.expose_secret().len() + token) + PROFILE_BYTES
}

/// The whole file as a tree; its texts, secrets among them, are wiped in the end.
struct Tree(Value);

impl Tree {
    /// Puts the profile at its place or at the end; `None` where the tree has no place for it, as a
    /// list in the place of an object that the reader would have let pass.
    fn put(&mut self, own: Option<usize>, name: &str, keys: &Keys, current: bool) -> Option<()> {
        let file = self.0.as_object_mut()?;
        if current {
            file.insert("current".to_owned(), Value::from(name));
        }
        let list = file.entry("profiles").or_insert(Value::Null);
        if list.is_null() {
            *list = Value::Array(Vec::new());
        }
        let list = list.as_array_mut()?;
        if own.is_none() {
            list.push(json!({ "name": name }));
        }
        let at = own.unwrap_or(list.len() - 1);
        let profile = list.get_mut(at)?.as_object_mut()?;
        let token = keys.session_token.as_ref();
        let mode = if token.is_some() { "StsToken" } else { "AK" };
        set(profile, "mode", mode);
        set(profile, "access_key_id", &keys.access_key);
        set(profile, "secret_access_key", keys.secret_key.expose_secret());
        match token {
            Some(token) => set(profile, "security_token", token.expose_secret()),
            None => {
                if let Some(mut old) = profile.shift_remove("security_token") {
                    wipe(&mut old);
                }
            }
        }
        Some(())
    }

    /// As `bce` writes it: two spaces a level.
    fn bytes(&self, room: usize) -> io::Result<Zeroizing<Vec<u8>>> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(room));
        serde_json::to_writer_pretty(&mut *bytes, &self.0)?;
        Ok(bytes)
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        wipe(&mut self.0);
    }
}

fn set(profile: &mut Map<String, Value>, key: &str, text: &str) {
    if let Some(mut old) = profile.insert(key.to_owned(), Value::from(text)) {
        wipe(&mut old);
    }
}

fn wipe(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(list) => list.iter_mut().for_each(wipe),
        Value::Object(map) => map.values_mut().for_each(wipe),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Puts the bytes in place of the file at once, in a folder that is made where there is none.
fn replace(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = target.parent().ok_or(io::ErrorKind::NotFound)?;
    match DirBuilder::new().mode(FOLDER_MODE).create(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    files::replace(target, bytes)
}
