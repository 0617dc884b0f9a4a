//! The user's keymap: found, read, and laid over the built-in one before the screen opens.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::keymap::{Fault, Keymap};
use crate::commands::{USAGE, Unusable};
use crate::domain::language::Language;
use crate::domain::said::Said;
use crate::ui::words::Words;

/// No keymap is as large as this, in bytes.
const LARGEST: u64 = 256 * 1024;

/// The keymap of this user; an error says all that is wrong with their file.
pub fn load(language: Language) -> anyhow::Result<Arc<Keymap>> {
    let Some(path) = file() else { return Ok(Keymap::builtin()) };
    let words = Words(language);
    let shown = path.display().to_string();
    let unreadable = |why: Said| {
        let why = words.said(&why);
        let values = [("path", shown.as_str()), ("why", why.as_str())];
        Unusable::new(words.fill("keymap.unreadable", &values))
    };
    // A link that leads nowhere is there all the same.
    match fs::symlink_metadata(&path) {
        Err(error) if is_missing(&error) => return Ok(Keymap::builtin()),
        Err(error) => return Err(unreadable(error.into()).into()),
        Ok(_) => {}
    }
    let bytes = read(&path).map_err(unreadable)?;
    if bytes.len() as u64 > LARGEST {
        let most = (LARGEST / 1024).to_string();
        let values = [("path", shown.as_str()), ("most", &most)];
        return Err(Unusable::new(words.fill("keymap.too_large", &values)).into());
    }
    let text = match std::str::from_utf8(&bytes) {
        Ok(text) => text,
        Err(error) => {
            let good = bytes.iter().take(error.valid_up_to());
            let line = (good.filter(|byte| **byte == b'\n').count() + 1).to_string();
            let values = [("path", shown.as_str()), ("line", &line)];
            return Err(Unusable::new(words.fill("keymap.not_utf8", &values)).into());
        }
    };
    let keymap = Keymap::builtin().with(text);
    keymap.map(Arc::new).map_err(|faults| told(&faults, &shown, words).into())
}

/// Nobody has such a file, or no folder that it would be in.
fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// At most one byte more than it may have. Only of a file: a pipe might never end.
fn read(path: &Path) -> Result<Vec<u8>, Said> {
    if !fs::metadata(path)?.is_file() {
        return Err(Said::of("keymap.no_file"));
    }
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Every fault in a line of its own, and the way out.
fn told(faults: &[Fault], path: &str, words: Words) -> Unusable {
    let line = |fault: &Fault| {
        let values: Vec<(&str, &str)> =
            fault.values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        // A singular form would be looked for by the first value, which is a name here.
        format!("{path}:{}: {}", fault.line, words.fill(fault.words, &values))
    };
    let mut lines: Vec<String> = faults.iter().map(line).collect();
    lines.push(words.fill("keymap.way_out", &[("path", path)]));
    Unusable { said: lines.into_iter().map(Said::from).collect(), code: USAGE }
}

/// `$XDG_CONFIG_HOME/bcc-wizard/keymap.toml`, else `~/.config/bcc-wizard/keymap.toml`; `None` without either.
fn file() -> Option<PathBuf> {
    let named = |name: &str| std::env::var_os(name).filter(|value| Path::new(value).is_absolute());
    let base = named("XDG_CONFIG_HOME")
        .map(PathBuf::from)
        .or_else(|| named("HOME").map(|home| Path::new(&home).join(".config")))?;
    Some(base.join("bcc-wizard/keymap.toml"))
}
