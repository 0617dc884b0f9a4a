//! The wizard as a dialogue of lines: the same steps, rules, prices and confirmation as on the screen,
//! asked one question after the other. For screen readers, terminals without a cursor, and pipes.
//!
//! The core is the very same [`crate::app::wizard::Wizard`]; this room owns its loop. Answers go the ways
//! that keys go ([`crate::app::answer`], [`crate::app::movement`], [`crate::app::update`]), words come
//! from where the screen has them. What is said is static text: nothing is drawn, moved or coloured, and
//! nothing is said while a question waits for its answer.
//!
//! The dialogue goes to standard error, as the messages of every command do; standard output carries the
//! ids of what was bought and nothing else. Where input ends, the dialogue ends and nothing is bought; but
//! an order that is under way asks nothing, and is followed to its end.

mod begin;
mod command;
mod form;
mod help;
mod input;
mod items;
mod lines;
mod order;
mod question;
mod review;
mod saving;
mod table;
mod talk;
mod voice;

use std::io::{self, IsTerminal as _};
use std::time::Instant;

use tokio::sync::mpsc::UnboundedReceiver;

use crate::app::effect::{Effect, Exit};
use crate::app::msg::Msg;
use crate::app::wizard::Wizard;
use crate::plain::talk::Talk;
use crate::plain::voice::Voice;
use crate::runtime::executor::Executor;
use crate::ui::look::Look;

/// Columns and rows nobody sees.
pub const UNSEEN: (u16, u16) = (120, 36);

/// Everything a dialogue holds.
pub struct Plain<'a> {
    /// The state.
    pub wizard: &'a mut Wizard,
    /// What performs its effects.
    pub executor: &'a mut Executor,
    /// Where their answers come from.
    pub messages: UnboundedReceiver<Msg>,
    /// What the terminal can show.
    pub look: Look,
    /// When the wizard's time began.
    pub started: Instant,
}

impl Plain<'_> {
    /// Asks and tells until the wizard quits. `effects` are those of its beginning.
    pub async fn until_quit(self, effects: Vec<Effect>) -> Exit {
        let typed = io::stdin().is_terminal();
        let voice = Voice::new(Box::new(io::stderr()), self.look, typed);
        Talk::new(self, voice).until_quit(effects).await
    }
}
