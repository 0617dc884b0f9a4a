//! Step 5: VPC, subnet, groups, public IP.

use bcc_wizard::app::effect::Ask;
use bcc_wizard::app::settle::TYPING_PAUSE;
use bcc_wizard::app::steps::{self, TableState};
use bcc_wizard::domain::catalog::SecurityGroup;
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
    assert_eq!(drive.notice(), "notice.moved");
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

fn open_fold(drive: &mut Drive) {
    drive.focus(FieldId::NetworkMore).press("right");
}

/// The fields of the step as shown, by name.
fn shown(drive: &Drive) -> Vec<&'static str> {
    let fields = steps::fields(&drive.wizard, StepId::Network);
    fields.iter().map(|(field, _)| field.name()).collect()
}

#[test]
fn the_fields_stand_in_order_and_the_fold_hides_the_rare_ones() {
    let mut drive = Drive::with(|region| {
        region.specs.iter_mut().for_each(|spec| spec.jumbo_frames = true);
    });
    let always = ["vpc", "subnet", "group_kind", "groups", "public_ip"];
    assert_eq!(shown(&drive), [&always[..], &["network_more"]].concat());
    drive.turn(FieldId::PublicIp, "buy");
    open_fold(&mut drive);
    let bought = ["bandwidth", "charge", "line", "ip_name", "ip_release"];
    let rare = [
        "network_more",
        "ipv6",
        "internal_ips",
        "interfaces",
        "jumbo_frames",
        "deployment_sets",
        "dedicated_host",
    ];
    assert_eq!(shown(&drive), [&always[..], &bought, &rare].concat());
    drive.press("right");
    assert_eq!(shown(&drive), [&always[..], &bought, &["network_more"]].concat());
}

#[test]
fn a_field_is_asked_only_where_it_means_something() {
    let mut drive = Drive::new();
    drive.turn(FieldId::PublicIp, "buy");
    open_fold(&mut drive);
    assert!(!shown(&drive).contains(&"jumbo_frames"), "no spec of this region can");
    drive.turn(FieldId::Charge, ChargeType::BandwidthPrepaid.api_name());
    assert!(!shown(&drive).contains(&"ip_release"), "a prepaid IP stays");
    drive.press("ctrl-t ctrl-t");
    assert!(!shown(&drive).contains(&"dedicated_host"), "no bid stands on one");
    drive.press("ctrl-t").choose(FieldId::Spec, "ebc.l5.c128m512");
    assert!(!shown(&drive).contains(&"interfaces"), "bare metal takes none at creation");
}

#[test]
fn lists_behind_the_fold_are_asked_for_only_when_it_is_opened() {
    let mut drive = Drive::new();
    drive.press("alt-5");
    let rare = [Ask::Interfaces("vpc-one".to_owned()), Ask::DeploymentSets];
    assert!(rare.iter().all(|ask| drive.wizard.cloud.load(ask).is_none()));
    drive.newly_asked();
    open_fold(&mut drive);
    assert_eq!(drive.newly_asked(), rare);
}

#[test]
fn an_interface_that_cannot_be_attached_says_why() {
    let mut drive = Drive::new();
    open_fold(&mut drive);
    drive.focus(FieldId::Interfaces);
    assert_eq!(drive.rows(FieldId::Interfaces), ["eni-one", "eni-two", "eni-used", "eni-far"]);
    for (id, reason) in [("eni-used", "reason.status"), ("eni-far", "reason.other_zone")] {
        drive.highlight(FieldId::Interfaces, id).press("space");
        let notice = drive.wizard.notice.as_ref().unwrap();
        assert!(notice.values.contains(&("reason", reason.to_owned())), "{notice:?}");
    }
    drive.highlight(FieldId::Interfaces, "eni-two").press("space");
    assert_eq!(drive.wizard.draft.interfaces, ["eni-two"]);
    drive.press("space");
    assert!(drive.wizard.draft.interfaces.is_empty());
}

