//! The body of the step in front: a heading, its fields, and, where room is left, more about what
//! is in front.

pub mod billing;
pub mod disks;
pub mod image;
pub mod network;
pub mod review;
pub mod spec;
pub mod system;
pub mod zone;

use ratatui::text::Line;

use crate::app::field::Kind;
use crate::app::picker::Picker;
use crate::app::steps;
use crate::domain::field::{FieldId, StepId};
use crate::ui::text::wrap;
use crate::ui::widgets::sheet::Sheet;
use crate::ui::widgets::strip::Strip;
use crate::ui::widgets::table::{self, Column};
use crate::ui::widgets::{field, rail};
use crate::ui::{Scene, items, welcome};

/// Lines of help below a field at most.
const HELP: usize = 3;

/// The lines of the step in front.
pub fn sheet(scene: &Scene) -> Sheet {
    // Help is read whole where there is room for it.
    let mut sheet = fields(scene, HELP);
    if sheet.lines.len() > scene.rows {
        sheet = fields(scene, 1);
    }
    more(scene, &mut sheet);
    sheet
}

/// The heading and the fields; the help of the focused one in at most `help` lines.
fn fields(scene: &Scene, help: usize) -> Sheet {
    let wizard = scene.wizard;
    let mut sheet = Sheet::default();
    sheet.push(heading(scene, wizard.step));
    let fields = steps::fields(wizard, wizard.step);
    let open = steps::open_table(wizard);
    let label_room = field::label_room(scene, &fields);
    for (id, kind) in &fields {
        if open == Some(*id) {
            let page = table::page(scene, fields.len(), *id);
            table::draw(scene, &mut sheet, *id, kind, label_room, page, help);
        } else {
            field::draw(scene, &mut sheet, *id, kind, label_room, help);
            if *kind == Kind::Items {
                items::list(scene, &mut sheet, *id);
            }
        }
    }
    sheet
}

/// The step's name, what it is about, and how many problems it has.
pub fn heading(scene: &Scene, step: StepId) -> Line<'static> {
    let (theme, words) = (scene.theme, scene.words);
    let mut strip = Strip::new(scene.columns);
    let name: &str = step.into();
    strip.push(&rail::step_name(scene, step), theme.strong).push("  ", theme.plain);
    let says = words.get(&format!("step_says.{name}"));
    let errors = rail::shown_errors(scene.wizard, step);
    if errors > 0 {
        let count = errors.to_string();
        strip.push(&says, theme.dim);
        strip.end(&words.fill("rail.problems", &[("count", &count)]), theme.error);
    } else {
        strip.push(&says, theme.dim);
    }
    strip.line()
}

/// In the rows that are left: details of what is in front, then the longer help of the field. Never so much
/// that the body would have to scroll for it.
fn more(scene: &Scene, sheet: &mut Sheet) {
    let wizard = scene.wizard;
    let left = scene.rows.saturating_sub(sheet.lines.len());
    if left < 3 {
        return;
    }
    let focused = wizard.focused();
    let mut lines = Vec::new();
    if focused == FieldId::Zone && wizard.greeting {
        // Of the greeting and the long help, the greeting comes first.
        lines.extend(welcome::greeting_lines(scene, left - 1));
    }
    lines.extend(details(scene, focused));
    let long = scene.words.get(&format!("help_long.{}", focused.name()));
    let room = scene.columns.saturating_sub(field::LEAD).min(84);
    let long = wrap(&long, room);
    if lines.len() + 1 + long.len() < left {
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.extend(long.into_iter().map(|line| {
            let mut strip = Strip::new(scene.columns);
            strip.to(field::LEAD).push(&line, scene.theme.dim);
            strip.line()
        }));
    }
    if !lines.is_empty() {
        sheet.gap();
        sheet.lines.extend(lines.into_iter().take(left - 1));
    }
}

/// Details of what is in front of a field: of its highlighted row, or of what its answer means.
pub fn details(scene: &Scene, id: FieldId) -> Vec<Line<'static>> {
    match id {
        FieldId::Zone => zone::more(scene),
        FieldId::Spec => spec::more(scene),
        FieldId::Image => image::more(scene),
        FieldId::KeyPair => system::key_pair(scene),
        FieldId::Password | FieldId::PasswordAgain => system::ticks(scene),
        FieldId::Name | FieldId::Hostname => system::names(scene, id),
        FieldId::UserData => system::size(scene),
        _ if id.step() == StepId::Billing => billing::more(scene, id),
        id if id.step() == StepId::Network => network::more(scene, id),
        _ => Vec::new(),
    }
}

/// A line `name  value` for the details.
fn detail(scene: &Scene, words: &str, value: &str) -> Line<'static> {
    let mut strip = Strip::new(scene.columns);
    let name = scene.words.get(&format!("detail.{words}"));
    strip.to(field::LEAD).column(&name, 16, scene.theme.plain).push("  ", scene.theme.plain);
    strip.push(value, scene.theme.plain);
    strip.line()
}

/// The columns of a table.
pub fn columns(id: FieldId) -> &'static [Column] {
    match id {
        FieldId::Zone => &zone::COLUMNS,
        FieldId::Spec => &spec::COLUMNS,
        FieldId::Image => &image::COLUMNS,
        FieldId::EhcCluster => &spec::CLUSTER_COLUMNS,
        FieldId::SnapshotPolicy => &disks::COLUMNS,
        _ if id.step() == StepId::Network => network::columns(id),
        _ => system::columns(id),
    }
}

/// The header of a column.
pub fn header(scene: &Scene, words: &str) -> String {
    if words == "price" {
        return spec::price_header(scene);
    }
    scene.words.get(&format!("col.{words}")).into_owned()
}

/// The texts of a row, one for each of the table's columns.
pub fn cells(scene: &Scene, id: FieldId, row: usize) -> Vec<String> {
    let cells = match id {
        FieldId::Zone => zone::cells(scene, row),
        FieldId::Spec => spec::cells(scene, row),
        FieldId::Image => image::cells(scene, row),
        FieldId::EhcCluster => spec::cluster_cells(scene, row),
        FieldId::SnapshotPolicy => disks::cells(scene, row),
        _ if id.step() == StepId::Network => network::cells(scene, id, row),
        _ => system::cells(scene, id, row),
    };
    cells.unwrap_or_default()
}

/// A sentence about a row, in place of the help.
pub fn about(scene: &Scene, id: FieldId, row: usize) -> Option<String> {
    match id {
        FieldId::Spec => spec::about(scene, row),
        FieldId::Image => image::about(scene, row),
        FieldId::SnapshotPolicy => disks::about(scene, row),
        _ if id.step() == StepId::Network => network::about(scene, id, row),
        _ => None,
    }
}

/// The column a table is sorted by, where it can be, and the arrow behind its header.
pub fn sorted(id: FieldId, picker: &Picker) -> Option<(&'static str, &'static str)> {
    (id == FieldId::Spec).then(|| spec::sorted(picker))
}

/// A mark on a row apart from that of the answer, where the table has such marks.
pub fn mark(scene: &Scene, id: FieldId, row: usize) -> Option<&'static str> {
    (id == FieldId::Spec).then(|| spec::mark(scene, row))
}

/// How a table is narrowed and sorted, in at most `room` cells.
pub fn chips(scene: &Scene, id: FieldId, picker: &Picker, room: usize) -> Option<Strip> {
    (id == FieldId::Spec).then(|| spec::chips(scene, picker, room)).flatten()
}
