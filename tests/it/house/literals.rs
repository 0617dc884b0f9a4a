//! That no sentence for people stands in the code: sentences are in the locale files.

use super::scan;

/// English words in a row from which on a literal is a sentence.
const WORDS: usize = 4;

/// Files, and rooms, whose literals may be sentences, each with its reason.
const ALLOWED: [(&str, &str); 7] = [
    ("src/runtime/panics/report.rs", "a report for those who mend the program"),
    ("src/sandbox/", "the sandbox answers as the cloud does, in English"),
    (
        "src/api/",
        "details of an answer, quoted to support beside the sentence of its kind; the log",
    ),
    ("src/app/keymap.rs", "faults of the program's own keymap"),
    ("src/domain/fault/table.rs", "faults of the program's own table of errors"),
    ("src/domain/rules/limits/texts.rs", "the reason of an attribute"),
    ("src/runtime/journal.rs", "what is written to see whether a folder can be written to"),
];

/// The faults of one file under src.
pub fn faults(path: &str, source: &str) -> Vec<String> {
    if path.ends_with("/tests.rs") || ALLOWED.iter().any(|(room, _)| path.starts_with(room)) {
        return Vec::new();
    }
    let source = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let sentences = scan::texts(source).into_iter().filter(|(_, text)| is_sentence(text));
    sentences.map(|(line, text)| format!("{path}:{line}: {text}")).collect()
}

/// Whether a text has several English words in a row.
fn is_sentence(text: &str) -> bool {
    let word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_alphabetic());
    let mut row = 0;
    text.split_whitespace().any(|part| {
        let part = part.trim_matches([',', ':', ';', '.', '(', ')', '!', '?', '\'']);
        row = if word(part) { row + 1 } else { 0 };
        row >= WORDS
    })
}
