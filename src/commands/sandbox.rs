//! `bcc-wizard sandbox`: the embedded cloud as a server of its own.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;

use crate::cli::{Global, Sandbox as Options};
use crate::commands::{Unusable, cloud, print, say};
use crate::config;
use crate::files;
use crate::sandbox::{self, Config};

/// Serves until a signal ends it. First prints `export` lines that a shell or program can use.
pub fn run(global: &Global, options: &Options) -> anyhow::Result<ExitCode> {
    let scenario = cloud::scenario(global)?;
    let faults = cloud::faults(global)?;
    let region = cloud::settings_of_a_server(global)?.region.value;
    let state_file = state_file(options, &region)?;
    if options.fresh
        && let Some(file) = &state_file
    {
        match std::fs::remove_file(file) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(Unusable::new(format!(
                    "the sandbox state file {} cannot be removed: {error}",
                    file.display()
                ))
                .into());
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
    let server = sandbox::start(config).map_err(|error| Unusable::new(error.to_string()))?;
    for line in exports(&server.base_url(), &region) {
        print(&line).context("the export lines could not be written")?;
    }
    say(&format!(
        "The sandbox listens on {} in the scenario {}: {}. Ctrl-C stops it.",
        server.base_url(),
        scenario.name,
        scenario.about
    ));
    if !faults.is_none() {
        say(&format!("Faults {}, seed {}: {}.", faults.name(), faults.seed(), faults.about()));
    }
    if let Some(file) = &state_file {
        say(&format!("Instances are kept in {}; --fresh forgets them.", file.display()));
    }
    let runtime = super::event_loop()?;
    runtime.block_on(until_signal()).context("signals cannot be listened to")?;
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
        Unusable::new(format!(
            "the state folder {} cannot be made: {error}; name a file with --state",
            folder.display()
        ))
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
