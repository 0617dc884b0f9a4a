//! What every command that asks the cloud begins with: the settings, judged and told of, and from
//! them the way to a client.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use serde_json::{Map, Value, json};

use super::{Unusable, say};
use crate::api::client::{Client, Credentials, Timeouts};
use crate::api::endpoint::Endpoints;
use crate::api::exchange::Observer;
use crate::api::roots::Roots;
use crate::cli::Global;
use crate::config::{Flags, Keys, Purpose, Settings};
use crate::domain::said::Said;
use crate::logging::DebugLog;
use crate::runtime::panics;
use crate::sandbox::faults::{self, Plan};
use crate::sandbox::{self, About};
use crate::ui::words::Words;

/// The scenario of the embedded sandbox: the one asked for, judged, or that of an ordinary day.
pub fn scenario(global: &Global) -> Result<About, Said> {
    let name = global.scenario.as_deref().unwrap_or(sandbox::DEFAULT_SCENARIO);
    sandbox::scenario(name).map_err(|error| error.said())
}

/// What goes wrong on the way to the sandbox, judged.
pub fn faults(global: &Global) -> Result<Plan, Said> {
    let Some(name) = &global.faults else {
        for (given, flag) in [
            (global.fault_seed.is_some(), "--fault-seed"),
            (global.fault_seconds.is_some(), "--fault-seconds"),
        ] {
            if given {
                return Err(Said::of("config.faults_unnamed").with("flag", flag));
            }
        }
        return Ok(Plan::none());
    };
    let mut plan =
        faults::find(name).map_err(|it| Said::of("fault_plan.flag").with("why", it.said()))?;
    if let Some(seed) = global.fault_seed {
        plan = plan.with_seed(seed);
    }
    if let Some(seconds) = global.fault_seconds {
        plan = plan.with_outage(Duration::from_secs_f64(seconds));
    }
    Ok(plan)
}

/// The settings of this run. What may be wrong with them is said on stderr.
pub fn settings(global: &Global) -> anyhow::Result<Settings> {
    for (given, flag) in [
        (global.scenario.is_some(), "--scenario"),
        (global.faults.is_some(), "--faults"),
        (global.fault_seed.is_some(), "--fault-seed"),
        (global.fault_seconds.is_some(), "--fault-seconds"),
    ] {
        if given && !global.sandbox {
            return Err(
                Unusable::new(Said::of("config.for_sandbox_only").with("flag", flag)).into()
            );
        }
    }
    let flags = Flags {
        profile: global.profile.clone(),
        region: global.region.clone(),
        endpoint: global.endpoint.clone(),
        language: global.language.clone(),
        no_color: global.no_color,
        ascii: global.ascii,
        ambiguous_width: global.ambiguous_width.clone(),
        no_mouse: global.no_mouse,
        plain: global.plain,
    };
    let purpose = if global.sandbox { Purpose::Sandbox } else { Purpose::Cloud };
    told(&flags, purpose)
}

/// The same for the embedded cloud as a server of its own.
pub fn settings_of_a_server(global: &Global) -> anyhow::Result<Settings> {
    let flags = Flags {
        profile: global.profile.clone(),
        region: global.region.clone(),
        language: global.language.clone(),
        ..Flags::default()
    };
    told(&flags, Purpose::Sandbox)
}

fn told(flags: &Flags, purpose: Purpose) -> anyhow::Result<Settings> {
    let settings = Settings::load(flags, purpose, &|name| std::env::var_os(name))
        .map_err(|error| Unusable::new(error.said()))?;
    panics::speak(settings.language.value);
    let words = Words(settings.language.value);
    for warning in &settings.warnings {
        say(&words.said(&Said::of("config_warning.says").with("warning", warning.clone())));
    }
    Ok(settings)
}

/// What every client of this run has, whoever it signs for.
#[derive(Clone)]
pub struct Channel {
    roots: Option<Roots>,
    observer: Option<Observer>,
}

