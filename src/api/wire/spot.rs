//! The spot market: `ListBidFlavor`, `GetBidInstancePrice`, `CancelBidOrder` (contract.md §7.2, §7.3,
//! §8.1).

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::lenient;
use super::page::{self, Row, Unreadable};
use super::spec::{self, FlavorModel};
use crate::domain::catalog::{SpotFlavor, SpotOffer, SpotPrice, SpotQuestion};
use crate::domain::units::{Gib, Mbps, Money};

/// An element of `zoneResources`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SpotZone {
    /// `zoneName`.
    #[serde(deserialize_with = "lenient::key")]
    pub zone_name: String,
    /// `bccResources`: a list here, an object in `ListFlavorSpec`; both are taken.
    #[serde(default, deserialize_with = "spec::groups")]
    pub bcc_resources: Vec<SpotGroup>,
}

impl Row for SpotZone {
    const LIST: &'static str = "zoneResources";
}

/// An element of `bccResources`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SpotGroup {
    /// `instanceType`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub instance_type: String,
    /// `flavors`; empty: sold out.
    #[serde(deserialize_with = "flavors")]
    pub flavors: Vec<FlavorModel>,
}

/// Flavors, of which none means "sold out": where they cannot be read, nothing is said about the group.
fn flavors<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<FlavorModel>, D::Error> {
    let Value::Array(values) = Value::deserialize(deserializer)? else {
        return Err(serde::de::Error::custom("the flavors are no list"));
    };
    let delivered = values.len();
    let flavors: Vec<FlavorModel> = lenient::elements(Value::Array(values));
    if flavors.is_empty() && delivered > 0 {
        return Err(serde::de::Error::custom("no flavor can be read"));
    }
    Ok(flavors)
}

impl SpotZone {
    /// The offers of this zone, one a group.
    pub fn into_offers(self) -> Vec<SpotOffer> {
        let offers = self.bcc_resources.into_iter().map(|group| SpotOffer {
            zone: self.zone_name.clone(),
            instance_type: group.instance_type,
            flavors: group.flavors.into_iter().map(SpotFlavor::from).collect(),
        });
        offers.collect()
    }
}

impl From<FlavorModel> for SpotFlavor {
    fn from(model: FlavorModel) -> Self {
        Self {
            spec: model.spec,
            family: model.spec_id,
            vcpus: model.cpu_count,
            memory: model.memory.unwrap_or_default(),
        }
    }
}

/// The body of `GetBidInstancePrice`: the fields of every source at once.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SpotPriceQuery<'a> {
    spec: &'a str,
    zone_name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    instance_type: &'a str,
    cpu_count: u32,
    #[serde(rename = "memoryCapacityInGB")]
    memory: Gib,
    #[serde(skip_serializing_if = "Option::is_none")]
    root_disk_size_in_gb: Option<Gib>,
    #[serde(skip_serializing_if = "Option::is_none")]
    root_disk_storage_type: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    create_cds_list: Vec<SpotDisk<'a>>,
    purchase_count: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    network_capacity_in_mbps: Option<Mbps>,
    #[serde(skip_serializing_if = "Option::is_none")]
    internet_charge_type: Option<&'static str>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct SpotDisk<'a> {
    storage_type: &'a str,
    #[serde(rename = "cdsSizeInGB")]
    size: Gib,
}

impl<'a> From<&'a SpotQuestion> for SpotPriceQuery<'a> {
    fn from(asked: &'a SpotQuestion) -> Self {
        let system = asked.system_disk.as_ref();
        let public_ip = asked.public_ip.as_ref().filter(|ip| ip.bandwidth.get() > 0);
        let disks = asked.data_disks.iter();
        Self {
            spec: &asked.spec,
            zone_name: &asked.zone,
            instance_type: &asked.instance_type,
            cpu_count: asked.vcpus,
            memory: asked.memory,
            root_disk_size_in_gb: system.map(|disk| disk.size),
            root_disk_storage_type: system.and_then(|disk| disk.storage_type.as_deref()),
            create_cds_list: disks
                .map(|disk| SpotDisk { storage_type: &disk.storage_type, size: disk.size })
                .collect(),
            purchase_count: asked.count,
            network_capacity_in_mbps: public_ip.map(|ip| ip.bandwidth),
            internet_charge_type: public_ip.map(|ip| ip.charge.api_name()),
        }
    }
}

/// The answer of `GetBidInstancePrice`: numbers as texts, CNY per minute.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SpotPriceModel {
    /// `money`, of all instances.
    #[serde(deserialize_with = "lenient::money")]
    pub money: Option<Money>,
    /// `perMoney`, of one.
    #[serde(deserialize_with = "lenient::money")]
    pub per_money: Option<Money>,
    /// `count`, of instances.
    #[serde(deserialize_with = "lenient::limit")]
    pub count: Option<u32>,
    /// `originalMoney`, of all instances.
    #[serde(deserialize_with = "lenient::money")]
    pub original_money: Option<Money>,
    /// `perOriginalMoney`, of one.
    #[serde(deserialize_with = "lenient::money")]
    pub per_original_money: Option<Money>,
}

impl SpotPriceModel {
    /// Reads the answer to a question about `asked` instances. One of the two prices is enough; an
    /// answer without either is no price.
    pub fn read(body: &[u8], asked: u32) -> Result<SpotPrice, Unreadable> {
        let model: Self = page::whole(body)?;
        let count = Decimal::from(model.count.unwrap_or(asked).max(1));
        let total = model.money.or_else(|| model.per_money.map(|each| each.times(count)));
        let each = model.per_money.or_else(|| model.money.map(|total| Money(total.0 / count)));
        let (Some(total), Some(each)) = (total, each) else {
            return Err(Unreadable::Missing("money"));
        };
        Ok(SpotPrice {
            total,
            each,
            list_total: model.original_money,
            list_each: model.per_original_money,
        })
    }
}

/// The body of `CancelBidOrder`.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CancelSpot<'a> {
    /// `orderId`.
    pub order_id: &'a str,
}
