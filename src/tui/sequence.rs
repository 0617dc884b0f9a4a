//! What a whole sequence of a terminal means: the keys of xterm, the Linux console, rxvt and their kin.

use crate::app::key::{Key, KeyCode};
use crate::app::mouse::{Mouse, MouseKind};
use crate::tui::decode::Unit;

/// The mode in which a terminal takes a frame as a whole.
pub(super) const SYNCHRONIZED: u32 = 2026;

/// What is added to the bytes of an old mouse report.
const OLD_MOUSE: u8 = 32;

/// A control character.
pub(super) fn control(byte: u8) -> Key {
    let ctrl = |c: char| Key { ctrl: true, ..Key::plain(KeyCode::Char(c)) };
    match byte {
        b'\r' => Key::plain(KeyCode::Enter),
        b'\t' => Key::plain(KeyCode::Tab),
        0x7f => Key::plain(KeyCode::Backspace),
        0 => ctrl(' '),
        0x1b => Key::plain(KeyCode::Esc),
        // Ctrl takes two bits from the key's own code: `A` (0x41) becomes 1, `_` (0x5f) becomes 0x1f.
        byte => ctrl(char::from(byte | 0x40).to_ascii_lowercase()),
    }
}

/// `Esc O` and a byte; `None` when that is no key.
pub(super) fn ss3(byte: u8) -> Option<Key> {
    let code = match byte {
        b'M' => KeyCode::Enter,
        b'I' => KeyCode::Tab,
        b' ' => KeyCode::Char(' '),
        b'X' => KeyCode::Char('='),
        // The digits and signs of a keypad that another program left in its own mode.
        b'j'..=b'y' => KeyCode::Char(char::from(byte - b'j' + b'*')),
        byte => lettered(byte)?,
    };
    Some(Key::plain(code))
}

/// `Esc [ [` and a byte.
pub(super) fn console(byte: u8) -> Unit {
    match byte {
        b'A'..=b'E' => Unit::Key(Key::plain(KeyCode::F(byte - b'A' + 1))),
        _ => Unit::Nothing,
    }
}

/// `Esc [ M` and three bytes.
pub(super) fn old_mouse(button: u8, column: u8, row: u8) -> Unit {
    let cell = |byte: u8| u16::from(byte.saturating_sub(OLD_MOUSE));
    mouse(u32::from(button.saturating_sub(OLD_MOUSE)), cell(column), cell(row), true)
}

/// `Esc [`, what stands between, and the last byte.
pub(super) fn csi(inner: &[u8], last: u8) -> Unit {
    let inner = str::from_utf8(inner).unwrap_or_default();
    if let Some(inner) = inner.strip_prefix('<') {
        return match (numbers(inner).as_slice(), last) {
            (&[button, column, row], b'M' | b'm') => {
                let cell = |number: u32| u16::try_from(number).unwrap_or(u16::MAX);
                mouse(button, cell(column), cell(row), last == b'M')
            }
            _ => Unit::Nothing,
        };
    }
    if let Some(inner) = inner.strip_prefix('?') {
        return match (inner.strip_suffix('$').map(numbers).as_deref(), last) {
            // 1 and 2: the mode is known, and on or off at the moment.
            (Some(&[SYNCHRONIZED, state]), b'y') => Unit::Synchronized(matches!(state, 1 | 2)),
            _ => Unit::Nothing,
        };
    }
    key(inner, last).map_or(Unit::Nothing, Unit::Key)
}

/// The numbers between semicolons; of one with parts, the first part. One left out is 0.
fn numbers(text: &str) -> Vec<u32> {
    let first = |part: &str| part.split(':').next().and_then(|it| it.parse().ok());
    text.split(';').map(|part| first(part).unwrap_or(0)).collect()
}

