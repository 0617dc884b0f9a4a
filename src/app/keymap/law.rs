//! What a keymap may not be: one that means two things by a key, that takes away what is typed, the way
//! out, or the certainty that nothing is bought by accident.

use std::collections::BTreeSet;

use super::read::Entry;
use super::{Fault, Keymap};
use crate::app::action::{Action, Context};
use crate::app::key::{Key, KeyCode};

/// Where characters are typed, or where places stand in which they are.
const TYPED: [Context; 9] = [
    Context::Everywhere,
    Context::Welcome,
    Context::Form,
    Context::FilterText,
    Context::Text,
    Context::Secret,
    Context::Dialog,
    Context::Editor,
    Context::HelpSearch,
];

/// Where `Enter` asks whether to buy.
const BUY: [Context; 3] = [Context::Button, Context::Form, Context::Everywhere];

/// The contexts that a context can stand in, from the inside outwards.
pub(super) fn outer(context: Context) -> &'static [Context] {
    use Context as C;
    match context {
        C::Everywhere => &[],
        C::Specs | C::Marks => &[C::Table, C::Form, C::Everywhere],
        C::Secret => &[C::Text, C::Form, C::Everywhere],
        C::Table
        | C::FilterText
        | C::Text
        | C::Choice
        | C::Items
        | C::Lines
        | C::Button
        | C::ReviewText => &[C::Form, C::Everywhere],
        C::Welcome
        | C::Form
        | C::Dialog
        | C::Editor
        | C::Generated
        | C::Question
        | C::SshConfig
        | C::HelpOverlay
        | C::HelpSearch
        | C::Compare
        | C::Alternatives
        | C::Export
        | C::Order
        | C::Done => &[C::Everywhere],
    }
}

/// The actions that mean something in a context: those that the built-in keymap has there, and those of
/// the contexts around it.
pub(super) fn heard(builtin: &Keymap, context: Context) -> Vec<Action> {
    let mut heard = Vec::new();
    for context in std::iter::once(&context).chain(outer(context)) {
        for (action, _) in builtin.bound(*context) {
            if !heard.contains(action) {
                heard.push(*action);
            }
        }
    }
    heard
}

/// Where keys are pressed, from the inside outwards, and what must be reached there: one of these actions.
fn needs() -> Vec<(Vec<Context>, Vec<Action>)> {
    use Action as A;
    use Context as C;
    let chain = |inner: C| -> Vec<C> {
        std::iter::once(inner).chain(outer(inner).iter().copied()).collect()
    };
    let mut needs = vec![
        (chain(C::Form), vec![A::Accept]),
        (chain(C::Choice), vec![A::Left, A::Right]),
        (chain(C::ReviewText), vec![A::Accept, A::Escape]),
        (chain(C::Question), vec![A::Yes]),
        (chain(C::Question), vec![A::No, A::Escape]),
        (chain(C::SshConfig), vec![A::Yes]),
        (chain(C::SshConfig), vec![A::No, A::Escape]),
        (chain(C::Dialog), vec![A::Accept]),
        (chain(C::Editor), vec![A::NextStep]),
        (chain(C::Generated), vec![A::Accept, A::Escape]),
        (chain(C::Compare), vec![A::Accept]),
        (chain(C::Alternatives), vec![A::Accept]),
        (chain(C::FilterText), vec![A::Accept]),
    ];
    for inner in [C::Specs, C::Marks, C::Table, C::Secret, C::Text] {
        needs.push((chain(inner), vec![A::Accept]));
    }
    for inner in [C::Choice, C::Items, C::Lines, C::Button] {
        needs.push((chain(inner), vec![A::Accept]));
    }
    for inner in [C::Text, C::Choice] {
        needs.push((vec![inner, C::Welcome, C::Everywhere], vec![A::Accept]));
    }
    for inner in [
        C::FilterText,
        C::Dialog,
        C::Editor,
        C::HelpOverlay,
        C::HelpSearch,
        C::Compare,
        C::Alternatives,
        C::Export,
        C::Order,
    ] {
        needs.push((chain(inner), vec![A::Escape]));
    }
    needs
}

/// What is wrong with a keymap that was made of a built-in one and these entries.
pub(super) fn faults(builtin: &Keymap, keymap: &Keymap, entries: &[Entry]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for entry in entries {
        faults.extend(elsewhere(builtin, entry));
        faults.extend(entry.keys.iter().filter_map(|(key, line)| kept(*key, *line, entry)));
    }
    faults.extend(twice(keymap, entries));
    faults.extend(buys(keymap, entries));
    faults.extend(quits(entries));
    // A key that is bound wrongly is said to be so; what it thereby covers need not be said too.
    let wrong: BTreeSet<usize> = faults.iter().map(|fault| fault.line).collect();
    faults
        .extend(lost(builtin, keymap, entries).into_iter().filter(|it| !wrong.contains(&it.line)));
    faults
}

fn fault(line: usize, words: &'static str, values: &[(&'static str, &str)]) -> Fault {
    let values = values.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    Fault { line, words, values }
}

fn name(action: Action) -> &'static str {
    action.into()
}

/// An action that nothing hears where it is bound.
fn elsewhere(builtin: &Keymap, entry: &Entry) -> Option<Fault> {
    if heard(builtin, entry.context).contains(&entry.action) {
        return None;
    }
    let has =
        |context: &&Context| builtin.bound(**context).iter().any(|(it, _)| *it == entry.action);
    let places: Vec<String> = builtin
        .bindings
        .keys()
        .filter(has)
        .map(|context| format!("[{}]", <&str>::from(*context)))
        .collect();
    let values = [
        ("action", name(entry.action)),
        ("context", entry.context.into()),
        ("known", &places.join(", ")),
    ];
    Some(fault(entry.line, "keymap.elsewhere", &values))
}

