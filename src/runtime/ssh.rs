//! The configuration of `ssh` on disk: looked at, and appended to without ever being half written.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rustix::fs::{Access, access};
use sha2::{Digest as _, Sha256};

use crate::app::ssh::{Appended, Looked, Refused};
use crate::domain::ssh::{self, Reached};
use crate::files;

/// Bytes of the largest configuration that is touched.
const LARGEST: u64 = 1024 * 1024;
/// Any right to write.
const WRITE_BITS: u32 = 0o222;
/// How often another name is tried for the copy of the file as it was.
const COPIES: u32 = 100;

/// The file in a home, and where it leads.
struct Place {
    path: PathBuf,
    target: PathBuf,
}

impl Place {
    fn of(home: Option<&Path>) -> Result<Self, Refused> {
        let home = home.filter(|home| !home.as_os_str().is_empty()).ok_or(Refused::NoHome)?;
        let path = home.join(".ssh").join("config");
        let target = files::target(&path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Refused::Dangling,
            _ => why(&error),
        })?;
        Ok(Self { path, target })
    }

    /// The file's bytes; `None` where there is none.
    fn read(&self) -> Result<Option<Vec<u8>>, Refused> {
        let about = match fs::metadata(&self.target) {
            Ok(about) => about,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(why(&error)),
        };
        if !about.is_file() {
            return Err(Refused::NoFile);
        }
        if about.len() > LARGEST {
            return Err(Refused::TooLarge);
        }
        fs::read(&self.target).map(Some).map_err(|error| why(&error))
    }

    /// Fails where the file could not be replaced, or somebody took care that it is not.
    fn may_write(&self, exists: bool) -> Result<(), Refused> {
        let read_only = |_| Refused::ReadOnly;
        if exists {
            access(&self.target, Access::READ_OK | Access::WRITE_OK).map_err(read_only)?;
            // Putting a file in place of another asks nobody for leave to write into it.
            let mode =
                fs::metadata(&self.target).map_err(|error| why(&error))?.permissions().mode();
            if mode & WRITE_BITS == 0 {
                return Err(Refused::ReadOnly);
            }
        }
        let mut folder = self.target.parent();
        while let Some(missing) = folder.filter(|folder| !folder.exists()) {
            folder = missing.parent();
        }
        let folder = folder.ok_or(Refused::NoHome)?;
        if !folder.is_dir() {
            return Err(Refused::NoFile);
        }
        access(folder, Access::WRITE_OK | Access::EXEC_OK).map_err(read_only)
    }
}

fn why(error: &io::Error) -> Refused {
    match error.kind() {
        io::ErrorKind::PermissionDenied => Refused::Unreadable,
        io::ErrorKind::NotADirectory | io::ErrorKind::IsADirectory => Refused::NoFile,
        io::ErrorKind::ReadOnlyFilesystem => Refused::ReadOnly,
        _ => Refused::Other(error.to_string()),
    }
}

fn stamp(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// What would be appended to the configuration in a home.
pub fn look(home: Option<&Path>, wanted: &[Reached], key_pair: bool) -> Result<Looked, Refused> {
    let place = Place::of(home)?;
    let bytes = place.read()?;
    place.may_write(bytes.is_some())?;
    let config = String::from_utf8_lossy(bytes.as_deref().unwrap_or_default());
    let leads = place.path != place.target
        && fs::symlink_metadata(&place.path).is_ok_and(|it| it.is_symlink());
    Ok(Looked {
        path: "~/.ssh/config".to_owned(),
        target: leads.then(|| place.target.display().to_string()),
        stamp: bytes.as_deref().map(stamp),
        addition: ssh::addition(&config, wanted, key_pair),
    })
}

/// Appends what was shown, if the file is still what it was then. The file as it was stands beside it.
pub fn append(home: Option<&Path>, looked: &Looked, now: Timestamp) -> Result<Appended, Refused> {
    let place = Place::of(home)?;
    let bytes = place.read()?;
    if bytes.as_deref().map(stamp) != looked.stamp {
        return Err(Refused::Changed);
    }
    place.may_write(bytes.is_some())?;
    let old = bytes.as_deref().unwrap_or_default();
    let new = [old, ssh::tail(old, &looked.addition.lines).as_bytes()].concat();
    let refused = |error: io::Error| match error.kind() {
        io::ErrorKind::PermissionDenied => Refused::ReadOnly,
        _ => why(&error),
    };
    if bytes.is_none() {
        make_folder(&place).map_err(refused)?;
        files::replace(&place.target, &new).map_err(refused)?;
        return Ok(Appended { backup: None });
    }
    let backup = keep(&place, old, now).map_err(refused)?;
    files::replace_in_kind(&place.target, &new).map_err(refused)?;
    Ok(Appended { backup: Some(backup) })
}

/// `~/.ssh`, for its owner alone; never the home itself.
fn make_folder(place: &Place) -> io::Result<()> {
    let folder = place.target.parent().ok_or(io::ErrorKind::InvalidInput)?;
    match DirBuilder::new().mode(0o700).create(folder) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        made => made,
    }
}

