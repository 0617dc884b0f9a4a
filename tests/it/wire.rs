//! The real client against the embedded cloud, over HTTP: each was written from the documents alone,
//! so what both understand alike is worth something.

pub mod bill;
mod faults;
mod more;
mod orders;
mod quotes;
mod reads;
mod spoiled;
mod survival;

use std::sync::Arc;
use std::time::Duration;

use bcc_wizard::api::calls::Created;
use bcc_wizard::api::client::{Client, Credentials, Timeouts};
use bcc_wizard::api::endpoint::Endpoints;
use bcc_wizard::api::error::ApiError;
use bcc_wizard::api::retry::Retry;
use bcc_wizard::api::wire::create;
use bcc_wizard::domain::plan::{Billing, Groups, Login, More, Plan, SystemDisk};
use bcc_wizard::domain::units::Gib;
use bcc_wizard::sandbox::{self, ACCESS_KEY, Config, SECRET_KEY, Sandbox};
use secrecy::SecretString;

use crate::sandbox::support::Hands;
use crate::world::texts;

/// Repeats reads as the real client does, without its pauses.
pub const AT_ONCE: Retry =
    Retry { tries: 1, base: Duration::ZERO, cap: Duration::ZERO, server_cap: Duration::ZERO };

/// The keys of the sandbox's account.
pub fn credentials() -> Credentials {
    Credentials {
        access_key: ACCESS_KEY.to_owned(),
        secret_key: SecretString::from(SECRET_KEY),
        session_token: None,
    }
}

/// A sandbox and a client of it, on one clock that tests move.
pub struct Pair {
    pub sandbox: Sandbox,
    pub hands: Hands,
    pub client: Client,
}

impl Pair {
    pub fn new() -> Self {
        Self::with(|_| {})
    }

    pub fn with(change: impl FnOnce(&mut Config)) -> Self {
        Self::on(Hands::new(), change)
    }

    pub fn on(hands: Hands, change: impl FnOnce(&mut Config)) -> Self {
        let mut config = Config::new();
        hands.drive(&mut config);
        change(&mut config);
        let sandbox = sandbox::start(config).unwrap();
        let client = client(&sandbox, &hands, credentials());
        Self { sandbox, hands, client }
    }

    /// Another client of the same sandbox.
    pub fn client_as(&self, credentials: Credentials) -> Client {
        client(&self.sandbox, &self.hands, credentials)
    }

    /// Sends an order exactly once.
    pub async fn order(&self, token: &str, plan: &Plan) -> Result<Created, ApiError> {
        self.client.submit(token, &body(plan)).await
    }

    /// Orders and returns the ids.
    pub async fn ids(&self, token: &str, plan: &Plan) -> Vec<String> {
        self.order(token, plan).await.unwrap().instance_ids
    }
}

pub fn client(sandbox: &Sandbox, hands: &Hands, credentials: Credentials) -> Client {
    let endpoints = Endpoints::fixed(&sandbox.base_url()).unwrap();
    let client = Client::new(credentials, endpoints, Timeouts::default()).unwrap();
    let hands = hands.clone();
    client.with_retry(AT_ONCE).with_clock(Arc::new(move || hands.now()))
}

/// The JSON text of an order, as the executor makes it.
pub fn body(plan: &Plan) -> String {
    create::body(plan, &SecretString::from(SECRET_KEY)).unwrap()
}

/// The smallest purchase there is.
pub fn minimal() -> Plan {
    Plan {
        region: "bj".to_owned(),
        zone: "cn-bj-a".to_owned(),
        spec: "bcc.g5.c2m8".to_owned(),
        family: Some("g5".to_owned()),
        count: 1,
        image: "m-nky7qeom".to_owned(),
        system_disk: SystemDisk { size: Gib(40), ..SystemDisk::default() },
        data_disks: Vec::new(),
        local_disk: None,
        subnet: "sbn-IyWRnII7".to_owned(),
        groups: Groups::Normal(texts(&["g-default00001"])),
        public_ip: None,
        name: None,
        hostname: None,
        login: Login::Later,
        billing: Billing::Postpaid,
        spot: None,
        more: More::default(),
    }
}
