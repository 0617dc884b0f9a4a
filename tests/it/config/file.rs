//! The file of the `bce` command line: read as it writes it, refused where it is broken.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};

use bcc_wizard::config::Purpose;
use secrecy::ExposeSecret as _;
use serde_json::json;

use super::{Place, SECRET, named, profile};
use crate::said::Speaks as _;

/// As `bce configure set` writes it: two spaces, empty values left out.
const WRITTEN: &str = r#"{
  "current": "default",
  "profiles": [
    {
      "name": "default",
      "mode": "AK",
      "access_key_id": "ALTAKdefault",
      "secret_access_key": "0123456789abcdef0123456789abcdef",
      "region": "su"
    },
    {
      "name": "sts",
      "mode": "StsToken",
      "access_key_id": "temporary",
      "secret_access_key": "fedcba9876543210fedcba9876543210",
      "security_token": "MjUzZjQzNTY4OTE0MDA==|x/y+z",
      "region": "gz",
      "language": "en-US"
    }
  ]
}"#;

#[test]
fn what_bce_writes_is_read() {
    let place = Place::new().file(WRITTEN);
    let settings = place.settings();
    assert_eq!(settings.profiles, ["default", "sts"]);
    assert_eq!((&*settings.region.value, settings.region.origin), ("su", named("default")));
    let keys = settings.keys.unwrap().value;
    assert_eq!((&*keys.access_key, keys.secret_key.expose_secret()), ("ALTAKdefault", SECRET));
    assert!(keys.session_token.is_none());
    assert_eq!(settings.warnings, []);

    let keys = place.flags(|flags| flags.profile = Some("sts".to_owned())).keys();
    assert_eq!(keys.session_token.unwrap().expose_secret(), "MjUzZjQzNTY4OTE0MDA==|x/y+z");
}

#[test]
fn what_is_empty_or_unknown_is_no_fault() {
    for nothing in [
        // What `bce configure delete` leaves of the last profile.
        r#"{"current": "", "profiles": null}"#,
        r#"{"current": "default", "profiles": []}"#,
        r#"{"current": null}"#,
        "{}",
    ] {
        let settings = Place::new().file(nothing).settings();
        assert!(settings.keys.is_none() && settings.profile.is_none(), "{nothing}");
        assert_eq!(settings.warnings, [], "{nothing}");
    }
    let newer = json!({
        "current": "work", "version": 7, "meta": { "a": [1] },
        "profiles": [{
            "name": "work", "mode": "", "access_key_id": "ak-1", "secret_access_key": SECRET,
            "security_token": "left over", "region": null, "endpoint": null, "output_format": "table",
            "retry_count": 3,
        }],
    });
    let keys = Place::new().file(&newer.to_string()).keys();
    // Without a mode it is AK, and AK sends no token.
    assert_eq!((&*keys.access_key, keys.session_token.is_none()), ("ak-1", true));
    let bare = json!([{ "name": "work", "region": "su" }]);
    let settings = Place::new().profiles("work", &bare).settings();
    assert!(settings.keys.is_none());
    assert_eq!(settings.region.value, "su");
    // Escapes in a secret are the parser's business, not the user's.
    let escaped = WRITTEN.replacen("0123456789", r"\u0030123456789", 1);
    assert_eq!(Place::new().file(&escaped).keys().secret_key.expose_secret(), SECRET);
}

#[test]
fn of_two_profiles_with_one_name_the_first_is_meant() {
    let mut second = profile("work");
    second["access_key_id"] = json!("second");
    assert_eq!(
        Place::new().profiles("work", &json!([profile("work"), second])).keys().access_key,
        "ak-work"
    );
}

#[test]
fn modes_that_are_not_spoken_are_named() {
    for mode in ["AssumeRole", "ak", "CredentialsURI"] {
        let mut foreign = profile("role");
        foreign["mode"] = json!(mode);
        let place = Place::new().profiles("role", &json!([foreign]));
        let sentence = place.refused();
        assert!(sentence.contains(&format!("“role” has the mode “{mode}”")), "{sentence}");
        let env = place.set("BCE_ACCESS_KEY_ID", "ak-env").set("BCE_SECRET_ACCESS_KEY", SECRET);
        assert_eq!(env.keys().access_key, "ak-env");
    }
    let mut sts = profile("sts");
    sts["mode"] = json!("StsToken");
    let sentence = Place::new().profiles("sts", &json!([sts])).refused();
    assert!(sentence.contains("“sts” has no security_token"), "{sentence}");
}

