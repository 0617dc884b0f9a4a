//! The key line: drawn from the keymap, so that it cannot lie.

use crate::app::action::{Action, Context};
use crate::app::dialog::Dialog;
use crate::app::editor::{Editor, Over};
use crate::app::help::{Help, has_help};
use crate::app::key::Key;
use crate::app::mouse::{Target, by_keyboard_only};
use crate::app::review;
use crate::app::submit;
use crate::app::update::contexts;
use crate::app::welcome::{Entry, Way};
use crate::app::wizard::{Screen, Wizard};
use crate::domain::field::{FieldId, StepId};
use crate::domain::order::{Order, Phase};
use crate::ui::Scene;
use crate::ui::text::cells;
use crate::ui::widgets::strip::Strip;

const GAP: usize = 3;

/// As many keys as fit, the most needed first; help always stands at the end.
pub fn line(scene: &Scene) -> Strip {
    let (theme, wizard) = (scene.theme, scene.wizard);
    let contexts = contexts(wizard);
    let hint = |(action, key): &(Action, &'static str)| {
        let bound = wizard.keymap.key(&contexts, *action)?;
        Some((bound, *action, bound.to_string(), scene.words.get(key).into_owned()))
    };
    let mut wanted = wanted(wizard, &contexts);
    let help = wizard.dialog.as_ref().is_none_or(has_help);
    let help = help.then(|| hint(&(Action::Help, "action.help"))).flatten();
    let width = |(_, _, key, says): &Hint| cells(key) + 1 + cells(says);
    let all = |hints: &[(Action, &'static str)]| {
        let hints = hints.iter().filter_map(hint);
        hints.map(|it| width(&it) + GAP).sum::<usize>().saturating_sub(GAP)
    };
    // Where not everything fits, what leads out of a dialog stands at the end, before help.
    let leads_out = |(action, _): &(Action, _)| matches!(action, Action::Escape | Action::No);
    let room = scene.columns.saturating_sub(help.as_ref().map_or(0, |help| width(help) + GAP));
    let out = wanted.iter().position(leads_out);
    let out = out.filter(|_| wizard.dialog.is_some() && all(&wanted) > room);
    let out = out.and_then(|at| hint(&wanted.remove(at)));
    let mut room = room.saturating_sub(out.as_ref().map_or(0, |out| width(out) + GAP));
    let hints: Vec<Hint> = wanted.iter().filter_map(hint).collect();
    let mut strip = Strip::new(scene.columns);
    let push = |strip: &mut Strip, (bound, action, key, says): &Hint| {
        let gap = if strip.used() > 0 { GAP } else { 0 };
        let start = strip.blanks(gap, theme.plain).used();
        strip.push(key, theme.key).push(" ", theme.plain).push(says, theme.plain);
        aim(scene, strip, start, *bound, *action);
    };
    for hint in &hints {
        let needed = width(hint) + if strip.used() > 0 { GAP } else { 0 };
        // What does not fit ends the line: a later, shorter one would stand out of order.
        if needed > room {
            break;
        }
        room -= needed;
        push(&mut strip, hint);
    }
    for hint in out.iter().chain(&help) {
        push(&mut strip, hint);
    }
    strip
}

/// A key, what it means, its name, and the words for it.
type Hint = (Key, Action, String, String);

/// A click on everything behind column `from` does what the key does, unless that is left to the keyboard.
pub fn aim(scene: &Scene, strip: &mut Strip, from: usize, key: Key, action: Action) {
    if !by_keyboard_only(scene.wizard, action) {
        strip.aim(from, Target::Key(key, action));
    }
}

/// What is worth a place, the most needed first, with the words for it.
fn wanted(wizard: &Wizard, contexts: &[Context]) -> Vec<(Action, &'static str)> {
    use Action as A;
    match (&wizard.dialog, wizard.screen) {
        (Some(dialog), _) => of_dialog(dialog),
        (None, Screen::Welcome) => of_welcome(wizard),
        (None, Screen::Order) => {
            let refused = matches!(wizard.order, Some(Order { phase: Phase::Refused(_), .. }));
            let mut keys = Vec::new();
            if refused {
                keys.push((A::Escape, "hint.back_to_form"));
                keys.push((A::OtherZone, "action.other_zone"));
                keys.push((A::OtherSpec, "action.other_spec"));
            } else {
                keys.push((A::Reload, "hint.look_now"));
            }
            let rows = wizard.order.as_ref().map_or(0, |order| order.rows.len());
            keys.push((A::Down, if rows > 1 { "hint.rows" } else { "hint.scroll" }));
            keys.push((A::Quit, "action.quit"));
            keys.extend((rows > 0).then_some((A::CopyIds, "action.copy_ids")));
            keys
        }
        (None, Screen::Done) => {
            let mut keys = vec![(A::Copy, "action.copy")];
            if matches!(wizard.vnc, Some(Ok(_))) {
                keys.push((A::CopyLink, "action.copy_link"));
            }
            keys.push((A::Vnc, "action.vnc"));
            if !submit::is_windows(wizard) {
                keys.push((A::SshConfig, "action.ssh_config"));
            }
            keys.extend([(A::Release, "action.release"), (A::Quit, "action.quit")]);
            keys.extend([(A::Another, "action.another"), (A::CopyIds, "action.copy_ids")]);
            keys
        }
        (None, Screen::Form) => of_form(wizard, contexts),
    }
}

fn of_welcome(wizard: &Wizard) -> Vec<(Action, &'static str)> {
    use Action as A;
    let Some(welcome) = &wizard.welcome else { return Vec::new() };
    let mut keys = match (welcome.focus, welcome.way) {
        (Entry::Way, Way::Sandbox) => vec![(A::Accept, "hint.start"), (A::Down, "hint.other_way")],
        (Entry::Way, Way::Key) => vec![(A::Accept, "hint.accept"), (A::Up, "hint.other_way")],
        (Entry::Keep, _) => vec![(A::Accept, "hint.start"), (A::Right, "hint.change")],
        _ => vec![(A::Accept, "hint.accept"), (A::NextStep, "hint.start")],
    };
    if welcome.way == Way::Key {
        keys.push((A::NextField, "hint.next_field"));
    }
    if welcome.focus != Entry::Way {
        keys.push((A::Escape, "hint.clear_or_back"));
    }
    keys.extend([(A::Language, "action.language"), (A::Quit, "action.quit")]);
    keys
}

fn of_dialog(dialog: &Dialog) -> Vec<(Action, &'static str)> {
    use Action as A;
    match dialog {
        Dialog::Help(help) => of_help(help),
        Dialog::Quit => vec![(A::Yes, "action.quit"), (A::No, "hint.stay")],
        Dialog::Confirm(confirm) if confirm.confirmed => vec![(A::Escape, "hint.cancel")],
        Dialog::Confirm(confirm) if confirm.typed.is_some() => {
            vec![(A::Accept, "hint.buy"), (A::Escape, "hint.cancel")]
        }
        Dialog::Confirm(_) => vec![(A::Yes, "hint.buy"), (A::No, "hint.cancel")],
        Dialog::Item(form) => {
            // As the foot of the form has it.
            let last = form.at + 1 >= form.cells.len();
            let keys = if last {
                [(A::Accept, "item.take"), (A::NextField, "hint.next_field")]
            } else {
                [(A::NextStep, "item.take"), (A::Accept, "hint.next_field")]
            };
            [keys, [(A::Right, "hint.change"), (A::Escape, "hint.cancel")]].concat()
        }
        Dialog::Editor(editor) => of_editor(editor),
        Dialog::Generated(_) => vec![(A::Copy, "hint.copy"), (A::Accept, "hint.noted")],
        Dialog::Release(release) if release.sure => {
            vec![(A::Yes, "release.give_back"), (A::No, "hint.cancel")]
        }
        Dialog::Release(_) => vec![(A::Accept, "action.release"), (A::Escape, "hint.cancel")],
        Dialog::Unfinished(open) if open.password.is_some() => {
            vec![(A::Accept, "unfinished.take"), (A::Escape, "hint.cancel")]
        }
        Dialog::Unfinished(_) => {
            vec![(A::Accept, "unfinished.take"), (A::Escape, "unfinished.later")]
        }
        Dialog::GoTo => vec![(A::Escape, "hint.cancel")],
        Dialog::Compare(_) => vec![
            (A::Accept, "compare.choose"),
            (A::Escape, "hint.close"),
            (A::Right, "compare.move"),
            (A::Down, "hint.scroll"),
        ],
        Dialog::Alternatives(open) => {
            let take = (A::Accept, "instead.take");
            let rest = [(A::Escape, "hint.cancel"), (A::Down, "hint.rows")];
            Some(take).filter(|_| !open.instead.list.is_empty()).into_iter().chain(rest).collect()
        }
        Dialog::Save(form) if form.asks => vec![(A::Yes, "save.overwrite"), (A::No, "hint.cancel")],
        Dialog::Save(_) => vec![(A::Accept, "action.save"), (A::Escape, "hint.cancel")],
        Dialog::Ssh(form) if form.looked.is_none() => vec![(A::Escape, "hint.cancel")],
        Dialog::Ssh(_) => {
            vec![(A::Yes, "ssh.add"), (A::No, "hint.cancel"), (A::Down, "hint.scroll")]
        }
        Dialog::Export(_) => vec![
            (A::Right, "export.next"),
            (A::Escape, "hint.close"),
            (A::Copy, "export.copy"),
            (A::Save, "action.save"),
            (A::Down, "hint.scroll"),
        ],
    }
}

fn of_help(help: &Help) -> Vec<(Action, &'static str)> {
    use Action as A;
    let scroll = [(A::Down, "hint.scroll"), (A::PageDown, "action.page_down")];
    let mut keys = match (help.typing, help.narrowed()) {
        (true, _) => vec![(A::Accept, "hint.found"), (A::Escape, "hint.clear_search")],
        (false, true) => vec![(A::Escape, "hint.clear_search"), (A::Filter, "hint.search")],
        (false, false) => vec![(A::Escape, "hint.close"), (A::Filter, "hint.search")],
    };
    keys.extend(scroll);
    keys
}

fn of_editor(editor: &Editor) -> Vec<(Action, &'static str)> {
    use Action as A;
    match editor.over {
        Over::Nothing => vec![
            (A::NextStep, "item.take"),
            (A::Escape, "hint.cancel"),
            (A::OpenFile, "action.open_file"),
        ],
        Over::Path(_) => vec![(A::Accept, "action.open_file"), (A::Escape, "hint.cancel")],
        Over::Discard => vec![(A::Yes, "hint.discard"), (A::No, "hint.keep_editing")],
        Over::Remove => vec![(A::Yes, "action.remove"), (A::No, "hint.cancel")],
    }
}

fn of_review_text() -> Vec<(Action, &'static str)> {
    use Action as A;
    vec![
        (A::Accept, "hint.summary"),
        (A::Right, "hint.next_tab"),
        (A::Down, "hint.scroll"),
        (A::Copy, "export.copy"),
        (A::PreviousStep, "hint.previous_step"),
        (A::Payment, "hint.payment"),
        (A::Save, "action.save"),
        (A::Export, "action.export"),
        (A::Language, "action.language"),
        (A::Quit, "action.quit"),
    ]
}

fn of_form(wizard: &Wizard, contexts: &[Context]) -> Vec<(Action, &'static str)> {
    use Action as A;
    let has = |context| contexts.contains(&context);
    let fixable = wizard
        .problems
        .iter()
        .any(|problem| problem.field.step() == wizard.step && problem.fix.is_some());
    if has(Context::FilterText) {
        return vec![
            (A::Accept, "hint.accept"),
            (A::Escape, "hint.clear_filter"),
            (A::Down, "hint.rows"),
        ];
    }
    if has(Context::ReviewText) {
        return of_review_text();
    }
    let mut keys = Vec::new();
    if has(Context::Button) {
        let on_line = review::at(wizard).is_some();
        keys.push((A::Accept, if on_line { "hint.change" } else { "hint.ask_buy" }));
        keys.push((A::Down, "hint.rows"));
        keys.push((A::Right, "hint.next_tab"));
        keys.extend([(A::Save, "action.save"), (A::Export, "action.export")]);
    } else {
        let offers = has(Context::Specs) && wizard.choosing.instead.is_some();
        keys.push((A::Accept, if offers { "hint.instead" } else { "hint.accept" }));
    }
    if has(Context::Marks) {
        keys.push((A::Toggle, "hint.mark"));
    }
    if has(Context::Choice) {
        keys.push((A::Right, "hint.change"));
    }
    if has(Context::Items) {
        keys.push((A::Add, "action.add"));
        if wizard.draft.items(wizard.focused()).is_some_and(|items| items > 0) {
            keys.extend([(A::Edit, "action.edit"), (A::Remove, "action.remove")]);
        }
    }
    if has(Context::Lines) {
        keys.push((A::Edit, "action.edit"));
        if wizard.draft.lines(wizard.focused()).is_some_and(|text| !text.expose().is_empty()) {
            keys.push((A::Remove, "action.remove"));
        }
    }
    if has(Context::Secret) {
        let reveal = if wizard.revealed { "hint.hide" } else { "hint.show" };
        keys.extend([(A::Generate, "hint.generate"), (A::Reveal, reveal)]);
    }
    if fixable {
        keys.push((A::Fix, "action.fix"));
    }
    if wizard.step != StepId::Review {
        keys.push((A::NextStep, "hint.next_step"));
    }
    if wizard.step != StepId::Zone {
        keys.push((A::PreviousStep, "hint.previous_step"));
    } else if wizard.welcome.is_some() {
        keys.push((A::Escape, "hint.other_key"));
    }
    if has(Context::Table) {
        keys.push((A::Filter, "action.filter"));
    }
    if wizard.focused() != FieldId::Buy {
        keys.push((A::NextField, "hint.next_field"));
    }
    if has(Context::Specs) {
        keys.extend([
            (A::Mark, "hint.mark"),
            (A::Compare, "hint.compare"),
            (A::Sort, "action.sort"),
            (A::Family, "action.family"),
            (A::Arch, "action.arch"),
            (A::Cards, "action.cards"),
        ]);
    }
    keys.extend([
        (A::Payment, "hint.payment"),
        (A::GoTo, "action.go_to"),
        (A::Reload, "action.reload"),
        (A::Language, "action.language"),
        (A::Quit, "action.quit"),
    ]);
    if !has(Context::Button) {
        keys.extend([(A::Save, "action.save"), (A::Export, "action.export")]);
    }
    keys
}
