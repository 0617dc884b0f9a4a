//! Region, zone, spec and count.

use bcc_wizard::domain::catalog::{ProductType, SpecPrice};
use bcc_wizard::domain::plan::Payment;

use super::{Case, judge};
use crate::world::{World, cards};

fn zone(world: &mut World, name: &str) {
    world.draft.zone = Some(name.to_owned());
    world.zones = None;
    // What is listed for another zone is not known yet.
    (world.specs, world.quota, world.subnets, world.fitting) = (None, None, None, None);
}

fn unlisted_spec(world: &mut World, name: &str) {
    world.draft.spec = Some(name.to_owned());
    (world.specs, world.fitting) = (None, None);
}

fn price(world: &mut World, sold_out: bool) {
    let spec = "bcc.g5.c2m8".to_owned();
    world.prices = Some(vec![SpecPrice { spec, list: None, trade: None, sold_out }]);
}

fn sold(world: &mut World, product: ProductType, payment: Payment) {
    world.spec().product = product;
    world.draft.payment = payment;
}

fn count(world: &mut World, text: &str) {
    world.draft.count = text.into();
}

pub const CASES: &[Case] = &[
    (|w| w.draft.region = "hkg".into(), &[]),
    (|w| w.draft.region = "toolong".into(), &["W region.known @region"]),
    (|w| w.draft.region = "b".into(), &["W region.known @region -> bj"]),
    (|w| w.draft.region = "bj.x".into(), &["W region.known @region"]),
    (|w| w.draft.zone = Some(" ".into()), &["E zone.required @zone"]),
    (|w| zone(w, "cn-bj-z"), &[]),
    (|w| zone(w, "cn-bj-10"), &["W zone.format @zone"]),
    (|w| zone(w, "bj-a"), &["W zone.format @zone"]),
    (
        |w| {
            zone(w, "cn-bj-z");
            w.zones = World::valid().zones;
        },
        &["E zone.listed @zone -> cn-bj-a"],
    ),
    (|w| w.draft.spec = None, &["E spec.required @spec"]),
    (|w| unlisted_spec(w, "ebc.x1.c2m4-a"), &[]),
    (|w| unlisted_spec(w, "g5.c2m8"), &["W spec.format @spec"]),
    (|w| unlisted_spec(w, "bcc.g5"), &["W spec.format @spec"]),
    (|w| unlisted_spec(w, "bcc.g5."), &["W spec.format @spec"]),
    (|w| w.draft.spec = Some("bcc.g5.c1m1".into()), &["E spec.listed @spec"]),
    (
        |w| {
            w.draft.spec = Some("bcc.g5.c1m1".into());
            w.draft.zone = None;
        },
        &["E zone.required @zone"],
    ),
    (|w| price(w, false), &[]),
    (|w| price(w, true), &["E spec.sold_out @spec"]),
    (|w| sold(w, ProductType::Both, Payment::Prepaid), &[]),
    (|w| sold(w, ProductType::Prepaid, Payment::Prepaid), &[]),
    (|w| sold(w, ProductType::Postpaid, Payment::Postpaid), &[]),
    (
        |w| sold(w, ProductType::Prepaid, Payment::Postpaid),
        &["E spec.timing:spec_timing_prepaid @spec -> payment=Prepaid"],
    ),
    (
        |w| sold(w, ProductType::Postpaid, Payment::Prepaid),
        &["E spec.timing:spec_timing_postpaid @spec -> payment=Postpaid"],
    ),
    (
        |w| {
            (w.spec().gpu, w.spec().fpga) = (Some(cards()), Some(cards()));
            w.image().made_for = bcc_wizard::domain::catalog::ImageFor::Gpu;
        },
        &["E spec.accel @spec"],
    ),
    (|w| count(w, " 20 "), &[]),
    (|w| count(w, "21"), &["W count.high @count"]),
    (|w| count(w, "100"), &["W count.high @count"]),
    (|w| count(w, "101"), &["W count.high:count_very_high @count", "W subnet.free @subnet"]),
    (|w| count(w, "0"), &["E count.min @count -> 1"]),
    (|w| count(w, ""), &["E count.min @count -> 1"]),
    (|w| count(w, "-1"), &["E count.min @count -> 1"]),
    (|w| count(w, "1.5"), &["E count.min @count -> 1"]),
    (|w| count(w, "１"), &["E count.min @count -> 1"]),
    (|w| count(w, "4294967296"), &["E count.min:too_large @count -> 1"]),
];

#[test]
fn zone_spec_and_count() {
    judge(CASES);
}
