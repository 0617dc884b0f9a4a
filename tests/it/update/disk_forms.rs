//! Step 4: the forms of a data disk and of a file system.

use std::time::Duration;

use bcc_wizard::app::dialog::Dialog;
use bcc_wizard::app::effect::{Answer, Ask};
use bcc_wizard::app::field::Label;
use bcc_wizard::app::items::{self, CellValue, ItemForm};
use bcc_wizard::app::settle::TYPING_PAUSE;
use bcc_wizard::app::steps::{self, disks::disk};
use bcc_wizard::domain::draft::FileSystemDraft;
use bcc_wizard::domain::fault::FaultKind;
use bcc_wizard::domain::field::{FieldId, StepId};
use bcc_wizard::domain::plan::FileProtocol;
use bcc_wizard::domain::price::{Cost, PriceAsk};
use bcc_wizard::domain::units::Gib;
use rstest::rstest;

use super::disks::sizes;
use crate::drive::{Drive, fault};
use crate::rare;
use crate::world::data_disk;

fn form(drive: &Drive) -> &ItemForm {
    match &drive.wizard.dialog {
        Some(Dialog::Item(form)) => form,
        other => panic!("{other:?} is no form"),
    }
}

fn cells(drive: &Drive) -> Vec<&'static str> {
    form(drive).cells.iter().map(|cell| cell.name).collect()
}

/// Moves to a question of the open form.
fn at(drive: &mut Drive, cell: &str) {
    for _ in 0..cells(drive).len() {
        if form(drive).cells[form(drive).at].name == cell {
            return;
        }
        drive.press("tab");
    }
    panic!("the form does not ask {cell}");
}

fn choices(drive: &Drive, cell: &str) -> Vec<String> {
    let cell = form(drive).cells.iter().find(|known| known.name == cell).unwrap();
    let CellValue::Choice(choices, _) = &cell.value else { panic!("{cell:?} is no choice") };
    choices.iter().map(|choice| choice.value.clone()).collect()
}

/// Turns a choice of the form until it stands at a value.
fn turn(drive: &mut Drive, cell: &str, value: &str) {
    at(drive, cell);
    let wanted = choices(drive, cell).iter().position(|known| known == value).unwrap();
    drive.press(&"left ".repeat(choices(drive, cell).len()));
    drive.press(&"right ".repeat(wanted));
    assert_eq!(form(drive).value(cell), value);
}

fn adding() -> Drive {
    let mut drive = Drive::new();
    drive.focus(FieldId::DataDisks).newly_asked();
    drive.press("a");
    drive
}

fn notes(drive: &Drive) -> Vec<&'static str> {
    let words = |note: &Label| match note {
        Label::Words(key) | Label::Filled(key, _) | Label::Told(key, _) => *key,
        other => panic!("{other:?}"),
    };
    items::notes(&drive.wizard, form(drive)).iter().map(words).collect()
}

#[test]
fn the_price_of_the_disk_is_asked_when_the_form_opens_and_when_its_size_rests() {
    let mut drive = adding();
    let asked = drive.newly_asked();
    assert!(asked.contains(&Ask::Snapshots));
    assert_eq!(sizes(&asked), [100]);
    let (one, all) = disk::price(&drive.wizard, form(&drive)).unwrap();
    assert!(matches!(one, Cost::Hourly(_)) && all.is_none());
    at(&mut drive, "disk_size");
    drive.retype("25").wait(TYPING_PAUSE / 2).type_text("0");
    assert_eq!(disk::price(&drive.wizard, form(&drive)).unwrap().0, Cost::Loading);
    assert_eq!(notes(&drive)[0], "disk.price_asking");
    assert!(drive.newly_asked().is_empty() && drive.wizard.moves());
    drive.wait(TYPING_PAUSE);
    assert_eq!(sizes(&drive.newly_asked()), [250], "no half-typed size");
    assert_eq!(notes(&drive), ["disk.price", "disk.range"]);
    drive.paste("0").wait(Duration::ZERO);
    assert!(drive.newly_asked().is_empty(), "a paste rests too");
    drive.wait(TYPING_PAUSE);
    assert_eq!(sizes(&drive.newly_asked()), [2500]);
    drive.type_text("00").wait(TYPING_PAUSE);
    assert!(drive.newly_asked().is_empty(), "what cannot be bought has no price");
    assert_eq!(notes(&drive), ["disk.range"]);
    drive.retype("100").wait(TYPING_PAUSE);
    assert!(drive.newly_asked().is_empty(), "a known price is not asked again");
    assert_eq!(disk::price(&drive.wizard, form(&drive)).unwrap().0, one);
}

