//! The answers leave the wizard: as a plan file, or in the forms of other programs. And quitting.

use crate::app::action::Action;
use crate::app::dialog::Dialog;
use crate::app::effect::Exit;
use crate::app::line::TextLine;
use crate::app::saving;
use crate::app::update::exit;
use crate::app::wizard::Wizard;
use crate::domain::plan::Format;
use crate::domain::problem::Severity;
use crate::plain::talk::{Spoken, Talk};
use crate::plain::voice::End;
use crate::ui::told;

impl Talk<'_> {
    /// Saves the answers as a plan, at `path`, or where the wizard would.
    pub(super) async fn save(&mut self, path: &str) -> Spoken<()> {
        saving::ask_path(self.wizard);
        self.write(path).await
    }

    /// Writes what the open question is about.
    async fn write(&mut self, path: &str) -> Spoken<()> {
        if let Some(Dialog::Save(form)) = &mut self.wizard.dialog
            && !path.is_empty()
        {
            form.path = TextLine::new(path.to_owned());
        }
        self.act(Action::Accept);
        self.written().await?;
        let Some(Dialog::Save(form)) = &self.wizard.dialog else { return self.news() };
        let path = form.path.value().to_owned();
        if form.asks {
            self.say_filled("save.exists", &[("path", &path)])?;
            let prompt = self.words().get("plain.overwrite");
            let typed = self.line(&prompt, false).await?;
            if typed.ended && typed.text.trim().eq_ignore_ascii_case("y") {
                self.act(Action::Yes);
                self.written().await?;
            } else {
                self.act(Action::No);
                self.say_words("plain.not_saved")?;
            }
        }
        let failed = match &self.wizard.dialog {
            Some(Dialog::Save(form)) => form.failed.clone(),
            _ => return self.news(),
        };
        if let Some(why) = failed {
            let why = self.words().said(&why);
            let values = [("path", path.as_str()), ("why", &why)];
            let text = self.words().fill("save.failed", &values);
            self.say_weighed(Severity::Error, &text)?;
        }
        self.act(Action::Escape);
        Ok(())
    }

    async fn written(&mut self) -> Spoken<()> {
        let done =
            |wizard: &Wizard| !matches!(&wizard.dialog, Some(Dialog::Save(form)) if form.under_way);
        self.wait_for("save.under_way", done).await
    }

    /// Says the purchase in the form of another program, or writes it to a file: `terraform web.tf`.
    pub(super) async fn export(&mut self, said: &str) -> Spoken<()> {
        let (name, path) = said.split_once(' ').unwrap_or((said, ""));
        let Ok(format) = name.to_lowercase().parse::<Format>() else {
            let names = Format::ALL.map(Format::name).join(", ");
            return self.say_filled("plain.export_which", &[("names", &names)]);
        };
        let effects = saving::show(self.wizard, format);
        self.perform(effects);
        let made = |wizard: &Wizard| !matches!(&wizard.dialog, Some(Dialog::Export(form)) if form.text.is_none());
        self.wait_for("export.preparing", made).await?;
        let Some(Dialog::Export(form)) = &self.wizard.dialog else { return Ok(()) };
        let words = self.words();
        let (notes, text) = match &form.text {
            Some(Ok(exported)) => {
                let notes = exported.notes.iter().map(|note| words.label(note)).collect();
                (notes, Some(exported.text.clone()))
            }
            Some(Err(why)) => (vec![words.label(why)], None),
            None => (Vec::new(), None),
        };
        for note in notes {
            self.say(&note)?;
        }
        if let Some(text) = text {
            if path.is_empty() {
                for line in text.expose().lines() {
                    self.say(line)?;
                }
            } else {
                self.act(Action::Save);
                self.write(path.trim()).await?;
            }
        }
        self.act(Action::Escape);
        Ok(())
    }

    /// Asks whether to quit, and says what that would leave behind.
    pub(super) async fn ask_quit(&mut self) -> Spoken<()> {
        self.tell_all(told::quit(self.words(), self.wizard))?;
        let prompt = self.words().get("plain.quit");
        let typed = self.line(&prompt, false).await?;
        if typed.text.trim().eq_ignore_ascii_case("y") {
            return Err(End::Quit(self.exit(true)));
        }
        Ok(())
    }

    /// How the program ends if it ends now.
    pub(super) fn exit(&self, broken_off: bool) -> Exit {
        exit(self.wizard, broken_off)
    }
}
