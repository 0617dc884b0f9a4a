//! Typing: into fields, filters and the inputs of dialogs.

use secrecy::{ExposeSecret as _, SecretString};
use tui_input::{Input, InputRequest};
use zeroize::{Zeroize as _, Zeroizing};

use crate::app::answer;
use crate::app::dialog::Dialog;
use crate::app::field::Kind;
use crate::app::items;
use crate::app::key::{Key, KeyCode};
use crate::app::steps;
use crate::app::welcome;
use crate::app::wizard::{Screen, Wizard};
use crate::domain::field::FieldId;
use crate::domain::problem::Severity;

/// The longest text a field takes. More is refused as a whole, never cut.
pub const LONGEST: usize = 1024;

/// What a key asks of a line of text, if it asks anything.
pub(crate) fn request(key: Key) -> Option<InputRequest> {
    if let Some(c) = key.typed() {
        return (!c.is_control()).then_some(InputRequest::InsertChar(c));
    }
    Some(match (key.code, key.ctrl, key.alt) {
        (KeyCode::Backspace, false, false) => InputRequest::DeletePrevChar,
        (KeyCode::Backspace, _, _) | (KeyCode::Char('w'), true, false) => {
            InputRequest::DeletePrevWord
        }
        (KeyCode::Delete, false, false) => InputRequest::DeleteNextChar,
        (KeyCode::Delete, _, _) => InputRequest::DeleteNextWord,
        (KeyCode::Left, false, false) => InputRequest::GoToPrevChar,
        (KeyCode::Right, false, false) => InputRequest::GoToNextChar,
        (KeyCode::Left, _, _) => InputRequest::GoToPrevWord,
        (KeyCode::Right, _, _) => InputRequest::GoToNextWord,
        (KeyCode::Home, _, _) => InputRequest::GoToStart,
        (KeyCode::End, _, _) | (KeyCode::Char('e'), true, false) => InputRequest::GoToEnd,
        (KeyCode::Char('u'), true, false) => InputRequest::DeleteLine,
        (KeyCode::Char('k'), true, false) => InputRequest::DeleteTillEnd,
        _ => return None,
    })
}

/// Gives the focused field a caret if it is typed into, and takes it from any other.
pub(crate) fn place_caret(wizard: &mut Wizard) {
    let field = wizard.focused();
    let typed = wizard.screen == Screen::Form
        && matches!(steps::kind(wizard, field), Some(Kind::Text | Kind::Number(_)));
    match (&wizard.editor, typed) {
        (Some((of, input)), true)
            if *of == field && input.value() == answer::typed(wizard, field) => {}
        (_, true) => {
            let text = answer::typed(wizard, field).to_owned();
            wizard.editor = Some((field, Input::new(text)));
        }
        (_, false) => wizard.editor = None,
    }
}

/// Handles a key in the focused text field; false when it is no editing key.
pub(crate) fn field_key(wizard: &mut Wizard, key: Key) -> bool {
    let field = wizard.focused();
    if steps::kind(wizard, field) == Some(Kind::Secret) {
        return secret_key(wizard, field, key);
    }
    let Some(request) = request(key) else { return false };
    if matches!(request, InputRequest::InsertChar(_)) && too_long(wizard, field, 1) {
        return true;
    }
    let Some((_, input)) = &mut wizard.editor else { return false };
    input.handle(request);
    let text = input.value().to_owned();
    answer::set_typed(wizard, field, text);
    true
}

fn too_long(wizard: &mut Wizard, field: FieldId, more: usize) -> bool {
    let long = answer::typed(wizard, field).chars().count() + more > LONGEST;
    if long {
        wizard.say(Severity::Error, "notice.too_long");
    }
    long
}

fn secret(wizard: &Wizard, field: FieldId) -> &SecretString {
    match field {
        FieldId::PasswordAgain => &wizard.draft.password_again,
        _ => &wizard.draft.password,
    }
}

