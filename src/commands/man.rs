//! `bcc-wizard man`: the manual page, in the language in force.

use std::process::ExitCode;

use clap::{Arg, Command};
use clap_mangen::roff::{Roff, bold, roman};

use super::{Explained as _, line, put};
use crate::domain::language::Language;
use crate::ui::words::Words;

/// Exit codes (ux.md §9); `man.exit.<code>` says what each means.
pub const EXIT_CODES: [u8; 6] = [0, 1, 2, 3, 4, 130];

/// Variables that are read, by the names of their sentences under `man.environment`.
pub const ENVIRONMENT: [(&str, &str); 10] = [
    ("keys", "BCE_ACCESS_KEY_ID, BCE_SECRET_ACCESS_KEY"),
    ("token", "BCE_SECURITY_TOKEN"),
    ("region", "BCE_REGION"),
    ("endpoint", "BCE_ENDPOINT"),
    ("language", "BCE_LANGUAGE, LC_ALL, LC_MESSAGES, LANG"),
    ("no_color", "NO_COLOR"),
    ("ambiguous_width", "BCC_AMBIGUOUS_WIDTH"),
    ("certificates", "SSL_CERT_FILE"),
    ("proxies", "HTTPS_PROXY, HTTP_PROXY, NO_PROXY"),
    ("state", "XDG_STATE_HOME"),
];

/// Files that are read or written, by the names of their sentences under `man.files`.
pub const FILES: [(&str, &str); 4] = [
    ("profiles", "~/.bce/config.json"),
    ("orders", "~/.local/state/bcc-wizard/orders/"),
    ("state", "~/.local/state/bcc-wizard/"),
    ("plan", "./NAME.toml"),
];

/// Writes the page to standard output.
pub fn run(language: Language) -> anyhow::Result<ExitCode> {
    put(&page(language)).or_say("command.not_written")?;
    Ok(ExitCode::SUCCESS)
}

/// The page, in roff.
pub fn page(language: Language) -> String {
    let words = Words(language);
    let mut command = line::command(language);
    command.build();
    let (name, version) = (command.get_name(), command.get_version().unwrap_or_default());
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let mut page = Roff::new();
    let source = format!("{name} {version}");
    page.control("TH", [name, "1", "", source.as_str()]);
    section(&mut page, words, "name");
    page.text([roman(format!("{name} - {about}"))]);
    section(&mut page, words, "synopsis");
    page.text([roman(line::usage(&command))]);
    section(&mut page, words, "description");
    page.text([roman(words.get("cli.long_about"))]);
    section(&mut page, words, "options");
    for arg in command.get_arguments() {
        argument(&mut page, arg);
    }
    section(&mut page, words, "commands");
    for sub in command.get_subcommands() {
        of_command(&mut page, sub);
    }
    section(&mut page, words, "exit_status");
    for code in EXIT_CODES {
        entry(&mut page, &code.to_string(), &words.get(&format!("man.exit.{code}")));
    }
    section(&mut page, words, "environment");
    for (key, names) in ENVIRONMENT {
        entry(&mut page, names, &words.get(&format!("man.environment.{key}")));
    }
    section(&mut page, words, "files");
    for (key, path) in FILES {
        entry(&mut page, path, &words.get(&format!("man.files.{key}")));
    }
    section(&mut page, words, "version");
    page.text([roman(source)]);
    page.render()
}

fn section(page: &mut Roff, words: Words, name: &str) {
    page.control("SH", [words.get(&format!("man.section.{name}")).as_ref()]);
}

/// A command with the arguments of its own; those of every command are among the options.
fn of_command(page: &mut Roff, command: &Command) {
    let own = || command.get_arguments().filter(|arg| !arg.is_global_set());
    let mut usage = command.get_name().to_owned();
    for arg in own().filter(|arg| arg.is_positional()) {
        usage = format!("{usage} {arg}");
    }
    entry(page, &usage, &command.get_about().map(ToString::to_string).unwrap_or_default());
    page.control("RS", []);
    for arg in own() {
        argument(page, arg);
    }
    page.control("RE", []);
}

fn argument(page: &mut Roff, arg: &Arg) {
    let name = line::spec(arg);
    entry(page, name.trim(), &arg.get_help().map(ToString::to_string).unwrap_or_default());
}

fn entry(page: &mut Roff, name: &str, about: &str) {
    page.control("TP", []);
    page.text([bold(name)]);
    page.text([roman(about)]);
}
