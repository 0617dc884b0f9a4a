//! Prices, each for the whole question: count × period.

use super::Operation;
use crate::api::client::Client;
use crate::api::error::ApiError;
use crate::api::wire::page;
use crate::api::wire::price::{
    DiskPriceModel, DiskPriceQuery, EIP_PRICES, EipPriceModel, EipPriceQuery, FamilyPrices,
    Purchase, SpecPriceQuery,
};
use crate::domain::catalog::{DiskPrice, EipPrice, SpecPrice};
use crate::domain::plan::{Billing, ChargeType, Line};
use crate::domain::units::{Gib, Mbps, Months};

impl Client {
    /// `GetPriceBySpec` of a whole family: one instance of each of its specs.
    pub async fn family_prices(
        &self,
        family: &str,
        zone: &str,
        billing: Billing,
    ) -> Result<Vec<SpecPrice>, ApiError> {
        self.spec_prices(None, Some(family), zone, billing, 1).await
    }

    /// `GetPriceBySpec` of one spec, for `count` instances. A spec the answer does not price comes
    /// back without amounts.
    pub async fn spec_price(
        &self,
        spec: &str,
        family: Option<&str>,
        zone: &str,
        billing: Billing,
        count: u32,
    ) -> Result<SpecPrice, ApiError> {
        let prices = self.spec_prices(Some(spec), family, zone, billing, count).await?;
        let price = prices.into_iter().find(|price| price.spec.eq_ignore_ascii_case(spec));
        Ok(price.unwrap_or_else(|| SpecPrice {
            spec: spec.to_owned(),
            list: None,
            trade: None,
            sold_out: false,
        }))
    }

    async fn spec_prices(
        &self,
        spec: Option<&str>,
        spec_id: Option<&str>,
        zone: &str,
        billing: Billing,
        count: u32,
    ) -> Result<Vec<SpecPrice>, ApiError> {
        let query = SpecPriceQuery {
            spec,
            spec_id: spec_id.filter(|family| !family.is_empty()),
            purchase: Purchase::new(zone, billing, count),
        };
        let request = Operation::GetPriceBySpec.saying(&query)?;
        let page = self.page::<FamilyPrices>(&request).await?;
        Ok(page.rows.into_iter().flat_map(|family| family.spec_prices).map(Into::into).collect())
    }

    /// `GetCdsPrice` of one disk.
    pub async fn disk_price(
        &self,
        storage_type: &str,
        size: Gib,
        zone: &str,
        billing: Billing,
    ) -> Result<DiskPrice, ApiError> {
        let query =
            DiskPriceQuery { storage_type, size, purchase: Purchase::new(zone, billing, 1) };
        let request = Operation::GetCdsPrice.saying(&query)?;
        let answer = self.ask(&request).await?;
        let mut rows = page::Page::<DiskPriceModel>::read(&answer.body)
            .map_err(|why| answer.garbled(why))?
            .rows;
        // A lone answer may go by the type's other name (contract.md §10); among several the name decides.
        if rows.len() > 1 {
            rows.retain(|row| row.storage_type.eq_ignore_ascii_case(storage_type));
        }
        rows.into_iter()
            .find_map(DiskPriceModel::into_price)
            .ok_or_else(|| answer.garbled(page::Unreadable::Missing("price")))
    }

    /// `EipInquiry` of one public IP of a line, or of the standard one; `months` counts for prepaid
    /// bandwidth only.
    pub async fn eip_price(
        &self,
        bandwidth: Mbps,
        charge: ChargeType,
        line: Option<Line>,
        months: Option<Months>,
    ) -> Result<EipPrice, ApiError> {
        let query = EipPriceQuery::new(bandwidth, charge, line, months);
        let request = Operation::EipInquiry.saying(&query)?;
        Ok(self.part::<EipPriceModel>(&request, EIP_PRICES).await?.into())
    }
}
