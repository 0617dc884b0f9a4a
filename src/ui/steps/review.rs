//! Step 8: every answer once more, what is wrong, the price, and the button that buys.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use crate::app::field::{Kind, Label};
use crate::app::steps;
use crate::domain::field::{FieldId, StepId};
use crate::domain::price::Part;
use crate::domain::problem::Severity;
use crate::ui::Scene;
use crate::ui::steps::heading;
use crate::ui::text::{cells, wrap};
use crate::ui::widgets::sheet::Sheet;
use crate::ui::widgets::strip::Strip;
use crate::ui::widgets::{field, price, rail};

/// Rows at the bottom that never scroll: the button and its help.
const FIXED: u16 = 2;
/// Below so many columns the names of steps and the marks of defaults give way to the answers.
const ROOMY: usize = 56;

/// Draws the review: lines that scroll, and below them the button. Says how far they can be scrolled.
pub fn draw(frame: &mut Frame, scene: &Scene, area: Rect) -> usize {
    let above = Rect { height: area.height.saturating_sub(FIXED), ..area };
    let sheet = lines(scene);
    let last = sheet.lines.len().saturating_sub(above.height.into());
    sheet.draw_from(scene.wizard.review_top.min(last), frame, above, scene.theme);
    let mut button = Sheet::default();
    field::draw(scene, &mut button, FieldId::Buy, &Kind::Button, 0);
    if let Some(line) = button.lines.first_mut() {
        *line = buy(scene);
    }
    let below = Rect { y: above.bottom(), height: area.height - above.height, ..area };
    button.draw_from(0, frame, below, scene.theme);
    last
}

/// The button with the price it buys at.
fn buy(scene: &Scene) -> Line<'static> {
    let (theme, words) = (scene.theme, scene.words);
    let mut strip = Strip::new(scene.columns);
    strip.push("▌ ", theme.focus);
    strip.push(&format!("[ {} ]", words.field(FieldId::Buy)), theme.chosen).push("  ", theme.plain);
    strip
        .push(&price::payment(words, scene.wizard.quote.billing), theme.plain)
        .push(" ", theme.plain);
    strip.push(&price::total(words, &scene.wizard.quote), theme.strong);
    if let Some(monthly) = price::monthly(words, &scene.wizard.quote) {
        strip.push("  ", theme.plain).push(&monthly, theme.dim);
    }
    strip.line()
}

fn lines(scene: &Scene) -> Sheet {
    let mut sheet = Sheet::default();
    sheet.push(heading(scene, StepId::Review));
    problems(scene, &mut sheet);
    answers(scene, &mut sheet);
    sheet.gap();
    prices(scene, &mut sheet);
    sheet
}

/// Warnings and errors with the step each belongs to, the gravest first.
fn problems(scene: &Scene, sheet: &mut Sheet) {
    let (theme, words) = (scene.theme, scene.words);
    let mut all: Vec<_> = scene.wizard.problems.iter().collect();
    all.sort_by_key(|problem| std::cmp::Reverse(problem.severity));
    for problem in all {
        let (mark, style) = field::severity(scene, problem.severity);
        let step = problem.field.step();
        let place = format!("{} {}", step.index() + 1, rail::step_name(scene, step));
        let indent = field::LEAD + cells(&place) + 2;
        let sentence = words.problem(problem);
        for (at, part) in wrap(&sentence, scene.columns.saturating_sub(indent)).iter().enumerate() {
            let mut strip = Strip::new(scene.columns);
            if at == 0 {
                strip.push(mark, style).push(" ", theme.plain).push(&place, theme.strong);
            }
            let style = if problem.severity == Severity::Hint { theme.dim } else { style };
            strip.to(indent).push(part, style);
            sheet.push(strip.line());
        }
    }
}

/// The answers by step.
fn answers(scene: &Scene, sheet: &mut Sheet) {
    let wizard = scene.wizard;
    let names = StepId::ALL.map(|step| cells(&rail::step_name(scene, step)) + 2);
    let widest = names.into_iter().max().unwrap_or(0);
    let step_room = if scene.columns < ROOMY { 0 } else { widest };
    let asked: Vec<(StepId, Vec<(FieldId, Kind)>)> = StepId::ALL
        .into_iter()
        .filter(|step| *step != StepId::Review)
        .map(|step| (step, steps::fields(wizard, step).into_iter().filter(counts).collect()))
        .collect();
    let all: Vec<(FieldId, Kind)> = asked.iter().flat_map(|(_, fields)| fields.clone()).collect();
    let label_room = field::label_room(scene, &all);
    for (step, fields) in asked {
        for (at, (id, _)) in fields.iter().enumerate() {
            let step = (at == 0).then_some(step);
            sheet.push(answer(scene, step, *id, step_room, label_room));
        }
    }
}

