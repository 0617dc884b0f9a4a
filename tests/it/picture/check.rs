//! The pictures tried on small screens.

use std::num::NonZeroU16;
use std::path::PathBuf;

use super::{FOLDER, Rgb, folder, named, save, svg};

/// The picture of a hidden-cursor screen of 20×2 after `bytes`.
fn picture(bytes: &str) -> String {
    svg(&screen(bytes), "t")
}

fn screen(bytes: &str) -> vt100::Screen {
    let (rows, cols) = (NonZeroU16::new(2).unwrap(), NonZeroU16::new(20).unwrap());
    let mut parser = vt100::Parser::new(rows, cols, 0);
    parser.process(b"\x1b[?25l");
    parser.process(bytes.as_bytes());
    parser.screen().clone()
}

/// The elements that show the screen, without the frame and the title.
fn shown(bytes: &str) -> Vec<String> {
    let picture = picture(bytes);
    let body = picture.split_once("fill=\"#9aa2ae\">t</text>\n").unwrap().1;
    let body = body.strip_suffix("</g>\n</svg>\n").unwrap();
    body.lines().map(str::to_owned).collect()
}

#[test]
fn an_empty_screen_is_an_empty_window() {
    assert_eq!(shown(""), Vec::<String>::new());
    let whole = picture("");
    assert!(whole.starts_with(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"192\" height=\"74.4\" \
         viewBox=\"0 0 192 74.4\" role=\"img\">\n<title>t</title>\n"
    ));
    assert!(!whole.contains("href"), "self-contained");
}

#[test]
fn one_style_is_one_text_and_keeps_its_columns() {
    assert_eq!(
        shown("  two  words"),
        ["<text x=\"28.8\" y=\"42.8\" textLength=\"84\" lengthAdjust=\"spacingAndGlyphs\" \
          fill=\"#ccd0da\">two  words</text>"]
    );
    let styled = shown("a\x1b[1mb\x1b[0;3mc\x1b[0;31md");
    assert_eq!(styled.len(), 4);
    assert!(styled[1].contains("x=\"20.4\"") && styled[1].contains("font-weight=\"bold\""));
    assert!(styled[2].contains("x=\"28.8\"") && styled[2].contains("font-style=\"italic\""));
    assert!(styled[3].contains("x=\"37.2\"") && styled[3].contains("fill=\"#e05c62\">d<"));
}

#[test]
fn a_wide_character_takes_two_cells() {
    let shown = shown("中文x");
    assert_eq!(shown.len(), 2);
    // Each glyph has its own place: 16.8 apart, 1.4 into its two cells.
    assert!(shown[0].starts_with("<text x=\"13.4 30.2\" ") && shown[0].contains(">中文<"));
    assert!(shown[1].starts_with("<text x=\"45.6\" ") && shown[1].contains(">x<"));
}

#[test]
fn symbols_of_unsure_width_and_lines_stand_in_their_own_cells() {
    let shown = shown("✓▸a──");
    let places = [("✓", "12"), ("▸", "20.4"), ("a", "28.8"), ("──", "37.2")];
    assert_eq!(shown.len(), places.len());
    for (element, (text, x)) in shown.iter().zip(places) {
        assert!(element.starts_with(&format!("<text x=\"{x}\" ")), "{element}");
        assert!(element.ends_with(&format!(">{text}</text>")), "{element}");
    }
}

#[test]
fn emoji_and_combined_letters_stand_alone() {
    let shown = shown("a\u{301}b😀中");
    let places = [("a\u{301}", "12", "8.4"), ("b", "20.4", "8.4"), ("😀", "28.8", "16.8")];
    assert_eq!(shown.len(), 4);
    for (element, (text, x, length)) in shown.iter().zip(places) {
        let begin = format!("<text x=\"{x}\" y=\"42.8\" textLength=\"{length}\"");
        assert!(element.starts_with(&begin) && element.contains(text), "{element}");
    }
    assert!(shown[3].starts_with("<text x=\"47\" "));
}

#[test]
fn markup_in_text_and_title_is_escaped() {
    assert!(shown("<&>\"")[0].ends_with(">&lt;&amp;&gt;&quot;</text>"));
    let titled = svg(&screen(""), "a<b & \x07");
    assert!(titled.contains("<title>a&lt;b &amp; \u{fffd}</title>"));
}

#[test]
fn inverse_swaps_the_colours() {
    let swapped = shown("\x1b[32;7mab");
    assert_eq!(
        swapped[0],
        "<rect x=\"12\" y=\"30\" width=\"16.8\" height=\"16.2\" fill=\"#76be6e\"/>"
    );
    assert!(swapped[1].contains("fill=\"#161820\">ab<"));
    // Inverse blanks are seen too.
    assert_eq!(shown("\x1b[7m  ").len(), 1);
}

#[test]
fn the_cursor_shows_where_it_is() {
    let shown = shown("ab\x1b[?25h\x1b[1;2H");
    assert_eq!(shown.len(), 3);
    assert!(shown[0].starts_with("<rect x=\"20.4\" ") && shown[0].contains("fill=\"#ccd0da\""));
    assert!(shown[2].contains("fill=\"#161820\">b<"));
}

#[test]
fn dim_is_nearer_to_the_ground_and_underline_is_drawn() {
    assert!(shown("\x1b[2mx")[0].contains("fill=\"#7a7d86\""));
    let underlined = shown("\x1b[4mab ");
    assert_eq!(
        underlined[0],
        "<rect x=\"12\" y=\"44.3\" width=\"25.2\" height=\"1\" fill=\"#ccd0da\"/>"
    );
    assert!(underlined[1].contains(">ab<"));
}

#[test]
fn every_kind_of_colour_is_known() {
    for (code, colour) in [
        ("97", "#fafafc"),
        ("38;5;9", "#ff787e"),
        ("38;5;16", "#000000"),
        ("38;5;208", "#ff8700"),
        ("38;5;231", "#ffffff"),
        ("38;5;232", "#080808"),
        ("38;5;255", "#eeeeee"),
        ("38;2;1;2;254", "#0102fe"),
    ] {
        let shown = shown(&format!("\x1b[{code}mx"));
        assert!(shown[0].contains(&format!("fill=\"{colour}\"")), "{code}: {}", shown[0]);
    }
    assert!(shown("\x1b[48;5;21mx")[0].contains("fill=\"#0000ff\""));
    assert!(Rgb(1, 2, 3) == Rgb::of(vt100::Color::Default, Rgb(1, 2, 3)));
}

#[test]
fn the_same_screen_gives_the_same_picture_however_it_was_drawn() {
    assert_eq!(picture("ab\x1b[31mc"), picture("\x1b[1;3H\x1b[31mc\x1b[m\x1b[Hab"));
}

#[test]
fn a_picture_is_saved_whole_and_replaces_the_old_one() {
    let home = tempfile::tempdir().unwrap();
    let deep = home.path().join("docs/pictures");
    save(&deep, "zone", "old").unwrap();
    let path = save(&deep, "zone", "new").unwrap();
    assert_eq!(path, deep.join("zone.svg"));
    assert_eq!(std::fs::read_to_string(path).unwrap(), "new");
    assert_eq!(std::fs::read_dir(deep).unwrap().count(), 1, "nothing unfinished is left");
}

#[test]
fn pictures_are_made_only_where_the_environment_says() {
    assert_eq!(named(None), None);
    assert_eq!(named(Some("".into())), None);
    assert_eq!(named(Some("docs".into())), Some(PathBuf::from("docs")));
    assert_eq!(folder(), named(std::env::var_os(FOLDER)));
}
