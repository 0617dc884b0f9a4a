//! The command line: its types. What it says of itself is in the locale files, by the names of commands
//! and arguments: see [`crate::commands::line`].

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, Parser, Subcommand, ValueEnum};
use rust_decimal::Decimal;

use crate::domain::plan::Format;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(name = "bcc-wizard", version, disable_help_subcommand = true)]
pub struct Cli {
    /// Settings of every command.
    #[command(flatten)]
    pub global: Global,
    /// `--plan`: answers of a saved plan for the wizard.
    #[arg(long, value_name = "FILE")]
    pub plan: Option<PathBuf>,
    /// What to do instead of opening the wizard.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Settings that every command knows.
// Each is a switch of its own on the command line.
#[allow(clippy::struct_excessive_bools)]
#[derive(Args, Debug)]
pub struct Global {
    /// `--sandbox`: buy on an embedded cloud.
    #[arg(long, global = true)]
    pub sandbox: bool,
    /// `--boot-seconds`: from an accepted order to Running on the sandbox.
    #[arg(long, global = true, value_name = "SECONDS", default_value_t = 4.0, value_parser = seconds)]
    pub boot_seconds: f64,
    /// `--scenario`: what is different on the sandbox.
    #[arg(long, global = true, value_name = "NAME")]
    pub scenario: Option<String>,
    /// `--faults`: what goes wrong on the way to the sandbox.
    #[arg(long, global = true, value_name = "PLAN")]
    pub faults: Option<String>,
    /// `--fault-seed`: of the random faults.
    #[arg(long, global = true, value_name = "N", value_parser = whole)]
    pub fault_seed: Option<u64>,
    /// `--fault-seconds`: how long each outage lasts.
    #[arg(long, global = true, value_name = "SECONDS", value_parser = seconds)]
    pub fault_seconds: Option<f64>,
    /// `--profile`: of `~/.bce/config.json`.
    #[arg(long, global = true, value_name = "NAME")]
    pub profile: Option<String>,
    /// `--region`: where to buy.
    #[arg(long, global = true, value_name = "REGION")]
    pub region: Option<String>,
    /// `--endpoint`: stands for every service.
    #[arg(long, global = true, value_name = "URL")]
    pub endpoint: Option<String>,
    /// `--ca-file`: an authority to trust besides the system's.
    #[arg(long, global = true, value_name = "FILE")]
    pub ca_file: Option<PathBuf>,
    /// `--language`: of everything that is said.
    #[arg(long, global = true, value_name = "LANGUAGE")]
    pub language: Option<String>,
    /// `--no-color`.
    #[arg(long, global = true)]
    pub no_color: bool,
    /// `--ascii`.
    #[arg(long, global = true)]
    pub ascii: bool,
    /// `--ambiguous-width`: cells of characters that some fonts draw wide.
    #[arg(long, global = true, value_name = "CELLS")]
    pub ambiguous_width: Option<String>,
    /// `--no-mouse`.
    #[arg(long, global = true)]
    pub no_mouse: bool,
    /// `--plain`: line by line.
    #[arg(long, global = true)]
    pub plain: bool,
    /// `--debug-log`: where requests and answers are written down.
    #[arg(long, global = true, value_name = "FILE")]
    pub debug_log: Option<PathBuf>,
}

/// Subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// The embedded cloud as a server of its own.
    Sandbox(Sandbox),
    /// Buys what a plan file says, without a screen.
    Apply(Apply),
    /// Lists what was ordered and what is unfinished.
    Orders(Orders),
    /// Takes up an unfinished order.
    Resume(Resume),
    /// Checks whether everything a purchase needs is there.
    Doctor(Doctor),
    /// Says everything that is wrong with a plan file.
    Check(Check),
    /// Writes a plan file in the form of another program.
    Export(Export),
    /// Writes what a shell needs to complete this command line.
    Completions(Completions),
    /// Writes the manual page.
    Man,
    /// Says what a command is for.
    Help(Help),
}

/// `bcc-wizard check`.
#[derive(Args, Debug)]
pub struct Check {
    /// The plan file, or `-` for standard input.
    #[arg(value_name = "FILE")]
    pub plan: PathBuf,
    /// `--online`: by what the cloud says too.
    #[arg(long)]
    pub online: bool,
    /// `--output`.
    #[arg(long, value_name = "FORM", value_enum, default_value_t = Output::Text)]
    pub output: Output,
}

