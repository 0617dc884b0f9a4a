//! Help: what a question asks, how it is answered, and what can be typed everywhere.

use crate::app::steps;
use crate::domain::field::FieldId;
use crate::plain::command::{About, Question};
use crate::plain::talk::{Spoken, Talk};
use crate::ui::widgets::field;
use crate::ui::words::Words;

/// What can be typed at every question; their words are `plain_command.<name>`.
const EVERYWHERE: [&str; 12] = [
    "enter", "help", "back", "next", "step", "none", "fix", "price", "reload", "save", "export",
    "quit",
];

/// A sentence about a field. Where the one of the screen speaks of keys, there is another.
fn about(words: Words, table: &str, name: &str) -> String {
    let own = format!("plain_{table}.{name}");
    let text = words.get(&own);
    let text = if text == own.as_str() { words.get(&format!("{table}.{name}")) } else { text };
    text.into_owned()
}

/// The help of a field in two lengths.
pub(super) fn of_field(words: Words, id: FieldId) -> [String; 2] {
    [about(words, "help", id.name()), about(words, "help_long", id.name())]
}

impl Talk<'_> {
    /// Says what a question is about.
    pub(super) fn help(&mut self, question: &Question) -> Spoken<()> {
        let words = self.words();
        match question.about {
            About::Field(id) => {
                let [short, long] = of_field(words, id);
                let api_name = field::api_name(&self.scene(), id);
                self.say_pair(&words.field(id), &short)?;
                self.say(&long)?;
                if !api_name.is_empty() {
                    self.say_pair(&words.get("help_overlay.api_name"), api_name)?;
                }
            }
            About::Cell(list, cell) => {
                let name = words.get(&format!("item.{cell}"));
                self.say_pair(&name, &about(words, "item_help", cell))?;
                let key = format!("item_help_long.{cell}");
                let long = words.get(&key);
                if long != key.as_str() {
                    self.say(&long)?;
                }
                let api_name = steps::item_api_name(list, cell);
                if !api_name.is_empty() {
                    self.say_pair(&words.get("help_overlay.api_name"), api_name)?;
                }
            }
            About::Words(key) => self.say_words(key)?,
        }
        self.say_words(question.how)?;
        for name in EVERYWHERE {
            self.say_words(&format!("plain_command.{name}"))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator as _;

    use super::*;
    use crate::domain::language::Language;

    #[test]
    fn no_help_speaks_of_keys_that_nobody_presses_here() {
        let keys = [
            "Ctrl-",
            "Esc",
            "Space",
            "Tab",
            "F1",
            "F2",
            "F3",
            "F4",
            "→",
            "←",
            "Left and right",
            "空格勾选",
            "空格选",
            "方向键",
            "dimmed",
            "highlighted",
            "变暗",
            "变灰",
            "按 /",
            "按 F",
        ];
        for language in [Language::En, Language::ZhCn] {
            for id in FieldId::iter() {
                for text in of_field(Words(language), id) {
                    let named = keys.iter().find(|key| text.contains(**key));
                    assert_eq!(named, None, "{id:?}: {text}");
                }
            }
        }
    }
}
