//! The book of the orders: which create requests came, and what was made of them. For whoever wants to
//! see that a purchase was made once, whatever happened on the way; no part of the API.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::sandbox::state::State;

/// Where a server tells its book, as JSON, without a signature; like all of it on loopback only.
pub const PATH: &str = "/_sandbox/orders";

/// The book at a moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Book {
    /// Create requests that arrived since this server started, also those that a fault kept from
    /// being looked at.
    pub requests: u64,
    /// Orders made so far; kept across restarts where the state is.
    pub orders: usize,
    /// Instances that exist now; kept likewise.
    pub instances: usize,
    /// By client token, in the tokens' order.
    pub tokens: Vec<BookEntry>,
}

/// What came under one client token.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct BookEntry {
    /// The token; empty for requests without one.
    pub token: String,
    /// Create requests that arrived under it since this server started.
    pub requests: u64,
    /// How many different bodies they had, byte for byte.
    pub bodies: usize,
    /// Orders made under it: 0 or 1. A token that nobody used for a day is forgotten with its order
    /// (contract.md §4).
    pub orders: usize,
    /// Ids of the instances that its order was answered with, released ones too.
    pub instances: Vec<String>,
}

/// Counts what arrives.
#[derive(Debug, Default)]
pub(crate) struct Arrivals(Mutex<BTreeMap<String, Arrived>>);

#[derive(Debug, Default)]
struct Arrived {
    requests: u64,
    /// Digests: a body may hold a password.
    bodies: HashSet<[u8; 32]>,
}

impl Arrivals {
    /// Counts a create request.
    pub fn count(&self, token: &str, body: &[u8]) {
        let mut arrivals = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let arrived = arrivals.entry(token.to_owned()).or_default();
        arrived.requests += 1;
        arrived.bodies.insert(Sha256::digest(body).into());
    }

    /// The book, with what the state knows.
    pub fn book(&self, state: &State) -> Book {
        let mut tokens: BTreeMap<&str, BookEntry> = BTreeMap::new();
        let arrivals = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (token, arrived) in arrivals.iter() {
            let entry = tokens.entry(token).or_default();
            entry.requests = arrived.requests;
            entry.bodies = arrived.bodies.len();
        }
        for (key, made) in &state.tokens {
            let (_, token) = key.split_once('/').unwrap_or(("", key));
            let entry = tokens.entry(token).or_default();
            let ids = made.answer["instanceIds"].as_array().into_iter().flatten();
            entry.orders += 1;
            entry.instances.extend(ids.filter_map(|id| id.as_str()).map(str::to_owned));
        }
        Book {
            requests: arrivals.values().map(|arrived| arrived.requests).sum(),
            orders: state.orders,
            instances: state.instances.len(),
            tokens: tokens
                .into_iter()
                .map(|(token, entry)| BookEntry { token: token.to_owned(), ..entry })
                .collect(),
        }
    }
}
