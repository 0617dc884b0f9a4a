//! Entries for the configuration of `ssh` (`man ssh_config`): what is appended for instances, and what of a
//! configuration must be known for that. The first value that `ssh` finds for a host counts, so names
//! must be new, and what stands above may still have its say.

use std::net::IpAddr;

/// The longest alias that is made of a name, in characters.
const LONGEST_ALIAS: usize = 64;
/// The user that Linux images let in (contract.md §8.1: `adminPass` is root's).
const USER: &str = "root";
/// What the marks begin with, by which an instance is found again.
const MARK: &str = "# bcc-wizard ";
/// What an entry sets, as far as somebody else may have set it before.
const SETS: [&str; 3] = ["hostname", "user", "port"];

/// An instance that can be reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// Its id: letters, digits and hyphens ([`is_id`]).
    pub id: String,
    /// Its name, whatever the cloud says it is.
    pub name: String,
    /// Its public address, else its private one.
    pub address: IpAddr,
}

/// What stands above the new entries and wins over them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Above {
    /// The line of it, from 1.
    pub line: usize,
    /// What it sets.
    pub keyword: String,
}

/// What would be appended to a configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addition {
    /// The lines, one entry behind the other with an empty line between.
    pub lines: Vec<String>,
    /// Ids and aliases of the new entries.
    pub entries: Vec<(String, String)>,
    /// Instances that have an entry already.
    pub known: Vec<String>,
    /// What wins over them.
    pub above: Option<Above>,
}

/// Whether this is an id that may stand in a comment: nothing that begins a line of its own.
pub fn is_id(id: &str) -> bool {
    !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// What would be appended to a configuration for these instances. `key_pair`: they are logged in to with a
/// key whose file only the user knows.
pub fn addition(config: &str, wanted: &[Reached], key_pair: bool) -> Addition {
    let mut addition = Addition::default();
    let mut taken: Vec<String> = patterns(config).map(|pattern| pattern.to_lowercase()).collect();
    for instance in wanted.iter().filter(|instance| is_id(&instance.id)) {
        let mark = format!("{MARK}{}", instance.id);
        if config.lines().any(|line| line.trim() == mark) {
            addition.known.push(instance.id.clone());
            continue;
        }
        let alias = free(&alias(instance), &taken);
        taken.push(alias.to_lowercase());
        if !addition.lines.is_empty() {
            addition.lines.push(String::new());
        }
        addition.lines.extend([
            mark,
            format!("Host {alias}"),
            format!("    HostName {}", instance.address),
            format!("    User {USER}"),
        ]);
        if key_pair {
            addition.lines.push("    # IdentityFile ~/.ssh/KEY".to_owned());
        }
        if addition.above.is_none() {
            addition.above = above(config, &alias);
        }
        addition.entries.push((instance.id.clone(), alias));
    }
    addition
}

/// The text that is put behind a configuration: an empty line first where something stands above.
pub fn tail(config: &[u8], lines: &[String]) -> String {
    let before = match config {
        [] => "",
        [.., b'\n'] => "\n",
        _ => "\n\n",
    };
    format!("{before}{}\n", lines.join("\n"))
}

/// A name for the instance that `ssh` takes: letters, digits, `.`, `_` and `-` of its own one, else its id.
fn alias(instance: &Reached) -> String {
    let mut alias = String::new();
    for c in instance.name.trim().chars().take(LONGEST_ALIAS) {
        if c.is_alphanumeric() || "._-".contains(c) {
            alias.push(c);
        } else if !alias.ends_with('-') {
            alias.push('-');
        }
    }
    let alias = alias.trim_matches(['-', '.']);
    if alias.chars().any(char::is_alphanumeric) { alias.to_owned() } else { instance.id.clone() }
}

fn free(alias: &str, taken: &[String]) -> String {
    let is_free = |alias: &String| !taken.contains(&alias.to_lowercase());
    let numbered = (2..).map(|number| format!("{alias}-{number}"));
    std::iter::once(alias.to_owned()).chain(numbered).find(is_free).unwrap_or_default()
}

/// The lines that say something: number from 1, keyword in lower case, arguments.
fn said(config: &str) -> impl Iterator<Item = (usize, String, Vec<String>)> {
    config.lines().zip(1..).filter_map(|(line, number)| {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            return None;
        }
        let end = line.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(line.len());
        let (keyword, rest) = line.split_at(end);
        let rest = rest.trim_start().trim_start_matches('=');
        Some((number, keyword.to_lowercase(), arguments(rest)))
    })
}

/// Arguments with blanks between; quotes keep blanks together.
fn arguments(text: &str) -> Vec<String> {
    let mut arguments = Vec::new();
    let (mut argument, mut quoted, mut any) = (String::new(), false, false);
    for c in text.chars() {
        if c == '"' {
            quoted = !quoted;
            any = true;
        } else if c.is_whitespace() && !quoted {
            if any {
                arguments.push(std::mem::take(&mut argument));
            }
            any = false;
        } else {
            argument.push(c);
            any = true;
        }
    }
    if any {
        arguments.push(argument);
    }
    arguments
}

/// All names and patterns that have entries.
fn patterns(config: &str) -> impl Iterator<Item = String> {
    said(config).filter(|(_, keyword, _)| keyword == "host").flat_map(|(_, _, patterns)| patterns)
}

/// The first line that sets for this name what an entry at the end would set. What hangs on more than the
/// name (`Match`, but for `Match all`) and included files are not looked into.
fn above(config: &str, name: &str) -> Option<Above> {
    let mut applies = true;
    for (line, keyword, arguments) in said(config) {
        match keyword.as_str() {
            "host" => applies = matches(&arguments, name),
            "match" => applies = matches!(&arguments[..], [all] if all.eq_ignore_ascii_case("all")),
            _ if applies && SETS.contains(&keyword.as_str()) => {
                return Some(Above { line, keyword });
            }
            _ => {}
        }
    }
    None
}

