//! Step 5: VPC, subnet, groups, public IP.

use bcc_wizard::app::effect::Ask;
use bcc_wizard::app::settle::TYPING_PAUSE;
use bcc_wizard::app::steps::{self, TableState};
use bcc_wizard::domain::fault::FaultKind;
use bcc_wizard::domain::field::{FieldId, StepId};
use bcc_wizard::domain::plan::ChargeType;
use bcc_wizard::domain::price::PriceAsk;
use rstest::rstest;

use crate::drive::{Drive, fault};

#[test]
fn defaults_are_the_default_vpc_a_subnet_of_the_zone_and_the_default_group() {
    let drive = Drive::new();
    let draft = &drive.wizard.draft;
    assert_eq!(draft.vpc.as_deref(), Some("vpc-one"));
    assert_eq!(draft.subnet.as_deref(), Some("sbn-a"));
    assert_eq!(draft.groups, ["g-default"]);
    assert!(!draft.public_ip);
}

#[test]
fn another_vpc_brings_its_own_subnet_and_groups_and_says_so() {
    let mut drive = Drive::new();
    drive.choose(FieldId::Subnet, "sbn-a2").highlight(FieldId::Groups, "g-web").press("space");
    assert_eq!(drive.wizard.draft.groups, ["g-default", "g-web"]);
    drive.choose(FieldId::Vpc, "vpc-two");
    assert_eq!(drive.notice(), "notice.vpc_changed");
    let draft = &drive.wizard.draft;
    assert_eq!(draft.subnet.as_deref(), Some("sbn-two"));
    assert_eq!(draft.groups, ["g-two"]);
    assert_eq!(drive.all_broken(), [""; 0]);
    assert_eq!(drive.rows(FieldId::Subnet), ["sbn-two"]);
    assert_eq!(drive.rows(FieldId::Groups), ["g-two"]);
}

#[test]
fn the_same_vpc_again_changes_nothing() {
    let mut drive = Drive::new();
    drive.choose(FieldId::Subnet, "sbn-a2").focus(FieldId::Vpc).press("enter");
    assert_eq!(drive.wizard.draft.subnet.as_deref(), Some("sbn-a2"));
    assert_eq!(drive.notice(), "");
}

#[rstest]
#[case("sbn-d", "reason.other_zone")]
#[case("sbn-full", "reason.no_free_address")]
#[case("sbn-metal", "reason.bare_metal_subnet")]
fn a_subnet_that_cannot_be_used_is_refused(#[case] id: &str, #[case] reason: &str) {
    let mut drive = Drive::new();
    drive.choose(FieldId::Subnet, id);
    assert_eq!(drive.wizard.draft.subnet.as_deref(), Some("sbn-a"));
    let notice = drive.wizard.notice.as_ref().unwrap();
    assert!(notice.values.contains(&("reason", reason.to_owned())), "{notice:?}");
    assert_eq!(drive.wizard.focused(), FieldId::Subnet);
}

#[test]
fn groups_are_marked_with_space_and_never_all_taken_away_unnoticed() {
    let mut drive = Drive::new();
    drive.highlight(FieldId::Groups, "g-default").press("space ctrl-n");
    assert_eq!(drive.broken(FieldId::Groups), ["sg.count"]);
    assert_eq!((drive.step(), drive.wizard.focused()), (StepId::Network, FieldId::Groups));
    drive.press("f2 ctrl-n");
    assert_eq!(drive.wizard.draft.groups, ["g-default"]);
    assert_eq!(drive.step(), StepId::System);
}

#[test]
fn enterprise_groups_are_a_list_of_their_own() {
    let mut drive = Drive::new();
    drive.newly_asked();
    drive.turn(FieldId::GroupKind, "enterprise");
    assert!(drive.newly_asked().contains(&Ask::EnterpriseGroups));
    assert_eq!(drive.broken(FieldId::Groups), ["sg.count"]);
    drive.highlight(FieldId::Groups, "esg-one").press("space");
    assert_eq!(drive.all_broken(), [""; 0]);
    drive.turn(FieldId::GroupKind, "normal");
    assert_eq!(drive.wizard.draft.groups, ["g-default"]);
    assert_eq!(drive.wizard.draft.enterprise_groups, ["esg-one"], "going back costs nothing");
}

