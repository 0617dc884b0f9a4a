//! Everything fetched from the cloud so far, by question.

use std::collections::{HashMap, HashSet};

use crate::app::effect::{Answer, Ask};
use crate::app::load::{Load, LoadState};
use crate::app::shelf::{Shelf, Shelves};
use crate::domain::catalog::{
    DeploySet, DiskQuota, EhcCluster, Eni, FittingImage, Image, KeyPair, Quota, ResourceGroup,
    Role, SecurityGroup, Snapshot, SnapshotPolicy, Spec, SpecPrice, SpotOffer, SpotPrice, Subnet,
    Vpc, Zone,
};
use crate::domain::draft::Draft;
use crate::domain::facts::Facts;
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::order::Moment;
use crate::domain::plan::Billing;
use crate::domain::price::{Known, PriceAsk, Priced, spot_ask};
use crate::domain::units::Money;

/// Answers by question, under one generation: a change of region starts a new one.
#[derive(Debug, Default)]
pub struct Cloud {
    /// The secret access key is too short to encrypt a password (limits.md `cred.sk`).
    pub short_secret: bool,
    /// How far the clock here is ahead of the cloud's, in seconds, once an answer told.
    pub clock_ahead: Option<i64>,
    generation: u32,
    loads: HashMap<Ask, Load<Answer>>,
    shelves: Shelves,
    /// The specs on the spot market, by zone: looked up for every row of the spec table.
    market: HashMap<String, HashSet<String>>,
}

fn market(offers: &[SpotOffer]) -> HashMap<String, HashSet<String>> {
    let mut market: HashMap<String, HashSet<String>> = HashMap::new();
    for offer in offers {
        let specs = market.entry(offer.zone.clone()).or_default();
        specs.extend(offer.flavors.iter().map(|flavor| flavor.spec.clone()));
    }
    market
}

