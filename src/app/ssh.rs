//! Entries for the instances in the configuration of `ssh`: looked up, shown, and appended once that was
//! asked for.

use std::net::IpAddr;

use crate::app::action::Action;
use crate::app::dialog::Dialog;
use crate::app::effect::Effect;
use crate::app::movement;
use crate::app::submit;
use crate::app::wizard::{Notice, Wizard};
use crate::domain::order::{LoginBy, Order, Row, RowState};
use crate::domain::problem::Severity;
use crate::domain::ssh::{Addition, Reached, is_id};

/// A configuration as it was when it was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    /// Its path as people write it.
    pub path: String,
    /// The file itself, where the path leads to it by a link.
    pub target: Option<String>,
    /// Its SHA-256; `None` where there is no such file.
    pub stamp: Option<[u8; 32]>,
    /// What would be appended.
    pub addition: Addition,
}

/// A configuration that was appended to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appended {
    /// Where the file stands as it was before; `None` where there was none.
    pub backup: Option<String>,
}

/// Why nothing was appended. Its words are `ssh_refused.<name>`.
#[derive(Clone, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumIter)]
#[strum(serialize_all = "snake_case")]
pub enum Refused {
    /// Where the home is is not known.
    NoHome,
    /// It is no file.
    NoFile,
    /// It leads nowhere.
    Dangling,
    /// It may not be read.
    Unreadable,
    /// It, or the folder it stands in, may not be written.
    ReadOnly,
    /// It is larger than any configuration.
    TooLarge,
    /// It is not what it was when it was shown.
    Changed,
    /// Anything else, in the system's words.
    Other(String),
}

/// The question whether to append.
#[derive(Clone, Debug, Default)]
pub struct SshForm {
    /// What was found; `None` while it is looked up.
    pub looked: Option<Looked>,
    /// The first line that is shown.
    pub top: usize,
    /// The file changed after it was shown, so it is shown anew.
    pub changed: bool,
    /// It is being written.
    pub under_way: bool,
}

impl SshForm {
    /// Whether the disk is waited for.
    pub fn waits(&self) -> bool {
        self.looked.is_none() || self.under_way
    }
}

/// The address that a row can be reached at, if it is one at all: what the cloud says ends up in commands.
pub fn address(row: &Row) -> Option<IpAddr> {
    let seen = row.seen.as_ref()?;
    let parsed = |ip: &Option<String>| ip.as_deref().and_then(|ip| ip.trim().parse().ok());
    parsed(&seen.public_ip).or_else(|| parsed(&seen.private_ip))
}

/// The instances of an order that entries can be made for.
fn reached(wizard: &Wizard, order: &Order) -> Vec<Reached> {
    let there = |row: &&Row| {
        !matches!(row.state, RowState::Failed | RowState::Gone)
            && !wizard.released.contains(&row.id)
            && is_id(&row.id)
    };
    let reached = |row: &Row| {
        let name = row.seen.as_ref().map(|seen| seen.name.clone()).unwrap_or_default();
        Some(Reached { id: row.id.clone(), name, address: address(row)? })
    };
    order.rows.iter().filter(there).filter_map(reached).collect()
}

fn look(wizard: &Wizard) -> Vec<Effect> {
    let Some(order) = &wizard.order else { return Vec::new() };
    let key_pair = order.ordered.login == LoginBy::KeyPair;
    vec![Effect::LookAtSsh { wanted: reached(wizard, order), key_pair }]
}

/// `w`: looks at the configuration, to ask.
pub(crate) fn ask(wizard: &mut Wizard) -> Vec<Effect> {
    if submit::is_windows(wizard) {
        wizard.say(Severity::Hint, "notice.ssh_windows");
        return Vec::new();
    }
    if wizard.order.as_ref().is_none_or(|order| reached(wizard, order).is_empty()) {
        wizard.say(Severity::Warning, "notice.ssh_nothing");
        return Vec::new();
    }
    wizard.dialog = Some(Dialog::Ssh(Box::default()));
    look(wizard)
}

/// A key while it is asked.
pub(crate) fn press(wizard: &mut Wizard, action: Option<Action>) -> Vec<Effect> {
    let end = wizard.scroll_end;
    let Some(Dialog::Ssh(form)) = &mut wizard.dialog else { return Vec::new() };
    if form.under_way {
        return Vec::new();
    }
    let by = match action {
        Some(Action::No | Action::Escape) => {
            wizard.dialog = None;
            return Vec::new();
        }
        Some(Action::Yes) => {
            let Some(looked) = form.looked.clone() else { return Vec::new() };
            form.under_way = true;
            return vec![Effect::AppendSsh(Box::new(looked))];
        }
        Some(Action::Up) => -1,
        Some(Action::Down) => 1,
        Some(Action::PageUp) => -10,
        Some(Action::PageDown) => 10,
        _ => return Vec::new(),
    };
    form.top = movement::scrolled_to(end, form.top, by);
    Vec::new()
}

/// Where the question stands: open, or below help or the question about quitting.
fn place(wizard: &mut Wizard) -> &mut Option<Dialog> {
    let covered = matches!(&wizard.aside, Some(Dialog::Ssh(_)));
    if covered { &mut wizard.aside } else { &mut wizard.dialog }
}

/// The configuration was looked at, or why not.
pub(crate) fn looked(wizard: &mut Wizard, result: Result<Box<Looked>, Refused>) {
    let place = place(wizard);
    let Some(Dialog::Ssh(form)) = place else { return };
    match result {
        Ok(looked) if looked.addition.entries.is_empty() => {
            *place = None;
            let ids = looked.addition.known.join(", ");
            let values = vec![("path", looked.path), ("ids", ids)];
            let severity = Severity::Hint;
            wizard.notice = Some(Notice { words: "notice.ssh_known", values, severity });
        }
        Ok(looked) => form.looked = Some(*looked),
        Err(why) => {
            *place = None;
            refuse(wizard, &why);
        }
    }
}

/// It was appended to, or why not. What changed meanwhile is shown anew.
pub(crate) fn appended(wizard: &mut Wizard, result: Result<Appended, Refused>) -> Vec<Effect> {
    let place = place(wizard);
    let Some(Dialog::Ssh(form)) = place else { return Vec::new() };
    match result {
        Ok(Appended { backup }) => {
            let Some(looked) = form.looked.take() else { return Vec::new() };
            *place = None;
            let aliases = looked.addition.entries.iter().map(|(_, alias)| alias.as_str());
            let commands: Vec<String> = aliases.map(|alias| format!("ssh {alias}")).collect();
            let words = if backup.is_some() { "notice.ssh_added" } else { "notice.ssh_added_new" };
            let mut values = vec![("path", looked.path), ("commands", commands.join(", "))];
            values.extend(backup.map(|backup| ("backup", backup)));
            wizard.notice = Some(Notice { words, values, severity: Severity::Hint });
        }
        Err(Refused::Changed) => {
            **form = SshForm { changed: true, ..SshForm::default() };
            return look(wizard);
        }
        Err(why) => {
            *place = None;
            refuse(wizard, &why);
        }
    }
    Vec::new()
}

fn refuse(wizard: &mut Wizard, why: &Refused) {
    let name: &str = why.into();
    let mut values = vec![("then", format!("ssh_refused.{name}"))];
    if let Refused::Other(why) = why {
        values.push(("why", why.clone()));
    }
    wizard.notice =
        Some(Notice { words: "notice.ssh_not_added", values, severity: Severity::Error });
}
