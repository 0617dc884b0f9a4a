//! `bcc-wizard apply`: the purchase of a plan file without a screen.
//!
//! The plan's answers are put into the same wizard that people use; its lists, defaults, rules, prices
//! and order are the wizard's own, so the request is the same to the byte. What changes is only who
//! consents: `--yes`, or `y` (or the count) typed on the terminal.
//!
//! stdout has the instance ids, or with `--output json` one object as [`crate::headless::report`] says;
//! everything else goes to stderr. Exit codes: 0 running · 1 failed · 2 the plan or the command line
//! cannot be used · 3 refused by the cloud · 4 placed but not confirmed running · 130 broken off.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::process::ExitCode;
use std::time::Duration;

use rust_decimal::Decimal;
use serde_json::json;
use tokio::sync::mpsc::unbounded_channel;

use crate::app::dialog::Dialog;
use crate::app::wizard::{Setup, Wizard};
use crate::cli::{Apply as Options, Global, Output};
use crate::commands::check::Told;
use crate::commands::cloud::{self, Connection};
use crate::commands::follow::follow;
use crate::commands::plan::{self as plan_file, Source};
use crate::commands::way::Way;
use crate::commands::{ABORTED, Explained as _, FAILED, REFUSED, USAGE, Unusable};
use crate::commands::{password, print_json, say};
use crate::config::{self, Settings};
use crate::domain::facts::Facts;
use crate::domain::fault::Fault;
use crate::domain::plan::file::{PlanFile, judge};
use crate::domain::plan::{self, Format};
use crate::domain::price::{self, Drift, Quote};
use crate::domain::problem::Severity;
use crate::domain::record::Confirmed;
use crate::domain::said::Said;
use crate::domain::units::grouped;
use crate::export;
use crate::headless::drive::{Broken, Headless};
use crate::headless::report;
use crate::i18n;
use crate::runtime::executor::{Executor, mint_token};
use crate::runtime::signals;
use crate::ui::widgets::price as shown;
use crate::ui::words::Words;

/// Columns and rows nobody sees.
const UNSEEN: (u16, u16) = (120, 36);
/// How long the lists and prices of an order may take to arrive.
pub const LISTS: Duration = Duration::from_mins(2);

/// Buys what the plan says.
pub fn run(global: &Global, options: &Options) -> anyhow::Result<ExitCode> {
    let mut settings = cloud::settings(global)?;
    let language = settings.language.value;
    let words = Words(language);
    let source = Source::open(&options.plan, language)?;
    let plan = match source.whole(&settings.region.value) {
        Ok(plan) => plan,
        Err(faults) => {
            for fault in &faults {
                say(&Told::fault(fault, Severity::Error, words).text(&source.name, words));
            }
            return Ok(ExitCode::from(USAGE));
        }
    };
    plan_file::agrees(global, &plan)?;
    // What is wrong whatever the cloud says is told before it is asked. What machine is bought, and with
    // which system, a plan must say.
    let wrong: Vec<_> = judge(&plan, &Facts::default())
        .into_iter()
        .filter(|problem| problem.severity == Severity::Error)
        .collect();
    if !wrong.is_empty() {
        for problem in &wrong {
            let (key, line) = plan.place(problem.field, problem.item);
            let at = line.map(|line| format!(":{line}")).unwrap_or_default();
            let (place, message) = (format!("{}{at}", source.name), words.problem(problem));
            let values = [("place", place.as_str()), ("key", &key), ("message", &message)];
            say(&words.fill("told.wrong", &[&values[..], &[("rule", problem.rule)]].concat()));
        }
        say(&words.get("apply.not_valid"));
        return Ok(ExitCode::from(USAGE));
    }
    settings.region.value.clone_from(&plan.draft.region);
    let consents = options.yes || options.dry_run || io::stdin().is_terminal();
    if !consents {
        return Err(Unusable::new(Said::of("command.nobody_consents")).into());
    }
    let connection = Connection::new(global, &settings)?;
    let way = Way::of(global, &settings, connection).map_err(Unusable::new)?;
    let runtime = super::event_loop()?;
    let code = runtime.block_on(async move {
        let mut headless = open(way, &settings, plan)?;
        apply(&mut headless, options, words).await
    });
    runtime.shutdown_background();
    code
}

