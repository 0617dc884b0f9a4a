//! Every place where keys are pressed: the key line there, and its help.

use std::collections::BTreeSet;
use std::time::Duration;

use bcc_wizard::app::action::{Action, Context};
use bcc_wizard::app::dialog::Dialog;
use bcc_wizard::app::effect::Exported;
use bcc_wizard::app::help::has_help;
use bcc_wizard::app::key::Key;
use bcc_wizard::app::msg::Msg;
use bcc_wizard::app::update::{contexts, contexts_beneath};
use bcc_wizard::domain::language::Language;
use bcc_wizard::domain::plan::{Format, Hidden};
use bcc_wizard::ui::text::cells;
use strum::IntoEnumIterator as _;

use super::{MEDIUM, SMALL, WIDE, text};
use crate::fixture::{Stage, created, instance};

/// A place by its name, and the keys that lead there from the first step.
const PLACES: [(&str, &str); 31] = [
    ("choice", "shift-tab"),
    ("zones", "home"),
    ("specs", "ctrl-n"),
    ("sold out", "ctrl-n / text:c5 enter shift-tab home down down down"),
    ("filter", "ctrl-n /"),
    ("number", "ctrl-n tab"),
    ("fold", "ctrl-n tab tab"),
    ("images", "ctrl-g 3 tab tab"),
    ("list", "ctrl-g 4 tab tab"),
    ("list with an entry", "ctrl-g 4 tab tab a ctrl-n"),
    ("form of an entry", "ctrl-g 4 tab tab a"),
    ("marks", "ctrl-g 5 tab tab tab"),
    ("line of text", "ctrl-g 6"),
    ("password", "ctrl-g 6 tab tab right tab"),
    ("shown password", "ctrl-g 6 tab tab right tab text:x f3"),
    ("made password", "ctrl-g 6 tab tab right tab f4"),
    ("user data", "ctrl-g 6 tab tab tab tab right tab tab tab"),
    ("editor", "ctrl-g 6 tab tab tab tab right tab tab tab e"),
    ("file for the editor", "ctrl-g 6 tab tab tab tab right tab tab tab e ctrl-o"),
    ("payment", "ctrl-g 7"),
    ("buy", "ctrl-g 8"),
    ("line of the review", "ctrl-g 8 home"),
    ("text of the review", "ctrl-g 8 right"),
    ("confirmation", "ctrl-g 8 enter"),
    ("quitting", "ctrl-c"),
    ("going to a step", "ctrl-g"),
    ("comparison", "ctrl-n home space down space c"),
    ("alternatives", "ctrl-n / text:c5 space text:8c enter"),
    ("saving", "ctrl-s"),
    ("export", "ctrl-x"),
    ("problem with a way out", "ctrl-g 4 tab ctrl-u text:4"),
];

fn at(keys: &str, size: (u16, u16), language: Language) -> Stage {
    let mut stage = Stage::with(size, language, |_| false, |_| None);
    stage.keys(keys);
    if keys.ends_with("f4") {
        stage.send(Msg::Generated(Ok("Zq7!rutabagaZq7!".into())));
    }
    if keys == "ctrl-x" {
        let exported = Exported { text: Hidden::from("{}\n".to_owned()), notes: Vec::new() };
        stage.send(Msg::Exported { format: Format::Json, result: Ok(exported) });
    }
    stage
}

/// All places, by name: those of the table, and those that keys alone do not lead to.
fn places(size: (u16, u16), language: Language) -> Vec<(&'static str, Stage)> {
    let mut places: Vec<(&str, Stage)> =
        PLACES.into_iter().map(|(name, keys)| (name, at(keys, size, language))).collect();
    let ordered = || {
        let mut stage = Stage::with(size, language, |_| false, |_| None);
        stage.buy();
        stage.submitted(Ok(created(&["i-aF3kQ2Zb"]))).wait(Duration::from_secs(9));
        stage
    };
    let done = || {
        let mut stage = ordered();
        stage.seen(Ok(vec![instance("i-aF3kQ2Zb", "Running", Some("1.2.3.4"))]));
        stage
    };
    let mut releasing = done();
    releasing.keys("r");
    let mut connecting = done();
    connecting.keys("w");
    places.extend([("order", ordered()), ("done", done()), ("releasing", releasing)]);
    places.push(("ssh configuration", connecting));
    let mut keyed = Stage::welcome(size, language);
    keyed.keys("down enter");
    let mut secret = Stage::welcome(size, language);
    secret.keys("down enter text:AKIA enter");
    places.push(("welcome", Stage::welcome(size, language)));
    places.extend([("access key", keyed), ("secret key", secret)]);
    places
}

fn key_line(stage: &Stage) -> String {
    let rows = usize::from(stage.wizard.layout.rows);
    text(&stage.wizard).lines().nth(rows - 1).unwrap().trim().to_owned()
}

