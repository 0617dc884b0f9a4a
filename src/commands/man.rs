//! `bcc-wizard man`: the manual page.

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Command, CommandFactory as _};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::put;
use crate::cli::Cli;

/// What each exit code means (ux.md §9).
const EXIT_CODES: [(&str, &str); 6] = [
    ("0", "Done."),
    ("1", "Failed."),
    ("2", "The command line, the settings or a plan cannot be used."),
    ("3", "Refused by the cloud."),
    ("4", "An order was placed but is not confirmed running."),
    ("130", "Broken off."),
];

/// Variables that are read.
const ENVIRONMENT: [(&str, &str); 9] = [
    (
        "BCE_ACCESS_KEY_ID, BCE_SECRET_ACCESS_KEY",
        "The access key. Both, or neither to use a profile.",
    ),
    ("BCE_SECURITY_TOKEN", "The session token of temporary keys."),
    ("BCE_REGION", "The region to buy in; bj unless said otherwise."),
    ("BCE_ENDPOINT", "An address that stands for every service."),
    ("BCE_LANGUAGE, LC_ALL, LANG", "The language, en or zh-CN."),
    ("NO_COLOR", "Draw without colours when set to anything."),
    ("SSL_CERT_FILE", "A PEM file of certificate authorities to trust."),
    ("HTTPS_PROXY, HTTP_PROXY, NO_PROXY", "Proxies, not used for addresses of this machine."),
    ("XDG_STATE_HOME", "Where the sandbox keeps its instances; ~/.local/state unless set."),
];

/// Files that are read or written.
const FILES: [(&str, &str); 3] = [
    (
        "~/.bce/config.json",
        "Profiles of the bce command line: keys, region, language. A key is saved there only on request.",
    ),
    (
        "~/.local/state/bcc-wizard/",
        "Instances of the sandbox as a server, one file a region and port.",
    ),
    (
        "./NAME.toml",
        "A plan saved from the wizard with Ctrl-S, readable by its owner alone. It holds no password and no key.",
    ),
];

/// Writes the page to standard output.
pub fn run() -> anyhow::Result<ExitCode> {
    let page = page().context("the manual page could not be made")?;
    put(&page).context("the manual page could not be written")?;
    Ok(ExitCode::SUCCESS)
}

fn page() -> std::io::Result<String> {
    let mut command = Cli::command();
    command.build();
    let man = Man::new(command.clone());
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    page.write_all(&commands(&command)?)?;
    for (title, entries) in [
        ("EXIT STATUS", EXIT_CODES.as_slice()),
        ("ENVIRONMENT", ENVIRONMENT.as_slice()),
        ("FILES", FILES.as_slice()),
    ] {
        let mut roff = Roff::new();
        roff.control("SH", [title]);
        for (name, about) in entries {
            entry(&mut roff, name, about);
        }
        roff.to_writer(&mut page)?;
    }
    man.render_version_section(&mut page)?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}

/// Every command with the arguments of its own, on this one page.
fn commands(command: &Command) -> std::io::Result<Vec<u8>> {
    let mut roff = Roff::new();
    roff.control("SH", ["COMMANDS"]);
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        let about = sub.get_about().map(ToString::to_string).unwrap_or_default();
        let mut usage = sub.get_name().to_owned();
        let arguments: Vec<_> =
            sub.get_arguments().filter(|it| !it.is_global_set() && it.get_id() != "help").collect();
        for argument in arguments.iter().filter(|it| it.is_positional()) {
            usage = format!("{usage} {argument}");
        }
        entry(&mut roff, &usage, &about);
        roff.control("RS", []);
        for argument in arguments.iter().filter(|it| !it.is_positional()) {
            let mut help = argument.get_help().map(ToString::to_string).unwrap_or_default();
            let values: Vec<String> = argument
                .get_possible_values()
                .iter()
                .map(|value| value.get_name().to_owned())
                .collect();
            if !values.is_empty() {
                help = format!("{help}: {}", values.join(", "));
            }
            entry(&mut roff, &argument.to_string(), &help);
        }
        roff.control("RE", []);
    }
    let mut page = Vec::new();
    roff.to_writer(&mut page)?;
    Ok(page)
}

fn entry(roff: &mut Roff, name: &str, about: &str) {
    roff.control("TP", []);
    roff.text([bold(name)]);
    roff.text([roman(about)]);
}