/// A key that must keep what it does.
fn kept(key: Key, line: usize, entry: &Entry) -> Option<Fault> {
    let shown = key.to_string();
    let action = name(entry.action);
    let values = [("key", shown.as_str()), ("context", entry.context.into()), ("action", action)];
    let typed = TYPED.contains(&entry.context);
    if key == quit_key() && entry.action != Action::Quit {
        return Some(fault(line, "keymap.quits", &values));
    }
    if typed && key.typed().is_some() {
        return Some(fault(line, "keymap.types", &values));
    }
    let erases = [KeyCode::Backspace, KeyCode::Delete].map(Key::plain);
    (typed && erases.contains(&key)).then(|| fault(line, "keymap.erases", &values))
}

/// `Ctrl-C`, which always asks whether to quit (ux.md §5).
fn quit_key() -> Key {
    Key { code: KeyCode::Char('c'), ctrl: true, alt: false, shift: false }
}

/// Keys that would mean two things in one context.
fn twice(keymap: &Keymap, entries: &[Entry]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        for (nth, (key, line)) in entry.keys.iter().enumerate() {
            let shown = key.to_string();
            let mut values = vec![
                ("key", shown.as_str()),
                ("context", entry.context.into()),
                ("action", name(entry.action)),
            ];
            if entry.keys[..nth].iter().any(|(before, _)| before == key) {
                faults.push(fault(*line, "keymap.twice_in_list", &values));
                continue;
            }
            let others = keymap.bound(entry.context).iter();
            let mut others = others.filter(|(it, keys)| *it != entry.action && keys.contains(key));
            let Some((other, _)) = others.next() else { continue };
            let of_file = |it: &Entry| it.context == entry.context && it.action == *other;
            values.push(("other", name(*other)));
            match entries.iter().position(of_file) {
                // Said at the later of the two.
                Some(place) if place > at => {}
                Some(_) => faults.push(fault(*line, "keymap.twice", &values)),
                None => faults.push(fault(*line, "keymap.taken", &values)),
            }
        }
    }
    faults
}

/// What says yes must not be what takes an answer: a key held down would buy (ux.md §1, §4).
fn buys(keymap: &Keymap, entries: &[Entry]) -> Vec<Fault> {
    let accepts: Vec<Key> = keymap
        .all(&BUY)
        .into_iter()
        .filter(|(action, _)| *action == Action::Accept)
        .flat_map(|(_, keys)| keys)
        .collect();
    let enter = |key: &Key| key.code == KeyCode::Enter || ctrl_j(*key);
    let mut faults = Vec::new();
    for entry in entries {
        let confirms = entry.action == Action::Yes;
        let accepts_here = entry.action == Action::Accept && BUY.contains(&entry.context);
        let says_yes = |key: &Key| {
            let bound = keymap.bound(Context::Question).iter();
            bound.clone().any(|(action, keys)| *action == Action::Yes && keys.contains(key))
        };
        for (key, line) in &entry.keys {
            let shown = key.to_string();
            if confirms && (enter(key) || accepts.contains(key)) {
                faults.push(fault(*line, "keymap.buys", &[("key", &shown)]));
            } else if accepts_here && says_yes(key) {
                faults.push(fault(*line, "keymap.accepts", &[("key", &shown)]));
            }
        }
    }
    // One pair of a key for both is said once, where it is confirmed.
    let confirmed: Vec<String> = faults
        .iter()
        .filter(|fault| fault.words == "keymap.buys")
        .flat_map(|fault| fault.values.iter().map(|(_, key)| key.clone()))
        .collect();
    faults.retain(|it| it.words == "keymap.buys" || !confirmed.contains(&it.values[0].1));
    faults
}

/// What a terminal sends for the end of a line in pasted text.
fn ctrl_j(key: Key) -> bool {
    key == Key { code: KeyCode::Char('j'), ctrl: true, alt: false, shift: false }
}

fn quits(entries: &[Entry]) -> Option<Fault> {
    let quit =
        |entry: &&Entry| (entry.context, entry.action) == (Context::Everywhere, Action::Quit);
    let entry = entries.iter().find(quit)?;
    let keeps = entry.keys.iter().any(|(key, _)| *key == quit_key());
    (!keeps).then(|| fault(entry.line, "keymap.no_quit", &[]))
}

/// Actions without which one cannot go on, or not go back, and that no key reaches any more.
fn lost(builtin: &Keymap, keymap: &Keymap, entries: &[Entry]) -> Vec<Fault> {
    let mut faults: Vec<Fault> = Vec::new();
    for (contexts, wanted) in needs() {
        if wanted.iter().any(|action| keymap.key(&contexts, *action).is_some()) {
            continue;
        }
        let before: Vec<Key> = builtin
            .all(&contexts)
            .into_iter()
            .filter(|(action, _)| wanted.contains(action))
            .flat_map(|(_, keys)| keys)
            .collect();
        let took = |entry: &&Entry| {
            contexts.contains(&entry.context)
                && (wanted.contains(&entry.action)
                    || entry.keys.iter().any(|(key, _)| before.contains(key)))
        };
        let Some(entry) = entries.iter().find(took) else { continue };
        let action = wanted.iter().map(|action| name(*action)).collect::<Vec<_>>().join("/");
        if faults.iter().any(|it| it.line == entry.line && it.values[0].1 == action) {
            continue;
        }
        let place: &str = contexts[0].into();
        let values = [("action", action.as_str()), ("context", place)];
        faults.push(fault(entry.line, "keymap.lost", &values));
    }
    faults
}