#[test]
fn the_price_is_that_of_the_count_and_of_the_period() {
    let mut drive = adding();
    let (one, _) = disk::price(&drive.wizard, form(&drive)).unwrap();
    drive.press("esc").focus(FieldId::Count).retype("3").focus(FieldId::DataDisks).press("a");
    let (each, all) = disk::price(&drive.wizard, form(&drive)).unwrap();
    assert_eq!(each, one);
    let times = one.amount().unwrap().times(3_u32);
    assert_eq!(all, Some((3, Cost::Hourly(times))));
    assert_eq!(notes(&drive)[0], "disk.price_each");
    drive.press("esc ctrl-t a");
    let (each, all) = disk::price(&drive.wizard, form(&drive)).unwrap();
    let Cost::Once(each) = each else { panic!("{each:?}") };
    assert_eq!(all, Some((3, Cost::Once(each.times(3_u32)))));
    assert_eq!(notes(&drive)[0], "disk.price_each_once");
    drive.press("ctrl-n");
    let listed = steps::item_columns(&drive.wizard, FieldId::DataDisks, 0);
    assert_eq!(listed[1], Label::Cost(all.unwrap().1), "the list shows what the order pays");
}

#[test]
fn a_price_that_may_not_be_read_is_no_amount() {
    let mut drive = Drive::with(|region| region.prices_forbidden = true);
    drive.focus(FieldId::DataDisks).press("a");
    assert_eq!(disk::price(&drive.wizard, form(&drive)).unwrap().0, Cost::Forbidden);
    assert_eq!(notes(&drive)[0], "disk.price");
}

#[test]
fn a_snapshot_takes_the_size_along_where_that_is_smaller() {
    let mut drive = adding();
    assert_eq!(
        choices(&drive, "disk_snapshot"),
        ["", "s-data", "s-small"],
        "only what can be used"
    );
    turn(&mut drive, "disk_snapshot", "s-data");
    assert_eq!(form(&drive).value("disk_size"), "200");
    assert_eq!(sizes(&drive.newly_asked()), [100, 200]);
    turn(&mut drive, "disk_snapshot", "s-small");
    assert_eq!(form(&drive).value("disk_size"), "100", "it goes back, and is large enough");
    at(&mut drive, "disk_size");
    drive.retype("lots");
    turn(&mut drive, "disk_snapshot", "s-small");
    assert_eq!(form(&drive).value("disk_size"), "20", "what is no number is smaller too");
    assert!(notes(&drive).contains(&"disk.snapshot_is"));
    turn(&mut drive, "disk_snapshot", "s-data");
    at(&mut drive, "disk_size");
    drive.retype("300");
    turn(&mut drive, "disk_snapshot", "s-small");
    assert_eq!(form(&drive).value("disk_size"), "300", "what was typed since stays");
    drive.press("ctrl-n");
    assert_eq!(drive.wizard.draft.data_disks[0].snapshot.as_deref(), Some("s-small"));
    drive.press("e");
    turn(&mut drive, "disk_snapshot", "");
    drive.press("ctrl-n");
    assert_eq!(drive.wizard.draft.data_disks, [data_disk("enhanced_ssd_pl1", "300")]);
}

