//! The real binary on terminals that show little, or show it wide: what reaches them, byte by byte.

use std::time::Duration;

use bcc_wizard::app::layout::{Layout, RAIL_COLUMNS, Shape};
use rstest::rstest;

use super::{against, embedded, server, to_the_question};
use crate::screens::frames::straight_box;
use crate::terminal::Terminal;
use crate::terminal::replay::Replay;

/// Every sequence that sets colours or attributes, by its arguments.
fn styles(raw: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(raw).into_owned();
    let sequences = text.split("\u{1b}[").skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| ('\u{40}'..='\u{7e}').contains(&c))?;
        rest[end..].starts_with('m').then(|| rest[..end].to_owned())
    });
    sequences.collect()
}

/// Buys with the defaults and leaves; what was written until then.
fn purchase(terminal: &Terminal) -> Vec<u8> {
    to_the_question(terminal);
    terminal.press("y");
    terminal.wait_for("Running");
    terminal.wait_for("ssh ");
    terminal.press("?");
    terminal.wait_for("Help");
    terminal.press("esc");
    terminal.wait_gone("Help");
    let raw = terminal.raw();
    terminal.press("q");
    assert_eq!(terminal.wait_exit().exit_code(), 0);
    terminal.assert_restored();
    raw
}

#[rstest]
#[case::asked_by_a_variable(&[], &[("NO_COLOR", "1")])]
#[case::asked_by_a_flag(&["--no-color"], &[])]
fn without_colours_none_reaches_the_terminal(
    #[case] flags: &[&str],
    #[case] variables: &[(&str, &str)],
) {
    let program = embedded((120, 36)).args(flags.iter().copied());
    let program = variables.iter().fold(program, |it, (name, value)| it.env(name, value));
    let styles = styles(&purchase(&program.start()));
    assert!(styles.iter().any(|style| style == "1"), "bold is no colour: {styles:?}");
    for style in &styles {
        for number in style.split(';').filter(|number| !number.is_empty()) {
            let number: u32 = number.parse().unwrap();
            // 39, 49 and 59 are the terminal's own.
            let colour = matches!(number, 30..=38 | 40..=48 | 58 | 90..=107);
            assert!(!colour, "CSI {style} m");
        }
    }
}

#[test]
fn all_colours_are_of_the_terminals_own_sixteen() {
    let styles = styles(&purchase(&embedded((120, 36)).start()));
    let mut coloured = 0;
    for style in styles.iter().filter(|style| style.contains("38") || style.contains("48")) {
        coloured += 1;
        let numbers: Vec<&str> = style.split(';').collect();
        let number: u32 = match numbers.as_slice() {
            ["38", "5", number, "49"] => number.parse().unwrap(),
            other => panic!("CSI {other:?} m"),
        };
        assert!(number < 16, "CSI {style} m");
    }
    assert!(coloured > 0);
}

/// What somebody in another country could have called an instance, or somebody who means ill.
const HOSTILE: &str = "网站—服务器é\u{1b}[2J\u{202e}\u{9b}31m👍\u{7}…";

#[rstest]
#[case::asked_by_a_flag(&["--ascii"], "xterm-256color", (120, 36))]
#[case::on_the_console(&[], "linux", (80, 25))]
#[case::on_a_small_console(&[], "linux", (40, 10))]
fn a_whole_purchase_in_ascii(#[case] flags: &[&str], #[case] term: &str, #[case] size: (u16, u16)) {
    let server = server(|config| config.rename = Some(HOSTILE.to_owned()));
    let program = against(server.address()).args(flags.iter().copied()).env("TERM", term);
    let raw = purchase(&program.size(size.0, size.1).start());
    let other = raw.iter().position(|byte| !byte.is_ascii());
    let around = other.map(|at| {
        String::from_utf8_lossy(&raw[at.saturating_sub(80)..(at + 80).min(raw.len())]).into_owned()
    });
    assert_eq!(around, None);
    assert_eq!(server.orders(), 1);
}

/// Whether this is a character of Chinese, or one of the marks it is written with.
fn chinese(c: char) -> bool {
    matches!(u32::from(c), 0x3000..=0x303f | 0x3400..=0x9fff | 0xff00..=0xffef)
}

#[test]
fn in_ascii_a_chinese_screen_has_nothing_else_but_chinese() {
    let server = server(|config| config.rename = Some(HOSTILE.to_owned()));
    let program = against(server.address()).args(["--ascii", "--language", "zh-CN"]);
    let terminal = program.start();
    let raw = chinese_purchase(&terminal, (120, 36), false);
    let text = String::from_utf8(raw).unwrap();
    // Each has its place said before it, so they do not follow one another.
    assert!(text.contains('可') && text.contains('，'));
    let other: Vec<char> = text.chars().filter(|c| !c.is_ascii() && !chinese(*c)).collect();
    assert_eq!(other, Vec::<char>::new());
}

