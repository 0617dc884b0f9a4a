//! Entries in the configuration of `ssh`, by the real binary in a home of its own.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use super::{against, embedded, server, to_the_question};
use crate::terminal::{Program, Terminal};

fn done(program: Program) -> Terminal {
    let terminal = program.start();
    to_the_question(&terminal);
    terminal.press("y");
    terminal.wait_for("Running");
    terminal.wait_for("ssh ");
    terminal
}

fn leave(terminal: &Terminal) {
    terminal.press("q");
    assert_eq!(terminal.wait_exit().exit_code(), 0);
    terminal.assert_restored();
}

fn files(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn an_entry_is_shown_then_appended_once_and_works() {
    let home = tempfile::tempdir().unwrap();
    let terminal = done(embedded((80, 24)).home(home.path()));
    let folder = home.path().join(".ssh");
    terminal.press("w");
    terminal.wait_for("will be made with these lines");
    terminal.wait_for("User root");
    assert!(!folder.exists(), "nothing is written before it is asked for");
    terminal.press("n");
    terminal.wait_gone("User root");
    assert!(!folder.exists());
    terminal.press("w");
    terminal.wait_for("User root");
    let shown: Vec<String> = terminal
        .screen()
        .lines()
        .filter_map(|line| line.split('│').nth(1))
        .map(|line| line.trim().to_owned())
        .skip_while(|line| !line.starts_with("# bcc-wizard "))
        .take_while(|line| !line.is_empty())
        .collect();
    terminal.press("y");
    terminal.wait_for("~/.ssh/config was made");
    let config = fs::read_to_string(folder.join("config")).unwrap();
    assert_eq!(config.lines().map(str::trim).collect::<Vec<_>>(), shown);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&folder), mode(&folder.join("config"))), (0o700, 0o600));
    terminal.press("w");
    terminal.wait_for("has its entry already");
    assert_eq!(fs::read_to_string(folder.join("config")).unwrap(), config);
    assert_eq!(files(&folder), ["config"]);
    leave(&terminal);
}

#[test]
fn several_instances_get_names_of_their_own_behind_what_is_there() {
    let server = server(|config| config.rename = Some("web".to_owned()));
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".ssh");
    fs::create_dir(&folder).unwrap();
    let old = "Host web *.example\n  User me\nHost *\n  Port 2222";
    fs::write(folder.join("config"), old).unwrap();
    let terminal = against(server.address()).home(home.path()).start();
    terminal.wait_for("/h");
    terminal.press("alt-2");
    terminal.wait_for("Count");
    terminal.press("tab");
    terminal.press("backspace");
    terminal.type_text("2");
    terminal.press("alt-8");
    terminal.wait_for("Buy");
    terminal.wait_for("¥0.98");
    terminal.press("enter");
    terminal.wait_for("y ");
    terminal.press("y");
    terminal.wait_for("ssh ");
    terminal.press("w");
    terminal.wait_for("Host web-3");
    terminal.wait_for("Line 4 of the file sets port");
    terminal.press("y");
    terminal.wait_for("ssh web-2, ssh web-3");
    let config = fs::read_to_string(folder.join("config")).unwrap();
    let added = config.strip_prefix(old).unwrap();
    assert!(
        added.starts_with("\n\n# bcc-wizard i-")
            && added.ends_with("\n    # IdentityFile ~/.ssh/KEY\n")
    );
    assert_eq!(added.matches("Host web-").count(), 2);
    let [name, backup] = &files(&folder)[..] else { panic!("{:?}", files(&folder)) };
    assert_eq!(name, "config");
    let time = backup.strip_prefix("config.bcc-wizard-").unwrap().strip_suffix(".bak").unwrap();
    assert!(time.starts_with("20") && time.ends_with('Z'), "{time}");
    assert_eq!(fs::read_to_string(folder.join(backup)).unwrap(), old);
    leave(&terminal);
}

#[test]
fn what_changed_under_the_question_is_shown_anew() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".ssh");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("config"), "Host a\n").unwrap();
    let terminal = done(embedded((120, 36)).home(home.path()));
    terminal.press("w");
    terminal.wait_for("User root");
    fs::write(folder.join("config"), "Host b\n").unwrap();
    terminal.press("y");
    terminal.wait_for("changed meanwhile");
    assert_eq!(fs::read_to_string(folder.join("config")).unwrap(), "Host b\n");
    terminal.wait_for("User root");
    terminal.press("y");
    terminal.wait_for("was extended");
    assert!(
        fs::read_to_string(folder.join("config")).unwrap().starts_with("Host b\n\n# bcc-wizard")
    );
    leave(&terminal);
}

#[test]
fn a_file_that_may_not_be_written_is_left_alone_and_said() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".ssh");
    fs::create_dir(&folder).unwrap();
    let config = folder.join("config");
    fs::write(&config, "Host a\n").unwrap();
    fs::set_permissions(&config, fs::Permissions::from_mode(0o400)).unwrap();
    let terminal = done(embedded((120, 36)).home(home.path()));
    terminal.press("w");
    terminal.wait_for("may not be written");
    terminal.press("y");
    leave(&terminal);
    assert_eq!(fs::read_to_string(&config).unwrap(), "Host a\n");
    assert_eq!(files(&folder), ["config"]);
}
