//! Single states of the steps.

use super::{MEDIUM, WIDE, look, text};
use crate::fixture::Stage;

#[test]
fn the_spec_table_filtered_and_in_another_order() {
    let mut stage = Stage::new(WIDE);
    stage.keys("ctrl-n a s s S / text:m16 enter shift-tab f");
    look("spec_filtered_120x36", &text(&stage.wizard));
}

#[test]
fn a_spec_that_cannot_be_bought_is_refused_in_words() {
    let mut stage = Stage::new(WIDE);
    stage.keys("ctrl-n / text:gr1 enter");
    look("spec_refused_120x36", &text(&stage.wizard));
}

#[test]
fn a_problem_that_was_left_and_a_problem_elsewhere() {
    let mut stage = Stage::new(WIDE);
    stage.step('4').keys("tab ctrl-u text:30 ctrl-u tab");
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
fn a_long_name() {
    let mut stage = Stage::new(MEDIUM);
    stage.step('6').keys("text:Web-servers-of-the-search-team-in-Beijing-number-one");
    look("system_name_80x24", &text(&stage.wizard));
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
