//! The editor of a text of several lines: typed, pasted, or read from a file.

use crate::app::action::{Action, Context};
use crate::app::answer;
use crate::app::dialog::Dialog;
use crate::app::edit;
use crate::app::effect::{Effect, Unreadable};
use crate::app::key::Key;
use crate::app::line::TextLine;
use crate::app::lines::{Lines, Pressed};
use crate::app::wizard::{Notice, Wizard};
use crate::domain::draft::Draft;
use crate::domain::field::FieldId;
use crate::domain::plan::Hidden;
use crate::domain::problem::{Problem, Severity};
use crate::domain::rules;
use crate::domain::user_data;

/// Rows of the terminal that the editor leaves to its border, its foot and the key line.
const OTHER_ROWS: u16 = 6;

/// The name of a file, to read it into the editor.
#[derive(Clone, Debug, Default)]
pub struct PathForm {
    /// The path as typed.
    pub typed: TextLine,
    /// The path that is being read.
    pub waiting: Option<String>,
    /// Why the last one could not be read.
    pub failure: Option<Unreadable>,
}

/// What is asked over the text.
#[derive(Clone, Debug)]
pub enum Over {
    /// Nothing: the text is being edited.
    Nothing,
    /// Which file to read.
    Path(Box<PathForm>),
    /// Whether to give up what was changed.
    Discard,
    /// Whether to remove the whole text.
    Remove,
}

/// The editor as it stands.
#[derive(Clone, Debug)]
pub struct Editor {
    /// The field the text belongs to.
    pub field: FieldId,
    /// The text.
    pub lines: Lines,
    /// The file it was read from, as long as nothing in it was changed.
    pub file: Option<String>,
    /// What is asked over it.
    pub over: Over,
}

impl Editor {
    /// Where a key would be pressed.
    pub fn context(&self) -> Context {
        match self.over {
            Over::Nothing => Context::Editor,
            Over::Path(_) => Context::Dialog,
            Over::Discard | Over::Remove => Context::Question,
        }
    }

    /// Whether the text is another than the answer.
    pub fn changed(&self, draft: &Draft) -> bool {
        draft.lines(self.field).is_some_and(|text| text.expose() != self.lines.text())
    }
}

/// What would be wrong with the answer if it were the text as it stands.
pub fn problems(wizard: &Wizard, editor: &Editor) -> Vec<Problem> {
    let mut draft = wizard.draft.clone();
    if let Some(place) = draft.lines_mut(editor.field) {
        *place = Hidden::from(editor.lines.text());
    }
    let facts = wizard.cloud.facts(&draft);
    let mut found = rules::check(&draft, &facts);
    found.retain(|problem| problem.field == editor.field);
    found
}

/// Opens the editor on the answer to a field.
pub(crate) fn open(wizard: &mut Wizard, field: FieldId) {
    open_over(wizard, field, Over::Nothing);
}

/// Asks whether to remove the answer to a field, if there is one.
pub(crate) fn ask_remove(wizard: &mut Wizard, field: FieldId) {
    if wizard.draft.lines(field).is_some_and(|text| !text.expose().is_empty()) {
        open_over(wizard, field, Over::Remove);
    }
}

fn open_over(wizard: &mut Wizard, field: FieldId, over: Over) {
    let Some(text) = wizard.draft.lines(field) else { return };
    let lines = Lines::new(text.expose(), user_data::LONGEST);
    let file = wizard.lines_file.clone();
    wizard.dialog = Some(Dialog::Editor(Box::new(Editor { field, lines, file, over })));
}

