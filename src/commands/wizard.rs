//! `bcc-wizard`: the wizard itself, on the real cloud, an endpoint or the embedded sandbox.

use std::io::IsTerminal as _;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use tokio::sync::mpsc::unbounded_channel;

use crate::app::effect::{Effect, Exit};
use crate::app::resume;
use crate::app::saving;
use crate::app::wizard::{Setup, Wizard};
use crate::cli::Global;
use crate::commands::check::Told;
use crate::commands::cloud::{self, Channel, Connection};
use crate::commands::plan::{self, Source};
use crate::commands::way::{self, Way};
use crate::commands::{
    ABORTED, Explained as _, UNFINISHED, USAGE, Unusable, export, greeting, keymap, print, say,
};
use crate::config::save::free_name;
use crate::config::{self, Settings};
use crate::domain::order::{Order, Phase};
use crate::domain::plan::file::PlanFile;
use crate::domain::problem::Severity;
use crate::domain::said::Said;
use crate::files;

use crate::plain::{self, Plain};
use crate::runtime::executor::{Executor, Open, mint_token};
use crate::runtime::signals;
use crate::tui::input;
use crate::tui::run::Run;
use crate::tui::terminal;
use crate::ui::look::Look;
use crate::ui::theme::Theme;
use crate::ui::words::Words;

/// How the wizard starts.
enum Start {
    /// It is known who buys.
    Connected(Box<Way>),
    /// The first screen asks who buys.
    Welcome(Open),
}

/// Without a key pair it is asked for, where there is somebody to ask.
fn begin(global: &Global, settings: &Settings) -> anyhow::Result<Start> {
    let asks = in_terminal() || settings.screen.plain.value;
    if !global.sandbox && settings.keys.is_none() && asks {
        let channel = Channel::new(global, settings)?;
        return Ok(Start::Welcome(way::opener(global, settings, channel)));
    }
    let connection = Connection::new(global, settings)?;
    let way = Way::of(global, settings, connection).map_err(Unusable::new)?;
    Ok(Start::Connected(Box::new(way)))
}

fn in_terminal() -> bool {
    std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
}

/// Columns and rows of the screen, where there is one.
fn size(line_by_line: bool) -> anyhow::Result<(u16, u16)> {
    if line_by_line {
        return Ok(plain::UNSEEN);
    }
    if !in_terminal() {
        return Err(Unusable::new(Said::of("command.no_terminal")).into());
    }
    terminal::size().or_say("command.terminal_size")
}

/// The wizard as it begins, with the answers of a plan where there is one, and what it asks first.
fn wizard_of(
    start: &Start,
    settings: &Settings,
    plan: Option<(PlanFile, String)>,
    size: (u16, u16),
) -> (Wizard, Vec<Effect>) {
    let setup = |place| Setup {
        place,
        region: settings.region.value.clone(),
        language: settings.language.value,
        size,
    };
    match start {
        Start::Connected(way) => {
            let setup = setup(way.place.clone());
            match plan {
                Some((plan, path)) => Wizard::planned(setup, plan, Some(path)),
                None => Wizard::new(setup),
            }
        }
        Start::Welcome(_) => {
            let taken: Vec<&str> = settings.profiles.iter().map(String::as_str).collect();
            let profile = way::profiles_file().map(|_| free_name(&taken));
            let mut wizard = Wizard::welcoming(setup(way::place_ahead(settings)), profile);
            if let Some((plan, path)) = plan {
                saving::begin(&mut wizard, plan, Some(path));
            }
            (wizard, Vec::new())
        }
    }
}

