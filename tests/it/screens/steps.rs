//! The eight steps in every frame and both languages.

use bcc_wizard::domain::language::Language;

use super::{MEDIUM, SMALL, WIDE, look, styles, text};
use crate::fixture::Stage;

const NAMES: [&str; 8] =
    ["zone", "spec", "image", "disks", "network", "system", "billing", "review"];

fn every_step(size: (u16, u16), language: Language, suffix: &str) {
    let mut stage = Stage::with(size, language, |_| false, |_| None);
    for (at, name) in NAMES.iter().enumerate() {
        if at > 0 {
            stage.keys("ctrl-n");
        }
        look(&format!("{name}_{suffix}"), &text(&stage.wizard));
    }
}

#[test]
fn every_step_in_the_wide_frame() {
    every_step(WIDE, Language::En, "120x36");
}

#[test]
fn every_step_in_the_medium_frame() {
    every_step(MEDIUM, Language::En, "80x24");
}

#[test]
fn every_step_in_the_small_frame() {
    every_step(SMALL, Language::En, "40x10");
}

#[test]
fn every_step_in_chinese() {
    every_step(WIDE, Language::ZhCn, "zh_120x36");
}

#[test]
fn the_steps_in_the_medium_frame_in_chinese() {
    every_step(MEDIUM, Language::ZhCn, "zh_80x24");
}

#[test]
fn the_spec_table_with_a_filter_being_typed_and_another_order() {
    let mut stage = Stage::new(WIDE);
    stage.keys("ctrl-n a s s S / text:m16");
    look("spec_filtering_120x36", &text(&stage.wizard));
    stage.keys("enter");
    stage.keys("shift-tab f");
    look("spec_filtered_120x36", &text(&stage.wizard));
}

#[test]
fn a_spec_that_cannot_be_bought_is_refused_in_words() {
    let mut stage = Stage::new(WIDE);
    stage.keys("ctrl-n / text:gr1 enter");
    look("spec_refused_120x36", &text(&stage.wizard));
}

#[test]
fn a_wrong_size_with_its_way_out_and_a_problem_elsewhere() {
    let mut stage = Stage::new(WIDE);
    stage.step('4').keys("tab ctrl-u text:30");
    look("disks_problem_120x36", &text(&stage.wizard));
    stage.keys("ctrl-u tab");
    look("disks_problem_left_120x36", &text(&stage.wizard));
    stage.step('8');
    look("review_problem_120x36", &text(&stage.wizard));
}

#[test]
fn data_disks_one_of_them_wrong() {
    let mut stage = Stage::new(WIDE);
    stage.step('4').keys("tab tab a tab ctrl-u text:100 enter a right tab ctrl-u text:3 enter");
    look("disks_list_120x36", &text(&stage.wizard));
}

#[test]
fn the_network_step_with_a_public_ip() {
    let mut stage = Stage::new(WIDE);
    stage.step('5').keys("tab tab tab");
    look("network_groups_120x36", &text(&stage.wizard));
    stage.keys("tab space tab ctrl-u text:300");
    look("network_public_ip_120x36", &text(&stage.wizard));
    stage.keys("ctrl-u text:10 tab right right");
    look("network_traffic_120x36", &text(&stage.wizard));
}

#[test]
fn a_long_name_a_password_and_its_ticks() {
    let mut stage = Stage::new(MEDIUM);
    stage.step('6').keys("text:Web-servers-of-the-search-team-in-Beijing-number-one");
    look("system_name_80x24", &text(&stage.wizard));
    stage.keys("tab tab right tab text:abc1 tab");
    look("system_password_80x24", &text(&stage.wizard));
}

#[test]
fn the_subscription_beside_pay_as_you_go() {
    let mut stage = Stage::new(WIDE);
    stage.step('7').keys("right tab right right");
    look("billing_prepaid_120x36", &text(&stage.wizard));
    stage.step('2');
    look("spec_prepaid_120x36", &text(&stage.wizard));
    stage.step('8');
    look("review_prepaid_120x36", &text(&stage.wizard));
}

#[test]
fn styles_with_colours_and_without() {
    let mut stage = Stage::new(WIDE);
    stage.step('4').keys("tab ctrl-u text:30");
    look("styles_disks_problem", &styles(&stage.wizard, true));
    look("styles_disks_problem_no_colour", &styles(&stage.wizard, false));
}
