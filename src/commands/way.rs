//! The way to where the wizard buys: the cloud, an address that stands for it, or the embedded
//! sandbox; taken at the start, or once the first screen has said who buys.

use std::path::PathBuf;
use std::time::Duration;

use secrecy::SecretString;

use crate::app::identity::{AccessKey, Identity, Kept, Opened};
use crate::app::wizard::Place;
use crate::cli::Global;
use crate::commands::cloud::{self, Channel, Connection};
use crate::config::save::{Saved, save};
use crate::config::{DEFAULT_REGION, Keys, Settings, profile};
use crate::domain::record::Origin;
use crate::domain::region;
use crate::domain::said::Said;
use crate::files;
use crate::runtime::executor::{Connect, Link, Open};
use crate::runtime::journal::Journal;
use crate::runtime::ledger::Ledger;
use crate::sandbox::{self, Config, Sandbox};

/// Where one buys, and how it is talked to.
pub struct Way {
    /// Where.
    pub place: Place,
    /// The region it begins in.
    pub region: String,
    /// Encrypts the passwords of orders.
    pub secret_key: SecretString,
    /// Makes the clients.
    pub connect: Connect,
    /// Keeps the orders.
    pub ledger: Ledger,
}

impl Way {
    /// The one that the settings say; an error is a sentence.
    pub fn of(global: &Global, settings: &Settings, connection: Connection) -> Result<Self, Said> {
        let region = &settings.region.value;
        if global.sandbox {
            let scenario = cloud::scenario(global)?.name;
            let faults = cloud::faults(global)?;
            Self::sandbox(connection, region, Config { scenario, faults, ..setup(global) })
        } else {
            let fixed = settings.endpoint.as_ref().map(|setting| setting.value.clone());
            Ok(Self::cloud(connection, region, fixed))
        }
    }

    /// To the embedded sandbox, which starts one server a region and keeps it.
    fn sandbox(connection: Connection, region: &str, setup: Config) -> Result<Self, Said> {
        let regions = sandbox::regions().map_err(|error| error.said())?;
        let place = Place {
            sandbox: true,
            regions: regions.iter().map(|id| named(id)).collect(),
            endpoint: None,
        };
        let secret_key = connection.secret_key();
        let ledger = ledger(true, &connection, "sandbox");
        let mut servers = vec![(region.to_owned(), start(region, &setup)?)];
        let connect = move |region: &str| {
            if !servers.iter().any(|(known, _)| known == region) {
                servers.push((region.to_owned(), start(region, &setup)?));
            }
            let server = servers.iter().find(|(known, _)| known == region);
            let (_, server) =
                server.ok_or_else(|| Said::of("sandbox.no_server").with("region", region))?;
            let url = server.base_url();
            connection.client(cloud::endpoints(Some(&url), region)?)
        };
        let connect = Box::new(connect);
        Ok(Self { place, region: region.to_owned(), secret_key, connect, ledger })
    }

    /// To the cloud's own hosts, or to an address. That is one region, whichever it is.
    fn cloud(connection: Connection, region: &str, fixed: Option<String>) -> Self {
        let mut regions = match &fixed {
            Some(_) => Vec::new(),
            None => region::regions().iter().map(|known| named(&known.id)).collect(),
        };
        if !regions.iter().any(|(id, _, _)| id == region) {
            regions.push(named(region));
        }
        let place = Place { sandbox: false, regions, endpoint: fixed.clone() };
        let secret_key = connection.secret_key();
        let ledger = ledger(false, &connection, fixed.as_deref().unwrap_or_default());
        let connect =
            move |region: &str| connection.client(cloud::endpoints(fixed.as_deref(), region)?);
        let connect = Box::new(connect);
        Self { place, region: region.to_owned(), secret_key, connect, ledger }
    }

    fn begins_in(mut self, region: &str) -> Self {
        if self.place.regions.iter().any(|(id, _, _)| id == region) {
            region.clone_into(&mut self.region);
        }
        self
    }
}

