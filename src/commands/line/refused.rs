//! What is wrong with a command line: the thing, the reason, and the way out.

use std::error::Error as _;
use std::ffi::OsString;
use std::process::ExitCode;

use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::help::usage;
use crate::cli::Wanted;
use crate::commands::{USAGE, put, say};
use crate::domain::language::Language;
use crate::domain::said::Said;
use crate::ui::words::Words;

/// A command line that leads to no command: it is wrong, or asks only for help or the version.
#[derive(Debug)]
pub struct Refused {
    text: String,
    wrong: bool,
}

impl Refused {
    /// What clap says, in our words.
    pub(super) fn of(error: &clap::Error, arguments: &[OsString], language: Language) -> Self {
        match error.kind() {
            ErrorKind::DisplayHelp
            | ErrorKind::DisplayVersion
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                Self { text: error.render().to_string(), wrong: false }
            }
            _ => Self { text: wrong(error, arguments, language), wrong: true },
        }
    }

    /// Writes it: what was asked for to standard output, what is wrong to standard error.
    pub fn told(&self) -> ExitCode {
        if self.wrong {
            self.text.lines().for_each(say);
            return ExitCode::from(USAGE);
        }
        // Nobody is left to be told that nobody reads it.
        let _ = put(&self.text);
        ExitCode::SUCCESS
    }
}

/// The sentence, how it is used, and where there is more.
fn wrong(error: &clap::Error, arguments: &[OsString], language: Language) -> String {
    let words = Words(language);
    let sentence = words.said(&sentence(error));
    let mut command = super::command(language);
    command.build();
    let meant = meant(&command, arguments).unwrap_or(&command);
    let help = format!("{} --help", meant.get_bin_name().unwrap_or(meant.get_name()));
    let lines = [
        words.fill("command.says", &[("sentence", &sentence)]),
        words.fill("cli.usage", &[("usage", &usage(meant))]),
        words.fill("cli_error.more", &[("command", &help)]),
    ];
    lines.join("\n")
}

/// The command that the command line names, however wrong the rest of it is.
fn meant<'a>(command: &'a Command, arguments: &[OsString]) -> Option<&'a Command> {
    let takes_value = |flag: &str| {
        let known = command
            .get_arguments()
            .find(|arg| arg.get_long().is_some_and(|long| flag.strip_prefix("--") == Some(long)));
        known.is_some_and(|arg| arg.get_action().takes_values())
    };
    let mut before = "";
    for argument in arguments.iter().skip(1).filter_map(|it| it.to_str()) {
        if !argument.starts_with('-') && !takes_value(before) {
            return command.find_subcommand(argument);
        }
        before = argument;
    }
    None
}

fn texts(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        _ => Vec::new(),
    }
}

fn text(error: &clap::Error, kind: ContextKind) -> String {
    texts(error, kind).into_iter().next().unwrap_or_default()
}

fn sentence(error: &clap::Error) -> Said {
    let argument = text(error, ContextKind::InvalidArg);
    let value = text(error, ContextKind::InvalidValue);
    let known = texts(error, ContextKind::ValidValue);
    let of = |words: &'static str| Said::of(words).with("arg", &argument).with("value", &value);
    match error.kind() {
        ErrorKind::UnknownArgument => match texts(error, ContextKind::SuggestedArg).first() {
            Some(near) => of("cli_error.unknown_near").with("near", near),
            None if argument.starts_with('-') => of("cli_error.unknown"),
            None => of("cli_error.unexpected"),
        },
        ErrorKind::InvalidSubcommand => {
            let name = text(error, ContextKind::InvalidSubcommand);
            no_command(&name, texts(error, ContextKind::SuggestedSubcommand).first())
        }
        ErrorKind::InvalidValue if value.is_empty() && known.is_empty() => of("cli_error.no_value"),
        ErrorKind::InvalidValue if value.is_empty() => {
            of("cli_error.no_value_of").with("known", Said::list(known))
        }
        ErrorKind::InvalidValue => match texts(error, ContextKind::SuggestedValue).first() {
            Some(near) => {
                of("cli_error.value_near").with("known", Said::list(known)).with("near", near)
            }
            None if known.is_empty() => of("cli_error.value"),
            None => of("cli_error.value_of").with("known", Said::list(known)),
        },
        ErrorKind::ValueValidation => {
            match error.source().and_then(|it| it.downcast_ref::<Wanted>()) {
                Some(Wanted(name)) => {
                    of("cli_error.value_want").with("wanted", Said::of(format!("cli_want.{name}")))
                }
                None => of("cli_error.value"),
            }
        }
        ErrorKind::TooManyValues => of("cli_error.too_many"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues | ErrorKind::NoEquals => {
            of("cli_error.no_value")
        }
        ErrorKind::ArgumentConflict => {
            let others = texts(error, ContextKind::PriorArg);
            if others.iter().all(|other| *other == argument) {
                of("cli_error.twice")
            } else {
                of("cli_error.conflict").with("other", Said::list(others))
            }
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = texts(error, ContextKind::InvalidArg);
            Said::of("cli_error.missing").with("args", Said::list(missing))
        }
        ErrorKind::InvalidUtf8 => Said::of("cli_error.not_text"),
        _ => Said::of("cli_error.other"),
    }
}

/// There is no such command.
pub(super) fn no_command(name: &str, near: Option<&String>) -> Said {
    match near {
        Some(near) => Said::of("cli_error.command_near").with("name", name).with("near", near),
        None => {
            let known = super::command(Language::En);
            let known = known.get_subcommands().map(clap::Command::get_name);
            Said::of("cli_error.command").with("name", name).with("known", Said::list(known))
        }
    }
}
