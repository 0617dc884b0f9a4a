//! One question: a row with its answer, and, while it has the focus, a row below for help or problem.

use ratatui::style::Style;
use secrecy::{ExposeSecret as _, SecretString};
use zeroize::Zeroizing;

use crate::app::action::Action;
use crate::app::field::{Kind, Label};
use crate::app::line::TextLine;
use crate::app::mouse::Target;
use crate::app::steps::{self, system};
use crate::app::update::contexts;
use crate::app::wizard::Wizard;
use crate::domain::field::FieldId;
use crate::domain::problem::{Problem, Severity};
use crate::ui::text::{cells, clean, window, wrap};
use crate::ui::widgets::sheet::Sheet;
use crate::ui::widgets::strip::Strip;
use crate::ui::widgets::{choice, said};
use crate::ui::{Scene, hints};

/// Cells before a label: the mark of the focus or a problem, and a blank.
pub const LEAD: usize = 2;
/// The widest input line.
pub const INPUT: usize = 40;
/// The widest input line of a number.
const NUMBER: usize = 12;

/// The widest label of these fields, so that their answers stand in one column.
pub fn label_room(scene: &Scene, fields: &[(FieldId, Kind)]) -> usize {
    let widest = fields.iter().map(|(field, _)| cells(&scene.words.field(*field))).max();
    widest.unwrap_or(0).min(scene.columns * 2 / 5)
}

/// Begins a field's row: mark and label.
pub fn begin(scene: &Scene, field: FieldId, focused: bool, label_room: usize) -> Strip {
    let theme = scene.theme;
    let mut strip = Strip::new(scene.columns);
    match scene.wizard.problem(field) {
        _ if focused => strip.push("▌", theme.focus),
        Some(problem) if problem.severity > Severity::Hint => {
            let (mark, style) = said::mark(scene, problem.severity);
            strip.push(mark, style)
        }
        _ => strip.push(" ", theme.plain),
    };
    let style = if focused { theme.strong } else { theme.plain };
    strip.push(" ", theme.plain).column(&scene.words.field(field), label_room, style);
    strip.push("  ", theme.plain);
    strip
}

/// Draws a field that is not the open table; its help takes at most `help` lines.
pub fn draw(
    scene: &Scene,
    sheet: &mut Sheet,
    field: FieldId,
    kind: &Kind,
    label_room: usize,
    help: usize,
) {
    let focused = scene.wizard.focused() == field;
    let start = sheet.lines.len();
    let mut strip = begin(scene, field, focused, label_room);
    let caret = answer(scene, &mut strip, field, kind, focused);
    if !focused {
        aside(scene, &mut strip, field, kind);
    } else if *kind == Kind::Secret {
        strip.end(&secret_keys(scene), scene.theme.dim);
    } else if let Some(names) = system::beside(scene.wizard, field) {
        strip.end(&scene.words.label(&names), scene.theme.dim);
    } else if is_default(scene.wizard, field) {
        strip.end(&scene.words.get("field_mark.default"), scene.theme.dim);
    }
    strip.aim_beside(Target::Field(field));
    sheet.put(strip);
    if focused {
        sheet.caret = caret.map(|column| (start, column));
        for below in below(scene, field, help) {
            sheet.put(below);
        }
        sheet.focus = start..sheet.lines.len();
    }
}

/// Whether the answer is one that nobody gave.
pub fn is_default(wizard: &Wizard, field: FieldId) -> bool {
    !wizard.answered.contains(&field)
        && !matches!(
            field,
            FieldId::ImageKind
                | FieldId::ImageOs
                | FieldId::GroupKind
                | FieldId::Password
                | FieldId::PasswordAgain
                | FieldId::SpecMore
                | FieldId::DisksMore
                | FieldId::NetworkMore
                | FieldId::SystemMore
                | FieldId::Buy
        )
        && steps::shown(wizard, field) != Label::Empty
}

