//! Buying, following and giving back.

use std::time::Duration;

use bcc_wizard::domain::catalog::Instance;
use bcc_wizard::domain::fault::FaultKind;
use bcc_wizard::domain::order::RowState;
use bcc_wizard::domain::plan::{
    Billing, ChargeType, DataDisk, Groups, Login, Plan, PublicIp, SystemDisk,
};
use bcc_wizard::domain::units::{Gib, Mbps, Months};
use rstest::rstest;

use super::{Pair, minimal};
use crate::world::texts;

/// How long the sandbox takes to start an instance, and how long to bind its public address.
const BOOT: Duration = Duration::from_secs(4);
const BIND: Duration = Duration::from_secs(1);

fn disk(storage_type: &str, size: u32) -> DataDisk {
    DataDisk::new(storage_type, Gib(size))
}

/// A year for three, with a key pair, data disks and a public IP that is paid for with them.
fn batch() -> Plan {
    Plan {
        count: 3,
        system_disk: SystemDisk {
            storage_type: Some("cloud_hp1".to_owned()),
            size: Gib(80),
            ..SystemDisk::default()
        },
        data_disks: vec![disk("cloud_hp1", 50), disk("hp1", 5)],
        public_ip: Some(PublicIp::new(Mbps(5), ChargeType::BandwidthPrepaid)),
        name: Some("web".to_owned()),
        hostname: Some("web".to_owned()),
        login: Login::KeyPair("k-VLbXxC1m".to_owned()),
        billing: Billing::Prepaid(Months(12)),
        ..minimal()
    }
}

fn windows() -> Plan {
    Plan {
        image: "m-WinSrv19".to_owned(),
        system_disk: SystemDisk { size: Gib(50), ..SystemDisk::default() },
        login: Login::Password("Passw0rd!".into()),
        public_ip: Some(PublicIp::new(Mbps(1), ChargeType::Traffic)),
        ..minimal()
    }
}

fn storage_optimised() -> Plan {
    Plan {
        spec: "bcc.l5.c8m64.1d".to_owned(),
        family: Some("l5".to_owned()),
        local_disk: Some(Gib(1788)),
        ..minimal()
    }
}

fn enterprise() -> Plan {
    Plan {
        groups: Groups::Enterprise(texts(&["esg-qwerty123456", "esg-public000001"])),
        public_ip: Some(PublicIp::new(Mbps(200), ChargeType::BandwidthPostpaid)),
        ..minimal()
    }
}

/// The instances in the order of their ids, all of them in one state.
async fn look(pair: &Pair, ids: &[String], status: &str) -> Vec<Instance> {
    let found = pair.client.instances(ids).await.unwrap();
    let mut seen = Vec::new();
    for id in ids {
        let instance = found.iter().find(|instance| instance.id == *id).unwrap();
        assert_eq!(instance.status, status, "{instance:?}");
        seen.push(instance.clone());
    }
    assert_eq!(found.len(), ids.len());
    seen
}

#[rstest]
#[case::minimal(minimal())]
#[case::batch(batch())]
#[case::windows(windows())]
#[case::storage_optimised(storage_optimised())]
#[case::enterprise(enterprise())]
#[tokio::test]
async fn an_order_is_taken_and_followed_to_its_public_address(#[case] plan: Plan) {
    let pair = Pair::new();
    let created = pair.order("t", &plan).await.unwrap();
    let warned = matches!(plan.login, Login::Later);
    assert_eq!(created.warnings.len(), usize::from(warned), "{:?}", created.warnings);
    assert!(!created.order_id.is_empty());
    let ids = created.instance_ids;
    assert_eq!(ids.len(), plan.count as usize);
    assert_eq!((pair.sandbox.orders(), pair.sandbox.instances()), (1, ids.len()));

    for instance in look(&pair, &ids, "Starting").await {
        assert_eq!(RowState::of(&instance.status), RowState::InProgress);
        assert_eq!(instance.public_ip, None, "{instance:?}");
        assert_eq!((&instance.zone, &instance.spec), (&plan.zone, &plan.spec));
        assert!(instance.private_ip.is_some_and(|address| address.starts_with("192.168.")));
        assert_eq!(instance.os.starts_with("Windows"), plan.image == "m-WinSrv19");
    }
    pair.hands.advance(BOOT.mul_f32(0.75));
    look(&pair, &ids, "Starting").await;
    pair.hands.advance(BOOT / 4);
    for instance in look(&pair, &ids, "Running").await {
        assert_eq!(instance.public_ip, None, "{instance:?}");
    }
    pair.hands.advance(BIND);
    let mut addresses = Vec::new();
    for instance in look(&pair, &ids, "Running").await {
        assert_eq!(instance.public_ip.is_some(), plan.public_ip.is_some(), "{instance:?}");
        addresses.extend(instance.public_ip);
    }
    addresses.sort();
    addresses.dedup();
    assert_eq!(addresses.len(), plan.public_ip.map_or(0, |_| ids.len()));
}

#[tokio::test]
async fn the_instances_of_a_batch_are_numbered_and_one_is_not() {
    let pair = Pair::new();
    let ids = pair.ids("t", &batch()).await;
    let names: Vec<String> =
        look(&pair, &ids, "Starting").await.into_iter().map(|instance| instance.name).collect();
    assert_eq!(names, ["web-1", "web-2", "web-3"]);
    let alone = pair.ids("u", &Plan { count: 1, ..batch() }).await;
    assert_eq!(look(&pair, &alone, "Starting").await[0].name, "web");
}

