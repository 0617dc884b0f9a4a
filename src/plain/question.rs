//! One question: texts, numbers, passwords, choices, folds.

use secrecy::{ExposeSecret as _, SecretString};

use crate::app::action::Action;
use crate::app::answer;
use crate::app::dialog::Dialog;
use crate::app::edit;
use crate::app::effect::Effect;
use crate::app::field::{Choice, Kind, Label, Unit};
use crate::app::movement;
use crate::app::steps::{self, system};
use crate::domain::field::FieldId;
use crate::domain::problem::{Problem, Severity};
use crate::plain::command::{About, Question, Reply};
use crate::plain::form::Turn;
use crate::plain::talk::{SOON, Spoken, Talk};
use crate::ui::widgets::field as shown;
use crate::ui::words::Words;

/// The choice that is meant by a number, its value or what it is called.
pub(super) fn pick<'a>(words: Words, choices: &'a [Choice], typed: &str) -> Option<&'a Choice> {
    let number = typed.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let named = |choice: &&Choice| {
        let label = words.label(&choice.label);
        choice.value.eq_ignore_ascii_case(typed) || label.to_lowercase() == typed.to_lowercase()
    };
    let abbreviated = |choice: &&Choice| {
        matches!((typed, choice.value.as_str()), ("y" | "Y", "yes") | ("n" | "N", "no"))
    };
    // A name goes before a number: the months of a subscription are both.
    choices
        .iter()
        .find(named)
        .or_else(|| number.and_then(|at| choices.get(at)))
        .or_else(|| choices.iter().find(abbreviated))
}

/// What an answer to a question of a step comes to.
pub(super) enum Way {
    /// On to another question.
    Go(Turn),
    /// The same question once more.
    Ask,
    /// An answer to this very question.
    Answer(Reply),
}

/// Where an answer leads that is none.
pub(super) fn leads(reply: &Reply) -> Option<Turn> {
    match reply {
        Reply::Back => Some(Turn::Back),
        Reply::NextStep => Some(Turn::NextStep),
        Reply::Step(step) => Some(Turn::Step(*step)),
        _ => None,
    }
}

