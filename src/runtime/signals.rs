//! Signals become the same message as every other wish to quit.

use std::io;

use rustix::process::Signal as Number;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::mpsc::UnboundedSender;

use crate::app::msg::Msg;

/// Sends [`Msg::Terminate`] on SIGTERM, SIGHUP, SIGINT and SIGQUIT.
pub fn watch_signals(messages: &UnboundedSender<Msg>) -> io::Result<()> {
    for kind in
        [SignalKind::terminate(), SignalKind::hangup(), SignalKind::interrupt(), SignalKind::quit()]
    {
        let mut signals = signal(kind)?;
        let messages = messages.clone();
        tokio::spawn(async move {
            while signals.recv().await.is_some() {
                let _ = messages.send(Msg::Terminate);
            }
        });
    }
    Ok(())
}

/// Tells when the program was stopped and goes on (SIGCONT).
pub fn continued() -> io::Result<Signal> {
    signal(SignalKind::from_raw(Number::CONT.as_raw()))
}
