//! The tabs of the review: the line that names them, and the text of the one in front.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line as Row;

use super::wrong;
use crate::app::action::Action;
use crate::app::mouse::{Hits, Target};
use crate::app::review::tabs::{self, Content};
use crate::app::update::contexts;
use crate::domain::field::StepId;
use crate::domain::plan::Format;
use crate::domain::problem::Severity;
use crate::ui::Scene;
use crate::ui::frame::Shown;
use crate::ui::saving::code;
use crate::ui::steps::heading;
use crate::ui::widgets::sheet::Sheet;
use crate::ui::widgets::strip::Strip;
use crate::ui::widgets::{choice, field, rail, said};

/// The names of the tabs, the one in front in brackets.
pub fn line(scene: &Scene) -> Strip {
    let names = tabs::ALL.map(|tab| scene.words.get(name(tab)).into_owned());
    let front = tabs::ALL.iter().position(|tab| *tab == scene.wizard.tabs.front);
    let mut strip = Strip::new(scene.columns);
    let focused = scene.wizard.tabs.front.is_some();
    strip.push(if focused { "▌" } else { " " }, scene.theme.focus);
    // Before the summary the focus is on the button or a line of it.
    let aim = |at: usize| Target::Tab(tabs::ALL[at]);
    choice::push(&mut strip, scene, &names, front, focused, &aim);
    strip
}

fn name(tab: Option<Format>) -> &'static str {
    match tab {
        None => "tab.summary",
        Some(Format::Json) => "tab.json",
        Some(Format::Curl) => "tab.curl",
        Some(Format::Bce) => "tab.bce",
        Some(Format::Terraform) => "tab.terraform",
        Some(Format::Toml) => "tab.toml",
    }
}

/// The text in front between the tabs and where `Enter` leads; says which of its lines are shown.
pub fn draw(frame: &mut Frame, scene: &Scene, area: Rect, hits: &mut Hits) -> Shown {
    let mut above = Sheet::default();
    above.push(heading(scene, StepId::Review));
    above.put(line(scene));
    let head = Rect { height: area.height.min(2), ..area };
    above.draw_from(0, frame, head, scene.theme, hits);
    let height = area.height.saturating_sub(tabs::FIXED_ROWS);
    let body = Rect { y: head.bottom(), height, ..area };
    let sheet = text(scene);
    let end = sheet.lines.len().saturating_sub(height.into());
    let top = scene.wizard.tabs.top.min(end);
    sheet.draw_from(top, frame, body, scene.theme, hits);
    let mut below = Sheet::default();
    below.push(leads(scene));
    let y = body.bottom();
    let height = area.bottom().saturating_sub(y);
    below.draw_from(0, frame, Rect { y, height, ..area }, scene.theme, hits);
    Shown { top, end }
}

/// That nothing is bought here, and where it is.
fn leads(scene: &Scene) -> Row<'static> {
    let key = scene.wizard.keymap.key(&contexts(scene.wizard), Action::Accept);
    let key = key.map(|key| key.to_string()).unwrap_or_default();
    field::help_row(scene, &scene.words.fill("tab.leads", &[("key", &key)]), "").line()
}

fn text(scene: &Scene) -> Sheet {
    let (theme, words) = (scene.theme, scene.words);
    let mut sheet = Sheet::default();
    let note = |sheet: &mut Sheet, severity: Severity, text: &str| {
        sheet.lines.extend(said::lines(scene, scene.columns, field::LEAD, severity, text));
    };
    match &scene.wizard.tabs.content {
        Content::Making => note(&mut sheet, Severity::Hint, &words.get("export.preparing")),
        Content::Failed(why) => note(&mut sheet, Severity::Warning, &words.said(why)),
        Content::Errors(errors) => {
            note(&mut sheet, Severity::Warning, &words.get("tab.errors"));
            for problem in errors {
                let step = problem.field.step();
                let (number, step) = (step.index() + 1, rail::step_name(scene, step));
                let place = format!("{number} {step} · {}", words.field(problem.field));
                let mut lead = Strip::new(scene.columns);
                lead.push("  ", theme.plain);
                sheet.lines.extend(wrong(scene, problem, &place, &lead));
            }
        }
        Content::Ready(exported) => {
            for one in &exported.notes {
                note(&mut sheet, Severity::Hint, &words.label(one));
            }
            if !exported.notes.is_empty() {
                sheet.gap();
            }
            for line in exported.text.expose().lines() {
                code(&mut sheet, line, scene.columns, theme.plain);
            }
        }
    }
    sheet
}
