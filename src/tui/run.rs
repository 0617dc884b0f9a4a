//! The loop: messages in, one frame out when the queue is empty.

use std::io;
use std::time::{Duration, Instant};

use tokio::signal::unix::Signal;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};

use crate::app::effect::{Effect, Exit};
use crate::app::mouse::Seen;
use crate::app::msg::Msg;
use crate::app::update::{exit, update};
use crate::app::wizard::Wizard;
use crate::runtime::executor::Executor;
use crate::runtime::{panics, signals};
use crate::tui::clipboard;
use crate::tui::input::Input;
use crate::tui::terminal::{self, Screen};
use crate::ui::theme::Theme;
use crate::ui::view;

/// How often time passes on the screen while something moves, and only then.
const TICK: Duration = Duration::from_millis(250);
/// However much is still waiting, something new is seen after so long.
const BLIND: Duration = Duration::from_millis(150);
/// How soon after going on from Ctrl-Z the signal of it has come.
const CONTINUED: Duration = Duration::from_secs(1);

/// Everything the loop holds.
pub struct Run<'a> {
    /// The state.
    pub wizard: &'a mut Wizard,
    /// What performs its effects.
    pub executor: &'a mut Executor,
    /// Where what the terminal says is put.
    pub sender: UnboundedSender<Msg>,
    /// Where that and the answers to effects come from.
    pub messages: UnboundedReceiver<Msg>,
    /// How it is drawn.
    pub theme: Theme,
    /// When the wizard's time began.
    pub started: Instant,
}

/// What the loop holds besides while it runs.
struct Turn<'a> {
    run: Run<'a>,
    screen: &'a mut Screen,
    /// `None` while the terminal is somebody else's.
    input: Option<Input>,
    continued: Signal,
    /// The program was stopped and goes on; what that takes is not done yet.
    was_stopped: bool,
    /// When the program last went on from Ctrl-Z.
    resumed: Option<Instant>,
    /// The terminal has had another size since the last frame. It may be the old one again by now, and what
    /// stood there is lost all the same.
    resized: bool,
}

impl<'a> Run<'a> {
    /// Runs until the wizard quits. `effects` are those of its beginning. A terminal that cannot be
    /// written to any more is gone, which is a way to quit like others.
    pub async fn until_quit(
        self,
        screen: &'a mut Screen,
        effects: Vec<Effect>,
    ) -> io::Result<Exit> {
        let input = Some(Input::start(self.sender.clone())?);
        let continued = signals::continued()?;
        let (was_stopped, resumed, resized) = (false, None, false);
        let mut turn = Turn { run: self, screen, input, continued, was_stopped, resumed, resized };
        match turn.until_quit(effects).await {
            Ok(exit) => Ok(exit),
            Err(_) => Ok(exit(turn.run.wizard, true)),
        }
    }
}

impl Turn<'_> {
    async fn until_quit(&mut self, effects: Vec<Effect>) -> io::Result<Exit> {
        if let Some(exit) = self.perform(effects)? {
            return Ok(exit);
        }
        // It may have changed before anybody listened.
        if let Some(exit) = self.measure()? {
            return Ok(exit);
        }
        loop {
            if std::mem::take(&mut self.resized) {
                terminal::wipe(self.screen)?;
            }
            let (wizard, theme) = (&mut *self.run.wizard, &self.run.theme);
            let mut seen = Seen::default();
            self.screen.draw(|frame| seen = view(frame, wizard, theme))?;
            wizard.see(seen);
            let mut next = self.wait().await;
            if std::mem::take(&mut self.was_stopped)
                && let Some(exit) = self.go_on()?
            {
                return Ok(exit);
            }
            // Everything that has come meanwhile is taken before the next frame.
            let began = Instant::now();
            while let Some(msg) = next {
                if let Some(exit) = self.take(msg)? {
                    return Ok(exit);
                }
                next = if began.elapsed() < BLIND { self.waiting().await } else { None };
            }
        }
    }

    /// Changes the wizard by one message and does what it then wants.
    fn take(&mut self, msg: Msg) -> io::Result<Option<Exit>> {
        self.resized |= matches!(msg, Msg::Resize(..));
        let wizard = &mut *self.run.wizard;
        let effects = update(wizard, msg, self.run.started.elapsed());
        panics::watch(wizard);
        self.perform(effects)
    }

    fn measure(&mut self) -> io::Result<Option<Exit>> {
        let (columns, rows) = terminal::size()?;
        self.take(Msg::Resize(columns, rows))
    }

    /// Waits for something to happen: a message, or, without one, that the program goes on after it was
    /// stopped.
    async fn wait(&mut self) -> Option<Msg> {
        let moves = self.run.wizard.moves();
        tokio::select! {
            msg = self.run.messages.recv() => msg,
            _ = self.continued.recv() => {
                self.was_stopped = true;
                None
            }
            () = tokio::time::sleep(TICK), if moves => Some(Msg::Tick),
        }
    }

    /// A message that is there already. The tasks that bring messages get their turn first, so that
    /// a burst of keys is one frame.
    async fn waiting(&mut self) -> Option<Msg> {
        if let Ok(msg) = self.run.messages.try_recv() {
            return Some(msg);
        }
        tokio::task::yield_now().await;
        self.run.messages.try_recv().ok()
    }

    fn perform(&mut self, effects: Vec<Effect>) -> io::Result<Option<Exit>> {
        for effect in effects {
            match self.run.executor.perform(effect) {
                Some(Effect::Quit(exit)) => return Ok(Some(exit)),
                Some(Effect::Repaint) => terminal::wipe(self.screen)?,
                Some(Effect::Copy(text)) => {
                    let msg = Msg::Copied(clipboard::copy(&text)?);
                    if let Some(exit) = self.take(msg)? {
                        return Ok(Some(exit));
                    }
                }
                Some(Effect::Suspend) => {
                    if let Some(exit) = self.suspend()? {
                        return Ok(Some(exit));
                    }
                }
                _ => {}
            }
        }
        Ok(None)
    }

    /// Ctrl-Z: the shell takes over, and `fg` goes on from here.
    fn suspend(&mut self) -> io::Result<Option<Exit>> {
        self.input = None;
        terminal::leave();
        rustix::process::kill_current_process_group(rustix::process::Signal::TSTP)
            .map_err(io::Error::from)?;
        terminal::resume()?;
        self.resumed = Some(Instant::now());
        self.input = Some(Input::start(self.run.sender.clone())?);
        self.repaint()
    }

    /// The program was continued. After Ctrl-Z that is known already; else it was stopped from outside,
    /// and the shell may have had the terminal meanwhile.
    fn go_on(&mut self) -> io::Result<Option<Exit>> {
        if self.resumed.take().is_some_and(|at| at.elapsed() < CONTINUED) {
            return Ok(None);
        }
        terminal::retake()?;
        self.repaint()
    }

    fn repaint(&mut self) -> io::Result<Option<Exit>> {
        terminal::wipe(self.screen)?;
        self.measure()
    }
}
