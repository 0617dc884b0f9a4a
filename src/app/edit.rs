//! Typing: into fields, filters and the inputs of dialogs.

use secrecy::{ExposeSecret as _, SecretString};
use tui_input::InputRequest;
use zeroize::{Zeroize as _, Zeroizing};

use crate::app::answer;
use crate::app::choosing;
use crate::app::dialog::Dialog;
use crate::app::editor::{self, Over};
use crate::app::field::Kind;
use crate::app::items;
use crate::app::key::Key;
pub use crate::app::line::LONGEST;
use crate::app::line::{Pressed, TextLine, request};
use crate::app::resume;
use crate::app::steps;
use crate::app::welcome::{self, Entry};
use crate::app::wizard::{Notice, Screen, Wizard};
use crate::domain::field::FieldId;
use crate::domain::order::Moment;
use crate::domain::problem::Severity;

/// Gives the focused field a caret if it is typed into, and takes it from any other. What was done to a
/// field is kept while another has the caret, as long as nothing but typing changes its text.
pub(crate) fn place_caret(wizard: &mut Wizard) {
    let field = wizard.focused();
    let typed = wizard.screen == Screen::Form
        && matches!(steps::kind(wizard, field), Some(Kind::Text | Kind::Number(_)));
    let here = matches!(&wizard.editor, Some((of, line))
        if typed && *of == field && line.value() == answer::typed(wizard, field));
    if !here {
        if let Some((of, line)) = wizard.editor.take() {
            wizard.typed.insert(of, line);
        }
        let kept = wizard.typed.remove(&field).filter(|_| typed);
        if typed {
            let text = answer::typed(wizard, field);
            let kept = kept.filter(|line| line.value() == text);
            let mut line = kept.unwrap_or_else(|| TextLine::new(text));
            line.to_end();
            wizard.editor = Some((field, line));
        }
    }
    // What was shown in one place is not shown again on coming back.
    wizard.revealed &= steps::kind(wizard, field) == Some(Kind::Secret);
}

/// The text of a field was set by a fix or a choice. What had been typed can be brought back.
pub(crate) fn set_by_choice(wizard: &mut Wizard, field: FieldId) {
    let (text, now) = (answer::typed(wizard, field).to_owned(), wizard.now);
    let line = match &mut wizard.editor {
        Some((of, line)) if *of == field => Some(line),
        _ => wizard.typed.get_mut(&field),
    };
    if let Some(line) = line {
        line.replace(&text, now);
    }
}

/// The line that is typed into now, if there is one.
fn line(wizard: &mut Wizard) -> Option<&mut TextLine> {
    let focused = wizard.focused();
    if let Some(dialog) = &mut wizard.dialog {
        return match dialog {
            Dialog::Confirm(confirm) if !confirm.confirmed => confirm.typed.as_mut(),
            Dialog::Item(form) => form.input(),
            Dialog::Help(help) => help.input(),
            Dialog::Release(release) if !release.sure && !release.under_way => {
                Some(&mut release.typed)
            }
            Dialog::Save(form) if !form.asks && !form.under_way => Some(&mut form.path),
            Dialog::Editor(editor) => match &mut editor.over {
                Over::Path(path) if path.waiting.is_none() => Some(&mut path.typed),
                _ => None,
            },
            _ => None,
        };
    }
    match wizard.screen {
        Screen::Welcome => {
            let welcome = wizard.welcome.as_mut()?;
            (welcome.focus == Entry::AccessKey).then_some(&mut welcome.access_key)
        }
        Screen::Form => {
            let filter = wizard.pickers.get_mut(&focused).filter(|picker| picker.filtering);
            let typed = wizard.editor.as_mut().map(|(_, line)| line);
            filter.map(|picker| &mut picker.filter).or(typed)
        }
        Screen::Order | Screen::Done => None,
    }
}

/// Does something to the line that is typed into; what hangs on its text follows. `None` where nothing is
/// typed.
fn on_line(
    wizard: &mut Wizard,
    what: impl FnOnce(&mut TextLine, Moment) -> Pressed,
) -> Option<Pressed> {
    let now = wizard.now;
    let line = line(wizard)?;
    let before = line.value().to_owned();
    let pressed = what(line, now);
    let text = (line.value() != before).then(|| line.value().to_owned());
    if let Some(text) = text {
        changed(wizard, text);
    }
    if pressed == Pressed::TooLong {
        too_long(wizard, LONGEST);
    }
    Some(pressed)
}

