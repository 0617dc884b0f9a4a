//! What a change makes of the answers that were given, row by row of limits.md §3.

use bcc_wizard::app::effect::Ask;
use bcc_wizard::app::steps;
use bcc_wizard::domain::catalog::Spec;
use bcc_wizard::domain::draft::{FileSystemDraft, LoginChoice};
use bcc_wizard::domain::field::FieldId;
use bcc_wizard::domain::plan::{ChargeType, FileProtocol, Payment, RenewUnit};
use bcc_wizard::domain::price::PriceAsk;
use bcc_wizard::domain::problem::Severity;
use bcc_wizard::domain::units::Months;

use crate::drive::{Drive, Region};
use crate::world::{data_disk, texts};

/// What the notice names under a word, in its order.
fn named(drive: &Drive, word: &str) -> Vec<String> {
    let notice = drive.wizard.notice.as_ref();
    let values = notice.map(|notice| notice.values.as_slice()).unwrap_or_default();
    let named = values.iter().find(|(name, _)| *name == word);
    named.map(|(_, names)| names.split(',').map(str::to_owned).collect()).unwrap_or_default()
}

/// The whole draft but for secrets, to compare.
fn draft(drive: &Drive) -> String {
    format!("{:#?}", drive.wizard.draft)
}

fn open_fold(drive: &mut Drive) {
    if !drive.wizard.unfolded.contains(&FieldId::NetworkMore) {
        drive.focus(FieldId::NetworkMore).press("right");
    }
}

fn mark(drive: &mut Drive, field: FieldId, id: &str) {
    open_fold(drive);
    drive.highlight(field, id).press("space");
}

/// An answer to a question that another step asks.
fn give(drive: &mut Drive, field: FieldId, change: impl FnOnce(&mut Drive)) {
    change(drive);
    drive.wizard.answered.insert(field);
}

/// Warned of, and with which way out.
fn warned(drive: &Drive, field: FieldId) -> Vec<(&'static str, Option<String>)> {
    let warnings = drive
        .wizard
        .problems
        .iter()
        .filter(|problem| problem.field == field && problem.severity == Severity::Warning);
    let fix = |problem: &bcc_wizard::domain::problem::Problem| {
        (problem.rule, problem.fix.as_ref().map(|fix| fix.value.clone()))
    };
    warnings.map(fix).collect()
}

/// Everything that belongs to a region is given, and some of what does not.
fn settled_in_beijing() -> Drive {
    let mut drive = Drive::new();
    drive.choose(FieldId::Zone, "cn-bj-a").choose(FieldId::Spec, "bcc.g5.c4m16");
    drive.choose(FieldId::Image, "m-centos").choose(FieldId::Vpc, "vpc-two");
    drive.choose(FieldId::Subnet, "sbn-two");
    drive.highlight(FieldId::Groups, "g-two").press("space space");
    mark(&mut drive, FieldId::Interfaces, "eni-one");
    mark(&mut drive, FieldId::DeploymentSets, "dset-wide");
    drive.focus(FieldId::DedicatedHost).type_text("d-one");
    drive.choose(FieldId::KeyPair, "k-two");
    drive.focus(FieldId::Name).type_text("web");
    give(&mut drive, FieldId::DataDisks, |drive| {
        let mut disk = data_disk("cloud_hp1", "200");
        disk.snapshot = Some("s-data".to_owned());
        drive.wizard.draft.data_disks = vec![disk, data_disk("hp1", "50")];
    });
    give(&mut drive, FieldId::SnapshotPolicy, |drive| {
        drive.wizard.draft.snapshot_policy = Some("asp-night".to_owned());
    });
    give(&mut drive, FieldId::FileSystems, |drive| {
        drive.wizard.draft.file_systems = vec![FileSystemDraft {
            id: "cfs-one".to_owned(),
            mount_address: "cfs-one.lb.bj.baidubce.com".to_owned(),
            path: "/data".to_owned(),
            protocol: FileProtocol::Nfs,
        }];
    });
    drive.focus(FieldId::Count).retype("1").press("tab");
    drive
}

