//! A key press as the wizard sees it, free of any terminal library.

use std::fmt;
use std::str::FromStr;

use crate::domain::nearest::nearest;

/// The key itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyCode {
    /// A character, as typed (upper case with shift).
    Char(char),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key, from 1.
    F(u8),
}

/// A key with its modifiers. Shift is kept only for keys that are not characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The key.
    pub code: KeyCode,
    /// Control was held.
    pub ctrl: bool,
    /// Alt was held.
    pub alt: bool,
    /// Shift was held.
    pub shift: bool,
}

/// The function keys that have names.
const FUNCTIONS: std::ops::RangeInclusive<u8> = 1..=24;

/// Keys with names, in lower case. Of several names for one key the first is the usual one; the arrows
/// are named as they are shown, too.
const NAMES: [(&str, KeyCode); 27] = [
    ("enter", KeyCode::Enter),
    ("return", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("escape", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("space", KeyCode::Char(' ')),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("del", KeyCode::Delete),
    ("insert", KeyCode::Insert),
    ("ins", KeyCode::Insert),
    ("up", KeyCode::Up),
    ("↑", KeyCode::Up),
    ("down", KeyCode::Down),
    ("↓", KeyCode::Down),
    ("left", KeyCode::Left),
    ("←", KeyCode::Left),
    ("right", KeyCode::Right),
    ("→", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pgup", KeyCode::PageUp),
    ("pageup", KeyCode::PageUp),
    ("page_up", KeyCode::PageUp),
    ("pgdn", KeyCode::PageDown),
    ("pagedown", KeyCode::PageDown),
    ("page_down", KeyCode::PageDown),
];

/// The names of the modifiers.
const MODIFIERS: [&str; 3] = ["ctrl", "alt", "shift"];

impl Key {
    /// A key without modifiers.
    pub fn plain(code: KeyCode) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    /// A key as terminals send it, so that a press and a name that mean the same are the same.
    ///
    /// Terminals send one byte for Ctrl and a character. It does not tell letters by their case, and is
    /// shared: Ctrl-I is Tab, Ctrl-M is Enter, Ctrl-[ is Esc; of Ctrl-4 to Ctrl-7 and the signs
    /// `\` `]` `^` `_` each pair is one byte, for which the sign stands here.
    #[must_use]
    pub fn as_sent(self) -> Self {
        let KeyCode::Char(c) = self.code else { return self };
        let plain = |code| Self { code, ctrl: false, shift: false, ..self };
        let with = |c| Self { code: KeyCode::Char(c), shift: false, ..self };
        if !self.ctrl {
            return with(c);
        }
        match c.to_ascii_lowercase() {
            'i' => plain(KeyCode::Tab),
            'm' => plain(KeyCode::Enter),
            '[' | '3' => plain(KeyCode::Esc),
            '8' => plain(KeyCode::Backspace),
            '2' | '@' => with(' '),
            '4' => with('\\'),
            '5' => with(']'),
            '6' => with('^'),
            '7' | '/' => with('_'),
            c => with(c),
        }
    }

    /// The character this key types, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }
}

/// A key's name that nobody knows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown key `{0}`")]
pub struct UnknownKey(pub String);

impl UnknownKey {
    /// The name of the key that was most likely meant, if one is like it. Other programs write
    /// `Ctrl+N`, `C-n` or `<C-n>`.
    pub fn meant(&self) -> Option<String> {
        let name = self.0.trim();
        let name = name.strip_prefix('<').and_then(|name| name.strip_suffix('>')).unwrap_or(name);
        let name = name.strip_prefix('^').map_or_else(|| name.to_owned(), |it| format!("c-{it}"));
        let joined = name.replace(['+', ' '], "-");
        let (modifiers, last) = joined.rsplit_once('-').unwrap_or(("", &joined));
        let mut meant: Vec<&str> = Vec::new();
        for modifier in modifiers.split('-').filter(|modifier| !modifier.is_empty()) {
            meant.push(match modifier.to_lowercase().as_str() {
                "c" | "control" | "strg" => "ctrl",
                "m" | "a" | "meta" | "option" | "opt" => "alt",
                "s" => "shift",
                other => modifier_like(other)?,
            });
        }
        let known = NAMES.iter().map(|(name, _)| *name).filter(|name| name.is_ascii());
        let functions: Vec<String> = FUNCTIONS.map(|n| format!("f{n}")).collect();
        let mut last = match code(last) {
            Some(_) => last.to_owned(),
            None => nearest(last, known.chain(functions.iter().map(String::as_str)))?.to_owned(),
        };
        if meant.contains(&"ctrl") {
            // With Ctrl, a terminal does not tell Shift.
            meant.retain(|modifier| *modifier != "shift");
            last.make_ascii_lowercase();
        }
        meant.push(&last);
        let meant = meant.join("-");
        meant.parse::<Key>().ok().filter(|_| meant != self.0).map(|_| meant)
    }
}

/// The modifier that was most likely meant. Its letters in another order are the likeliest mistake.
fn modifier_like(name: &str) -> Option<&'static str> {
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    let twisted = MODIFIERS.into_iter().find(|known| sorted(known) == sorted(name));
    twisted.or_else(|| nearest(name, MODIFIERS))
}

/// What a name without modifiers names. A single character is itself, in its own case.
fn code(name: &str) -> Option<KeyCode> {
    let mut chars = name.chars();
    let lower = name.to_lowercase();
    if let Some((_, code)) = NAMES.iter().find(|(known, _)| *known == lower) {
        return Some(*code);
    }
    match (chars.next(), chars.next()) {
        (Some(c), None) => (!c.is_control()).then_some(KeyCode::Char(c)),
        _ => {
            let number = lower.strip_prefix('f').and_then(|n| n.parse().ok());
            number.filter(|n| FUNCTIONS.contains(n)).map(KeyCode::F)
        }
    }
}

impl FromStr for Key {
    type Err = UnknownKey;

    /// Reads names such as `ctrl-n`, `shift-tab`, `alt-1`, `f2`, `pgup`, `/`, and names as they are
    /// shown, such as `Ctrl-N`.
    fn from_str(name: &str) -> Result<Self, UnknownKey> {
        let unknown = || UnknownKey(name.to_owned());
        let mut key = Self::plain(KeyCode::Enter);
        let mut rest = name;
        while let Some((modifier, tail)) = rest.split_once('-').filter(|(_, it)| !it.is_empty()) {
            let held = match modifier.to_lowercase().as_str() {
                "ctrl" => &mut key.ctrl,
                "alt" => &mut key.alt,
                "shift" => &mut key.shift,
                _ => return Err(unknown()),
            };
            if std::mem::replace(held, true) {
                return Err(unknown());
            }
            rest = tail;
        }
        key.code = code(rest).ok_or_else(unknown)?;
        if let KeyCode::Char(c) = key.code
            && key.shift
        {
            // What Shift makes of a character that is no letter depends on the keyboard, and with Ctrl
            // a terminal does not tell it.
            if key.ctrl || !c.is_ascii_alphabetic() {
                return Err(unknown());
            }
            key.code = KeyCode::Char(c.to_ascii_uppercase());
        }
        Ok(key.as_sent())
    }
}

impl fmt::Display for Key {
    /// As the key line shows it: `Ctrl-N`, `Shift-Tab`, `F2`, `/`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        if self.alt {
            f.write_str("Alt-")?;
        }
        if self.shift {
            f.write_str("Shift-")?;
        }
        match self.code {
            KeyCode::Char(' ') => f.write_str("Space"),
            KeyCode::Char(c) if self.ctrl => write!(f, "{}", c.to_ascii_uppercase()),
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::Enter => f.write_str("Enter"),
            KeyCode::Esc => f.write_str("Esc"),
            KeyCode::Tab => f.write_str("Tab"),
            KeyCode::Backspace => f.write_str("Backspace"),
            KeyCode::Delete => f.write_str("Del"),
            KeyCode::Insert => f.write_str("Ins"),
            KeyCode::Up => f.write_str("↑"),
            KeyCode::Down => f.write_str("↓"),
            KeyCode::Left => f.write_str("←"),
            KeyCode::Right => f.write_str("→"),
            KeyCode::Home => f.write_str("Home"),
            KeyCode::End => f.write_str("End"),
            KeyCode::PageUp => f.write_str("PgUp"),
            KeyCode::PageDown => f.write_str("PgDn"),
            KeyCode::F(n) => write!(f, "F{n}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str) -> Key {
        name.parse().unwrap()
    }

    #[test]
    fn every_key_reads_back_from_what_is_shown() {
        let codes = NAMES.iter().map(|(_, code)| *code).chain(FUNCTIONS.map(KeyCode::F));
        let chars = ['a', 'Z', '1', '/', '-', '_', '?', '界', ' ', '\\'].map(KeyCode::Char);
        for code in codes.chain(chars) {
            for bits in 0..8 {
                let key = Key { code, ctrl: bits & 1 > 0, alt: bits & 2 > 0, shift: bits & 4 > 0 };
                let key = key.as_sent();
                assert_eq!(key.to_string().parse(), Ok(key), "{key}");
            }
        }
    }

    #[test]
    fn keys_are_named_and_shown() {
        for (name, shown) in [
            ("ctrl-_", "Ctrl-_"),
            ("ctrl-7", "Ctrl-_"),
            ("ctrl-/", "Ctrl-_"),
            ("alt-enter", "Alt-Enter"),
            ("ctrl-space", "Ctrl-Space"),
            ("f1", "F1"),
            ("F12", "F12"),
            ("insert", "Ins"),
            ("shift-tab", "Shift-Tab"),
            ("Ctrl-N", "Ctrl-N"),
            ("ctrl-alt-x", "Ctrl-Alt-X"),
            ("shift-a", "A"),
            ("alt-shift-a", "Alt-A"),
            ("alt-a", "Alt-a"),
            ("PageUp", "PgUp"),
            ("del", "Del"),
            ("-", "-"),
            ("ctrl--", "Ctrl--"),
        ] {
            assert_eq!(read(name).to_string(), shown, "{name}");
        }
    }

    #[test]
    fn what_a_terminal_cannot_tell_apart_is_one_key() {
        for (one, other) in [("ctrl-i", "tab"), ("ctrl-m", "enter"), ("ctrl-[", "esc")] {
            assert_eq!(read(one), read(other));
        }
        assert_eq!(read("ctrl-N"), read("ctrl-n"));
        assert_ne!(read("alt-N"), read("alt-n"));
        assert_eq!(read("alt-ctrl-m"), read("alt-enter"));
    }

    #[test]
    fn an_unknown_name_leads_to_the_key_that_was_meant() {
        for (name, meant) in [
            ("crtl-n", Some("ctrl-n")),
            ("Ctrl+N", Some("ctrl-n")),
            ("C-n", Some("ctrl-n")),
            ("<C-n>", Some("ctrl-n")),
            ("^N", Some("ctrl-n")),
            ("M-1", Some("alt-1")),
            ("ctrl-shift-n", Some("ctrl-n")),
            ("entr", Some("enter")),
            ("pgdwn", Some("pgdn")),
            ("shift-tabb", Some("shift-tab")),
            ("f25", Some("f2")),
            ("ctrl-ctrl-n", None),
            ("nonsense", None),
            ("shift-1", None),
            ("", None),
            ("qq", None),
        ] {
            let unknown = name.parse::<Key>().unwrap_err();
            assert_eq!(unknown.meant().as_deref(), meant, "{name}");
        }
    }
}
