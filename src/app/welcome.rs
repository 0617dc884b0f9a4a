//! The first screen where there is no access key: the sandbox, or a key pair to type.

use std::collections::BTreeSet;

use secrecy::{ExposeSecret as _, SecretString};

use crate::app::action::{Action, Context};
use crate::app::edit;
use crate::app::effect::Effect;
use crate::app::identity::{AccessKey, Identity, Opened};
use crate::app::kept;
use crate::app::key::Key;
use crate::app::line::TextLine;
use crate::app::msg::Msg;
use crate::app::resume;
use crate::app::update;
use crate::app::wizard::{Notice, Screen, Wizard};
use crate::domain::problem::Severity;
use crate::domain::rules::limits;
use crate::domain::said::Said;

/// Characters of the longest secret. Session tokens hold a policy and so are longer than other texts.
const LONGEST_SECRET: usize = 4096;

/// Where to buy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// On the embedded sandbox.
    #[default]
    Sandbox,
    /// With a key pair.
    Key,
}

/// One question of the first screen. Its words stand in the locale files under this name.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    strum::EnumIter,
    strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Entry {
    /// Sandbox or key pair.
    #[default]
    Way,
    /// Access key ID.
    AccessKey,
    /// Secret access key.
    SecretKey,
    /// Session token, of temporary keys only.
    SessionToken,
    /// Whether the key pair is saved.
    Keep,
}

impl Entry {
    /// Whether it is typed into.
    pub fn is_typed(self) -> bool {
        matches!(self, Self::AccessKey | Self::SecretKey | Self::SessionToken)
    }

    /// The name under which words for it stand in the locale files.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// The state of the first screen.
#[derive(Debug, Default)]
pub struct Welcome {
    /// The way that is chosen.
    pub way: Way,
    /// The focused question.
    pub focus: Entry,
    /// The access key ID as typed, with its caret.
    pub access_key: TextLine,
    /// The secret access key as typed.
    pub secret_key: SecretString,
    /// The session token as typed.
    pub session_token: SecretString,
    /// Whether the key pair is to be saved.
    pub keep: bool,
    /// The name it would be saved under; `None` where there is no home to save it in.
    pub profile: Option<String>,
    /// The address that stands for every service, where one was given.
    pub endpoint: Option<String>,
    /// Questions that were left or submitted: their problems are said.
    pub judged: BTreeSet<Entry>,
    /// A connection is being made.
    pub connecting: bool,
    /// Why the last connection could not be made: a sentence, which may hold untrusted text.
    pub failure: Option<Said>,
}

impl Welcome {
    /// The questions asked for the chosen way, in order.
    pub fn entries(&self) -> Vec<Entry> {
        let mut entries = vec![Entry::Way];
        if self.way == Way::Key {
            entries.extend([Entry::AccessKey, Entry::SecretKey, Entry::SessionToken]);
            entries.extend(self.profile.as_ref().map(|_| Entry::Keep));
        }
        entries
    }

    /// What is wrong with an answer: a key of the locale files. Said only once the question was left.
    pub fn problem(&self, entry: Entry) -> Option<&'static str> {
        self.wrong(entry).filter(|_| self.judged.contains(&entry))
    }

    fn wrong(&self, entry: Entry) -> Option<&'static str> {
        let id = self.access_key.value().trim();
        let secret_key = self.secret_key.expose_secret().trim();
        let session_token = self.session_token.expose_secret().trim();
        match entry {
            Entry::AccessKey if id.is_empty() => Some("key_problem.no_access_key"),
            Entry::AccessKey if !limits::access_key_charset(id) => {
                Some("key_problem.access_key_charset")
            }
            Entry::SecretKey if secret_key.is_empty() => Some("key_problem.no_secret_key"),
            Entry::SecretKey if !limits::secret_charset(secret_key) => {
                Some("key_problem.secret_key_charset")
            }
            Entry::SecretKey if !limits::secret_key_length(secret_key) => {
                Some("key_problem.secret_key_short")
            }
            Entry::SessionToken if !limits::secret_charset(session_token) => {
                Some("key_problem.session_token_charset")
            }
            _ => None,
        }
    }

    /// Who buys, from what was typed. Blanks around it came with the copying.
    fn identity(&self) -> Identity {
        if self.way == Way::Sandbox {
            return Identity::Sandbox;
        }
        let trimmed = |secret: &SecretString| SecretString::from(secret.expose_secret().trim());
        let token = trimmed(&self.session_token);
        Identity::Key(AccessKey {
            id: self.access_key.value().trim().to_owned(),
            secret_key: trimmed(&self.secret_key),
            session_token: (!token.expose_secret().is_empty()).then_some(token),
            keep: self.keep && self.profile.is_some(),
        })
    }

    /// The secret that is typed into this question.
    pub fn secret(&self, entry: Entry) -> Option<&SecretString> {
        match entry {
            Entry::SecretKey => Some(&self.secret_key),
            Entry::SessionToken => Some(&self.session_token),
            _ => None,
        }
    }

    fn set_secret(&mut self, entry: Entry, secret: SecretString) {
        match entry {
            Entry::SecretKey => self.secret_key = secret,
            Entry::SessionToken => self.session_token = secret,
            _ => {}
        }
    }

    fn forget_secrets(&mut self) {
        self.secret_key = SecretString::default();
        self.session_token = SecretString::default();
        self.judged.clear();
    }

    fn focus_on(&mut self, entry: Entry) {
        if self.focus != entry {
            self.judged.insert(self.focus);
            self.focus = entry;
        }
    }

    /// The next or previous question; false at the end.
    fn step(&mut self, forward: bool) -> bool {
        let entries = self.entries();
        let at = entries.iter().position(|entry| *entry == self.focus).unwrap_or(0);
        let target = if forward { at.checked_add(1) } else { at.checked_sub(1) };
        let target = target.and_then(|at| entries.get(at).copied());
        if let Some(entry) = target {
            self.focus_on(entry);
        }
        target.is_some()
    }

    fn choose(&mut self, way: Way) {
        self.way = way;
        self.failure = None;
    }

    /// Turns the focused choice to its other side.
    fn turn(&mut self) {
        match (self.focus, self.way) {
            (Entry::Way, Way::Sandbox) => self.choose(Way::Key),
            (Entry::Way, Way::Key) => self.choose(Way::Sandbox),
            (Entry::Keep, _) => self.keep = !self.keep,
            _ => {}
        }
    }
}

