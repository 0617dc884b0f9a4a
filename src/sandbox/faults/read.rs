//! Fault files: TOML into plans.

use std::time::Duration;

use axum::http::HeaderValue;
use jiff::SignedDuration;
use strum::IntoEnumIterator as _;
use toml::de::{DeTable, DeValue};

use super::FaultError;
use super::action::{Action, Page, PageKind, Spoil};
use super::plan::{Plan, Rule, When};
use super::table::{Source, Table, Value, integer, kind};
use crate::domain::nearest::nearest;
use crate::domain::said::Said;
use crate::sandbox::guess;
use crate::sandbox::operation::Operation;

/// Matches every request.
const STAR: &str = "*";
/// The longest anything takes: a day.
const DAY: i64 = 24 * 60 * 60;
/// The actions, in the order in which they are listed.
const ACTIONS: [&str; 11] = [
    "drop_before",
    "drop_after",
    "500_after",
    "error",
    "html",
    "redirect",
    "429",
    "stall",
    "truncate",
    "delay",
    "skew",
];

/// Every plan of a file.
pub(super) fn plans(file: &str, text: &str) -> Result<Vec<Plan>, FaultError> {
    let source = Source { file, text };
    let parsed = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        source.wrong(at, Said::of("fault_plan.not_toml").with("why", error.message().trim()))
    })?;
    let file =
        Table::new(&source, Said::of("fault_plan_what.file"), 0, parsed.get_ref(), &["plan"])?;
    let mut plans: Vec<Plan> = Vec::new();
    for value in list(&file, "plan")? {
        let table = Table::at(
            &source,
            Said::of("fault_plan_what.plan"),
            value,
            &["name", "about", "seed", "rule"],
        )?;
        let plan = plan(&table)?;
        if plans.iter().any(|known| known.name == plan.name) {
            return Err(table.wrong(Said::of("fault_plan.double").with("name", &plan.name)));
        }
        plans.push(plan);
    }
    if plans.is_empty() {
        return Err(file.wrong(Said::of("fault_plan.empty")));
    }
    Ok(plans)
}

/// The tables of an array of tables; none when it is not there.
fn list<'a>(table: &Table<'a>, key: &str) -> Result<Vec<Value<'a>>, FaultError> {
    let Some(value) = table.get(key) else { return Ok(Vec::new()) };
    match value.get_ref() {
        DeValue::Array(items) => Ok(items.iter().collect()),
        _ => Err(table.not(key, value, Said::of("fault_plan_want.tables").with("key", key))),
    }
}

fn plan(table: &Table<'_>) -> Result<Plan, FaultError> {
    let rules = list(table, "rule")?.into_iter().map(|value| {
        let keys = ["match", "nth", "probability", "times", "for_seconds", "action"];
        rule(&Table::at(table.source, Said::of("fault_plan_what.rule"), value, &keys)?)
    });
    Ok(Plan {
        name: table.needed("name", table.text("name")?)?.to_owned(),
        about: table.needed("about", table.text("about")?)?.to_owned(),
        seed: table.count("seed", 0..=i64::MAX)?.unwrap_or_default(),
        rules: rules.collect::<Result<_, _>>()?,
    })
}

fn rule(table: &Table<'_>) -> Result<Rule, FaultError> {
    let matched = table.needed("match", table.get("match"))?;
    let when = match (table.get("nth"), table.number("probability", 0.0..=1.0)?) {
        (Some(_), Some(_)) => {
            return Err(table.wrong(Said::of("fault_plan.not_both")));
        }
        (Some(nth), None) => When::Nth(ranges(table, nth)?),
        (None, Some(probability)) => When::Chance(probability),
        (None, None) => When::Always,
    };
    let most = Duration::from_secs(DAY.unsigned_abs()).as_secs_f64();
    let seconds = table.number("for_seconds", 0.001..=most)?;
    Ok(Rule {
        operations: operations(table, matched)?,
        when,
        times: table.count("times", 1..=i64::MAX)?,
        outage: seconds.map(|seconds| {
            SignedDuration::try_from_secs_f64(seconds).unwrap_or(SignedDuration::MAX)
        }),
        action: action(table, table.needed("action", table.get("action"))?)?,
    })
}

/// The operations of `match`; `None` for every request.
fn operations(table: &Table<'_>, value: Value<'_>) -> Result<Option<Vec<Operation>>, FaultError> {
    let names = match value.get_ref() {
        DeValue::Array(names) if !names.is_empty() => names.iter().collect(),
        _ => vec![value],
    };
    let mut operations = Vec::new();
    for name in names {
        let wanted = || Said::of("fault_plan_want.operation");
        let text = name.get_ref().as_str().ok_or_else(|| table.not("match", name, wanted()))?;
        if text == STAR {
            return Ok(None);
        }
        operations.push(text.parse().map_err(|_| {
            let guess = guess(nearest(text, Operation::iter().map(<&str>::from)));
            let reason = Said::of("fault_plan.no_operation").with("name", text);
            table.source.wrong(name.span().start, reason.with("guess", guess))
        })?);
    }
    Ok(Some(operations))
}