#[test]
fn a_type_that_begins_at_a_larger_size_takes_it_along_and_back() {
    let mut drive = adding();
    at(&mut drive, "disk_size");
    drive.retype("30");
    turn(&mut drive, "disk_type", "cloud_hp1");
    assert_eq!(form(&drive).value("disk_size"), "50");
    turn(&mut drive, "disk_type", "hp1");
    assert_eq!(form(&drive).value("disk_size"), "30");
    turn(&mut drive, "disk_snapshot", "s-data");
    turn(&mut drive, "disk_type", "cloud_hp1");
    assert_eq!(form(&drive).value("disk_size"), "200", "the larger of the two counts");
    at(&mut drive, "disk_size");
    drive.retype("some");
    turn(&mut drive, "disk_type", "hp1");
    assert_eq!(form(&drive).value("disk_size"), "some", "a type does not guess");
}

#[test]
fn snapshots_that_come_late_join_the_open_form_and_touch_nothing_else() {
    let mut drive = Drive::new();
    drive.focus(FieldId::DataDisks).holds = true;
    drive.press("a");
    assert_eq!(choices(&drive, "disk_snapshot"), [""]);
    at(&mut drive, "disk_snapshot");
    assert!(notes(&drive).contains(&"disk.snapshots_loading"));
    at(&mut drive, "disk_size");
    drive.retype("20").press("left").type_text("7").newly_asked();
    let answer = rare::answer(&Ask::Snapshots);
    drive.load(Ask::Snapshots, Ok(answer));
    assert_eq!(choices(&drive, "disk_snapshot").len(), 3);
    assert_eq!(sizes(&drive.newly_asked()), [0; 0], "the size still does not rest");
    drive.type_text("1");
    assert_eq!(form(&drive).value("disk_size"), "2710", "neither text nor caret moved");
    drive.press("esc a");
    turn(&mut drive, "disk_snapshot", "s-data");
    at(&mut drive, "disk_size");
    drive.retype("20").answer_all();
    assert_eq!(form(&drive).value("disk_size"), "20", "an answer raises no size that was typed");
}

#[test]
fn failed_snapshots_are_said_and_asked_again_by_the_next_form() {
    let mut drive = Drive::with(|region| {
        region.faults.push((Ask::Snapshots, fault(FaultKind::Timeout)));
    });
    drive.focus(FieldId::DataDisks).press("a");
    at(&mut drive, "disk_snapshot");
    assert!(notes(&drive).contains(&"disk.snapshots_failed"));
    drive.region.faults.clear();
    drive.press("esc a");
    assert_eq!(choices(&drive, "disk_snapshot").len(), 3);
    drive.press("esc").newly_asked();
    drive.press("a");
    assert!(!drive.newly_asked().contains(&Ask::Snapshots), "what is known is not asked again");
}

#[test]
fn a_region_without_snapshots_says_so() {
    let mut drive = Drive::new();
    drive.focus(FieldId::DataDisks).holds = true;
    drive.press("a");
    drive.load(Ask::Snapshots, Ok(Answer::Snapshots(Vec::new())));
    at(&mut drive, "disk_snapshot");
    assert!(notes(&drive).contains(&"disk.snapshots_none"));
}

#[test]
fn what_a_disk_says_already_stays_in_its_form_whatever_became_of_it() {
    let mut drive = Drive::new();
    let mut disk = data_disk("local_nvme", "100");
    disk.snapshot = Some("s-gone".to_owned());
    disk.delete_with_instance = Some(true);
    disk.extra_io = "500".to_owned();
    drive.wizard.draft.data_disks = vec![disk.clone()];
    drive.focus(FieldId::DataDisks).press("ctrl-t e");
    assert_eq!(form(&drive).value("disk_type"), "local_nvme");
    assert_eq!(form(&drive).value("disk_snapshot"), "s-gone");
    assert_eq!(form(&drive).value("disk_release"), "yes");
    assert_eq!(form(&drive).value("disk_io"), "500");
    // The server's own spelling is taken where there is one.
    drive.press("esc").wizard.draft.data_disks[0].storage_type = "premium_ssd".to_owned();
    drive.press("e");
    assert_eq!(form(&drive).value("disk_type"), "cloud_hp1");
}

