//! Advice on the screen: orders refused, notices, details of a zone.

use bcc_wizard::app::effect::Ask;
use bcc_wizard::app::wizard::Notice;
use bcc_wizard::domain::fault::{Fault, FaultKind};
use bcc_wizard::domain::language::Language;
use bcc_wizard::domain::problem::Severity;

use crate::fixture::{Stage, created, refusal};
use crate::screens::{MEDIUM, SMALL, WIDE, look, text};

fn certification() -> Fault {
    let message = "The User has not pass qualify.";
    refusal(FaultKind::RealName, 403, "QualifyNotPass", message)
}

fn clock() -> Fault {
    let message = "Request has expired. Timestamp date is 2026-01-01T00:00:00Z.";
    Fault { skew_minutes: Some(-95), ..refusal(FaultKind::Clock, 400, "RequestExpired", message) }
}

fn stage(size: (u16, u16), language: Language) -> Stage {
    Stage::with(size, language, |_| false, |_| None)
}

#[test]
fn a_refused_order_says_what_to_do_in_both_languages() {
    for (language, name) in [(Language::En, "en"), (Language::ZhCn, "zh")] {
        let mut refused = stage(MEDIUM, language);
        refused.buy().submitted(Err(certification()));
        look(&format!("fault_order_refused_{name}_80x24"), &text(&refused.wizard));
        let mut late = stage(WIDE, language);
        late.buy().submitted(Ok(created(&["i-aF3kQ2Zb"]))).seen(Err(clock()));
        look(&format!("fault_order_outage_{name}_120x36"), &text(&late.wizard));
    }
}

#[test]
fn a_notice_about_a_refusal_holds_the_whole_advice_where_there_is_room() {
    for (size, room) in [(WIDE, "120x36"), (MEDIUM, "80x24"), (SMALL, "40x10")] {
        for (language, name) in [(Language::En, "en"), (Language::ZhCn, "zh")] {
            let mut stage = stage(size, language);
            stage.step('7');
            stage.wizard.notice = Some(Notice {
                words: "notice.refused",
                values: certification().values(),
                severity: Severity::Error,
            });
            look(&format!("fault_notice_{name}_{room}"), &text(&stage.wizard));
        }
    }
}

#[test]
fn a_notice_of_several_lines_leaves_the_focus_in_view() {
    for size in [WIDE, MEDIUM, SMALL] {
        for step in '1'..='8' {
            let mut stage = stage(size, Language::En);
            stage.step(step).keys("tab tab tab tab tab tab tab tab");
            let focused = |stage: &Stage| text(&stage.wizard).contains('▌');
            assert!(focused(&stage), "{size:?} {step}");
            stage.wizard.notice = Some(Notice {
                words: "notice.refused",
                values: certification().values(),
                severity: Severity::Error,
            });
            assert!(focused(&stage), "{size:?} {step}:\n{}", text(&stage.wizard));
        }
    }
}

#[test]
fn a_zone_whose_specs_did_not_come_says_why() {
    let forbidden = |ask: &Ask| {
        matches!(ask, Ask::Specs(_))
            .then(|| refusal(FaultKind::Forbidden, 403, "AccessDenied", "Access denied."))
    };
    for (language, name) in [(Language::En, "en"), (Language::ZhCn, "zh")] {
        let mut stage = Stage::with(WIDE, language, |_| false, forbidden);
        stage.step('1').keys("tab tab");
        look(&format!("fault_zone_{name}_120x36"), &text(&stage.wizard));
    }
}

#[test]
fn prices_that_may_not_be_read_are_explained_in_chinese_too() {
    let forbidden = |ask: &Ask| {
        matches!(ask, Ask::Price(_))
            .then(|| refusal(FaultKind::Forbidden, 403, "AccessDenied", "Access denied."))
    };
    let mut stage = Stage::with(MEDIUM, Language::ZhCn, |_| false, forbidden);
    stage.step('8').keys("enter");
    look("fault_prices_confirm_zh_80x24", &text(&stage.wizard));
}
