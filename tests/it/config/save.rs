//! Saving a key pair beside what others wrote.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;

use bcc_wizard::config::save::{Saved, free_name, save};
use bcc_wizard::config::{ConfigError, Keys};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};

use super::{Place, SECRET, named, profile};
use crate::said::Speaks as _;

fn keys(access_key: &str) -> Keys {
    Keys {
        access_key: access_key.to_owned(),
        secret_key: SecretString::from(SECRET),
        session_token: None,
    }
}

fn temporary() -> Keys {
    Keys { session_token: Some(SecretString::from("a/token+1==")), ..keys("ak-sts") }
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn read(place: &Place) -> Value {
    serde_json::from_str(&fs::read_to_string(place.path()).unwrap()).unwrap()
}

/// Whatever stands in the folder of the file.
fn beside(place: &Place) -> Vec<String> {
    let entries = fs::read_dir(place.path().parent().unwrap()).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[track_caller]
fn saved(place: &Place, keys: &Keys, earlier: Option<&Saved>) -> Saved {
    let saved = save(&place.path(), keys, earlier).unwrap();
    assert_eq!(mode(&place.path()), 0o600);
    assert_eq!(beside(place), ["config.json"]);
    saved
}

#[test]
fn the_first_profile_is_what_bce_would_write_and_is_found_at_the_next_start() {
    let place = Place::new();
    let first = saved(&place, &keys("ak-1"), None);
    assert_eq!((first.name.as_str(), first.current), ("default", true));
    assert_eq!(mode(place.path().parent().unwrap()), 0o700);
    let text = fs::read_to_string(place.path()).unwrap();
    let written = format!(
        r#"{{
  "current": "default",
  "profiles": [
    {{
      "name": "default",
      "mode": "AK",
      "access_key_id": "ak-1",
      "secret_access_key": "{SECRET}"
    }}
  ]
}}"#
    );
    assert_eq!(text, written);
    let settings = place.settings();
    assert_eq!(settings.warnings, []);
    let found = settings.keys.unwrap();
    assert_eq!((found.value.access_key.as_str(), found.origin), ("ak-1", named("default")));
    assert_eq!(found.value.secret_key.expose_secret(), SECRET);
    assert_eq!(settings.region.value, "bj");
}

#[test]
fn temporary_keys_are_saved_with_their_token() {
    let place = Place::new();
    saved(&place, &temporary(), None);
    assert_eq!(read(&place)["profiles"][0]["mode"], "StsToken");
    assert_eq!(place.keys().session_token.unwrap().expose_secret(), "a/token+1==");
}

#[test]
fn what_others_wrote_stays_as_it_was() {
    let others = json!({
        "version": 7, "meta": { "z": [1, 2.5, null], "a": "字" },
        "profiles": [
            { "retry": 3, "name": "default", "region": "su", "later": { "x": true } },
            profile("work"),
        ],
        "current": "work",
        "last": "word",
    });
    let place = Place::new().file(&others.to_string());
    // Somebody opened it to others; whoever writes it closes it.
    fs::set_permissions(place.path(), fs::Permissions::from_mode(0o644)).unwrap();
    let second = saved(&place, &keys("ak-2"), None);
    // The current profile has keys: whoever uses it goes on using it.
    assert_eq!((second.name.as_str(), second.current), ("default-2", false));
    let mut after = read(&place);
    let added = after["profiles"].as_array_mut().unwrap().pop().unwrap();
    assert_eq!(added["name"], "default-2");
    assert_eq!(after.to_string(), others.to_string());
    assert_eq!(place.keys().access_key, "ak-work");
}

