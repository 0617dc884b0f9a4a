//! A keymap of the user's, and the greeting of a newcomer: the real binary in a real terminal.

use std::fs;
use std::path::Path;

use bcc_wizard::sandbox;
use rstest::rstest;
use tempfile::TempDir;

use crate::terminal::{Program, Terminal};

/// A home with this keymap.
fn home(keymap: &str) -> TempDir {
    let home = TempDir::new().unwrap();
    let folder = home.path().join(".config/bcc-wizard");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("keymap.toml"), keymap).unwrap();
    home
}

/// The wizard on its embedded sandbox, in this home.
fn embedded(home: &Path) -> Program {
    Program::wizard().args(["--sandbox", "--boot-seconds", "0"]).home(home).size(120, 36)
}

fn quit(terminal: &Terminal) {
    terminal.press("ctrl-c");
    terminal.wait_for("Quit");
    terminal.press("ctrl-c");
    assert_eq!(terminal.wait_exit().exit_code(), 130);
    terminal.assert_restored();
}

#[test]
fn a_purchase_with_keys_of_ones_own() {
    let home = home(
        "[form]\nnext_step = ['f5']\naccept = ['f6']\n[question]\nyes = ['j']\n[done]\nquit = ['x']\n\
         [everywhere]\nhelp = ['f10']\n",
    );
    let terminal = embedded(home.path()).start();
    terminal.wait_for("/h");
    terminal.wait_for("F6 accept   F5 next");
    terminal.press("f10");
    terminal.wait_for("Help: Zone");
    terminal.type_text("/next step");
    terminal.wait_gone("In a table");
    terminal.wait_for("next step; where something is wrong");
    terminal.press("esc");
    terminal.wait_for("In a table");
    terminal.press("esc");
    terminal.wait_gone("Help: Zone");
    // Nothing is left of the built-in key.
    terminal.press("ctrl-n");
    for _ in 0..7 {
        terminal.press("f5");
    }
    terminal.wait_for("Buy");
    terminal.press("enter");
    terminal.press("f6");
    terminal.wait_for("j buy");
    let before = terminal.cost();
    terminal.press("y");
    // What comes at once is a paste, and answers no question.
    terminal.wait_taken(before);
    terminal.press("j");
    terminal.wait_for("ssh ");
    terminal.press("x");
    assert_eq!(terminal.wait_exit().exit_code(), 0);
    terminal.assert_restored();
}

#[rstest]
#[case::english("en", ["did you mean [form]?", "did you mean \"ctrl-s\"?", "what buys must be a key of its own"])]
#[case::chinese("zh-CN", ["是否想写 [form]？", "是否想写 \"ctrl-s\"？", "购买必须用单独的键"])]
fn what_is_wrong_with_it_is_said_before_the_screen_opens(
    #[case] language: &str,
    #[case] says: [&str; 3],
) {
    let home =
        home("[fom]\nup = ['up']\n\n[form]\nsave = ['crtl-s']\n[question]\nyes = ['enter']\n");
    let script = concat!(env!("CARGO_BIN_EXE_bcc-wizard"), " --sandbox; echo \"code $?\"");
    let terminal = Program::shell(script)
        .env("BCE_LANGUAGE", language)
        .home(home.path())
        .size(200, 30)
        .start();
    terminal.wait_exit();
    terminal.wait_for("code 2");
    for (line, says) in [1, 5, 7].into_iter().zip(says) {
        terminal.wait_for(&format!("bcc-wizard/keymap.toml:{line}: "));
        terminal.wait_for(says);
    }
    // The terminal was never taken, and nobody was greeted.
    assert!(!String::from_utf8_lossy(&terminal.raw()).contains("\u{1b}[?1049h"));
    assert!(!home.path().join(".local/state/bcc-wizard").exists());
}

