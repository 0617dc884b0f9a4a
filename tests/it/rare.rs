//! What every made-up cloud of these tests has of the rarer things: snapshots, policies, interfaces,
//! clusters, deployment sets, roles, resource groups, spot offers, money.

use bcc_wizard::app::effect::{Answer, Ask};
use bcc_wizard::domain::catalog::{
    DeploySet, DeployZone, EhcCluster, Eni, Quota, ResourceGroup, Retention, Role, Snapshot,
    SnapshotPolicy, SpotFlavor, SpotOffer, SpotPrice, Strategy,
};
use bcc_wizard::domain::facts::Facts;
use bcc_wizard::domain::price::Quote;
use bcc_wizard::domain::units::{Gib, Money};
use rust_decimal::Decimal;

use crate::world::text;

/// All of it; tests take away or change what they are about.
#[derive(Clone, Debug)]
pub struct Rare {
    pub spot_offers: Option<Vec<SpotOffer>>,
    pub spot_price: Option<SpotPrice>,
    pub snapshots: Option<Vec<Snapshot>>,
    pub policies: Option<Vec<SnapshotPolicy>>,
    pub interfaces: Option<Vec<Eni>>,
    pub clusters: Option<Vec<EhcCluster>>,
    pub deployment_sets: Option<Vec<DeploySet>>,
    pub roles: Option<Vec<Role>>,
    pub resource_groups: Option<Vec<ResourceGroup>>,
    pub balance: Option<Money>,
    pub quote: Option<Quote>,
    pub clock_ahead: Option<i64>,
}

impl Rare {
    /// Everything is known.
    pub fn known() -> Self {
        Self {
            spot_offers: Some(spot_offers(&["cn-bj-a", "cn-bj-d"])),
            spot_price: Some(spot_price()),
            snapshots: Some(snapshots()),
            policies: Some(policies()),
            interfaces: Some(interfaces("vpc-one")),
            clusters: Some(clusters("cn-bj-a")),
            deployment_sets: Some(deployment_sets()),
            roles: Some(vec![Role { name: text("BccDefaultRole") }, Role { name: text("backup") }]),
            resource_groups: Some(resource_groups()),
            balance: Some(money(200_000)),
            quote: None,
            clock_ahead: Some(0),
        }
    }

    /// Nothing is known.
    pub fn unknown() -> Self {
        Self {
            spot_offers: None,
            spot_price: None,
            snapshots: None,
            policies: None,
            interfaces: None,
            clusters: None,
            deployment_sets: None,
            roles: None,
            resource_groups: None,
            balance: None,
            quote: None,
            clock_ahead: None,
        }
    }

    /// Puts it among what else is known.
    pub fn add<'a>(&'a self, facts: &Facts<'a>) -> Facts<'a> {
        Facts {
            spot_offers: self.spot_offers.as_deref(),
            spot_price: self.spot_price.as_ref(),
            snapshots: self.snapshots.as_deref(),
            snapshot_policies: self.policies.as_deref(),
            interfaces: self.interfaces.as_deref(),
            ehc_clusters: self.clusters.as_deref(),
            deployment_sets: self.deployment_sets.as_deref(),
            roles: self.roles.as_deref(),
            resource_groups: self.resource_groups.as_deref(),
            balance: self.balance,
            quote: self.quote.as_ref(),
            clock_ahead: self.clock_ahead,
            ..*facts
        }
    }
}

/// The answer to one of the rarer questions.
pub fn answer(ask: &Ask) -> Answer {
    match ask {
        Ask::SpotOffers => Answer::SpotOffers(spot_offers(&["cn-bj-a", "cn-bj-b", "cn-bj-d"])),
        Ask::Snapshots => Answer::Snapshots(snapshots()),
        Ask::SnapshotPolicies => Answer::SnapshotPolicies(policies()),
        Ask::Interfaces(vpc) => Answer::Interfaces(interfaces(vpc)),
        Ask::EhcClusters(zone) => Answer::EhcClusters(clusters(zone)),
        Ask::DeploymentSets => Answer::DeploymentSets(deployment_sets()),
        Ask::Roles => Answer::Roles(vec![Role { name: text("BccDefaultRole") }]),
        Ask::ResourceGroups => Answer::ResourceGroups(resource_groups()),
        Ask::Balance => Answer::Balance(money(200_000)),
        Ask::Quotas(region) => Answer::Quotas(vec![Quota {
            name: text("instance"),
            description: text("instances"),
            service: text("BCC"),
            region: region.clone(),
            limit: Some(Decimal::from(20)),
            used: Some(Decimal::from(3)),
        }]),
        other => panic!("{other:?} is not one of the rarer questions"),
    }
}

