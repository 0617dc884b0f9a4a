//! Every screen in every frame and language, with its styles, and as a terminal of ASCII shows it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use bcc_wizard::app::wizard::Wizard;
use bcc_wizard::domain::language::Language;
use bcc_wizard::ui::look::Look;
use bcc_wizard::ui::theme::Theme;
use ratatui::buffer::Cell;
use ratatui::style::Style;
use rstest::rstest;

use super::gallery::SCREENS;
use super::{MEDIUM, SMALL, WIDE, drawn_as, look, rows, with_caret};

/// The name of a picture's file.
fn name(screen: &str, (columns, rows): (u16, u16), language: Language) -> String {
    format!("matrix-{screen}-{columns}x{rows}-{}", language.tag())
}

/// A letter for the style of a cell, by its name in the theme.
fn letter(theme: &Theme, cell: &Cell) -> String {
    let styles = [
        (theme.error, 'E'),
        (theme.warning, 'W'),
        (theme.good, 'G'),
        (theme.focus, 'F'),
        (theme.chosen, 'r'),
        (theme.strong, 'b'),
        (theme.dim, 'd'),
        (theme.plain, if cell.symbol() == " " { ' ' } else { '.' }),
    ];
    let is = |style: Style| {
        style.fg.unwrap_or_default() == cell.fg && style.add_modifier == cell.modifier
    };
    let found = styles.into_iter().find(|(style, _)| is(*style));
    // Headers are bold and dim, input lines are underlined.
    found
        .map_or(
            if cell.modifier.contains(ratatui::style::Modifier::UNDERLINED) { 'u' } else { 'm' },
            |(_, letter)| letter,
        )
        .to_string()
}

fn picture(wizard: &Wizard) -> String {
    let coloured = drawn_as(wizard, Theme::new(true));
    let ascii = drawn_as(wizard, Theme::new(true).on(Look { ascii: true, ..Look::default() }));
    let mut picture = with_caret(&coloured);
    let theme = Theme::new(true);
    let _ = writeln!(
        picture,
        "\n=== styles: E error, W warning, G good, F focus, r chosen, b bold, d dim, u input, m other"
    );
    picture.push_str(&rows(coloured.backend().buffer(), |cell| letter(&theme, cell)));
    let _ = writeln!(picture, "\n=== ascii");
    picture.push_str(&super::buffer_text(ascii.backend().buffer()));
    picture
}

#[rstest]
fn every_screen_in_every_frame_and_language(
    #[values(WIDE, MEDIUM, SMALL)] size: (u16, u16),
    #[values(Language::En, Language::ZhCn)] language: Language,
) {
    for (screen, reach) in SCREENS {
        let stage = reach(size, language);
        look(&name(screen, size, language), &picture(&stage.wizard));
    }
}

#[test]
fn every_picture_is_of_a_screen() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name());
    let names = files.filter_map(|file| {
        Some(file.to_str()?.strip_suffix(".snap")?.to_owned())
            .filter(|it| it.starts_with("matrix-"))
    });
    let there: BTreeSet<String> = names.collect();
    let mut wanted = BTreeSet::new();
    for (screen, _) in SCREENS {
        for size in [WIDE, MEDIUM, SMALL] {
            for language in [Language::En, Language::ZhCn] {
                wanted.insert(name(screen, size, language));
            }
        }
    }
    assert_eq!(there, wanted);
}
