//! Lists of sub-forms, and the form for one entry.

use ratatui::text::Line;

use crate::app::action::Action;
use crate::app::items::{self, CellValue, ItemForm};
use crate::app::steps;
use crate::app::update::contexts;
use crate::domain::field::FieldId;
use crate::domain::problem::{Problem, Severity};
use crate::ui::Scene;
use crate::ui::dialogs::keys;
use crate::ui::text::cells;
use crate::ui::widgets::boxed::Boxed;
use crate::ui::widgets::sheet::Sheet;
use crate::ui::widgets::strip::Strip;
use crate::ui::widgets::{choice, field};

/// The widest column of a list.
const COLUMN: usize = 28;

/// The entries, one row each, and the keys that change them.
pub fn list(scene: &Scene, sheet: &mut Sheet, id: FieldId) {
    let (theme, words, wizard) = (scene.theme, scene.words, scene.wizard);
    let focused = wizard.focused() == id;
    let start = sheet.focus.start;
    let count = wizard.draft.items(id).unwrap_or_default();
    let rows: Vec<Vec<String>> = (0..count)
        .map(|at| steps::item_columns(wizard, id, at).iter().map(|l| words.label(l)).collect())
        .collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |column: usize| {
        let of = |row: &Vec<String>| row.get(column).map_or(0, |text| cells(text));
        rows.iter().map(of).max().unwrap_or(0).min(COLUMN)
    };
    let widths: Vec<usize> = (0..columns).map(widest).collect();
    for (at, row) in rows.iter().enumerate() {
        let here = focused && at == wizard.item_cursor(id);
        let style = if here { theme.row } else { theme.plain };
        let mut strip = Strip::new(scene.columns);
        strip.push(if here { " ▌" } else { "  " }, theme.focus);
        strip.column_right(&(at + 1).to_string(), 3, theme.dim);
        for (text, width) in row.iter().zip(&widths) {
            strip.push("  ", style).column(text, *width, style);
        }
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
        sheet.push(actions(scene, count > 0));
        let whole = start..sheet.lines.len();
        if whole.len() <= scene.rows {
            sheet.focus = whole;
        }
    }
}

/// The keys that change a list.
fn actions(scene: &Scene, several: bool) -> Line<'static> {
    let (theme, words, wizard) = (scene.theme, scene.words, scene.wizard);
    let mut strip = Strip::new(scene.columns);
    strip.to(field::LEAD);
    let actions = [
        (Action::Add, "action.add", true),
        (Action::Edit, "action.edit", several),
        (Action::Duplicate, "action.duplicate", several),
        (Action::Remove, "action.remove", several),
    ];
    for (action, says, _) in actions.iter().filter(|(_, _, useful)| *useful) {
        if let Some(key) = wizard.keymap.key(&contexts(wizard), *action) {
            strip.push(&key.to_string(), theme.key).push(" ", theme.plain);
            strip.push(&words.get(says), theme.dim).push("   ", theme.plain);
        }
    }
    strip.line()
}

/// The gravest problem of one entry that is said already.
fn problem<'a>(scene: &Scene<'a>, id: FieldId, at: usize) -> Option<&'a Problem> {
    let wizard = scene.wizard;
    wizard
        .problems
        .iter()
        .filter(|problem| problem.field == id && problem.item == Some(at) && wizard.shows(problem))
        .max_by_key(|problem| problem.severity)
}

/// The form for one entry.
pub fn form(scene: &Scene, form: &ItemForm) -> Boxed {
    let (theme, words) = (scene.theme, scene.words);
    let name = form.field.name();
    let title = match form.index {
        Some(index) => {
            let number = (index + 1).to_string();
            words.fill(&format!("item_edit.{name}"), &[("number", &number)])
        }
        None => words.get(&format!("item_add.{name}")).into_owned(),
    };
    let mut boxed = Boxed::new(title);
    let columns = Boxed::columns(scene);
    let label = |name: &str| words.get(&format!("item.{name}")).into_owned();
    let width = form.cells.iter().map(|cell| cells(&label(cell.name))).max().unwrap_or(0);
    for (at, cell) in form.cells.iter().enumerate() {
        let focused = at == form.at;
        let start = boxed.body.lines.len();
        let mut row = Strip::new(columns);
        row.push(if focused { "▌ " } else { "  " }, theme.focus);
        let style = if focused { theme.strong } else { theme.plain };
        row.column(&label(cell.name), width.min(columns / 3), style).push("  ", theme.plain);
        match &cell.value {
            CellValue::Choice(choices, _) if choices.is_empty() => {
                row.push(&words.get("item.nothing_to_choose"), theme.warning);
            }
            CellValue::Choice(choices, chosen) => {
                let labels: Vec<String> = choices.iter().map(|c| words.label(&c.label)).collect();
                choice::push(&mut row, scene, &labels, Some(*chosen), focused);
            }
            CellValue::Text(input) | CellValue::Number(input, _) => {
                let number = matches!(cell.value, CellValue::Number(..));
                let width = if number { 12 } else { field::INPUT };
                let column = field::input_line(scene, &mut row, input, width);
                if focused {
                    boxed.body.caret = Some((boxed.body.lines.len(), column));
                }
                if let CellValue::Number(_, unit) = cell.value {
                    let unit: &str = unit.into();
                    row.push(" ", theme.plain);
                    row.push(&words.get(&format!("unit.{unit}")), theme.dim);
                }
            }
        }
        boxed.body.push(row.line());
        if focused {
            boxed.body.focus = start..boxed.body.lines.len();
        }
    }
    about(scene, form, &mut boxed);
    let last = form.at + 1 >= form.cells.len();
    let accept = if last { "item.take" } else { "hint.next_field" };
    let mut wanted = vec![(Action::Accept, accept)];
    if !last {
        wanted.push((Action::NextStep, "item.take"));
    }
    wanted.extend([(Action::NextField, "hint.next_field"), (Action::Escape, "hint.cancel")]);
    if last {
        wanted.remove(1);
    }
    keys(scene, &mut boxed.foot, &wanted);
    boxed
}

/// Below the cells: what is wrong, else help for the focused one, and the notes.
fn about(scene: &Scene, form: &ItemForm, boxed: &mut Boxed) {
    let (theme, words, wizard) = (scene.theme, scene.words, scene.wizard);
    boxed.body.gap();
    let problems = items::problems(wizard, form);
    let shown = problems.iter().filter(|p| form.judged || p.severity < Severity::Error);
    let mut any = false;
    for problem in shown {
        let (mark, style) = field::severity(scene, problem.severity);
        let mut sentence = format!("{mark} {}", words.problem(problem));
        if let Some(fix) = &problem.fix
            && let Some(key) = wizard.keymap.key(&contexts(wizard), Action::Fix)
        {
            let fix = [("key", key.to_string()), ("value", fix.value.clone())];
            let fix: Vec<(&str, &str)> = fix.iter().map(|(n, v)| (*n, v.as_str())).collect();
            sentence = format!("{sentence}  {}", words.fill("field_mark.fix", &fix));
        }
        boxed.say(scene, &sentence, style);
        any = true;
    }
    if let Some(cell) = form.cells.get(form.at).filter(|_| !any) {
        boxed.say(scene, &words.get(&format!("item_help.{}", cell.name)), theme.dim);
    }
    for note in items::notes(wizard, form) {
        boxed.say(scene, &words.label(&note), theme.dim);
    }
}
