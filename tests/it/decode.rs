//! Every sample answer through the wire types into the words of the domain.

mod account;
mod leaves;
mod traps;

use bcc_wizard::api::wire::create::Created;
use bcc_wizard::api::wire::disk::DiskQuotaModel;
use bcc_wizard::api::wire::group::{EnterpriseGroupModel, GroupModel};
use bcc_wizard::api::wire::image::{FittingModel, ImageModel};
use bcc_wizard::api::wire::keypair::KeyPairModel;
use bcc_wizard::api::wire::page::{Page, Row, Unreadable, part};
use bcc_wizard::api::wire::price::{DiskPriceModel, EIP_PRICES, EipPriceModel, FamilyPrices};
use bcc_wizard::api::wire::spec::ZoneResources;
use bcc_wizard::api::wire::vpc::{SubnetModel, VpcModel};
use bcc_wizard::api::wire::zone::ZoneModel;
use bcc_wizard::domain::catalog::{
    Arch, Cards, EipPrice, FittingImage, GroupRule, Image, ImageKind, KeyPair, OsType, ProductType,
    SecurityGroup, Spec, SpecPrice, Subnet, Vpc, Zone,
};
use bcc_wizard::domain::units::{Gib, Money};
use serde_json::json;

macro_rules! sample {
    ($name:literal) => {
        include_bytes!(concat!("../samples/", $name, ".json")).as_slice()
    };
}

/// A sample whose name is not known when the test is built.
fn sample(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/samples");
    std::fs::read(format!("{folder}/{name}.json")).unwrap()
}

fn rows<T: Row, D: From<T>>(body: &[u8]) -> Vec<D> {
    Page::<T>::read(body).unwrap().rows.into_iter().map(D::from).collect()
}

fn money(text: &str) -> Money {
    text.parse().unwrap()
}

/// Specs of every zone of an answer.
fn specs(body: &[u8]) -> Vec<Spec> {
    let page = Page::<ZoneResources>::read(body).unwrap();
    page.rows.into_iter().flat_map(|zone| zone.into_specs("asked")).collect()
}

fn named<'a>(specs: &'a [Spec], start: &str) -> &'a Spec {
    specs.iter().find(|spec| spec.name.starts_with(start)).unwrap()
}

#[test]
fn zones() {
    let zones: Vec<Zone> = rows::<ZoneModel, _>(sample!("ListZones"));
    let names: Vec<&str> = zones.iter().map(|zone| zone.name.as_str()).collect();
    assert_eq!(names, ["cn-bj-a", "cn-bj-b"]);
}

#[test]
fn specs_of_virtual_machines_and_bare_metal() {
    let specs = specs(sample!("ListFlavorSpec"));
    let general = named(&specs, "bcc.g5.c2m8");
    assert_eq!((general.vcpus, general.memory), (2, Gib(8)));
    assert_eq!((general.zone.as_str(), general.family.as_str()), ("cn-bj-a", "g5"));
    assert_eq!(general.network_gbps, "1.5");
    assert_eq!(
        (general.gpu.as_ref(), general.fpga.as_ref(), general.local_disks),
        (None, None, None)
    );
    assert_eq!((general.eni_quota, general.volume_count), (Some(2), Some(5)));
    assert_eq!((general.product, general.arch), (ProductType::Both, Arch::X86));
    assert_eq!(general.system_disk_types.len(), 4);
    assert!(!general.bare_metal && !general.jumbo_frames);
    assert!(named(&specs, "bcc.g5.c4m16").jumbo_frames);

    assert_eq!(named(&specs, "bcc.c5.").product, ProductType::Postpaid);
    assert_eq!(named(&specs, "bcc.m5.").product, ProductType::Prepaid);
    assert_eq!(named(&specs, "bcc.l5.").local_disks, Some((1, Gib(1788))));
    // The group is called gpuHGN5; the family is another word.
    let gpu = named(&specs, "bcc.hgn5IB");
    assert_eq!(gpu.family, "hgn5IB");
    assert_eq!(gpu.gpu, Some(Cards { model: "A100-80g".to_owned(), count: 8 }));
    assert_eq!(named(&specs, "bcc.fpga1.").fpga.as_ref().unwrap().count, 1);
    assert!(specs.iter().any(|spec| spec.zone == "cn-bj-d"));
    // Bare metal has its counts as strings.
    let metal: Vec<&Spec> = specs.iter().filter(|spec| spec.bare_metal).collect();
    let [metal] = metal.as_slice() else { panic!("{metal:?}") };
    assert_eq!(metal.gpu, Some(Cards { model: "V100-32".to_owned(), count: 8 }));
    assert_eq!((metal.fpga.as_ref(), metal.local_disks), (None, Some((2, Gib(3576)))));
}

