//! What holds of the body of every plan, however odd.

use std::net::Ipv4Addr;

use bcc_wizard::domain::plan::{
    AutoRenew, Bid, Billing, ChargeType, DataDisk, FileProtocol, FileSystem, Groups, HostEye, Line,
    Login, More, Numa, Partition, Plan, PublicIp, RESERVATION_MONTHS, RenewUnit, SystemDisk, Tag,
    ThreadsPerCore,
};
use bcc_wizard::domain::units::{Gib, Mbps, Money};
use proptest::prelude::*;
use secrecy::SecretString;
use serde_json::Value;

use super::names::{FATES, Fate};
use super::{maximal_plans, minimal, sent, text_of};

/// A plan for any bytes.
pub fn any_plan(bytes: &[u8]) -> Plan {
    Choices(bytes).plan()
}

/// Choices, one byte each; when they are used up, nothing more is chosen.
struct Choices<'a>(&'a [u8]);

impl Choices<'_> {
    fn next(&mut self) -> usize {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        usize::from(*first)
    }

    fn number(&mut self) -> u32 {
        u32::try_from(self.next()).unwrap()
    }

    fn flag(&mut self) -> bool {
        self.next() % 2 == 1
    }

    fn of<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.next() % all.len()].clone()
    }

    fn text(&mut self) -> String {
        let odd = "it's $${x} %{y} \\ `z`";
        self.of(&["", " ", "x", "web-1", "null", "测试 \"quoted\"\n", "\u{0}", odd]).to_owned()
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.flag().then(|| make(self))
    }

    fn some<T>(&mut self, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.next() % 4).map(|_| make(self)).collect()
    }

    fn plan(&mut self) -> Plan {
        Plan {
            region: self.text(),
            zone: self.text(),
            spec: self.text(),
            family: self.maybe(Self::text),
            count: self.number(),
            image: self.text(),
            system_disk: SystemDisk {
                storage_type: self.maybe(Self::text),
                size: Gib(self.number()),
                extra_io: self.maybe(Self::text),
                partition: self.maybe(|choices| choices.of(Partition::ALL)),
                hide_serial: self.maybe(Self::flag),
            },
            data_disks: self.some(Self::data_disk),
            local_disk: self.maybe(Self::number).map(Gib),
            subnet: self.text(),
            groups: if self.flag() {
                Groups::Enterprise(self.some(Self::text))
            } else {
                Groups::Normal(self.some(Self::text))
            },
            public_ip: self.maybe(|choices| PublicIp {
                bandwidth: Mbps(choices.number()),
                charge: choices.of(&ChargeType::ALL),
                name: choices.maybe(Self::text),
                line: choices.maybe(|choices| choices.of(Line::ALL)),
                delete_with_instance: choices.maybe(Self::flag),
            }),
            name: self.maybe(Self::text),
            hostname: self.maybe(Self::text),
            login: match self.next() % 4 {
                0 => Login::Later,
                1 => Login::KeyPair(self.text()),
                2 => Login::KeepImage,
                _ => Login::Password(SecretString::from("Abcd123!")),
            },
            billing: if self.flag() {
                Billing::Prepaid(self.of(&RESERVATION_MONTHS))
            } else {
                Billing::Postpaid
            },
            spot: self.maybe(|choices| {
                let price = choices.maybe(Self::number);
                price.map_or(Bid::Market, |price| Bid::Custom(Money(price.into())))
            }),
            more: self.more(),
        }
    }

    fn data_disk(&mut self) -> DataDisk {
        DataDisk {
            storage_type: self.text(),
            size: Gib(self.number()),
            name: self.maybe(Self::text),
            snapshot: self.maybe(Self::text),
            extra_io: self.maybe(Self::number),
            encrypt_key: self.maybe(Self::text).map(Into::into),
            delete_with_instance: self.maybe(Self::flag),
            delete_auto_snapshot: self.maybe(Self::flag),
        }
    }

    fn more(&mut self) -> More {
        More {
            min_count: self.maybe(Self::number),
            ordered_suffix: self.maybe(Self::flag),
            hostname_domain: self.maybe(Self::flag),
            user_data: self.maybe(Self::text).map(Into::into),
            role: self.maybe(Self::text),
            host_eye: self.maybe(|choices| choices.of(&HostEye::ALL)),
            dedicated_host: self.maybe(Self::text),
            deployment_sets: self.some(Self::text),
            ehc_cluster: self.maybe(Self::text),
            jumbo_frames: self.maybe(Self::flag),
            hyper_threading: self.maybe(Self::flag),
            threads_per_core: self.maybe(|choices| choices.of(ThreadsPerCore::ALL)),
            numa: self.maybe(|choices| choices.of(Numa::ALL)),
            data_partition: self.maybe(|choices| choices.of(Partition::ALL)),
            file_systems: self.some(|choices| FileSystem {
                id: choices.text(),
                mount_address: choices.text(),
                path: choices.text(),
                protocol: choices.of(FileProtocol::ALL),
            }),
            snapshot_policy: self.maybe(Self::text),
            internal_ips: self.some(|choices| Ipv4Addr::from(choices.number())),
            network_interfaces: self.some(Self::text),
            ipv6: self.maybe(Self::flag),
            auto_renew: self.maybe(|choices| AutoRenew {
                unit: choices.of(RenewUnit::ALL),
                time: choices.number(),
            }),
            tags: self.some(|choices| Tag { key: choices.text(), value: choices.text() }),
            tag_related: self.maybe(Self::flag),
            resource_group: self.maybe(Self::text),
            deletion_protection: self.maybe(Self::flag),
        }
    }
}

