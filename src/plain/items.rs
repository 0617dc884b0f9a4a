//! Lists of sub-forms: data disks, file systems, private addresses, tags. The entries are listed, and a
//! letter says what is done to them; a form is its questions one after the other.

use crate::app::action::Action;
use crate::app::dialog::Dialog;
use crate::app::edit;
use crate::app::field::Label;
use crate::app::items::{self, Cell, CellValue, ItemForm};
use crate::app::line::TextLine;
use crate::app::quotes;
use crate::app::steps;
use crate::app::wizard::Wizard;
use crate::domain::field::FieldId;
use crate::domain::problem::{Problem, Severity};
use crate::plain::command::{About, Question, Reply};
use crate::plain::form::Turn;
use crate::plain::question::{Way, pick};
use crate::plain::talk::{SOON, Spoken, Talk};

/// What is done to a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    Add,
    Edit(usize),
    Repeat(usize),
    Remove(usize),
}

/// `a`, `e 2`, `c 2`, `d 2`; the blank may be left out, and the number where there is one entry only.
fn change(typed: &str, entries: usize) -> Option<Change> {
    let mut letters = typed.chars();
    let letter = letters.next()?.to_ascii_lowercase();
    let rest = letters.as_str().trim();
    if letter == 'a' && rest.is_empty() {
        return Some(Change::Add);
    }
    let number: usize = match rest {
        "" if entries == 1 => 1,
        rest => rest.parse().ok()?,
    };
    let at = number.checked_sub(1).filter(|at| *at < entries)?;
    Some(match letter {
        'e' => Change::Edit(at),
        'c' => Change::Repeat(at),
        'd' => Change::Remove(at),
        _ => return None,
    })
}

/// Where to go after a question of a form.
enum Next {
    On,
    Back,
    Take,
}

