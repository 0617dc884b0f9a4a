//! Taking up an order of an earlier run when the wizard starts.

use std::time::Duration;

use bcc_wizard::app::dialog::Dialog;
use bcc_wizard::app::effect::{Effect, Exit, Timer};
use bcc_wizard::app::msg::{Created, Msg, NotTaken};
use bcc_wizard::app::resume::{self, Unfinished};
use bcc_wizard::app::wizard::Screen;
use bcc_wizard::domain::catalog::Instance;
use bcc_wizard::domain::order::Phase;
use bcc_wizard::domain::record::{Record, State};
use secrecy::ExposeSecret as _;

use crate::drive::Drive;
use crate::records::{in_region, record, with_password};

fn offered(records: Vec<Record>) -> Drive {
    let mut drive = Drive::new();
    resume::offer(&mut drive.wizard, records);
    drive.take();
    drive
}

fn open(drive: &Drive) -> &Unfinished {
    match &drive.wizard.dialog {
        Some(Dialog::Unfinished(open)) => open,
        other => panic!("no offer but {other:?}"),
    }
}

/// The order that is to be taken up, and the password that was typed for it.
fn taking(drive: &mut Drive) -> Option<(String, Option<String>)> {
    let effects = drive.take();
    assert!(effects.len() <= 1, "{effects:?}");
    effects.into_iter().next().map(|effect| match effect {
        Effect::TakeUp { token, password } => {
            (token, password.map(|password| password.expose_secret().to_owned()))
        }
        other => panic!("{other:?}"),
    })
}

fn taken(drive: &mut Drive, record: &Record) {
    drive.tell(Msg::TakenUp(Ok(Box::new(record.clone()))));
}

#[test]
fn without_an_unfinished_order_nothing_is_offered() {
    assert!(offered(Vec::new()).wizard.dialog.is_none());
}

#[test]
fn what_may_or_may_not_have_arrived_is_sent_again_under_its_token() {
    for state in [State::Sending, State::Unknown] {
        let order = record("7f6f2d36", state);
        let mut drive = offered(vec![order.clone()]);
        drive.press("enter");
        assert_eq!(taking(&mut drive), Some(("7f6f2d36".to_owned(), None)));
        drive.press("enter down esc");
        assert_eq!(taking(&mut drive), None, "once is enough, and it is not left half-way");
        taken(&mut drive, &order);
        assert_eq!(drive.wizard.screen, Screen::Order);
        assert!(drive.wizard.dialog.is_none());
        assert!(matches!(&drive.take()[..], [Effect::Resend(token)] if token == "7f6f2d36"));
        assert_eq!(drive.kept.last().map(|(_, progress)| progress.tries), Some(2));
        let created = Created { order: None, ids: vec!["i-1".to_owned()], warnings: Vec::new() };
        drive.tell(Msg::Submitted { token: order.token.clone(), result: Ok(created) });
        assert_eq!(drive.wizard.order.as_ref().unwrap().phase, Phase::Following);
    }
}

#[test]
fn what_was_accepted_is_followed_until_it_runs() {
    let order = record("7f6f2d36", State::Creating);
    let mut drive = offered(vec![order.clone()]);
    drive.press("enter");
    drive.take();
    taken(&mut drive, &order);
    let effects = drive.take();
    assert!(
        matches!(&effects[..], [Effect::After(Duration::ZERO, Timer::Poll(_))]),
        "nothing is sent: {effects:?}"
    );
    drive.tell(Msg::Due(Timer::Poll(order.token.clone())));
    assert!(matches!(&drive.take()[..], [Effect::Poll { ids, .. }] if *ids == ["i-7f6f2d36"]));
    let running = Instance {
        id: "i-7f6f2d36".to_owned(),
        name: "web".to_owned(),
        status: "Running".to_owned(),
        private_ip: Some("192.168.0.4".to_owned()),
        public_ip: None,
        os: String::new(),
        zone: "cn-bj-a".to_owned(),
        spec: "bcc.g5.c2m8".to_owned(),
    };
    drive.tell(Msg::Seen { token: order.token, result: Ok(vec![running]) });
    assert_eq!(drive.wizard.screen, Screen::Done);
    assert_eq!(drive.let_go, ["7f6f2d36"]);
}

#[test]
fn the_arrows_choose_among_several() {
    let orders: Vec<Record> =
        ["one", "two", "three"].map(|token| record(token, State::Creating)).to_vec();
    let mut drive = offered(orders);
    drive.press("up down down down down up enter");
    assert_eq!(taking(&mut drive), Some(("two".to_owned(), None)));
}