#[test]
fn another_region_sets_every_id_aside_by_name_and_going_back_brings_them_again() {
    let mut drive = settled_in_beijing();
    let before = draft(&drive);
    drive.turn(FieldId::Region, "gz");
    assert_eq!(drive.notice(), "notice.moved");
    let regional = [
        "zone",
        "vpc",
        "image",
        "snapshot_policy",
        "file_systems",
        "data_disks",
        "deployment_sets",
        "dedicated_host",
        "key_pair",
        "subnet",
        "groups",
        "interfaces",
    ];
    assert_eq!(named(&drive, "aside"), regional);
    assert_eq!(named(&drive, "before"), ["bj"]);
    assert_eq!(named(&drive, "back"), [""; 0]);
    let gz = &drive.wizard.draft;
    assert_eq!(gz.spec.as_deref(), Some("bcc.g5.c4m16"), "it is sold there too");
    assert_eq!((gz.count.as_str(), gz.name.as_str()), ("1", "web"));
    assert_eq!(gz.data_disks.len(), 2, "only what they are made from is of the region");
    assert!(gz.data_disks.iter().all(|disk| disk.snapshot.is_none()));
    assert_eq!(gz.subnet.as_deref(), Some("sbn-gz-a"), "defaults follow");
    assert!(gz.interfaces.is_empty() && gz.deployment_sets.is_empty());
    assert!(gz.file_systems.is_empty() && gz.dedicated_host.is_empty());
    assert_eq!(drive.all_broken(), [""; 0]);

    drive.turn(FieldId::Region, "bj");
    assert_eq!(named(&drive, "back"), regional);
    assert_eq!(named(&drive, "aside"), [""; 0], "defaults are not missed");
    assert_eq!(draft(&drive), before);
    for name in regional {
        let given = drive.wizard.answered.iter().any(|field| field.name() == name);
        assert!(given, "{name} counts as given again");
    }
}

#[test]
fn what_nobody_gave_follows_to_another_region_without_a_word() {
    let mut drive = Drive::new();
    drive.turn(FieldId::Region, "gz");
    assert_eq!(drive.notice(), "");
    assert_eq!(drive.wizard.draft.image.as_deref(), Some("m-gz-ubuntu22"));
    assert_eq!(drive.all_broken(), [""; 0]);
}

#[test]
fn each_region_keeps_what_was_given_in_it() {
    let mut drive = Drive::new();
    drive.choose(FieldId::Image, "m-centos");
    drive.turn(FieldId::Region, "gz").choose(FieldId::Image, "m-gz-own");
    drive.turn(FieldId::Region, "bj");
    assert_eq!(drive.wizard.draft.image.as_deref(), Some("m-centos"));
    assert_eq!(named(&drive, "back"), ["image"]);
    drive.turn(FieldId::Region, "gz");
    assert_eq!(drive.wizard.draft.image.as_deref(), Some("m-gz-own"));
}

#[test]
fn disks_that_were_changed_meanwhile_are_not_changed_back() {
    let mut drive = settled_in_beijing();
    drive.turn(FieldId::Region, "gz").focus(FieldId::DataDisks).press("d");
    drive.turn(FieldId::Region, "bj");
    assert!(!named(&drive, "back").contains(&"data_disks".to_owned()));
    assert_eq!(drive.wizard.draft.data_disks, [data_disk("hp1", "50")]);
}

#[test]
fn a_spec_the_other_region_does_not_sell_stays_and_is_named() {
    let mut drive = Drive::new();
    drive.choose(FieldId::Spec, "bcc.g5.c16m64").focus(FieldId::Region);
    drive.holds = true;
    drive.press("right");
    drive.region.specs.retain(|spec| spec.name != "bcc.g5.c16m64");
    drive.holds = false;
    drive.answer_all();
    assert_eq!(drive.wizard.draft.spec.as_deref(), Some("bcc.g5.c16m64"));
    assert_eq!(drive.broken(FieldId::Spec), ["spec.listed"]);
    assert_eq!(
        (drive.notice(), named(&drive, "unfit")),
        ("notice.unfit_since", vec!["spec".into()])
    );
}

