//! The spot market, the least count, threads, NUMA, the cluster.

use bcc_wizard::domain::catalog::ProductType;
use bcc_wizard::domain::plan::{Numa, Payment, ThreadsPerCore};

use super::{Case, judge};
use crate::world::World;

fn spot(world: &mut World) {
    world.draft.payment = Payment::Spot;
}

/// On the market, but not in the zone.
fn elsewhere(world: &mut World) {
    spot(world);
    world.rare.spot_offers.as_mut().unwrap().retain(|offer| offer.zone != "cn-bj-a");
}

fn least(world: &mut World, text: &str) {
    world.draft.count = "3".into();
    world.draft.min_count = text.into();
}

/// A bare metal spec with a processor of this model; nothing else is wrong with it.
fn metal(world: &mut World, model: &str) {
    world.spec().bare_metal = true;
    world.spec().cpu_model = model.into();
    world.image().made_for = bcc_wizard::domain::catalog::ImageFor::BareMetal;
}

fn tuned(world: &mut World) {
    world.draft.hyper_threading = Some(false);
    world.draft.threads_per_core = Some(ThreadsPerCore::One);
    world.draft.numa = Some(Numa::Zero);
}

fn unlisted(world: &mut World, spec: &str) {
    world.draft.spec = Some(spec.into());
    (world.specs, world.fitting) = (None, None);
    tuned(world);
}

fn cluster(world: &mut World, rdma: &str, id: &str) {
    world.spec().rdma = rdma.into();
    world.draft.ehc_cluster = Some(id.into());
}

const NOT_METAL: &[&str] = &[
    "E ht @hyper_threading -> nothing",
    "E ht @threads_per_core -> nothing",
    "E ht @numa -> nothing",
];

pub const CASES: &[Case] = &[
    (spot, &[]),
    (
        |w| {
            w.rare.spot_offers.as_mut().unwrap()[0].flavors.clear();
            spot(w);
        },
        &["E spec.spot @spec -> payment=Postpaid"],
    ),
    (elsewhere, &["E spec.spot @spec -> payment=Postpaid"]),
    (
        |w| {
            w.spec().product = ProductType::Prepaid;
            elsewhere(w);
        },
        &["E spec.spot @spec -> payment=Prepaid"],
    ),
    (
        |w| {
            elsewhere(w);
            w.draft.payment = Payment::Prepaid;
        },
        &[],
    ),
    (
        |w| {
            spot(w);
            w.rare.spot_offers = None;
        },
        &[],
    ),
    (|w| least(w, " "), &[]),
    (|w| least(w, "1"), &[]),
    (|w| least(w, "3"), &[]),
    (|w| least(w, "0"), &["E count.min_count @min_count -> 1"]),
    (|w| least(w, "4"), &["E count.min_count:count_min_count_high @min_count -> 3"]),
    (|w| least(w, "2 台"), &["E count.min_count @min_count -> 2"]),
    (|w| least(w, "9 instances"), &["E count.min_count @min_count -> 3"]),
    (|w| least(w, "some"), &["E count.min_count @min_count -> nothing"]),
    (
        |w| {
            least(w, "4");
            w.draft.count = "x".into();
        },
        &["E count.min @count -> 1"],
    ),
    (tuned, NOT_METAL),
    (|w| unlisted(w, "bcc.x9.c1m1"), NOT_METAL),
    (|w| unlisted(w, "ebc.x9.c1m1"), &[]),
    (|w| unlisted(w, "x9"), &["W spec.format @spec"]),
    (
        |w| {
            metal(w, "Intel Xeon Platinum 8350C");
            tuned(w);
        },
        &[],
    ),
    (
        |w| {
            metal(w, "Intel Xeon Platinum 8350C");
            w.draft.numa = Some(Numa::One);
        },
        &[],
    ),
    (
        |w| {
            metal(w, "Intel Xeon Platinum 8350C");
            w.draft.numa = Some(Numa::Two);
        },
        &["E ht:ht_numa @numa -> 1"],
    ),
    (
        |w| {
            metal(w, "XEON");
            w.draft.numa = Some(Numa::Auto);
        },
        &["E ht:ht_numa @numa -> 1"],
    ),
    (
        |w| {
            metal(w, "AMD EPYC 9654");
            w.draft.numa = Some(Numa::Four);
        },
        &[],
    ),
    (
        |w| {
            metal(w, "");
            w.draft.numa = Some(Numa::Auto);
        },
        &[],
    ),
    (|w| cluster(w, "RoCE", "ehc-one"), &[]),
    (|w| cluster(w, "roce", "ehc-one"), &[]),
    (|w| cluster(w, "", "ehc-one"), &["W ehc @ehc_cluster -> nothing"]),
    (|w| cluster(w, "IB", "ehc-one"), &["W ehc @ehc_cluster -> nothing"]),
    (|w| cluster(w, "RoCE", "ehc-two"), &["E ehc.listed @ehc_cluster -> nothing"]),
    (
        |w| {
            w.rare.clusters = None;
            cluster(w, "RoCE", "ehc-two");
        },
        &[],
    ),
];

#[test]
fn the_rarer_answers_on_the_machine() {
    judge(CASES);
}
