//! Text from outside, made fit for a terminal.

/// The text without control characters.
pub fn clean(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}
