//! Purchases without a screen: the real command, over real HTTP, against a sandbox of the test's own.

use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use bcc_wizard::domain::record::{Record, State};
use bcc_wizard::sandbox::faults::{self, Plan};
use bcc_wizard::sandbox::{self, ACCESS_KEY, Config, SECRET_KEY, Sandbox};
use serde_json::Value;
use tempfile::TempDir;

mod codes;
mod journal;
mod online;
mod outages;
mod passwords;
mod prices;
mod random;
mod traced;

/// A plan that is valid on the sandbox.
const PLAN: &str = r#"version = 1
region = "bj"

[zone]
name = "cn-bj-a"

[spec]
name = "bcc.g5.c2m8"

[image]
id = "m-4fDw7pQ1"
"#;

/// A sandbox, and a home from which commands buy there.
struct Site {
    sandbox: Sandbox,
    home: TempDir,
}

impl Site {
    fn new() -> Self {
        Self::of(|_| {})
    }

    /// With the faults of an embedded plan.
    fn with(name: &str, change: impl FnOnce(Plan) -> Plan) -> Self {
        let plan = faults::find(name).unwrap();
        Self::of(|config| config.faults = change(plan))
    }

    fn of(change: impl FnOnce(&mut Config)) -> Self {
        let mut config = Config { boot: Duration::from_millis(50), ..Config::new() };
        change(&mut config);
        let sandbox = sandbox::start(config).unwrap();
        Self { sandbox, home: TempDir::new().unwrap() }
    }

    fn plan(&self, text: &str) -> PathBuf {
        let path = self.home.path().join("plan.toml");
        fs::write(&path, text).unwrap();
        path
    }

    fn orders(&self) -> PathBuf {
        self.home.path().join(".local/state/bcc-wizard/orders")
    }

    /// The records of the journal; every file of it can be read.
    fn records(&self) -> Vec<Record> {
        let Ok(entries) = fs::read_dir(self.orders()) else { return Vec::new() };
        let paths = entries.map(|entry| entry.unwrap().path());
        let records = paths.filter(|path| path.extension().is_some_and(|it| it == "json"));
        records.map(|path| serde_json::from_slice(&fs::read(path).unwrap()).unwrap()).collect()
    }

    fn only_record(&self) -> Record {
        let records = self.records();
        assert_eq!(records.len(), 1, "{records:?}");
        records.into_iter().next().unwrap()
    }

    fn command(&self, args: &[&str]) -> Command {
        self.command_to(&self.sandbox.base_url(), args)
    }

    fn command_to(&self, url: &str, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bcc-wizard"));
        command
            .env_clear()
            .env("HOME", self.home.path())
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("BCE_ACCESS_KEY_ID", ACCESS_KEY)
            .env("BCE_SECRET_ACCESS_KEY", SECRET_KEY)
            .env("BCC_TEST_PASSWORD", PASSWORD)
            .args(args)
            .args(["--endpoint", url])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn run(&self, args: &[&str]) -> Run {
        Run::of(&self.command(args).output().unwrap())
    }

    /// Buys [`PLAN`] with more lines.
    fn apply(&self, more: &str, args: &[&str]) -> Run {
        let path = self.plan(&format!("{PLAN}{more}"));
        let first = ["apply", path.to_str().unwrap()];
        self.run(&[&first, args].concat())
    }

    fn start(&self, args: &[&str]) -> Child {
        self.command(args).spawn().unwrap()
    }
}

/// The password of orders that have one.
const PASSWORD: &str = "Sandbox1!pass";

/// How a command ended and what it said.
#[derive(Debug)]
struct Run {
    code: Option<i32>,
    out: String,
    said: String,
}

impl Run {
    fn of(output: &Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout.clone()).unwrap(),
            said: String::from_utf8(output.stderr.clone()).unwrap(),
        }
    }

    #[track_caller]
    fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        self
    }

    #[track_caller]
    fn says(self, part: &str) -> Self {
        assert!(self.said.contains(part), "no “{part}” in {self:#?}");
        self
    }

    #[track_caller]
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|_| panic!("no JSON: {self:#?}"))
    }
}
