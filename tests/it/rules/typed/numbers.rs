//! Numbers.

use bcc_wizard::domain::draft::RenewDraft;
use bcc_wizard::domain::plan::{Bid, Payment, RenewUnit};

use super::{Field, disk, longest, or_nothing, public_ip};
use crate::world::{World, text};

fn renew(world: &mut World, unit: RenewUnit, time: &str) {
    world.draft.payment = Payment::Prepaid;
    world.draft.renew = RenewDraft { unit: Some(unit), time: text(time) };
}

pub const NUMBERS: &[Field] = &[
    Field {
        name: "count",
        put: |w, typed| w.draft.count = text(typed),
        became: |plan| plan.count.to_string(),
        longest: || longest("20", "21"),
        said: [
            "",
            "W count.high",
            "E count.min -> 1",
            "E count.min -> 1",
            "E count.min -> 1",
            "E count.min -> 1",
            "E count.min -> 1",
            "E count.min -> 1",
            "E count.min -> 1",
            "E count.min -> 1",
            "E count.min:too_large -> 1",
        ],
    },
    Field {
        name: "least count",
        put: |w, typed| {
            w.draft.count = text("3");
            w.draft.min_count = text(typed);
        },
        became: |plan| or_nothing(plan.more.min_count),
        longest: || longest("3", "4"),
        said: [
            "",
            "E count.min_count:count_min_count_high -> 3",
            "",
            "",
            "E count.min_count -> nothing",
            "E count.min_count -> nothing",
            "E count.min_count -> nothing",
            "E count.min_count -> nothing",
            "E count.min_count -> nothing",
            "E count.min_count -> nothing",
            "E count.min_count:too_large -> nothing",
        ],
    },
    Field {
        name: "system disk",
        put: |w, typed| w.draft.system_disk_size = text(typed),
        became: |plan| plan.system_disk.size.to_string(),
        longest: || longest("500", "501"),
        said: [
            "I root.fee",
            "W root.max -> 500 + I root.fee",
            "E root.int -> 40",
            "E root.int -> 40",
            "E root.int -> 40",
            "E root.int -> 40",
            "E root.int -> 40",
            "E root.int -> 40",
            "E root.int -> 40",
            "E root.int -> 40",
            "E root.int:too_large -> 500",
        ],
    },
    Field {
        name: "extra performance of the system disk",
        put: |w, typed| {
            w.draft.system_disk_type = Some(text("enhanced_ssd_pl1"));
            w.draft.system_extra_io = text(typed);
        },
        became: |plan| or_nothing(plan.system_disk.extra_io.as_ref()),
        longest: || longest("4294967295", "4294967296"),
        said: [
            "",
            "E root.extra_io:too_large -> nothing",
            "",
            "",
            "E root.extra_io -> nothing",
            "E root.extra_io -> nothing",
            "E root.extra_io -> nothing",
            "E root.extra_io -> nothing",
            "E root.extra_io -> nothing",
            "E root.extra_io -> nothing",
            "E root.extra_io:too_large -> nothing",
        ],
    },
    Field {
        name: "local disk",
        put: |w, typed| {
            w.draft.spec = Some(text("bcc.l1.c4m8"));
            w.draft.local_disk = text(typed);
        },
        became: |plan| or_nothing(plan.local_disk),
        longest: || longest("500", "501"),
        said: [
            "",
            "W eph.size:eph_large -> 500",
            "E x.storage_opt",
            "E x.storage_opt",
            "E x.storage_opt",
            "E x.storage_opt",
            "E x.storage_opt",
            "E x.storage_opt",
            "E x.storage_opt -> 40",
            "E x.storage_opt",
            "E x.storage_opt:too_large -> 500",
        ],
    },
    Field {
        name: "data disk",
        put: |w, typed| {
            disk(w);
            w.draft.data_disks[0].size = text(typed);
        },
        became: |plan| plan.data_disks[0].size.to_string(),
        longest: || longest("32765", "32766"),
        said: [
            "",
            "E cds.size_quota -> 32765",
            "E cds.size_int -> 20",
            "E cds.size_int -> 20",
            "E cds.size_int -> 20",
            "E cds.size_int -> 20",
            "E cds.size_int -> 20",
            "E cds.size_int -> 20",
            "E cds.size_int -> 40",
            "E cds.size_int -> 20",
            "E cds.size_int:too_large -> 32765",
        ],
    },
    Field {
        name: "extra performance of a disk",
        put: |w, typed| {
            disk(w);
            w.draft.data_disks[0].extra_io = text(typed);
        },
        became: |plan| or_nothing(plan.data_disks[0].extra_io),
        longest: || longest("4294967295", "4294967296"),
        said: [
            "",
            "E cds.extra_io:too_large -> extra_io=nothing",
            "",
            "",
            "E cds.extra_io:cds_extra_io_int -> extra_io=nothing",
            "E cds.extra_io:cds_extra_io_int -> extra_io=nothing",
            "E cds.extra_io:cds_extra_io_int -> extra_io=nothing",
            "E cds.extra_io:cds_extra_io_int -> extra_io=nothing",
            "E cds.extra_io:cds_extra_io_int -> extra_io=nothing",
            "E cds.extra_io:cds_extra_io_int -> extra_io=nothing",
            "E cds.extra_io:too_large -> extra_io=nothing",
        ],
    },
    Field {
        name: "bandwidth",
        put: |w, typed| {
            public_ip(w);
            w.draft.bandwidth = text(typed);
        },
        became: |plan| or_nothing(plan.public_ip.as_ref().map(|ip| ip.bandwidth)),
        longest: || longest("200", "201"),
        said: [
            "",
            "W net.bandwidth:net_bandwidth_high -> 200",
            "E net.bandwidth -> 1",
            "E net.bandwidth -> 1",
            "E net.bandwidth -> 1",
            "E net.bandwidth -> 1",
            "E net.bandwidth -> 1",
            "E net.bandwidth -> 1",
            "E net.bandwidth -> 1",
            "E net.bandwidth -> 1",
            "E net.bandwidth:too_large -> 200",
        ],
    },
    Field {
        name: "renewal in months",
        put: |w, typed| renew(w, RenewUnit::Month, typed),
        became: |plan| or_nothing(plan.more.auto_renew.map(|renew| renew.time)),
        longest: || longest("9", "10"),
        said: [
            "",
            "E bill.renew:bill_renew_months -> 9",
            "E bill.renew:bill_renew_months -> 1",
            "E bill.renew:bill_renew_months -> 1",
            "E bill.renew:bill_renew_months -> 1",
            "E bill.renew:bill_renew_months -> 1",
            "E bill.renew:bill_renew_months -> 1",
            "E bill.renew:bill_renew_months -> 1",
            "E bill.renew:bill_renew_months -> 1",
            "E bill.renew:bill_renew_months -> 1",
            "E bill.renew:too_large -> 9",
        ],
    },
    Field {
        name: "renewal in years",
        put: |w, typed| renew(w, RenewUnit::Year, typed),
        became: |plan| or_nothing(plan.more.auto_renew.map(|renew| renew.time)),
        longest: || longest("3", "4"),
        said: [
            "",
            "W bill.renew:bill_renew_newer -> 3",
            "E bill.renew:bill_renew_years -> 1",
            "E bill.renew:bill_renew_years -> 1",
            "E bill.renew:bill_renew_years -> 1",
            "E bill.renew:bill_renew_years -> 1",
            "E bill.renew:bill_renew_years -> 1",
            "E bill.renew:bill_renew_years -> 1",
            "E bill.renew:bill_renew_years -> 1",
            "E bill.renew:bill_renew_years -> 1",
            "E bill.renew:too_large -> 3",
        ],
    },
    Field {
        name: "bid",
        put: |w, typed| {
            w.draft.payment = Payment::Spot;
            w.draft.own_bid = true;
            w.draft.bid_price = text(typed);
        },
        became: |plan| match plan.spot {
            Some(Bid::Custom(price)) => price.0.to_string(),
            _ => String::new(),
        },
        longest: || longest("0.00199999", "0.001999999"),
        said: [
            "",
            "E bid.price:bid_price_format -> 0.0005",
            "E bid.price:bid_price_format -> 0.0005",
            "E bid.price:bid_price_format -> 0.0005",
            "E bid.price:bid_price_format -> 0.0005",
            "E bid.price:bid_price_format -> 0.0005",
            "E bid.price:bid_price_format -> 0.0005",
            "E bid.price:bid_price_format -> 0.0005",
            "E bid.price:bid_price_format -> 0.0005",
            "E bid.price:bid_price_format -> 0.0005",
            "W bid.price:bid_price_list",
        ],
    },
];