#[test]
fn the_new_profile_is_current_where_the_current_one_has_no_keys() {
    for (text, name) in [
        (r#"{"current": "", "profiles": null}"#, "default"),
        (r#"{"current": null}"#, "default"),
        ("{}", "default"),
        (r#"{"current": "default", "profiles": []}"#, "default"),
        (
            r#"{"current": "default", "profiles": [{"name": "default", "region": "su"}]}"#,
            "default-2",
        ),
        (r#"{"current": "a", "profiles": [{"name": "a"}, {"name": "default-2"}]}"#, "default"),
    ] {
        let place = Place::new().file(text);
        let saved = saved(&place, &keys("ak-1"), None);
        assert_eq!((saved.name.as_str(), saved.current), (name, true), "{text}");
        assert_eq!(place.keys().access_key, "ak-1", "{text}");
    }
}

#[test]
fn a_correction_changes_the_profile_this_run_made_and_no_other() {
    let place = Place::new();
    let first = saved(&place, &temporary(), None);
    let second = saved(&place, &keys("ak-right"), Some(&first));
    assert_eq!((second.name.as_str(), second.current), ("default", true));
    let profiles = read(&place)["profiles"].clone();
    assert_eq!(profiles.as_array().unwrap().len(), 1);
    assert_eq!(profiles[0]["mode"], "AK");
    assert!(profiles[0].get("security_token").is_none());
    assert_eq!(place.keys().access_key, "ak-right");

    // In the meantime somebody made another of it.
    let mut changed = read(&place);
    changed["profiles"][0]["access_key_id"] = json!("theirs");
    let place = place.file(&changed.to_string());
    let third = saved(&place, &keys("ak-3"), Some(&second));
    assert_eq!((third.name.as_str(), third.current), ("default-2", false));
    assert_eq!(place.keys().access_key, "theirs");
}

#[test]
fn a_file_that_cannot_be_understood_is_left_alone() {
    for text in ["", "{", "[]", "hunter2", r#"{"profiles": 1}"#, r#"{"profiles": [null]}"#] {
        let place = Place::new().file(text);
        let error = save(&place.path(), &keys("ak-1"), None).unwrap_err();
        let damaged = matches!(error, ConfigError::NotJson { .. } | ConfigError::Shape { .. });
        assert!(damaged, "{text}: {error:?}");
        let sentence = error.english();
        assert!(!sentence.contains("hunter2") && !sentence.contains(SECRET), "{sentence}");
        assert_eq!(fs::read_to_string(place.path()).unwrap(), text);
        assert_eq!(beside(&place), ["config.json"]);
    }
}

#[test]
fn what_cannot_be_written_is_said_and_leaves_nothing() {
    // A file where the folder should be.
    let odd = Place::new();
    fs::write(odd.home.path().join(".bce"), "x").unwrap();
    let sentence = save(&odd.path(), &keys("ak-1"), None).unwrap_err().english();
    let begins = format!("{} cannot be written (", odd.path().display());
    assert!(sentence.starts_with(&begins), "{sentence}");
    assert_eq!(fs::read_to_string(odd.home.path().join(".bce")).unwrap(), "x");

    // A home that is gone.
    let gone = Place::new();
    let nowhere = gone.home.path().join("nowhere/.bce/config.json");
    assert!(matches!(save(&nowhere, &keys("ak-1"), None), Err(ConfigError::Unwritable { .. })));

    // A link that leads nowhere.
    let linked = Place::new();
    fs::create_dir(linked.home.path().join(".bce")).unwrap();
    symlink("/nowhere/at/all", linked.path()).unwrap();
    assert!(matches!(
        save(&linked.path(), &keys("ak-1"), None),
        Err(ConfigError::Unwritable { .. })
    ));
    assert_eq!(beside(&linked), ["config.json"]);
}

#[test]
fn links_to_the_file_stay_links() {
    let real = Place::new().profiles("work", &json!([profile("work")]));
    let linked = Place::new();
    fs::create_dir(linked.home.path().join(".bce")).unwrap();
    symlink(real.path(), linked.path()).unwrap();
    let added = save(&linked.path(), &keys("ak-1"), None).unwrap();
    assert_eq!(added.name, "default");
    assert!(fs::symlink_metadata(linked.path()).unwrap().is_symlink());
    assert_eq!(real.settings().profiles, ["work", "default"]);
    assert_eq!(mode(&real.path()), 0o600);
}

#[test]
fn a_free_name_is_one_that_nobody_has() {
    assert_eq!(free_name(&[]), "default");
    assert_eq!(free_name(&["work", "default-2"]), "default");
    assert_eq!(free_name(&["default", "default-2", "default-4"]), "default-3");
}
