//! One question: a row with its answer, and, while it has the focus, a row below for help or problem.

use ratatui::style::Style;
use secrecy::{ExposeSecret as _, SecretString};
use zeroize::Zeroizing;

use crate::app::action::Action;
use crate::app::field::{Kind, Label};
use crate::app::line::TextLine;
use crate::app::steps::{self, system};
use crate::app::update::contexts;
use crate::domain::field::FieldId;
use crate::domain::problem::{Problem, Severity};
use crate::ui::Scene;
use crate::ui::text::{cells, clean, window};
use crate::ui::widgets::choice;
use crate::ui::widgets::sheet::Sheet;
use crate::ui::widgets::strip::Strip;

/// Cells before a label: the mark of the focus or a problem, and a blank.
pub const LEAD: usize = 2;
/// The widest input line.
pub const INPUT: usize = 40;
/// The widest input line of a number.
const NUMBER: usize = 12;

/// The mark and style of a severity. The mark alone tells them apart.
pub fn severity(scene: &Scene, severity: Severity) -> (&'static str, Style) {
    match severity {
        Severity::Error => ("!", scene.theme.error),
        Severity::Warning => ("~", scene.theme.warning),
        Severity::Hint => ("·", scene.theme.dim),
    }
}

/// The widest label of these fields, so that their answers stand in one column.
pub fn label_room(scene: &Scene, fields: &[(FieldId, Kind)]) -> usize {
    let widest = fields.iter().map(|(field, _)| cells(&scene.words.field(*field))).max();
    widest.unwrap_or(0).min(scene.columns / 3)
}

/// Begins a field's row: mark and label.
pub fn begin(scene: &Scene, field: FieldId, focused: bool, label_room: usize) -> Strip {
    let theme = scene.theme;
    let mut strip = Strip::new(scene.columns);
    match scene.wizard.problem(field) {
        _ if focused => strip.push("▌", theme.focus),
        Some(problem) if problem.severity > Severity::Hint => {
            let (mark, style) = severity(scene, problem.severity);
            strip.push(mark, style)
        }
        _ => strip.push(" ", theme.plain),
    };
    let style = if focused { theme.strong } else { theme.plain };
    strip.push(" ", theme.plain).column(&scene.words.field(field), label_room, style);
    strip.push("  ", theme.plain);
    strip
}

/// Draws a field that is not the open table.
pub fn draw(scene: &Scene, sheet: &mut Sheet, field: FieldId, kind: &Kind, label_room: usize) {
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
    } else if is_default(scene, field) {
        strip.end(&scene.words.get("field_mark.default"), scene.theme.dim);
    }
    sheet.push(strip.line());
    if focused {
        sheet.caret = caret.map(|column| (start, column));
        sheet.push(below(scene, field).line());
        sheet.focus = start..sheet.lines.len();
    }
}

/// Whether the answer is one that nobody gave.
fn is_default(scene: &Scene, field: FieldId) -> bool {
    !scene.wizard.answered.contains(&field)
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
        && steps::shown(scene.wizard, field) != Label::Empty
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
                choice::push(strip, scene, &labels, *chosen, focused);
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
        let (mark, style) = severity(scene, problem.severity);
        if strip.left() > 4 {
            strip.push("  ", scene.theme.plain);
            strip.push(&format!("{mark} {}", scene.words.problem(problem)), style);
        }
    } else if is_default(scene, field) && *kind != Kind::Button {
        strip.end(&scene.words.get("field_mark.default"), scene.theme.dim);
    }
}

/// The row below the focused field: its problem and the way out, else its help; the name it has in
/// the API at the right.
pub fn below(scene: &Scene, field: FieldId) -> Strip {
    match scene.wizard.problem(field) {
        Some(problem) => problem_row(scene, problem),
        None => help_row(scene, &scene.words.help(field), api_name(scene, field)),
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
    let theme = scene.theme;
    let mut strip = Strip::new(scene.columns);
    strip.push("  ", theme.plain).push(help, theme.dim);
    strip.end(api_name, theme.dim);
    strip
}

fn problem_row(scene: &Scene, problem: &Problem) -> Strip {
    let (theme, words) = (scene.theme, scene.words);
    let (mark, style) = severity(scene, problem.severity);
    let mut strip = Strip::new(scene.columns);
    let fix = problem.fix.as_ref().and_then(|fix| {
        let key = scene.wizard.keymap.key(&contexts(scene.wizard), Action::Fix)?;
        let choice = steps::choice_words(scene.wizard, fix.field, &fix.value);
        let value = match choice.filter(|_| fix.item.is_none()) {
            Some(choice) => words.get(choice),
            None if fix.value.is_empty() => "—".into(),
            None => fix.value.as_str().into(),
        };
        Some(words.fill("field_mark.fix", &[("key", &key.to_string()), ("value", &value)]))
    });
    // The way out is kept whole; the sentence gives way.
    let kept = fix.as_deref().map_or(0, |fix| cells(fix) + 2);
    let room = scene.columns.saturating_sub(kept);
    let mut sentence = Strip::new(room);
    sentence.push("  ", theme.plain);
    sentence.push(&format!("{mark} {}", words.problem(problem)), style);
    strip.append(sentence);
    if let Some(fix) = fix {
        strip.end(&fix, theme.key);
    }
    strip
}
