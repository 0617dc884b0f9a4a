//! Turns effects into tasks on the signed client; their answers come back as messages.

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use secrecy::SecretString;
use tokio::sync::mpsc::UnboundedSender;

use crate::api::client::Client;
use crate::api::error::ApiError;
use crate::app::effect::{Answer, Ask, Effect, Exported, Intent, NotSaved};
use crate::app::identity::{Identity, Opened};
use crate::app::msg::{Created, Msg, NotTaken};
use crate::domain::catalog::{Instance, SpotQuestion};
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::language::Language;
use crate::domain::password;
use crate::domain::plan::{Format, Hidden, Payment, Plan};
use crate::domain::price::{PriceAsk, Priced};
use crate::domain::record::{Origin, Record};
use crate::domain::said::Said;
use crate::domain::user_data;
use crate::files;
use crate::runtime::find;
use crate::runtime::ledger::{Ledger, TakeError};
use crate::runtime::ssh;
use crate::runtime::texts;

/// Makes a client for a region; an error is a sentence.
pub type Connect = Box<dyn FnMut(&str) -> Result<Client, Said> + Send>;

/// A way to the cloud, as somebody.
pub struct Link {
    /// Talks to the first region.
    pub client: Client,
    /// Encrypts the passwords of orders.
    pub secret_key: SecretString,
    /// Makes clients for other regions.
    pub connect: Connect,
    /// Keeps the orders.
    pub ledger: Ledger,
}

/// Finds the way to the cloud for whoever was said to buy, if it can in this region; an error is a
/// sentence.
pub type Open = Box<dyn FnMut(Identity, &str) -> Result<(Link, Opened), Said> + Send>;

/// Makes a clientToken.
pub type Mint = Box<dyn FnMut() -> String + Send>;

/// Puts a purchase into the form of another program, as for whoever the client signs; an error is a
/// sentence.
pub type Export = fn(&Client, &Plan, Format, Language) -> Result<Exported, Said>;

/// A fresh token, never given before (limits.md `token`): a random UUID of 36 characters.
pub fn mint_token() -> String {
    uuid::Uuid::new_v4().to_string()
}

/// Fills a buffer with random bytes; an error is a sentence.
pub type Random = Box<dyn FnMut(&mut [u8]) -> Result<(), String> + Send>;

/// Performs effects. Dropping it does not stop what is under way.
pub struct Executor {
    client: Result<Client, Said>,
    secret_key: SecretString,
    connect: Connect,
    open: Option<Open>,
    mint: Mint,
    ledger: Ledger,
    export: Option<Export>,
    random: Random,
    home: Option<PathBuf>,
    messages: UnboundedSender<Msg>,
}

impl Executor {
    /// An executor that talks to the region `connect` is given first. `secret_key` encrypts passwords.
    pub fn new(
        region: &str,
        secret_key: SecretString,
        mut connect: Connect,
        mint: Mint,
        ledger: Ledger,
        messages: UnboundedSender<Msg>,
    ) -> Self {
        Self {
            client: connect(region),
            secret_key,
            connect,
            open: None,
            mint,
            export: None,
            ledger,
            random: Box::new(|bytes| getrandom::fill(bytes).map_err(|error| error.to_string())),
            home: std::env::home_dir(),
            messages,
        }
    }

    /// An executor that talks to nobody before it was told who buys.
    pub fn unconnected(open: Open, mint: Mint, messages: UnboundedSender<Msg>) -> Self {
        let nobody = |_: &str| Err(Said::of("take.nobody"));
        let origin =
            Origin { region: String::new(), endpoint: String::new(), access_key: String::new() };
        let ledger = Ledger::new(None, origin);
        let secret = SecretString::default();
        let mut executor = Self::new("", secret, Box::new(nobody), mint, ledger, messages);
        executor.open = Some(open);
        executor
    }

    /// The same, and it puts purchases into the forms of other programs.
    #[must_use]
    pub fn with_export(mut self, export: Export) -> Self {
        self.export = Some(export);
        self
    }