#[test]
fn the_form_asks_what_means_something() {
    let plain = ["disk_type", "disk_size", "disk_snapshot", "disk_name"];
    let mut drive = adding();
    let expected = [&plain[..], &["disk_io", "disk_release", "disk_auto_snapshots"]].concat();
    assert_eq!(cells(&drive), expected);
    at(&mut drive, "disk_name");
    drive.type_text("logs");
    turn(&mut drive, "disk_type", "hp1");
    assert_eq!(cells(&drive), [&plain[..], &["disk_release", "disk_auto_snapshots"]].concat());
    assert_eq!(form(&drive).value("disk_name"), "logs");
    turn(&mut drive, "disk_type", "enhanced_ssd_pl1");
    at(&mut drive, "disk_io");
    drive.type_text("500");
    turn(&mut drive, "disk_type", "hp1");
    assert_eq!(form(&drive).value("disk_io"), "500", "it would be sent, so it is seen");
    turn(&mut drive, "disk_type", "enhanced_ssd_pl1");
    turn(&mut drive, "disk_release", "yes");
    turn(&mut drive, "disk_auto_snapshots", "no");
    drive.press("ctrl-n");
    let disk = &drive.wizard.draft.data_disks[0];
    assert_eq!((disk.name.as_str(), disk.extra_io.as_str()), ("logs", "500"));
    assert_eq!((disk.delete_with_instance, disk.delete_auto_snapshot), (Some(true), Some(false)));
    drive.press("d ctrl-t a");
    let expected = [&plain[..], &["disk_io", "disk_auto_snapshots"]].concat();
    assert_eq!(cells(&drive), expected, "disks of a subscription are not released with it");
}

#[test]
fn a_list_takes_no_more_than_the_spec_does() {
    let mut drive = Drive::with(|region| {
        region.specs.iter_mut().for_each(|spec| spec.volume_count = Some(2));
    });
    drive.focus(FieldId::DataDisks).press("a ctrl-n c");
    assert_eq!(drive.wizard.draft.data_disks.len(), 2);
    for key in ["a", "c"] {
        drive.press(key);
        assert_eq!(drive.notice(), "notice.list_full", "{key}");
        assert!(drive.wizard.dialog.is_none() && drive.wizard.draft.data_disks.len() == 2);
    }
    drive.press("d a");
    assert!(drive.wizard.dialog.is_some());
}

#[test]
fn removing_keeps_the_place_and_enter_moves_on() {
    let mut drive = Drive::new();
    drive.wizard.draft.data_disks =
        ["100", "200", "300", "400"].map(|size| data_disk("hp1", size)).to_vec();
    drive.focus(FieldId::DataDisks).press("down d");
    let left: Vec<&str> =
        drive.wizard.draft.data_disks.iter().map(|disk| disk.size.as_str()).collect();
    assert_eq!(
        (left, drive.wizard.item_cursor(FieldId::DataDisks)),
        (vec!["100", "300", "400"], 1)
    );
    drive.press("down d");
    assert_eq!(
        drive.wizard.item_cursor(FieldId::DataDisks),
        1,
        "after the last, the one before it"
    );
    drive.press("enter");
    assert_eq!((drive.step(), drive.wizard.focused()), (StepId::Disks, FieldId::DisksMore));
}

const LONG: &str = "x";

#[rstest]
#[case("disk_size", "40 GB")]
#[case("disk_size", "-40")]
#[case("disk_size", "４０")]
#[case("disk_size", "4.5")]
#[case("disk_size", "1e3")]
#[case("disk_size", "0")]
#[case("disk_size", "  ")]
#[case("disk_size", "")]
#[case("disk_size", "99999999999999999999")]
#[case("disk_size", "容量")]
#[case("disk_size", "💾")]
fn a_size_that_is_none_is_said_in_the_form_and_kept_as_typed(
    #[case] cell: &str,
    #[case] text: &str,
) {
    let mut drive = adding();
    at(&mut drive, cell);
    drive.press("ctrl-u").paste(text).press("ctrl-n");
    assert_eq!(drive.notice(), "notice.solve_first");
    assert!(drive.wizard.draft.data_disks.is_empty());
    assert_eq!(form(&drive).value(cell), text, "nothing is cut or changed");
    assert!(form(&drive).judged && !items::problems(&drive.wizard, form(&drive)).is_empty());
}

