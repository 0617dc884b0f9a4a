//! The steps at the left, and the order with its price below them.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use crate::app::mouse::{Hits, Target};
use crate::app::steps;
use crate::app::wizard::Wizard;
use crate::domain::field::StepId;
use crate::domain::price::Quote;
use crate::domain::problem::Severity;
use crate::ui::text::cells;
use crate::ui::widgets::price;
use crate::ui::widgets::strip::Strip;
use crate::ui::{Scene, paint};

/// The mark of a step: where the wizard stands, what is wrong, what is done.
pub fn mark(scene: &Scene, step: StepId) -> (&'static str, Style) {
    let (wizard, theme) = (scene.wizard, scene.theme);
    if step == wizard.step {
        ("▸", theme.focus)
    } else if shown_errors(wizard, step) > 0 {
        ("!", theme.error)
    } else if step != StepId::Review && wizard.visited.contains(&step) && wizard.errors(step) == 0 {
        ("✓", theme.good)
    } else {
        ("○", theme.dim)
    }
}

/// Errors of a step that are said already. On Review all of them count.
pub fn shown_errors(wizard: &Wizard, step: StepId) -> usize {
    let of_step = |problem: &&crate::domain::problem::Problem| {
        problem.severity == Severity::Error && problem.field.step() == step && wizard.shows(problem)
    };
    wizard.problems.iter().filter(of_step).count()
}

/// Draws the rail.
pub fn draw(frame: &mut Frame, scene: &Scene, area: Rect, hits: &mut Hits) {
    let room = usize::from(area.width);
    let mut lines: Vec<Line> =
        StepId::ALL.iter().map(|step| step_line(scene, *step, room)).collect();
    let left = usize::from(area.height).saturating_sub(lines.len() + 1);
    let card = card(scene, room, left);
    if !card.is_empty() {
        lines.push(Line::default());
        lines.extend(card);
    }
    for (row, line) in area.rows().zip(&lines) {
        paint::line(frame, line, row);
    }
    for (row, step) in area.rows().zip(StepId::ALL) {
        hits.add(row.y, row.x..row.right(), Target::Step(step));
    }
}

fn step_line(scene: &Scene, step: StepId, room: usize) -> Line<'static> {
    let (theme, words) = (scene.theme, scene.words);
    let current = step == scene.wizard.step;
    let (mark, style) = mark(scene, step);
    let mut strip = Strip::new(room.saturating_sub(1));
    strip.push(" ", theme.plain).push(mark, style).push(" ", theme.plain);
    let name_style = if current { theme.strong } else { theme.plain };
    strip.push(&(step.index() + 1).to_string(), theme.dim).push(" ", theme.plain);
    let names = StepId::ALL.iter().map(|step| cells(&step_name(scene, *step)));
    let widest = names.max().unwrap_or(0).min(10);
    strip.column(&step_name(scene, step), widest, name_style).push(" ", theme.plain);
    let errors = shown_errors(scene.wizard, step);
    if errors > 0 {
        strip.push(&words.fill("rail.problems", &[("count", &errors.to_string())]), theme.error);
    } else {
        strip.push(&words.label(&steps::summary(scene.wizard, step)), theme.dim);
    }
    strip.line()
}

/// A step's name.
pub fn step_name(scene: &Scene, step: StepId) -> String {
    scene.words.step(step)
}

/// The order card in at most `rows` rows: parts, then the totals of the payments, which stay.
fn card(scene: &Scene, room: usize, rows: usize) -> Vec<Line<'static>> {
    let (theme, words, wizard) = (scene.theme, scene.words, scene.wizard);
    let totals = totals(scene, room);
    let Some(for_parts) = rows.checked_sub(totals.len() + 2) else {
        return if rows > totals.len() { totals } else { Vec::new() };
    };
    let mut lines = Vec::new();
    let mut head = Strip::new(room);
    head.push(" ", theme.plain).push(&price::heading(words), theme.strong);
    let count = wizard.draft.count.trim();
    if !matches!(count, "" | "1") {
        head.push(&format!(" × {count}"), theme.plain);
    }
    lines.push(head.line());
    let parts = &wizard.quote.parts;
    let all = parts.len() <= for_parts;
    let shown = if all { parts.len() } else { for_parts.saturating_sub(1) };
    for part in parts.iter().take(shown) {
        let cost = price::part_cost(words, part);
        let name = price::part_name(words, &part.kind);
        lines.push(pair(scene, room, &format!("  {name}"), &cost, theme.plain, theme.plain));
    }
    if !all && for_parts > 0 {
        let rest = (parts.len() - shown).to_string();
        let mut strip = Strip::new(room);
        strip
            .push("  ", theme.plain)
            .push(&words.fill("card.more", &[("count", &rest)]), theme.dim);
        lines.push(strip.line());
    }
    lines.push(Line::default());
    lines.extend(totals);
    lines
}

/// The totals of the payments, pay-as-you-go first; the chosen one stands out.
fn totals(scene: &Scene, room: usize) -> Vec<Line<'static>> {
    let (theme, words, wizard) = (scene.theme, scene.words, scene.wizard);
    let line = |quote: &Quote, chosen: bool| {
        let style = if chosen { theme.strong } else { theme.plain };
        let (name, total) = (price::payment(words, quote.billing), price::total(words, quote));
        let roomy = cells(&name) + cells(&total) + 4 < room;
        let mark = match (chosen, roomy) {
            (true, true) => " ▸ ",
            (true, false) => " ▸",
            (false, true) => "   ",
            (false, false) => "  ",
        };
        pair(scene, room, &format!("{mark}{name}"), &total, style, style)
    };
    let quotes = price::beside(wizard).into_iter();
    quotes.map(|quote| line(quote, quote.billing == wizard.quote.billing)).collect()
}

/// A name at the left and an amount at the right; the amount is kept whole.
fn pair(
    scene: &Scene,
    room: usize,
    name: &str,
    amount: &str,
    name_style: Style,
    style: Style,
) -> Line<'static> {
    let amount = &*price::bare(amount);
    let mut strip = Strip::new(room);
    // The blank before the rule gives way before the name does.
    let tight = cells(name) + 1 + cells(amount) >= room;
    let inner = if tight { room } else { room.saturating_sub(1) };
    strip.column(name, inner.saturating_sub(cells(amount) + 1), name_style);
    strip.push(" ", scene.theme.plain).push(amount, style);
    strip.line()
}
