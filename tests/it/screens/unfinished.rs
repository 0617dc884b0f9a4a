//! The unfinished orders of earlier runs.

use bcc_wizard::app::msg::{Msg, NotTaken};
use bcc_wizard::app::resume;
use bcc_wizard::domain::language::Language;

use super::gallery::three;
use super::{MEDIUM, SMALL, WIDE, look, text};
use crate::fixture::Stage;

/// Shows a screen in every size and language.
fn in_all(name: &str, lead: impl Fn(&mut Stage)) {
    for (language, of) in [(Language::En, ""), (Language::ZhCn, "zh_")] {
        for (size, sized) in [(WIDE, "120x36"), (MEDIUM, "80x24"), (SMALL, "40x10")] {
            let mut stage = Stage::with(size, language, |_| false, |_| None);
            lead(&mut stage);
            look(&format!("unfinished_{name}_{of}{sized}"), &text(&stage.wizard));
        }
    }
}

#[test]
fn one_order() {
    in_all("one", |stage| resume::offer(&mut stage.wizard, three().split_off(2)));
}

#[test]
fn a_password_that_is_asked_for() {
    in_all("password", |stage| {
        resume::offer(&mut stage.wizard, three());
        stage.keys("enter").send(Msg::TakenUp(Err(NotTaken::WantsPassword))).keys("text:abc");
    });
}

#[test]
fn a_password_that_is_wrong() {
    in_all("wrong", |stage| {
        resume::offer(&mut stage.wizard, three());
        stage.keys("enter").send(Msg::TakenUp(Err(NotTaken::WantsPassword)));
        stage.keys("text:abc enter").send(Msg::TakenUp(Err(NotTaken::OtherPassword)));
    });
}
