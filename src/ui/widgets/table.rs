//! A table to choose from: caption, header, the rows on its page, and a row below for help.

use ratatui::style::Style;

use crate::app::field::Kind;
use crate::app::layout::Body;
use crate::app::mouse::Target;
use crate::app::picker::Picker;
use crate::app::steps::{self, TableState};
use crate::domain::field::FieldId;
use crate::ui::Scene;
use crate::ui::steps as pages;
use crate::ui::text::cells;
use crate::ui::widgets::field;
use crate::ui::widgets::sheet::{Sheet, bar};
use crate::ui::widgets::strip::Strip;
use crate::ui::widgets::wait;

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its header, `col.<words>`.
    pub words: &'static str,
    /// Its cells.
    pub width: usize,
    /// Takes what room is left over, up to so many cells more.
    pub grow: usize,
    /// Numbers stand at the right.
    pub right: bool,
    /// Which columns give way first where room is short: those of the highest rank.
    pub rank: u8,
}

impl Column {
    /// A column of text.
    pub const fn text(words: &'static str, width: usize, rank: u8) -> Self {
        Self { words, width, grow: 0, right: false, rank }
    }

    /// A column of numbers.
    pub const fn number(words: &'static str, width: usize, rank: u8) -> Self {
        Self { words, width, grow: 0, right: true, rank }
    }

    /// The same, growing by up to so many cells.
    #[must_use]
    pub const fn growing(self, grow: usize) -> Self {
        Self { grow, ..self }
    }
}

/// Blanks between two columns.
const GAP: usize = 2;
/// From this rank on, columns are of less weight than that the first one can be read whole.
const LIGHT: u8 = 3;

/// A column that is shown: its position among all, and its width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Its position among the table's columns.
    pub at: usize,
    /// Its width on this screen.
    pub width: usize,
}

/// Which columns fit into `room` and how wide each is. `headers` are the widths of their headers.
pub fn place(columns: &[Column], headers: &[usize], room: usize) -> Vec<Placed> {
    let width = |at: usize| columns[at].width.max(headers.get(at).copied().unwrap_or(0));
    let mut by_rank: Vec<usize> = (0..columns.len()).collect();
    by_rank.sort_by_key(|at| columns[*at].rank);
    let mut taken = 0;
    let mut placed: Vec<Placed> = Vec::new();
    // What the first column would like to have besides goes before the columns of little weight.
    let wish = by_rank.first().map_or(0, |first| columns[*first].grow / 2);
    for at in by_rank {
        let gap = if placed.is_empty() { 0 } else { GAP };
        let kept = if columns[at].rank < LIGHT { 0 } else { wish };
        let fits = taken + gap + width(at) + kept <= room;
        if placed.is_empty() || fits {
            let width = width(at).min(room);
            taken += gap + width;
            placed.push(Placed { at, width });
        } else {
            break;
        }
    }
    placed.sort_by_key(|placed| placed.at);
    let mut spare = room.saturating_sub(taken);
    // Cell by cell in turn, so that no column starves behind a greedy one.
    let mut grown = vec![0; placed.len()];
    loop {
        let before = spare;
        for (place, grown) in placed.iter_mut().zip(&mut grown) {
            if spare > 0 && *grown < columns[place.at].grow {
                place.width += 1;
                *grown += 1;
                spare -= 1;
            }
        }
        if spare == before {
            return placed;
        }
    }
}