/// What hangs on the line that is typed into.
fn changed(wizard: &mut Wizard, text: String) {
    match &mut wizard.dialog {
        Some(Dialog::Confirm(confirm)) => confirm.mistyped = false,
        Some(Dialog::Save(form)) => form.failed = None,
        // What is found changes with what is looked for.
        Some(Dialog::Help(help)) => help.top = 0,
        Some(Dialog::Item(_)) => items::typed(wizard),
        Some(Dialog::Editor(editor)) => {
            if let Over::Path(path) = &mut editor.over {
                path.failure = None;
            }
        }
        None if wizard.screen == Screen::Form => {
            let field = wizard.focused();
            match wizard.pickers.get_mut(&field).filter(|picker| picker.filtering) {
                Some(picker) => {
                    picker.held = None;
                    choosing::refill(wizard, field);
                }
                None => answer::set_typed(wizard, field, text),
            }
        }
        _ => {}
    }
}

/// A key where something may be typed; nothing happens where it is no editing key.
pub(crate) fn press(wizard: &mut Wizard, key: Key) {
    on_line(wizard, |line, now| line.press(key, now));
}

/// A key in the form: it goes into the filter or the field, or into a secret.
pub(crate) fn field_key(wizard: &mut Wizard, key: Key) {
    let field = wizard.focused();
    if steps::kind(wizard, field) == Some(Kind::Secret) {
        secret_key(wizard, field, key);
    } else {
        press(wizard, key);
    }
}

/// Takes the last step of typing back, or, `again`, takes up what was taken back.
pub(crate) fn step_back(wizard: &mut Wizard, again: bool) {
    let pressed = match &mut wizard.dialog {
        Some(Dialog::Editor(editor)) if matches!(editor.over, Over::Nothing) => {
            let pressed = editor.lines.step_back(again);
            if pressed == Pressed::Taken {
                editor.file = None;
            }
            Some(pressed)
        }
        _ => on_line(wizard, |line, _| line.step_back(again)),
    };
    if pressed == Some(Pressed::Unknown) {
        let words = if again { "notice.nothing_to_redo" } else { "notice.nothing_to_undo" };
        wizard.say(Severity::Hint, words);
    }
}

/// Says that nothing was inserted because a line would have more than `most` characters.
pub(crate) fn too_long(wizard: &mut Wizard, most: usize) {
    wizard.notice = Some(Notice {
        words: "notice.too_long",
        values: vec![("most", most.to_string())],
        severity: Severity::Error,
    });
}

fn secret(wizard: &Wizard, field: FieldId) -> &SecretString {
    match field {
        FieldId::PasswordAgain => &wizard.draft.password_again,
        _ => &wizard.draft.password,
    }
}

fn secret_key(wizard: &mut Wizard, field: FieldId, key: Key) {
    match secret_typed(secret(wizard, field), key, LONGEST) {
        Some(Ok(secret)) => answer::set_secret(wizard, field, secret),
        Some(Err(TooLong)) => too_long(wizard, LONGEST),
        None => {}
    }
}

/// The text would be longer than its field takes.
pub(crate) struct TooLong;

/// The secret after a key; `None` when it is no editing key. A secret is only typed at its end: no
/// caret, no word jumps, nothing that shows where words end.
pub(crate) fn secret_typed(
    secret: &SecretString,
    key: Key,
    longest: usize,
) -> Option<Result<SecretString, TooLong>> {
    let mut text = room_for(secret, 1);
    match request(key)? {
        InputRequest::InsertChar(c) => {
            let mut bytes = [0; 4];
            let pasted = secret_pasted(secret, c.encode_utf8(&mut bytes), longest);
            bytes.zeroize();
            return Some(pasted);
        }
        InputRequest::DeletePrevChar => {
            text.pop();
        }
        InputRequest::DeleteLine | InputRequest::DeletePrevWord => text.clear(),
        _ => {}
    }
    Some(Ok(SecretString::from(text.as_str())))
}

