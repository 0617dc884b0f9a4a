//! IPv6, private addresses, interfaces, jumbo frames, deployment sets, the dedicated server.

use bcc_wizard::domain::catalog::Eni;
use bcc_wizard::domain::plan::Payment;

use super::{Case, judge};
use crate::world::{World, texts};

fn addresses(world: &mut World, count: &str, typed: &[&str]) {
    world.draft.count = count.into();
    world.draft.internal_ips = texts(typed);
}

fn small_subnet(world: &mut World, cidr: &str, address: &str) {
    world.subnet().cidr = cidr.into();
    addresses(world, "1", &[address]);
}

fn interfaces(world: &mut World, count: &str, ids: &[&str]) {
    world.draft.count = count.into();
    world.draft.interfaces = texts(ids);
}

/// So many interfaces, all to be had.
pub fn many(world: &mut World, count: &str, given: usize) {
    let one = world.rare.interfaces.as_ref().unwrap()[0].clone();
    let all = (0..given).map(|at| Eni { id: format!("eni-{at}"), ..one.clone() });
    world.rare.interfaces = Some(all.collect());
    world.draft.count = count.into();
    world.draft.interfaces = (0..given).map(|at| format!("eni-{at}")).collect();
}

fn quota(world: &mut World, quota: u32) {
    world.spec().eni_quota = Some(quota);
}

fn sets(world: &mut World, count: &str, ids: &[&str]) {
    world.draft.count = count.into();
    world.draft.deployment_sets = texts(ids);
}

fn dedicated(world: &mut World, id: &str) {
    world.draft.dedicated_host = id.into();
}

const OUTSIDE: &str = "E ip.format @internal_ips#0";

