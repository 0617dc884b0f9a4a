//! Passwords for commands: from a variable, from a file that nobody else can read, or typed.

use std::fs;
use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use rustix::termios::{self, LocalModes, OptionalActions};
use secrecy::SecretString;
use zeroize::Zeroizing;

use crate::commands::Unusable;

/// Bytes of the largest password file.
const LARGEST: u64 = 4096;

/// From an environment variable.
pub fn from_env(name: &str) -> Result<SecretString, Unusable> {
    let value = std::env::var_os(name).ok_or_else(|| {
        Unusable::new(format!("the variable {name} with the password is not set"))
    })?;
    let value = value.into_string().map(Zeroizing::new).map_err(|_| {
        Unusable::new(format!("the variable {name} with the password is not UTF-8 text"))
    })?;
    if value.is_empty() {
        return Err(Unusable::new(format!("the variable {name} with the password is empty")));
    }
    Ok(SecretString::from(value.as_str()))
}

/// From a file that only its owner can read; a line break at its end does not belong to it.
pub fn from_file(path: &Path) -> Result<SecretString, Unusable> {
    let shown = path.display();
    let unreadable =
        |why: io::Error| Unusable::new(format!("the password file {shown} cannot be read: {why}"));
    let about = fs::metadata(path).map_err(unreadable)?;
    if !about.is_file() {
        return Err(Unusable::new(format!("the password file {shown} is no ordinary file")));
    }
    let mode = about.mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(Unusable::new(format!(
            "the password file {shown} can be read by others (mode {mode:04o}); make it yours alone with: chmod 600 {shown}"
        )));
    }
    if about.len() > LARGEST {
        return Err(Unusable::new(format!(
            "the password file {shown} has {} bytes; a password is shorter",
            about.len()
        )));
    }
    let text = fs::read_to_string(path).map(Zeroizing::new).map_err(unreadable)?;
    let line = text.strip_suffix('\n').unwrap_or(&text);
    let line = line.strip_suffix('\r').unwrap_or(line);
    if line.is_empty() {
        return Err(Unusable::new(format!("the password file {shown} is empty")));
    }
    Ok(SecretString::from(line))
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
    write!(io::stderr(), "{prompt}")?;
    io::stderr().flush()?;
    termios::tcsetattr(&stdin, OptionalActions::Flush, &hidden)?;
    let mut line = Zeroizing::new(String::new());
    let read = stdin.lock().read_line(&mut line);
    termios::tcsetattr(&stdin, OptionalActions::Flush, &before)?;
    writeln!(io::stderr())?;
    read?;
    let line = line.trim_end_matches(['\n', '\r']);
    Ok((!line.is_empty()).then(|| SecretString::from(line)))
}