fn secret_key(wizard: &mut Wizard, field: FieldId, key: Key) -> bool {
    match secret_typed(secret(wizard, field), key, LONGEST) {
        Some(Ok(secret)) => answer::set_secret(wizard, field, secret),
        Some(Err(TooLong)) => wizard.say(Severity::Error, "notice.too_long"),
        None => return false,
    }
    true
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

/// Types into a line of text; false when there is no room for one more character.
pub(crate) fn typed(input: &mut Input, key: Key) -> bool {
    let Some(request) = request(key) else { return true };
    let inserts = matches!(request, InputRequest::InsertChar(_));
    let fits = !inserts || input.value().chars().count() < LONGEST;
    if fits {
        input.handle(request);
    }
    fits
}

/// One paste is one insert. Line breaks become blanks in a line of text; nothing is submitted. Other
/// control characters are left out, which is said.
pub(crate) fn paste(wizard: &mut Wizard, text: &str) {
    let left_out = |c: char| c.is_control() && !matches!(c, '\r' | '\n' | '\t');
    if insert_line(wizard, text) && text.contains(left_out) {
        wizard.say(Severity::Warning, "notice.cleaned");
    }
}

/// Puts a paste where the caret is; false when there is none, or no room.
fn insert_line(wizard: &mut Wizard, text: &str) -> bool {
    let line: Zeroizing<String> = Zeroizing::new(
        text.trim_matches(['\r', '\n'])
            .replace("\r\n", " ")
            .chars()
            .map(|c| if matches!(c, '\r' | '\n' | '\t') { ' ' } else { c })
            .filter(|c| !c.is_control())
            .collect(),
    );
    if let Some(dialog) = &mut wizard.dialog {
        let input = match dialog {
            Dialog::Confirm(confirm) => confirm.typed.as_mut(),
            Dialog::Item(form) => form.input(),
            Dialog::Release(release) => Some(&mut release.typed),
            _ => None,
        };
        let inserted = input.map(|input| insert(input, &line));
        match inserted {
            Some(true) => items::typed(wizard),
            Some(false) => wizard.say(Severity::Error, "notice.too_long"),
            None => {}
        }
        return inserted == Some(true);
    }
    match wizard.screen {
        Screen::Welcome => {
            welcome::paste(wizard, &line);
            return false;
        }
        Screen::Form => {}
        Screen::Order | Screen::Done => return false,
    }
    let field = wizard.focused();
    match steps::kind(wizard, field) {
        Some(Kind::Secret) => match secret_pasted(secret(wizard, field), &line, LONGEST) {
            Ok(secret) => {
                answer::set_secret(wizard, field, secret);
                return true;
            }
            Err(TooLong) => wizard.say(Severity::Error, "notice.too_long"),
        },
        Some(Kind::Text | Kind::Number(_)) => {
            if too_long(wizard, field, line.chars().count()) {
                return false;
            }
            if let Some((_, input)) = &mut wizard.editor {
                insert(input, &line);
                let text = input.value().to_owned();
                answer::set_typed(wizard, field, text);
                return true;
            }
        }
        Some(Kind::Table | Kind::Optional | Kind::Marks) => {
            let picker = wizard.pickers.entry(field).or_default();
            if picker.filtering {
                let fits = insert(&mut picker.filter, &line);
                picker.held = None;
                wizard.dirty = true;
                if !fits {
                    wizard.say(Severity::Error, "notice.too_long");
                }
                return fits;
            }
        }
        _ => {}
    }
    false
}

/// Inserts text at the caret in one go; false: it would make the line too long and is refused whole.
pub(crate) fn insert(input: &mut Input, text: &str) -> bool {
    let value = input.value();
    if value.chars().count() + text.chars().count() > LONGEST {
        return false;
    }
    let before: String = value.chars().take(input.cursor()).collect();
    let after: String = value.chars().skip(input.cursor()).collect();
    let caret = input.cursor() + text.chars().count();
    *input = Input::new(format!("{before}{text}{after}")).with_cursor(caret);
    true
}
