//! What lies over the screen: questions and small forms.

use ratatui::Frame;
use secrecy::{ExposeSecret as _, SecretString};

use crate::app::action::Action;
use crate::app::dialog::{Confirm, Dialog, Release};
use crate::app::line::TextLine;
use crate::app::mouse::{Hits, Target};
use crate::app::quotes;
use crate::app::steps;
use crate::app::update::contexts;
use crate::domain::field::StepId;
use crate::domain::problem::Severity;
use crate::ui::frame::Shown;
use crate::ui::text::{cells, wrap};
use crate::ui::widgets::boxed::Boxed;
use crate::ui::widgets::sheet::Sheet;
use crate::ui::widgets::strip::Strip;
use crate::ui::widgets::{field, rail, said, wait};
use crate::ui::{Scene, choosing, editor, help, hints, items, saving, ssh, told, unfinished};

/// Cells that a line to type in has at least, beside its prompt or below it.
const LEAST_INPUT: usize = 12;

/// Draws the open dialog, if one is open.
pub fn draw(frame: &mut Frame, scene: &Scene, hits: &mut Hits) -> Option<Shown> {
    let boxed = match &scene.wizard.dialog {
        None => return None,
        Some(Dialog::Help(open)) => help::overlay(scene, open),
        Some(Dialog::Quit) => quit(scene),
        Some(Dialog::Confirm(confirm)) => self::confirm(scene, confirm),
        Some(Dialog::Item(form)) => items::form(scene, form),
        Some(Dialog::Editor(open)) => editor::draw(scene, open),
        Some(Dialog::Generated(password)) => generated(scene, password),
        Some(Dialog::Release(release)) => self::release(scene, release),
        Some(Dialog::Unfinished(open)) => unfinished::dialog(scene, open),
        Some(Dialog::GoTo) => go_to(scene),
        Some(Dialog::Compare(compare)) => choosing::compare::dialog(scene, compare),
        Some(Dialog::Alternatives(open)) => choosing::instead::dialog(scene, open),
        Some(Dialog::Save(form)) => saving::save(scene, form),
        Some(Dialog::Export(form)) => saving::export(scene, form),
        Some(Dialog::Ssh(form)) => ssh::dialog(scene, form),
    };
    // What lies below hears no click.
    hits.clear();
    Some(boxed.draw(frame, scene, hits))
}

/// `y buy   n cancel`, by the keys of the present contexts. They take a second line where one has no room
/// for them, but not for those behind the one that leads out.
pub fn keys(scene: &Scene, foot: &mut Sheet, wanted: &[(Action, &str)]) {
    let (theme, words) = (scene.theme, scene.words);
    let mut strip = Strip::new(Boxed::columns(scene));
    let contexts = contexts(scene.wizard);
    let mut out = false;
    for (action, says) in wanted {
        let Some(key) = scene.wizard.keymap.key(&contexts, *action) else { continue };
        let (shown, says) = (key.to_string(), words.get(says));
        let gap = if strip.used() > 0 { 3 } else { 0 };
        if gap + cells(&shown) + 1 + cells(&says) <= strip.left() {
            strip.blanks(gap, theme.plain);
        } else if out {
            break;
        } else if gap > 0 {
            foot.put(std::mem::replace(&mut strip, Strip::new(Boxed::columns(scene))));
        }
        let start = strip.used();
        strip.push(&shown, theme.key).push(" ", theme.plain).push(&says, theme.plain);
        hints::aim(scene, &mut strip, start, key, *action);
        out |= matches!(action, Action::Escape | Action::No);
    }
    foot.put(strip);
}

/// A prompt and a line to type in.
pub fn input(scene: &Scene, foot: &mut Sheet, prompt: &str, typed: &TextLine) {
    let columns = Boxed::columns(scene);
    let mut strip = Strip::new(columns);
    if cells(prompt) + 2 + LEAST_INPUT <= columns {
        strip.push(prompt, scene.theme.strong).push("  ", scene.theme.plain);
    } else {
        for line in wrap(prompt, columns) {
            let mut above = Strip::new(columns);
            above.push(&line, scene.theme.strong);
            foot.push(above.line());
        }
    }
    let column = field::input_line(scene, &mut strip, typed, 24);
    foot.caret = Some((foot.lines.len(), column));
    foot.push(strip.line());
}

