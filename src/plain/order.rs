//! The order under way, told as it changes, and what can be done at its end.

use crate::app::action::Action;
use crate::app::dialog::Dialog;
use crate::app::line::TextLine;
use crate::app::wizard::{Screen, Wizard};
use crate::domain::order::{Phase, RowState};
use crate::domain::problem::Severity;
use crate::plain::talk::{Spoken, Talk};
use crate::plain::voice::{End, aloud};
use crate::ui::follow;
use crate::ui::order::{span, what};
use crate::ui::told;

impl Talk<'_> {
    /// Follows the order until it has come to its end. Nothing is asked meanwhile, so that input which
    /// ended with the consent does not end this.
    pub(super) async fn order(&mut self) -> Spoken<()> {
        self.say("")?;
        self.say_words("plain.following")?;
        let mut said: Vec<String> = Vec::new();
        while self.wizard.screen == Screen::Order {
            self.say_changes(&mut said)?;
            let Some(order) = &self.wizard.order else { break };
            if matches!(order.phase, Phase::Refused(_)) {
                return self.refused().await;
            }
            let words = self.words();
            let before = follow::lines(words, order);
            self.wait(None, move |wizard: &Wizard| {
                let Some(order) = &wizard.order else { return true };
                wizard.screen != Screen::Order || follow::lines(words, order) != before
            })
            .await?;
            self.news()?;
        }
        // The last change came with the end.
        self.say_changes(&mut said)
    }

    /// Says what is new, each thing once, with how long it took.
    fn say_changes(&mut self, said: &mut Vec<String>) -> Spoken<()> {
        let words = self.words();
        let Some(order) = &self.wizard.order else { return Ok(()) };
        let since = self.wizard.now.saturating_sub(order.placed);
        let time = span(words, since);
        let lines = follow::lines(words, order);
        for line in lines {
            if !said.contains(&line) {
                let values = [("time", time.as_str()), ("what", &aloud(&line))];
                self.say_filled("plain.after", &values)?;
                said.push(line);
            }
        }
        Ok(())
    }

    /// After a refusal: where to go on from here.
    async fn refused(&mut self) -> Spoken<()> {
        self.say_words("plain.refused")?;
        loop {
            let prompt = self.words().get("plain.refused_prompt");
            let typed = self.line(&prompt, false).await?;
            match typed.text.trim() {
                "" | "1" | "<" => self.act(Action::Escape),
                "2" => self.act(Action::OtherZone),
                "3" => self.act(Action::OtherSpec),
                "q" | ":q" | ":quit" => return Err(End::Quit(self.exit(true))),
                _ => {
                    self.say_words("plain.refused")?;
                    continue;
                }
            }
            return Ok(());
        }
    }

    /// What came of the order, and what can be done now.
    pub(super) async fn done(&mut self) -> Spoken<()> {
        self.say_end()?;
        while self.wizard.screen == Screen::Done {
            let prompt = self.words().get("plain.done_prompt");
            let typed = self.line(&prompt, false).await?;
            let line = typed.text.trim().to_lowercase();
            let mut letters = line.chars();
            let (letter, rest) = (letters.next(), letters.as_str().trim());
            let rows = self.wizard.order.as_ref().map_or(0, |order| order.rows.len());
            let row = match rest {
                "" => Some(0),
                number => number.parse::<usize>().ok().and_then(|number| number.checked_sub(1)),
            };
            let row = row.filter(|row| *row < rows);
            match (letter, row) {
                (None | Some('q' | ':'), _) => return Err(End::Quit(self.exit(false))),
                (Some('n'), _) if rest.is_empty() => self.act(Action::Another),
                (Some('v'), Some(row)) => self.vnc(row).await?,
                (Some('r'), Some(row)) => self.release(row).await?,
                (Some('l'), _) => self.say_end()?,
                _ => self.say_words("plain.how_done")?,
            }
        }
        Ok(())
    }

    /// What became of each instance, and how to log in.
    fn say_end(&mut self) -> Spoken<()> {
        let words = self.words();
        let Some(order) = self.wizard.order.clone() else { return Ok(()) };
        self.say("")?;
        if order.phase == Phase::Failed {
            self.say_weighed(Severity::Error, &words.get("order.failed"))?;
        } else {
            self.say_words("order.finished")?;
        }
        self.say_pair(&words.get("order.what"), &what(words, &order))?;
        self.say_pair(&words.get("order.token"), &order.token)?;
        for (at, row) in order.rows.iter().enumerate() {
            self.wizard.row = at;
            let seen = row.seen.as_ref();
            let status = match row.state {
                RowState::Gone => words.get("order.state_gone").into_owned(),
                _ => seen.map(|seen| seen.status.clone()).unwrap_or_default(),
            };
            let mut parts = vec![row.id.clone(), status];
            parts.extend(seen.map(|seen| seen.name.clone()));
            parts.retain(|part| !part.is_empty());
            self.say(&format!("{}. {}", at + 1, parts.join(", ")))?;
            let told = told::connect(words, self.wizard, &order, row);
            self.tell_all(told)?;
        }
        self.wizard.row = 0;
        self.say_words("plain.how_done")
    }

    async fn vnc(&mut self, row: usize) -> Spoken<()> {
        self.wizard.row = row;
        self.act(Action::Vnc);
        self.news()?;
        self.wait(None, |wizard| wizard.vnc.is_some()).await?;
        let words = self.words();
        match self.wizard.vnc.clone() {
            Some(Ok(link)) => {
                self.say_words("done.vnc")?;
                self.say(&link)
            }
            Some(Err(fault)) => {
                self.say_weighed(Severity::Error, &words.get("done.no_vnc"))?;
                self.say(&words.fault(&fault))?;
                match words.fault_details(&fault) {
                    Some(details) => self.say(&details),
                    None => Ok(()),
                }
            }
            None => Ok(()),
        }
    }

    /// Gives an instance back: after its id was typed, a subscription after one more question.
    async fn release(&mut self, row: usize) -> Spoken<()> {
        self.wizard.row = row;
        self.act(Action::Release);
        let Some(Dialog::Release(release)) = &self.wizard.dialog else { return self.news() };
        let words = self.words();
        let told = told::release(words, self.wizard, release);
        let id = release.id.clone();
        self.tell_all(told)?;
        let typed = self.line(&words.fill("release.type_id", &[("id", &id)]), false).await?;
        if let Some(Dialog::Release(release)) = &mut self.wizard.dialog {
            release.typed = TextLine::new(typed.text.trim().to_owned());
        }
        if typed.ended {
            self.act(Action::Accept);
        }
        if matches!(&self.wizard.dialog, Some(Dialog::Release(release)) if release.sure) {
            let prompt = words.get("plain.give_back");
            let typed = self.line(&prompt, false).await?;
            let sure = typed.ended && typed.text.trim().eq_ignore_ascii_case("y");
            self.act(if sure { Action::Yes } else { Action::No });
        }
        if matches!(&self.wizard.dialog, Some(Dialog::Release(release)) if !release.under_way) {
            self.act(Action::Escape);
        }
        let under_way = matches!(&self.wizard.dialog, Some(Dialog::Release(_)));
        if !under_way {
            return self.say_words("plain.not_released");
        }
        self.wait_for("release.under_way", |wizard| wizard.dialog.is_none()).await?;
        self.news()?;
        let Some(order) = self.wizard.order.clone() else { return Ok(()) };
        match order.rows.get(row) {
            Some(row) => {
                let told = told::connect(words, self.wizard, &order, row);
                self.tell_all(told)
            }
            None => Ok(()),
        }
    }
}
