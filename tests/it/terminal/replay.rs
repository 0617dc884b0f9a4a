//! A terminal of few words, written for itself: it knows where the cursor is told to go, how wide it takes
//! each character to be, and nothing of colours. What a program wrote is read with it as a terminal would
//! that draws characters of ambiguous width in one cell, or in two.

use unicode_width::UnicodeWidthChar as _;

/// Stands in a cell that the character before it reaches into.
const COVERED: &str = "";

/// A screen of cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replay {
    columns: usize,
    cells: Vec<String>,
    column: usize,
    row: usize,
    wide: bool,
    /// What was written beyond the end of a row, or is no part of the language known here.
    pub trouble: Vec<String>,
}

impl Replay {
    /// An empty screen; `wide`: characters of ambiguous width take two cells.
    pub fn new((columns, rows): (u16, u16), wide: bool) -> Self {
        let (columns, rows) = (usize::from(columns), usize::from(rows));
        let cells = vec![" ".to_owned(); columns * rows];
        Self { columns, cells, column: 0, row: 0, wide, trouble: Vec::new() }
    }

    /// The screen after all of this.
    pub fn of(size: (u16, u16), wide: bool, written: &[u8]) -> Self {
        let mut replay = Self::new(size, wide);
        replay.write(written);
        replay
    }

    /// What stands in a cell; nothing in one that the character before it reaches into.
    pub fn at(&self, column: u16, row: u16) -> &str {
        let at = usize::from(row) * self.columns + usize::from(column);
        self.cells.get(at).map_or("", String::as_str)
    }

    /// The rows as text, without the blanks at their ends.
    pub fn text(&self) -> String {
        let rows = self.cells.chunks(self.columns).map(|row| row.concat().trim_end().to_owned());
        rows.collect::<Vec<_>>().join("\n")
    }

    /// Takes what was written. A character cut in half at the end is left out.
    pub fn write(&mut self, written: &[u8]) {
        let text = match std::str::from_utf8(written) {
            Ok(text) => text,
            Err(broken) => std::str::from_utf8(&written[..broken.valid_up_to()]).unwrap(),
        };
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            rest = &rest[c.len_utf8()..];
            match c {
                '\u{1b}' => match self.escape(rest) {
                    Some(after) => rest = after,
                    // It goes on in what is not written yet.
                    None => return,
                },
                '\r' => self.column = 0,
                '\n' => self.row += 1,
                '\u{7}' => {}
                c if c.is_control() => self.trouble.push(format!("the control character {c:?}")),
                c => self.print(c),
            }
        }
    }

    /// Takes one escape sequence, whose beginning is read already; what is left behind it.
    fn escape<'a>(&mut self, text: &'a str) -> Option<&'a str> {
        let first = text.chars().next()?;
        let text = &text[first.len_utf8()..];
        match first {
            '[' => {
                let end = text.find(|c: char| ('\u{40}'..='\u{7e}').contains(&c))?;
                let (arguments, last) = (&text[..end], text[end..].chars().next()?);
                self.control(arguments, last);
                Some(&text[end + 1..])
            }
            // A command to the terminal's program, such as one to copy: ended by BEL or ST.
            ']' => {
                let end = text.find(['\u{7}', '\u{1b}'])?;
                let st = usize::from(text[end..].starts_with("\u{1b}\\"));
                text.get(end + 1 + st..)
            }
            other => {
                self.trouble.push(format!("ESC {other:?}"));
                Some(text)
            }
        }
    }

    fn control(&mut self, arguments: &str, last: char) {
        let number = |at: usize| -> usize {
            let number = arguments.split(';').nth(at).and_then(|it| it.parse().ok());
            number.unwrap_or(1).max(1)
        };
        match last {
            'H' => (self.row, self.column) = (number(0) - 1, number(1) - 1),
            'J' if arguments == "2" => self.cells.fill(" ".to_owned()),
            // Another screen begins empty.
            'h' | 'l' if arguments == "?1049" => self.cells.fill(" ".to_owned()),
            // A question to the terminal, which this one does not answer.
            'p' if arguments.ends_with('$') => {}
            'm' | 'h' | 'l' | 'q' | 'u' => {}
            _ => self.trouble.push(format!("CSI {arguments} {last}")),
        }
    }

    fn print(&mut self, c: char) {
        let width = if self.wide { c.width_cjk() } else { c.width() }.unwrap_or(0);
        let at = self.row * self.columns + self.column;
        if width == 0 {
            if let Some(before) = self.cells[..at].iter_mut().rfind(|cell| *cell != COVERED) {
                before.push(c);
            }
            return;
        }
        if self.column + width > self.columns || at + width > self.cells.len() {
            self.trouble.push(format!("{c:?} is written at {},{}", self.column, self.row));
            return;
        }
        self.uncover(at);
        self.cells[at] = c.to_string();
        for covered in at + 1..at + width {
            self.uncover(covered);
            COVERED.clone_into(&mut self.cells[covered]);
        }
        self.column += width;
    }

    /// A character of which half is overwritten is gone, as on any terminal.
    fn uncover(&mut self, at: usize) {
        if self.cells[at] == COVERED
            && let Some(begin) = self.cells[..at].iter().rposition(|cell| cell != COVERED)
        {
            self.cells[begin..=at].fill(" ".to_owned());
        }
        let covered = self.cells[at + 1..].iter().take_while(|cell| *cell == COVERED).count();
        self.cells[at + 1..=at + covered].fill(" ".to_owned());
    }
}

#[test]
fn characters_stand_where_the_terminal_puts_them() {
    let written = "\u{1b}[2;3Ha…服b\u{1b}[1;1H\u{1b}[1;31mx\u{1b}[0m".as_bytes();
    let narrow = Replay::of((10, 2), false, written);
    assert_eq!(narrow.text(), "x\n  a…服b");
    assert_eq!((narrow.at(4, 1), narrow.at(5, 1), narrow.at(6, 1)), ("服", "", "b"));
    let wide = Replay::of((10, 2), true, written);
    assert_eq!((wide.at(3, 1), wide.at(4, 1), wide.at(5, 1), wide.at(7, 1)), ("…", "", "服", "b"));
}

#[test]
fn half_of_a_character_that_is_written_over_is_gone() {
    for (written, left) in
        [("服务\u{1b}[1;2Hx", " x务"), ("服务\u{1b}[1;3Hx", "服x"), ("ab\u{1b}[1;1H服", "服")]
    {
        assert_eq!(Replay::of((8, 1), false, written.as_bytes()).text(), left);
    }
}

#[test]
fn what_is_written_beyond_the_end_or_not_understood_is_told() {
    assert!(Replay::of((3, 1), false, b"abcd").trouble[0].contains("'d'"));
    assert!(Replay::of((3, 1), false, "ab服".as_bytes()).trouble[0].contains('服'));
    assert_eq!(Replay::of((3, 1), false, b"\x1b[3X").trouble, ["CSI 3 X"]);
    assert_eq!(Replay::of((9, 1), false, b"\x1b]52;c;eA==\x07ab\x1b[2").text(), "ab");
    assert!(Replay::of((9, 1), false, b"\x1b]52;c;eA==\x1b\\ab").trouble.is_empty());
}