/// Puts a copy of the file as it was beside it, for its owner alone, and says what it is called.
fn keep(place: &Place, old: &[u8], now: Timestamp) -> io::Result<String> {
    let time = now.strftime("%Y%m%dT%H%M%SZ").to_string();
    let mut taken = io::Error::from(io::ErrorKind::AlreadyExists);
    for copy in 1..=COPIES {
        let number = if copy == 1 { String::new() } else { format!("-{copy}") };
        let name = format!("config.bcc-wizard-{time}{number}.bak");
        let path = place.path.with_file_name(&name);
        match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
            Ok(mut file) => {
                file.write_all(old)?;
                file.sync_all()?;
                return Ok(format!("~/.ssh/{name}"));
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => taken = error,
            Err(error) => return Err(error),
        }
    }
    Err(taken)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    const NOON: &str = "2026-01-02T12:00:00Z";

    fn wanted() -> Vec<Reached> {
        let address = "180.76.1.2".parse().unwrap();
        vec![Reached { id: "i-a1".to_owned(), name: "web".to_owned(), address }]
    }

    fn home() -> (tempfile::TempDir, PathBuf) {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join(".ssh");
        fs::create_dir(&folder).unwrap();
        (home, folder)
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    fn added(home: &Path) -> Result<Appended, Refused> {
        let looked = look(Some(home), &wanted(), false)?;
        append(Some(home), &looked, NOON.parse().unwrap())
    }

    const ENTRY: &str = "# bcc-wizard i-a1\nHost web\n    HostName 180.76.1.2\n    User root\n";

    #[test]
    fn folder_and_file_are_made_for_their_owner_alone() {
        let home = tempfile::tempdir().unwrap();
        assert_eq!(added(home.path()), Ok(Appended { backup: None }));
        let config = home.path().join(".ssh/config");
        assert_eq!(fs::read_to_string(&config).unwrap(), ENTRY);
        assert_eq!((mode(&config), mode(config.parent().unwrap())), (0o600, 0o700));
        assert_eq!(fs::read_dir(config.parent().unwrap()).unwrap().count(), 1, "nothing else");
    }

    #[test]
    fn a_file_keeps_its_bytes_its_mode_and_a_copy() {
        let (home, folder) = home();
        let config = folder.join("config");
        let old = b"Host \xff\r\n  User me";
        fs::write(&config, old).unwrap();
        fs::set_permissions(&config, fs::Permissions::from_mode(0o664)).unwrap();
        let backup = added(home.path()).unwrap().backup.unwrap();
        assert_eq!(backup, "~/.ssh/config.bcc-wizard-20260102T120000Z.bak");
        let copy = folder.join("config.bcc-wizard-20260102T120000Z.bak");
        assert_eq!((fs::read(&copy).unwrap(), mode(&copy)), (old.to_vec(), 0o600));
        let new = [&old[..], b"\n\n", ENTRY.as_bytes()].concat();
        assert_eq!((fs::read(&config).unwrap(), mode(&config)), (new, 0o664));
        let again = look(Some(home.path()), &wanted(), false).unwrap();
        assert_eq!(
            (again.addition.known, again.addition.entries),
            (vec!["i-a1".to_owned()], vec![])
        );
    }

    #[test]
    fn copies_of_one_second_have_names_of_their_own() {
        let (home, folder) = home();
        for id in ["i-1", "i-2"] {
            fs::write(folder.join("config"), id).unwrap();
            added(home.path()).unwrap();
        }
        let copy = folder.join("config.bcc-wizard-20260102T120000Z-2.bak");
        assert_eq!(fs::read_to_string(copy).unwrap(), "i-2");
    }

    #[test]
    fn a_link_stays_a_link() {
        let (home, folder) = home();
        let real = home.path().join("dotfiles");
        fs::write(&real, "# mine\n").unwrap();
        symlink(&real, folder.join("config")).unwrap();
        let looked = look(Some(home.path()), &wanted(), false).unwrap();
        assert!(looked.target.unwrap().ends_with("/dotfiles"));
        added(home.path()).unwrap();
        assert!(fs::symlink_metadata(folder.join("config")).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&real).unwrap(), format!("# mine\n\n{ENTRY}"));
    }

    #[test]
    fn what_changed_after_it_was_shown_is_left_alone() {
        let (home, folder) = home();
        for (before, after) in [(None, "new"), (Some("old"), "new")] {
            let config = folder.join("config");
            let _ = fs::remove_file(&config);
            if let Some(text) = before {
                fs::write(&config, text).unwrap();
            }
            let looked = look(Some(home.path()), &wanted(), false).unwrap();
            fs::write(&config, after).unwrap();
            let refused = append(Some(home.path()), &looked, NOON.parse().unwrap());
            assert_eq!(refused, Err(Refused::Changed));
            assert_eq!(fs::read_to_string(&config).unwrap(), after);
        }
    }

    #[test]
    fn what_cannot_be_written_is_told_apart_and_left_alone() {
        assert_eq!(added(Path::new("")), Err(Refused::NoHome));
        assert_eq!(look(None, &wanted(), false), Err(Refused::NoHome));
        let (home, folder) = home();
        let config = folder.join("config");
        symlink(home.path().join("nowhere"), &config).unwrap();
        assert_eq!(added(home.path()), Err(Refused::Dangling));
        fs::remove_file(&config).unwrap();
        fs::create_dir(&config).unwrap();
        assert_eq!(added(home.path()), Err(Refused::NoFile));
        fs::remove_dir(&config).unwrap();
        fs::write(&config, "Host x\n").unwrap();
        fs::set_permissions(&config, fs::Permissions::from_mode(0o400)).unwrap();
        assert_eq!(added(home.path()), Err(Refused::ReadOnly), "of root too");
        fs::remove_file(&config).unwrap();
        fs::File::create(&config).unwrap().set_len(LARGEST + 1).unwrap();
        assert_eq!(added(home.path()), Err(Refused::TooLarge));
        let other = tempfile::tempdir().unwrap();
        fs::write(other.path().join(".ssh"), "a file").unwrap();
        assert_eq!(added(other.path()), Err(Refused::NoFile));
        for (kind, refused) in [
            (io::ErrorKind::PermissionDenied, Refused::Unreadable),
            (io::ErrorKind::ReadOnlyFilesystem, Refused::ReadOnly),
        ] {
            assert_eq!(why(&io::Error::from(kind)), refused);
        }
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "no copy of what was not changed");
    }
}
