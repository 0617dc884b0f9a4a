//! The loop: messages in, one frame out when the queue is empty.

use std::io;
use std::time::{Duration, Instant};

use tokio::sync::mpsc::UnboundedReceiver;

use crate::app::effect::{Effect, Exit};
use crate::app::msg::Msg;
use crate::app::update::update;
use crate::app::wizard::Wizard;
use crate::runtime::executor::Executor;
use crate::tui::clipboard;
use crate::tui::terminal::{self, Screen};
use crate::ui::theme::Theme;
use crate::ui::view;

/// How often time passes on the screen while something moves, and only then.
const TICK: Duration = Duration::from_millis(250);

/// Everything the loop holds.
pub struct Run<'a> {
    /// The state.
    pub wizard: &'a mut Wizard,
    /// What performs its effects.
    pub executor: &'a mut Executor,
    /// Where their answers come from.
    pub messages: UnboundedReceiver<Msg>,
    /// How it is drawn.
    pub theme: Theme,
    /// When the wizard's time began.
    pub started: Instant,
}

impl Run<'_> {
    /// Runs until the wizard quits. `effects` are those of its beginning.
    pub async fn until_quit(
        mut self,
        screen: &mut Screen,
        effects: Vec<Effect>,
    ) -> io::Result<Exit> {
        if let Some(exit) = self.perform(screen, effects)? {
            return Ok(exit);
        }
        // It may have changed before anybody listened.
        let size = screen.size()?;
        let resized = Msg::Resize(size.width, size.height);
        let effects = update(self.wizard, resized, self.started.elapsed());
        if let Some(exit) = self.perform(screen, effects)? {
            return Ok(exit);
        }
        loop {
            let mut scroll_end = 0;
            screen.draw(|frame| scroll_end = view(frame, self.wizard, &self.theme))?;
            self.wizard.scroll_end = scroll_end;
            let mut next = self.wait().await;
            // Everything that has come meanwhile is taken before the next frame.
            while let Some(msg) = next {
                let effects = update(self.wizard, msg, self.started.elapsed());
                if let Some(exit) = self.perform(screen, effects)? {
                    return Ok(exit);
                }
                next = self.waiting().await;
            }
        }
    }

    async fn wait(&mut self) -> Option<Msg> {
        let moves = self.wizard.moves();
        tokio::select! {
            msg = self.messages.recv() => msg,
            () = tokio::time::sleep(TICK), if moves => Some(Msg::Tick),
        }
    }

    /// A message that is there already. The tasks that bring messages get their turn first, so that
    /// a burst of keys is one frame.
    async fn waiting(&mut self) -> Option<Msg> {
        if let Ok(msg) = self.messages.try_recv() {
            return Some(msg);
        }
        tokio::task::yield_now().await;
        self.messages.try_recv().ok()
    }

    fn perform(&mut self, screen: &mut Screen, effects: Vec<Effect>) -> io::Result<Option<Exit>> {
        for effect in effects {
            match self.executor.perform(effect) {
                Some(Effect::Quit(exit)) => return Ok(Some(exit)),
                Some(Effect::Repaint) => terminal::wipe(screen)?,
                Some(Effect::Copy(text)) => {
                    let msg = Msg::Copied(clipboard::copy(&text)?);
                    let effects = update(self.wizard, msg, self.started.elapsed());
                    if let Some(exit) = self.perform(screen, effects)? {
                        return Ok(Some(exit));
                    }
                }
                Some(Effect::Suspend) => {
                    terminal::leave();
                    // Ctrl-Z: the shell takes over here, and `fg` goes on from here.
                    rustix::process::kill_current_process_group(rustix::process::Signal::TSTP)
                        .map_err(io::Error::from)?;
                    terminal::resume()?;
                    terminal::wipe(screen)?;
                    let size = screen.size()?;
                    let msg = Msg::Resize(size.width, size.height);
                    let effects = update(self.wizard, msg, self.started.elapsed());
                    if let Some(exit) = self.perform(screen, effects)? {
                        return Ok(Some(exit));
                    }
                }
                _ => {}
            }
        }
        Ok(None)
    }
}