/// Draws the open table of a step; its help takes at most `help` lines.
pub fn draw(
    scene: &Scene,
    sheet: &mut Sheet,
    id: FieldId,
    kind: &Kind,
    label_room: usize,
    page: u16,
    help: usize,
) {
    let wizard = scene.wizard;
    let focused = wizard.focused() == id;
    let start = sheet.lines.len();
    let empty = Picker::default();
    let picker = wizard.picker(id).unwrap_or(&empty);
    let state = steps::table_state(wizard, id);
    caption(scene, sheet, id, picker, &state, label_room, page);
    let mark = match kind {
        Kind::Marks | Kind::Optional => 4,
        _ if pages::sorted(id, picker).is_some() => 3,
        _ => 2,
    };
    let lead = 1 + mark;
    let columns = pages::columns(id);
    // An arrow has its place in every header, so that nothing moves when another column is sorted by.
    let arrow = usize::from(pages::sorted(id, picker).is_some());
    let top = picker.first(page.into());
    let seen = picker.rows.iter().copied().skip(top).take(page.into());
    let texts: Vec<(usize, Vec<String>)> =
        seen.map(|row| (row, pages::cells(scene, id, row))).collect();
    // Words may be cut, numbers may not: their columns are as wide as the widest one in sight.
    let widest = |at: usize| {
        let texts = texts.iter().filter_map(|(_, texts)| texts.get(at));
        texts.map(|text| cells(text)).max().unwrap_or(0)
    };
    let wide = |(at, column): (usize, &Column)| {
        let header = cells(&header(scene, column)) + arrow;
        if column.right { header.max(widest(at)) } else { header }
    };
    let headers: Vec<usize> = columns.iter().enumerate().map(wide).collect();
    let placed = place(columns, &headers, scene.columns.saturating_sub(lead));
    if state == TableState::Rows {
        put(sheet, header_line(scene, columns, &placed, lead, pages::sorted(id, picker)), id);
        let first = sheet.lines.len();
        for (at, (row, texts)) in texts.iter().enumerate() {
            let highlighted = focused && top + at == picker.cursor;
            let row = Drawn { id, kind, row: *row, highlighted, texts };
            sheet.put(row_line(scene, &row, columns, &placed));
        }
        let last = sheet.lines.len().saturating_sub(1);
        let marks = bar(texts.len(), picker.rows.len(), top).into_iter().enumerate();
        sheet.marks.extend(marks.map(|(at, mark)| (first + at, mark)));
        let cursor_line = (first + picker.cursor.saturating_sub(top)).min(last);
        for row in below(scene, id, focused, picker, help) {
            put(sheet, row, id);
        }
        if focused {
            // In a room too low for the whole table, the highlight with what is below it counts.
            let end = sheet.lines.len();
            sheet.focus = if end - start <= scene.rows { start..end } else { cursor_line..end };
        }
    } else {
        for line in wait::instead(scene, id, &state) {
            let mut strip = Strip::new(scene.columns);
            strip.spans(&line);
            put(sheet, strip, id);
        }
        for row in below(scene, id, focused, picker, help) {
            put(sheet, row, id);
        }
        if focused {
            sheet.focus = start..sheet.lines.len();
        }
    }
}

/// The rows that the open table's page has in this body (the same sum as the wizard's own).
pub fn page(scene: &Scene, fields: usize, id: FieldId) -> u16 {
    let rows = scene.wizard.picker(id).map_or(0, |picker| picker.rows.len());
    let room = u16::try_from(scene.rows).unwrap_or(u16::MAX);
    let body = Body::share(room, fields, Some(rows), scene.wizard.focused() != id);
    body.leaving(room, fields, steps::details(id)).page
}

