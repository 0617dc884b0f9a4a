//! The journal around real purchases: who may touch an order, what is kept, what is not.

use std::os::unix::fs::PermissionsExt as _;
use std::time::Instant;

use super::*;

/// Waits until something is so.
#[track_caller]
pub fn until(done: impl Fn() -> bool) {
    let begun = Instant::now();
    while !done() {
        assert!(begun.elapsed() < Duration::from_secs(20), "it never came about");
        std::thread::yield_now();
    }
}

#[test]
fn a_folder_that_cannot_be_written_stops_the_purchase_before_it_begins() {
    let site = Site::new();
    fs::create_dir_all(site.home.path().join(".local/state")).unwrap();
    fs::write(site.home.path().join(".local/state/bcc-wizard"), "a file").unwrap();
    site.apply("", &["--yes"]).ends(1).says("the journal of orders cannot be kept");
    assert_eq!((site.sandbox.book().requests, site.sandbox.orders()), (0, 0));
}

#[test]
fn without_any_home_nothing_is_ordered() {
    let site = Site::new();
    let path = site.plan(PLAN);
    let mut command = site.command(&["apply", path.to_str().unwrap(), "--yes"]);
    Run::of(&command.env_remove("HOME").output().unwrap()).ends(1).says("XDG_STATE_HOME");
    assert_eq!(site.sandbox.book().requests, 0);
}

#[test]
fn two_at_once_on_one_order_do_not_meet() {
    let site = Site::of(|config| config.boot = Duration::from_mins(1));
    let path = site.plan(PLAN);
    let mut child = site.start(&["apply", path.to_str().unwrap(), "--yes"]);
    until(|| !site.records().is_empty());
    let token = site.only_record().token;
    site.run(&["resume", &token]).ends(1).says("another bcc-wizard");
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(site.sandbox.book().tokens.len(), 1);
}

#[test]
fn a_password_is_nowhere_and_is_asked_for_again() {
    let site = Site::with("lost-reply", |plan| plan);
    let login = "\n[system.login]\npassword_env = \"BCC_TEST_PASSWORD\"\n";
    let path = site.plan(&format!("{PLAN}{login}"));
    let mut child = site.start(&["apply", path.to_str().unwrap(), "--yes"]);
    until(|| site.records().first().is_some_and(|record| record.progress.state == State::Unknown));
    child.kill().unwrap();
    child.wait().unwrap();
    let record = site.only_record();
    assert!(record.wants_password() && record.body.contains("{password}"));
    for entry in fs::read_dir(site.orders()).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        assert!(!text.contains(PASSWORD) && !text.contains(SECRET_KEY), "{path:?}");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o077, 0, "{path:?}");
    }
    site.run(&["resume"]).ends(2).says("--password-env");
    let file = site.home.path().join("password");
    fs::write(&file, "Another1!pass\n").unwrap();
    let file = file.to_str().unwrap();
    fs::set_permissions(file, fs::Permissions::from_mode(0o644)).unwrap();
    site.run(&["resume", "--password-file", file]).ends(2).says("chmod 600");
    fs::set_permissions(file, fs::Permissions::from_mode(0o600)).unwrap();
    site.run(&["resume", "--password-file", file]).ends(2).says("not the password");
    assert_eq!(site.sandbox.orders(), 1, "made by the request whose answer was lost");
    site.run(&["resume", "--password-env", "BCC_TEST_PASSWORD"]).ends(0);
    assert_eq!((site.sandbox.orders(), site.sandbox.instances()), (1, 1));
    let book = site.sandbox.book();
    assert_eq!((book.tokens.len(), book.tokens[0].bodies), (1, 1), "the same bytes each time");
}

#[test]
fn a_token_that_may_be_forgotten_is_not_sent_again() {
    let site = Site::with("lost-reply", |plan| plan);
    let path = site.plan(PLAN);
    let mut child = site.start(&["apply", path.to_str().unwrap(), "--yes"]);
    until(|| site.records().first().is_some_and(|record| record.progress.state == State::Unknown));
    child.kill().unwrap();
    child.wait().unwrap();
    let record = site.only_record();
    let requests = site.sandbox.book().requests;
    let file = site.orders().join(format!("{}.json", record.token));
    let text = fs::read_to_string(&file).unwrap();
    let old = jiff::Timestamp::now() - jiff::SignedDuration::from_hours(24);
    fs::write(&file, text.replacen(&record.placed, &old.to_string(), 1)).unwrap();
    let run = site.run(&["resume"]).ends(4);
    let run = run.says("more than 23 hours ago").says("bcc.g5.c2m8");
    let id = &site.sandbox.book().tokens[0].instances[0];
    assert!(run.said.contains(id), "{run:#?}");
    assert_eq!(site.sandbox.book().requests, requests, "nothing was sent");
}

#[test]
fn an_order_of_another_key_is_left_to_that_key() {
    let site = Site::with("lost-reply", |plan| plan);
    let path = site.plan(PLAN);
    let mut child = site.start(&["apply", path.to_str().unwrap(), "--yes"]);
    until(|| !site.records().is_empty());
    child.kill().unwrap();
    child.wait().unwrap();
    let mut command = site.command(&["resume"]);
    let output = command.env("BCE_ACCESS_KEY_ID", "somebody-else").output().unwrap();
    Run::of(&output).ends(1).says(ACCESS_KEY);
}
