//! The order screen: what became of the purchase so far, in sentences, and a row for each instance.

use std::time::Duration;

use ratatui::style::Style;

use crate::app::action::{Action, Context};
use crate::app::layout::Shape;
use crate::app::mouse::Target;
use crate::domain::fault::Fault;
use crate::domain::order::{Moment, Order, Phase, Row, RowState};
use crate::domain::problem::Severity;
use crate::ui::Scene;
use crate::ui::text::{cells, wrap};
use crate::ui::told::Weight;
use crate::ui::widgets::field::LEAD;
use crate::ui::widgets::said::{self, Mark};
use crate::ui::widgets::sheet::Sheet;
use crate::ui::widgets::strip::Strip;
use crate::ui::widgets::table::{self, Column};
use crate::ui::widgets::wait::spinner;
use crate::ui::words::Words;

/// The columns of the table of instances.
const COLUMNS: [Column; 6] = [
    Column::text("id", 12, 0).growing(4),
    Column::text("name", 20, 4).growing(12),
    Column::text("state", 12, 1).growing(6),
    Column::number("age", 11, 5),
    Column::text("private_ip", 15, 3),
    Column::text("public_ip", 15, 2),
];

/// The lines of the order screen.
pub fn sheet(scene: &Scene) -> Sheet {
    let mut sheet = Sheet::default();
    let Some(order) = &scene.wizard.order else { return sheet };
    heading(scene, &mut sheet, "order.title");
    phase(scene, &mut sheet, order);
    if !order.rows.is_empty() {
        sheet.gap();
        rows(scene, &mut sheet, order);
    }
    outage(scene, &mut sheet, order);
    warnings(scene, &mut sheet, order);
    sheet.gap();
    ordered(scene, &mut sheet, order);
    sheet
}

/// What was ordered and under which token: nobody needs it to go on, so it stands last.
pub fn ordered(scene: &Scene, sheet: &mut Sheet, order: &Order) {
    let (style, words) = (scene.theme.plain, scene.words);
    pair(scene, sheet, &words.get("order.what"), &what(words, order), style);
    pair(scene, sheet, &words.get("order.token"), &order.token, style);
    if let Some(number) = &order.number {
        pair(scene, sheet, &words.get("order.number"), number, style);
    }
}

/// The name of the screen, where the frame does not say it.
pub fn heading(scene: &Scene, sheet: &mut Sheet, words: &str) {
    if scene.wizard.layout.shape != Shape::Wide {
        // It stands above already, in the line of the rail or in the title.
        return;
    }
    let mut strip = Strip::new(scene.columns);
    strip.push(&scene.words.get(words), scene.theme.strong);
    sheet.push(strip.line());
    sheet.gap();
}

/// Wrapped text.
pub fn say(scene: &Scene, sheet: &mut Sheet, text: &str, style: Style) {
    for line in wrap(&crate::ui::text::clean(text), scene.columns.saturating_sub(LEAD)) {
        let mut strip = Strip::new(scene.columns);
        strip.to(LEAD).push(&line, style);
        sheet.push(strip.line());
    }
}

/// A sentence behind its mark, wrapped under itself.
pub fn marked(scene: &Scene, sheet: &mut Sheet, mark: Mark, text: &str, style: Style) {
    sheet.lines.extend(said::marked(scene.columns, LEAD, mark, text, style));
}

/// The same for a severity.
pub fn note(scene: &Scene, sheet: &mut Sheet, severity: Severity, text: &str) {
    sheet.lines.extend(said::lines(scene, scene.columns, LEAD, severity, text));
}

/// A sentence by its weight.
pub fn tell(scene: &Scene, sheet: &mut Sheet, text: &str, weight: Weight) {
    sheet.lines.extend(said::weighed(scene, scene.columns, LEAD, text, weight));
}

/// A line `name  value`; a long value goes on below itself, whole, so that it can be copied.
pub fn pair(scene: &Scene, sheet: &mut Sheet, name: &str, value: &str, style: Style) {
    let indent = (LEAD + 14).min(scene.columns / 3);
    for (at, line) in
        wrap(&crate::ui::text::clean(value), scene.columns - indent).iter().enumerate()
    {
        let mut strip = Strip::new(scene.columns);
        strip.to(LEAD);
        if at == 0 {
            strip.column(name, indent.saturating_sub(LEAD + 1), scene.theme.plain);
        }
        strip.to(indent).push(line, style);
        sheet.push(strip.line());
    }
}

/// `2 × bcc.g5.c2m8 in cn-bj-a`.
pub fn what(words: Words, order: &Order) -> String {
    let count = order.ordered.count.to_string();
    let values =
        [("count", count.as_str()), ("spec", &order.ordered.spec), ("zone", &order.ordered.zone)];
    words.fill("order.ordered", &values)
}

