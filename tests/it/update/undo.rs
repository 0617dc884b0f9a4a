//! Taking typing back, wherever something is typed.

use std::time::Duration;

use bcc_wizard::app::dialog::Dialog;
use bcc_wizard::app::editor::Over;
use bcc_wizard::app::effect::Effect;
use bcc_wizard::app::msg::Msg;
use bcc_wizard::app::update::contexts;
use bcc_wizard::domain::field::FieldId;
use rstest::rstest;
use secrecy::ExposeSecret as _;

use super::editor::unfold;
use crate::drive::Drive;

fn name(drive: &Drive) -> &str {
    &drive.wizard.draft.name
}

#[rstest]
#[case("ctrl-_")]
#[case("ctrl-7")]
#[case("ctrl-/")]
#[case("alt-u")]
fn a_field_gives_back_what_was_typed_word_by_word(#[case] undo: &str) {
    let mut drive = Drive::new();
    drive.focus(FieldId::Name).type_text("web one").press(undo);
    assert_eq!(name(&drive), "web ");
    drive.press(undo);
    assert_eq!(name(&drive), "");
    drive.press(undo);
    assert_eq!(drive.notice(), "notice.nothing_to_undo");
    for redo in ["alt-r", "alt-e"] {
        drive.press(redo);
    }
    assert_eq!((name(&drive), drive.notice()), ("web one", ""));
    drive.press("alt-r");
    assert_eq!(drive.notice(), "notice.nothing_to_redo");
}

#[test]
fn a_paste_is_one_step_and_a_pause_begins_another() {
    let mut drive = Drive::new();
    drive.focus(FieldId::Name).type_text("a").paste("b c d").type_text("e").press("alt-u");
    assert_eq!(name(&drive), "ab c d");
    drive.press("alt-u");
    assert_eq!(name(&drive), "a");
    drive.type_text("b").wait(Duration::from_secs(3)).type_text("c").press("alt-u");
    assert_eq!(name(&drive), "ab");
}

#[test]
fn what_was_typed_can_be_taken_back_after_another_field_had_the_caret() {
    let mut drive = Drive::new();
    drive.focus(FieldId::Name).type_text("web").press("ctrl-u");
    drive.focus(FieldId::Hostname).type_text("h").press("alt-1").focus(FieldId::Name);
    drive.press("alt-u");
    assert_eq!(name(&drive), "web");
    assert_eq!(drive.wizard.draft.hostname, "h");
}

#[test]
fn a_fix_can_be_taken_back() {
    let mut drive = Drive::new();
    drive.focus(FieldId::Hostname).type_text("My_Host");
    assert_ne!(drive.broken(FieldId::Hostname), Vec::<&str>::new());
    drive.press("f2");
    let fixed = drive.wizard.draft.hostname.clone();
    assert_ne!(fixed, "My_Host");
    drive.press("alt-u");
    assert_eq!(drive.wizard.draft.hostname, "My_Host", "F2 is a step like any other");
    drive.press("alt-r");
    assert_eq!(drive.wizard.draft.hostname, fixed);
}

#[test]
fn what_other_answers_set_begins_anew() {
    let mut drive = Drive::new();
    drive.focus(FieldId::SystemDiskSize).retype("55");
    drive.wizard.draft.system_disk_size = "60".to_owned();
    drive.wizard.dirty = true;
    drive.tell(Msg::Tick);
    drive.press("alt-u");
    assert_eq!(drive.notice(), "notice.nothing_to_undo");
    assert_eq!(drive.wizard.draft.system_disk_size, "60");
}

#[test]
fn a_filter_that_was_cleared_comes_back() {
    let mut drive = Drive::new();
    drive.press("alt-2");
    let all = drive.rows(FieldId::Spec).len();
    drive.press("/").type_text("g5");
    let some = drive.rows(FieldId::Spec).len();
    assert!(some < all);
    drive.press("esc");
    assert_eq!(drive.rows(FieldId::Spec).len(), all);
    drive.press("/ alt-u");
    assert_eq!(drive.rows(FieldId::Spec).len(), some, "the rows follow");
}

