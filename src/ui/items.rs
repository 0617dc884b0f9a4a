//! Lists of sub-forms, and the form for one entry.

use ratatui::text::Line;

use crate::app::action::Action;
use crate::app::field::Label;
use crate::app::items::{self, CellValue, ItemForm};
use crate::app::mouse::Target;
use crate::app::steps;
use crate::app::update::contexts;
use crate::domain::field::FieldId;
use crate::domain::problem::{Problem, Severity};
use crate::ui::dialogs::keys;
use crate::ui::text::{cells, clean, wrap};
use crate::ui::widgets::boxed::Boxed;
use crate::ui::widgets::sheet::Sheet;
use crate::ui::widgets::strip::Strip;
use crate::ui::widgets::{choice, field, said};
use crate::ui::{Scene, hints};

/// The widest column of a list but the last.
const COLUMN: usize = 28;
/// Lines about the entry that a form keeps on a low screen.
const LOW: usize = 2;

/// The entries, one row each, and the keys that change them. The highlighted one is always in sight.
pub fn list(scene: &Scene, sheet: &mut Sheet, id: FieldId) {
    let (theme, words, wizard) = (scene.theme, scene.words, scene.wizard);
    let focused = wizard.focused() == id;
    let start = sheet.focus.start;
    let count = wizard.draft.items(id).unwrap_or_default();
    let rows: Vec<Vec<Label>> = (0..count).map(|at| steps::item_columns(wizard, id, at)).collect();
    let widths = widths(scene, &rows);
    let number = count.to_string().len().max(2);
    let mut highlighted = None;
    for (at, row) in rows.iter().enumerate() {
        let here = focused && at == wizard.item_cursor(id);
        let style = if here { theme.row } else { theme.plain };
        let mut strip = Strip::new(scene.columns);
        strip.push(if here { " ▌" } else { "  " }, theme.focus);
        strip.column_right(&(at + 1).to_string(), number, theme.dim);
        for (label, width) in row.iter().zip(&widths) {
            let text = words.label(label);
            strip.push("  ", style);
            match label {
                Label::Cost(_) => strip.column_right(&text, *width, style),
                _ => strip.column(&text, *width, style),
            };
        }
        if let Some(problem) = problem(scene, id, at) {
            let (mark, of_mark) = said::mark(scene, problem.severity);
            strip.push("  ", theme.plain).push(mark, of_mark);
            // The sentence is not said twice: the row below the field has the focused one's.
            if !focused || wizard.problem(id) != Some(problem) {
                let style = said::style(scene, problem.severity);
                strip.push(" ", theme.plain).push(&words.problem(problem), style);
            }
        }
        if here {
            highlighted = Some(sheet.lines.len());
        }
        strip.aim_beside(Target::Item(id, at));
        sheet.put(strip);
    }
    if !focused {
        return;
    }
    sheet.put(actions(scene, id, count));
    let end = sheet.lines.len();
    // As much of it as fits: all of it, else from the question to the highlight, else the highlight.
    sheet.focus = match highlighted {
        _ if end - start <= scene.rows => start..end,
        Some(row) if row + 1 - start <= scene.rows => start..row + 1,
        Some(row) => row..row + 1,
        None => start..end,
    };
}

/// How wide each column is: as its widest text, but only the last as wide as that may be.
fn widths(scene: &Scene, rows: &[Vec<Label>]) -> Vec<usize> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |row: &Vec<Label>, column: usize| {
        row.get(column).map_or(0, |label| cells(&scene.words.label(label)))
    };
    let widest = |column: usize| {
        let widest = rows.iter().map(|row| width(row, column)).max().unwrap_or(0);
        if column + 1 < columns { widest.min(COLUMN) } else { widest }
    };
    (0..columns).map(widest).collect()
}

