//! `bcc-wizard orders`: the journal. What was ordered, what became of it, what is unfinished.
//!
//! `--output json` writes `{ "orders": [ … ], "unusable": [ "sentence", … ] }`; an order has the members
//! that [`crate::headless::report`] names.

use std::process::ExitCode;

use serde_json::{Value, json};

use crate::cli::{Global, Orders as Options, Output};
use crate::commands::{Explained as _, Unusable, print, print_json, say, way};
use crate::domain::language::Language;
use crate::domain::record::Record;
use crate::headless::report;
use crate::runtime::journal::JournalError;
use crate::ui::text::clean;
use crate::ui::words::Words;

/// Lists the journal. It asks the cloud nothing.
pub fn run(global: &Global, options: &Options, language: Language) -> anyhow::Result<ExitCode> {
    let journal = way::journal(global.sandbox)
        .ok_or_else(|| Unusable::failed(JournalError::NoPlace.said()))?;
    let mut listing = journal.list();
    if options.unfinished {
        listing.records.retain(|record| record.progress.state.unfinished());
    }
    let words = Words(language);
    let unusable: Vec<String> =
        listing.unusable.iter().map(|error| words.said(&error.said())).collect();
    match options.output {
        Output::Json => {
            let orders: Vec<Value> = listing.records.iter().map(report::of_record).collect();
            let all = json!({ "orders": orders, "unusable": unusable });
            print_json(&all.to_string()).or_say("command.not_written")?;
        }
        Output::Text => {
            for record in &listing.records {
                print(&line(words, record)).or_say("command.not_written")?;
            }
            for why in unusable {
                say(&why);
            }
            if listing.records.is_empty() {
                say(&words.get("orders.none"));
            } else if listing.records.iter().any(|record| record.progress.state.unfinished()) {
                say(&words.get("orders.resume"));
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn line(words: Words, record: &Record) -> String {
    let ordered = &record.ordered;
    let state: &str = record.progress.state.into();
    let ids: Vec<&str> = record.progress.instances.iter().map(|kept| kept.id.as_str()).collect();
    let what = format!("{} × {}", ordered.count, ordered.spec);
    let line = format!(
        "{}  {}  {}  {what}  {}  {}",
        record.token,
        record.placed,
        words.get(&format!("order_state.{state}")),
        ordered.zone,
        ids.join(" ")
    );
    clean(line.trim_end()).into_owned()
}
