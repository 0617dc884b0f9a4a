//! Reading a text file that somebody named.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use crate::app::effect::Unreadable;
use crate::domain::plan::Hidden;

/// The text of a file of at most `longest` bytes, every byte as it is. A leading `~` is the home.
pub fn read_text(path: &str, home: Option<&Path>, longest: usize) -> Result<Hidden, Unreadable> {
    let path = expand(path, home)?;
    // Asked before the file is opened: opening a pipe would wait for somebody to write into it.
    let about = fs::metadata(&path).map_err(|error| why(&error))?;
    if about.is_dir() {
        return Err(Unreadable::Directory);
    }
    if !about.is_file() {
        return Err(Unreadable::Special);
    }
    let mut bytes = Zeroizing::new(Vec::with_capacity(longest + 1));
    let most = u64::try_from(longest).unwrap_or(u64::MAX).saturating_add(1);
    File::open(&path)
        .map_err(|error| why(&error))?
        .take(most)
        .read_to_end(&mut bytes)
        .map_err(|error| why(&error))?;
    if bytes.len() > longest {
        return Err(Unreadable::TooLarge);
    }
    let text = std::str::from_utf8(&bytes).map_err(|_| Unreadable::NotText)?;
    Ok(Hidden::from(text))
}

fn expand(path: &str, home: Option<&Path>) -> Result<PathBuf, Unreadable> {
    let Some(rest) = path.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with('/'))
    else {
        return Ok(PathBuf::from(path));
    };
    let home = home.ok_or(Unreadable::NoHome)?;
    Ok(home.join(rest.trim_start_matches('/')))
}

fn why(error: &io::Error) -> Unreadable {
    match error.kind() {
        io::ErrorKind::NotFound => Unreadable::Missing,
        io::ErrorKind::PermissionDenied => Unreadable::Forbidden,
        _ => Unreadable::Other(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &Path) -> Result<String, Unreadable> {
        let path = path.to_str().unwrap();
        read_text(path, None, 8).map(|text| text.expose().to_owned())
    }

    #[test]
    fn every_byte_of_a_text_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("启动 脚本.sh");
        fs::write(&file, " \r\u{1b}字\r\n").unwrap();
        assert_eq!(read(&file).unwrap(), " \r\u{1b}字\r\n");
        let home = folder.path().join("home");
        fs::create_dir(&home).unwrap();
        fs::write(home.join("x"), "at home").unwrap();
        for path in ["~/x", "~//x"] {
            assert_eq!(read_text(path, Some(&home), 8).unwrap().expose(), "at home");
        }
    }

    #[test]
    fn what_is_no_text_file_is_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            fs::write(&path, bytes).unwrap();
            path
        };
        assert_eq!(read(&file("full", b"12345678")).unwrap(), "12345678");
        assert_eq!(read(&file("empty", b"")).unwrap(), "");
        for (path, why) in [
            (folder.path().join("nothing"), Unreadable::Missing),
            (folder.path().to_owned(), Unreadable::Directory),
            (file("long", b"123456789"), Unreadable::TooLarge),
            (file("binary", b"\x1f\x8b\x08"), Unreadable::NotText),
            (PathBuf::from("/dev/null"), Unreadable::Special),
        ] {
            assert_eq!(read(&path), Err(why), "{}", path.display());
        }
        assert!(matches!(read(&file("full", b"").join("x")), Err(Unreadable::Other(_))));
        assert_eq!(read_text("~/x", None, 8), Err(Unreadable::NoHome));
        assert_eq!(read_text("~x", None, 8), Err(Unreadable::Missing), "nobody else's home");
        assert!(read_text("a\0b", None, 8).is_err());
        assert_eq!(why(&io::Error::from(io::ErrorKind::PermissionDenied)), Unreadable::Forbidden);
    }
}
