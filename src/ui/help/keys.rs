//! Every key that means something where help was opened, from the keymap, so that it cannot lie.

use crate::app::action::{Action, Context};
use crate::app::dialog::Dialog;
use crate::app::key::Key;
use crate::app::steps;
use crate::app::update::{contexts_at, contexts_beneath};
use crate::app::wizard::{Screen, Wizard};
use crate::domain::field::StepId;
use crate::ui::Scene;
use crate::ui::help::Part;

/// The keys of typing, which no keymap changes, and what they do, `typing.<name>`.
const TYPING: [(&[&str], &str); 7] = [
    (&["left", "right"], "walk"),
    (&["ctrl-left", "ctrl-right"], "words"),
    (&["home", "end"], "ends"),
    (&["backspace", "delete"], "erase"),
    (&["ctrl-w"], "erase_word"),
    (&["ctrl-u"], "erase_line"),
    (&["ctrl-k"], "erase_rest"),
];

/// Of those, the ones that a secret takes: it is typed at its end alone.
const TYPING_SECRET: [(&[&str], &str); 2] =
    [(&["backspace"], "erase_last"), (&["ctrl-u"], "erase_line")];

/// The same for the editor of several lines, `typing_lines.<name>`.
const TYPING_LINES: [(&[&str], &str); 4] = [
    (&["enter"], "enter"),
    (&["tab"], "indent"),
    (&["up", "down", "pgup", "pgdn"], "walk"),
    (&["ctrl-home", "ctrl-end"], "ends"),
];

/// The steps by their numbers.
const STEPS: [Action; 8] = [
    Action::Step1,
    Action::Step2,
    Action::Step3,
    Action::Step4,
    Action::Step5,
    Action::Step6,
    Action::Step7,
    Action::Step8,
];

/// A part for each context: first those of the place, from the inside outwards, then those of the other
/// fields of the step, then what is the same everywhere.
pub fn parts(scene: &Scene) -> Vec<Part> {
    let wizard = scene.wizard;
    let here = contexts_beneath(wizard);
    let common = [Context::Form, Context::Welcome, Context::Everywhere];
    let mut parts = Vec::new();
    for context in here.iter().filter(|context| !common.contains(context)) {
        parts.extend(part(scene, *context, &reached(wizard, &here, *context)));
        parts.extend(typed(scene, *context));
    }
    for context in elsewhere(wizard, &here) {
        parts.extend(part(scene, context, &new(scene, &here, context)));
        let shown = parts.iter().any(|part| part.heading == heading(scene, "typing"));
        parts.extend(typed(scene, context).filter(|_| !shown));
    }
    for context in here.iter().filter(|context| common.contains(context)) {
        parts.extend(part(scene, *context, &reached(wizard, &here, *context)));
    }
    for context in [Context::HelpOverlay, Context::HelpSearch] {
        parts.extend(part(scene, context, wizard.keymap.bound(context)));
    }
    // One column for the keys of all parts.
    let width = parts.iter().map(|part| part.width).max().unwrap_or(0);
    for part in &mut parts {
        part.width = width;
    }
    parts
}

/// What the keys of one context do in these, of which it is one.
fn reached(wizard: &Wizard, here: &[Context], context: Context) -> Vec<(Action, Vec<Key>)> {
    let first = |key: &Key| {
        let binds = |it: &&Context| wizard.keymap.action(&[**it], *key).is_some();
        here.iter().find(binds) == Some(&context)
    };
    let bound = wizard.keymap.bound(context).iter();
    let reached = bound.map(|(action, keys)| {
        let keys: Vec<Key> = keys.iter().copied().filter(first).collect();
        (*action, keys)
    });
    reached.filter(|(_, keys)| !keys.is_empty()).collect()
}

/// What the keys of a context do that they do not do here as well, in the same words.
fn new(scene: &Scene, here: &[Context], context: Context) -> Vec<(Action, Vec<Key>)> {
    let keymap = &scene.wizard.keymap;
    let same = |action: Action, key: Key| {
        let heard = here.iter().find_map(|it| Some((*it, keymap.action(&[*it], key)?)));
        heard.is_some_and(|(it, heard)| {
            heard == action && does(scene, it, action) == does(scene, context, action)
        })
    };
    let bound = keymap.bound(context).iter();
    let differs = bound.filter(|(action, keys)| keys.iter().any(|key| !same(*action, *key)));
    differs.cloned().collect()
}

/// The contexts of the other fields in front, each once.
fn elsewhere(wizard: &Wizard, here: &[Context]) -> Vec<Context> {
    let mut others: Vec<Context> = Vec::new();
    let mut add = |contexts: &[Context]| {
        for context in contexts {
            if !here.contains(context) && !others.contains(context) {
                others.push(*context);
            }
        }
    };
    if wizard.aside.is_some() {
        return others;
    }
    match wizard.screen {
        Screen::Form => {
            for (field, kind) in steps::fields(wizard, wizard.step) {
                add(contexts_at(wizard, field));
                if kind.is_table() {
                    add(&[Context::FilterText]);
                }
            }
            if wizard.step == StepId::Review {
                add(&[Context::ReviewText]);
            }
        }
        Screen::Welcome => add(&[Context::Text, Context::Choice]),
        Screen::Order | Screen::Done => {}
    }
    others
}

