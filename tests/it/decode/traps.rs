//! The traps of contract.md §11.2 and §1.3, one test each.

use bcc_wizard::api::wire::create::Created;
use bcc_wizard::api::wire::image::{FittingModel, ImageModel};
use bcc_wizard::api::wire::instance::{INSTANCE, InstanceModel, VncModel};
use bcc_wizard::api::wire::page::{Page, part, whole};
use bcc_wizard::api::wire::price::{DiskPriceModel, FamilyPrices};
use bcc_wizard::api::wire::spec::ZoneResources;
use bcc_wizard::api::wire::vpc::{SubnetModel, VpcModel};
use bcc_wizard::domain::catalog::{
    FittingImage, Image, ImageKind, ImageState, Instance, InstanceDetail, NicAddress, ProductType,
    Spec, SpecPrice, Subnet, Volume, Vpc,
};
use bcc_wizard::domain::units::{Gib, Mbps};
use serde_json::{Value, json};

use super::{money, rows, sample};

/// Every way to say nothing (contract.md §1.3); a missing key is [`without`].
fn nothing() -> [Value; 5] {
    [json!(null), json!(""), json!("null"), json!("-"), json!(" ")]
}

/// What stands where a number is expected, and is none.
fn no_number() -> [Value; 6] {
    [json!("x"), json!(-1), json!(1.5), json!(true), json!([]), json!({})]
}

fn detail(fields: &Value) -> InstanceDetail {
    let mut instance = json!({"id": "i-1"});
    for (key, value) in fields.as_object().unwrap() {
        instance[key] = value.clone();
    }
    let body = json!({ "instance": instance }).to_string();
    part::<InstanceModel>(body.as_bytes(), INSTANCE).unwrap().into()
}

fn flavor(fields: &Value) -> Spec {
    let mut flavor = json!({"spec": "bcc.g9.c1m1"});
    for (key, value) in fields.as_object().unwrap() {
        flavor[key] = value.clone();
    }
    let body =
        json!({"zoneResources": [{"bccResources": {"flavorGroups": [{"flavors": [flavor]}]}}]});
    let mut zones = Page::<ZoneResources>::read(body.to_string().as_bytes()).unwrap().rows;
    zones.remove(0).into_specs("z").remove(0)
}

fn image(fields: &Value) -> Image {
    let mut image = json!({"id": "m-1"});
    for (key, value) in fields.as_object().unwrap() {
        image[key] = value.clone();
    }
    let body = json!({ "images": [image] }).to_string();
    rows::<ImageModel, Image>(body.as_bytes()).remove(0)
}

#[test]
fn instances_count_in_numbers_and_texts() {
    for (two, many) in
        [(json!(2), json!(100)), (json!("2"), json!("100")), (json!(2.0), json!("1e2"))]
    {
        let instance = detail(&json!({"cardCount": two, "eniNum": two, "cpuCount": two,
            "memoryCapacityInGB": two, "networkCapacityInMbps": many}));
        assert_eq!((instance.cards, instance.interfaces, instance.vcpus), (2, 2, 2), "{two}");
        assert_eq!((instance.memory, instance.bandwidth), (Gib(2), Mbps(100)), "{many}");
    }
    for none in nothing().into_iter().chain(no_number()) {
        let instance = detail(&json!({"cardCount": none, "eniNum": none, "cpuCount": none,
            "networkCapacityInMbps": none, "npuVideoMemory": none}));
        assert_eq!((instance.cards, instance.interfaces, instance.vcpus), (0, 0, 0), "{none}");
        assert_eq!(instance.bandwidth, Mbps(0), "{none}");
    }
    assert_eq!(detail(&json!({"nicInfo": {"eniNum": 1}})).interfaces, 1);
    assert_eq!(detail(&json!({"eniNum": "2", "nicInfo": {"eniNum": 1}})).interfaces, 2);
}

