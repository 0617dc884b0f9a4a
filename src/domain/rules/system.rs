//! Rules of the sixth step: names and login.
//!
//! No problem holds anything of a password: its sentences have no places to fill.

use secrecy::ExposeSecret as _;

use crate::domain::catalog::OsType;
use crate::domain::draft::LoginChoice;
use crate::domain::field::FieldId;
use crate::domain::problem::Problem;
use crate::domain::rules::limits::{self, Verdict};
use crate::domain::rules::{Case, chosen};

pub(super) fn check(case: &Case, found: &mut Vec<Problem>) {
    check_name(case, found);
    check_hostname(case, found);
    match case.draft.login {
        LoginChoice::KeyPair => check_key_pair(case, found),
        LoginChoice::Password => check_password(case, found),
        LoginChoice::KeepImage => {}
        LoginChoice::Later => {
            found.push(Problem::warning("x.login_one", "x_login_one", FieldId::Login));
        }
    }
}

fn check_name(case: &Case, found: &mut Vec<Problem>) {
    let field = FieldId::Name;
    let name = case.draft.name.trim();
    match limits::name_charset(name) {
        Verdict::Fine => {}
        Verdict::Unusual => {
            found.push(Problem::warning("name.charset", "name_chinese_first", field));
        }
        Verdict::Refused => found.push(Problem::error("name.charset", "name_charset", field)),
    }
    let length = name.chars().count();
    if !limits::name_length(name) {
        let problem = Problem::error("name.len", "name_len", field);
        found.push(problem.with("max", &limits::NAME_MAX).with("n", &length));
    } else if length > 0 && length + suffix(case) > limits::NAME_MAX {
        let problem = Problem::warning("name.batch", "name_batch", field);
        found.push(problem.with("max", &limits::NAME_MAX));
    }
}

/// Characters of the number behind the names of a batch.
fn suffix(case: &Case) -> usize {
    limits::batch_suffix_len(case.count.unwrap_or(1))
}

fn check_hostname(case: &Case, found: &mut Vec<Problem>) {
    let field = FieldId::Hostname;
    let hostname = case.draft.hostname.trim();
    let length = hostname.chars().count();
    let valid = limits::hostname_charset(hostname);
    if !valid {
        let cleaned = limits::hostname_cleaned(hostname);
        found.push(Problem::error("host.charset", "host_charset", field).maybe_fixed(cleaned));
    }
    if !limits::hostname_length(hostname) {
        let problem = Problem::error("host.len", "host_len", field);
        found.push(problem.with("min", &limits::HOSTNAME_MIN).with("max", &limits::HOSTNAME_MAX));
    } else if length > 0 && length + suffix(case) > limits::HOSTNAME_MAX {
        let problem = Problem::warning("host.batch", "host_batch", field);
        found.push(problem.with("max", &limits::HOSTNAME_MAX));
    }
    if valid && !limits::hostname_portable(hostname) {
        let cleaned = limits::hostname_cleaned(hostname);
        found.push(Problem::warning("host.special", "host_special", field).maybe_fixed(cleaned));
    }
    if case.os() == OsType::Windows && length > limits::HOSTNAME_WINDOWS {
        let problem = Problem::hint("host.windows", "host_windows", field);
        found.push(problem.with("n", &limits::HOSTNAME_WINDOWS));
    }
}

fn check_key_pair(case: &Case, found: &mut Vec<Problem>) {
    let by_password: &str = LoginChoice::Password.into();
    if case.os() == OsType::Windows {
        let problem = Problem::error("x.login_windows", "x_login_windows", FieldId::Login);
        found.push(problem.fixed(by_password));
        return;
    }
    let listed = case.facts.key_pairs;
    let field = FieldId::KeyPair;
    match (chosen(case.draft.key_pair.as_ref()), listed) {
        (None, Some([])) => found.push(
            Problem::error("key.required", "key_none", field).fixed_by(FieldId::Login, by_password),
        ),
        (None, _) => found.push(Problem::error("key.required", "key_required", field)),
        (Some(id), Some(listed)) if !listed.iter().any(|key| key.id == id) => {
            found.push(Problem::error("key.listed", "key_listed", field).with("key", id));
        }
        (Some(id), None) if !limits::key_pair_id_format(id) => {
            found.push(Problem::error("key.listed", "key_format", field).with("key", id));
        }
        _ => {}
    }
}

fn check_password(case: &Case, found: &mut Vec<Problem>) {
    if case.facts.short_secret {
        found.push(Problem::error("cred.sk", "cred_sk", FieldId::Login));
    }
    let field = FieldId::Password;
    let password = case.draft.password.expose_secret();
    if password.is_empty() {
        found.push(Problem::error("pass.required", "pass_required", field));
        return;
    }
    let judged = [
        ("pass.len", limits::password_length(password), "pass_len", "pass_len_newer"),
        ("pass.classes", limits::password_classes(password), "pass_classes", "pass_classes_newer"),
        ("pass.charset", limits::password_charset(password), "pass_charset", "pass_charset_newer"),
    ];
    for (rule, verdict, refused, unusual) in judged {
        let words = if verdict == Verdict::Refused { refused } else { unusual };
        if let Some(severity) = verdict.severity() {
            found.push(Problem::new(severity, rule, words, field));
        }
    }
    if password != case.draft.password_again.expose_secret() {
        let field = FieldId::PasswordAgain;
        found.push(Problem::error("pass.repeat", "pass_repeat", field));
    }
}
