//! The operations the program uses, typed: wire in, domain out.
//!
//! Lists and prices are reads and repeat themselves ([`Client::ask`]); an order and a release are
//! sent once a call ([`Client::send`]).

mod account;
mod catalog;
mod instances;
mod operation;
mod order;
mod placement;
mod price;
mod release;
mod spot;
mod storage;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::client::{Client, Request};
use super::error::ApiError;
use super::wire::page::{self, Page, Row, Unreadable};
use crate::domain::fault::FaultKind;

pub use super::wire::create::Created;
pub use operation::Operation;

/// Pages of one list that are read before giving up (contract.md §5).
pub const PAGES: usize = 50;

impl Client {
    /// All pages of a list. Ends when nothing follows, when a marker comes back, and after [`PAGES`].
    async fn all<T: Row, D: From<T>>(&self, request: Request) -> Result<Vec<D>, ApiError> {
        let mut rows = Vec::new();
        let mut sent: Vec<String> = Vec::new();
        while sent.len() < PAGES {
            let asked = match sent.last() {
                None => request.clone(),
                Some(marker) => request.clone().with("marker", marker),
            };
            let page: Page<T> = self.page(&asked).await?;
            rows.extend(page.rows.into_iter().map(D::from));
            match page.next {
                Some(marker) if !sent.contains(&marker) => sent.push(marker),
                _ => break,
            }
        }
        Ok(rows)
    }

    /// The whole of a list that is not paged.
    async fn list<T: Row, D: From<T>>(&self, request: &Request) -> Result<Vec<D>, ApiError> {
        let page: Page<T> = self.page(request).await?;
        Ok(page.rows.into_iter().map(D::from).collect())
    }

    /// One page, or the whole of a list that is not paged.
    async fn page<T: Row>(&self, request: &Request) -> Result<Page<T>, ApiError> {
        self.read(request, Page::read).await
    }

    /// What an answer has under `key`.
    async fn part<T: DeserializeOwned>(
        &self,
        request: &Request,
        key: &'static str,
    ) -> Result<T, ApiError> {
        self.read(request, |body| page::part(body, key)).await
    }

    /// A read, and what `reader` makes of its answer.
    async fn read<T>(
        &self,
        request: &Request,
        reader: impl FnOnce(&[u8]) -> Result<T, Unreadable>,
    ) -> Result<T, ApiError> {
        let answer = self.ask(request).await?;
        reader(&answer.body).map_err(|why| answer.garbled(why))
    }

    /// Sends, exactly once, what is answered with "done" and nothing else.
    async fn carry_out(&self, request: &Request) -> Result<(), ApiError> {
        let answer = self.send(request).await?;
        // The real answers have no body; one that is there must at least be the API's.
        if !answer.body.trim_ascii().is_empty() {
            page::object(&answer.body).map_err(|why| answer.garbled(why))?;
        }
        Ok(())
    }
}

/// The JSON text of a request.
fn json(body: &impl Serialize) -> Result<Option<String>, ApiError> {
    serde_json::to_string(body).map(Some).map_err(|error| refused(error.to_string()))
}

/// A refusal of our own, before anything is sent.
fn refused(message: impl Into<String>) -> ApiError {
    ApiError::local(FaultKind::Refused, message)
}