    /// Passwords are made of this from now on, in place of the system's randomness.
    pub fn draw_from(&mut self, random: Random) {
        self.random = random;
    }

    /// `~` is this directory from now on.
    pub fn live_in(&mut self, home: PathBuf) {
        self.home = Some(home);
    }

    /// Performs an effect. Those that only the terminal can perform are given back.
    pub fn perform(&mut self, effect: Effect) -> Option<Effect> {
        match effect {
            Effect::Load { generation, ask } => {
                let messages = self.messages.clone();
                self.task(move |client| async move {
                    let watched = client.clone();
                    let result = load(client, &ask).await;
                    // Every answer tells the cloud's time; only a clock that is off is worth a word.
                    if let Some(skew) = watched.ok().and_then(|client| client.skew_warned()) {
                        let _ = messages.send(Msg::Clock(-skew.as_secs()));
                    }
                    Msg::Answered { generation, ask, result }
                });
            }
            Effect::Connect { identity, region } => {
                let result = self.open_as(identity, &region);
                self.say(Msg::Connected(result));
            }
            Effect::ChangeRegion(region) => self.client = (self.connect)(&region),
            Effect::MintToken => {
                let token = (self.mint)();
                self.say(match self.ledger.ready() {
                    Ok(()) => Msg::Minted(token),
                    Err(error) => Msg::NotReady(error.said()),
                });
            }
            Effect::Submit(intent) => self.submit(&intent),
            Effect::Resend(token) => match self.ledger.body(&token).map(str::to_owned) {
                Some(body) => self.send(token, body),
                None => self.not_sent(token, Said::of("take.not_here")),
            },
            Effect::Keep { token, progress } => {
                if let Err(error) = self.ledger.keep(&token, *progress) {
                    self.say(Msg::NotKept(error.said()));
                }
            }
            Effect::TakeUp { token, password } => {
                let taken = self.ledger.take(&token, password.as_ref(), &self.secret_key);
                self.say(Msg::TakenUp(taken.map(Box::new).map_err(|error| match error {
                    TakeError::WantsPassword => NotTaken::WantsPassword,
                    TakeError::OtherPassword => NotTaken::OtherPassword,
                    other => NotTaken::Other(other.said()),
                })));
            }
            Effect::LetGo(token) => self.ledger.let_go(&token),
            Effect::Poll { token, ids } => self.task(move |client| async move {
                Msg::Seen { token, result: poll(client, &ids).await }
            }),
            Effect::GeneratePassword => {
                let made = password::generate(|bytes| (self.random)(bytes));
                self.say(Msg::Generated(made));
            }
            Effect::ReadText(path) => self.read(path),
            Effect::Find { token, ordered } => {
                let since = self.ledger.sent(&token);
                self.task(move |client| async move {
                    Msg::Seen { token, result: find::instances(client, &ordered, since).await }
                });
            }
            Effect::After(pause, timer) => self.after(pause, Msg::Due(timer)),
            Effect::Vnc(id) => self.task(move |client| async move {
                let link = async { client?.vnc(&id).await.map_err(Fault::from) };
                Msg::Vnc(link.await)
            }),
            Effect::Release { id, payment } => self.task(move |client| async move {
                let done = async {
                    let client = client?;
                    if payment == Payment::Prepaid {
                        return Ok(Some(client.refund(&id).await?));
                    }
                    client.release(&id).await?;
                    Ok(None)
                };
                Msg::Released { result: done.await, id }
            }),
            Effect::LookAtSsh { wanted, key_pair } => self.in_thread(move |home| {
                Msg::SshLooked(ssh::look(home, &wanted, key_pair).map(Box::new))
            }),
            Effect::AppendSsh(looked) => self.in_thread(move |home| {
                Msg::SshAppended(ssh::append(home, &looked, Timestamp::now()))
            }),
            Effect::Save { path, text, overwrite } => self.save(path, text, overwrite),
            Effect::Export { plan, format, language } => {
                let result = self.exported(&plan, format, language);
                self.say(Msg::Exported { format, result });
            }
            Effect::Copy(_) | Effect::Repaint | Effect::Suspend | Effect::Quit(_) => {
                return Some(effect);
            }
        }
        None
    }

