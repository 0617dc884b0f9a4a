//! Finding out: names, and one harmless read of each operation, at most four at once and within
//! [`DEADLINE`].

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use strum::IntoEnumIterator as _;
use tokio::sync::Semaphore;

use crate::api::calls::Operation;
use crate::api::client::{Client, IN_FLIGHT};
use crate::api::endpoint::{Endpoints, Service};
use crate::api::error::ApiError;
use crate::domain::catalog::{InstanceFilter, ProductType, Spec, Zone};
use crate::domain::checkup::{Facts, Found, Host, Lookup, Probe, Seen};
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::plan::{Billing, ChargeType};
use crate::domain::rules::limits::{DEFAULT_SYSTEM_DISK, ROOT_MIN};
use crate::domain::said::Said;
use crate::domain::units::{Mbps, Months};

/// How long it takes at most.
const DEADLINE: Duration = Duration::from_secs(30);
/// How much of that the first question to each host may take.
const FIRST: Duration = Duration::from_secs(12);
/// Zones that are looked through for a spec to ask the price of.
const ZONES: usize = 3;
/// An instance that nobody has, to be asked for where the account has none.
const NOBODY: [&str; 2] = ["i-00000000", "i-00000001"];

/// The address that is asked for instances.
pub(super) fn primary(endpoints: &Endpoints) -> String {
    endpoints.base(Service::Bcc)
}

/// Asks for everything.
pub(super) async fn facts(client: &Client, endpoints: &Endpoints, region: &str) -> Facts {
    let begun = tokio::time::Instant::now();
    let mut hosts = hosts(endpoints);
    let round = Round {
        client,
        region,
        places: Semaphore::new(IN_FLIGHT),
        seen: RefCell::default(),
        zones: RefCell::default(),
    };
    // One question a host tells whether it can be reached, and the first of all whether the key is good.
    let first: Vec<Probe> = hosts.iter().filter_map(|host| host.probes.first().copied()).collect();
    let looked = hosts.iter().map(|host| lookup(host, endpoints, begun + FIRST));
    let asked = first.iter().map(|probe| round.try_one(*probe, begun + FIRST));
    let (lookups, _) = tokio::join!(join_all(looked), join_all(asked));
    for (host, lookup) in hosts.iter_mut().zip(lookups) {
        host.lookup = lookup;
    }
    if round.is_open() {
        Box::pin(round.rest(begun + DEADLINE)).await;
    }
    Facts {
        settings: Ok(Vec::new()),
        warnings: Vec::new(),
        hosts,
        skew: client.skew().map(|skew| skew.as_secs()),
        seen: round.seen.into_inner(),
    }
}

/// The hosts of all probes, each once, in the order of the services.
fn hosts(endpoints: &Endpoints) -> Vec<Host> {
    let mut hosts: Vec<Host> = Vec::new();
    let bases: Vec<String> = Service::ALL.map(|service| endpoints.base(service)).into();
    let fixed = bases.iter().all(|base| *base == bases[0]);
    for (service, base) in Service::ALL.into_iter().zip(bases) {
        let probes = Probe::iter().filter(|probe| service_of(*probe) == Some(service));
        let (scheme, name) = base.split_once("://").unwrap_or(("", &base));
        if let Some(known) = hosts.iter_mut().find(|host| host.name == name) {
            known.probes.extend(probes);
            continue;
        }
        let id = match service {
            _ if fixed => "endpoint",
            Service::BccGlobal => "bcc-global",
            other => other.label(),
        };
        hosts.push(Host {
            id,
            name: name.to_owned(),
            tls: scheme == "https",
            probes: probes.collect(),
            lookup: Lookup::Address,
        });
    }
    hosts
}

/// Which service answers a probe, by the one index of operations.
fn service_of(probe: Probe) -> Option<Service> {
    let operation = Operation::iter().find(|operation| operation.name() == probe.name())?;
    Some(operation.place().1)
}

async fn lookup(host: &Host, endpoints: &Endpoints, until: tokio::time::Instant) -> Lookup {
    let bare = host.name.trim_start_matches('[');
    let port_less = if host.name.starts_with('[') {
        bare.split(']').next().unwrap_or(bare)
    } else {
        bare.split(':').next().unwrap_or(bare)
    };
    if port_less.parse::<std::net::IpAddr>().is_ok() {
        return Lookup::Address;
    }
    let port = if endpoints.is_plain() { 80 } else { 443 };
    match tokio::time::timeout_at(until, tokio::net::lookup_host((port_less, port))).await {
        Ok(Ok(addresses)) => match addresses.count() {
            0 => Lookup::Failed(Said::of("command.no_address")),
            count => Lookup::Found(count),
        },
        Ok(Err(error)) => Lookup::Failed(error.into()),
        Err(_) => {
            Lookup::Failed(Said::of("command.no_answer").with_number("seconds", FIRST.as_secs()))
        }
    }
}