#[test]
fn an_address_that_is_the_word_null_is_none() {
    let ip = |eip: &Value, size: Value, primary: Value| {
        json!({"privateIp": "10.0.0.1", "eip": eip,
        "eipType": "null", "eipSize": size, "primary": primary})
    };
    for none in nothing() {
        let nic = json!({"ips": [ip(&none, json!("0"), json!("true"))]});
        let instance = detail(&json!({"nicInfo": nic, "publicIp": none, "ipv6": none}));
        let address = NicAddress {
            private: "10.0.0.1".to_owned(),
            public: None,
            bandwidth: Mbps(0),
            primary: true,
        };
        assert_eq!(instance.addresses, [address], "{none}");
        assert_eq!((instance.instance.public_ip, instance.ipv6), (None, None), "{none}");
    }
    let eip = json!("198.51.100.24");
    for (size, primary, is_primary) in [
        (json!("5"), json!(true), true),
        (json!(5), json!("false"), false),
        (json!(5), json!(1), true),
    ] {
        let instance = detail(&json!({"nicInfo": {"ips": [ip(&eip, size, primary), {}, null]}}));
        assert_eq!(instance.addresses.len(), 1);
        let address = &instance.addresses[0];
        assert_eq!(address.public.as_deref(), Some("198.51.100.24"));
        assert_eq!((address.bandwidth, address.primary), (Mbps(5), is_primary));
    }
    assert_eq!(detail(&json!({"Ipv6Addresses": ["", "240c::1"]})).ipv6.as_deref(), Some("240c::1"));
    assert_eq!(detail(&json!({"nicInfo": "x"})).addresses, []);
}

#[test]
fn the_long_ids_and_the_wrong_clock_of_nic_info_are_not_read() {
    let listed: Vec<InstanceDetail> = rows::<InstanceModel, _>(&sample("ListInstanceByIds"));
    assert_eq!((&*listed[0].vpc, &*listed[0].subnet), ("vpc-nys8a7qhzdrs", "sbn-yfxhv6b0sxy4"));
    assert_eq!(listed[0].created, "2024-06-26T11:42:01Z");
    assert_eq!(
        detail(&json!({"nicInfo": {"createdTime": "Wed Jun 26 19:42:02 UTC 2024"}})).created,
        ""
    );
}

#[test]
fn an_instance_that_does_not_expire_has_no_date_for_it() {
    for none in nothing() {
        assert_eq!(detail(&json!({"expireTime": none})).expires, None, "{none}");
    }
    assert_eq!(detail(&json!({})).expires, None);
    let listed: Vec<InstanceDetail> = rows::<InstanceModel, _>(&sample("ListInstances"));
    assert_eq!(listed[0].expires.as_deref(), Some("2023-01-11T06:11:42Z"));
    assert!(listed[0].auto_renew && !listed[0].protected);
    assert_eq!(listed[0].resource_groups, ["RESG-jec9gimkKaY"]);
    assert_eq!((listed[0].tags.len(), &*listed[0].tags[0].value), (1, "bcc"));
}

#[test]
fn words_nobody_has_documented_are_kept_and_harm_nothing() {
    for word in ["Hibernating", "unknown", "", "null"] {
        let instance = detail(&json!({"status": word, "placementPolicy": word,
            "paymentTiming": word, "chargeStatus": word}));
        let kept = if word == "null" { "" } else { word };
        assert_eq!((&*instance.instance.status, &*instance.payment), (kept, kept));
        assert_eq!(instance.charging, kept);
    }
    let quantum = image(&json!({"type": "QuantumSystem", "osType": "plan9", "status": "Baking"}));
    assert_eq!(
        (quantum.kind.clone(), quantum.state()),
        (ImageKind::Public, ImageState::Unavailable)
    );
    let odd = image(&json!({"type": "Quantum", "status": 7}));
    assert_eq!(odd.kind, ImageKind::Other("Quantum".to_owned()));
    assert!(!odd.available() && !quantum.available());
    let spec = flavor(&json!({"rdmaType": "Pigeon", "productType": "lease"}));
    assert_eq!((&*spec.rdma, spec.product), ("Pigeon", ProductType::Both));
}

