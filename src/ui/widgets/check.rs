//! One check as it is shown: its mark, what it is about, what was found and what to do.

use ratatui::style::Style;
use ratatui::text::Line;

use crate::domain::checkup::{Check, Said, Verdict};
use crate::ui::Scene;
use crate::ui::text::{cells, wrap};
use crate::ui::widgets::strip::Strip;
use crate::ui::words::Words;

/// A sentence in words.
pub fn said(words: Words, said: &Said) -> String {
    let values: Vec<(&str, &str)> =
        said.values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    words.fill(&said.key, &values)
}

/// The mark of a verdict and its style. Nothing of this blocks, so what failed is a warning.
fn mark(scene: &Scene, verdict: Verdict) -> (&'static str, Style) {
    match verdict {
        Verdict::Pass => ("✓", scene.theme.good),
        Verdict::Fail => ("~", scene.theme.warning),
        Verdict::Unknown => ("?", scene.theme.dim),
    }
}

/// What was found, and what to do where it did not pass.
pub fn sentence(words: Words, check: &Check) -> String {
    let detail = said(words, &check.detail);
    match &check.advice {
        Some(advice) if check.verdict == Verdict::Fail => {
            words.fill("doctor.both", &[("one", &detail), ("other", &said(words, advice))])
        }
        _ => detail,
    }
}

/// The lines of a check, its title in a column of `room` cells; each line begins after `lead`.
pub fn lines(scene: &Scene, check: &Check, lead: &Strip, room: usize) -> Vec<Line<'static>> {
    let theme = scene.theme;
    let (mark, style) = mark(scene, check.verdict);
    let indent = lead.used() + 2 + room + 2;
    let text = sentence(scene.words, check);
    let parts = wrap(&text, scene.columns.saturating_sub(indent));
    let style_of_text = if check.verdict == Verdict::Pass { theme.plain } else { style };
    parts
        .iter()
        .enumerate()
        .map(|(at, part)| {
            let mut strip = if at == 0 { lead.clone() } else { Strip::new(scene.columns) };
            if at == 0 {
                strip.push(mark, style).push(" ", theme.plain);
                strip.column(&said(scene.words, &check.title), room, theme.dim);
            }
            strip.to(indent).push(part, style_of_text);
            strip.line()
        })
        .collect()
}

/// The widest title of these checks.
pub fn room(scene: &Scene, checks: &[Check]) -> usize {
    let widest = checks.iter().map(|check| cells(&said(scene.words, &check.title))).max();
    widest.unwrap_or(0).min(scene.columns / 3)
}
