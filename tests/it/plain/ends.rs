//! How a dialogue ends: by the end of the input, by signals, by a refusal; and what is left to do after.

use std::time::Duration;

use bcc_wizard::sandbox::faults;
use rstest::rstest;
use rustix::process::Signal;

use super::{BUY, PASSWORD, Site, Talk};

#[rstest]
#[case::at_once("")]
#[case::in_the_middle("\n\n")]
#[case::in_a_form(":4\n\n\na\n")]
#[case::in_a_text(":6\n\n\n\n\ny\n\n\n+\n#!/bin/sh\n")]
#[case::at_a_password(":6\n\n\n2\n")]
#[case::on_the_review(":8\n")]
#[case::at_the_confirmation(":8\n\n")]
#[case::within_the_confirmation(":8\n\ny")]
#[case::within_an_answer(":8\n\nn\nbu")]
fn where_the_input_ends_nothing_is_bought(#[case] answers: &str) {
    let site = Site::new();
    let run = site.run(&[], answers).ends(130);
    assert!(run.said.ends_with("The input has ended.\nNothing was bought.\n"), "{}", run.said);
    assert_eq!((site.sandbox.orders(), run.out.as_str()), (0, ""));
}

#[test]
fn an_order_is_followed_to_its_end_though_the_input_has_ended() {
    let site = Site::of(|config| config.boot = Duration::from_millis(1500));
    let run = site.run(&[], ":8\n\ny\n").ends(0);
    let run = run.says("Starting").says("Running").says("ssh root@");
    assert_eq!(run.out.lines().count(), 1);
}

#[test]
fn a_refusal_leads_back_to_the_answers() {
    let site = Site::of(|config| config.scenario = "real-name-missing".to_owned());
    let mut talk = site.talk(&[]);
    talk.asked("Region [", ":8")
        .asked("Enter or buy to buy", "")
        .asked(&format!("Buy? {BUY}"), "y");
    talk.hears("After ");
    talk.hears("What now?");
    talk.asked("Number [1]", "9").asked("Number [1]", "2").hears("Step 1 of 8: Zone.");
    talk.asked("Zone [", ":8").asked("Enter or buy to buy", "");
    talk.asked(&format!("Buy? {BUY}"), "y").asked("Number [1]", "q");
    talk.ends().ends(130);
    assert_eq!(site.sandbox.orders(), 0);
}

#[test]
fn an_answer_that_was_lost_is_asked_for_again_and_bought_once() {
    let site = Site::of(|config| config.faults = faults::find("lost-reply").unwrap());
    site.run(&[], ":8\n\ny\n").ends(0).says("The same request is sent again").says("Running");
    assert_eq!((site.sandbox.orders(), site.sandbox.instances()), (1, 1));
}

#[rstest]
#[case::term(Signal::TERM)]
#[case::hup(Signal::HUP)]
#[case::int(Signal::INT)]
fn a_signal_at_a_question_ends_it(#[case] signal: Signal) {
    let site = Site::new();
    let mut talk = site.talk(&[]);
    talk.hears("Region [");
    talk.signal(signal);
    talk.ends().ends(130).says("Nothing was bought.");
}

#[test]
fn a_signal_while_an_order_is_followed_says_that_it_goes_on() {
    let site = Site::of(|config| config.boot = Duration::from_hours(1));
    let mut talk = site.talk(&[]);
    talk.asked("Region [", ":8")
        .asked("Enter or buy to buy", "")
        .asked(&format!("Buy? {BUY}"), "y");
    talk.hears("From here on nothing is asked");
    talk.hears("After 1 s: i-");
    talk.signal(Signal::TERM);
    let run = talk.ends().ends(4).says("bcc-wizard resume");
    assert_eq!(run.out.lines().count(), 1);
    // The next run offers it, and takes it up.
    let mut talk = site.talk(&[]);
    talk.hears("1. 1 × bcc.c5.c2m4 in cn-bj-a, being made");
    talk.asked("Number to take up", "2").asked("Number to take up", "1");
    talk.hears("From here on nothing is asked");
    talk.signal(Signal::INT);
    talk.ends().ends(4);
    // It can be left for later, too.
    let mut talk = site.talk(&[]);
    talk.asked("Number to take up", "").hears("Warning: The unfinished order stays in the journal");
    talk.hears("Region [");
    assert_eq!((site.sandbox.orders(), site.records().len()), (1, 1));
}

