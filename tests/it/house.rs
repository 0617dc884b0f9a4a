//! The walls of the house: who may import whom, what no file may hold, and that the languages agree.
//!
//! Each rule is a function from text to faults, tried on small texts that break it, then on the tree.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use scan::Named;

mod check;
mod chinese;
mod literals;
mod locales;
mod scan;

/// Which rooms, or rooms within them, each room may import. `*` is everything.
const WALLS: [(&str, &[&str]); 19] = [
    ("domain", &[]),
    ("files", &[]),
    ("logging", &["api::exchange", "domain"]),
    ("lib", &[]),
    ("files", &[]),
    ("api", &["domain"]),
    ("app", &["domain", "i18n"]),
    ("i18n", &["domain"]),
    ("cli", &["domain"]),
    ("config", &["domain", "i18n", "files", "api::endpoint"]),
    ("ui", &["app", "domain", "i18n"]),
    ("runtime", &["app", "api", "domain", "files", "i18n"]),
    ("tui", &["app", "ui", "runtime", "domain", "i18n"]),
    ("headless", &["app", "runtime", "domain", "i18n"]),
    ("plain", &["app", "ui", "runtime", "domain", "i18n"]),
    ("export", &["domain", "api::wire", "api::sign"]),
    ("sandbox", &["domain", "api::sign", "api::cipher", "api::wire"]),
    ("commands", &["*"]),
    ("main", &["*"]),
];

/// Crates that only these rooms may name.
const ONLY: [(&str, &[&str]); 4] = [
    ("crossterm", &["tui"]),
    ("axum", &["sandbox"]),
    ("reqwest", &["api"]),
    ("ratatui", &["ui", "tui"]),
];

/// Crates that these rooms may not name.
const NEVER: [(&str, &[&str]); 1] = [("tokio", &["domain", "app", "ui"])];

/// Lines beyond which a file is two rooms.
const LONGEST: usize = 600;

/// Words of the place where the program was made; joined here so that this file does not hold them.
const WORKPLACE: [&str; 2] = [concat!("../", "shared"), concat!("/work", "/")];

/// The faults of one file under src in what it imports. `path` is like `src/ui/frame.rs`.
fn wall_faults(path: &str, source: &str) -> Vec<String> {
    let inner = path.trim_start_matches("src/").trim_end_matches(".rs");
    let mut module: Vec<&str> = inner.split('/').filter(|part| *part != "mod").collect();
    let room = module[0];
    if ["lib", "main"].contains(&room) {
        module.clear();
    }
    let Some((_, allowed)) = WALLS.iter().find(|(name, _)| *name == room) else {
        return vec![format!("{path}: the room {room} is not in the table of rooms")];
    };
    let mut faults = Vec::new();
    for path_named in scan::paths(source, &module) {
        let told = format!("{path}:{}: {}", path_named.line, path_named.parts.join("::"));
        if !may_import(room, allowed, &path_named) {
            faults.push(format!("{told}: {room} may import {}", list(allowed)));
        }
        let names = |wanted: &str| path_named.parts.iter().any(|part| part == wanted);
        for (name, rooms) in ONLY {
            if names(name) && !rooms.contains(&room) {
                faults.push(format!("{told}: only {} may name {name}", list(rooms)));
            }
        }
        for (name, rooms) in NEVER {
            if names(name) && rooms.contains(&room) {
                faults.push(format!("{told}: {room} may not name {name}"));
            }
        }
    }
    faults
}

fn may_import(room: &str, allowed: &[&str], named: &Named) -> bool {
    let [krate, inside @ ..] = named.parts.as_slice() else { return true };
    let Some(wanted) = inside.first() else { return true };
    if !["crate", "bcc_wizard"].contains(&krate.as_str()) || wanted == room || allowed == ["*"] {
        return true;
    }
    // The lookup that the words' macro makes in the crate's root is i18n's alone.
    if room == "i18n" && wanted.starts_with("_rust_i18n_") {
        return true;
    }
    allowed.iter().any(|path| {
        let path: Vec<&str> = path.split("::").collect();
        inside.len() >= path.len() && path.iter().zip(inside).all(|(a, b)| a == b)
    })
}

fn list(names: &[&str]) -> String {
    if names.is_empty() { "nothing".to_owned() } else { names.join(", ") }
}