#[test]
fn a_zone_that_sells_nothing_has_no_specs() {
    assert_eq!(specs(sample!("ListFlavorSpec.empty_zone")), []);
    // Elsewhere `bccResources` is a list, and it may be anything in future.
    assert_eq!(specs(sample!("ListBidFlavor.sold_out")), []);
    assert_eq!(specs(sample!("ListBidFlavor")).len(), 1);
    let odd = br#"{"zoneResources":[{"zoneName":"z","bccResources":"none","ebcResources":7}]}"#;
    assert_eq!(specs(odd), []);
}

#[test]
fn a_broken_flavor_costs_itself_only() {
    let body = json!({"zoneResources": [{"bccResources": {"flavorGroups": [
        {"groupId": "x", "flavors": "none"},
        null,
        {"flavors": [
            {"cpuCount": 1},
            17,
            {"spec": "bcc.g9.c1m1", "cpuCount": {}, "memoryCapacityInGB": "1", "systemDiskType": "hp1",
             "gpuCardCount": null, "gpuCardType": "-", "volumeCount": "0", "eniQuota": ""},
            {"spec": "bcc.g9.c1m1"},
        ]},
    ]}}]});
    let specs = specs(body.to_string().as_bytes());
    let [spec] = specs.as_slice() else { panic!("{specs:?}") };
    assert_eq!((spec.zone.as_str(), spec.family.as_str()), ("asked", "g9"));
    assert_eq!((spec.vcpus, spec.memory, spec.gpu.as_ref()), (0, Gib(1), None));
    assert_eq!((spec.volume_count, spec.eni_quota), (None, None));
}

#[test]
fn images_of_every_shape() {
    let first: Vec<Image> = rows::<ImageModel, _>(sample!("ListImages.page1"));
    assert_eq!((first[0].id.as_str(), first[0].min_disk), ("m-nky7qeom", Some(Gib(20))));
    assert_eq!((first[0].kind.clone(), first[0].os_type), (ImageKind::Public, OsType::Linux));
    assert!(first[0].available());
    let page = Page::<ImageModel>::read(sample!("ListImages.page1")).unwrap();
    assert_eq!(page.next.as_deref(), Some("m-WinSrv19"));

    let second: Vec<Image> = rows::<ImageModel, _>(sample!("ListImages.page2"));
    assert_eq!(Page::<ImageModel>::read(sample!("ListImages.page2")).unwrap().next, None);
    assert_eq!(second[0].os_type, OsType::Windows);
    assert_eq!((second[1].kind.clone(), second[1].whole_machine), (ImageKind::Custom, true));
    let [data] = second[1].snapshots.as_slice() else { panic!("{:?}", second[1]) };
    assert_eq!((data.name.as_str(), data.size), ("data-1", Some(Gib(50))));
    assert!(!second[2].available());
    assert_eq!(rows::<ImageModel, Image>(sample!("ListImages.empty")), []);

    let detail: ImageModel = part(sample!("GetImage"), "image").unwrap();
    assert_eq!(Image::from(detail).os_version, "14.04.1 LTS");

    // One size is a number, the other a string.
    let fitting: Vec<FittingImage> = rows::<FittingModel, _>(sample!("GetAvailableImagesBySpec"));
    let sizes: Vec<_> = fitting.iter().map(|image| (image.id.as_str(), image.min_disk)).collect();
    assert_eq!(sizes, [("m-nky7qeom", Some(Gib(20))), ("m-WinSrv19", Some(Gib(40)))]);
}

#[test]
fn disk_limits_in_both_shapes() {
    let quota = DiskQuotaModel::read(sample!("GetDiskQuota")).unwrap().into_quota("cn-bj-a");
    assert_eq!((quota.total, quota.used), (Some(Gib(102_400)), Some(Gib(5120))));
    assert_eq!(quota.ranges.len(), 5);
    assert_eq!((quota.ranges[1].min, quota.ranges[1].max), (Gib(461), Gib(32_765)));

    let legacy = || DiskQuotaModel::read(sample!("GetDiskQuota.legacy")).unwrap();
    let types: Vec<String> =
        legacy().into_quota("cn-bj-a").ranges.into_iter().map(|range| range.storage_type).collect();
    assert_eq!(types, ["cloud_hp1", "hp1"]);
    assert_eq!(legacy().into_quota("cn-bj-z").ranges, []);
    assert!(DiskQuotaModel::read(b"{}").is_err());
    let broken =
        br#"{"diskInfos":[{"storageType":"a"},{"storageType":"b","maxDiskSize":"50"},{}]}"#;
    let ranges = DiskQuotaModel::read(broken).unwrap().into_quota("z").ranges;
    assert_eq!((ranges.len(), ranges[0].min, ranges[0].max), (1, Gib(1), Gib(50)));
}

