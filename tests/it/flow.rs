//! Whole purchases without a terminal: keys go in, the real executor and client buy from the real
//! sandbox, and what becomes of the order is read off the wizard.

mod buy;
mod consent;
mod disks;
mod faults;
mod find;
mod journey;
mod lost;
mod network;
mod proxy;
mod refused;
mod released;
mod secrets;
mod system;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use bcc_wizard::api::client::{Client, Credentials, Timeouts};
use bcc_wizard::api::endpoint::Endpoints;
use bcc_wizard::app::effect::{Effect, Timer};
use bcc_wizard::app::msg::Msg;
use bcc_wizard::app::update::update;
use bcc_wizard::app::wizard::{Place, Setup, Wizard};
use bcc_wizard::domain::field::{FieldId, StepId};
use bcc_wizard::domain::language::Language;
use bcc_wizard::domain::order::{Moment, Phase};
use bcc_wizard::domain::plan::Plan;
use bcc_wizard::domain::record::Origin;
use bcc_wizard::runtime::executor::Executor;
use bcc_wizard::runtime::journal::Journal;
use bcc_wizard::runtime::ledger::Ledger;
use bcc_wizard::sandbox::{self, Config, Sandbox};
use tempfile::TempDir;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::sandbox::support::Hands;
use crate::wire::{AT_ONCE, credentials};
use bcc_wizard::domain::said::Said;

/// How long a wait for a message lasts before the test fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// A wizard on its executor. Pauses cost no time here: a timer runs out at once, and the clocks of the
/// wizard, the client and the sandbox are moved on by as much.
pub struct Stage {
    pub wizard: Wizard,
    pub hands: Hands,
    /// Every effect and message in words, and the wizard after each.
    pub log: Vec<String>,
    /// Tokens of the create requests, in the order they were sent.
    pub sent: Vec<String>,
    /// What was ordered, order by order.
    pub plans: Vec<Arc<Plan>>,
    /// Holds the journal.
    _folder: TempDir,
    executor: Executor,
    messages: UnboundedReceiver<Msg>,
    now: Moment,
    pauses: Vec<(Timer, Duration)>,
    tokens: usize,
}

/// A ledger that keeps its journal in this folder.
pub fn ledger(folder: &Path, access_key: &str) -> Ledger {
    let origin = Origin {
        region: String::new(),
        endpoint: String::new(),
        access_key: access_key.to_owned(),
    };
    Ledger::new(Some(Journal::at(folder.to_owned())), origin)
}

impl Stage {
    /// A wizard that finds region `bj` at `url`.
    pub fn open(url: &str, hands: &Hands) -> Self {
        Self::open_as(url, hands, credentials())
    }

    pub fn open_as(url: &str, hands: &Hands, credentials: Credentials) -> Self {
        Self::open_regions(&[("bj", url)], hands, credentials)
    }

