//! What stands where a list would be: it loads, it failed, it is empty.

use std::time::Duration;

use ratatui::style::Style;
use ratatui::text::Line;

use crate::app::action::Action;
use crate::app::steps::TableState;
use crate::app::update::contexts_beneath;
use crate::app::wizard::Wizard;
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::field::FieldId;
use crate::domain::order::Moment;
use crate::domain::problem::Severity;
use crate::ui::Scene;
use crate::ui::text::{clean, wrap};
use crate::ui::widgets::field::LEAD;
use crate::ui::widgets::said;
use crate::ui::widgets::strip::Strip;
use crate::ui::words::Words;

/// Loading is said only after this long, so that quick answers do not flicker.
const QUIET_FOR: Duration = Duration::from_millis(150);
/// The spinner turns this often.
const TURN: Duration = Duration::from_millis(250);
const SPINNER: [&str; 8] = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧"];

/// The spinner's mark at this moment.
pub fn spinner(now: Moment) -> &'static str {
    let turns = now.as_millis() / TURN.as_millis();
    SPINNER[usize::try_from(turns % 8).unwrap_or(0)]
}

/// The spinner with what it waits for; nothing in the first moments.
pub fn loading(scene: &Scene, field: FieldId, since: Moment) -> String {
    if scene.wizard.now.saturating_sub(since) < QUIET_FOR {
        return String::new();
    }
    let words = scene.words.get(&format!("loading.{}", list(scene.wizard, field)));
    format!("{} {words}", spinner(scene.wizard.now))
}

/// The same as a line, which is there from the first moment on.
fn waits(scene: &Scene, field: FieldId, since: Moment) -> Line<'static> {
    let mut strip = Strip::new(scene.columns);
    strip.to(LEAD).push(&loading(scene, field, since), scene.theme.plain);
    strip.line()
}

/// The lines that stand in place of a table's rows; none when there are rows.
pub fn instead(scene: &Scene, field: FieldId, state: &TableState) -> Vec<Line<'static>> {
    let (theme, words) = (scene.theme, scene.words);
    let lines = |text: &str, style: Style| plain(scene.columns, text, style);
    match state {
        TableState::Rows => Vec::new(),
        TableState::Waits(earlier) => lines(
            &words.fill("wait.answer_first", &[("field", &words.field(*earlier))]),
            theme.plain,
        ),
        TableState::Loading(since) => vec![waits(scene, field, *since)],
        TableState::Empty => {
            lines(&words.get(&format!("empty.{}", list(scene.wizard, field))), theme.plain)
        }
        TableState::FilteredOut => lines(&words.get("wait.filtered_out"), theme.plain),
        TableState::Failed(fault) => failed(scene, field, fault),
    }
}

/// What did not come; where the permission is missing, which one.
pub fn not_there(words: Words, wizard: &Wizard, field: FieldId, fault: &Fault) -> String {
    let stem = list(wizard, field);
    let missing = format!("forbidden.{stem}");
    let forbidden = fault.kind == FaultKind::Forbidden && words.get(&missing) != missing.as_str();
    words.get(&if forbidden { missing } else { format!("failed.{stem}") }).into_owned()
}

/// A failure in words: what did not come, what it means, what to press, what the server said.
pub fn failed(scene: &Scene, field: FieldId, fault: &Fault) -> Vec<Line<'static>> {
    let (theme, words, columns) = (scene.theme, scene.words, scene.columns);
    let what = not_there(words, scene.wizard, field, fault);
    let key = scene.wizard.keymap.key(&contexts_beneath(scene.wizard), Action::Reload);
    let key = key.map(|key| key.to_string()).unwrap_or_default();
    let again = words.fill("wait.again", &[("key", &key)]);
    let mut lines = said::lines(scene, columns, LEAD, Severity::Error, &what);
    // What to press stands before why, which may be longer than there is room.
    lines.extend(plain(columns, &again, theme.strong));
    lines.extend(plain(columns, &words.fault(fault), theme.plain));
    if let Some(details) = words.fault_details(fault) {
        lines.extend(plain(columns, &details, theme.plain));
    }
    lines
}

fn plain(columns: usize, text: &str, style: Style) -> Vec<Line<'static>> {
    let line = |part: &String| {
        let mut strip = Strip::new(columns);
        strip.to(LEAD).push(part, style);
        strip.line()
    };
    wrap(&clean(text), columns.saturating_sub(LEAD)).iter().map(line).collect()
}

/// The name of a table's list in the locale files.
pub fn list(wizard: &Wizard, field: FieldId) -> &'static str {
    match field {
        FieldId::Groups if wizard.draft.enterprise => "enterprise_groups",
        field => field.name(),
    }
}
