//! The help overlay: what is looked for in it, how far it is scrolled, and its words.

use std::collections::BTreeSet;

use bcc_wizard::app::action::{Action, Context};
use bcc_wizard::app::dialog::Dialog;
use bcc_wizard::app::msg::Msg;
use bcc_wizard::domain::field::FieldId;
use bcc_wizard::domain::language::Language;
use bcc_wizard::i18n;
use bcc_wizard::ui::help::GLOSSARY;
use rstest::rstest;
use strum::IntoEnumIterator as _;

use super::{MEDIUM, SMALL, WIDE, drawn, look, text};
use crate::fixture::Stage;

const LANGUAGES: [Language; 2] = [Language::En, Language::ZhCn];

fn open(size: (u16, u16), language: Language) -> Stage {
    let mut stage = Stage::with(size, language, |_| false, |_| None);
    stage.keys("ctrl-n ?");
    stage
}

/// Draws, as the loop does, so that the wizard knows how far it can scroll; then presses keys.
fn scroll(stage: &mut Stage, keys: &str) {
    for key in keys.split(' ') {
        let layout = stage.wizard.layout;
        let (theme, mut end) = (bcc_wizard::ui::theme::Theme::new(true), 0);
        let backend = ratatui::backend::TestBackend::new(layout.columns, layout.rows);
        let mut terminal = ratatui::Terminal::new(backend).unwrap();
        let wizard = &stage.wizard;
        terminal
            .draw(|frame| end = bcc_wizard::ui::view(frame, wizard, &theme).scroll_end)
            .unwrap();
        stage.wizard.scroll_end = end;
        stage.keys(key);
    }
}

/// The lines inside the box.
fn inside(stage: &Stage) -> Vec<String> {
    let screen = text(&stage.wizard);
    let inner = |line: &str| {
        let (_, rest) = line.split_once("│ ")?;
        // The frame of a wide screen has a line of its own.
        let rest = rest.rsplit_once('│').map_or(rest, |(rest, _)| rest);
        Some(rest.rsplit('│').next()?.trim_end_matches(['▲', '▼', '▐']).trim().to_owned())
    };
    let mut boxed = screen.lines().skip_while(|line| !line.contains('┌')).skip(1);
    let lines = boxed.by_ref().take_while(|line| !line.contains('└')).filter_map(inner);
    lines.filter(|line| !line.is_empty()).collect()
}

#[rstest]
#[case(WIDE, Language::En, "120x36")]
#[case(MEDIUM, Language::En, "80x24")]
#[case(SMALL, Language::En, "40x10")]
#[case(MEDIUM, Language::ZhCn, "zh_80x24")]
fn a_search_leaves_only_what_has_all_of_its_words(
    #[case] size: (u16, u16),
    #[case] language: Language,
    #[case] suffix: &str,
) {
    let mut stage = open(size, language);
    let looked_for =
        if language == Language::En { "/ text:PUBLIC space text:ip" } else { "/ text:公网" };
    stage.keys(looked_for);
    look(&format!("help_search_{suffix}"), &text(&stage.wizard));
}

#[rstest]
#[case::a_key("ctrl-t", "Ctrl-T")]
#[case::what_it_does("WITHOUT a screen", "Plan file")]
#[case::the_field("c4m16", "A spec is a fixed size")]
#[case::the_grammar("at least 8", ">=8c")]
#[case::a_word("eip", "Public IP, EIP")]
#[case::a_mark("estimate", "≈")]
fn everything_in_it_is_found(#[case] looked_for: &str, #[case] finds: &str) {
    let mut stage = open(MEDIUM, Language::En);
    stage.keys(&format!("/ text:{}", looked_for.replace(' ', " space text:")));
    let lines = inside(&stage);
    assert!(lines.iter().any(|line| line.contains(finds)), "{lines:#?}");
    assert!(lines.len() < 16, "{lines:#?}");
}

#[test]
fn chinese_is_found_too() {
    let mut stage = open(MEDIUM, Language::ZhCn);
    stage.keys("/ text:安全组");
    let lines = inside(&stage);
    assert!(lines.iter().any(|line| line.starts_with("安全组")), "{lines:#?}");
    assert!(!lines.iter().any(|line| line.contains("快照")), "{lines:#?}");
    stage.keys("esc").send(Msg::Paste("快照\n".into())).keys("/").send(Msg::Paste("快照\n".into()));
    assert!(inside(&stage).iter().any(|line| line.starts_with("快照")));
}

#[test]
fn escape_clears_first_and_closes_then() {
    let mut stage = open(MEDIUM, Language::En);
    let whole = text(&stage.wizard);
    stage.keys("/ text:zone");
    assert_ne!(text(&stage.wizard), whole);
    stage.keys("esc");
    assert_eq!(text(&stage.wizard), whole);
    // Enter ends typing: letters move again, and what was found stays.
    stage.keys("/ text:zone enter");
    let found = inside(&stage);
    scroll(&mut stage, "j k");
    assert_eq!(inside(&stage), found);
    assert!(matches!(&stage.wizard.dialog, Some(Dialog::Help(help)) if help.narrowed()));
    stage.keys("esc");
    assert_eq!(text(&stage.wizard), whole);
    stage.keys("esc");
    assert!(stage.wizard.dialog.is_none());
}

