//! The help overlay: how far it is scrolled, and what is looked for in it.

use crate::app::action::Action;
use crate::app::dialog::Dialog;
use crate::app::edit;
use crate::app::key::Key;
use crate::app::line::TextLine;
use crate::app::movement;
use crate::app::wizard::Wizard;

/// Rows of the terminal that the overlay leaves to the title and the key line, its border and the line of
/// the search, and one that is seen again on the next page.
const OTHER_ROWS: u16 = 6;

/// The open overlay.
#[derive(Clone, Debug, Default)]
pub struct Help {
    /// The first line shown.
    pub top: usize,
    /// What is looked for, as typed: only lines with all of its words are shown.
    pub search: TextLine,
    /// It is being typed.
    pub typing: bool,
}

impl Help {
    /// Whether only some lines are shown.
    pub fn narrowed(&self) -> bool {
        !self.search.value().trim().is_empty()
    }

    /// Whether a text has every word that is looked for, in whichever case.
    pub fn finds(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        let wanted = self.search.value().to_lowercase();
        wanted.split_whitespace().all(|word| text.contains(word))
    }

    /// Where a pasted line goes, while something is looked for.
    pub(crate) fn input(&mut self) -> Option<&mut TextLine> {
        self.typing.then_some(&mut self.search)
    }
}

/// Opens it over what is in front, which comes back after it.
pub(crate) fn open(wizard: &mut Wizard) {
    if let Some(covered) = wizard.dialog.replace(Dialog::Help(Box::default())) {
        wizard.aside = Some(covered);
    }
}

/// Whether there is help for what lies over the screen. A question is its own help, and what waits for an
/// answer must stay where the answer finds it.
pub fn has_help(dialog: &Dialog) -> bool {
    match dialog {
        Dialog::Help(_) | Dialog::Quit | Dialog::Confirm(_) | Dialog::GoTo | Dialog::Ssh(_) => {
            false
        }
        Dialog::Release(release) => !release.sure && !release.under_way,
        Dialog::Save(form) => !form.asks && !form.under_way,
        Dialog::Export(form) => form.text.is_some(),
        Dialog::Item(_)
        | Dialog::Editor(_)
        | Dialog::Generated(_)
        | Dialog::Unfinished(_)
        | Dialog::Compare(_)
        | Dialog::Alternatives(_) => true,
    }
}

/// A key while it is open.
pub(crate) fn press(wizard: &mut Wizard, key: Key, action: Option<Action>) {
    let page = isize::try_from(wizard.layout.rows.saturating_sub(OTHER_ROWS).max(1)).unwrap_or(1);
    let end = wizard.scroll_end;
    let Some(Dialog::Help(help)) = &mut wizard.dialog else { return };
    let by = match action {
        Some(Action::Escape) if help.typing || help.narrowed() => {
            **help = Help::default();
            return;
        }
        Some(Action::Escape) => {
            wizard.dialog = wizard.aside.take();
            // What came back may be older than what has arrived meanwhile.
            wizard.dirty = true;
            return;
        }
        Some(Action::Filter) => {
            help.typing = true;
            return;
        }
        Some(Action::Accept) => {
            help.typing = false;
            return;
        }
        Some(Action::Up) => -1,
        Some(Action::Down) => 1,
        Some(Action::PageUp) => -page,
        Some(Action::PageDown) => page,
        Some(Action::First) => isize::MIN,
        Some(Action::Last) => isize::MAX,
        _ if help.typing => {
            edit::press(wizard, key);
            return;
        }
        _ => return,
    };
    help.top = movement::scrolled_to(end, help.top, by);
}