/// `bcc-wizard export`.
#[derive(Args, Debug)]
pub struct Export {
    /// The plan file, or `-` for standard input.
    #[arg(value_name = "FILE")]
    pub plan: PathBuf,
    /// `--as`.
    #[arg(long = "as", value_name = "FORM", value_enum)]
    pub form: Format,
}

/// `bcc-wizard completions`.
#[derive(Args, Debug)]
pub struct Completions {
    /// Its name.
    #[arg(value_name = "SHELL", value_enum)]
    pub shell: clap_complete::Shell,
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

/// `bcc-wizard apply`.
#[derive(Args, Debug)]
pub struct Apply {
    /// The plan file, or `-` for standard input.
    #[arg(value_name = "FILE")]
    pub plan: PathBuf,
    /// `--yes`: buy without being asked.
    #[arg(long)]
    pub yes: bool,
    /// `--max-price`: CNY per hour, or for a subscription for its whole period.
    #[arg(long, value_name = "N", value_parser = price_limit)]
    pub max_price: Option<Decimal>,
    /// `--dry-run`: buy nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// `--wait`: seconds to wait for the instances.
    #[arg(long, value_name = "SECONDS", default_value_t = 900, value_parser = whole)]
    pub wait: u64,
    /// `--output`.
    #[arg(long, value_name = "FORM", value_enum, default_value_t = Output::Text)]
    pub output: Output,
}

/// `bcc-wizard orders`.
#[derive(Args, Debug)]
pub struct Orders {
    /// `--unfinished`: only those that are not finished.
    #[arg(long)]
    pub unfinished: bool,
    /// `--output`.
    #[arg(long, value_name = "FORM", value_enum, default_value_t = Output::Text)]
    pub output: Output,
}

/// `bcc-wizard resume`.
#[derive(Args, Debug)]
pub struct Resume {
    /// Its token, or as much of it as tells it from others; without it the only unfinished one.
    #[arg(value_name = "ORDER")]
    pub order: Option<String>,
    /// `--password-env`: the variable that holds the password the order was placed with.
    #[arg(long, value_name = "NAME")]
    pub password_env: Option<String>,
    /// `--password-file`: the file that holds it.
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
    /// `--wait`: seconds to wait for the instances.
    #[arg(long, value_name = "SECONDS", default_value_t = 900, value_parser = whole)]
    pub wait: u64,
    /// `--output`.
    #[arg(long, value_name = "FORM", value_enum, default_value_t = Output::Text)]
    pub output: Output,
}

/// `bcc-wizard doctor`.
#[derive(Args, Debug)]
pub struct Doctor {
    /// `--output`.
    #[arg(long, value_name = "FORM", value_enum, default_value_t = Output::Text)]
    pub output: Output,
}

/// How a result is written to standard output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// Lines to read.
    Text,
    /// One JSON object.
    Json,
}

// By hand, since what is derived takes the comments for help texts, in one language.
impl ValueEnum for Output {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Text, Self::Json]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Text => "text",
            Self::Json => "json",
        }))
    }
}

/// `bcc-wizard help`.
#[derive(Args, Debug)]
pub struct Help {
    /// The command; without it the whole program.
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
}

/// `bcc-wizard sandbox`.
#[derive(Args, Debug)]
pub struct Sandbox {
    /// `--listen`: port 0 takes a free one.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:0", value_parser = address)]
    pub listen: SocketAddr,
    /// `--state`: the file that keeps instances and tokens across restarts.
    #[arg(long, value_name = "FILE")]
    pub state: Option<PathBuf>,
    /// `--fresh`: forget the instances of earlier runs.
    #[arg(long)]
    pub fresh: bool,
}

/// What a value must be, by its name in the locale files: `cli_want.<name>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted(pub &'static str);

impl std::error::Error for Wanted {}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

fn price_limit(text: &str) -> Result<Decimal, Wanted> {
    let price = text.trim().parse::<Decimal>().ok();
    price.filter(|price| *price >= Decimal::ZERO).ok_or(Wanted("price"))
}

fn seconds(text: &str) -> Result<f64, Wanted> {
    let seconds = text.parse::<f64>().ok();
    seconds.filter(|seconds| (0.0..=86_400.0).contains(seconds)).ok_or(Wanted("seconds"))
}

fn whole(text: &str) -> Result<u64, Wanted> {
    text.parse().map_err(|_| Wanted("whole"))
}

fn address(text: &str) -> Result<SocketAddr, Wanted> {
    text.parse().map_err(|_| Wanted("address"))
}