/// A key while the editor is open.
pub(crate) fn press(wizard: &mut Wizard, key: Key, action: Option<Action>) -> Vec<Effect> {
    let page = wizard.layout.rows.saturating_sub(OTHER_ROWS).into();
    let Some(Dialog::Editor(editor)) = &mut wizard.dialog else { return Vec::new() };
    match &mut editor.over {
        Over::Path(path) => {
            let (over, effects) = path_key(path, action);
            match over {
                Some(over) => editor.over = over,
                None if effects.is_empty() => edit::press(wizard, key),
                None => {}
            }
            return effects;
        }
        Over::Discard => match action {
            Some(Action::Yes) => wizard.dialog = None,
            Some(Action::No | Action::Escape) => editor.over = Over::Nothing,
            _ => {}
        },
        Over::Remove => match action {
            Some(Action::Yes) => {
                editor.lines = Lines::new("", user_data::LONGEST);
                editor.file = None;
                take(wizard);
            }
            Some(Action::No | Action::Escape) => wizard.dialog = None,
            _ => {}
        },
        Over::Nothing => match action {
            Some(Action::Escape) if editor.changed(&wizard.draft) => editor.over = Over::Discard,
            Some(Action::Escape) => wizard.dialog = None,
            Some(Action::NextStep) => take(wizard),
            Some(Action::OpenFile) => {
                let typed = editor.file.clone().unwrap_or_default();
                let path = PathForm { typed: TextLine::new(typed), ..PathForm::default() };
                editor.over = Over::Path(Box::new(path));
            }
            _ => {
                let before = editor.lines.text().len();
                match editor.lines.press(key, page, wizard.now) {
                    Pressed::TooLong => too_long(wizard),
                    // Every key that changes the text changes its length.
                    Pressed::Taken if editor.lines.text().len() != before => editor.file = None,
                    Pressed::Taken | Pressed::Unknown => {}
                }
            }
        },
    }
    Vec::new()
}

/// What to ask from here on, if something else.
fn path_key(path: &mut PathForm, action: Option<Action>) -> (Option<Over>, Vec<Effect>) {
    if action == Some(Action::Escape) {
        return (Some(Over::Nothing), Vec::new());
    }
    // What is being read stays on the screen until its answer is there.
    if path.waiting.is_some() {
        return (None, Vec::new());
    }
    if action == Some(Action::Accept) {
        let wanted = path.typed.value().trim().to_owned();
        if wanted.is_empty() {
            path.failure = Some(Unreadable::Unnamed);
            return (None, Vec::new());
        }
        path.failure = None;
        path.waiting = Some(wanted.clone());
        return (None, vec![Effect::ReadText(wanted)]);
    }
    (None, Vec::new())
}

/// Puts text pasted into the text at its caret as one insert. Line ends become those of Unix, as a
/// terminal sends them in several ways; other control characters are left out, and that is said.
pub(crate) fn paste(wizard: &mut Wizard, text: &str) {
    let now = wizard.now;
    let Some(Dialog::Editor(editor)) = &mut wizard.dialog else { return };
    let pasted = edit::several_lines(text);
    if editor.lines.insert(&pasted.text, now) == Pressed::Taken {
        editor.file = None;
        pasted.say(wizard);
    } else {
        too_long(wizard);
    }
}

/// A file was read, or not. Nobody may be waiting for it any more.
pub(crate) fn read(wizard: &mut Wizard, wanted: &str, result: Result<Hidden, Unreadable>) {
    let now = wizard.now;
    let Some(Dialog::Editor(editor)) = &mut wizard.dialog else { return };
    let Over::Path(path) = &mut editor.over else { return };
    if path.waiting.as_deref() != Some(wanted) {
        return;
    }
    path.waiting = None;
    match result {
        Ok(text) => {
            editor.lines.replace(text.expose(), now);
            editor.file = Some(wanted.to_owned());
            editor.over = Over::Nothing;
        }
        Err(why) => path.failure = Some(why),
    }
}

/// Takes the text as the answer. With an error it stays open and says so.
fn take(wizard: &mut Wizard) {
    let Some(Dialog::Editor(editor)) = &wizard.dialog else { return };
    if rules::blocks(&problems(wizard, editor)) {
        wizard.say(Severity::Error, "notice.solve_first");
        return;
    }
    let (field, file) = (editor.field, editor.file.clone());
    if editor.changed(&wizard.draft) {
        let text = Hidden::from(editor.lines.text());
        answer::set_lines(wizard, field, text);
    }
    wizard.lines_file = file;
    wizard.dialog = None;
}

fn too_long(wizard: &mut Wizard) {
    let most = (user_data::LONGEST / 1024).to_string();
    wizard.notice = Some(Notice {
        words: "notice.text_too_long",
        values: vec![("most", most)],
        severity: Severity::Error,
    });
}