/// Where a key would be pressed.
pub(crate) fn contexts(wizard: &Wizard) -> Vec<Context> {
    let focus = wizard.welcome.as_ref().map(|welcome| welcome.focus).unwrap_or_default();
    let inner = match focus {
        Entry::AccessKey => Some(Context::Text),
        Entry::SecretKey | Entry::SessionToken => None,
        Entry::Way | Entry::Keep => Some(Context::Choice),
    };
    inner.into_iter().chain([Context::Welcome, Context::Everywhere]).collect()
}

/// A key that means something here.
pub(crate) fn press(wizard: &mut Wizard, action: Action) -> Vec<Effect> {
    let Some(welcome) = &mut wizard.welcome else { return Vec::new() };
    match action {
        Action::Accept => {
            welcome.judged.insert(welcome.focus);
            if !welcome.step(true) {
                return go_on(wizard);
            }
        }
        Action::NextStep => return go_on(wizard),
        // The two ways stand one below the other.
        Action::Down if (welcome.focus, welcome.way) == (Entry::Way, Way::Sandbox) => {
            welcome.turn();
        }
        Action::Up if (welcome.focus, welcome.way) == (Entry::Way, Way::Key) => welcome.turn(),
        Action::Down | Action::NextField => _ = welcome.step(true),
        Action::Up | Action::PreviousField => _ = welcome.step(false),
        Action::Left | Action::Right => welcome.turn(),
        Action::Escape => escape(wizard),
        _ => {}
    }
    Vec::new()
}

/// Clears what is typed, then goes back; never quits.
fn escape(wizard: &mut Wizard) {
    let now = wizard.now;
    let Some(welcome) = &mut wizard.welcome else { return };
    let focus = welcome.focus;
    let typed = welcome.secret(focus).map(|secret| !secret.expose_secret().is_empty());
    match focus {
        Entry::Way => wizard.say(Severity::Hint, "notice.ctrl_c_quits"),
        Entry::AccessKey if !welcome.access_key.value().is_empty() => {
            welcome.access_key.replace("", now);
        }
        _ if typed == Some(true) => welcome.set_secret(focus, SecretString::default()),
        _ => welcome.focus = Entry::Way,
    }
}

/// A click on a question.
pub(crate) fn point(wizard: &mut Wizard, entry: Entry) {
    let Some(welcome) = &mut wizard.welcome else { return };
    if welcome.entries().contains(&entry) {
        welcome.focus_on(entry);
    }
}

/// A click on one of the two ways.
pub(crate) fn choose_way(wizard: &mut Wizard, way: Way) {
    let Some(welcome) = &mut wizard.welcome else { return };
    welcome.focus_on(Entry::Way);
    if welcome.way != way {
        welcome.choose(way);
    }
}

/// A click on an answer to whether the key pair is saved.
pub(crate) fn choose_keep(wizard: &mut Wizard, keep: bool) {
    point(wizard, Entry::Keep);
    if let Some(welcome) = wizard.welcome.as_mut().filter(|it| it.focus == Entry::Keep) {
        welcome.keep = keep;
    }
}

