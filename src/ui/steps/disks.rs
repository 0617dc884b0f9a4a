//! Step 4: the list of data disks.

use crate::app::action::Action;
use crate::app::update::contexts;
use crate::domain::field::FieldId;
use crate::domain::problem::Problem;
use crate::ui::Scene;
use crate::ui::widgets::field;
use crate::ui::widgets::sheet::Sheet;
use crate::ui::widgets::strip::Strip;

/// The data disks, one row each, and the keys that change them.
pub fn list(scene: &Scene, sheet: &mut Sheet, id: FieldId) {
    let (theme, words, wizard) = (scene.theme, scene.words, scene.wizard);
    let focused = wizard.focused() == id;
    let start = sheet.focus.start;
    for (at, disk) in wizard.draft.data_disks.iter().enumerate() {
        let here = focused && at == wizard.disk_cursor;
        let style = if here { theme.row } else { theme.plain };
        let mut strip = Strip::new(scene.columns);
        strip.push(if here { " ▌" } else { "  " }, theme.focus);
        strip.column_right(&(at + 1).to_string(), 3, theme.dim);
        strip.column_right(disk.size.trim(), 8, style).push(" ", style);
        strip.push(&words.get("unit.gb"), theme.dim).push("  ", style);
        strip.column(&disk.storage_type, 20, style);
        if let Some(problem) = problem(scene, id, at) {
            let (mark, style) = field::severity(scene, problem.severity);
            strip.push(&format!("  {mark}"), style);
            // The sentence is not said twice: the row below the field has the focused one's.
            if !focused || wizard.problem(id) != Some(problem) {
                strip.push(&format!(" {}", words.problem(problem)), style);
            }
        }
        if here {
            sheet.focus = start..sheet.lines.len() + 1;
        }
        sheet.push(strip.line());
    }
    if focused {
        let mut strip = Strip::new(scene.columns);
        strip.to(field::LEAD);
        let several = !wizard.draft.data_disks.is_empty();
        let actions = [
            (Action::Add, "action.add", true),
            (Action::Edit, "action.edit", several),
            (Action::Remove, "action.remove", several),
        ];
        for (action, words_, _) in actions.iter().filter(|(_, _, useful)| *useful) {
            if let Some(key) = wizard.keymap.key(&contexts(wizard), *action) {
                strip.push(&key.to_string(), theme.key).push(" ", theme.plain);
                strip.push(&words.get(words_), theme.dim).push("   ", theme.plain);
            }
        }
        sheet.push(strip.line());
        let whole = start..sheet.lines.len();
        if whole.len() <= scene.rows {
            sheet.focus = whole;
        }
    }
}

/// The gravest problem of one disk that is said already.
fn problem<'a>(scene: &Scene<'a>, id: FieldId, at: usize) -> Option<&'a Problem> {
    let wizard = scene.wizard;
    wizard
        .problems
        .iter()
        .filter(|problem| problem.field == id && problem.item == Some(at) && wizard.shows(problem))
        .max_by_key(|problem| problem.severity)
}
