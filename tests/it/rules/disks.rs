//! System disk, local disk, data disks.

use bcc_wizard::domain::catalog::{FittingImage, Image, ImageKind, OsType};
use bcc_wizard::domain::draft::LoginChoice;
use bcc_wizard::domain::plan::Payment;
use bcc_wizard::domain::units::Gib;

use super::{Case, judge};
use crate::world::{World, cards, data_disk, image, texts};

fn root(world: &mut World, size: &str) {
    world.draft.system_disk_size = size.into();
}

/// A Linux image that does not say how much it needs.
fn any_root(world: &mut World, size: &str) {
    world.image().min_disk = None;
    root(world, size);
}

fn windows(world: &mut World, min: Option<u32>, size: &str) {
    world.draft.image = Some("m-windows".to_owned());
    world.draft.login = LoginChoice::Later;
    world.detail =
        Some(Image { os_type: OsType::Windows, min_disk: min.map(Gib), ..image("m-windows") });
    root(world, size);
}

fn root_type(world: &mut World, name: &str) {
    world.draft.system_disk_type = Some(name.to_owned());
}

fn local(world: &mut World, text: &str) {
    world.draft.spec = Some("bcc.l1.c4m8".to_owned());
    world.draft.local_disk = text.into();
}

fn given_local(world: &mut World, text: &str) {
    local(world, text);
    world.spec().local_disks = Some((1, Gib(900)));
}

