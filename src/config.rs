//! Settings from flags, the environment and the profiles of the `bce` command line, each with the
//! place it came from.
//!
//! The order is: flag, environment, profile (`--profile`, else `current`), default. All is judged
//! before anything is sent; what cannot be used is a sentence ([`ConfigError`]), what may be wrong a
//! warning in [`Settings::warnings`].

mod error;
mod keys;
mod place;
pub mod profile;
pub mod save;
pub mod screen;

use std::ffi::OsString;

pub use error::ConfigError;
pub use keys::{Keys, can_encrypt};
pub use place::ENDPOINT;

use crate::domain::language::Language;
use crate::domain::nearest::nearest;
use crate::domain::said::Said;
use profile::{Profile, Profiles};
use screen::Screen;

/// The region when nobody says one.
pub const DEFAULT_REGION: &str = "bj";

/// The access key's variable.
pub const ACCESS_KEY: &str = "BCE_ACCESS_KEY_ID";
/// The secret key's variable.
pub const SECRET_KEY: &str = "BCE_SECRET_ACCESS_KEY";
/// The session token's variable, for temporary keys.
pub const SECURITY_TOKEN: &str = "BCE_SECURITY_TOKEN";
/// The region's variable.
pub const REGION: &str = "BCE_REGION";
/// The language's variable.
pub const LANGUAGE: &str = "BCE_LANGUAGE";
/// Where the system says the language, in the order it is asked.
const LOCALE: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];
/// Set to anything, it switches colours off.
const NO_COLOR: &str = "NO_COLOR";

/// Reads a variable; empty counts as unset.
pub type Read<'a> = &'a dyn Fn(&str) -> Option<OsString>;

/// Where a setting came from. Said as people would look for it: `--region`, `BCE_REGION`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A flag, by its name.
    Flag(&'static str),
    /// A variable, by its name.
    Environment(&'static str),
    /// The profile of this name.
    Profile(String),
    /// Nobody said anything.
    Default,
}

impl From<&Origin> for Said {
    fn from(origin: &Origin) -> Self {
        match origin {
            Origin::Flag(name) | Origin::Environment(name) => Self::text(*name),
            Origin::Profile(name) => Self::of("config.of_profile").with("name", name),
            Origin::Default => Self::of("config.of_default"),
        }
    }
}

impl Origin {
    /// The same for logs, in every language: `--region`, `BCE_REGION`, `profile dev`, `default`.
    pub fn logged(&self) -> String {
        match self {
            Self::Flag(name) | Self::Environment(name) => (*name).to_owned(),
            Self::Profile(name) => format!("profile {name}"),
            Self::Default => "default".to_owned(),
        }
    }
}

/// A value and where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// Where it came from.
    pub origin: Origin,
}

/// What the command line said; `None` where it said nothing.
// Each is a switch of its own on the command line.
#[allow(clippy::struct_excessive_bools)]
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// `--profile`.
    pub profile: Option<String>,
    /// `--region`.
    pub region: Option<String>,
    /// `--endpoint`.
    pub endpoint: Option<String>,
    /// `--language`.
    pub language: Option<String>,
    /// `--no-color`.
    pub no_color: bool,
    /// `--ascii`.
    pub ascii: bool,
    /// `--ambiguous-width`.
    pub ambiguous_width: Option<String>,
    /// `--no-mouse`.
    pub no_mouse: bool,
    /// `--plain`.
    pub plain: bool,
}

/// What the settings are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The cloud, or an address that stands for it.
    Cloud,
    /// The embedded cloud, which has keys and an address of its own. A file of profiles that cannot
    /// be used is no reason not to open it.
    Sandbox,
}