/// `nth`: 2, "2-4", "5-", or a list of them.
fn ranges(table: &Table<'_>, value: Value<'_>) -> Result<Vec<(u64, u64)>, FaultError> {
    let parts = match value.get_ref() {
        DeValue::Array(parts) if !parts.is_empty() => parts.iter().collect(),
        _ => vec![value],
    };
    let range = |part: Value<'_>| match part.get_ref() {
        DeValue::Integer(number) => {
            let number = u64::try_from(integer(number)?).ok()?;
            Some((number, number))
        }
        DeValue::String(text) => {
            let (first, last) = text.split_once('-')?;
            let last = if last.trim().is_empty() { Some(u64::MAX) } else { number(last) };
            Some((number(first)?, last?))
        }
        _ => None,
    };
    let checked = |part| {
        range(part)
            .filter(|(first, last)| *first >= 1 && first <= last)
            .ok_or_else(|| table.not("nth", part, Said::of("fault_plan_want.nth")))
    };
    parts.into_iter().map(checked).collect()
}

fn number(text: &str) -> Option<u64> {
    let text = text.trim();
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

/// `action`: a name, or a table with the name as its one key and the rest below it.
fn action(rule: &Table<'_>, value: Value<'_>) -> Result<Action, FaultError> {
    let empty = DeTable::new();
    let (name, at, below) = match value.get_ref() {
        DeValue::String(name) => (name.as_ref(), value.span().start, None),
        DeValue::Table(_) => {
            let table =
                Table::at(rule.source, Said::of("fault_plan_what.action"), value, &ACTIONS)?;
            let keys = table.keys();
            let [(name, at)] = keys[..] else {
                return Err(
                    table.wrong(Said::of("fault_plan.one_action").with_number("count", keys.len()))
                );
            };
            (name, at, table.get(name))
        }
        _ => {
            let reason = Said::of("fault_plan.must_be").with("key", "action");
            let reason = reason.with("wanted", Said::of("fault_plan_want.action"));
            return Err(rule.source.wrong(value.span().start, reason.with("found", kind(value))));
        }
    };
    let keys: &[&str] = match name {
        "drop_before" | "drop_after" | "500_after" => &[],
        "error" => &["status", "code", "message", "retry_after", "after"],
        "html" => &["status", "after"],
        "redirect" => &["location", "status"],
        "429" => &["retry_after"],
        "stall" => &["after"],
        "truncate" => &["bytes"],
        "delay" => &["ms"],
        "skew" => &["seconds"],
        _ => {
            let guess = guess(nearest(name, ACTIONS));
            let reason = Said::of("fault_plan.no_action").with("name", name).with("guess", guess);
            return Err(rule.source.wrong(at, reason.with("known", Said::list(ACTIONS))));
        }
    };
    let what = Said::of("fault_plan_what.an_action").with("name", name);
    let table = match below {
        Some(below) => Table::at(rule.source, what, below, keys)?,
        None => Table::new(rule.source, what, at, &empty, keys)?,
    };
    described(name, &table)
}

/// An action of a known name out of its table.
fn described(name: &str, table: &Table<'_>) -> Result<Action, FaultError> {
    let retry_after = || table.count("retry_after", 0..=DAY);
    let error = |status: u16, code: &str, message: &str, retry_after, after| {
        let kind = PageKind::Error { code: code.to_owned(), message: message.to_owned() };
        Spoil::Answer { page: Page { status, retry_after, kind }, after }
    };
    Ok(Action::Spoil(match name {
        "drop_after" => Spoil::Drop { after: true },
        "500_after" => error(
            500,
            "InternalError",
            "We encountered an internal error. Please try again.",
            None,
            true,
        ),
        "error" => error(
            table.needed("status", status(table, 400..=599)?)?,
            table.needed("code", table.text("code")?)?,
            table.needed("message", table.text("message")?)?,
            retry_after()?,
            table.flag("after")?,
        ),
        "html" => Spoil::Answer {
            page: Page {
                status: table.needed("status", status(table, 200..=599)?)?,
                retry_after: None,
                kind: PageKind::Html,
            },
            after: table.flag("after")?,
        },
        "redirect" => Spoil::Answer {
            page: Page {
                status: status(table, 300..=399)?.unwrap_or(307),
                retry_after: None,
                kind: PageKind::Redirect { location: location(table)? },
            },
            after: false,
        },
        "429" => error(429, "TooManyRequests", "Too many requests.", retry_after()?, false),
        "stall" => Spoil::Stall { after: table.flag("after")? },
        "truncate" => {
            let bytes = table.needed("bytes", table.count("bytes", 0..=i64::MAX)?)?;
            Spoil::Truncate { bytes: usize::try_from(bytes).unwrap_or(usize::MAX) }
        }
        "delay" => {
            let ms = table.needed("ms", table.count("ms", 0..=DAY * 1000)?)?;
            return Ok(Action::Delay(Duration::from_millis(ms)));
        }
        "skew" => {
            // Far enough for any clock, and never past the end of time.
            let seconds =
                table.needed("seconds", table.whole("seconds", -DAY * 400..=DAY * 400)?)?;
            return Ok(Action::Skew(SignedDuration::from_secs(seconds)));
        }
        _ => Spoil::Drop { after: false },
    }))
}

fn status(
    table: &Table<'_>,
    range: std::ops::RangeInclusive<i64>,
) -> Result<Option<u16>, FaultError> {
    Ok(table.whole("status", range)?.and_then(|status| u16::try_from(status).ok()))
}

fn location(table: &Table<'_>) -> Result<HeaderValue, FaultError> {
    let text = table.needed("location", table.text("location")?)?;
    HeaderValue::from_str(text).map_err(|_| table.wrong(Said::of("fault_plan.location")))
}
