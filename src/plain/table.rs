//! Tables: numbered rows in pages, filters, rows that cannot be chosen, and what to take instead.

use crate::app::action::Action;
use crate::app::answer;
use crate::app::choosing::{self, instead};
use crate::app::dialog::Dialog;
use crate::app::effect::Ask;
use crate::app::field::Kind;
use crate::app::line::TextLine;
use crate::app::load::Load;
use crate::app::movement;
use crate::app::picker::Picker;
use crate::app::steps::{self, TableState};
use crate::app::wizard::Wizard;
use crate::domain::field::FieldId;
use crate::domain::plan::Payment;
use crate::domain::problem::Severity;
use crate::plain::command::{About, Question, Reply};
use crate::plain::form::Turn;
use crate::plain::question::leads;
use crate::plain::talk::{SOON, Spoken, Talk};
use crate::ui::Scene;
use crate::ui::choosing as shown;
use crate::ui::steps as pages;
use crate::ui::widgets::wait;

/// Rows that are listed at once.
const PAGE: usize = 15;
/// Columns by which the spec table can be sorted.
const COLUMNS: usize = 7;

/// The rows as they were listed, so that a number means what was heard.
#[derive(Default)]
struct Listed {
    /// The ids of all rows, in order.
    ids: Vec<String>,
    /// The first row that was not listed yet.
    next: usize,
}

/// What became of an answer to a table.
enum Taken {
    /// It is the answer now.
    Yes,
    /// It cannot be chosen.
    No,
    /// The rows are others by now.
    Moved,
}

