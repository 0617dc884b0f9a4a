//! What holds for every state and every size.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use bcc_wizard::app::action::Action;
use bcc_wizard::app::key::Key;
use bcc_wizard::app::msg::Msg;
use bcc_wizard::app::update::contexts;
use bcc_wizard::app::wizard::Screen;
use bcc_wizard::domain::field::FieldId;
use bcc_wizard::domain::language::Language;
use bcc_wizard::i18n;
use proptest::prelude::*;
use strum::IntoEnumIterator as _;

use super::frames::{LOOKS, hold};
use super::{drawn, text};
use crate::fixture::{Stage, created, instance};

const KEYS: [&str; 37] = [
    "enter",
    "tab",
    "shift-tab",
    "up",
    "down",
    "left",
    "right",
    "pgup",
    "pgdn",
    "end",
    "home",
    "space",
    "ctrl-n",
    "ctrl-p",
    "ctrl-g",
    "ctrl-t",
    "ctrl-r",
    "ctrl-u",
    "ctrl-c",
    "f1",
    "f2",
    "f9",
    "f3",
    "f4",
    "ctrl-o",
    "esc",
    "/",
    "a",
    "e",
    "d",
    "s",
    "f",
    "x",
    "y",
    "n",
    "8",
    "界",
];

fn state() -> impl Strategy<Value = (Vec<usize>, u8)> {
    (proptest::collection::vec(0..KEYS.len(), 0..60), 0..4_u8)
}

fn reach(size: (u16, u16), keys: &[usize], how: u8) -> Stage {
    let language = if how.is_multiple_of(2) { Language::En } else { Language::ZhCn };
    let mut stage =
        Stage::with(size, language, if how == 3 { |_| true } else { |_| false }, |_| None);
    for key_at in keys {
        let key: Key = KEYS[*key_at].parse().unwrap();
        stage.send(Msg::Key(key));
        if KEYS[*key_at] == "f4" {
            stage.send(Msg::Generated(Ok("Zq7!rutabagaZq7!".into())));
        }
        if how == 2 && stage.wizard.dialog.is_some() {
            stage.send(Msg::Minted("token".to_owned()));
        }
    }
    if stage.wizard.screen == Screen::Order {
        stage.submitted(Ok(created(&["i-aF3kQ2Zb"])));
        stage.seen(Ok(vec![instance("i-aF3kQ2Zb", "Running", Some("1.2.3.4"))]));
    }
    stage
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_state_and_no_size_breaks_the_view(
        (keys, how) in state(),
        columns in 0..=200_u16,
        rows in 0..=60_u16,
        other_columns in 0..=200_u16,
        other_rows in 0..=60_u16,
    ) {
        let stage = reach((columns, rows), &keys, how);
        drawn(&stage.wizard, (columns, rows), true);
        // The terminal may have another size already than the wizard was told.
        drawn(&stage.wizard, (other_columns, other_rows), false);
    }

    #[test]
    fn every_state_keeps_to_the_laws_of_the_frame_at_any_size(
        (keys, how) in state(),
        columns in 40..=300_u16,
        rows in 10..=100_u16,
        look in 0..LOOKS.len(),
    ) {
        let stage = reach((columns, rows), &keys, how);
        let held = hold(&stage.wizard, LOOKS[look]);
        prop_assert!(held.is_ok(), "{}", held.unwrap_err());
    }
}

#[test]
fn the_smallest_terminals_are_survived() {
    let stage = Stage::new((120, 36));
    for size in [(0, 0), (1, 1), (0, 9), (9, 0), (2, 60), (200, 1), (20, 5), (40, 10)] {
        drawn(&stage.wizard, size, true);
    }
}

#[test]
fn drawing_costs_the_same_however_long_the_list() {
    // Only the rows of the page are asked for their cells; the rest of the picker is never looked at.
    let mut stage = Stage::new((120, 36));
    stage.keys("ctrl-n");
    let before = text(&stage.wizard);
    let picker = stage.wizard.pickers.get_mut(&FieldId::Spec).unwrap();
    let seen = picker.rows.len();
    picker.rows.extend(std::iter::repeat_n(usize::MAX, 100_000));
    let after = text(&stage.wizard);
    assert!(seen < 40);
    assert_eq!(before.lines().nth(5), after.lines().nth(5));
}

/// Every key of the locale files, in English.
fn known(key: &str) -> bool {
    i18n::text(Language::En, key) != key
}

#[test]
fn every_field_action_and_failure_has_its_words() {
    let mut missing = Vec::new();
    let mut want = |key: String| {
        if !known(&key) {
            missing.push(key);
        }
    };
    for field in FieldId::iter() {
        for table in ["field", "help", "help_long"] {
            want(format!("{table}.{}", field.name()));
        }
    }
    for action in Action::iter() {
        want(format!("action.{}", <&str>::from(action)));
    }
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn every_key_named_in_the_code_has_its_words() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut missing = BTreeSet::new();
    let mut files = vec![root.join("ui.rs"), root.join("ui"), root.join("app")];
    let mut named = 0;
    while let Some(path) = files.pop() {
        if path.is_dir() {
            files.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let source = fs::read_to_string(&path).unwrap();
        let code = source.split("#[cfg(test)]").next().unwrap();
        for literal in code.split('"').skip(1).step_by(2) {
            let is_key = literal.split('.').count() == 2
                && literal.split('.').all(|part| {
                    !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '_')
                });
            if is_key {
                named += 1;
                if !known(literal) {
                    missing.insert(format!("{literal} in {}", path.display()));
                }
            }
        }
    }
    assert!(named > 100, "the search finds keys at all: {named}");
    assert_eq!(missing, BTreeSet::new());
}

#[test]
fn the_key_line_shows_only_keys_that_do_what_it_says() {
    let mut stage = Stage::new((120, 36));
    for _ in 0..8 {
        let screen = text(&stage.wizard);
        let line = screen.lines().nth(35).unwrap().to_owned();
        let contexts = contexts(&stage.wizard);
        for hint in line.split("   ").filter(|hint| !hint.trim().is_empty()) {
            let key = hint.trim().split(' ').next().unwrap();
            let reached = stage
                .wizard
                .keymap
                .all(&contexts)
                .into_iter()
                .any(|(_, keys)| keys.iter().any(|bound| bound.to_string() == key));
            assert!(reached, "{hint} in {line}");
        }
        stage.keys("ctrl-n");
    }
}
