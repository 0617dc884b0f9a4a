//! The editor of a text of several lines: a window on the text, below it what is wrong, how large it is
//! and where the caret stands, or what is asked over it.

use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation as _;

use crate::app::action::Action;
use crate::app::editor::{Editor, Over, PathForm};
use crate::app::effect::Unreadable;
use crate::app::lines::Lines;
use crate::domain::problem::Severity;
use crate::domain::user_data;
use crate::ui::Scene;
use crate::ui::dialogs::{input, keys};
use crate::ui::look::Look;
use crate::ui::text::{cells, clean, head, wrap};
use crate::ui::widgets::boxed::Boxed;
use crate::ui::widgets::said;
use crate::ui::widgets::sheet::Sheet;
use crate::ui::widgets::strip::Strip;
use crate::ui::words::Words;

/// The blank row above the foot.
const BLANK: usize = 1;
/// From so many rows on, one is left for a notice above the key line.
const ROOMY: usize = 24;
/// Columns from which on lines are numbered.
const NUMBERED: usize = 56;

/// The editor, as large as the screen allows.
pub fn draw(scene: &Scene, editor: &Editor) -> Boxed {
    let mut boxed = Boxed::new(scene.words.field(editor.field));
    foot(scene, editor, &mut boxed.foot);
    let other = BLANK + boxed.foot.lines.len() + usize::from(scene.rows >= ROOMY);
    let rows = Boxed::rows(scene).saturating_sub(other).max(1);
    text(scene, &editor.lines, rows, &mut boxed.body);
    if !matches!(editor.over, Over::Nothing) {
        // The caret belongs to what is asked.
        boxed.body.caret = None;
    }
    boxed
}

/// How large a text is, as it stands and as it is sent.
pub fn size(scene: &Scene, bytes: usize) -> String {
    let sizes = [bytes, user_data::encoded_len(bytes), user_data::ENCODED_MAX];
    let [bytes, encoded, most] = sizes.map(|size| size.to_string());
    let values = [("bytes", bytes.as_str()), ("encoded", &encoded), ("most", &most)];
    scene.words.fill("user_data.size", &values)
}

/// Where a window of `room` begins so that position `at` is in it. It moves by half of itself, so that it
/// stands still under most moves.
fn window_start(at: usize, room: usize) -> usize {
    let half = (room / 2).max(1);
    if at < room { 0 } else { (at / half).saturating_sub(room / half - 1) * half }
}

/// The lines that are seen, with the caret.
fn text(scene: &Scene, lines: &Lines, rows: usize, body: &mut Sheet) {
    let theme = scene.theme;
    let columns = Boxed::columns(scene);
    let all = lines.rows().count();
    let caret = lines.row();
    let top = window_start(caret, rows).min(all.saturating_sub(rows));
    let number = if columns < NUMBERED { 0 } else { all.to_string().len().max(2) };
    let margin = if number == 0 { 0 } else { number + 2 };
    // One cell is kept for the caret behind the last character.
    let room = columns.saturating_sub(margin + 1);
    let column = cells(&clean(lines.before()));
    let left = window_start(column, room);
    for (at, line) in lines.rows().enumerate().skip(top).take(rows) {
        let mut strip = Strip::new(columns);
        if number > 0 {
            strip.column_right(&(at + 1).to_string(), number, theme.dim).to(margin);
        }
        let cleaned = clean(line);
        strip.push(&from_column(&cleaned, left), theme.plain).to(columns);
        body.push(strip.line());
    }
    // The box keeps its height, so that it does not jump while lines come and go.
    for _ in body.lines.len()..rows {
        let mut strip = Strip::new(columns);
        strip.blanks(columns, Style::new());
        body.push(strip.line());
    }
    body.caret = Some((caret - top, margin + column - left));
}

/// A line without its first `left` cells; an ellipsis stands where they were cut off.
fn from_column(line: &str, left: usize) -> String {
    if left == 0 {
        return line.to_owned();
    }
    if cells(line) <= left {
        return String::new();
    }
    let ellipsis = Look::now().ellipsis();
    let hidden = left + cells(ellipsis);
    let (gone, rest) = head(line, hidden);
    let begins = cells(gone);
    if begins >= hidden {
        return format!("{ellipsis}{rest}");
    }
    // A wide character in whose middle the window begins leaves blanks behind the ellipsis.
    let wide = rest.graphemes(true).next().unwrap_or_default();
    let blanks = (begins + cells(wide)).saturating_sub(hidden);
    format!("{ellipsis}{:blanks$}{}", "", &rest[wide.len()..])
}

