//! The help overlay: what the field in front asks, the marks of the screen, and every key that
//! means something here.

use crate::app::action::Action;
use crate::app::dialog::Dialog;
use crate::app::key::Key;
use crate::app::steps::{self, TableState};
use crate::app::update;
use crate::app::wizard::{Screen, Wizard};
use crate::ui::text::cells;
use crate::ui::widgets::boxed::Boxed;
use crate::ui::widgets::strip::Strip;
use crate::ui::widgets::{field, wait};
use crate::ui::{Scene, choosing};

/// The overlay, beginning with line `top`.
pub fn overlay(scene: &Scene, top: usize) -> Boxed {
    let (theme, words, wizard) = (scene.theme, scene.words, scene.wizard);
    let (title, about, api_name) = match wizard.screen {
        Screen::Form => {
            let id = wizard.focused();
            let long = words.get(&format!("help_long.{}", id.name()));
            (words.field(id), long, field::api_name(scene, id))
        }
        Screen::Welcome => (words.get("welcome.title"), words.get("welcome.help"), ""),
        Screen::Order => (words.get("order.title"), words.get("order.help"), ""),
        Screen::Done => (words.get("done.title"), words.get("done.help"), ""),
    };
    let mut boxed = Boxed::new(words.fill("help_overlay.title", &[("name", &title)]));
    boxed.top = top;
    if wizard.screen == Screen::Form
        && let Some(problem) = wizard.problem(wizard.focused())
    {
        boxed.note(scene, problem.severity, &words.problem(problem));
        boxed.gap(scene);
    }
    if wizard.screen == Screen::Form
        && let TableState::Failed(fault) = steps::table_state(wizard, wizard.focused())
    {
        // Below the table there may be no room for the whole of it.
        let inner = Scene { columns: Boxed::columns(scene), ..*scene };
        boxed.body.lines.extend(wait::failed(&inner, wizard.focused(), fault));
        boxed.gap(scene);
    }
    boxed.say(scene, &about, theme.plain);
    if !api_name.is_empty() {
        boxed.gap(scene);
        boxed.pair(scene, &words.get("help_overlay.api_name"), api_name, theme.plain);
    }
    if wizard.screen == Screen::Form {
        choosing::grammar(scene, &mut boxed);
    }
    boxed.gap(scene);
    boxed.say(scene, &words.get("help_overlay.keys"), theme.strong);
    keys(scene, &mut boxed);
    boxed.gap(scene);
    boxed.say(scene, &words.get("help_overlay.marks"), theme.strong);
    boxed.say(scene, &words.get("help_overlay.marks_are"), theme.plain);
    boxed
}

/// Their line is that of the first step.
const OTHER_STEPS: [Action; 7] = [
    Action::Step2,
    Action::Step3,
    Action::Step4,
    Action::Step5,
    Action::Step6,
    Action::Step7,
    Action::Step8,
];

/// The keys of the place where help was opened, as the keymap has them.
fn keys(scene: &Scene, boxed: &mut Boxed) {
    let theme = scene.theme;
    let all = beneath(scene.wizard);
    let shown: Vec<(String, String)> = all
        .iter()
        .filter(|(action, _)| !OTHER_STEPS.contains(action))
        .map(|(action, keys)| {
            let keys: Vec<String> = keys.iter().map(Key::to_string).collect();
            if *action == Action::Step1 {
                let keys = format!("{}…8", keys.join(" "));
                return (keys, scene.words.get("help_overlay.steps").into_owned());
            }
            let name: &str = action.into();
            (keys.join(" "), scene.words.get(&format!("action.{name}")).into_owned())
        })
        .collect();
    let columns = Boxed::columns(scene);
    let width = shown.iter().map(|(keys, _)| cells(keys)).max().unwrap_or(0).min(columns / 2);
    for (keys, says) in shown {
        let mut strip = Strip::new(columns);
        strip.column(&keys, width, theme.key).push("  ", theme.plain).push(&says, theme.plain);
        boxed.body.push(strip.line());
    }
}

/// The keys under the overlay; the overlay's own are in the key line.
fn beneath(wizard: &Wizard) -> Vec<(Action, Vec<Key>)> {
    debug_assert!(matches!(wizard.dialog, Some(Dialog::Help(_))));
    wizard.keymap.all(&update::contexts_beneath(wizard))
}
