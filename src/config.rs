//! Settings from flags and environment, each with the place it came from.

use secrecy::SecretString;

use crate::domain::language::Language;

/// The region when nobody says one.
pub const DEFAULT_REGION: &str = "bj";

/// The access key's variable.
pub const ACCESS_KEY: &str = "BCE_ACCESS_KEY_ID";
/// The secret key's variable.
pub const SECRET_KEY: &str = "BCE_SECRET_ACCESS_KEY";
/// The session token's variable, for temporary keys.
pub const SECURITY_TOKEN: &str = "BCE_SECURITY_TOKEN";

/// A key pair to sign with.
#[derive(Debug)]
pub struct Keys {
    /// Access key ID.
    pub access_key: String,
    /// Secret access key.
    pub secret_key: SecretString,
    /// Session token of temporary keys.
    pub session_token: Option<SecretString>,
}

/// Why the settings cannot be used; a sentence with the way out.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// No key pair anywhere.
    #[error(
        "there is no access key: set {ACCESS_KEY} and {SECRET_KEY}, or try the program without an account: bcc-wizard --sandbox"
    )]
    NoKeys,
    /// One half of the pair.
    #[error("{0} is set, but {1} is not: set both, or neither and use --sandbox")]
    HalfAPair(&'static str, &'static str),
    /// Limits.md `cred.ak`.
    #[error(
        "{ACCESS_KEY} holds characters that no access key has (only letters, digits, - and _ occur): copy it again"
    )]
    AccessKey,
    /// A variable that is not text.
    #[error("{0} is not readable text: set it again")]
    NotText(&'static str),
    /// No such language.
    #[error("the language “{0}” is not spoken here: use en or zh-CN")]
    Language(String),
}

/// Reads a variable; empty counts as unset.
pub type Read<'a> = &'a dyn Fn(&str) -> Option<std::ffi::OsString>;

fn text(read: Read<'_>, name: &'static str) -> Result<Option<String>, ConfigError> {
    match read(name) {
        Some(value) if !value.is_empty() => {
            value.into_string().map(Some).map_err(|_| ConfigError::NotText(name))
        }
        _ => Ok(None),
    }
}

/// The key pair from the environment.
pub fn keys(read: Read<'_>) -> Result<Keys, ConfigError> {
    let access_key = text(read, ACCESS_KEY)?;
    let secret_key = text(read, SECRET_KEY)?.map(SecretString::from);
    let session_token = text(read, SECURITY_TOKEN)?.map(SecretString::from);
    match (access_key, secret_key) {
        (Some(access_key), Some(secret_key)) => {
            let usable = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
            if access_key.chars().all(usable) {
                Ok(Keys { access_key, secret_key, session_token })
            } else {
                Err(ConfigError::AccessKey)
            }
        }
        (Some(_), None) => Err(ConfigError::HalfAPair(ACCESS_KEY, SECRET_KEY)),
        (None, Some(_)) => Err(ConfigError::HalfAPair(SECRET_KEY, ACCESS_KEY)),
        (None, None) => Err(ConfigError::NoKeys),
    }
}

/// The language: what was asked for (flag or `BCE_LANGUAGE`), then `LC_ALL`, `LC_MESSAGES`, `LANG`,
/// then English.
pub fn language(asked: Option<&str>, read: Read<'_>) -> Result<Language, ConfigError> {
    if let Some(asked) = asked.filter(|asked| !asked.trim().is_empty()) {
        return Language::from_tag(asked).ok_or_else(|| ConfigError::Language(asked.to_owned()));
    }
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(read)
        .find(|value| !value.is_empty());
    Ok(locale.and_then(|locale| Language::from_tag(locale.to_str()?)).unwrap_or_default())
}

/// Whether colours are drawn (`--no-color`, `NO_COLOR` with any value).
pub fn colour(switched_off: bool, read: Read<'_>) -> bool {
    !switched_off && read("NO_COLOR").is_none_or(|value| value.is_empty())
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;

    fn world<'a>(values: &'a [(&'a str, &'a str)]) -> impl Fn(&str) -> Option<OsString> + 'a {
        |name| values.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into())
    }

    #[test]
    fn a_pair_is_whole_and_readable_or_refused_with_the_way_out() {
        let whole = world(&[(ACCESS_KEY, "ak-1"), (SECRET_KEY, "sk"), (SECURITY_TOKEN, "")]);
        let keys = keys(&whole).unwrap();
        assert_eq!(keys.access_key, "ak-1");
        assert!(keys.session_token.is_none());
        assert!(!format!("{keys:?}").contains("\"sk\""));

        let refused = |values: &[(&str, &str)]| super::keys(&world(values)).unwrap_err();
        assert_eq!(refused(&[]), ConfigError::NoKeys);
        assert_eq!(refused(&[(ACCESS_KEY, ""), (SECRET_KEY, "")]), ConfigError::NoKeys);
        assert_eq!(refused(&[(SECRET_KEY, "sk")]), ConfigError::HalfAPair(SECRET_KEY, ACCESS_KEY));
        assert_eq!(refused(&[(ACCESS_KEY, "a k"), (SECRET_KEY, "sk")]), ConfigError::AccessKey);
    }

    #[test]
    fn the_language_asked_for_wins_over_the_locale() {
        let chinese = world(&[("LANG", "zh_CN.UTF-8")]);
        assert_eq!(language(None, &chinese), Ok(Language::ZhCn));
        assert_eq!(language(Some("en"), &chinese), Ok(Language::En));
        assert_eq!(language(Some("xx"), &chinese), Err(ConfigError::Language("xx".into())));
        let first = world(&[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")]);
        assert_eq!(language(None, &first), Ok(Language::En));
    }
}
