//! From a valid draft to the purchase.

use bcc_wizard::domain::catalog::ImageFor;
use bcc_wizard::domain::draft::RenewDraft;
use bcc_wizard::domain::plan::{
    AutoRenew, Bid, Billing, ChargeType, DataDisk, Groups, Line, Login, More, Payment, Plan,
    PublicIp, RenewUnit, SystemDisk, Tag, from_draft,
};
use bcc_wizard::domain::units::{Gib, Mbps, Months};
use secrecy::ExposeSecret as _;

use crate::world::{World, cards, data_disk, texts};

fn plan(world: &World) -> Plan {
    from_draft(&world.draft, &world.facts()).unwrap()
}

#[test]
fn a_minimal_draft_becomes_a_minimal_plan() {
    let plan = plan(&World::valid());
    assert_eq!((plan.region.as_str(), plan.zone.as_str()), ("bj", "cn-bj-a"));
    assert_eq!((plan.spec.as_str(), plan.family.as_deref()), ("bcc.g5.c2m8", Some("g5")));
    assert_eq!((plan.count, plan.image.as_str()), (1, "m-linux"));
    let storage_type = Some("cloud_hp1".to_owned());
    assert_eq!(
        plan.system_disk,
        SystemDisk { storage_type, size: Gib(40), ..SystemDisk::default() }
    );
    assert_eq!((plan.data_disks, plan.local_disk), (Vec::new(), None));
    assert_eq!(plan.subnet, "sbn-a");
    assert_eq!(plan.groups, Groups::Normal(texts(&["g-default"])));
    assert_eq!((plan.public_ip, plan.name, plan.hostname), (None, None, None));
    assert!(matches!(plan.login, Login::KeyPair(id) if id == "k-one"));
    assert_eq!(plan.billing, Billing::Postpaid);
}

#[test]
fn a_full_draft_becomes_a_full_plan() {
    let mut world = World::valid();
    world.draft.spec = Some("bcc.l1.c4m8".to_owned());
    world.draft.local_disk = " 200 ".to_owned();
    world.draft.count = " 3 ".to_owned();
    world.draft.system_disk_type = Some("premium_ssd".to_owned());
    world.draft.system_disk_size = "60".to_owned();
    world.draft.data_disks = vec![data_disk("SSD_Enhanced", " 100 "), data_disk("hp1", "5")];
    world.draft.enterprise = true;
    world.draft.enterprise_groups = texts(&["esg-1", "esg-1"]);
    world.draft.public_ip = true;
    world.draft.bandwidth = "5".to_owned();
    world.draft.name = "  web  ".to_owned();
    world.draft.hostname = " web".to_owned();
    world.log_in_by("Abcd123!");
    world.draft.payment = Payment::Prepaid;
    world.draft.months = Months(12);

    let plan = plan(&world);
    assert_eq!((plan.family.as_deref(), plan.local_disk), (Some("l1"), Some(Gib(200))));
    assert_eq!(plan.count, 3);
    let storage_type = Some("premium_ssd".to_owned());
    assert_eq!(
        plan.system_disk,
        SystemDisk { storage_type, size: Gib(60), ..SystemDisk::default() }
    );
    assert_eq!(
        plan.data_disks,
        [DataDisk::new("SSD_Enhanced", Gib(100)), DataDisk::new("hp1", Gib(5)),]
    );
    assert_eq!(plan.groups, Groups::Enterprise(texts(&["esg-1"])));
    let charge = ChargeType::BandwidthPrepaid;
    assert_eq!(plan.public_ip, Some(PublicIp::new(Mbps(5), charge)));
    assert_eq!((plan.name.as_deref(), plan.hostname.as_deref()), (Some("web"), Some("web")));
    assert!(matches!(plan.login, Login::Password(p) if p.expose_secret() == "Abcd123!"));
    assert_eq!(plan.billing, Billing::Prepaid(Months(12)));
    assert_eq!((plan.spot, plan.more), (None, More::default()));
}

