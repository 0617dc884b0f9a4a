//! The done screen: what came of the order, and how to get into the instances.

use crate::app::action::{Action, Context};
use crate::app::layout::Shape;
use crate::domain::order::{Order, Phase, Row, RowState};
use crate::domain::problem::Severity;
use crate::ui::Scene;
use crate::ui::order::{because, heading, marked, note, ordered, pair, rows, say, tell, warnings};
use crate::ui::told::{self, Told};
use crate::ui::widgets::said;
use crate::ui::widgets::sheet::Sheet;

/// The lines of the done screen.
pub fn sheet(scene: &Scene) -> Sheet {
    let mut sheet = Sheet::default();
    let (theme, words) = (scene.theme, scene.words);
    let Some(order) = &scene.wizard.order else { return sheet };
    heading(scene, &mut sheet, "done.title");
    if order.phase == Phase::Failed {
        note(scene, &mut sheet, Severity::Error, &words.get("order.failed"));
    } else {
        let finished = words.get("order.finished");
        marked(scene, &mut sheet, said::good(scene), &finished, theme.strong);
    }
    above(scene, &mut sheet);
    rows(scene, &mut sheet, order);
    if let Some(row) = order.rows.get(scene.wizard.row) {
        vnc(scene, &mut sheet);
        above(scene, &mut sheet);
        connect(scene, &mut sheet, order, row);
        sheet.focus.end = sheet.lines.len();
    }
    warnings(scene, &mut sheet, order);
    sheet.gap();
    ordered(scene, &mut sheet, order);
    sheet
}

/// An empty line above a part, where the screen is not low.
fn above(scene: &Scene, sheet: &mut Sheet) {
    if scene.wizard.layout.shape != Shape::Small {
        sheet.gap();
    }
}

/// How to log in to the highlighted instance.
fn connect(scene: &Scene, sheet: &mut Sheet, order: &Order, row: &Row) {
    for told in told::connect(scene.words, scene.wizard, order, row) {
        match told {
            Told::Say(text, weight) => tell(scene, sheet, &text, weight),
            Told::Pair(name, value, weight) => {
                pair(scene, sheet, &name, &value, scene.theme.weight(weight));
            }
            Told::Gap => sheet.gap(),
        }
    }
    let released = scene.wizard.released.contains(&row.id);
    let contexts = [Context::Done, Context::Everywhere];
    let key = scene.wizard.keymap.key(&contexts, Action::Release);
    if let Some(key) = key.filter(|_| row.state == RowState::Failed && !released) {
        let says = scene.words.fill("done.release_failed", &[("key", &key.to_string())]);
        say(scene, sheet, &says, scene.theme.plain);
    }
}

/// The VNC link, once it was asked for and came: beside the instance, where it is seen at once.
fn vnc(scene: &Scene, sheet: &mut Sheet) {
    match &scene.wizard.vnc {
        None => {}
        Some(Ok(link)) => {
            above(scene, sheet);
            say(scene, sheet, &scene.words.get("done.vnc"), scene.theme.strong);
            say(scene, sheet, link, scene.theme.plain);
        }
        Some(Err(fault)) => {
            above(scene, sheet);
            note(scene, sheet, Severity::Error, &scene.words.get("done.no_vnc"));
            because(scene, sheet, fault);
        }
    }
}