/// Puts the answer into the row; the caret's column when it is typed into.
fn answer(
    scene: &Scene,
    strip: &mut Strip,
    field: FieldId,
    kind: &Kind,
    focused: bool,
) -> Option<usize> {
    let (theme, words, wizard) = (scene.theme, scene.words, scene.wizard);
    let shown = || words.label(&steps::shown(wizard, field));
    match kind {
        Kind::Choice { choices, chosen } => {
            let troubled = wizard.problem(field).is_some_and(|p| p.severity > Severity::Hint);
            if troubled && !focused {
                strip.push(&shown(), theme.plain);
            } else {
                let labels: Vec<String> =
                    choices.iter().map(|choice| words.label(&choice.label)).collect();
                let aim = |at: usize| Target::Choice(field, choices[at].value.clone());
                choice::push(strip, scene, &labels, *chosen, focused, &aim);
            }
            None
        }
        Kind::Secret => Some(secret(scene, strip, field, focused)).filter(|_| focused),
        Kind::Text | Kind::Number(_) => {
            let input = wizard.editor.as_ref().filter(|(of, _)| focused && *of == field);
            let Some((_, typed)) = input else {
                value(scene, strip, &shown(), kind);
                return None;
            };
            let width = if matches!(kind, Kind::Number(_)) { NUMBER } else { INPUT };
            let empty = typed.value().is_empty();
            let column = input_line(scene, strip, typed, width);
            if let Kind::Number(unit) = kind {
                let unit: &str = unit.into();
                strip.push(" ", theme.plain);
                strip.push(&words.get(&format!("unit.{unit}")), theme.dim);
            } else if empty {
                strip.push(" ", theme.plain).push(&shown(), theme.dim);
            }
            Some(column)
        }
        Kind::Table | Kind::Optional | Kind::Marks | Kind::Items | Kind::Lines => {
            value(scene, strip, &shown(), kind);
            None
        }
        Kind::Fold { open } => {
            strip.push(if *open { "▾ " } else { "▸ " }, theme.focus);
            strip.push(&shown(), theme.dim);
            None
        }
        Kind::Button => {
            let style = if focused { theme.chosen } else { theme.strong };
            strip.push(&format!("[ {} ]", words.field(field)), style);
            None
        }
    }
}

/// An answer that is not being typed.
pub fn value(scene: &Scene, strip: &mut Strip, shown: &str, kind: &Kind) {
    if shown.is_empty() {
        let key = if kind.is_table() { "field_mark.unchosen" } else { "field_mark.empty" };
        strip.push(&scene.words.get(key), scene.theme.dim);
    } else {
        strip.push(shown, scene.theme.plain);
    }
}

/// A line of text being typed, underlined as far as it may reach; returns the caret's column.
pub fn input_line(scene: &Scene, strip: &mut Strip, typed: &TextLine, width: usize) -> usize {
    // Cleaning may drop or change characters, so both sides of the caret are cleaned apart.
    let (before, after) = typed.split();
    let (before, after) = (clean(before), clean(after));
    let width = width.min(strip.left());
    let (shown, column) = window(&format!("{before}{after}"), before.chars().count(), width);
    underlined(scene, strip, &shown, width) + column
}

/// Text on an underline of `width` cells; returns the column where it begins.
fn underlined(scene: &Scene, strip: &mut Strip, shown: &str, width: usize) -> usize {
    let start = strip.used();
    let style = scene.theme.plain.add_modifier(ratatui::style::Modifier::UNDERLINED);
    strip.push(shown, style).blanks(width.saturating_sub(cells(shown)), style);
    start
}

fn secret(scene: &Scene, strip: &mut Strip, field: FieldId, focused: bool) -> usize {
    let secret = match field {
        FieldId::PasswordAgain => &scene.wizard.draft.password_again,
        _ => &scene.wizard.draft.password,
    };
    if scene.wizard.revealed && focused {
        let text = Zeroizing::new(clean(secret.expose_secret()).into_owned());
        let width = INPUT.min(strip.left());
        let (shown, column) = window(&text, text.chars().count(), width);
        return underlined(scene, strip, &shown, width) + column;
    }
    dots(scene, strip, secret, focused)
}

/// The keys that make a password and show it, where both are bound.
fn secret_keys(scene: &Scene) -> String {
    let contexts = contexts(scene.wizard);
    let key = |action| Some(scene.wizard.keymap.key(&contexts, action)?.to_string());
    let (Some(generate), Some(reveal)) = (key(Action::Generate), key(Action::Reveal)) else {
        return String::new();
    };
    let says = if scene.wizard.revealed { "secret.keys_hide" } else { "secret.keys" };
    scene.words.fill(says, &[("generate", &generate), ("reveal", &reveal)])
}

/// A secret as one dot a character; returns the caret's column.
pub fn dots(scene: &Scene, strip: &mut Strip, secret: &SecretString, focused: bool) -> usize {
    let length = secret.expose_secret().chars().count();
    if !focused {
        value(scene, strip, &"•".repeat(length.min(INPUT)), &Kind::Secret);
        return 0;
    }
    let width = INPUT.min(strip.left());
    let dots = "•".repeat(length.min(width.saturating_sub(1)));
    underlined(scene, strip, &dots, width) + cells(&dots)
}

