//! The done screen: what came of the order, and how to get into the instances.

use crate::app::action::{Action, Context};
use crate::domain::order::{Order, Phase, Row, RowState};
use crate::ui::Scene;
use crate::ui::order::{because, heading, pair, rows, say, warnings, what};
use crate::ui::told::{self, Told, Weight};
use crate::ui::widgets::sheet::Sheet;

/// The lines of the done screen.
pub fn sheet(scene: &Scene) -> Sheet {
    let mut sheet = Sheet::default();
    let (theme, words) = (scene.theme, scene.words);
    let Some(order) = &scene.wizard.order else { return sheet };
    heading(scene, &mut sheet, "done.title");
    if order.phase == Phase::Failed {
        say(scene, &mut sheet, &format!("! {}", words.get("order.failed")), theme.error);
    } else {
        say(scene, &mut sheet, &format!("✓ {}", words.get("order.finished")), theme.good);
    }
    pair(scene, &mut sheet, &words.get("order.what"), &what(words, order), theme.plain);
    pair(scene, &mut sheet, &words.get("order.token"), &order.token, theme.dim);
    sheet.gap();
    rows(scene, &mut sheet, order);
    if let Some(row) = order.rows.get(scene.wizard.row) {
        sheet.gap();
        connect(scene, &mut sheet, order, row);
        sheet.focus.end = sheet.lines.len();
    }
    vnc(scene, &mut sheet);
    warnings(scene, &mut sheet, order);
    sheet
}

/// How to log in to the highlighted instance.
fn connect(scene: &Scene, sheet: &mut Sheet, order: &Order, row: &Row) {
    let mut line = false;
    for told in told::connect(scene.words, scene.wizard, order, row) {
        match told {
            Told::Say(text, weight) => {
                // Below the line that logs in: what speaks against it.
                let mark = if line && weight == Weight::Warning { "~ " } else { "" };
                say(scene, sheet, &format!("{mark}{text}"), scene.theme.weight(weight));
            }
            Told::Pair(name, value, weight) => {
                line = true;
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

/// The VNC link, once it was asked for and came.
fn vnc(scene: &Scene, sheet: &mut Sheet) {
    match &scene.wizard.vnc {
        None => {}
        Some(Ok(link)) => {
            sheet.gap();
            say(scene, sheet, &scene.words.get("done.vnc"), scene.theme.strong);
            say(scene, sheet, link, scene.theme.plain);
        }
        Some(Err(fault)) => {
            sheet.gap();
            say(scene, sheet, &format!("! {}", scene.words.get("done.no_vnc")), scene.theme.error);
            because(scene, sheet, fault);
        }
    }
}
