//! More than anybody does, by chance and the same every time.

use rstest::rstest;

use super::embedded;
use super::repaint::{at_rest, scribble_over, wait_whole};
use crate::terminal::{Program, Terminal, keys};

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

/// The frame that many small changes have made is the one that is drawn anew.
fn assert_whole(terminal: &Terminal) {
    terminal.wait_until("a frame", |screen| screen.contents().contains("bcc-wizard"));
    while terminal.writes_within(std::time::Duration::from_millis(500)) {}
    let frame = terminal.screen();
    scribble_over(terminal);
    terminal.press("ctrl-l");
    wait_whole(terminal, &frame);
}

fn end(terminal: &Terminal) {
    terminal.press("ctrl-c");
    while terminal.writes_within(std::time::Duration::from_millis(300)) {}
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
    let frame = rested(&terminal);
    let mut chance = Chance(seed);
    for _ in 0..1_000 {
        let (columns, rows) = (1 + chance.below(200), 1 + chance.below(60));
        terminal.resize(u16::try_from(columns).unwrap(), u16::try_from(rows).unwrap());
    }
    terminal.resize(120, 36);
    terminal.wait_until("the frame as it was", |screen| crate::terminal::text_of(screen) == frame);
    end(&terminal);
}

fn rested(terminal: &Terminal) -> String {
    terminal.wait_for("≈");
    at_rest(terminal)
}

/// Every key but those that quit, stop the program or buy.
const KEYS: [&str; 44] = [
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
    "ctrl-r",
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
    let terminal = program.patience(std::time::Duration::from_secs(120)).start();
    rested(&terminal);
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
    assert_whole(&terminal);
    end(&terminal);
}