/// A wizard with the answers of a plan, which begins to ask for everything they need.
pub fn open(way: Way, settings: &Settings, plan: PlanFile) -> anyhow::Result<Headless> {
    let (sender, messages) = unbounded_channel();
    signals::watch_signals(&sender).or_say("command.signals")?;
    let setup = Setup {
        place: way.place.clone(),
        region: way.region.clone(),
        language: settings.language.value,
        size: UNSEEN,
    };
    let short_secret = config::can_encrypt(&way.secret_key).is_err();
    let (mut wizard, mut effects) = Wizard::planned(setup, plan, None);
    wizard.cloud.short_secret = short_secret;
    effects.extend(wizard.review());
    let mint = Box::new(mint_token);
    let executor =
        Executor::new(&way.region, way.secret_key, way.connect, mint, way.ledger, sender);
    let mut headless = Headless::new(wizard, executor, messages);
    headless.act(effects);
    Ok(headless)
}

async fn apply(
    headless: &mut Headless,
    options: &Options,
    words: Words,
) -> anyhow::Result<ExitCode> {
    match headless.settled(LISTS).await {
        Ok(()) => {}
        Err(Broken::Aborted) => return Ok(ExitCode::from(ABORTED)),
        Err(Broken::TooLong) => {
            say(&words.get("apply.too_long"));
            return Ok(ExitCode::from(FAILED));
        }
    }
    if headless.wants_password()
        && let Some(typed) = password::typed_twice(words).or_say("command.password_not_read")?
    {
        headless.give_password(&typed);
    }
    if let Some(code) = stopped(headless, options, words)? {
        return Ok(code);
    }
    let wizard = &headless.wizard;
    say(&what(words, wizard));
    for line in shown::left_out(words, &wizard.quote) {
        say(&line);
    }
    let confirmed = Confirmed::of(&wizard.quote);
    if options.dry_run {
        return dry(headless, options, &confirmed);
    }
    let quote = wizard.quote.clone();
    if !options.yes && !asked(words, headless, &quote)? {
        say(&words.get("apply.not_bought"));
        return Ok(ExitCode::from(ABORTED));
    }
    headless.buy();
    if let Some(code) = checked(headless, options, words).await? {
        return Ok(code);
    }
    let wait = Duration::from_secs(options.wait);
    let confirmed = Confirmed::of(&headless.wizard.quote);
    follow(headless, words, wait, options.output, &confirmed).await
}

/// Waits for the price that is asked once more before the order is sent. One that is not what was
/// consented to any more is asked about again, or taken where it is within `--max-price`; else nothing is
/// ordered, and here is the exit code.
async fn checked(
    headless: &mut Headless,
    options: &Options,
    words: Words,
) -> anyhow::Result<Option<ExitCode>> {
    let decided = |wizard: &Wizard| match &wizard.dialog {
        Some(Dialog::Confirm(confirm)) => !confirm.confirmed,
        _ => true,
    };
    loop {
        match headless.until(Some(LISTS), |_| {}, decided).await {
            Ok(()) => {}
            Err(Broken::Aborted) => return Ok(Some(ExitCode::from(ABORTED))),
            Err(Broken::TooLong) => {
                say(&words.get("apply.too_long"));
                return Ok(Some(ExitCode::from(FAILED)));
            }
        }
        let Some(Dialog::Confirm(confirm)) = &headless.wizard.dialog else { return Ok(None) };
        let quote = confirm.quote.clone();
        let Some(moved) = &confirm.moved else { return Ok(None) };
        say(&shown::moved(words, moved, &quote));
        let dearer = moved.how == Drift::Dearer;
        if let Some(code) = over_limit(&quote, options, words) {
            return Ok(Some(code));
        }
        let within = options.max_price.is_some() && dearer;
        if !within && options.yes {
            say(&words.get("apply.risen"));
            return Ok(Some(ExitCode::from(USAGE)));
        }
        if !within && !asked(words, headless, &quote)? {
            say(&words.get("apply.not_bought"));
            return Ok(Some(ExitCode::from(ABORTED)));
        }
        headless.consent();
    }
}