#[test]
fn later_leaves_the_orders_where_they_are_and_says_how_to_take_them_up() {
    let mut drive = offered(vec![record("7f6f2d36", State::Unknown)]);
    drive.press("esc");
    assert!(drive.wizard.dialog.is_none() && drive.wizard.order.is_none());
    assert_eq!((taking(&mut drive), drive.notice()), (None, "notice.left_unfinished"));
    drive.press("alt-8 enter y");
    assert!(drive.wizard.order.is_some(), "another purchase may be made all the same");
}

#[test]
fn a_password_is_asked_for_and_a_wrong_one_asked_for_again() {
    let order = with_password(record("7f6f2d36", State::Unknown));
    let mut drive = offered(vec![order.clone()]);
    drive.press("enter");
    drive.take();
    drive.tell(Msg::TakenUp(Err(NotTaken::WantsPassword)));
    drive.press("enter");
    assert_eq!(taking(&mut drive), Some(("7f6f2d36".to_owned(), None)), "nothing was typed");
    drive.tell(Msg::TakenUp(Err(NotTaken::WantsPassword)));
    drive.type_text("jk y").press("up down backspace").paste("!\n");
    assert_eq!(taking(&mut drive), None, "a paste submits nothing");
    drive.press("enter");
    let (_, password) = taking(&mut drive).unwrap();
    assert_eq!(password.unwrap().trim_end(), "jk !");
    drive.tell(Msg::TakenUp(Err(NotTaken::OtherPassword)));
    assert!(open(&drive).mistyped);
    assert_eq!(open(&drive).password.as_ref().unwrap().expose_secret(), "");
    drive.type_text("Right1!pass");
    assert!(!open(&drive).mistyped);
    drive.press("enter");
    assert_eq!(taking(&mut drive).unwrap().1.as_deref(), Some("Right1!pass"));
    taken(&mut drive, &order);
    assert!(matches!(&drive.take()[..], [Effect::Resend(_)]));
}

#[test]
fn escape_leaves_the_password_before_it_leaves_the_offer() {
    let mut drive = offered(vec![with_password(record("7f6f2d36", State::Unknown))]);
    drive.press("enter");
    drive.tell(Msg::TakenUp(Err(NotTaken::WantsPassword)));
    drive.type_text("x").press("esc");
    assert!(open(&drive).password.is_none());
    drive.press("esc");
    assert!(drive.wizard.dialog.is_none());
}

#[test]
fn an_order_that_cannot_be_taken_up_says_why() {
    let mut drive = offered(vec![record("7f6f2d36", State::Unknown)]);
    drive.press("enter");
    drive.take();
    drive.tell(Msg::TakenUp(Err(NotTaken::Other("another bcc-wizard has it".into()))));
    assert!(drive.wizard.dialog.is_none() && drive.wizard.order.is_none());
    assert_eq!(drive.notice(), "notice.not_taken_up");
}

#[test]
fn an_order_of_another_region_is_asked_for_there() {
    let order = in_region(record("7f6f2d36", State::Creating), "gz");
    let mut drive = offered(vec![order.clone()]);
    drive.press("enter");
    let effects = drive.take();
    assert!(
        matches!(
            &effects[..],
            [Effect::ChangeRegion(region), Effect::TakeUp { .. }] if region == "gz"
        ),
        "first the region, then the order: {effects:?}"
    );
    taken(&mut drive, &order);
    assert_eq!(drive.wizard.draft.region, "gz");
    assert_eq!(drive.wizard.screen, Screen::Order);
}

#[test]
fn the_question_about_quitting_does_not_lose_the_offer() {
    let order = record("7f6f2d36", State::Creating);
    let mut drive = offered(vec![order.clone()]);
    drive.press("ctrl-c n");
    assert_eq!(open(&drive).records.len(), 1);
    drive.press("enter ctrl-c");
    drive.take();
    // It is taken up below the question: the question stays, and the order is not lost.
    taken(&mut drive, &order);
    assert!(matches!(drive.wizard.dialog, Some(Dialog::Quit)));
    assert_eq!(drive.wizard.screen, Screen::Order);
    assert!(matches!(&drive.take()[..], [Effect::After(_, Timer::Poll(_))]));
    drive.press("n");
    assert!(drive.wizard.dialog.is_none());
    drive.press("ctrl-c ctrl-c");
    assert_eq!(drive.quit(), Some(Exit::OrderUnfinished));
}