fn money(cents: i64) -> Money {
    Money(Decimal::new(cents, 2))
}

/// One offer a zone: specs of family `g5`.
pub fn spot_offers(zones: &[&str]) -> Vec<SpotOffer> {
    let flavor = |vcpus: u32, memory: u32| SpotFlavor {
        spec: format!("bcc.g5.c{vcpus}m{memory}"),
        family: text("g5"),
        vcpus,
        memory: Gib(memory),
    };
    let offer = |zone: &&str| SpotOffer {
        zone: text(zone),
        instance_type: text("N6"),
        flavors: vec![flavor(2, 8), flavor(4, 16)],
    };
    zones.iter().map(offer).collect()
}

/// 0.0005 CNY per minute; the list price is 0.002.
pub fn spot_price() -> SpotPrice {
    let each = Money(Decimal::new(5, 4));
    let list = Money(Decimal::new(2, 3));
    SpotPrice { total: each, each, list_total: Some(list), list_each: Some(list) }
}

pub fn snapshots() -> Vec<Snapshot> {
    let snapshot = |id: &str, size: u32, status: &str, volume: &str| Snapshot {
        id: text(id),
        name: format!("{id} of the night"),
        size: Some(Gib(size)),
        status: text(status),
        volume: Some(text(volume)),
        method: text("manual"),
        created: text("2026-01-02T03:04:05Z"),
        description: String::new(),
        encrypted: false,
        whole_machine: false,
    };
    vec![
        snapshot("s-data", 200, "Available", "v-one"),
        snapshot("s-small", 20, "Available", "v-two"),
        snapshot("s-busy", 100, "Creating", "v-one"),
        snapshot("s-system", 40, "Available", "i-one"),
    ]
}

fn policies() -> Vec<SnapshotPolicy> {
    let policy = |id: &str, name: &str, status: &str| SnapshotPolicy {
        id: text(id),
        name: text(name),
        hours: vec![2, 14],
        weekdays: vec![0, 6],
        retention: Some(Retention::Days(30)),
        status: text(status),
        last_run: None,
        volumes: 3,
    };
    vec![policy("asp-night", "nightly", "active"), policy("asp-old", "old", "paused")]
}

fn interfaces(vpc: &str) -> Vec<Eni> {
    let eni = |id: &str, zone: &str, status: &str| Eni {
        id: text(id),
        name: format!("{id} name"),
        zone: text(zone),
        vpc: text(vpc),
        subnet: text("sbn-a"),
        status: text(status),
        mac: text("fa:16:3e:00:00:01"),
        addresses: Vec::new(),
        instance: None,
        groups: Vec::new(),
    };
    vec![
        eni("eni-one", "cn-bj-a", "available"),
        eni("eni-two", "cn-bj-a", "available"),
        eni("eni-used", "cn-bj-a", "inuse"),
        eni("eni-far", "cn-bj-d", "available"),
    ]
}

fn clusters(zone: &str) -> Vec<EhcCluster> {
    vec![EhcCluster {
        id: text("ehc-one"),
        name: text("training"),
        description: String::new(),
        zone: text(zone),
        instances: Vec::new(),
    }]
}

fn deployment_sets() -> Vec<DeploySet> {
    let set = |id: &str, places: u32| DeploySet {
        id: text(id),
        name: format!("{id} name"),
        description: String::new(),
        strategy: Strategy::Hosts,
        concurrency: Some(1),
        zones: ["cn-bj-a", "cn-bj-d"]
            .map(|zone| DeployZone { zone: text(zone), instances: 2, places: Some(places) })
            .to_vec(),
    };
    vec![set("dset-wide", 20), set("dset-tight", 3), set("dset-third", 20)]
}

fn resource_groups() -> Vec<ResourceGroup> {
    let group = |id: &str, name: &str, children: Vec<ResourceGroup>| ResourceGroup {
        id: text(id),
        parent: None,
        name: text(name),
        extra: String::new(),
        children,
    };
    vec![group("RESG-top", "company", vec![group("RESG-ops", "operations", Vec::new())])]
}