/// Whether the patterns of a `Host` line take a name: one does, and none that begins with `!`.
fn matches(patterns: &[String], name: &str) -> bool {
    let mut found = false;
    for pattern in patterns {
        match pattern.strip_prefix('!') {
            Some(pattern) if is_like(pattern, name) => return false,
            Some(_) => {}
            None => found |= is_like(pattern, name),
        }
    }
    found
}

/// `*` stands for anything, `?` for one character.
fn is_like(pattern: &str, name: &str) -> bool {
    let mut rest = pattern.chars();
    match rest.next() {
        None => name.is_empty(),
        Some('*') => {
            let pattern = rest.as_str();
            // Several stars in a row are one.
            let pattern = pattern.trim_start_matches('*');
            let starts = name.char_indices().map(|(at, _)| at).chain([name.len()]);
            pattern.is_empty() || starts.into_iter().any(|at| is_like(pattern, &name[at..]))
        }
        Some(one) => {
            let mut letters = name.chars();
            letters.next().is_some_and(|letter| {
                (one == '?' || letter == one) && is_like(rest.as_str(), letters.as_str())
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reached(id: &str, name: &str, address: &str) -> Reached {
        Reached { id: id.to_owned(), name: name.to_owned(), address: address.parse().unwrap() }
    }

    fn aliases(config: &str, names: &[&str]) -> Vec<String> {
        let wanted: Vec<Reached> = names
            .iter()
            .zip(1..)
            .map(|(name, n)| reached(&format!("i-{n}"), name, "10.0.0.1"))
            .collect();
        let addition = addition(config, &wanted, false);
        addition.entries.into_iter().map(|(_, alias)| alias).collect()
    }

    #[test]
    fn an_entry_is_what_ssh_needs_and_no_more() {
        let wanted = [reached("i-a1", "web", "180.76.1.2"), reached("i-b2", "db", "2400:da00::1")];
        assert_eq!(
            addition("", &wanted, false).lines.join("\n"),
            "# bcc-wizard i-a1\nHost web\n    HostName 180.76.1.2\n    User root\n\n\
             # bcc-wizard i-b2\nHost db\n    HostName 2400:da00::1\n    User root"
        );
        let keyed = addition("", &wanted[..1], true);
        assert_eq!(keyed.lines.last().unwrap(), "    # IdentityFile ~/.ssh/KEY");
    }

    #[test]
    fn an_alias_is_new_and_one_that_ssh_takes() {
        let config = "Host WEB \"a b\"\nHost=db\n  host  x y # z\n#Host free\nMatch host m\n";
        for (name, alias) in [
            ("web", "web-2"),
            ("Web", "Web-2"),
            ("db", "db-2"),
            ("y", "y-2"),
            ("free", "free"),
            ("a b", "a-b"),
            ("我的 服务器", "我的-服务器"),
            ("-oProxyCommand=x", "oProxyCommand-x"),
            ("*", "i-1"),
            ("", "i-1"),
            ("x\nHost *\n  ProxyCommand evil", "x-Host-ProxyCommand-evil"),
            ("db!?\u{202e}\"x", "db-x"),
        ] {
            assert_eq!(aliases(config, &[name]), [alias], "{name:?}");
        }
        assert_eq!(aliases("Host web\nHost web-2\n", &["web", "web"]), ["web-3", "web-4"]);
        assert!(aliases("", &[&"x".repeat(300)])[0].len() <= LONGEST_ALIAS);
    }

    #[test]
    fn an_instance_has_one_entry_and_ids_are_ids() {
        let wanted = [reached("i-a1", "web", "10.0.0.1"), reached("i-a", "web", "10.0.0.2")];
        let addition = super::addition("Host web\n  # bcc-wizard i-a1  \n", &wanted, false);
        assert_eq!(addition.known, ["i-a1"]);
        assert_eq!(addition.entries, [("i-a".to_owned(), "web-2".to_owned())]);
        let hostile = [reached("i-1\nHost *", "x", "10.0.0.1"), reached("", "x", "10.0.0.1")];
        assert_eq!(super::addition("", &hostile, false), Addition::default());
    }

    #[test]
    fn what_stands_above_and_wins_is_found() {
        for (config, wins) in [
            ("", None),
            ("User me\nHost x\n", Some((1, "user"))),
            ("Host *\n  ServerAliveInterval 9\n\tUser me\n", Some((3, "user"))),
            ("Host w* !web\n  User me\n", None),
            ("Host *.example\n  Port 22\n", None),
            ("Host w?b other\n  port=2222\n", Some((2, "port"))),
            ("Match all\n HostName x\n", Some((2, "hostname"))),
            ("Match host web\n User x\n", None),
            ("Host x\n User x\n", None),
        ] {
            let above = addition(config, &[reached("i-1", "web", "10.0.0.1")], false).above;
            let wins = wins.map(|(line, word)| Above { line, keyword: word.to_owned() });
            assert_eq!(above, wins, "{config:?}");
        }
    }

    #[test]
    fn a_blank_line_stands_between() {
        let lines = ["a".to_owned(), "b".to_owned()];
        for (config, tail) in
            [(&b""[..], "a\nb\n"), (b"x\n", "\na\nb\n"), (b"x", "\n\na\nb\n"), (b"\n", "\na\nb\n")]
        {
            assert_eq!(super::tail(config, &lines), tail);
        }
    }
}
