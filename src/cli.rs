//! The command line.

// Doc comments here are help texts for people; Markdown would show in them.
#![allow(clippy::doc_markdown)]

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Buy a Baidu AI Cloud virtual machine (BCC) without leaving the terminal.
///
/// Without a subcommand the wizard opens. Credentials come from BCE_ACCESS_KEY_ID and
/// BCE_SECRET_ACCESS_KEY; with --sandbox none are needed and nothing costs anything.
#[derive(Debug, Parser)]
#[command(name = "bcc-wizard", version)]
pub struct Cli {
    /// Settings of every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do instead of opening the wizard.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Settings that every command knows.
#[derive(Args, Debug)]
pub struct Global {
    /// Buy on an embedded cloud: no account, no cost
    #[arg(long, global = true)]
    pub sandbox: bool,
    /// Seconds from an accepted order to Running on the sandbox
    #[arg(long, global = true, value_name = "SECONDS", default_value_t = 4.0, value_parser = seconds)]
    pub boot_seconds: f64,
    /// Region to buy in, such as bj
    #[arg(long, global = true, env = "BCE_REGION", value_name = "REGION")]
    pub region: Option<String>,
    /// Address that stands for every service, such as http://127.0.0.1:8787; not used with --sandbox
    #[arg(long, global = true, env = "BCE_ENDPOINT", value_name = "URL")]
    pub endpoint: Option<String>,
    /// Language of the screen: en or zh-CN
    #[arg(long, global = true, env = "BCE_LANGUAGE", value_name = "LANGUAGE")]
    pub language: Option<String>,
    /// Draw without colours (also: NO_COLOR set to anything)
    #[arg(long, global = true)]
    pub no_color: bool,
}

/// Subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the embedded cloud as a server of its own
    Sandbox(Sandbox),
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

fn seconds(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(seconds) if (0.0..=86_400.0).contains(&seconds) => Ok(seconds),
        _ => Err("a number of seconds from 0 to 86400".to_owned()),
    }
}
