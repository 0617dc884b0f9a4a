//! The unfinished orders of earlier runs.

use bcc_wizard::app::msg::{Msg, NotTaken};
use bcc_wizard::app::resume;
use bcc_wizard::domain::language::Language;
use bcc_wizard::domain::order::Ordered;
use bcc_wizard::domain::record::{Kept, Record, State};

use super::{MEDIUM, SMALL, WIDE, look, text};
use crate::fixture::Stage;
use crate::records::{in_region, record, with_password};

fn three() -> Vec<Record> {
    let unclear = with_password(record("7f6f2d36-52c6-4cd8-b5f1-2d4ef1a7a3f1", State::Unknown));
    let accepted = record("2f1c9a7e-5b1d-4c55-9a34-1f2e3d4c5b6a", State::Creating);
    let ordered = Ordered {
        count: 2,
        zone: "cn-gz-a".to_owned(),
        name: "搜索-集群".to_owned(),
        ..accepted.ordered.clone()
    };
    let mut accepted = in_region(Record { ordered, ..accepted }, "gz");
    accepted.progress.instances =
        ["i-aF3kQ2Zb", "i-bG4lR3Yc"].map(|id| Kept { id: id.to_owned(), ..Kept::default() }).into();
    vec![unclear, accepted, record("91b0d6aa-0b1f-4a83-8a87-c4f0f0f6f4c2", State::Sending)]
}

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
fn three_orders() {
    in_all("three", |stage| {
        resume::offer(&mut stage.wizard, three());
        stage.keys("down");
    });
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