#[test]
fn rare_lists_that_fail_leave_the_step_to_go_on() {
    let mut drive = Drive::with(|region| {
        let interfaces = Ask::Interfaces("vpc-one".to_owned());
        region.faults.push((interfaces, fault(FaultKind::Forbidden)));
        region.faults.push((Ask::DeploymentSets, fault(FaultKind::Server)));
    });
    open_fold(&mut drive);
    for field in [FieldId::Interfaces, FieldId::DeploymentSets] {
        drive.focus(field);
        assert!(matches!(steps::table_state(&drive.wizard, field), TableState::Failed(_)));
    }
    drive.press("ctrl-n");
    assert_eq!(drive.step(), StepId::System);
}

#[test]
fn eleven_groups_are_one_too_many() {
    let mut drive = Drive::with(|region| {
        let one = region.groups[0].clone();
        let more = (0..10).map(|n| SecurityGroup { id: format!("g-more{n}"), ..one.clone() });
        region.groups.extend(more);
    });
    drive.focus(FieldId::Groups);
    for row in drive.rows(FieldId::Groups) {
        if !drive.wizard.draft.groups.contains(&row) {
            drive.highlight(FieldId::Groups, &row).press("space");
        }
        let many = drive.wizard.draft.groups.len() > 10;
        let broken = drive.broken(FieldId::Groups);
        assert_eq!(broken, if many { vec!["sg.count"] } else { vec![] });
    }
    assert_eq!(drive.wizard.draft.groups.len(), 12);
}

#[test]
fn a_problem_behind_the_closed_fold_opens_it() {
    let mut drive = Drive::new();
    drive.wizard.draft.ipv6 = Some(true);
    drive.focus(FieldId::Vpc).press("ctrl-n");
    assert_eq!((drive.step(), drive.wizard.focused()), (StepId::Network, FieldId::Ipv6));
    assert!(drive.wizard.unfolded.contains(&FieldId::NetworkMore));
    drive.wizard.unfolded.clear();
    drive.press("alt-8 enter");
    assert_eq!((drive.step(), drive.wizard.focused()), (StepId::Network, FieldId::Ipv6));
    assert!(drive.wizard.unfolded.contains(&FieldId::NetworkMore));
}

#[rstest]
#[case("", "")]
#[case("   ", "")]
#[case("web.1", "")]
#[case("1web", "eip.name")]
#[case("web 1", "eip.name")]
#[case("\u{516c}\u{7f51}", "eip.name")]
#[case("web\u{1f600}", "eip.name")]
#[case("w\u{0}e\u{7}b", "")]
#[case("Please find the name of the address below.\nIt is web.\nRegards", "eip.name")]
fn the_name_of_an_ip_is_judged_as_it_is_typed(#[case] text: &str, #[case] rule: &str) {
    let mut drive = Drive::new();
    drive.turn(FieldId::PublicIp, "buy").focus(FieldId::IpName).paste(text);
    let expected: &[&str] = if rule.is_empty() { &[] } else { &[rule] };
    assert_eq!(drive.broken(FieldId::IpName), expected);
    assert!(!drive.wizard.draft.ip_name.contains(char::is_control));
    assert_eq!(drive.wizard.focused(), FieldId::IpName, "nothing is submitted");
}

#[test]
fn the_name_of_an_ip_is_counted_in_bytes() {
    let mut drive = Drive::new();
    drive.turn(FieldId::PublicIp, "buy").focus(FieldId::IpName);
    drive.type_text(&"a".repeat(65));
    assert_eq!(drive.broken(FieldId::IpName), [""; 0]);
    drive.type_text("a");
    assert_eq!(drive.broken(FieldId::IpName), ["eip.name"]);
    drive.press("f2");
    assert_eq!(drive.broken(FieldId::IpName), [""; 0]);
}

#[rstest]
#[case("")]
#[case("  ")]
#[case("5 Mbps")]
#[case("-1")]
#[case("5.5")]
#[case("99999999999")]
#[case("\u{ff15}")]
#[case("five")]
#[case("\u{1f600}")]
fn a_bandwidth_is_whole_mbps(#[case] text: &str) {
    let mut drive = Drive::new();
    drive.turn(FieldId::PublicIp, "buy").focus(FieldId::Bandwidth).press("ctrl-u").paste(text);
    assert_eq!(drive.broken(FieldId::Bandwidth), ["net.bandwidth"]);
    drive.press("f2");
    assert_eq!(drive.broken(FieldId::Bandwidth), [""; 0]);
}