/// Whether a field says something of its own on Review.
fn counts((field, kind): &(FieldId, Kind)) -> bool {
    !matches!(kind, Kind::Fold { .. })
        && !matches!(
            field,
            FieldId::ImageKind | FieldId::ImageOs | FieldId::GroupKind | FieldId::PasswordAgain
        )
}

fn answer(
    scene: &Scene,
    step: Option<StepId>,
    id: FieldId,
    step_room: usize,
    label_room: usize,
) -> Line<'static> {
    let (theme, words, wizard) = (scene.theme, scene.words, scene.wizard);
    let label = steps::shown(wizard, id);
    let mut strip = Strip::new(scene.columns);
    if let Some(step) = step {
        strip.push(&(step.index() + 1).to_string(), theme.dim).push(" ", theme.plain);
        if step_room > 0 {
            strip.push(&rail::step_name(scene, step), theme.strong);
        }
    }
    strip.to(step_room + 2).column(&words.field(id), label_room, theme.dim).push("  ", theme.plain);
    let default = words.get("field_mark.default");
    let is_default = step_room > 0 && !wizard.answered.contains(&id) && label != Label::Empty;
    let kept = if is_default { cells(&default) + 2 } else { 0 };
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
    if is_default {
        strip.end(&default, theme.dim);
    }
    strip.line()
}

/// The price table: parts, list prices where there is a discount, the totals of both payments, and
/// what they leave out.
fn prices(scene: &Scene, sheet: &mut Sheet) {
    let (theme, words, wizard) = (scene.theme, scene.words, scene.wizard);
    let quote = &wizard.quote;
    let discounted = quote.parts.iter().any(|part| part.list.is_some());
    let columns = Columns::of(scene, discounted);
    let count = wizard.draft.count.trim();
    let title =
        words.fill("review.price", &[("count", if count.is_empty() { "—" } else { count })]);
    let list = if discounted { words.get("review.list_price") } else { "".into() };
    sheet.push(columns.line(
        scene,
        &title,
        &list,
        &words.get("review.cost"),
        theme.strong,
        theme.dim,
    ));
    for part in &quote.parts {
        sheet.push(part_line(scene, &columns, part));
    }
    let both =
        [("review.total", quote, theme.strong), ("review.instead", &wizard.other_quote, theme.dim)];
    for (key, quote, style) in both {
        let mut name = words.fill(key, &[("payment", &price::payment(words, quote.billing))]);
        if let Some(monthly) = price::monthly(words, quote) {
            name = format!("{name}  {monthly}");
        }
        let total = price::total(words, quote);
        sheet.push(columns.line(scene, &name, "", &total, style, style));
    }
    for sentence in price::left_out(words, quote) {
        for part in wrap(&sentence, scene.columns.saturating_sub(field::LEAD)) {
            let mut strip = Strip::new(scene.columns);
            strip.to(field::LEAD).push(&part, theme.warning);
            sheet.push(strip.line());
        }
    }
}

fn part_line(scene: &Scene, columns: &Columns, part: &Part) -> Line<'static> {
    let words = scene.words;
    let mut name = price::part_name(words, &part.kind);
    if part.estimate {
        name = format!("{name} {}", words.get("review.estimate"));
    }
    let list = price::part_list(words, part).unwrap_or_default();
    let cost = price::part_cost(words, part);
    let style = if part.cost.amount().is_some() { scene.theme.plain } else { scene.theme.dim };
    columns.line(scene, &name, &list, &cost, scene.theme.plain, style)
}

/// The columns of the price table.
struct Columns {
    name: usize,
    list: usize,
    cost: usize,
}

impl Columns {
    fn of(scene: &Scene, discounted: bool) -> Self {
        let cost = 18.min(scene.columns / 2);
        let list = if discounted && scene.columns >= 60 { 16 } else { 0 };
        let name = scene.columns.saturating_sub(field::LEAD + cost + list).min(40);
        Self { name, list, cost }
    }

    fn line(
        &self,
        scene: &Scene,
        name: &str,
        list: &str,
        cost: &str,
        name_style: Style,
        style: Style,
    ) -> Line<'static> {
        let mut strip = Strip::new(scene.columns);
        strip.to(field::LEAD).column(name, self.name, name_style);
        if self.list > 0 {
            strip.column_right(list, self.list, scene.theme.dim);
        }
        strip.column_right(cost, self.cost, style);
        strip.line()
    }
}
