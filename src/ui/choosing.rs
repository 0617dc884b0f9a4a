//! What helps to choose a spec besides its table: the grammar of its filter, the comparison, and what
//! to take instead of what cannot be bought.

pub mod compare;
pub mod instead;

use crate::app::wizard::Screen;
use crate::domain::field::FieldId;
use crate::ui::Scene;

/// The words of the filter, each with its sentence, `filter_word.<name>` and `filter_says.<name>`.
const GRAMMAR: [&str; 7] = ["shape", "part", "least", "price", "kind", "name", "all"];

/// What the filter of the spec table understands, each word with what it means; nothing elsewhere.
pub fn grammar(scene: &Scene) -> Vec<(String, String)> {
    let wizard = scene.wizard;
    let here = wizard.screen == Screen::Form && wizard.aside.is_none();
    if !here || wizard.focused() != FieldId::Spec {
        return Vec::new();
    }
    let word = |table: &str, name: &str| scene.words.get(&format!("{table}.{name}")).into_owned();
    GRAMMAR.iter().map(|name| (word("filter_word", name), word("filter_says", name))).collect()
}
