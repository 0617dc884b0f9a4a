//! Limits of typed texts: names, host names, passwords, and the shapes of ids.
//!
//! Every scan is linear in the text and looks at each character once. Texts other than passwords are
//! judged without the blanks around them.

use super::{
    HOSTNAME_MAX, HOSTNAME_MIN, NAME_MAX, PASSWORD_ABSOLUTE_MAX, PASSWORD_MAX, PASSWORD_MIN,
    PASSWORD_MORE_SYMBOLS, PASSWORD_SYMBOLS, Verdict,
};

/// The ranges of the script Han (Unicode 15, `\p{Han}`).
const HAN: [(char, char); 21] = [
    ('\u{2e80}', '\u{2e99}'),
    ('\u{2e9b}', '\u{2ef3}'),
    ('\u{2f00}', '\u{2fd5}'),
    ('\u{3005}', '\u{3005}'),
    ('\u{3007}', '\u{3007}'),
    ('\u{3021}', '\u{3029}'),
    ('\u{3038}', '\u{303b}'),
    ('\u{3400}', '\u{4dbf}'),
    ('\u{4e00}', '\u{9fff}'),
    ('\u{f900}', '\u{fa6d}'),
    ('\u{fa70}', '\u{fad9}'),
    ('\u{16fe2}', '\u{16fe3}'),
    ('\u{16ff0}', '\u{16ff1}'),
    ('\u{20000}', '\u{2a6df}'),
    ('\u{2a700}', '\u{2b739}'),
    ('\u{2b740}', '\u{2b81d}'),
    ('\u{2b820}', '\u{2cea1}'),
    ('\u{2ceb0}', '\u{2ebe0}'),
    ('\u{2f800}', '\u{2fa1d}'),
    ('\u{30000}', '\u{3134a}'),
    ('\u{31350}', '\u{323af}'),
];

/// Whether a character is Chinese: of the script Han, ideographs and their marks.
pub fn is_han(character: char) -> bool {
    HAN.iter().any(|&(first, last)| (first..=last).contains(&character))
}

/// Full-width signs as the ordinary ones.
pub(super) fn plain(text: &str) -> String {
    let ordinary = |c: char| match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    text.chars().map(ordinary).collect()
}

/// The nearest text of such characters: full-width signs made ordinary, what cannot stand first left
/// out, each run of anything else one `-`, at most `most` characters. `None` where nothing is left.
pub(super) fn cleaned(
    text: &str,
    first: impl Fn(char) -> bool,
    allowed: impl Fn(char) -> bool,
    most: usize,
) -> Option<String> {
    let text = plain(text);
    let mut cleaned = String::new();
    for c in text.trim().trim_start_matches(|c| !first(c)).chars().take(most) {
        if allowed(c) {
            cleaned.push(c);
        } else if !cleaned.ends_with('-') {
            cleaned.push('-');
        }
    }
    cleaned.truncate(cleaned.trim_end_matches(['-', ' ']).len());
    Some(cleaned).filter(|cleaned| !cleaned.is_empty())
}

/// Judges the characters of an instance name (limits.md `name.charset`): empty, or a letter, then
/// letters, digits, Chinese, `- _ / .` and blanks; unusual when Chinese stands first.
pub fn name_charset(name: &str) -> Verdict {
    let mut characters = name.trim().chars();
    let first = match characters.next() {
        None => Verdict::Fine,
        Some(first) if first.is_ascii_alphabetic() => Verdict::Fine,
        Some(first) if is_han(first) => Verdict::Unusual,
        Some(_) => Verdict::Refused,
    };
    if characters.all(in_name) { first } else { Verdict::Refused }
}

fn in_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || is_han(c) || matches!(c, '_' | '/' | '.' | ' ' | '-')
}

/// The nearest valid instance name of at most `most` characters; `None` where nothing valid is left.
pub fn name_cleaned(name: &str, most: usize) -> Option<String> {
    cleaned(name, |c| c.is_ascii_alphabetic() || is_han(c), in_name, most)
}

/// Whether an instance name is short enough (limits.md `name.len`).
pub fn name_length(name: &str) -> bool {
    name.trim().chars().count() <= NAME_MAX
}

/// Characters that the number behind a batch's names takes: `-` and as many digits as the count has;
/// 0 for a single instance (limits.md `name.batch`, `host.batch`; contract.md §12).
pub fn batch_suffix_len(count: u32) -> usize {
    if count > 1 { 1 + count.to_string().len() } else { 0 }
}

/// Whether a host name's characters are allowed (limits.md `host.charset`): empty, or small letters
/// and digits in runs joined by a single `- _ / .`, a letter first.
pub fn hostname_charset(hostname: &str) -> bool {
    let hostname = hostname.trim();
    hostname.is_empty()
        || hostname.starts_with(|first: char| first.is_ascii_lowercase())
            && hostname.split(['-', '_', '/', '.']).all(|run| {
                !run.is_empty()
                    && run.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
            })
}

/// Whether a host name has a length allowed (limits.md `host.len`); an empty one has.
pub fn hostname_length(hostname: &str) -> bool {
    let length = hostname.trim().chars().count();
    length == 0 || (HOSTNAME_MIN..=HOSTNAME_MAX).contains(&length)
}