#[test]
fn an_image_type_is_read_in_any_case() {
    for (word, kind) in [
        ("System", ImageKind::Public),
        ("custom", ImageKind::Custom),
        ("SHARING", ImageKind::Shared),
        ("integration", ImageKind::Market),
    ] {
        assert_eq!(detail(&json!({"imageType": word})).image_kind, Some(kind.clone()), "{word}");
        assert_eq!(image(&json!({"type": word})).kind, kind, "{word}");
    }
    assert_eq!(detail(&json!({"imageType": ""})).image_kind, None);
}

#[test]
fn both_spellings_of_a_failed_image_are_one() {
    for (word, state) in [
        ("CreatedFailed", ImageState::Failed),
        ("CreateFailed", ImageState::Failed),
        ("Error", ImageState::Failed),
        ("Creating", ImageState::Creating),
        ("NotAvailable", ImageState::Unavailable),
        ("AVAILABLE", ImageState::Available),
    ] {
        let image = image(&json!({"status": word}));
        assert_eq!((image.state(), image.available()), (state, state == ImageState::Available));
    }
}

#[test]
fn flavors_count_in_numbers_and_texts() {
    let numbers = flavor(&json!({"cpuCount": 8, "memoryCapacityInGB": 64, "gpuCardType": "A10",
        "gpuCardCount": 2, "fpgaCardCount": 0, "ephemeralDiskCount": 2, "ephemeralDiskInGb": 1788,
        "volumeCount": 16, "eniQuota": 4, "networkBandwidth": 1.5, "netEthQueueCount": 8,
        "enableJumboFrame": true}));
    let texts = flavor(&json!({"cpuCount": "8", "memoryCapacityInGB": "64", "gpuCardType": "A10",
        "gpuCardCount": "2", "fpgaCardCount": "0", "ephemeralDiskCount": "2",
        "ephemeralDiskInGb": "1788", "volumeCount": "16", "eniQuota": "4", "networkBandwidth": "1.5",
        "netEthQueueCount": "8", "enableJumboFrame": "true"}));
    assert_eq!(numbers, texts);
    assert_eq!((texts.vcpus, texts.gpu.as_ref().unwrap().count), (8, 2));
    assert_eq!((texts.local_disks, &*texts.network_gbps), (Some((2, Gib(1788))), "1.5"));
    for none in nothing() {
        let spec =
            flavor(&json!({"gpuCardType": none, "gpuCardCount": none, "fpgaCardCount": none,
            "ephemeralDiskCount": none, "ephemeralDiskInGb": none, "volumeCount": none,
            "eniQuota": none, "rdmaType": none}));
        assert_eq!((spec.gpu, spec.fpga, spec.local_disks), (None, None, None), "{none}");
        assert_eq!((spec.volume_count, spec.eni_quota, &*spec.rdma), (None, None, ""), "{none}");
    }
    for word in ["PrePaid", "Prepaid", "PREPAID"] {
        assert_eq!(flavor(&json!({"productType": word})).product, ProductType::Prepaid, "{word}");
    }
}

#[test]
fn prices_are_numbers_or_texts_and_never_zero_for_want_of_one() {
    let price = |price: &Value| -> SpecPrice {
        let body = json!({"price": [{"specPrices":
            [{"spec": "s", "specPrice": price, "tradePrice": price, "status": 1}]}]});
        let mut rows = Page::<FamilyPrices>::read(body.to_string().as_bytes()).unwrap().rows;
        rows.remove(0).spec_prices.remove(0).into()
    };
    for (value, amount) in
        [(json!("316.00"), "316"), (json!(0.0110), "0.011"), (json!("0.00233/minute"), "0.00233")]
    {
        let price = price(&value);
        assert_eq!((price.list, price.trade), (Some(money(amount)), Some(money(amount))));
    }
    for none in nothing().into_iter().chain([json!("free"), json!([]), json!(-1)]) {
        assert_eq!((price(&none).list, price(&none).trade), (None, None), "{none}");
        let body = json!({"price": [{"price": none, "unit": none}]}).to_string();
        let mut rows = Page::<DiskPriceModel>::read(body.as_bytes()).unwrap().rows;
        assert_eq!(rows.remove(0).into_price(), None, "{none}");
    }
}

