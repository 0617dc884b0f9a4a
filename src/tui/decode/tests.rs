//! Every piece of a sequence, whole and cut in two.

use secrecy::ExposeSecret as _;

use super::*;
use crate::app::mouse::MouseKind;

/// What was said, as words.
fn words(units: Vec<Unit>) -> Vec<String> {
    let word = |unit| match unit {
        Unit::Key(key) => key.to_string(),
        Unit::Mouse(Mouse { kind, column, row }) => match kind {
            MouseKind::Press => format!("press {column} {row}"),
            MouseKind::ScrollUp => format!("up {column} {row}"),
            MouseKind::ScrollDown => format!("down {column} {row}"),
        },
        Unit::Paste(text) => format!("paste {}", text.expose_secret()),
        Unit::Synchronized(can) => format!("synchronized {can}"),
        Unit::Nothing => "nothing".to_owned(),
    };
    units.into_iter().map(word).collect()
}

fn read(bytes: &[u8]) -> Vec<String> {
    words(Decoder::default().feed(bytes))
}

#[test]
fn keys_read_the_same_whatever_the_terminal_calls_them() {
    for (bytes, name) in [
        ("\x0e", "Ctrl-N"),
        ("\x1b[110;5u", "Ctrl-N"),
        ("\x1b[78;6u", "Ctrl-N"),
        ("\x1b[27;5;110~", "Ctrl-N"),
        ("\x1b[Z", "Shift-Tab"),
        ("\x1b[1;2Z", "Shift-Tab"),
        ("\x1b[9;2u", "Shift-Tab"),
        ("G", "G"),
        ("\x1b[103;2u", "G"),
        ("\x1b3", "Alt-3"),
        ("\x1b[51;3u", "Alt-3"),
        ("\x1bOQ", "F2"),
        ("\x1b[12~", "F2"),
        ("\x1b[[B", "F2"),
        ("\x1b[Q", "F2"),
        ("\r", "Enter"),
        ("\x1bOM", "Enter"),
        ("\x1b[13u", "Enter"),
        ("\t", "Tab"),
        ("\x7f", "Backspace"),
        ("\0", "Ctrl-Space"),
        ("\x1f", "Ctrl-_"),
        ("\x1c", "Ctrl-\\"),
        ("\x1d", "Ctrl-]"),
        ("\x1e", "Ctrl-^"),
        ("\x08", "Ctrl-H"),
        ("\n", "Ctrl-J"),
        ("\x1a", "Ctrl-Z"),
        ("\x1b\r", "Alt-Enter"),
        ("\x1b\x7f", "Alt-Backspace"),
        ("\x1b中", "Alt-中"),
        ("\x1b ", "Alt-Space"),
        ("中", "中"),
        ("é", "é"),
        ("🦀", "🦀"),
        ("\x1b[A", "↑"),
        ("\x1bOB", "↓"),
        ("\x1b[1;5C", "Ctrl-→"),
        ("\x1b[1;2D", "Shift-←"),
        ("\x1b[d", "Shift-←"),
        ("\x1b[H", "Home"),
        ("\x1b[1~", "Home"),
        ("\x1b[7~", "Home"),
        ("\x1b[7$", "Shift-Home"),
        ("\x1bOF", "End"),
        ("\x1b[8^", "Ctrl-End"),
        ("\x1b[3~", "Del"),
        ("\x1b[3;5~", "Ctrl-Del"),
        ("\x1b[5~", "PgUp"),
        ("\x1b[6~", "PgDn"),
        ("\x1b[20~", "F9"),
        ("\x1b[24~", "F12"),
        ("\x1b[1;3P", "Alt-F1"),
    ] {
        assert_eq!(read(bytes.as_bytes()), [name], "{bytes:?}");
    }
}

#[test]
fn the_name_of_a_key_in_a_keymap_is_the_key_that_arrives() {
    for (bytes, name) in [("\x1f", "ctrl-_"), ("\0", "ctrl-space"), ("\x1b[1;5A", "ctrl-up")] {
        let units = Decoder::default().feed(bytes.as_bytes());
        let wanted: Key = name.parse().unwrap();
        assert!(matches!(units[..], [Unit::Key(key)] if key == wanted), "{name}");
    }
}

#[test]
fn a_sequence_in_pieces_is_the_same_sequence() {
    for whole in [
        "\x1b[A",
        "\x1b[1;5C",
        "\x1bOQ",
        "\x1b[[B",
        "\x1b[24~",
        "中",
        "\x1b中",
        "\x1b[<0;12;7M",
        "\x1b[M !!",
        "\x1b[?2026;2$y",
        "\x1b[200~a\x1b[31mb\x1b[201~",
        "\x1b]11;rgb:00/00/00\x1b\\",
        "\x1bP>|XTerm(390)\x1b\\",
    ] {
        let together = read(whole.as_bytes());
        assert_eq!(together.len(), 1, "{whole:?}: {together:?}");
        for cut in 1..whole.len() {
            let mut decoder = Decoder::default();
            let (first, rest) = whole.as_bytes().split_at(cut);
            assert_eq!(words(decoder.feed(first)), [""; 0], "{whole:?} cut at {cut}");
            assert!(decoder.patience().is_some(), "{whole:?} cut at {cut}");
            assert_eq!(words(decoder.feed(rest)), together, "{whole:?} cut at {cut}");
            assert_eq!(decoder.patience(), None, "{whole:?} cut at {cut}");
        }
    }
}