#[test]
fn networks_groups_and_key_pairs() {
    let vpcs: Vec<Vpc> = rows::<VpcModel, _>(sample!("QueryVpcList"));
    assert!(vpcs[0].is_default && !vpcs[1].is_default);
    let subnets: Vec<Subnet> = rows::<SubnetModel, _>(sample!("QuerySubnetList"));
    let free: Vec<_> = subnets.iter().map(|subnet| subnet.free).collect();
    assert_eq!(free, [Some(4089), Some(2), Some(250)]);
    assert_eq!(subnets[2].subnet_type, "BBC");
    let capital = br#"{"subnets":[{"subnetId":"sbn-1","Name":"upper","availableIp":"0"}]}"#;
    let capital: Vec<Subnet> = rows::<SubnetModel, _>(capital);
    assert_eq!((capital[0].name.as_str(), capital[0].free), ("upper", Some(0)));

    let groups: Vec<SecurityGroup> = rows::<GroupModel, _>(sample!("ListSecurityGroups"));
    assert_eq!(groups[0].vpc.as_deref(), Some("vpc-IyrqYIQ7"));
    let all = GroupRule {
        ingress: true,
        allow: true,
        protocol: "all".to_owned(),
        ports: "1-65535".to_owned(),
        peer: "all".to_owned(),
    };
    assert_eq!(groups[0].rules[0], all);
    assert_eq!(groups[1].rules[1].ports, "80,443");
    assert_eq!(groups[1].rules[2].peer, "g-wxsaduu9uajq");
    assert!(!groups[1].rules[3].ingress);
    let enterprise: Vec<SecurityGroup> =
        rows::<EnterpriseGroupModel, _>(sample!("QueryEnterpriseSecurityGroupList"));
    assert_eq!(enterprise[0].vpc, None);
    assert_eq!(
        enterprise[0].rules.iter().map(|rule| rule.allow).collect::<Vec<_>>(),
        [true, false]
    );

    let keys: Vec<KeyPair> = rows::<KeyPairModel, _>(sample!("ListKeypair"));
    assert_eq!((keys[0].id.as_str(), keys[0].instances), ("k-VLbXxC1m", 2));
}

#[test]
fn prices_are_exact_whether_text_or_number() {
    let prices = |body: &[u8]| -> Vec<SpecPrice> {
        let page = Page::<FamilyPrices>::read(body).unwrap();
        page.rows.into_iter().flat_map(|row| row.spec_prices).map(SpecPrice::from).collect()
    };
    let prepaid = prices(sample!("GetPriceBySpec.prepaid"));
    assert_eq!((prepaid[0].list, prepaid[0].trade), (Some(money("316")), Some(money("268.60"))));
    assert_eq!(prices(sample!("GetPriceBySpec.postpaid"))[0].trade, Some(money("0.0110")));
    let family = prices(sample!("GetPriceBySpec.family"));
    assert_eq!(family[1].trade, Some(money("268.6")));
    let sold_out: Vec<bool> = family.iter().map(|price| price.sold_out).collect();
    assert_eq!(sold_out, [false, false, true]);

    let disk = |body: &[u8]| {
        let mut rows = Page::<DiskPriceModel>::read(body).unwrap().rows;
        rows.remove(0).into_price().unwrap()
    };
    let prepaid = disk(sample!("GetCdsPrice.prepaid"));
    assert_eq!((prepaid.price, prepaid.unit.as_str()), (money("1200"), "month"));
    let postpaid = disk(sample!("GetCdsPrice.postpaid"));
    assert_eq!((postpaid.price, postpaid.unit.as_str()), (money("0.00245"), "minute"));

    let eip = |body: &[u8]| EipPrice::from(part::<EipPriceModel>(body, EIP_PRICES).unwrap());
    let bandwidth = eip(sample!("EipInquiry.postpaid_bandwidth"));
    assert_eq!(bandwidth.config, Some(money("0.00233")));
    assert_eq!((bandwidth.config_unit.as_str(), bandwidth.purchase), ("minute", None));
    assert_eq!(eip(sample!("EipInquiry.postpaid_traffic")).traffic, Some(money("0.76")));
    assert_eq!(eip(sample!("EipInquiry.prepaid")).purchase, Some(money("23")));
}

#[test]
fn orders_confirm_instances_or_at_least_an_order() {
    let created = Created::read(sample!("CreateInstanceBySpec")).unwrap();
    assert_eq!(
        (created.instance_ids.len(), created.warnings.as_slice()),
        (1, &["warning info".to_owned()][..])
    );
    let batch = Created::read(sample!("CreateInstanceBySpec.batch")).unwrap();
    assert_eq!((batch.instance_ids.len(), batch.warnings.len()), (3, 0));
    assert_eq!(batch.order_id, "7d8a1f0c3b5e4d2f9a6b8c7d5e4f3a21");
    assert_eq!(Created::read(sample!("CreateBidInstance")).unwrap().instance_ids, ["i-cZbnhO0B"]);
    let order_only = Created::read(sample!("CreateBidInstance.order_only")).unwrap();
    assert!(order_only.instance_ids.is_empty() && !order_only.order_id.is_empty());
    for nothing in ["{}", r#"{"instanceIds":[],"orderId":null}"#, r#"{"code":"x","message":"y"}"#] {
        assert_eq!(
            Created::read(nothing.as_bytes()),
            Err(Unreadable::Missing("instanceIds")),
            "{nothing}"
        );
    }
}