impl Talk<'_> {
    /// Asks for a row, or for several.
    pub(super) async fn table(&mut self, field: FieldId, kind: &Kind) -> Spoken<Turn> {
        let mut listed = None;
        loop {
            let rows = match listed.take() {
                Some(rows) => rows,
                None => {
                    self.loaded(field).await?;
                    let rows = self.list(field, 0)?;
                    self.say_problems(field)?;
                    rows
                }
            };
            let prompt = self.prompt(field, None);
            let how = match kind {
                Kind::Marks => "plain.how_marks",
                Kind::Optional => "plain.how_optional",
                _ if field == FieldId::Spec => "plain.how_spec",
                _ => "plain.how_table",
            };
            let about = About::Field(field);
            let question = Question { prompt: prompt.clone(), about, how, hidden: false };
            match self.reply(&question).await? {
                // Other answers than the one that was heard are listed anew.
                Reply::Keep if prompt != self.prompt(field, None) => {
                    self.say_words("plain.changed")?;
                }
                Reply::Keep if self.kept(field)? => return Ok(Turn::On),
                Reply::Fix(_) if self.fix(field).await? => return Ok(Turn::On),
                Reply::Keep | Reply::Fix(_) => listed = Some(rows),
                Reply::Anew => {}
                Reply::Row(number) => {
                    self.row_details(field, &rows, &number)?;
                    listed = Some(rows);
                }
                Reply::Sort(by) if field == FieldId::Spec => self.sort(&by)?,
                Reply::Reverse if field == FieldId::Spec => {
                    choosing::arrange(self.wizard, Action::Reverse);
                    self.settle();
                }
                Reply::Nothing if *kind != Kind::Table => {
                    let effects = answer::choose(self.wizard, field, "");
                    self.perform(effects);
                    if self.answered(field, true).await? {
                        return Ok(Turn::On);
                    }
                    listed = Some(rows);
                }
                Reply::Text(text) if *text == "+" => {
                    let next = if rows.next < rows.ids.len() { rows.next } else { 0 };
                    listed = Some(self.list(field, next)?);
                }
                Reply::Text(text) if text.starts_with('/') => self.filter(field, &text[1..]),
                Reply::Text(text) => match self.take(field, kind, &rows, &text)? {
                    Taken::Yes => {
                        if self.answered(field, true).await? {
                            return Ok(Turn::On);
                        }
                    }
                    Taken::No => {
                        if self.instead().await? {
                            return Ok(Turn::On);
                        }
                        listed = Some(rows);
                    }
                    Taken::Moved => {}
                },
                reply => {
                    if let Some(turn) = leads(&reply) {
                        return Ok(turn);
                    }
                    self.not_here(&reply)?;
                    listed = Some(rows);
                }
            }
        }
    }

    /// Waits for the list of a table; then a moment for what stands in its rows.
    async fn loaded(&mut self, field: FieldId) -> Spoken<()> {
        self.settle();
        let key = format!("loading.{}", wait::list(self.wizard, field));
        let there = move |wizard: &Wizard| {
            let waited = match steps::table_state(wizard, field) {
                TableState::Waits(earlier) => earlier,
                _ => field,
            };
            !matches!(steps::table_state(wizard, waited), TableState::Loading(_))
        };
        self.wait_for(&key, there).await?;
        let quiet = |wizard: &Wizard| {
            let ask = steps::table_ask(&wizard.draft, field);
            let renews =
                ask.is_some_and(|ask: Ask| wizard.cloud.load(&ask).is_some_and(Load::is_loading));
            !renews && !wizard.cloud.any_loading()
        };
        self.wait(Some(SOON), quiet).await?;
        Ok(())
    }

    /// Lists a page of rows, or says why there are none.
    fn list(&mut self, field: FieldId, from: usize) -> Spoken<Listed> {
        let (words, wizard) = (self.words(), &*self.wizard);
        let mut lines: Vec<(Severity, String)> = Vec::new();
        let mut listed = Listed::default();
        let name = words.field(field);
        match steps::table_state(wizard, field) {
            TableState::Rows => {
                let scene = self.scene();
                let picker = wizard.picker(field);
                let rows = picker.map(|picker| picker.rows.as_slice()).unwrap_or_default();
                let id = |row: &usize| steps::row_id(wizard, field, *row).unwrap_or_default();
                listed.ids = rows.iter().map(id).collect();
                let end = (from + PAGE).min(rows.len());
                let page = rows.iter().enumerate().take(end).skip(from);
                lines.extend(page.map(|(at, row)| {
                    (Severity::Hint, format!("{}. {}", at + 1, phrase(&scene, field, *row)))
                }));
                listed.next = end;
                let total = picker.map_or(0, |picker| picker.total);
                let key = if rows.len() < total {
                    "plain.rows_filtered"
                } else if end - from < rows.len() {
                    "plain.rows_some"
                } else {
                    "plain.rows_all"
                };
                let [first, last, rows, total] =
                    [from + 1, end, rows.len(), total].map(|number| number.to_string());
                let values = [
                    ("rows", rows.as_str()),
                    ("first", &first),
                    ("last", &last),
                    ("total", &total),
                    ("name", &name),
                ];
                lines.insert(0, (Severity::Hint, words.fill(key, &values)));
                if end < listed.ids.len() {
                    lines.push((Severity::Hint, words.get("plain.more_rows").into_owned()));
                }
            }
            TableState::Loading(_) => {
                let key = format!("loading.{}", wait::list(wizard, field));
                lines.push((Severity::Hint, words.get(&key).into_owned()));
            }
            TableState::Waits(earlier) => {
                let values = [("field", &*words.field(earlier))];
                lines.push((Severity::Hint, words.fill("wait.answer_first", &values)));
            }
            TableState::Empty => {
                let key = format!("empty.{}", wait::list(wizard, field));
                lines.push((Severity::Hint, words.get(&key).into_owned()));
                lines.push((Severity::Hint, words.get("plain.reload").into_owned()));
            }
            TableState::FilteredOut => {
                lines.push((Severity::Hint, words.get("plain.filtered_out").into_owned()));
            }
            TableState::Failed(fault) => {
                lines.push((Severity::Error, wait::not_there(words, wizard, field, fault)));
                lines.push((Severity::Hint, words.fault(fault)));
                lines.extend(words.fault_details(fault).map(|text| (Severity::Hint, text)));
                lines.push((Severity::Hint, words.get("plain.reload").into_owned()));
            }
        }
        for (severity, line) in lines {
            self.say_weighed(severity, &line)?;
        }
        Ok(listed)
    }

    fn filter(&mut self, field: FieldId, words: &str) {
        let now = self.wizard.now;
        let picker = self.wizard.pickers.entry(field).or_default();
        picker.clear(now);
        picker.filter = TextLine::new(words.trim().to_owned());
        choosing::refill(self.wizard, field);
        self.settle();
    }

    /// Sorts the specs by the next column, or by the one that is named.
    fn sort(&mut self, by: &str) -> Spoken<()> {
        let name = |talk: &Self| {
            let sort = talk.wizard.picker(FieldId::Spec).map(|picker| picker.sort);
            let sort: &str = sort.unwrap_or_default().into();
            (sort, talk.words().get(&format!("sort.{sort}")))
        };
        for _ in 0..COLUMNS {
            choosing::arrange(self.wizard, Action::Sort);
            let (sort, label) = name(self);
            if by.is_empty() || sort == by || label.eq_ignore_ascii_case(by) {
                break;
            }
        }
        let (_, label) = name(self);
        self.say_filled("plain.sorted", &[("column", &label)])?;
        self.settle();
        Ok(())
    }

    /// The rows that an answer means: numbers of the list, or the id of one. Says so where it means none.
    fn meant(
        &mut self,
        field: FieldId,
        listed: &Listed,
        typed: &str,
    ) -> Spoken<Option<Vec<String>>> {
        if let Some(id) = self.called(field, typed) {
            return Ok(Some(vec![id]));
        }
        let mut ids: Vec<String> = Vec::new();
        for part in typed.split([',', '，', ' ']).filter(|part| !part.is_empty()) {
            let at = part.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            let Some(id) = at.and_then(|at| listed.ids.get(at)) else {
                let most = listed.ids.len().to_string();
                self.say_filled("plain.no_row", &[("typed", part), ("most", &most)])?;
                return Ok(None);
            };
            if !ids.contains(id) {
                ids.push(id.clone());
            }
        }
        Ok(Some(ids))
    }

    /// The row that is called so, whether the filter lets it through or not.
    fn called(&mut self, field: FieldId, typed: &str) -> Option<String> {
        let find = |wizard: &Wizard| {
            let rows = wizard.picker(field)?.rows.iter();
            let mut ids = rows.filter_map(|row| steps::row_id(wizard, field, *row));
            ids.find(|id| id.eq_ignore_ascii_case(typed))
        };
        let found = find(self.wizard);
        if found.is_some() || !self.wizard.picker(field).is_some_and(Picker::narrowed) {
            return found;
        }
        let before = self.wizard.picker(field).cloned()?;
        self.filter(field, "");
        let found = find(self.wizard);
        if found.is_none() {
            self.wizard.pickers.insert(field, before);
            choosing::refill(self.wizard, field);
        }
        found
    }

    /// Takes rows as the answer, the way a key on them would.
    fn take(&mut self, field: FieldId, kind: &Kind, listed: &Listed, typed: &str) -> Spoken<Taken> {
        let none = *kind != Kind::Table && typed == "0";
        let ids = if none { Some(Vec::new()) } else { self.meant(field, listed, typed)? };
        let Some(ids) = ids else { return Ok(Taken::No) };
        match kind {
            Kind::Marks => Ok(self.mark(field, &ids)),
            Kind::Optional if ids.is_empty() => {
                let effects = answer::choose(self.wizard, field, "");
                self.perform(effects);
                Ok(Taken::Yes)
            }
            _ if ids.len() != 1 => {
                self.say_words("plain.one_row")?;
                Ok(Taken::No)
            }
            Kind::Optional => Ok(self.toggle(field, &ids[0])),
            _ => Ok(self.take_row(field, &ids[0])),
        }
    }

    fn position(&self, field: FieldId, id: &str) -> Option<(usize, usize)> {
        let rows = &self.wizard.picker(field)?.rows;
        let at = steps::position(self.wizard, field, rows, id)?;
        Some((at, rows[at]))
    }

    fn take_row(&mut self, field: FieldId, id: &str) -> Taken {
        let Some((at, _)) = self.position(field, id) else { return Taken::Moved };
        if let Some(picker) = self.wizard.pickers.get_mut(&field) {
            picker.cursor = at;
        }
        let (taken, effects) = movement::take_highlight(self.wizard, field);
        if !taken {
            // As the key does: what to take instead.
            instead::offer(self.wizard, field);
        }
        self.perform(effects);
        if taken { Taken::Yes } else { Taken::No }
    }

    /// Chooses a row where none need be chosen.
    fn toggle(&mut self, field: FieldId, id: &str) -> Taken {
        let Some((_, row)) = self.position(field, id) else { return Taken::Moved };
        if steps::is_chosen(self.wizard, field, row) {
            self.wizard.answered.insert(field);
            return Taken::Yes;
        }
        let effects = movement::toggle_row(self.wizard, field, row);
        self.perform(effects);
        if steps::is_chosen(self.wizard, field, row) { Taken::Yes } else { Taken::No }
    }

    /// Marks exactly these rows, in this order.
    fn mark(&mut self, field: FieldId, ids: &[String]) -> Taken {
        let before = self.wizard.draft.marks(field).cloned().unwrap_or_default();
        for id in before.iter().filter(|id| !ids.contains(id)) {
            answer::toggle(self.wizard, field, id);
        }
        let mut all = true;
        for id in ids.iter().filter(|id| !before.contains(id)) {
            let Some((_, row)) = self.position(field, id) else { return Taken::Moved };
            let effects = movement::toggle_row(self.wizard, field, row);
            self.perform(effects);
            all &= steps::is_chosen(self.wizard, field, row);
        }
        self.wizard.answered.insert(field);
        self.wizard.dirty = true;
        if all { Taken::Yes } else { Taken::No }
    }

    /// What there is to know about a row.
    fn row_details(&mut self, field: FieldId, listed: &Listed, number: &str) -> Spoken<()> {
        let Some(ids) = self.meant(field, listed, number)? else { return Ok(()) };
        for id in ids {
            let Some((at, row)) = self.position(field, &id) else { continue };
            if let Some(picker) = self.wizard.pickers.get_mut(&field) {
                picker.cursor = at;
            }
            let scene = self.scene();
            let mut lines = vec![phrase(&scene, field, row)];
            lines.extend(pages::about(&scene, field, row));
            lines.extend(pages::details(&scene, field).iter().map(ToString::to_string));
            self.say_drawn(lines)?;
        }
        // The highlight goes back to the answer.
        self.wizard.dirty = true;
        self.settle();
        Ok(())
    }

    /// What to take instead of the spec that cannot be bought. True: something was taken.
    async fn instead(&mut self) -> Spoken<bool> {
        self.settle();
        let Some(Dialog::Alternatives(open)) = &self.wizard.dialog else { return Ok(false) };
        let wanted = open.instead.wanted.clone();
        self.wait(Some(SOON), |wizard| !instead::asking(wizard, &wanted)).await?;
        let Some(Dialog::Alternatives(open)) = &self.wizard.dialog else { return Ok(false) };
        let list = open.instead.list.clone();
        let (words, scene) = (self.words(), self.scene());
        let reason = steps::spec::unavailable(self.wizard, &wanted);
        let reason = reason.map(|reason| words.reason(&reason)).unwrap_or_default();
        let values = [("spec", wanted.name.as_str()), ("zone", &wanted.zone), ("reason", &reason)];
        let key = if list.is_empty() { "plain.nothing_instead" } else { "instead.what" };
        let mut lines = vec![words.fill(key, &values)];
        lines.extend(list.iter().enumerate().map(|(at, found)| {
            let cost = shown::instead::cost(&scene, found);
            let why = shown::instead::why(&scene, found);
            format!("{}. {}, {cost}, {why}", at + 1, found.spec)
        }));
        for line in lines {
            self.say(&line)?;
        }
        let mut chosen = None;
        if !list.is_empty() {
            let prompt = words.get("plain.take_instead");
            let typed = self.line(&prompt, false).await?;
            let number = typed.text.trim().parse::<usize>().ok();
            chosen = number.and_then(|number| list.get(number.checked_sub(1)?));
        }
        let Some(chosen) = chosen else {
            self.act(Action::Escape);
            return Ok(false);
        };
        // The list may have grown since it was heard; what was heard is taken.
        let same = |wizard: &Wizard| match &wizard.dialog {
            Some(Dialog::Alternatives(open)) => {
                let here = open.instead.list.get(open.cursor());
                here.is_some_and(|here| here.spec == chosen.spec && here.zone == chosen.zone)
            }
            _ => false,
        };
        self.act(Action::First);
        for _ in 0..list.len() * 2 {
            if !same(self.wizard) {
                self.act(Action::Down);
            }
        }
        if !same(self.wizard) {
            self.act(Action::Escape);
            return Ok(false);
        }
        self.act(Action::Accept);
        self.answered(FieldId::Spec, true).await
    }
}

