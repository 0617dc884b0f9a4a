//! A terminal screen as a picture: one self-contained SVG, the same bytes for the same screen.
//!
//! Lengths are whole tenths of a pixel, so that no rounding differs between machines.

use std::env;
use std::ffi::OsString;
use std::fmt::{self, Write as _};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use vt100::{Cell, Color, Screen};

/// The environment variable that names the folder in which pictures are made anew.
pub const FOLDER: &str = "BCC_WIZARD_PICTURES";

/// A cell, in tenths of a pixel; no higher than the fonts' upright lines, which must touch.
const CELL: (usize, usize) = (84, 162);
/// The letters' size and the distance of their line from the top of a cell, in tenths of a pixel.
const LETTER: (usize, usize) = (140, 128);
/// From the window's edge to the text, and the height of its title bar, in tenths of a pixel.
const MARGIN: usize = 120;
const TITLE_BAR: usize = 300;

const FONTS: &str = "'DejaVu Sans Mono','Cascadia Mono',Menlo,Consolas,'Liberation Mono',\
    'Noto Sans Mono CJK SC','Sarasa Mono SC','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',\
    'WenQuanYi Zen Hei Mono',monospace";

/// The screen in a dark window frame that bears `title`.
pub fn svg(screen: &Screen, title: &str) -> String {
    let (rows, cols) = screen.size();
    let (rows, cols) = (rows.get(), cols.get());
    let width = usize::from(cols) * CELL.0 + 2 * MARGIN;
    let height = usize::from(rows) * CELL.1 + TITLE_BAR + MARGIN;
    let mut out = frame(width, height, title);
    let runs: Vec<Run> = (0..rows).flat_map(|row| runs(screen, row, cols)).collect();
    for run in &runs {
        run.ground(&mut out);
    }
    for run in &runs {
        run.text(&mut out);
    }
    out.push_str("</g>\n</svg>\n");
    out
}

/// Saves a picture as `name`.svg in `folder`; a reader sees the old one or the new one, whole.
pub fn save(folder: &Path, name: &str, svg: &str) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let path = folder.join(format!("{name}.svg"));
    let unfinished = folder.join(format!(".{name}.{}.unfinished", std::process::id()));
    fs::write(&unfinished, svg)?;
    fs::rename(&unfinished, &path)?;
    Ok(path)
}

/// Where pictures are to be made anew, if anywhere.
pub fn folder() -> Option<PathBuf> {
    named(env::var_os(FOLDER))
}

fn named(value: Option<OsString>) -> Option<PathBuf> {
    value.filter(|name| !name.is_empty()).map(PathBuf::from)
}

fn frame(width: usize, height: usize, title: &str) -> String {
    let (wide, high, title) = (Tenths(width), Tenths(height), escape(title));
    let middle = Tenths(width / 2);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{high}\" \
         viewBox=\"0 0 {wide} {high}\" role=\"img\">\n\
         <title>{title}</title>\n\
         <rect x=\"0.5\" y=\"0.5\" width=\"{}\" height=\"{}\" rx=\"8\" fill=\"{GROUND}\" \
         stroke=\"#3b4048\"/>\n",
        Tenths(width - 10),
        Tenths(height - 10),
    );
    for (x, colour) in [(18, "#e0625a"), (36, "#e0b34c"), (54, "#63b562")] {
        let _ = writeln!(out, "<circle cx=\"{x}\" cy=\"15\" r=\"5.5\" fill=\"{colour}\"/>");
    }
    let size = Tenths(LETTER.0);
    let _ = writeln!(
        out,
        "<g font-family=\"{FONTS}\" font-size=\"{size}\" xml:space=\"preserve\" \
         shape-rendering=\"crispEdges\">\n\
         <text x=\"{middle}\" y=\"19.5\" text-anchor=\"middle\" font-size=\"13\" \
         fill=\"#9aa2ae\">{title}</text>"
    );
    out
}