#[test]
fn another_zone_keeps_what_can_be_mended_and_names_it() {
    let mut drive = Drive::new();
    drive.choose(FieldId::Spec, "bcc.g5.c16m64").choose(FieldId::Subnet, "sbn-a2");
    drive.newly_asked();
    drive.choose(FieldId::Zone, "cn-bj-b");
    assert!(drive.newly_asked().contains(&Ask::DiskQuota("cn-bj-b".to_owned())));
    assert_eq!(
        (drive.broken(FieldId::Spec), drive.broken(FieldId::Subnet)),
        (vec!["spec.listed"], vec!["subnet.zone"])
    );
    assert_eq!(
        (drive.notice(), named(&drive, "unfit")),
        ("notice.unfit", vec!["spec".to_owned(), "subnet".to_owned()])
    );
    drive.focus(FieldId::Subnet).press("f2").choose(FieldId::Spec, "bcc.g5.c4m16");
    assert_eq!(drive.wizard.draft.subnet.as_deref(), Some("sbn-b"));
    assert_eq!(drive.all_broken(), [""; 0]);

    drive.choose(FieldId::Zone, "cn-bj-a");
    let here = &drive.wizard.draft;
    assert_eq!(here.subnet.as_deref(), Some("sbn-a2"), "as it was given here");
    assert_eq!(here.spec.as_deref(), Some("bcc.g5.c4m16"), "the last word counts where it fits");
    assert_eq!(named(&drive, "back"), ["subnet"]);
    assert_eq!(drive.all_broken(), [""; 0]);
}

#[test]
fn a_zone_and_back_leaves_everything_as_it_was() {
    let mut drive = settled_in_beijing();
    let before = draft(&drive);
    drive.choose(FieldId::Zone, "cn-bj-d").choose(FieldId::Zone, "cn-bj-a");
    assert_eq!(draft(&drive), before);
    assert_eq!((named(&drive, "aside"), named(&drive, "back")), (vec![], vec![]));
}

#[test]
fn a_spec_of_an_earlier_zone_comes_back_where_the_present_one_is_not_sold() {
    let mut drive = Drive::new();
    drive.choose(FieldId::Spec, "bcc.g5.c16m64");
    drive.choose(FieldId::Zone, "cn-bj-d").choose(FieldId::Spec, "bcc.g6.c4m16");
    drive.choose(FieldId::Zone, "cn-bj-a");
    assert_eq!(drive.wizard.draft.spec.as_deref(), Some("bcc.g5.c16m64"));
    assert_eq!(named(&drive, "back"), ["spec"]);
    drive.choose(FieldId::Zone, "cn-bj-d");
    assert_eq!(drive.wizard.draft.spec.as_deref(), Some("bcc.g6.c4m16"));
}

#[test]
fn an_answer_that_fits_the_other_zone_stays_without_a_word() {
    let mut drive = Drive::new();
    drive.choose(FieldId::Spec, "bcc.g5.c4m16").choose(FieldId::Zone, "cn-bj-b");
    assert_eq!(drive.wizard.draft.spec.as_deref(), Some("bcc.g5.c4m16"));
    assert_eq!(drive.notice(), "");
}

#[test]
fn a_cluster_stands_in_one_zone_only() {
    let mut drive = Drive::new();
    give(&mut drive, FieldId::EhcCluster, |drive| {
        drive.wizard.draft.ehc_cluster = Some("ehc-one".to_owned());
    });
    drive.choose(FieldId::Zone, "cn-bj-d");
    assert_eq!(drive.wizard.draft.ehc_cluster, None);
    assert_eq!(
        (named(&drive, "aside"), named(&drive, "before")),
        (vec!["ehc_cluster".to_owned()], vec!["cn-bj-a".to_owned()])
    );
    drive.choose(FieldId::Zone, "cn-bj-a");
    assert_eq!(drive.wizard.draft.ehc_cluster.as_deref(), Some("ehc-one"));
    assert_eq!(named(&drive, "back"), ["ehc_cluster"]);
}

