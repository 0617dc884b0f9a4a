//! Dialogs, help, and a terminal that is too small.

use bcc_wizard::app::effect::{Answer, Ask};
use bcc_wizard::app::msg::Msg;
use bcc_wizard::app::quotes::CHECKED_KEEPS;
use bcc_wizard::domain::fault::FaultKind;
use bcc_wizard::domain::language::Language;
use bcc_wizard::domain::price::Priced;

use super::{MEDIUM, SMALL, WIDE, look, text};
use crate::fixture::{Stage, answer, fault};

/// The price of every spec, twice what the made-up cloud says.
fn dearer(ask: &Ask) -> Answer {
    match answer(ask) {
        Answer::Price(Priced::Family(mut prices)) => {
            for price in &mut prices {
                price.trade = price.trade.map(|price| price.times(2));
            }
            Answer::Price(Priced::Family(prices))
        }
        other => other,
    }
}

/// The question is open and was consented to; its price is on its way once more.
fn checking(size: (u16, u16), language: Language) -> (Stage, Vec<(u32, Ask)>) {
    let mut stage = Stage::with(size, language, |_| false, |_| None);
    stage.step('8').keys("enter").send(Msg::Minted("2f1c9a7e".to_owned()));
    stage.wait(CHECKED_KEEPS).open = |ask| matches!(ask, Ask::Price(_));
    stage.keys("y");
    let asked = std::mem::take(&mut stage.unanswered);
    assert!(!asked.is_empty());
    (stage, asked)
}

#[test]
fn the_price_is_checked_once_more_and_a_higher_one_is_asked_about() {
    let of = |language: Language| match language {
        Language::En => "",
        Language::ZhCn => "zh_",
    };
    for language in [Language::En, Language::ZhCn] {
        for (size, name) in [(WIDE, "120x36"), (MEDIUM, "80x24"), (SMALL, "40x10")] {
            let (mut stage, asked) = checking(size, language);
            look(&format!("confirm_checking_{}{name}", of(language)), &text(&stage.wizard));
            for (generation, ask) in asked {
                let result = Ok(dearer(&ask));
                stage.send(Msg::Answered { generation, ask, result });
            }
            look(&format!("confirm_dearer_{}{name}", of(language)), &text(&stage.wizard));
        }
    }
    let (mut stage, asked) = checking(WIDE, Language::En);
    for (generation, ask) in asked {
        let result = Err(fault(FaultKind::Timeout));
        stage.send(Msg::Answered { generation, ask, result });
    }
    look("confirm_not_renewed_120x36", &text(&stage.wizard));
}

#[test]
fn help_tells_about_the_field_and_every_key() {
    let mut stage = Stage::new(MEDIUM);
    stage.step('6').keys("f1 down down");
    look("help_80x24", &text(&stage.wizard));
}

#[test]
fn a_terminal_too_small_says_what_it_needs() {
    for (columns, rows) in [(39, 10), (20, 5), (100, 4)] {
        let mut stage = Stage::new(WIDE);
        stage.send(Msg::Resize(columns, rows));
        look(&format!("too_small_{columns}x{rows}"), &text(&stage.wizard));
    }
}