/// The confirmation, and how it is given.
fn confirm(scene: &Scene, confirm: &Confirm) -> Boxed {
    let (theme, words, wizard) = (scene.theme, scene.words, scene.wizard);
    let draft = &wizard.draft;
    let mut boxed = Boxed::new(words.get("confirm.title"));
    boxed.tell(scene, told::confirm(words, wizard, confirm));
    match &confirm.typed {
        _ if confirm.confirmed => {
            let mut strip = Strip::new(Boxed::columns(scene));
            strip.push(wait::spinner(wizard.now), theme.plain).push(" ", theme.plain);
            let checks = quotes::under_way(wizard);
            let says = if checks { "confirm.checking" } else { "confirm.preparing" };
            strip.push(&words.get(says), theme.plain);
            boxed.foot.push(strip.line());
        }
        Some(typed) => {
            if confirm.mistyped {
                let says = words.get("confirm.mistyped");
                let columns = Boxed::columns(scene);
                boxed.foot.lines.extend(said::lines(scene, columns, 0, Severity::Error, &says));
            }
            let prompt = words.fill("confirm.type_count", &[("count", draft.count.trim())]);
            input(scene, &mut boxed.foot, &prompt, typed);
            keys(
                scene,
                &mut boxed.foot,
                &[(Action::Accept, "hint.buy"), (Action::Escape, "hint.cancel")],
            );
        }
        None => {
            keys(scene, &mut boxed.foot, &[(Action::Yes, "hint.buy"), (Action::No, "hint.cancel")]);
        }
    }
    boxed
}

/// Whether to quit, and what that would leave behind.
fn quit(scene: &Scene) -> Boxed {
    let mut boxed = Boxed::new(scene.words.get("quit.title"));
    boxed.tell(scene, told::quit(scene.words, scene.wizard));
    keys(scene, &mut boxed.foot, &[(Action::Yes, "action.quit"), (Action::No, "hint.stay")]);
    boxed
}

/// The question before an instance is released.
fn release(scene: &Scene, release: &Release) -> Boxed {
    let (theme, words) = (scene.theme, scene.words);
    let mut boxed = Boxed::new(words.get("release.title"));
    // What is most needed stands first: a low terminal may cut off the rest.
    boxed.tell(scene, told::release(words, scene.wizard, release));
    if release.under_way {
        let mut strip = Strip::new(Boxed::columns(scene));
        strip.push(wait::spinner(scene.wizard.now), theme.plain).push(" ", theme.plain);
        strip.push(&words.get("release.under_way"), theme.plain);
        boxed.foot.push(strip.line());
        return boxed;
    }
    if release.sure {
        let mut strip = Strip::new(Boxed::columns(scene));
        strip.push(&words.get("release.sure"), theme.strong);
        boxed.foot.push(strip.line());
        let wanted = [(Action::Yes, "release.give_back"), (Action::No, "hint.cancel")];
        keys(scene, &mut boxed.foot, &wanted);
        return boxed;
    }
    input(
        scene,
        &mut boxed.foot,
        &words.fill("release.type_id", &[("id", &release.id)]),
        &release.typed,
    );
    keys(
        scene,
        &mut boxed.foot,
        &[(Action::Accept, "action.release"), (Action::Escape, "hint.cancel")],
    );
    boxed
}

/// A password that was made, this once in plain sight.
fn generated(scene: &Scene, password: &SecretString) -> Boxed {
    let (theme, words) = (scene.theme, scene.words);
    let mut boxed = Boxed::new(words.get("generated.title"));
    // What is most needed stands first: a low terminal may cut off the rest.
    boxed.say(scene, password.expose_secret(), theme.strong);
    boxed.gap(scene);
    boxed.note(scene, Severity::Warning, &words.get("generated.once"));
    boxed.note(scene, Severity::Hint, &words.get("generated.filled"));
    keys(scene, &mut boxed.foot, &[(Action::Copy, "hint.copy"), (Action::Accept, "hint.noted")]);
    boxed
}

/// The steps with their digits.
fn go_to(scene: &Scene) -> Boxed {
    let (theme, words) = (scene.theme, scene.words);
    let mut boxed = Boxed::new(words.get("go_to.title"));
    let columns = Boxed::columns(scene);
    // On a low screen they stand in two columns, without their answers: all of them are seen.
    let low = Boxed::rows(scene) < StepId::ALL.len() + 1;
    let lines = if low { StepId::ALL.len().div_ceil(2) } else { StepId::ALL.len() };
    for line in 0..lines {
        let mut strip = Strip::new(columns);
        for step in StepId::ALL.into_iter().skip(line).step_by(lines) {
            strip.to(if step.index() < lines { 0 } else { columns / 2 });
            let start = strip.used();
            let (mark, style) = rail::mark(scene, step);
            strip.push(&(step.index() + 1).to_string(), theme.key).push("  ", theme.plain);
            strip.push(mark, style).push(" ", theme.plain);
            strip.column(&rail::step_name(scene, step), 12, theme.plain);
            if !low {
                strip.push(&words.label(&steps::summary(scene.wizard, step)), theme.plain);
            }
            strip.aim(start, Target::Step(step));
        }
        boxed.body.put(strip);
    }
    keys(scene, &mut boxed.foot, &[(Action::Escape, "hint.cancel")]);
    boxed
}
