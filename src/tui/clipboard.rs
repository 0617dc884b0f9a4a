//! The terminal's clipboard, reached by an escape sequence (OSC 52) that also works over SSH.
//!
//! The terminal gives no answer: whether it takes the text is its own decision, so nobody here can say
//! more than that it was sent. Terminals inside terminals need help: `tmux` and `screen` eat sequences
//! they do not know unless they are wrapped into one that is meant to be passed on.

use std::io::{self, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret as _, SecretString};
use zeroize::Zeroizing;

use crate::app::copying::NotCopied;

/// The most bytes that are sent: what fits, encoded, into the 100 000 bytes that common terminals read.
pub const LONGEST: usize = 74_994;
/// The most bytes of one sequence that `screen` passes on, its beginning and end included.
const SCREEN_CHUNK: usize = 768;

/// What stands between here and the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Nothing.
    Direct,
    /// `tmux`.
    Tmux,
    /// GNU `screen`.
    Screen,
    /// A console that has no clipboard.
    Nowhere,
}

impl Way {
    /// What the environment says of it: `TMUX`, `STY` and `TERM`, empty ones as if they were not there.
    pub fn of(variable: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name| variable(name).filter(|value| !value.is_empty());
        let term = set("TERM").unwrap_or_default();
        if set("TMUX").is_some() {
            Self::Tmux
        } else if set("STY").is_some() || term.starts_with("screen") {
            Self::Screen
        } else if term == "linux" || term.starts_with("linux-") {
            Self::Nowhere
        } else {
            Self::Direct
        }
    }

    /// Of this process.
    pub fn here() -> Self {
        Self::of(|name| std::env::var(name).ok())
    }
}

/// The bytes that put a text on the clipboard.
pub fn sequence(text: &str, way: Way) -> Result<Zeroizing<Vec<u8>>, NotCopied> {
    if way == Way::Nowhere {
        return Err(NotCopied::NoClipboard);
    }
    if text.len() > LONGEST {
        return Err(NotCopied::TooLong { bytes: text.len(), most: LONGEST });
    }
    let encoded = Zeroizing::new(STANDARD.encode(text));
    // All the room it may need from the start: a buffer that grew would leave copies behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(3 * encoded.len() + 64));
    match way {
        Way::Direct | Way::Nowhere => osc(&mut bytes, b"\x1b", &encoded, b"\x1b\\"),
        Way::Tmux => {
            // tmux passes on what is wrapped only where `allow-passthrough` is on, and takes what is not
            // wrapped only where `set-clipboard` is on: it gets both, and the text is the same.
            osc(&mut bytes, b"\x1b", &encoded, b"\x1b\\");
            bytes.extend_from_slice(b"\x1bPtmux;");
            osc(&mut bytes, b"\x1b\x1b", &encoded, b"\x07");
            bytes.extend_from_slice(b"\x1b\\");
        }
        Way::Screen => {
            let mut whole = Zeroizing::new(Vec::with_capacity(encoded.len() + 16));
            osc(&mut whole, b"\x1b", &encoded, b"\x07");
            for chunk in whole.chunks(SCREEN_CHUNK - 4) {
                bytes.extend_from_slice(b"\x1bP");
                bytes.extend_from_slice(chunk);
                bytes.extend_from_slice(b"\x1b\\");
            }
        }
    }
    Ok(bytes)
}

fn osc(bytes: &mut Vec<u8>, escape: &[u8], encoded: &str, end: &[u8]) {
    for part in [escape, b"]52;c;", encoded.as_bytes(), end] {
        bytes.extend_from_slice(part);
    }
}

/// Sends a text to the clipboard of the terminal that this process runs in. The inner result says why
/// nothing was sent.
pub fn copy(text: &SecretString) -> io::Result<Result<(), NotCopied>> {
    let bytes = match sequence(text.expose_secret(), Way::here()) {
        Ok(bytes) => bytes,
        Err(why) => return Ok(Err(why)),
    };
    let mut out = io::stdout().lock();
    out.write_all(&bytes)?;
    out.flush()?;
    Ok(Ok(()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(set: &[(&str, &str)]) -> Way {
        Way::of(|name| {
            set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })
    }

    fn sent(text: &str, way: Way) -> String {
        String::from_utf8(sequence(text, way).unwrap().to_vec()).unwrap()
    }

    #[test]
    fn the_environment_says_what_stands_between() {
        for (set, is) in [
            (&[("TERM", "xterm-256color")][..], Way::Direct),
            (&[], Way::Direct),
            (&[("TERM", "tmux-256color"), ("TMUX", "/tmp/tmux-0/default,1,0")], Way::Tmux),
            (&[("TERM", "screen-256color"), ("TMUX", "/tmp/x,1,0")], Way::Tmux),
            (&[("TERM", "screen"), ("TMUX", "")], Way::Screen),
            (&[("TERM", "xterm"), ("STY", "1234.pts-0.host")], Way::Screen),
            (&[("TERM", "screen.xterm-256color")], Way::Screen),
            (&[("TERM", "linux")], Way::Nowhere),
            (&[("TERM", "linux-16color")], Way::Nowhere),
        ] {
            assert_eq!(way(set), is, "{set:?}");
        }
    }

    #[test]
    fn each_way_has_its_wrapping() {
        assert_eq!(sent("ab", Way::Direct), "\x1b]52;c;YWI=\x1b\\");
        assert_eq!(
            sent("ab", Way::Tmux),
            "\x1b]52;c;YWI=\x1b\\\x1bPtmux;\x1b\x1b]52;c;YWI=\x07\x1b\\"
        );
        assert_eq!(sent("ab", Way::Screen), "\x1bP\x1b]52;c;YWI=\x07\x1b\\");
        assert_eq!(sequence("ab", Way::Nowhere).unwrap_err(), NotCopied::NoClipboard);
    }

    #[test]
    fn screen_gets_chunks_it_can_take_that_come_together_again() {
        let text = "服务器".repeat(900);
        let sent = sent(&text, Way::Screen);
        let mut whole = String::new();
        let chunks: Vec<&str> = sent.split_inclusive("\x1b\\").collect();
        assert!(chunks.len() > 10);
        for chunk in chunks {
            assert!(chunk.len() <= 768, "{}", chunk.len());
            whole += chunk.strip_prefix("\x1bP").unwrap().strip_suffix("\x1b\\").unwrap();
        }
        assert_eq!(whole, format!("\x1b]52;c;{}\x07", STANDARD.encode(&text)));
    }

    #[test]
    fn what_no_terminal_reads_is_not_sent() {
        assert!(sequence(&"x".repeat(LONGEST), Way::Screen).is_ok());
        let why = sequence(&"x".repeat(LONGEST + 1), Way::Direct).unwrap_err();
        assert_eq!(why, NotCopied::TooLong { bytes: LONGEST + 1, most: LONGEST });
        assert!(STANDARD.encode("x".repeat(LONGEST)).len() <= 100_000);
    }
}