/// All settings, judged.
#[derive(Debug)]
pub struct Settings {
    /// The profile that was looked into, if any.
    pub profile: Option<String>,
    /// The key pair; `None` when there is none, and for the sandbox.
    pub keys: Option<Setting<Keys>>,
    /// The region.
    pub region: Setting<String>,
    /// Scheme, host and port that stand for every service; `None` for the cloud's own hosts.
    pub endpoint: Option<Setting<String>>,
    /// The language of the screen.
    pub language: Setting<Language>,
    /// Whether colours are drawn.
    pub colour: Setting<bool>,
    /// What the terminal can show and how it is spoken to.
    pub screen: Screen,
    /// Sentences to say before the screen opens.
    pub warnings: Vec<Said>,
    /// Profiles that could be chosen, in the order of the file.
    pub profiles: Vec<String>,
}

impl Settings {
    /// Gathers and judges them all.
    pub fn load(flags: &Flags, purpose: Purpose, read: Read<'_>) -> Result<Self, ConfigError> {
        let mut warnings = Vec::new();
        let profiles = match Profiles::load(read) {
            Err(error) if purpose == Purpose::Sandbox && flags.profile.is_none() => {
                warnings.push(error.said());
                Profiles::default()
            }
            loaded => loaded?,
        };
        warnings.extend(profiles.warning.clone());
        let profile = chosen(flags, purpose, read, &profiles, &mut warnings)?;
        // A profile asked for by name is a flag: what it says goes before the environment.
        let named = profile.filter(|_| flags.profile.is_some());
        let rest = |name: &str| read(name).filter(|_| !named.is_some_and(|it| it.says(name)));
        let read: Read<'_> = &rest;

        let region = place::region(flags, read, profile, &mut warnings)?;
        let (endpoint, keys) = if purpose == Purpose::Sandbox {
            (None, None)
        } else {
            let endpoint = place::endpoint(flags, read, profile, &region.value, &mut warnings)?;
            let (keys, warning) = keys::pair(read, profile)?;
            warnings.extend(warning);
            (endpoint, keys)
        };
        Ok(Self {
            profile: profile.map(|profile| profile.name.clone()),
            keys,
            region,
            endpoint,
            language: language(flags, read, profile, &mut warnings)?,
            colour: colour(flags, read),
            screen: Screen::load(flags, read)?,
            warnings,
            profiles: profiles.names(),
        })
    }

    /// The key pair, or the error that says where to get one.
    pub fn keys(&self) -> Result<&Setting<Keys>, ConfigError> {
        self.keys.as_ref().ok_or_else(|| ConfigError::NoKeys(self.profiles.clone()))
    }

    /// Every setting as text, with where it came from. Of the keys only the beginning of the ID.
    pub fn shown(&self) -> Vec<(&'static str, Setting<String>)> {
        let none = || Setting { value: String::new(), origin: Origin::Default };
        let told = |value: String, origin: &Origin| Setting { value, origin: origin.clone() };
        let keys = self.keys.as_ref().map(|keys| told(keys.value.hint(), &keys.origin));
        let cells = if self.screen.wide.value { "2" } else { "1" };
        vec![
            ("access key", keys.unwrap_or_else(none)),
            ("region", self.region.clone()),
            ("endpoint", self.endpoint.clone().unwrap_or_else(none)),
            ("language", told(self.language.value.tag().to_owned(), &self.language.origin)),
            ("colour", told(self.colour.value.to_string(), &self.colour.origin)),
            ("ascii", told(self.screen.ascii.value.to_string(), &self.screen.ascii.origin)),
            ("ambiguous width", told(cells.to_owned(), &self.screen.wide.origin)),
        ]
    }
}

/// The profile to look into: the one asked for, else the file's current one.
fn chosen<'a>(
    flags: &Flags,
    purpose: Purpose,
    read: Read<'_>,
    profiles: &'a Profiles,
    warnings: &mut Vec<Said>,
) -> Result<Option<&'a Profile>, ConfigError> {
    if let Some(name) = &flags.profile {
        return profiles.named(name).map(Some);
    }
    if profiles.current.is_empty() || profiles.list.is_empty() {
        return Ok(None);
    }
    match profiles.named(&profiles.current) {
        // Nobody asked for it by name, and the keys do not depend on it.
        Err(error) if purpose == Purpose::Sandbox || variable(read, ACCESS_KEY)?.is_some() => {
            warnings.push(error.said());
            Ok(None)
        }
        found => found.map(Some),
    }
}

