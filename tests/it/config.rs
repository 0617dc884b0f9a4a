//! Settings: where each comes from, what is refused before anything is sent, and what leaves a trace.

mod binary;
mod file;
mod log;
mod save;
pub mod server;
mod trust;

use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStringExt as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use crate::said::Speaks as _;
use bcc_wizard::config::{ConfigError, Flags, Keys, Origin, Purpose, Settings, can_encrypt};
use bcc_wizard::domain::language::Language;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use tempfile::TempDir;

const SECRET: &str = "0123456789abcdef0123456789abcdef";

/// A home and an environment of its own.
struct Place {
    home: TempDir,
    variables: Vec<(&'static str, OsString)>,
    flags: Flags,
}

impl Place {
    fn new() -> Self {
        let home = TempDir::new().unwrap();
        let variables = vec![("HOME", home.path().into())];
        Self { home, variables, flags: Flags::default() }
    }

    fn path(&self) -> PathBuf {
        self.home.path().join(".bce/config.json")
    }

    /// Writes the file as `bce` does: mode 0600.
    fn file(self, text: &str) -> Self {
        fs::create_dir_all(self.path().parent().unwrap()).unwrap();
        fs::write(self.path(), text).unwrap();
        fs::set_permissions(self.path(), fs::Permissions::from_mode(0o600)).unwrap();
        self
    }

    fn profiles(self, current: &str, profiles: &Value) -> Self {
        self.file(&json!({ "current": current, "profiles": profiles }).to_string())
    }

    fn set(mut self, name: &'static str, value: &str) -> Self {
        self.variables.push((name, value.into()));
        self
    }

    fn flags(mut self, change: impl FnOnce(&mut Flags)) -> Self {
        change(&mut self.flags);
        self
    }

    fn load(&self, purpose: Purpose) -> Result<Settings, ConfigError> {
        Settings::load(&self.flags, purpose, &|name| {
            let found = self.variables.iter().rev().find(|(known, _)| *known == name);
            found.map(|(_, value)| value.clone())
        })
    }

    #[track_caller]
    fn settings(&self) -> Settings {
        self.load(Purpose::Cloud).unwrap()
    }

    /// The sentence of the error.
    #[track_caller]
    fn refused(&self) -> String {
        self.load(Purpose::Cloud).unwrap_err().english()
    }