#[test]
fn what_is_not_asked_is_not_in_the_plan() {
    let mut world = World::valid();
    world.draft.local_disk = "200".to_owned();
    world.draft.public_ip = true;
    world.draft.bandwidth = "0".to_owned();
    world.draft.login = bcc_wizard::domain::draft::LoginChoice::Later;
    world.draft.months = Months(7);
    // Kept from when they were asked; all of it would be wrong if it were read.
    world.draft.ip_name = "1!".to_owned();
    world.draft.line = Some(Line::EnhancedBgp);
    world.draft.ip_release = Some(true);
    world.draft.charge = Some(ChargeType::BandwidthPrepaid);
    world.draft.renew = RenewDraft { unit: Some(RenewUnit::Month), time: "x".to_owned() };
    (world.draft.own_bid, world.draft.bid_price) = (true, "x".to_owned());
    world.draft.enterprise_groups = texts(&["esg-9"]);
    world.draft.key_pair = Some("k-gone".to_owned());
    world.draft.tag_related = Some(true);
    let plan = plan(&world);
    assert_eq!((plan.local_disk, plan.public_ip), (None, None));
    assert!(matches!(plan.login, Login::Later));
    assert_eq!((plan.billing, plan.spot), (Billing::Postpaid, None));
    assert_eq!(plan.groups, Groups::Normal(texts(&["g-default"])));
    assert_eq!(plan.more, More::default());
}

#[test]
fn a_local_disk_is_of_no_use_where_the_spec_brings_its_own() {
    let mut world = World::valid();
    world.spec().gpu = Some(cards());
    world.spec().local_disks = Some((1, Gib(900)));
    world.image().made_for = ImageFor::Gpu;
    world.draft.local_disk = "x".to_owned();
    assert_eq!(plan(&world).local_disk, None);
}

#[test]
fn a_bid_is_read_only_for_a_spot_instance_and_its_price_only_where_it_is_one_s_own() {
    let mut world = World::valid();
    world.draft.payment = Payment::Spot;
    world.draft.bid_price = " 0.0010 ".to_owned();
    assert_eq!(plan(&world).spot, Some(Bid::Market));
    world.draft.own_bid = true;
    assert_eq!(plan(&world).spot, Some(Bid::Custom("0.0010".parse().unwrap())));
    assert_eq!(plan(&world).payment_timing(), "bidding");
}

#[test]
fn what_is_typed_around_with_blanks_arrives_without_them() {
    let mut world = World::valid();
    world.draft.payment = Payment::Prepaid;
    world.draft.renew = RenewDraft { unit: Some(RenewUnit::Year), time: " 2 ".to_owned() };
    world.draft.min_count = " 1 ".to_owned();
    world.draft.tags = vec![Tag { key: " team ".to_owned(), value: " ops ".to_owned() }];
    world.draft.tag_related = Some(true);
    world.draft.internal_ips = texts(&[" 192.168.0.9 "]);
    world.draft.dedicated_host = " d-MPgs6jPr ".to_owned();
    let plan = plan(&world);
    let tags = vec![Tag { key: "team".to_owned(), value: "ops".to_owned() }];
    assert_eq!(
        plan.more,
        More {
            min_count: Some(1),
            auto_renew: Some(AutoRenew { unit: RenewUnit::Year, time: 2 }),
            tags,
            tag_related: Some(true),
            internal_ips: vec!["192.168.0.9".parse().unwrap()],
            dedicated_host: Some("d-MPgs6jPr".to_owned()),
            ..More::default()
        }
    );
}

#[test]
fn the_family_is_read_from_the_name_while_no_list_is_known() {
    let world = World::offline();
    assert_eq!(plan(&world).family.as_deref(), Some("g5"));
    let mut world = World::valid();
    world.spec().family = "g5x".to_owned();
    assert_eq!(plan(&world).family.as_deref(), Some("g5x"));
}

#[test]
fn an_error_keeps_the_plan_back_and_a_warning_does_not() {
    let mut world = World::valid();
    world.draft.name = "测试".to_owned();
    assert_eq!(plan(&world).name.as_deref(), Some("测试"));
    world.draft.count = "0".to_owned();
    let problems = from_draft(&world.draft, &world.facts()).unwrap_err();
    let rules: Vec<&str> = problems.iter().map(|problem| problem.rule).collect();
    assert_eq!(rules, ["count.min", "name.charset", "x.certified"]);
}
