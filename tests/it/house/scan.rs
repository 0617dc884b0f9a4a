//! Reads Rust source just far enough to know which paths it names.

/// Keywords after which a path may begin with `::`.
const BEFORE: [&str; 11] =
    ["use", "in", "as", "return", "impl", "dyn", "for", "where", "else", "mut", "ref"];

/// One word or mark of the source, outside comments, strings and character literals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// An identifier, a number, `::`, or one mark.
    pub text: String,
    /// Counted from 1.
    pub line: usize,
}

/// A path as the source means it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its parts, a group expanded; `crate`, `self` and `super` are resolved to a first part `crate`.
    pub parts: Vec<String>,
    /// Where it begins, counted from 1.
    pub line: usize,
}

impl Named {
    /// Whether `sequence` stands in the path, part after part.
    pub fn holds(&self, sequence: &[&str]) -> bool {
        self.parts.windows(sequence.len()).any(|window| window == sequence)
    }
}

/// The words and marks of `source`. Comments, strings and character literals leave nothing.
pub fn tokens(source: &str) -> Vec<Token> {
    let letters: Vec<char> = source.chars().collect();
    let mut tokens = Vec::new();
    let (mut at, mut line) = (0, 1);
    while at < letters.len() {
        let next = past_silence(&letters, at);
        let end = next.unwrap_or_else(|| {
            let end = past_token(&letters, at);
            let raw = letters[at..end].starts_with(&['r', '#']);
            let text: String = letters[if raw { at + 2 } else { at }..end].iter().collect();
            tokens.push(Token { text, line });
            end
        });
        line += letters[at..end].iter().filter(|letter| **letter == '\n').count();
        at = end;
    }
    tokens
}

/// What stands between the quotes of each string of `source`, and its line.
pub fn texts(source: &str) -> Vec<(usize, String)> {
    let letters: Vec<char> = source.chars().collect();
    let mut texts = Vec::new();
    let (mut at, mut line) = (0, 1);
    while at < letters.len() {
        let string = past_string(&letters, at);
        let end = string
            .or_else(|| past_silence(&letters, at))
            .unwrap_or_else(|| past_token(&letters, at));
        let text: String = letters[at..end].iter().collect();
        line += text.matches('\n').count();
        if string.is_some()
            && let Some((_, inside)) = text.split_once('"')
        {
            let inside = inside.trim_end_matches('#');
            let first = line - text.matches('\n').count();
            texts.push((first, inside.strip_suffix('"').unwrap_or(inside).to_owned()));
        }
        at = end;
    }
    texts
}

/// The end of the blank, comment, string or character literal that begins at `at`, if one does.
fn past_silence(letters: &[char], at: usize) -> Option<usize> {
    let rest = &letters[at..];
    match rest {
        [blank, ..] if blank.is_whitespace() => Some(at + 1),
        ['/', '/', ..] => {
            Some(at + rest.iter().position(|letter| *letter == '\n').unwrap_or(rest.len()))
        }
        ['/', '*', ..] => Some(past_comment(letters, at)),
        ['\'', '\\', ..] => {
            // The escaped letter may itself be a quote, so the search begins after it.
            let close = rest.iter().skip(3).position(|letter| *letter == '\'');
            Some(at + close.map_or(rest.len(), |close| close + 4))
        }
        ['\'', _, '\'', ..] => Some(at + 3),
        _ => past_string(letters, at),
    }
}