/// A row as a phrase: `bcc.g5.c4m16, 4 vCPU, 16 GB, 3 Gbps, ¥0.7200/h`, whether it is chosen, and why it
/// cannot be.
fn phrase(scene: &Scene, field: FieldId, row: usize) -> String {
    let (words, wizard) = (scene.words, scene.wizard);
    let cells = pages::cells(scene, field, row);
    let columns = pages::columns(field).iter().map(|column| column.words);
    let mut parts: Vec<String> = columns
        .zip(&cells)
        .map(|(column, cell)| (column, cell.trim()))
        .filter(|(_, cell)| !matches!(*cell, "" | "—" | "…"))
        .map(|(column, cell)| {
            let column = match (column, wizard.draft.payment) {
                ("price", _) if !cell.contains(|c: char| c.is_ascii_digit()) => "price_words",
                ("price", Payment::Postpaid) => "price_hour",
                ("price", Payment::Spot) => "price_list",
                ("price", Payment::Prepaid) => "price_months",
                (column, _) => column,
            };
            let key = format!("plain_cell.{column}");
            let months = wizard.draft.months.to_string();
            let said = words.fill(&key, &[("cell", cell), ("months", &months)]);
            if said == key { cell.to_owned() } else { said }
        })
        .collect();
    if steps::is_chosen(wizard, field, row) {
        parts.push(words.get("plain.chosen").into_owned());
    }
    if let Some(reason) = steps::reason(wizard, field, row) {
        let reason = words.reason(&reason);
        parts.push(words.fill("plain.unavailable", &[("reason", &reason)]));
    }
    parts.join(", ")
}
