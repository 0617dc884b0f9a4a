//! Step 4 with its fold and forms, the folded part of step 2, and the details of images.

use bcc_wizard::domain::language::Language;
use bcc_wizard::domain::units::Gib;

use super::{MEDIUM, SMALL, WIDE, look, text};
use crate::fixture::Stage;
use crate::world::data_disk;

const SIZES: [((u16, u16), &str); 3] = [(WIDE, "120x36"), (MEDIUM, "80x24"), (SMALL, "40x10")];

fn chinese(size: (u16, u16)) -> Stage {
    Stage::with(size, Language::ZhCn, |_| false, |_| None)
}

/// A disk that says everything, and a plain one.
const TWO_DISKS: &str = "tab tab a tab tab right tab text:logs tab text:500 tab right ctrl-n \
    a right tab ctrl-u text:300 ctrl-n";

#[test]
fn the_disks_with_the_fold_open() {
    for (size, name) in SIZES {
        let mut stage = Stage::new(size);
        stage.step('4').keys(TWO_DISKS);
        look(&format!("disks_two_{name}"), &text(&stage.wizard));
        stage.keys("tab right tab tab tab");
        look(&format!("disks_more_{name}"), &text(&stage.wizard));
        stage.keys("tab space down");
        look(&format!("disks_policy_{name}"), &text(&stage.wizard));
    }
    let mut stage = chinese(WIDE);
    stage.step('4').keys(TWO_DISKS).keys("tab right tab tab tab tab space down");
    look("disks_policy_zh_120x36", &text(&stage.wizard));
}

#[test]
fn help_in_the_form_of_a_disk_in_every_frame() {
    for (size, name) in SIZES {
        let mut stage = Stage::new(size);
        stage.step('2').keys("tab ctrl-u text:3").step('4').keys("tab tab a tab tab right tab f1");
        look(&format!("disk_form_help_{name}"), &text(&stage.wizard));
    }
    let mut stage = chinese(MEDIUM);
    stage.step('7').keys("right").step('4').keys("tab tab a tab tab right");
    look("disk_form_zh_80x24", &text(&stage.wizard));
}

#[test]
fn a_file_system_in_its_form_and_in_the_list() {
    for (size, name) in [(MEDIUM, "80x24"), (SMALL, "40x10")] {
        let mut stage = Stage::new(size);
        stage.step('4').keys("tab tab tab right tab tab tab tab a text:cfs-1a2b3c tab");
        look(&format!("cfs_form_{name}"), &text(&stage.wizard));
        stage.keys("text:10.0.0.8 tab text:/mnt/data ctrl-n");
        look(&format!("cfs_list_{name}"), &text(&stage.wizard));
    }
    let mut stage = chinese(MEDIUM);
    stage.step('4').keys("tab tab tab right tab tab tab tab a");
    look("cfs_form_zh_80x24", &text(&stage.wizard));
}

#[test]
fn of_sixteen_disks_the_highlighted_one_is_in_sight_on_every_screen() {
    for (size, name) in SIZES {
        let mut stage = Stage::new(size);
        stage.wizard.draft.data_disks =
            (1..=16).map(|n| data_disk("hp1", &(n * 10).to_string())).collect();
        stage.step('4').keys("tab tab");
        for n in 1..=16 {
            let screen = text(&stage.wizard);
            let row = format!("▌{n:>2}  {} GB", n * 10);
            assert!(screen.contains(&row), "{name}: {n}\n{screen}");
            if n == 9 {
                look(&format!("disks_sixteen_{name}"), &screen);
            }
            stage.keys("down");
        }
    }
}

#[test]
fn an_image_in_detail() {
    for (size, name) in SIZES {
        let mut stage = Stage::new(size);
        stage.step('3').keys("shift-tab right right");
        look(&format!("image_system_{name}"), &text(&stage.wizard));
    }
    let mut stage = chinese(WIDE);
    stage.step('3').keys("end");
    look("image_end_zh_120x36", &text(&stage.wizard));
    // The shortest list leaves the most room, the longest none: nothing breaks in between.
    let mut stage = Stage::new(WIDE);
    stage.step('3').wizard.draft.system_disk_size = Gib(40).to_string();
    for rows in 10..40 {
        stage.send(bcc_wizard::app::msg::Msg::Resize(120, rows));
        assert!(text(&stage.wizard).contains("▌● ubuntu-22.04"), "{rows}");
    }
}
