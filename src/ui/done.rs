//! The done screen: what came of the order, and how to get into the instances.

use crate::app::action::{Action, Context};
use crate::app::layout::Shape;
use crate::app::submit;
use crate::domain::catalog::{Refund, Released};
use crate::domain::order::{LoginBy, Order, Phase, Row, RowState};
use crate::domain::problem::Severity;
use crate::ui::Scene;
use crate::ui::order::{because, heading, marked, note, ordered, pair, rows, say, warnings};
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
    let (theme, words, wizard) = (scene.theme, scene.words, scene.wizard);
    if wizard.released.contains(&row.id) {
        say(scene, sheet, &words.fill("done.released", &[("id", &row.id)]), theme.plain);
        if let Some(refund) = wizard.refunds.get(&row.id) {
            refunded(scene, sheet, refund);
        }
        return;
    }
    if matches!(row.state, RowState::Failed | RowState::Gone) {
        let says = words.fill("done.no_instance", &[("id", &row.id)]);
        note(scene, sheet, Severity::Error, &says);
        let contexts = [Context::Done, Context::Everywhere];
        let key = wizard.keymap.key(&contexts, Action::Release);
        if let Some(key) = key.filter(|_| row.state == RowState::Failed) {
            let says = words.fill("done.release_failed", &[("key", &key.to_string())]);
            say(scene, sheet, &says, theme.plain);
        }
        return;
    }
    say(scene, sheet, &words.fill("done.connect", &[("id", &row.id)]), theme.strong);
    let Some(line) = submit::login_line(wizard) else {
        note(scene, sheet, Severity::Warning, &words.get("done.no_address"));
        return;
    };
    pair(scene, sheet, "done.run", &line, theme.strong);
    let windows = submit::is_windows(wizard);
    if windows {
        pair(scene, sheet, "done.user", "Administrator", theme.plain);
    }
    let how = match order.ordered.login {
        LoginBy::KeyPair => "done.key_file",
        LoginBy::Password => "done.password",
        LoginBy::Image => "done.image_password",
        LoginBy::Later => "done.reset_password",
    };
    say(scene, sheet, &words.get(how), theme.plain);
    if row.seen.as_ref().is_none_or(|seen| seen.public_ip.is_none()) {
        let key = if order.ordered.public_ip { "done.public_ip_late" } else { "done.inside_vpc" };
        note(scene, sheet, Severity::Warning, &words.get(key));
    }
}

/// What became of a subscription that was given back, and of what came with it.
fn refunded(scene: &Scene, sheet: &mut Sheet, refund: &Refund) {
    let (theme, words) = (scene.theme, scene.words);
    if refund.refunded {
        marked(scene, sheet, said::good(scene), &words.get("done.refunded"), theme.plain);
    } else {
        note(scene, sheet, Severity::Warning, &words.get("done.no_refund"));
    }
    let parts = |parts: &Released| {
        let ids = parts.volumes.iter().chain(&parts.public_ip).chain(&parts.snapshots);
        ids.map(String::as_str).collect::<Vec<_>>().join(", ")
    };
    let (went, stayed) = (parts(&refund.released), parts(&refund.failed));
    if !went.is_empty() {
        say(scene, sheet, &words.fill("done.went_with", &[("what", &went)]), theme.plain);
    }
    if !stayed.is_empty() {
        let says = words.fill("done.stayed", &[("what", &stayed)]);
        note(scene, sheet, Severity::Warning, &says);
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
