//! `AccountBalance`, `QuotaCenterList` (contract.md §7.12, §7.16).

use rust_decimal::Decimal;
use serde::Deserialize;

use super::lenient;
use super::page::{self, Row, Unreadable};
use crate::domain::catalog::Quota;
use crate::domain::units::Money;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct BalanceModel {
    /// `cashBalance`, CNY; below zero for who owes.
    #[serde(default, deserialize_with = "lenient::signed")]
    cash_balance: Option<Decimal>,
}

/// Reads the answer of `AccountBalance`: cash only, without vouchers.
pub fn balance(body: &[u8]) -> Result<Money, Unreadable> {
    let model: BalanceModel = page::whole(body)?;
    model.cash_balance.map(Money).ok_or(Unreadable::Missing("cashBalance"))
}

/// An element of `result` of `QuotaCenterList`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct QuotaModel {
    /// `name`.
    #[serde(deserialize_with = "lenient::key")]
    pub name: String,
    /// `description`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub description: String,
    /// `serviceType`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub service_type: String,
    /// `region`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub region: String,
    /// `value`.
    #[serde(default, deserialize_with = "lenient::signed")]
    pub value: Option<Decimal>,
    /// `used`.
    #[serde(default, deserialize_with = "lenient::signed")]
    pub used: Option<Decimal>,
}

impl Row for QuotaModel {
    const LIST: &'static str = "result";
}

impl From<QuotaModel> for Quota {
    fn from(model: QuotaModel) -> Self {
        Self {
            name: model.name,
            description: model.description,
            service: model.service_type,
            region: model.region,
            limit: model.value,
            used: model.used,
        }
    }
}