/// What stands in the way of buying, said, with the exit code for it.
fn stopped(
    headless: &Headless,
    options: &Options,
    words: Words,
) -> anyhow::Result<Option<ExitCode>> {
    let wizard = &headless.wizard;
    for problem in &wizard.problems {
        let mark = match problem.severity {
            Severity::Error => "!",
            Severity::Warning => "~",
            Severity::Hint => continue,
        };
        let field = words.field(problem.field);
        let message = words.problem(problem);
        let values = [("mark", mark), ("field", &field), ("message", &message)];
        say(&words.fill("told.problem", &[&values[..], &[("rule", problem.rule)]].concat()));
    }
    let blocked = wizard.problems.iter().any(|problem| problem.severity == Severity::Error);
    // A list that failed explains what is missing better than that it is missing.
    if blocked && let Some(fault) = wizard.cloud.first_fault() {
        say(&words.fault(fault));
        if let Some(details) = words.fault_details(fault) {
            say(&details);
        }
        return refused(options, fault).map(Some);
    }
    if blocked {
        say(&words.get("apply.not_valid"));
        return Ok(Some(ExitCode::from(USAGE)));
    }
    Ok(over_limit(&wizard.quote, options, words))
}

/// Whether a price is above `--max-price`, or cannot be held against it: said, with the exit code.
fn over_limit(quote: &Quote, options: &Options, words: Words) -> Option<ExitCode> {
    let most = options.max_price?;
    match price::comparable(quote) {
        None => say(&words.get("apply.price_unknown")),
        Some(price) if price.0 > most => {
            let shown = |amount: Decimal| grouped(&amount.normalize().to_string());
            let values = [("price", shown(price.0)), ("most", shown(most))];
            let values: Vec<(&str, &str)> = values.iter().map(|(n, v)| (*n, v.as_str())).collect();
            say(&words.fill("apply.too_dear", &values));
        }
        Some(_) => return None,
    }
    Some(ExitCode::from(USAGE))
}

/// The exit code of what the cloud, or the way to it, said before anything was ordered.
fn refused(options: &Options, fault: &Fault) -> anyhow::Result<ExitCode> {
    if options.output == Output::Json {
        let said = json!({ "state": null, "error": report::of_fault(fault) });
        print_json(&said.to_string()).or_say("command.not_written")?;
    }
    Ok(ExitCode::from(if fault.status.is_some() { REFUSED } else { FAILED }))
}

/// `1 × bcc.g5.c2m8 in cn-bj-d, Ubuntu 22.04: ¥0.7714 /h`.
fn what(words: Words, wizard: &Wizard) -> String {
    let draft = &wizard.draft;
    let text = |choice: &Option<String>| choice.clone().unwrap_or_default();
    let (spec, zone) = (text(&draft.spec), text(&draft.zone));
    let price = shown::total(words, &wizard.quote);
    let values =
        [("count", draft.count.trim()), ("spec", &spec), ("zone", &zone), ("price", &price)];
    words.fill("apply.what", &values)
}

/// Asks on the terminal: `y`, or the count for a large order.
fn asked(words: Words, headless: &Headless, quote: &Quote) -> anyhow::Result<bool> {
    let count = headless.wizard.draft.count.trim().to_owned();
    let typed = price::needs_typed_count(quote, count.parse().unwrap_or(u32::MAX));
    let prompt = if typed {
        words.fill("apply.type_count", &[("count", &count)])
    } else {
        words.get("apply.type_y").into_owned()
    };
    write!(io::stderr(), "{prompt} ").or_say("command.question_not_asked")?;
    io::stderr().flush().or_say("command.question_not_asked")?;
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).or_say("command.answer_not_read")?;
    let line = line.trim();
    Ok(if typed { line == count } else { line.eq_ignore_ascii_case("y") })
}

/// What would be sent, without the password.
fn dry(headless: &Headless, options: &Options, confirmed: &Confirmed) -> anyhow::Result<ExitCode> {
    let wizard = &headless.wizard;
    let facts = wizard.cloud.facts(&wizard.draft);
    let plan = plan::from_draft(&wizard.draft, &facts)
        .map_err(|_| Unusable::failed(Said::of("command.not_valid")))?;
    let body = export::text(&plan, Format::Json, None, &i18n::speaker(wizard.language))
        .map_err(|error| Unusable::failed(error.said()))?;
    let text = match options.output {
        Output::Text => body,
        Output::Json => {
            let request: serde_json::Value = serde_json::from_str(&body)?;
            let price = json!({
                "hourly": confirmed.hourly, "once": confirmed.once, "complete": confirmed.complete,
            });
            json!({ "state": "dry_run", "request": request, "price": price, "error": null })
                .to_string()
        }
    };
    print_json(&text).or_say("command.not_written")?;
    Ok(ExitCode::SUCCESS)
}
