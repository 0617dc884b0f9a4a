//! The sample requests, made from plans.

use bcc_wizard::api::cipher;
use bcc_wizard::domain::plan::{
    AutoRenew, Bid, Billing, ChargeType, DataDisk, Groups, HostEye, Line, Login, More, Plan,
    PublicIp, RenewUnit, SystemDisk,
};
use bcc_wizard::domain::units::{Gib, Mbps, Months};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Map, Value, json};

use super::{SECRET_KEY, USER_DATA, list, minimal, sent};

macro_rules! sample {
    ($name:literal) => {
        include_bytes!(concat!("../../samples/requests/", $name, ".json"))
    };
}

fn object(text: &[u8]) -> Map<String, Value> {
    serde_json::from_slice(text).unwrap()
}

/// A plan that says nothing of the network, as the samples do.
fn bare() -> Plan {
    Plan { subnet: String::new(), groups: Groups::Normal(Vec::new()), ..minimal() }
}

/// What the wizard says beyond what a sample says: never left to a default.
fn with_the_always_said(mut sample: Map<String, Value>) -> Value {
    let always = [("rootDiskSizeInGb", 40), ("purchaseCount", 1), ("networkCapacityInMbps", 0)];
    for (key, value) in always {
        sample.entry(key).or_insert(json!(value));
    }
    Value::Object(sample)
}

#[test]
fn the_minimal_order() {
    let expected = with_the_always_said(object(sample!("CreateInstanceBySpec.minimal")));
    assert_eq!(sent(&bare()), expected);
}

#[test]
fn the_example_of_the_documentation() {
    let plan = Plan {
        zone: String::new(),
        spec: "bcc.g3.c4m12".to_owned(),
        image: "m-mRjO3cjs".to_owned(),
        data_disks: vec![DataDisk::new("std1", Gib(5))],
        name: Some("example".into()),
        billing: Billing::Prepaid(Months(1)),
        ..bare()
    };
    let mut example = object(sample!("CreateInstanceBySpec.seed_example"));
    // The unit is optional there and always said here (contract.md §11.1).
    example["billing"]["reservation"]["reservationTimeUnit"] = json!("Month");
    assert_eq!(sent(&plan), with_the_always_said(example));
}

#[test]
fn an_order_with_a_password_and_a_local_disk() {
    let plan = Plan {
        spec: "bcc.l5.c8m64.1d".to_owned(),
        image: "m-WinSrv19".to_owned(),
        system_disk: SystemDisk { size: Gib(50), ..SystemDisk::default() },
        local_disk: Some(Gib(1788)),
        login: Login::Password(SecretString::from("Inst12#@")),
        ..bare()
    };
    let mut made = sent(&plan);
    let cipher_hex = made["adminPass"].take();
    let key = SecretString::from(SECRET_KEY);
    let back = cipher::decrypt(cipher_hex.as_str().unwrap(), &key).unwrap();
    assert_eq!(back.expose_secret(), "Inst12#@");
    // The sample describes the text in words instead of giving one.
    let mut expected = with_the_always_said(object(sample!("CreateInstanceBySpec.password")));
    assert!(expected["adminPass"].take().is_string());
    assert_eq!(made, expected);
}

#[test]
fn a_prepaid_batch_with_nearly_everything() {
    let plan = Plan {
        family: Some("g5".into()),
        count: 3,
        system_disk: SystemDisk {
            storage_type: Some("enhanced_ssd_pl1".into()),
            size: Gib(60),
            ..SystemDisk::default()
        },
        data_disks: vec![
            DataDisk::new("cloud_hp1", Gib(100)),
            DataDisk { snapshot: Some("s-6r3dam6F".into()), ..DataDisk::new("hp1", Gib(50)) },
        ],
        public_ip: Some(PublicIp {
            name: Some("web-eip".into()),
            line: Some(Line::Bgp),
            ..PublicIp::new(Mbps(5), ChargeType::BandwidthPrepaid)
        }),
        name: Some("web".into()),
        hostname: Some("web".into()),
        login: Login::KeyPair("k-VLbXxC1m".to_owned()),
        billing: Billing::Prepaid(Months(12)),
        more: More {
            ordered_suffix: Some(true),
            hostname_domain: Some(false),
            user_data: Some(USER_DATA.into()),
            host_eye: Some(HostEye::Open),
            deployment_sets: list(&["dset-qrE9FWAR"]),
            snapshot_policy: Some("asp-123".into()),
            ipv6: Some(false),
            auto_renew: Some(AutoRenew { unit: RenewUnit::Year, time: 1 }),
            tags: super::more().tags,
            tag_related: Some(true),
            resource_group: Some("RESG-jec9gimkKaY".into()),
            deletion_protection: Some(true),
            ..More::default()
        },
        ..minimal()
    };
    let expected = object(sample!("CreateInstanceBySpec.prepaid_batch"));
    assert_eq!(sent(&plan), Value::Object(expected));
}

#[test]
fn a_spot_instance_with_a_price_of_its_own() {
    let plan = Plan {
        spec: "bcc.c1.c1m2".to_owned(),
        login: Login::KeyPair("k-VLbXxC1m".to_owned()),
        spot: Some(Bid::Custom("0.00500".parse().unwrap())),
        ..bare()
    };
    let mut expected = object(sample!("CreateBidInstance"));
    // The sample says it of a public IP it does not buy, which would mean nothing.
    assert_eq!(expected.remove("isEipAutoRelatedDelete"), Some(json!(true)));
    assert_eq!(sent(&plan), with_the_always_said(expected));
}