/// Whether a host name does without `_` and `/`, which are not valid in DNS (limits.md `host.special`).
pub fn hostname_portable(hostname: &str) -> bool {
    !hostname.contains(['_', '/'])
}

/// The nearest valid host name of at most `most` characters: lower case, each run of other characters
/// one `-` (or its leading dot), none at the ends. `None` where nothing valid is left.
pub fn hostname_cleaned(hostname: &str, most: usize) -> Option<String> {
    let lower = plain(hostname).trim().to_ascii_lowercase();
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let mut cleaned = String::new();
    for c in lower.trim_start_matches(|c: char| !c.is_ascii_lowercase()).chars().take(most) {
        if allowed(c) {
            cleaned.push(c);
        } else if cleaned.ends_with(allowed) {
            cleaned.push(if c == '.' { '.' } else { '-' });
        }
    }
    cleaned.truncate(cleaned.trim_end_matches(['-', '.']).len());
    let valid = !cleaned.is_empty() && hostname_charset(&cleaned) && hostname_length(&cleaned);
    valid.then_some(cleaned)
}

/// Judges the length of a password (limits.md `pass.len`).
pub fn password_length(password: &str) -> Verdict {
    match password.chars().count() {
        PASSWORD_MIN..=PASSWORD_MAX => Verdict::Fine,
        length if length > PASSWORD_MAX && length <= PASSWORD_ABSOLUTE_MAX => Verdict::Unusual,
        _ => Verdict::Refused,
    }
}

/// Judges the kinds of character in a password (limits.md `pass.classes`): a letter, a digit and a
/// safe symbol; unusual with three of upper case, lower case, digit and any symbol.
pub fn password_classes(password: &str) -> Verdict {
    let ticks = password_ticks(password);
    let has = |class: fn(&char) -> bool| password.chars().any(|c| class(&c));
    let classes = [
        has(char::is_ascii_uppercase),
        has(char::is_ascii_lowercase),
        has(char::is_ascii_digit),
        has(char::is_ascii_punctuation),
    ];
    if ticks.letter && ticks.digit && ticks.symbol {
        Verdict::Fine
    } else if classes.into_iter().filter(|&present| present).count() >= 3 {
        Verdict::Unusual
    } else {
        Verdict::Refused
    }
}

/// Judges the characters of a password (limits.md `pass.charset`).
pub fn password_charset(password: &str) -> Verdict {
    let safe = |c: char| c.is_ascii_alphanumeric() || PASSWORD_SYMBOLS.contains(c);
    if password.chars().all(safe) {
        Verdict::Fine
    } else if password.chars().all(|c| safe(c) || PASSWORD_MORE_SYMBOLS.contains(c)) {
        Verdict::Unusual
    } else {
        Verdict::Refused
    }
}

/// What a password has so far, to be ticked off while it is typed (limits.md `pass.meter`). Tells
/// nothing else about it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is one tick on the screen")]
pub struct PasswordTicks {
    /// 8 to 16 characters.
    pub length: bool,
    /// A letter.
    pub letter: bool,
    /// A digit.
    pub digit: bool,
    /// One of `!@#$%^*()`.
    pub symbol: bool,
    /// Nothing but letters, digits and those symbols; false while empty.
    pub only_safe: bool,
}

/// Ticks off a password.
pub fn password_ticks(password: &str) -> PasswordTicks {
    PasswordTicks {
        length: password_length(password) == Verdict::Fine,
        letter: password.contains(|c: char| c.is_ascii_alphabetic()),
        digit: password.contains(|c: char| c.is_ascii_digit()),
        symbol: password.contains(|c: char| PASSWORD_SYMBOLS.contains(c)),
        only_safe: !password.is_empty() && password_charset(password) == Verdict::Fine,
    }
}

/// Whether a zone name has the usual shape, such as `cn-bj-a` (limits.md `zone.format`).
pub fn zone_format(zone: &str) -> bool {
    let small = |text: &str| text.bytes().all(|byte| byte.is_ascii_lowercase());
    let parts: Vec<&str> = zone.split('-').collect();
    match parts.as_slice() {
        [country, region, letter] => {
            country.len() == 2
                && !region.is_empty()
                && letter.len() == 1
                && [country, region, letter].into_iter().all(|part| small(part))
        }
        _ => false,
    }
}

/// Whether a spec name has the usual shape, such as `bcc.g5.c2m8` (limits.md `spec.format`).
pub fn spec_format(spec: &str) -> bool {
    let mut parts = spec.split('.');
    let kind = matches!(parts.next(), Some("bcc" | "ebc" | "ehc" | "bbc"));
    let family = parts.next().is_some_and(|family| is_word(family, ""));
    let mut sizes = parts.peekable();
    kind && family && sizes.peek().is_some() && sizes.all(|size| is_word(size, "-"))
}

/// Whether an image id has the usual shape, such as `m-nky7qeom` (limits.md `image.required`).
pub fn image_id_format(id: &str) -> bool {
    id.strip_prefix("m-").is_some_and(|rest| is_word(rest, "-_"))
}

/// Whether a key pair's id has the usual shape, such as `k-Bo5zQ1xw` (limits.md `key.listed`).
pub fn key_pair_id_format(id: &str) -> bool {
    id.strip_prefix("k-").is_some_and(|rest| is_word(rest, ""))
}

/// Letters, digits and the marks of `more`, at least one.
fn is_word(text: &str, more: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(c))
}
