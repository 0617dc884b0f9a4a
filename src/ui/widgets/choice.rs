//! A few choices side by side; the chosen one in brackets and always in sight.

use crate::app::mouse::Target;
use crate::ui::Scene;
use crate::ui::text::{cells, cut};
use crate::ui::widgets::strip::Strip;

/// Cells of the marks that say there is more to the left or right.
const MARK: usize = 2;

/// Puts the choices into the rest of a line. A click on one means what `aim` says of it; on the mark that
/// there are more, the first of those.
pub fn push(
    strip: &mut Strip,
    scene: &Scene,
    labels: &[String],
    chosen: Option<usize>,
    focused: bool,
    aim: &dyn Fn(usize) -> Target,
) {
    let theme = scene.theme;
    // One that fills the whole room stands there alone, without a mark that would cut it.
    let alone = chosen
        .and_then(|at| labels.get(at))
        .filter(|label| cells(label) + 2 + 2 * MARK > strip.left() && labels.len() > 1);
    if let Some(label) = alone {
        let style = if focused { theme.chosen } else { theme.strong };
        let label = cut(label, strip.left().saturating_sub(2));
        strip.push("[", style).push(&label, style).push("]", style);
        return;
    }
    let range = seen(labels, chosen.unwrap_or(0), strip.left());
    if range.start > 0 {
        let start = strip.used();
        strip.push("‹ ", theme.dim).aim(start, aim(range.start - 1));
    }
    let end = range.end;
    for (at, label) in labels.iter().enumerate().take(end).skip(range.start) {
        let style = match (chosen == Some(at), focused) {
            (true, true) => theme.chosen,
            (true, false) => theme.strong,
            (false, true) => theme.plain,
            (false, false) => theme.dim,
        };
        let (open, close) = if chosen == Some(at) { ("[", "]") } else { (" ", " ") };
        let start = strip.used();
        strip.push(open, style).push(label, style).push(close, style).aim(start, aim(at));
        strip.push(" ", theme.plain);
    }
    if end < labels.len() {
        let start = strip.used();
        strip.push("›", theme.dim).aim(start, aim(end));
    }
}

/// Which of the choices are seen in `room` cells: from the first one on, or so many later that the
/// chosen one fits.
fn seen(labels: &[String], chosen: usize, room: usize) -> std::ops::Range<usize> {
    let width = |from: usize, to: usize| -> usize {
        labels.get(from..to).unwrap_or_default().iter().map(|label| cells(label) + 3).sum()
    };
    if width(0, labels.len()) <= room + 1 {
        return 0..labels.len();
    }
    let room = room.saturating_sub(2 * MARK);
    let chosen = chosen.min(labels.len().saturating_sub(1));
    let start = (0..=chosen).find(|start| width(*start, chosen + 1) <= room).unwrap_or(chosen);
    let more = (chosen + 1..labels.len()).take_while(|end| width(start, end + 1) <= room).count();
    start..chosen + 1 + more
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chosen_one_is_always_seen() {
        let labels: Vec<String> = (1..=12).map(|n| format!("choice{n}")).collect();
        for room in 0..140 {
            for chosen in 0..labels.len() {
                assert!(seen(&labels, chosen, room).contains(&chosen), "{chosen} in {room}");
            }
        }
        assert_eq!(seen(&labels, 3, 200), 0..12);
        assert_eq!(seen(&[], 0, 10), 0..0);
    }
}