#[test]
fn the_enhanced_line_begins_at_a_hundred() {
    let mut drive = Drive::new();
    drive.turn(FieldId::PublicIp, "buy").turn(FieldId::Line, "BGP_S");
    assert_eq!(drive.broken(FieldId::Bandwidth), ["net.bandwidth"]);
    drive.focus(FieldId::Bandwidth).press("f2");
    assert_eq!(drive.wizard.draft.bandwidth, "100");
    assert_eq!(drive.all_broken(), [""; 0]);
    drive.retype("5").turn(FieldId::Line, "");
    assert_eq!(drive.all_broken(), [""; 0]);
}

#[rstest]
#[case("192.168.0.20", true)]
#[case("  192.168.0.20 ", true)]
#[case("", false)]
#[case("   ", false)]
#[case("192.168.0.0", false)]
#[case("192.168.0.1", false)]
#[case("192.168.15.255", false)]
#[case("192.168.16.20", false)]
#[case("192.168.0.20/20", false)]
#[case("192.168.000.020", false)]
#[case("192.168.0", false)]
#[case("192.168.0.256", false)]
#[case("240c:4081::1", false)]
#[case("192.168.0.20 192.168.0.21", false)]
#[case("\u{4e00}", false)]
#[case("\u{1f600}", false)]
#[case("Take\nany\naddress", false)]
#[case("99999999999", false)]
fn an_address_is_a_free_one_of_the_subnet(#[case] text: &str, #[case] taken: bool) {
    let mut drive = Drive::new();
    open_fold(&mut drive);
    drive.focus(FieldId::InternalIps).press("a").paste(text).press("enter");
    assert_eq!(drive.wizard.draft.internal_ips.is_empty(), !taken);
    assert_eq!(drive.wizard.dialog.is_some(), !taken, "the form stays open until it is right");
    let wrong = if taken { vec![] } else { vec!["notice.solve_first"] };
    assert_eq!([drive.notice()].into_iter().filter(|n| !n.is_empty()).collect::<Vec<_>>(), wrong);
}

#[test]
fn an_address_twice_is_once_too_often() {
    let mut drive = Drive::new();
    open_fold(&mut drive);
    drive.focus(FieldId::InternalIps).press("a").type_text("192.168.0.20").press("enter");
    drive.press("c");
    assert_eq!(drive.wizard.draft.internal_ips.len(), 2);
    assert!(drive.broken(FieldId::InternalIps).contains(&"ip.format"));
}

#[rstest]
#[case("d-MPgs6jPr", true)]
#[case(" d-MPgs6jPr ", true)]
#[case("", true)]
#[case("\u{4e13}\u{5c5e}", false)]
#[case("d-MPgs 6jPr", false)]
#[case("d-\u{1f600}", false)]
#[case("The host is d-MPgs6jPr.\nUse it.", false)]
fn the_id_of_a_host_is_one_word(#[case] text: &str, #[case] fits: bool) {
    let mut drive = Drive::new();
    open_fold(&mut drive);
    drive.focus(FieldId::DedicatedHost).paste(text);
    assert_eq!(drive.broken(FieldId::DedicatedHost).is_empty(), fits);
}

#[test]
fn a_pasted_book_is_refused_as_a_whole() {
    let mut drive = Drive::new();
    drive.turn(FieldId::PublicIp, "buy");
    open_fold(&mut drive);
    for field in [FieldId::IpName, FieldId::DedicatedHost, FieldId::Bandwidth] {
        let before = drive.focus(field).wizard.draft.text(field).cloned();
        drive.paste(&"book ".repeat(500));
        assert_eq!(drive.notice(), "notice.too_long", "{field:?}");
        assert_eq!(drive.wizard.draft.text(field).cloned(), before);
    }
}