/// Opens the wizard and stays until it is quit.
pub fn run(global: &Global, plan: Option<&Path>) -> anyhow::Result<ExitCode> {
    let mut settings = cloud::settings(global)?;
    let plan = plan.map(|path| answers(global, &settings, path)).transpose()?;
    if let Some((plan, _)) = &plan {
        settings.region.value.clone_from(&plan.draft.region);
    }
    let start = begin(global, &settings)?;
    let keymap = keymap::load(settings.language.value)?;
    let line_by_line = settings.screen.plain.value;
    let size = size(line_by_line)?;
    let planned = plan.is_some();
    let (mut wizard, effects) = wizard_of(&start, &settings, plan, size);
    wizard.keymap = keymap;
    wizard.cloud.short_secret = settings
        .keys
        .as_ref()
        .is_some_and(|keys| config::can_encrypt(&keys.value.secret_key).is_err());
    let shown = &settings.screen;
    let look = Look { ascii: shown.ascii.value, wide: shown.wide.value, han: false };
    let theme = Theme::new(settings.colour.value).on(look);
    let runtime = super::event_loop()?;
    let (wizard, exit) = runtime.block_on(async move {
        let mut wizard = wizard;
        let (sender, messages) = unbounded_channel();
        signals::watch_signals(&sender).or_say("command.signals")?;
        if !line_by_line {
            input::watch_size(sender.clone()).or_say("command.signals")?;
        }
        let mint = Box::new(mint_token);
        let keys = sender.clone();
        let mut executor = match start {
            Start::Connected(way) => {
                let embedded = way.place.sandbox;
                let executor = Executor::new(
                    &way.region,
                    way.secret_key,
                    way.connect,
                    mint,
                    way.ledger,
                    sender,
                );
                // What an embedded sandbox knew, it took with it.
                if !embedded {
                    resume::offer(&mut wizard, executor.unfinished());
                }
                wizard.greeting = !planned
                    && wizard.dialog.is_none()
                    && greeting::first_time(files::state_folder().as_deref());
                executor
            }
            Start::Welcome(open) => Executor::unconnected(open, mint, sender),
        }
        .with_export(export::through);
        if line_by_line {
            let dialogue = Plain {
                wizard: &mut wizard,
                executor: &mut executor,
                messages,
                look,
                started: Instant::now(),
            };
            let exit = dialogue.until_quit(effects).await;
            return anyhow::Ok((wizard, exit));
        }
        let (guard, mut screen) =
            terminal::enter(settings.screen.mouse.value).or_say("command.terminal_unusable")?;
        let run = Run {
            wizard: &mut wizard,
            executor: &mut executor,
            sender: keys,
            messages,
            theme,
            started: Instant::now(),
        };
        let exit = run.until_quit(&mut screen, effects).await;
        drop(guard);
        anyhow::Ok((wizard, exit.or_say("command.terminal_gone")?))
    })?;
    // What is still being asked is of no use any more; do not wait for it.
    runtime.shutdown_background();
    Ok(farewell(&wizard, exit))
}

/// The answers of a plan file, and its path. A password is taken from where the plan says, if it is
/// there; else it is typed.
fn answers(
    global: &Global,
    settings: &Settings,
    path: &Path,
) -> anyhow::Result<(PlanFile, String)> {
    let language = settings.language.value;
    let words = Words(language);
    let name = path.display().to_string();
    if path.as_os_str() == "-" {
        return Err(Unusable::new(Said::of("plan.wizard_needs_a_file")).into());
    }
    let source = Source::open(path, language)?;
    let mut plan = source.read(&settings.region.value).map_err(|faults| {
        let told = faults.iter().map(|it| Told::fault(it, Severity::Error, words));
        let said = told.map(|told| Said::text(told.text(&name, words))).collect();
        Unusable { said, code: USAGE }
    })?;
    plan::agrees(global, &plan)?;
    if let Some(Ok(password)) = source.password(&plan) {
        plan.give_password(password);
    }
    Ok((plan, name))
}

/// What is worth knowing after the screen is gone: ids on stdout, the rest on stderr. It is said although
/// nobody may be there to read it: neither a closed terminal nor a closed pipe changes how this ends.
fn farewell(wizard: &Wizard, exit: Exit) -> ExitCode {
    if let Some(order) = &wizard.order {
        for row in &order.rows {
            let _ = print(&row.id);
        }
        if exit == Exit::OrderUnfinished {
            for line in unfinished(order, wizard.place.embedded(), Words(wizard.language)) {
                say(&line);
            }
        }
    }
    match exit {
        Exit::Done => ExitCode::SUCCESS,
        Exit::Failed => ExitCode::from(super::FAILED),
        Exit::OrderUnfinished => ExitCode::from(UNFINISHED),
        Exit::Aborted => ExitCode::from(ABORTED),
    }
}

fn unfinished(order: &Order, embedded: bool, words: Words) -> Vec<String> {
    if embedded {
        return vec![words.get("farewell.embedded").into_owned()];
    }
    let state = match &order.phase {
        Phase::Sending => words.get("farewell.sending").into_owned(),
        Phase::Unknown(why) => {
            let details = words.fault_details(why).map(|details| format!(" ({details})"));
            let why = format!("{}{}", words.fault(why), details.unwrap_or_default());
            words.fill("farewell.unknown", &[("why", &why)])
        }
        _ => words.get("farewell.placed").into_owned(),
    };
    vec![state, words.fill("farewell.resume", &[("token", &order.token)])]
}
