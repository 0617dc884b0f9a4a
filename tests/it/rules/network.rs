//! VPC, subnet, security groups.

use super::{Case, judge};
use crate::world::{World, group, texts};

fn subnet(world: &mut World, id: &str) {
    world.draft.subnet = Some(id.to_owned());
}

fn groups(world: &mut World, ids: &[&str]) {
    world.draft.groups = texts(ids);
}

fn enterprise(world: &mut World, ids: &[&str]) {
    world.draft.enterprise = true;
    world.draft.groups.clear();
    world.draft.enterprise_groups = texts(ids);
}

fn many_groups(world: &mut World, count: usize) {
    let ids: Vec<String> = (0..count).map(|n| format!("g-{n}")).collect();
    world.groups = Some(ids.iter().map(|id| group(id, id, Some("vpc-one"))).collect());
    world.draft.groups = ids;
}

pub const CASES: &[Case] = &[
    (|w| w.draft.vpc = None, &["E vpc.required @vpc -> vpc-one"]),
    (
        |w| w.draft.vpc = Some("vpc-gone".into()),
        &["E vpc.listed @vpc -> vpc-one", "E subnet.vpc @subnet"],
    ),
    (|w| w.draft.subnet = None, &["E x.sg_subnet_both @subnet -> sbn-a"]),
    (
        |w| {
            w.draft.subnet = None;
            w.draft.groups.clear();
        },
        &["E subnet.required @subnet -> sbn-a", "E sg.count @groups -> g-default"],
    ),
    (|w| subnet(w, "sbn-gone"), &["E subnet.listed @subnet -> sbn-a"]),
    (
        |w| {
            subnet(w, "sbn-gone");
            w.subnets = None;
        },
        &[],
    ),
    (|w| subnet(w, "sbn-d"), &["E subnet.zone @subnet -> sbn-a"]),
    (
        |w| {
            subnet(w, "sbn-d");
            w.subnets.as_mut().unwrap()[0].free = Some(0);
        },
        &["E subnet.zone @subnet -> sbn-a2"],
    ),
    (
        |w| {
            subnet(w, "sbn-d");
            w.subnets.as_mut().unwrap()[0].free = Some(2);
            w.draft.count = "3".into();
        },
        &["E subnet.zone @subnet -> sbn-a2"],
    ),
    (
        |w| {
            subnet(w, "sbn-d");
            w.subnets.as_mut().unwrap()[0].subnet_type = "BBC".into();
        },
        &["E subnet.zone @subnet -> sbn-a2"],
    ),
    (
        |w| {
            subnet(w, "sbn-d");
            w.subnets.as_mut().unwrap().remove(0);
            w.subnets.as_mut().unwrap().pop();
        },
        &["E subnet.zone @subnet -> vpc=vpc-two"],
    ),
    (
        |w| {
            subnet(w, "sbn-d");
            w.subnets.as_mut().unwrap().retain(|known| known.zone == "cn-bj-d");
        },
        &["E subnet.zone @subnet"],
    ),
    (|w| subnet(w, "sbn-two"), &["E subnet.vpc @subnet -> sbn-a", "E x.sg_vpc @groups"]),
    (|w| w.subnet().subnet_type = "bcc".into(), &[]),
    (|w| w.subnet().subnet_type = String::new(), &[]),
    (|w| w.subnet().subnet_type = "BBC".into(), &["E subnet.type @subnet -> sbn-a2"]),
    (
        |w| {
            w.draft.spec = Some("ebc.l5.c128m512".into());
            w.draft.local_disk = "100".into();
            w.image().made_for = bcc_wizard::domain::catalog::ImageFor::BareMetal;
            w.subnet().subnet_type = "BBC".into();
        },
        &["W subnet.type @subnet -> sbn-a2"],
    ),
    (|w| w.subnet().free = None, &[]),
    (|w| w.subnet().free = Some(1), &[]),
    (|w| w.subnet().free = Some(0), &["E subnet.free:subnet_full @subnet -> sbn-a2"]),
    (
        |w| {
            w.subnet().free = Some(2);
            w.draft.count = "3".into();
        },
        &["W subnet.free @subnet -> sbn-a2"],
    ),
    (
        |w| {
            w.subnet().free = Some(2);
            w.subnets.as_mut().unwrap()[3].free = Some(2);
            w.draft.count = "3".into();
        },
        &["W subnet.free @subnet"],
    ),
    (|w| groups(w, &[]), &["E sg.count @groups -> g-default"]),
    (|w| groups(w, &["g-web", "g-web", " "]), &[]),
    (
        |w| {
            w.groups = Some(vec![group("g-any", "any", None)]);
            groups(w, &["g-any"]);
        },
        &[],
    ),
    (|w| many_groups(w, 10), &[]),
    (|w| many_groups(w, 11), &["E sg.count @groups -> g-0,g-1,g-2,g-3,g-4,g-5,g-6,g-7,g-8,g-9"]),
    (|w| groups(w, &["g-web", "g-gone"]), &["E x.sg_vpc:x_sg_vpc_unlisted @groups -> g-web"]),
    (|w| groups(w, &["g-gone"]), &["E x.sg_vpc:x_sg_vpc_unlisted @groups -> g-default"]),
    (
        |w| {
            w.groups.as_mut().unwrap().push(group("g-two", "two", Some("vpc-two")));
            groups(w, &["g-two", "g-default", "g-web"]);
        },
        &["E x.sg_vpc @groups -> g-default,g-web"],
    ),
    (
        |w| {
            w.groups = None;
            groups(w, &["g-gone"]);
        },
        &[],
    ),
    (|w| enterprise(w, &["esg-1"]), &[]),
    (|w| enterprise(w, &[]), &["E sg.count @groups -> esg-1"]),
    (|w| enterprise(w, &["esg-9"]), &["E sg.listed @groups -> esg-1"]),
    (
        |w| {
            enterprise(w, &["esg-9"]);
            w.enterprise_groups = None;
        },
        &[],
    ),
];

#[test]
fn vpc_subnet_and_groups() {
    judge(CASES);
}
