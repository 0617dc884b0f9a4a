//! What shells and `man` are given.

use std::process::Stdio;

use tempfile::TempDir;

use super::binary::{parts, program};

fn run(args: &[&str]) -> (i32, String, String) {
    let home = TempDir::new().unwrap();
    parts(&program(home.path(), &[], args).stdin(Stdio::null()).output().unwrap())
}

#[test]
fn every_shell_completes_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (code, script, said) = run(&["completions", shell]);
        assert_eq!((code, said.as_str()), (0, ""), "{shell}");
        for word in ["bcc-wizard", "check", "export", "completions", "doctor"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    let (code, out, said) = run(&["completions", "csh"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(said.contains("bash, elvish, fish, powershell, zsh"), "{said}");
}

#[test]
fn the_manual_page_tells_of_commands_exit_codes_variables_and_files() {
    let (code, page, said) = run(&["man"]);
    assert_eq!((code, said.as_str()), (0, ""));
    assert!(page.contains(".TH bcc-wizard 1"), "{page}");
    let sections: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix(".SH ")).collect();
    assert_eq!(
        sections,
        [
            "NAME",
            "SYNOPSIS",
            "DESCRIPTION",
            "OPTIONS",
            "COMMANDS",
            "\"EXIT STATUS\"",
            "ENVIRONMENT",
            "FILES",
            "VERSION"
        ]
    );
    // Roff may not take a hyphen for one.
    let plain = page.replace("\\-", "-");
    for word in [
        "check <FILE>",
        "export <FILE>",
        "--as <FORM>",
        "json, curl, bce, terraform, toml",
        "completions <SHELL>",
        "BCE_SECRET_ACCESS_KEY",
        "~/.bce/config.json",
        "130",
    ] {
        assert!(plain.contains(word), "{word} is not in\n{plain}");
    }
}
