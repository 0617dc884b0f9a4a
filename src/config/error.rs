//! Why settings cannot be used: sentences that name the thing, the reason and the way out, and never
//! repeat what a file or a secret holds.

use std::path::PathBuf;

use super::{ACCESS_KEY, Origin, SECRET_KEY};
use crate::api::endpoint::EndpointError;

/// Why the settings cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// No key pair anywhere.
    #[error(
        "there is no access key: set {ACCESS_KEY} and {SECRET_KEY}, or run “bce configure set”{}, or try the program without an account: bcc-wizard --sandbox",
        choice(.0)
    )]
    NoKeys(Vec<String>),
    /// One half of the pair in the environment; a profile's other half does not fit it.
    #[error(
        "{0} is set, but {1} is not, and two halves from different places make no pair: set both variables, or neither to use a profile"
    )]
    HalfAPair(&'static str, &'static str),
    /// One half of the pair in a profile.
    #[error(
        "the profile “{profile}” has no {missing}: complete it with “bce configure set {profile}”"
    )]
    HalfAProfile {
        /// Its name.
        profile: String,
        /// The key that is missing in the file.
        missing: &'static str,
    },
    /// A mode that `bce` may know and this program does not.
    #[error(
        "the profile “{profile}” has the mode “{mode}”, but only AK and StsToken are known: choose another with --profile, or change it with “bce configure set {profile} --mode AK”"
    )]
    Mode {
        /// Its name.
        profile: String,
        /// What stands there, shortened.
        mode: String,
    },
    /// limits.md `cred.ak`.
    #[error(
        "the access key ID of {0} holds characters that none has (only letters, digits, - and _ occur): copy it again"
    )]
    AccessKey(Origin),
    /// A secret key or session token with blanks or control characters, which none has.
    #[error(
        "the {1} of {0} holds blanks or characters outside ASCII, which none has: copy it again"
    )]
    Secret(Origin, &'static str),
    /// limits.md `cred.sk`, and only where a password is to be encrypted with it.
    #[error(
        "the secret access key is shorter than 16 bytes, so it cannot encrypt a password: copy it again, or log in with a key pair"
    )]
    ShortSecret,
    /// A variable that is not text.
    #[error("{0} is not readable text: set it again")]
    NotText(&'static str),
    /// No such language.
    #[error("the language “{0}” of {1} is not spoken here: use en or zh-CN")]
    Language(String, Origin),
    /// No number of cells.
    #[error("the width “{0}” of {1} is not known: use 1, 2 or auto")]
    AmbiguousWidth(String, Origin),
    /// limits.md `region.known`.
    #[error(
        "the region “{0}” of {1} cannot be one: a region is two to five lower-case letters, such as bj; name it with --region"
    )]
    Region(String, Origin),
    /// An address that cannot be used.
    #[error("{0}: {1}")]
    Endpoint(Origin, EndpointError),
    /// A profile that would send orders in the clear.
    #[error(
        "the endpoint of {0} starts with http:, so orders would travel in the clear: write https:, or, if http is meant, name it with --endpoint or BCE_ENDPOINT"
    )]
    Plain(Origin),
    /// The file of the profiles cannot be read.
    #[error("{} cannot be read ({why}): make it readable, or move it away and set {ACCESS_KEY} and {SECRET_KEY}", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's word.
        why: String,
    },
    /// The file of the profiles cannot be written; it was left as it is.
    #[error("{} cannot be written ({why}): make the file and its folder writable", .path.display())]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// The system's word.
        why: String,
    },
    /// The file of the profiles is not JSON.
    #[error("{} is not JSON (line {line}, column {column}): correct it there, or move it away and run “bce configure set”", .path.display())]
    NotJson {
        /// The file.
        path: PathBuf,
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// JSON, but not profiles.
    #[error("{} is not what “bce configure set” writes (line {line}, column {column}): correct it there, or move it away and run “bce configure set”", .path.display())]
    Shape {
        /// The file.
        path: PathBuf,
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// A profile was asked for, and there is nothing to find it in.
    #[error("there is no profile “{0}”, because {1}: run “bce configure set {0}”")]
    NoFile(String, String),
    /// No such profile in the file.
    #[error("there is no profile “{name}” in {}{}", .path.display(), others(.nearest.as_deref(), .known))]
    NoProfile {
        /// What was asked for.
        name: String,
        /// The file.
        path: PathBuf,
        /// The one most like it.
        nearest: Option<String>,
        /// All there are.
        known: Vec<String>,
    },
}

fn choice(profiles: &[String]) -> String {
    if profiles.is_empty() {
        String::new()
    } else {
        format!(", or choose another profile with --profile ({})", profiles.join(", "))
    }
}

fn others(nearest: Option<&str>, known: &[String]) -> String {
    let guess = nearest.map(|name| format!("; did you mean “{name}”?")).unwrap_or_default();
    match known {
        [] => ": it holds none; run “bce configure set”".to_owned(),
        known => {
            let mark = if guess.is_empty() { ";" } else { "" };
            format!("{guess}{mark} it has {}", known.join(", "))
        }
    }
}
