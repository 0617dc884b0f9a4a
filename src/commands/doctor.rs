//! `bcc-wizard doctor`: whether everything a purchase needs is there.

mod ask;
mod report;

use std::process::ExitCode;
use std::time::Duration;

use crate::api::client::Client;
use crate::api::endpoint::Endpoints;
use crate::api::retry::Retry;
use crate::cli::{Doctor as Options, Global, Output};
use crate::commands::cloud::{self, Connection};
use crate::commands::{Explained as _, FAILED, USAGE, Unusable, print, print_json, say};
use crate::config::{Origin, Setting, Settings};
use crate::domain::checkup::{self, Facts, Set, Summary};
use crate::domain::language::Language;
use crate::domain::said::Said;
use crate::sandbox::{self, Config, Sandbox};
use crate::ui::words::Words;
use report::Report;

/// How reads are repeated here: more often than elsewhere, since one answer too few is a line that
/// says nothing, and with short pauses, since somebody waits for all of them.
const RETRY: Retry = Retry {
    tries: 5,
    base: Duration::from_millis(100),
    cap: Duration::from_secs(2),
    server_cap: Duration::from_secs(5),
};

/// Asks, judges and reports. Exit code 1 when something failed that the wizard cannot do without, 2
/// when the settings cannot be used.
pub fn run(global: &Global, options: &Options, spoken: Language) -> anyhow::Result<ExitCode> {
    let settings = cloud::settings(global);
    let language = match &settings {
        Ok(settings) => settings.language.value,
        Err(_) => spoken,
    };
    let region = settings.as_ref().ok().map(|settings| settings.region.value.clone());
    let mut endpoint = None;
    let ready = settings.and_then(|settings| {
        let ready = Ready::new(global, &settings)?;
        endpoint = Some(ask::primary(&ready.endpoints));
        Ok((settings, ready))
    });
    let facts = match ready {
        Ok((settings, ready)) => Facts {
            settings: Ok(sets(global, &settings, &ready.endpoints)),
            warnings: settings.warnings,
            ..ready.facts()?
        },
        Err(error) => {
            let words = Words(language);
            let lines = super::told(&error, words);
            for line in &lines {
                say(&words.fill("command.says", &[("sentence", line)]));
            }
            Facts::unusable(lines.join(" "))
        }
    };
    let checks = checkup::judge(&facts);
    let report = Report { checks: &checks, language, region, endpoint };
    match options.output {
        Output::Text => print(&report.text()),
        Output::Json => print_json(&report.json()),
    }
    .or_say("command.not_written")?;
    Ok(if facts.settings.is_err() {
        ExitCode::from(USAGE)
    } else if Summary::of(&checks).needed > 0 {
        ExitCode::from(FAILED)
    } else {
        ExitCode::SUCCESS
    })
}

/// Everything that is needed to ask.
struct Ready {
    client: Client,
    endpoints: Endpoints,
    region: String,
    /// The embedded cloud, which runs as long as it is kept.
    _sandbox: Option<Sandbox>,
}

impl Ready {
    fn new(global: &Global, settings: &Settings) -> anyhow::Result<Self> {
        let connection = Connection::new(global, settings)?;
        let region = settings.region.value.clone();
        let sandbox = if global.sandbox {
            let config = Config {
                region: region.clone(),
                boot: Duration::from_secs_f64(global.boot_seconds),
                scenario: cloud::scenario(global).map_err(Unusable::new)?.name,
                faults: cloud::faults(global).map_err(Unusable::new)?,
                ..Config::new()
            };
            Some(sandbox::start(config).map_err(|error| Unusable::failed(error.said()))?)
        } else {
            None
        };
        let url = sandbox.as_ref().map(Sandbox::base_url);
        let fixed = settings.endpoint.as_ref().map(|setting| setting.value.clone());
        let endpoints =
            cloud::endpoints(url.or(fixed).as_deref(), &region).map_err(Unusable::failed)?;
        let client = connection.client(endpoints.clone()).map_err(Unusable::failed)?;
        Ok(Self { client: client.with_retry(RETRY), endpoints, region, _sandbox: sandbox })
    }

    fn facts(&self) -> anyhow::Result<Facts> {
        let runtime = super::event_loop()?;
        let facts = runtime.block_on(ask::facts(&self.client, &self.endpoints, &self.region));
        // A look-up of a name that nobody answers goes on in its thread; do not wait for it.
        runtime.shutdown_background();
        Ok(facts)
    }
}

/// The settings as they are shown, each with its origin. The sandbox has a key and an address of its own.
fn sets(global: &Global, settings: &Settings, endpoints: &Endpoints) -> Vec<Set> {
    let origin = |origin: &Origin| match origin {
        Origin::Flag(name) | Origin::Environment(name) => Some(Said::text(*name)),
        Origin::Profile(name) => Some(Said::of("doctor.profile").with("name", name)),
        Origin::Default => None,
    };
    let set = |(name, setting): (&'static str, Setting<String>)| {
        let own = match name {
            "access key" => Some(sandbox::ACCESS_KEY.to_owned()),
            "endpoint" => Some(ask::primary(endpoints)),
            _ => None,
        };
        match own.filter(|_| global.sandbox) {
            Some(value) => Set { name, value, origin: Some(Said::text("--sandbox")) },
            None => Set { name, origin: origin(&setting.origin), value: setting.value },
        }
    };
    settings.shown().into_iter().map(set).collect()
}
