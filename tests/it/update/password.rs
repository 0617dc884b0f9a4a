//! Passwords that are made, and passwords that are shown.

use bcc_wizard::app::dialog::Dialog;
use bcc_wizard::app::effect::Effect;
use bcc_wizard::app::msg::Msg;
use bcc_wizard::domain::field::{FieldId, StepId};
use rstest::rstest;
use secrecy::ExposeSecret as _;

use crate::drive::Drive;

const MADE: &str = "Zq7!rutabagaZq7!";

fn at_the_password() -> Drive {
    let mut drive = Drive::new();
    drive.turn(FieldId::Login, "password").focus(FieldId::Password);
    drive
}

fn made(drive: &mut Drive) {
    drive.tell(Msg::Generated(Ok(MADE.into())));
}

fn typed(drive: &Drive) -> [&str; 2] {
    let draft = &drive.wizard.draft;
    [draft.password.expose_secret(), draft.password_again.expose_secret()]
}

#[rstest]
#[case(FieldId::Password)]
#[case(FieldId::PasswordAgain)]
fn a_made_password_is_shown_once_and_stands_in_both_fields(#[case] field: FieldId) {
    let mut drive = at_the_password();
    drive.focus(FieldId::Password).type_text("old").focus(field).press("f4");
    assert!(matches!(drive.take()[..], [Effect::GeneratePassword]));
    assert_eq!(typed(&drive)[0], "old", "nothing is replaced before there is a better one");
    made(&mut drive);
    assert!(
        matches!(&drive.wizard.dialog, Some(Dialog::Generated(shown)) if shown.expose_secret() == MADE)
    );
    assert_eq!(typed(&drive), [MADE, MADE]);
    assert_eq!(drive.all_broken(), [""; 0]);
    drive.press("c");
    assert_eq!(drive.notice(), "notice.password_copied");
    let effects = drive.take();
    assert!(matches!(&effects[..], [Effect::Copy(copied)] if copied.expose_secret() == MADE));
    drive.press("x tab ctrl-n enter");
    assert!(drive.wizard.dialog.is_none());
    assert_eq!((drive.step(), drive.wizard.focused()), (StepId::System, field));
    assert_eq!(typed(&drive), [MADE, MADE], "no key of the dialog went into the fields");
    assert!(
        !format!("{effects:?} {:?} {:?}", drive.wizard, Msg::Generated(Ok(MADE.into())))
            .contains("rutabaga")
    );
}

#[rstest]
#[case("alt-8 enter")]
#[case("alt-7")]
#[case("shift-tab shift-tab")]
#[case("ctrl-g")]
#[case("ctrl-c")]
fn a_password_that_comes_too_late_changes_nothing(#[case] meanwhile: &str) {
    let mut drive = at_the_password();
    for field in [FieldId::Password, FieldId::PasswordAgain] {
        drive.focus(field).type_text("Abc123!!x");
    }
    drive.press("f4").press(meanwhile);
    let dialog = format!("{:?}", drive.wizard.dialog);
    made(&mut drive);
    assert_eq!(typed(&drive), ["Abc123!!x"; 2]);
    assert_eq!(format!("{:?}", drive.wizard.dialog), dialog);
}

#[test]
fn without_randomness_the_reason_is_said() {
    let mut drive = at_the_password();
    drive.type_text("a").press("f4");
    drive.tell(Msg::Generated(Err("no entropy".to_owned())));
    assert_eq!((drive.notice(), typed(&drive)[0]), ("notice.no_password_made", "a"));
    assert!(drive.wizard.dialog.is_none());
}

#[test]
fn the_key_that_makes_one_works_only_where_one_is_asked() {
    let mut drive = Drive::new();
    for field in [FieldId::Name, FieldId::Login, FieldId::KeyPair, FieldId::Spec] {
        drive.focus(field).press("f4 f3");
        assert!(drive.take().is_empty() && !drive.wizard.revealed, "{field:?}");
    }
}

#[rstest]
#[case("f3")]
#[case("up")]
#[case("alt-1 alt-6")]
#[case("ctrl-p ctrl-n")]
fn a_password_is_shown_until_it_is_left(#[case] hides: &str) {
    let mut drive = at_the_password();
    drive.type_text("rutabaga").press("f3");
    assert!(drive.wizard.revealed);
    assert!(!format!("{:?}", drive.wizard).contains("rutabaga"));
    drive.press("x backspace tab");
    assert!(drive.wizard.revealed, "typing it the second time it is still seen");
    drive.focus(FieldId::Password).press(hides);
    assert!(!drive.wizard.revealed);
}

#[test]
fn a_made_password_is_not_left_in_sight() {
    let mut drive = at_the_password();
    drive.press("f3 f4");
    made(&mut drive);
    drive.press("enter");
    assert!(!drive.wizard.revealed);
}
