//! The profiles of the `bce` command line: `~/.bce/config.json`.
//!
//! The form is that of baidubce/bce-cli (`internal/config/{config,credential}.go` and its README):
//! `current`, the name of a profile, and `profiles`, a list of objects with `name`, `mode` (`AK`,
//! `StsToken`, empty for `AK`), `access_key_id`, `secret_access_key`, `security_token`, `region`,
//! `endpoint` (a host name) and `language`. What is empty is left out, and a list without entries is
//! written as `null`. Other keys, which newer versions may write, are passed over.

use std::ffi::OsString;
use std::fmt;
use std::fs;
use std::io::{self, Read as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use secrecy::SecretString;
use serde::{Deserialize, Deserializer, de};
use zeroize::Zeroizing;

use super::{ACCESS_KEY, LANGUAGE, REGION, SECRET_KEY, SECURITY_TOKEN};
use super::{ConfigError, Read, nearest};
use crate::domain::said::Said;

/// Bytes of the file that are read; hundreds of profiles stay below.
const FILE_BYTES: u64 = 1024 * 1024;
/// What others than the owner may do with the file: nothing.
const OTHERS: u32 = 0o077;

/// One profile; empty values are absent ones.
#[derive(Debug, Default, Deserialize)]
pub struct Profile {
    /// What it is chosen by.
    #[serde(default, deserialize_with = "text")]
    pub name: String,
    /// `AK` or `StsToken`; empty means `AK`.
    #[serde(default, deserialize_with = "text")]
    pub mode: String,
    /// Access key ID.
    #[serde(default, deserialize_with = "text")]
    pub access_key_id: String,
    /// Secret access key.
    #[serde(default, deserialize_with = "secret")]
    pub secret_access_key: Option<SecretString>,
    /// Session token of temporary keys.
    #[serde(default, deserialize_with = "secret")]
    pub security_token: Option<SecretString>,
    /// Region, such as `bj`.
    #[serde(default, deserialize_with = "text")]
    pub region: String,
    /// Host that stands for every service.
    #[serde(default, deserialize_with = "text")]
    pub endpoint: String,
    /// Language of the screen, such as `zh-CN`.
    #[serde(default, deserialize_with = "text")]
    pub language: String,
}

impl Profile {
    /// Whether it says what this variable would say.
    pub(super) fn says(&self, variable: &str) -> bool {
        match variable {
            ACCESS_KEY | SECRET_KEY | SECURITY_TOKEN => {
                !self.access_key_id.is_empty() || self.secret_access_key.is_some()
            }
            REGION => !self.region.is_empty(),
            LANGUAGE => !self.language.is_empty(),
            _ => false,
        }
    }
}

/// All profiles of the file.
#[derive(Debug, Default)]
pub struct Profiles {
    /// The file, even where there is none; `None` without a home.
    pub path: Option<PathBuf>,
    /// The name of the one to use when none is asked for.
    pub current: String,
    /// In the order of the file.
    pub list: Vec<Profile>,
    /// What may be wrong with the file, as a sentence.
    pub warning: Option<Said>,
    /// Whether there is a file at all.
    exists: bool,
}

/// What the file says, as far as it is understood.
#[derive(Deserialize)]
pub(super) struct File {
    #[serde(default, deserialize_with = "text")]
    pub(super) current: String,
    #[serde(default)]
    pub(super) profiles: Option<Vec<Profile>>,
}

/// What stands in the file.
pub(super) struct Contents {
    pub(super) bytes: Zeroizing<Vec<u8>>,
    mode: u32,
}

impl Contents {
    /// Reads it; `None` when there is no file.
    pub(super) fn read(path: &Path) -> Result<Option<Self>, ConfigError> {
        let unreadable = |why: Said| ConfigError::Unreadable { path: path.to_owned(), why };
        let file = match fs::File::open(path) {
            Ok(file) => file,
            // A home without the folder, or a file where the folder should be: nobody ran `bce` here.
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
                ) =>
            {
                return Ok(None);
            }
            Err(error) => return Err(unreadable(error.into())),
        };
        // Of what the name leads to, so that links cost nothing.
        let about = file.metadata().map_err(|error| unreadable(error.into()))?;
        if !about.is_file() {
            return Err(unreadable(Said::of("config.not_a_file")));
        }
        // Space for all of it at once: a growing buffer would leave copies of secrets behind.
        let room = usize::try_from(about.len().min(FILE_BYTES)).unwrap_or_default() + 1;
        let mut bytes = Zeroizing::new(Vec::with_capacity(room));
        file.take(FILE_BYTES + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| unreadable(error.into()))?;
        if bytes.len() as u64 > FILE_BYTES {
            return Err(unreadable(Said::of("config.too_long").with_number("most", FILE_BYTES)));
        }
        Ok(Some(Self { bytes, mode: about.permissions().mode() }))
    }

    /// Parses it. The parser's own message may repeat what stands in the file, so only the place is kept.
    pub(super) fn parse<'a, T: Deserialize<'a>>(&'a self, path: &Path) -> Result<T, ConfigError> {
        serde_json::from_slice(&self.bytes).map_err(|error| {
            let (path, line, column) = (path.to_owned(), error.line(), error.column());
            if error.is_data() {
                ConfigError::Shape { path, line, column }
            } else {
                ConfigError::NotJson { path, line, column }
            }
        })
    }
}

