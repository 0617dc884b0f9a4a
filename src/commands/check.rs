//! `bcc-wizard check`: what is wrong with a plan file, all of it at once.
//!
//! With `--output json` the report is one object, whose fields keep their meaning:
//!
//! ```text
//! valid     whether nothing weighs as an error
//! problems  in the order of the file, each with
//!   rule      lasting id: of limits.md, or `file.…` for what is wrong with the file itself
//!   severity  error, warning or hint
//!   field     the question's name; null where it is about none
//!   key       the key with its tables, entries of lists counted from 1; null where it is about the file
//!   line      from 1; null where the file does not have the key
//!   message   a sentence in the chosen language
//!   fix       {key, value?}: the key to use, and what to set it to; absent where none is known
//! ```

use std::process::ExitCode;

use serde_json::{Map, Value, json};

use super::cloud::Connection;
use super::plan::{self, Source};
use super::way::Way;
use super::{
    Explained as _, FAILED, REFUSED, USAGE, Unusable, apply, cloud, print, print_json, say,
};
use crate::cli::{Check as Options, Global, Output};
use crate::config::Settings;
use crate::domain::facts::Facts;
use crate::domain::fault::Fault as CloudFault;
use crate::domain::field::FieldId;
use crate::domain::plan::file::{Fault, PlanFile, judge};
use crate::domain::problem::{Problem, Severity};
use crate::domain::said::Said;
use crate::headless::drive::Broken;
use crate::ui::words::Words;

/// Checks by everything that can be known without asking the cloud, with `--online` by what the cloud
/// says too. Exit code 2 when it is not valid; 3 when the cloud refuses to say, 1 when it cannot be
/// asked: then there is no report.
pub fn run(global: &Global, options: &Options) -> anyhow::Result<ExitCode> {
    let settings = cloud::settings(global)?;
    let language = settings.language.value;
    let words = Words(language);
    let source = Source::open(&options.plan, language)?;
    let told = match source.read(&settings.region.value) {
        Ok(plan) => {
            plan::agrees(global, &plan)?;
            let (plan, password, mut told) = offline(&source, plan, words);
            if options.online {
                match online(global, settings, &plan, password)? {
                    Ok(problems) => {
                        let more = problems.iter().map(|it| Told::problem(it, &plan, words));
                        told = all(told, more);
                    }
                    Err(fault) => return Ok(not_reached(&fault, words)),
                }
            }
            told
        }
        Err(faults) => faults.iter().map(|it| Told::fault(it, Severity::Error, words)).collect(),
    };
    let report = Report { name: &source.name, told: &told, words };
    match options.output {
        Output::Text => print(&report.text()),
        Output::Json => print_json(&report.json()),
    }
    .or_say("command.not_written")?;
    Ok(if report.valid() { ExitCode::SUCCESS } else { ExitCode::from(USAGE) })
}

/// What the rules say while nothing is known of the cloud, and what the file says of itself; the plan
/// with its password, and whether there is one to judge.
fn offline(source: &Source, mut plan: PlanFile, words: Words) -> (PlanFile, bool, Vec<Told>) {
    let mut told: Vec<Told> =
        plan.remarks.iter().map(|it| Told::fault(it, Severity::Warning, words)).collect();
    let password = source.password(&plan);
    let unknown = match password {
        Some(Ok(password)) => {
            plan.draft.password_again = password.clone();
            plan.draft.password = password;
            false
        }
        // It need not be there where the plan is checked, only where it is used.
        Some(Err(fault)) => {
            told.push(Told::fault(&fault, Severity::Warning, words));
            true
        }
        None => false,
    };
    let problems = judge(&plan, &Facts::default());
    let kept = problems.iter().filter(|it| !unknown || !about_password(it));
    told.extend(kept.map(|problem| Told::problem(problem, &plan, words)));
    let told = all(told, []);
    (plan, !unknown, told)
}

fn about_password(problem: &Problem) -> bool {
    matches!(problem.field, FieldId::Password | FieldId::PasswordAgain)
}

/// Everything that is told, each once. What the file lacks comes last.
fn all(told: Vec<Told>, more: impl IntoIterator<Item = Told>) -> Vec<Told> {
    let mut all = told;
    for told in more {
        let same = |known: &Told| known.rule == told.rule && known.key == told.key;
        match all.iter_mut().find(|known| same(known)) {
            // Who could look says it better.
            Some(known) => *known = told,
            None => all.push(told),
        }
    }
    all.sort_by_key(|told| (told.line.is_none(), told.line));
    all
}

/// What the rules say of the purchase as `apply` would make it now, with all that they may know of the
/// cloud; or why a list that they need is not there.
fn online(
    global: &Global,
    mut settings: Settings,
    plan: &PlanFile,
    password: bool,
) -> anyhow::Result<Result<Vec<Problem>, CloudFault>> {
    settings.region.value.clone_from(&plan.draft.region);
    let connection = Connection::new(global, &settings)?;
    let way = Way::of(global, &settings, connection).map_err(Unusable::new)?;
    let runtime = super::event_loop()?;
    let broken = |words: &'static str| Unusable::failed(Said::of(words)).into();
    let problems = runtime.block_on(async {
        let mut headless = apply::open(way, &settings, plan.clone())?;
        match headless.settled(apply::LISTS).await {
            Ok(()) => {}
            Err(Broken::Aborted) => return Err(broken("command.broken_off")),
            Err(Broken::TooLong) => return Err(broken("command.lists_too_late")),
        }
        let wizard = &headless.wizard;
        if let Some(fault) = wizard.cloud.first_fault() {
            return Ok(Err(fault.clone()));
        }
        let wants = headless.wants_password() || !password;
        let kept = |problem: &&Problem| !wants || !about_password(problem);
        Ok(Ok(wizard.problems.iter().filter(kept).cloned().collect()))
    });
    runtime.shutdown_background();
    problems
}

