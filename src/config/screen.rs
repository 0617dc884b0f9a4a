//! What the terminal can show and how it is spoken to: flags, variables, and guesses from `TERM` and
//! the locale.

use super::{ConfigError, Flags, Origin, Read, Setting, variable};
use crate::domain::language::Language;

/// The variable for the cells of characters of ambiguous width.
pub const AMBIGUOUS_WIDTH: &str = "BCC_AMBIGUOUS_WIDTH";
/// The terminal's kind.
const TERM: &str = "TERM";
/// The program around the terminal, where it says its name.
const TERM_PROGRAM: &str = "TERM_PROGRAM";
/// Where the system says which characters there are, in the order it is asked.
const CHARACTERS: [&str; 3] = ["LC_ALL", "LC_CTYPE", "LANG"];

/// How the screen is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Screen {
    /// Nothing but ASCII is drawn: `--ascii`, `TERM=linux`, or a locale whose characters are not UTF-8.
    pub ascii: Setting<bool>,
    /// Characters of ambiguous width take two cells: `--ambiguous-width`, `BCC_AMBIGUOUS_WIDTH`, or
    /// guessed from the locale.
    pub wide: Setting<bool>,
    /// Clicks and the wheel are listened to: unless `--no-mouse`.
    pub mouse: Setting<bool>,
    /// Questions line by line instead of a screen: `--plain`, or `TERM=dumb`.
    pub plain: Setting<bool>,
}

impl Screen {
    /// Gathers and judges.
    pub(super) fn load(flags: &Flags, read: Read<'_>) -> Result<Self, ConfigError> {
        Ok(Self {
            ascii: ascii(flags, read),
            wide: wide(flags, read)?,
            mouse: switched(flags.no_mouse, "--no-mouse", false),
            plain: plain(flags, read),
        })
    }
}

/// A setting that a flag moves away from its default.
fn switched(flag: bool, name: &'static str, value: bool) -> Setting<bool> {
    if flag {
        return Setting { value, origin: Origin::Flag(name) };
    }
    Setting { value: !value, origin: Origin::Default }
}

fn plain(flags: &Flags, read: Read<'_>) -> Setting<bool> {
    if !flags.plain && said(read, TERM).as_deref() == Some("dumb") {
        return Setting { value: true, origin: Origin::Environment(TERM) };
    }
    switched(flags.plain, "--plain", true)
}

fn ascii(flags: &Flags, read: Read<'_>) -> Setting<bool> {
    if flags.ascii {
        return Setting { value: true, origin: Origin::Flag("--ascii") };
    }
    if console(read) {
        return Setting { value: true, origin: Origin::Environment(TERM) };
    }
    let other = locale(read).filter(|(_, locale)| {
        let characters = locale.split('@').next().and_then(|it| it.split_once('.'));
        characters.is_some_and(|(_, set)| !is_utf8(set))
    });
    match other {
        Some((name, _)) => Setting { value: true, origin: Origin::Environment(name) },
        None => Setting { value: false, origin: Origin::Default },
    }
}

fn is_utf8(set: &str) -> bool {
    let letters: String = set.chars().filter(char::is_ascii_alphanumeric).collect();
    letters.eq_ignore_ascii_case("utf8")
}

/// The console of Linux itself: it has 256 characters, no Chinese among them.
pub(super) fn console(read: Read<'_>) -> bool {
    said(read, TERM).as_deref() == Some("linux")
}

fn wide(flags: &Flags, read: Read<'_>) -> Result<Setting<bool>, ConfigError> {
    let asked = match &flags.ambiguous_width {
        Some(said) => Some((said.clone(), Origin::Flag("--ambiguous-width"))),
        None => variable(read, AMBIGUOUS_WIDTH)?
            .map(|said| (said, Origin::Environment(AMBIGUOUS_WIDTH))),
    };
    match asked {
        None => Ok(guessed(read)),
        Some((said, origin)) => match said.trim() {
            "1" => Ok(Setting { value: false, origin }),
            "2" => Ok(Setting { value: true, origin }),
            "auto" => Ok(guessed(read)),
            _ => Err(ConfigError::AmbiguousWidth(said.chars().take(40).collect(), origin)),
        },
    }
}

