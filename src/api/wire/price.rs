//! `GetPriceBySpec`, `GetCdsPrice`, `EipInquiry` (contract.md §7.3).

use serde::{Deserialize, Serialize};

use super::lenient;
use super::page::Row;
use crate::domain::catalog::{DiskPrice, EipPrice, SpecPrice};
use crate::domain::plan::{Billing, ChargeType, Line};
use crate::domain::units::{Gib, Mbps, Money, Months};

/// What `purchaseLength` says when nothing is bought for a period: it is required all the same.
const ONE_MONTH: Months = Months(1);

/// What the prices of a spec and of a disk are both asked for with.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Purchase<'a> {
    /// `paymentTiming`.
    pub payment_timing: &'static str,
    /// `zoneName`.
    pub zone_name: &'a str,
    /// `purchaseCount`.
    pub purchase_count: u32,
    /// `purchaseLength`, months.
    pub purchase_length: Months,
}

impl<'a> Purchase<'a> {
    /// So many of something in a zone, paid for like this.
    pub fn new(zone: &'a str, billing: Billing, count: u32) -> Self {
        Self {
            payment_timing: billing.payment().api_name(),
            zone_name: zone,
            purchase_count: count,
            purchase_length: match billing {
                Billing::Postpaid | Billing::Spot => ONE_MONTH,
                Billing::Prepaid(months) => months,
            },
        }
    }
}

/// The body of `GetPriceBySpec`. Without `spec` it prices a whole family.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SpecPriceQuery<'a> {
    /// `spec`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spec: Option<&'a str>,
    /// `specId`, the family.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spec_id: Option<&'a str>,
    /// Where, how many, for how long.
    #[serde(flatten)]
    pub purchase: Purchase<'a>,
}

/// An element of `price` of `GetPriceBySpec`: a family.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FamilyPrices {
    /// `specPrices`.
    #[serde(deserialize_with = "lenient::list")]
    pub spec_prices: Vec<SpecPriceModel>,
}

impl Row for FamilyPrices {
    const LIST: &'static str = "price";
}

/// An element of `specPrices`; the amounts are strings or numbers.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SpecPriceModel {
    /// `spec`.
    #[serde(deserialize_with = "lenient::key")]
    pub spec: String,
    /// `specPrice`, CNY.
    #[serde(default, deserialize_with = "lenient::money")]
    pub spec_price: Option<Money>,
    /// `tradePrice`, CNY.
    #[serde(default, deserialize_with = "lenient::money")]
    pub trade_price: Option<Money>,
    /// `status`, of unknown words.
    #[serde(default, deserialize_with = "lenient::id")]
    pub status: String,
}

impl From<SpecPriceModel> for SpecPrice {
    fn from(model: SpecPriceModel) -> Self {
        Self {
            sold_out: says_sold_out(&model.status),
            spec: model.spec,
            list: model.spec_price,
            trade: model.trade_price,
        }
    }
}

/// Whether a status reads "sold out" in any spelling: `soldOut`, `SOLD_OUT`, `sold out`.
fn says_sold_out(status: &str) -> bool {
    let letters: String =
        status.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect();
    letters.contains("soldout")
}

/// The body of `GetCdsPrice`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DiskPriceQuery<'a> {
    /// `storageType`.
    pub storage_type: &'a str,
    /// `cdsSizeInGB`.
    #[serde(rename = "cdsSizeInGB")]
    pub size: Gib,
    /// Where, how many, for how long.
    #[serde(flatten)]
    pub purchase: Purchase<'a>,
}

/// An element of `price` of `GetCdsPrice`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DiskPriceModel {
    /// `storageType`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub storage_type: String,
    /// `price`, CNY.
    #[serde(default, deserialize_with = "lenient::money")]
    pub price: Option<Money>,
    /// `unit`, of unknown words.
    #[serde(default, deserialize_with = "lenient::id")]
    pub unit: String,
}

impl Row for DiskPriceModel {
    const LIST: &'static str = "price";
}

impl DiskPriceModel {
    /// The price, if there is one.
    pub fn into_price(self) -> Option<DiskPrice> {
        Some(DiskPrice { price: self.price?, unit: self.unit })
    }
}

/// The body of `EipInquiry`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EipPriceQuery {
    /// `bandwidthInMbps`.
    pub bandwidth_in_mbps: Mbps,
    /// `count`.
    pub count: u32,
    /// `purchaseType`; left out for the standard line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purchase_type: Option<&'static str>,
    /// `billing`.
    pub billing: EipBilling,
}