#[tokio::test]
async fn an_order_moves_what_the_lists_say_is_left() {
    let pair = Pair::new();
    let left = async || {
        let quota = pair.client.disk_quota("cn-bj-a").await.unwrap();
        let subnets = pair.client.subnets(Some("vpc-IyrqYIQ7")).await.unwrap();
        let subnet = subnets.into_iter().find(|subnet| subnet.id == "sbn-IyWRnII7").unwrap();
        (quota.used.unwrap().get(), subnet.free.unwrap())
    };
    let (used, free) = left().await;
    pair.ids("t", &batch()).await;
    assert_eq!(left().await, (used + 3 * 55, free - 3));
}

#[tokio::test]
async fn what_the_cloud_refuses_is_certain_and_names_its_field() {
    let refusals = [
        (Plan { spec: "bcc.g9.c2m8".to_owned(), ..minimal() }, FaultKind::Refused, Some("Spec")),
        (Plan { zone: "cn-bj-x".to_owned(), ..minimal() }, FaultKind::Refused, Some("Zone")),
        (Plan { subnet: "sbn-gone".to_owned(), ..minimal() }, FaultKind::NotFound, Some("Subnet")),
        (
            Plan { login: Login::KeyPair("k-gone".to_owned()), ..minimal() },
            FaultKind::NotFound,
            Some("KeyPair"),
        ),
        (
            Plan { image: "m-WinSrv22".to_owned(), ..minimal() },
            FaultKind::Refused,
            Some("SystemDiskSize"),
        ),
        (Plan { count: 21, ..minimal() }, FaultKind::Quota, Some("Count")),
        (Plan { local_disk: None, ..storage_optimised() }, FaultKind::Refused, None),
        (
            Plan { login: Login::Password("simple".into()), ..minimal() },
            FaultKind::Refused,
            Some("Password"),
        ),
    ];
    let pair = Pair::new();
    for (plan, kind, field) in refusals {
        let error = pair.order("t", &plan).await.unwrap_err();
        assert_eq!((error.kind, error.may_have_happened()), (kind, false), "{error}");
        let fault = bcc_wizard::domain::fault::Fault::from(error);
        let named = fault.field().map(|field| format!("{field:?}"));
        assert_eq!(named.as_deref(), field, "{fault:?}");
    }
    // None of them used up the token.
    assert_eq!((pair.sandbox.orders(), pair.sandbox.instances()), (0, 0));
    pair.ids("t", &minimal()).await;
}

#[tokio::test]
async fn the_same_token_is_the_same_order_for_the_same_bytes_only() {
    let pair = Pair::new();
    for plan in [batch(), windows()] {
        let token = plan.image.clone();
        let first = pair.order(&token, &plan).await.unwrap();
        let before = pair.sandbox.orders();
        // The password is encrypted anew, to the same bytes.
        assert_eq!(pair.order(&token, &plan).await.unwrap(), first);
        assert_eq!(pair.sandbox.orders(), before);
        let other = Plan { name: Some("other".to_owned()), ..plan };
        let error = pair.order(&token, &other).await.unwrap_err();
        assert_eq!((error.kind, error.may_have_happened()), (FaultKind::TokenReused, false));
        assert_eq!(pair.sandbox.orders(), before);
    }
    assert_eq!((pair.sandbox.orders(), pair.sandbox.instances()), (2, 4));
}

#[tokio::test]
async fn an_instance_is_released_once_it_runs() {
    let pair = Pair::new();
    let ids = pair.ids("t", &enterprise()).await;
    let early = pair.client.release(&ids[0]).await.unwrap_err();
    assert_eq!(early.code.as_deref(), Some("Instance.ReleaseWhileCreating"), "{early}");
    assert_eq!((early.kind, early.may_have_happened()), (FaultKind::Refused, false));
    assert_eq!(pair.client.vnc(&ids[0]).await.unwrap_err().kind, FaultKind::Refused);

    pair.hands.advance(BOOT);
    let link = pair.client.vnc(&ids[0]).await.unwrap();
    assert!(link.starts_with(&pair.sandbox.base_url()) && link.contains("token="), "{link}");
    assert_ne!(pair.client.vnc(&ids[0]).await.unwrap(), link, "a link is good once");

    pair.client.release(&ids[0]).await.unwrap();
    assert_eq!(pair.sandbox.instances(), 0);
    assert_eq!(pair.client.instances(&ids).await.unwrap(), []);
    assert_eq!(pair.client.release(&ids[0]).await.unwrap_err().kind, FaultKind::NotFound);
    assert_eq!(pair.client.vnc(&ids[0]).await.unwrap_err().kind, FaultKind::NotFound);
}

#[tokio::test]
async fn a_subscription_is_not_released_and_nobody_is_not_found() {
    let pair = Pair::new();
    let ids = pair.ids("t", &batch()).await;
    pair.hands.advance(BOOT);
    let error = pair.client.release(&ids[1]).await.unwrap_err();
    assert_eq!(error.code.as_deref(), Some("Instance.ReleaseNotPrepay"), "{error}");
    assert_eq!(pair.sandbox.instances(), 3);

    let nobody = pair.client.instance("i-nobody00").await.unwrap_err();
    assert_eq!((nobody.kind, nobody.status), (FaultKind::NotFound, Some(404)), "{nobody}");
    let some = [ids[0].clone(), "i-nobody00".to_owned(), ids[2].clone()];
    let found = pair.client.instances(&some).await.unwrap();
    let found: Vec<&String> = found.iter().map(|instance| &instance.id).collect();
    assert_eq!(found, [&ids[0], &ids[2]]);
}
