//! The editor of user data: typed, pasted, read from a file.

use bcc_wizard::app::dialog::Dialog;
use bcc_wizard::app::editor::{Editor, Over};
use bcc_wizard::app::effect::{Effect, Exit, Unreadable};
use bcc_wizard::app::field::Label;
use bcc_wizard::app::msg::Msg;
use bcc_wizard::app::steps;
use bcc_wizard::domain::field::{FieldId, StepId};
use bcc_wizard::domain::user_data::LONGEST;
use bcc_wizard::i18n;
use rstest::rstest;
use strum::IntoEnumIterator as _;

use crate::drive::Drive;

const SCRIPT: &str = "#!/bin/sh\nset -e\n\techo 网站 > /srv/index.html\n";

/// The editor is open on an empty answer.
fn opened() -> Drive {
    let mut drive = Drive::new();
    drive.press("alt-6");
    unfold(&mut drive);
    drive.focus(FieldId::UserData).press("e");
    drive
}

pub(super) fn unfold(drive: &mut Drive) {
    drive.focus(FieldId::SystemMore).press("right");
}

fn editor(drive: &Drive) -> &Editor {
    match &drive.wizard.dialog {
        Some(Dialog::Editor(editor)) => editor,
        other => panic!("no editor but {other:?}"),
    }
}

fn taken(drive: &Drive) -> &str {
    drive.wizard.draft.user_data.expose()
}

/// The file that was asked for last.
fn asked(drive: &mut Drive) -> String {
    match drive.take().pop() {
        Some(Effect::ReadText(path)) => path,
        other => panic!("no file but {other:?}"),
    }
}

fn read(drive: &mut Drive, path: &str, result: Result<&str, Unreadable>) {
    drive.tell(Msg::Read { path: path.to_owned(), result: result.map(Into::into) });
}

#[test]
fn what_is_typed_is_taken_to_the_byte() {
    let mut drive = opened();
    for line in SCRIPT.lines() {
        drive.type_text(line.trim_start()).press("enter");
    }
    drive.press("ctrl-n");
    assert!(drive.wizard.dialog.is_none());
    assert_eq!((drive.step(), drive.wizard.focused()), (StepId::System, FieldId::UserData));
    assert_eq!(taken(&drive), SCRIPT.replace('\t', ""));
    assert!(drive.wizard.answered.contains(&FieldId::UserData));
    drive.press("e ctrl-end").type_text("exit").press("backspace ctrl-n");
    assert!(taken(&drive).ends_with("html\nexi"));
}

#[test]
fn enter_goes_past_the_text_as_past_every_field() {
    let mut drive = opened();
    drive.press("esc enter");
    assert_eq!((drive.wizard.focused(), drive.wizard.dialog.is_none()), (FieldId::Role, true));
}

#[test]
fn a_paste_keeps_its_lines_and_loses_what_no_text_has() {
    let mut drive = opened();
    drive.type_text("x").press("home").paste(&SCRIPT.replace('\n', "\r"));
    assert_eq!(editor(&drive).lines.text(), format!("{SCRIPT}x"));
    assert_eq!(drive.notice(), "", "the terminal's line ends are no news");
    drive.press("ctrl-home").paste("\u{1b}[31ma\r\nb\u{7}\u{0}");
    assert!(editor(&drive).lines.text().starts_with("[31ma\nb#!/bin/sh\n"));
    assert_eq!(drive.notice(), "notice.paste_cleaned");
    assert_eq!(drive.wizard.notice.as_ref().unwrap().values, [("count", "3".to_owned())]);
    assert!(drive.take().is_empty() && taken(&drive).is_empty(), "nothing is taken by a paste");
}

#[test]
fn what_would_be_too_long_is_refused_whole() {
    let mut drive = opened();
    drive.paste(&"x".repeat(LONGEST + 1));
    assert_eq!((editor(&drive).lines.text(), drive.notice()), ("", "notice.text_too_long"));
    drive.paste(&"x".repeat(LONGEST)).type_text("y");
    assert_eq!(drive.notice(), "notice.text_too_long");
    assert_eq!(editor(&drive).lines.text().len(), LONGEST);
    drive.press("backspace").type_text("y").press("ctrl-n");
    assert!(taken(&drive).ends_with("xy"));
}

#[test]
fn esc_asks_only_where_something_would_be_lost() {
    let mut drive = opened();
    drive.press("esc");
    assert!(drive.wizard.dialog.is_none());
    drive.press("space").type_text("abc").press("esc");
    assert!(matches!(editor(&drive).over, Over::Discard));
    drive.press("x enter ctrl-n n");
    assert!(matches!(editor(&drive).over, Over::Nothing));
    assert_eq!(editor(&drive).lines.text(), "abc", "no key went into the text meanwhile");
    drive.press("esc esc esc y");
    assert!(drive.wizard.dialog.is_none() && taken(&drive).is_empty());
    assert!(!drive.wizard.answered.contains(&FieldId::UserData));
    drive.press("e").type_text("ab").press("backspace backspace esc");
    assert!(drive.wizard.dialog.is_none(), "what was taken back again is no change");
}

