//! The first screen without an access key.

use bcc_wizard::app::effect::Effect;
use bcc_wizard::app::identity::{Kept, Opened};
use bcc_wizard::app::key::Key;
use bcc_wizard::app::layout::Shape;
use bcc_wizard::app::msg::Msg;
use bcc_wizard::app::update::contexts;
use bcc_wizard::app::welcome::Entry;
use bcc_wizard::app::wizard::{Place, Screen};
use bcc_wizard::domain::fault::FaultKind;
use bcc_wizard::domain::language::Language;
use proptest::prelude::*;
use strum::IntoEnumIterator as _;

use super::{MEDIUM, SMALL, WIDE, drawn, look, text};
use crate::fixture::{Stage, refusal};
use bcc_wizard::domain::said::Said;

const SIZES: [((u16, u16), &str); 3] = [(WIDE, "120x36"), (MEDIUM, "80x24"), (SMALL, "40x10")];
const LANGUAGES: [(Language, &str); 2] = [(Language::En, ""), (Language::ZhCn, "_zh")];

fn opened(kept: Option<Result<Kept, Said>>) -> Opened {
    let regions = vec![("bj".to_owned(), "Beijing".to_owned(), "北京".to_owned())];
    Opened {
        unfinished: Vec::new(),
        place: Place { sandbox: false, regions, endpoint: None },
        region: "bj".to_owned(),
        kept,
    }
}

#[test]
fn a_key_that_is_typed_at_every_size_in_both_languages() {
    for (size, name) in SIZES {
        for (language, mark) in LANGUAGES {
            let mut stage = Stage::welcome(size, language);
            stage.keys("down enter text:AKtyped-1 enter text:0123456789 tab");
            look(&format!("welcome_key{mark}_{name}"), &text(&stage.wizard));
        }
    }
}

#[test]
fn an_address_that_gets_the_key_is_named() {
    let mut stage = Stage::welcome(MEDIUM, Language::En);
    let welcome = stage.wizard.welcome.as_mut().unwrap();
    welcome.endpoint = Some("http://127.0.0.1:8787".to_owned());
    let screen = text(&stage.wizard);
    assert!(screen.contains("Enter an access key    for http://127.0.0.1:8787"), "{screen}");
    stage.keys("f1");
    look("welcome_help_80x24", &text(&stage.wizard));
}

#[test]
fn a_connection_that_fails_says_why_on_the_screen() {
    for (size, name) in SIZES {
        let mut stage = Stage::welcome(size, Language::En);
        stage.keys("enter");
        let why = "the sandbox cannot listen on 127.0.0.1:0: Cannot assign \u{1b}[2J address";
        stage.send(Msg::Connected(Err(why.into())));
        look(&format!("welcome_failed_{name}"), &text(&stage.wizard));
    }
}

#[test]
fn saving_is_said_above_the_key_line() {
    for (kept, part) in [
        (Ok(("default", true)), "The key is saved as the profile “default”."),
        (Ok(("default-2", false)), "add --profile default-2."),
        (
            Err("f is not JSON"),
            "The key is not saved and is forgotten when you quit: f is not JSON.",
        ),
    ] {
        let mut stage = Stage::welcome(WIDE, Language::En);
        stage.keys("down enter text:AKtyped-1 enter text:0123456789abcdef ctrl-n");
        let kept =
            kept.map(|(name, current)| Kept { name: name.to_owned(), current }).map_err(Said::from);
        stage.send(Msg::Connected(Ok(opened(Some(kept)))));
        let screen = text(&stage.wizard);
        assert!(screen.contains(part) && screen.contains("cn-bj-a"), "{screen}");
    }
}

#[test]
fn a_key_that_nothing_accepts_can_be_exchanged() {
    let mut stage = Stage::welcome(MEDIUM, Language::En);
    stage.fails = |_| {
        let words = "The Access Key ID you provided does not exist in our records.";
        Some(refusal(FaultKind::UnknownKey, 403, "InvalidAccessKeyId", words))
    };
    stage.keys("down enter text:AKtyped-1 enter text:0123456789abcdef ctrl-n");
    stage.send(Msg::Connected(Ok(opened(None))));
    look("welcome_refused_80x24", &text(&stage.wizard));
    stage.keys("esc");
    let screen = text(&stage.wizard);
    assert!(screen.contains("AKtyped-1") && !screen.contains('•'), "{screen}");
}

