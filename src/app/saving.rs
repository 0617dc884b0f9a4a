//! The answers leave the wizard, or come into it: as a plan file, or in the forms of other programs.

use std::collections::BTreeSet;
use std::sync::Arc;

use strum::IntoEnumIterator as _;

use crate::app::action::Action;
use crate::app::copying;
use crate::app::dialog::Dialog;
use crate::app::edit;
use crate::app::effect::{Effect, Exported, NotSaved};
use crate::app::field::Label;
use crate::app::key::Key;
use crate::app::line::TextLine;
use crate::app::movement;
use crate::app::wizard::{Notice, Wizard};
use crate::domain::draft::LoginChoice;
use crate::domain::field::FieldId;
use crate::domain::plan::file::{self, Elsewhere, PlanFile};
use crate::domain::plan::{Format, Hidden, Plan, from_draft};
use crate::domain::problem::{Problem, Severity};
use crate::domain::rules;
use crate::domain::said::Said;
use crate::i18n;

/// The name of a saved plan whose instance has none.
const UNNAMED: &str = "bcc-plan";
/// Characters of a name that become part of a file's name; the longest names of files are far longer.
const NAME_CHARACTERS: usize = 60;

/// What came into the wizard with a plan, and where it goes back to.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// The file the plan came from, or was saved to last.
    pub path: Option<String>,
    /// Where its password is.
    pub elsewhere: Elsewhere,
}

/// The question where a text is to be saved.
#[derive(Clone, Debug)]
pub struct SaveForm {
    /// What is saved; a plan is written when it is asked for, everything else is there already.
    pub text: Hidden,
    /// Its form.
    pub format: Format,
    /// The path as typed.
    pub path: TextLine,
    /// There is such a file: whether to write over it.
    pub asks: bool,
    /// It is being written.
    pub under_way: bool,
    /// Why it was not written: the system's words.
    pub failed: Option<Said>,
    /// What it was opened from.
    pub behind: Option<Box<ExportForm>>,
}

/// The purchase in the forms of other programs.
#[derive(Clone, Debug)]
pub struct ExportForm {
    /// The form in front.
    pub format: Format,
    /// Its text; `None` while it is made.
    pub text: Option<Result<Exported, Label>>,
    /// The first line that is shown.
    pub top: usize,
}

/// Puts the answers of a plan into the wizard, as given. What is wrong with them is said in place.
pub fn begin(wizard: &mut Wizard, plan: PlanFile, path: Option<String>) {
    wizard.draft = plan.draft;
    wizard.answered = plan.answered;
    // The text of the file is an answer by now.
    let elsewhere = Elsewhere { password: plan.elsewhere.password, user_data_file: None };
    wizard.origin = Origin { path, elsewhere };
    wizard.dirty = true;
}

/// What a saved plan says. Besides the answers that is every id that was taken as a default: tomorrow,
/// or for somebody else, another may come first.
fn said(wizard: &Wizard) -> BTreeSet<FieldId> {
    let draft = &wizard.draft;
    let chosen = |field: &FieldId| {
        draft.choice(*field).is_some_and(Option::is_some)
            || draft.marks(*field).is_some_and(|ids| !ids.is_empty())
    };
    let mut said = wizard.answered.clone();
    said.extend(FieldId::iter().filter(chosen));
    said.insert(FieldId::Login);
    if draft.login != LoginChoice::KeyPair {
        said.remove(&FieldId::KeyPair);
    }
    let facts = wizard.cloud.facts(draft);
    if rules::needs_local_disk(draft, &facts) {
        said.insert(FieldId::LocalDisk);
    } else {
        said.remove(&FieldId::LocalDisk);
    }
    said
}

/// The plan file of the answers as they stand.
pub fn plan_text(wizard: &Wizard) -> String {
    let say = i18n::speaker(wizard.language);
    file::write(&wizard.draft, &said(wizard), &wizard.origin.elsewhere, &say)
}

