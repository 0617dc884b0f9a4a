//! `CreateInstanceBySpec` (contract.md §8, §8.1): the one request that costs money.
//!
//! Every field of contract.md §8 that is to be sent is a field of one of the parts below, typed as
//! it says there. The order of the keys is the order of the parts and of the fields in them and
//! never depends on the plan, so the same plan always makes the same bytes. What is not said is left
//! out, never null or empty. What another field makes void is left out as well: each part says so
//! where it reads the plan.

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use self::connection::Connection;
use self::machine::Machine;
use self::payment::Payment;
use self::storage::Storage;
use self::system::System;
use super::lenient;
use super::page::{self, Unreadable};
use crate::api::cipher::{self, CipherError};
use crate::domain::plan::{Login, Plan};

mod connection;
mod machine;
mod payment;
mod storage;
mod system;

/// The path an order is posted to.
pub const PATH: &str = "/v2/instanceBySpec";
/// The query parameter that makes repeating an order harmless (contract.md §4).
pub const TOKEN: &str = "clientToken";

#[derive(Serialize)]
struct Create<'a> {
    #[serde(flatten)]
    machine: Machine<'a>,
    #[serde(flatten)]
    storage: Storage<'a>,
    #[serde(flatten)]
    system: System<'a>,
    #[serde(flatten)]
    connection: Connection<'a>,
    #[serde(flatten)]
    payment: Payment<'a>,
}

/// The JSON text of an order. Fails only when a password cannot be encrypted with this key.
pub fn body(plan: &Plan, secret_key: &SecretString) -> Result<String, CipherError> {
    let admin_pass = match &plan.login {
        Login::Password(password) => Some(cipher::encrypt(password, secret_key)?),
        Login::KeyPair(_) | Login::KeepImage | Login::Later => None,
    };
    let create = Create {
        machine: Machine::from(plan),
        storage: Storage::from(plan),
        system: System::of(plan, admin_pass),
        connection: Connection::from(plan),
        payment: Payment::from(plan),
    };
    // Nothing in these types can fail to serialise: no maps with odd keys, no floats.
    Ok(serde_json::to_string(&create).unwrap_or_default())
}

/// A text that says something.
fn said(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.trim().is_empty())
}

/// A text that was given and says something.
fn given(text: Option<&String>) -> Option<&str> {
    text.and_then(|text| said(text))
}

/// The texts of a list that say something.
fn listed(texts: &[String]) -> Vec<&str> {
    texts.iter().filter_map(|text| said(text)).collect()
}

/// The answer to an order that was taken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Created {
    /// `instanceIds`; may be missing when there is an `orderId`.
    #[serde(deserialize_with = "lenient::texts")]
    pub instance_ids: Vec<String>,
    /// `warningList`: every one is to be shown.
    #[serde(rename = "warningList", deserialize_with = "lenient::sayings")]
    pub warnings: Vec<String>,
    /// `orderId`; empty when not said.
    #[serde(deserialize_with = "lenient::id")]
    pub order_id: String,
}

impl Created {
    /// Reads the answer; one that names neither an instance nor an order confirms nothing.
    pub fn read(body: &[u8]) -> Result<Self, Unreadable> {
        let created: Self = page::whole(body)?;
        if created.instance_ids.is_empty() && created.order_id.is_empty() {
            return Err(Unreadable::Missing("instanceIds"));
        }
        Ok(created)
    }
}