fn foot(scene: &Scene, editor: &Editor, foot: &mut Sheet) {
    match &editor.over {
        Over::Nothing => status(scene, editor, foot),
        Over::Path(path) => self::path(scene, editor, path, foot),
        Over::Discard => {
            note(scene, foot, Severity::Warning, &scene.words.get("editor.discard"));
            let wanted = [(Action::Yes, "hint.discard"), (Action::No, "hint.keep_editing")];
            keys(scene, foot, &wanted);
        }
        Over::Remove => {
            note(scene, foot, Severity::Warning, &scene.words.get("editor.remove"));
            keys(scene, foot, &[(Action::Yes, "action.remove"), (Action::No, "hint.cancel")]);
        }
    }
}

fn say(scene: &Scene, foot: &mut Sheet, text: &str, style: Style) {
    let columns = Boxed::columns(scene);
    for line in wrap(&clean(text), columns) {
        let mut strip = Strip::new(columns);
        strip.push(&line, style);
        foot.push(strip.line());
    }
}

fn note(scene: &Scene, foot: &mut Sheet, severity: Severity, text: &str) {
    foot.lines.extend(said::lines(scene, Boxed::columns(scene), 0, severity, text));
}

/// What is wrong with the text, how large it is, and where the caret stands.
fn status(scene: &Scene, editor: &Editor, foot: &mut Sheet) {
    let (theme, words) = (scene.theme, scene.words);
    for problem in &scene.wizard.form_problems {
        note(scene, foot, problem.severity, &words.problem(problem));
    }
    // The text itself comes first: problems are said in full on its field.
    foot.lines.truncate((scene.rows / 6).max(2));
    let mut strip = Strip::new(Boxed::columns(scene));
    strip.push(&size(scene, editor.lines.text().len()), theme.plain);
    if let Some(file) = &editor.file {
        strip.push("   ", theme.plain);
        strip.push(&words.fill("editor.file", &[("file", file)]), theme.dim);
    }
    let (row, rows) = (editor.lines.row() + 1, editor.lines.rows().count());
    let place = [("row", row.to_string()), ("rows", rows.to_string())];
    let place: Vec<(&str, &str)> = place.iter().map(|(n, v)| (*n, v.as_str())).collect();
    strip.end(&words.fill("editor.place", &place), theme.dim);
    foot.push(strip.line());
}

/// The question which file to read.
fn path(scene: &Scene, editor: &Editor, path: &PathForm, foot: &mut Sheet) {
    let (theme, words) = (scene.theme, scene.words);
    if let Some(failure) = &path.failure {
        note(scene, foot, Severity::Error, &unreadable(words, path, failure));
    } else if let Some(file) = &path.waiting {
        say(scene, foot, &words.fill("editor.reading", &[("file", file)]), theme.plain);
    } else {
        let most = (user_data::LONGEST / 1024).to_string();
        let mut help = words.fill("editor.path_help", &[("most", &most)]);
        if !editor.lines.text().is_empty() {
            help = format!("{help} {}", words.get("editor.path_replaces"));
        }
        say(scene, foot, &help, theme.plain);
    }
    input(scene, foot, &words.get("editor.path"), &path.typed);
}

/// Why a file could not be read, and the way out.
pub fn unreadable(words: Words, path: &PathForm, failure: &Unreadable) -> String {
    let name: &str = failure.into();
    let most = (user_data::LONGEST / 1024).to_string();
    let why = match failure {
        Unreadable::Other(why) => words.said(why),
        _ => String::new(),
    };
    let values = [("file", path.typed.value().trim()), ("most", &most), ("why", &why)];
    words.fill(&format!("unreadable.{name}"), &values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_always_has_the_caret_in_it() {
        for room in 1..30 {
            for at in 0..200 {
                let start = window_start(at, room);
                assert!(start <= at && at < start + room, "{at} in {room} from {start}");
            }
        }
    }

    #[test]
    fn a_line_is_cut_off_at_a_column_even_within_a_wide_character() {
        for (left, shown) in
            [(0, "ab网站cd"), (1, "…网站cd"), (2, "… 站cd"), (3, "…站cd"), (7, "…"), (8, "")]
        {
            assert_eq!(from_column("ab网站cd", left), shown, "{left}");
        }
        for left in 1..8 {
            assert_eq!(cells(&from_column("ab网站cd", left)), 8 - left, "{left}");
        }
        // In ASCII the sign takes four cells, and what ends a text two.
        Look { ascii: true, ..Look::default() }.during(|| {
            for left in 1..7 {
                let seen = from_column("a¥bcde", left);
                assert_eq!(cells(&seen), 9 - left, "{seen} from {left}");
            }
        });
    }
}