#[test]
fn forms_take_back_what_was_typed_and_what_was_mended() {
    let mut drive = Drive::new();
    drive.press("alt-6");
    unfold(&mut drive);
    drive.focus(FieldId::Tags).press("a").type_text("team").press("ctrl-w alt-u");
    let value = |drive: &Drive, name: &str| match &drive.wizard.dialog {
        Some(Dialog::Item(form)) => form.value(name).to_owned(),
        other => panic!("{other:?}"),
    };
    assert_eq!(value(&drive, "tag_key"), "team");
    drive.press("esc").focus(FieldId::DataDisks).press("a");
    while !matches!(&drive.wizard.dialog, Some(Dialog::Item(form)) if form.cells[form.at].name == "disk_size")
    {
        drive.press("tab");
    }
    drive.press("ctrl-u").type_text("1").press("f2");
    let fixed = value(&drive, "disk_size");
    assert_ne!(fixed, "1");
    drive.press("alt-u");
    assert_eq!(value(&drive, "disk_size"), "1");
}

#[test]
fn the_editor_takes_back_edits_and_a_file_that_was_read() {
    let mut drive = Drive::new();
    drive.press("alt-6");
    unfold(&mut drive);
    drive.focus(FieldId::UserData).press("e").type_text("one").press("ctrl-o").type_text("f");
    drive.press("alt-u alt-r enter");
    let Some(Effect::ReadText(path)) = drive.take().pop() else { panic!("no file is read") };
    assert_eq!(path, "f");
    drive.tell(Msg::Read { path, result: Ok("two\n".into()) });
    let text = |drive: &Drive| match &drive.wizard.dialog {
        Some(Dialog::Editor(editor)) => {
            assert!(matches!(editor.over, Over::Nothing));
            (editor.lines.text().to_owned(), editor.file.clone())
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(text(&drive), ("two\n".to_owned(), Some("f".to_owned())));
    drive.press("ctrl-_");
    assert_eq!(text(&drive), ("one".to_owned(), None));
    drive.press("ctrl-_ ctrl-_");
    assert_eq!((text(&drive).0.as_str(), drive.notice()), ("", "notice.nothing_to_undo"));
}

#[test]
fn questions_that_are_typed_take_typing_back() {
    let mut drive = Drive::new();
    drive.press("ctrl-s ctrl-u").type_text("a/b").press("alt-u");
    let Some(Dialog::Save(form)) = &drive.wizard.dialog else { panic!("nothing is saved") };
    assert_eq!(form.path.value(), "");
    drive.press("esc").focus(FieldId::Count).retype("9").press("alt-8 enter").type_text("8");
    drive.press("alt-u").type_text("9");
    let typed = |drive: &Drive| drive.confirm().unwrap().typed.as_ref().unwrap().value().to_owned();
    assert_eq!(typed(&drive), "9");
}

#[test]
fn passwords_keep_no_history() {
    let mut drive = Drive::new();
    drive.turn(FieldId::Login, "password").focus(FieldId::Password).type_text("Zq7!ruta");
    drive.press("ctrl-u ctrl-_ alt-u alt-r");
    assert_eq!(drive.wizard.draft.password.expose_secret(), "");
    assert!(drive.wizard.editor.is_none());
    let all = drive.wizard.keymap.all(&contexts(&drive.wizard));
    assert!(all.iter().all(|(action, _)| !format!("{action:?}").contains("ndo")), "{all:?}");
    assert!(!format!("{:?}", drive.wizard).contains("Zq7!ruta"));
}

#[test]
fn a_key_that_undoes_nothing_changes_nothing() {
    for keys in ["alt-1", "alt-8", "alt-8 enter", "ctrl-c", "ctrl-g"] {
        let mut drive = Drive::new();
        drive.press(keys);
        let before = format!("{:?}", drive.wizard.draft);
        drive.press("ctrl-_ alt-r alt-u");
        assert_eq!(format!("{:?}", drive.wizard.draft), before, "{keys}");
    }
}