/// The folder of the records of orders, below the state folder.
const ORDERS: &str = "orders";
/// That of orders on an embedded sandbox, which end with it.
const SANDBOX_ORDERS: &str = "sandbox-orders";

/// The journal of orders, on the cloud or on an embedded sandbox.
pub fn journal(sandbox: bool) -> Option<Journal> {
    let folder = if sandbox { SANDBOX_ORDERS } else { ORDERS };
    files::state_folder().map(|state| Journal::at(state.join(folder)))
}

fn ledger(sandbox: bool, connection: &Connection, endpoint: &str) -> Ledger {
    let origin = Origin {
        region: String::new(),
        endpoint: endpoint.to_owned(),
        access_key: connection.access_key().to_owned(),
    };
    Ledger::new(journal(sandbox), origin)
}

/// A region with its names, as far as it has any.
fn named(id: &str) -> (String, String, String) {
    region::regions().iter().find(|known| known.id == id).map_or_else(
        || (id.to_owned(), String::new(), String::new()),
        |known| (known.id.clone(), known.name_en.clone(), known.name_zh.clone()),
    )
}

/// How the embedded sandbox is set up, but for its region.
fn setup(global: &Global) -> Config {
    Config { boot: Duration::from_secs_f64(global.boot_seconds), ..Config::new() }
}

fn start(region: &str, setup: &Config) -> Result<Sandbox, Said> {
    let config = Config { region: region.to_owned(), ..setup.clone() };
    sandbox::start(config).map_err(|error| error.said())
}

/// What the first screen shows of the place where a key pair would buy.
pub fn place_ahead(settings: &Settings) -> Place {
    let fixed = settings.endpoint.as_ref().map(|setting| setting.value.clone());
    Place { sandbox: false, regions: vec![named(&settings.region.value)], endpoint: fixed }
}

/// The file that a key pair is saved in; `None` without a home.
pub fn profiles_file() -> Option<PathBuf> {
    profile::path(&|name| std::env::var_os(name))
}

/// Finds the way for whoever the first screen says, and saves the key pair where that is wanted.
pub fn opener(global: &Global, settings: &Settings, channel: Channel) -> Open {
    let setup = setup(global);
    let home = settings.region.value.clone();
    let fixed = settings.endpoint.as_ref().map(|setting| setting.value.clone());
    let file = profiles_file();
    let mut earlier: Option<Saved> = None;
    Box::new(move |identity, region| {
        let (mut way, key) = match identity {
            Identity::Sandbox => {
                let known = sandbox::regions().map_err(|error| error.said())?;
                let region =
                    if known.iter().any(|id| id == region) { region } else { DEFAULT_REGION };
                let connection = Connection::of(cloud::sandbox_credentials(), channel.clone());
                (Way::sandbox(connection, region, setup.clone())?, None)
            }
            Identity::Key(key) => {
                let keep = key.keep;
                let keys = keys(key);
                let connection = Connection::of(cloud::credentials(&keys), channel.clone());
                let way = Way::cloud(connection, &home, fixed.clone()).begins_in(region);
                (way, keep.then_some(keys))
            }
        };
        let client = (way.connect)(&way.region)?;
        // Only now, when nothing can go wrong any more that would have the key typed anew.
        let kept = match (&key, &file) {
            (Some(keys), Some(file)) => Some(save(file, keys, earlier.as_ref())),
            _ => None,
        };
        if let Some(Ok(saved)) = &kept {
            earlier = Some(saved.clone());
        }
        let kept = kept.map(|kept| match kept {
            Ok(Saved { name, current, .. }) => Ok(Kept { name, current }),
            Err(error) => Err(error.said()),
        });
        let (connect, ledger) = (way.connect, way.ledger);
        let link = Link { client, secret_key: way.secret_key, connect, ledger };
        let unfinished = link.ledger.unfinished();
        Ok((link, Opened { place: way.place, region: way.region, kept, unfinished }))
    })
}

fn keys(key: AccessKey) -> Keys {
    Keys { access_key: key.id, secret_key: key.secret_key, session_token: key.session_token }
}
