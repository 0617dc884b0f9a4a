//! On a terminal that can only show lines.

use rustix::process::Signal;

use super::{PASSWORD, Site};
use crate::terminal::{Program, Terminal};

fn dumb(site: &Site) -> Terminal {
    Program::wizard()
        .args(["--endpoint", &site.sandbox.base_url()])
        .env("TERM", "dumb")
        .env("BCE_ACCESS_KEY_ID", bcc_wizard::sandbox::ACCESS_KEY)
        .env("BCE_SECRET_ACCESS_KEY", bcc_wizard::sandbox::SECRET_KEY)
        .size(200, 60)
        .start()
}

fn answer(terminal: &Terminal, question: &str, answer: &str) {
    terminal.wait_until(question, |screen| {
        let text = crate::terminal::text_of(screen);
        text.lines().last().is_some_and(|line| line.starts_with(question))
    });
    terminal.type_text(&format!("{answer}\r"));
}

#[test]
fn a_dumb_terminal_is_asked_line_by_line_and_hears_no_escape() {
    let site = Site::new();
    let terminal = dumb(&site);
    answer(&terminal, "Region [", ":6");
    answer(&terminal, "Name [", "web");
    answer(&terminal, "Host name [", "");
    answer(&terminal, "Login [", "2");
    for question in ["Password [empty]:", "Password again [empty]:"] {
        terminal.wait_for(question);
        assert_ne!(&terminal.modes(), terminal.modes_at_start(), "what is typed would be seen");
        answer(&terminal, question, PASSWORD);
    }
    answer(&terminal, "More (", ":8");
    assert_eq!(&terminal.modes(), terminal.modes_at_start());
    answer(&terminal, "Enter or buy to buy", "");
    answer(&terminal, "Buy? Type y to buy:", "y");
    answer(&terminal, "Done;", "");
    assert_eq!(terminal.wait_exit().exit_code(), 0);
    terminal.assert_restored();
    let raw = String::from_utf8(terminal.raw()).unwrap();
    assert!(!raw.contains('\u{1b}') && !raw.contains(PASSWORD), "{raw}");
    // What was typed and what was asked stand in one line.
    assert!(raw.contains("Login [key pair, default]: 2\r\n"), "{raw}");
    assert_eq!(site.sandbox.orders(), 1);
}

#[test]
fn ctrl_c_at_a_password_gives_the_terminal_back() {
    let site = Site::new();
    for signal in [None, Some(Signal::TERM), Some(Signal::HUP)] {
        let terminal = dumb(&site);
        answer(&terminal, "Region [", ":6");
        answer(&terminal, "Name [", "");
        answer(&terminal, "Host name [", "");
        answer(&terminal, "Login [", "2");
        terminal.wait_for("Password [empty]:");
        match signal {
            Some(signal) => terminal.signal(signal),
            // In one queue, so that the key comes after what was typed; a signal would overtake it.
            None => {
                terminal.type_text("Hidd");
                terminal.press("ctrl-c");
            }
        }
        assert_eq!(terminal.wait_exit().exit_code(), 130);
        terminal.assert_restored();
        assert!(!String::from_utf8(terminal.raw()).unwrap().contains("Hidd"));
    }
}

#[test]
fn the_end_of_typing_ends_it() {
    let site = Site::new();
    let terminal = dumb(&site);
    terminal.wait_for("Region [");
    terminal.press("ctrl-d");
    terminal.wait_for("Nothing was bought.");
    assert_eq!(terminal.wait_exit().exit_code(), 130);
    terminal.assert_restored();
}
