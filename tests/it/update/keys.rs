//! Keys that mean the same everywhere: jumping, language, help, quitting.

use bcc_wizard::app::dialog::Dialog;
use bcc_wizard::app::effect::{Effect, Exit};
use bcc_wizard::app::layout::Shape;
use bcc_wizard::app::msg::Msg;
use bcc_wizard::domain::field::{FieldId, StepId};
use bcc_wizard::domain::language::Language;
use rstest::rstest;

use crate::drive::Drive;

#[test]
fn every_step_is_reached_by_alt_and_by_ctrl_g() {
    for step in StepId::ALL {
        let digit = step.index() + 1;
        for keys in [format!("alt-{digit}"), format!("ctrl-g {digit}")] {
            let mut drive = Drive::new();
            drive.press("alt-6").press(&keys);
            assert_eq!((drive.step(), drive.wizard.dialog.is_none()), (step, true), "{keys}");
        }
    }
}

#[rstest]
#[case("esc")]
#[case("9")]
#[case("x")]
#[case("enter")]
fn ctrl_g_and_anything_else_stays(#[case] key: &str) {
    let mut drive = Drive::new();
    drive.press("alt-6 ctrl-g").press(key);
    assert_eq!((drive.step(), drive.wizard.dialog.is_none()), (StepId::System, true));
    assert_eq!(drive.wizard.draft.name, "", "the key is not typed either");
}

#[test]
fn a_jump_may_leave_a_step_with_problems_and_the_rail_counts_them() {
    let mut drive = Drive::new();
    drive.focus(FieldId::Hostname).type_text("-").press("alt-1");
    assert_eq!(drive.step(), StepId::Zone);
    let broken = drive.broken(FieldId::Hostname).len();
    assert!(broken > 0 && drive.wizard.errors(StepId::System) == broken);
    drive.press("alt-6");
    assert_eq!(drive.wizard.focused(), FieldId::Hostname, "the focus is where it was left");
}

#[test]
fn back_and_forth_keeps_every_answer() {
    let mut drive = Drive::new();
    drive.choose(FieldId::Spec, "bcc.g5.c4m16").focus(FieldId::Name).type_text("web");
    let before = format!("{:?}", drive.wizard.draft);
    drive.press("alt-8 ctrl-p ctrl-p ctrl-p ctrl-p ctrl-p ctrl-p ctrl-p ctrl-p");
    assert_eq!(drive.step(), StepId::Zone);
    drive.press("ctrl-n ctrl-n ctrl-n ctrl-n ctrl-n ctrl-n ctrl-n");
    assert_eq!(drive.step(), StepId::Review);
    assert_eq!(format!("{:?}", drive.wizard.draft), before);
}

#[test]
fn the_language_changes_everywhere_and_nothing_else_does() {
    let mut drive = Drive::new();
    drive.focus(FieldId::Name).type_text("web");
    assert_eq!(drive.wizard.region_name(), "Beijing");
    drive.press("f9");
    assert_eq!((drive.wizard.language, drive.wizard.region_name()), (Language::ZhCn, "北京"));
    assert_eq!((drive.wizard.draft.name.as_str(), drive.wizard.focused()), ("web", FieldId::Name));
    drive.press("alt-8 enter y f9");
    assert_eq!(drive.wizard.language, Language::En);
}

#[test]
fn help_opens_in_tables_with_a_question_mark_and_in_texts_with_f1() {
    let mut drive = Drive::new();
    drive.press("?");
    assert!(matches!(&drive.wizard.dialog, Some(Dialog::Help(help)) if help.top == 0));
    drive.wizard.scroll_end = 40;
    drive.press("down pgdn up");
    assert!(matches!(&drive.wizard.dialog, Some(Dialog::Help(help)) if help.top == 30));
    drive.press("pgup pgup esc");
    assert!(drive.wizard.dialog.is_none());
    drive.focus(FieldId::Name).press("?");
    assert_eq!(drive.wizard.draft.name, "?");
    drive.press("f1");
    assert!(matches!(drive.wizard.dialog, Some(Dialog::Help(_))));
    drive.press("x ctrl-n");
    assert_eq!((drive.step(), drive.wizard.draft.name.as_str()), (StepId::System, "?"));
}

