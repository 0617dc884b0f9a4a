//! The command line.

// Doc comments here are help texts for people; Markdown would show in them.
#![allow(clippy::doc_markdown)]

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, Parser, Subcommand, ValueEnum};
use rust_decimal::Decimal;

use crate::domain::plan::Format;

/// Buy a Baidu AI Cloud virtual machine (BCC) without leaving the terminal.
///
/// Without a subcommand the wizard opens. Credentials and settings come from flags, then BCE_ACCESS_KEY_ID,
/// BCE_SECRET_ACCESS_KEY and BCE_SECURITY_TOKEN, then the profiles of the bce command line in
/// ~/.bce/config.json; with --sandbox none are needed and nothing costs anything.
#[derive(Debug, Parser)]
#[command(name = "bcc-wizard", version)]
pub struct Cli {
    /// Settings of every command.
    #[command(flatten)]
    pub global: Global,
    /// Open the wizard with the answers of a saved plan
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
    /// Buy on an embedded cloud: no account, no cost
    #[arg(long, global = true)]
    pub sandbox: bool,
    /// Seconds from an accepted order to Running on the sandbox
    #[arg(long, global = true, value_name = "SECONDS", default_value_t = 4.0, value_parser = seconds)]
    pub boot_seconds: f64,
    /// What is different on the sandbox: default, sold-out, no-vpc, no-price-permission, low-balance, quota, real-name-missing, slow or flaky
    #[arg(long, global = true, value_name = "NAME")]
    pub scenario: Option<String>,
    /// What goes wrong on the way to the sandbox: none, flaky, lost-reply, error-after-order, truncated-reply, gateway-page, rate-limited, outage-30s, slow, skewed, redirect or chaos, or a FILE of plans (FILE#NAME)
    #[arg(long, global = true, value_name = "PLAN")]
    pub faults: Option<String>,
    /// Seed of the random faults, instead of their plan's
    #[arg(long, global = true, value_name = "N")]
    pub fault_seed: Option<u64>,
    /// How long each outage of the faults lasts, instead of what their plan says
    #[arg(long, global = true, value_name = "SECONDS", value_parser = seconds)]
    pub fault_seconds: Option<f64>,
    /// Profile of ~/.bce/config.json to use instead of its current one
    #[arg(long, global = true, value_name = "NAME")]
    pub profile: Option<String>,
    /// Region to buy in, such as bj (or BCE_REGION)
    #[arg(long, global = true, value_name = "REGION")]
    pub region: Option<String>,
    /// Address that stands for every service, such as http://127.0.0.1:8787 (or BCE_ENDPOINT); not used with --sandbox
    #[arg(long, global = true, value_name = "URL")]
    pub endpoint: Option<String>,
    /// PEM file of a certificate authority to trust besides the system's (and SSL_CERT_FILE)
    #[arg(long, global = true, value_name = "FILE")]
    pub ca_file: Option<PathBuf>,
    /// Language of the screen: en or zh-CN (or BCE_LANGUAGE)
    #[arg(long, global = true, value_name = "LANGUAGE")]
    pub language: Option<String>,
    /// Draw without colours (also: NO_COLOR set to anything)
    #[arg(long, global = true)]
    pub no_color: bool,
    /// Draw with ASCII alone (also where TERM is linux)
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Cells of characters that some fonts draw wide, such as — or …: 1 or 2 (or BCC_AMBIGUOUS_WIDTH; else by the locale)
    #[arg(long, global = true, value_name = "CELLS")]
    pub ambiguous_width: Option<String>,
    /// Leave the mouse to the terminal
    #[arg(long, global = true)]
    pub no_mouse: bool,
    /// Ask line by line, for screen readers and terminals without a cursor (also where TERM is dumb)
    #[arg(long, global = true)]
    pub plain: bool,
    /// Append every request and answer to a file that only you may read, without secrets
    #[arg(long, global = true, value_name = "FILE")]
    pub debug_log: Option<PathBuf>,
}

/// Subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the embedded cloud as a server of its own
    Sandbox(Sandbox),
    /// Buy what a plan file says, without a screen
    Apply(Apply),
    /// List what was ordered and what is unfinished
    Orders(Orders),
    /// Take up an unfinished order where it stood, without ever buying twice
    Resume(Resume),
    /// Check whether everything a purchase needs is there; asks the cloud, changes nothing
    Doctor(Doctor),
    /// Say everything that is wrong with a plan file
    Check(Check),
    /// Write a plan file in the form of another program
    Export(Export),
    /// Write what a shell needs to complete this command line
    Completions(Completions),
    /// Write the manual page
    Man,
}

