//! Help: what the program or one of its commands is for, in lines of the terminal's width.

use std::io::IsTerminal as _;

use clap::{Arg, Command};

use crate::domain::language::Language;
use crate::ui::text::{cells, wrap};
use crate::ui::words::Words;

/// Columns where nobody looks, and at most.
const COLUMNS: usize = 100;
/// Columns at least, however narrow the terminal is.
const FEWEST: usize = 40;
/// Columns before a name.
const INDENT: usize = 2;
/// Columns between a name and what it is for.
const GAP: usize = 2;

/// The same command line, with help of its own in place of clap's.
pub(super) fn written(command: Command, language: Language) -> Command {
    let page = Page { words: Words(language), columns: columns() };
    let mut built = command.clone();
    built.build();
    let texts: Vec<(String, String)> = built
        .get_subcommands()
        .map(|sub| (sub.get_name().to_owned(), page.of(sub, &built)))
        .collect();
    command.override_help(page.of(&built, &built)).mut_subcommands(|sub| {
        let text = texts.iter().find(|(name, _)| name == sub.get_name());
        let text = text.map(|(_, text)| text.clone()).unwrap_or_default();
        sub.override_help(text)
    })
}

/// The help of the command of this name; that of the program without one; nothing where there is none.
pub fn of_command(name: Option<&str>, language: Language) -> Option<String> {
    let page = Page { words: Words(language), columns: columns() };
    let mut built = super::command(language);
    built.build();
    let command = match name {
        None => &built,
        Some(name) => built.find_subcommand(name)?,
    };
    Some(page.of(command, &built))
}

/// `bcc-wizard apply [OPTIONS] <FILE>`.
pub fn usage(command: &Command) -> String {
    let usage = command.clone().render_usage().to_string();
    usage.strip_prefix("Usage:").unwrap_or(&usage).trim().to_owned()
}

/// The columns of the terminal that is written to.
fn columns() -> usize {
    let out = std::io::stdout();
    let size = out.is_terminal().then(|| rustix::termios::tcgetwinsize(&out).ok()).flatten();
    let columns = size.map_or(COLUMNS, |size| usize::from(size.ws_col));
    if columns == 0 { COLUMNS } else { columns.clamp(FEWEST, COLUMNS) }
}

struct Page {
    words: Words,
    columns: usize,
}

impl Page {
    fn of(&self, command: &Command, root: &Command) -> String {
        let words = self.words;
        let is_root = command.get_name() == root.get_name();
        let mut parts =
            vec![self.wrapped(&command.get_about().map(ToString::to_string).unwrap_or_default())];
        if is_root {
            parts.push(self.wrapped(&words.get("cli.long_about")));
        }
        parts.push(words.fill("cli.usage", &[("usage", &usage(command))]));
        let commands = command
            .get_subcommands()
            .map(|sub| (sub.get_name().to_owned(), sub.get_about().map(ToString::to_string)));
        parts.extend(self.list("cli.commands", commands.collect()));
        let row = |arg: &&Arg| (spec(arg), arg.get_help().map(ToString::to_string));
        let of = |wanted: &dyn Fn(&Arg) -> bool| -> Vec<(String, Option<String>)> {
            command.get_arguments().filter(|arg| wanted(arg)).map(|arg| row(&arg)).collect()
        };
        parts.extend(self.list("cli.arguments", of(&|arg| arg.is_positional())));
        let own = |arg: &Arg| !arg.is_positional() && (is_root || !arg.is_global_set());
        parts.extend(self.list("cli.options", of(&own)));
        let every = |arg: &Arg| !arg.is_positional() && !is_root && arg.is_global_set();
        parts.extend(self.list("cli.all_options", of(&every)));
        parts.join("\n\n") + "\n"
    }

    fn wrapped(&self, text: &str) -> String {
        wrap(text, self.columns).join("\n")
    }

    /// A heading, and below it names with what they are for, beside each other where there is room.
    fn list(&self, heading: &str, rows: Vec<(String, Option<String>)>) -> Option<String> {
        if rows.is_empty() {
            return None;
        }
        let widest = rows.iter().map(|(name, _)| cells(name)).max().unwrap_or(0);
        let column = INDENT + widest + GAP;
        let beside = column <= self.columns / 2;
        let indent = if beside { column } else { INDENT * 5 };
        let mut lines = vec![self.words.get(heading).into_owned()];
        for (name, about) in rows {
            let about = wrap(&about.unwrap_or_default(), self.columns - indent);
            let mut name = format!("{:INDENT$}{name}", "");
            let mut about = about.into_iter();
            if beside && let Some(first) = about.next() {
                let blanks = column - cells(&name);
                name = format!("{name}{:blanks$}{first}", "");
            }
            lines.push(name);
            lines.extend(about.map(|line| format!("{:indent$}{line}", "")));
        }
        Some(lines.join("\n"))
    }
}

/// `-h, --help`, `    --plan <FILE>`, `<FILE>`.
pub fn spec(arg: &Arg) -> String {
    if arg.is_positional() {
        return arg.to_string();
    }
    // Without its short form, which stands before it.
    let long = arg.clone().short(None).to_string();
    match arg.get_short() {
        Some(short) => format!("-{short}, {long}"),
        None => format!("    {long}"),
    }
}
