//! The price table of the review: parts, list prices where there is a discount, the totals of every
//! payment, and what they leave out.

use ratatui::style::Style;
use ratatui::text::Line;

use super::Builder;
use crate::app::review;
use crate::domain::price::Part;
use crate::domain::problem::Severity;
use crate::ui::Scene;
use crate::ui::widgets::strip::Strip;
use crate::ui::widgets::{field, price, said};

pub(super) fn table(scene: &Scene, builder: &mut Builder) {
    let (theme, words, wizard) = (scene.theme, scene.words, scene.wizard);
    let quote = &wizard.quote;
    let discounted = quote.parts.iter().any(|part| part.list.is_some());
    let columns = Columns::of(scene, discounted);
    let count = wizard.draft.count.trim();
    let title =
        words.fill("review.price", &[("count", if count.is_empty() { "—" } else { count })]);
    let list = if discounted { words.get("review.list_price") } else { "".into() };
    let cost = words.get("review.cost");
    let lead = Strip::new(scene.columns);
    let head = columns.line(scene, lead, (&title, &list, &cost), theme.strong, theme.strong);
    builder.push(scene, None, vec![head]);
    for (at, part) in quote.parts.iter().enumerate() {
        let line = review::Line::Part(at);
        let row = part_line(scene, &columns, builder.lead(scene, line), part);
        builder.push(scene, Some(line), vec![row]);
    }
    let bottom = wizard.quotes.all.len().saturating_sub(1);
    for (at, other) in wizard.quotes.all.iter().enumerate() {
        let line = review::Line::Total(at);
        let chosen = other.billing == quote.billing;
        let (key, style) =
            if chosen { ("review.total", theme.strong) } else { ("review.instead", theme.plain) };
        let mut name = words.fill(key, &[("payment", &price::payment(words, other.billing))]);
        if let Some(monthly) = price::monthly(words, other) {
            name = format!("{name}  {monthly}");
        }
        let total = price::total(words, other);
        let lead = builder.lead(scene, line);
        let mut rows = vec![columns.line(scene, lead, (&name, "", &total), style, style)];
        if at == bottom {
            rows.extend(notes(scene));
        }
        builder.push(scene, Some(line), rows);
    }
}

/// What the total leaves out, and how old it is.
fn notes(scene: &Scene) -> Vec<Line<'static>> {
    let (words, wizard) = (scene.words, scene.wizard);
    let mut rows = Vec::new();
    let left_out = price::left_out(words, &wizard.quote).into_iter();
    let left_out = left_out.map(|note| (Severity::Warning, note));
    let age = price::age(words, wizard).map(|age| (Severity::Hint, age));
    for (severity, note) in left_out.chain(age) {
        rows.extend(said::lines(scene, scene.columns, field::LEAD, severity, &note));
    }
    rows
}

fn part_line(scene: &Scene, columns: &Columns, lead: Strip, part: &Part) -> Line<'static> {
    let words = scene.words;
    let mut name = price::part_name(words, &part.kind);
    if part.estimate {
        name = format!("{name} {}", words.get("review.estimate"));
    }
    let list = price::part_list(words, part).unwrap_or_default();
    let cost = price::part_cost(words, part);
    columns.line(scene, lead, (&name, &list, &cost), scene.theme.plain, scene.theme.plain)
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
        mut strip: Strip,
        (name, list, cost): (&str, &str, &str),
        name_style: Style,
        style: Style,
    ) -> Line<'static> {
        strip.to(field::LEAD).column(name, self.name, name_style);
        if self.list > 0 {
            strip.column_right(list, self.list, scene.theme.dim);
        }
        strip.column_right(cost, self.cost, style);
        strip.line()
    }
}