/// The secret with more at its end.
pub(crate) fn secret_pasted(
    secret: &SecretString,
    more: &str,
    longest: usize,
) -> Result<SecretString, TooLong> {
    let mut text = room_for(secret, more.len());
    if text.chars().count() + more.chars().count() > longest {
        return Err(TooLong);
    }
    text.push_str(more);
    Ok(SecretString::from(text.as_str()))
}

/// A copy with room for so many more bytes: one that grew would leave copies behind.
fn room_for(secret: &SecretString, more: usize) -> Zeroizing<String> {
    let secret = secret.expose_secret();
    let mut text = Zeroizing::new(String::with_capacity(secret.len() + more));
    text.push_str(secret);
    text
}

/// What is pasted, made fit for where it goes.
pub(crate) struct Pasted {
    /// The text. It may be a password.
    pub text: Zeroizing<String>,
    /// How many control characters were left out.
    dropped: usize,
    /// Line breaks or tabs became blanks.
    joined: bool,
}

impl Pasted {
    /// Says what was changed, if anything was.
    pub fn say(&self, wizard: &mut Wizard) {
        let (words, values) = match (self.dropped, self.joined) {
            (0, false) => return,
            (0, true) => ("notice.paste_joined", Vec::new()),
            (dropped, _) => ("notice.paste_cleaned", vec![("count", dropped.to_string())]),
        };
        wizard.notice = Some(Notice { words, values, severity: Severity::Warning });
    }
}

/// For a line of text: line breaks and tabs become blanks, those around it go.
pub(crate) fn one_line(text: &str) -> Pasted {
    let blank = |c: char| matches!(c, '\r' | '\n' | '\t');
    let line = Zeroizing::new(text.trim_matches(['\r', '\n']).replace("\r\n", " "));
    let joined = text.trim_matches(['\r', '\n']).contains(blank);
    let dropped = line.chars().filter(|c| c.is_control() && !blank(*c)).count();
    let kept = line.chars().map(|c| if blank(c) { ' ' } else { c });
    Pasted { text: Zeroizing::new(kept.filter(|c| !c.is_control()).collect()), dropped, joined }
}

/// For several lines: line breaks become those of Unix, tabs stay.
pub(crate) fn several_lines(text: &str) -> Pasted {
    let text = Zeroizing::new(text.replace("\r\n", "\n").replace('\r', "\n"));
    let kept = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    let dropped = text.chars().filter(|c| !kept(c)).count();
    let text = Zeroizing::new(text.chars().filter(kept).collect());
    Pasted { text, dropped, joined: false }
}

/// One paste is one insert. Line breaks become blanks in a line of text; nothing is submitted.
pub(crate) fn paste(wizard: &mut Wizard, text: &str) {
    if matches!(&wizard.dialog, Some(Dialog::Editor(editor)) if matches!(editor.over, Over::Nothing))
    {
        return editor::paste(wizard, text);
    }
    let pasted = one_line(text);
    let landed = paste_line(wizard, &pasted.text);
    if landed == Some(Pressed::Taken) {
        pasted.say(wizard);
    }
}

/// Pastes a line where one is typed, else into the secret that is typed. `None` where nothing is typed.
fn paste_line(wizard: &mut Wizard, line: &str) -> Option<Pressed> {
    let field = wizard.focused();
    let secret_here = steps::kind(wizard, field) == Some(Kind::Secret);
    let pasted = match (&mut wizard.dialog, wizard.screen) {
        (Some(Dialog::Unfinished(open)), _) => resume::paste(open, line)?,
        (None, Screen::Welcome) => {
            welcome::paste(wizard, line);
            return None;
        }
        (None, Screen::Form) if secret_here => {
            let pasted = secret_pasted(secret(wizard, field), line, LONGEST);
            pasted.map(|secret| answer::set_secret(wizard, field, secret))
        }
        _ => return on_line(wizard, |typed, now| typed.insert(line, now)),
    };
    if pasted.is_err() {
        too_long(wizard, LONGEST);
        return Some(Pressed::TooLong);
    }
    Some(Pressed::Taken)
}

/// Pastes into the line that is typed into, rid of the blanks around it.
pub(crate) fn paste_trimmed(wizard: &mut Wizard, line: &str) {
    on_line(wizard, |typed, now| typed.insert(line.trim(), now));
}