/// Where the order stands, in a sentence.
fn phase(scene: &Scene, sheet: &mut Sheet, order: &Order) {
    let (theme, words) = (scene.theme, scene.words);
    let turning = (spinner(scene.wizard.now), theme.plain);
    match &order.phase {
        Phase::Sending => {
            marked(scene, sheet, turning, &words.get("order.sending"), theme.strong);
        }
        Phase::Unknown(fault) => {
            let tries = order.tries.to_string();
            note(scene, sheet, Severity::Warning, &words.get("order.unknown"));
            let again = words.fill("order.asking_again", &[("tries", &tries)]);
            marked(scene, sheet, turning, &again, theme.plain);
            because(scene, sheet, fault);
        }
        Phase::Refused(fault) => {
            // Without an answer nobody refused anything: the request did not get through.
            let sentence = if fault.status.is_some() { "order.refused" } else { "order.not_sent" };
            note(scene, sheet, Severity::Error, &words.get(sentence));
            // Where to go on stands before the advice, which is longer and may need scrolling.
            say(scene, sheet, &words.fault_says(fault), theme.plain);
            refused(scene, sheet);
            advice(scene, sheet, fault);
            say(scene, sheet, &words.get("order.another_token"), theme.plain);
        }
        Phase::Following if order.is_looking() => {
            let found = [("found", order.rows.len().to_string())];
            let found: Vec<(&str, &str)> = found.iter().map(|(n, v)| (*n, v.as_str())).collect();
            let looking = words.fill("order.looking", &found);
            marked(scene, sheet, turning, &looking, theme.strong);
            say(scene, sheet, &words.get("order.unnamed"), theme.plain);
        }
        Phase::Following => {
            let running = order.rows.iter().filter(|row| row.state == RowState::Running).count();
            let values =
                [("running", running.to_string()), ("count", order.rows.len().to_string())];
            let values: Vec<(&str, &str)> = values.iter().map(|(n, v)| (*n, v.as_str())).collect();
            let following = words.fill("order.following", &values);
            marked(scene, sheet, turning, &following, theme.strong);
        }
        Phase::Finished => {
            marked(scene, sheet, said::good(scene), &words.get("order.finished"), theme.strong);
        }
        Phase::Failed => {
            note(scene, sheet, Severity::Error, &words.get("order.failed"));
        }
    }
}

/// What a fault means, what to do about it, and what the server said.
pub fn because(scene: &Scene, sheet: &mut Sheet, fault: &Fault) {
    say(scene, sheet, &scene.words.fault_says(fault), scene.theme.plain);
    advice(scene, sheet, fault);
}

/// What to do about a fault, and what the server said.
fn advice(scene: &Scene, sheet: &mut Sheet, fault: &Fault) {
    say(scene, sheet, &scene.words.fault_does(fault), scene.theme.strong);
    if let Some(details) = scene.words.fault_details(fault) {
        say(scene, sheet, &details, scene.theme.plain);
    }
}

/// Where to go on from a refusal.
fn refused(scene: &Scene, sheet: &mut Sheet) {
    let contexts = [Context::Order, Context::Everywhere];
    let key = |action| {
        scene.wizard.keymap.key(&contexts, action).map(|key| key.to_string()).unwrap_or_default()
    };
    let (zone, spec, back) = (key(Action::OtherZone), key(Action::OtherSpec), key(Action::Escape));
    let values = [("zone", zone.as_str()), ("spec", &spec), ("back", &back)];
    say(scene, sheet, &scene.words.fill("order.try_other", &values), scene.theme.plain);
}

/// One row for each instance; the highlighted one is kept in view.
pub fn rows(scene: &Scene, sheet: &mut Sheet, order: &Order) {
    let (theme, words, wizard) = (scene.theme, scene.words, scene.wizard);
    let room = scene.columns.saturating_sub(LEAD);
    let header = |column: &Column| words.get(&format!("col.{}", column.words)).into_owned();
    let headers: Vec<usize> = COLUMNS.iter().map(|column| cells(&header(column))).collect();
    let placed = table::place(&COLUMNS, &headers, room);
    let mut head = Strip::new(scene.columns);
    head.to(LEAD);
    table::cells_line(&mut head, &COLUMNS, &placed, |at| header(&COLUMNS[at]), theme.strong);
    sheet.push(head.line());
    for (at, row) in order.rows.iter().enumerate() {
        let here = at == wizard.row && order.rows.len() > 1;
        if at == wizard.row {
            sheet.focus = sheet.lines.len()..sheet.lines.len() + 1;
        }
        let mut strip = row_line(scene, order, row, here, &placed);
        strip.aim_beside(Target::Instance(row.id.clone()));
        sheet.put(strip);
    }
}

