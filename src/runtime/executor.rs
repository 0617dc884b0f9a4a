//! Turns effects into tasks on the signed client; their answers come back as messages.

use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use tokio::sync::mpsc::UnboundedSender;

use crate::api::client::Client;
use crate::api::error::ApiError;
use crate::api::wire;
use crate::app::effect::{Answer, Ask, Effect};
use crate::app::identity::{Identity, Opened};
use crate::app::msg::{Created, Msg};
use crate::domain::catalog::{Instance, SpotQuestion};
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::plan::Plan;
use crate::domain::price::{PriceAsk, Priced};

/// Makes a client for a region; an error is a sentence.
pub type Connect = Box<dyn FnMut(&str) -> Result<Client, String> + Send>;

/// A way to the cloud, as somebody.
pub struct Link {
    /// Talks to the first region.
    pub client: Client,
    /// Encrypts the passwords of orders.
    pub secret_key: SecretString,
    /// Makes clients for other regions.
    pub connect: Connect,
}

/// Finds the way to the cloud for whoever was said to buy, if it can in this region; an error is a
/// sentence.
pub type Open = Box<dyn FnMut(Identity, &str) -> Result<(Link, Opened), String> + Send>;

/// Makes a clientToken.
pub type Mint = Box<dyn FnMut() -> String + Send>;

/// Performs effects. Dropping it does not stop what is under way.
pub struct Executor {
    client: Result<Client, String>,
    secret_key: SecretString,
    connect: Connect,
    open: Option<Open>,
    mint: Mint,
    messages: UnboundedSender<Msg>,
}

impl Executor {
    /// An executor that talks to the region `connect` is given first. `secret_key` encrypts passwords.
    pub fn new(
        region: &str,
        secret_key: SecretString,
        mut connect: Connect,
        mint: Mint,
        messages: UnboundedSender<Msg>,
    ) -> Self {
        Self { client: connect(region), secret_key, connect, open: None, mint, messages }
    }

    /// An executor that talks to nobody before it was told who buys.
    pub fn unconnected(open: Open, mint: Mint, messages: UnboundedSender<Msg>) -> Self {
        let nobody = |_: &str| Err("it was not said yet who buys".to_owned());
        let mut executor = Self::new("", SecretString::default(), Box::new(nobody), mint, messages);
        executor.open = Some(open);
        executor
    }

    /// Performs an effect. Those that only the terminal can perform are given back.
    pub fn perform(&mut self, effect: Effect) -> Option<Effect> {
        match effect {
            Effect::Load { generation, ask } => self.task(move |client| async move {
                let result = load(client, &ask).await;
                Msg::Answered { generation, ask, result }
            }),
            Effect::Connect { identity, region } => {
                let result = self.open_as(identity, &region);
                self.say(Msg::Connected(result));
            }
            Effect::ChangeRegion(region) => self.client = (self.connect)(&region),
            Effect::MintToken => {
                let token = (self.mint)();
                self.say(Msg::Minted(token));
            }
            Effect::Submit { token, plan } => self.submit(token, &plan),
            Effect::Poll { token, ids } => self.task(move |client| async move {
                Msg::Seen { token, result: poll(client, &ids).await }
            }),
            Effect::After(pause, timer) => self.after(pause, Msg::Due(timer)),
            Effect::Vnc(id) => self.task(move |client| async move {
                let link = async { client?.vnc(&id).await.map_err(Fault::from) };
                Msg::Vnc(link.await)
            }),
            Effect::Release(id) => self.task(move |client| async move {
                let done = async { client?.release(&id).await.map_err(Fault::from) };
                Msg::Released { result: done.await, id }
            }),
            Effect::Copy(_) | Effect::Repaint | Effect::Suspend | Effect::Quit(_) => {
                return Some(effect);
            }
        }
        None
    }

    /// On failure everything stays as it was.
    fn open_as(&mut self, identity: Identity, region: &str) -> Result<Opened, String> {
        let open = self.open.as_mut().ok_or("this run has its access key already")?;
        let (link, opened) = open(identity, region)?;
        self.client = Ok(link.client);
        self.secret_key = link.secret_key;
        self.connect = link.connect;
        Ok(opened)
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
        let client = self.client.clone().map_err(|why| Fault::local(FaultKind::Unreachable, why));
        let work = work(client);
        let messages = self.messages.clone();
        tokio::spawn(async move {
            let _ = messages.send(work.await);
        });
    }

    fn after(&self, pause: Duration, msg: Msg) {
        let messages = self.messages.clone();
        tokio::spawn(async move {
            tokio::time::sleep(pause).await;
            let _ = messages.send(msg);
        });
    }

    /// The body depends on the plan and the key alone, so the same token always carries the same bytes.
    fn submit(&self, token: String, plan: &Arc<Plan>) {
        match wire::create::body(plan, &self.secret_key) {
            Ok(body) => self.task(move |client| async move {
                let result = async {
                    let created = client?.submit(&token, &body).await?;
                    Ok(Created { ids: created.instance_ids, warnings: created.warnings })
                };
                Msg::Submitted { result: result.await, token }
            }),
            Err(error) => {
                let result = Err(Fault::local(FaultKind::Refused, error.to_string()));
                self.say(Msg::Submitted { token, result });
            }
        }
    }
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
        PriceAsk::PublicIp { bandwidth, charge, months } => {
            Priced::PublicIp(client.eip_price(*bandwidth, *charge, *months).await?)
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
