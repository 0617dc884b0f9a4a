//! `bcc-wizard sandbox`: the embedded cloud as a server of its own.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use crate::cli::{Global, Sandbox as Options};
use crate::commands::{Explained as _, Unusable, cloud, print, say};
use crate::config;
use crate::domain::said::Said;
use crate::files;
use crate::sandbox::{self, Config};
use crate::ui::words::Words;

/// Serves until a signal ends it. First prints `export` lines that a shell or program can use.
pub fn run(global: &Global, options: &Options) -> anyhow::Result<ExitCode> {
    let scenario = cloud::scenario(global).map_err(Unusable::new)?;
    let faults = cloud::faults(global).map_err(Unusable::new)?;
    let settings = cloud::settings_of_a_server(global)?;
    let (region, words) = (settings.region.value, Words(settings.language.value));
    let state_file = state_file(options, &region)?;
    if options.fresh
        && let Some(file) = &state_file
    {
        match std::fs::remove_file(file) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                let said = Said::of("sandbox.not_removed");
                let said = said.with("path", file.display().to_string()).with("why", error);
                return Err(Unusable::new(said).into());
            }
            _ => {}
        }
    }
    let config = Config {
        listen: options.listen,
        region: region.clone(),
        boot: Duration::from_secs_f64(global.boot_seconds),
        state_file: state_file.clone(),
        scenario: scenario.name.clone(),
        faults: faults.clone(),
        ..Config::new()
    };
    let server = sandbox::start(config).map_err(|error| Unusable::new(error.said()))?;
    for line in exports(&server.base_url(), &region) {
        print(&line).or_say("command.not_written")?;
    }
    let listens = Said::of("sandbox.listens").with("url", server.base_url());
    let listens = listens.with("scenario", &scenario.name).with("about", scenario.said());
    say(&words.said(&listens));
    if !faults.is_none() {
        let said = Said::of("sandbox.faults").with("name", faults.name());
        let said = said.with_number("seed", faults.seed()).with("about", faults.said());
        say(&words.said(&said));
    }
    if let Some(file) = &state_file {
        say(&words.said(&Said::of("sandbox.kept").with("path", file.display().to_string())));
    }
    let runtime = super::event_loop()?;
    runtime.block_on(until_signal()).or_say("command.signals")?;
    server.shutdown();
    Ok(ExitCode::SUCCESS)
}

fn exports(url: &str, region: &str) -> [String; 4] {
    [
        format!("export {}={url}", config::ENDPOINT),
        format!("export {}={region}", config::REGION),
        format!("export {}={}", config::ACCESS_KEY, sandbox::ACCESS_KEY),
        format!("export {}={}", config::SECRET_KEY, sandbox::SECRET_KEY),
    ]
}

/// Where instances are kept across restarts: what was asked for, else a file of the region and port
/// in the state folder. A port that is different every time has nothing to be found again under.
fn state_file(options: &Options, region: &str) -> anyhow::Result<Option<PathBuf>> {
    if let Some(file) = &options.state {
        return Ok(Some(file.clone()));
    }
    let port = options.listen.port();
    let Some(folder) = files::state_folder().filter(|_| port != 0) else { return Ok(None) };
    std::fs::create_dir_all(&folder).map_err(|error| {
        let said = Said::of("sandbox.no_folder");
        Unusable::new(said.with("path", folder.display().to_string()).with("why", error))
    })?;
    Ok(Some(folder.join(format!("sandbox-{region}-{port}.json"))))
}

async fn until_signal() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut hangup = signal(SignalKind::hangup())?;
    tokio::select! {
        result = tokio::signal::ctrl_c() => result,
        _ = terminate.recv() => Ok(()),
        _ = hangup.recv() => Ok(()),
    }
}
