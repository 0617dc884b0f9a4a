//! Step 1, and walking through the steps.

use bcc_wizard::app::effect::{Answer, Ask, Effect};
use bcc_wizard::app::steps::{self, TableState};
use bcc_wizard::domain::catalog::Zone;
use bcc_wizard::domain::fault::FaultKind;
use bcc_wizard::domain::field::{FieldId, StepId};
use bcc_wizard::domain::plan::Payment;
use bcc_wizard::domain::rules;

use crate::drive::{Drive, Region, fault};

#[test]
fn the_defaults_of_every_step_are_valid_and_seven_keys_reach_the_review() {
    let mut drive = Drive::new();
    for step in StepId::ALL {
        assert_eq!(drive.step(), step);
        assert_eq!(drive.all_broken(), [""; 0], "{step:?}");
        drive.press("ctrl-n");
    }
    assert_eq!(drive.step(), StepId::Review);
    assert!(!drive.wizard.quote.is_loading());
    assert!(drive.wizard.quote.hourly().complete);
}

#[test]
fn a_newcomer_reaches_an_order_in_a_few_keys() {
    let mut drive = Drive::new();
    drive.press("ctrl-n ctrl-n ctrl-n ctrl-n ctrl-n ctrl-n ctrl-n enter y");
    assert!(matches!(drive.take()[..], [Effect::Submit { .. }]));
}

#[test]
fn enter_alone_walks_to_the_review_and_buys_nothing() {
    let mut drive = Drive::new();
    for _ in 0..60 {
        drive.press("enter");
        if drive.confirm().is_some() {
            break;
        }
    }
    assert_eq!(drive.step(), StepId::Review);
    drive.press("enter enter enter");
    assert!(drive.confirm().is_some());
    assert!(drive.take().is_empty());
}

#[test]
fn no_step_waits_for_its_lists_but_buying_does() {
    let mut drive = Drive::silent(|_| {});
    for _ in 0..7 {
        drive.press("ctrl-n");
    }
    assert_eq!(drive.step(), StepId::Review);
    drive.press("enter");
    assert_eq!((drive.notice(), drive.step()), ("notice.still_loading", StepId::Review));
    assert!(drive.confirm().is_none());
    drive.holds = false;
    drive.answer_all();
    drive.press("enter");
    assert!(drive.confirm().is_some(), "{:?}", drive.all_broken());
}

#[test]
fn a_real_problem_stops_at_its_field_even_while_lists_load() {
    let mut drive = Drive::silent(|_| {});
    drive.press("ctrl-n tab").retype("0").press("shift-tab ctrl-n");
    assert_eq!((drive.step(), drive.wizard.focused()), (StepId::Spec, FieldId::Count));
    assert_eq!(drive.notice(), "notice.solve_first");
    assert_eq!(drive.wizard.problem(FieldId::Count).unwrap().rule, "count.min");
    drive.retype("2").press("ctrl-n");
    assert_eq!(drive.step(), StepId::Image);
}

#[test]
fn each_question_is_asked_once() {
    let mut drive = Drive::new();
    for step in 1..=8 {
        drive.press(&format!("alt-{step}"));
    }
    for step in (1..=8).rev() {
        drive.press(&format!("alt-{step}"));
    }
    let asked = drive.newly_asked();
    for (at, ask) in asked.iter().enumerate() {
        assert!(!asked[..at].contains(ask), "{ask:?} was asked twice");
    }
    assert!(asked.contains(&Ask::Specs("cn-bj-d".to_owned())), "each zone says what it sells");
}

#[test]
fn another_zone_takes_every_answer_nobody_gave_along() {
    let mut drive = Drive::new();
    drive.choose(FieldId::Zone, "cn-bj-d");
    let draft = &drive.wizard.draft;
    assert_eq!(draft.zone.as_deref(), Some("cn-bj-d"));
    assert_eq!(draft.spec.as_deref(), Some("bcc.g6.c2m8"));
    assert_eq!(draft.subnet.as_deref(), Some("sbn-d"));
    assert!(drive.wizard.cloud.disk_quota("cn-bj-d").is_some());
    assert_eq!(drive.all_broken(), [""; 0]);
    assert_eq!(drive.step(), StepId::Spec, "Enter goes on");
}

