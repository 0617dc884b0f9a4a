//! From the confirmation to the login line.

use std::time::Duration;

use bcc_wizard::app::msg::Msg;
use bcc_wizard::domain::catalog::{Refund, Released};
use bcc_wizard::domain::fault::FaultKind;
use bcc_wizard::domain::language::Language;
use bcc_wizard::ui::theme::Theme;
use bcc_wizard::ui::view;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::{MEDIUM, SMALL, WIDE, look, text};
use crate::fixture::{Stage, created, fault, instance, refusal};
use crate::world::texts;

#[test]
fn from_a_refusal_it_goes_on_elsewhere() {
    for (language, of) in [(Language::En, ""), (Language::ZhCn, "zh_")] {
        for (size, name) in [(WIDE, "120x36"), (MEDIUM, "80x24"), (SMALL, "40x10")] {
            let mut stage = Stage::with(size, language, |_| false, |_| None);
            stage.buy();
            let code = "Instance.InstanceQuotaLimitExceeded";
            stage.submitted(Err(refusal(FaultKind::Quota, 413, code, "Quota exceeded.")));
            stage.keys("z");
            look(&format!("order_other_zone_{of}{name}"), &text(&stage.wizard));
        }
    }
    let mut stage = Stage::new(WIDE);
    stage.buy();
    let refused = refusal(FaultKind::Quota, 413, "Instance.InstanceQuotaLimitExceeded", "");
    stage.submitted(Err(refused)).keys("esc");
    look("order_refused_back_120x36", &text(&stage.wizard));
}

/// A subscription that runs.
fn subscribed(size: (u16, u16), language: Language) -> Stage {
    let mut stage = Stage::with(size, language, |_| false, |_| None);
    stage.keys("ctrl-t").buy();
    stage.submitted(Ok(created(&["i-aF3kQ2Zb"]))).wait(Duration::from_secs(9));
    stage.seen(Ok(vec![instance("i-aF3kQ2Zb", "Running", None)]));
    stage
}

#[test]
fn a_subscription_is_given_back_with_its_refund_named() {
    for (language, of) in [(Language::En, ""), (Language::ZhCn, "zh_")] {
        for (size, name) in [(WIDE, "120x36"), (MEDIUM, "80x24"), (SMALL, "40x10")] {
            let mut stage = subscribed(size, language);
            stage.keys("r text:i-aF3kQ2Zb enter");
            look(&format!("refund_sure_{of}{name}"), &text(&stage.wizard));
            stage.keys("y");
            let parts = |ids: &[&str]| Released { volumes: texts(ids), ..Released::default() };
            let (released, failed) = (parts(&["v-1kT9sW2q"]), parts(&["v-2mU8rX3p"]));
            let refund = Refund { released, failed, refunded: true };
            let id = "i-aF3kQ2Zb".to_owned();
            stage.send(Msg::Released { id, result: Ok(Some(refund)) });
            look(&format!("refunded_{of}{name}"), &text(&stage.wizard));
        }
    }
}

#[test]
fn an_order_followed_through_an_outage() {
    for (size, name) in [(WIDE, "120x36"), (MEDIUM, "80x24"), (SMALL, "40x10")] {
        let mut stage = Stage::new(size);
        stage.step('2').keys("tab ctrl-u text:3");
        stage.buy();
        let ids = ["i-aF3kQ2Zb", "i-bG4lR3Yc", "i-cH5mS4Xd"];
        stage.submitted(Ok(created(&ids))).wait(Duration::from_secs(1));
        let seen = vec![instance(ids[0], "Running", None), instance(ids[1], "Starting", None)];
        stage.seen(Ok(seen)).wait(Duration::from_secs(71));
        look(&format!("order_following_{name}"), &text(&stage.wizard));
        stage.seen(Err(fault(FaultKind::Unreachable))).wait(Duration::from_secs(12));
    }
}

fn done(size: (u16, u16), language: Language) -> Stage {
    let mut stage = Stage::with(size, language, |_| false, |_| None);
    stage.buy();
    let mut created = created(&["i-aF3kQ2Zb"]);
    created.warnings.push("The zone is nearly sold out.".to_owned());
    stage.submitted(Ok(created)).wait(Duration::from_secs(9));
    stage.seen(Ok(vec![instance("i-aF3kQ2Zb", "Running", None)]));
    stage
}

#[test]
fn a_finished_order_says_how_to_log_in() {
    for (size, name) in [(WIDE, "120x36"), (MEDIUM, "80x24"), (SMALL, "40x10")] {
        let mut stage = done(size, Language::En);
        look(&format!("done_{name}"), &text(&stage.wizard));
        let link = "https://bcc.example.com/vnc.html?autoconnect=true&token=0123456789abcdef0123456789abcdef";
        stage.send(Msg::Vnc(Ok(link.to_owned())));
        look(&format!("done_vnc_{name}"), &text(&stage.wizard));
        stage.keys("r");
    }
}

#[test]
fn a_windows_instance_is_reached_by_remote_desktop() {
    let mut stage = Stage::new(WIDE);
    stage
        .step('3')
        .keys("/ text:windows enter")
        .step('6')
        .keys("tab tab tab text:Passw0rd! tab text:Passw0rd!");
    stage.step('5').keys("tab tab tab tab space");
    stage.buy();
    stage.submitted(Ok(created(&["i-aF3kQ2Zb"]))).wait(Duration::from_secs(9));
    stage.seen(Ok(vec![instance("i-aF3kQ2Zb", "Running", Some("180.76.1.2"))]));
    look("done_windows_120x36", &text(&stage.wizard));
    stage.keys("c");
    assert!(text(&stage.wizard).contains("sent to the terminal's clipboard"));
}

/// Draws the frame, and tells the wizard how far it can be scrolled, as the program does.
fn scrolled(stage: &mut Stage, keys: &str, times: usize) {
    for _ in 0..times {
        let theme = Theme::new(true);
        let mut end = 0;
        let mut terminal = Terminal::new(TestBackend::new(SMALL.0, SMALL.1)).unwrap();
        terminal.draw(|frame| end = view(frame, &stage.wizard, &theme).scroll_end).unwrap();
        stage.wizard.scroll_end = end;
        stage.keys(keys);
    }
}

#[test]
fn on_a_low_screen_everything_can_be_read_by_scrolling() {
    let mut stage = Stage::with(SMALL, Language::En, |_| false, |_| None);
    stage.buy();
    let code = "Instance.InstanceQuotaLimitExceeded";
    stage.submitted(Err(refusal(FaultKind::Quota, 413, code, "Quota exceeded.")));
    let first = text(&stage.wizard);
    assert!(first.contains("refused the order") && first.contains("z tries another"), "{first}");
    scrolled(&mut stage, "down", 30);
    let last = text(&stage.wizard);
    assert!(last.contains("Token") && !last.contains("refused the order"), "{last}");
    // Nothing is scrolled beyond the end, so one key up is one line up.
    scrolled(&mut stage, "up", 1);
    assert_ne!(last, text(&stage.wizard));
    scrolled(&mut stage, "pgup", 5);
    assert_eq!(first, text(&stage.wizard));
    scrolled(&mut stage, "pgdn", 5);
    assert_eq!(last, text(&stage.wizard));
}
