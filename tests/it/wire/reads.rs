//! Every list and look-up, as the wizard gets it.

use std::collections::BTreeSet;

use bcc_wizard::api::client::Request;
use bcc_wizard::api::endpoint::Service;
use bcc_wizard::domain::catalog::{
    Arch, Cards, DiskRange, GroupRule, ImageFor, ImageKind, OsType, ProductType, Spec,
};
use bcc_wizard::domain::fault::FaultKind;
use bcc_wizard::domain::rules::limits;
use bcc_wizard::domain::units::Gib;
use serde_json::{Value, json};

use super::Pair;

/// The BCC regions of the sandbox with their number of zones.
const REGIONS: [(&str, usize); 3] = [("bj", 4), ("su", 3), ("gz", 3)];

fn find<'a>(specs: &'a [Spec], name: &str) -> &'a Spec {
    specs.iter().find(|spec| spec.name == name).unwrap_or_else(|| panic!("no {name}"))
}

#[tokio::test]
async fn every_zone_of_every_region_lists_specs_that_make_sense() {
    for (region, count) in REGIONS {
        let pair = Pair::with(|config| config.region = region.to_owned());
        let zones = pair.client.zones().await.unwrap();
        assert_eq!(zones.len(), count, "{region}");
        for zone in zones {
            assert!(limits::zone_format(&zone.name), "{zone:?}");
            let specs = pair.client.specs(&zone.name).await.unwrap();
            // One zone sells nothing any more.
            assert_eq!(specs.is_empty(), zone.name == "cn-bj-c", "{zone:?}");
            let names: BTreeSet<&str> = specs.iter().map(|spec| spec.name.as_str()).collect();
            assert_eq!(names.len(), specs.len(), "{zone:?} lists a spec twice");
            for spec in &specs {
                assert_eq!(spec.zone, zone.name, "{spec:?}");
                assert!(limits::spec_format(&spec.name), "{spec:?}");
                assert_eq!(limits::family_of(&spec.name), Some(spec.family.as_str()));
                assert!(spec.vcpus > 0 && spec.memory > Gib(0), "{spec:?}");
                assert!(!spec.cpu_model.is_empty() && spec.cpu_ghz.ends_with("GHz"), "{spec:?}");
                assert!(spec.network_gbps.parse::<f32>().unwrap() > 0.0, "{spec:?}");
                assert!(spec.volume_count >= Some(limits::CDS_COUNT), "{spec:?}");
                assert!(spec.eni_quota.is_some_and(|quota| quota > 0), "{spec:?}");
                assert!(spec.gpu.is_none() || spec.fpga.is_none(), "{spec:?}");
                let system = spec.system_disk_types.iter();
                assert!(system.clone().count() > 0, "{spec:?}");
                assert!(system.clone().all(|kind| limits::system_storage(kind)), "{spec:?}");
                assert!(!spec.data_disk_types.is_empty(), "{spec:?}");
                assert_eq!(spec.bare_metal, spec.name.starts_with("ebc."), "{spec:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_spec_keeps_everything_that_was_said_of_it() {
    let pair = Pair::new();
    let here = pair.client.specs("cn-bj-a").await.unwrap();
    let there = pair.client.specs("cn-bj-d").await.unwrap();
    let plain = find(&here, "bcc.g5.c2m8");
    assert_eq!(
        (plain.vcpus, plain.memory, plain.product, plain.arch),
        (2, Gib(8), ProductType::Both, Arch::X86)
    );
    assert_eq!((&plain.gpu, &plain.fpga, plain.local_disks), (&None, &None, None));
    assert_eq!(
        (plain.volume_count, plain.eni_quota, plain.jumbo_frames),
        (Some(5), Some(2), false)
    );
    assert_eq!((plain.cpu_ghz.as_str(), plain.network_gbps.as_str()), ("2.6GHz", "1.5"));

    let cards = |model: &str, count| Some(Cards { model: model.to_owned(), count });
    assert_eq!(find(&here, "bcc.gn5.c28m112.2a10").gpu, cards("A10", 2));
    assert_eq!(find(&there, "bcc.fpga1.c16m64.1f").fpga, cards("KU115", 1));
    // Bare metal says its counts as text.
    let metal = find(&there, "ebc.lgn3.c96m768.8v100");
    assert_eq!((&metal.gpu, metal.local_disks), (&cards("V100-32", 8), Some((2, Gib(3576)))));
    assert_eq!(metal.product, ProductType::Prepaid);
    assert_eq!(find(&there, "bcc.hcc2.c2m4").product, ProductType::Postpaid);
    assert_eq!(find(&here, "bcc.l5.c16m128.2d").local_disks, Some((2, Gib(1788))));
    assert_eq!(find(&there, "bcc.gr1.c2m8").arch, Arch::Arm);
    assert_eq!(find(&there, "bcc.hgn5.c116m978.8a100-80g").rdma, "RoCE");
    assert!(find(&here, "bcc.g5.c4m16").jumbo_frames);
}

#[tokio::test]
async fn images_are_the_same_on_one_page_and_on_many() {
    let whole = Pair::new();
    let paged = Pair::with(|config| config.page_limit = Some(7));
    let images = whole.client.images().await.unwrap();
    assert!(images.len() > 30, "{}", images.len());
    assert_eq!(paged.client.images().await.unwrap(), images);
    let first = paged.client.ask(&Request::get(Service::Bcc, "/v2/image")).await.unwrap();
    let first: Value = serde_json::from_slice(&first.body).unwrap();
    assert_eq!(
        (first["images"].as_array().unwrap().len(), &first["isTruncated"]),
        (7, &json!(true))
    );

    let ids: BTreeSet<&str> = images.iter().map(|image| image.id.as_str()).collect();
    assert_eq!(ids.len(), images.len(), "an image is listed twice");
    for image in &images {
        assert!(limits::image_id_format(&image.id) && !image.name.is_empty(), "{image:?}");
        assert!(!image.os_name.is_empty() && !image.os_version.is_empty(), "{image:?}");
        let windows = image.os_type == OsType::Windows;
        assert_eq!(windows, image.os_name.starts_with("Windows"), "{image:?}");
        // Only public images say their size in the list.
        assert_eq!(image.min_disk.is_some(), image.kind == ImageKind::Public, "{image:?}");
    }
    let of = |kind: &ImageKind| images.iter().filter(|image| image.kind == *kind).count();
    assert_eq!(of(&ImageKind::Shared), 2);
    assert_eq!(of(&ImageKind::Market), 2);
    assert_eq!(of(&ImageKind::Custom), 5);
    let made_for = |what| images.iter().filter(|image| image.made_for == what).count();
    assert_eq!([ImageFor::Gpu, ImageFor::Fpga, ImageFor::BareMetal].map(made_for), [5, 1, 2]);
    assert_eq!(images.iter().filter(|image| !image.available()).count(), 2);
    assert_eq!(images.iter().filter(|image| image.arch == Arch::Arm).count(), 3);
    assert_eq!(images.iter().filter(|image| image.whole_machine).count(), 1);
}

#[tokio::test]
async fn the_detail_of_an_image_alone_says_the_size_of_a_custom_one() {
    let pair = Pair::new();
    for image in pair.client.images().await.unwrap() {
        let detail = pair.client.image(&image.id).await.unwrap();
        assert!(detail.min_disk.is_some_and(|size| size >= Gib(20)), "{detail:?}");
        let known = image.min_disk.or(detail.min_disk);
        assert_eq!(detail, bcc_wizard::domain::catalog::Image { min_disk: known, ..image });
    }
    let nobody = pair.client.image("m-nobody").await.unwrap_err();
    assert_eq!((nobody.kind, nobody.status), (FaultKind::NotFound, Some(404)));
    assert!(nobody.request_id.is_some_and(|id| !id.is_empty()));
}

#[tokio::test]
async fn the_images_that_fit_are_those_of_the_hardware_page_by_page() {
    let whole = Pair::new();
    let paged = Pair::with(|config| config.page_limit = Some(4));
    let images = whole.client.images().await.unwrap();
    for (spec, made_for, arch, count) in [
        // More than the ten of a page that nobody asked to be larger.
        ("bcc.g5.c2m8", ImageFor::General, Arch::X86, 14),
        ("bcc.gr1.c2m8", ImageFor::General, Arch::Arm, 3),
        ("bcc.gn5.c28m112.2a10", ImageFor::Gpu, Arch::X86, 4),
        ("bcc.fpga1.c16m64.1f", ImageFor::Fpga, Arch::X86, 1),
        ("ebc.s5.c128m512", ImageFor::BareMetal, Arch::X86, 2),
    ] {
        let fitting = whole.client.fitting_images(spec).await.unwrap();
        assert_eq!(fitting.len(), count, "{spec}");
        assert_eq!(paged.client.fitting_images(spec).await.unwrap(), fitting, "{spec}");
        for one in fitting {
            let image = images.iter().find(|image| image.id == one.id).unwrap();
            assert_eq!(
                (image.made_for, image.arch, &image.kind),
                (made_for, arch, &ImageKind::Public)
            );
            // As a number or as text: it is the size of the list all the same.
            assert_eq!(one.min_disk, image.min_disk, "{}", image.name);
        }
    }
    let error = whole.client.fitting_images("bcc.nobody.c1m1").await.unwrap_err();
    assert_eq!((error.kind, error.code.as_deref()), (FaultKind::Refused, Some("BadRequest")));
}

#[tokio::test]
async fn the_disk_quota_says_ranges_and_what_is_left() {
    let pair = Pair::new();
    let quota = pair.client.disk_quota("cn-bj-a").await.unwrap();
    assert_eq!((quota.total, quota.used), (Some(Gib(102_400)), Some(Gib(5120))));
    let range = |name: &str, min| DiskRange {
        storage_type: name.to_owned(),
        min: Gib(min),
        max: Gib(32_765),
    };
    assert_eq!(
        quota.ranges,
        [
            range("enhanced_ssd_pl0", 40),
            range("enhanced_ssd_pl1", 20),
            range("enhanced_ssd_pl2", 461),
            range("enhanced_ssd_pl3", 1261),
            range("cloud_hp1", 50),
            range("hp1", 5),
            range("hdd", 5),
        ]
    );
    // Every type a spec takes has a range in the zone.
    for spec in pair.client.specs("cn-bj-a").await.unwrap() {
        for kind in &spec.data_disk_types {
            assert!(quota.ranges.iter().any(|range| range.storage_type == *kind), "{kind}");
        }
    }
}

#[tokio::test]
async fn networks_and_groups_belong_to_their_vpc() {
    for (region, vpcs) in [("bj", 2), ("su", 1), ("gz", 1)] {
        let pair = Pair::with(|config| {
            config.region = region.to_owned();
            config.page_limit = Some(2);
        });
        let client = &pair.client;
        let found = client.vpcs().await.unwrap();
        assert_eq!(found.len(), vpcs, "{region}");
        assert_eq!(found.iter().filter(|vpc| vpc.is_default).count(), 1, "{region}");
        let all = client.subnets(None).await.unwrap();
        let mut of_vpcs = Vec::new();
        for vpc in &found {
            let subnets = client.subnets(Some(&vpc.id)).await.unwrap();
            assert!(!subnets.is_empty() && subnets.iter().all(|subnet| subnet.vpc == vpc.id));
            of_vpcs.extend(subnets);
            let groups = client.security_groups(Some(&vpc.id)).await.unwrap();
            assert!(groups.iter().all(|group| group.vpc.as_ref() == Some(&vpc.id)));
            assert!(groups.iter().any(|group| group.name == "default"), "{}", vpc.id);
            assert!(groups.iter().all(|group| !group.rules.is_empty()), "{}", vpc.id);
        }
        let ids = |list: &[bcc_wizard::domain::catalog::Subnet]| -> BTreeSet<String> {
            list.iter().map(|subnet| subnet.id.clone()).collect()
        };
        assert_eq!(ids(&all), ids(&of_vpcs), "{region}");
        assert!(all.iter().all(|subnet| subnet.free.is_some()), "{region}");
    }
}

#[tokio::test]
async fn a_nearly_full_subnet_and_the_rules_of_a_group_arrive_whole() {
    let pair = Pair::new();
    let subnets = pair.client.subnets(None).await.unwrap();
    let full = subnets.iter().find(|subnet| subnet.id == "sbn-b7ekx6uj6k6m").unwrap();
    // Three are free, one of them is held back.
    assert_eq!((full.free, full.zone.as_str()), (Some(2), "cn-bj-d"));
    assert!(full.ipv6_cidr.ends_with("/64"));
    assert!(subnets.iter().any(|subnet| subnet.subnet_type == "BBC"));

    let groups = pair.client.security_groups(Some("vpc-41avheyaawqc")).await.unwrap();
    let web = groups.iter().find(|group| group.name == "web").unwrap();
    let rule = |ingress, allow, protocol: &str, ports: &str, peer: &str| GroupRule {
        ingress,
        allow,
        protocol: protocol.to_owned(),
        ports: ports.to_owned(),
        peer: peer.to_owned(),
    };
    assert_eq!(web.rules[0], rule(true, true, "tcp", "22", "203.0.113.0/24"));
    assert_eq!(web.rules[2], rule(true, true, "icmp", "1-65535", "g-wxsaduu9uajq"));
    assert_eq!(web.rules[3], rule(false, true, "all", "1-65535", "all"));

    let enterprise = pair.client.enterprise_groups().await.unwrap();
    assert_eq!(enterprise.len(), 2);
    assert!(enterprise.iter().all(|group| group.vpc.is_none() && group.id.starts_with("esg-")));
    assert_eq!(enterprise[0].rules[1], rule(true, false, "all", "1-65535", "all"));
}

#[tokio::test]
async fn key_pairs_arrive_with_their_fingerprints() {
    let pairs = Pair::with(|config| config.page_limit = Some(1)).client.key_pairs().await.unwrap();
    let names: Vec<&str> = pairs.iter().map(|pair| pair.name.as_str()).collect();
    assert_eq!(names, ["laptop", "build-server", "on-call"]);
    for pair in &pairs {
        assert!(limits::key_pair_id_format(&pair.id), "{pair:?}");
        assert_eq!(pair.fingerprint.split(':').count(), 16, "{pair:?}");
    }
    assert_eq!((pairs[1].instances, pairs[2].description.as_str()), (7, "值班"));
}
