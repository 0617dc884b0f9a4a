//! The order (contract.md §8).

use super::{Created, Operation};
use crate::api::client::{Client, Request};
use crate::api::error::ApiError;
use crate::api::wire::create;

impl Client {
    /// `CreateInstanceBySpec`, which takes effect once at most. To repeat an order whose outcome is
    /// unknown, call it again with the same token and the same bytes; a new token would be a new order.
    pub async fn submit(&self, token: &str, body_json: &str) -> Result<Created, ApiError> {
        let request = Operation::CreateInstanceBySpec.request().with(create::TOKEN, token);
        let request = Request { body: Some(body_json.to_owned()), ..request };
        let answer = self.send(&request).await?;
        Created::read(&answer.body).map_err(|why| answer.garbled(why))
    }
}
