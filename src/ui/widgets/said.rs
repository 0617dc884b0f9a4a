//! A sentence behind a mark that says how grave it is. The mark bears the colour; the sentence is read
//! without it.

use ratatui::style::Style;
use ratatui::text::Line;

use crate::domain::problem::Severity;
use crate::ui::Scene;
use crate::ui::text::{cells, clean, wrap};
use crate::ui::told::Weight;
use crate::ui::widgets::strip::Strip;

/// A mark and its style.
pub type Mark = (&'static str, Style);

/// The mark of a severity. Without its colour the mark alone tells them apart.
pub fn mark(scene: &Scene, severity: Severity) -> Mark {
    match severity {
        Severity::Error => ("!", scene.theme.error),
        Severity::Warning => ("~", scene.theme.warning),
        Severity::Hint => ("·", scene.theme.dim),
    }
}

/// The mark of what went well.
pub fn good(scene: &Scene) -> Mark {
    ("✓", scene.theme.good)
}

/// The style of the words behind the mark of a severity.
pub fn style(scene: &Scene, severity: Severity) -> Style {
    match severity {
        Severity::Error => scene.theme.error,
        Severity::Warning => scene.theme.strong,
        Severity::Hint => scene.theme.plain,
    }
}

/// A sentence behind its mark, wrapped under itself in lines of `columns`, after `lead` blanks.
pub fn marked(
    columns: usize,
    lead: usize,
    (mark, of_mark): Mark,
    text: &str,
    style: Style,
) -> Vec<Line<'static>> {
    let indent = lead + cells(mark) + 1;
    wrap(&clean(text), columns.saturating_sub(indent))
        .iter()
        .enumerate()
        .map(|(at, part)| {
            let mut strip = Strip::new(columns);
            strip.to(lead);
            if at == 0 {
                strip.push(mark, of_mark);
            }
            strip.to(indent).push(part, style);
            strip.line()
        })
        .collect()
}

/// The same for a severity.
pub fn lines(
    scene: &Scene,
    columns: usize,
    lead: usize,
    severity: Severity,
    text: &str,
) -> Vec<Line<'static>> {
    marked(columns, lead, mark(scene, severity), text, style(scene, severity))
}

/// A sentence by its weight: what is grave, good to know or good news behind its mark, anything else from
/// the edge.
pub fn weighed(
    scene: &Scene,
    columns: usize,
    lead: usize,
    text: &str,
    weight: Weight,
) -> Vec<Line<'static>> {
    let severe = |severity| lines(scene, columns, lead, severity, text);
    match weight {
        Weight::Error => severe(Severity::Error),
        Weight::Warning => severe(Severity::Warning),
        Weight::Hint => severe(Severity::Hint),
        Weight::Good => marked(columns, lead, good(scene), text, scene.theme.plain),
        Weight::Plain | Weight::Strong => {
            let style = scene.theme.weight(weight);
            let part = |part: &String| {
                let mut strip = Strip::new(columns);
                strip.to(lead).push(part, style);
                strip.line()
            };
            wrap(&clean(text), columns.saturating_sub(lead)).iter().map(part).collect()
        }
    }
}
