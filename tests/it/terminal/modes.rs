//! The modes that a program switches on in its terminal by escape sequences (DECSET), read from its bytes.

use std::collections::BTreeMap;

/// Asks whether the terminal takes frames as a whole.
pub const ASKED: &[u8] = b"\x1b[?2026$p";
/// It does, and is not at it.
pub const ANSWER: &[u8] = b"\x1b[?2026;2$y";

/// Whether a question whose end is new stands in these bytes.
pub fn is_asked(bytes: &[u8]) -> bool {
    bytes.windows(ASKED.len()).any(|window| window == ASKED)
}

/// What is still on at the end that was not at the beginning, in words.
pub fn left_on(raw: &[u8]) -> Vec<String> {
    let names: BTreeMap<u32, &str> = BTreeMap::from([
        (1, "application cursor keys"),
        (25, "a hidden cursor"),
        (1000, "the mouse"),
        (1006, "the mouse in SGR"),
        (1049, "the alternate screen"),
        (2004, "bracketed paste"),
        (2026, "a frame that has no end"),
    ]);
    let mut left = Vec::new();
    for (mode, on) in switched(raw) {
        // Of the modes that any program here touches, only the cursor and the wrapping are on at first.
        let at_first = matches!(mode, 7 | 25);
        if on != at_first {
            left.push(
                names.get(&mode).map_or_else(|| format!("mode {mode}"), |it| (*it).to_owned()),
            );
        }
    }
    if keypad(raw) {
        left.push("the application keypad".to_owned());
    }
    left
}

/// Every mode that was switched, and whether it was on in the end.
pub fn switched(raw: &[u8]) -> BTreeMap<u32, bool> {
    let mut modes = BTreeMap::new();
    let text = String::from_utf8_lossy(raw);
    for sequence in text.split("\x1b[?").skip(1) {
        let numbers: String =
            sequence.chars().take_while(|c| c.is_ascii_digit() || *c == ';').collect();
        let on = match sequence[numbers.len()..].chars().next() {
            Some('h') => true,
            Some('l') => false,
            _ => continue,
        };
        modes.extend(numbers.split(';').filter_map(|number| Some((number.parse().ok()?, on))));
    }
    modes
}

fn keypad(raw: &[u8]) -> bool {
    let last = raw.windows(2).rfind(|pair| matches!(**pair, [0x1b, b'=' | b'>']));
    last == Some(b"\x1b=")
}

#[test]
fn modes_are_read_from_what_was_written() {
    let raw =
        b"\x1b[?1049h\x1b[?25l\x1b[?1000;1006hx\x1b[?2026$p\x1b[?2026hframe\x1b[?2026l\x1b[?25h";
    let on: Vec<u32> =
        switched(raw).into_iter().filter_map(|(mode, on)| on.then_some(mode)).collect();
    assert_eq!(on, [25, 1000, 1006, 1049]);
    assert_eq!(left_on(raw), ["the mouse", "the mouse in SGR", "the alternate screen"]);
    assert_eq!(left_on(b"\x1b[?2026hframe"), ["a frame that has no end"]);
    assert_eq!(left_on(b"\x1b[?9999h\x1b="), ["mode 9999", "the application keypad"]);
    assert_eq!(left_on(b"\x1b[31mtext\x1b[?2026$p"), [""; 0]);
}
