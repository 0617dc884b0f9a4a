//! A text of several lines, such as user data: from a file, or typed line by line.

use zeroize::Zeroizing;

use crate::app::action::Action;
use crate::app::dialog::Dialog;
use crate::app::edit;
use crate::app::editor::{self, Over, PathForm};
use crate::app::line::TextLine;
use crate::app::lines::Lines;
use crate::app::wizard::Wizard;
use crate::domain::field::FieldId;
use crate::domain::problem::Severity;
use crate::domain::user_data;
use crate::plain::command::{About, Question, Reply};
use crate::plain::form::Turn;
use crate::plain::question::Way;
use crate::plain::talk::{Spoken, Talk};
use crate::ui::editor as shown;

/// Begins typing a text.
const BEGIN: &str = "+";
/// The line that ends it.
const END: &str = ".";

impl Talk<'_> {
    /// Asks for a text.
    pub(super) async fn text(&mut self, field: FieldId) -> Spoken<Turn> {
        self.say_problems(field)?;
        loop {
            let prompt = self.prompt(field, None);
            let about = About::Field(field);
            let question = Question { prompt, about, how: "plain.how_lines", hidden: false };
            let reply = self.reply(&question).await?;
            let taken = match self.way(field, reply).await? {
                Way::Go(turn) => return Ok(turn),
                Way::Ask => continue,
                Way::Answer(Reply::Nothing) => self.take_text(field, "")?,
                Way::Answer(Reply::Text(text)) if *text == BEGIN => self.type_text(field).await?,
                Way::Answer(Reply::Text(path)) => self.read_text(field, &path).await?,
                Way::Answer(reply) => {
                    self.not_here(&reply)?;
                    continue;
                }
            };
            if taken && self.answered(field, true).await? {
                return Ok(Turn::On);
            }
        }
    }

    /// Lines as they are typed, up to the one that ends them. Nothing in them means anything else.
    async fn type_text(&mut self, field: FieldId) -> Spoken<bool> {
        self.say_words("plain.lines_begin")?;
        // All at once: a text that grew would leave copies behind.
        let mut text = Zeroizing::new(String::with_capacity(user_data::LONGEST));
        let mut fits = true;
        let prompt = self.words().get("plain.lines_prompt");
        loop {
            let line = self.line(&prompt, false).await?;
            if *line.text == END {
                break;
            }
            fits &= text.len() + line.text.len() < user_data::LONGEST;
            if fits {
                text.push_str(&line.text);
                text.push('\n');
            }
        }
        if !fits {
            let most = (user_data::LONGEST / 1024).to_string();
            let text = self.words().fill("notice.text_too_long", &[("most", &most)]);
            self.say_weighed(Severity::Error, &text)?;
            return Ok(false);
        }
        let cleaned = edit::several_lines(&text);
        let taken = self.take_text(field, &cleaned.text)?;
        cleaned.say(self.wizard);
        Ok(taken)
    }

    /// A file, read the way the editor reads one.
    async fn read_text(&mut self, field: FieldId, path: &str) -> Spoken<bool> {
        editor::open(self.wizard, field);
        if let Some(Dialog::Editor(open)) = &mut self.wizard.dialog {
            let typed = TextLine::new(path.to_owned());
            open.over = Over::Path(Box::new(PathForm { typed, ..PathForm::default() }));
        }
        self.act(Action::Accept);
        let read = |wizard: &Wizard| {
            !matches!(&wizard.dialog, Some(Dialog::Editor(open))
                if matches!(&open.over, Over::Path(path) if path.waiting.is_some()))
        };
        self.wait(None, read).await?;
        let Some(Dialog::Editor(open)) = &self.wizard.dialog else { return Ok(false) };
        if let Over::Path(path) = &open.over {
            let words = self.words();
            let why = path.failure.as_ref().map(|why| shown::unreadable(words, path, why));
            self.wizard.dialog = None;
            self.settle();
            self.say_weighed(Severity::Error, &why.unwrap_or_default())?;
            return Ok(false);
        }
        self.accept_text()
    }

    /// Takes a text as the answer through the editor, which judges it.
    fn take_text(&mut self, field: FieldId, text: &str) -> Spoken<bool> {
        editor::open(self.wizard, field);
        if let Some(Dialog::Editor(open)) = &mut self.wizard.dialog {
            open.file = None;
            open.lines = Lines::new(text, user_data::LONGEST);
        }
        self.accept_text()
    }

    fn accept_text(&mut self) -> Spoken<bool> {
        self.settle();
        self.act(Action::NextStep);
        if self.wizard.dialog.is_none() {
            return Ok(true);
        }
        // With an error the editor stays open; here there is none to go back to.
        self.news()?;
        for problem in self.wizard.form_problems.clone() {
            self.say_problem(&problem)?;
        }
        self.wizard.dialog = None;
        self.settle();
        Ok(false)
    }
}