/// `bcc-wizard check`.
#[derive(Args, Debug)]
pub struct Check {
    /// The plan file, or - for standard input
    #[arg(value_name = "FILE")]
    pub plan: PathBuf,
    /// Check it against the cloud too: what is sold, what is there, what it needs. Buys nothing
    #[arg(long)]
    pub online: bool,
    /// How the report is written
    #[arg(long, value_name = "FORM", value_enum, default_value_t = Output::Text)]
    pub output: Output,
}

/// `bcc-wizard export`.
#[derive(Args, Debug)]
pub struct Export {
    /// The plan file, or - for standard input
    #[arg(value_name = "FILE")]
    pub plan: PathBuf,
    /// Form to write it in
    #[arg(long = "as", value_name = "FORM", value_enum)]
    pub form: Format,
}

/// `bcc-wizard completions`.
#[derive(Args, Debug)]
pub struct Completions {
    /// The shell
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
    /// The plan, or - for standard input
    #[arg(value_name = "FILE")]
    pub plan: PathBuf,
    /// Buy without being asked
    #[arg(long)]
    pub yes: bool,
    /// Refuse when it costs more CNY than this: per hour, or for a subscription for its whole period
    #[arg(long, value_name = "N", value_parser = price_limit)]
    pub max_price: Option<Decimal>,
    /// Say what would be bought and for how much, and buy nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Seconds to wait for the instances; the order goes on in the cloud all the same
    #[arg(long, value_name = "SECONDS", default_value_t = 900)]
    pub wait: u64,
    /// How the result is written
    #[arg(long, value_name = "FORM", value_enum, default_value_t = Output::Text)]
    pub output: Output,
}

/// `bcc-wizard orders`.
#[derive(Args, Debug)]
pub struct Orders {
    /// Only those that are not finished
    #[arg(long)]
    pub unfinished: bool,
    /// How the list is written
    #[arg(long, value_name = "FORM", value_enum, default_value_t = Output::Text)]
    pub output: Output,
}

/// `bcc-wizard resume`.
#[derive(Args, Debug)]
pub struct Resume {
    /// The order, by its token or by as much of it as tells it from others; without it the only unfinished one
    #[arg(value_name = "ORDER")]
    pub order: Option<String>,
    /// Name of the environment variable that holds the password the order was placed with
    #[arg(long, value_name = "NAME")]
    pub password_env: Option<String>,
    /// File, readable by you alone, that holds the password the order was placed with
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
    /// Seconds to wait for the instances; the order goes on in the cloud all the same
    #[arg(long, value_name = "SECONDS", default_value_t = 900)]
    pub wait: u64,
    /// How the result is written
    #[arg(long, value_name = "FORM", value_enum, default_value_t = Output::Text)]
    pub output: Output,
}

/// `bcc-wizard doctor`.
#[derive(Args, Debug)]
pub struct Doctor {
    /// How the report is written
    #[arg(long, value_name = "FORM", value_enum, default_value_t = Output::Text)]
    pub output: Output,
}

/// How a result is written to standard output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Output {
    /// Lines to read
    Text,
    /// One JSON object
    Json,
}

/// `bcc-wizard sandbox`.
#[derive(Args, Debug)]
pub struct Sandbox {
    /// Address to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:0")]
    pub listen: SocketAddr,
    /// File that keeps instances and tokens across restarts; by default one a port in the state folder
    #[arg(long, value_name = "FILE")]
    pub state: Option<PathBuf>,
    /// Forget the instances of earlier runs
    #[arg(long)]
    pub fresh: bool,
}

fn price_limit(text: &str) -> Result<Decimal, String> {
    match text.trim().parse::<Decimal>() {
        Ok(price) if price >= Decimal::ZERO => Ok(price),
        _ => Err("an amount in CNY, such as 0.80 or 500".to_owned()),
    }
}

fn seconds(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(seconds) if (0.0..=86_400.0).contains(&seconds) => Ok(seconds),
        _ => Err("a number of seconds from 0 to 86400".to_owned()),
    }
}
