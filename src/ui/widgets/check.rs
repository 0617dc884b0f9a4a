//! One check as it is shown: its mark, what it is about, what was found and what to do.

use ratatui::style::Style;
use ratatui::text::Line;

use crate::domain::checkup::{Check, Verdict};
use crate::ui::Scene;
use crate::ui::text::{cells, wrap};
use crate::ui::widgets::strip::Strip;
use crate::ui::words::Words;

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
    let detail = words.said(&check.detail);
    match &check.advice {
        Some(advice) if check.verdict == Verdict::Fail => {
            words.fill("doctor.both", &[("one", &detail), ("other", &words.said(advice))])
        }
        _ => detail,
    }
}

/// The lines of a check, its title in a column of `room` cells; each line begins after `lead`.
pub fn lines(scene: &Scene, check: &Check, lead: &Strip, room: usize) -> Vec<Line<'static>> {
    let theme = scene.theme;
    let (mark, of_mark) = mark(scene, check.verdict);
    let indent = lead.used() + 2 + room + 2;
    let text = sentence(scene.words, check);
    let parts = wrap(&text, scene.columns.saturating_sub(indent));
    let style = if check.verdict == Verdict::Fail { theme.strong } else { theme.plain };
    parts
        .iter()
        .enumerate()
        .map(|(at, part)| {
            let mut strip = if at == 0 { lead.clone() } else { Strip::new(scene.columns) };
            if at == 0 {
                strip.push(mark, of_mark).push(" ", theme.plain);
                strip.column(&scene.words.said(&check.title), room, theme.plain);
            }
            strip.to(indent).push(part, style);
            strip.line()
        })
        .collect()
}

/// The widest title of these checks.
pub fn room(scene: &Scene, checks: &[Check]) -> usize {
    let widest = checks.iter().map(|check| cells(&scene.words.said(&check.title))).max();
    widest.unwrap_or(0).min(scene.columns / 3)
}