#[test]
fn a_broken_file_is_told_by_its_place_and_never_by_its_content() {
    for (text, kind, at) in [
        ("", "is not JSON", "(line 1, column 0)"),
        ("{\n  hunter2: 1\n}", "is not JSON", "(line 2, column 3)"),
        (r#"{"profiles": [{"secret_access_key": "hunter2"#, "is not JSON", "(line 1, column 44)"),
        ("{} hunter2", "is not JSON", "(line 1, column 4)"),
        (r#"{"profiles": "hunter2"}"#, "is not what", "(line 1, column 22)"),
        (
            r#"{"profiles": [{"secret_access_key": ["hunter2"]}]}"#,
            "is not what",
            "(line 1, column 36)",
        ),
        (r#"{"profiles": [{"secret_access_key": 42}]}"#, "is not what", "(line 1, column 38)"),
        (r#"{"current": {"hunter2": 1}}"#, "is not what", "(line 1, column 12)"),
        (r#""hunter2""#, "is not what", "(line 1, column 9)"),
    ] {
        let place = Place::new().file(text);
        let sentence = place.refused();
        let path = place.path();
        assert!(sentence.starts_with(&format!("{} {kind}", path.display())), "{text}: {sentence}");
        assert!(sentence.contains(at), "{text}: {sentence}");
        assert!(!sentence.contains("hunter2"), "{sentence}");
    }
}

#[test]
fn a_profile_that_does_not_exist_is_named_with_those_that_do() {
    let asked = |name: &str| {
        let place = Place::new().profiles("work", &json!([profile("work"), profile("home")]));
        place.flags(|flags| flags.profile = Some(name.to_owned()))
    };
    let place = asked("wrok");
    let path = place.path();
    assert_eq!(asked("wok").refused().split(" in ").next(), Some("there is no profile “wok”"),);
    let sentence = asked("wor").refused();
    assert!(sentence.ends_with("; did you mean “work”? It has work, home"), "{sentence}");
    let sentence = asked("zzz").refused();
    assert!(sentence.ends_with("config.json; it has work, home"), "{sentence}");
    assert!(place.refused().contains(&path.display().to_string()));

    // The one named by the file itself.
    let gone = || Place::new().profiles("gone", &json!([profile("work")]));
    assert!(gone().refused().contains("there is no profile “gone”"));
    let env = gone().set("BCE_ACCESS_KEY_ID", "ak-env").set("BCE_SECRET_ACCESS_KEY", SECRET);
    assert!(env.settings().warnings[0].english().contains("there is no profile “gone”"));
}

#[test]
fn no_home_and_no_file_are_fine_unless_a_profile_is_asked_for() {
    let mut homeless = Place::new();
    homeless.variables.clear();
    assert!(homeless.settings().keys.is_none());
    let homeless = homeless.flags(|flags| flags.profile = Some("work".to_owned()));
    assert!(homeless.refused().contains("“work”, because HOME is not set"));

    assert!(Place::new().set("HOME", "").settings().keys.is_none());
    let bare = Place::new().flags(|flags| flags.profile = Some("work".to_owned()));
    let why = format!("“work”, because {} does not exist", bare.path().display());
    assert!(bare.refused().contains(&why), "{}", bare.refused());

    // A file where the folder should be.
    let odd = Place::new();
    fs::write(odd.home.path().join(".bce"), "x").unwrap();
    assert!(odd.settings().keys.is_none());
}

#[test]
fn what_cannot_be_read_is_said() {
    let folder = Place::new();
    fs::create_dir_all(folder.path()).unwrap();
    assert!(folder.refused().contains("cannot be read (it is not a file)"), "{}", folder.refused());

    let long = Place::new().file(&" ".repeat(1024 * 1024 + 1));
    assert!(long.refused().contains("longer than 1048576 bytes"), "{}", long.refused());
    let full = Place::new().file(&format!("{{}}{}", " ".repeat(1024 * 1024 - 2)));
    assert!(full.settings().keys.is_none());
}

#[test]
fn a_file_open_to_others_is_warned_of() {
    for (mode, warned) in
        [(0o600, false), (0o400, false), (0o640, true), (0o644, true), (0o602, true)]
    {
        let place = Place::new().file(WRITTEN);
        fs::set_permissions(place.path(), fs::Permissions::from_mode(mode)).unwrap();
        let warnings = place.settings().warnings;
        assert_eq!(warnings.len(), usize::from(warned), "{mode:o} {warnings:?}");
        if let Some(warning) = warnings.first() {
            let path = place.path();
            assert!(
                warning
                    .english()
                    .contains(&format!("(mode {mode:04o}): chmod 600 {}", path.display()))
            );
        }
    }
}

#[test]
fn links_to_the_file_and_to_its_folder_are_followed() {
    let real = Place::new().file(WRITTEN);
    let linked = Place::new();
    symlink(real.path().parent().unwrap(), linked.home.path().join(".bce")).unwrap();
    assert_eq!(linked.keys().access_key, "ALTAKdefault");
    assert_eq!(linked.settings().warnings, []);

    let linked = Place::new();
    fs::create_dir(linked.home.path().join(".bce")).unwrap();
    symlink(real.path(), linked.path()).unwrap();
    assert_eq!(linked.keys().access_key, "ALTAKdefault");
    assert_eq!(linked.settings().warnings, []);
    assert!(linked.load(Purpose::Sandbox).unwrap().keys.is_none());
}
