//! What can be done with instances once they run.

use super::*;

use bcc_wizard::app::dialog::Dialog;
use bcc_wizard::domain::catalog::{Refund, Released};
use bcc_wizard::domain::plan::Payment;
use secrecy::ExposeSecret as _;

fn done_with(change: impl FnOnce(&mut Drive), ids: &[&str]) -> Placed {
    let mut placed = Placed::of(change);
    placed.accepted(ids);
    placed.look(secs(1));
    let running: Vec<Instance> = ids.iter().map(|id| instance(id, "Running")).collect();
    placed.seen(&running);
    assert_eq!(placed.drive.wizard.screen, Screen::Done);
    placed
}

fn done() -> Placed {
    done_with(|_| {}, &["i-1"])
}

#[test]
fn n_brings_back_the_review_with_the_same_answers_and_another_token() {
    let mut placed = done_with(
        |drive| {
            drive.focus(FieldId::Name).type_text("web");
        },
        &["i-1"],
    );
    let before = format!("{:?}", placed.drive.wizard.draft);
    placed.drive.press("n");
    assert_eq!((placed.drive.wizard.screen, placed.drive.step()), (Screen::Form, StepId::Review));
    assert_eq!(format!("{:?}", placed.drive.wizard.draft), before);
    assert!(placed.drive.wizard.order.is_none());
    placed.drive.press("enter y");
    let again = placed.drive.take();
    assert!(matches!(&again[..], [Effect::Submit(intent)] if intent.token != placed.token));
}

#[rstest]
#[case("k-one", "ssh root@192.168.0.4")]
#[case("", "ssh root@192.168.0.4")]
fn c_copies_the_line_that_logs_in(#[case] key_pair: &str, #[case] line: &str) {
    let mut placed = done_with(
        |drive| {
            if key_pair.is_empty() {
                drive.turn(FieldId::Login, "later");
            }
        },
        &["i-1"],
    );
    placed.drive.press("c");
    assert!(
        matches!(&placed.drive.take()[..], [Effect::Copy(copied)] if copied.expose_secret() == line)
    );
    assert_eq!(placed.drive.notice(), "notice.copied");
}

#[test]
fn without_an_address_there_is_nothing_to_copy() {
    let mut placed = Placed::new();
    placed.accepted(&["i-1"]);
    placed.look(secs(1));
    placed.seen(&[Instance { private_ip: None, ..instance("i-1", "Running") }]);
    placed.drive.press("c");
    assert!(placed.drive.take().is_empty());
    assert_eq!(placed.drive.notice(), "notice.no_address");
}

#[test]
fn v_asks_for_a_link_to_the_highlighted_instance() {
    let mut placed = done_with(
        |drive| {
            drive.focus(FieldId::Count).retype("2");
        },
        &["i-1", "i-2"],
    );
    placed.drive.press("up down down v");
    assert!(matches!(&placed.drive.take()[..], [Effect::Vnc(id)] if id == "i-2"));
    placed.drive.tell(Msg::Vnc(Ok("https://vnc.example/1".to_owned())));
    assert!(matches!(&placed.drive.wizard.vnc, Some(Ok(link)) if link.ends_with("/1")));
}

#[test]
fn a_release_needs_the_whole_id() {
    let mut placed = done();
    placed.drive.press("r enter y enter backspace").type_text("i-").press("enter");
    assert!(placed.drive.take().is_empty());
    placed.drive.press("ctrl-u").type_text("i-1x").press("enter");
    assert!(placed.drive.take().is_empty());
    placed.drive.press("backspace");
    assert!(placed.drive.take().is_empty(), "the right id alone releases nothing");
    placed.drive.press("enter");
    assert!(
        matches!(&placed.drive.take()[..], [Effect::Release { id, payment: Payment::Postpaid }] if id == "i-1")
    );
    placed.drive.press("enter enter esc").paste("i-1\n");
    assert!(placed.drive.take().is_empty(), "once is enough");
    placed.drive.tell(Msg::Released { id: "i-1".to_owned(), result: Ok(None) });
    assert_eq!(placed.drive.notice(), "notice.released");
    assert!(placed.drive.wizard.dialog.is_none());
    placed.drive.press("r");
    assert_eq!(placed.drive.notice(), "notice.released_already");
    assert!(placed.drive.wizard.dialog.is_none());
}

#[test]
fn a_pasted_id_is_not_yet_a_release() {
    let mut placed = done();
    placed.drive.press("r").paste("i-1\n");
    assert!(placed.drive.take().is_empty());
    placed.drive.press("esc");
    assert!(placed.drive.wizard.dialog.is_none());
    assert!(placed.drive.take().is_empty());
}