/// Label, filter, and how many rows there are.
fn caption(
    scene: &Scene,
    sheet: &mut Sheet,
    id: FieldId,
    picker: &Picker,
    state: &TableState,
    label_room: usize,
    page: u16,
) {
    let (theme, words, wizard) = (scene.theme, scene.words, scene.wizard);
    let focused = wizard.focused() == id;
    let mut strip = field::begin(scene, id, focused, label_room);
    let filter = picker.filter.value();
    if picker.filtering {
        strip.push("/ ", theme.focus);
        let width = (scene.columns / 3).max(8);
        let caret = field::input_line(scene, &mut strip, &picker.filter, width);
        sheet.caret = focused.then_some((sheet.lines.len(), caret));
    } else if !filter.is_empty() {
        strip.push("/ ", theme.focus).push(filter, theme.strong);
    } else {
        let shown = words.label(&steps::shown(wizard, id));
        let count = if *state == TableState::Rows && !shown.is_empty() {
            cells(&count(scene, picker, page)) + 2
        } else {
            0
        };
        let room = strip.left().saturating_sub(count);
        let mut value = Strip::new(room);
        if shown.is_empty() {
            if !matches!(state, TableState::Loading(_)) {
                value.push(&words.get("field_mark.unchosen"), theme.dim);
            }
        } else {
            value.push(&shown, theme.plain);
        }
        strip.append(value);
    }
    if *state == TableState::Rows || *state == TableState::FilteredOut {
        let count = count(scene, picker, page);
        let right = cells(&count) + 2;
        let chips = pages::chips(scene, id, picker, strip.left().saturating_sub(right + 2));
        if let Some(chips) = chips {
            strip.to(scene.columns.saturating_sub(right + chips.used()));
            strip.append(chips);
        }
        strip.end(&count, theme.dim);
    }
    put(sheet, strip, id);
}

/// Puts a line below that is no row: a click on it means the table as a whole.
fn put(sheet: &mut Sheet, mut strip: Strip, id: FieldId) {
    strip.aim_beside(Target::Field(id));
    sheet.put(strip);
}

/// `18 of 61`, with the rows on the page when they are not all: `3–9 · 18 of 61`.
fn count(scene: &Scene, picker: &Picker, page: u16) -> String {
    let (rows, page) = (picker.rows.len(), usize::from(page));
    let values = [("rows", rows.to_string()), ("total", picker.total.to_string())];
    let values: Vec<(&str, &str)> = values.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let count = scene.words.fill("table.some", &values);
    if rows <= page {
        return count;
    }
    let first = picker.first(page);
    format!("{}–{} · {count}", first + 1, (first + page).min(rows))
}

fn header(scene: &Scene, column: &Column) -> String {
    pages::header(scene, column.words)
}

fn header_line(
    scene: &Scene,
    columns: &[Column],
    placed: &[Placed],
    lead: usize,
    sorted: Option<(&str, &str)>,
) -> Strip {
    let style = scene.theme.strong;
    let mut strip = Strip::new(scene.columns);
    strip.to(lead);
    let text = |at: usize| {
        let header = header(scene, &columns[at]);
        match sorted {
            Some((words, arrow)) if words == columns[at].words => format!("{header}{arrow}"),
            _ => header,
        }
    };
    cells_line(&mut strip, columns, placed, text, style);
    strip
}

/// Puts the placed columns of a row behind what is there.
pub fn cells_line(
    strip: &mut Strip,
    columns: &[Column],
    placed: &[Placed],
    text: impl Fn(usize) -> String,
    style: Style,
) {
    for (n, place) in placed.iter().enumerate() {
        if n > 0 {
            strip.push("  ", style);
        }
        if columns[place.at].right {
            strip.column_right(&text(place.at), place.width, style);
        } else {
            strip.column(&text(place.at), place.width, style);
        }
    }
}

/// A row to be drawn.
struct Drawn<'a> {
    id: FieldId,
    kind: &'a Kind,
    row: usize,
    highlighted: bool,
    texts: &'a [String],
}