/// Wide where the locale says so (`@cjkwide`), and for Chinese, Japanese and Korean where the terminal is
/// known to follow the locale (mintty) or the characters are of an older set than UTF-8. Elsewhere the
/// terminals of our time draw them narrow.
fn guessed(read: Read<'_>) -> Setting<bool> {
    let Some((name, locale)) = locale(read) else {
        return Setting { value: false, origin: Origin::Default };
    };
    let (locale, modifier) = locale.split_once('@').unwrap_or((&locale, ""));
    let cjk = Language::from_tag(locale) == Some(Language::ZhCn)
        || ["ja", "ko"].iter().any(|language| locale.starts_with(language));
    let mintty = said(read, TERM_PROGRAM).as_deref() == Some("mintty");
    let older = locale.split_once('.').is_some_and(|(_, set)| !is_utf8(set));
    let value = match modifier {
        "cjkwide" => true,
        "cjknarrow" | "cjksingle" => false,
        _ => cjk && (mintty || older),
    };
    Setting { value, origin: Origin::Environment(name) }
}

fn locale(read: Read<'_>) -> Option<(&'static str, String)> {
    CHARACTERS.into_iter().find_map(|name| said(read, name).map(|value| (name, value)))
}

fn said(read: Read<'_>, name: &str) -> Option<String> {
    read(name)?.into_string().ok().filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;

    fn load(flags: &Flags, variables: &[(&str, &str)]) -> Result<Screen, ConfigError> {
        let read = |name: &str| {
            variables
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| OsString::from(value))
        };
        Screen::load(flags, &read)
    }

    #[test]
    fn ascii_is_guessed_from_the_terminal_and_the_locale() {
        for (variables, ascii) in [
            (&[][..], false),
            (&[("TERM", "linux")], true),
            (&[("TERM", "xterm"), ("LANG", "zh_CN.UTF-8")], false),
            (&[("LANG", "zh_CN.GB18030")], true),
            (&[("LC_ALL", "en_US.utf8"), ("LANG", "zh_CN.GBK")], false),
            (&[("LANG", "C")], false),
            (&[("LANG", "en_US.ISO-8859-1@euro")], true),
        ] {
            assert_eq!(
                load(&Flags::default(), variables).unwrap().ascii.value,
                ascii,
                "{variables:?}"
            );
        }
        let flags = Flags { ascii: true, ..Flags::default() };
        assert_eq!(load(&flags, &[]).unwrap().ascii.origin, Origin::Flag("--ascii"));
    }

    #[test]
    fn the_width_of_doubtful_characters_is_said_or_guessed() {
        for (said, variables, wide) in [
            (None, &[("LANG", "zh_CN.UTF-8")][..], false),
            (None, &[("LANG", "zh_CN.UTF-8"), ("TERM_PROGRAM", "mintty")], true),
            (None, &[("LANG", "en_US.UTF-8"), ("TERM_PROGRAM", "mintty")], false),
            (None, &[("LANG", "zh_CN.GBK")], true),
            (None, &[("LANG", "en_US.UTF-8@cjkwide")], true),
            (None, &[("LANG", "ja_JP.UTF-8@cjknarrow"), ("TERM_PROGRAM", "mintty")], false),
            (None, &[("BCC_AMBIGUOUS_WIDTH", "2")], true),
            (Some("1"), &[("BCC_AMBIGUOUS_WIDTH", "2")], false),
            (Some("auto"), &[("LANG", "en_US.UTF-8@cjkwide")], true),
        ] {
            let flags = Flags { ambiguous_width: said.map(str::to_owned), ..Flags::default() };
            assert_eq!(load(&flags, variables).unwrap().wide.value, wide, "{said:?} {variables:?}");
        }
        let flags = Flags { ambiguous_width: Some("3".to_owned()), ..Flags::default() };
        let error = load(&flags, &[]).unwrap_err();
        let said = format!("{:?}", error.said());
        assert!(said.contains("--ambiguous-width") && said.contains('3'), "{said}");
    }

    #[test]
    fn a_dumb_terminal_is_asked_line_by_line() {
        assert!(load(&Flags::default(), &[("TERM", "dumb")]).unwrap().plain.value);
        assert!(!load(&Flags::default(), &[("TERM", "xterm")]).unwrap().plain.value);
        let flags = Flags { plain: true, no_mouse: true, ..Flags::default() };
        let screen = load(&flags, &[]).unwrap();
        assert!(screen.plain.value && !screen.mouse.value);
    }
}