#[test]
fn another_zone_keeps_given_answers_and_says_what_no_longer_fits() {
    let mut drive = Drive::new();
    drive.choose(FieldId::Spec, "bcc.g5.c4m16").choose(FieldId::Subnet, "sbn-a2");
    drive.focus(FieldId::Name).type_text("web");
    drive.choose(FieldId::Zone, "cn-bj-d");
    let draft = &drive.wizard.draft;
    assert_eq!(draft.spec.as_deref(), Some("bcc.g5.c4m16"));
    assert_eq!(draft.subnet.as_deref(), Some("sbn-a2"));
    assert_eq!(draft.name, "web");
    assert_eq!(drive.broken(FieldId::Spec), ["spec.listed"]);
    assert_eq!(drive.broken(FieldId::Subnet), ["subnet.zone"]);
    assert_eq!((drive.wizard.errors(StepId::Spec), drive.wizard.errors(StepId::Network)), (1, 1));
    drive.focus(FieldId::Subnet).press("f2");
    assert_eq!(drive.notice(), "notice.fixed");
    assert_eq!(drive.wizard.draft.subnet.as_deref(), Some("sbn-d"));
}

#[test]
fn an_untouched_vpc_follows_the_zone_to_where_it_has_a_subnet() {
    let only_two_in_d = |region: &mut Region| {
        region.subnets.retain(|subnet| subnet.zone != "cn-bj-d");
        let two = region.subnets.iter().find(|subnet| subnet.vpc == "vpc-two").unwrap().clone();
        region.subnets.push(bcc_wizard::domain::catalog::Subnet {
            id: "sbn-two-d".to_owned(),
            zone: "cn-bj-d".to_owned(),
            ..two
        });
    };
    let mut drive = Drive::with(only_two_in_d);
    assert_eq!(drive.wizard.draft.vpc.as_deref(), Some("vpc-one"));
    drive.choose(FieldId::Zone, "cn-bj-d");
    let draft = &drive.wizard.draft;
    assert_eq!(draft.vpc.as_deref(), Some("vpc-two"));
    assert_eq!(
        (draft.subnet.as_deref(), &draft.groups[..]),
        (Some("sbn-two-d"), &["g-two".to_owned()][..])
    );
    assert_eq!(drive.all_broken(), [""; 0]);

    let mut drive = Drive::with(only_two_in_d);
    drive.highlight(FieldId::Groups, "g-web").press("space").choose(FieldId::Zone, "cn-bj-d");
    assert_eq!(drive.wizard.draft.vpc.as_deref(), Some("vpc-one"), "the given groups are of it");
}

#[test]
fn the_order_in_which_lists_arrive_does_not_matter() {
    let change = |region: &mut Region| {
        region.subnets.retain(|subnet| subnet.vpc == "vpc-two");
    };
    let expected = Drive::with(change).wizard.draft;
    assert_eq!(expected.vpc.as_deref(), Some("vpc-two"));
    for turn in 0..8 {
        let mut drive = Drive::silent(change);
        while !drive.open.is_empty() {
            let at = turn * 5 % drive.open.len();
            let (_, ask) = drive.open.remove(at);
            let answer = drive.region.answer(&ask);
            drive.load(ask, answer);
        }
        let draft = &drive.wizard.draft;
        assert_eq!(drive.all_broken(), [""; 0], "{turn}");
        assert_eq!(format!("{draft:?}"), format!("{expected:?}"), "{turn}");
    }
}

#[test]
fn another_region_starts_over_with_what_is_regional_and_keeps_the_rest() {
    let mut drive = Drive::new();
    drive.choose(FieldId::Image, "m-centos").choose(FieldId::Subnet, "sbn-a2");
    drive.focus(FieldId::Count).retype("3").focus(FieldId::Name).type_text("web");
    drive.press("ctrl-t");
    drive.take();
    drive.turn(FieldId::Region, "gz");
    assert!(matches!(&drive.take()[..], [Effect::ChangeRegion(region)] if region == "gz"));
    assert_eq!(drive.notice(), "notice.moved");
    assert_eq!(drive.wizard.cloud.generation(), 1);
    let draft = &drive.wizard.draft;
    assert_eq!((draft.count.as_str(), draft.name.as_str()), ("3", "web"));
    assert_eq!(draft.payment, Payment::Prepaid);
    assert_eq!(draft.zone.as_deref(), Some("cn-gz-a"));
    assert_eq!(draft.image.as_deref(), Some("m-gz-ubuntu22"));
    assert_eq!(draft.vpc.as_deref(), Some("vpc-gz-one"));
    assert_eq!(draft.subnet.as_deref(), Some("sbn-gz-a"));
    assert_eq!(
        (&draft.groups[..], draft.key_pair.as_deref()),
        (&["g-gz-default".to_owned()][..], Some("k-gz-one"))
    );
    assert_eq!(drive.all_broken(), [""; 0]);
}