macro_rules! list {
    ($(#[$doc:meta])* $name:ident($($key:ident: $type:ty)?) -> $out:ty, $ask:expr, $answer:ident) => {
        $(#[$doc])*
        pub fn $name(&self $(, $key: $type)?) -> Option<&$out> {
            match self.loads.get(&$ask)?.value.as_ref()? {
                Answer::$answer(value) => Some(value),
                _ => None,
            }
        }
    };
}

impl Cloud {
    /// The generation under which questions are asked now.
    pub fn generation(&self) -> u32 {
        self.generation
    }

    /// Forgets everything and starts a new generation, in which older answers are not taken.
    pub fn start_over(&mut self) {
        self.generation += 1;
        self.loads.clear();
        self.shelves.clear();
        self.market.clear();
    }

    /// Forgets how these questions failed or were answered, so that they are asked anew; values stay
    /// until the new answer is there.
    pub fn reload(&mut self, asks: &[Ask]) {
        for ask in asks {
            let value = self.loads.get_mut(ask).filter(|load| !load.is_loading());
            let keep = value.is_some_and(|load| load.value.is_some());
            if let Some(load) = self.loads.get_mut(ask).filter(|load| !load.is_loading()) {
                if keep {
                    load.state = LoadState::Fresh(Moment::MAX);
                } else {
                    self.loads.remove(ask);
                }
            }
        }
    }

    /// Marks a question as asked if it is not under way or answered. True: ask it.
    pub fn begin(&mut self, ask: &Ask, now: Moment) -> bool {
        match self.loads.get_mut(ask) {
            None => {
                self.loads.insert(ask.clone(), Load::asked(now));
                true
            }
            Some(load)
                if load.state == LoadState::Fresh(Moment::MAX)
                    || ask.keeps().is_some_and(|keeps| load.is_due(keeps, now)) =>
            {
                load.ask_again(now);
                true
            }
            Some(_) => false,
        }
    }

    /// Whether an answer is older than it is taken for true.
    pub fn any_due(&self, now: Moment) -> bool {
        self.loads
            .iter()
            .any(|(ask, load)| ask.keeps().is_some_and(|keeps| load.is_due(keeps, now)))
    }

    /// The questions that failed, and how.
    pub fn faults(&self) -> impl Iterator<Item = (&Ask, &Fault)> {
        self.loads.iter().filter_map(|(ask, load)| Some((ask, load.fault()?)))
    }

    /// Whether the spot market of a zone offers a spec; `None` while its list is not known.
    pub fn on_market(&self, zone: &str, spec: &str) -> Option<bool> {
        self.spot_offers()?;
        Some(self.market.get(zone).is_some_and(|specs| specs.contains(spec)))
    }

    /// Takes an answer; false when it belongs to an older generation or nobody asked.
    pub fn answer(
        &mut self,
        generation: u32,
        ask: &Ask,
        result: Result<Answer, Fault>,
        now: Moment,
    ) -> bool {
        if generation != self.generation {
            return false;
        }
        let Some(load) = self.loads.get_mut(ask) else { return false };
        let learns = result.is_ok();
        if let Ok(Answer::SpotOffers(offers)) = &result {
            self.market = market(offers);
        }
        load.answer(result, now);
        if learns {
            self.shelves.learn(ask, &self.loads);
        }
        true
    }

    /// What is going on with a question; `None` when it was never asked.
    pub fn load(&self, ask: &Ask) -> Option<&Load<Answer>> {
        self.loads.get(ask)
    }

    /// Whether nothing was answered but that the access key, or its secret, is not accepted.
    pub fn key_refused(&self) -> bool {
        let refused = |load: &Load<Answer>| {
            load.value.is_none()
                && load.fault().is_some_and(|fault| {
                    matches!(fault.kind, FaultKind::UnknownKey | FaultKind::WrongSecret)
                })
        };
        !self.loads.is_empty() && self.loads.values().all(refused)
    }

    /// The gravest reason why a list that nothing can be bought without is not there.
    pub fn first_fault(&self) -> Option<&Fault> {
        let needed = |ask: &Ask| {
            matches!(
                ask,
                Ask::Zones
                    | Ask::Specs(_)
                    | Ask::Images
                    | Ask::Vpcs
                    | Ask::Subnets
                    | Ask::Groups(_)
                    | Ask::KeyPairs
            )
        };
        let faults = self.loads.iter().filter(|(ask, load)| needed(ask) && load.value.is_none());
        // What the cloud said comes before that it could not be reached.
        faults.filter_map(|(_, load)| load.fault()).max_by_key(|fault| {
            (fault.status.is_some(), !fault.message.is_empty() || fault.own.is_some())
        })
    }

    /// Whether any question is under way.
    pub fn any_loading(&self) -> bool {
        self.loads.values().any(Load::is_loading)
    }

    list!(
        /// Zones of the region.
        zones() -> Vec<Zone>, Ask::Zones, Zones
    );
    list!(
        /// Specs of a zone.
        specs(zone: &str) -> Vec<Spec>, Ask::Specs(zone.to_owned()), Specs
    );
    list!(
        /// All images.
        images() -> Vec<Image>, Ask::Images, Images
    );
    /// The detail of an image.
    pub fn image(&self, id: &str) -> Option<&Image> {
        match self.loads.get(&Ask::Image(id.to_owned()))?.value.as_ref()? {
            Answer::Image(image) => Some(image),
            _ => None,
        }
    }

    list!(
        /// Public images that fit a spec.
        fitting(spec: &str) -> Vec<FittingImage>, Ask::Fitting(spec.to_owned()), Fitting
    );
    list!(
        /// Disk limits of a zone.
        disk_quota(zone: &str) -> DiskQuota, Ask::DiskQuota(zone.to_owned()), DiskQuota
    );
    list!(
        /// VPCs.
        vpcs() -> Vec<Vpc>, Ask::Vpcs, Vpcs
    );
    list!(
        /// Subnets of all VPCs.
        subnets() -> Vec<Subnet>, Ask::Subnets, Subnets
    );
    list!(
        /// Security groups of a VPC.
        groups(vpc: &str) -> Vec<SecurityGroup>, Ask::Groups(vpc.to_owned()), Groups
    );
    list!(
        /// Enterprise security groups.
        enterprise_groups() -> Vec<SecurityGroup>, Ask::EnterpriseGroups, Groups
    );
    list!(
        /// Key pairs.
        key_pairs() -> Vec<KeyPair>, Ask::KeyPairs, KeyPairs
    );

    list!(
        /// What the spot market offers.
        spot_offers() -> Vec<SpotOffer>, Ask::SpotOffers, SpotOffers
    );
    list!(
        /// Snapshots.
        snapshots() -> Vec<Snapshot>, Ask::Snapshots, Snapshots
    );
    list!(
        /// Automatic snapshot policies.
        snapshot_policies() -> Vec<SnapshotPolicy>, Ask::SnapshotPolicies, SnapshotPolicies
    );
    list!(
        /// Elastic network interfaces of a VPC.
        interfaces(vpc: &str) -> Vec<Eni>, Ask::Interfaces(vpc.to_owned()), Interfaces
    );
    list!(
        /// EHC clusters of a zone.
        ehc_clusters(zone: &str) -> Vec<EhcCluster>, Ask::EhcClusters(zone.to_owned()), EhcClusters
    );
    list!(
        /// Deployment sets.
        deployment_sets() -> Vec<DeploySet>, Ask::DeploymentSets, DeploymentSets
    );
    list!(
        /// Roles.
        roles() -> Vec<Role>, Ask::Roles, Roles
    );
    list!(
        /// Resource groups.
        resource_groups() -> Vec<ResourceGroup>, Ask::ResourceGroups, ResourceGroups
    );
    list!(
        /// Cash of the account.
        balance() -> Money, Ask::Balance, Balance
    );
    list!(
        /// Quotas of a region.
        quotas(region: &str) -> Vec<Quota>, Ask::Quotas(region.to_owned()), Quotas
    );

    /// The market price of a spec in a zone, by whichever question it was asked.
    pub fn spot_price(&self, draft: &Draft) -> Option<&SpotPrice> {
        let zone = draft.zone.as_deref().unwrap_or_default();
        let specs = self.specs(zone).map(Vec::as_slice);
        let ask = spot_ask(draft, specs, self.spot_offers().map(Vec::as_slice))?;
        match self.loads.get(&Ask::Price(ask))?.value.as_ref()? {
            Answer::Price(Priced::Spot(price)) => Some(price),
            _ => None,
        }
    }

    /// What was worked out of the specs of a zone.
    pub fn shelf(&self, zone: &str) -> Option<&Shelf> {
        self.shelves.of(zone)
    }

    /// The price list of a family.
    pub fn family_prices(
        &self,
        family: &str,
        zone: &str,
        billing: Billing,
    ) -> Option<&Vec<SpecPrice>> {
        let (family, zone) = (family.to_owned(), zone.to_owned());
        let ask = PriceAsk::Family { family, zone, billing: billing.listed() };
        match self.loads.get(&Ask::Price(ask))?.value.as_ref()? {
            Answer::Price(Priced::Family(prices)) => Some(prices),
            _ => None,
        }
    }

    /// What is known about a price.
    pub fn price(&self, ask: &PriceAsk) -> Known<'_> {
        let Some(load) = self.loads.get(&Ask::Price(ask.clone())) else { return Known::Loading };
        match (&load.value, &load.state) {
            (Some(Answer::Price(priced)), _) => Known::Answer(priced),
            (_, LoadState::Loading(_)) => Known::Loading,
            _ if load.is_forbidden() => Known::Forbidden,
            _ => Known::Failed,
        }
    }

    /// The facts by which `draft` is judged.
    pub fn facts(&self, draft: &Draft) -> Facts<'_> {
        let zone = draft.zone.as_deref().unwrap_or_default();
        let spec = draft.spec.as_deref().unwrap_or_default();
        let specs = self.specs(zone);
        let worked_out = self.shelf(zone);
        let row = worked_out.and_then(|shelf| shelf.row(spec));
        let known = specs.and_then(|specs| specs.get(row?));
        Facts {
            short_secret: self.short_secret,
            zones: self.zones().map(Vec::as_slice),
            specs: specs.map(Vec::as_slice),
            spec_rows: worked_out.map(Shelf::rows),
            instead: None,
            family_prices: known
                .and_then(|spec| self.family_prices(&spec.family, zone, draft.billing()))
                .map(Vec::as_slice),
            images: self.images().map(Vec::as_slice),
            image_detail: draft.image.as_deref().and_then(|id| self.image(id)),
            fitting: self.fitting(spec).map(Vec::as_slice),
            disk_quota: self.disk_quota(zone),
            vpcs: self.vpcs().map(Vec::as_slice),
            subnets: self.subnets().map(Vec::as_slice),
            groups: draft.vpc.as_deref().and_then(|vpc| self.groups(vpc)).map(Vec::as_slice),
            enterprise_groups: self.enterprise_groups().map(Vec::as_slice),
            key_pairs: self.key_pairs().map(Vec::as_slice),
            spot_offers: self.spot_offers().map(Vec::as_slice),
            spot_price: self.spot_price(draft),
            snapshots: self.snapshots().map(Vec::as_slice),
            snapshot_policies: self.snapshot_policies().map(Vec::as_slice),
            interfaces: draft
                .vpc
                .as_deref()
                .and_then(|vpc| self.interfaces(vpc))
                .map(Vec::as_slice),
            ehc_clusters: self.ehc_clusters(zone).map(Vec::as_slice),
            deployment_sets: self.deployment_sets().map(Vec::as_slice),
            roles: self.roles().map(Vec::as_slice),
            resource_groups: self.resource_groups().map(Vec::as_slice),
            balance: self.balance().copied(),
            quote: None,
            clock_ahead: self.clock_ahead,
            // Whoever told us signs by the cloud's clock from then on.
            clock_corrected: self.clock_ahead.is_some(),
        }
    }
}
