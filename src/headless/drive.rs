//! Runs the wizard's core on its executor until something has come about.

use std::time::{Duration, Instant};

use secrecy::{ExposeSecret as _, SecretString};
use tokio::sync::mpsc::UnboundedReceiver;

use crate::app::dialog::Dialog;
use crate::app::effect::{Effect, Exit};
use crate::app::msg::Msg;
use crate::app::update::update;
use crate::app::wizard::Wizard;
use crate::app::{answer, consent, resume};
use crate::domain::draft::LoginChoice;
use crate::domain::field::FieldId;
use crate::domain::order::{Order, Phase};
use crate::domain::record::Record;
use crate::runtime::executor::Executor;
use crate::runtime::panics;

/// Why a wait ended without what it waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// A signal asked the program to end.
    Aborted,
    /// The time was up.
    TooLong,
}

/// A wizard nobody looks at.
pub struct Headless {
    /// Its state.
    pub wizard: Wizard,
    executor: Executor,
    messages: UnboundedReceiver<Msg>,
    started: Instant,
    quit: Option<Exit>,
}

impl Headless {
    /// A wizard on its executor, whose answers come as `messages`. Its first effects are wanted by
    /// whoever made the wizard: see [`Self::act`].
    pub fn new(wizard: Wizard, executor: Executor, messages: UnboundedReceiver<Msg>) -> Self {
        Self { wizard, executor, messages, started: Instant::now(), quit: None }
    }

    /// Makes effects real.
    pub fn act(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if let Some(Effect::Quit(exit)) = self.executor.perform(effect) {
                self.quit = Some(exit);
            }
        }
    }

    /// Gives the wizard one message.
    pub fn tell(&mut self, msg: Msg) {
        let effects = update(&mut self.wizard, msg, self.started.elapsed());
        panics::watch(&self.wizard);
        self.act(effects);
    }

    /// Waits until `done`, calling `each` after every change.
    pub async fn until(
        &mut self,
        patience: Option<Duration>,
        mut each: impl FnMut(&Wizard),
        done: impl Fn(&Wizard) -> bool,
    ) -> Result<(), Broken> {
        let deadline = patience.map(|patience| tokio::time::Instant::now() + patience);
        loop {
            each(&self.wizard);
            if self.quit.is_some() {
                return Err(Broken::Aborted);
            }
            if done(&self.wizard) {
                return Ok(());
            }
            let up = async {
                match deadline {
                    Some(deadline) => tokio::time::sleep_until(deadline).await,
                    None => std::future::pending().await,
                }
            };
            let msg = tokio::select! {
                msg = self.messages.recv() => msg,
                () = up => return Err(Broken::TooLong),
            };
            match msg {
                Some(msg) => self.tell(msg),
                None => return Err(Broken::Aborted),
            }
        }
    }

    /// Waits until every list and price that the answers need is there, or has failed.
    pub async fn settled(&mut self, patience: Duration) -> Result<(), Broken> {
        self.until(Some(patience), |_| {}, |wizard| !wizard.cloud.any_loading()).await
    }

    /// Takes up an order of an earlier run; why not, the wizard says in its notice, unless a password
    /// is wanted.
    pub fn take_up(&mut self, record: &Record, password: Option<SecretString>) {
        resume::offer(&mut self.wizard, vec![record.clone()]);
        let effects = resume::take_up(&mut self.wizard, password);
        self.act(effects);
    }

    /// Gives the password of the first login.
    pub fn give_password(&mut self, password: &SecretString) {
        for field in [FieldId::Password, FieldId::PasswordAgain] {
            answer::set_secret(&mut self.wizard, field, password.clone());
        }
        self.tell(Msg::Tick);
    }

    /// Whether the first login is by a password that was not given.
    pub fn wants_password(&self) -> bool {
        let draft = &self.wizard.draft;
        draft.login == LoginChoice::Password && draft.password.expose_secret().is_empty()
    }

    /// Places the order as it stands under `quote`'s price, which must have been consented to.
    pub fn buy(&mut self) {
        let effects = consent::ask(&mut self.wizard);
        self.act(effects);
        self.consent();
    }

    /// Consents to the price that is asked about now.
    pub fn consent(&mut self) {
        let effects = consent::consent(&mut self.wizard);
        self.act(effects);
        // Nothing else may be on its way that would have it go on.
        self.tell(Msg::Tick);
    }

    /// When the order was confirmed, UTC, RFC 3339; empty before.
    pub fn placed(&self) -> &str {
        let token = self.order().map(|order| order.token.as_str());
        token.and_then(|token| self.executor.placed(token)).unwrap_or_default()
    }

    /// The order, once there is one.
    pub fn order(&self) -> Option<&Order> {
        self.wizard.order.as_ref()
    }
}

/// Whether an order has come to its end, or none came of the wish to buy: nothing can be kept, or the
/// price moved, so that it would have to be consented to anew.
pub fn at_rest(wizard: &Wizard) -> bool {
    match (&wizard.order, &wizard.dialog) {
        (Some(order), _) => {
            matches!(order.phase, Phase::Refused(_) | Phase::Finished | Phase::Failed)
        }
        (None, Some(Dialog::Confirm(confirm))) => !confirm.confirmed,
        (None, _) => true,
    }
}