#[test]
fn every_place_shows_its_most_needed_keys_whole_and_help_at_the_end() {
    for language in [Language::En, Language::ZhCn] {
        let wide = places(WIDE, language);
        for size in [WIDE, MEDIUM, SMALL] {
            for ((name, stage), (_, widest)) in places(size, language).iter().zip(&wide) {
                let (line, whole) = (key_line(stage), key_line(widest));
                let hints: Vec<&str> = line.split("   ").collect();
                let has = stage.wizard.dialog.as_ref().is_none_or(has_help);
                let mut all: Vec<&str> = whole.split("   ").collect();
                // What leads out of a dialog is kept where not everything fits, and stands last.
                let out =
                    hints.len().checked_sub(1 + usize::from(has)).and_then(|at| hints.get(at));
                if let Some(at) = out.and_then(|out| all.iter().position(|it| it == out))
                    && stage.wizard.dialog.is_some()
                    && hints.len() < all.len()
                {
                    let out = all.remove(at);
                    all.insert((hints.len() - 1 - usize::from(has)).min(all.len()), out);
                }
                let told = format!("{name} at {size:?}:\n{line}\nof\n{whole}");
                assert!(cells(&line) + 2 <= size.0.into() && !line.contains('…'), "{told}");
                let help = has;
                let says = ["help", "帮助"].iter().any(|help| line.ends_with(help));
                assert_eq!(says, help, "{told}");
                let shown = hints.len() - usize::from(help);
                assert!(shown >= 1, "{told}");
                assert_eq!(hints[..shown], all[..shown], "{told}");
            }
        }
    }
}

#[test]
fn every_context_is_a_place() {
    let mut seen = BTreeSet::new();
    for (name, mut stage) in places(WIDE, Language::En) {
        seen.extend(contexts(&stage.wizard));
        if stage.wizard.dialog.as_ref().is_none_or(has_help) {
            stage.keys("f1");
            seen.extend(contexts(&stage.wizard));
            stage.keys("/");
            seen.extend(contexts(&stage.wizard));
        }
        assert!(!contexts(&stage.wizard).is_empty(), "{name}");
    }
    let missing: Vec<Context> = Context::iter().filter(|it| !seen.contains(it)).collect();
    assert_eq!(missing, []);
}

/// All the text of the overlay, whatever the size of the screen.
fn all_of(stage: &mut Stage) -> String {
    stage.send(Msg::Resize(120, 300));
    text(&stage.wizard)
}

#[test]
fn help_names_every_key_of_the_place_and_what_it_does() {
    for language in [Language::En, Language::ZhCn] {
        for (name, mut stage) in places(WIDE, language) {
            if !stage.wizard.dialog.as_ref().is_none_or(has_help)
                || matches!(stage.wizard.dialog, Some(Dialog::Item(_)))
            {
                continue;
            }
            stage.keys("f1");
            assert!(matches!(stage.wizard.dialog, Some(Dialog::Help(_))), "{name}");
            let here = contexts_beneath(&stage.wizard);
            let reached = stage.wizard.keymap.all(&here);
            let screen = all_of(&mut stage);
            let steps = Action::iter().filter(|action| {
                let name: &str = action.into();
                name.starts_with("step")
            });
            let steps: Vec<Action> = steps.collect();
            for (action, keys) in reached {
                let keys: Vec<String> = keys.iter().map(Key::to_string).collect();
                let told = screen.lines().any(|line| {
                    keys.iter().all(|key| line.contains(key.as_str()))
                        || steps.contains(&action) && line.contains("Alt-1…8")
                });
                // The keys of one action may stand in the parts of several contexts.
                let apart = keys.iter().all(|key| screen.contains(&format!("{key} ")));
                assert!(told || apart, "{name}: {action:?} {keys:?}\n{screen}");
            }
            let tables = ["does", "context", "help", "means", "term", "legend", "typing"];
            let raw = screen.split_whitespace().find(|word| {
                let table = word.split('.').next().and_then(|it| it.split('_').next());
                word.contains('.') && !word.ends_with('.') && tables.contains(&table.unwrap_or(""))
            });
            assert_eq!(raw, None, "{name}\n{screen}");
        }
    }
}

#[test]
fn help_tells_the_keys_of_the_other_fields_of_the_step() {
    let mut stage = Stage::new(WIDE);
    stage.keys("ctrl-n tab f1");
    let screen = all_of(&mut stage);
    for says in ["In the spec table", "mark the spec to compare it", "While a filter is typed"] {
        assert!(screen.contains(says), "{says}\n{screen}");
    }
    // Of what is the same in both, it is said once.
    assert_eq!(screen.matches("ask whether to quit").count(), 1, "{screen}");
}

#[test]
fn help_comes_back_to_what_it_was_opened_over() {
    for keys in [
        "ctrl-n home space down space c",
        "ctrl-n / text:c5 space text:8c enter",
        "ctrl-s",
        "ctrl-x",
        "ctrl-g 6 tab tab tab tab right tab tab tab e text:abc",
    ] {
        let mut stage = at(keys, WIDE, Language::En);
        let before = text(&stage.wizard);
        stage.keys("f1");
        assert!(matches!(stage.wizard.dialog, Some(Dialog::Help(_))), "{keys}");
        stage.keys("/ text:zone esc esc");
        assert_eq!(text(&stage.wizard), before, "{keys}");
    }
    // A question is its own help: what it names must not go out of sight.
    let mut stage = at("ctrl-g 8 enter", WIDE, Language::En);
    stage.keys("f1");
    assert!(matches!(stage.wizard.dialog, Some(Dialog::Confirm(_))));
}
