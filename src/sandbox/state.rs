//! What changes while the sandbox runs: instances, used tokens, money spent. One lock guards it,
//! every change is made on a copy and takes effect whole or not at all, and where a file is wanted it
//! is written before the change is answered.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::domain::said::Said;
use crate::sandbox::SandboxError;
use crate::sandbox::answer::Refusal;
use crate::sandbox::bill::Bill;
use crate::sandbox::catalog::resources::Subnet;

/// How long a token is kept after it was last seen (contract.md §4).
const TOKEN_LIFE: SignedDuration = SignedDuration::from_hours(24);
/// Format of the state file.
const VERSION: u32 = 1;

/// A disk of an instance.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Volume {
    pub id: String,
    pub size: u32,
    pub kind: String,
    pub system: bool,
}

/// One instance. What it looks like at a moment is worked out from `created` when it is read.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Instance {
    pub id: String,
    pub name: String,
    pub hostname: String,
    pub spec: String,
    pub zone: String,
    pub image: String,
    /// Months of a subscription; `None` for pay-as-you-go.
    pub months: Option<u32>,
    /// When it was ordered, in milliseconds since 1970.
    pub created: i64,
    pub private_ip: Ipv4Addr,
    /// Set from the start; shown once it is bound.
    pub public_ip: Option<Ipv4Addr>,
    pub mbps: u32,
    pub subnet: String,
    pub vpc: String,
    pub groups: Vec<String>,
    pub enterprise_groups: Vec<String>,
    pub keypair: Option<String>,
    pub tags: Vec<(String, String)>,
    pub volumes: Vec<Volume>,
    pub local_gb: u32,
    pub protected: bool,
    pub auto_renew: bool,
    /// The order it came with.
    #[serde(default)]
    pub order: String,
    /// Bought on the spot market.
    #[serde(default)]
    pub spot: bool,
    /// Paid for a subscription, in CNY, as decimal text.
    #[serde(default)]
    pub paid: String,
    /// Further network interfaces.
    #[serde(default)]
    pub enis: Vec<String>,
    #[serde(default)]
    pub deploy_sets: Vec<String>,
    #[serde(default)]
    pub ehc_cluster: Option<String>,
    /// Fields of the API's model that are shown as they were ordered.
    #[serde(default)]
    pub shown: Map<String, Value>,
}

impl Instance {
    /// What was paid for it and would be given back, in CNY.
    pub fn paid(&self) -> Decimal {
        self.paid.parse().unwrap_or_default()
    }

    /// When it was ordered.
    pub fn created(&self) -> Timestamp {
        Timestamp::from_millisecond(self.created).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

/// A client token that an order was made under.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Token {
    /// Digest of method, path, query and body.
    pub fingerprint: String,
    /// What was answered.
    pub answer: Value,
    /// When it was last seen, in milliseconds since 1970.
    pub seen: i64,
}

/// Everything that changes.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct State {
    version: u32,
    region: String,
    pub instances: Vec<Instance>,
    /// By access key, a slash, and the token.
    pub tokens: BTreeMap<String, Token>,
    /// What the order made under each of them costs, by the same keys.
    #[serde(default)]
    pub bills: BTreeMap<String, Bill>,
    /// Orders accepted so far, released ones too.
    pub orders: usize,
    /// Paid for subscriptions so far, in CNY, as decimal text.
    spent: String,
}

impl State {
    fn new(region: &str) -> Self {
        Self {
            version: VERSION,
            region: region.to_owned(),
            spent: "0".to_owned(),
            ..Self::default()
        }
    }

    /// Money paid for subscriptions, in CNY.
    pub fn spent(&self) -> Decimal {
        self.spent.parse().unwrap_or_default()
    }

    /// Takes money for a subscription, or gives it back when it is below zero.
    pub fn spend(&mut self, amount: Decimal) {
        self.spent = (self.spent() + amount).to_string();
    }

    /// Forgets the tokens that nobody used for a day.
    pub fn forget_tokens(&mut self, now: Timestamp) {
        self.tokens.retain(|_, token| {
            Timestamp::from_millisecond(token.seen)
                .is_ok_and(|seen| now.duration_since(seen) <= TOKEN_LIFE)
        });
        let tokens = &self.tokens;
        self.bills.retain(|token, _| tokens.contains_key(token));
    }

