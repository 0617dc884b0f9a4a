//! Step 8: what is wrong, every answer once more, the price, what speaks against the order, and the
//! button that buys. The arrows walk the lines; each leads to where it can be changed.

mod prices;
mod tabs;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line as Row;

use crate::app::field::Label;
use crate::app::mouse::{self, Hits, Target};
use crate::app::origin::origin;
use crate::app::preflight;
use crate::app::review::{self, FIXED_ROWS, Line};
use crate::app::steps;
use crate::domain::field::{FieldId, StepId};
use crate::domain::problem::{Problem, Severity};
use crate::ui::Scene;
use crate::ui::frame::Shown;
use crate::ui::steps::heading;
use crate::ui::text::{cells, wrap};
use crate::ui::widgets::sheet::Sheet;
use crate::ui::widgets::strip::Strip;
use crate::ui::widgets::{check, field, price, rail, said};

/// Below so many columns the names of steps and where answers came from give way to the answers.
const ROOMY: usize = 58;

/// Draws the review: lines that scroll, and below them the button. Says which of the lines, or of the text of
/// the tab in front, are shown.
pub fn draw(frame: &mut Frame, scene: &Scene, area: Rect, hits: &mut Hits) -> Shown {
    if scene.wizard.tabs.front.is_some() {
        return tabs::draw(frame, scene, area, hits);
    }
    let above = Rect { height: area.height.saturating_sub(FIXED_ROWS), ..area };
    let builder = lines(scene);
    let room = usize::from(above.height);
    // What is in focus is seen whole; on the button, the review is read from its beginning.
    let top = match (builder.at, mouse::glance(scene.wizard)) {
        (None, None) => 0,
        (_, glance) => builder.sheet.top_at(room, glance),
    };
    builder.sheet.draw_from(top, frame, above, scene.theme, hits);
    let mut button = Sheet::default();
    button.put(buy(scene, builder.at.is_none()));
    // Below it there is one row, whatever is to be said: the lines above say it whole.
    let below = builder.at.map_or_else(|| about_buying(scene), |line| leads(scene, line));
    button.put(below);
    let below = Rect { y: above.bottom(), height: area.height - above.height, ..area };
    button.draw_from(0, frame, below, scene.theme, hits);
    Shown { top, end: builder.sheet.lines.len().saturating_sub(room) }
}

/// The lines as they are gathered, with the one the arrows stand on.
struct Builder {
    sheet: Sheet,
    at: Option<Line>,
}

impl Builder {
    /// The beginning of a line's first row: the mark of the focus, or room for it.
    fn lead(&self, scene: &Scene, line: Line) -> Strip {
        let mut strip = Strip::new(scene.columns);
        let mark = if self.at == Some(line) { "▌" } else { " " };
        strip.push(mark, scene.theme.focus).push(" ", scene.theme.plain);
        strip
    }

    fn push(&mut self, scene: &Scene, line: Option<Line>, rows: Vec<Row<'static>>) {
        let start = self.sheet.lines.len();
        self.sheet.lines.extend(rows);
        let Some(line) = line else { return };
        let rows = start..self.sheet.lines.len();
        let leads = review::leads_to(scene.wizard, line);
        self.sheet.aim(rows.clone(), &Target::Line(line, leads));
        if self.at == Some(line) {
            self.sheet.focus = rows;
        }
    }
}

/// The button with the price it buys at.
fn buy(scene: &Scene, focused: bool) -> Strip {
    let (theme, words) = (scene.theme, scene.words);
    let mut strip = Strip::new(scene.columns);
    strip.push(if focused { "▌ " } else { "  " }, theme.focus);
    let style = if focused { theme.chosen } else { theme.strong };
    let start = strip.used();
    strip.push(&format!("[ {} ]", words.field(FieldId::Buy)), style).aim(start, Target::Buy);
    strip.push("  ", theme.plain);
    strip
        .push(&price::payment(words, scene.wizard.quote.billing), theme.plain)
        .push(" ", theme.plain);
    strip.push(&price::total(words, &scene.wizard.quote), theme.strong);
    if let Some(monthly) = price::monthly(words, &scene.wizard.quote) {
        strip.push("  ", theme.plain).push(&monthly, theme.plain);
    }
    strip
}

/// What there is to know before buying.
fn about_buying(scene: &Scene) -> Strip {
    let Some(problem) = scene.wizard.problem(FieldId::Buy) else {
        return field::help_row(scene, &scene.words.help(FieldId::Buy), "");
    };
    let (mark, of_mark) = said::mark(scene, problem.severity);
    let mut strip = Strip::new(scene.columns);
    strip.to(field::LEAD).push(mark, of_mark).push(" ", scene.theme.plain);
    strip.push(&scene.words.problem(problem), said::style(scene, problem.severity));
    strip
}

/// Where `Enter` leads from a line.
fn leads(scene: &Scene, line: Line) -> Strip {
    let words = scene.words;
    let Some(target) = review::leads_to(scene.wizard, line) else {
        return field::help_row(scene, &words.get("notice.nothing_changes_it"), "");
    };
    let step = target.step();
    let place = format!("{} {}", step.index() + 1, rail::step_name(scene, step));
    let help = words.fill("review.leads", &[("step", &place), ("field", &words.field(target))]);
    field::help_row(scene, &help, target.api_name())
}