impl Channel {
    /// With the run's authorities and its debug log.
    pub fn new(global: &Global, settings: &Settings) -> anyhow::Result<Self> {
        let roots = global.ca_file.as_deref().map(authorities).transpose()?;
        let observer = global.debug_log.as_deref().map(|path| observer(path, settings));
        Ok(Self { roots, observer: observer.transpose()? })
    }
}

/// Makes clients that sign with one key pair.
#[derive(Clone)]
pub struct Connection {
    credentials: Credentials,
    channel: Channel,
}

impl Connection {
    /// Of these settings; the sandbox has keys of its own.
    pub fn new(global: &Global, settings: &Settings) -> anyhow::Result<Self> {
        let credentials = if global.sandbox {
            sandbox_credentials()
        } else {
            let keys = settings.keys().map_err(|error| Unusable::new(error.said()))?;
            credentials(&keys.value)
        };
        Ok(Self::of(credentials, Channel::new(global, settings)?))
    }

    /// Of these credentials.
    pub fn of(credentials: Credentials, channel: Channel) -> Self {
        panics::hide(&[&credentials.secret_key]);
        panics::hide(credentials.session_token.as_ref().as_slice());
        Self { credentials, channel }
    }

    /// The secret key, which also encrypts the password of an order.
    pub fn secret_key(&self) -> SecretString {
        self.credentials.secret_key.clone()
    }

    /// The access key's id.
    pub fn access_key(&self) -> &str {
        &self.credentials.access_key
    }

    /// A client for these hosts; an error is a sentence.
    pub fn client(&self, endpoints: Endpoints) -> Result<Client, Said> {
        let roots = self.channel.roots.as_ref();
        let client =
            Client::trusting(self.credentials.clone(), endpoints, Timeouts::default(), roots)?;
        Ok(match &self.channel.observer {
            Some(observer) => client.with_observer(Arc::clone(observer)),
            None => client,
        })
    }
}

/// What a key pair signs with.
pub fn credentials(keys: &Keys) -> Credentials {
    Credentials {
        access_key: keys.access_key.clone(),
        secret_key: keys.secret_key.clone(),
        session_token: keys.session_token.clone(),
    }
}

/// The public keys of the sandbox.
pub fn sandbox_credentials() -> Credentials {
    Credentials {
        access_key: sandbox::ACCESS_KEY.to_owned(),
        secret_key: SecretString::from(sandbox::SECRET_KEY),
        session_token: None,
    }
}

fn authorities(path: &Path) -> anyhow::Result<Roots> {
    let refused = |words: &'static str, why: Said| {
        let file = path.display().to_string();
        Unusable::new(Said::of(words).with("path", file).with("why", why))
    };
    let pem = std::fs::read(path).map_err(|error| refused("authority.unreadable", error.into()))?;
    let roots = Roots::from_pem(&pem);
    Ok(roots.map_err(|error| refused("authority.unusable", error.said()))?)
}

fn observer(path: &Path, settings: &Settings) -> anyhow::Result<Observer> {
    let log = DebugLog::open(path).map_err(|error| Unusable::new(error.said()))?;
    let shown: Map<String, Value> = settings
        .shown()
        .into_iter()
        .map(|(name, setting)| {
            let from = setting.origin.logged();
            (name.to_owned(), json!({ "value": setting.value, "from": from }))
        })
        .collect();
    log.note(json!({ "version": env!("CARGO_PKG_VERSION"), "settings": shown }));
    Ok(Arc::new(move |exchange| log.exchange(exchange)))
}

/// The hosts of a region, or those behind the one address that stands for all.
pub fn endpoints(fixed: Option<&str>, region: &str) -> Result<Endpoints, Said> {
    match fixed {
        Some(url) => Endpoints::fixed(url),
        None => Endpoints::region(region),
    }
    .map_err(|error| error.said())
}
