//! Lists of sub-forms: data disks, file systems, private addresses, tags. One form serves them all;
//! what its cells are and where they go, the steps say.

use crate::app::action::Action;
use crate::app::dialog::Dialog;
use crate::app::edit;
use crate::app::field::{Choice, Label, Unit};
use crate::app::key::Key;
use crate::app::line::TextLine;
use crate::app::steps;
use crate::app::wizard::{Notice, Wizard};
use crate::domain::draft::Draft;
use crate::domain::field::FieldId;
use crate::domain::problem::{Problem, Severity};
use crate::domain::rules;

/// What a cell of a sub-form holds.
#[derive(Clone, Debug)]
pub enum CellValue {
    /// A line of text.
    Text(TextLine),
    /// A whole number with its unit.
    Number(TextLine, Unit),
    /// One of a few choices, at least one; the number is the chosen one's position.
    Choice(Vec<Choice>, usize),
}

/// One question of a sub-form. Its label is `item.<name>`, its help `item_help.<name>`.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Its name, unique in the form.
    pub name: &'static str,
    /// Its answer.
    pub value: CellValue,
}

impl Cell {
    /// A line of text.
    pub fn text(name: &'static str, text: &str) -> Self {
        Self { name, value: CellValue::Text(TextLine::new(text)) }
    }

    /// A whole number.
    pub fn number(name: &'static str, text: &str, unit: Unit) -> Self {
        Self { name, value: CellValue::Number(TextLine::new(text), unit) }
    }

    /// One of a few choices, of which the one with this value is chosen, else the first.
    pub fn choice(name: &'static str, choices: Vec<Choice>, value: &str) -> Self {
        let chosen = choices.iter().position(|choice| choice.value == value).unwrap_or(0);
        Self { name, value: CellValue::Choice(choices, chosen) }
    }

    /// Yes, no, or as the cloud does; read back by [`ItemForm::flag`].
    pub fn flag(name: &'static str, flag: Option<bool>) -> Self {
        Self::choice(name, steps::flag_choices(), steps::flag_value(flag))
    }

    /// What was typed, or the value of what was chosen.
    pub fn value(&self) -> &str {
        match &self.value {
            CellValue::Text(input) | CellValue::Number(input, _) => input.value(),
            CellValue::Choice(choices, chosen) => {
                choices.get(*chosen).map_or("", |choice| choice.value.as_str())
            }
        }
    }

    fn input(&mut self) -> Option<&mut TextLine> {
        match &mut self.value {
            CellValue::Text(input) | CellValue::Number(input, _) => Some(input),
            CellValue::Choice(..) => None,
        }
    }
}

/// The form for one entry of a list.
#[derive(Clone, Debug)]
pub struct ItemForm {
    /// The list.
    pub field: FieldId,
    /// The entry's position; `None` for a new one.
    pub index: Option<usize>,
    /// The questions, at least one.
    pub cells: Vec<Cell>,
    /// The focused one.
    pub at: usize,
    /// The entry was offered once with an error: its problems are shown from then on.
    pub judged: bool,
    /// The longer help of the focused question is shown.
    pub help: bool,
    /// A number that followed a choice: as it was before, and as it is while nobody types another.
    pub followed: Option<(String, String)>,
}

impl ItemForm {
    /// A form with the focus on its first cell.
    pub fn new(field: FieldId, index: Option<usize>, cells: Vec<Cell>) -> Self {
        let judged = index.is_some();
        Self { field, index, cells, at: 0, judged, help: false, followed: None }
    }

    /// The answer of a cell as typed or chosen; empty when there is no such cell.
    pub fn value(&self, name: &str) -> &str {
        self.cells.iter().find(|cell| cell.name == name).map_or("", Cell::value)
    }

    /// The answer of a [`Cell::flag`].
    pub fn flag(&self, name: &str) -> Option<bool> {
        steps::flag_of(self.value(name))
    }

    /// The same answer as a choice that may be left open.
    pub fn choice(&self, name: &str) -> Option<String> {
        Some(self.value(name).to_owned()).filter(|value| !value.is_empty())
    }

    /// Changes the text of a cell.
    pub fn set(&mut self, name: &str, text: &str) {
        let cell = self.cells.iter_mut().find(|cell| cell.name == name);
        if let Some(input) = cell.and_then(Cell::input)
            && input.value() != text
        {
            *input = TextLine::new(text);
        }
    }