fn lines(scene: &Scene) -> Builder {
    let mut builder = Builder { sheet: Sheet::default(), at: review::at(scene.wizard) };
    builder.sheet.push(heading(scene, StepId::Review));
    builder.sheet.put(tabs::line(scene));
    problems(scene, &mut builder);
    answers(scene, &mut builder);
    builder.sheet.gap();
    prices::table(scene, &mut builder);
    builder.sheet.gap();
    checks(scene, &mut builder);
    builder
}

/// Warnings and errors with the step each belongs to, the gravest first.
fn problems(scene: &Scene, builder: &mut Builder) {
    for (at, problem) in review::problems(scene.wizard).into_iter().enumerate() {
        let line = Line::Problem(at);
        let step = problem.field.step();
        let place = format!("{} {}", step.index() + 1, rail::step_name(scene, step));
        let rows = wrong(scene, problem, &place, &builder.lead(scene, line));
        builder.push(scene, Some(line), rows);
    }
}

/// A problem behind the place it belongs to, wrapped under itself.
fn wrong(scene: &Scene, problem: &Problem, place: &str, lead: &Strip) -> Vec<Row<'static>> {
    let theme = scene.theme;
    let (mark, of_mark) = said::mark(scene, problem.severity);
    let style = said::style(scene, problem.severity);
    let indent = lead.used() + 2 + cells(place) + 2;
    let sentence = scene.words.problem(problem);
    let said = wrap(&sentence, scene.columns.saturating_sub(indent));
    let row = |(row, part): (usize, &String)| {
        let mut strip = if row == 0 { lead.clone() } else { Strip::new(scene.columns) };
        if row == 0 {
            strip.push(mark, of_mark).push(" ", theme.plain).push(place, theme.strong);
        }
        strip.to(indent).push(part, style);
        strip.line()
    };
    said.iter().enumerate().map(row).collect()
}

/// The answers by step.
fn answers(scene: &Scene, builder: &mut Builder) {
    let wizard = scene.wizard;
    let names = StepId::ALL.map(|step| cells(&rail::step_name(scene, step)) + 2);
    let widest = names.into_iter().max().unwrap_or(0);
    let step_room = if scene.columns < ROOMY { 0 } else { widest };
    let asked = StepId::ALL.into_iter().filter(|step| *step != StepId::Review);
    let asked: Vec<(StepId, Vec<FieldId>)> =
        asked.map(|step| (step, review::answers(wizard, step))).collect();
    let labels = asked.iter().flat_map(|(_, fields)| fields);
    let widest = labels.map(|id| cells(&scene.words.field(*id))).max().unwrap_or(0);
    let label_room = widest.min(scene.columns / 3);
    for (step, fields) in asked {
        for (at, id) in fields.iter().enumerate() {
            let line = Line::Answer(*id);
            let mut strip = builder.lead(scene, line);
            if at == 0 {
                strip.push(&(step.index() + 1).to_string(), scene.theme.dim);
                strip.push(" ", scene.theme.plain);
                if step_room > 0 {
                    strip.push(&rail::step_name(scene, step), scene.theme.strong);
                }
            }
            strip.to(field::LEAD + step_room + 2);
            let row = answer(scene, strip, *id, label_room, step_room > 0);
            builder.push(scene, Some(line), vec![row]);
        }
    }
}

fn answer(
    scene: &Scene,
    mut strip: Strip,
    id: FieldId,
    label_room: usize,
    roomy: bool,
) -> Row<'static> {
    let (theme, words, wizard) = (scene.theme, scene.words, scene.wizard);
    let label = steps::shown(wizard, id);
    strip.column(&words.field(id), label_room, theme.plain).push("  ", theme.plain);
    let from = origin(wizard, id).filter(|_| roomy).map(|key| words.get(key));
    let kept = from.as_ref().map_or(0, |from| cells(from) + 2);
    let mut value = Strip::new(strip.left().saturating_sub(kept));
    if label == Label::Empty {
        let trouble =
            wizard.problems.iter().any(|p| p.field == id && p.severity == Severity::Error);
        let style = if trouble { theme.error } else { theme.dim };
        value.push(&words.get("field_mark.unchosen"), style);
    } else {
        value.push(&words.label(&label), theme.plain);
    }
    strip.append(value);
    if let Some(from) = from {
        strip.end(&from, theme.dim);
    }
    strip.line()
}

/// What was found out before buying; nothing of it blocks.
fn checks(scene: &Scene, builder: &mut Builder) {
    let mut title = Strip::new(scene.columns);
    title.to(field::LEAD).push(&scene.words.get("review.checks"), scene.theme.strong);
    builder.push(scene, None, vec![title.line()]);
    let checks = preflight::checks(scene.wizard);
    let room = check::room(scene, &checks);
    for (at, one) in checks.iter().enumerate() {
        let line = Line::Check(at);
        let lead = builder.lead(scene, line);
        let rows = check::lines(scene, one, &lead, room);
        builder.push(scene, Some(line), rows);
    }
}