pub const SYSTEM_CASES: &[Case] = &[
    (|w| root(w, "60 GB"), &["E root.int @system_disk_size -> 60"]),
    (|w| root(w, "1 TB"), &["E root.int @system_disk_size -> 1024"]),
    (|w| root(w, ""), &["E root.int @system_disk_size -> 40"]),
    (|w| root(w, "４８"), &["E root.int @system_disk_size -> 48"]),
    (|w| root(w, "99999999999"), &["E root.int:too_large @system_disk_size -> 500"]),
    (
        |w| {
            w.image().min_disk = Some(Gib(600));
            root(w, "x");
        },
        &["E root.int @system_disk_size -> 600"],
    ),
    (|w| root(w, "39"), &["W root.min @system_disk_size -> 40"]),
    (|w| root(w, "20"), &["W root.min @system_disk_size -> 40"]),
    (|w| root(w, "19"), &["E root.min_image @system_disk_size -> 40"]),
    (|w| any_root(w, "19"), &["W root.min:root_min_very_low @system_disk_size -> 40"]),
    (|w| any_root(w, "10"), &["W root.min:root_min_very_low @system_disk_size -> 40"]),
    (|w| any_root(w, "9"), &["E root.min:root_min_never @system_disk_size -> 40"]),
    (|w| any_root(w, "0"), &["E root.min:root_min_never @system_disk_size -> 40"]),
    (
        |w| {
            w.fitting = Some(vec![FittingImage { id: "m-linux".into(), min_disk: Some(Gib(60)) }]);
            root(w, "59");
        },
        &["E root.min_image @system_disk_size -> 60"],
    ),
    (|w| root(w, "41"), &["I root.fee @system_disk_size"]),
    (|w| root(w, "500"), &["I root.fee @system_disk_size"]),
    (|w| root(w, "501"), &["W root.max @system_disk_size -> 500", "I root.fee @system_disk_size"]),
    (|w| root(w, "2048"), &["W root.max @system_disk_size -> 500", "I root.fee @system_disk_size"]),
    (
        |w| root(w, "2049"),
        &["E root.max:root_max_never @system_disk_size -> 500", "I root.fee @system_disk_size"],
    ),
    (
        |w| {
            w.image().min_disk = Some(Gib(600));
            root(w, "600");
        },
        &["W root.max @system_disk_size", "I root.fee @system_disk_size"],
    ),
    (
        |w| {
            w.image().min_disk = Some(Gib(600));
            root(w, "2049");
        },
        &["E root.max:root_max_never @system_disk_size", "I root.fee @system_disk_size"],
    ),
    (|w| windows(w, None, "40"), &["W x.login_one @login"]),
    (
        |w| windows(w, None, "39"),
        &["E x.root_windows @system_disk_size -> 40", "W x.login_one @login"],
    ),
    (
        |w| windows(w, Some(20), "5"),
        &["E x.root_windows @system_disk_size -> 40", "W x.login_one @login"],
    ),
    (
        |w| windows(w, Some(40), "39"),
        &["E root.min_image @system_disk_size -> 40", "W x.login_one @login"],
    ),
    (
        |w| windows(w, Some(50), "39"),
        &["E root.min_image @system_disk_size -> 50", "W x.login_one @login"],
    ),
    (|w| w.draft.system_disk_type = None, &[]),
    (|w| root_type(w, "premium_ssd"), &[]),
    (|w| root_type(w, "SSD-Enhanced"), &[]),
    (|w| root_type(w, "enhanced_ssd_pl2"), &["E root.type @system_disk_type -> cloud_hp1"]),
    (|w| root_type(w, "hdd"), &["E root.nodata @system_disk_type -> cloud_hp1"]),
    (
        |w| {
            w.spec().system_disk_types = texts(&["local_ssd", "enhanced_ssd_pl1"]);
            root_type(w, "hp1");
        },
        &["E root.type @system_disk_type -> enhanced_ssd_pl1"],
    ),
    (
        |w| {
            w.spec().system_disk_types.clear();
            root_type(w, "enhanced_ssd_pl3");
        },
        &[],
    ),
    (
        |w| {
            w.spec().system_disk_types.clear();
            root_type(w, "sata");
        },
        &["E root.type @system_disk_type -> cloud_hp1"],
    ),
    (
        |w| {
            w.specs = None;
            root_type(w, "elastic-ephemeral-disk");
        },
        &["E root.nodata @system_disk_type -> cloud_hp1"],
    ),
    (|w| w.draft.local_disk = "abc".into(), &[]),
    (|w| local(w, ""), &["E x.storage_opt @local_disk"]),
    (|w| local(w, "300GB"), &["E x.storage_opt @local_disk -> 300"]),
    (|w| local(w, "9999999999"), &["E x.storage_opt:too_large @local_disk -> 500"]),
    (|w| local(w, "0"), &["E eph.size:eph_zero @local_disk"]),
    (|w| local(w, "500"), &[]),
    (|w| local(w, "501"), &["W eph.size:eph_large @local_disk -> 500"]),
    (|w| given_local(w, ""), &["E x.storage_opt @local_disk -> 900"]),
    (|w| given_local(w, "900"), &[]),
    (|w| given_local(w, "901"), &["E eph.size @local_disk -> 900"]),
    (
        |w| {
            w.spec().local_disks = Some((1, Gib(900)));
            w.draft.local_disk = "x".into();
        },
        &["E x.storage_opt @local_disk -> 900"],
    ),
    (
        |w| {
            w.spec().local_disks = Some((1, Gib(900)));
            w.spec().gpu = Some(cards());
            w.image().made_for = bcc_wizard::domain::catalog::ImageFor::Gpu;
        },
        &[],
    ),
    (|w| local_system_disk(w, ImageKind::Public), &[]),
    (
        |w| local_system_disk(w, ImageKind::Custom),
        &["W x.local_image @system_disk_type -> cloud_hp1"],
    ),
    (
        |w| local_system_disk(w, ImageKind::Shared),
        &["W x.local_image @system_disk_type -> cloud_hp1"],
    ),
    (
        |w| {
            w.image().kind = ImageKind::Custom;
            root_type(w, "hp1");
        },
        &[],
    ),
    (|w| extra_io(w, "enhanced_ssd_pl1", " 500 "), &[]),
    (|w| extra_io(w, "hp1", " "), &[]),
    (|w| extra_io(w, "enhanced_ssd_pl1", "500 IOPS"), &["E root.extra_io @system_extra_io -> 500"]),
    (|w| extra_io(w, "hp1", "fast"), &["E root.extra_io @system_extra_io -> nothing"]),
    (
        |w| extra_io(w, "hp1", "500"),
        &["W root.extra_io:root_extra_io_type @system_extra_io -> nothing"],
    ),
];

fn local_system_disk(world: &mut World, kind: ImageKind) {
    world.image().kind = kind;
    world.spec().system_disk_types = texts(&["local_ssd", "hp1", "cloud_hp1"]);
    root_type(world, "local-ssd");
}

fn extra_io(world: &mut World, storage_type: &str, text: &str) {
    root_type(world, storage_type);
    world.draft.system_extra_io = text.into();
}

