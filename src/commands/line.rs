//! The command line in the language in force: what it says of itself, and what is wrong with it.
//!
//! The texts are in the locale files, by the names of commands and arguments: `cli.all.<argument>` for
//! those of the program and of every command, `cli.<command>.<argument>` for those of one, and
//! `cli.<command>.about`.

mod help;
mod refused;

use std::ffi::OsString;

use clap::builder::PossibleValue;
use clap::{Arg, ArgAction, Command, CommandFactory as _, FromArgMatches as _};

use crate::cli::Cli;
use crate::domain::language::Language;
use crate::domain::nearest::nearest;
use crate::domain::said::Said;
use crate::ui::words::Words;

pub use help::{of_command, spec, usage};
pub use refused::Refused;

/// The command line with its texts, but for those that clap would write itself.
pub fn command(language: Language) -> Command {
    let words = Words(language);
    let flag = |id: &'static str| Arg::new(id).long(id).global(true).display_order(usize::MAX);
    Cli::command()
        .disable_help_flag(true)
        .disable_version_flag(true)
        .about(words.get("cli.about").into_owned())
        .arg(flag("help").short('h').action(ArgAction::Help))
        .arg(flag("version").short('V').action(ArgAction::Version).global(false))
        .mut_args(|arg| described(arg, "all", words))
        .mut_subcommands(|sub| {
            let name = sub.get_name().to_owned();
            sub.disable_help_flag(true)
                .about(words.get(&format!("cli.{name}.about")).into_owned())
                .mut_args(|arg| described(arg, &name, words))
        })
}

/// An argument with what it is for, its default and its values in words.
fn described(arg: Arg, of: &str, words: Words) -> Arg {
    let mut said = Said::of(format!("cli.{of}.{}", arg.get_id()));
    let defaults: Vec<String> =
        arg.get_default_values().iter().map(|it| it.to_string_lossy().into_owned()).collect();
    let takes_values = arg.get_action().takes_values();
    if takes_values && !defaults.is_empty() {
        said = Said::of("cli.default").with("help", said).with("value", Said::list(defaults));
    }
    let values = arg.get_possible_values();
    if takes_values && !values.is_empty() {
        let values = Said::list(values.iter().map(PossibleValue::get_name));
        said = Said::of("cli.values").with("help", said).with("values", values);
    }
    arg.help(words.said(&said))
}

/// Reads the command line. What is asked for instead of a command, such as help, is [`Refused`] too.
pub fn parse(arguments: &[OsString], language: Language) -> Result<Cli, Refused> {
    let mut command = help::written(command(language), language);
    let refused = |error: &clap::Error| Refused::of(error, arguments, language);
    let mut matches =
        command.try_get_matches_from_mut(arguments).map_err(|error| refused(&error))?;
    Cli::from_arg_matches_mut(&mut matches).map_err(|error| refused(&error))
}

/// The value of a flag, looked for before the rest of the command line is understood.
pub fn early(arguments: &[OsString], flag: &str) -> Option<String> {
    let mut rest = arguments.iter().skip(1).take_while(|it| *it != "--");
    let mut found = None;
    while let Some(argument) = rest.next() {
        let Some(text) = argument.to_str() else { continue };
        if text == flag {
            found = rest.next().and_then(|value| value.to_str()).map(str::to_owned);
        } else if let Some(value) = text.strip_prefix(flag).and_then(|it| it.strip_prefix('=')) {
            found = Some(value.to_owned());
        }
    }
    found
}

/// What is wrong with the name of a command, which is no command's.
pub fn no_command(name: &str, language: Language) -> Said {
    let command = command(language);
    let near = nearest(name, command.get_subcommands().map(Command::get_name));
    refused::no_command(name, near.map(str::to_owned).as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_is_found_before_the_rest_is_understood() {
        let early = |line: &str| {
            let arguments: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            super::early(&arguments, "--language")
        };
        for (line, found) in [
            ("bcc-wizard --language zh-CN --what", Some("zh-CN")),
            ("bcc-wizard apply x --language=en", Some("en")),
            ("bcc-wizard --language", None),
            ("bcc-wizard --languages zh", None),
            ("bcc-wizard apply -- --language zh", None),
            ("--language zh", None),
        ] {
            assert_eq!(early(line).as_deref(), found, "{line}");
        }
    }

    #[test]
    fn the_command_line_is_sound_in_each_language() {
        for language in [Language::En, Language::ZhCn] {
            help::written(command(language), language).debug_assert();
        }
    }
}
