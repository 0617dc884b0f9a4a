//! Lists that load, fail, are empty; prices that are not known; text that is not to be trusted.

use std::time::Duration;

use bcc_wizard::app::effect::Ask;
use bcc_wizard::app::wizard::Wizard;
use bcc_wizard::domain::fault::FaultKind;
use bcc_wizard::domain::language::Language;

use super::{MEDIUM, WIDE, look, text};
use crate::fixture::{Stage, created, fault, instance, refusal};

#[test]
fn lists_under_way_say_so_after_a_moment() {
    let mut stage = Stage::with(WIDE, Language::En, |_| true, |_| None);
    assert!(!text(&stage.wizard).contains("loading"), "nothing flickers at once");
    stage.wait(Duration::from_millis(100));
    assert!(!text(&stage.wizard).contains("loading"));
    stage.wait(Duration::from_millis(100));
    look("zone_loading_120x36", &text(&stage.wizard));
    let before = text(&stage.wizard);
    stage.wait(Duration::from_millis(250));
    assert_ne!(before, text(&stage.wizard), "the spinner turns");
    stage.step('2');
    look("spec_waits_120x36", &text(&stage.wizard));
}

#[test]
fn what_waits_for_a_failed_list_says_for_which() {
    let mut stage = Stage::with(
        WIDE,
        Language::En,
        |_| false,
        |ask| {
            matches!(ask, Ask::Zones).then(|| {
                refusal(
                    FaultKind::WrongSecret,
                    403,
                    "SignatureDoesNotMatch",
                    "The request signature we calculated does not match.",
                )
            })
        },
    );
    stage.step('2');
    look("spec_without_zone_120x36", &text(&stage.wizard));
}

#[test]
fn a_filter_that_nothing_passes() {
    let mut stage = Stage::new(MEDIUM);
    stage.keys("ctrl-n / text:zzz");
    look("spec_filtered_out_80x24", &text(&stage.wizard));
}

#[test]
fn prices_that_may_not_be_read_are_no_zero() {
    let mut stage = Stage::with(
        WIDE,
        Language::En,
        |_| false,
        |ask| {
            matches!(ask, Ask::Price(_))
                .then(|| refusal(FaultKind::Forbidden, 403, "AccessDenied", "Access denied."))
        },
    );
    stage.step('2');
    look("spec_no_prices_120x36", &text(&stage.wizard));
    assert!(!text(&stage.wizard).contains("¥0"));
    stage.step('8');
    look("review_no_prices_120x36", &text(&stage.wizard));
    assert!(!text(&stage.wizard).contains("¥0"));
}

#[test]
fn a_price_of_which_a_part_is_missing_is_at_least_that_much() {
    let mut stage = Stage::with(
        WIDE,
        Language::En,
        |_| false,
        |ask| {
            use bcc_wizard::domain::price::PriceAsk;
            matches!(ask, Ask::Price(PriceAsk::PublicIp { .. })).then(|| fault(FaultKind::Timeout))
        },
    );
    stage.step('5').keys("tab tab tab tab space");
    let screen = text(&stage.wizard);
    assert!(screen.contains("≥ ¥") && screen.contains("not quoted"), "{screen}");
}

/// What somebody could call an instance, or a server could say.
const HOSTILE: &str =
    "web\u{1b}[2J\u{1b}]0;owned\u{7}\u{202e}gpj.exe\u{9b}31m\u{200b}\r\n\u{2066}x";

fn nothing_hostile(wizard: &Wizard) {
    let screen = text(wizard);
    let bad = screen.chars().find(|c| {
        (c.is_control() && *c != '\n')
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    });
    assert_eq!(bad, None, "{screen}");
    assert!(screen.contains("web␛[2J"), "what was tried is seen:\n{screen}");
}

#[test]
fn no_escape_from_outside_reaches_the_screen() {
    let mut stage = Stage::new(WIDE);
    stage.buy();
    let mut instances = created(&["i-aF3kQ2Zb"]);
    instances.warnings.push(HOSTILE.to_owned());
    stage.submitted(Ok(instances));
    let mut seen = instance("i-aF3kQ2Zb", "Running", None);
    HOSTILE.clone_into(&mut seen.name);
    stage.seen(Ok(vec![seen]));
    nothing_hostile(&stage.wizard);
    stage.keys("r");
    nothing_hostile(&stage.wizard);

    let mut stage = Stage::with(
        WIDE,
        Language::En,
        |_| false,
        |ask| {
            matches!(ask, Ask::Zones)
                .then(|| refusal(FaultKind::Refused, 400, "BadRequest", HOSTILE))
        },
    );
    nothing_hostile(&stage.wizard);
    stage.keys("f1");
    assert!(text(&stage.wizard).contains("Help: Zone"));
}
