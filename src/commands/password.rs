//! Passwords for commands: from a variable, from a file that nobody else can read, or typed.

use std::fs::File;
use std::io::{self, BufRead as _, IsTerminal as _, Read as _, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::Path;

use rustix::termios::{self, LocalModes, OptionalActions};
use secrecy::{ExposeSecret as _, SecretString};
use zeroize::Zeroizing;

use crate::commands::Unusable;
use crate::domain::said::Said;
use crate::ui::words::Words;

/// Bytes of the largest password file.
const LARGEST: u64 = 4096;
/// A pipe without a writer is opened all the same, to be refused.
const NONBLOCK: i32 = rustix::fs::OFlags::NONBLOCK.bits().cast_signed();

/// From an environment variable.
pub fn from_env(name: &str) -> Result<SecretString, Unusable> {
    let refused = |words: &'static str| Unusable::new(Said::of(words).with("name", name));
    let value = std::env::var_os(name).ok_or_else(|| refused("password_variable.unset"))?;
    let value = value.into_string().map(Zeroizing::new);
    let value = value.map_err(|_| refused("password_variable.not_text"))?;
    if value.is_empty() {
        return Err(refused("password_variable.empty"));
    }
    Ok(SecretString::from(value.as_str()))
}

/// Why a password file cannot be used.
#[derive(Debug)]
pub enum FileError {
    /// The system does not let it be read, or it is not UTF-8.
    Unreadable(io::Error),
    /// A folder, a device, a pipe.
    NotFile,
    /// Others may read it too, as its mode says.
    Open(u32),
    /// So many bytes are no password.
    TooLong(u64),
    /// Its first line says nothing.
    Empty,
}

impl From<io::Error> for FileError {
    fn from(error: io::Error) -> Self {
        Self::Unreadable(error)
    }
}

impl FileError {
    /// Why, a part of a sentence about the file at `path`.
    pub fn said(&self, path: &str) -> Said {
        match self {
            Self::Unreadable(why) => why.into(),
            Self::NotFile => Said::of("password_file.not_a_file"),
            Self::Open(mode) => {
                let said = Said::of("password_file.open").with("mode", format!("{mode:04o}"));
                said.with("path", path)
            }
            Self::TooLong(bytes) => Said::of("password_file.too_long").with_number("bytes", bytes),
            Self::Empty => Said::of("password_file.empty"),
        }
    }
}

/// From the first line of a file that only its owner can read.
pub fn from_file(path: &Path) -> Result<SecretString, FileError> {
    // What is looked at is what is read, whatever becomes of the path meanwhile.
    let file = File::options().read(true).custom_flags(NONBLOCK).open(path)?;
    let about = file.metadata()?;
    if !about.is_file() {
        return Err(FileError::NotFile);
    }
    let mode = about.mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(FileError::Open(mode));
    }
    if about.len() > LARGEST {
        return Err(FileError::TooLong(about.len()));
    }
    // All at once: a buffer that grows leaves copies behind.
    let capacity = usize::try_from(LARGEST).unwrap_or_default() + 1;
    let mut text = Zeroizing::new(String::with_capacity(capacity));
    file.take(LARGEST).read_to_string(&mut text)?;
    let line = text.lines().next().unwrap_or_default();
    if line.is_empty() {
        return Err(FileError::Empty);
    }
    Ok(SecretString::from(line))
}

/// Typed on the terminal twice, unseen, until both are the same; `None` when there is no terminal to
/// type on, or nothing was typed.
pub fn typed_twice(words: Words) -> io::Result<Option<SecretString>> {
    let mut prompt = words.get("apply.password");
    loop {
        let Some(first) = typed(&format!("{prompt} "))? else { return Ok(None) };
        let Some(again) = typed(&format!("{} ", words.get("apply.password_again")))? else {
            return Ok(None);
        };
        if first.expose_secret() == again.expose_secret() {
            return Ok(Some(first));
        }
        prompt = words.get("apply.passwords_differ");
    }
}

/// Typed on the terminal, unseen; `None` when there is no terminal to type on.
pub fn typed(prompt: &str) -> io::Result<Option<SecretString>> {
    let stdin = io::stdin();
    if !stdin.is_terminal() || !io::stderr().is_terminal() {
        return Ok(None);
    }
    let before = termios::tcgetattr(&stdin)?;
    let mut hidden = before.clone();
    hidden.local_modes.remove(LocalModes::ECHO);
    // Hidden before it is asked for: who answers at once is not seen either.
    termios::tcsetattr(&stdin, OptionalActions::Flush, &hidden)?;
    let asked = write!(io::stderr(), "{prompt}").and_then(|()| io::stderr().flush());
    let mut line = Zeroizing::new(String::new());
    let read = asked.and_then(|()| stdin.lock().read_line(&mut line));
    termios::tcsetattr(&stdin, OptionalActions::Flush, &before)?;
    writeln!(io::stderr())?;
    read?;
    let line = line.trim_end_matches(['\n', '\r']);
    Ok((!line.is_empty()).then(|| SecretString::from(line)))
}
