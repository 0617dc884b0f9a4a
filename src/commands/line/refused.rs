//! What is wrong with a command line: the thing, the reason, and the way out.

use std::error::Error as _;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};

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
    pub(super) fn of(error: &clap::Error, language: Language) -> Self {
        match error.kind() {
            ErrorKind::DisplayHelp
            | ErrorKind::DisplayVersion
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                Self { text: error.render().to_string(), wrong: false }
            }
            _ => Self { text: wrong(error, Words(language)), wrong: true },
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
fn wrong(error: &clap::Error, words: Words) -> String {
    let sentence = words.said(&sentence(error));
    let mut lines = vec![words.fill("command.says", &[("sentence", &sentence)])];
    let usage = text(error, ContextKind::Usage);
    let usage = usage.strip_prefix("Usage:").unwrap_or(&usage).trim().to_owned();
    if !usage.is_empty() {
        let usage = usage.split_whitespace().collect::<Vec<_>>().join(" ");
        lines.push(words.fill("cli.usage", &[("usage", &usage)]));
    }
    let name = |word: &&str| !word.starts_with(['-', '<', '[']);
    let named: Vec<&str> = usage.split_whitespace().take_while(name).collect();
    let command = if named.is_empty() { "bcc-wizard".to_owned() } else { named.join(" ") };
    let command = format!("{command} --help");
    lines.push(words.fill("cli_error.more", &[("command", &command)]));
    lines.join("\n")
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
