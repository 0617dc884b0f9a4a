//! Following an order without a screen: what changes goes to stderr, the result to stdout.

use std::process::ExitCode;
use std::time::Duration;

use serde_json::Value;

use crate::app::wizard::Wizard;
use crate::cli::Output;
use crate::commands::{ABORTED, Explained as _, FAILED, REFUSED, UNFINISHED};
use crate::commands::{print, print_json, say};
use crate::domain::order::Phase;
use crate::domain::record::Confirmed;
use crate::headless::drive::{Broken, Headless, at_rest};
use crate::headless::report;
use crate::ui::follow::lines;
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
        for line in lines(self.words, order) {
            if !self.said.contains(&line) {
                say(&line);
                self.said.push(line);
            }
        }
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
        if let Some(notice) = words.noticed(&headless.wizard) {
            say(&notice);
        }
        return Ok(ExitCode::from(if ended.is_err() { ABORTED } else { FAILED }));
    };
    let region = headless.wizard.draft.region.clone();
    match output {
        Output::Json => {
            let report: Value = report::of_order(order, headless.placed(), &region, confirmed);
            print_json(&report.to_string()).or_say("command.not_written")?;
        }
        Output::Text => {
            for row in &order.rows {
                print(&row.id).or_say("command.not_written")?;
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
