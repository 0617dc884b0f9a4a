//! The embedded cloud: a server on loopback that speaks the Baidu API (contract.md §7–§9) well
//! enough to buy from, so that the wizard runs without an account and its client is tested on a wire.
//!
//! A server is one region of an invented cloud with one account. It checks requests as the cloud
//! would, from what arrives and nothing else: it shares no code with the client but the signature and
//! the password cipher, and no knowledge but the documented limits.
//!
//! What goes wrong in it is data: a scenario is a worse day of the cloud itself (`scenarios.toml`), a
//! plan of [`faults`] a worse way to it and back.

mod account;
mod answer;
mod bill;
mod book;
mod catalog;
pub mod faults;
mod instances;
mod listings;
mod networks;
mod operation;
mod orders;
mod placement;
mod prices;
mod releases;
mod reply;
mod request;
mod routes;
mod scenario;
mod server;
mod spot;
mod state;
mod storage;
mod validate;
mod verify;

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use serde_json::Value;

use crate::domain::said::Said;
use crate::domain::units::Money;
use account::Limits;
use book::Arrivals;
pub use book::{Book, BookEntry, PATH as BOOK_PATH};
use catalog::Catalog;
use faults::{Engine, Plan};
use scenario::Counter;
use server::{Cloud, Server};
use state::Store;
use verify::Credentials;

/// Access key ID of the sandbox account. Public: it opens nothing but a sandbox.
pub const ACCESS_KEY: &str = "sandbox-access-key-0000000000001";
/// Secret access key of the sandbox account, 32 characters. Public as well.
pub const SECRET_KEY: &str = "sandbox-secret-key-0000000000001";

/// The scenario of an ordinary day.
pub const DEFAULT_SCENARIO: &str = "default";

/// Where the sandbox's time comes from.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// How a sandbox is set up.
#[derive(Clone)]
pub struct Config {
    /// Address to listen on, loopback only; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Region to be, such as `bj`. With all services on one address, a request does not tell its region.
    pub region: String,
    /// Access key ID that is let in.
    pub access_key: String,
    /// Its secret access key; at least 16 bytes, or no password can be decrypted.
    pub secret_key: SecretString,
    /// Session token that must come with the key (`x-bce-security-token`), if it is a temporary one.
    pub session_token: Option<SecretString>,
    /// How long a new instance is `Starting`.
    pub boot: Duration,
    /// The most rows a page of a list has, however many are asked for; `None`: as the API documents.
    pub page_limit: Option<usize>,
    /// File that instances and tokens are kept in across restarts; `None` keeps them in memory.
    pub state_file: Option<PathBuf>,
    /// Name that every instance gets whatever was asked for, for trying out untrusted text.
    pub rename: Option<String>,
    /// What is different from an ordinary day: one of [`scenarios`].
    pub scenario: String,
    /// What goes wrong on the way to it and back.
    pub faults: Plan,
    /// How late every answer is, instead of the scenario's delay.
    pub delay: Option<Duration>,
    /// Cash at the start instead of the catalogue's or the scenario's.
    pub balance: Option<Money>,
    /// Instances the account may have, instead of the catalogue's quota.
    pub instance_quota: Option<usize>,
    /// Where the time comes from.
    pub clock: Clock,
}

impl Config {
    /// Region `bj` on a free port, with the public sandbox keys, a boot of four seconds, and no file.
    pub fn new() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            region: "bj".to_owned(),
            access_key: ACCESS_KEY.to_owned(),
            secret_key: SecretString::from(SECRET_KEY),
            session_token: None,
            boot: Duration::from_secs(4),
            page_limit: None,
            state_file: None,
            rename: None,
            scenario: DEFAULT_SCENARIO.to_owned(),
            faults: Plan::none(),
            delay: None,
            balance: None,
            instance_quota: None,
            clock: Arc::new(Timestamp::now),
        }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("listen", &self.listen)
            .field("region", &self.region)
            .field("access_key", &self.access_key)
            .field("boot", &self.boot)
            .field("scenario", &self.scenario)
            .field("state_file", &self.state_file)
            .finish_non_exhaustive()
    }
}

/// Why a sandbox did not start.
#[derive(Debug)]
pub enum SandboxError {
    /// The region is not in the catalogue.
    UnknownRegion {
        /// What was asked for.
        region: String,
        /// The regions there are.
        known: Vec<String>,
    },
    /// There is no scenario of this name.
    UnknownScenario {
        /// What was asked for.
        scenario: String,
        /// The scenario that was most likely meant.
        nearest: Option<String>,
        /// The scenarios there are.
        known: Vec<String>,
    },
    /// The address is not one of this machine's own.
    NotLoopback(SocketAddr),
    /// The address could not be taken.
    Listen {
        /// The address asked for.
        address: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
    /// The state file cannot be understood; it was left as it is.
    State {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: Said,
    },
    /// An embedded catalogue file is wrong.
    Catalogue {
        /// The file.
        name: &'static str,
        /// What is wrong with it.
        reason: Said,
    },
}

impl SandboxError {
    /// The sentence.
    pub fn said(&self) -> Said {
        match self {
            Self::UnknownRegion { region, known } => Said::of("sandbox.unknown_region")
                .with("region", region)
                .with("known", Said::list(known)),
            Self::UnknownScenario { scenario, nearest, known } => {
                Said::of("sandbox.unknown_scenario")
                    .with("name", scenario)
                    .with("guess", guess(nearest.as_deref()))
                    .with("known", Said::list(known))
            }
            Self::NotLoopback(address) => {
                Said::of("sandbox.not_loopback").with_number("address", address)
            }
            Self::Listen { address, source } => {
                Said::of("sandbox.listen").with_number("address", address).with("why", source)
            }
            Self::State { path, reason } => Said::of("sandbox.state")
                .with("path", path.display().to_string())
                .with("why", reason.clone()),
            Self::Catalogue { name, reason } => {
                Said::of("sandbox.catalogue").with("name", *name).with("why", reason.clone())
            }
        }
    }
}

/// `(did you mean …?)` with what parts it from the word before, where a word is like the wrong one.
fn guess(nearest: Option<&str>) -> Said {
    nearest.map(|near| Said::of("sandbox.guess").with("near", near)).unwrap_or_default()
}

/// A scenario in its own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// What [`Config::scenario`] calls it.
    pub name: String,
    /// What is different, as a clause in English.
    pub about: String,
}

