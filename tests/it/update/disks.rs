//! Step 4: the system disk, data disks, the local disk.

use std::time::Duration;

use bcc_wizard::app::dialog::Dialog;
use bcc_wizard::app::effect::Ask;
use bcc_wizard::app::field::Label;
use bcc_wizard::app::settle::TYPING_PAUSE;
use bcc_wizard::app::steps;
use bcc_wizard::domain::field::{FieldId, StepId};
use bcc_wizard::domain::plan::Partition;
use bcc_wizard::domain::price::PriceAsk;
use bcc_wizard::domain::units::Gib;

use crate::drive::Drive;
use crate::world::data_disk;

const MOMENT: Duration = Duration::from_millis(50);

/// The sizes of the disks whose price is among these questions.
pub fn sizes(asked: &[Ask]) -> Vec<u32> {
    let size = |ask: &Ask| match ask {
        Ask::Price(PriceAsk::Disk { size: Gib(size), .. }) => Some(*size),
        _ => None,
    };
    asked.iter().filter_map(size).collect()
}

#[test]
fn a_size_is_priced_once_it_rests() {
    let mut drive = Drive::new();
    drive.focus(FieldId::SystemDiskSize).press("ctrl-u");
    drive.newly_asked();
    for digit in ["1", "2", "0"] {
        drive.wait(MOMENT).type_text(digit);
    }
    assert!(drive.newly_asked().is_empty(), "nothing is asked while typing");
    assert!(drive.wizard.moves(), "time must pass for the pause to end");
    assert!(drive.wizard.quote.is_loading());
    drive.wait(TYPING_PAUSE.saturating_sub(MOMENT));
    assert!(drive.newly_asked().is_empty());
    drive.wait(MOMENT);
    assert_eq!(
        sizes(&drive.newly_asked()),
        [80, 80],
        "under both payments, and no half-typed size"
    );
    assert!(!drive.wizard.quote.is_loading());
    drive.retype("120").wait(TYPING_PAUSE);
    assert!(drive.newly_asked().is_empty(), "a known price is not asked again");
}

#[test]
fn a_price_is_asked_even_if_the_next_step_is_entered_at_once() {
    let mut drive = Drive::new();
    drive.focus(FieldId::SystemDiskSize).retype("100").press("alt-8 enter");
    assert_eq!(drive.notice(), "notice.price_loading");
    drive.wait(TYPING_PAUSE).press("enter");
    assert!(drive.confirm().is_some());
}

#[test]
fn a_wrong_size_stops_and_the_fix_says_what_it_did() {
    let mut drive = Drive::new();
    drive.focus(FieldId::SystemDiskSize).retype("5").press("ctrl-n");
    assert_eq!((drive.step(), drive.wizard.focused()), (StepId::Disks, FieldId::SystemDiskSize));
    drive.press("f2");
    assert_eq!(
        (drive.wizard.draft.system_disk_size.as_str(), drive.notice()),
        ("40", "notice.fixed")
    );
    assert_eq!(drive.wizard.editor.as_ref().unwrap().1.value(), "40");
    drive.type_text("0");
    assert_eq!(drive.wizard.draft.system_disk_size, "400", "typing goes on behind the fix");
    drive.press("ctrl-n");
    assert_eq!(drive.step(), StepId::Network);
}

#[test]
fn nothing_to_fix_is_said_too() {
    let mut drive = Drive::new();
    drive.press("alt-4 f2");
    assert_eq!(drive.notice(), "notice.nothing_to_fix");
}

#[test]
fn a_data_disk_is_added_changed_and_removed() {
    let mut drive = Drive::new();
    drive.focus(FieldId::DataDisks).press("a");
    assert!(
        matches!(&drive.wizard.dialog, Some(Dialog::Item(form)) if form.value("disk_size") == "100")
    );
    drive.press("right enter").retype("200").press("ctrl-n");
    assert!(drive.wizard.dialog.is_none());
    assert_eq!(drive.wizard.draft.data_disks, [data_disk("cloud_hp1", "200")]);
    drive.press("a ctrl-n");
    assert_eq!(drive.wizard.draft.data_disks.len(), 2);
    assert_eq!(drive.wizard.item_cursor(FieldId::DataDisks), 1);
    drive.press("up e enter").retype("300").press("ctrl-n");
    assert_eq!(drive.wizard.draft.data_disks[0], data_disk("cloud_hp1", "300"));
    drive.press("e enter").retype("7").press("esc");
    assert_eq!(drive.wizard.draft.data_disks[0].size, "300", "Esc changes nothing");
    drive.press("d");
    assert_eq!(drive.wizard.draft.data_disks, [data_disk("enhanced_ssd_pl1", "100")]);
    drive.press("d d e");
    assert!(drive.wizard.draft.data_disks.is_empty() && drive.wizard.dialog.is_none());
    assert_eq!(drive.step(), StepId::Disks);
}