/// Connects, or goes to the first answer that stands in its way.
fn go_on(wizard: &mut Wizard) -> Vec<Effect> {
    let Some(welcome) = &mut wizard.welcome else { return Vec::new() };
    if welcome.connecting {
        return Vec::new();
    }
    let entries = welcome.entries();
    welcome.judged.extend(&entries);
    if let Some(entry) = entries.into_iter().find(|entry| welcome.wrong(*entry).is_some()) {
        welcome.focus = entry;
        wizard.say(Severity::Error, "notice.solve_first");
        return Vec::new();
    }
    welcome.failure = None;
    welcome.connecting = true;
    vec![Effect::Connect { identity: welcome.identity(), region: wizard.draft.region.clone() }]
}

/// Types into the focused question.
pub(crate) fn type_key(wizard: &mut Wizard, key: Key) {
    secret(wizard, |secret| edit::secret_typed(secret, key, LONGEST_SECRET));
    edit::press(wizard, key);
}

/// Pastes one line into the focused question, rid of what the copying put around it.
pub(crate) fn paste(wizard: &mut Wizard, line: &str) {
    secret(wizard, |secret| Some(edit::secret_pasted(secret, line.trim(), LONGEST_SECRET)));
    edit::paste_trimmed(wizard, line);
}

/// Changes the secret that is typed into, if one is.
fn secret(
    wizard: &mut Wizard,
    change: impl FnOnce(&SecretString) -> Option<Result<SecretString, edit::TooLong>>,
) {
    let Some(welcome) = &mut wizard.welcome else { return };
    let entry = welcome.focus;
    match welcome.secret(entry).and_then(change) {
        Some(Ok(secret)) => welcome.set_secret(entry, secret),
        Some(Err(edit::TooLong)) => edit::too_long(wizard, LONGEST_SECRET),
        None => {}
    }
}

/// A connection was made, or not.
pub(crate) fn connected(wizard: &mut Wizard, result: Result<Opened, Said>) {
    let Some(welcome) = wizard.welcome.as_mut().filter(|welcome| welcome.connecting) else {
        return;
    };
    welcome.connecting = false;
    let opened = match result {
        Ok(opened) => opened,
        Err(why) => {
            welcome.failure = Some(why);
            return;
        }
    };
    // From here on the executor has them; nobody else needs them.
    welcome.forget_secrets();
    if let Some(Ok(kept)) = &opened.kept {
        welcome.profile = Some(kept.name.clone());
    }
    let sandbox = opened.place.sandbox;
    wizard.place = opened.place;
    wizard.screen = Screen::Form;
    let before = std::mem::replace(&mut wizard.draft.region, opened.region);
    // Nothing is of another account yet: what is answered is what a plan says.
    let lost = if wizard.cloud.generation() == 0 {
        wizard.cloud.start_over();
        0
    } else {
        kept::forget_ids(wizard)
    };
    let mut cause = None;
    let said = |words, values, severity| Some(Notice { words, values, severity });
    let name = |name: String| vec![("name", name)];
    wizard.notice = match opened.kept {
        Some(Ok(kept)) if kept.current => said("notice.key_kept", name(kept.name), Severity::Hint),
        Some(Ok(kept)) => said("notice.key_kept_aside", name(kept.name), Severity::Hint),
        Some(Err(why)) => {
            cause = Some(why);
            said("notice.key_not_kept", Vec::new(), Severity::Warning)
        }
        None if before != wizard.draft.region => {
            let values = vec![("region", wizard.draft.region.clone()), ("before", before)];
            said("notice.region_instead", values, Severity::Warning)
        }
        None if lost > 0 => said("notice.account_changed", Vec::new(), Severity::Warning),
        None => None,
    };
    wizard.cause = cause;
    wizard.dirty = true;
    // What an embedded sandbox knew, it took with it.
    if !sandbox {
        resume::offer(wizard, opened.unfinished);
    }
}

/// Whoever does anything was greeted. What happens by itself is no sign that the greeting was read, and
/// whoever has the same screen drawn anew, or in another language, still reads.
pub(crate) fn greeted(wizard: &mut Wizard, msg: &Msg) {
    wizard.greeting &= match msg {
        Msg::Resize(..) | Msg::Tick | Msg::Answered { .. } | Msg::Clock(_) | Msg::Connected(_) => {
            true
        }
        Msg::Key(key) => matches!(
            wizard.keymap.action(&update::contexts(wizard), *key),
            Some(Action::Repaint | Action::Suspend | Action::Language)
        ),
        _ => false,
    };
}

/// Back from the first step, to be somebody else. What was typed stays, but for the secrets.
pub(crate) fn back(wizard: &mut Wizard) {
    let Some(welcome) = &mut wizard.welcome else { return };
    welcome.focus = match welcome.way {
        Way::Sandbox => Entry::Way,
        Way::Key => Entry::SecretKey,
    };
    wizard.screen = Screen::Welcome;
    wizard.dirty = true;
}

/// Says how to get back here when nothing works because the key does not.
pub(crate) fn offer_back(wizard: &mut Wizard) {
    if wizard.welcome.is_some()
        && wizard.screen == Screen::Form
        && wizard.notice.is_none()
        && wizard.cloud.key_refused()
    {
        wizard.say(Severity::Error, "notice.key_refused");
    }
}
