//! `--debug-log FILE`: what was asked of the cloud and what it answered, one JSON object a line.
//!
//! A file that only its owner may read, written to directly: two kinds of lines need no framework,
//! and what is written has been rid of its secrets before it gets here (`api::exchange`).

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::api::exchange::Exchange;
use crate::domain::said::Said;

/// Only its owner may read and write the file.
const MODE: u32 = 0o600;

/// Why there can be no debug log.
#[derive(Debug)]
pub enum LogError {
    /// A link that somebody else made, who would choose what is written to.
    ForeignLink(PathBuf),
    /// A folder, a pipe, a device.
    NotAFile(PathBuf),
    /// The system's refusal.
    Closed {
        /// The file.
        path: PathBuf,
        /// The system's word.
        why: io::Error,
    },
}

impl LogError {
    /// The sentence.
    pub fn said(&self) -> Said {
        let of = |words: &'static str, path: &Path| {
            Said::of(words).with("path", path.display().to_string())
        };
        match self {
            Self::ForeignLink(path) => of("debug_log.foreign_link", path),
            Self::NotAFile(path) => of("debug_log.not_a_file", path),
            Self::Closed { path, why } => of("debug_log.closed", path).with("why", why),
        }
    }
}

/// The open file. Lines are appended whole, also by several clients at once.
#[derive(Debug)]
pub struct DebugLog {
    file: Mutex<File>,
}

impl DebugLog {
    /// Opens the file at its end, or makes it, for its owner alone.
    pub fn open(path: &Path) -> Result<Self, LogError> {
        let closed = |why| LogError::Closed { path: path.to_owned(), why };
        // Looked at before it is opened: to open a pipe would wait for its other end.
        let seen = match fs::symlink_metadata(path) {
            Ok(link) if link.is_symlink() => {
                if is_foreign(link.uid(), rustix::process::geteuid().as_raw()) {
                    return Err(LogError::ForeignLink(path.to_owned()));
                }
                fs::metadata(path)
            }
            found => found,
        };
        match &seen {
            Ok(seen) if !seen.is_file() => return Err(LogError::NotAFile(path.to_owned())),
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(closed(io::Error::from(error.kind())));
            }
            _ => {}
        }
        let file = OpenOptions::new().append(true).create(true).mode(MODE).open(path);
        let file = file.map_err(closed)?;
        let opened = file.metadata().map_err(closed)?;
        let same = |seen: &fs::Metadata| (seen.dev(), seen.ino()) == (opened.dev(), opened.ino());
        if !opened.is_file() || !seen.as_ref().map_or(true, same) {
            return Err(LogError::NotAFile(path.to_owned()));
        }
        // An old file may be open to others. Where it cannot be closed to them, it is not ours to close.
        if opened.permissions().mode() & 0o077 != 0 {
            let _ = file.set_permissions(fs::Permissions::from_mode(MODE));
        }
        Ok(Self { file: Mutex::new(file) })
    }

    /// Writes down a fact of the run, such as where a setting came from. Never give it a secret.
    pub fn note(&self, fields: Value) {
        self.line("note", fields);
    }

    /// Writes down a request when it is sent, and its answer when there is one.
    pub fn exchange(&self, exchange: &Exchange) {
        match &exchange.outcome {
            None => self.line("request", request(exchange)),
            Some(outcome) => self.line(
                "answer",
                json!({
                    "number": exchange.number,
                    "method": exchange.method,
                    "path": exchange.path,
                    "status": outcome.status,
                    "request_id": outcome.request_id,
                    "took_ms": milliseconds(outcome.took),
                    "error": outcome.error,
                    "body": outcome.body.as_deref().map(readable),
                }),
            ),
        }
    }

    /// A log that cannot be written (a full disk) must not stop an order, so failures are passed over.
    fn line(&self, what: &str, fields: Value) {
        let mut line = Map::new();
        line.insert("time".to_owned(), Value::from(format!("{:.3}", Timestamp::now())));
        line.insert("what".to_owned(), Value::from(what));
        if let Value::Object(fields) = fields {
            line.extend(fields.into_iter().filter(|(_, value)| !value.is_null()));
        }
        let text = format!("{}\n", Value::Object(line));
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = file.write_all(text.as_bytes());
    }
}

/// Whether a link of `owner` is somebody else's for `user`. The system's own links are everybody's.
fn is_foreign(owner: u32, user: u32) -> bool {
    owner != user && owner != 0
}

fn request(exchange: &Exchange) -> Value {
    let pairs = |list: &[(String, String)]| {
        list.iter().map(|(name, value)| (name.clone(), Value::from(value.clone()))).collect()
    };
    let query: Map<String, Value> = pairs(&exchange.query);
    let headers: Map<String, Value> = pairs(&exchange.headers);
    json!({
        "number": exchange.number,
        "method": exchange.method,
        "base": exchange.base,
        "path": exchange.path,
        "query": (!query.is_empty()).then_some(query),
        "headers": headers,
        "waited_ms": milliseconds(exchange.waited),
        "body": exchange.body.as_deref().map(readable),
    })
}

/// JSON as such, anything else as text.
fn readable(body: &str) -> Value {
    serde_json::from_str(body).unwrap_or_else(|_| Value::from(body))
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::is_foreign;

    #[test]
    fn a_link_is_foreign_unless_it_is_ours_or_the_system_s() {
        assert!(is_foreign(1001, 1000));
        assert!(is_foreign(1001, 0));
        assert!(!is_foreign(1000, 1000));
        assert!(!is_foreign(0, 1000));
        assert!(!is_foreign(0, 0));
    }
}