#[test]
fn the_least_size_of_a_fitting_image_is_a_text_or_a_number() {
    let sizes = |value: Value| {
        let body = json!({"images": [{"imageId": "m-1", "minSizeInGiB": value}]}).to_string();
        rows::<FittingModel, FittingImage>(body.as_bytes()).remove(0).min_disk
    };
    assert_eq!((sizes(json!(20)), sizes(json!("20"))), (Some(Gib(20)), Some(Gib(20))));
    for none in nothing().into_iter().chain(no_number()).chain([json!(0), json!("0")]) {
        assert_eq!(sizes(none.clone()), None, "{none}");
    }
}

#[test]
fn a_name_goes_by_either_key() {
    for (fields, name) in [
        (json!({"name": "lower"}), "lower"),
        (json!({"Name": "upper"}), "upper"),
        (json!({"name": "", "Name": "upper"}), "upper"),
        (json!({"name": "lower", "Name": "upper"}), "lower"),
        (json!({"name": null, "Name": null}), ""),
        (json!({"name": 7}), "7"),
    ] {
        let mut row = fields.clone();
        (row["subnetId"], row["vpcId"]) = (json!("sbn-1"), json!("vpc-1"));
        let body = json!({"subnets": [row], "vpcs": [row]}).to_string();
        let subnets: Vec<Subnet> = rows::<SubnetModel, _>(body.as_bytes());
        let vpcs: Vec<Vpc> = rows::<VpcModel, _>(body.as_bytes());
        assert_eq!((&*subnets[0].name, &*vpcs[0].name), (name, name), "{fields}");
    }
}