#[test]
fn a_public_ip_asks_for_its_bandwidth_and_charge() {
    let mut drive = Drive::new();
    drive.turn(FieldId::PublicIp, "buy").focus(FieldId::Bandwidth);
    drive.newly_asked();
    drive.retype("10");
    assert!(drive.newly_asked().is_empty());
    drive.wait(TYPING_PAUSE);
    let asked = drive.newly_asked();
    let by = |ask: &Ask, wanted: ChargeType| {
        matches!(ask, Ask::Price(PriceAsk::PublicIp { bandwidth, charge, .. })
            if bandwidth.get() == 10 && *charge == wanted)
    };
    assert!(asked.iter().any(|ask| by(ask, ChargeType::BandwidthPostpaid)), "{asked:?}");
    assert!(asked.iter().any(|ask| by(ask, ChargeType::BandwidthPrepaid)), "{asked:?}");
    drive.turn(FieldId::Charge, ChargeType::Traffic.api_name());
    assert!(drive.wizard.quote.per_gb().is_some());
    drive.focus(FieldId::Bandwidth).retype("999").press("ctrl-n");
    assert_eq!(drive.broken(FieldId::Bandwidth), ["net.bandwidth"]);
    drive.press("f2");
    assert_eq!(drive.wizard.draft.bandwidth, "200");
}

#[test]
fn no_public_ip_hides_its_fields_and_the_focus_is_never_on_a_hidden_one() {
    let mut drive = Drive::new();
    drive.turn(FieldId::PublicIp, "buy").focus(FieldId::Charge).press("alt-1 alt-5");
    assert_eq!(drive.wizard.focused(), FieldId::Charge);
    drive.turn(FieldId::PublicIp, "none");
    assert!(steps::kind(&drive.wizard, FieldId::Charge).is_none());
    assert_eq!(drive.wizard.focused(), FieldId::PublicIp);
}

#[test]
fn one_failed_list_never_takes_the_step_down() {
    let mut drive = Drive::with(|region| {
        region.faults.push((Ask::Subnets, fault(FaultKind::Server)));
    });
    drive.press("alt-5 ctrl-n");
    assert_eq!((drive.step(), drive.wizard.focused()), (StepId::Network, FieldId::Subnet));
    assert!(matches!(steps::table_state(&drive.wizard, FieldId::Subnet), TableState::Failed(_)));
    assert_eq!(drive.wizard.draft.groups, ["g-default"], "the other lists serve");
    drive.newly_asked();
    drive.region.faults.clear();
    drive.press("ctrl-r");
    let asked = drive.newly_asked();
    let step = [Ask::Vpcs, Ask::Subnets, Ask::Groups("vpc-one".to_owned())];
    assert_eq!(asked, step, "the lists of this step, and nothing else");
    assert_eq!(drive.all_broken(), [""; 0]);
}

#[test]
fn a_failed_list_of_groups_forbids_nothing_that_was_chosen() {
    let mut drive = Drive::with(|region| {
        let groups = Ask::Groups("vpc-two".to_owned());
        region.faults.push((groups, fault(FaultKind::Forbidden)));
    });
    drive.choose(FieldId::Vpc, "vpc-two").press("ctrl-n");
    assert_eq!(drive.wizard.focused(), FieldId::Groups, "none can be known");
    assert!(matches!(steps::table_state(&drive.wizard, FieldId::Groups), TableState::Failed(_)));
    drive.choose(FieldId::Vpc, "vpc-one").press("ctrl-n");
    assert_eq!(drive.step(), StepId::System);
}
