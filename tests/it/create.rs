//! The create request: from plans of every kind to the JSON that is sent.

use std::net::Ipv4Addr;

use bcc_wizard::api::cipher::{self, CipherError};
use bcc_wizard::api::wire::create;
use bcc_wizard::domain::plan::{
    AutoRenew, Bid, Billing, ChargeType, DataDisk, FileProtocol, FileSystem, Groups, HostEye, Line,
    Login, More, Numa, Partition, Plan, PublicIp, RenewUnit, SystemDisk, Tag, ThreadsPerCore,
};
use bcc_wizard::domain::units::{Gib, Mbps, Months};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};

pub mod laws;
mod names;
mod samples;

const SECRET_KEY: &str = "examplesecretkey0123456789abcdef";
const PASSWORD: &str = "Abcd123!";
const USER_DATA: &str = "#!/bin/sh\necho hello\n";

fn text_of(plan: &Plan) -> String {
    create::body(plan, &SecretString::from(SECRET_KEY)).unwrap()
}

pub fn sent(plan: &Plan) -> Value {
    serde_json::from_str(&text_of(plan)).unwrap()
}

fn list(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// The least a wizard's plan says.
fn minimal() -> Plan {
    Plan {
        region: "bj".to_owned(),
        zone: "cn-bj-a".to_owned(),
        spec: "bcc.g5.c2m8".to_owned(),
        family: None,
        count: 1,
        image: "m-nky7qeom".to_owned(),
        system_disk: SystemDisk { size: Gib(40), ..SystemDisk::default() },
        data_disks: Vec::new(),
        local_disk: None,
        subnet: "sbn-IyWRnII7".to_owned(),
        groups: Groups::Normal(list(&["g-default00001"])),
        public_ip: None,
        name: None,
        hostname: None,
        login: Login::Later,
        billing: Billing::Postpaid,
        spot: None,
        more: More::default(),
    }
}

/// Everything that a postpaid plan can say at once.
fn maximal() -> Plan {
    Plan {
        family: Some("g5".into()),
        count: 3,
        system_disk: SystemDisk {
            storage_type: Some("enhanced_ssd_pl1".into()),
            size: Gib(60),
            extra_io: Some("500".into()),
            partition: Some(Partition::Ext4),
            hide_serial: Some(true),
        },
        data_disks: vec![
            DataDisk {
                storage_type: "enhanced_ssd_pl1".to_owned(),
                size: Gib(100),
                name: Some("data".into()),
                snapshot: Some("s-6r3dam6F".into()),
                extra_io: Some(0),
                encrypt_key: Some("a-key-of-disks".into()),
                delete_with_instance: Some(true),
                delete_auto_snapshot: Some(false),
            },
            DataDisk::new("hp1", Gib(50)),
        ],
        local_disk: Some(Gib(1788)),
        public_ip: Some(PublicIp {
            bandwidth: Mbps(5),
            charge: ChargeType::Traffic,
            name: Some("web-eip".into()),
            line: Some(Line::EnhancedBgp),
            delete_with_instance: Some(true),
        }),
        name: Some("web".into()),
        hostname: Some("web".into()),
        login: Login::Password(SecretString::from(PASSWORD)),
        more: more(),
        ..minimal()
    }
}

fn more() -> More {
    More {
        min_count: Some(2),
        ordered_suffix: Some(true),
        hostname_domain: Some(false),
        user_data: Some(USER_DATA.into()),
        role: Some("reader".into()),
        host_eye: Some(HostEye::Enterprise),
        dedicated_host: None,
        deployment_sets: list(&["dset-qrE9FWAR"]),
        ehc_cluster: Some("ehc-1".into()),
        jumbo_frames: Some(true),
        hyper_threading: Some(false),
        threads_per_core: Some(ThreadsPerCore::One),
        numa: Some(Numa::Auto),
        data_partition: Some(Partition::Xfs),
        file_systems: vec![FileSystem {
            id: "cfs-1".to_owned(),
            mount_address: "cfs-1.lb.bj.baidubce.com".to_owned(),
            path: "/mnt".to_owned(),
            protocol: FileProtocol::Nfs,
        }],
        snapshot_policy: Some("asp-123".into()),
        internal_ips: [2, 3, 4].map(|host| Ipv4Addr::new(192, 168, 0, host)).to_vec(),
        network_interfaces: list(&["eni-1", "eni-2", "eni-3"]),
        ipv6: Some(false),
        auto_renew: None,
        tags: vec![Tag { key: "env".to_owned(), value: "prod".to_owned() }],
        tag_related: Some(true),
        resource_group: Some("RESG-jec9gimkKaY".into()),
        deletion_protection: Some(true),
    }
}

/// The maximal plan and what excludes some of it: together they say everything.
pub fn maximal_plans() -> Vec<Plan> {
    let price = "0.00500".parse().unwrap();
    let auto_renew = Some(AutoRenew { unit: RenewUnit::Year, time: 1 });
    let dedicated_host = Some("d-MPgs6jPr".into());
    vec![
        maximal(),
        Plan {
            billing: Billing::Prepaid(Months(12)),
            login: Login::KeyPair("k-VLbXxC1m".to_owned()),
            more: More { auto_renew, ..more() },
            ..maximal()
        },
        Plan {
            spot: Some(Bid::Custom(price)),
            groups: Groups::Enterprise(list(&["esg-1"])),
            ..maximal()
        },
        Plan {
            login: Login::KeepImage,
            more: More { dedicated_host, host_eye: Some(HostEye::Off), ..more() },
            ..maximal()
        },
    ]
}

#[test]
fn a_small_postpaid_order_holds_nothing_that_was_not_answered() {
    let expected = concat!(
        r#"{"spec":"bcc.g5.c2m8","zoneName":"cn-bj-a","imageId":"m-nky7qeom","purchaseCount":1,"#,
        r#""rootDiskSizeInGb":40,"networkCapacityInMbps":0,"subnetId":"sbn-IyWRnII7","#,
        r#""securityGroupIds":["g-default00001"],"billing":{"paymentTiming":"Postpaid"}}"#,
    );
    assert_eq!(text_of(&minimal()), expected);
    let emptied = Plan {
        family: Some(String::new()),
        name: Some(" ".into()),
        hostname: Some(String::new()),
        system_disk: SystemDisk {
            storage_type: Some(String::new()),
            extra_io: Some(String::new()),
            ..minimal().system_disk
        },
        public_ip: Some(PublicIp {
            name: Some("web-eip".into()),
            line: Some(Line::Bgp),
            delete_with_instance: Some(true),
            ..PublicIp::new(Mbps(0), ChargeType::Traffic)
        }),
        login: Login::KeyPair(String::new()),
        more: More {
            user_data: Some(String::new().into()),
            role: Some(String::new()),
            dedicated_host: Some(String::new()),
            deployment_sets: list(&[""]),
            network_interfaces: list(&["", " "]),
            tags: vec![Tag { key: String::new(), value: String::new() }],
            ..More::default()
        },
        ..minimal()
    };
    assert_eq!(text_of(&emptied), expected);
}

#[test]
fn a_password_travels_encrypted() {
    let text = text_of(&maximal());
    assert!(!text.contains(PASSWORD));
    let sent: Value = serde_json::from_str(&text).unwrap();
    let key = SecretString::from(SECRET_KEY);
    let back = cipher::decrypt(sent["adminPass"].as_str().unwrap(), &key).unwrap();
    assert_eq!(back.expose_secret(), PASSWORD);
    let short = SecretString::from("fifteen letters");
    assert_eq!(create::body(&maximal(), &short), Err(CipherError::ShortKey));
    // Where nothing is to be encrypted the key does not matter.
    assert!(create::body(&minimal(), &short).is_ok());
    let foreign = Plan { login: Login::Password(SecretString::from("Abcd123密")), ..minimal() };
    let refused = create::body(&foreign, &SecretString::from(SECRET_KEY));
    assert_eq!(refused, Err(CipherError::NotAscii));
}

#[test]
fn what_is_secret_in_a_plan_is_not_shown_by_debug() {
    let shown = format!("{:?} {:#?}", maximal(), maximal());
    for secret in [PASSWORD, "echo hello", "a-key-of-disks"] {
        assert!(!shown.contains(secret), "{secret}");
    }
    assert!(shown.contains("asp-123"));
}

#[test]
fn user_data_is_encoded_exactly_once_whatever_it_is() {
    for (plain, encoded) in [
        (USER_DATA, "IyEvYmluL3NoCmVjaG8gaGVsbG8K"),
        ("a", "YQ=="),
        ("ab?>", "YWI/Pg=="),
        ("测试", "5rWL6K+V"),
        ("IyEvYmluL3NoCg==", "SXlFdlltbHVMM05vQ2c9PQ=="),
        (" kept \n", "IGtlcHQgCg=="),
    ] {
        let more = More { user_data: Some(plain.into()), ..More::default() };
        assert_eq!(sent(&Plan { more, ..minimal() })["userData"], encoded, "{plain}");
    }
}

#[test]
fn values_are_sent_in_the_words_of_the_api() {
    let word = |more: More, key: &str| sent(&Plan { more, ..minimal() })[key].clone();
    for (threads, expected) in ThreadsPerCore::ALL.iter().zip(["1", "2"]) {
        let more = More { threads_per_core: Some(*threads), ..More::default() };
        assert_eq!(word(more, "cpuThreadConfig"), expected);
    }
    for (numa, expected) in Numa::ALL.iter().zip(["0", "1", "2", "4", "auto"]) {
        let more = More { numa: Some(*numa), ..More::default() };
        assert_eq!(word(more, "numaConfig"), expected);
    }
    for (partition, expected) in Partition::ALL.iter().zip(["xfs", "ext4"]) {
        let more = More { data_partition: Some(*partition), ..More::default() };
        assert_eq!(word(more, "dataPartitionType"), expected);
    }
    for (protection, expected) in [(true, 1), (false, 0)] {
        let more = More { deletion_protection: Some(protection), ..More::default() };
        assert_eq!(word(more, "deletionProtection"), expected);
    }
    for (eye, open, kind) in [
        (HostEye::Open, true, json!("open")),
        (HostEye::Enterprise, true, json!("enterprise")),
        (HostEye::Off, false, Value::Null),
    ] {
        let plan = Plan { more: More { host_eye: Some(eye), ..More::default() }, ..minimal() };
        assert_eq!(
            (&sent(&plan)["isOpenHostEye"], &sent(&plan)["hosteyeType"]),
            (&json!(open), &kind)
        );
    }
    for (line, expected) in Line::ALL.iter().zip(["BGP", "BGP_S"]) {
        let ip = PublicIp { line: Some(*line), ..PublicIp::new(Mbps(100), ChargeType::Traffic) };
        let plan = Plan { public_ip: Some(ip), ..minimal() };
        assert_eq!(sent(&plan)["networkPurchaseType"], expected);
    }
    for (protocol, expected) in FileProtocol::ALL.iter().zip(["nfs", "smb"]) {
        let file_system = FileSystem { protocol: *protocol, ..more().file_systems.remove(0) };
        let more = More { file_systems: vec![file_system], ..More::default() };
        assert_eq!(word(more, "fileSystems")[0]["protocol"], expected);
    }
}

#[test]
fn a_tag_may_go_without_a_value() {
    let tags = vec![Tag { key: "env".to_owned(), value: String::new() }];
    let plan = Plan { more: More { tags, ..More::default() }, ..minimal() };
    assert_eq!(sent(&plan)["tags"], json!([{"tagKey": "env"}]));
}

#[test]
fn what_another_answer_makes_void_is_not_sent() {
    let has = |plan: &Plan, keys: &[&str]| -> Vec<bool> {
        let sent = sent(plan);
        keys.iter().map(|key| sent.get(key).is_some()).collect()
    };
    let ip = ["eipName", "internetChargeType", "networkPurchaseType", "isEipAutoRelatedDelete"];
    assert_eq!(has(&maximal(), &ip), [true; 4]);
    assert_eq!(has(&Plan { public_ip: None, ..maximal() }, &ip), [false; 4]);

    let prepaid_ip =
        PublicIp { charge: ChargeType::BandwidthPrepaid, ..maximal().public_ip.unwrap() };
    let kept = has(&Plan { public_ip: Some(prepaid_ip), ..maximal() }, &ip);
    assert_eq!(kept, [true, true, true, false]);

    let auto_renew = Some(AutoRenew { unit: RenewUnit::Month, time: 6 });
    let renewed = Plan { more: More { auto_renew, ..more() }, ..maximal() };
    let renewal = ["autoRenewTimeUnit", "autoRenewTime"];
    assert_eq!(has(&renewed, &renewal), [false; 2]);
    let prepaid = Plan { billing: Billing::Prepaid(Months(1)), ..renewed.clone() };
    assert_eq!(has(&prepaid, &renewal), [true; 2]);
    let reservation = json!({"reservationLength": 1, "reservationTimeUnit": "Month"});
    let billing = json!({"paymentTiming": "Prepaid", "reservation": reservation});
    assert_eq!(sent(&prepaid)["billing"], billing);
    assert_eq!(sent(&prepaid)["createCdsList"][0].get("deleteWithInstance"), None);
    assert_eq!(sent(&renewed)["createCdsList"][0]["deleteWithInstance"], true);

    // A spot instance has no period, whatever the plan says of billing.
    let spot = Plan { spot: Some(Bid::Market), ..prepaid };
    assert_eq!(sent(&spot)["billing"], json!({"paymentTiming": "bidding"}));
    assert_eq!(has(&spot, &renewal), [false; 2]);
    assert_eq!(sent(&spot)["bidModel"], "market");
    assert_eq!(has(&spot, &["bidPrice"]), [false]);

    let groups = Groups::Enterprise(list(&["esg-1"]));
    let kinds = ["securityGroupIds", "enterpriseSecurityGroupIds"];
    assert_eq!(has(&Plan { groups, ..maximal() }, &kinds), [false, true]);
    let dedicated = More { dedicated_host: Some("d-1".into()), ..more() };
    let places = ["zoneName", "dedicatedHostId"];
    assert_eq!(has(&Plan { more: dedicated, ..maximal() }, &places), [false, true]);
    assert_eq!(sent(&maximal())["ephemeralDisks"], json!([{"sizeInGB": 1788}]));
}
