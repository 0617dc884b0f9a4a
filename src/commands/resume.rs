//! `bcc-wizard resume`: takes up an unfinished order where it stood.
//!
//! What was accepted is followed; what may or may not have arrived is sent again under the same token,
//! byte for byte, which never makes a second order. Exit codes are those of `apply`.

use std::process::ExitCode;
use std::time::Duration;

use secrecy::SecretString;
use tokio::sync::mpsc::unbounded_channel;

use crate::app::dialog::Dialog;
use crate::app::resume::Unfinished;
use crate::app::wizard::{Setup, Wizard};
use crate::cli::{Global, Resume as Options};
use crate::commands::cloud::{self, Connection};
use crate::commands::follow::follow;
use crate::commands::way::{self, Way};
use crate::commands::{ABORTED, Explained as _, FAILED, UNFINISHED, USAGE, Unusable};
use crate::commands::{password, say};
use crate::config::Settings;
use crate::domain::catalog::{InstanceFilter, NameFilter};
use crate::domain::fault::Fault;
use crate::domain::record::{Record, TOKEN_HOURS};
use crate::domain::said::Said;
use crate::headless::drive::Headless;
use crate::runtime::executor::{Executor, mint_token};
use crate::runtime::journal::{Journal, JournalError};
use crate::runtime::{ledger, signals};
use crate::ui::words::Words;

/// Columns and rows nobody sees.
const UNSEEN: (u16, u16) = (120, 36);
/// How long an order may take to be taken up: nothing of it is asked of the cloud.
const TAKING: Duration = Duration::from_secs(30);

/// Takes up the order.
pub fn run(global: &Global, options: &Options) -> anyhow::Result<ExitCode> {
    if global.sandbox {
        return Err(Unusable::new(Said::of("sandbox.not_resumed")).into());
    }
    let settings = cloud::settings(global)?;
    let words = Words(settings.language.value);
    let journal =
        way::journal(false).ok_or_else(|| Unusable::failed(JournalError::NoPlace.said()))?;
    let record = match chosen(&journal, options, words)? {
        Ok(record) => record,
        Err(code) => return Ok(code),
    };
    let given = given_password(options)?;
    let connection = Connection::new(global, &settings)?;
    let way = Way::of(global, &settings, connection).map_err(Unusable::new)?;
    let runtime = super::event_loop()?;
    let code = runtime.block_on(take(way, &settings, record, given, options, words));
    runtime.shutdown_background();
    code
}

/// The order that is meant, or the exit code where there is none to take up.
fn chosen(
    journal: &Journal,
    options: &Options,
    words: Words,
) -> anyhow::Result<Result<Record, ExitCode>> {
    if let Some(name) = &options.order {
        let held = journal.take(name);
        return match held {
            Ok(held) => Ok(Ok(held.record().clone())),
            Err(error @ (JournalError::Unknown { .. } | JournalError::Ambiguous { .. })) => {
                Err(Unusable::new(error.said()).into())
            }
            Err(error) => Err(Unusable::failed(error.said()).into()),
        };
    }
    let mut records = journal.unfinished();
    match (records.pop(), records.is_empty()) {
        (Some(record), true) => Ok(Ok(record)),
        (Some(last), false) => {
            say(&words.get("orders.which"));
            for record in records.iter().chain([&last]) {
                say(&format!("  {}  {}", record.token, record.placed));
            }
            Ok(Err(ExitCode::from(USAGE)))
        }
        (None, _) => {
            say(&words.get("orders.nothing_unfinished"));
            Ok(Err(ExitCode::SUCCESS))
        }
    }
}

fn given_password(options: &Options) -> anyhow::Result<Option<SecretString>> {
    Ok(match (&options.password_env, &options.password_file) {
        (Some(name), _) => Some(password::from_env(name)?),
        (None, Some(path)) => Some(password::from_file(path).map_err(|why| {
            let file = path.display().to_string();
            let why = why.said(&file);
            Unusable::new(Said::of("password_file.says").with("path", file).with("why", why))
        })?),
        (None, None) => None,
    })
}