/// `Ctrl-S`: where to save the plan.
pub(crate) fn ask_path(wizard: &mut Wizard) {
    let path = match &wizard.origin.path {
        Some(path) => path.clone(),
        None => default_path(&wizard.draft.name, Format::Toml),
    };
    let text = Hidden::from(plan_text(wizard));
    open(wizard, text, Format::Toml, path, None);
}

fn open(
    wizard: &mut Wizard,
    text: Hidden,
    format: Format,
    path: String,
    behind: Option<Box<ExportForm>>,
) {
    wizard.dialog = Some(Dialog::Save(Box::new(SaveForm {
        text,
        format,
        path: TextLine::new(path),
        asks: false,
        under_way: false,
        failed: None,
        behind,
    })));
}

/// In the folder in front, by the instance's name.
fn default_path(name: &str, format: Format) -> String {
    let kept = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' };
    let name: String = name.trim().chars().take(NAME_CHARACTERS).map(kept).collect();
    // A name that begins with a dot would hide the file.
    let name = name.trim_start_matches('.');
    let name = if name.is_empty() { UNNAMED } else { name };
    format!("./{name}.{}", format.ending())
}

/// A key while the path is asked for.
pub(crate) fn press_save(wizard: &mut Wizard, key: Key, action: Option<Action>) -> Vec<Effect> {
    let Some(Dialog::Save(form)) = &mut wizard.dialog else { return Vec::new() };
    if form.under_way {
        return Vec::new();
    }
    match action {
        Some(Action::Escape | Action::No) if form.asks => form.asks = false,
        Some(Action::Yes) if form.asks => return save(form, true),
        Some(Action::Escape) => close(wizard),
        Some(Action::Accept) if !form.path.value().trim().is_empty() => return save(form, false),
        _ if form.asks => {}
        _ => {
            form.failed = None;
            edit::press(wizard, key);
        }
    }
    Vec::new()
}

fn save(form: &mut SaveForm, overwrite: bool) -> Vec<Effect> {
    form.under_way = true;
    form.asks = false;
    form.failed = None;
    let path = form.path.value().trim().to_owned();
    vec![Effect::Save { path, text: form.text.clone(), overwrite }]
}

fn close(wizard: &mut Wizard) {
    let Some(Dialog::Save(form)) = wizard.dialog.take() else { return };
    wizard.dialog = form.behind.map(Dialog::Export);
}

/// A file was written, or not.
pub(crate) fn saved(wizard: &mut Wizard, path: String, result: Result<(), NotSaved>) {
    let Some(Dialog::Save(form)) = &mut wizard.dialog else { return };
    if !form.under_way {
        return;
    }
    form.under_way = false;
    match result {
        Ok(()) => {
            let plan = form.format == Format::Toml;
            close(wizard);
            let words = if plan { "notice.plan_saved" } else { "notice.export_saved" };
            wizard.notice = Some(Notice {
                words,
                values: vec![("path", path.clone())],
                severity: Severity::Hint,
            });
            if plan {
                wizard.origin.path = Some(path);
            }
        }
        Err(NotSaved::Exists) => form.asks = true,
        Err(NotSaved::Failed(why)) => form.failed = Some(why),
    }
}

/// `Ctrl-X`: the purchase in the forms of other programs.
pub(crate) fn ask_export(wizard: &mut Wizard) -> Vec<Effect> {
    let format = wizard.tabs.front.unwrap_or_default();
    show(wizard, format)
}

/// What the text of a form is made of.
pub(crate) enum Source {
    /// Nothing more: the text is there.
    Text(Exported),
    /// A purchase, which [`Effect::Export`] puts into the form.
    Plan(Box<Plan>),
    /// There is no text while these errors stand in the answers.
    Errors(Vec<Problem>),
}

