//! The terminal's own cursor stands at the caret wherever something is typed, so that input methods open
//! where the text goes.

use bcc_wizard::app::dialog::Dialog;
use bcc_wizard::app::editor::Over;
use bcc_wizard::app::key::{Key, KeyCode};
use bcc_wizard::app::msg::Msg;
use bcc_wizard::app::wizard::{Screen, Wizard};
use bcc_wizard::domain::field::FieldId;
use bcc_wizard::domain::language::Language;
use bcc_wizard::ui::look::Look;
use bcc_wizard::ui::text::{cells, clean, shown, window};
use bcc_wizard::ui::theme::Theme;
use bcc_wizard::ui::view;
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Position;
use unicode_segmentation::UnicodeSegmentation as _;

use crate::fixture::{Stage, created, instance};

/// What people type: narrow, wide, doubtful, joined, marked, drawn otherwise in ASCII.
const TYPED: [&str; 20] = [
    "a",
    "Z",
    "7",
    "-",
    " ",
    "服",
    "务",
    "，",
    "。",
    "é",
    "e\u{301}",
    "…",
    "—",
    "¥",
    "“",
    "👍🏽",
    "👩\u{200d}💻",
    "🇨🇳",
    "❤\u{fe0f}",
    "ｱ",
];

const LOOKS: [Look; 4] = [
    Look { ascii: false, wide: false, han: false },
    Look { ascii: false, wide: true, han: false },
    Look { ascii: true, wide: false, han: false },
    Look { ascii: true, wide: true, han: false },
];

/// Where something is typed, and the keys that lead there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Field,
    Number,
    Filter,
    Cell,
    Lines,
    Path,
    Save,
    Count,
    Release,
    Welcome,
}

const PLACES: [Place; 10] = [
    Place::Field,
    Place::Number,
    Place::Filter,
    Place::Cell,
    Place::Lines,
    Place::Path,
    Place::Save,
    Place::Count,
    Place::Release,
    Place::Welcome,
];

fn focus(stage: &mut Stage, digit: char, field: FieldId) {
    stage.step(digit);
    while stage.wizard.focused() != field {
        stage.keys("tab");
    }
}

fn at(place: Place, size: (u16, u16), language: Language) -> Stage {
    if place == Place::Welcome {
        let mut stage = Stage::welcome(size, language);
        stage.keys("down tab");
        return stage;
    }
    let mut stage = Stage::with(size, language, |_| false, |_| None);
    match place {
        Place::Field => focus(&mut stage, '6', FieldId::Name),
        Place::Number => {
            focus(&mut stage, '2', FieldId::Count);
            stage.keys("ctrl-u");
        }
        Place::Filter => drop(stage.step('2').keys("/")),
        Place::Cell => {
            stage.step('6');
            focus(&mut stage, '6', FieldId::SystemMore);
            stage.keys("right");
            focus(&mut stage, '6', FieldId::Tags);
            stage.keys("a");
        }
        Place::Lines | Place::Path => {
            focus(&mut stage, '6', FieldId::SystemMore);
            stage.keys("right");
            focus(&mut stage, '6', FieldId::UserData);
            stage.keys("e");
            if place == Place::Path {
                stage.keys("ctrl-o");
            }
        }
        Place::Save => drop(stage.keys("ctrl-s ctrl-u")),
        Place::Count => {
            focus(&mut stage, '2', FieldId::Count);
            stage.keys("ctrl-u text:50").step('8').keys("enter");
        }
        Place::Release => {
            stage.buy();
            stage.submitted(Ok(created(&["i-aF3kQ2Zb"])));
            stage.seen(Ok(vec![instance("i-aF3kQ2Zb", "Running", Some("1.2.3.4"))]));
            stage.keys("r");
        }
        Place::Welcome => {}
    }
    stage
}

/// What is typed in front: the text before the caret and behind it, in its own line.
fn typed(wizard: &Wizard) -> (String, String) {
    let line = match &wizard.dialog {
        Some(Dialog::Editor(editor)) => match &editor.over {
            Over::Path(path) => &path.typed,
            _ => {
                let row = editor.lines.rows().nth(editor.lines.row()).unwrap();
                let before = editor.lines.before();
                return (before.to_owned(), row[before.len()..].to_owned());
            }
        },
        Some(Dialog::Item(form)) => match &form.cells[form.at].value {
            bcc_wizard::app::items::CellValue::Text(line) => line,
            other => panic!("{other:?}"),
        },
        Some(Dialog::Save(form)) => &form.path,
        Some(Dialog::Confirm(confirm)) => confirm.typed.as_ref().unwrap(),
        Some(Dialog::Release(release)) => &release.typed,
        Some(other) => panic!("{other:?}"),
        None if wizard.screen == Screen::Welcome => &wizard.welcome.as_ref().unwrap().access_key,
        None => match wizard.picker(wizard.focused()).filter(|picker| picker.filtering) {
            Some(picker) => &picker.filter,
            None => &wizard.editor.as_ref().unwrap().1,
        },
    };
    let (before, after) = line.split();
    (before.to_owned(), after.to_owned())
}