#[rstest]
#[case::a_folder(|path: &Path| fs::create_dir(path).unwrap(), "no ordinary file")]
#[case::a_broken_link(|path: &Path| std::os::unix::fs::symlink("/nowhere/at/all", path).unwrap(), "No such file")]
#[case::not_text(|path: &Path| fs::write(path, b"[form]\n\xff\n").unwrap(), "keymap.toml:2: the text is not UTF-8")]
#[case::far_too_large(|path: &Path| fs::write(path, vec![b'#'; 300_000]).unwrap(), "larger than 256 KB")]
fn a_file_that_cannot_be_read_is_said_to_be_so(#[case] make: fn(&Path), #[case] says: &str) {
    let home = home("");
    let file = home.path().join(".config/bcc-wizard/keymap.toml");
    fs::remove_file(&file).unwrap();
    make(&file);
    let script = concat!(env!("CARGO_BIN_EXE_bcc-wizard"), " --sandbox; echo \"code $?\"");
    let terminal = Program::shell(script).home(home.path()).size(200, 30).start();
    terminal.wait_exit();
    terminal.wait_for("code 2");
    terminal.wait_for(says);
    terminal.wait_for("keymap.toml");
}

#[test]
fn without_a_folder_of_its_own_it_is_looked_for_in_the_home() {
    let home = home("[form]\nnext_step = ['f5']\n");
    let terminal = embedded(home.path()).env("XDG_CONFIG_HOME", "").start();
    terminal.wait_for("F5 next");
    quit(&terminal);
}

const GREETED: &str = "Welcome. This program buys";

#[test]
fn a_newcomer_is_greeted_once_and_the_first_key_works() {
    let home = TempDir::new().unwrap();
    let terminal = embedded(home.path()).start();
    terminal.wait_for(GREETED);
    terminal.wait_for("Enter never buys");
    terminal.wait_for("This is the sandbox");
    terminal.wait_for("/h");
    terminal.press("ctrl-n");
    terminal.wait_for("▸ 2 Spec");
    terminal.press("ctrl-p");
    terminal.wait_for("▸ 1 Zone");
    assert!(!terminal.screen().contains(GREETED));
    quit(&terminal);
    let again = embedded(home.path()).start();
    again.wait_for("/h");
    assert!(!again.screen().contains(GREETED));
    quit(&again);
}

#[test]
fn whoever_buys_for_real_is_told_where_to_try() {
    let server = sandbox::start(sandbox::Config::new()).unwrap();
    let terminal = Program::wizard()
        .args(["--endpoint", &server.base_url()])
        .env("BCE_ACCESS_KEY_ID", sandbox::ACCESS_KEY)
        .env("BCE_SECRET_ACCESS_KEY", sandbox::SECRET_KEY)
        .size(120, 36)
        .start();
    terminal.wait_for(GREETED);
    terminal.wait_for("bcc-wizard --sandbox");
    quit(&terminal);
}

#[test]
fn the_greeting_is_short_where_there_is_little_room_and_absent_with_a_plan() {
    let home = TempDir::new().unwrap();
    let plan = home.path().join("web.toml");
    fs::write(&plan, "version = 1\n").unwrap();
    let planned = embedded(home.path()).args(["--plan", plan.to_str().unwrap()]).start();
    planned.wait_for("/h");
    assert!(!planned.screen().contains(GREETED));
    quit(&planned);
    let small = embedded(home.path()).size(40, 10).start();
    small.wait_for("Enter never buys. ? helps.");
    small.press("down");
    small.wait_until("the greeting to go", |screen| !screen.contents().contains("never buys"));
    quit(&small);
}

#[test]
fn a_newcomer_reaches_a_running_instance_in_few_keys() {
    let home = TempDir::new().unwrap();
    let terminal = embedded(home.path()).start();
    terminal.wait_for(GREETED);
    terminal.wait_for("/h");
    let keys = ["ctrl-n"; 7].into_iter().chain(["enter", "y"]);
    let mut pressed = 0;
    for key in keys {
        if key == "y" {
            terminal.wait_for("y buy");
        }
        terminal.press(key);
        pressed += 1;
    }
    terminal.wait_for("Running");
    terminal.wait_for("ssh ");
    assert!(pressed <= 25);
    terminal.press("q");
    assert_eq!(terminal.wait_exit().exit_code(), 0);
}