fn past_comment(letters: &[char], start: usize) -> usize {
    let (mut at, mut depth) = (start, 0_usize);
    while at < letters.len() {
        match &letters[at..] {
            ['/', '*', ..] => (at, depth) = (at + 2, depth + 1),
            ['*', '/', ..] => (at, depth) = (at + 2, depth - 1),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

fn past_string(letters: &[char], start: usize) -> Option<usize> {
    let mut at = start;
    if let Some('b' | 'c') = letters.get(at) {
        at += 1;
    }
    let raw = letters.get(at) == Some(&'r');
    at += usize::from(raw);
    let fences = if raw { letters[at..].iter().take_while(|l| **l == '#').count() } else { 0 };
    at += fences;
    if letters.get(at) != Some(&'"') {
        return None;
    }
    at += 1;
    while at < letters.len() {
        match letters[at] {
            '\\' if !raw => at += 1,
            '"' if letters[at + 1..].iter().take(fences).filter(|l| **l == '#').count()
                == fences =>
            {
                return Some(at + 1 + fences);
            }
            _ => {}
        }
        at += 1;
    }
    Some(letters.len())
}

fn past_token(letters: &[char], at: usize) -> usize {
    let in_word = |letter: &&char| letter.is_alphanumeric() || **letter == '_';
    match &letters[at..] {
        [':', ':', ..] => at + 2,
        ['r', '#', rest @ ..] => at + 2 + rest.iter().take_while(in_word).count(),
        rest => at + rest.iter().take_while(in_word).count().max(1),
    }
}

/// Every path in `source`, a file whose module is `module` (`["ui", "frame"]` for src/ui/frame.rs).
pub fn paths(source: &str, module: &[&str]) -> Vec<Named> {
    let tokens = tokens(source);
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
    // Where we are: the modules open here, each with the depth of braces outside it.
    let mut open: Vec<(String, usize)> =
        module.iter().map(|name| ((*name).to_owned(), 0)).collect();
    let (mut at, mut depth, mut found) = (0, 0, Vec::new());
    while at < tokens.len() {
        match text(at) {
            "mod" if is_word(text(at + 1)) && text(at + 2) == "{" => {
                open.push((text(at + 1).to_owned(), depth));
                (at, depth) = (at + 3, depth + 1);
            }
            "{" => (at, depth) = (at + 1, depth + 1),
            "}" => {
                (at, depth) = (at + 1, depth.saturating_sub(1));
                // The file's own module stays open to its end.
                if open.len() > module.len() && open.last().is_some_and(|(_, at)| *at == depth) {
                    open.pop();
                }
            }
            word if is_word(word)
                && !BEFORE.contains(&word)
                && text(at.wrapping_sub(1)) != "::"
                && (text(at + 1) == "::" || text(at.wrapping_sub(1)) == "use") =>
            {
                let (line, mut trees) = (tokens[at].line, Vec::new());
                at = tree(&tokens, at, &[], &mut trees);
                found.extend(
                    trees.into_iter().map(|parts| Named { parts: home(parts, &open), line }),
                );
            }
            // `::tokio::spawn`, but not the middle of `Vec::<u8>::new` or `<T as A>::b`.
            "::" if !is_end(text(at.wrapping_sub(1))) => {
                let (line, mut trees) = (tokens[at].line, Vec::new());
                at = tree(&tokens, at + 1, &[], &mut trees).max(at + 1);
                found.extend(trees.into_iter().map(|parts| Named { parts, line }));
            }
            _ => at += 1,
        }
    }
    found
}

fn is_word(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_alphabetic() || letter == '_')
}

/// Whether a `::` after this goes on with a path that has already begun.
fn is_end(text: &str) -> bool {
    (is_word(text) && !BEFORE.contains(&text)) || [">", ")", "]", "}"].contains(&text)
}

/// Reads a path or a tree of paths; where it ends.
fn tree(tokens: &[Token], start: usize, stem: &[String], found: &mut Vec<Vec<String>>) -> usize {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
    let (mut at, mut parts) = (start, stem.to_vec());
    loop {
        match text(at) {
            "{" => {
                at += 1;
                while !matches!(text(at), "}" | "") {
                    at = if text(at) == "," {
                        at + 1
                    } else {
                        tree(tokens, at, &parts, found).max(at + 1)
                    };
                }
                return at + 1;
            }
            "*" => {
                parts.push("*".to_owned());
                at += 1;
                break;
            }
            word if is_word(word) => {
                parts.push(word.to_owned());
                at += 1;
                if text(at) != "::" {
                    break;
                }
                at += 1;
            }
            _ => break,
        }
    }
    if parts.len() > 1 && parts.last().is_some_and(|last| last == "self") {
        parts.pop();
    }
    if text(at) == "as" && is_word(text(at + 1)) {
        at += 2;
    }
    found.push(parts);
    at
}

/// Resolves `self` and `super` at the beginning of a path to `crate::…`.
fn home(parts: Vec<String>, open: &[(String, usize)]) -> Vec<String> {
    let ups = parts.iter().take_while(|part| *part == "super").count();
    let own = usize::from(parts.first().is_some_and(|part| part == "self"));
    if ups + own == 0 {
        return parts;
    }
    let stem = open.iter().take(open.len().saturating_sub(ups)).map(|(name, _)| name.clone());
    std::iter::once("crate".to_owned())
        .chain(stem)
        .chain(parts.into_iter().skip(ups + own))
        .collect()
}

#[cfg(test)]
mod check {
    use super::{paths, tokens};

    fn named(source: &str) -> Vec<String> {
        paths(source, &["ui", "frame"]).into_iter().map(|path| path.parts.join("::")).collect()
    }

    #[test]
    fn comments_strings_and_letters_leave_nothing() {
        let source =
            "a // b::c\n/* d /* e */ f */ \"g\\\" h\" r#\"i \" j\"# b\"k\" '\\'' 'l' 'm n r#type";
        let words: Vec<String> = tokens(source).into_iter().map(|token| token.text).collect();
        assert_eq!(words, ["a", "'", "m", "n", "type"]);
        assert_eq!(tokens("\"a\n\n\" b")[0].line, 3);
    }

    #[test]
    fn groups_are_expanded_and_inline_paths_are_seen() {
        assert_eq!(
            named("pub use crate::{app::{self, wizard::Wizard as W}, domain::*}; x"),
            ["crate::app", "crate::app::wizard::Wizard", "crate::domain::*"]
        );
        assert_eq!(named("let x = crate::api::send(&y.z);"), ["crate::api::send"]);
        assert_eq!(named("Vec::<crate::tui::A>::new()"), ["Vec", "crate::tui::A"]);
        assert_eq!(named("use tokio; use ::reqwest::Client;"), ["tokio", "reqwest::Client"]);
        assert_eq!(named("<T as a::B>::c::d()"), ["a::B"]);
        assert_eq!(named("#[tokio::main] fn f() {}"), ["tokio::main"]);
        assert_eq!(named("#[doc = \"crate::tui\"] fn f() {} // crate::tui::x"), [""; 0]);
    }

    #[test]
    fn super_is_followed_out_of_its_room() {
        assert_eq!(named("use super::text;"), ["crate::ui::text"]);
        assert_eq!(named("use super::super::app::X;"), ["crate::app::X"]);
        assert_eq!(named("use self::inner::X;"), ["crate::ui::frame::inner::X"]);
        assert_eq!(
            named("mod tests { use super::*; fn f() {} } use super::Y;"),
            ["crate::ui::frame::*", "crate::ui::Y"]
        );
    }
}