#[test]
fn answers_of_the_region_before_are_dropped() {
    let mut drive = Drive::silent(|_| {});
    let old = drive.open.clone();
    drive.turn(FieldId::Region, "gz");
    drive.open.clear();
    for (generation, ask) in old {
        let result = Region::new("bj").answer(&ask);
        drive.tell(bcc_wizard::app::msg::Msg::Answered { generation, ask, result });
    }
    assert!(drive.wizard.cloud.zones().is_none());
    drive.load(Ask::Zones, Ok(Answer::Zones(vec![Zone { name: "cn-gz-z".to_owned() }])));
    assert_eq!(drive.wizard.draft.zone.as_deref(), Some("cn-gz-z"));
}

#[test]
fn a_failed_list_leaves_the_step_alive_and_only_it_is_asked_again() {
    let mut drive =
        Drive::with(|region| region.faults.push((Ask::Zones, fault(FaultKind::Timeout))));
    assert!(matches!(steps::table_state(&drive.wizard, FieldId::Zone), TableState::Failed(_)));
    drive.press("ctrl-n");
    assert_eq!((drive.step(), drive.wizard.focused()), (StepId::Zone, FieldId::Zone));
    drive.press("up down alt-5").press("alt-1");
    drive.newly_asked();
    drive.region.faults.clear();
    drive.press("ctrl-r");
    let asked = drive.newly_asked();
    assert_eq!(asked[0], Ask::Zones);
    assert!(!asked.contains(&Ask::Images) && !asked.contains(&Ask::KeyPairs), "{asked:?}");
    assert_eq!(drive.wizard.draft.zone.as_deref(), Some("cn-bj-a"));
    assert_eq!(drive.all_broken(), [""; 0]);
}

#[test]
fn a_reload_keeps_the_rows_until_the_new_ones_are_there() {
    let mut drive = Drive::new();
    drive.newly_asked();
    drive.holds = true;
    drive.press("ctrl-r ctrl-r");
    assert_eq!(drive.newly_asked(), [Ask::Zones], "a question under way is not asked again");
    assert_eq!(drive.rows(FieldId::Zone).len(), 3);
    drive.load(Ask::Zones, Err(fault(FaultKind::Server)));
    assert_eq!(drive.rows(FieldId::Zone).len(), 3);
    assert_eq!(drive.all_broken(), [""; 0]);
}

#[test]
fn the_highlight_stays_on_its_row_when_a_new_list_comes() {
    let mut drive = Drive::new();
    drive.highlight(FieldId::Zone, "cn-bj-b");
    let mut zones = drive.region.zones.clone();
    zones.insert(0, Zone { name: "cn-bj-0".to_owned() });
    drive.load(Ask::Zones, Ok(Answer::Zones(zones)));
    assert_eq!(drive.highlighted(FieldId::Zone).as_deref(), Some("cn-bj-b"));
    drive.press("tab ctrl-n");
    assert_eq!(drive.wizard.draft.zone.as_deref(), Some("cn-bj-b"));
}

#[test]
fn a_highlight_whose_row_is_gone_takes_no_other() {
    let mut drive = Drive::new();
    drive.choose(FieldId::Zone, "cn-bj-a").highlight(FieldId::Zone, "cn-bj-b");
    let only_d = vec![Zone { name: "cn-bj-d".to_owned() }];
    drive.load(Ask::Zones, Ok(Answer::Zones(only_d)));
    drive.press("ctrl-n");
    assert_eq!(drive.wizard.draft.zone.as_deref(), Some("cn-bj-a"));
    assert_eq!((drive.broken(FieldId::Zone), drive.step()), (vec!["zone.listed"], StepId::Zone));
}

#[test]
fn a_region_without_zones_says_what_is_missing() {
    let mut drive = Drive::with(|region| region.zones.clear());
    assert_eq!(steps::table_state(&drive.wizard, FieldId::Zone), TableState::Empty);
    drive.press("ctrl-n");
    assert_eq!(drive.step(), StepId::Zone);
    assert_eq!(drive.broken(FieldId::Zone), ["zone.required"]);
    assert!(rules::blocks(&drive.wizard.problems));
}
