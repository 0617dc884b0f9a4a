//! The pictures of the README, made from real screens of the real program. They are written where
//! `BCC_WIZARD_PICTURES` says; without it the same walk is a test of the screens alone.

use crate::picture;
use crate::terminal::{Program, Terminal};

fn take(terminal: &Terminal, folder: &std::path::Path, name: &str) {
    let svg = picture::svg(&terminal.picture(), "bcc-wizard --sandbox");
    let file = picture::save(folder, name, &svg).unwrap();
    assert!(file.is_file());
}

#[test]
fn of_the_readme_show_real_screens() {
    let temporary = tempfile::tempdir().unwrap();
    let folder = picture::folder().unwrap_or_else(|| temporary.path().to_owned());
    let terminal =
        Program::wizard().args(["--sandbox", "--boot-seconds", "0"]).size(110, 32).start();
    terminal.wait_for("cn-bj-a");
    terminal.wait_for("≈");
    terminal.press("ctrl-n");
    terminal.wait_for("sold out");
    terminal.wait_until("every price is there", |screen| {
        !screen.contents().lines().any(|line| line.trim_end().ends_with('…'))
    });
    terminal.press("/");
    terminal.type_text("4c16g");
    terminal.wait_for("/ 4c16g");
    terminal.wait_for("4 of 58");
    take(&terminal, &folder, "spec");
    for _ in 0..6 {
        terminal.press("ctrl-n");
    }
    terminal.wait_for("Buy");
    take(&terminal, &folder, "review");
    terminal.press("enter");
    terminal.wait_for("y ");
    terminal.press("y");
    terminal.wait_for("ssh ");
    take(&terminal, &folder, "done");
    terminal.press("q");
    terminal.wait_exit();
}
