//! The wheel moves what is in front under the eye, and neither the focus nor a highlight.

use bcc_wizard::app::dialog::Dialog;
use bcc_wizard::app::mouse::{MouseKind, Target};
use bcc_wizard::app::msg::Msg;
use bcc_wizard::app::review::Line;
use bcc_wizard::app::settle::page;
use bcc_wizard::domain::catalog::Spec;
use bcc_wizard::domain::field::{FieldId, StepId};
use bcc_wizard::domain::plan::Format;

use super::{cell_of, mouse, see};
use crate::drive::Drive;
use crate::world::spec;

/// On the spec table of a low terminal, whose page does not hold all rows.
fn long_table() -> Drive {
    let mut drive = Drive::with(|region| {
        for n in 1..30 {
            region
                .specs
                .push(Spec { zone: "cn-bj-a".to_owned(), ..spec(&format!("bcc.x{n:02}.c2m8")) });
        }
    });
    drive.tell(Msg::Resize(120, 24));
    drive.press("alt-2 home");
    let rows = drive.rows(FieldId::Spec).len();
    assert!(page(&drive.wizard, FieldId::Spec, rows) < rows, "the table is longer than its page");
    drive
}

fn seen(drive: &mut Drive) -> Vec<String> {
    let (_, hits) = see(&mut drive.wizard);
    let rows = hits.all().iter().filter_map(|hit| match &hit.target {
        Target::Row(FieldId::Spec, id) => Some(id.clone()),
        _ => None,
    });
    rows.collect()
}

#[test]
fn a_table_scrolls_and_its_highlight_stays() {
    let mut drive = long_table();
    let (rows, first) = (drive.rows(FieldId::Spec), drive.highlighted(FieldId::Spec));
    let before = seen(&mut drive);
    drive.wheel(true, 1, (60, 8));
    assert_eq!(seen(&mut drive)[0], rows[3]);
    assert_eq!((drive.highlighted(FieldId::Spec), drive.wizard.focused()), (first, FieldId::Spec));
    drive.wheel(true, 40, (60, 8));
    assert_eq!(seen(&mut drive).last(), rows.last());
    assert_eq!(seen(&mut drive).len(), before.len(), "the page stays full");
    drive.wheel(false, 40, (60, 8));
    assert_eq!(seen(&mut drive), before);
    // The next key brings the highlight back into sight.
    drive.wheel(true, 40, (60, 8)).press("down");
    assert_eq!(drive.highlighted(FieldId::Spec).as_ref(), Some(&rows[1]));
    assert_eq!(seen(&mut drive), before);
    // Answers that come meanwhile do not.
    drive.wheel(true, 2, (60, 8));
    let scrolled = seen(&mut drive);
    drive.wizard.dirty = true;
    drive.tell(Msg::Tick);
    assert_eq!(seen(&mut drive), scrolled);
}

#[test]
fn a_click_on_a_row_of_a_scrolled_page_leaves_the_page_where_it_is() {
    let mut drive = long_table();
    drive.wheel(true, 2, (60, 8));
    let page = seen(&mut drive);
    drive.click(&Target::Row(FieldId::Spec, page[1].clone()));
    assert_eq!(drive.highlighted(FieldId::Spec).as_ref(), Some(&page[1]));
    assert_eq!(seen(&mut drive), page);
    drive.press("down");
    assert_eq!(drive.highlighted(FieldId::Spec).as_ref(), Some(&page[2]));
}

#[test]
fn a_table_without_the_focus_scrolls_and_does_not_get_it() {
    let mut drive = long_table();
    drive.press("tab");
    assert_eq!(drive.wizard.focused(), FieldId::Count);
    let before = seen(&mut drive);
    drive.wheel(true, 1, (60, 8));
    assert_ne!(seen(&mut drive), before);
    assert_eq!(drive.wizard.focused(), FieldId::Count);
    // Over the rail too: nothing else is there to scroll.
    let now = seen(&mut drive);
    drive.wheel(true, 1, (3, 4));
    assert_ne!(seen(&mut drive), now);
}

#[test]
fn a_step_that_does_not_fit_scrolls_and_the_next_key_shows_the_focus() {
    let mut drive = Drive::new();
    drive.tell(Msg::Resize(40, 10));
    drive.press("alt-5");
    let focused = drive.wizard.focused();
    assert!(drive.sees(&Target::Field(focused)));
    assert!(!drive.sees(&Target::Field(FieldId::NetworkMore)));
    drive.wheel(true, 10, (20, 5));
    assert!(drive.sees(&Target::Field(FieldId::NetworkMore)));
    assert_eq!(drive.wizard.focused(), focused);
    drive.press("tab");
    let focused = drive.wizard.focused();
    assert!(drive.sees(&Target::Field(focused)));
}

