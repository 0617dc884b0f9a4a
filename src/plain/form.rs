//! From question to question and from step to step. Where the dialogue stands is where the focus of the
//! wizard stands.

use crate::app::dialog::Dialog;
use crate::app::movement;
use crate::app::steps;
use crate::app::welcome;
use crate::app::wizard::Screen;
use crate::domain::field::{FieldId, StepId};
use crate::plain::talk::{SOON, Spoken, Talk};

/// Where to go after a question.
pub(super) enum Turn {
    /// To the next one.
    On,
    /// To the one before.
    Back,
    /// To the next step.
    NextStep,
    /// To this step.
    Step(StepId),
    /// Nowhere: the question changed, or went away.
    Stay,
}

impl Talk<'_> {
    /// The eight steps, until another screen comes in front.
    pub(super) async fn form(&mut self) -> Spoken<()> {
        let mut heading = None;
        while self.wizard.screen == Screen::Form
            && !matches!(self.wizard.dialog, Some(Dialog::Unfinished(_)))
        {
            let step = self.wizard.step;
            if step == StepId::Review {
                heading = None;
                self.review().await?;
                continue;
            }
            if heading != Some(step) {
                if self.wizard.visited.is_empty() && heading.is_none() {
                    self.begin_step(step);
                }
                self.heading(step)?;
                self.wait(Some(SOON), |wizard| !wizard.cloud.any_loading()).await?;
                heading = Some(step);
            }
            let field = self.wizard.focused();
            let Some(kind) = steps::kind(self.wizard, field) else {
                self.begin_step(step);
                continue;
            };
            // Why it is asked again comes before what is wrong with it.
            self.settle();
            self.news()?;
            let turn = self.question(field, &kind).await?;
            self.turn(field, &turn)?;
        }
        Ok(())
    }

    fn turn(&mut self, field: FieldId, turn: &Turn) -> Spoken<()> {
        // An answer may have led away already.
        let here = self.wizard.screen == Screen::Form && self.wizard.step == field.step();
        match turn {
            _ if !here => {}
            Turn::On => {
                self.wizard.judged.insert(field);
                if !movement::field(self.wizard, true) {
                    self.next_step();
                }
            }
            Turn::Back => {
                if !movement::field(self.wizard, false) {
                    self.step_back()?;
                }
            }
            Turn::NextStep => self.next_step(),
            Turn::Step(step) => self.begin_step(*step),
            Turn::Stay => {}
        }
        self.settle();
        Ok(())
    }

    /// To the next step, or to what stands in its way in this one.
    fn next_step(&mut self) {
        let before = self.wizard.step;
        let effects = movement::next_step(self.wizard);
        self.perform(effects);
        if self.wizard.step != before {
            self.begin_step(self.wizard.step);
        }
    }

    /// Brings a step in front, at its first question.
    pub(super) fn begin_step(&mut self, step: StepId) {
        movement::go(self.wizard, step);
        self.settle();
        if let Some((first, _)) = steps::fields(self.wizard, step).first() {
            movement::focus(self.wizard, *first);
        }
        self.settle();
    }

    /// To the last question of the step before; before the first step, to who buys.
    pub(super) fn step_back(&mut self) -> Spoken<()> {
        let Some(step) = self.wizard.step.previous() else {
            if self.wizard.welcome.is_some() {
                welcome::back(self.wizard);
                return Ok(());
            }
            return self.say_words("plain.first_question");
        };
        movement::go(self.wizard, step);
        self.settle();
        if let Some((last, _)) = steps::fields(self.wizard, step).last() {
            movement::focus(self.wizard, *last);
        }
        self.settle();
        Ok(())
    }

    /// `Step 2 of 8: Spec.` and what it is about.
    pub(super) fn heading(&mut self, step: StepId) -> Spoken<()> {
        let words = self.words();
        let name: &str = step.into();
        let says = words.get(&format!("step_says.{name}"));
        let number = (step.index() + 1).to_string();
        self.say("")?;
        let values = [("number", number.as_str()), ("name", &words.step(step)), ("says", &says)];
        let line = words.fill("plain.step", &values);
        self.say(&line)
    }
}
