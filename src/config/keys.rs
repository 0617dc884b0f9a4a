//! The key pair: whole, from one place, and of the right characters, or an error.

use secrecy::{ExposeSecret as _, SecretString};

use super::profile::Profile;
use super::{ACCESS_KEY, ConfigError, Origin, Read, SECRET_KEY, SECURITY_TOKEN, Setting, variable};
use crate::domain::rules::limits;
use crate::domain::said::Said;

/// Characters of a foreign word that an error repeats.
const WORD_CHARS: usize = 40;

/// A key pair to sign with.
#[derive(Clone, Debug)]
pub struct Keys {
    /// Access key ID.
    pub access_key: String,
    /// Secret access key.
    pub secret_key: SecretString,
    /// Session token of temporary keys.
    pub session_token: Option<SecretString>,
}

impl Keys {
    /// Enough of the access key ID to know it by, and no more.
    pub fn hint(&self) -> String {
        let start: String = self.access_key.chars().take(4).collect();
        format!("{start}…")
    }
}

/// Whether the secret key can encrypt a password (limits.md `cred.sk`, contract.md §6).
pub fn can_encrypt(secret_key: &SecretString) -> Result<(), ConfigError> {
    if limits::secret_key_length(secret_key.expose_secret()) {
        Ok(())
    } else {
        Err(ConfigError::ShortSecret)
    }
}

/// The pair of the environment, else that of the profile, never half of each. The second value warns
/// of a variable that is passed over.
pub(super) fn pair(
    read: Read<'_>,
    profile: Option<&Profile>,
) -> Result<(Option<Setting<Keys>>, Option<Said>), ConfigError> {
    let access_key = variable(read, ACCESS_KEY)?;
    let secret_key = variable(read, SECRET_KEY)?.map(SecretString::from);
    let session_token = variable(read, SECURITY_TOKEN)?.map(SecretString::from);
    match (access_key, secret_key) {
        (Some(access_key), Some(secret_key)) => {
            let origin = Origin::Environment(ACCESS_KEY);
            let keys = Keys { access_key, secret_key, session_token };
            Ok((Some(judged(keys, origin)?), None))
        }
        (Some(_), None) => Err(ConfigError::HalfAPair(ACCESS_KEY, SECRET_KEY)),
        (None, Some(_)) => Err(ConfigError::HalfAPair(SECRET_KEY, ACCESS_KEY)),
        (None, None) => {
            let warning = session_token.map(|_| {
                Said::of("config_warning.token_alone")
                    .with("token", SECURITY_TOKEN)
                    .with("access_key", ACCESS_KEY)
                    .with("secret_key", SECRET_KEY)
            });
            let keys = profile.map(of_profile).transpose()?.flatten();
            Ok((keys, warning))
        }
    }
}

fn of_profile(profile: &Profile) -> Result<Option<Setting<Keys>>, ConfigError> {
    let half = |missing| ConfigError::HalfAProfile { profile: profile.name.clone(), missing };
    let temporary = match profile.mode.as_str() {
        "" | "AK" => false,
        "StsToken" => true,
        other => {
            let mode = other.chars().take(WORD_CHARS).collect();
            return Err(ConfigError::Mode { profile: profile.name.clone(), mode });
        }
    };
    let secret_key = match (profile.access_key_id.as_str(), &profile.secret_access_key) {
        ("", None) => return Ok(None),
        ("", Some(_)) => return Err(half("access_key_id")),
        (_, None) => return Err(half("secret_access_key")),
        (_, Some(secret_key)) => secret_key.clone(),
    };
    // In mode AK a token left over from earlier is not sent.
    let session_token = if temporary {
        Some(profile.security_token.clone().ok_or_else(|| half("security_token"))?)
    } else {
        None
    };
    let keys = Keys { access_key: profile.access_key_id.clone(), secret_key, session_token };
    judged(keys, Origin::Profile(profile.name.clone())).map(Some)
}

fn judged(keys: Keys, origin: Origin) -> Result<Setting<Keys>, ConfigError> {
    if !limits::access_key_charset(&keys.access_key) {
        return Err(ConfigError::AccessKey(origin));
    }
    let legible = |secret: &SecretString| limits::secret_charset(secret.expose_secret());
    if !legible(&keys.secret_key) {
        return Err(ConfigError::Secret(origin, "config.part_secret"));
    }
    if !keys.session_token.as_ref().is_none_or(legible) {
        return Err(ConfigError::Secret(origin, "config.part_token"));
    }
    Ok(Setting { value: keys, origin })
}