#[test]
fn what_does_not_go_on_is_what_it_is_alone() {
    for (begun, alone) in [
        ("\x1b", Some("Esc")),
        ("\x1b[", Some("Alt-[")),
        ("\x1bO", Some("Alt-O")),
        ("\x1b]", Some("Alt-]")),
        ("\x1bP", Some("Alt-P")),
        ("\x1b[1;5", None),
        ("\x1b[200", None),
        ("\x1b[M!", None),
        ("\x1b]11;rgb", None),
        ("\u{4e2d}", Some("中")),
        ("\x1b[200~half", Some("paste half")),
    ] {
        let mut decoder = Decoder::default();
        let mut heard = words(decoder.feed(begun.as_bytes()));
        if decoder.patience().is_some() {
            let (rest, escape) = decoder.give_up();
            assert_eq!(escape, begun == "\x1b");
            heard.extend(words(rest));
        }
        assert_eq!(heard, alone.into_iter().collect::<Vec<_>>(), "{begun:?}");
        assert_eq!(words(decoder.feed(b"a")), ["a"], "after {begun:?}");
    }
}

#[test]
fn two_esc_are_two_keys() {
    assert_eq!(read(b"\x1b\x1b[A"), ["Esc", "↑"]);
    let mut decoder = Decoder::default();
    assert_eq!(words(decoder.feed(b"\x1b\x1b")), ["Esc"]);
    assert_eq!(words(decoder.give_up().0), ["Esc"]);
}

#[test]
fn the_mouse_counts_from_the_upper_left_corner() {
    for (bytes, said) in [
        ("\x1b[<0;1;1M", "press 0 0"),
        ("\x1b[<0;120;36M", "press 119 35"),
        ("\x1b[<16;3;4M", "press 2 3"),
        ("\x1b[<64;3;4M", "up 2 3"),
        ("\x1b[<65;3;4M", "down 2 3"),
        ("\x1b[M !\"", "press 0 1"),
        ("\x1b[M`!!", "up 0 0"),
        // Released, moved, the other buttons, the wheel sideways, nowhere, nonsense.
        ("\x1b[<0;1;1m", "nothing"),
        ("\x1b[<32;1;1M", "nothing"),
        ("\x1b[<2;1;1M", "nothing"),
        ("\x1b[<66;1;1M", "nothing"),
        ("\x1b[<0;0;0M", "nothing"),
        ("\x1b[<0;1M", "nothing"),
        ("\x1b[<;;M", "nothing"),
    ] {
        assert_eq!(read(bytes.as_bytes()), [said], "{bytes:?}");
    }
}

#[test]
fn answers_are_known_and_others_are_passed_over() {
    for (state, can) in [(0, false), (1, true), (2, true), (3, false), (4, false)] {
        let bytes = format!("\x1b[?2026;{state}$y");
        assert_eq!(read(bytes.as_bytes()), [format!("synchronized {can}")]);
    }
    for answer in [
        "\x1b[?2004;1$y",
        "\x1b[?64;1;2c",
        "\x1b[>41;390;0c",
        "\x1b[?1;2S",
        "\x1b[?0u",
        "\x1b[12;40R",
        "\x1b[8;36;120t",
        "\x1b[I",
        "\x1b[O",
        "\x1b[97;1:3u",
        "\x1b]4;1;rgb:ffff/0000/0000\x07",
        "\x1bP1$r0m\x1b\\",
        "\x1b_Gi=31;OK\x1b\\",
        "\x1b[57344u",
        "\x1b[99999999999999999999~",
    ] {
        let heard = read(format!("a{answer}b").as_bytes());
        assert_eq!(heard, ["a", "nothing", "b"], "{answer:?}");
    }
    let endless = format!("\x1b[{}A", "1;".repeat(500));
    assert_eq!(read(endless.as_bytes()), ["nothing"]);
}

#[test]
fn a_sequence_that_is_broken_off_does_not_take_the_next_key_with_it() {
    for (bytes, heard) in [
        (&b"\x1b[1;\x1b[A"[..], &["↑"][..]),
        (b"\x1b[\r", &["Alt-[", "Enter"]),
        (b"\x1bOz", &["Alt-O", "z"]),
        (b"\x1b]0;title\x1b[A", &["↑"]),
        (b"\xe4\xb8x", &["x"]),
        (b"\xff\xfe\x80y", &["y"]),
        (b"\xc0\xafz", &["z"]),
        (b"\xed\xa0\x80z", &["z"]),
    ] {
        let heard_now: Vec<String> =
            read(bytes).into_iter().filter(|word| word != "nothing").collect();
        assert_eq!(heard_now, heard, "{bytes:?}");
    }
}

#[test]
fn a_paste_is_kept_up_to_a_size() {
    let mut decoder = Decoder::default();
    assert_eq!(words(decoder.feed(b"\x1b[200~")), [""; 0]);
    let line = vec![b'x'; 64 * 1024];
    for _ in 0..=LARGEST_PASTE / line.len() {
        decoder.feed(&line);
    }
    let heard = words(decoder.feed(b"\x1b[201~q"));
    assert_eq!(heard.len(), 2);
    assert!(heard[0].len() <= LARGEST_PASTE + 10 && heard[0].ends_with('x'), "{}", heard[0].len());
    assert_eq!(heard[1], "q");
}

#[test]
fn random_bytes_neither_panic_nor_make_the_keyboard_deaf() {
    let mut seed: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut random = || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed
    };
    for _ in 0..2_000 {
        let mut decoder = Decoder::default();
        let length = random() % 40;
        // Half of them bytes that sequences are made of.
        let bytes: Vec<u8> = (0..length)
            .map(|_| match random() % 2 {
                0 => b"\x1b[]OP_M<?;0129~$uRAM"[usize::try_from(random() % 20).unwrap()],
                _ => u8::try_from(random() % 256).unwrap(),
            })
            .collect();
        decoder.feed(&bytes);
        while decoder.patience().is_some() {
            decoder.give_up();
        }
        assert_eq!(words(decoder.feed(b"a")), ["a"], "{bytes:?}");
    }
}
