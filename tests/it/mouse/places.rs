//! The hit is where the word stands: in every language, at every size, whatever the terminal can show.

use bcc_wizard::app::action::Action;
use bcc_wizard::app::field::Kind;
use bcc_wizard::app::mouse::{Hit, Hits, Target};
use bcc_wizard::app::review::tabs;
use bcc_wizard::app::steps;
use bcc_wizard::app::wizard::Screen;
use bcc_wizard::domain::field::{FieldId, StepId};
use bcc_wizard::domain::language::Language;
use bcc_wizard::ui::look::Look;
use bcc_wizard::ui::text::{cells, cut, shown};
use bcc_wizard::ui::words::Words;
use ratatui::buffer::Buffer;
use rstest::rstest;

use super::everywhere::{SCENES, at};
use super::see_as;
use crate::fixture::Stage;

/// What stands in the cells of a hit, as the terminal shows it.
fn text_in(buffer: &Buffer, hit: &Hit, look: Look) -> String {
    let mut text = String::new();
    let mut column = hit.columns.start;
    while column < hit.columns.end {
        let symbol = buffer[(column, hit.row)].symbol();
        text.push_str(symbol);
        let width = look.during(|| cells(symbol)).max(1);
        column += u16::try_from(width).unwrap();
    }
    assert_eq!(column, hit.columns.end, "{hit:?} ends within a character of {text:?}");
    text
}

/// What a target reads like; `None` where it is a whole line.
fn reads(stage: &Stage, target: &Target) -> Option<String> {
    let wizard = &stage.wizard;
    let words = Words(wizard.language);
    let step_name = |step: StepId| words.get(&format!("step.{}", <&str>::from(step))).into_owned();
    match target {
        Target::Choice(field, value) => {
            let Some(Kind::Choice { choices, .. }) = steps::kind(wizard, *field) else {
                panic!("{field:?} is no choice");
            };
            let choice = choices.iter().find(|choice| choice.value == *value).unwrap();
            Some(words.label(&choice.label))
        }
        Target::Tab(tab) => {
            let names = ["summary", "json", "curl", "bce", "terraform", "toml"];
            let at = tabs::ALL.iter().position(|known| known == tab).unwrap();
            Some(words.get(&format!("tab.{}", names[at])).into_owned())
        }
        Target::Buy => Some(words.field(FieldId::Buy).into_owned()),
        // The switches of the spec table are named by what they switch.
        Target::Key(_, Action::Family | Action::Arch | Action::Cards | Action::Sort) => None,
        Target::Key(key, _) => Some(key.to_string()),
        Target::Step(step) if *step == wizard.step => Some(step_name(*step)),
        Target::Step(step) => Some((step.index() + 1).to_string()),
        Target::Row(FieldId::Zone | FieldId::Spec, id) | Target::Instance(id) => Some(id.clone()),
        Target::Field(_)
        | Target::Row(..)
        | Target::Box(..)
        | Target::Item(..)
        | Target::Line(..)
        | Target::Entry(_)
        | Target::Way(_)
        | Target::Keep(_)
        | Target::Cell(_)
        | Target::CellChoice(..)
        | Target::Column(_)
        | Target::Instead(..)
        | Target::Unfinished(_)
        | Target::Export(_) => None,
    }
}

fn check(name: &str, stage: &mut Stage, look: Look) -> usize {
    let look = Look { han: stage.wizard.language == Language::ZhCn, ..look };
    let (buffer, hits) = see_as(&mut stage.wizard, look);
    let mut read = 0;
    for hit in hits.all() {
        let there = text_in(&buffer, hit, look);
        assert!(!there.trim().is_empty(), "{name}: {hit:?} has nothing to be seen");
        let Some(wanted) = reads(stage, &hit.target) else { continue };
        if matches!(there.trim(), "›" | "‹" | ">" | "<") {
            continue;
        }
        let found = look.during(|| {
            let wanted = shown(&wanted).into_owned();
            // Where there is no room it is cut, with an ellipsis behind what is left.
            let begins = (3..cells(&wanted)).any(|room| there.contains(&*cut(&wanted, room)));
            there.contains(&wanted) || begins
        });
        assert!(found, "{name}: {hit:?} should read {wanted:?} but reads {there:?}");
        read += 1;
    }
    fields_are_hit(name, stage, &buffer, look, &hits);
    read
}