#[test]
fn warnings_never_cost_the_ids_of_what_was_bought() {
    for (warnings, read) in [
        (None, &[][..]),
        (Some(json!(null)), &[]),
        (Some(json!([])), &[]),
        (Some(json!(["one", "two"])), &["one", "two"]),
        (Some(json!(["one", null, ""])), &["one"]),
    ] {
        let mut body = json!({"instanceIds": ["i-1"], "orderId": "o-1"});
        if let Some(warnings) = warnings {
            body["warningList"] = warnings;
        }
        let created = Created::read(body.to_string().as_bytes()).unwrap();
        assert_eq!((created.instance_ids.len(), &*created.order_id), (1, "o-1"), "{body}");
        assert_eq!(created.warnings, read, "{body}");
    }
    // In a shape nobody has documented they are told all the same.
    for (odd, said) in [
        (json!("one"), "one"),
        (json!({"message": "one"}), "one"),
        (json!([{"message": "one"}]), "one"),
        (json!([{"text": "one"}]), r#"{"text":"one"}"#),
        (json!(7), "7"),
    ] {
        let body = json!({"instanceIds": ["i-1"], "warningList": odd}).to_string();
        let created = Created::read(body.as_bytes()).unwrap();
        assert_eq!((&*created.instance_ids[0], &*created.warnings[0]), ("i-1", said), "{odd}");
    }
    for id in nothing() {
        let body = json!({"instanceIds": [id, "i-1"], "orderId": id}).to_string();
        let created = Created::read(body.as_bytes()).unwrap();
        assert_eq!((created.instance_ids.len(), &*created.order_id), (1, ""), "{id}");
    }
}

#[test]
fn instances_from_starting_to_running() {
    let one = |name: &str| Instance::from(part::<InstanceModel>(&sample(name), INSTANCE).unwrap());
    let running = one("GetInstance.running_public_ip");
    assert_eq!(running.public_ip.as_deref(), Some("198.51.100.24"));
    assert_eq!((running.status.as_str(), running.os.as_str()), ("Running", "Ubuntu 22.04 LTS"));
    let starting = one("GetInstance.starting");
    assert_eq!((starting.status.as_str(), starting.private_ip), ("Starting", None));
    assert_eq!(one("GetInstance.error_state").status, "Error");
    assert_eq!(one("GetInstance").private_ip.as_deref(), Some("172.16.16.15"));
    let listed: Vec<Instance> = rows::<InstanceModel, _>(&sample("ListInstanceByIds"));
    assert_eq!((listed[0].id.as_str(), listed[0].spec.as_str()), ("i-cZbnhO0B", ""));
    let listed: Vec<Instance> = rows::<InstanceModel, _>(&sample("ListInstances"));
    assert_eq!(listed[0].zone, "cn-bj-a");
    let vnc: VncModel = whole(&sample("GetInstanceVnc")).unwrap();
    assert!(vnc.vnc_url.starts_with("http://10.105.97.40/vnc_auto.html?token="));
    assert!(part::<InstanceModel>(br#"{"instance":{"name":"no id"}}"#, INSTANCE).is_err());
}

#[test]
fn the_rest_of_an_instance_is_read_or_left_out() {
    let full = detail(&json!({"deletionProtection": "1", "keypairId": "k-1", "autoRenew": "true",
        "volumes": [{"volumeId": "v-1", "diskSizeInGB": "40", "isSystemVolume": "true"}, {}, "x"],
        "tags": [{"tagKey": "默认项目", "tagValue": null}, {"tagKey": ""}, {"tagKey": "null"}],
        "deploysetList": [{"deploysetId": "dset-1"}, null], "resGroupInfos": "x"}));
    assert!(full.protected && full.auto_renew);
    assert_eq!(full.key_pair.as_deref(), Some("k-1"));
    let disk = Volume { id: "v-1".to_owned(), size: Some(Gib(40)), system: true };
    assert_eq!(full.volumes, [disk]);
    // "null" is a word people may tag with; an empty key is none.
    let tags: Vec<(&str, &str)> = full.tags.iter().map(|tag| (&*tag.key, &*tag.value)).collect();
    assert_eq!(tags, [("默认项目", ""), ("null", "")]);
    assert_eq!((full.deploy_sets.len(), full.resource_groups.len()), (1, 0));
    for none in nothing() {
        let bare = detail(&json!({"deletionProtection": none, "keypairId": none, "volumes": none,
            "tags": none, "autoRenew": none, "deploysetList": none}));
        assert!(!bare.protected && !bare.auto_renew && bare.key_pair.is_none(), "{none}");
        assert!(bare.volumes.is_empty() && bare.tags.is_empty() && bare.deploy_sets.is_empty());
    }
}

#[test]
fn the_snapshots_of_an_image_come_under_two_names_and_a_broken_one_costs_itself_only() {
    let one = json!({"id": "s-1", "sizeInGB": "50"});
    let ids = |fields: &Value| -> Vec<String> {
        image(fields).snapshots.into_iter().map(|snapshot| snapshot.id).collect()
    };
    assert_eq!(ids(&json!({"snapshots": [one]})), ["s-1"]);
    assert_eq!(ids(&json!({"snapshot": [one, 7, {"sizeInGB": 1}, {"id": "s-2"}]})), ["s-1", "s-2"]);
    assert_eq!(ids(&json!({"snapshots": [one], "snapshot": [one]})), ["s-1"], "each once");
    for none in [json!(null), json!(""), json!({}), json!([]), json!("null")] {
        assert_eq!(ids(&json!({"snapshots": none})), [""; 0]);
    }
}
