//! The report of a panic: all that helps to find the fault, and no secret.

use std::backtrace::Backtrace;
use std::env;
use std::fmt::Write as _;
use std::io;
use std::panic::PanicHookInfo;
use std::path::PathBuf;

use jiff::Timestamp;

use crate::api::exchange::{REDACTED, is_secret};
use crate::domain::language::Language;
use crate::files;

/// A secret of fewer characters would be found in every second word; none in use is as short.
const SHORTEST_SECRET: usize = 6;
/// A word of more characters is no word of a sentence.
const LONGEST_WORD: usize = 24;
/// Digits of a number that may be an index or a count; keys and tokens have more.
const LONGEST_NUMBER: usize = 9;
/// Characters of a variable of the environment that are told.
const LONGEST_VARIABLE: usize = 40;

/// Where it happened.
pub fn place(panic: &PanicHookInfo<'_>) -> String {
    panic.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string)
}

/// The whole report.
pub fn text(
    panic: &PanicHookInfo<'_>,
    secrets: &[&str],
    order: Option<&str>,
    language: Language,
) -> String {
    let thread = std::thread::current();
    let lines = [
        ("version", env!("CARGO_PKG_VERSION").to_owned()),
        ("platform", format!("{} {}", env::consts::OS, env::consts::ARCH)),
        ("terminal", terminal()),
        ("language", language.tag().to_owned()),
        ("time", format!("{:.0}", Timestamp::now())),
        ("process", std::process::id().to_string()),
        ("thread", thread.name().unwrap_or("without a name").to_owned()),
        ("place", place(panic)),
        ("message", message(panic)),
        ("order", order.unwrap_or("none under way").to_owned()),
    ];
    let mut text = "bcc-wizard met a fault of its own.\n\n".to_owned();
    for (name, value) in lines {
        // A report is written whatever happens, and a string takes everything.
        let _ = writeln!(text, "{name:9} {value}");
    }
    let _ = write!(text, "\nbacktrace\n{}", Backtrace::force_capture());
    struck(text, secrets)
}

/// Writes the report to a file of its own in the state folder.
pub fn keep(text: &str) -> io::Result<PathBuf> {
    let folder = files::state_folder().ok_or(io::ErrorKind::NotFound)?;
    let time = Timestamp::now().strftime("%Y%m%dT%H%M%SZ");
    let path = folder.join(format!("panic-{time}-{}.txt", std::process::id()));
    files::make_folder(&folder)?;
    files::replace(&path, text.as_bytes())?;
    Ok(path)
}

fn terminal() -> String {
    let mut said = Vec::new();
    for name in ["TERM", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "COLORTERM", "LC_ALL", "LANG"] {
        if let Some(value) = env::var_os(name) {
            let value: String = value.to_string_lossy().chars().take(LONGEST_VARIABLE).collect();
            said.push(format!("{name}={}", value.escape_debug()));
        }
    }
    if let Ok(size) = rustix::termios::tcgetwinsize(rustix::stdio::stdout()) {
        said.push(format!("{}x{}", size.ws_col, size.ws_row));
    }
    said.join(" ")
}

/// What the panic says. A text of the program itself stands as it is; one that was made while it ran may
/// hold anything, so only what reads like a sentence of a program is left of it.
fn message(panic: &PanicHookInfo<'_>) -> String {
    if let Some(fixed) = panic.payload().downcast_ref::<&'static str>() {
        return (*fixed).to_owned();
    }
    let made = panic.payload().downcast_ref::<String>();
    made.map_or_else(|| "not a text".to_owned(), |made| plain_words(made))
}

/// The text without the secrets that are known.
fn struck(mut text: String, secrets: &[&str]) -> String {
    for secret in secrets.iter().filter(|secret| secret.chars().count() >= SHORTEST_SECRET) {
        text = text.replace(secret, REDACTED);
    }
    text
}

/// A sentence with everything left out that may be a value of somebody's: what stands in quotes, what
/// follows a name like `password`, and every word that is not made of letters or a small number.
pub(super) fn plain_words(text: &str) -> String {
    let mut told: Vec<&str> = Vec::new();
    let (mut within, mut named) = (false, false);
    for word in text.split_whitespace() {
        let quotes = word.matches('"').count();
        let inside = within || quotes > 0;
        within ^= quotes % 2 == 1;
        // `password: x`, `secret_key = x`: the name, perhaps a sign, then the value.
        let sign = matches!(word, "=" | ":" | "is");
        let open = !inside && (sign || (!named && is_plain(word)));
        named = is_secret(word) || (named && sign);
        let shown = if open { word } else { REDACTED };
        if told.last() != Some(&REDACTED) || shown != REDACTED {
            told.push(shown);
        }
    }
    told.join(" ")
}

/// Whether a word may stand in a sentence of a program: letters, a path of names, a small number or range.
fn is_plain(word: &str) -> bool {
    let inner = word.trim_matches(|c: char| "`'()[]{},.:;!?<>&".contains(c));
    let names = |part: &str| {
        part.chars().count() <= LONGEST_WORD
            && part.chars().all(|c| c.is_ascii_alphabetic() || c == '_')
    };
    let number =
        |part: &str| part.len() <= LONGEST_NUMBER && part.chars().all(|c| c.is_ascii_digit());
    let call = inner.trim_end_matches(['(', ')']);
    inner.split("::").flat_map(|part| part.split(['<', '>', '(', ')'])).all(names)
        || call.split("::").all(names)
        || inner.split("..").all(number)
        || matches!(inner, "=" | "==" | "!=" | "-" | "+" | "*" | "/")
}

#[cfg(test)]
mod tests {
    use super::{plain_words, struck};

    #[test]
    fn what_programs_say_stays_readable() {
        for said in [
            "index out of bounds: the len is 3 but the index is 5",
            "called `Option::unwrap()` on a `None` value",
            "range end index 12 out of range for slice of length 4",
            "RefCell already borrowed",
            "cannot start a runtime from within a runtime",
        ] {
            assert_eq!(plain_words(said), said);
        }
    }

    #[test]
    fn what_may_be_a_value_is_left_out() {
        for (said, told) in [
            (
                "called `Result::unwrap()` on an `Err` value: \"no key Kx7!vQ2#mZ9 here\"",
                "called `Result::unwrap()` on an `Err` value: [redacted]",
            ),
            ("the password Hidden7!word is short", "the password [redacted] is short"),
            ("password: correcthorse", "password: [redacted]"),
            ("secret_key = abcdefgh and more", "secret_key = [redacted] and more"),
            ("signed with sandbox-secret-key-0000000000001", "signed with [redacted]"),
            ("0123456789abcdef0123456789abcdef", "[redacted]"),
            ("id 1234567890123", "id [redacted]"),
            (
                "byte index 1 is not a char boundary; it is inside '密' (bytes 0..3) of `密码`",
                "byte index 1 is not a char boundary; it is inside [redacted] (bytes 0..3) of [redacted]",
            ),
            ("{\"adminPass\":\"x y\",\"a\":1} left", "[redacted] left"),
        ] {
            assert_eq!(plain_words(said), told, "{said}");
        }
    }

    #[test]
    fn known_secrets_are_struck_out_and_short_ones_spoil_nothing() {
        let text = "a correcthorse at a place".to_owned();
        assert_eq!(struck(text, &["correcthorse", "a", ""]), "a [redacted] at a place");
    }
}