    /// On failure everything stays as it was.
    fn open_as(&mut self, identity: Identity, region: &str) -> Result<Opened, Said> {
        let open = self.open.as_mut().ok_or_else(|| Said::of("take.has_key"))?;
        let (link, opened) = open(identity, region)?;
        self.client = Ok(link.client);
        self.secret_key = link.secret_key;
        self.connect = link.connect;
        self.ledger = link.ledger;
        Ok(opened)
    }

    /// When an order of this run was confirmed, UTC, RFC 3339.
    pub fn placed(&self, token: &str) -> Option<&str> {
        self.ledger.placed(token)
    }

    /// The unfinished orders of whoever buys here.
    pub fn unfinished(&self) -> Vec<Record> {
        self.ledger.unfinished()
    }

    fn exported(&self, plan: &Plan, format: Format, language: Language) -> Result<Exported, Said> {
        let export = self.export.ok_or_else(|| Said::of("take.no_export"))?;
        export(self.client.as_ref().map_err(Clone::clone)?, plan, format, language)
    }

    /// Writing waits for the disk, which may be slow.
    fn save(&self, path: String, text: Hidden, overwrite: bool) {
        let messages = self.messages.clone();
        tokio::task::spawn_blocking(move || {
            let result = save(&path, text.expose(), overwrite);
            let _ = messages.send(Msg::Saved { path, result });
        });
    }

    fn say(&self, msg: Msg) {
        // The receiver is gone only when the program ends; nobody is left to hear it then.
        let _ = self.messages.send(msg);
    }

    fn task<F, W>(&self, work: F)
    where
        F: FnOnce(Result<Client, Fault>) -> W,
        W: Future<Output = Msg> + Send + 'static,
    {
        let client = self.client.clone().map_err(|why| Fault::own(FaultKind::Unreachable, why));
        let work = work(client);
        let messages = self.messages.clone();
        tokio::spawn(async move {
            let _ = messages.send(work.await);
        });
    }

    fn read(&self, path: String) {
        self.in_thread(move |home| {
            let result = texts::read_text(&path, home, user_data::LONGEST);
            Msg::Read { path, result }
        });
    }

    /// In a thread of its own, which nothing waits for: a file system may never answer.
    fn in_thread(&self, work: impl FnOnce(Option<&Path>) -> Msg + Send + 'static) {
        let (messages, home) = (self.messages.clone(), self.home.clone());
        std::thread::spawn(move || {
            let _ = messages.send(work(home.as_deref()));
        });
    }

    fn after(&self, pause: Duration, msg: Msg) {
        let messages = self.messages.clone();
        tokio::spawn(async move {
            tokio::time::sleep(pause).await;
            let _ = messages.send(msg);
        });
    }

    /// The record is on disk before the first byte leaves; without it nothing is sent.
    fn submit(&mut self, intent: &Intent) {
        let token = intent.token.clone();
        let now = self.client.as_ref().ok().map(Client::cloud_time);
        match self.ledger.begin(intent, &self.secret_key, now).map(str::to_owned) {
            Ok(body) => self.send(token, body),
            Err(error) => self.not_sent(token, error.said()),
        }
    }

    fn send(&self, token: String, body: String) {
        self.task(move |client| async move {
            let result = async {
                let created = client?.submit(&token, &body).await?;
                Ok(Created {
                    order: Some(created.order_id).filter(|id| !id.is_empty()),
                    ids: created.instance_ids,
                    warnings: created.warnings,
                })
            };
            Msg::Submitted { result: result.await, token }
        });
    }

    fn not_sent(&self, token: String, why: Said) {
        let result = Err(Fault::own(FaultKind::Refused, why));
        self.say(Msg::Submitted { token, result });
    }
}

