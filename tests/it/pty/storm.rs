//! More than anybody does, by chance and the same every time.

use std::time::{Duration, Instant};

use rstest::rstest;

use super::embedded;
use super::repaint::{scribble_over, still};
use crate::terminal::{Program, Terminal, keys, text_of};

/// How long ten thousand keys may take on a busy machine.
const PATIENCE: Duration = Duration::from_mins(2);

/// Numbers by chance (xorshift), from a seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap()
    }
}

/// How often the whole screen was wiped, as only Ctrl-L and another size have it wiped.
fn wiped(terminal: &Terminal) -> usize {
    terminal.raw().windows(4).filter(|bytes| bytes == b"\x1b[2J").count()
}

/// Waits until everything sent so far has been taken.
#[track_caller]
fn taken(terminal: &Terminal) {
    let (before, deadline) = (wiped(terminal), Instant::now() + PATIENCE);
    terminal.press("ctrl-l");
    while wiped(terminal) == before {
        assert!(Instant::now() < deadline, "it does not take its input:\n{}", terminal.screen());
        terminal.writes_within(Duration::from_millis(100));
    }
}

/// A frame without what may have changed by itself: the notice above the key line, which a key takes away
/// and an answer may bring back, and the digits of prices, for those of spot instances move.
fn steady(frame: &str) -> String {
    let mut rows: Vec<String> = frame.lines().map(str::to_owned).collect();
    let notice = rows.len().saturating_sub(2);
    rows.remove(notice);
    for row in rows.iter_mut().filter(|row| row.contains('¥') || row.contains("CNY")) {
        *row = row.replace(|c: char| c.is_ascii_digit(), "0");
    }
    rows.join("\n")
}

/// The frame that many small changes have made is the one that is drawn anew.
#[track_caller]
fn assert_whole(terminal: &Terminal) {
    taken(terminal);
    // Small changes once more after the whole frame.
    terminal.type_text("\x1b[B\x1b[A\t\x1b[Z");
    // The answers to what so many keys have asked come late.
    while terminal.writes_within(Duration::from_secs(2)) {}
    let frame = terminal.screen();
    scribble_over(terminal);
    terminal.press("ctrl-l");
    terminal.wait_until(&format!("the whole frame\n{frame}\n"), |screen| {
        steady(&text_of(screen)) == steady(&frame)
    });
}

fn end(terminal: &Terminal) {
    terminal.press("ctrl-c");
    still(terminal);
    terminal.press("ctrl-c");
    assert!([0, 1, 4, 130].contains(&terminal.wait_exit().exit_code()));
    terminal.assert_restored();
}

#[rstest]
#[case::english("en_US.UTF-8", &[], 1)]
#[case::chinese("zh_CN.UTF-8", &[], 2)]
#[case::ascii("en_US.UTF-8", &["--ascii"], 3)]
fn a_thousand_sizes_leave_the_frame_whole(
    #[case] locale: &str,
    #[case] flags: &[&str],
    #[case] seed: u64,
) {
    let terminal = embedded((120, 36)).args(flags).env("LANG", locale).start();
    terminal.wait_for("0.4916/");
    let frame = still(&terminal);
    let mut chance = Chance(seed);
    for _ in 0..1_000 {
        let (columns, rows) = (1 + chance.below(200), 1 + chance.below(60));
        terminal.resize(u16::try_from(columns).unwrap(), u16::try_from(rows).unwrap());
    }
    terminal.resize(120, 36);
    terminal.wait_until("the frame as it was", |screen| text_of(screen) == frame);
    end(&terminal);
}

/// Every key but those that quit, stop the program, buy, or load everything anew.
const KEYS: [&str; 43] = [
    "enter",
    "esc",
    "tab",
    "shift-tab",
    "space",
    "backspace",
    "delete",
    "up",
    "down",
    "left",
    "right",
    "home",
    "end",
    "pgup",
    "pgdn",
    "f1",
    "f2",
    "f3",
    "f4",
    "ctrl-n",
    "ctrl-p",
    "ctrl-t",
    "ctrl-g",
    "ctrl-w",
    "ctrl-u",
    "alt-1",
    "alt-2",
    "alt-3",
    "alt-4",
    "alt-5",
    "alt-6",
    "alt-7",
    "alt-8",
    "/",
    "?",
    "a",
    "e",
    "s",
    "j",
    "k",
    "G",
    "中",
    "7",
];

#[rstest]
#[case::english("en_US.UTF-8", &[], 4)]
#[case::chinese("zh_CN.UTF-8", &[], 5)]
#[case::ascii("en_US.UTF-8", &["--ascii"], 6)]
fn ten_thousand_keys_leave_it_alive_and_the_frame_whole(
    #[case] locale: &str,
    #[case] flags: &[&str],
    #[case] seed: u64,
) {
    let program: Program = embedded((120, 36)).args(flags).env("LANG", locale);
    let terminal = program.start();
    terminal.wait_for("0.4916/");
    still(&terminal);
    let mut chance = Chance(seed);
    for _ in 0..100 {
        let mut batch = Vec::new();
        for _ in 0..100 {
            let key = KEYS[chance.below(KEYS.len())];
            batch.extend(keys::encode(key));
            // A report of the focus: an Esc before it stands alone, a letter after it too.
            batch.extend(b"\x1b[I");
        }
        terminal.type_text(std::str::from_utf8(&batch).unwrap());
    }
    let began = Instant::now();
    taken(&terminal);
    println!("10,000 keys: {:?}", began.elapsed());
    assert_whole(&terminal);
    end(&terminal);
}