fn key(inner: &str, last: u8) -> Option<Key> {
    let numbers = numbers(inner);
    let (first, second) = (numbers[0], numbers.get(1).copied());
    let held = |code: KeyCode| with(code, second.unwrap_or(1));
    match last {
        // The answer to where the cursor is looks like F3 with modifiers; nobody asks here.
        b'R' if !inner.is_empty() => None,
        b'Z' => Some(Key { shift: true, ..held(KeyCode::Tab) }),
        // rxvt's arrows with Shift.
        b'a'..=b'd' if inner.is_empty() => {
            lettered(last.to_ascii_uppercase()).map(|code| with(code, 2))
        }
        b'A'..=b'S' => lettered(last).map(held),
        // rxvt tells modifiers by the last byte.
        b'$' => numbered(first).map(|code| with(code, 2)),
        b'^' => numbered(first).map(|code| with(code, 5)),
        b'@' => numbered(first).map(|code| with(code, 6)),
        b'~' if first == 27 => with_code(numbers.get(2).copied()?, second?),
        b'~' => numbered(first).map(held),
        b'u' => {
            // Released is no press.
            let kind = inner.split(';').nth(1).and_then(|part| part.split(':').nth(1));
            if kind == Some("3") { None } else { with_code(first, second.unwrap_or(1)) }
        }
        _ => None,
    }
}

fn lettered(byte: u8) -> Option<KeyCode> {
    Some(match byte {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P'..=b'S' => KeyCode::F(byte - b'P' + 1),
        _ => return None,
    })
}

fn numbered(number: u32) -> Option<KeyCode> {
    // The numbers of the function keys leave gaps, as the keyboard of the VT220 did.
    const FUNCTION: [u32; 20] =
        [11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24, 25, 26, 28, 29, 31, 32, 33, 34];
    Some(match number {
        1 | 7 => KeyCode::Home,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        _ => {
            let at = FUNCTION.iter().position(|it| *it == number)?;
            KeyCode::F(u8::try_from(at).ok()? + 1)
        }
    })
}

/// A key by the code of its character.
fn with_code(code: u32, modifiers: u32) -> Option<Key> {
    Some(match char::from_u32(code)? {
        '\r' => with(KeyCode::Enter, modifiers),
        '\t' => with(KeyCode::Tab, modifiers),
        '\u{1b}' => with(KeyCode::Esc, modifiers),
        '\u{7f}' | '\u{8}' => with(KeyCode::Backspace, modifiers),
        // Kitty's numbers for keys without a character stand in the private area.
        '\u{e000}'..='\u{f8ff}' => return None,
        c if c.is_control() => return None,
        c => {
            let shift = modifiers.saturating_sub(1) & 1 != 0;
            let c = if shift { c.to_uppercase().next().unwrap_or(c) } else { c };
            with(KeyCode::Char(c), modifiers)
        }
    })
}

/// A key with the modifiers of a sequence: 1 and a bit each for Shift, Alt and Ctrl.
fn with(code: KeyCode, modifiers: u32) -> Key {
    let bits = modifiers.saturating_sub(1);
    let (shift, alt, ctrl) = (bits & 1 != 0, bits & 2 != 0, bits & 4 != 0);
    match code {
        // Terminals disagree on the case of a letter with Ctrl and on Shift beside characters.
        KeyCode::Char(c) => {
            let c = if ctrl { c.to_ascii_lowercase() } else { c };
            Key { code: KeyCode::Char(c), ctrl, alt, shift: false }
        }
        code => Key { code, ctrl, alt, shift },
    }
}

/// A report of the mouse; column and row count from 1.
fn mouse(button: u32, column: u16, row: u16, down: bool) -> Unit {
    // Shift, Alt and Ctrl beside the mouse mean nothing here; 32 says that it was moved.
    let kind = match button & !0b1_1100 {
        0 if down => MouseKind::Press,
        64 if down => MouseKind::ScrollUp,
        65 if down => MouseKind::ScrollDown,
        _ => return Unit::Nothing,
    };
    match (column.checked_sub(1), row.checked_sub(1)) {
        (Some(column), Some(row)) => Unit::Mouse(Mouse { kind, column, row }),
        _ => Unit::Nothing,
    }
}