#[test]
fn an_order_with_a_password_is_taken_up_with_the_same_one() {
    let site = Site::of(|config| config.faults = faults::find("outage-30s").unwrap());
    let mut talk = site.talk(&[]);
    talk.asked("Region [", ":6").asked("Name [", "").asked("Host name [", "").asked("Login [", "2");
    talk.asked("Password [", PASSWORD).asked("Password again [", PASSWORD).asked("More (", ":8");
    talk.asked("Enter or buy to buy", "").asked(&format!("Buy? {BUY}"), "y");
    talk.hears("From here on nothing is asked");
    talk.signal(Signal::TERM);
    talk.ends().ends(4);
    let mut talk = site.talk(&[]);
    talk.asked("Number to take up", "1").hears("It was ordered with a password");
    talk.asked("Password, not shown", "Another1!word")
        .hears("Error: Not the one it was ordered with.");
    talk.asked("Password, not shown", PASSWORD).hears("From here on nothing is asked");
    talk.signal(Signal::TERM);
    talk.ends().ends(4).keeps_quiet_of(PASSWORD);
}

#[test]
fn at_the_end_an_instance_is_shown_released_and_bought_again() {
    let site = Site::new();
    let mut talk = site.talk(&[]);
    talk.asked("Region [", ":8")
        .asked("Enter or buy to buy", "")
        .asked(&format!("Buy? {BUY}"), "y");
    let line = talk.hears("1. i-");
    let id = line[3..].split(',').next().unwrap().to_owned();
    talk.hears("Run: ssh root@");
    talk.asked("Done;", "?").hears("v asks for a VNC link");
    talk.asked("Done;", "v").hears("VNC link");
    talk.asked("Done;", "v 2").hears("v asks for a VNC link");
    talk.asked("Done;", "r").hears(&format!("Warning: Releasing {id} deletes it"));
    talk.asked(&format!("Type {id}:"), "i-wrong").hears("Nothing was released.");
    assert_eq!(site.sandbox.instances(), 1);
    talk.asked("Done;", "r 1")
        .asked(&format!("Type {id}:"), &id)
        .hears(&format!("{id} was released."));
    assert_eq!(site.sandbox.instances(), 0);
    talk.asked("Done;", "n").hears("Step 8 of 8: Review.");
    talk.asked("Enter or buy to buy", "").asked(&format!("Buy? {BUY}"), "y").asked("Done;", "");
    talk.ends().ends(0);
    assert_eq!((site.sandbox.orders(), site.sandbox.instances()), (2, 1));
}

#[test]
fn without_a_key_it_is_asked_who_buys() {
    let site = Site::new();
    let mut command = site.command_to("http://127.0.0.1:9", &["--boot-seconds", "0"]);
    command.env_remove("BCE_ACCESS_KEY_ID").env_remove("BCE_SECRET_ACCESS_KEY");
    let mut talk = Talk::start(command);
    talk.hears("No access key was found");
    talk.asked("Begin with [Try it on the sandbox]", "2").asked("Access key ID [", "bad key");
    talk.hears("Error: An access key ID has only letters");
    talk.asked("Access key ID [bad key]", "AKexample").asked("Secret access key [", "tooshort");
    talk.hears("Error: The secret access key is too short");
    talk.asked("Secret access key [set]", "<").asked("Access key ID [", "<");
    talk.asked("Begin with [", "1").hears("This is the sandbox, region bj Beijing");
    talk.asked("Region [", "").asked("Zone [", ":8").asked("Enter or buy to buy", "");
    talk.asked(&format!("Buy? {BUY}"), "y").asked("Done;", "q");
    let run = talk.ends().ends(0).keeps_quiet_of("tooshort");
    assert_eq!(run.out.lines().count(), 1);
}

#[test]
fn names_from_the_server_bring_no_escapes() {
    let site = Site::of(|config| {
        config.rename = Some("\u{1b}[2J\u{1b}]0;owned\u{7}\u{202e}evil".to_owned());
    });
    let run = site.run(&[], ":8\n\ny\n").ends(0).says("evil");
    assert!(!run.said.contains(|c: char| c.is_control() && c != '\n'), "{}", run.said);
    assert!(!run.said.contains('\u{202e}'));
}

#[test]
fn in_ascii_nothing_else_is_said() {
    let site = Site::new();
    let run = site.run(&["--ascii"], ":8\n\ny\n").ends(0).says("Price of the order: CNY 0.4916/h");
    assert!(run.said.is_ascii(), "{}", run.said);
}

#[test]
fn without_a_terminal_the_screen_names_the_way_out() {
    let site = Site::new();
    let mut command = site.command_to(&site.sandbox.base_url(), &[]);
    command = {
        let args: Vec<_> = command
            .get_args()
            .filter(|arg| *arg != "--plain")
            .map(Into::into)
            .collect::<Vec<std::ffi::OsString>>();
        let mut bare = std::process::Command::new(command.get_program());
        bare.args(args).env_clear().env("HOME", site.home.path());
        bare.env("BCE_ACCESS_KEY_ID", "a").env("BCE_SECRET_ACCESS_KEY", "b").env("TERM", "xterm");
        bare.stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped());
        bare
    };
    super::Run::of(command, "").ends(2).says("--plain");
}