impl About {
    /// What is different, as a clause.
    pub fn said(&self) -> Said {
        Said::of(format!("sandbox_scenario.{}", self.name))
    }
}

/// The scenarios a sandbox can be started in; the first is the ordinary one.
pub fn scenarios() -> Result<Vec<About>, SandboxError> {
    let known = scenario::all()?.into_iter();
    Ok(known.map(|scenario| About { name: scenario.name, about: scenario.about }).collect())
}

/// The scenario of this name, or an error that names the nearest and all.
pub fn scenario(name: &str) -> Result<About, SandboxError> {
    let scenario = scenario::named(name)?;
    Ok(About { name: scenario.name, about: scenario.about })
}

/// A running sandbox. Dropping it stops it.
pub struct Sandbox {
    cloud: Arc<Cloud>,
    server: Server,
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox").field("address", &self.address()).finish_non_exhaustive()
    }
}

/// Ids of the regions a sandbox can be.
pub fn regions() -> Result<Vec<String>, SandboxError> {
    Ok(catalog::regions()?.into_iter().map(|region| region.id).collect())
}

/// Starts a sandbox on a thread of its own; it accepts connections when this returns.
pub fn start(config: Config) -> Result<Sandbox, SandboxError> {
    let listen = config.listen;
    if !listen.ip().is_loopback() {
        return Err(SandboxError::NotLoopback(listen));
    }
    let scenario = scenario::named(&config.scenario)?;
    let mut catalog = Catalog::load(&config.region)?;
    scenario.change(&mut catalog);
    let store = Store::open(&config.region, config.state_file)?;
    let failed = |source| SandboxError::Listen { address: listen, source };
    let listener = TcpListener::bind(listen).map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    let account = &catalog.account;
    let limits = Limits {
        balance: config.balance.map_or(account.cash_balance, |cash| cash.0),
        instances: config.instance_quota.unwrap_or(account.instance_quota),
        instances_elsewhere: account.instance_used,
        eips: account.eip_quota,
        eips_elsewhere: account.eip_used,
    };
    let cloud = Arc::new(Cloud {
        catalog,
        store,
        credentials: Credentials {
            access_key: config.access_key,
            secret_key: config.secret_key,
            session_token: config.session_token,
        },
        limits,
        boot: SignedDuration::try_from(config.boot).unwrap_or(SignedDuration::MAX),
        page_limit: config.page_limit,
        rename: config.rename,
        delay: config.delay.unwrap_or_else(|| scenario.delay()),
        scenario,
        requests: Counter::default(),
        arrivals: Arrivals::default(),
        faults: Engine::new(config.faults),
        clock: config.clock,
        address,
    });
    let server = Server::run(listener, Arc::clone(&cloud)).map_err(failed)?;
    Ok(Sandbox { cloud, server })
}

impl Sandbox {
    /// The address it listens on, with the port it got.
    pub fn address(&self) -> SocketAddr {
        self.cloud.address
    }

    /// `http://` and the address: the base of every service.
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address())
    }

    /// Orders accepted so far; repeats under a known token do not count.
    pub fn orders(&self) -> usize {
        self.cloud.store.read(|state| state.orders)
    }

    /// Create requests that arrived and what was made of them, by token; also told over HTTP, on
    /// [`BOOK_PATH`].
    pub fn book(&self) -> Book {
        self.cloud.book()
    }

    /// Instances that exist now.
    pub fn instances(&self) -> usize {
        self.cloud.store.read(|state| state.instances.len())
    }

    /// What the sandbox asks now for the order in a create request's body: CNY per minute for
    /// pay-as-you-go and spot, CNY for the whole period for a subscription; system disk above the included
    /// size, data disks and bandwidth included, traffic not. `None` when it cannot be priced.
    pub fn quote(&self, body: &Value) -> Option<Money> {
        let request = request::create(body).ok()?;
        prices::quote(&self.cloud.catalog, &request, self.cloud.now()).ok().map(Money)
    }

    /// Stops listening, closes every connection, and returns when the thread has ended.
    pub fn shutdown(mut self) {
        self.server.stop();
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.server.stop();
    }
}
