//! Following an order without a screen: what changes goes to stderr, the result to stdout.

use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use serde_json::Value;

use crate::app::wizard::Wizard;
use crate::cli::Output;
use crate::commands::{ABORTED, FAILED, REFUSED, UNFINISHED, print, print_json, say};
use crate::domain::order::{Order, Phase, RowState};
use crate::domain::record::Confirmed;
use crate::headless::drive::{Broken, Headless, at_rest};
use crate::headless::report;
use crate::ui::words::Words;

/// Says what changes, each thing once.
pub struct Teller {
    words: Words,
    said: Vec<String>,
}

impl Teller {
    /// Nothing is said yet.
    pub fn new(words: Words) -> Self {
        Self { words, said: Vec::new() }
    }

    /// Says what is new.
    pub fn tell(&mut self, wizard: &Wizard) {
        let Some(order) = &wizard.order else { return };
        let lines = self.lines(order);
        for line in lines {
            if !self.said.contains(&line) {
                say(&line);
                self.said.push(line);
            }
        }
    }

    fn lines(&self, order: &Order) -> Vec<String> {
        let words = self.words;
        let mut lines = Vec::new();
        match &order.phase {
            Phase::Sending => {
                lines.push(words.fill("follow.sending", &[("token", &order.token)]));
            }
            Phase::Unknown(fault) => {
                let values = [("tries", order.tries.to_string()), ("why", words.fault(fault))];
                let values: Vec<(&str, &str)> =
                    values.iter().map(|(n, v)| (*n, v.as_str())).collect();
                lines.push(words.fill("follow.unknown", &values));
            }
            Phase::Refused(fault) => {
                let details = words.fault_details(fault).unwrap_or_default();
                let why = words.fault(fault);
                lines.push(words.fill("follow.refused", &[("why", &why), ("details", &details)]));
            }
            Phase::Following | Phase::Finished | Phase::Failed => {
                for warning in &order.warnings {
                    lines.push(words.fill("follow.warning", &[("warning", warning)]));
                }
                for row in &order.rows {
                    let status = match (&row.seen, row.state) {
                        (_, RowState::Gone) => words.get("follow.gone").into_owned(),
                        (Some(seen), _) => seen.status.clone(),
                        (None, _) => words.get("follow.accepted").into_owned(),
                    };
                    lines.push(format!("{}  {status}", row.id));
                }
                if let Some(outage) = &order.outage {
                    let why = words.fault(&outage.fault);
                    lines.push(words.fill("follow.outage", &[("why", &why)]));
                }
            }
        }
        lines
    }
}

/// Follows the order until it rests, the time is up, or the user breaks off; writes the result.
pub async fn follow(
    headless: &mut Headless,
    words: Words,
    wait: Duration,
    output: Output,
    confirmed: &Confirmed,
) -> anyhow::Result<ExitCode> {
    let mut teller = Teller::new(words);
    let ended = headless.until(Some(wait), |wizard| teller.tell(wizard), at_rest).await;
    let Some(order) = headless.order() else {
        // It never came to an order: the wizard says why.
        if let Some(notice) = &headless.wizard.notice {
            say(&words.notice(notice.words, &notice.values));
        }
        return Ok(ExitCode::from(if ended.is_err() { ABORTED } else { FAILED }));
    };
    let region = headless.wizard.draft.region.clone();
    match output {
        Output::Json => {
            let report: Value = report::of_order(order, headless.placed(), &region, confirmed);
            print_json(&report.to_string()).context("the result could not be written")?;
        }
        Output::Text => {
            for row in &order.rows {
                print(&row.id).context("the instance ids could not be written")?;
            }
        }
    }
    if order.under_way() {
        say(&words.fill("follow.resume", &[("token", &order.token)]));
    }
    Ok(ExitCode::from(match (&order.phase, ended) {
        (Phase::Finished, _) => return Ok(ExitCode::SUCCESS),
        (Phase::Failed, _) => FAILED,
        // What never reached the cloud was not refused by it.
        (Phase::Refused(fault), _) if fault.status.is_none() => FAILED,
        (Phase::Refused(_), _) => REFUSED,
        (_, Ok(()) | Err(Broken::TooLong | Broken::Aborted)) => UNFINISHED,
    }))
}