#[test]
fn places_in_deployment_sets_are_those_of_the_zone() {
    let mut drive = Drive::new();
    open_fold(&mut drive);
    drive.focus(FieldId::DeploymentSets);
    let reasons = |drive: &Drive| -> Vec<bool> {
        let rows = &drive.wizard.picker(FieldId::DeploymentSets).unwrap().rows;
        let reason =
            |row: &usize| steps::reason(&drive.wizard, FieldId::DeploymentSets, *row).is_some();
        rows.iter().map(reason).collect()
    };
    assert_eq!(reasons(&drive), [false, false, false]);
    let Ok(bcc_wizard::app::effect::Answer::DeploymentSets(mut sets)) =
        drive.region.answer(&Ask::DeploymentSets)
    else {
        panic!("deployment sets are known");
    };
    sets[0].zones[1].places = Some(2);
    drive.load(Ask::DeploymentSets, Ok(bcc_wizard::app::effect::Answer::DeploymentSets(sets)));
    assert_eq!(reasons(&drive), [false, false, false], "zone d is full, zone a is not");
    drive.choose(FieldId::Zone, "cn-bj-d").focus(FieldId::DeploymentSets);
    assert_eq!(reasons(&drive), [false, false, true]);
    assert_eq!(drive.rows(FieldId::DeploymentSets)[2], "dset-wide");
    drive.highlight(FieldId::DeploymentSets, "dset-wide").press("space");
    assert_eq!(
        (drive.notice(), drive.wizard.draft.deployment_sets.len()),
        ("notice.cannot_choose", 0)
    );
}

#[test]
fn another_vpc_and_back_costs_nothing() {
    let mut drive = Drive::new();
    drive.choose(FieldId::Subnet, "sbn-a2").highlight(FieldId::Groups, "g-web").press("space");
    mark(&mut drive, FieldId::Interfaces, "eni-two");
    let before = draft(&drive);
    let focus = drive.wizard.answered.clone();
    drive.choose(FieldId::Vpc, "vpc-two");
    assert_eq!(named(&drive, "aside"), ["subnet", "groups", "interfaces"]);
    assert_eq!(named(&drive, "before"), ["vpc-one"]);
    let there = &drive.wizard.draft;
    assert_eq!(
        (there.subnet.as_deref(), &there.groups[..]),
        (Some("sbn-two"), &texts(&["g-two"])[..])
    );
    assert!(there.interfaces.is_empty());
    assert_eq!(drive.all_broken(), [""; 0]);
    drive.choose(FieldId::Vpc, "vpc-one");
    assert_eq!(named(&drive, "back"), ["subnet", "groups", "interfaces"]);
    assert_eq!(draft(&drive), before);
    assert!(focus.is_subset(&drive.wizard.answered));
}

#[test]
fn what_was_given_up_does_not_come_back() {
    let mut drive = Drive::new();
    mark(&mut drive, FieldId::Interfaces, "eni-two");
    drive.choose(FieldId::Vpc, "vpc-two").choose(FieldId::Vpc, "vpc-one");
    assert_eq!(drive.wizard.draft.interfaces, ["eni-two"]);
    mark(&mut drive, FieldId::Interfaces, "eni-two");
    drive.choose(FieldId::Vpc, "vpc-two").choose(FieldId::Vpc, "vpc-one");
    assert!(drive.wizard.draft.interfaces.is_empty());
    assert_eq!(named(&drive, "back"), [""; 0]);
}

#[test]
fn enterprise_groups_stay_with_another_vpc() {
    let mut drive = Drive::new();
    drive.turn(FieldId::GroupKind, "enterprise");
    drive.highlight(FieldId::Groups, "esg-one").press("space").choose(FieldId::Vpc, "vpc-two");
    assert_eq!(drive.notice(), "");
    assert_eq!(drive.wizard.draft.enterprise_groups, ["esg-one"]);
    drive.turn(FieldId::GroupKind, "normal");
    assert_eq!(drive.wizard.draft.groups, ["g-two"], "the default of this VPC");
    assert_eq!(drive.all_broken(), [""; 0]);
}

