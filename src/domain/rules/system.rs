//! Rules of the sixth step: names and login.
//!
//! No problem holds anything of a password: its sentences have no places to fill.

use secrecy::ExposeSecret as _;

use crate::domain::catalog::{ImageKind, OsType};
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
        LoginChoice::KeepImage => check_keep_image(case, found),
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
        Verdict::Refused => {
            let problem = Problem::error("name.charset", "name_charset", field);
            found.push(problem.maybe_fixed(limits::name_cleaned(name, limits::NAME_MAX)));
        }
    }
    let length = name.chars().count();
    if !limits::name_length(name) {
        let problem = Problem::error("name.len", "name_len", field);
        let problem = problem.with("max", &limits::NAME_MAX).with("n", &length);
        found.push(problem.maybe_fixed(limits::name_cleaned(name, limits::NAME_MAX)));
    } else if length > 0 && length + suffix(case) > limits::NAME_MAX {
        let problem = Problem::warning("name.batch", "name_batch", field);
        let shorter = limits::name_cleaned(name, limits::NAME_MAX - suffix(case));
        found.push(problem.with("max", &limits::NAME_MAX).maybe_fixed(shorter));
    }
    if limits::name_charset(name) != Verdict::Refused && limits::name_length(name) {
        check_numbering(case, name, field, found);
    }
}

/// What the names of a batch look like; of a single instance `autoSeqSuffix` decides (limits.md
/// `x.batch_names`). Whether the cloud counts from 0 or 1 is not documented.
fn check_numbering(case: &Case, name: &str, field: FieldId, found: &mut Vec<Problem>) {
    let words = match case.count {
        _ if name.is_empty() => return,
        Some(2..) => "x_batch_names",
        Some(1) if case.draft.ordered_suffix == Some(true) => "x_batch_single",
        _ => return,
    };
    let problem = Problem::hint("x.batch_names", words, field).with("name", name);
    found.push(problem.with("count", &case.count.unwrap_or(1)));
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
        let cleaned = limits::hostname_cleaned(hostname, limits::HOSTNAME_MAX);
        found.push(Problem::error("host.charset", "host_charset", field).maybe_fixed(cleaned));
    }
    if !limits::hostname_length(hostname) {
        let problem = Problem::error("host.len", "host_len", field)
            .with("min", &limits::HOSTNAME_MIN)
            .with("max", &limits::HOSTNAME_MAX);
        found.push(problem.maybe_fixed(limits::hostname_cleaned(hostname, limits::HOSTNAME_MAX)));
    } else if length > 0 && length + suffix(case) > limits::HOSTNAME_MAX {
        let problem = Problem::warning("host.batch", "host_batch", field);
        let shorter = limits::hostname_cleaned(hostname, limits::HOSTNAME_MAX - suffix(case));
        found.push(problem.with("max", &limits::HOSTNAME_MAX).maybe_fixed(shorter));
    }
    if valid && limits::hostname_length(hostname) {
        check_numbering(case, hostname, field, found);
    }
    if valid && !limits::hostname_portable(hostname) {
        let cleaned = limits::hostname_cleaned(hostname, limits::HOSTNAME_MAX);
        found.push(Problem::warning("host.special", "host_special", field).maybe_fixed(cleaned));
    }
    if case.os() == OsType::Windows && length > limits::HOSTNAME_WINDOWS {
        let problem = Problem::hint("host.windows", "host_windows", field);
        found.push(problem.with("n", &limits::HOSTNAME_WINDOWS));
    }
}

fn check_keep_image(case: &Case, found: &mut Vec<Problem>) {
    let Some(image) = case.image else { return };
    if matches!(image.kind, ImageKind::Custom | ImageKind::Shared) {
        return;
    }
    let pairs = case.facts.key_pairs.is_none_or(|pairs| !pairs.is_empty());
    let by_key = pairs && case.os() == OsType::Linux;
    let instead = if by_key { LoginChoice::KeyPair } else { LoginChoice::Password };
    let problem = Problem::error("x.login_keep", "x_login_keep", FieldId::Login);
    found.push(problem.fixed(<&str>::from(instead)));
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
            let problem = Problem::error("key.listed", "key_listed", field).with("key", id);
            // Which of several was meant is not ours to guess.
            found.push(match listed {
                [] => problem.fixed_by(FieldId::Login, by_password),
                [only] => problem.fixed(&only.id),
                _ => problem,
            });
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
