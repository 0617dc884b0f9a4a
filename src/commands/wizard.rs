//! `bcc-wizard`: the wizard itself, on the real cloud, an endpoint or the embedded sandbox.

use std::io::IsTerminal as _;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use tokio::sync::mpsc::unbounded_channel;

use crate::app::effect::Exit;
use crate::app::wizard::{Place, Setup, Wizard};
use crate::cli::Global;
use crate::commands::cloud::{self, Connection};
use crate::commands::{ABORTED, UNFINISHED, Unusable, print, say};
use crate::domain::fault::Fault;
use crate::domain::language::Language;
use crate::domain::order::{Order, Phase};
use crate::domain::region;
use crate::runtime::executor::{Connect, Executor};
use crate::runtime::signals;
use crate::sandbox::{self, Config, Sandbox};
use crate::tui::input;
use crate::tui::run::Run;
use crate::tui::terminal;
use crate::ui::theme::Theme;
use crate::ui::words::Words;

/// Opens the wizard and stays until it is quit.
pub fn run(global: &Global) -> anyhow::Result<ExitCode> {
    let settings = cloud::settings(global)?;
    let connection = Connection::new(global, &settings)?;
    let secret_key = connection.secret_key();
    let region = settings.region.value.clone();
    let fixed = settings.endpoint.as_ref().map(|setting| setting.value.clone());
    let place = place(global, &region, fixed.clone())?;
    let connect = connect(global, connection, &region, fixed)?;
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        return Err(Unusable::new(
            "the wizard needs a terminal, but standard input or output is none: run it without a pipe",
        )
        .into());
    }
    let size = terminal::size().context("the terminal does not say its size")?;
    let (wizard, effects) = Wizard::new(Setup {
        place,
        region: region.clone(),
        language: settings.language.value,
        size,
    });
    let theme = Theme::new(settings.colour.value);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("the program could not start its event loop")?;
    let (wizard, exit) = runtime.block_on(async move {
        let mut wizard = wizard;
        let (sender, messages) = unbounded_channel();
        signals::watch_signals(&sender).context("signals cannot be listened to")?;
        signals::watch_terminal(sender.clone());
        let mint = Box::new(|| uuid::Uuid::new_v4().to_string());
        let keys = input::forward(sender.clone());
        let mut executor = Executor::new(&region, secret_key, connect, mint, sender);
        let (guard, mut screen) = terminal::enter().context("the terminal cannot be used")?;
        tokio::spawn(keys);
        let run = Run {
            wizard: &mut wizard,
            executor: &mut executor,
            messages,
            theme,
            started: Instant::now(),
        };
        let exit = run.until_quit(&mut screen, effects).await;
        drop(guard);
        anyhow::Ok((wizard, exit.context("the terminal is gone")?))
    })?;
    // What is still being asked is of no use any more; do not wait for it.
    runtime.shutdown_background();
    farewell(&wizard, exit)
}

/// Which regions are offered. A fixed address is one region, whichever it is.
fn place(global: &Global, region: &str, fixed: Option<String>) -> anyhow::Result<Place> {
    let named = |id: &str| {
        region::regions().iter().find(|known| known.id == id).map_or_else(
            || (id.to_owned(), String::new(), String::new()),
            |known| (known.id.clone(), known.name_en.clone(), known.name_zh.clone()),
        )
    };
    let mut regions: Vec<_> = if global.sandbox {
        sandbox::regions()
            .map_err(|error| Unusable::new(error.to_string()))?
            .iter()
            .map(|id| named(id))
            .collect()
    } else if fixed.is_some() {
        vec![named(region)]
    } else {
        region::regions().iter().map(|known| named(&known.id)).collect()
    };
    if !regions.iter().any(|(id, _, _)| id == region) {
        regions.push(named(region));
    }
    Ok(Place { sandbox: global.sandbox, regions, endpoint: fixed })
}

/// How a region is talked to: the embedded sandbox starts one server a region and keeps it.
fn connect(
    global: &Global,
    connection: Connection,
    region: &str,
    fixed: Option<String>,
) -> anyhow::Result<Connect> {
    if global.sandbox {
        let setup = Config {
            boot: Duration::from_secs_f64(global.boot_seconds),
            scenario: cloud::scenario(global)?.name,
            ..Config::new()
        };
        let mut servers: Vec<(String, Sandbox)> = Vec::new();
        let first = start(region, &setup).map_err(Unusable::new)?;
        servers.push((region.to_owned(), first));
        return Ok(Box::new(move |region| {
            if !servers.iter().any(|(known, _)| known == region) {
                servers.push((region.to_owned(), start(region, &setup)?));
            }
            let server = servers.iter().find(|(known, _)| known == region);
            let (_, server) = server.ok_or_else(|| format!("no sandbox for {region}"))?;
            let url = server.base_url();
            connection.client(cloud::endpoints(Some(&url), region)?)
        }));
    }
    Ok(Box::new(move |region| connection.client(cloud::endpoints(fixed.as_deref(), region)?)))
}

fn start(region: &str, setup: &Config) -> Result<Sandbox, String> {
    let config = Config { region: region.to_owned(), ..setup.clone() };
    sandbox::start(config).map_err(|error| error.to_string())
}

/// What is worth knowing after the screen is gone: ids on stdout, the rest on stderr.
fn farewell(wizard: &Wizard, exit: Exit) -> anyhow::Result<ExitCode> {
    if let Some(order) = &wizard.order {
        for row in &order.rows {
            print(&row.id).context("the instance ids could not be written")?;
        }
        if exit == Exit::OrderUnfinished {
            say(&unfinished(order));
        }
    }
    Ok(match exit {
        Exit::Done => ExitCode::SUCCESS,
        Exit::Failed => ExitCode::from(super::FAILED),
        Exit::OrderUnfinished => ExitCode::from(UNFINISHED),
        Exit::Aborted => ExitCode::from(ABORTED),
    })
}

fn unfinished(order: &Order) -> String {
    let token = &order.token;
    let words = Words(Language::En);
    let fault = |fault: &Fault| {
        let details = words.fault_details(fault).map(|details| format!(" ({details})"));
        format!(" The last try: {}{}", words.fault(fault), details.unwrap_or_default())
    };
    match &order.phase {
        Phase::Sending => format!(
            "The order was being sent and may have been placed. Look for new instances in the console before ordering again. Token: {token}"
        ),
        Phase::Unknown(why) => format!(
            "The order may or may not have been placed.{} Look for new instances in the console before ordering again. Token: {token}",
            fault(why)
        ),
        _ => format!(
            "The order was placed; its instances were not all running yet. It goes on by itself. Token: {token}"
        ),
    }
}
