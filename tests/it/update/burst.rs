//! Characters that came at once answer no question.

use std::time::Duration;

use bcc_wizard::app::dialog::Dialog;
use bcc_wizard::app::effect::Effect;
use bcc_wizard::app::key::{Key, KeyCode};
use bcc_wizard::app::msg::Msg;
use bcc_wizard::domain::field::FieldId;

use crate::drive::Drive;

fn burst(drive: &mut Drive, text: &str) {
    let key = |c| match c {
        '\r' => Key::plain(KeyCode::Enter),
        c => Key::plain(KeyCode::Char(c)),
    };
    drive.tell(Msg::Burst(text.chars().map(key).collect()));
}

fn asked() -> Drive {
    let mut drive = Drive::new();
    drive.press("alt-8 enter");
    assert!(drive.confirm().is_some());
    drive.take();
    drive
}

fn submits(drive: &mut Drive) -> bool {
    drive.take().iter().any(|effect| matches!(effect, Effect::Submit(_)))
}

#[test]
fn in_a_field_they_are_typed() {
    let mut drive = Drive::new();
    drive.focus(FieldId::Name);
    burst(&mut drive, "yes\r");
    assert_eq!(drive.wizard.draft.text(FieldId::Name).map(String::as_str), Some("yes"));
    assert_eq!(drive.wizard.focused(), FieldId::Hostname);
}

#[test]
fn over_a_question_they_are_thrown_away_and_so_is_their_rest() {
    for pasted in ["very", "yy", "n\ry\r"] {
        let mut drive = asked();
        burst(&mut drive, pasted);
        assert!(drive.confirm().is_some() && !submits(&mut drive), "{pasted:?}");
        // The rest of a paste that the line has cut in two.
        drive.press("y");
        assert!(drive.confirm().is_some() && !submits(&mut drive), "{pasted:?}");
        drive.wait(Duration::from_millis(500)).press("y");
        assert!(submits(&mut drive), "{pasted:?}");
    }
}

#[test]
fn the_rest_of_a_paste_over_a_question_answers_nothing() {
    let mut drive = asked();
    drive.paste("foo\ry").press("y");
    assert!(drive.confirm().is_some() && !submits(&mut drive));
    drive.press("esc");
    assert!(drive.confirm().is_none(), "other keys are heard");
}

#[test]
fn a_question_that_came_after_them_is_answered_at_once() {
    let mut drive = Drive::new();
    drive.focus(FieldId::Name);
    burst(&mut drive, "web");
    drive.press("alt-8 enter y");
    assert!(submits(&mut drive));
}

#[test]
fn nobody_quits_by_a_paste() {
    let mut drive = Drive::new();
    drive.press("ctrl-c");
    burst(&mut drive, "yes y");
    assert!(matches!(drive.wizard.dialog, Some(Dialog::Quit)));
    assert_eq!(drive.quit(), None);
}