#[test]
fn the_billing_mode_keeps_charge_period_renewal_and_bid() {
    let mut drive = Drive::new();
    drive.turn(FieldId::PublicIp, "buy");
    assert_eq!(drive.wizard.draft.charge_or_default(), ChargeType::BandwidthPostpaid);
    drive.newly_asked();
    drive.press("ctrl-t");
    assert_eq!(drive.wizard.draft.charge_or_default(), ChargeType::BandwidthPrepaid, "it follows");
    give(&mut drive, FieldId::Months, |drive| drive.wizard.draft.months = Months(12));
    give(&mut drive, FieldId::RenewUnit, |drive| {
        drive.wizard.draft.renew.unit = Some(RenewUnit::Month);
    });
    give(&mut drive, FieldId::BidPrice, |drive| {
        drive.wizard.draft.own_bid = true;
        drive.wizard.draft.bid_price = "0.01".to_owned();
    });
    drive.turn(FieldId::Charge, ChargeType::Traffic.api_name());
    let fix = Some(ChargeType::BandwidthPrepaid.api_name().to_owned());
    assert_eq!(warned(&drive, FieldId::Charge), [("x.charge_mix", fix)]);
    let before = draft(&drive);
    drive.press("ctrl-t ctrl-t");
    assert_eq!(drive.wizard.draft.payment, Payment::Postpaid);
    assert_eq!(drive.wizard.draft.charge, Some(ChargeType::Traffic), "given, so it stays");
    assert_eq!(warned(&drive, FieldId::Charge), []);
    let asked = drive.newly_asked();
    assert!(
        asked.iter().any(|ask| matches!(ask, Ask::Price(PriceAsk::Family { .. }))),
        "{asked:?}"
    );
    drive.press("ctrl-t");
    assert_eq!(draft(&drive), before);
}

#[test]
fn a_payment_the_spec_is_not_sold_by_is_said_with_a_way_out() {
    let mut drive = Drive::new();
    drive.choose(FieldId::Spec, "bcc.c5.c4m8").focus(FieldId::Name).press("ctrl-t");
    assert_eq!(drive.wizard.draft.spec.as_deref(), Some("bcc.c5.c4m8"));
    assert_eq!(drive.broken(FieldId::Spec), ["spec.timing"]);
    assert_eq!(
        (drive.notice(), named(&drive, "unfit")),
        ("notice.unfit_since", vec!["spec".into()])
    );
    drive.focus(FieldId::Spec).press("f2");
    assert_eq!(drive.wizard.draft.payment, Payment::Postpaid);
    assert_eq!(drive.all_broken(), [""; 0]);
}

#[test]
fn another_spec_keeps_image_and_disks_and_says_which_do_not_fit() {
    let only_hp1 = |region: &mut Region| {
        let arm = region.specs.iter_mut().find(|spec| spec.name == "bcc.gr1.c2m8").unwrap();
        arm.system_disk_types = texts(&["hp1"]);
    };
    let mut drive = Drive::with(only_hp1);
    drive.choose(FieldId::Image, "m-centos");
    drive.turn(FieldId::SystemDiskType, "cloud_hp1");
    let before = draft(&drive);
    drive.choose(FieldId::Spec, "bcc.gr1.c2m8");
    assert_eq!(drive.wizard.draft.image.as_deref(), Some("m-centos"));
    assert_eq!(drive.wizard.draft.system_disk_type.as_deref(), Some("cloud_hp1"));
    assert_eq!(drive.broken(FieldId::SystemDiskType), ["root.type"]);
    assert_eq!(drive.broken(FieldId::Image).len(), 1);
    assert_eq!(
        (drive.notice(), named(&drive, "unfit")),
        ("notice.unfit", vec!["image".to_owned(), "system_disk_type".to_owned()])
    );
    drive.choose(FieldId::Spec, "bcc.g5.c2m8");
    assert_eq!(draft(&drive), before);
    assert_eq!(drive.all_broken(), [""; 0]);
}