/// How a cell's glyphs must be placed to keep the columns straight.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Glyphs {
    /// Nothing to see but the ground.
    Blank,
    /// Letters every monospace font has: laid out together, stretched to their cells.
    Letters,
    /// Lines and blocks, which must touch their neighbours.
    Lines,
    /// Two cells each; a place for each, since fonts disagree about their width.
    Wide,
    /// Symbols that may come from any fallback font: a place for each.
    Symbols,
}

impl Glyphs {
    fn of(cell: &Cell) -> Self {
        let mut letters = cell.contents().chars();
        match letters.next() {
            None | Some(' ') => Self::Blank,
            // How many places an emoji or a combination takes in a list of places is not agreed upon.
            Some('\u{10000}'..) => Self::Symbols,
            Some(_) if letters.next().is_some() => Self::Symbols,
            Some(_) if cell.is_wide() => Self::Wide,
            Some('\u{2500}'..='\u{259f}') => Self::Lines,
            Some('!'..='\u{24f}') => Self::Letters,
            Some(_) => Self::Symbols,
        }
    }

    /// Whether a run of `self` goes on with `next`; blanks between words belong to the words.
    fn joins(self, next: Self) -> bool {
        self == next || (self == Self::Letters && next == Self::Blank)
    }
}

#[derive(Clone, PartialEq, Eq)]
struct Style {
    ink: Rgb,
    ground: Rgb,
    bold: bool,
    italic: bool,
    underline: bool,
}

impl Style {
    /// As the terminal shows it; the cursor's cell is turned round like an inverse one.
    fn of(cell: &Cell, cursor: bool) -> Self {
        let ink = Rgb::of(cell.fgcolor(), INK);
        let ground = Rgb::of(cell.bgcolor(), GROUND);
        let (ink, ground) = if cell.inverse() == cursor { (ink, ground) } else { (ground, ink) };
        let ink = if cell.dim() { ink.towards(ground) } else { ink };
        Self { ink, ground, bold: cell.bold(), italic: cell.italic(), underline: cell.underline() }
    }
}

/// Cells of one row that are drawn together.
struct Run {
    row: usize,
    col: usize,
    cells: usize,
    glyphs: Glyphs,
    style: Style,
    /// The text of each cell that begins one.
    text: Vec<String>,
}

impl Run {
    fn x(&self) -> usize {
        MARGIN + self.col * CELL.0
    }

    fn y(&self) -> usize {
        TITLE_BAR + self.row * CELL.1
    }

    fn ground(&self, out: &mut String) {
        if self.style.ground != GROUND {
            let (x, y) = (Tenths(self.x()), Tenths(self.y()));
            let (width, height) = (Tenths(self.cells * CELL.0), Tenths(CELL.1));
            let _ = writeln!(
                out,
                "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{}\"/>",
                self.style.ground
            );
        }
    }

    fn text(&self, out: &mut String) {
        let style = &self.style;
        if style.underline {
            let (x, y) = (Tenths(self.x()), Tenths(self.y() + LETTER.1 + 15));
            let width = Tenths(self.cells * CELL.0);
            let _ = writeln!(
                out,
                "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"1\" fill=\"{}\"/>",
                style.ink
            );
        }
        let trailing = self.text.iter().rev().take_while(|text| *text == " ").count();
        let used = self.cells - trailing;
        if used == 0 {
            return;
        }
        let y = Tenths(self.y() + LETTER.1);
        let _ = if self.glyphs == Glyphs::Wide {
            // A wide glyph is as wide as the letters are high: centred in its two cells.
            let inset = (2 * CELL.0 - LETTER.0) / 2;
            let places = (0..self.text.len()).map(|i| self.x() + inset + 2 * i * CELL.0);
            write!(out, "<text x=\"{}\" y=\"{y}\"", joined(places))
        } else {
            let (x, length) = (Tenths(self.x()), Tenths(used * CELL.0));
            write!(
                out,
                "<text x=\"{x}\" y=\"{y}\" textLength=\"{length}\" \
                 lengthAdjust=\"spacingAndGlyphs\""
            )
        };
        if style.bold {
            out.push_str(" font-weight=\"bold\"");
        }
        if style.italic {
            out.push_str(" font-style=\"italic\"");
        }
        let _ = writeln!(
            out,
            " fill=\"{}\">{}</text>",
            style.ink,
            escape(self.text.concat().trim_end())
        );
    }
}

