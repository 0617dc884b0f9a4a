//! The public IP.

use bcc_wizard::domain::plan::{ChargeType, Line, Payment};

use super::{Case, judge};
use crate::world::World;

/// By bandwidth, said so: a default would be told of.
fn public_ip(world: &mut World, bandwidth: &str) {
    charged(world, bandwidth, Some(ChargeType::BandwidthPostpaid));
}

fn charged(world: &mut World, bandwidth: &str, charge: Option<ChargeType>) {
    world.draft.public_ip = true;
    world.draft.bandwidth = bandwidth.into();
    world.draft.charge = charge;
}

fn by_traffic(world: &mut World, bandwidth: &str) {
    charged(world, bandwidth, Some(ChargeType::Traffic));
}

fn enhanced(world: &mut World, bandwidth: &str) {
    public_ip(world, bandwidth);
    world.draft.line = Some(Line::EnhancedBgp);
}

fn prepaid(world: &mut World, charge: Option<ChargeType>) {
    charged(world, "5", charge);
    world.draft.payment = Payment::Prepaid;
}

fn spot(world: &mut World, charge: Option<ChargeType>) {
    charged(world, "5", charge);
    world.draft.payment = Payment::Spot;
}

fn named(world: &mut World, name: &str) {
    public_ip(world, "5");
    world.draft.ip_name = name.into();
}

fn released(world: &mut World, charge: ChargeType, with_it: Option<bool>) {
    prepaid(world, Some(charge));
    world.draft.ip_release = with_it;
}

/// Everything that is wrong with a public IP, and none is bought.
fn all_wrong(world: &mut World) {
    charged(world, "x", Some(ChargeType::BandwidthPrepaid));
    world.draft.ip_name = "1!".into();
    world.draft.ip_release = Some(true);
    world.draft.line = Some(Line::EnhancedBgp);
    world.draft.public_ip = false;
}

const HIGH: &str = "W net.bandwidth:net_bandwidth_high @bandwidth -> 200";
const NEVER: &str = "E net.bandwidth:net_bandwidth_never @bandwidth -> 200";
const TRAFFIC: &str = "E net.bandwidth:net_bandwidth_traffic @bandwidth -> 200";
const LINE: &str = "W net.bandwidth:net_bandwidth_line @bandwidth";
const A65: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

pub const CASES: &[Case] = &[
    (all_wrong, &[]),
    (
        |w| {
            all_wrong(w);
            w.draft.public_ip = true;
            w.draft.bandwidth = "0".into();
        },
        &["I x.bandwidth_zero @bandwidth"],
    ),
    (|w| public_ip(w, "x"), &["E net.bandwidth @bandwidth -> 1"]),
    (|w| public_ip(w, ""), &["E net.bandwidth @bandwidth -> 1"]),
    (|w| public_ip(w, "-1"), &["E net.bandwidth @bandwidth -> 1"]),
    (|w| public_ip(w, "20 Mbps"), &["E net.bandwidth @bandwidth -> 20"]),
    (|w| public_ip(w, "20兆"), &["E net.bandwidth @bandwidth -> 20"]),
    (|w| public_ip(w, "5000000000"), &["E net.bandwidth:too_large @bandwidth -> 200"]),
    (|w| enhanced(w, "x"), &["E net.bandwidth @bandwidth -> 100"]),
    (|w| enhanced(w, "1 Gbps"), &["E net.bandwidth @bandwidth -> 1000"]),
    (|w| enhanced(w, "5000000000"), &["E net.bandwidth:too_large @bandwidth -> 5000"]),
    (|w| public_ip(w, "1"), &[]),
    (|w| public_ip(w, "200"), &[]),
    (|w| public_ip(w, "201"), &[HIGH]),
    (|w| public_ip(w, "500"), &[HIGH]),
    (|w| public_ip(w, "501"), &[NEVER]),
    (
        |w| {
            public_ip(w, "201");
            w.draft.line = Some(Line::Bgp);
        },
        &[HIGH],
    ),
    (|w| by_traffic(w, "200"), &[]),
    (|w| by_traffic(w, "201"), &[TRAFFIC]),
    (|w| enhanced(w, "99"), &["E net.bandwidth:net_bandwidth_line_never @bandwidth -> 100"]),
    (|w| enhanced(w, "100"), &[LINE]),
    (|w| enhanced(w, "5000"), &[LINE]),
    (|w| enhanced(w, "5001"), &["E net.bandwidth:net_bandwidth_line_never @bandwidth -> 5000"]),
    (
        |w| {
            enhanced(w, "201");
            w.draft.charge = Some(ChargeType::Traffic);
        },
        &[TRAFFIC],
    ),
    (
        |w| {
            enhanced(w, "200");
            w.draft.charge = Some(ChargeType::Traffic);
        },
        &[LINE],
    ),
    (|w| charged(w, "5", None), &["I x.charge_default @charge"]),
    (|w| prepaid(w, None), &["I x.charge_default:x_charge_default_prepaid @charge"]),
    (|w| spot(w, None), &["I x.charge_default @charge"]),
    (
        |w| charged(w, "5", Some(ChargeType::BandwidthPrepaid)),
        &["W x.charge_mix @charge -> BANDWIDTH_POSTPAID_BY_HOUR"],
    ),
    (
        |w| spot(w, Some(ChargeType::BandwidthPrepaid)),
        &["W x.charge_mix @charge -> BANDWIDTH_POSTPAID_BY_HOUR"],
    ),
    (|w| spot(w, Some(ChargeType::Traffic)), &[]),
    (|w| prepaid(w, Some(ChargeType::BandwidthPrepaid)), &[]),
    (|w| prepaid(w, Some(ChargeType::Traffic)), &["W x.charge_mix @charge -> BANDWIDTH_PREPAID"]),
    (|w| released(w, ChargeType::BandwidthPrepaid, Some(false)), &[]),
    (
        |w| released(w, ChargeType::BandwidthPrepaid, Some(true)),
        &["E x.eip_delete @ip_release -> no"],
    ),
    (
        |w| released(w, ChargeType::Traffic, Some(true)),
        &["W x.charge_mix @charge -> BANDWIDTH_PREPAID"],
    ),
    (|w| named(w, " Web_1/a.b-c "), &[]),
    (|w| named(w, ""), &[]),
    (|w| named(w, "1web"), &["E eip.name @ip_name -> web"]),
    (|w| named(w, "web 1"), &["E eip.name @ip_name -> web-1"]),
    (|w| named(w, "网站"), &["E eip.name @ip_name -> nothing"]),
    (|w| named(w, A65), &[]),
    (
        |w| named(w, &format!("{A65}b")),
        &[concat!(
            "E eip.name:eip_name_len @ip_name -> ",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        )],
    ),
];

#[test]
fn the_public_ip() {
    judge(CASES);
}