fn row_line(
    scene: &Scene,
    order: &Order,
    row: &Row,
    here: bool,
    placed: &[table::Placed],
) -> Strip {
    let theme = scene.theme;
    let seen = row.seen.as_ref();
    let ip = |ip: Option<&String>| ip.cloned().unwrap_or_else(|| "—".to_owned());
    let since = order.accepted.unwrap_or(order.placed);
    let until = row.running_since.unwrap_or(scene.wizard.now);
    let ((mark, of_mark), state) = state(scene, row);
    let texts = [
        row.id.clone(),
        seen.map_or_else(|| "—".to_owned(), |seen| seen.name.clone()),
        format!("{mark} {state}"),
        span(scene.words, until.saturating_sub(since)),
        ip(seen.and_then(|seen| seen.private_ip.as_ref())),
        ip(seen.and_then(|seen| seen.public_ip.as_ref())),
    ];
    let style = if here { theme.row } else { theme.plain };
    let mut strip = Strip::new(scene.columns);
    strip.push(if here { "▌" } else { " " }, theme.focus).push(" ", style);
    for (n, place) in placed.iter().enumerate() {
        if n > 0 {
            strip.push("  ", style);
        }
        if COLUMNS[place.at].words == "state" {
            strip.push(mark, of_mark).push(" ", style);
            strip.column(&state, place.width.saturating_sub(cells(mark) + 1), style);
        } else if COLUMNS[place.at].right {
            strip.column_right(&texts[place.at], place.width, style);
        } else {
            strip.column(&texts[place.at], place.width, style);
        }
    }
    strip
}

/// A mark and the state in the cloud's own word; our word where the cloud says nothing.
fn state(scene: &Scene, row: &Row) -> (Mark, String) {
    let theme = scene.theme;
    if scene.wizard.released.contains(&row.id) {
        return (("○", theme.plain), scene.words.get("order.state_released").into_owned());
    }
    let word =
        row.seen.as_ref().map(|seen| seen.status.as_str()).filter(|status| !status.is_empty());
    let error = said::mark(scene, Severity::Error);
    match row.state {
        RowState::NotVisible => {
            (("…", theme.plain), scene.words.get("order.state_not_visible").into_owned())
        }
        RowState::Gone => (error, scene.words.get("order.state_gone").into_owned()),
        RowState::InProgress => {
            let turning = (spinner(scene.wizard.now), theme.plain);
            (turning, word.unwrap_or("Starting").to_owned())
        }
        RowState::Running => (said::good(scene), "Running".to_owned()),
        RowState::Stopped => (said::mark(scene, Severity::Warning), "Stopped".to_owned()),
        RowState::Failed => (error, word.unwrap_or("Error").to_owned()),
    }
}

/// What cannot be reached, why, since when; and that nothing needs to be done.
fn outage(scene: &Scene, sheet: &mut Sheet, order: &Order) {
    let Some(outage) = &order.outage else { return };
    let (theme, words) = (scene.theme, scene.words);
    let ago = |moment: Moment| span(scene.words, scene.wizard.now.saturating_sub(moment));
    sheet.gap();
    let since = words.fill("order.outage", &[("since", &ago(outage.since))]);
    note(scene, sheet, Severity::Warning, &since);
    because(scene, sheet, &outage.fault);
    if let Some(last) = order.last_answer {
        say(scene, sheet, &words.fill("order.last_answer", &[("ago", &ago(last))]), theme.plain);
    }
    say(scene, sheet, &words.get("order.goes_on"), theme.plain);
}

/// What the cloud remarked when it took the order.
pub fn warnings(scene: &Scene, sheet: &mut Sheet, order: &Order) {
    if order.warnings.is_empty() {
        return;
    }
    sheet.gap();
    say(scene, sheet, &scene.words.get("order.warnings"), scene.theme.strong);
    for warning in &order.warnings {
        note(scene, sheet, Severity::Warning, warning);
    }
}

/// `12 s`, `3 min 05 s`, `2 h 07 min`.
pub fn span(words: Words, time: Duration) -> String {
    let seconds = time.as_secs();
    let (key, a, b) = match seconds {
        0..60 => ("span.seconds", seconds, 0),
        60..3600 => ("span.minutes", seconds / 60, seconds % 60),
        _ => ("span.hours", seconds / 3600, seconds % 3600 / 60),
    };
    words.fill(key, &[("a", &a.to_string()), ("b", &format!("{b:02}"))])
}