/// The places where a value says nothing: null, an empty text, list or object.
fn silent(value: &Value, path: &str) -> Vec<String> {
    let inner: Vec<(String, &Value)> = match value {
        Value::Array(rows) if !rows.is_empty() => {
            rows.iter().enumerate().map(|(at, row)| (format!("{path}[{at}]"), row)).collect()
        }
        Value::Object(pairs) if !pairs.is_empty() => {
            pairs.iter().map(|(key, value)| (format!("{path}.{key}"), value)).collect()
        }
        Value::String(text) if !text.trim().is_empty() => Vec::new(),
        Value::Bool(_) | Value::Number(_) => Vec::new(),
        Value::Null | Value::String(_) | Value::Array(_) | Value::Object(_) => {
            return vec![path.to_owned()];
        }
    };
    inner.iter().flat_map(|(path, value)| silent(value, path)).collect()
}

/// Whether keys stand in the order in which everything is sent.
fn in_order(text: &str) -> bool {
    let order: Vec<&str> = FATES
        .iter()
        .filter(|(name, fate)| matches!(fate, Fate::Sent(_)) && !name.contains('.'))
        .map(|(name, _)| *name)
        .collect();
    let body: Value = serde_json::from_str(text).unwrap();
    let places: Vec<Option<usize>> = body
        .as_object()
        .unwrap()
        .keys()
        .map(|key| order.iter().position(|name| name == key))
        .collect();
    places.iter().all(Option::is_some) && places.is_sorted()
}

#[test]
fn nothing_silent_is_ever_sent_and_the_order_is_fixed() {
    let mut plans = maximal_plans();
    plans.push(minimal());
    for plan in plans {
        assert_eq!(silent(&sent(&plan), "$"), Vec::<String>::new());
        assert!(in_order(&text_of(&plan)), "{}", text_of(&plan));
        assert_eq!(text_of(&plan), text_of(&plan.clone()));
    }
    let told = silent(&serde_json::json!({"a": [{"b": ""}, null], "c": {}, "d": [], "e": 0}), "$");
    assert_eq!(told, ["$.a[0].b", "$.a[1]", "$.c", "$.d"]);
    assert!(!in_order(r#"{"zoneName":"a","spec":"b"}"#));
    assert!(!in_order(r#"{"deployId":"a"}"#));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_body_of_any_plan_agrees_with_itself(
        bytes in proptest::collection::vec(any::<u8>(), 0..160),
    ) {
        let plan = Choices(&bytes).plan();
        let text = text_of(&plan);
        // Plans made alike are equal, and equal plans are sent alike, byte for byte.
        prop_assert_eq!(&text, &text_of(&Choices(&bytes).plan()));
        prop_assert!(in_order(&text), "{}", text);
        let body = sent(&plan);
        prop_assert_eq!(silent(&body, "$"), Vec::<String>::new());

        let has = |key: &str| body.get(key).is_some();
        if body["networkCapacityInMbps"] == 0 {
            for key in ["eipName", "internetChargeType", "networkPurchaseType"] {
                prop_assert!(!has(key), "{}", key);
            }
            prop_assert!(!has("isEipAutoRelatedDelete"));
        }
        if body["internetChargeType"] == "BANDWIDTH_PREPAID" {
            prop_assert!(!has("isEipAutoRelatedDelete"));
        }
        prop_assert!(!(has("securityGroupIds") && has("enterpriseSecurityGroupIds")));
        prop_assert!(!(has("zoneName") && has("dedicatedHostId")));
        let logins = ["adminPass", "keypairId", "keepImageLogin"];
        prop_assert!(logins.iter().filter(|key| has(key)).count() <= 1);

        let timing = &body["billing"]["paymentTiming"];
        let prepaid = timing == "Prepaid";
        prop_assert_eq!(timing == "bidding", has("bidModel"));
        prop_assert_eq!(body["bidModel"] == "custom", has("bidPrice"));
        prop_assert_eq!(prepaid, body["billing"].get("reservation").is_some());
        prop_assert_eq!(has("autoRenewTimeUnit"), has("autoRenewTime"));
        prop_assert!(prepaid || !has("autoRenewTime"));
        for disk in body["createCdsList"].as_array().into_iter().flatten() {
            prop_assert!(!(prepaid && disk.get("deleteWithInstance").is_some()));
        }
        prop_assert_eq!(body["isOpenHostEye"] == true, has("hosteyeType"));
    }
}
