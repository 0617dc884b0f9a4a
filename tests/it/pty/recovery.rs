//! A wizard that was killed, and started again.

use bcc_wizard::sandbox::faults;
use rustix::process::Signal;

use super::{against, server, to_the_question};

#[test]
fn an_order_whose_answer_was_lost_with_the_program_is_taken_up_and_runs_once() {
    let server = server(|config| config.faults = faults::find("lost-reply").unwrap());
    let home = tempfile::tempdir().unwrap();
    let killed = against(server.address()).home(home.path()).start();
    to_the_question(&killed);
    killed.press("y");
    killed.wait_for("The order may have been placed: its answer did not arrive.");
    killed.signal(Signal::KILL);
    killed.wait_exit();
    let requests = server.book().requests;

    let terminal = against(server.address()).home(home.path()).start();
    terminal.wait_for("Unfinished orders");
    terminal.wait_for("outcome unknown");
    terminal.press("enter");
    terminal.wait_for("Running");
    terminal.wait_for("ssh ");
    assert_eq!((server.orders(), server.instances()), (1, 1));
    let book = server.book();
    assert!(book.requests > requests, "it was asked again");
    assert_eq!((book.tokens.len(), book.tokens[0].bodies), (1, 1), "{book:?}");
    terminal.press("q");
    assert_eq!(terminal.wait_exit().exit_code(), 0);
    terminal.assert_restored();

    // Nothing is left to offer.
    let again = against(server.address()).home(home.path()).start();
    again.wait_for("/h");
    assert!(!again.screen().contains("Unfinished orders"));
    assert_eq!(super::quit(&again), 130);
}

#[test]
fn an_accepted_order_is_followed_after_the_program_was_killed() {
    let server = server(|config| config.boot = std::time::Duration::from_secs(5));
    let home = tempfile::tempdir().unwrap();
    let killed = against(server.address()).home(home.path()).start();
    to_the_question(&killed);
    killed.press("y");
    killed.wait_for("Starting");
    killed.signal(Signal::KILL);
    killed.wait_exit();
    let requests = server.book().requests;
    let terminal = against(server.address()).home(home.path()).start();
    terminal.wait_for("being made");
    terminal.press("enter");
    terminal.wait_for("ssh ");
    assert_eq!((server.orders(), server.book().requests), (1, requests), "it was not sent again");
    terminal.press("q");
    assert_eq!(terminal.wait_exit().exit_code(), 0);
}
