//! The operations the program uses, typed: wire in, domain out.
//!
//! Lists and prices are reads and repeat themselves ([`Client::ask`]); an order and a release are
//! sent once a call ([`Client::send`]).

mod account;
mod catalog;
mod order;
mod price;

use serde::Serialize;

use super::client::{Client, Request};
use super::error::ApiError;
use super::wire::page::{Page, Row};
use crate::domain::fault::FaultKind;

pub use super::wire::create::Created;

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

    /// One page, or the whole of a list that is not paged.
    async fn page<T: Row>(&self, request: &Request) -> Result<Page<T>, ApiError> {
        let answer = self.ask(request).await?;
        Page::read(&answer.body).map_err(|why| answer.garbled(why))
    }
}

/// The JSON text of a request.
fn json(body: &impl Serialize) -> Result<Option<String>, ApiError> {
    serde_json::to_string(body)
        .map(Some)
        .map_err(|error| ApiError::local(FaultKind::Refused, error.to_string()))
}

/// The path of one thing. An id is letters, digits, `-` and `_` (contract.md §8); anything else in
/// its place would ask for something else.
fn path_of(before: &str, id: &str, after: &str) -> Result<String, ApiError> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if id.is_empty() || !id.bytes().all(fits) {
        let message = format!("“{id}” is not an id; ids are letters, digits, - and _");
        return Err(ApiError::local(FaultKind::Refused, message));
    }
    Ok(format!("{before}{id}{after}"))
}
