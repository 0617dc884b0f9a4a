//! `bcc-wizard completions`: what a shell needs to complete the command line.

use std::process::ExitCode;

use super::{Explained as _, line, put};
use crate::cli::Completions as Options;
use crate::domain::language::Language;

/// Writes the script to standard output.
pub fn run(options: &Options, language: Language) -> anyhow::Result<ExitCode> {
    let mut command = line::command(language);
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut command, name, &mut script);
    put(&String::from_utf8_lossy(&script)).or_say("command.not_written")?;
    Ok(ExitCode::SUCCESS)
}