/// The faults of one Rust file in its length and in what it says to the compiler.
fn habit_faults(path: &str, source: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let lines = source.lines().count();
    if lines > LONGEST {
        faults.push(format!("{path}: {lines} lines, more than {LONGEST}"));
    }
    let in_tests = path.starts_with("tests/");
    let tokens = scan::tokens(source);
    for window in tokens.windows(3) {
        let [first, second, third] = window else { continue };
        let marks = [&*first.text, &*second.text, &*third.text];
        let unfinished = match marks {
            [name @ ("todo" | "unimplemented" | "dbg"), "!", "(" | "[" | "{"] => {
                !in_tests || name != "dbg"
            }
            ["#", "[", "ignore"] => true,
            _ => false,
        };
        if unfinished {
            faults.push(format!("{path}:{}: {}", first.line, marks.concat()));
        }
    }
    for named in scan::paths(source, &[]) {
        let sleeps = named.holds(&["thread", "sleep"])
            || (in_tests && named.holds(&["time", "sleep"]))
            || (in_tests && named.holds(&["time", "sleep_until"]));
        if sleeps {
            faults.push(format!(
                "{path}:{}: {} is no way to wait",
                named.line,
                named.parts.join("::")
            ));
        }
    }
    faults
}

/// The faults of any file in naming the place where it was made.
fn workplace_faults(path: &str, text: &str) -> Vec<String> {
    let lines = text.lines().enumerate();
    lines
        .filter(|(_, line)| WORKPLACE.iter().any(|word| line.contains(word)))
        .map(|(at, line)| format!("{path}:{}: {}", at + 1, line.trim()))
        .collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file under `start` with its path from the root, in order; none if there is no such place.
fn files(start: &str) -> BTreeMap<String, String> {
    let (mut found, mut waiting) = (BTreeMap::new(), vec![root().join(start)]);
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(&path).unwrap();
            waiting.extend(entries.map(|entry| entry.unwrap().path()).collect::<Vec<PathBuf>>());
        } else if path.is_file() {
            let name = path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
            found.insert(name, String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned());
        }
    }
    found
}

fn rust_files(start: &str) -> BTreeMap<String, String> {
    let mut files = files(start);
    files.retain(|path, _| Path::new(path).extension().is_some_and(|ending| ending == "rs"));
    assert!(!files.is_empty(), "{start} holds no Rust file");
    files
}

#[track_caller]
fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_room_keeps_its_walls() {
    let sources = rust_files("src");
    let faults: Vec<String> =
        sources.iter().flat_map(|(path, text)| wall_faults(path, text)).collect();
    assert_none(&faults);
}

#[test]
fn every_file_keeps_the_habits() {
    let mut sources = rust_files("src");
    sources.extend(rust_files("tests"));
    let faults: Vec<String> =
        sources.iter().flat_map(|(path, text)| habit_faults(path, text)).collect();
    assert_none(&faults);
}

#[test]
fn no_file_names_the_place_where_it_was_made() {
    let places = ["src", "tests/it", "assets", "docs", ".ci", "README.md", "Cargo.toml"];
    let faults: Vec<String> = places
        .iter()
        .flat_map(|place| files(place))
        .flat_map(|(path, text)| workplace_faults(&path, &text))
        .collect();
    assert_none(&faults);
}

#[test]
fn no_sentence_stands_in_the_code() {
    let sources = rust_files("src");
    let faults: Vec<String> =
        sources.iter().flat_map(|(path, text)| literals::faults(path, text)).collect();
    assert_none(&faults);
}

#[test]
fn chinese_is_written_as_chinese() {
    let files = files("assets/locales");
    let [english, chinese] = ["en", "zh-CN"].map(|language| locales::sentences(&files, language));
    assert!(english.len() > 900 && english.len() == chinese.len(), "{}", english.len());
    assert_none(&chinese::faults(&english, &chinese));
}

#[test]
fn the_languages_say_the_same_things() {
    let files = files("assets/locales");
    let names: BTreeSet<&str> =
        files.keys().filter_map(|path| path.split('/').next_back()).collect();
    assert!(names.contains("core.en.toml"), "{names:?}");
    assert_none(&locales::faults(&files));
}