fn save(path: &str, text: &str, overwrite: bool) -> Result<(), NotSaved> {
    let failed = |error: std::io::Error| NotSaved::Failed(error.into());
    // What a shell would do with a path that is typed there.
    let home = path.strip_prefix("~/").and_then(|rest| Some((std::env::home_dir()?, rest)));
    let path = home.map_or_else(|| PathBuf::from(path), |(home, rest)| home.join(rest));
    let target = files::target(&path).map_err(failed)?;
    if target.is_dir() {
        return Err(failed(std::io::ErrorKind::IsADirectory.into()));
    }
    if !overwrite && target.exists() {
        return Err(NotSaved::Exists);
    }
    files::replace(&target, text.as_bytes()).map_err(failed)
}

async fn poll(client: Result<Client, Fault>, ids: &[String]) -> Result<Vec<Instance>, Fault> {
    Ok(client?.instances(ids).await?)
}

async fn load(client: Result<Client, Fault>, ask: &Ask) -> Result<Answer, Fault> {
    let client = client?;
    let answer = match ask {
        Ask::Zones => Answer::Zones(client.zones().await?),
        Ask::Specs(zone) => Answer::Specs(client.specs(zone).await?),
        Ask::Images => Answer::Images(client.images().await?),
        Ask::Image(id) => Answer::Image(Box::new(client.image(id).await?)),
        Ask::Fitting(spec) => Answer::Fitting(client.fitting_images(spec).await?),
        Ask::DiskQuota(zone) => Answer::DiskQuota(client.disk_quota(zone).await?),
        Ask::Vpcs => Answer::Vpcs(client.vpcs().await?),
        Ask::Subnets => Answer::Subnets(client.subnets(None).await?),
        Ask::Groups(vpc) => Answer::Groups(client.security_groups(Some(vpc)).await?),
        Ask::EnterpriseGroups => Answer::Groups(client.enterprise_groups().await?),
        Ask::KeyPairs => Answer::KeyPairs(client.key_pairs().await?),
        Ask::SpotOffers => Answer::SpotOffers(client.spot_offers().await?),
        Ask::Snapshots => Answer::Snapshots(client.snapshots(None).await?),
        Ask::SnapshotPolicies => Answer::SnapshotPolicies(client.snapshot_policies().await?),
        Ask::Interfaces(vpc) => Answer::Interfaces(client.enis(vpc).await?),
        Ask::EhcClusters(zone) => Answer::EhcClusters(client.ehc_clusters(Some(zone)).await?),
        Ask::DeploymentSets => Answer::DeploymentSets(client.deploy_sets().await?),
        Ask::Roles => Answer::Roles(client.roles().await?),
        Ask::ResourceGroups => Answer::ResourceGroups(client.resource_groups("").await?),
        Ask::Balance => Answer::Balance(client.balance().await?),
        Ask::Quotas(region) => Answer::Quotas(client.quotas(region).await?),
        Ask::Price(ask) => Answer::Price(price(&client, ask).await?),
    };
    Ok(answer)
}

async fn price(client: &Client, ask: &PriceAsk) -> Result<Priced, ApiError> {
    Ok(match ask {
        PriceAsk::Family { family, zone, billing } => {
            Priced::Family(client.family_prices(family, zone, *billing).await?)
        }
        PriceAsk::Disk { storage_type, size, zone, billing } => {
            Priced::Disk(client.disk_price(storage_type, *size, zone, *billing).await?)
        }
        PriceAsk::PublicIp { bandwidth, charge, line, months } => {
            Priced::PublicIp(client.eip_price(*bandwidth, *charge, *line, *months).await?)
        }
        PriceAsk::Spot { spec, zone, instance_type, vcpus, memory } => {
            let question = SpotQuestion {
                spec: spec.clone(),
                zone: zone.clone(),
                instance_type: instance_type.clone(),
                vcpus: *vcpus,
                memory: *memory,
                system_disk: None,
                data_disks: Vec::new(),
                public_ip: None,
                count: 1,
            };
            Priced::Spot(client.spot_price(&question).await?)
        }
    })
}
