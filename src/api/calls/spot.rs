//! The spot market.

use super::Operation;
use super::operation::checked;
use crate::api::client::Client;
use crate::api::error::ApiError;
use crate::api::wire::spot::{CancelSpot, SpotPriceModel, SpotPriceQuery, SpotZone};
use crate::domain::catalog::{SpotOffer, SpotPrice, SpotQuestion};

impl Client {
    /// `ListBidFlavor`: what can be bid for, zone by zone.
    pub async fn spot_offers(&self) -> Result<Vec<SpotOffer>, ApiError> {
        let page = self.page::<SpotZone>(&Operation::ListBidFlavor.request()).await?;
        Ok(page.rows.into_iter().flat_map(SpotZone::into_offers).collect())
    }

    /// `GetBidInstancePrice`: the market price now, CNY per minute. It changes every five minutes.
    pub async fn spot_price(&self, asked: &SpotQuestion) -> Result<SpotPrice, ApiError> {
        let request = Operation::GetBidInstancePrice.saying(&SpotPriceQuery::from(asked))?;
        self.read(&request, |body| SpotPriceModel::read(body, asked.count)).await
    }

    /// `CancelBidOrder`, sent exactly once: takes back a spot order that waits for its instances.
    pub async fn cancel_spot_order(&self, order: &str) -> Result<(), ApiError> {
        let request =
            Operation::CancelBidOrder.saying(&CancelSpot { order_id: checked(order)? })?;
        self.carry_out(&request).await
    }
}