/// What a form is made of. Only a purchase in which nothing is wrong can be handed on; the answers
/// themselves always can.
pub(crate) fn source(wizard: &Wizard, format: Format) -> Source {
    if format == Format::Toml {
        let text = Hidden::from(plan_text(wizard));
        return Source::Text(Exported { text, notes: Vec::new() });
    }
    match from_draft(&wizard.draft, &wizard.cloud.facts(&wizard.draft)) {
        Ok(plan) => Source::Plan(Box::new(plan)),
        Err(mut problems) => {
            problems.retain(|problem| problem.severity == Severity::Error);
            Source::Errors(problems)
        }
    }
}

/// Shows a form.
pub(crate) fn show(wizard: &mut Wizard, format: Format) -> Vec<Effect> {
    let (text, effects) = match source(wizard, format) {
        Source::Text(exported) => (Some(Ok(exported)), Vec::new()),
        Source::Plan(plan) => (
            None,
            vec![Effect::Export { plan: Arc::from(plan), format, language: wizard.language }],
        ),
        Source::Errors(errors) => {
            let values = vec![("count", errors.len().to_string())];
            (Some(Err(Label::Filled("export.problems", values))), Vec::new())
        }
    };
    wizard.dialog = Some(Dialog::Export(Box::new(ExportForm { format, text, top: 0 })));
    effects
}

/// The text of a form arrived.
pub(crate) fn exported(wizard: &mut Wizard, format: Format, result: Result<Exported, Said>) {
    if let Some(Dialog::Export(form)) = &mut wizard.dialog
        && form.format == format
    {
        form.text = Some(result.map_err(Label::Said));
    }
}

/// A key while a form is shown.
pub(crate) fn press_export(wizard: &mut Wizard, action: Option<Action>) -> Vec<Effect> {
    let Some(Dialog::Export(form)) = &wizard.dialog else { return Vec::new() };
    let at = Format::ALL.iter().position(|format| *format == form.format).unwrap_or(0);
    let text = match &form.text {
        Some(Ok(exported)) => Some(exported.text.clone()),
        _ => None,
    };
    let to = match action {
        Some(Action::Escape) => {
            wizard.dialog = None;
            return Vec::new();
        }
        Some(Action::Left) => at.checked_sub(1),
        Some(Action::Right) => Some(at + 1),
        Some(Action::Up | Action::Down | Action::PageUp | Action::PageDown) => {
            scroll(wizard, action);
            None
        }
        Some(Action::Copy) => {
            if let Some(text) = text {
                return copying::text(wizard, &text.expose().into(), "notice.export_copied");
            }
            None
        }
        Some(Action::Save) => {
            if let Some(text) = text {
                let path = default_path(&wizard.draft.name, form.format);
                let (format, behind) = (form.format, Some(form.clone()));
                open(wizard, text, format, path, behind);
            }
            None
        }
        _ => None,
    };
    match to.and_then(|to| Format::ALL.get(to)) {
        Some(format) => show(wizard, *format),
        None => Vec::new(),
    }
}

fn scroll(wizard: &mut Wizard, action: Option<Action>) {
    let by = match action {
        Some(Action::Up) => -1,
        Some(Action::Down) => 1,
        Some(Action::PageUp) => -10,
        _ => 10,
    };
    let end = wizard.scroll_end;
    let Some(Dialog::Export(form)) = &mut wizard.dialog else { return };
    form.top = movement::scrolled_to(end, form.top, by);
}

#[cfg(test)]
mod tests {
    use super::{Format, default_path};

    #[test]
    fn the_path_is_made_of_the_name() {
        for (name, path) in [
            ("web", "./web.toml"),
            (" ", "./bcc-plan.toml"),
            ("a/b c", "./a-b-c.toml"),
            ("../../etc", "./-..-etc.toml"),
            ("生产_1.2", "./生产_1.2.toml"),
            ("...", "./bcc-plan.toml"),
        ] {
            assert_eq!(default_path(name, Format::Toml), path);
        }
        assert!(default_path(&"x".repeat(200), Format::Terraform).len() < 80);
    }
}