#[test]
fn the_whole_text_is_removed_after_a_question() {
    let mut drive = opened();
    drive.type_text("abc").press("ctrl-n d");
    assert!(matches!(editor(&drive).over, Over::Remove));
    drive.press("n");
    assert_eq!((taken(&drive), drive.wizard.dialog.is_none()), ("abc", true));
    drive.press("delete y");
    assert_eq!((taken(&drive), drive.wizard.dialog.is_none()), ("", true));
    drive.press("d");
    assert!(drive.wizard.dialog.is_none(), "there is nothing to remove");
}

#[test]
fn a_file_is_read_and_named_until_it_is_changed() {
    let mut drive = opened();
    drive.press("ctrl-o").paste("~/启动/web.sh\n").press("enter");
    let path = asked(&mut drive);
    assert_eq!(path, "~/启动/web.sh");
    drive.type_text("x").press("enter");
    assert!(drive.take().is_empty(), "one file at a time");
    read(&mut drive, &path, Ok("a\r\nb\u{1b}\n"));
    assert_eq!(editor(&drive).lines.text(), "a\r\nb\u{1b}\n", "every byte as it is in the file");
    drive.press("ctrl-n");
    let shown = |drive: &Drive| steps::shown(&drive.wizard, FieldId::UserData);
    let values = |more: &[(&'static str, &str)]| {
        let sizes = [("lines", "2"), ("bytes", "6")];
        sizes.iter().chain(more).map(|(n, v)| (*n, (*v).to_owned())).collect::<Vec<_>>()
    };
    let of_file = Label::Filled("user_data.from_file", values(&[("file", "web.sh")]));
    assert_eq!(shown(&drive), of_file);
    drive.press("e right ctrl-n");
    assert_eq!(shown(&drive), of_file, "moving about changes nothing");
    drive.press("e delete a ctrl-n");
    let Label::Filled("user_data.typed", _) = shown(&drive) else { panic!("{:?}", shown(&drive)) };
    drive.press("e ctrl-o esc esc");
    assert!(drive.wizard.dialog.is_none() && drive.take().is_empty());
}

#[test]
fn a_file_that_cannot_be_read_says_why_and_can_be_mended() {
    let mut drive = opened();
    drive.type_text("kept").press("ctrl-o enter");
    let failure = |drive: &Drive| match &editor(drive).over {
        Over::Path(path) => path.failure.clone(),
        over => panic!("no path but {over:?}"),
    };
    assert_eq!(failure(&drive), Some(Unreadable::Unnamed));
    assert!(drive.take().is_empty());
    drive.type_text("web.s").press("enter");
    let path = asked(&mut drive);
    read(&mut drive, &path, Err(Unreadable::Missing));
    assert_eq!(failure(&drive), Some(Unreadable::Missing));
    drive.type_text("h");
    assert_eq!(failure(&drive), None);
    drive.press("enter");
    assert_eq!(asked(&mut drive), "web.sh");
    drive.press("esc");
    read(&mut drive, "web.sh", Ok("too late"));
    assert_eq!(editor(&drive).lines.text(), "kept", "what nobody waits for is dropped");
    drive.press("ctrl-o").type_text("other").press("enter");
    read(&mut drive, "web.sh", Ok("another file"));
    assert_eq!(editor(&drive).lines.text(), "kept");
}

#[test]
fn every_reason_has_its_words() {
    for reason in Unreadable::iter() {
        let key = format!("unreadable.{}", <&str>::from(&reason));
        assert_ne!(i18n::text(bcc_wizard::domain::language::Language::En, &key), key);
    }
}

#[rstest]
#[case("ctrl-c n")]
#[case("ctrl-c esc")]
#[case("f1 esc")]
#[case("f1 ctrl-c n")]
#[case("f1 down pgdn q")]
fn help_and_the_question_about_quitting_give_the_text_back(#[case] keys: &str) {
    let mut drive = opened();
    drive.type_text("abc").press(keys);
    assert_eq!(editor(&drive).lines.text(), "abc");
    drive.press("ctrl-n");
    assert_eq!(taken(&drive), "abc");
    drive.press("f1 esc");
    assert!(drive.wizard.dialog.is_none(), "nothing comes back twice");
}

#[test]
fn quitting_from_the_editor_quits() {
    let mut drive = opened();
    drive.type_text("abc").press("ctrl-c ctrl-c");
    assert_eq!(drive.quit(), Some(Exit::Aborted));
}

#[test]
fn the_question_about_quitting_gives_a_sub_form_back_but_no_confirmation() {
    let mut drive = opened();
    drive.press("esc").focus(FieldId::Tags).press("a").type_text("team").press("ctrl-c n");
    assert!(
        matches!(&drive.wizard.dialog, Some(Dialog::Item(form)) if form.value("tag_key") == "team")
    );
    drive.press("esc alt-8 enter ctrl-c n");
    assert!(drive.wizard.dialog.is_none());
}

#[test]
fn the_text_is_no_part_of_what_anything_says_of_itself() {
    let mut drive = opened();
    drive.paste("rutabaga=1\n").press("ctrl-o").type_text("f").press("enter");
    let effects = format!("{:?}", drive.effects);
    let msg = Msg::Read { path: "f".to_owned(), result: Ok("rutabaga=2".into()) };
    assert!(!format!("{msg:?} {:?} {effects}", drive.wizard).contains("rutabaga"));
    drive.tell(msg);
    drive.press("ctrl-n");
    assert_eq!(taken(&drive), "rutabaga=2");
    assert!(!format!("{:?}", drive.wizard).contains("rutabaga"));
}
