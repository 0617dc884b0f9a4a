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
pub mod line;
pub mod man;
pub mod orders;
pub mod password;
pub mod plan;
pub mod resume;
pub mod sandbox;
pub mod way;
pub mod wizard;

use std::ffi::OsString;
use std::fmt;
use std::process::ExitCode;

use crate::cli::Command;
use crate::config;
use crate::domain::language::Language;
use crate::domain::said::Said;
use crate::runtime::panics;
use crate::tui::terminal;
use crate::ui::words::Words;

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
#[derive(Debug)]
pub struct Unusable {
    /// The sentences for stderr, a line each.
    pub said: Vec<Said>,
    /// What the program ends with.
    pub code: u8,
}

impl Unusable {
    /// A setting, flag or environment that cannot be used: exit code 2.
    pub fn new(said: impl Into<Said>) -> Self {
        Self { said: vec![said.into()], code: USAGE }
    }

    /// Something else that went wrong: exit code 1.
    pub fn failed(said: impl Into<Said>) -> Self {
        Self { code: FAILED, ..Self::new(said) }
    }
}

impl std::error::Error for Unusable {}

/// For programmers: what is shown to people is said in their language, by `told`.
impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.said)
    }
}

/// Puts a failure of the system into the program's words.
pub(crate) trait Explained<T> {
    /// The same as an error whose sentence is that of `words`, with the system's reason as `why`.
    fn or_say(self, words: &'static str) -> anyhow::Result<T>;
}

impl<T> Explained<T> for std::io::Result<T> {
    fn or_say(self, words: &'static str) -> anyhow::Result<T> {
        self.map_err(|why| Unusable::failed(Said::of(words).with("why", why)).into())
    }
}

/// Runs the program as its command line says.
pub fn run() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let language = language_of(&arguments);
    panics::end_in_order(terminal::leave);
    panics::speak(language);
    let cli = match line::parse(&arguments, language) {
        Ok(cli) => cli,
        Err(refused) => return refused.told(),
    };
    let result = match &cli.command {
        Some(_) if cli.plan.is_some() => {
            Err(Unusable::new(Said::of("command.plan_and_command")).into())
        }
        Some(Command::Sandbox(options)) => sandbox::run(&cli.global, options),
        Some(Command::Apply(options)) => apply::run(&cli.global, options),
        Some(Command::Orders(options)) => orders::run(&cli.global, options, language),
        Some(Command::Resume(options)) => resume::run(&cli.global, options),
        Some(Command::Doctor(options)) => doctor::run(&cli.global, options, language),
        Some(Command::Check(options)) => check::run(&cli.global, options),
        Some(Command::Export(options)) => export::run(&cli.global, options),
        Some(Command::Completions(options)) => completions::run(options, language),
        Some(Command::Man) => man::run(language),
        Some(Command::Help(options)) => help(options.command.as_deref(), language),
        None => wizard::run(&cli.global, cli.plan.as_deref()),
    };
    result.unwrap_or_else(|error| {
        let words = Words(language);
        for line in told(&error, words) {
            say(&words.fill("command.says", &[("sentence", &line)]));
        }
        ExitCode::from(error.downcast_ref::<Unusable>().map_or(FAILED, |it| it.code))
    })
}

/// What the program or one of its commands is for.
fn help(command: Option<&str>, language: Language) -> anyhow::Result<ExitCode> {
    let text = line::of_command(command, language)
        .ok_or_else(|| Unusable::new(line::no_command(command.unwrap_or_default(), language)))?;
    put(&text).or_say("command.not_written")?;
    Ok(ExitCode::SUCCESS)
}

/// The sentences of an error, a line each.
pub(crate) fn told(error: &anyhow::Error, words: Words) -> Vec<String> {
    match error.downcast_ref::<Unusable>() {
        Some(unusable) => unusable.said.iter().map(|said| words.said(said)).collect(),
        None => vec![format!("{error:#}")],
    }
}

/// The language in force, known before the command line is understood.
fn language_of(arguments: &[OsString]) -> Language {
    let asked = |name| line::early(arguments, name);
    let (language, profile) = (asked("--language"), asked("--profile"));
    config::spoken(language.as_deref(), profile.as_deref(), &|name| std::env::var_os(name))
}

/// The loop on which a command's tasks run.
pub(crate) fn event_loop() -> anyhow::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build().or_say("command.event_loop")
}

/// A line on stderr, fit for a terminal; a stderr that is gone takes nothing with it.
pub(crate) fn say(line: &str) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stderr(), "{}", crate::ui::text::clean(line));
}

/// A result on stdout, fit for a terminal: texts of the cloud may be in it.
pub(crate) fn print(text: &str) -> std::io::Result<()> {
    let lines: Vec<_> = text.split('\n').map(crate::ui::text::clean).collect();
    put(&format!("{}\n", lines.join("\n")))
}

/// A result of JSON on stdout: what a terminal would take for a command is written as its number.
pub(crate) fn print_json(json: &str) -> std::io::Result<()> {
    put(&format!("{}\n", crate::domain::unseen::in_json(json)))
}

/// A result on stdout that ends as it ends.
pub(crate) fn put(text: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    let mut out = std::io::stdout();
    out.write_all(text.as_bytes())?;
    out.flush()
}