/// The keys that change a list, and how many entries it has of how many it takes.
fn actions(scene: &Scene, id: FieldId, count: usize) -> Strip {
    let (theme, words, wizard) = (scene.theme, scene.words, scene.wizard);
    let mut strip = Strip::new(scene.columns);
    strip.to(field::LEAD);
    let most = steps::item_limit(wizard, id);
    let room = most.is_none_or(|most| count < most);
    let actions = [
        (Action::Add, "action.add", room),
        (Action::Edit, "action.edit", count > 0),
        (Action::Remove, "action.remove", count > 0),
        (Action::Duplicate, "action.duplicate", count > 0 && room),
    ];
    for (action, says, _) in actions.iter().filter(|(_, _, useful)| *useful) {
        if let Some(key) = wizard.keymap.key(&contexts(wizard), *action) {
            let start = strip.used();
            strip.push(&key.to_string(), theme.key).push(" ", theme.plain);
            strip.push(&words.get(says), theme.plain);
            hints::aim(scene, &mut strip, start, key, *action);
            strip.push("   ", theme.plain);
        }
    }
    if let Some(most) = most {
        let values = [("count", count.to_string()), ("most", most.to_string())];
        let values: Vec<(&str, &str)> = values.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let of = words.fill("item.of", &values);
        if strip.used() > field::LEAD {
            strip.end(&of, theme.plain);
        } else {
            strip.push(&of, theme.plain);
        }
    }
    strip
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
                row.push("~ ", theme.warning);
                row.push(&words.get("item.nothing_to_choose"), theme.plain);
            }
            CellValue::Choice(choices, chosen) => {
                let labels: Vec<String> = choices.iter().map(|c| words.label(&c.label)).collect();
                let aim = |at: usize| Target::CellChoice(cell.name, choices[at].value.clone());
                choice::push(&mut row, scene, &labels, Some(*chosen), focused, &aim);
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
        // Every row is as wide as the box may be, so that it keeps its width whatever is said below.
        row.to(columns).aim_beside(Target::Cell(cell.name));
        boxed.body.put(row);
        if focused {
            boxed.body.focus = start..boxed.body.lines.len();
        }
    }
    let last = form.at + 1 >= form.cells.len();
    let accept = if last { "item.take" } else { "hint.next_field" };
    let other =
        if last { (Action::NextField, "hint.next_field") } else { (Action::NextStep, "item.take") };
    let wanted = [(Action::Accept, accept), other, (Action::Escape, "hint.cancel")];
    let mut below = Below::of(scene, form);
    // The keys, and the blank line above them.
    let mut foot = Sheet::default();
    keys(scene, &mut foot, &wanted);
    let room = Boxed::rows(scene).saturating_sub(foot.lines.len() + 1);
    if boxed.body.lines.len() + 1 + below.said.len() + below.notes.len() <= room {
        boxed.gap(scene);
        boxed.body.lines.append(&mut below.said);
        boxed.body.lines.append(&mut below.notes);
    } else if form.help {
        // On a low screen the question alone stands above its help.
        boxed.body.keep(boxed.body.focus.clone());
        boxed.body.lines.extend(below.said);
    } else {
        // On a low screen the questions scroll, and what matters most stays below them.
        let kept = if below.wrong || below.notes.is_empty() { below.said } else { below.notes };
        kept.into_iter().take(LOW).for_each(|line| boxed.foot.push(line));
    }
    boxed.foot.lines.append(&mut foot.lines);
    boxed
}

/// What stands below the questions of a form.
struct Below {
    /// What is wrong, else help for the focused question.
    said: Vec<Line<'static>>,
    /// Something is wrong.
    wrong: bool,
    /// What there is to say about the entry.
    notes: Vec<Line<'static>>,
}

impl Below {
    fn of(scene: &Scene, form: &ItemForm) -> Self {
        let (theme, words, wizard) = (scene.theme, scene.words, scene.wizard);
        let mut said = Boxed::default();
        let shown =
            wizard.form_problems.iter().filter(|p| form.judged || p.severity < Severity::Error);
        for problem in shown {
            let mut sentence = words.problem(problem);
            if let Some(fix) = &problem.fix
                && let Some(key) = wizard.keymap.key(&contexts(wizard), Action::Fix)
            {
                let value = if fix.value.is_empty() { "—" } else { fix.value.as_str() };
                let fix = [("key", key.to_string()), ("value", value.to_owned())];
                let fix: Vec<(&str, &str)> = fix.iter().map(|(n, v)| (*n, v.as_str())).collect();
                sentence = format!("{sentence}  {}", words.fill("field_mark.fix", &fix));
            }
            said.note(scene, problem.severity, &sentence);
        }
        let wrong = !said.body.lines.is_empty();
        if let Some(cell) = form.cells.get(form.at).filter(|_| !wrong || form.help) {
            said.body.lines.extend(help(scene, form, cell.name));
        }
        let mut notes = Boxed::default();
        for note in items::notes(wizard, form) {
            notes.say(scene, &words.label(&note), theme.plain);
        }
        Self { said: said.body.lines, wrong, notes: notes.body.lines }
    }
}

/// Help for a question of a form, the longer one where it is wanted and there is one; behind it the name
/// that the question has in the API.
fn help(scene: &Scene, form: &ItemForm, cell: &str) -> Vec<Line<'static>> {
    let (words, columns) = (scene.words, Boxed::columns(scene));
    let long = format!("item_help_long.{cell}");
    let short = words.get(&format!("item_help.{cell}"));
    let text = match words.get(&long) {
        text if form.help && text != long.as_str() => text,
        _ => short,
    };
    let lines = wrap(&clean(&text), columns);
    let last = lines.len().saturating_sub(1);
    let line = |(at, text): (usize, &String)| {
        let mut strip = Strip::new(columns);
        strip.push(text, scene.theme.dim);
        if at == last {
            strip.end(steps::item_api_name(form.field, cell), scene.theme.dim);
        }
        strip.line()
    };
    lines.iter().enumerate().map(line).collect()
}