fn runs(screen: &Screen, row: u16, cols: u16) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for col in 0..cols {
        let Some(cell) = screen.cell(row, col).filter(|cell| !cell.is_wide_continuation()) else {
            continue;
        };
        let cursor = !screen.hide_cursor() && screen.cursor_position() == (row, col);
        let (glyphs, style) = (Glyphs::of(cell), Style::of(cell, cursor));
        let cells = if cell.is_wide() { 2 } else { 1 };
        let text = if glyphs == Glyphs::Blank { " " } else { cell.contents() }.to_owned();
        match runs.last_mut() {
            Some(run)
                if run.style == style
                    && run.glyphs.joins(glyphs)
                    && glyphs != Glyphs::Symbols
                    && run.col + run.cells == usize::from(col) =>
            {
                run.cells += cells;
                run.text.push(text);
            }
            _ => runs.push(Run {
                row: row.into(),
                col: col.into(),
                cells,
                glyphs,
                style,
                text: vec![text],
            }),
        }
    }
    runs
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Rgb(u8, u8, u8);

const INK: Rgb = Rgb(0xcc, 0xd0, 0xda);
const GROUND: Rgb = Rgb(0x16, 0x18, 0x20);

/// The sixteen colours of the terminal: dark ones, then bright ones.
const SIXTEEN: [Rgb; 16] = [
    Rgb(0x28, 0x2a, 0x36),
    Rgb(0xe0, 0x5c, 0x62),
    Rgb(0x76, 0xbe, 0x6e),
    Rgb(0xde, 0xb8, 0x62),
    Rgb(0x62, 0x96, 0xe8),
    Rgb(0xc4, 0x7c, 0xd8),
    Rgb(0x56, 0xbe, 0xc8),
    Rgb(0xcc, 0xd0, 0xda),
    Rgb(0x6c, 0x72, 0x84),
    Rgb(0xff, 0x78, 0x7e),
    Rgb(0x98, 0xde, 0x8c),
    Rgb(0xfa, 0xd6, 0x7e),
    Rgb(0x84, 0xb4, 0xff),
    Rgb(0xde, 0x9c, 0xf2),
    Rgb(0x7c, 0xdc, 0xe6),
    Rgb(0xfa, 0xfa, 0xfc),
];

impl Rgb {
    fn of(color: Color, default: Self) -> Self {
        match color {
            Color::Default => default,
            Color::Rgb(red, green, blue) => Self(red, green, blue),
            Color::Idx(index @ 0..=15) => SIXTEEN[usize::from(index)],
            // xterm's cube of 6×6×6, then its ramp of 24 greys.
            Color::Idx(index @ 16..=231) => {
                let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
                let cube = index - 16;
                Self(level(cube / 36), level(cube / 6 % 6), level(cube % 6))
            }
            Color::Idx(index) => {
                let grey = 8 + 10 * (index - 232);
                Self(grey, grey, grey)
            }
        }
    }

    /// Not quite half way to `other`: what terminals make of dim.
    fn towards(self, other: Self) -> Self {
        let mix = |a: u8, b: u8| {
            u8::try_from((u16::from(a) * 55 + u16::from(b) * 45) / 100).unwrap_or(u8::MAX)
        };
        Self(mix(self.0, other.0), mix(self.1, other.1), mix(self.2, other.2))
    }
}

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// A length in tenths of a pixel, shown in pixels.
struct Tenths(usize);

impl fmt::Display for Tenths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0 / 10)?;
        if self.0.is_multiple_of(10) { Ok(()) } else { write!(f, ".{}", self.0 % 10) }
    }
}

fn joined(places: impl Iterator<Item = usize>) -> String {
    places.map(|place| Tenths(place).to_string()).collect::<Vec<_>>().join(" ")
}

/// As XML text; what XML cannot hold at all becomes the replacement character.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(letter),
        }
    }
    out
}

mod check;