fn data(world: &mut World, storage_type: &str, size: &str) {
    world.draft.data_disks = vec![data_disk("cloud_hp1", "50"), data_disk(storage_type, size)];
}

/// The disk limits could not be read.
fn static_data(world: &mut World, size: &str) {
    world.quota = None;
    data(world, "cloud_hp1", size);
}

fn many(world: &mut World, count: usize) {
    world.draft.data_disks = vec![data_disk("hp1", "5"); count];
}

fn left(world: &mut World, total: u32, used: u32) {
    let quota = world.quota.as_mut().unwrap();
    (quota.total, quota.used) = (Some(Gib(total)), Some(Gib(used)));
    data(world, "hp1", "50");
    world.draft.count = "3".into();
}

pub const DATA_CASES: &[Case] = &[
    (|w| data(w, "premium_ssd", "50"), &[]),
    (|w| data(w, "", "50"), &["E cds.type:cds_type_required @data_disks#1 -> cloud_hp1"]),
    (|w| data(w, "enhanced_ssd_pl2", "500"), &["E cds.type @data_disks#1 -> cloud_hp1"]),
    (
        |w| {
            w.spec().data_disk_types = texts(&["hdd", "local_ssd", "enhanced_ssd_pl1"]);
            w.draft.data_disks = vec![data_disk("hp1", "50")];
        },
        &["E cds.type @data_disks#0 -> enhanced_ssd_pl1"],
    ),
    (
        |w| {
            w.spec().data_disk_types.clear();
            w.quota.as_mut().unwrap().ranges.retain(|range| range.storage_type == "hdd");
            w.draft.data_disks = vec![data_disk("hp1", "50")];
        },
        &["E cds.type @data_disks#0 -> hdd"],
    ),
    (|w| data(w, "hdd", "50"), &["W cds.type:cds_type_retiring @data_disks#1"]),
    (
        |w| {
            (w.specs, w.quota) = (None, None);
            data(w, "std1", "50");
        },
        &["W cds.type:cds_type_retiring @data_disks#1"],
    ),
    (|w| data(w, "cloud_hp1", "49"), &["E cds.size_quota @data_disks#1 -> 50"]),
    (|w| data(w, "cloud_hp1", "0"), &["E cds.size_quota @data_disks#1 -> 50"]),
    (|w| data(w, "cloud_hp1", "32765"), &[]),
    (|w| data(w, "cloud_hp1", "32766"), &["E cds.size_quota @data_disks#1 -> 32765"]),
    (|w| data(w, "cloud_hp1", "51"), &[]),
    (
        |w| {
            w.quota.as_mut().unwrap().ranges[2].min = Gib(0);
            data(w, "hp1", "0");
        },
        &["E cds.size_quota @data_disks#1 -> 1"],
    ),
    (
        |w| {
            w.quota.as_mut().unwrap().ranges[2].max = Gib(0);
            data(w, "hp1", "50");
        },
        &[],
    ),
    (|w| data(w, "cloud_hp1", "5O"), &["E cds.size_int @data_disks#1 -> 50"]),
    (|w| data(w, "cloud_hp1", "80 GiB"), &["E cds.size_int @data_disks#1 -> 80"]),
    (|w| data(w, "cloud_hp1", "9999999999"), &["E cds.size_int:too_large @data_disks#1 -> 32765"]),
    (|w| static_data(w, "0"), &["E cds.size_int @data_disks#1 -> 5"]),
    (|w| static_data(w, "1"), &["W cds.size_static @data_disks#1 -> 5"]),
    (|w| static_data(w, "4"), &["W cds.size_static @data_disks#1 -> 5"]),
    (|w| static_data(w, "5"), &[]),
    (|w| static_data(w, "5120"), &[]),
    (|w| static_data(w, "5121"), &["W cds.size_static @data_disks#1 -> 5120"]),
    (|w| static_data(w, "32765"), &["W cds.size_static @data_disks#1 -> 5120"]),
    (|w| static_data(w, "32766"), &["E cds.size_static:cds_size_never @data_disks#1 -> 5120"]),
    (|w| many(w, 5), &[]),
    (|w| many(w, 6), &["E cds.count @data_disks -> 5"]),
    (
        |w| {
            w.spec().volume_count = Some(8);
            many(w, 8);
        },
        &[],
    ),
    (
        |w| {
            w.spec().volume_count = Some(2);
            many(w, 3);
        },
        &["E cds.count @data_disks -> 2"],
    ),
    (|w| left(w, 1_300, 1_000), &[]),
    (|w| left(w, 1_299, 1_000), &["W cds.capacity @data_disks"]),
    (|w| left(w, 100, 200), &["W cds.capacity @data_disks"]),
    (|w| left(w, 0, 0), &[]),
    (|w| from_snapshot(w, "s-data", "200"), &[]),
    (|w| from_snapshot(w, "s-data", "199"), &["E cds.snapshot_size @data_disks#0 -> 200"]),
    (
        |w| {
            w.rare.snapshots.as_mut().unwrap()[0].size = None;
            from_snapshot(w, "s-data", "50");
        },
        &[],
    ),
    (
        |w| from_snapshot(w, "s-busy", "100"),
        &["E cds.snapshot_status @data_disks#0 -> snapshot=nothing"],
    ),
    (
        |w| from_snapshot(w, "s-system", "50"),
        &["E cds.snapshot_kind @data_disks#0 -> snapshot=nothing"],
    ),
    (
        |w| from_snapshot(w, "s-gone", "50"),
        &["E cds.snapshot_listed @data_disks#0 -> snapshot=nothing"],
    ),
    (
        |w| {
            w.rare.snapshots = None;
            from_snapshot(w, "s-gone", "50");
        },
        &[],
    ),
    (|w| released(w, Payment::Postpaid, Some(true)), &[]),
    (|w| released(w, Payment::Spot, Some(true)), &[]),
    (|w| released(w, Payment::Prepaid, Some(false)), &[]),
    (
        |w| released(w, Payment::Prepaid, Some(true)),
        &["E cds.delete_with @data_disks#0 -> release=nothing"],
    ),
    (|w| data_io(w, "SSD_Enhanced", "0"), &[]),
    (|w| data_io(w, "cloud_hp1", ""), &[]),
    (|w| data_io(w, "cloud_hp1", "100"), &["E cds.extra_io @data_disks#0 -> extra_io=nothing"]),
    (
        |w| data_io(w, "enhanced_ssd_pl1", "-1"),
        &["E cds.extra_io:cds_extra_io_int @data_disks#0 -> extra_io=nothing"],
    ),
    (
        |w| data_io(w, "enhanced_ssd_pl1", "100 iops"),
        &["E cds.extra_io:cds_extra_io_int @data_disks#0 -> extra_io=100"],
    ),
    (|w| named(w, "logs 日志-1"), &[]),
    (|w| named(w, &"n".repeat(65)), &[]),
    (
        |w| named(w, &"n".repeat(66)),
        &[concat!(
            "W cds.name:cds_name_unusual @data_disks#0 -> name=",
            "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn"
        )],
    ),
    (|w| named(w, "1st!"), &["W cds.name:cds_name_unusual @data_disks#0 -> name=st"]),
    (|w| named(w, "a\u{7}b"), &["E cds.name @data_disks#0 -> name=a-b"]),
];

fn one(world: &mut World, storage_type: &str, size: &str) -> usize {
    world.draft.data_disks = vec![data_disk(storage_type, size)];
    0
}

fn from_snapshot(world: &mut World, id: &str, size: &str) {
    let at = one(world, "cloud_hp1", size);
    world.draft.data_disks[at].snapshot = Some(id.to_owned());
}

fn released(world: &mut World, payment: Payment, with_it: Option<bool>) {
    let at = one(world, "cloud_hp1", "50");
    world.draft.data_disks[at].delete_with_instance = with_it;
    world.draft.payment = payment;
}

fn data_io(world: &mut World, storage_type: &str, text: &str) {
    let at = one(world, storage_type, "50");
    world.draft.data_disks[at].extra_io = text.into();
}

fn named(world: &mut World, name: &str) {
    let at = one(world, "cloud_hp1", "50");
    world.draft.data_disks[at].name = name.into();
}

#[test]
fn the_system_disk_and_the_local_disk() {
    judge(SYSTEM_CASES);
}

#[test]
fn the_data_disks() {
    judge(DATA_CASES);
}
