//! Files that must never be half written: they are written beside their place, brought to the disk,
//! and put in place at once.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::{
    DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _, chown,
};
use std::path::{Path, PathBuf};

use uuid::Uuid;

/// Only its owner may read and write a file.
const FILE_MODE: u32 = 0o600;
/// Only its owner may look into a folder.
const FOLDER_MODE: u32 = 0o700;
/// The bits of a mode that are rights.
const RIGHTS: u32 = 0o777;

/// `$XDG_STATE_HOME/bcc-wizard`, else `~/.local/state/bcc-wizard`; `None` without either.
pub fn state_folder() -> Option<PathBuf> {
    let named = |name: &str| std::env::var_os(name).filter(|value| Path::new(value).is_absolute());
    let base = named("XDG_STATE_HOME")
        .map(PathBuf::from)
        .or_else(|| named("HOME").map(|home| Path::new(&home).join(".local/state")))?;
    Some(base.join("bcc-wizard"))
}

/// The file itself, wherever links lead. A link that leads nowhere stays for whoever made it.
pub fn target(path: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(path) {
        Ok(target) => Ok(target),
        Err(error) if fs::symlink_metadata(path).is_ok() => Err(error),
        Err(_) => Ok(path.to_owned()),
    }
}

/// Makes a folder with those above it that are missing, readable by its owner alone. One that is there
/// stays as it is.
pub fn make_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(FOLDER_MODE).create(folder)
}

/// Puts the bytes in place of the file at once, readable by its owner alone: a crash leaves either the
/// old file or the new one. Its folder must be there.
pub fn replace(target: &Path, bytes: &[u8]) -> io::Result<()> {
    put(target, bytes, |_| Ok(()))
}

/// The same with the owner and the rights of the file that is there.
pub fn replace_in_kind(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let old = fs::metadata(target)?;
    put(target, bytes, |beside| {
        let new = fs::metadata(beside)?;
        if new.uid() != old.uid() {
            chown(beside, Some(old.uid()), None)?;
        }
        if new.gid() != old.gid() {
            // Of another group it can still be read by its owner.
            let _ = chown(beside, None, Some(old.gid()));
        }
        fs::set_permissions(beside, Permissions::from_mode(old.mode() & RIGHTS))
    })
}

fn put(
    target: &Path,
    bytes: &[u8],
    prepare: impl FnOnce(&Path) -> io::Result<()>,
) -> io::Result<()> {
    let name = target.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    // The parent of a bare name is empty, which is no folder to open.
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let beside = folder.join(format!(".{}.{}", name.to_string_lossy(), Uuid::new_v4()));
    let written = write(&beside, bytes)
        .and_then(|()| prepare(&beside))
        .and_then(|()| fs::rename(&beside, target));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written?;
    sync_folder(folder)
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(FILE_MODE).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Brings the names of a folder to the disk. A file system that cannot do that for folders says so
/// with `EINVAL`; only a power cut would show the difference there.
fn sync_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder)?.sync_all() {
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        result => result,
    }
}