    /// An instance by its id, to change it.
    pub fn instance_mut(&mut self, id: &str) -> Option<&mut Instance> {
        self.instances.iter_mut().find(|instance| instance.id == id)
    }

    /// An instance by its id.
    pub fn instance(&self, id: &str) -> Option<&Instance> {
        self.instances.iter().find(|instance| instance.id == id)
    }

    /// The addresses of a subnet that no instance has, in the order they are given out.
    pub fn free_addresses(&self, subnet: &Subnet) -> Vec<Ipv4Addr> {
        let used: Vec<Ipv4Addr> = self
            .instances
            .iter()
            .filter(|instance| instance.subnet == subnet.id)
            .map(|instance| instance.private_ip)
            .collect();
        subnet.addresses().filter(|address| !used.contains(address)).collect()
    }

    /// How many addresses of a subnet instances have.
    pub fn used_addresses(&self, subnet: &Subnet) -> u32 {
        let used = self.instances.iter().filter(|instance| instance.subnet == subnet.id).count();
        u32::try_from(used).unwrap_or(u32::MAX)
    }

    /// Public addresses in use.
    pub fn public_addresses(&self) -> Vec<Ipv4Addr> {
        self.instances.iter().filter_map(|instance| instance.public_ip).collect()
    }

    /// GB of cloud data disks in a zone.
    pub fn disk_gb(&self, zone: &str) -> u64 {
        let here = self.instances.iter().filter(|instance| instance.zone == zone);
        let data = here.flat_map(|instance| &instance.volumes).filter(|volume| !volume.system);
        data.map(|volume| u64::from(volume.size)).sum()
    }
}

/// The state behind its lock, with its file.
#[derive(Debug)]
pub(crate) struct Store {
    state: Mutex<State>,
    path: Option<PathBuf>,
}

impl Store {
    /// Starts from the file where there is one, else from nothing. A file that cannot be understood
    /// is left alone and named in the error.
    pub fn open(region: &str, path: Option<PathBuf>) -> Result<Self, SandboxError> {
        let state = match &path {
            None => None,
            Some(path) => load(path, region)?,
        };
        let store = Self { state: Mutex::new(state.unwrap_or_else(|| State::new(region))), path };
        Ok(store)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // A change that panicked was made on a copy, so what is behind the lock is whole.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at the state.
    pub fn read<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(&self.lock())
    }

    /// Changes the state, whole or not at all; what could not be saved did not happen.
    pub fn change<T>(
        &self,
        change: impl FnOnce(&mut State) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let mut state = self.lock();
        let mut next = state.clone();
        let result = change(&mut next)?;
        if let Some(path) = &self.path {
            save(path, &next).map_err(|_| Refusal::internal())?;
        }
        *state = next;
        Ok(result)
    }
}

fn load(path: &Path, region: &str) -> Result<Option<State>, SandboxError> {
    let text = match fs::read(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(damaged(path, error.into())),
    };
    let state: State = serde_json::from_slice(&text).map_err(|error| {
        let said = Said::of("sandbox.state_damaged").with_number("line", error.line());
        damaged(path, said.with_number("column", error.column()))
    })?;
    if state.version != VERSION {
        return Err(damaged(
            path,
            Said::of("sandbox.state_format").with_number("version", state.version),
        ));
    }
    if state.spent.parse::<Decimal>().is_err() {
        return Err(damaged(path, Said::of("sandbox.state_money")));
    }
    if state.region != region {
        let said = Said::of("sandbox.state_region").with("found", &state.region);
        return Err(damaged(path, said.with("wanted", region)));
    }
    Ok(Some(state))
}

fn damaged(path: &Path, reason: Said) -> SandboxError {
    SandboxError::State { path: path.to_owned(), reason }
}

/// Writes beside the file and renames over it, so that a crash leaves the old or the new one.
fn save(path: &Path, state: &State) -> std::io::Result<()> {
    let text = serde_json::to_vec(state)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder {
        fs::create_dir_all(folder)?;
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut file = options.open(&beside)?;
    file.write_all(&text)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&beside, path)?;
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}
