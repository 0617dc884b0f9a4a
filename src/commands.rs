//! The subcommands, one file each. Errors are sentences here; exit codes are those of ux.md §9.

pub mod apply;
pub mod check;
pub mod cloud;
pub mod completions;
pub mod doctor;
pub mod export;
pub mod follow;
pub mod greeting;
pub mod keymap;
pub mod man;
pub mod orders;
pub mod password;
pub mod plan;
pub mod resume;
pub mod sandbox;
pub mod way;
pub mod wizard;

use std::process::ExitCode;

use anyhow::Context as _;
use clap::Parser as _;

use crate::cli::{Cli, Command};

/// The command failed.
pub const FAILED: u8 = 1;
/// The cloud refused.
pub const REFUSED: u8 = 3;
/// The command line or the settings cannot be used.
pub const USAGE: u8 = 2;
/// An order was placed that is not confirmed running.
pub const UNFINISHED: u8 = 4;
/// Broken off by the user or a signal.
pub const ABORTED: u8 = 130;

/// A command that cannot go on: what, why and the way out, and the exit code it ends with.
#[derive(Debug, thiserror::Error)]
#[error("{sentence}")]
pub struct Unusable {
    /// The sentence for stderr.
    pub sentence: String,
}

impl Unusable {
    /// A setting, flag or environment that cannot be used: exit code 2.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into() }
    }
}

/// Runs the program as its command line says.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let result = match &cli.command {
        Some(_) if cli.plan.is_some() => Err(Unusable::new(
            "--plan is for the wizard only: leave it out, or name the file behind the command",
        )
        .into()),
        Some(Command::Sandbox(options)) => sandbox::run(&cli.global, options),
        Some(Command::Apply(options)) => apply::run(&cli.global, options),
        Some(Command::Orders(options)) => orders::run(&cli.global, options),
        Some(Command::Resume(options)) => resume::run(&cli.global, options),
        Some(Command::Doctor(options)) => doctor::run(&cli.global, options),
        Some(Command::Check(options)) => check::run(&cli.global, options),
        Some(Command::Export(options)) => export::run(&cli.global, options),
        Some(Command::Completions(options)) => completions::run(options),
        Some(Command::Man) => man::run(),
        None => wizard::run(&cli.global, cli.plan.as_deref()),
    };
    result.unwrap_or_else(|error| {
        // Several faults of one file are several lines.
        format!("bcc-wizard: {error:#}").split('\n').for_each(say);
        ExitCode::from(if error.is::<Unusable>() { USAGE } else { FAILED })
    })
}

/// The loop on which a command's tasks run.
pub(crate) fn event_loop() -> anyhow::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("the program could not start its event loop")
}

/// A line on stderr, fit for a terminal; a stderr that is gone takes nothing with it.
pub(crate) fn say(line: &str) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stderr(), "{}", crate::ui::text::clean(line));
}

/// A result on stdout.
pub(crate) fn print(line: &str) -> std::io::Result<()> {
    put(&format!("{line}\n"))
}

/// A result on stdout that ends as it ends.
pub(crate) fn put(text: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    let mut out = std::io::stdout();
    out.write_all(text.as_bytes())?;
    out.flush()
}
