//! What helps to choose a spec besides its table: the grammar of its filter, the comparison, and what
//! to take instead of what cannot be bought.

pub mod compare;
pub mod instead;

use crate::domain::field::FieldId;
use crate::ui::Scene;
use crate::ui::text::cells;
use crate::ui::widgets::boxed::Boxed;
use crate::ui::widgets::strip::Strip;

/// The words of the filter, each with its sentence, `filter_word.<name>` and `filter_says.<name>`.
const GRAMMAR: [&str; 7] = ["shape", "part", "least", "price", "kind", "name", "all"];

/// What the filter understands, in the help of the spec table.
pub fn grammar(scene: &Scene, boxed: &mut Boxed) {
    if scene.wizard.focused() != FieldId::Spec {
        return;
    }
    let (theme, words) = (scene.theme, scene.words);
    let word = |name: &str| words.get(&format!("filter_word.{name}"));
    boxed.body.gap();
    boxed.say(scene, &words.get("filter_help.title"), theme.strong);
    let columns = Boxed::columns(scene);
    let widest = GRAMMAR.iter().map(|name| cells(&word(name))).max().unwrap_or(0);
    let width = widest.min(columns / 2);
    for name in GRAMMAR {
        let says = words.get(&format!("filter_says.{name}"));
        let room = columns.saturating_sub(width + 2);
        for (at, line) in crate::ui::text::wrap(&says, room).iter().enumerate() {
            let mut strip = Strip::new(columns);
            let word = if at == 0 { word(name) } else { "".into() };
            strip.column(&word, width, theme.key).push("  ", theme.plain).push(line, theme.plain);
            boxed.body.push(strip.line());
        }
    }
}