fn variable(read: Read<'_>, name: &'static str) -> Result<Option<String>, ConfigError> {
    match read(name) {
        Some(value) if !value.is_empty() => {
            value.into_string().map(Some).map_err(|_| ConfigError::NotText(name))
        }
        _ => Ok(None),
    }
}

/// The first place that says something: flag, variable, profile. An empty flag is something.
fn first(
    (flag, said): (&'static str, Option<&str>),
    (name, read): (&'static str, Read<'_>),
    profile: Option<(&Profile, &str)>,
) -> Result<Option<Setting<String>>, ConfigError> {
    if let Some(said) = said {
        return Ok(Some(Setting { value: said.to_owned(), origin: Origin::Flag(flag) }));
    }
    if let Some(value) = variable(read, name)? {
        return Ok(Some(Setting { value, origin: Origin::Environment(name) }));
    }
    Ok(profile.filter(|(_, value)| !value.is_empty()).map(|(profile, value)| Setting {
        value: value.to_owned(),
        origin: Origin::Profile(profile.name.clone()),
    }))
}

/// The language asked for, else that of the system, else English (ux.md §8).
fn language(
    flags: &Flags,
    read: Read<'_>,
    profile: Option<&Profile>,
    warnings: &mut Vec<Said>,
) -> Result<Setting<Language>, ConfigError> {
    let of_profile = profile.map(|profile| (profile, profile.language.as_str()));
    let asked = first(("--language", flags.language.as_deref()), (LANGUAGE, read), of_profile)?;
    if let Some(Setting { value, origin }) = asked {
        if let Some(value) = Language::from_tag(&value) {
            return Ok(Setting { value, origin });
        }
        let unknown = ConfigError::Language(value.chars().take(40).collect(), origin.clone());
        // `bce` may well speak more languages; its file is no reason to stop.
        if !matches!(origin, Origin::Profile(_)) {
            return Err(unknown);
        }
        warnings.push(unknown.said());
    }
    Ok(of_system(read))
}

/// The language of the system, else English. The console of Linux has no Chinese characters, so there
/// Chinese has to be asked for.
fn of_system(read: Read<'_>) -> Setting<Language> {
    if screen::console(read) {
        return Setting { value: Language::En, origin: Origin::Environment("TERM") };
    }
    let locale = LOCALE
        .into_iter()
        .filter_map(|name| read(name).map(|value| (name, value)))
        .find(|(_, value)| !value.is_empty());
    let found = locale
        .and_then(|(name, value)| Some((name, Language::from_tag(value.to_str()?)?)))
        .map(|(name, value)| Setting { value, origin: Origin::Environment(name) });
    found.unwrap_or(Setting { value: Language::default(), origin: Origin::Default })
}

/// The language to speak before the settings are judged, and where they cannot be used: what they would
/// say, as far as it can be understood. `language` and `profile` are the flags.
pub fn spoken(language: Option<&str>, profile: Option<&str>, read: Read<'_>) -> Language {
    let flags = Flags { language: language.map(str::to_owned), ..Flags::default() };
    let profiles = Profiles::load(read).unwrap_or_default();
    let found = profiles.named(profile.unwrap_or(&profiles.current)).ok();
    // A profile asked for by name goes before the environment.
    let named = found.filter(|_| profile.is_some());
    let rest = |name: &str| read(name).filter(|_| !named.is_some_and(|it| it.says(name)));
    let asked = self::language(&flags, &rest, found, &mut Vec::new());
    asked.map_or_else(|_| of_system(&rest).value, |asked| asked.value)
}

/// Whether colours are drawn (`--no-color`, `NO_COLOR` with any value).
fn colour(flags: &Flags, read: Read<'_>) -> Setting<bool> {
    if flags.no_color {
        return Setting { value: false, origin: Origin::Flag("--no-color") };
    }
    if read(NO_COLOR).is_some_and(|value| !value.is_empty()) {
        return Setting { value: false, origin: Origin::Environment(NO_COLOR) };
    }
    Setting { value: true, origin: Origin::Default }
}