    #[track_caller]
    fn keys(&self) -> Keys {
        self.settings().keys.unwrap().value
    }
}

fn profile(name: &str) -> Value {
    json!({
        "name": name,
        "mode": "AK",
        "access_key_id": format!("ak-{name}"),
        "secret_access_key": SECRET,
        "region": "gz",
        "language": "zh-CN",
    })
}

fn with(mut value: Value, key: &str, set: &str) -> Value {
    value[key] = json!(set);
    value
}

fn named(name: &str) -> Origin {
    Origin::Profile(name.to_owned())
}

#[test]
fn each_setting_comes_from_the_first_place_that_says_it() {
    let place = Place::new();
    let settings = place.settings();
    assert_eq!((&*settings.region.value, &settings.region.origin), ("bj", &Origin::Default));
    assert_eq!(
        (settings.language.value, &settings.language.origin),
        (Language::En, &Origin::Default)
    );
    assert!(settings.endpoint.is_none() && settings.keys.is_none() && settings.colour.value);
    assert_eq!(settings.warnings, []);

    let work = with(profile("work"), "endpoint", "bcc.example");
    let place = place.profiles("work", &json!([profile("home"), work])).set("LANG", "en_US.UTF-8");
    let settings = place.settings();
    assert_eq!(settings.profile.as_deref(), Some("work"));
    assert_eq!((&*settings.region.value, settings.region.origin), ("gz", named("work")));
    assert_eq!(
        (settings.language.value, settings.language.origin),
        (Language::ZhCn, named("work"))
    );
    let endpoint = settings.endpoint.unwrap();
    assert_eq!((&*endpoint.value, endpoint.origin), ("https://bcc.example", named("work")));
    let keys = settings.keys.unwrap();
    assert_eq!((&*keys.value.access_key, keys.origin), ("ak-work", named("work")));

    let place = place
        .set("BCE_REGION", "su")
        .set("BCE_LANGUAGE", "en")
        .set("BCE_ENDPOINT", "http://cloud.example:81/")
        .set("BCE_ACCESS_KEY_ID", "ak-env")
        .set("BCE_SECRET_ACCESS_KEY", SECRET);
    let settings = place.settings();
    let from = Origin::Environment;
    assert_eq!((&*settings.region.value, settings.region.origin), ("su", from("BCE_REGION")));
    assert_eq!(
        (settings.language.value, settings.language.origin),
        (Language::En, from("BCE_LANGUAGE"))
    );
    let endpoint = settings.endpoint.unwrap();
    assert_eq!(
        (&*endpoint.value, endpoint.origin),
        ("http://cloud.example:81", from("BCE_ENDPOINT"))
    );
    let keys = settings.keys.unwrap();
    assert_eq!((&*keys.value.access_key, keys.origin), ("ak-env", from("BCE_ACCESS_KEY_ID")));

    let place = place.flags(|flags| {
        flags.region = Some("bd".to_owned());
        flags.language = Some("zh".to_owned());
        flags.endpoint = Some("https://other.example".to_owned());
        flags.no_color = true;
    });
    let settings = place.settings();
    assert_eq!((&*settings.region.value, settings.region.origin), ("bd", Origin::Flag("--region")));
    assert_eq!(settings.language.origin, Origin::Flag("--language"));
    let endpoint = settings.endpoint.unwrap();
    assert_eq!(
        (&*endpoint.value, endpoint.origin),
        ("https://other.example", Origin::Flag("--endpoint"))
    );
    assert_eq!(
        (settings.colour.value, settings.colour.origin),
        (false, Origin::Flag("--no-color"))
    );
}

#[test]
fn a_profile_asked_for_is_used_instead_of_the_current_one() {
    let place = Place::new().profiles("work", &json!([profile("work"), profile("home")]));
    assert_eq!(place.keys().access_key, "ak-work");
    let place = place.flags(|flags| flags.profile = Some("home".to_owned()));
    assert_eq!(place.keys().access_key, "ak-home");
    assert_eq!(place.settings().warnings, []);
    // What was asked for by name goes before the environment, and nothing of the two is mixed.
    let place = place.set("BCE_ACCESS_KEY_ID", "ak-env").set("BCE_SECRET_ACCESS_KEY", SECRET);
    assert_eq!(place.keys().access_key, "ak-home");
    let place = place.flags(|flags| flags.profile = None);
    assert_eq!(place.keys().access_key, "ak-env");
}

#[test]
fn the_system_says_the_language_when_nobody_else_does() {
    for (name, value, language, origin) in [
        ("LANG", "zh_CN.UTF-8", Language::ZhCn, Origin::Environment("LANG")),
        ("LC_ALL", "zh_CN", Language::ZhCn, Origin::Environment("LC_ALL")),
        ("LANG", "C", Language::En, Origin::Default),
        ("LANG", "", Language::En, Origin::Default),
    ] {
        let settings = Place::new().set(name, value).settings();
        assert_eq!(
            (settings.language.value, settings.language.origin),
            (language, origin),
            "{value}"
        );
    }
    let first = Place::new().set("LANG", "zh_CN.UTF-8").set("LC_ALL", "C");
    assert_eq!(first.settings().language.value, Language::En);

    let sentence = Place::new().set("BCE_LANGUAGE", "fr").refused();
    assert_eq!(sentence, "the language “fr” of BCE_LANGUAGE is not spoken here: use en or zh-CN");
    // A profile may be written for a program that speaks more languages.
    let french = json!([with(profile("work"), "language", "fr")]);
    let settings = Place::new().profiles("work", &french).set("LANG", "zh_CN.UTF-8").settings();
    assert_eq!(settings.language.origin, Origin::Environment("LANG"));
    assert!(
        settings.warnings[0].english().contains("“fr” of the profile “work”"),
        "{:?}",
        settings.warnings
    );
}

#[test]
fn halves_of_a_pair_are_never_mixed() {
    let place = || Place::new().profiles("work", &json!([profile("work")]));
    let sentence = place().set("BCE_ACCESS_KEY_ID", "ak-env").refused();
    assert!(sentence.starts_with("BCE_ACCESS_KEY_ID is set, but BCE_SECRET_ACCESS_KEY is not"));
    let sentence = place().set("BCE_SECRET_ACCESS_KEY", "hunter2hunter2hu").refused();
    assert!(sentence.starts_with("BCE_SECRET_ACCESS_KEY is set, but BCE_ACCESS_KEY_ID is not"));
    assert!(!sentence.contains("hunter2"), "{sentence}");
    // An empty variable says nothing.
    assert_eq!(place().set("BCE_ACCESS_KEY_ID", "").keys().access_key, "ak-work");

    for (missing, key) in
        [("access_key_id", "access_key_id"), ("secret_access_key", "secret_access_key")]
    {
        let half = json!([with(profile("work"), key, "")]);
        let sentence = Place::new().profiles("work", &half).refused();
        assert!(sentence.contains(&format!("“work” has no {missing}")), "{sentence}");
        assert!(sentence.contains("bce configure set work"), "{sentence}");
    }
    // A token belongs to the pair beside it.
    let settings = place().set("BCE_SECURITY_TOKEN", "token-1").settings();
    assert!(settings.keys.as_ref().unwrap().value.session_token.is_none());
    assert!(
        settings.warnings[0].english().starts_with("BCE_SECURITY_TOKEN is set"),
        "{:?}",
        settings.warnings
    );
    let keys = place()
        .set("BCE_ACCESS_KEY_ID", "ak-env")
        .set("BCE_SECRET_ACCESS_KEY", SECRET)
        .set("BCE_SECURITY_TOKEN", "token-1")
        .keys();
    assert_eq!(keys.session_token.unwrap().expose_secret(), "token-1");
}

#[test]
fn keys_with_strange_characters_are_refused_without_being_repeated() {
    for wrong in ["ak 1", "ak-1\n", "ak/1", "钥匙", "ak\u{1b}[2J"] {
        let place =
            Place::new().set("BCE_ACCESS_KEY_ID", wrong).set("BCE_SECRET_ACCESS_KEY", SECRET);
        let sentence = place.refused();
        assert!(sentence.starts_with("the access key ID of BCE_ACCESS_KEY_ID holds"), "{sentence}");
        assert!(!sentence.contains(wrong), "{sentence}");
    }
    for (secret, token, what) in [
        ("hunter2 hunter2 hunter2", "t", "secret access key"),
        ("hunter2hunter2hunter2\n", "t", "secret access key"),
        (SECRET, "hunter2 hunter2", "security token"),
        (SECRET, "hunter2\r\nx-bce-date: 1", "security token"),
    ] {
        let sts = json!([{
            "name": "sts", "mode": "StsToken", "access_key_id": "ak-1",
            "secret_access_key": secret, "security_token": token,
        }]);
        let sentence = Place::new().profiles("sts", &sts).refused();
        assert!(sentence.starts_with(&format!("the {what} of the profile “sts”")), "{sentence}");
        assert!(!sentence.contains("hunter2"), "{sentence}");
    }
    let mut place = Place::new();
    place.variables.push(("BCE_ACCESS_KEY_ID", OsString::from_vec(vec![b'a', 0xff])));
    assert_eq!(place.refused(), "BCE_ACCESS_KEY_ID is not readable text: set it again");
}

#[test]
fn a_short_secret_key_signs_but_encrypts_no_password() {
    let place = Place::new().set("BCE_ACCESS_KEY_ID", "ak").set("BCE_SECRET_ACCESS_KEY", "hunter2");
    let sentence = can_encrypt(&place.keys().secret_key).unwrap_err().english();
    assert!(
        sentence.contains("shorter than 16 bytes") && !sentence.contains("hunter2"),
        "{sentence}"
    );
    assert!(can_encrypt(&SecretString::from("x".repeat(15))).is_err());
    assert_eq!(can_encrypt(&SecretString::from("x".repeat(16))), Ok(()));
}

#[test]
fn a_region_nobody_knows_is_taken_with_a_warning_and_one_that_cannot_be_is_refused() {
    let known = Place::new().set("BCE_REGION", "fwh").settings();
    assert_eq!((known.region.value.as_str(), known.warnings.len()), ("fwh", 0));
    let settings = Place::new().set("BCE_REGION", "nj").settings();
    assert_eq!(settings.region.value, "nj");
    let warning = settings.warnings[0].english();
    assert!(
        warning.starts_with("the region “nj” of BCE_REGION is not in the region list"),
        "{warning}"
    );
    assert!(warning.ends_with("the nearest known one is bj"), "{warning}");
    let far = Place::new().set("BCE_REGION", "qqqqq").settings();
    assert!(far.warnings[0].english().ends_with("cd)"), "{:?}", far.warnings);

    for wrong in ["", "BJ", "bj.evil.example", "beijing", "b1"] {
        let place = Place::new().flags(|flags| flags.region = Some(wrong.to_owned()));
        let sentence = place.refused();
        assert!(
            sentence.starts_with(&format!("the region “{wrong}” of --region cannot")),
            "{sentence}"
        );
    }
    // What `bce` writes for services without a region is no reason to stop.
    let global = json!([with(profile("work"), "region", "global")]);
    let settings = Place::new().profiles("work", &global).settings();
    assert_eq!((&*settings.region.value, settings.region.origin), ("bj", Origin::Default));
    assert!(
        settings.warnings[0].english().contains("sells no machines"),
        "{:?}",
        settings.warnings
    );
}

#[test]
fn an_endpoint_is_scheme_host_and_port_and_says_where_it_is_wrong() {
    for (wrong, part) in [
        ("https://host/v1", "--endpoint: the endpoint has a path"),
        ("host", "--endpoint: the endpoint is not a URL"),
        ("", "--endpoint: the endpoint is not a URL"),
        ("https://me:hunter2@host", "--endpoint: the endpoint holds a user name or password"),
    ] {
        let sentence =
            Place::new().flags(|flags| flags.endpoint = Some(wrong.to_owned())).refused();
        assert!(sentence.starts_with(part) && !sentence.contains("hunter2"), "{sentence}");
    }
    let at = |endpoint: &str| {
        Place::new().profiles("work", &json!([with(profile("work"), "endpoint", endpoint)]))
    };
    let sentence = at("bcc.example/v2").refused();
    assert!(sentence.starts_with("the profile “work”: the endpoint has a path"), "{sentence}");
    for plain in ["http://bcc.gz.baidubce.com", "http://10.0.0.1:80"] {
        let sentence = at(plain).refused();
        assert!(sentence.contains("of the profile “work” starts with http:"), "{sentence}");
        assert!(sentence.contains("--endpoint or BCE_ENDPOINT"), "{sentence}");
        // Whoever says it in so many words means it.
        let meant = at(plain).set("BCE_ENDPOINT", plain).settings().endpoint.unwrap();
        assert_eq!(meant.value, plain.trim_end_matches(":80"));
    }
    for (endpoint, used) in [
        ("http://127.0.0.1:8787", "http://127.0.0.1:8787"),
        ("http://[::1]:1", "http://[::1]:1"),
        ("https://gate.example:8443/", "https://gate.example:8443"),
        ("gate.example:8443", "https://gate.example:8443"),
    ] {
        assert_eq!(at(endpoint).settings().endpoint.unwrap().value, used, "{endpoint}");
    }
    // One service's host cannot stand for all of them.
    let own = at("bcc.gz.baidubce.com").settings();
    assert!(own.endpoint.is_none() && own.warnings.is_empty(), "{:?}", own.warnings);
    let foreign = at("eip.bj.baidubce.com").settings();
    assert!(foreign.endpoint.is_none());
    assert!(
        foreign.warnings[0].english().contains("https://eip.bj.baidubce.com of the profile “work”")
    );
}

#[test]
fn the_sandbox_needs_no_keys_and_no_working_file() {
    let place = Place::new().file("{").set("BCE_ACCESS_KEY_ID", "half").set("BCE_ENDPOINT", "x");
    let settings = place.load(Purpose::Sandbox).unwrap();
    assert!(settings.keys.is_none() && settings.endpoint.is_none());
    assert!(settings.warnings[0].english().contains("is not JSON"), "{:?}", settings.warnings);
    let chinese = Place::new().profiles("work", &json!([profile("work")]));
    let settings = chinese.load(Purpose::Sandbox).unwrap();
    assert_eq!((settings.language.value, &*settings.region.value), (Language::ZhCn, "gz"));
    // A profile that was asked for by name must be there all the same.
    let asked = place.flags(|flags| flags.profile = Some("work".to_owned()));
    assert!(asked.load(Purpose::Sandbox).unwrap_err().english().contains("is not JSON"));
}

#[test]
fn settings_can_be_shown_with_their_origins_and_without_their_secrets() {
    let settings = Place::new().profiles("work", &json!([profile("work")])).settings();
    let lines: Vec<String> = settings
        .shown()
        .into_iter()
        .map(|(name, setting)| format!("{name}: {} ({})", setting.value, setting.origin.logged()))
        .collect();
    assert_eq!(
        lines,
        [
            "access key: ak-w… (profile work)",
            "region: gz (profile work)",
            "endpoint:  (default)",
            "language: zh-CN (profile work)",
            "colour: true (default)",
            "ascii: false (default)",
            "ambiguous width: 1 (default)",
        ]
    );
    assert!(!format!("{settings:?}").contains(SECRET));
    assert_eq!(settings.keys().unwrap().value.secret_key.expose_secret(), SECRET);

    let none = Place::new().profiles("", &json!([profile("work"), profile("home")])).settings();
    let sentence = none.keys().unwrap_err().english();
    assert!(
        sentence.contains("--profile (work, home)") && sentence.contains("--sandbox"),
        "{sentence}"
    );
    assert!(!Place::new().settings().keys().unwrap_err().english().contains("--profile"));
}
