//! The spot market, the checks before buying, old prices, and the arrows on Review.

use std::time::Duration;

use bcc_wizard::app::effect::Ask;
use bcc_wizard::domain::fault::FaultKind;
use bcc_wizard::domain::language::Language;
use bcc_wizard::domain::price::LIST_KEEPS;
use bcc_wizard::ui::look::Look;
use bcc_wizard::ui::theme::Theme;

use super::{MEDIUM, SMALL, WIDE, buffer_text, drawn_as, look, text};
use crate::fixture::{Stage, created, refusal};

const SIZES: [((u16, u16), &str); 3] = [(WIDE, "120x36"), (MEDIUM, "80x24"), (SMALL, "40x10")];
const LANGUAGES: [(Language, &str); 2] = [(Language::En, ""), (Language::ZhCn, "_zh")];

/// A spec that the market offers, bid for at an own price.
fn bidding(size: (u16, u16), language: Language) -> Stage {
    let mut stage = Stage::with(size, language, |_| false, |_| None);
    stage.keys("ctrl-n / text:g5.c2m8 enter");
    stage.step('7').keys("right right tab right tab text:0.0015");
    stage
}

#[test]
fn a_bid_at_every_size_in_both_languages() {
    for (size, name) in SIZES {
        for (language, mark) in LANGUAGES {
            let mut stage = bidding(size, language);
            stage.step('8').keys("enter");
            look(&format!("confirm_spot{mark}_{name}"), &text(&stage.wizard));
        }
    }
}

#[test]
fn the_spec_table_says_what_the_market_does_not_offer_and_whose_prices_it_shows() {
    let mut stage = bidding(WIDE, Language::En);
    stage.step('2');
    look("spec_spot_120x36", &text(&stage.wizard));
}

#[test]
fn renewal_is_named_in_the_confirmation() {
    let mut stage = Stage::new(WIDE);
    stage.step('7').keys("right tab tab right tab right right");
    look("billing_renewal_120x36", &text(&stage.wizard));
    stage.step('8').keys("enter");
    let screen = text(&stage.wizard);
    assert!(screen.contains("Auto-renewal    every 3 months"), "{screen}");
}

#[test]
fn the_arrows_stand_on_a_line_and_say_where_it_leads() {
    for (size, name) in SIZES {
        let mut stage = Stage::with(size, Language::En, |_| false, |_| None);
        stage.step('8').keys("down down down");
        look(&format!("review_line_{name}"), &text(&stage.wizard));
        stage.keys("up up up up");
    }
}

#[test]
fn what_speaks_against_an_order_is_said_before_it_is_placed() {
    for (language, mark) in LANGUAGES {
        let fails = |ask: &Ask| {
            let denied = refusal(FaultKind::Forbidden, 403, "AccessDenied", "Access denied.");
            matches!(ask, Ask::Balance | Ask::Quotas(_)).then_some(denied)
        };
        let mut stage = Stage::with(WIDE, language, |_| false, fails);
        stage.step('2').keys("tab ctrl-u text:5000");
        stage.step('8').keys("up");
        look(&format!("review_checks{mark}_120x36"), &text(&stage.wizard));
    }
}

#[test]
fn an_old_price_says_its_age_and_one_that_cannot_be_renewed_says_that() {
    let mut stage = Stage::new(WIDE);
    stage.step('7').wait(Duration::from_mins(3));
    let screen = text(&stage.wizard);
    assert!(screen.contains("asked 3 min ago"), "{screen}");
    stage.fails = |ask| {
        let timeout = crate::fixture::fault(FaultKind::Timeout);
        matches!(ask, Ask::Price(_)).then_some(timeout)
    };
    stage.wait(LIST_KEEPS).keys("tab");
    let screen = text(&stage.wizard);
    assert!(screen.contains("¥0.3360") && screen.contains("anew failed"), "{screen}");
}

#[test]
fn an_order_whose_instances_were_not_named_is_looked_for() {
    for (language, mark) in LANGUAGES {
        let mut stage = Stage::with(MEDIUM, language, |_| false, |_| None);
        stage.buy();
        let mut answer = created(&[]);
        answer.order = Some("3f6d1c0e8b".to_owned());
        stage.submitted(Ok(answer));
        look(&format!("order_unnamed{mark}_80x24"), &text(&stage.wizard));
    }
}

#[test]
fn no_price_is_cut_however_high_and_however_its_sign_is_written() {
    for (size, _) in SIZES {
        for (language, _) in LANGUAGES {
            let mut stage = Stage::with(size, language, |_| false, |_| None);
            stage.step('7').keys("right tab").keys(&["right"; 11].join(" "));
            stage.step('2').keys("end");
            for ascii in [false, true] {
                let look = Look { ascii, ..Look::default() };
                let terminal = drawn_as(&stage.wizard, Theme::new(true).on(look));
                let screen = buffer_text(terminal.backend().buffer());
                // 128 vCPUs for three years.
                assert!(screen.contains("570,286.08"), "{screen}");
                let signs = screen.matches("CNY 570,286.08").count();
                assert_eq!(signs > 0, ascii, "{screen}");
            }
        }
    }
}