#[test]
fn a_failed_release_is_said_and_can_be_tried_again() {
    let mut placed = done();
    placed.drive.press("r").type_text("i-1").press("enter");
    let result = Err(fault(FaultKind::Refused));
    placed.drive.tell(Msg::Released { id: "i-1".to_owned(), result });
    assert_eq!(placed.drive.notice(), "notice.not_released");
    placed.drive.press("r");
    assert!(matches!(placed.drive.wizard.dialog, Some(Dialog::Release(_))));
}

fn prepaid() -> Placed {
    done_with(
        |drive| {
            drive.press("ctrl-t");
        },
        &["i-1"],
    )
}

fn given_back(placed: &mut Placed, result: Result<Option<Refund>, Fault>) {
    placed.drive.press("r").type_text("i-1").press("enter y");
    placed.drive.take();
    placed.drive.tell(Msg::Released { id: "i-1".to_owned(), result });
}

#[test]
fn a_subscription_is_given_back_after_one_more_question() {
    let mut placed = prepaid();
    placed.drive.press("r y n y").type_text("i-1").press("enter");
    assert!(placed.drive.take().is_empty(), "what was typed is not the id");
    placed.drive.press("ctrl-u").type_text("i-1").press("enter enter space");
    assert!(placed.drive.take().is_empty(), "the id alone gives nothing back");
    placed.drive.press("n");
    assert!(placed.drive.wizard.dialog.is_none());
    placed.drive.press("r").type_text("i-1").press("enter esc");
    assert!(placed.drive.wizard.dialog.is_none());
    placed.drive.press("r").type_text("i-1").press("enter y");
    assert!(
        matches!(&placed.drive.take()[..], [Effect::Release { id, payment: Payment::Prepaid }] if id == "i-1")
    );
    placed.drive.press("y enter esc n");
    assert!(placed.drive.take().is_empty() && placed.drive.wizard.dialog.is_some());
    let refund = Refund { refunded: true, ..Refund::default() };
    placed.drive.tell(Msg::Released { id: "i-1".to_owned(), result: Ok(Some(refund)) });
    assert_eq!(placed.drive.notice(), "notice.refunded");
    assert!(placed.drive.wizard.released.contains("i-1"));
}

#[rstest]
#[case(false, &[], "notice.no_refund")]
#[case(true, &["v-1"], "notice.refunded_in_part")]
fn what_came_of_a_refund_is_said(
    #[case] refunded: bool,
    #[case] left: &[&str],
    #[case] notice: &str,
) {
    let mut placed = prepaid();
    let failed = Released { volumes: crate::world::texts(left), ..Released::default() };
    given_back(&mut placed, Ok(Some(Refund { refunded, failed, ..Refund::default() })));
    assert_eq!(placed.drive.notice(), notice);
    assert_eq!(placed.drive.wizard.refunds["i-1"].refunded, refunded);
}

#[test]
fn a_subscription_that_the_cloud_kept_is_not_called_released() {
    let mut placed = prepaid();
    let failed = Released { instance: Some("i-1".to_owned()), ..Released::default() };
    given_back(&mut placed, Ok(Some(Refund { failed, ..Refund::default() })));
    assert_eq!(placed.drive.notice(), "notice.kept_by_cloud");
    assert!(placed.drive.wizard.released.is_empty());
    given_back(&mut placed, Err(fault(FaultKind::Refused)));
    assert_eq!(placed.drive.notice(), "notice.not_released");
    assert!(placed.drive.wizard.released.is_empty());
}

#[test]
fn a_failed_instance_can_be_released_and_one_that_is_gone_cannot() {
    let mut placed = Placed::of(|drive| {
        drive.focus(FieldId::Count).retype("2");
    });
    placed.accepted(&["i-1", "i-2"]);
    placed.look(secs(1));
    placed.seen(&[instance("i-1", "Error"), instance("i-2", "Starting")]);
    placed.look(secs(2));
    placed.seen(&[instance("i-1", "Error")]);
    assert_eq!(placed.states(), [RowState::Failed, RowState::Gone]);
    placed.drive.press("down r");
    assert_eq!(placed.drive.notice(), "notice.released_already");
    placed.drive.press("up r").type_text("i-1").press("enter");
    assert!(matches!(&placed.drive.take()[..], [Effect::Release { id, .. }] if id == "i-1"));
}

#[rstest]
#[case("q")]
#[case("ctrl-c")]
fn the_end_is_left_without_a_question(#[case] key: &str) {
    let mut placed = done();
    placed.drive.press(key);
    assert_eq!(placed.drive.quit(), Some(Exit::Done));
}