#[test]
fn jumbo_frames_stay_in_sight_with_a_spec_that_has_none() {
    let can = |region: &mut Region| {
        let jumbo = region.specs.iter_mut().filter(|spec: &&mut Spec| spec.name == "bcc.g5.c4m16");
        jumbo.for_each(|spec| spec.jumbo_frames = true);
    };
    let mut drive = Drive::with(can);
    open_fold(&mut drive);
    let shown = |drive: &Drive| steps::kind(&drive.wizard, FieldId::JumboFrames).is_some();
    assert!(!shown(&drive), "this spec cannot");
    drive.choose(FieldId::Spec, "bcc.g5.c4m16");
    assert!(shown(&drive));
    drive.turn(FieldId::JumboFrames, "yes").choose(FieldId::Spec, "bcc.g5.c2m8");
    assert_eq!(drive.wizard.draft.jumbo_frames, Some(true));
    assert!(shown(&drive));
    assert_eq!(drive.broken(FieldId::JumboFrames), ["jumbo"]);
    drive.focus(FieldId::JumboFrames).press("f2");
    assert_eq!(drive.all_broken(), [""; 0]);
}

#[test]
fn interfaces_are_judged_by_the_spec_and_the_count() {
    let two_each = |region: &mut Region| {
        for spec in &mut region.specs {
            spec.eni_quota = (spec.name == "bcc.g5.c2m8").then_some(1);
        }
    };
    let mut drive = Drive::with(two_each);
    drive.choose(FieldId::Spec, "bcc.g5.c4m16");
    mark(&mut drive, FieldId::Interfaces, "eni-one");
    mark(&mut drive, FieldId::Interfaces, "eni-two");
    assert_eq!(drive.all_broken(), [""; 0]);
    drive.choose(FieldId::Spec, "bcc.g5.c2m8");
    assert_eq!(drive.broken(FieldId::Interfaces), ["eni.quota"]);
    drive.focus(FieldId::Count).retype("2");
    assert_eq!(drive.all_broken(), [""; 0], "one each");
    drive.retype("3");
    assert_eq!(drive.broken(FieldId::Interfaces), ["eni.multiple"]);
    assert_eq!(drive.wizard.draft.interfaces, ["eni-one", "eni-two"]);
    assert_eq!(named(&drive, "unfit"), ["interfaces"]);
    drive.choose(FieldId::Spec, "ebc.l5.c128m512").focus(FieldId::Count).retype("2");
    assert_eq!(drive.broken(FieldId::Interfaces), ["eni.ebc"]);
    let shown = steps::fields(&drive.wizard, FieldId::Interfaces.step());
    assert!(shown.iter().any(|(field, _)| *field == FieldId::Interfaces), "it can be given up");
}

#[test]
fn another_image_keeps_disk_and_login_and_says_what_does_not_fit() {
    let mut drive = Drive::new();
    drive.focus(FieldId::SystemDiskSize).retype("30");
    drive.choose(FieldId::KeyPair, "k-two").turn(FieldId::Login, "key_pair");
    drive.turn(FieldId::Login, "password").turn(FieldId::Login, "key_pair");
    drive.choose(FieldId::Image, "m-windows");
    assert_eq!(drive.wizard.draft.system_disk_size, "30");
    assert_eq!(drive.wizard.draft.login, LoginChoice::KeyPair);
    assert!(!drive.broken(FieldId::SystemDiskSize).is_empty());
    assert_eq!(drive.broken(FieldId::Login), ["x.login_windows"]);
    let unfit = named(&drive, "unfit");
    assert!(unfit.contains(&"system_disk_size".to_owned()), "{unfit:?}");
    assert!(unfit.contains(&"login".to_owned()), "{unfit:?}");
    drive.choose(FieldId::Image, "m-centos");
    assert_eq!(drive.wizard.draft.key_pair.as_deref(), Some("k-two"));
    assert_eq!(drive.all_broken(), [""; 0]);
}

