//! The beginning: what this is and how it is answered, who buys, and orders that earlier runs left.

use secrecy::{ExposeSecret as _, SecretString};

use crate::app::action::Action;
use crate::app::dialog::Dialog;
use crate::app::edit;
use crate::app::line::TextLine;
use crate::app::resume;
use crate::app::welcome::{Entry, Way, Welcome};
use crate::app::wizard::{Screen, Wizard};
use crate::domain::problem::Severity;
use crate::domain::record::State;
use crate::plain::command::{About, Question, Reply};
use crate::plain::form::Turn;
use crate::plain::talk::{Spoken, Talk};
use crate::ui::words::Words;

impl Talk<'_> {
    /// What this is, where it buys, and how it is answered.
    pub(super) fn greet(&mut self) -> Spoken<()> {
        self.say_words("plain.begin")?;
        if self.wizard.screen == Screen::Form {
            self.say_place()?;
        }
        self.say_words("plain.language")?;
        self.say_words("plain.how")
    }

    fn say_place(&mut self) -> Spoken<()> {
        let place = &self.wizard.place;
        let region = format!("{} {}", self.wizard.draft.region, self.wizard.region_name());
        let endpoint = place.endpoint.clone().unwrap_or_default();
        let key = match (place.sandbox, endpoint.is_empty()) {
            (true, _) => "plain.sandbox",
            (false, true) => "plain.cloud",
            (false, false) => "plain.endpoint",
        };
        self.say_filled(key, &[("region", region.trim()), ("endpoint", &endpoint)])
    }

    /// Without an access key: the sandbox, or a key pair.
    pub(super) async fn welcome(&mut self) -> Spoken<()> {
        self.say("")?;
        self.say_words("welcome.choose")?;
        while self.wizard.screen == Screen::Welcome {
            let Some(welcome) = &self.wizard.welcome else { return Ok(()) };
            let entry = welcome.focus;
            let turn = self.entry(entry).await?;
            match turn {
                Turn::On => self.act(Action::Accept),
                Turn::Back => self.act(Action::PreviousField),
                _ => {}
            }
            let connected =
                |wizard: &Wizard| wizard.welcome.as_ref().is_none_or(|welcome| !welcome.connecting);
            self.wait_for("welcome.connecting", connected).await?;
            let failure = self.wizard.welcome.as_mut().and_then(|it| it.failure.take());
            if let Some(why) = failure {
                let text =
                    self.words().fill("welcome.failed", &[("why", &self.words().said(&why))]);
                self.say_weighed(Severity::Error, &text)?;
            }
        }
        self.say_place()
    }

    async fn entry(&mut self, entry: Entry) -> Spoken<Turn> {
        let words = self.words();
        let name = words.get(&format!("key_field.{}", entry.name()));
        let Some(welcome) = &self.wizard.welcome else { return Ok(Turn::Stay) };
        let problem = welcome.problem(entry);
        let (choices, answer) = match entry {
            Entry::Way => {
                let names = ["welcome.sandbox", "welcome.key"].map(|key| words.get(key));
                let chosen = usize::from(welcome.way == Way::Key);
                (Some(names), words.get(["welcome.sandbox", "welcome.key"][chosen]).into_owned())
            }
            Entry::Keep => {
                let names = ["key_keep.no", "key_keep.yes"].map(|key| words.get(key));
                let answer = names[usize::from(welcome.keep)].clone().into_owned();
                (Some(names), answer)
            }
            Entry::AccessKey => (None, welcome.access_key.value().to_owned()),
            Entry::SecretKey | Entry::SessionToken => (None, secret_shown(welcome, entry, words)),
        };
        let answer =
            if answer.is_empty() { words.get("field_mark.empty").into_owned() } else { answer };
        if let Some(problem) = problem {
            self.say_weighed(Severity::Error, &words.get(problem))?;
        }
        if let Some(names) = &choices {
            self.say_filled("plain.choose", &[("name", &name)])?;
            for (at, name) in names.iter().enumerate() {
                let number = (at + 1).to_string();
                self.say_filled("plain.choice", &[("number", &number), ("choice", name)])?;
            }
        }
        let prompt = words.fill("plain.prompt", &[("name", &name), ("answer", &answer)]);
        let hidden = matches!(entry, Entry::SecretKey | Entry::SessionToken);
        let about = About::Words(match entry {
            Entry::Way => "welcome.help",
            Entry::AccessKey => "key_help.access_key",
            Entry::SecretKey => "key_help.secret_key",
            Entry::SessionToken => "key_help.session_token",
            Entry::Keep => "key_help.keep",
        });
        let how = match (&choices, hidden) {
            (Some(_), _) => "plain.how_choice",
            (None, true) => "plain.how_secret",
            (None, false) => "plain.how_text",
        };
        let text = match self.reply(&Question { prompt, about, how, hidden }).await? {
            Reply::Keep => return Ok(Turn::On),
            Reply::Back => return Ok(Turn::Back),
            Reply::Text(text) => text,
            Reply::Nothing => String::new().into(),
            reply => {
                self.not_here(&reply)?;
                return Ok(Turn::Stay);
            }
        };
        if let Some(names) = &choices {
            let number = text.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            let named = names.iter().position(|name| name.eq_ignore_ascii_case(&text));
            let letter = ["n", "y"].iter().position(|letter| text.eq_ignore_ascii_case(letter));
            let letter = letter.filter(|_| entry == Entry::Keep);
            let Some(chosen) = number.filter(|at| *at < 2).or(named).or(letter) else {
                self.say_filled("plain.no_choice", &[("typed", &text), ("most", "2")])?;
                return Ok(Turn::Stay);
            };
            self.turn_entry(entry, chosen == 1);
            return Ok(Turn::On);
        }
        let line = edit::one_line(&text);
        let Some(welcome) = &mut self.wizard.welcome else { return Ok(Turn::Stay) };
        let line = line.text.trim();
        match entry {
            Entry::SecretKey => welcome.secret_key = SecretString::from(line),
            Entry::SessionToken => welcome.session_token = SecretString::from(line),
            _ => welcome.access_key = TextLine::new(line.to_owned()),
        }
        welcome.judged.insert(entry);
        let wrong = welcome.problem(entry).is_some();
        Ok(if wrong { Turn::Stay } else { Turn::On })
    }

    /// Turns a choice of two to its second side, or to its first.
    fn turn_entry(&mut self, entry: Entry, second: bool) {
        let is = |wizard: &Wizard| {
            wizard.welcome.as_ref().is_some_and(|welcome| match entry {
                Entry::Keep => welcome.keep,
                _ => welcome.way == Way::Key,
            })
        };
        if is(self.wizard) != second {
            self.act(Action::Right);
        }
    }

    /// Orders that earlier runs left unfinished: one can be taken up.
    pub(super) async fn unfinished(&mut self) -> Spoken<()> {
        let Some(Dialog::Unfinished(open)) = &self.wizard.dialog else { return Ok(()) };
        let words = self.words();
        let records = open.records.clone();
        self.say("")?;
        self.say_words("unfinished.says")?;
        for (at, record) in records.iter().enumerate() {
            let ordered = &record.ordered;
            let state: &str = record.progress.state.into();
            let says = match record.progress.state {
                State::Creating => "unfinished.will_follow",
                _ => "unfinished.will_ask",
            };
            let values = [
                ("number", (at + 1).to_string()),
                ("count", ordered.count.to_string()),
                ("spec", ordered.spec.clone()),
                ("zone", ordered.zone.clone()),
                ("state", words.get(&format!("order_state.{state}")).into_owned()),
                ("placed", record.placed.clone()),
                ("token", record.token.clone()),
                ("says", words.get(says).into_owned()),
            ];
            let values: Vec<(&str, &str)> = values.iter().map(|(n, v)| (*n, v.as_str())).collect();
            self.say_filled("plain.unfinished", &values)?;
        }
        let at = loop {
            let prompt = words.get("plain.unfinished_prompt");
            let typed = self.line(&prompt, false).await?;
            let typed = typed.text.trim();
            if typed.is_empty() {
                self.act(Action::Escape);
                return Ok(());
            }
            let at = typed.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            match at.filter(|at| *at < records.len()) {
                Some(at) => break at,
                None => {
                    let most = records.len().to_string();
                    self.say_filled("plain.no_choice", &[("typed", typed), ("most", &most)])?;
                }
            }
        };
        if let Some(Dialog::Unfinished(open)) = &mut self.wizard.dialog {
            open.at = at;
        }
        self.take_up().await
    }

    async fn take_up(&mut self) -> Spoken<()> {
        let mut password = None;
        loop {
            let effects = resume::take_up(self.wizard, password.take());
            self.perform(effects);
            let decided = |wizard: &Wizard| !matches!(&wizard.dialog, Some(Dialog::Unfinished(open)) if open.under_way);
            self.wait_for("unfinished.taking", decided).await?;
            let Some(Dialog::Unfinished(open)) = &self.wizard.dialog else { return self.news() };
            if open.mistyped {
                let text = self.words().get("unfinished.mistyped");
                self.say_weighed(Severity::Error, &text)?;
            } else {
                self.say_words("unfinished.wants_password")?;
            }
            let prompt = self.words().get("plain.password_prompt");
            let typed = self.line(&prompt, true).await?;
            if typed.text.is_empty() {
                // First out of the question for the password, then out of all of it.
                self.act(Action::Escape);
                self.act(Action::Escape);
                return Ok(());
            }
            password = Some(SecretString::from(typed.text.as_str()));
        }
    }
}

fn secret_shown(welcome: &Welcome, entry: Entry, words: Words) -> String {
    let given = welcome.secret(entry).is_some_and(|it| !it.expose_secret().is_empty());
    if given { words.get("password.set").into_owned() } else { String::new() }
}