#[test]
fn ctrl_c_asks_and_a_second_one_quits() {
    let mut drive = Drive::new();
    drive.focus(FieldId::Name).type_text("web").press("ctrl-c");
    assert!(matches!(drive.wizard.dialog, Some(Dialog::Quit)));
    drive.press("x enter esc");
    assert!(drive.wizard.dialog.is_none());
    assert_eq!((drive.step(), drive.wizard.draft.name.as_str()), (StepId::System, "web"));
    assert_eq!(drive.quit(), None);
    drive.press("ctrl-c ctrl-c");
    assert_eq!(drive.quit(), Some(Exit::Aborted));
}

#[rstest]
#[case("ctrl-c y", Some(Exit::Aborted))]
#[case("ctrl-c n", None)]
#[case("ctrl-g ctrl-c ctrl-c", Some(Exit::Aborted))]
#[case("f1 ctrl-c ctrl-c", Some(Exit::Aborted))]
#[case("alt-8 enter ctrl-c ctrl-c", Some(Exit::Aborted))]
#[case("alt-2 / ctrl-c ctrl-c", Some(Exit::Aborted))]
#[case("alt-8 enter ctrl-c esc", None)]
fn quitting_is_a_question_over_everything(#[case] keys: &str, #[case] exit: Option<Exit>) {
    let mut drive = Drive::new();
    drive.press(keys);
    assert_eq!(drive.quit(), exit);
}

#[test]
fn a_y_that_quits_never_buys() {
    let mut drive = Drive::new();
    drive.press("alt-8 enter ctrl-c y");
    assert!(matches!(drive.take()[..], [Effect::Quit(Exit::Aborted)]));
}

#[test]
fn terminate_ends_at_once_without_a_question() {
    let mut drive = Drive::new();
    drive.tell(Msg::Terminate);
    assert_eq!(drive.quit(), Some(Exit::Aborted));
}

#[test]
fn repaint_and_suspend_reach_through_dialogs() {
    for open in ["", "f1", "ctrl-c", "alt-8 enter", "ctrl-g"] {
        let mut drive = Drive::new();
        drive.press(open).press("ctrl-l");
        assert!(matches!(drive.take()[..], [Effect::Repaint]), "{open}");
        let mut drive = Drive::new();
        drive.press(open).press("ctrl-z");
        assert!(matches!(drive.take()[..], [Effect::Suspend]), "{open}");
    }
}

#[test]
fn a_resize_keeps_the_highlight_on_the_page() {
    let mut drive = Drive::new();
    drive.press("alt-2 end");
    for (columns, rows, shape) in [
        (100, 24, Shape::Wide),
        (80, 24, Shape::Medium),
        (40, 10, Shape::Small),
        (1, 1, Shape::TooSmall),
    ] {
        drive.tell(Msg::Resize(columns, rows));
        assert_eq!(drive.wizard.layout.shape, shape);
        let picker = drive.wizard.picker(FieldId::Spec).unwrap();
        let page = bcc_wizard::app::settle::page(&drive.wizard, FieldId::Spec, picker.rows.len());
        assert!((picker.top..picker.top + page).contains(&picker.cursor), "{columns}×{rows}");
    }
}

#[test]
fn a_notice_goes_with_the_next_key() {
    let mut drive = Drive::new();
    drive.press("f2");
    assert_ne!(drive.notice(), "");
    drive.wait(std::time::Duration::from_mins(1));
    assert_ne!(drive.notice(), "", "it does not run away by itself");
    drive.press("down");
    assert_eq!(drive.notice(), "");
}

#[test]
fn a_pasted_password_is_no_part_of_what_a_message_says_of_itself() {
    let pasted = Msg::Paste("Hidden7!word".into());
    assert!(!format!("{pasted:?}").contains("Hidden7!word"));
}
