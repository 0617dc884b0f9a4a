//! What of a draft can be priced, the questions it takes, and the answers put together.

use crate::domain::catalog::{DiskPrice, EipPrice, ImageKind, OsType, SpecPrice};
use crate::domain::draft::Draft;
use crate::domain::facts::Facts;
use crate::domain::plan::{Billing, ChargeType, INCLUDED_SYSTEM_DISK, Line, Payment};
use crate::domain::price::rate::{hourly, per_instance, spec_paid, times};
use crate::domain::price::{
    Cost, Due, Known, Part, PartKind, PriceAsk, Priced, Quote, offered, spot_ask,
};
use crate::domain::rules::{self, chosen, limits};
use crate::domain::units::{Gib, Mbps, Money, Months};

/// A disk of the basket; parts that cannot be read yet are `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Disk {
    storage_type: Option<String>,
    size: Option<Gib>,
}

/// What is being bought, as far as it matters for the price and can be read from a draft. A part
/// that cannot be read has no price; it stops no other part's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basket {
    zone: Option<String>,
    spec: Option<String>,
    family: Option<String>,
    count: Option<u32>,
    billing: Billing,
    system_disk: Disk,
    data_disks: Vec<Disk>,
    public_ip: bool,
    bandwidth: Option<Mbps>,
    /// As chosen; `None`: as the instance is paid for.
    charge: Option<ChargeType>,
    line: Option<Line>,
    /// IOPS beyond what the disks have by themselves, of all disks of one instance.
    extra_io: u32,
    image_fee: bool,
    /// The question for the market price, of a spot instance.
    market: Option<PriceAsk>,
    /// The spot market of the zone is known not to have the spec.
    off_market: bool,
}

impl Basket {
    /// Reads a draft, leniently.
    pub fn of(draft: &Draft, facts: &Facts) -> Self {
        let positive = |text: &str| limits::whole(text).ok().filter(|&n| n > 0);
        let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let own = |choice: &Option<String>| chosen(choice.as_ref()).map(str::to_owned);
        let bandwidth = limits::whole(&draft.bandwidth).ok().map(Mbps);
        Self {
            zone: own(&draft.zone),
            spec: own(&draft.spec),
            family: own(&draft.spec).and_then(|_| rules::family(draft, facts)).map(str::to_owned),
            count: positive(&draft.count),
            billing: draft.billing(),
            system_disk: Disk {
                storage_type: own(&draft.system_disk_type)
                    .or_else(|| Some(limits::DEFAULT_SYSTEM_DISK.to_owned())),
                size: positive(&draft.system_disk_size).map(Gib),
            },
            data_disks: draft
                .data_disks
                .iter()
                .map(|disk| Disk {
                    storage_type: text(&disk.storage_type),
                    size: positive(&disk.size).map(Gib),
                })
                .collect(),
            public_ip: draft.public_ip && bandwidth != Some(Mbps(0)),
            bandwidth,
            charge: draft.charge,
            line: draft.line,
            extra_io: draft
                .data_disks
                .iter()
                .map(|disk| &disk.extra_io)
                .chain([&draft.system_extra_io])
                .filter_map(|typed| limits::whole(typed).ok())
                .fold(0, u32::saturating_add),
            image_fee: facts.image(draft).is_some_and(|image| {
                image.os_type == OsType::Windows || image.kind == ImageKind::Market
            }),
            market: spot_ask(draft, facts.specs, facts.spot_offers),
            off_market: match (facts.spot_offers, own(&draft.zone), own(&draft.spec)) {
                (Some(offers), Some(zone), Some(spec)) => !offered(offers, &zone, &spec),
                _ => false,
            },
        }
    }

    /// The same basket paid for otherwise, to compare payments.
    #[must_use]
    pub fn with_billing(mut self, billing: Billing) -> Self {
        self.billing = billing;
        self
    }

    /// The billing it is priced under.
    pub fn billing(&self) -> Billing {
        self.billing
    }

    /// The questions whose answers [`Self::quote`] looks up, each once.
    pub fn asks(&self) -> Vec<PriceAsk> {
        let mut asks: Vec<PriceAsk> = Vec::new();
        let disks = std::iter::once(self.system_ask()).chain(
            self.data_disks.iter().map(|disk| self.disk_ask(disk.storage_type.as_ref(), disk.size)),
        );
        let all = std::iter::once(self.instance_ask()).chain(disks).chain([self.public_ip_ask()]);
        for ask in all.flatten() {
            if !asks.contains(&ask) {
                asks.push(ask);
            }
        }
        asks
    }