#[test]
fn what_is_clicked_in_scrolled_lines_stays_under_the_mouse() {
    let mut drive = Drive::new();
    drive.tell(Msg::Resize(80, 24));
    drive.press("alt-8").wheel(true, 2, (40, 10));
    let line = Target::Line(Line::Answer(FieldId::Vpc), Some(FieldId::Vpc));
    let (_, hits) = see(&mut drive.wizard);
    let cell = cell_of(&hits, &line).unwrap();
    drive.click_at(cell);
    assert_eq!(cell_of(&see(&mut drive.wizard).1, &line), Some(cell));
    drive.click_at(cell);
    assert_eq!((drive.step(), drive.wizard.focused()), (StepId::Network, FieldId::Vpc));
}

#[test]
fn what_is_clicked_stays_under_the_mouse_without_the_wheel_too() {
    let mut drive = Drive::new();
    drive.tell(Msg::Resize(80, 24));
    drive.press("alt-8");
    let (_, hits) = see(&mut drive.wizard);
    let lines = hits.all().iter().filter(|hit| matches!(hit.target, Target::Line(..)));
    let last = lines.max_by_key(|hit| hit.row).unwrap().clone();
    drive.click_at((last.columns.start, last.row));
    assert!(drive.wizard.review_at.is_some());
    let (_, hits) = see(&mut drive.wizard);
    assert_eq!(hits.at(last.columns.start, last.row), Some(&last.target));
    // With the keys it is read from its middle again.
    drive.press("down up");
    let (_, hits) = see(&mut drive.wizard);
    assert_ne!(hits.at(last.columns.start, last.row), Some(&last.target));
}

#[test]
fn texts_of_the_review_and_dialogs_scroll() {
    let mut drive = Drive::new();
    drive.tell(Msg::Resize(80, 24));
    drive.press("alt-8").click(&Target::Tab(Some(Format::Toml)));
    drive.wheel(true, 1, (40, 10));
    let top = drive.wizard.tabs.top;
    assert!((1..=3).contains(&top), "{top}");
    drive.wheel(false, 3, (40, 10));
    assert_eq!(drive.wizard.tabs.top, 0);

    drive.press("f1").wheel(true, 1, (40, 10));
    assert!(matches!(&drive.wizard.dialog, Some(Dialog::Help(help)) if help.top == 3));
    drive.wheel(false, 2, (0, 0));
    assert!(matches!(&drive.wizard.dialog, Some(Dialog::Help(help)) if help.top == 0));
    assert_eq!(drive.wizard.tabs.top, 0, "nothing below it moves");
}

#[test]
fn a_confirmation_that_does_not_fit_can_be_read_to_its_end() {
    let mut drive = Drive::new();
    drive.tell(Msg::Resize(40, 10));
    drive.press("alt-8 enter");
    assert!(drive.confirm().is_some());
    let text = |drive: &mut Drive| crate::screens::buffer_text(&see(&mut drive.wizard).0);
    assert!(!text(&mut drive).contains("sandbox:"), "{}", text(&mut drive));
    let before = text(&mut drive);
    drive.wheel(true, 30, (20, 5));
    let end = text(&mut drive);
    assert_ne!(before, end);
    assert!(end.contains("y buy"), "the keys stay\n{end}");
    drive.wheel(false, 30, (20, 5));
    assert_eq!(text(&mut drive), before);
}

#[test]
fn in_the_editor_the_caret_goes_along() {
    let mut drive = Drive::new();
    drive.press("alt-6").focus(FieldId::SystemMore).press("right").focus(FieldId::UserData);
    drive.press("e").paste(&"line\n".repeat(200));
    let row = |drive: &Drive| match &drive.wizard.dialog {
        Some(Dialog::Editor(open)) => open.lines.row(),
        dialog => panic!("{dialog:?}"),
    };
    let end = row(&drive);
    drive.wheel(false, 2, (60, 20));
    assert_eq!(row(&drive), end - 6);
}

#[test]
fn a_burst_of_the_wheel_between_two_frames_counts_whole() {
    let mut drive = long_table();
    see(&mut drive.wizard);
    for _ in 0..2 {
        drive.tell(mouse(MouseKind::ScrollDown, (60, 8)));
    }
    let rows = drive.rows(FieldId::Spec);
    assert_eq!(seen(&mut drive)[0], rows[6]);
}