fn row_line(scene: &Scene, drawn: &Drawn, columns: &[Column], placed: &[Placed]) -> Strip {
    let (theme, words, wizard) = (scene.theme, scene.words, scene.wizard);
    let Drawn { id, kind, row, highlighted, texts } = *drawn;
    let reason = steps::reason(wizard, id, row);
    let chosen = steps::is_chosen(wizard, id, row);
    let style = match (&reason, highlighted) {
        (_, true) => theme.row,
        (Some(_), false) => theme.dim,
        (None, false) => theme.plain,
    };
    let mut strip = Strip::new(scene.columns);
    strip.push(if highlighted { "▌" } else { " " }, theme.focus);
    let mark = match (kind, chosen) {
        (Kind::Optional, true) => "(x) ",
        (Kind::Optional, false) => "( ) ",
        (Kind::Marks, true) => "[x] ",
        (Kind::Marks, false) => "[ ] ",
        (_, true) => "● ",
        (_, false) => "  ",
    };
    match pages::mark(scene, id, row) {
        Some(compared) => {
            strip.push(mark.trim_end_matches(' '), theme.focus).to(2);
            strip.push(compared, theme.focus).to(4);
        }
        None => {
            strip.push(mark, if chosen { theme.focus } else { style });
        }
    }
    if let Some(name) = steps::row_id(wizard, id, row) {
        if matches!(kind, Kind::Optional | Kind::Marks) {
            strip.aim(0, Target::Box(id, name.clone()));
        }
        strip.aim_beside(Target::Row(id, name));
    }
    let text = |at: usize| texts.get(at).cloned().unwrap_or_default();
    let lead = strip.used();
    let Some(reason) = reason else {
        cells_line(&mut strip, columns, placed, text, style);
        return strip;
    };
    // The reason takes the place of the last columns, whole ones, so that no half number is left.
    let reason = words.reason(&reason);
    let table = lead + placed.iter().map(|p| p.width + GAP).sum::<usize>().saturating_sub(GAP);
    let start = table.saturating_sub(cells(&reason));
    let mut end = lead;
    let kept: Vec<Placed> = placed
        .iter()
        .take_while(|place| {
            end += place.width + GAP;
            end <= start
        })
        .copied()
        .collect();
    if kept.is_empty() {
        let room = start.saturating_sub(lead + GAP).max(scene.columns.min(8));
        strip.column(&text(placed.first().map_or(0, |p| p.at)), room, style).push("  ", style);
    } else {
        cells_line(&mut strip, columns, &kept, text, style);
    }
    // The reason can be read where dim text cannot.
    strip.to(start).push(&reason, if highlighted { style } else { theme.plain });
    strip
}

/// Below the page: the problem, else what the highlighted row is, else help.
fn below(scene: &Scene, id: FieldId, focused: bool, picker: &Picker, help: usize) -> Vec<Strip> {
    let about = || picker.highlighted().and_then(|row| pages::about(scene, id, row));
    if focused && scene.wizard.problem(id).is_some() {
        return field::below(scene, id, help);
    }
    match about() {
        Some(about) => {
            let name = field::api_name(scene, id);
            vec![field::row_below(scene, &about, name, scene.theme.plain)]
        }
        None if focused => field::below(scene, id, help),
        None => vec![Strip::new(scene.columns)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 4] = [
        Column::text("name", 10, 0).growing(10),
        Column::number("size", 5, 1),
        Column::text("id", 8, 3),
        Column::number("price", 6, 2),
    ];

    #[test]
    fn columns_give_way_in_order_of_rank_and_the_first_stays() {
        let at = |room: usize| -> Vec<usize> {
            place(&COLUMNS, &[], room).iter().map(|placed| placed.at).collect()
        };
        assert_eq!(at(60), [0, 1, 2, 3]);
        assert_eq!((at(40), at(39)), (vec![0, 1, 2, 3], vec![0, 1, 3]));
        assert_eq!(at(34), [0, 1, 3]);
        assert_eq!(at(20), [0, 1]);
        assert_eq!(at(12), [0]);
        assert_eq!(at(3), [0]);
    }

    #[test]
    fn a_table_never_gets_wider_than_its_room_and_grows_no_further_than_allowed() {
        for room in 1..80 {
            let placed = place(&COLUMNS, &[4, 4, 4, 9], room);
            let sum: usize = placed.iter().map(|p| p.width).sum();
            assert!(sum + GAP * (placed.len() - 1) <= room, "{room}: {placed:?}");
            assert!(placed[0].width <= 20);
        }
    }
}