/// Says that the cloud did not say, with the exit code for it.
fn not_reached(fault: &CloudFault, words: Words) -> ExitCode {
    say(&words.fault(fault));
    if let Some(details) = words.fault_details(fault) {
        say(&details);
    }
    ExitCode::from(if fault.status.is_some() { REFUSED } else { FAILED })
}

/// One line of the report.
pub(super) struct Told {
    rule: String,
    pub(super) severity: Severity,
    field: Option<FieldId>,
    pub(super) key: String,
    line: Option<usize>,
    message: String,
    fix: Option<(String, Option<String>)>,
}

impl Told {
    pub(super) fn fault(fault: &Fault, severity: Severity, words: Words) -> Self {
        Self {
            rule: fault.rule(),
            severity,
            field: None,
            key: fault.key.clone(),
            line: fault.line,
            message: plan::sentence(words, fault),
            fix: fault.nearest.clone().map(|key| (key, None)),
        }
    }

    pub(super) fn problem(problem: &Problem, plan: &PlanFile, words: Words) -> Self {
        let (key, line) = plan.place(problem.field, problem.item);
        let fix = problem.fix.as_ref().map(|fix| {
            let (mut key, _) = plan.place(fix.field, fix.item);
            if fix.field == FieldId::DataDisks && fix.item.is_some() {
                // A disk has two answers; a number is a size, anything else a type.
                let number = fix.value.parse::<u32>().is_ok();
                key.push_str(if number { ".size_gb" } else { ".type" });
            }
            (key, Some(fix.value.clone()))
        });
        Self {
            rule: problem.rule.to_owned(),
            severity: problem.severity,
            field: Some(problem.field),
            key,
            line,
            message: words.problem(problem),
            fix,
        }
    }

    /// One line for people: where, how grave, what, and by which rule.
    pub(super) fn text(&self, name: &str, words: Words) -> String {
        let line = self.line.map(|line| format!(":{line}")).unwrap_or_default();
        let severity = words.get(&format!("check.{}", severity(self.severity)));
        let place = format!("{name}{line}");
        let values = [
            ("place", place.as_str()),
            ("severity", &severity),
            ("key", &self.key),
            ("message", &self.message),
            ("rule", &self.rule),
        ];
        let form = if self.key.is_empty() { "told.line" } else { "told.line_of" };
        let mut text = words.fill(form, &values);
        if let Some((key, Some(value))) = &self.fix {
            let fix = words.fill("check.fix", &[("key", key), ("value", value)]);
            text = format!("{text}\n    {fix}");
        }
        text
    }

    fn json(&self) -> Value {
        let text = |text: &str| if text.is_empty() { Value::Null } else { Value::from(text) };
        let mut object = Map::new();
        object.insert("rule".to_owned(), self.rule.as_str().into());
        object.insert("severity".to_owned(), severity(self.severity).into());
        object.insert("field".to_owned(), self.field.map_or("", FieldId::name).into());
        if self.field.is_none() {
            object.insert("field".to_owned(), Value::Null);
        }
        object.insert("key".to_owned(), text(&self.key));
        object.insert("line".to_owned(), self.line.map_or(Value::Null, Value::from));
        object.insert("message".to_owned(), self.message.as_str().into());
        if let Some((key, value)) = &self.fix {
            let mut fix = Map::new();
            fix.insert("key".to_owned(), key.as_str().into());
            if let Some(value) = value {
                fix.insert("value".to_owned(), value.as_str().into());
            }
            object.insert("fix".to_owned(), fix.into());
        }
        object.into()
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "hint",
    }
}

struct Report<'a> {
    name: &'a str,
    told: &'a [Told],
    words: Words,
}

impl Report<'_> {
    fn count(&self, severity: Severity) -> usize {
        self.told.iter().filter(|told| told.severity == severity).count()
    }

    fn valid(&self) -> bool {
        self.count(Severity::Error) == 0
    }

    fn text(&self) -> String {
        let lines = self.told.iter().map(|told| told.text(self.name, self.words));
        let mut lines: Vec<String> = lines.collect();
        let counts = [Severity::Error, Severity::Warning, Severity::Hint]
            .map(|severity| self.count(severity).to_string());
        let [errors, warnings, hints] = &counts;
        let values =
            [("name", self.name), ("errors", errors), ("warnings", warnings), ("hints", hints)];
        let key = if self.valid() { "check.valid" } else { "check.invalid" };
        lines.push(self.words.fill(key, &values));
        // Texts of the file are in it.
        let lines: Vec<String> = lines
            .iter()
            .flat_map(|line| line.split('\n'))
            .map(|line| crate::ui::text::clean(line).into_owned())
            .collect();
        lines.join("\n")
    }

    fn json(&self) -> String {
        let problems: Vec<Value> = self.told.iter().map(Told::json).collect();
        let report = json!({ "valid": self.valid(), "problems": problems });
        serde_json::to_string_pretty(&report).unwrap_or_default()
    }
}