pub const CASES: &[Case] = &[
    (|w| w.draft.ipv6 = Some(false), &[]),
    (|w| w.draft.ipv6 = Some(true), &["E ipv6.subnet @ipv6 -> no", "W ipv6.image @ipv6"]),
    (
        |w| {
            w.subnet().ipv6_cidr = "240c:4081::/64".into();
            w.draft.ipv6 = Some(true);
        },
        &["W ipv6.image @ipv6"],
    ),
    (|w| addresses(w, "1", &[" 192.168.0.2 "]), &[]),
    (|w| addresses(w, "1", &["192.168.15.254"]), &[]),
    (|w| addresses(w, "1", &["192.168.0.0"]), &[OUTSIDE]),
    (|w| addresses(w, "1", &["192.168.0.1"]), &[OUTSIDE]),
    (|w| addresses(w, "1", &["192.168.15.255"]), &[OUTSIDE]),
    (|w| addresses(w, "1", &["192.168.16.2"]), &[OUTSIDE]),
    (|w| addresses(w, "1", &["192.167.255.255"]), &[OUTSIDE]),
    (|w| small_subnet(w, "10.0.0.0/30", "10.0.0.2"), &[]),
    (|w| small_subnet(w, "10.0.0.0/31", "10.0.0.1"), &[OUTSIDE]),
    (|w| small_subnet(w, "10.0.0.7/32", "10.0.0.7"), &[OUTSIDE]),
    (|w| small_subnet(w, "0.0.0.0/0", "10.0.0.7"), &[]),
    (|w| small_subnet(w, "nonsense", "10.0.0.7"), &[]),
    (|w| addresses(w, "1", &["here"]), &["E ip.format:ip_none @internal_ips#0"]),
    (|w| addresses(w, "1", &[""]), &["E ip.format:ip_none @internal_ips#0"]),
    (|w| addresses(w, "1", &["fe80::1"]), &["E ip.format:ip_none @internal_ips#0"]),
    (
        |w| addresses(w, "1", &["192.168.000.010/20"]),
        &["E ip.format:ip_none @internal_ips#0 -> 192.168.0.10"],
    ),
    (
        |w| addresses(w, "1", &["１９２。１６８。０。９"]),
        &["E ip.format:ip_none @internal_ips#0 -> 192.168.0.9"],
    ),
    (|w| addresses(w, "2", &["192.168.0.9", "192.168.0.10"]), &[]),
    (
        |w| addresses(w, "2", &["192.168.0.9", "192.168.0.9"]),
        &["E ip.format:ip_twice @internal_ips#1"],
    ),
    (|w| addresses(w, "1", &["192.168.0.9", "192.168.0.10"]), &["E ip.count @internal_ips -> 1"]),
    (|w| addresses(w, "2", &["192.168.0.9"]), &["E ip.count @internal_ips -> nothing"]),
    (|w| addresses(w, "x", &["192.168.0.9"]), &["E count.min @count -> 1"]),
    (|w| interfaces(w, "1", &["eni-one", "eni-two"]), &[]),
    (|w| interfaces(w, "2", &["eni-one", "eni-two"]), &[]),
    (|w| interfaces(w, "2", &["eni-one"]), &["E eni.multiple @interfaces -> nothing"]),
    (|w| many(w, "2", 3), &["E eni.multiple @interfaces -> eni-0,eni-1"]),
    (
        |w| {
            quota(w, 2);
            many(w, "2", 4);
        },
        &[],
    ),
    (
        |w| {
            quota(w, 1);
            many(w, "2", 4);
        },
        &["E eni.quota @interfaces -> eni-0,eni-1"],
    ),
    (|w| many(w, "1", 5000), &[]),
    (
        |w| interfaces(w, "1", &["eni-one", "eni-one"]),
        &["E eni.listed:eni_twice @interfaces -> eni-one"],
    ),
    (|w| interfaces(w, "1", &["eni-gone", "eni-two"]), &["E eni.listed @interfaces -> eni-two"]),
    (|w| interfaces(w, "1", &["eni-used"]), &["E eni.listed:eni_busy @interfaces -> nothing"]),
    (|w| interfaces(w, "1", &["eni-far"]), &["E eni.listed:eni_zone @interfaces -> nothing"]),
    (
        |w| {
            interfaces(w, "1", &["eni-far"]);
            dedicated(w, "d-MPgs6jPr");
        },
        &["I x.dedicated @dedicated_host"],
    ),
    (
        |w| {
            interfaces(w, "1", &["eni-gone"]);
            w.rare.interfaces = None;
        },
        &[],
    ),
    (
        |w| {
            interfaces(w, "1", &["eni-one"]);
            w.spec().bare_metal = true;
            w.image().made_for = bcc_wizard::domain::catalog::ImageFor::BareMetal;
        },
        &["E eni.ebc @interfaces -> nothing"],
    ),
    (
        |w| {
            interfaces(w, "1", &["eni-one"]);
            w.draft.spec = Some("ehc.x9.c1m1".into());
            (w.specs, w.fitting) = (None, None);
        },
        &["E eni.ebc @interfaces -> nothing"],
    ),
    (|w| w.draft.jumbo_frames = Some(false), &[]),
    (|w| w.draft.jumbo_frames = Some(true), &["E jumbo @jumbo_frames -> no"]),
    (
        |w| {
            w.spec().jumbo_frames = true;
            w.draft.jumbo_frames = Some(true);
        },
        &[],
    ),
    (|w| sets(w, "1", &["dset-wide", "dset-third"]), &[]),
    (
        |w| sets(w, "1", &["dset-wide", "dset-third", "dset-tight"]),
        &["E deploy.count @deployment_sets -> dset-wide,dset-third"],
    ),
    (
        |w| sets(w, "1", &["dset-wide", "dset-wide"]),
        &["E deploy.count @deployment_sets -> dset-wide"],
    ),
    (
        |w| sets(w, "1", &["dset-gone", "dset-wide"]),
        &["E deploy.listed @deployment_sets -> dset-wide"],
    ),
    (
        |w| {
            sets(w, "1", &["dset-gone"]);
            w.rare.deployment_sets = None;
        },
        &[],
    ),
    (|w| sets(w, "1", &["dset-tight"]), &[]),
    (
        |w| sets(w, "2", &["dset-tight", "dset-wide"]),
        &["W deploy.room @deployment_sets -> dset-wide"],
    ),
    (
        |w| {
            sets(w, "2", &["dset-tight"]);
            w.rare.deployment_sets.as_mut().unwrap()[1].zones.clear();
        },
        &[],
    ),
    (|w| dedicated(w, " d-MPgs6jPr "), &["I x.dedicated @dedicated_host"]),
    (
        |w| {
            dedicated(w, "d-MPgs6jPr");
            w.draft.payment = Payment::Spot;
        },
        &["E x.dedicated:x_dedicated_spot @dedicated_host -> nothing"],
    ),
    (
        |w| dedicated(w, "host-1"),
        &["W dedicated.format @dedicated_host", "I x.dedicated @dedicated_host"],
    ),
    (
        |w| dedicated(w, "d-1 2"),
        &["E dedicated.format @dedicated_host -> nothing", "I x.dedicated @dedicated_host"],
    ),
];

#[test]
fn addresses_interfaces_and_places() {
    judge(CASES);
}

#[test]
fn five_thousand_interfaces_are_the_most_of_one_order() {
    let mut world = World::valid();
    many(&mut world, "2", 5000);
    assert_eq!(super::lines(&world), [""; 0]);
    // Of the count each gets as many: what is kept is a multiple of it.
    for (count, kept) in [("1", 5000), ("3", 4998)] {
        many(&mut world, count, 5001);
        let problems = super::judged(&world);
        assert_eq!((problems.len(), problems[0].rule), (1, "eni.max"), "{count}");
        let fix = problems[0].fix.as_ref().unwrap();
        assert_eq!(fix.value.split(',').count(), kept, "{count}");
    }
}

#[test]
fn what_is_for_each_instance_is_judged_anew_with_the_count() {
    let mut world = World::valid();
    world.subnet().free = Some(2);
    addresses(&mut world, "2", &["192.168.0.9", "192.168.0.10"]);
    interfaces(&mut world, "2", &["eni-one", "eni-two"]);
    world.draft.deployment_sets = texts(&["dset-tight"]);
    world.rare.deployment_sets.as_mut().unwrap()[1].zones[0].places = Some(4);
    assert_eq!(super::lines(&world), [""; 0]);
    world.draft.count = "3".into();
    assert_eq!(
        super::lines(&world),
        [
            "W subnet.free @subnet -> sbn-a2",
            "E ip.count @internal_ips -> nothing",
            "E eni.multiple @interfaces -> nothing",
            "W deploy.room @deployment_sets -> nothing",
        ]
    );
}