fn heading(scene: &Scene, name: &str) -> String {
    scene.words.get(&format!("help_part.{name}")).into_owned()
}

fn part(scene: &Scene, context: Context, bound: &[(Action, Vec<Key>)]) -> Option<Part> {
    let name: &str = context.into();
    let (theme, words) = (scene.theme, scene.words);
    let heading = words.get(&format!("context.{name}")).into_owned();
    let lines = lines(scene, context, bound);
    (!lines.is_empty()).then(|| Part::new(heading, lines, theme.key, theme.plain))
}

fn lines(scene: &Scene, context: Context, bound: &[(Action, Vec<Key>)]) -> Vec<(String, String)> {
    let steps = steps_in_one(bound);
    let shown = bound.iter().filter(|(action, keys)| {
        let told = steps.is_some() && STEPS[1..].contains(action);
        !keys.is_empty() && !told
    });
    let line = |(action, keys): &(Action, Vec<Key>)| {
        if let Some(steps) = steps.as_ref().filter(|_| *action == Action::Step1) {
            return (steps.clone(), scene.words.get("does.steps").into_owned());
        }
        (names(keys), does(scene, context, *action))
    };
    shown.map(line).collect()
}

fn names(keys: &[Key]) -> String {
    keys.iter().map(Key::to_string).collect::<Vec<_>>().join(" ")
}

/// What an action does, in the words of a context that has its own.
fn does(scene: &Scene, context: Context, action: Action) -> String {
    let (place, name): (&str, &str) = (context.into(), action.into());
    let own = format!("does_{place}.{name}");
    let says = scene.words.get(&own);
    if says == own { scene.words.get(&format!("does.{name}")) } else { says }.into_owned()
}

/// `Alt-1…8`, where the keys of all steps differ by their number alone.
fn steps_in_one(bound: &[(Action, Vec<Key>)]) -> Option<String> {
    let keys_of = |action: Action| {
        let (_, keys) = bound.iter().find(|(bound, _)| *bound == action)?;
        match keys.as_slice() {
            [key] => Some(key.to_string()),
            _ => None,
        }
    };
    let first = keys_of(Action::Step1)?;
    let stem = first.strip_suffix('1')?;
    let alike = |(at, action): (usize, &Action)| {
        keys_of(*action).is_some_and(|key| key == format!("{stem}{}", at + 1))
    };
    STEPS.iter().enumerate().all(alike).then(|| format!("{first}…{}", STEPS.len()))
}

/// The keys of typing, where something is typed.
fn typed(scene: &Scene, context: Context) -> impl Iterator<Item = Part> {
    use Context as C;
    let (theme, words) = (scene.theme, scene.words);
    let part = |name: &str, keys: &[(&[&str], &str)]| {
        let table = if name == "lines" { "typing_lines" } else { name };
        let line = |(names, says): &(&[&str], &str)| {
            let keys: Vec<Key> = names.iter().filter_map(|name| name.parse().ok()).collect();
            (self::names(&keys), words.get(&format!("{table}.{says}")).into_owned())
        };
        let lines = keys.iter().map(line).collect();
        Part::new(heading(scene, name), lines, theme.key, theme.plain)
    };
    let wizard = scene.wizard;
    let secret = match (&wizard.aside, wizard.screen, &wizard.welcome) {
        (Some(aside), ..) => matches!(aside, Dialog::Unfinished(_)),
        (None, Screen::Welcome, Some(welcome)) => welcome.secret(welcome.focus).is_some(),
        _ => contexts_beneath(wizard).contains(&C::Secret),
    };
    let typing = match context {
        C::Text | C::Dialog if secret => Some(part("typing", &TYPING_SECRET)),
        C::Text | C::Dialog | C::FilterText | C::Editor => Some(part("typing", &TYPING)),
        _ => None,
    };
    let lines = (context == C::Editor).then(|| part("lines", &TYPING_LINES));
    lines.into_iter().chain(typing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    use crate::app::line;
    use crate::app::lines::{Lines, Pressed};

    #[test]
    fn the_keys_of_typing_are_those_that_edit() {
        for (names, says) in TYPING.iter().chain(&TYPING_SECRET) {
            for name in *names {
                assert!(line::request(name.parse().unwrap()).is_some(), "{name}: {says}");
            }
        }
        for (names, says) in TYPING_LINES {
            for name in names {
                let mut lines = Lines::new("a\nb", 100);
                assert_eq!(
                    lines.press(name.parse().unwrap(), 3, Duration::ZERO),
                    Pressed::Taken,
                    "{name}: {says}"
                );
            }
        }
    }
}
