//! The last step: every answer once more, what is wrong, the price, what speaks against the order, and the
//! confirmation that buys.

use crate::app::action::Action;
use crate::app::answer;
use crate::app::consent;
use crate::app::dialog::Dialog;
use crate::app::field::Label;
use crate::app::line::TextLine;
use crate::app::movement;
use crate::app::origin::origin;
use crate::app::preflight;
use crate::app::quotes;
use crate::app::review;
use crate::app::steps;
use crate::app::wizard::{Screen, Wizard};
use crate::domain::checkup::Verdict;
use crate::domain::field::{FieldId, StepId};
use crate::domain::problem::Problem;
use crate::plain::command::{About, Question, Reply};
use crate::plain::talk::{SOON, Spoken, Talk};
use crate::ui::told;
use crate::ui::widgets::check;

/// What is asked for on the last step.
enum Wish {
    Buy,
    Step(StepId),
    Back,
    Nothing,
}

impl Talk<'_> {
    /// The review, until it is left.
    pub(super) async fn review(&mut self) -> Spoken<()> {
        self.wizard.visited.extend(StepId::ALL);
        self.begin_step(StepId::Review);
        self.wait(Some(SOON), |wizard| !wizard.cloud.any_loading()).await?;
        let mut told = false;
        while self.on_review() {
            if !told {
                self.whole_review()?;
                told = true;
            }
            match self.wish(&mut told).await? {
                Wish::Buy => {
                    self.ask_to_buy().await?;
                }
                Wish::Step(step) => self.begin_step(step),
                Wish::Back => self.step_back()?,
                Wish::Nothing => {}
            }
        }
        Ok(())
    }

    fn on_review(&self) -> bool {
        self.wizard.screen == Screen::Form && self.wizard.step == StepId::Review
    }

    async fn wish(&mut self, told: &mut bool) -> Spoken<Wish> {
        let prompt = self.words().get("plain.review_prompt").into_owned();
        let about = About::Field(FieldId::Buy);
        let question = Question { prompt, about, how: "plain.how_review", hidden: false };
        let text = match self.reply(&question).await? {
            Reply::Keep => return Ok(Wish::Buy),
            Reply::Back => return Ok(Wish::Back),
            Reply::Step(step) => return Ok(Wish::Step(step)),
            Reply::Anew => {
                *told = false;
                return Ok(Wish::Nothing);
            }
            Reply::Fix(number) => {
                self.fix_problem(number).await?;
                return Ok(Wish::Nothing);
            }
            Reply::NextStep => {
                self.say_words("plain.last_step")?;
                return Ok(Wish::Nothing);
            }
            Reply::Text(text) => text,
            reply => {
                self.not_here(&reply)?;
                return Ok(Wish::Nothing);
            }
        };
        let (word, rest) = text.split_once(' ').unwrap_or((&text, ""));
        match word.to_lowercase().as_str() {
            "buy" => return Ok(Wish::Buy),
            "save" => self.save(rest.trim()).await?,
            "export" => self.export(rest.trim()).await?,
            word => {
                let at = word.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
                match at.and_then(|at| StepId::ALL.get(at)) {
                    Some(StepId::Review) => *told = false,
                    Some(step) => return Ok(Wish::Step(*step)),
                    None => self.say_filled("plain.no_wish", &[("typed", &text)])?,
                }
            }
        }
        Ok(Wish::Nothing)
    }

    fn whole_review(&mut self) -> Spoken<()> {
        self.heading(StepId::Review)?;
        let found: Vec<Problem> = review::problems(self.wizard).into_iter().cloned().collect();
        for (at, problem) in found.into_iter().enumerate() {
            let words = self.words();
            let step = problem.field.step();
            let place = (step.index() + 1).to_string();
            let values =
                [("number", (at + 1).to_string()), ("step", place), ("name", words.step(step))];
            let values: Vec<(&str, &str)> = values.iter().map(|(n, v)| (*n, v.as_str())).collect();
            self.say_filled("plain.problem_at", &values)?;
            self.say_problem(&problem)?;
        }
        for step in StepId::ALL.into_iter().filter(|step| *step != StepId::Review) {
            self.say_answers(step)?;
        }
        let words = self.words();
        let count = self.wizard.draft.count.trim();
        let count = if count.is_empty() { "—" } else { count };
        let title = words.fill("review.price", &[("count", count)]);
        self.say("")?;
        self.say_filled("plain.title", &[("title", &title)])?;
        self.whole_price()?;
        self.say("")?;
        let title = words.get("review.checks");
        self.say_filled("plain.title", &[("title", &title)])?;
        for mut check in preflight::checks(self.wizard) {
            // Where the sentence of the screen speaks of a key, there is another.
            let own = format!("plain_{}", check.detail.key());
            if words.get(&own) != own.as_str()
                && let crate::domain::said::Said::Words(key, _) = &mut check.detail
            {
                *key = own.into();
            }
            let title = words.said(&check.title);
            let verdict = words.get(match check.verdict {
                Verdict::Pass => "plain.passed",
                Verdict::Fail => "plain.failed",
                Verdict::Unknown => "plain.unknown",
            });
            let sentence = check::sentence(words, &check);
            let values = [("title", title.as_str()), ("verdict", &verdict), ("what", &sentence)];
            self.say_filled("plain.check", &values)?;
        }
        self.say("")
    }

    /// The answers of a step and where each came from.
    fn say_answers(&mut self, step: StepId) -> Spoken<()> {
        let (words, wizard) = (self.words(), &*self.wizard);
        let line = |field: FieldId| {
            let label = steps::shown(wizard, field);
            let name = words.field(field);
            let Some(from) = origin(wizard, field).filter(|_| label != Label::Empty) else {
                let value = words.get("field_mark.unchosen");
                return words.fill("plain.pair", &[("name", &name), ("value", &value)]);
            };
            let (value, from) = (words.label(&label), words.get(from));
            words.fill("plain.answer", &[("name", &name), ("value", &value), ("from", &from)])
        };
        let lines: Vec<String> = review::answers(wizard, step).into_iter().map(line).collect();
        let number = (step.index() + 1).to_string();
        let title =
            words.fill("plain.step_title", &[("number", &number), ("name", &words.step(step))]);
        self.say(&title)?;
        for line in lines {
            self.say(&line)?;
        }
        Ok(())
    }

    /// Applies the way out of a problem of the list.
    async fn fix_problem(&mut self, number: usize) -> Spoken<()> {
        let found = review::problems(self.wizard);
        let fix = found.get(number - 1).and_then(|problem| problem.fix.clone());
        match fix {
            Some(fix) => {
                let effects = answer::apply_fix(self.wizard, &fix);
                self.perform(effects);
                self.follow().await
            }
            None => self.say_words("notice.nothing_to_fix"),
        }
    }

    /// Opens the confirmation, or goes to what stands in its way.
    async fn ask_to_buy(&mut self) -> Spoken<()> {
        self.wait_for("confirm.checking", |wizard| {
            !quotes::under_way(wizard) && !waits_for_lists(wizard)
        })
        .await?;
        let effects = consent::ask(self.wizard);
        self.perform(effects);
        self.settle();
        while let Some(Dialog::Confirm(_)) = &self.wizard.dialog {
            if !self.confirm().await? {
                self.act(Action::No);
                self.say_words("apply.not_bought")?;
                return Ok(());
            }
            // The price is asked once more; where it moved, the question is asked anew.
            let decided = |wizard: &Wizard| !matches!(&wizard.dialog, Some(Dialog::Confirm(confirm)) if confirm.confirmed);
            self.wait_for("confirm.checking", decided).await?;
            self.news()?;
        }
        Ok(())
    }

    /// The confirmation: what it names is bought only by `y`, or for a large order by its count.
    async fn confirm(&mut self) -> Spoken<bool> {
        let Some(Dialog::Confirm(confirm)) = &self.wizard.dialog else { return Ok(false) };
        let (words, by_count) = (self.words(), confirm.typed.is_some());
        let told = told::confirm(words, self.wizard, confirm);
        let count = self.wizard.draft.count.trim().to_owned();
        self.say("")?;
        self.tell_all(told)?;
        let prompt = if by_count {
            words.fill("apply.type_count", &[("count", &count)])
        } else {
            words.get("apply.type_y").into_owned()
        };
        loop {
            let typed = self.line(&prompt, false).await?;
            // An answer that was not ended by Enter may be the beginning of another.
            if !typed.ended {
                return Err(self.input_ended());
            }
            let answer = typed.text.trim().to_owned();
            if answer == "?" {
                self.say_words(if by_count { "plain.how_count" } else { "plain.how_y" })?;
                continue;
            }
            if answer == "<" || answer.eq_ignore_ascii_case("n") {
                return Ok(false);
            }
            if answer.is_empty() {
                self.say_words(if by_count { "plain.how_count" } else { "plain.how_y" })?;
                continue;
            }
            if by_count {
                if let Some(Dialog::Confirm(confirm)) = &mut self.wizard.dialog {
                    confirm.typed = Some(TextLine::new(answer));
                }
                self.act(Action::Accept);
            } else if answer.eq_ignore_ascii_case("y") {
                self.act(Action::Yes);
            } else {
                self.say_words("plain.not_y")?;
                continue;
            }
            // The token, or that no order can be kept, may have arrived meanwhile.
            match &self.wizard.dialog {
                Some(Dialog::Confirm(confirm)) if confirm.mistyped => {
                    self.say_words("confirm.mistyped")?;
                }
                _ => return Ok(true),
            }
        }
    }
}

/// Whether an error is only that a list is still on its way.
fn waits_for_lists(wizard: &Wizard) -> bool {
    wizard.problems.iter().any(|problem| movement::waits_for_a_list(wizard, problem))
}