#[test]
fn the_price_follows_the_data_disks() {
    let mut drive = Drive::new();
    let before = drive.wizard.quote.hourly().amount;
    drive.focus(FieldId::DataDisks).press("a ctrl-n");
    let after = drive.wizard.quote.hourly();
    assert!(after.complete && after.amount > before);
    drive.press("d");
    assert_eq!(drive.wizard.quote.hourly().amount, before);
}

#[test]
fn a_wrong_data_disk_is_named_and_fixed() {
    let mut drive = Drive::new();
    drive.focus(FieldId::DataDisks).press("a right enter").retype("10").press("ctrl-n");
    assert_eq!((drive.step(), drive.notice()), (StepId::Disks, "notice.solve_first"));
    assert!(drive.wizard.dialog.is_some() && drive.wizard.draft.data_disks.is_empty());
    drive.press("f2 ctrl-n");
    assert_eq!(drive.wizard.draft.data_disks, [data_disk("cloud_hp1", "50")]);
    assert_eq!(drive.all_broken(), [""; 0]);
}

#[test]
fn keys_of_the_disk_form_reach_nothing_below_it() {
    let mut drive = Drive::new();
    drive.focus(FieldId::DataDisks).press("a left left tab");
    drive.press("alt-1 ctrl-t ctrl-g").retype("1x2").press("left backspace").paste("5\n");
    assert_eq!(drive.step(), StepId::Disks);
    assert!(
        matches!(&drive.wizard.dialog, Some(Dialog::Item(form)) if form.value("disk_size") == "152")
    );
}

#[test]
fn a_storage_optimised_spec_is_given_its_local_disk() {
    let mut drive = Drive::new();
    drive.choose(FieldId::Spec, "bcc.l5.c8m32.1d");
    assert_eq!(drive.wizard.draft.local_disk, "1788");
    drive.focus(FieldId::LocalDisk).retype("9999").press("ctrl-n");
    assert_eq!(drive.broken(FieldId::LocalDisk), ["eph.size"]);
    drive.press("f2");
    assert_eq!(drive.wizard.draft.local_disk, "1788");
    drive.choose(FieldId::Spec, "bcc.g5.c2m8").press("alt-4");
    assert_ne!(drive.wizard.focused(), FieldId::LocalDisk, "it is not asked any more");
    assert_eq!(drive.all_broken(), [""; 0]);
}

#[test]
fn the_type_is_one_the_spec_takes() {
    let mut drive = Drive::with(|region| {
        let g4 = region.specs.iter_mut().filter(|spec| spec.family == "g4");
        g4.for_each(|spec| spec.system_disk_types = vec!["cloud_hp1".to_owned()]);
    });
    assert_eq!(drive.wizard.draft.system_disk_type.as_deref(), Some("hp1"));
    drive.choose(FieldId::Spec, "bcc.g4.c2m8");
    assert_eq!(drive.wizard.draft.system_disk_type.as_deref(), Some("cloud_hp1"));
    drive.choose(FieldId::Spec, "bcc.g5.c2m8");
    assert_eq!(drive.wizard.draft.system_disk_type.as_deref(), Some("hp1"), "as before");
    drive.turn(FieldId::SystemDiskType, "enhanced_ssd_pl1").turn(FieldId::SystemDiskType, "hp1");
    drive.choose(FieldId::Spec, "bcc.g4.c2m8");
    assert_eq!(drive.broken(FieldId::SystemDiskType), ["root.type"]);
}

fn folded(drive: &Drive) -> Vec<FieldId> {
    let fields = steps::fields(&drive.wizard, StepId::Disks).into_iter().map(|(field, _)| field);
    fields.filter(|field| *field > FieldId::DisksMore).collect()
}

