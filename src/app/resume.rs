//! Taking up an order of an earlier run: offered at the start, and at will on the first step.

use secrecy::{ExposeSecret as _, SecretString};

use crate::app::action::Action;
use crate::app::answer;
use crate::app::dialog::Dialog;
use crate::app::edit;
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::msg::NotTaken;
use crate::app::submit;
use crate::app::wizard::{Screen, Wizard};
use crate::domain::field::FieldId;
use crate::domain::problem::Severity;
use crate::domain::record::Record;

/// Unfinished orders of earlier runs, to choose one.
#[derive(Clone, Debug)]
pub struct Unfinished {
    /// The orders, the latest first; at least one.
    pub records: Vec<Record>,
    /// The highlighted one.
    pub at: usize,
    /// Its password is asked for: as typed so far.
    pub password: Option<SecretString>,
    /// The password that was typed is not the one that was ordered with.
    pub mistyped: bool,
    /// It is being taken up.
    pub under_way: bool,
}

impl Unfinished {
    /// The highlighted order.
    pub fn highlighted(&self) -> Option<&Record> {
        self.records.get(self.at)
    }
}

/// Offers the unfinished orders, if there are any.
pub fn offer(wizard: &mut Wizard, records: Vec<Record>) {
    if records.is_empty() || wizard.order.is_some() {
        return;
    }
    wizard.dialog = Some(Dialog::Unfinished(Box::new(Unfinished {
        records,
        at: 0,
        password: None,
        mistyped: false,
        under_way: false,
    })));
}

/// A key while they are offered.
pub(crate) fn press(wizard: &mut Wizard, key: Key, action: Option<Action>) -> Vec<Effect> {
    let Some(Dialog::Unfinished(open)) = &mut wizard.dialog else { return Vec::new() };
    let last = open.records.len().saturating_sub(1);
    match (action, &open.password) {
        _ if open.under_way => Vec::new(),
        (Some(Action::Escape), Some(_)) => {
            open.password = None;
            Vec::new()
        }
        (Some(Action::Escape), None) => {
            wizard.dialog = None;
            wizard.say(Severity::Warning, "notice.left_unfinished");
            Vec::new()
        }
        (Some(Action::Accept), _) => {
            let password = open.password.clone().filter(|typed| !typed.expose_secret().is_empty());
            take_up(wizard, password)
        }
        (Some(Action::PreviousField), None) => {
            open.at = open.at.saturating_sub(1);
            Vec::new()
        }
        (Some(Action::NextField), None) => {
            open.at = (open.at + 1).min(last);
            Vec::new()
        }
        (_, Some(password)) => {
            if let Some(Ok(typed)) = edit::secret_typed(password, key, edit::LONGEST) {
                open.password = Some(typed);
                open.mistyped = false;
            }
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// Text pasted while a password is asked for; `None` while none is.
pub(crate) fn paste(open: &mut Unfinished, text: &str) -> Option<Result<(), edit::TooLong>> {
    let pasted = edit::secret_pasted(open.password.as_ref()?, text, edit::LONGEST);
    Some(pasted.map(|pasted| {
        open.password = Some(pasted);
        open.mistyped = false;
    }))
}

/// Takes up the highlighted order, with its password where that was given.
pub fn take_up(wizard: &mut Wizard, password: Option<SecretString>) -> Vec<Effect> {
    let Some(Dialog::Unfinished(open)) = &mut wizard.dialog else { return Vec::new() };
    let Some(record) = open.highlighted().cloned() else { return Vec::new() };
    open.under_way = true;
    open.mistyped = false;
    // An order can be asked for only in its own region.
    let mut effects = answer::choose(wizard, FieldId::Region, &record.origin.region);
    effects.push(Effect::TakeUp { token: record.token, password });
    effects
}

/// An order was taken up, or why not.
pub(crate) fn taken_up(wizard: &mut Wizard, result: Result<Box<Record>, NotTaken>) -> Vec<Effect> {
    // Help or the question about quitting may lie over it by now.
    let covered = matches!(&wizard.aside, Some(Dialog::Unfinished(_)));
    let place = if covered { &mut wizard.aside } else { &mut wizard.dialog };
    let Some(Dialog::Unfinished(open)) = place else { return Vec::new() };
    open.under_way = false;
    match result {
        Err(NotTaken::WantsPassword) => {
            open.password = Some(SecretString::default());
            Vec::new()
        }
        Err(NotTaken::OtherPassword) => {
            open.password = Some(SecretString::default());
            open.mistyped = true;
            Vec::new()
        }
        Err(NotTaken::Other(why)) => {
            *place = None;
            wizard.say_why(Severity::Error, "notice.not_taken_up", why);
            Vec::new()
        }
        Ok(record) => {
            *place = None;
            wizard.screen = Screen::Order;
            wizard.row = 0;
            wizard.seen_from = None;
            wizard.editor = None;
            wizard.order = Some(record.order(wizard.now));
            wizard.confirmed = record.confirmed;
            submit::go_on(wizard)
        }
    }
}