impl Talk<'_> {
    /// The list of a field, until it is as wanted.
    pub(super) async fn items(&mut self, field: FieldId) -> Spoken<Turn> {
        let mut listed = false;
        loop {
            if !listed {
                self.list_items(field)?;
                listed = true;
            }
            let prompt = self.prompt(field, None);
            let about = About::Field(field);
            let question = Question { prompt, about, how: "plain.how_items", hidden: false };
            let entries = self.wizard.draft.items(field).unwrap_or_default();
            let reply = self.reply(&question).await?;
            listed &= !matches!(reply, Reply::Fix(_) | Reply::Anew);
            let change = match self.way(field, reply).await? {
                Way::Go(turn) => return Ok(turn),
                Way::Ask => continue,
                Way::Answer(Reply::Nothing) => {
                    for _ in 0..entries {
                        self.change_item(field, Change::Remove(0)).await?;
                    }
                    self.answered(field, true).await?;
                    continue;
                }
                Way::Answer(Reply::Text(text)) => match change(&text, entries) {
                    Some(change) => change,
                    None => {
                        self.say_filled("plain.no_change", &[("typed", &text)])?;
                        continue;
                    }
                },
                Way::Answer(reply) => {
                    self.not_here(&reply)?;
                    continue;
                }
            };
            self.change_item(field, change).await?;
            self.follow().await?;
            self.news()?;
            listed = false;
        }
    }

    /// The entries, numbered, each with what is wrong with it, and what can be done.
    fn list_items(&mut self, field: FieldId) -> Spoken<()> {
        let (words, wizard) = (self.words(), &*self.wizard);
        let entries = wizard.draft.items(field).unwrap_or_default();
        let lines: Vec<String> = (0..entries)
            .map(|at| {
                let columns = steps::item_columns(wizard, field, at);
                let texts = columns.iter().map(|label| words.label(label));
                let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
                format!("{}. {}", at + 1, texts.join(", "))
            })
            .collect();
        let name = words.field(field);
        let key = if entries == 0 { "plain.items_none" } else { "plain.items" };
        self.say_filled(key, &[("count", &entries.to_string()), ("name", &name)])?;
        for line in lines {
            self.say(&line)?;
        }
        self.say_problems(field)?;
        self.say_words("plain.items_how")
    }

    async fn change_item(&mut self, field: FieldId, change: Change) -> Spoken<()> {
        let (at, action) = match change {
            Change::Add => return self.item(field, None).await,
            Change::Edit(at) => return self.item(field, Some(at)).await,
            Change::Repeat(at) => (at, Action::Duplicate),
            Change::Remove(at) => (at, Action::Remove),
        };
        self.wizard.item_cursors.insert(field, at);
        match action {
            Action::Remove => items::remove(self.wizard, field),
            _ => items::repeat(self.wizard, field),
        }
        self.settle();
        Ok(())
    }

    /// The form of an entry, until it is taken or given up.
    async fn item(&mut self, field: FieldId, index: Option<usize>) -> Spoken<()> {
        items::open(self.wizard, field, index);
        self.settle();
        let words = self.words();
        let title = match index {
            Some(at) => {
                let number = (at + 1).to_string();
                words.fill(&format!("item_edit.{}", field.name()), &[("number", &number)])
            }
            None => words.get(&format!("item_add.{}", field.name())).into_owned(),
        };
        if self.item_form().is_none() {
            return Ok(());
        }
        self.say_filled("plain.form", &[("title", &title)])?;
        // What a question offers, such as snapshots, may still be on its way.
        self.wait(Some(SOON), |wizard| !wizard.cloud.any_loading()).await?;
        while self.item_form().is_some() {
            if !self.item_cells(field).await? {
                self.act(Action::Escape);
                return self.say_words("plain.form_left");
            }
            self.settle();
            let priced =
                |wizard: &Wizard| !quotes::under_way(wizard) && !wizard.cloud.any_loading();
            self.wait(Some(SOON), priced).await?;
            self.say_notes()?;
            self.act(Action::NextStep);
            if self.item_form().is_some() {
                self.news()?;
                self.say_form_problems()?;
            }
        }
        Ok(())
    }

    fn item_form(&self) -> Option<&ItemForm> {
        match &self.wizard.dialog {
            Some(Dialog::Item(form)) => Some(form),
            _ => None,
        }
    }

    /// Its questions from the first to the last; false: it is given up.
    async fn item_cells(&mut self, field: FieldId) -> Spoken<bool> {
        let mut at = 0;
        // The questions may become more or fewer by an answer.
        while let Some(cell) = self.item_form().and_then(|form| form.cells.get(at)) {
            let cell = cell.clone();
            if let Some(Dialog::Item(form)) = &mut self.wizard.dialog {
                form.at = at;
            }
            match self.cell(field, &cell).await? {
                Next::On => at += 1,
                Next::Take => return Ok(true),
                Next::Back => match at.checked_sub(1) {
                    Some(before) => at = before,
                    None => return Ok(false),
                },
            }
        }
        Ok(true)
    }

    async fn cell(&mut self, field: FieldId, cell: &Cell) -> Spoken<Next> {
        let words = self.words();
        let mut name = words.get(&format!("item.{}", cell.name)).into_owned();
        let (answer, how) = match &cell.value {
            CellValue::Text(input) => (words.label(&Label::text(input.value())), "plain.how_text"),
            CellValue::Number(input, unit) => {
                let unit: &str = unit.into();
                let unit = words.get(&format!("unit.{unit}"));
                name = words.fill("plain.unit", &[("name", &name), ("unit", &unit)]);
                (words.label(&Label::text(input.value())), "plain.how_number")
            }
            CellValue::Choice(choices, chosen) => {
                self.say_filled("plain.choose", &[("name", &name)])?;
                self.say_choices(choices, Some(*chosen))?;
                let label = choices.get(*chosen).map(|choice| words.label(&choice.label));
                (label.unwrap_or_default(), "plain.how_choice")
            }
        };
        let answer =
            if answer.is_empty() { words.get("field_mark.empty").into_owned() } else { answer };
        let prompt = words.fill("plain.prompt", &[("name", &name), ("answer", &answer)]);
        loop {
            let about = About::Cell(field, cell.name);
            let question = Question { prompt: prompt.clone(), about, how, hidden: false };
            match self.reply(&question).await? {
                Reply::Keep => return Ok(Next::On),
                Reply::Back => return Ok(Next::Back),
                Reply::NextStep => return Ok(Next::Take),
                Reply::Fix(_) => {
                    self.act(Action::Fix);
                    self.news()?;
                    return Ok(Next::Take);
                }
                Reply::Nothing => {
                    if self.set_cell(cell, "") {
                        return Ok(Next::On);
                    }
                    self.say_words("plain.not_here")?;
                }
                Reply::Text(text) => {
                    let line = edit::one_line(&text);
                    line.say(self.wizard);
                    if line.text.chars().count() > edit::LONGEST {
                        edit::too_long(self.wizard, edit::LONGEST);
                    } else if self.set_cell(cell, line.text.trim()) {
                        return Ok(Next::On);
                    } else if let CellValue::Choice(choices, _) = &cell.value {
                        let most = choices.len().to_string();
                        let values = [("typed", text.as_str()), ("most", &most)];
                        self.say_filled("plain.no_choice", &values)?;
                    }
                }
                Reply::Again | Reply::Anew => {}
                Reply::Step(_) => self.say_words("plain.not_in_a_form")?,
                _ => self.say_words("plain.not_here")?,
            }
        }
    }

    /// Puts an answer into the focused question; false where it is none of the choices.
    fn set_cell(&mut self, cell: &Cell, answer: &str) -> bool {
        if let CellValue::Choice(choices, _) = &cell.value {
            let Some(chosen) = pick(self.words(), choices, answer) else { return false };
            let target = choices.iter().position(|choice| choice.value == chosen.value);
            items::choose(self.wizard, target.unwrap_or_default());
        } else if let Some(Dialog::Item(form)) = &mut self.wizard.dialog {
            if let Some(input) = form.input() {
                *input = TextLine::new(answer.to_owned());
            }
            items::typed(self.wizard);
            self.wizard.dirty = true;
        }
        self.settle();
        true
    }

    /// What there is to say of the entry: its price, what it may be.
    fn say_notes(&mut self) -> Spoken<()> {
        let Some(form) = self.item_form() else { return Ok(()) };
        let words = self.words();
        let notes: Vec<String> =
            items::notes(self.wizard, form).iter().map(|note| words.label(note)).collect();
        for note in notes {
            self.say(&note)?;
        }
        Ok(())
    }

    fn say_form_problems(&mut self) -> Spoken<()> {
        let mut found: Vec<Problem> = self.wizard.form_problems.clone();
        found.sort_by_key(|problem| std::cmp::Reverse(problem.severity));
        found.retain(|problem| problem.severity > Severity::Hint);
        for problem in found {
            // It is the entry in front: its number says nothing.
            self.say_problem(&Problem { item: None, ..problem })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_and_a_number_change_a_list() {
        for (typed, entries, means) in [
            ("a", 0, Some(Change::Add)),
            ("A", 3, Some(Change::Add)),
            ("e 2", 2, Some(Change::Edit(1))),
            ("e2", 2, Some(Change::Edit(1))),
            ("d", 1, Some(Change::Remove(0))),
            ("c 1", 1, Some(Change::Repeat(0))),
            ("d", 2, None),
            ("d 3", 2, None),
            ("d 0", 2, None),
            ("e", 0, None),
            ("x 1", 1, None),
            ("add", 1, None),
            ("", 1, None),
            ("é1", 1, None),
        ] {
            assert_eq!(change(typed, entries), means, "{typed}");
        }
    }
}
