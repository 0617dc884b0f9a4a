//! Whether somebody is here for the first time.

use std::fs;
use std::path::Path;

use crate::files;

/// The file in the state folder that remembers it.
const MARKER: &str = "greeted";
/// What stands in it. Without the file somebody is greeted once more.
const TEXT: &[u8] = b"bcc-wizard\n";

/// Whether to greet, which is remembered at once: it is done once and never again. Where it cannot be
/// remembered nobody is greeted, since it would be at every start.
pub fn first_time(state_folder: Option<&Path>) -> bool {
    let Some(folder) = state_folder else { return false };
    let marker = folder.join(MARKER);
    if fs::symlink_metadata(&marker).is_ok() {
        return false;
    }
    files::make_folder(folder).and_then(|()| files::replace(&marker, TEXT)).is_ok()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn everybody_is_greeted_once() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("state/bcc-wizard");
        assert!(first_time(Some(&folder)));
        assert!(!first_time(Some(&folder)));
        let mode = fs::metadata(folder.join(MARKER)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let left: Vec<_> =
            fs::read_dir(&folder).unwrap().map(|it| it.unwrap().file_name()).collect();
        assert_eq!(left, [MARKER]);
    }

    #[test]
    fn nobody_is_greeted_where_it_cannot_be_remembered() {
        assert!(!first_time(None));
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("file");
        fs::write(&file, "").unwrap();
        assert!(!first_time(Some(&file.join("bcc-wizard"))));
    }
}
