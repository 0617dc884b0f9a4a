//! Typing: into fields, filters and the inputs of dialogs.

use secrecy::{ExposeSecret as _, SecretString};
use tui_input::{Input, InputRequest};
use zeroize::{Zeroize as _, Zeroizing};

use crate::app::answer;
use crate::app::choosing;
use crate::app::dialog::Dialog;
use crate::app::editor;
use crate::app::field::Kind;
use crate::app::items;
use crate::app::key::{Key, KeyCode};
use crate::app::resume;
use crate::app::steps;
use crate::app::welcome;
use crate::app::wizard::{Notice, Screen, Wizard};
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
    // What was shown in one place is not shown again on coming back.
    wizard.revealed &= steps::kind(wizard, field) == Some(Kind::Secret);
}

/// Handles a key in the focused text field; false when it is no editing key.
pub(crate) fn field_key(wizard: &mut Wizard, key: Key) -> bool {
    let field = wizard.focused();
    if steps::kind(wizard, field) == Some(Kind::Secret) {
        return secret_key(wizard, field, key);
    }
    let Some(request) = request(key) else { return false };
    let full = answer::typed(wizard, field).chars().count() >= LONGEST;
    if full && matches!(request, InputRequest::InsertChar(_)) {
        too_long(wizard, LONGEST);
        return true;
    }
    let Some((_, input)) = &mut wizard.editor else { return false };
    input.handle(request);
    let text = input.value().to_owned();
    answer::set_typed(wizard, field, text);
    true
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

fn secret_key(wizard: &mut Wizard, field: FieldId, key: Key) -> bool {
    match secret_typed(secret(wizard, field), key, LONGEST) {
        Some(Ok(secret)) => answer::set_secret(wizard, field, secret),
        Some(Err(TooLong)) => too_long(wizard, LONGEST),
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
    if matches!(wizard.dialog, Some(Dialog::Editor(_))) {
        return editor::paste(wizard, text);
    }
    let pasted = one_line(text);
    match paste_line(wizard, &pasted.text) {
        Landed::Taken => pasted.say(wizard),
        Landed::TooLong => too_long(wizard, LONGEST),
        Landed::Nowhere => {}
    }
}

/// What became of a pasted line.
enum Landed {
    Taken,
    TooLong,
    /// Nothing is typed here.
    Nowhere,
}

impl Landed {
    fn fits(fits: bool) -> Self {
        if fits { Self::Taken } else { Self::TooLong }
    }
}

fn paste_line(wizard: &mut Wizard, line: &str) -> Landed {
    if let Some(dialog) = &mut wizard.dialog {
        let input = match dialog {
            Dialog::Confirm(confirm) => confirm.typed.as_mut(),
            Dialog::Item(form) => form.input(),
            Dialog::Help(help) => help.input(),
            Dialog::Unfinished(open) => {
                return Landed::fits(resume::paste(open, line));
            }
            Dialog::Release(release) => Some(&mut release.typed),
            Dialog::Save(form) if !form.asks && !form.under_way => Some(&mut form.path),
            _ => None,
        };
        let landed = input.map_or(Landed::Nowhere, |input| Landed::fits(insert(input, line)));
        if matches!(landed, Landed::Taken) {
            items::typed(wizard);
        }
        return landed;
    }
    match wizard.screen {
        Screen::Welcome => {
            welcome::paste(wizard, line);
            return Landed::Nowhere;
        }
        Screen::Form => {}
        Screen::Order | Screen::Done => return Landed::Nowhere,
    }
    let field = wizard.focused();
    match steps::kind(wizard, field) {
        Some(Kind::Secret) => match secret_pasted(secret(wizard, field), line, LONGEST) {
            Ok(secret) => answer::set_secret(wizard, field, secret),
            Err(TooLong) => return Landed::TooLong,
        },
        Some(Kind::Text | Kind::Number(_)) => {
            let Some((_, input)) = &mut wizard.editor else { return Landed::Nowhere };
            if !insert(input, line) {
                return Landed::TooLong;
            }
            let text = input.value().to_owned();
            answer::set_typed(wizard, field, text);
        }
        Some(kind) if kind.is_table() => {
            let picker = wizard.pickers.entry(field).or_default();
            if !picker.filtering {
                return Landed::Nowhere;
            }
            let fits = insert(&mut picker.filter, line);
            picker.held = None;
            choosing::refill(wizard, field);
            return Landed::fits(fits);
        }
        _ => return Landed::Nowhere,
    }
    Landed::Taken
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
