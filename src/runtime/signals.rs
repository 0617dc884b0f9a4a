//! Signals and a vanished terminal become the same message as every other wish to quit.

use std::io;

use rustix::event::{PollFd, PollFlags, poll};
use tokio::signal::unix::{SignalKind, signal};
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

/// Sends [`Msg::Terminate`] when the terminal on standard input is gone, even where no SIGHUP comes
/// (`nohup`, a lost container). Waits in the kernel: no timer, no processor time.
pub fn watch_terminal(messages: UnboundedSender<Msg>) {
    std::thread::spawn(move || {
        let stdin = io::stdin();
        loop {
            // No event is asked for: a hang-up is reported all the same.
            let mut watched = [PollFd::new(&stdin, PollFlags::empty())];
            match poll(&mut watched, None) {
                Ok(_) => break,
                Err(rustix::io::Errno::INTR) => {}
                Err(_) => return,
            }
        }
        let _ = messages.send(Msg::Terminate);
    });
}