#[rstest]
#[case("disk_name")]
#[case("disk_size")]
#[case("disk_io")]
fn a_text_too_long_is_refused_whole(#[case] cell: &str) {
    let mut drive = adding();
    at(&mut drive, cell);
    drive.press("ctrl-u").paste(&LONG.repeat(1025));
    assert_eq!((form(&drive).value(cell), drive.notice()), ("", "notice.too_long"));
    drive.paste(&"名".repeat(1024));
    assert_eq!((form(&drive).value(cell).chars().count(), drive.notice()), (1024, ""));
    drive.type_text("x");
    assert_eq!(
        (form(&drive).value(cell).chars().count(), drive.notice()),
        (1024, "notice.too_long")
    );
}

#[test]
fn names_of_every_script_are_kept_and_what_is_left_out_is_said() {
    let mut drive = adding();
    at(&mut drive, "disk_name");
    drive.paste("  日志 💾 x\t1\n ");
    assert_eq!(drive.notice(), "notice.paste_joined");
    drive.press("ctrl-n");
    assert_eq!(drive.wizard.draft.data_disks[0].name, "日志 💾 x 1");
    drive.press("e");
    at(&mut drive, "disk_name");
    drive.press("ctrl-u").paste("a\u{1b}[31mb");
    assert_eq!(
        (form(&drive).value("disk_name"), drive.notice()),
        ("a[31mb", "notice.paste_cleaned")
    );
}

#[test]
fn a_file_system_is_added_changed_copied_and_removed() {
    let mount = |id: &str, protocol: FileProtocol| FileSystemDraft {
        id: id.to_owned(),
        mount_address: "10.0.0.8".to_owned(),
        path: "/mnt/data".to_owned(),
        protocol,
    };
    let mut drive = Drive::new();
    drive.focus(FieldId::DisksMore).press("right").focus(FieldId::FileSystems).press("a");
    assert_eq!(cells(&drive), ["cfs_id", "cfs_address", "cfs_path", "cfs_protocol"]);
    drive.type_text(" cfs-1 ").press("enter").type_text("10.0.0.8").press("enter");
    drive.type_text("/mnt/data").press("enter enter");
    assert_eq!(drive.wizard.draft.file_systems, [mount("cfs-1", FileProtocol::Nfs)]);
    drive.press("c e").retype("cfs-2").press("shift-tab right ctrl-n");
    let both = [mount("cfs-1", FileProtocol::Nfs), mount("cfs-2", FileProtocol::Smb)];
    assert_eq!(drive.wizard.draft.file_systems, both);
    drive.press("up d");
    assert_eq!(drive.wizard.draft.file_systems, both[1..]);
    drive.press("e").retype("cfs-3").press("esc");
    assert_eq!(drive.wizard.draft.file_systems, both[1..], "Esc changes nothing");
}

#[test]
fn help_in_a_form_is_its_own_and_changes_no_answer() {
    let mut drive = adding();
    let before = format!("{:?}", form(&drive).cells);
    drive.press("f1");
    assert!(form(&drive).help);
    drive.press("f1");
    assert!(!form(&drive).help);
    assert_eq!(format!("{:?}", form(&drive).cells), before);
    assert_eq!(steps::item_api_name(FieldId::DataDisks, "disk_release"), "deleteWithInstance");
}

#[test]
fn the_price_asked_for_is_that_of_the_type_in_the_form() {
    let mut drive = adding();
    drive.newly_asked();
    turn(&mut drive, "disk_type", "hp1");
    let of_type = |ask: &Ask| match ask {
        Ask::Price(PriceAsk::Disk { storage_type, size, .. }) => {
            Some((storage_type.clone(), *size))
        }
        _ => None,
    };
    let asked: Vec<_> = drive.newly_asked().iter().filter_map(of_type).collect();
    assert_eq!(asked.last(), Some(&("hp1".to_owned(), Gib(100))), "{asked:?}");
    // A price that is under way or failed holds nobody up.
    drive.press("ctrl-n");
    assert_eq!(drive.wizard.draft.data_disks, [data_disk("hp1", "100")]);
}
