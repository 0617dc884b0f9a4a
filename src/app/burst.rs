//! Characters that came at once, as nobody types them: a question is not answered by one of them.
//!
//! A terminal without bracketed paste sends what is pasted as if it were typed. What can be told from typing
//! arrives as [`Msg::Paste`](crate::app::msg::Msg::Paste); a short run of characters cannot, so it is typed,
//! but over a question (buy, quit, release, write over) it is thrown away, and so is a letter that
//! comes right after it: the rest of a paste that a slow line has cut in two.

use std::time::Duration;

use crate::app::action::Context;
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::msg::Msg;
use crate::app::update::{contexts, update};
use crate::app::wizard::Wizard;
use crate::domain::order::Moment;

/// How long after characters that were thrown away a letter answers nothing. Shorter than it takes to
/// see what came of a paste and to answer.
const REST: Duration = Duration::from_millis(500);

/// Whether a question is open that a letter would answer.
fn asked(wizard: &Wizard) -> bool {
    matches!(contexts(wizard).first(), Some(Context::Question | Context::SshConfig))
}

/// Presses keys that came at once, one after the other. A character of them answers no question.
pub(crate) fn press(wizard: &mut Wizard, keys: Vec<Key>, now: Moment) -> Vec<Effect> {
    let mut effects = Vec::new();
    for key in keys {
        if key.typed().is_some() && asked(wizard) {
            wizard.thrown_away = Some(now);
        } else {
            effects.extend(update(wizard, Msg::Key(key), now));
        }
    }
    effects
}

/// Something was pasted: over a question it is thrown away.
pub(crate) fn pasted(wizard: &mut Wizard, now: Moment) {
    if asked(wizard) {
        wizard.thrown_away = Some(now);
    }
}

/// Whether a key is the rest of what was thrown away, and means nothing.
pub(crate) fn is_rest(wizard: &Wizard, key: Key, now: Moment) -> bool {
    let lately = wizard.thrown_away.is_some_and(|at| now.saturating_sub(at) < REST);
    lately && key.typed().is_some() && asked(wizard)
}