#[test]
fn the_fold_hides_what_few_need_and_keeps_what_is_answered() {
    use FieldId as F;
    let mut drive = Drive::new();
    assert_eq!(folded(&drive), []);
    drive.focus(F::DisksMore).press("right");
    let plain = [F::SystemPartition, F::HideSerial, F::SnapshotPolicy, F::FileSystems];
    assert_eq!(folded(&drive), plain);
    drive.focus(F::DataDisks).press("a ctrl-n").turn(F::SystemDiskType, "enhanced_ssd_pl1");
    let all = [&plain[..1], &[F::DataPartition, F::SystemExtraIo], &plain[1..]].concat();
    assert_eq!(folded(&drive), all);
    drive.turn(F::SystemPartition, "xfs").turn(F::DataPartition, "ext4").turn(F::HideSerial, "yes");
    drive.focus(F::SystemExtraIo).type_text("1200");
    let draft = &drive.wizard.draft;
    assert_eq!(draft.system_partition, Some(Partition::Xfs));
    assert_eq!(draft.data_partition, Some(Partition::Ext4));
    assert_eq!((draft.hide_serial, draft.system_extra_io.as_str()), (Some(true), "1200"));
    drive.focus(F::DisksMore).press("left");
    let answered = [F::SystemPartition, F::DataPartition, F::SystemExtraIo, F::HideSerial];
    assert_eq!(folded(&drive), answered, "what is answered stays in sight");
    // It would be sent, so it is seen and can be taken back where it means nothing any more.
    drive.focus(F::DataDisks).press("d");
    assert_eq!(folded(&drive), answered);
    assert_eq!(drive.all_broken(), [""; 0]);
    drive.turn(F::SystemDiskType, "hp1");
    let problem = drive.wizard.problem(F::SystemExtraIo).unwrap();
    assert_eq!(problem.rule, "root.extra_io");
    drive.focus(F::SystemExtraIo).press("f2");
    assert_eq!((drive.wizard.draft.system_extra_io.as_str(), drive.all_broken().len()), ("", 0));
}

#[test]
fn extra_performance_is_a_number_or_nothing() {
    let mut drive = Drive::new();
    drive.turn(FieldId::SystemDiskType, "enhanced_ssd_pl1");
    drive.focus(FieldId::DisksMore).press("right").focus(FieldId::SystemExtraIo);
    for text in ["1,200", "-1", "１２", "fast", "99999999999"] {
        drive.press("ctrl-u").paste(text);
        assert_eq!(drive.broken(FieldId::SystemExtraIo), ["root.extra_io"], "{text}");
        assert_eq!(drive.wizard.draft.system_extra_io, text);
    }
    for text in ["", "  ", "0", " 1200 "] {
        drive.press("ctrl-u").paste(text);
        assert_eq!(drive.broken(FieldId::SystemExtraIo), [""; 0], "{text}");
    }
}

#[test]
fn a_snapshot_policy_is_chosen_and_given_up_with_space() {
    let policy = |drive: &Drive| drive.wizard.draft.snapshot_policy.clone();
    let mut drive = Drive::new();
    drive.press("alt-4").newly_asked();
    assert!(!drive.asked.iter().any(|(_, ask)| *ask == Ask::SnapshotPolicies));
    drive.focus(FieldId::DisksMore).press("right");
    assert!(drive.newly_asked().contains(&Ask::SnapshotPolicies), "asked once it is in sight");
    assert_eq!(drive.rows(FieldId::SnapshotPolicy), ["asp-night", "asp-old"]);
    drive.highlight(FieldId::SnapshotPolicy, "asp-old").press("enter");
    assert_eq!(policy(&drive), None, "moving and going on choose nothing");
    drive.highlight(FieldId::SnapshotPolicy, "asp-old").press("space");
    assert_eq!(policy(&drive).as_deref(), Some("asp-old"));
    assert_eq!(steps::shown(&drive.wizard, FieldId::SnapshotPolicy), Label::text("old (asp-old)"));
    drive.highlight(FieldId::SnapshotPolicy, "asp-night").press("space");
    assert_eq!(policy(&drive).as_deref(), Some("asp-night"), "one or none");
    drive.press("space");
    assert_eq!(policy(&drive), None);
    drive.press("/").paste("pau");
    assert_eq!(drive.rows(FieldId::SnapshotPolicy), ["asp-old"], "a filter finds the state too");
}

#[test]
fn the_rail_says_the_sizes() {
    let summary = |drive: &Drive| match steps::summary(&drive.wizard, StepId::Disks) {
        Label::Text(text) => text,
        other => panic!("{other:?}"),
    };
    let mut drive = Drive::new();
    assert_eq!(summary(&drive), "40 GB");
    drive.wizard.draft.data_disks = vec![data_disk("hp1", "100")];
    assert_eq!(summary(&drive), "40 + 100 GB");
    let sizes = ["100", "100", "50", " 100 ", ""];
    drive.wizard.draft.data_disks = sizes.map(|size| data_disk("hp1", size)).to_vec();
    assert_eq!(summary(&drive), "40 + 2×100 + 50 + 100 + — GB");
}