    /// The input of the focused cell, if it is typed into.
    pub fn input(&mut self) -> Option<&mut TextLine> {
        self.cells.get_mut(self.at).and_then(Cell::input)
    }

    /// Brings the focus to a cell, and says what it holds; `None` when there is no such cell.
    pub(crate) fn focus(&mut self, name: &str) -> Option<&CellValue> {
        self.at = self.cells.iter().position(|cell| cell.name == name)?;
        self.cells.get(self.at).map(|cell| &cell.value)
    }

    /// The position the entry has, or would have.
    pub fn position(&self, draft: &Draft) -> usize {
        self.index.unwrap_or_else(|| draft.items(self.field).unwrap_or_default())
    }
}

/// What would be wrong with the entry as it stands in the form.
pub fn problems(wizard: &Wizard, form: &ItemForm) -> Vec<Problem> {
    let mut draft = wizard.draft.clone();
    let position = form.position(&draft);
    steps::put_item(&mut draft, form);
    let facts = wizard.cloud.facts(&draft);
    let mut found = rules::check(&draft, &facts);
    found.retain(|problem| problem.field == form.field && problem.item == Some(position));
    found
}

/// The notes below the form's cells.
pub fn notes(wizard: &Wizard, form: &ItemForm) -> Vec<Label> {
    steps::item_notes(wizard, form)
}

/// Opens the form for an entry, or for a new one.
pub(crate) fn open(wizard: &mut Wizard, field: FieldId, index: Option<usize>) {
    let items = wizard.draft.items(field).unwrap_or_default();
    if index.is_some_and(|index| index >= items) || (index.is_none() && full(wizard, field)) {
        return;
    }
    let form = steps::item_form(wizard, field, index);
    wizard.dialog = Some(Dialog::Item(Box::new(form)));
    // What the form refers to is asked for, and what failed to come is asked for once more.
    let mut asks = steps::wants(wizard, field.step());
    asks.retain(|ask| wizard.cloud.load(ask).is_some_and(|load| load.fault().is_some()));
    wizard.cloud.reload(&asks);
    wizard.dirty = true;
}

/// Whether a list takes no more entries; says so.
fn full(wizard: &mut Wizard, field: FieldId) -> bool {
    let items = wizard.draft.items(field).unwrap_or_default();
    let Some(most) = steps::item_limit(wizard, field).filter(|most| items >= *most) else {
        return false;
    };
    wizard.notice = Some(Notice {
        words: "notice.list_full",
        values: vec![("n", most.to_string()), ("field", field.name().to_owned())],
        severity: Severity::Warning,
    });
    true
}

/// Brings the open form up to date with what the cloud has answered since.
pub(crate) fn refresh(wizard: &mut Wizard) {
    let Some(Dialog::Item(form)) = &wizard.dialog else { return };
    let mut form = form.clone();
    steps::adjust_item(wizard, &mut form, None);
    wizard.dialog = Some(Dialog::Item(form));
}

/// Removes the highlighted entry; the one after it is highlighted.
pub(crate) fn remove(wizard: &mut Wizard, field: FieldId) {
    let at = wizard.item_cursor(field);
    if wizard.draft.remove_item(field, at) {
        wizard.item_cursors.insert(field, at);
        changed(wizard, field);
    }
}

/// Puts a copy of the highlighted entry behind it.
pub(crate) fn repeat(wizard: &mut Wizard, field: FieldId) {
    let at = wizard.item_cursor(field);
    if full(wizard, field) {
        return;
    }
    if wizard.draft.repeat_item(field, at) {
        wizard.item_cursors.insert(field, at + 1);
        changed(wizard, field);
    }
}

fn changed(wizard: &mut Wizard, field: FieldId) {
    wizard.answered.insert(field);
    wizard.dirty = true;
}

/// A key while the form is open.
pub(crate) fn press(wizard: &mut Wizard, key: Key, action: Option<Action>) {
    let Some(Dialog::Item(form)) = &mut wizard.dialog else { return };
    let cells = form.cells.len().max(1);
    match action {
        Some(Action::Escape) => {
            wizard.dialog = None;
            wizard.dirty = true;
        }
        Some(Action::Help) => form.help = !form.help,
        Some(Action::NextField) => form.at = (form.at + 1) % cells,
        Some(Action::PreviousField) => form.at = (form.at + cells - 1) % cells,
        Some(Action::Fix) => fix(wizard),
        Some(Action::Accept) if form.at + 1 < cells => form.at += 1,
        Some(Action::Accept | Action::NextStep) => take(wizard),
        Some(Action::Left | Action::Right) if form.input().is_none() => {
            turn(wizard, action == Some(Action::Right));
        }
        _ if key.typed() == Some(' ') && form.input().is_none() => turn(wizard, true),
        _ => edit::press(wizard, key),
    }
}