/// The row of the cursor, left and right of it, as the terminal shows it.
fn around_cursor(wizard: &Wizard, look: Look) -> (String, String) {
    let (columns, rows) = (wizard.layout.columns, wizard.layout.rows);
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    let theme = Theme::new(true).on(look);
    terminal.draw(|frame| _ = view(frame, wizard, &theme)).unwrap();
    let backend = terminal.backend();
    let Position { x, y } = backend.cursor_position();
    assert!(
        backend.cursor_visible(),
        "there is no caret on\n{}",
        super::buffer_text(backend.buffer())
    );
    let (mut left, mut right) = (String::new(), String::new());
    let mut column = 0;
    while column < columns {
        let symbol = backend.buffer()[(column, y)].symbol();
        let width = u16::try_from(look.cells(symbol)).unwrap().max(1);
        assert!(column >= x || column + width <= x, "the caret is inside {symbol:?}");
        if column < x {
            left.push_str(symbol);
        } else {
            right.push_str(symbol);
        }
        column += width;
    }
    (left, right)
}

/// What ends `seen` of `text`: as much of its end as is seen, at least so many of its last characters.
fn ends_with(seen: &str, text: &str, least: usize) -> bool {
    let graphemes: Vec<&str> = text.graphemes(true).collect();
    let from = graphemes.len().saturating_sub(least);
    seen.ends_with(&graphemes[from..].concat())
}

fn text() -> impl Strategy<Value = Vec<usize>> {
    proptest::collection::vec(0..TYPED.len(), 0..40)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_window_keeps_the_caret_between_what_is_before_and_behind_it(
        text in text(),
        caret in 0..40_usize,
        room in 1..60_usize,
        look in 0..LOOKS.len(),
        han in any::<bool>(),
    ) {
        let look = Look { han, ..LOOKS[look] };
        let pieces: Vec<String> =
            text.iter().map(|at| clean(TYPED[*at]).into_owned()).collect();
        let caret = caret.min(pieces.len());
        let (before, after) = (pieces[..caret].concat(), pieces[caret..].concat());
        let whole = format!("{before}{after}");
        look.during(|| {
            let (part, column) = window(&whole, before.chars().count(), room);
            assert!(cells(&part) <= room && column < room, "{part:?}");
            // The part of it before the caret takes exactly the cells up to the caret.
            let mut taken = 0;
            let split = part.grapheme_indices(true).find(|(_, grapheme)| {
                let here = taken == column;
                taken += cells(grapheme);
                here
            });
            let at = split.map_or(part.len(), |(at, _)| at);
            let left = &part[..at];
            assert_eq!(cells(left), column, "{part:?} at {column}");
            if cells(&before) < room {
                assert_eq!(left, before);
            } else {
                let seen = left.strip_prefix(look.ellipsis()).unwrap_or(left);
                assert!(before.ends_with(seen), "{left:?} of {before:?}");
            }
        });
    }

    #[test]
    fn the_cursor_stands_at_the_caret_everywhere(
        place in 0..PLACES.len(),
        text in text(),
        moves in 0..12_usize,
        columns in 40..160_u16,
        rows in 10..50_u16,
        look in 0..LOOKS.len(),
        chinese in any::<bool>(),
    ) {
        let language = if chinese { Language::ZhCn } else { Language::En };
        let look = Look { han: chinese, ..LOOKS[look] };
        let mut stage = at(PLACES[place], (columns, rows), language);
        for grapheme in text.iter().map(|at| TYPED[*at]) {
            for c in grapheme.chars() {
                stage.send(Msg::Key(Key::plain(KeyCode::Char(c))));
            }
        }
        for _ in 0..moves {
            stage.send(Msg::Key("left".parse().unwrap()));
        }
        let (before, after) = typed(&stage.wizard);
        let (left, right) = around_cursor(&stage.wizard, look);
        let (before, after) = look.during(|| {
            (shown(&clean(&before)).into_owned(), shown(&clean(&after)).into_owned())
        });
        prop_assert!(
            ends_with(&left, &before, 2),
            "{:?}: {:?} before the cursor, {:?} before the caret", PLACES[place], left, before
        );
        let first = after.graphemes(true).next().unwrap_or_default();
        let ends = right.starts_with(first) || right.starts_with(look.ellipsis()) || right.starts_with(' ');
        prop_assert!(
            ends,
            "{:?}: {:?} at the cursor, {:?} at the caret", PLACES[place], right, after
        );
    }
}

#[test]
fn every_place_is_reached_and_has_its_caret_at_every_usual_size() {
    for place in PLACES {
        for size in [super::WIDE, super::MEDIUM, super::SMALL] {
            for language in [Language::En, Language::ZhCn] {
                let mut stage = at(place, size, language);
                stage.keys("text:ab服");
                let (before, _) = typed(&stage.wizard);
                assert_eq!(before, "ab服", "{place:?}");
                let (left, _) = around_cursor(&stage.wizard, LOOKS[0]);
                assert!(left.ends_with("ab服"), "{place:?} {size:?}: {left:?}");
            }
        }
    }
}