    /// A wizard with regions and where each is found; it starts in the first.
    pub fn open_regions(regions: &[(&str, &str)], hands: &Hands, credentials: Credentials) -> Self {
        let named = |id: &str| (id.to_owned(), id.to_uppercase(), id.to_uppercase());
        let place = Place {
            sandbox: true,
            regions: regions.iter().map(|(id, _)| named(id)).collect(),
            endpoint: None,
        };
        let region = regions[0].0.to_owned();
        let (wizard, effects) = Wizard::new(Setup {
            place,
            region: region.clone(),
            language: Language::En,
            size: (80, 24),
        });
        let (sender, messages) = unbounded_channel();
        let found: Vec<(String, String)> =
            regions.iter().map(|(id, url)| ((*id).to_owned(), (*url).to_owned())).collect();
        let secret_key = credentials.secret_key.clone();
        let access_key = credentials.access_key.clone();
        let clock = hands.clone();
        let connect = Box::new(move |region: &str| {
            let (_, url) = found
                .iter()
                .find(|(id, _)| id == region)
                .ok_or_else(|| Said::text("no such region"))?;
            let endpoints = Endpoints::fixed(url).map_err(|error| error.said())?;
            let client = Client::new(credentials.clone(), endpoints, Timeouts::default())?;
            let clock = clock.clone();
            Ok(client.with_retry(AT_ONCE).with_clock(Arc::new(move || clock.now())))
        });
        let folder = tempfile::tempdir().unwrap();
        let ledger = ledger(folder.path(), &access_key);
        let mut number = 0;
        let mint = Box::new(move || {
            number += 1;
            format!("token-{number}")
        });
        let executor = Executor::new(&region, secret_key, connect, mint, ledger, sender);
        let mut stage = Self {
            wizard,
            hands: hands.clone(),
            log: Vec::new(),
            sent: Vec::new(),
            plans: Vec::new(),
            _folder: folder,
            executor,
            messages,
            now: Moment::ZERO,
            pauses: Vec::new(),
            tokens: 0,
        };
        stage.perform(effects);
        stage
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            self.log.push(format!("{effect:?}"));
            let effect = match effect {
                Effect::After(pause, timer) => {
                    self.pauses.push((timer.clone(), pause));
                    Effect::After(Duration::ZERO, timer)
                }
                Effect::Submit(intent) => {
                    self.sent.push(intent.token.clone());
                    self.plans.push(Arc::clone(&intent.plan));
                    Effect::Submit(intent)
                }
                Effect::Resend(token) => {
                    self.sent.push(token.clone());
                    Effect::Resend(token)
                }
                Effect::MintToken => {
                    self.tokens += 1;
                    Effect::MintToken
                }
                effect => effect,
            };
            let left = self.executor.perform(effect);
            assert!(left.is_none(), "only a terminal can do {left:?}");
        }
    }

    /// Gives the wizard one message and makes real what it wants.
    pub fn take(&mut self, msg: Msg) {
        self.log.push(format!("{msg:?}"));
        if let Msg::Due(timer) = &msg {
            let at = self.pauses.iter().position(|(waiting, _)| waiting == timer);
            let (_, pause) = self.pauses.remove(at.expect("a timer nobody asked for"));
            self.hands.advance(pause);
            self.now += pause;
        }
        let effects = update(&mut self.wizard, msg, self.now);
        self.log.push(format!("{:?}", self.wizard));
        self.perform(effects);
    }

    /// Lets time pass, and says so.
    pub fn wait(&mut self, time: Duration) {
        self.hands.advance(time);
        self.now += time;
        self.take(Msg::Tick);
    }

    /// Presses keys by their names, with blanks between them.
    pub fn press(&mut self, keys: &str) {
        for key in keys.split_whitespace() {
            self.take(Msg::Key(key.parse().unwrap()));
        }
    }

    /// Types text, a key a character.
    pub fn enter(&mut self, text: &str) {
        for character in text.chars() {
            self.press(&character.to_string());
        }
    }

    /// Takes messages until something is so.
    pub async fn until(&mut self, what: &str, so: impl Fn(&Wizard) -> bool) {
        // A wizard that asks for ever what is never answered as hoped must end the test too.
        let end = tokio::time::Instant::now() + 2 * PATIENCE;
        while !so(&self.wizard) {
            let next = tokio::time::timeout_at(end, self.messages.recv()).await;
            match next {
                Ok(Some(msg)) => self.take(msg),
                _ => panic!("{what} did not come; {:#?}", self.wizard.order),
            }
        }
    }

    /// Takes messages until nothing is being asked any more.
    pub async fn settled(&mut self) {
        self.until("the last answer", |wizard| !wizard.cloud.any_loading()).await;
    }

    /// Moves the focus to a field of the step in front.
    pub fn focus(&mut self, field: FieldId) {
        let tries = 20;
        for _ in 0..tries {
            if self.wizard.focused() == field {
                return;
            }
            self.press("tab");
        }
        self.press(&"shift-tab ".repeat(tries));
        while self.wizard.focused() != field {
            let before = self.wizard.focused();
            self.press("tab");
            assert_ne!(self.wizard.focused(), before, "no {field:?} in this step");
        }
    }

    /// From the first step to `Buy`, leaving everything as it is.
    pub async fn walk(&mut self) {
        for step in StepId::ALL {
            assert_eq!(self.wizard.step, step, "{:?}", self.wizard.notice);
            self.settled().await;
            if step.next().is_some() {
                self.press("ctrl-n");
            }
        }
        assert_eq!(self.wizard.focused(), FieldId::Buy);
    }

    /// Presses `Buy` and confirms, once the question has its token.
    pub async fn buy(&mut self) {
        self.settled().await;
        self.press("enter");
        assert!(self.wizard.dialog.is_some(), "{:?}", self.wizard.notice);
        self.press("y");
        self.until("the order", |wizard| wizard.order.is_some()).await;
    }

    /// A whole purchase of what is offered, to its end.
    pub async fn bought(url: &str, hands: &Hands) -> Self {
        let mut stage = Self::open(url, hands);
        stage.walk().await;
        stage.buy().await;
        stage.reach(Phase::Finished).await;
        stage
    }

    pub async fn reach(&mut self, phase: Phase) {
        let said = format!("{phase:?}");
        self.until(&said, |wizard| wizard.order.as_ref().is_some_and(|order| order.phase == phase))
            .await;
    }

    /// How many tokens were asked for.
    pub fn tokens(&self) -> usize {
        self.tokens
    }

    /// Ids and states of the order's instances.
    pub fn rows(&self) -> Vec<(String, String)> {
        let rows = self.wizard.order.iter().flat_map(|order| &order.rows);
        rows.map(|row| (row.id.clone(), format!("{:?}", row.state))).collect()
    }
}

/// A sandbox on a clock that a stage moves.
pub fn sandbox(hands: &Hands, change: impl FnOnce(&mut Config)) -> Sandbox {
    let mut config = Config { boot: Duration::from_secs(1), ..Config::new() };
    hands.drive(&mut config);
    change(&mut config);
    sandbox::start(config).unwrap()
}