/// Where the profiles are: `.bce/config.json` in the home folder.
pub fn path(read: Read<'_>) -> Option<PathBuf> {
    read("HOME")
        .filter(|home: &OsString| !home.is_empty())
        .map(|home| Path::new(&home).join(".bce").join("config.json"))
}

impl Profiles {
    /// Reads them; without a home or a file there are none.
    pub fn load(read: Read<'_>) -> Result<Self, ConfigError> {
        let Some(path) = path(read) else { return Ok(Self::default()) };
        let Some(contents) = Contents::read(&path)? else {
            return Ok(Self { path: Some(path), ..Self::default() });
        };
        let parsed: File = contents.parse(&path)?;
        let mode = contents.mode;
        let warning = (mode & OTHERS != 0).then(|| {
            Said::of("config_warning.open_file")
                .with("path", path.display().to_string())
                .with("mode", format!("{:04o}", mode & 0o777))
        });
        Ok(Self {
            path: Some(path),
            current: parsed.current,
            list: parsed.profiles.unwrap_or_default(),
            warning,
            exists: true,
        })
    }

    /// The profile of that name; with two of one name, the first, as `bce` does.
    pub fn named(&self, name: &str) -> Result<&Profile, ConfigError> {
        if let Some(found) = self.list.iter().find(|profile| profile.name == name) {
            return Ok(found);
        }
        let Some(path) = self.path.clone() else {
            return Err(ConfigError::NoFile(name.to_owned(), None));
        };
        if !self.exists {
            return Err(ConfigError::NoFile(name.to_owned(), Some(path)));
        }
        let known = self.names();
        let nearest = nearest(name, known.iter().map(String::as_str)).map(str::to_owned);
        Err(ConfigError::NoProfile { name: name.to_owned(), path, nearest, known })
    }

    /// The names, in the order of the file.
    pub fn names(&self) -> Vec<String> {
        self.list.iter().map(|profile| profile.name.clone()).collect()
    }
}

/// A text, or nothing for `null`.
fn text<'de, D: Deserializer<'de>>(source: D) -> Result<String, D::Error> {
    Option::<String>::deserialize(source).map(Option::unwrap_or_default)
}

/// A secret straight from the parser's hands; empty and `null` are none.
fn secret<'de, D: Deserializer<'de>>(source: D) -> Result<Option<SecretString>, D::Error> {
    struct Secret;

    impl<'de> de::Visitor<'de> for Secret {
        type Value = Option<SecretString>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a text")
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
            Ok((!text.is_empty()).then(|| SecretString::from(text)))
        }

        fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
            Ok(None)
        }

        fn visit_none<E: de::Error>(self) -> Result<Self::Value, E> {
            Ok(None)
        }

        fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Self::Value, D::Error> {
            inner.deserialize_str(self)
        }
    }

    source.deserialize_option(Secret)
}