impl Talk<'_> {
    /// Asks a question of a step.
    pub(super) async fn question(&mut self, field: FieldId, kind: &Kind) -> Spoken<Turn> {
        self.told.clear();
        self.settle();
        match kind {
            Kind::Table | Kind::Optional | Kind::Marks => self.table(field, kind).await,
            Kind::Text => self.typed(field, None).await,
            Kind::Number(unit) => self.typed(field, Some(*unit)).await,
            Kind::Secret => self.secret(field).await,
            Kind::Choice { .. } => self.choice(field).await,
            Kind::Items => self.items(field).await,
            Kind::Lines => self.text(field).await,
            Kind::Fold { open } => self.fold(field, *open).await,
            Kind::Button => Ok(Turn::NextStep),
        }
    }

    /// The present answer, as it stands in brackets.
    pub(super) fn bracket(&self, field: FieldId) -> String {
        let (words, wizard) = (self.words(), &*self.wizard);
        if field == FieldId::PasswordAgain && wizard.draft.password_again.expose_secret().is_empty()
        {
            return words.get("field_mark.empty").into_owned();
        }
        let typed = wizard.draft.text(field).map(|text| text.trim()).unwrap_or_default();
        let text = if typed.is_empty() {
            words.label(&steps::shown(wizard, field))
        } else {
            words.label(&Label::text(typed))
        };
        if text.is_empty() {
            let table = steps::kind(wizard, field).is_some_and(|kind| kind.is_table());
            let key = if table { "field_mark.unchosen" } else { "field_mark.empty" };
            return words.get(key).into_owned();
        }
        if shown::is_default(wizard, field) {
            return words.fill("plain.default", &[("answer", &text)]);
        }
        text
    }

    /// `System disk size, GB [40, default]:`
    pub(super) fn prompt(&self, field: FieldId, unit: Option<Unit>) -> String {
        let words = self.words();
        let mut name = words.field(field).into_owned();
        if let Some(unit) = unit {
            let unit: &str = unit.into();
            let unit = words.get(&format!("unit.{unit}"));
            name = words.fill("plain.unit", &[("name", &name), ("unit", &unit)]);
        }
        words.fill("plain.prompt", &[("name", &name), ("answer", &self.bracket(field))])
    }

    /// The problems of a field that are said already, the gravest first.
    fn problems(&self, field: FieldId) -> Vec<Problem> {
        let wizard = &*self.wizard;
        let of_field = |problem: &&Problem| problem.field == field && wizard.shows(problem);
        let mut found: Vec<Problem> = wizard.problems.iter().filter(of_field).cloned().collect();
        found.sort_by_key(|problem| std::cmp::Reverse(problem.severity));
        found
    }

    /// Says what is wrong with an answer, and the way out that is offered. True: something blocks.
    pub(super) fn say_problems(&mut self, field: FieldId) -> Spoken<bool> {
        let found = self.problems(field);
        for problem in &found {
            self.say_problem(problem)?;
        }
        let blocks = found.iter().any(|problem| problem.severity == Severity::Error);
        self.told = found;
        Ok(blocks)
    }

    /// Says one problem.
    pub(super) fn say_problem(&mut self, problem: &Problem) -> Spoken<()> {
        let words = self.words();
        let mut sentence = words.problem(problem);
        if let Some(item) = problem.item {
            let number = (item + 1).to_string();
            sentence = words.fill("plain.of_item", &[("number", &number), ("what", &sentence)]);
        }
        if let Some(fix) = &problem.fix {
            let choice = steps::choice_words(self.wizard, fix.field, &fix.value);
            let value = match choice.filter(|_| fix.item.is_none()) {
                Some(choice) => words.get(choice).into_owned(),
                None if fix.value.is_empty() => words.get("plain.nothing").into_owned(),
                None => fix.value.clone(),
            };
            let offer = words.fill("plain.fix", &[("value", &value)]);
            sentence = words.fill("plain.both", &[("one", &sentence), ("other", &offer)]);
        }
        self.say_weighed(problem.severity, &sentence)
    }

    /// After an answer: what came of it, what it costs, what is wrong with it. True: nothing blocks.
    pub(super) async fn answered(&mut self, field: FieldId, repeat: bool) -> Spoken<bool> {
        self.wizard.judged.insert(field);
        self.follow().await?;
        if repeat {
            let (words, wizard) = (self.words(), &*self.wizard);
            let mut answer = words.label(&steps::shown(wizard, field));
            if answer.is_empty() {
                answer = words.get("field_mark.empty").into_owned();
            }
            self.say_pair(&words.field(field), &answer)?;
        }
        self.news()?;
        Ok(!self.say_problems(field)?)
    }

    /// Enter: what stands in brackets stays. False: it is wrong, and that was not said yet.
    pub(super) fn kept(&mut self, field: FieldId) -> Spoken<bool> {
        self.wizard.judged.insert(field);
        self.settle();
        let found = self.problems(field);
        let blocks =
            |problem: &Problem| problem.severity == Severity::Error && !self.told.contains(problem);
        if !found.iter().any(blocks) {
            return Ok(true);
        }
        self.say_problems(field)?;
        Ok(false)
    }

    /// `:fix`: the way out that was offered.
    pub(super) async fn fix(&mut self, field: FieldId) -> Spoken<bool> {
        self.act(Action::Fix);
        self.answered(field, false).await
    }

    async fn typed(&mut self, field: FieldId, unit: Option<Unit>) -> Spoken<Turn> {
        self.say_problems(field)?;
        loop {
            let prompt = self.prompt(field, unit);
            let how = if unit.is_some() { "plain.how_number" } else { "plain.how_text" };
            let about = About::Field(field);
            let question = Question { prompt: prompt.clone(), about, how, hidden: false };
            let reply = self.reply(&question).await?;
            if matches!(reply, Reply::Keep) && prompt != self.prompt(field, unit) {
                self.say_words("plain.changed")?;
                continue;
            }
            let text = match self.way(field, reply).await? {
                Way::Go(turn) => return Ok(turn),
                Way::Ask => continue,
                Way::Answer(Reply::Text(text)) => text,
                Way::Answer(Reply::Nothing) => String::new().into(),
                Way::Answer(reply) => {
                    self.not_here(&reply)?;
                    continue;
                }
            };
            let line = edit::one_line(&text);
            if line.text.chars().count() > edit::LONGEST {
                edit::too_long(self.wizard, edit::LONGEST);
                continue;
            }
            line.say(self.wizard);
            answer::set_typed(self.wizard, field, line.text.trim().to_owned());
            // Typed once more, it is an answer all the same.
            self.wizard.answered.insert(field);
            if self.answered(field, false).await? {
                if let Some(names) = system::preview(self.wizard, field) {
                    let words = self.words();
                    self.say_pair(&words.get("detail.names"), &words.label(&names))?;
                }
                return Ok(Turn::On);
            }
        }
    }

    /// What means the same at every question of a step.
    pub(super) async fn way(&mut self, field: FieldId, reply: Reply) -> Spoken<Way> {
        let done = match reply {
            Reply::Keep => self.kept(field)?,
            Reply::Fix(_) => self.fix(field).await?,
            Reply::Again => false,
            reply => return Ok(leads(&reply).map_or(Way::Answer(reply), Way::Go)),
        };
        Ok(if done { Way::Go(Turn::On) } else { Way::Ask })
    }

    /// Says that an answer means nothing here; nothing where it was no answer.
    pub(super) fn not_here(&mut self, reply: &Reply) -> Spoken<()> {
        match reply {
            Reply::Again | Reply::Anew => Ok(()),
            _ => self.say_words("plain.not_here"),
        }
    }

    async fn secret(&mut self, field: FieldId) -> Spoken<Turn> {
        self.say_problems(field)?;
        loop {
            let prompt = self.prompt(field, None);
            let about = About::Field(field);
            let question = Question { prompt, about, how: "plain.how_secret", hidden: true };
            let reply = self.reply(&question).await?;
            let secret = match self.way(field, reply).await? {
                Way::Go(turn) => return Ok(turn),
                Way::Ask => continue,
                Way::Answer(Reply::Make) => {
                    self.make_password().await?;
                    continue;
                }
                Way::Answer(Reply::Nothing) => SecretString::default(),
                Way::Answer(Reply::Text(text)) if text.chars().count() > edit::LONGEST => {
                    edit::too_long(self.wizard, edit::LONGEST);
                    continue;
                }
                Way::Answer(Reply::Text(text)) => SecretString::from(text.as_str()),
                Way::Answer(reply) => {
                    self.not_here(&reply)?;
                    continue;
                }
            };
            answer::set_secret(self.wizard, field, secret);
            if self.answered(field, false).await? {
                return Ok(Turn::On);
            }
            if field == FieldId::PasswordAgain {
                self.say_words("plain.other_password")?;
            }
        }
    }

    /// Makes a password, says it this once, and waits until it is noted.
    async fn make_password(&mut self) -> Spoken<()> {
        self.perform(vec![Effect::GeneratePassword]);
        self.wait(Some(SOON), |wizard| wizard.dialog.is_some()).await?;
        let Some(Dialog::Generated(password)) = &self.wizard.dialog else { return Ok(()) };
        let password = password.clone();
        self.say_words("generated.once")?;
        self.say(password.expose_secret())?;
        self.say_words("generated.filled")?;
        let prompt = self.words().get("plain.noted");
        self.line(&prompt, false).await?;
        self.act(Action::Accept);
        Ok(())
    }

    /// The choices, numbered, the chosen one marked.
    pub(super) fn say_choices(&mut self, choices: &[Choice], chosen: Option<usize>) -> Spoken<()> {
        let words = self.words();
        for (at, choice) in choices.iter().enumerate() {
            let number = (at + 1).to_string();
            let label = words.label(&choice.label);
            let key = if chosen == Some(at) { "plain.choice_chosen" } else { "plain.choice" };
            self.say_filled(key, &[("number", &number), ("choice", &label)])?;
        }
        Ok(())
    }

    async fn choice(&mut self, field: FieldId) -> Spoken<Turn> {
        let mut listed = false;
        loop {
            let Some(Kind::Choice { choices, chosen }) = steps::kind(self.wizard, field) else {
                return Ok(Turn::Stay);
            };
            if !listed {
                let name = self.words().field(field);
                self.say_filled("plain.choose", &[("name", &name)])?;
                self.say_choices(&choices, chosen)?;
                self.say_problems(field)?;
                listed = true;
            }
            let prompt = self.prompt(field, None);
            let about = About::Field(field);
            let how = "plain.how_choice";
            let question = Question { prompt: prompt.clone(), about, how, hidden: false };
            let reply = self.reply(&question).await?;
            if matches!(reply, Reply::Keep) && prompt != self.prompt(field, None) {
                self.say_words("plain.changed")?;
                listed = false;
                continue;
            }
            let value = match self.way(field, reply).await? {
                Way::Go(turn) => return Ok(turn),
                Way::Ask => continue,
                Way::Answer(Reply::Nothing)
                    if choices.iter().any(|choice| choice.value.is_empty()) =>
                {
                    String::new()
                }
                Way::Answer(Reply::Text(text)) => match pick(self.words(), &choices, &text) {
                    Some(choice) => choice.value.clone(),
                    None => {
                        let most = choices.len().to_string();
                        self.say_filled("plain.no_choice", &[("typed", &text), ("most", &most)])?;
                        continue;
                    }
                },
                Way::Answer(reply) => {
                    listed &= !matches!(reply, Reply::Anew);
                    self.not_here(&reply)?;
                    continue;
                }
            };
            let effects = answer::choose(self.wizard, field, &value);
            self.perform(effects);
            if self.answered(field, true).await? {
                return Ok(Turn::On);
            }
            listed = false;
        }
    }

    /// What few purchases need: asked for, or passed over.
    async fn fold(&mut self, field: FieldId, open: bool) -> Spoken<Turn> {
        let mut open = open;
        let words = self.words();
        let behind = words.label(&steps::shown(self.wizard, field));
        loop {
            let words = self.words();
            let name = words.field(field);
            let answer = words.get(if open { "plain.yes" } else { "plain.no" });
            let values = [("name", &*name), ("fields", &behind), ("answer", &answer)];
            let prompt = words.fill("plain.fold", &values);
            let about = About::Field(field);
            let question = Question { prompt, about, how: "plain.how_fold", hidden: false };
            match self.reply(&question).await? {
                Reply::Keep => {}
                Reply::Text(text) if text.eq_ignore_ascii_case("y") => open = true,
                Reply::Text(text) if text.eq_ignore_ascii_case("n") => open = false,
                Reply::Text(text) => {
                    self.say_filled("plain.yes_or_no", &[("typed", &text)])?;
                    continue;
                }
                reply => {
                    if let Some(turn) = leads(&reply) {
                        return Ok(turn);
                    }
                    self.not_here(&reply)?;
                    continue;
                }
            }
            movement::unfold(self.wizard, field, open);
            self.settle();
            return Ok(Turn::On);
        }
    }
}