#[test]
fn another_subnet_keeps_ipv6_and_addresses_and_says_what_does_not_fit() {
    let two_kinds = |region: &mut Region| {
        for subnet in &mut region.subnets {
            match subnet.id.as_str() {
                "sbn-a" => subnet.ipv6_cidr = "240c:4081::/64".to_owned(),
                "sbn-a2" => subnet.cidr = "192.168.64.0/20".to_owned(),
                _ => {}
            }
        }
    };
    let mut drive = Drive::with(two_kinds);
    open_fold(&mut drive);
    drive.turn(FieldId::Ipv6, "yes").focus(FieldId::InternalIps).press("a");
    drive.type_text("192.168.0.20").press("enter");
    assert_eq!(drive.wizard.draft.internal_ips, ["192.168.0.20"]);
    assert_eq!(drive.all_broken(), [""; 0]);
    drive.choose(FieldId::Subnet, "sbn-a2");
    assert_eq!(drive.wizard.draft.internal_ips, ["192.168.0.20"]);
    assert_eq!(drive.wizard.draft.ipv6, Some(true));
    assert_eq!(
        (drive.broken(FieldId::Ipv6), drive.broken(FieldId::InternalIps)),
        (vec!["ipv6.subnet"], vec!["ip.format"])
    );
    assert_eq!(named(&drive, "unfit"), ["ipv6", "internal_ips"]);
    drive.choose(FieldId::Subnet, "sbn-a");
    assert_eq!(drive.all_broken(), [""; 0]);
}

#[test]
fn the_count_is_held_against_addresses_places_and_names() {
    let few = |region: &mut Region| {
        region
            .subnets
            .iter_mut()
            .filter(|one| one.id == "sbn-a")
            .for_each(|one| one.free = Some(3));
    };
    let mut drive = Drive::with(few);
    open_fold(&mut drive);
    drive.focus(FieldId::InternalIps).press("a").type_text("192.168.0.20").press("enter");
    mark(&mut drive, FieldId::DeploymentSets, "dset-tight");
    drive.newly_asked();
    drive.focus(FieldId::Count).retype("4");
    assert_eq!(drive.broken(FieldId::InternalIps), ["ip.count"]);
    assert_eq!(named(&drive, "unfit"), ["internal_ips"]);
    assert_eq!(warned(&drive, FieldId::Subnet), [("subnet.free", Some("sbn-a2".to_owned()))]);
    assert_eq!(warned(&drive, FieldId::DeploymentSets)[0].0, "deploy.room");
    assert_eq!(drive.wizard.draft.internal_ips, ["192.168.0.20"]);
    assert_eq!(drive.wizard.draft.deployment_sets, ["dset-tight"]);
    drive.retype("1");
    assert_eq!(drive.all_broken(), [""; 0]);
}

#[test]
fn a_prepaid_ip_cannot_go_with_the_instance_and_says_so_where_it_is_asked() {
    let mut drive = Drive::new();
    drive.turn(FieldId::PublicIp, "buy").turn(FieldId::IpRelease, "yes");
    assert_eq!(drive.all_broken(), [""; 0]);
    drive.focus(FieldId::Name).press("ctrl-t");
    assert_eq!(drive.wizard.draft.ip_release, Some(true));
    assert_eq!(drive.broken(FieldId::IpRelease), ["x.eip_delete"]);
    assert_eq!(named(&drive, "unfit"), ["ip_release"]);
    drive.focus(FieldId::IpRelease).press("f2");
    assert_eq!(drive.all_broken(), [""; 0]);
}

#[test]
fn a_dedicated_host_and_a_bid_do_not_go_together() {
    let mut drive = Drive::new();
    open_fold(&mut drive);
    drive.focus(FieldId::DedicatedHost).type_text("d-MPgs6jPr").focus(FieldId::Name);
    drive.press("ctrl-t ctrl-t");
    assert_eq!(drive.wizard.draft.payment, Payment::Spot);
    assert!(drive.broken(FieldId::DedicatedHost).contains(&"x.dedicated"));
    assert_eq!(drive.wizard.draft.dedicated_host, "d-MPgs6jPr");
    drive.focus(FieldId::DedicatedHost).press("f2");
    assert_eq!(drive.broken(FieldId::DedicatedHost), [""; 0]);
}

#[test]
fn whatever_changed_goes_under_a_token_of_its_own() {
    let mut drive = Drive::new();
    drive.press("alt-8 enter");
    let token = |drive: &Drive| drive.confirm().unwrap().token.clone();
    let first = token(&drive);
    drive.press("esc").focus(FieldId::Name).type_text("web").press("alt-8 enter");
    assert!(first.is_some() && token(&drive).is_some());
    assert_ne!(token(&drive), first);
}
