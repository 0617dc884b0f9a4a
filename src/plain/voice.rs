//! What is said: lines of text and nothing else. No escapes, no colours, nothing written twice in one place.

use std::io::Write;

use crate::app::effect::Exit;
use crate::ui::look::Look;
use crate::ui::text::{clean, shown};

/// Why the dialogue ended.
pub(super) enum End {
    /// The wizard quits.
    Quit(Exit),
    /// Nobody can hear it any more.
    Gone,
}

/// Where lines go.
pub(super) struct Voice {
    out: Box<dyn Write + Send>,
    /// What the terminal can show.
    pub(super) look: Look,
    /// Answers are typed on a terminal, which shows them behind the question.
    typed: bool,
    /// A question stands on the line, and nothing behind it.
    open: bool,
}

impl Voice {
    /// A voice that says nothing yet. `typed`: answers come from a terminal.
    pub(super) fn new(out: Box<dyn Write + Send>, look: Look, typed: bool) -> Self {
        Self { out, look, typed, open: false }
    }

    /// Says a line.
    pub(super) fn line(&mut self, text: &str) -> Result<(), End> {
        let begin = if std::mem::take(&mut self.open) { "\n" } else { "" };
        let text = clean(text);
        let line = self.look.during(|| format!("{begin}{}\n", shown(text.trim_end())));
        self.put(&line)
    }

    /// Asks. On a terminal the answer is typed behind the question; through a pipe the question is a line,
    /// so that who reads lines gets it.
    pub(super) fn ask(&mut self, text: &str) -> Result<(), End> {
        if !self.typed {
            return self.line(text);
        }
        let text = clean(text);
        let line = self.look.during(|| format!("{} ", shown(text.trim_end())));
        self.put(&line)?;
        self.open = true;
        Ok(())
    }

    /// The answer was given. `seen`: the terminal has shown it, and that it was ended.
    pub(super) fn answered(&mut self, seen: bool) -> Result<(), End> {
        if std::mem::take(&mut self.open) && !seen { self.put("\n") } else { Ok(()) }
    }

    fn put(&mut self, text: &str) -> Result<(), End> {
        self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush()).map_err(|_| End::Gone)
    }
}

/// A drawn line as it is read aloud: columns become phrases, the first the name of the others.
pub(super) fn aloud(line: &str) -> String {
    let parts: Vec<&str> =
        line.split("  ").map(str::trim).filter(|part| !part.is_empty()).collect();
    match parts.split_first() {
        Some((name, rest)) if !rest.is_empty() => format!("{name}: {}", rest.join(", ")),
        _ => parts.concat(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Heard(Arc<Mutex<Vec<u8>>>);

    impl Write for Heard {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    impl Heard {
        fn text(&self) -> String {
            String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
        }
    }

    fn voice(look: Look, typed: bool) -> (Voice, Heard) {
        let heard = Heard::default();
        (Voice::new(Box::new(heard.clone()), look, typed), heard)
    }

    #[test]
    fn nothing_but_lines_of_text_is_written() {
        let (mut voice, heard) = voice(Look { ascii: true, ..Look::default() }, false);
        assert!(voice.line("¥0.49/h \u{1b}[2J\tx  ").is_ok() && voice.ask("Zone [a]:").is_ok());
        assert_eq!(heard.text(), "CNY 0.49/h ?[2J?x\nZone [a]:\n");
    }

    #[test]
    fn on_a_terminal_a_question_that_nobody_answered_ends_its_line() {
        let (mut voice, heard) = voice(Look::default(), true);
        assert!(voice.ask("Zone:").is_ok() && voice.line("Ended.").is_ok());
        assert!(voice.ask("Zone:").is_ok() && voice.answered(true).is_ok());
        assert!(voice.ask("Password:").is_ok() && voice.answered(false).is_ok());
        assert_eq!(heard.text(), "Zone: \nEnded.\nZone: Password: \n");
    }

    #[test]
    fn columns_are_read_as_phrases() {
        assert_eq!(aloud("  network           3 Gbps  "), "network: 3 Gbps");
        assert_eq!(aloud("  in    allow   tcp  22"), "in: allow, tcp, 22");
        assert_eq!(aloud("  One sentence. Two."), "One sentence. Two.");
        assert_eq!(aloud("   "), "");
    }
}