/// In the row of a field without the focus: its problem in what room is left, or that it is a default.
fn aside(scene: &Scene, strip: &mut Strip, field: FieldId, kind: &Kind) {
    let problem = scene.wizard.problem(field).filter(|p| p.severity > Severity::Hint);
    if let Some(problem) = problem {
        let (mark, of_mark) = said::mark(scene, problem.severity);
        if strip.left() > 4 {
            let style = said::style(scene, problem.severity);
            strip.push("  ", scene.theme.plain).push(mark, of_mark).push(" ", scene.theme.plain);
            strip.push(&scene.words.problem(problem), style);
        }
    } else if is_default(scene.wizard, field) && *kind != Kind::Button {
        strip.end(&scene.words.get("field_mark.default"), scene.theme.dim);
    }
}

/// Below the focused field: its problem, whole, and the way out; else its help in at most `help` lines,
/// and the name it has in the API at the right.
pub fn below(scene: &Scene, field: FieldId, help: usize) -> Vec<Strip> {
    match scene.wizard.problem(field) {
        Some(problem) => problem_rows(scene, problem),
        None => help_rows(scene, &scene.words.help(field), api_name(scene, field), help),
    }
}

/// The name a field has in the API. Security groups have two, one for each kind.
pub fn api_name(scene: &Scene, field: FieldId) -> &'static str {
    match field {
        FieldId::Groups if scene.wizard.draft.enterprise => "enterpriseSecurityGroupIds",
        field => field.api_name(),
    }
}

/// A row of help.
pub fn help_row(scene: &Scene, help: &str, api_name: &str) -> Strip {
    row_below(scene, help, api_name, scene.theme.dim)
}

/// A row about what is in focus, in this style.
pub fn row_below(scene: &Scene, text: &str, api_name: &str, style: Style) -> Strip {
    let theme = scene.theme;
    let mut strip = Strip::new(scene.columns);
    strip.push("  ", theme.plain).push(text, style);
    strip.end(api_name, theme.dim);
    strip
}

/// Help in as many rows as it needs, but no more than `most`.
fn help_rows(scene: &Scene, help: &str, api_name: &str, most: usize) -> Vec<Strip> {
    let mut parts = wrap(help, scene.columns.saturating_sub(LEAD));
    if parts.len() > most {
        parts = vec![help.to_owned()];
    }
    let last = parts.len().saturating_sub(1);
    let row = |(at, part): (usize, &String)| {
        help_row(scene, part, if at == last { api_name } else { "" })
    };
    parts.iter().enumerate().map(row).collect()
}

/// The problem in as many rows as it needs. The way out stands at the end of the last one, or in one of
/// its own.
fn problem_rows(scene: &Scene, problem: &Problem) -> Vec<Strip> {
    let words = scene.words;
    let fix = problem.fix.as_ref().and_then(|fix| {
        let key = scene.wizard.keymap.key(&contexts(scene.wizard), Action::Fix)?;
        let choice = steps::choice_words(scene.wizard, fix.field, &fix.value);
        let value = match choice.filter(|_| fix.item.is_none()) {
            Some(choice) => words.get(choice),
            None if fix.value.is_empty() => "—".into(),
            None => fix.value.as_str().into(),
        };
        let says = words.fill("field_mark.fix", &[("key", &key.to_string()), ("value", &value)]);
        Some((says, key))
    });
    let sentence = words.problem(problem);
    let mut lines = said::lines(scene, scene.columns, LEAD, problem.severity, &sentence);
    // What is longer than half of the room would leave none for the question itself.
    lines.truncate((scene.rows / 2).max(1));
    let mut rows: Vec<Strip> = lines
        .iter()
        .map(|line| {
            let mut row = Strip::new(scene.columns);
            row.spans(line);
            row
        })
        .collect();
    let Some((fix, key)) = fix else { return rows };
    let fits = |row: &Strip| row.left() >= 2 + cells(&fix);
    if !rows.last().is_some_and(fits) {
        rows.push(Strip::new(scene.columns));
    }
    if let Some(row) = rows.last_mut() {
        if row.used() == 0 {
            row.to(LEAD + 2).push(&fix, scene.theme.key);
        } else {
            row.end(&fix, scene.theme.key);
        }
        let start = row.used().saturating_sub(cells(&fix));
        hints::aim(scene, row, start, key, Action::Fix);
    }
    rows
}
