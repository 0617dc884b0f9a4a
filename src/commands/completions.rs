//! `bcc-wizard completions`: what a shell needs to complete the command line.

use std::process::ExitCode;

use anyhow::Context as _;
use clap::CommandFactory as _;

use super::put;
use crate::cli::{Cli, Completions as Options};

/// Writes the script to standard output.
pub fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let mut command = Cli::command();
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut command, name, &mut script);
    put(&String::from_utf8_lossy(&script)).context("the script could not be written")?;
    Ok(ExitCode::SUCCESS)
}
