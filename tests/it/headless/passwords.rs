//! Where the password of a purchase comes from.

use std::os::unix::fs::PermissionsExt as _;

use super::*;
use crate::terminal::{Program, Terminal};

/// What a Windows machine has no login without.
const WINDOWS: &str = "m-WinSrv19";

fn terminal(site: &Site, plan: &str) -> Terminal {
    let path = site.plan(plan);
    Program::wizard()
        .args(["apply", path.to_str().unwrap(), "--endpoint", &site.sandbox.base_url()])
        .env("BCE_ACCESS_KEY_ID", ACCESS_KEY)
        .env("BCE_SECRET_ACCESS_KEY", SECRET_KEY)
        .size(120, 36)
        .start()
}

fn windows() -> String {
    PLAN.replace("m-4fDw7pQ1", WINDOWS)
}

#[test]
fn without_a_source_it_is_typed_twice_unseen() {
    let site = Site::new();
    let terminal = terminal(&site, &windows());
    terminal.wait_for("Password of the instances:");
    terminal.type_text("Secret7!word");
    terminal.press("enter");
    terminal.wait_for("The same once more:");
    terminal.type_text("Another7!word");
    terminal.press("enter");
    terminal.wait_for("The two are not the same.");
    terminal.type_text("Secret7!word");
    terminal.press("enter");
    terminal.wait_until("the second question once more", |screen| {
        screen.contents().matches("The same once more:").count() == 2
    });
    terminal.type_text("Secret7!word");
    terminal.press("enter");
    terminal.wait_for("Type y to buy:");
    terminal.press("y");
    terminal.press("enter");
    assert_eq!(terminal.wait_exit().exit_code(), 0);
    assert_eq!(site.sandbox.orders(), 1);
    let raw = String::from_utf8_lossy(&terminal.raw()).into_owned();
    assert!(!raw.contains("Secret7!word") && !raw.contains("Another7!word"));
}

#[test]
fn without_a_terminal_it_is_missing() {
    let site = Site::new();
    let path = site.plan(&windows());
    let run = site.run(&["apply", path.to_str().unwrap(), "--yes"]).ends(2);
    assert!(run.said.contains("Password"), "{run:#?}");
    assert_eq!(site.sandbox.orders(), 0);
}

#[test]
fn a_file_that_others_can_read_is_not_taken() {
    let site = Site::new();
    let file = site.home.path().join("pw");
    fs::write(&file, format!("{PASSWORD}\n")).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o604)).unwrap();
    let login = "\n[system.login]\npassword_file = \"pw\"\n";
    let run = site.apply(login, &["--yes"]).ends(2).says("(mode 0604)");
    assert!(run.said.contains(&format!("chmod 600 {}", file.display())), "{run:#?}");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o400)).unwrap();
    site.apply(login, &["--yes"]).ends(0);
    assert_eq!(site.sandbox.orders(), 1);
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    site.apply(login, &["--yes"]).ends(2).says("is no ordinary file");
}