/// Wherever the label of a field begins a line of the body, a click on it means that field.
fn fields_are_hit(name: &str, stage: &Stage, buffer: &Buffer, look: Look, hits: &Hits) {
    let wizard = &stage.wizard;
    let form = wizard.screen == Screen::Form && wizard.step != StepId::Review;
    if !form || wizard.dialog.is_some() {
        return;
    }
    let fields = steps::fields(wizard, wizard.step);
    let focused = wizard.focused();
    let label =
        |field: FieldId| look.during(|| shown(&Words(wizard.language).field(field)).into_owned());
    let mut found = 0;
    for (field, _) in &fields {
        let hit = hits.all().iter().find(|hit| hit.target == Target::Field(*field));
        let Some(hit) = hit else {
            assert_ne!(*field, focused, "{name}: the focused field is not hit");
            continue;
        };
        let there = text_in(buffer, hit, look);
        let begins: String = label(*field).chars().take(4).collect();
        assert!(there.contains(&begins), "{name}: {field:?} reads {there:?}");
        found += 1;
    }
    assert!(found > 0, "{name}: no field is hit");
    if wizard.layout.rows >= 36 && wizard.layout.columns >= 100 && fields.len() < 12 {
        assert_eq!(found, fields.len(), "{name}: all are in sight");
    }
}

const LOOKS: [(&str, Look); 3] = [
    ("as it is", Look { ascii: false, wide: false, han: false }),
    ("ASCII", Look { ascii: true, wide: false, han: false }),
    ("wide", Look { ascii: false, wide: true, han: false }),
];

#[rstest]
#[case::english(Language::En)]
#[case::chinese(Language::ZhCn)]
fn the_hit_is_where_the_word_stands(#[case] language: Language) {
    for (name, lead) in SCENES {
        for size in [(120, 36), (80, 24), (40, 10)] {
            let mut stage = at(size, language, lead);
            for (of, look) in LOOKS {
                let name = format!("{name}, {of}, {size:?}");
                let read = check(&name, &mut stage, look);
                assert!(read > 0, "{name}: nothing can be clicked by its name");
            }
        }
    }
}

#[test]
fn every_step_row_and_choice_in_sight_is_hit() {
    let mut stage = at((120, 36), Language::En, |stage| _ = stage.step('2'));
    let (buffer, hits) = super::see(&mut stage.wizard);
    for step in StepId::ALL {
        assert!(hits.all().iter().any(|hit| hit.target == Target::Step(step)), "{step:?}");
    }
    let picker = stage.wizard.picker(FieldId::Spec).unwrap();
    let ids = picker.rows.iter().map(|row| steps::row_id(&stage.wizard, FieldId::Spec, *row));
    let ids: Vec<String> = ids.map(Option::unwrap).collect();
    let mut rows = 0;
    for row in 0..36 {
        let line: String = (29..119).map(|column| buffer[(column, row)].symbol()).collect();
        let Some(id) = line.split_whitespace().find(|word| ids.iter().any(|id| id == word)) else {
            continue;
        };
        // The caption and the details name specs too; rows are those with a price or a reason.
        let Some(target) = hits.at(60, row) else { continue };
        if let Target::Row(FieldId::Spec, of) = target {
            assert_eq!(of, id);
            assert!((29..119).all(|column| hits.at(column, row) == Some(target)), "{line}");
            rows += 1;
        }
    }
    assert_eq!(rows, picker.rows.len(), "as many as are on the page");
}