/// After something was typed into the form: what is asked for a number waits until it rests.
pub(crate) fn typed(wizard: &mut Wizard) {
    let Some(Dialog::Item(form)) = &wizard.dialog else { return };
    if matches!(form.cells.get(form.at), Some(Cell { value: CellValue::Number(..), .. })) {
        wizard.typing_since = Some(wizard.now);
    }
}

fn turn(wizard: &mut Wizard, forward: bool) {
    let Some(Dialog::Item(form)) = &wizard.dialog else { return };
    let Some(Cell { value: CellValue::Choice(choices, chosen), .. }) = form.cells.get(form.at)
    else {
        return;
    };
    let last = choices.len().saturating_sub(1);
    let target = if forward { (*chosen + 1).min(last) } else { chosen.saturating_sub(1) };
    choose(wizard, target);
}

/// A click on a choice of a question of the open form.
pub(crate) fn choose_named(wizard: &mut Wizard, name: &str, value: &str) {
    let Some(Dialog::Item(form)) = &mut wizard.dialog else { return };
    let Some(CellValue::Choice(choices, _)) = form.focus(name) else { return };
    if let Some(target) = choices.iter().position(|choice| choice.value == value) {
        choose(wizard, target);
    }
}

/// Chooses by position in the focused choice; what hangs on it follows.
pub(crate) fn choose(wizard: &mut Wizard, target: usize) {
    let Some(Dialog::Item(form)) = &mut wizard.dialog else { return };
    let at = form.at;
    let Some(Cell { name, value: CellValue::Choice(choices, chosen) }) = form.cells.get_mut(at)
    else {
        return;
    };
    if target == *chosen || target >= choices.len() {
        return;
    }
    *chosen = target;
    let turned = *name;
    let mut adjusted = form.clone();
    steps::adjust_item(wizard, &mut adjusted, Some(turned));
    wizard.dialog = Some(Dialog::Item(adjusted));
    // What the form shows, such as a price, may need to be asked.
    wizard.dirty = true;
}

/// `F2` in the form: the way out of its gravest problem goes into the form.
fn fix(wizard: &mut Wizard) {
    let Some(Dialog::Item(form)) = &wizard.dialog else { return };
    let mut draft = wizard.draft.clone();
    let position = form.position(&draft);
    let fix = problems(wizard, form).into_iter().find_map(|problem| problem.fix);
    let Some(fix) = fix else {
        wizard.say(Severity::Hint, "notice.nothing_to_fix");
        return;
    };
    let (index, at) = (form.index, form.at);
    steps::put_item(&mut draft, form);
    crate::app::answer::fix_item(&mut draft, &fix);
    let mut fixed = steps::item_form_of(wizard, &draft, form.field, Some(position));
    fixed.index = index;
    fixed.at = at;
    for cell in &mut fixed.cells {
        let typed = form.cells.iter().find(|typed| typed.name == cell.name);
        if let (Some(line), Some(mut typed)) = (cell.input(), typed.cloned())
            && let Some(typed) = typed.input()
        {
            // What was typed can be brought back.
            typed.replace(line.value(), wizard.now);
            *line = std::mem::take(typed);
        }
    }
    wizard.dialog = Some(Dialog::Item(Box::new(fixed)));
    wizard.dirty = true;
}

/// Takes the entry into the list. With an error it stays open and says so.
fn take(wizard: &mut Wizard) {
    let Some(Dialog::Item(form)) = &wizard.dialog else { return };
    let form = form.clone();
    if rules::blocks(&problems(wizard, &form)) {
        wizard.say(Severity::Error, "notice.solve_first");
        if let Some(Dialog::Item(form)) = &mut wizard.dialog {
            form.judged = true;
        }
        return;
    }
    let position = form.position(&wizard.draft);
    steps::put_item(&mut wizard.draft, &form);
    wizard.item_cursors.insert(form.field, position);
    wizard.dialog = None;
    changed(wizard, form.field);
}