/// One round of questions.
struct Round<'a> {
    client: &'a Client,
    region: &'a str,
    /// The client has as many; waiting here keeps the wait out of what is measured.
    places: Semaphore,
    seen: RefCell<BTreeMap<Probe, Seen>>,
    zones: RefCell<Vec<Zone>>,
}

type Answer<T> = Result<T, ApiError>;

impl Round<'_> {
    /// Asks, notes what became of it, and gives the answer on.
    async fn ask<T>(
        &self,
        probe: Probe,
        until: tokio::time::Instant,
        call: impl Future<Output = Answer<T>>,
        found: impl FnOnce(&T) -> Found,
    ) -> Option<T> {
        let begun = Instant::now();
        let sent = Cell::new(false);
        let timed = tokio::time::timeout_at(until, async {
            let _place = self.places.acquire().await;
            let asked = Instant::now();
            sent.set(true);
            (call.await, asked)
        });
        let (result, tls, begun) = match timed.await {
            Ok((Ok(answer), asked)) => (Ok(answer), false, asked),
            Ok((Err(error), asked)) => {
                let tls = error.tls;
                (Err(Fault::from(error)), tls, asked)
            }
            Err(_) => {
                let waited = begun.elapsed().as_secs();
                let why = if sent.get() {
                    Said::of("command.no_answer").with_number("seconds", waited)
                } else {
                    Said::of("command.no_time_left")
                };
                (Err(Fault::own(FaultKind::Timeout, why)), false, begun)
            }
        };
        let ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        let (answer, result) = match result {
            Ok(answer) => {
                let found = found(&answer);
                (Some(answer), Ok(found))
            }
            Err(fault) => (None, Err(fault)),
        };
        self.seen.borrow_mut().insert(probe, Seen { result, tls, ms });
        answer
    }

    /// Whether there is sense in asking on: the first answer was the cloud's, and it knew who asked.
    fn is_open(&self) -> bool {
        let seen = self.seen.borrow();
        seen.get(&Probe::ListZones).is_some_and(|seen| match &seen.result {
            Ok(_) => true,
            Err(fault) => !matches!(
                fault.kind,
                FaultKind::Unreachable
                    | FaultKind::Timeout
                    | FaultKind::Interrupted
                    | FaultKind::UnknownKey
                    | FaultKind::WrongSecret
                    | FaultKind::Clock
                    | FaultKind::Garbled
            ),
        })
    }

    /// Everything that was not asked yet.
    async fn rest(&self, until: tokio::time::Instant) {
        let alone = [
            Probe::EipInquiry,
            Probe::QueryVpcList,
            Probe::QuerySubnetList,
            Probe::ListSecurityGroups,
            Probe::QueryEnterpriseSecurityGroupList,
            Probe::ListKeypair,
            Probe::DescribeRegions,
            Probe::TagList,
            Probe::ResourceGroupList,
            Probe::AccountBalance,
            Probe::QuotaCenterList,
        ];
        let alone = alone.into_iter().filter(|probe| !self.seen.borrow().contains_key(probe));
        let alone: Vec<Probe> = alone.collect();
        let alone = alone.into_iter().map(|probe| self.try_one(probe, until));
        tokio::join!(self.specs(until), self.images(until), self.instances(until), join_all(alone));
    }

    /// A question that needs no other's answer.
    async fn try_one(&self, probe: Probe, until: tokio::time::Instant) {
        let client = self.client;
        match probe {
            Probe::ListZones => {
                let zones = self.ask(probe, until, client.zones(), counted).await;
                self.zones.replace(zones.unwrap_or_default());
            }
            Probe::QueryVpcList => self.note(probe, until, client.vpcs()).await,
            Probe::QuerySubnetList => self.note(probe, until, client.subnets(None)).await,
            Probe::ListSecurityGroups => {
                self.note(probe, until, client.security_groups(None)).await;
            }
            Probe::QueryEnterpriseSecurityGroupList => {
                self.note(probe, until, client.enterprise_groups()).await;
            }
            Probe::ListKeypair => self.note(probe, until, client.key_pairs()).await,
            Probe::DescribeRegions => self.note(probe, until, client.regions()).await,
            Probe::TagList => self.note(probe, until, client.tags(None)).await,
            Probe::ResourceGroupList => self.note(probe, until, client.resource_groups("")).await,
            Probe::EipInquiry => {
                let call = client.eip_price(Mbps(1), ChargeType::Traffic, None, None);
                self.ask(probe, until, call, |_| Found::Answer).await;
            }
            Probe::AccountBalance => {
                self.ask(probe, until, client.balance(), |cash| Found::Cash(*cash)).await;
            }
            Probe::QuotaCenterList => {
                let call = client.quotas(self.region);
                self.ask(probe, until, call, |quotas| Found::Quotas(quotas.clone())).await;
            }
            // The others are asked in `specs`, `images` and `instances`.
            _ => {}
        }
    }

    async fn note<T>(
        &self,
        probe: Probe,
        until: tokio::time::Instant,
        call: impl Future<Output = Answer<Vec<T>>>,
    ) {
        self.ask(probe, until, call, |rows| Found::Count(rows.len())).await;
    }

    /// Specs of the first zone that has any, and what is asked of a zone and of a spec.
    async fn specs(&self, until: tokio::time::Instant) {
        let zones = self.zones.take();
        let Some(first) = zones.first() else { return };
        tokio::join!(self.disks(&first.name, until), async {
            for zone in zones.iter().take(ZONES) {
                let call = self.client.specs(&zone.name);
                let specs = self.ask(Probe::ListFlavorSpec, until, call, counted).await;
                let Some(specs) = specs else { return };
                if let Some(spec) = ordinary(&specs) {
                    self.of_spec(spec, until).await;
                    return;
                }
            }
        });
    }

    async fn disks(&self, zone: &str, until: tokio::time::Instant) {
        let call = self.client.disk_quota(zone);
        let quota = self.ask(Probe::GetDiskQuota, until, call, |_| Found::Answer).await;
        let range = quota.as_ref().and_then(|quota| quota.ranges.first());
        let (kind, size) = range.map_or((DEFAULT_SYSTEM_DISK, ROOT_MIN), |range| {
            (range.storage_type.as_str(), range.min)
        });
        let call = self.client.disk_price(kind, size, zone, Billing::Postpaid);
        self.ask(Probe::GetCdsPrice, until, call, |_| Found::Answer).await;
    }

    async fn of_spec(&self, spec: &Spec, until: tokio::time::Instant) {
        let billing = match spec.product {
            ProductType::Prepaid => Billing::Prepaid(Months(1)),
            ProductType::Postpaid | ProductType::Both => Billing::Postpaid,
        };
        let price = self.client.family_prices(&spec.family, &spec.zone, billing);
        let images = self.client.fitting_images(&spec.name);
        tokio::join!(
            self.ask(Probe::GetPriceBySpec, until, price, counted),
            self.ask(Probe::GetAvailableImagesBySpec, until, images, counted),
        );
    }

    async fn images(&self, until: tokio::time::Instant) {
        let images = self.ask(Probe::ListImages, until, self.client.images(), counted).await;
        let images = images.unwrap_or_default();
        let Some(image) = images.iter().find(|image| image.available()) else { return };
        let call = self.client.image(&image.id);
        self.ask(Probe::GetImage, until, call, |_| Found::Answer).await;
    }

    /// The instances there are, then two of them, or of those that nobody has.
    async fn instances(&self, until: tokio::time::Instant) {
        let filter = InstanceFilter::default();
        let call = self.client.list_instances(&filter);
        let known = self.ask(Probe::ListInstances, until, call, counted).await.unwrap_or_default();
        let known = known.into_iter().map(|detail| detail.instance.id);
        let ids: Vec<String> = known.chain(NOBODY.map(str::to_owned)).take(2).collect();
        let Some(id) = ids.first() else { return };
        tokio::join!(
            self.ask(Probe::GetInstance, until, self.client.instance(id), |_| Found::Answer),
            self.ask(Probe::ListInstanceByIds, until, self.client.instances(&ids), counted),
        );
    }
}

// Called with the answer itself, which is a `Vec`.
#[allow(clippy::ptr_arg)]
fn counted<T>(rows: &Vec<T>) -> Found {
    Found::Count(rows.len())
}

/// A spec as most people buy it, else any.
fn ordinary(specs: &[Spec]) -> Option<&Spec> {
    let ordinary = |spec: &&Spec| {
        !spec.bare_metal && spec.gpu.is_none() && spec.product != ProductType::Prepaid
    };
    specs.iter().find(ordinary).or_else(|| specs.first())
}