const KEYS: [&str; 22] = [
    "enter",
    "tab",
    "shift-tab",
    "up",
    "down",
    "left",
    "right",
    "space",
    "ctrl-n",
    "ctrl-p",
    "ctrl-u",
    "ctrl-c",
    "n",
    "f1",
    "?",
    "f9",
    "esc",
    "a",
    "1",
    "界",
    "ctrl-r",
    "backspace",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_state_and_no_size_breaks_it_and_the_focus_is_in_sight(
        keys in proptest::collection::vec(0..KEYS.len(), 0..40),
        columns in 0..=160_u16,
        rows in 0..=50_u16,
        fails in any::<bool>(),
    ) {
        let mut stage = Stage::welcome((columns, rows), Language::En);
        for key in keys {
            stage.send(Msg::Key(KEYS[key].parse().unwrap()));
            let connects = stage.other.drain(..).any(|effect| matches!(effect, Effect::Connect { .. }));
            if connects {
                let result = if fails { Err("it has no ports left".repeat(9).into()) } else { Ok(opened(None)) };
                stage.send(Msg::Connected(result));
            }
        }
        let wizard = &stage.wizard;
        if wizard.layout.shape == Shape::TooSmall {
            drawn(wizard, (columns, rows), true);
        } else if wizard.screen == Screen::Welcome && wizard.dialog.is_none() {
            let screen = text(wizard);
            prop_assert!(screen.contains('▌'), "{}x{}\n{}", columns, rows, screen);
            let welcome = wizard.welcome.as_ref().unwrap();
            let caret = screen.contains("caret: ");
            prop_assert_eq!(caret, welcome.focus.is_typed(), "{}", screen);
        }
    }
}

#[test]
fn the_key_line_shows_only_keys_that_do_what_it_says() {
    let mut stage = Stage::welcome(WIDE, Language::En);
    let mut seen = Vec::new();
    for keys in ["f9 f9", "down", "enter", "tab", "tab", "tab"] {
        stage.keys(keys);
        let welcome = stage.wizard.welcome.as_ref().unwrap();
        seen.push(welcome.focus);
        let screen = text(&stage.wizard);
        let line = screen.lines().nth(35).unwrap().to_owned();
        let contexts = contexts(&stage.wizard);
        for hint in line.split("   ").filter(|hint| !hint.trim().is_empty()) {
            let key = hint.trim().split(' ').next().unwrap();
            let bound = stage.wizard.keymap.all(&contexts).into_iter();
            let reached =
                bound.flat_map(|(_, keys)| keys).any(|bound: Key| bound.to_string() == key);
            assert!(reached, "{hint} in {line}");
        }
    }
    assert!(Entry::iter().all(|entry| seen.contains(&entry)), "{seen:?}");
}

#[test]
fn every_question_has_its_words() {
    for entry in Entry::iter() {
        let key = format!("key_field.{}", entry.name());
        assert_ne!(bcc_wizard::i18n::text(Language::En, &key), key);
        let key = format!("key_help.{}", entry.name());
        let known = bcc_wizard::i18n::text(Language::En, &key) != key;
        assert!(known || entry == Entry::Way);
    }
}

#[test]
fn a_newcomer_is_greeted_on_the_first_step() {
    for (language, of) in [(Language::En, ""), (Language::ZhCn, "zh_")] {
        for (size, name) in [(WIDE, "120x36"), (MEDIUM, "80x24"), (SMALL, "40x10")] {
            let mut stage = Stage::with(size, language, |_| false, |_| None);
            stage.wizard.greeting = true;
            look(&format!("greeting_{of}{name}"), &text(&stage.wizard));
            stage.wizard.place.sandbox = false;
            let screen = text(&stage.wizard);
            assert_eq!(screen.contains("--sandbox"), size != SMALL, "{screen}");
        }
    }
}
