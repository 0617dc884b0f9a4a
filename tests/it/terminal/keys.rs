//! What a terminal sends for a key, by the key's name.

/// The bytes of a key: `enter`, `esc`, `tab`, `shift-tab`, `space`, `backspace`, `delete`, the arrows
/// `up down left right`, `home end pgup pgdn`, `f1`…`f6`, `f10`, `insert`, `ctrl-_`, `ctrl-a`…`ctrl-z`, `alt-` before any other
/// key, and any single character.
///
/// # Panics
/// On a name it does not know: a test that presses it is wrong.
pub fn encode(key: &str) -> Vec<u8> {
    if let Some(rest) = key.strip_prefix("alt-") {
        return [vec![0x1b], encode(rest)].concat();
    }
    if let Some(&[letter @ b'a'..=b'z']) = key.strip_prefix("ctrl-").map(str::as_bytes) {
        return vec![letter & 0x1f];
    }
    let known = match key {
        "enter" => "\r",
        "esc" => "\x1b",
        "tab" => "\t",
        "shift-tab" => "\x1b[Z",
        "space" => " ",
        "backspace" => "\x7f",
        "delete" => "\x1b[3~",
        "up" => "\x1b[A",
        "down" => "\x1b[B",
        "right" => "\x1b[C",
        "left" => "\x1b[D",
        "home" => "\x1b[H",
        "end" => "\x1b[F",
        "pgup" => "\x1b[5~",
        "pgdn" => "\x1b[6~",
        "f1" => "\x1bOP",
        "f2" => "\x1bOQ",
        "f3" => "\x1bOR",
        "f4" => "\x1bOS",
        "f5" => "\x1b[15~",
        "f6" => "\x1b[17~",
        "f10" => "\x1b[21~",
        "insert" => "\x1b[2~",
        "ctrl-_" => "\x1f",
        single if single.chars().count() == 1 => single,
        _ => panic!("no key is called {key:?}"),
    };
    known.as_bytes().to_vec()
}

/// A paste as terminals send it, newlines as carriage returns.
pub fn paste(text: &str) -> Vec<u8> {
    format!("\x1b[200~{}\x1b[201~", text.replace('\n', "\r")).into_bytes()
}

#[test]
fn keys_have_the_bytes_of_a_terminal() {
    for (key, bytes) in [
        ("enter", "\r"),
        ("ctrl-a", "\x01"),
        ("ctrl-n", "\x0e"),
        ("ctrl-z", "\x1a"),
        ("alt-1", "\x1b1"),
        ("alt-enter", "\x1b\r"),
        ("shift-tab", "\x1b[Z"),
        ("pgdn", "\x1b[6~"),
        ("f2", "\x1bOQ"),
        ("?", "?"),
        ("中", "中"),
    ] {
        assert_eq!(encode(key), bytes.as_bytes(), "{key}");
    }
    assert_eq!(paste("a\nb"), b"\x1b[200~a\rb\x1b[201~");
}

#[test]
#[should_panic(expected = "no key is called \"entr\"")]
fn an_unknown_key_is_an_error() {
    encode("entr");
}