    /// The price of the whole order, as far as `lookup` knows the answers.
    pub fn quote<'a>(&self, lookup: impl Fn(&PriceAsk) -> Known<'a>) -> Quote {
        let mut parts = vec![self.instance(&lookup), self.system(&lookup)];
        parts.extend(self.data_disks.iter().map(|disk| {
            let ask = self.disk_ask(disk.storage_type.as_ref(), disk.size);
            let kind = PartKind::DataDisk(disk.size.unwrap_or_default());
            self.part(kind, self.disk_cost(ask.as_ref(), &lookup))
        }));
        if self.extra_io > 0 {
            parts.push(self.part(PartKind::ExtraIo(self.extra_io), Cost::NotQuoted));
        }
        self.public_ip(&lookup, &mut parts);
        Quote { billing: self.billing, parts, image_fee: self.image_fee }
    }

    /// The question for the price of the instance itself.
    fn instance_ask(&self) -> Option<PriceAsk> {
        match self.billing {
            Billing::Spot => self.market.clone().filter(|_| !self.off_market),
            Billing::Postpaid | Billing::Prepaid(_) => self.family_ask(),
        }
    }

    fn family_ask(&self) -> Option<PriceAsk> {
        let (family, zone) = (self.family.clone()?, self.zone.clone()?);
        Some(PriceAsk::Family { family, zone, billing: self.billing.listed() })
    }

    fn disk_ask(&self, storage_type: Option<&String>, size: Option<Gib>) -> Option<PriceAsk> {
        let (storage_type, size) = (storage_type?.clone(), size?);
        let zone = self.zone.clone()?;
        Some(PriceAsk::Disk { storage_type, size, zone, billing: self.billing.listed() })
    }

    /// The paid part of the system disk, priced as a cloud disk of its own.
    fn system_ask(&self) -> Option<PriceAsk> {
        let paid = self.system_disk.size?.0.checked_sub(INCLUDED_SYSTEM_DISK.0)?;
        let paid = Some(Gib(paid)).filter(|paid| paid.0 > 0);
        self.disk_ask(self.system_disk.storage_type.as_ref(), paid)
    }

    fn public_ip_ask(&self) -> Option<PriceAsk> {
        let bandwidth = self.bandwidth.filter(|_| self.public_ip)?;
        let charge = self.charge();
        let months = (charge == ChargeType::BandwidthPrepaid).then_some(match self.billing {
            Billing::Prepaid(months) => months,
            Billing::Postpaid | Billing::Spot => Months(1),
        });
        Some(PriceAsk::PublicIp { bandwidth, charge, line: self.line, months })
    }

    fn charge(&self) -> ChargeType {
        self.charge.unwrap_or_else(|| ChargeType::default_for(self.billing.payment()))
    }

    /// A part that is paid for as the instance is.
    fn part(&self, kind: PartKind, cost: Cost) -> Part {
        let due = match self.billing {
            Billing::Postpaid | Billing::Spot => Due::Hourly,
            Billing::Prepaid(_) => Due::Once,
        };
        Part { kind, cost, due, list: None, estimate: false }
    }

    /// An amount for one instance as a cost of the whole count.
    fn cost(&self, one: Option<Money>, due: Due) -> Cost {
        let Some(count) = self.count else { return Cost::Unchosen };
        match (one.and_then(|one| times(one, count)), due) {
            (None, _) => Cost::NotQuoted,
            (Some(all), Due::Once) => Cost::Once(all),
            (Some(all), _) => Cost::Hourly(all),
        }
    }

    fn instance<'a>(&self, lookup: &impl Fn(&PriceAsk) -> Known<'a>) -> Part {
        let mut part = self.part(PartKind::Instance, Cost::Unchosen);
        if self.billing == Billing::Spot && self.off_market {
            return Part { cost: Cost::NotOffered, ..part };
        }
        let Some(ask) = self.instance_ask().filter(|_| self.count.is_some()) else { return part };
        let answer = match answered(lookup(&ask)) {
            Ok(answer) => answer,
            Err(cost) => return Part { cost, ..part },
        };
        let one = |quoted: Money| per_instance(quoted, self.billing);
        let count = self.count.unwrap_or_default();
        if let Priced::Spot(price) = answer {
            part.cost = self.cost(one(price.each), part.due);
            let list = price.list_each.filter(|list| *list != price.each);
            part.list = list.and_then(one).and_then(|one| times(one, count));
            return part;
        }
        let Some(price) = self.find(answer) else {
            return Part { cost: Cost::NotQuoted, ..part };
        };
        if price.sold_out {
            return Part { cost: Cost::SoldOut, ..part };
        }
        part.cost = self.cost(spec_paid(price).and_then(one), part.due);
        let list = price.list.filter(|list| price.trade.is_some_and(|trade| trade != *list));
        part.list = list.and_then(one).and_then(|one| times(one, count));
        part
    }

    /// The entry of the spec in a family's price list.
    fn find<'a>(&self, answer: &'a Priced) -> Option<&'a SpecPrice> {
        let Priced::Family(prices) = answer else { return None };
        let name = self.spec.as_deref()?;
        prices.iter().find(|price| price.spec == name)
    }

    fn system<'a>(&self, lookup: &impl Fn(&PriceAsk) -> Known<'a>) -> Part {
        let size = self.system_disk.size;
        let kind = PartKind::SystemDisk(size.unwrap_or_default());
        match size {
            Some(size) if size <= INCLUDED_SYSTEM_DISK => self.part(kind, Cost::Included),
            _ => {
                let cost = self.disk_cost(self.system_ask().as_ref(), lookup);
                Part { estimate: true, ..self.part(kind, cost) }
            }
        }
    }

    fn disk_cost<'a>(
        &self,
        ask: Option<&PriceAsk>,
        lookup: &impl Fn(&PriceAsk) -> Known<'a>,
    ) -> Cost {
        let Some(ask) = ask.filter(|_| self.count.is_some()) else { return Cost::Unchosen };
        match answered(lookup(ask)) {
            Err(cost) => cost,
            Ok(Priced::Disk(DiskPrice { price, unit })) => match self.billing {
                Billing::Postpaid | Billing::Spot => self.cost(hourly(*price, unit), Due::Hourly),
                // The amount is for the whole query, which asks for the whole period; its unit
                // ("month") only names what the period is counted in.
                Billing::Prepaid(_) => self.cost(Some(*price), Due::Once),
            },
            Ok(_) => Cost::NotQuoted,
        }
    }

    fn public_ip<'a>(&self, lookup: &impl Fn(&PriceAsk) -> Known<'a>, parts: &mut Vec<Part>) {
        if !self.public_ip {
            return;
        }
        let bandwidth = self.bandwidth.unwrap_or_default();
        let charge = self.charge();
        let by_traffic = charge == ChargeType::Traffic;
        let kind = PartKind::PublicIp(bandwidth);
        let (kind, due) = match charge {
            ChargeType::BandwidthPrepaid => (kind, Due::Once),
            ChargeType::BandwidthPostpaid => (kind, Due::Hourly),
            ChargeType::Traffic => (PartKind::Traffic, Due::PerGb),
        };
        let mut part = Part { kind, cost: Cost::Unchosen, due, list: None, estimate: false };
        if let Some(ask) = self.public_ip_ask().filter(|_| self.count.is_some()) {
            part.cost = match answered(lookup(&ask)) {
                Err(cost) => cost,
                Ok(Priced::PublicIp(price)) => {
                    if by_traffic {
                        parts.extend(self.standing_part(price, bandwidth));
                    }
                    self.public_ip_cost(price, due)
                }
                Ok(_) => Cost::NotQuoted,
            };
        }
        // A prepaid bandwidth beside a postpaid instance has no period of its own: one month is shown.
        part.estimate = due == Due::Once && self.billing.payment() != Payment::Prepaid;
        parts.push(part);
    }

    fn public_ip_cost(&self, price: &EipPrice, due: Due) -> Cost {
        match due {
            Due::Once => self.cost(price.purchase, due),
            Due::Hourly => {
                self.cost(price.config.and_then(|config| hourly(config, &price.config_unit)), due)
            }
            Due::PerGb => {
                price.traffic.and_then(|one| times(one, 1)).map_or(Cost::NotQuoted, Cost::PerGb)
            }
        }
    }

    /// What a public IP charged by traffic costs while it stands idle; left out when that is nothing.
    fn standing_part(&self, price: &EipPrice, bandwidth: Mbps) -> Option<Part> {
        price.config.filter(|config| *config != Money::ZERO)?;
        Some(Part {
            kind: PartKind::PublicIp(bandwidth),
            cost: self.public_ip_cost(price, Due::Hourly),
            due: Due::Hourly,
            list: None,
            estimate: false,
        })
    }
}

/// The answer, or what stands in its place.
fn answered(known: Known<'_>) -> Result<&Priced, Cost> {
    match known {
        Known::Answer(answer) => Ok(answer),
        Known::Loading => Err(Cost::Loading),
        Known::Forbidden => Err(Cost::Forbidden),
        Known::Failed => Err(Cost::NotQuoted),
    }
}