/// `billing` of `EipInquiry`, which says in two words what `internetChargeType` says in one.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EipBilling {
    /// `paymentTiming`.
    pub payment_timing: &'static str,
    /// `billingMethod`: `ByBandwidth` or `ByTraffic`.
    pub billing_method: &'static str,
    /// `reservation`, prepaid only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reservation: Option<Reservation>,
}

/// `reservation`, of prices and of orders.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reservation {
    /// `reservationLength`.
    pub reservation_length: Months,
    /// `reservationTimeUnit`.
    pub reservation_time_unit: &'static str,
}

impl Reservation {
    /// So many months.
    pub fn of(months: Months) -> Self {
        Self { reservation_length: months, reservation_time_unit: "Month" }
    }
}

impl EipPriceQuery {
    /// The question for one public IP; `months` counts for prepaid bandwidth only.
    pub fn new(
        bandwidth: Mbps,
        charge: ChargeType,
        line: Option<Line>,
        months: Option<Months>,
    ) -> Self {
        let (payment_timing, billing_method, reservation) = match charge {
            ChargeType::BandwidthPrepaid => {
                let reservation = Reservation::of(months.unwrap_or(ONE_MONTH));
                ("Prepaid", "ByBandwidth", Some(reservation))
            }
            ChargeType::BandwidthPostpaid => ("Postpaid", "ByBandwidth", None),
            ChargeType::Traffic => ("Postpaid", "ByTraffic", None),
        };
        let billing = EipBilling { payment_timing, billing_method, reservation };
        let purchase_type = line.map(Line::api_name);
        Self { bandwidth_in_mbps: bandwidth, count: 1, purchase_type, billing }
    }
}

/// `prices` of `EipInquiry`: amounts as texts, perhaps with a unit.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct EipPriceModel {
    /// `purchasePrice`.
    #[serde(deserialize_with = "lenient::text")]
    pub purchase_price: String,
    /// `configPrice`.
    #[serde(deserialize_with = "lenient::text")]
    pub config_price: String,
    /// `netrafficPrice`.
    #[serde(deserialize_with = "lenient::text")]
    pub netraffic_price: String,
}

/// The key the prices stand under.
pub const EIP_PRICES: &str = "prices";

impl From<EipPriceModel> for EipPrice {
    fn from(model: EipPriceModel) -> Self {
        let (config, config_unit) = lenient::amount(&model.config_price);
        Self {
            purchase: lenient::amount(&model.purchase_price).0,
            config,
            config_unit,
            traffic: lenient::amount(&model.netraffic_price).0,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{ChargeType, EipPriceQuery, Line, Mbps, Months, says_sold_out};

    #[test]
    fn sold_out_is_read_in_any_spelling_and_nothing_else_is_judged() {
        for word in ["soldOut", "SOLD_OUT", "sold out", "Sold-Out", "spec_soldout"] {
            assert!(says_sold_out(word), "{word}");
        }
        for word in ["", "available", "sold", "normal", "售罄"] {
            assert!(!says_sold_out(word), "{word}");
        }
    }

    #[test]
    fn a_charge_type_is_asked_for_as_timing_and_method() {
        let months = Some(Months(12));
        for (charge, billing) in [
            (
                ChargeType::BandwidthPrepaid,
                json!({"paymentTiming": "Prepaid", "billingMethod": "ByBandwidth",
                    "reservation": {"reservationLength": 12, "reservationTimeUnit": "Month"}}),
            ),
            (
                ChargeType::BandwidthPostpaid,
                json!({"paymentTiming": "Postpaid", "billingMethod": "ByBandwidth"}),
            ),
            (
                ChargeType::Traffic,
                json!({"paymentTiming": "Postpaid", "billingMethod": "ByTraffic"}),
            ),
        ] {
            let query = EipPriceQuery::new(Mbps(5), charge, None, months);
            let expected = json!({"bandwidthInMbps": 5, "count": 1, "billing": billing});
            assert_eq!(serde_json::to_value(query).unwrap(), expected);
            let line = Some(Line::EnhancedBgp);
            let query = serde_json::to_value(EipPriceQuery::new(Mbps(5), charge, line, months));
            assert_eq!(query.unwrap()["purchaseType"], "BGP_S");
        }
    }
}
