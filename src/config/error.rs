//! Why settings cannot be used: sentences that name the thing, the reason and the way out, and never
//! repeat what a file or a secret holds.

use std::path::PathBuf;

use super::{ACCESS_KEY, Origin, SECRET_KEY};
use crate::api::endpoint::EndpointError;
use crate::domain::said::Said;

/// Why the settings cannot be used. It is said by [`Self::said`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigError {
    /// No key pair anywhere; the profiles there are.
    NoKeys(Vec<String>),
    /// One half of the pair in the environment; a profile's other half does not fit it.
    HalfAPair(&'static str, &'static str),
    /// One half of the pair in a profile.
    HalfAProfile {
        /// Its name.
        profile: String,
        /// The key that is missing in the file.
        missing: &'static str,
    },
    /// A mode that `bce` may know and this program does not.
    Mode {
        /// Its name.
        profile: String,
        /// What stands there, shortened.
        mode: String,
    },
    /// limits.md `cred.ak`.
    AccessKey(Origin),
    /// A secret key or session token with blanks or control characters, which none has; the words of
    /// which of the two it is.
    Secret(Origin, &'static str),
    /// limits.md `cred.sk`, and only where a password is to be encrypted with it.
    ShortSecret,
    /// A variable that is not text.
    NotText(&'static str),
    /// No such language.
    Language(String, Origin),
    /// No number of cells.
    AmbiguousWidth(String, Origin),
    /// limits.md `region.known`.
    Region(String, Origin),
    /// An address that cannot be used.
    Endpoint(Origin, EndpointError),
    /// A profile that would send orders in the clear.
    Plain(Origin),
    /// The file of the profiles cannot be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        why: Said,
    },
    /// The file of the profiles cannot be written; it was left as it is.
    Unwritable {
        /// The file.
        path: PathBuf,
        /// Why.
        why: Said,
    },
    /// The file of the profiles is not JSON.
    NotJson {
        /// The file.
        path: PathBuf,
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// JSON, but not profiles.
    Shape {
        /// The file.
        path: PathBuf,
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// A profile was asked for, and the file to find it in is not there; without a home no file is known.
    NoFile(String, Option<PathBuf>),
    /// No such profile in the file.
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

impl ConfigError {
    /// The sentence.
    pub fn said(&self) -> Said {
        let file = |words: &'static str, path: &PathBuf| {
            Said::of(words).with("path", path.display().to_string())
        };
        let of_pair =
            |said: Said| said.with("access_key", ACCESS_KEY).with("secret_key", SECRET_KEY);
        match self {
            Self::NoKeys(profiles) if profiles.is_empty() => of_pair(Said::of("config.no_keys")),
            Self::NoKeys(profiles) => {
                of_pair(Said::of("config.no_keys_profiles").with("known", Said::list(profiles)))
            }
            Self::HalfAPair(set, unset) => {
                Said::of("config.half_a_pair").with("set", *set).with("unset", *unset)
            }
            Self::HalfAProfile { profile, missing } => {
                Said::of("config.half_a_profile").with("profile", profile).with("missing", *missing)
            }
            Self::Mode { profile, mode } => {
                Said::of("config.mode").with("profile", profile).with("mode", mode)
            }
            Self::AccessKey(origin) => Said::of("config.access_key").with("origin", origin),
            Self::Secret(origin, part) => {
                Said::of("config.secret").with("origin", origin).with("part", Said::of(*part))
            }
            Self::ShortSecret => Said::of("config.short_secret"),
            Self::NotText(name) => Said::of("config.not_text").with("name", *name),
            Self::Language(value, origin) => {
                Said::of("config.language").with("value", value).with("origin", origin)
            }
            Self::AmbiguousWidth(value, origin) => {
                Said::of("config.ambiguous_width").with("value", value).with("origin", origin)
            }
            Self::Region(value, origin) => {
                Said::of("config.region").with("value", value).with("origin", origin)
            }
            Self::Endpoint(origin, why) => {
                Said::of("config.endpoint").with("origin", origin).with("why", why.said())
            }
            Self::Plain(origin) => Said::of("config.plain").with("origin", origin),
            Self::Unreadable { path, why } => {
                of_pair(file("config.unreadable", path).with("why", why.clone()))
            }
            Self::Unwritable { path, why } => {
                file("config.unwritable", path).with("why", why.clone())
            }
            Self::NotJson { path, line, column } => file("config.not_json", path)
                .with_number("line", line)
                .with_number("column", column),
            Self::Shape { path, line, column } => {
                file("config.shape", path).with_number("line", line).with_number("column", column)
            }
            Self::NoFile(name, None) => Said::of("config.no_home").with("name", name),
            Self::NoFile(name, Some(path)) => file("config.no_file", path).with("name", name),
            Self::NoProfile { name, path, nearest, known } => {
                let words = match (nearest, known.as_slice()) {
                    (_, []) => "config.no_profiles",
                    (None, _) => "config.no_profile",
                    (Some(_), _) => "config.no_profile_near",
                };
                let near = nearest.as_deref().unwrap_or_default();
                file(words, path)
                    .with("name", name)
                    .with("near", near)
                    .with("known", Said::list(known))
            }
        }
    }
}
