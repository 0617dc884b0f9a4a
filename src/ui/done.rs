//! The done screen: what came of the order, and how to get into the instances.

use crate::app::action::{Action, Context};
use crate::app::submit;
use crate::domain::catalog::{Refund, Released};
use crate::domain::order::{LoginBy, Order, Phase, Row, RowState};
use crate::ui::Scene;
use crate::ui::order::{because, heading, pair, rows, say, warnings, what};
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
    pair(scene, &mut sheet, "order.what", &what(scene, order), theme.plain);
    pair(scene, &mut sheet, "order.token", &order.token, theme.dim);
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
    let (theme, words, wizard) = (scene.theme, scene.words, scene.wizard);
    if wizard.released.contains(&row.id) {
        say(scene, sheet, &words.fill("done.released", &[("id", &row.id)]), theme.plain);
        if let Some(refund) = wizard.refunds.get(&row.id) {
            refunded(scene, sheet, refund);
        }
        return;
    }
    if matches!(row.state, RowState::Failed | RowState::Gone) {
        say(scene, sheet, &words.fill("done.no_instance", &[("id", &row.id)]), theme.error);
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
        say(scene, sheet, &words.get("done.no_address"), theme.warning);
        return;
    };
    pair(scene, sheet, "done.run", &line, theme.strong);
    let windows = submit::is_windows(wizard);
    if windows {
        pair(scene, sheet, "done.user", "Administrator", theme.plain);
    }
    let note = match order.ordered.login {
        LoginBy::KeyPair => "done.key_file",
        LoginBy::Password => "done.password",
        LoginBy::Image => "done.image_password",
        LoginBy::Later => "done.reset_password",
    };
    say(scene, sheet, &words.get(note), theme.dim);
    if row.seen.as_ref().is_none_or(|seen| seen.public_ip.is_none()) {
        let key = if order.ordered.public_ip { "done.public_ip_late" } else { "done.inside_vpc" };
        say(scene, sheet, &format!("~ {}", words.get(key)), theme.warning);
    }
}

/// What became of a subscription that was given back, and of what came with it.
fn refunded(scene: &Scene, sheet: &mut Sheet, refund: &Refund) {
    let (theme, words) = (scene.theme, scene.words);
    let (says, style) = if refund.refunded {
        ("done.refunded", theme.good)
    } else {
        ("done.no_refund", theme.warning)
    };
    say(scene, sheet, &words.get(says), style);
    let parts = |parts: &Released| {
        let ids = parts.volumes.iter().chain(&parts.public_ip).chain(&parts.snapshots);
        words.list(&ids.cloned().collect::<Vec<_>>())
    };
    let lists = [
        ("done.went_with", parts(&refund.released), theme.plain),
        ("done.stayed", parts(&refund.failed), theme.warning),
    ];
    for (says, ids, style) in lists {
        if !ids.is_empty() {
            say(scene, sheet, &words.fill(says, &[("what", &ids)]), style);
        }
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
