//! bcc-wizard: buy a Baidu AI Cloud virtual machine (BCC) without leaving the terminal.
//!
//! The layers, and who may import whom (a test reads the `use` lines and holds this):
//!
//! ```text
//! domain   ← nothing            facts and rules of a purchase
//! api      ← domain             the Baidu wire protocol
//! app      ← domain, i18n       the wizard's state and the one function that changes it
//! ui       ← app, domain        the one function that draws it
//! runtime  ← app, api, domain, files   effects made real; the end by a fault of the program
//! tui      ← app, ui, runtime   the only code that touches the terminal
//! headless ← app, runtime, domain   the wizard without a screen
//! plain    ← app, ui, runtime   the wizard as questions line by line
//! export   ← domain, api::{wire, sign}   a purchase in the forms of other programs
//! sandbox  ← domain, api::{sign, cipher, wire}   the embedded cloud
//! cli      ← domain, i18n       the command line
//! config   ← domain, i18n, files, api::endpoint   the settings
//! logging  ← api::exchange, domain   the debug log
//! files    ← nothing            files that are never half written
//! commands ← all                one file a subcommand
//! ```
//!
//! [`i18n`] is words only and may be used by whoever shows something.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

rust_i18n::i18n!("assets/locales", fallback = "en");

pub mod api;
pub mod app;
pub mod cli;
pub mod commands;
pub mod config;
pub mod domain;
pub mod export;
pub mod files;
pub mod headless;
pub mod i18n;
pub mod logging;
pub mod plain;
pub mod runtime;
pub mod sandbox;
pub mod tui;
pub mod ui;