/// The steps as the Chinese screen calls them.
const STEPS: [&str; 8] = ["可用区", "实例规格", "镜像", "磁盘", "网络", "系统", "计费", "确认"];

/// Waits until the terminal, taking doubtful characters to be wide or not, shows this with every border
/// straight.
#[track_caller]
fn wait_straight(
    terminal: &Terminal,
    size: (u16, u16),
    wide: bool,
    what: &str,
    there: impl Fn(&Replay) -> bool,
) {
    let mut last = String::new();
    terminal.wait_raw(what, |raw| {
        let replay = Replay::of(size, wide, raw);
        let whole = straight(&replay, size);
        last = format!("{whole:?} {:?}\n{}", replay.trouble, replay.text());
        there(&replay) && whole.is_ok() && replay.trouble.is_empty()
    });
}

/// The rules reach from edge to edge, and what stands upright stands in one column.
fn straight(replay: &Replay, (columns, rows): (u16, u16)) -> Result<(), String> {
    let layout = Layout::of((columns, rows));
    let rules = match layout.shape {
        Shape::Wide => vec![1, rows - 2],
        Shape::Medium => vec![2, rows - 3],
        Shape::Small | Shape::TooSmall => Vec::new(),
    };
    let boxed = straight_box(|x, y| replay.at(x, y), (columns, rows), ascii);
    let railed = rules.first().is_some_and(|y| replay.at(RAIL_COLUMNS, *y) == "+");
    for y in rules {
        for x in 0..columns {
            let crossing = railed && x == RAIL_COLUMNS;
            // A box may lie over a rule.
            if replay.at(x, y) != if crossing { "+" } else { "-" } && boxed.is_err() {
                return Err(format!("the rule in row {y} is broken at {x}"));
            }
        }
    }
    if railed && boxed.is_err() {
        let broken = (2..rows - 2).find(|y| replay.at(RAIL_COLUMNS, *y) != "|");
        if let Some(y) = broken {
            return Err(format!("the rail is broken in row {y}"));
        }
    }
    Ok(())
}

/// Lines of the frame where characters of ambiguous width are not used.
fn ascii(glyph: &'static str) -> &'static str {
    match glyph {
        "─" => "-",
        "│" => "|",
        _ => "+",
    }
}

/// Buys with the defaults in Chinese, every border straight at every step; what was written.
fn chinese_purchase(terminal: &Terminal, size: (u16, u16), wide: bool) -> Vec<u8> {
    let heading = |replay: &Replay, step: usize| {
        let name = STEPS[step];
        replay.text().lines().take(4).any(|line| match Layout::of(size).shape {
            Shape::Wide => line.split('|').nth(1).is_some_and(|it| it.trim().starts_with(name)),
            Shape::Medium => line.trim().starts_with(name),
            _ => line.trim().starts_with(&format!("{}/8 {name}", step + 1)),
        })
    };
    wait_straight(terminal, size, wide, "a price", |replay| replay.text().contains("/时"));
    for (step, name) in STEPS.iter().enumerate() {
        if step > 0 {
            terminal.press("ctrl-n");
        }
        wait_straight(terminal, size, wide, name, |replay| heading(replay, step));
    }
    terminal.press("enter");
    wait_straight(terminal, size, wide, "the question in its box", |replay| {
        let boxed = straight_box(|x, y| replay.at(x, y), size, ascii);
        boxed.is_ok() && replay.text().contains("y 购买")
    });
    terminal.press("y");
    wait_straight(terminal, size, wide, "the login line", |replay| {
        replay.text().contains("ssh root@")
    });
    while terminal.writes_within(Duration::from_millis(300)) {}
    let raw = terminal.raw();
    wait_straight(terminal, size, wide, "the end", |replay| replay.text().contains("Running"));
    terminal.press("q");
    assert_eq!(terminal.wait_exit().exit_code(), 0);
    raw
}

#[rstest]
#[case::wide((120, 36))]
#[case::medium((80, 24))]
#[case::small((40, 10))]
fn where_doubtful_characters_are_wide_every_border_stays_straight(#[case] size: (u16, u16)) {
    let flags = ["--language", "zh-CN", "--ambiguous-width", "2"];
    let terminal = embedded(size).args(flags).start();
    let raw = chinese_purchase(&terminal, size, true);
    // There were such characters: otherwise this would say nothing.
    let text = String::from_utf8(raw).unwrap();
    assert!(text.contains(['…', '—', '“', '≈', '·']), "{text}");
}
