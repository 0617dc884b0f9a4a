//! What the terminal says, read on a thread of its own: nothing else waits while the keyboard is at rest, and
//! nothing is waited for but what comes.

use std::io::{self, PipeReader, PipeWriter};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::stdio::stdin;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::mpsc::UnboundedSender;

use crate::app::msg::Msg;
use crate::tui::burst::Bursts;
use crate::tui::terminal;

/// Bytes that are read at once; a terminal keeps no more than 4 kB.
const AT_ONCE: usize = 16 * 1024;
/// Bytes that are taken together as long as more are waiting.
const MOST: usize = 1024 * 1024;
/// How long the end of the thread is waited for. It is immediate, unless another program has read what
/// was just seen to be there.
const ENDING: Duration = Duration::from_millis(200);

/// The reading of the terminal; it ends when this is dropped.
pub struct Input {
    stop: Option<PipeWriter>,
    ended: Receiver<()>,
}

impl Input {
    /// Reads the terminal and puts everything it says on the queue, until it is gone, which is told as
    /// [`Msg::Terminate`].
    pub fn start(messages: UnboundedSender<Msg>) -> io::Result<Self> {
        let (stopped, stop) = io::pipe()?;
        let (end, ended) = channel();
        thread::Builder::new()
            .name("input".to_owned())
            .spawn(move || read(&messages, &stopped, end))?;
        Ok(Self { stop: Some(stop), ended })
    }
}

impl Drop for Input {
    /// Waits until nothing more is read: what comes from now on is for somebody else.
    fn drop(&mut self) {
        // The thread sees its end of the pipe close.
        self.stop = None;
        let _ = self.ended.recv_timeout(ENDING);
    }
}

/// What came of a look at the terminal.
enum Look {
    Bytes,
    Silence,
    Stopped,
    Gone,
}

/// `_end` is dropped with the thread, which is how its end is seen.
fn read(messages: &UnboundedSender<Msg>, stop: &PipeReader, _end: Sender<()>) {
    let mut bursts = Bursts::default();
    let mut buffer = vec![0; AT_ONCE];
    loop {
        let mut burst = Vec::new();
        let mut look = wait(stop, bursts.patience(Instant::now()));
        while matches!(look, Look::Bytes) {
            look = match rustix::io::read(stdin(), &mut buffer) {
                Ok(0) => Look::Gone,
                Ok(count) => {
                    burst.extend_from_slice(&buffer[..count]);
                    if burst.len() >= MOST {
                        break;
                    }
                    wait(stop, Some(Duration::ZERO))
                }
                // Somebody else has read it, or a signal came.
                Err(Errno::AGAIN | Errno::INTR) => Look::Silence,
                Err(_) => Look::Gone,
            };
        }
        let now = Instant::now();
        let heard = if burst.is_empty() { bursts.silence(now) } else { bursts.feed(&burst, now) };
        if let Some(can) = bursts.synchronized() {
            terminal::synchronized(can);
        }
        for msg in heard {
            if messages.send(msg).is_err() {
                return;
            }
        }
        match look {
            Look::Bytes | Look::Silence => {}
            Look::Stopped => return,
            Look::Gone => {
                let _ = messages.send(Msg::Terminate);
                return;
            }
        }
    }
}

/// Waits for the terminal, for as long as it takes unless a time is given.
fn wait(stop: &PipeReader, patience: Option<Duration>) -> Look {
    let input = stdin();
    let mut watched = [
        PollFd::new(stop, PollFlags::IN),
        // A hang-up is reported without being asked for.
        PollFd::new(&input, PollFlags::IN),
    ];
    let patience = patience.and_then(|patience| Timespec::try_from(patience).ok());
    match poll(&mut watched, patience.as_ref()) {
        Ok(_) => {}
        Err(Errno::INTR) => return Look::Silence,
        Err(_) => return Look::Gone,
    }
    let [stop, input] = watched.map(|fd| fd.revents());
    if !stop.is_empty() {
        Look::Stopped
    } else if input.contains(PollFlags::IN) {
        // After a hang-up the read says so, once what came before it has been read.
        Look::Bytes
    } else if input.is_empty() {
        Look::Silence
    } else {
        Look::Gone
    }
}

/// Tells every change of the terminal's size.
pub fn watch_size(messages: UnboundedSender<Msg>) -> io::Result<()> {
    let mut changes = signal(SignalKind::window_change())?;
    tokio::spawn(async move {
        while changes.recv().await.is_some() {
            if let Ok((columns, rows)) = terminal::size()
                && messages.send(Msg::Resize(columns, rows)).is_err()
            {
                return;
            }
        }
    });
    Ok(())
}