async fn take(
    mut way: Way,
    settings: &Settings,
    record: Record,
    given: Option<SecretString>,
    options: &Options,
    words: Words,
) -> anyhow::Result<ExitCode> {
    let (sender, messages) = unbounded_channel();
    signals::watch_signals(&sender).or_say("command.signals")?;
    way.region.clone_from(&record.origin.region);
    let wizard = Wizard::following(Setup {
        place: way.place.clone(),
        region: way.region.clone(),
        language: settings.language.value,
        size: UNSEEN,
    });
    if record.progress.state.unclear() && ledger::too_old(&record.placed) {
        return look(&mut way, &record, words).await;
    }
    let mint = Box::new(mint_token);
    let executor =
        Executor::new(&way.region, way.secret_key, way.connect, mint, way.ledger, sender);
    let mut headless = Headless::new(wizard, executor, messages);
    let mut asked = given.is_some();
    headless.take_up(&record, given);
    loop {
        let decided = |wizard: &Wizard| match &wizard.dialog {
            Some(Dialog::Unfinished(open)) => !open.under_way,
            _ => true,
        };
        if headless.until(Some(TAKING), |_| {}, decided).await.is_err() {
            return Ok(ExitCode::from(ABORTED));
        }
        let Some(Dialog::Unfinished(open)) = &headless.wizard.dialog else { break };
        match wanted(open, asked, words)? {
            Ok(password) => {
                asked = true;
                headless.wizard.dialog = None;
                headless.take_up(&record, Some(password));
            }
            Err(code) => return Ok(code),
        }
    }
    if headless.order().is_none() {
        if let Some(notice) = words.noticed(&headless.wizard) {
            say(&notice);
        }
        return Ok(ExitCode::from(FAILED));
    }
    let wait = Duration::from_secs(options.wait);
    follow(&mut headless, words, wait, options.output, &record.confirmed).await
}

/// A token that the cloud may have forgotten is not sent again. The instances that could be this order's
/// are shown instead, for the user to decide.
async fn look(way: &mut Way, record: &Record, words: Words) -> anyhow::Result<ExitCode> {
    let what = ledger::look_for(record);
    let hours = TOKEN_HOURS.to_string();
    say(&words.said(&Said::of("orders.too_old").with("hours", hours).with("what", what)));
    let client = (way.connect)(&record.origin.region).map_err(Unusable::new)?;
    let filter = InstanceFilter {
        zone: Some(record.ordered.zone.clone()),
        name: Some(record.ordered.name.clone())
            .filter(|name| !name.is_empty())
            .map(NameFilter::Containing),
        ..InstanceFilter::default()
    };
    let found = client.list_instances(&filter).await.map_err(|error| {
        let why = words.fault(&Fault::from(error));
        Unusable::failed(Said::of("command.instances_not_listed").with("why", why))
    })?;
    let mut any = false;
    for detail in found {
        let instance = &detail.instance;
        if instance.spec == record.ordered.spec && ledger::may_be_of(record, &detail.created) {
            let line = [&instance.id, &instance.name, &instance.status, &detail.created];
            say(&format!("  {}", line.map(String::as_str).join("  ")));
            any = true;
        }
    }
    say(&words.get(if any { "orders.candidates" } else { "orders.no_candidates" }));
    Ok(ExitCode::from(UNFINISHED))
}

/// The password that taking the order up wants.
fn wanted(
    open: &Unfinished,
    asked: bool,
    words: Words,
) -> anyhow::Result<Result<SecretString, ExitCode>> {
    if open.mistyped {
        say(&words.get("unfinished.other_password"));
    } else if !asked {
        say(&words.get("unfinished.wants_password"));
    }
    let prompt = format!("{} ", words.get("orders.password"));
    match password::typed(&prompt).or_say("command.password_not_read")? {
        Some(typed) => Ok(Ok(typed)),
        None => {
            say(&words.get("orders.give_password"));
            Ok(Err(ExitCode::from(USAGE)))
        }
    }
}