#[test]
fn a_search_without_result_says_so() {
    for language in LANGUAGES {
        let mut stage = open(MEDIUM, language);
        stage.keys("/ text:zzzz");
        let lines = inside(&stage).concat();
        assert!(lines.contains("“zzzz”") && lines.contains("Esc"), "{lines}");
    }
}

#[test]
fn where_one_is_in_it_is_said_while_it_scrolls() {
    let border = |stage: &Stage| {
        let screen = text(&stage.wizard);
        screen.lines().find(|line| line.contains('└')).unwrap().to_owned()
    };
    for size in [WIDE, MEDIUM, SMALL] {
        let mut stage = open(size, Language::En);
        assert!(border(&stage).contains(" 1–"), "{}", border(&stage));
        scroll(&mut stage, "end");
        let last = border(&stage);
        let (_, counted) = last.split_once('–').unwrap();
        let (to, rest) = counted.split_once(" of ").unwrap();
        assert!(rest.starts_with(to), "{last}");
        scroll(&mut stage, "home pgdn pgup");
        assert!(border(&stage).contains(" 1–"), "{}", border(&stage));
        // What fits whole has nothing to say.
        stage.keys("/ text:ctrl-t");
        assert!(!border(&stage).contains('–'), "{}", border(&stage));
    }
}

#[test]
fn paging_skips_no_line() {
    for (columns, rows) in [MEDIUM, SMALL] {
        let mut stage = open((columns, rows), Language::En);
        let mut seen = BTreeSet::new();
        loop {
            let page = inside(&stage);
            scroll(&mut stage, "pgdn");
            if inside(&stage) == page {
                break;
            }
            seen.extend(page);
        }
        seen.extend(inside(&stage));
        // On a screen that is high enough all of it stands at once.
        stage.send(Msg::Resize(columns, 500));
        let all = inside(&stage);
        assert!(all.len() > 100, "{}", all.len());
        for line in all {
            assert!(seen.contains(&line), "{columns}x{rows}: {line}");
        }
    }
}

#[test]
fn in_ascii_it_has_nothing_but_ascii() {
    let mut stage = open(MEDIUM, Language::En);
    stage.keys("end");
    let look = bcc_wizard::ui::look::Look { ascii: true, ..Default::default() };
    let theme = bcc_wizard::ui::theme::Theme::new(true).on(look);
    let backend = ratatui::backend::TestBackend::new(80, 300);
    let mut terminal = ratatui::Terminal::new(backend).unwrap();
    stage.send(Msg::Resize(80, 300));
    let wizard = &stage.wizard;
    terminal.draw(|frame| _ = bcc_wizard::ui::view(frame, wizard, &theme)).unwrap();
    let screen = super::buffer_text(terminal.backend().buffer());
    assert!(screen.is_ascii() && screen.contains("Words of the cloud"), "{screen}");
}

#[test]
fn every_word_of_the_help_is_there_in_both_languages() {
    for language in LANGUAGES {
        let known = |key: &str| assert_ne!(i18n::text(language, key), key, "{language:?}");
        for word in GLOSSARY {
            known(&format!("term.{word}"));
            known(&format!("means.{word}"));
        }
        for action in Action::iter() {
            known(&format!("does.{}", <&str>::from(action)));
        }
        for context in Context::iter() {
            known(&format!("context.{}", <&str>::from(context)));
        }
        let terms: BTreeSet<_> =
            GLOSSARY.iter().map(|it| i18n::text(language, &format!("term.{it}"))).collect();
        let twice = GLOSSARY.len() - terms.len();
        assert!(twice <= 1, "{twice} words are explained twice");
    }
}

/// Letters of a sentence that another does not have, by runs: words, or single Chinese characters.
fn words(text: &str) -> BTreeSet<String> {
    let lower = text.to_lowercase();
    let mut words = BTreeSet::new();
    for word in lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if word.is_ascii() {
            words.insert(word.to_owned());
        } else {
            words.extend(word.chars().map(String::from));
        }
    }
    words
}

#[test]
fn the_long_help_of_every_field_explains_and_does_not_repeat() {
    let mut poor = Vec::new();
    for language in LANGUAGES {
        for field in FieldId::iter() {
            let text = |table: &str| i18n::text(language, &format!("{table}.{}", field.name()));
            let (label, short, long) = (text("field"), text("help"), text("help_long"));
            let (least, new) = if language == Language::En { (90, 8) } else { (32, 12) };
            let known: BTreeSet<String> = words(&format!("{label} {short}"));
            let more = words(&long).difference(&known).count();
            let repeats = long.contains(short.trim_end_matches(['.', '。']));
            if long.chars().count() < least || more < new || repeats {
                poor.push(format!("{language:?} {field:?}, {more} new words: {long}"));
            }
        }
    }
    assert_eq!(poor, Vec::<String>::new());
}

#[test]
fn a_narrow_terminal_shows_every_key_whole() {
    let mut stage = open(SMALL, Language::En);
    stage.send(Msg::Resize(40, 400));
    let screen = text(&stage.wizard);
    for key in ["Shift-Tab", "Alt-1…8", "Backspace", "PgDn", "Ctrl-G"] {
        assert!(screen.contains(key), "{key}\n{screen}");
    }
    drawn(&stage.wizard, (40, 400), false);
}
