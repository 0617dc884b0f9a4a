//! What a click does on each kind of target.

use bcc_wizard::app::action::Action;
use bcc_wizard::app::dialog::Dialog;
use bcc_wizard::app::effect::Ask;
use bcc_wizard::app::field::Kind;
use bcc_wizard::app::mouse::Hit;
use bcc_wizard::app::mouse::{MouseKind, Target};
use bcc_wizard::app::msg::Msg;
use bcc_wizard::app::review::Line;
use bcc_wizard::app::steps;
use bcc_wizard::app::welcome::{Entry, Way};
use bcc_wizard::app::wizard::Screen;
use bcc_wizard::domain::field::{FieldId, StepId};
use bcc_wizard::domain::language::Language;
use bcc_wizard::domain::plan::Format;

use super::{PAUSE, cell_of, mouse, see};
use crate::drive::Drive;
use crate::fixture::{Stage, created, instance};

fn row(field: FieldId, id: &str) -> Target {
    Target::Row(field, id.to_owned())
}

fn choice(field: FieldId, value: &str) -> Target {
    Target::Choice(field, value.to_owned())
}

/// The key of the key line that does this.
fn key(drive: &mut Drive, action: Action) -> Target {
    let (_, hits) = see(&mut drive.wizard);
    let found = hits
        .all()
        .iter()
        .map(|hit| &hit.target)
        .find(|target| matches!(target, Target::Key(_, bound) if *bound == action));
    found.unwrap_or_else(|| panic!("no key for {action:?}")).clone()
}

#[test]
fn a_click_on_a_step_goes_there_in_the_wide_and_the_medium_frame() {
    for size in [(120, 36), (80, 24)] {
        let mut drive = Drive::new();
        drive.tell(Msg::Resize(size.0, size.1));
        drive.click(&Target::Step(StepId::System));
        assert_eq!(drive.step(), StepId::System);
        drive.click(&Target::Step(StepId::Zone));
        assert_eq!(drive.step(), StepId::Zone);
        drive.press("ctrl-g").click(&Target::Step(StepId::Billing));
        assert_eq!((drive.step(), drive.wizard.dialog.is_none()), (StepId::Billing, true));
    }
}

#[test]
fn a_click_highlights_a_row_and_the_next_one_chooses_it() {
    let mut drive = Drive::new();
    drive.press("alt-2 tab");
    assert_eq!(drive.wizard.focused(), FieldId::Count);
    let before = drive.wizard.draft.spec.clone();
    let other =
        drive.rows(FieldId::Spec).into_iter().find(|id| Some(id) != before.as_ref()).unwrap();
    drive.click(&row(FieldId::Spec, &other));
    assert_eq!(drive.wizard.focused(), FieldId::Spec);
    assert_eq!(drive.highlighted(FieldId::Spec).as_ref(), Some(&other));
    assert_eq!(drive.wizard.draft.spec, before, "nothing is chosen yet");
    drive.click(&row(FieldId::Spec, &other));
    assert_eq!(drive.wizard.draft.spec.as_ref(), Some(&other));
    assert_eq!((drive.step(), drive.wizard.focused()), (StepId::Spec, FieldId::Spec), "no further");
}

#[test]
fn a_highlight_that_a_click_made_is_taken_on_leaving_as_with_keys() {
    let mut drive = Drive::new();
    drive.press("alt-2");
    let other = drive.rows(FieldId::Spec).pop().unwrap();
    drive.wheel(true, 20, (60, 10)).click(&row(FieldId::Spec, &other));
    drive.click(&Target::Field(FieldId::Count));
    assert_eq!(drive.wizard.draft.spec, Some(other));
    assert_eq!(drive.wizard.focused(), FieldId::Count);
}

#[test]
fn a_dimmed_row_is_highlighted_and_says_why_it_cannot_be_chosen() {
    let mut drive = Drive::new();
    drive.press("alt-3");
    let wizard = &drive.wizard;
    let rows = wizard.picker(FieldId::Image).unwrap().rows.clone();
    let dimmed = rows.into_iter().find(|row| steps::reason(wizard, FieldId::Image, *row).is_some());
    let dimmed = steps::row_id(wizard, FieldId::Image, dimmed.unwrap()).unwrap();
    let before = wizard.draft.image.clone();
    drive.click(&row(FieldId::Image, &dimmed));
    assert_eq!((drive.highlighted(FieldId::Image).as_ref(), drive.notice()), (Some(&dimmed), ""));
    drive.click(&row(FieldId::Image, &dimmed));
    assert_eq!(drive.notice(), "notice.cannot_choose");
    // It is not left either, as with Tab.
    drive.click(&Target::Field(FieldId::ImageKind));
    assert_eq!((drive.wizard.focused(), drive.notice()), (FieldId::Image, "notice.cannot_choose"));
    assert_eq!(drive.wizard.draft.image, before);
}

#[test]
fn boxes_are_ticked_at_once_and_rows_at_the_second_click() {
    let mut drive = Drive::new();
    drive.focus(FieldId::Groups);
    let chosen = |drive: &Drive| drive.wizard.draft.groups.clone();
    let ids = drive.rows(FieldId::Groups);
    let other = ids.into_iter().find(|id| !chosen(&drive).contains(id)).unwrap();
    drive.click(&row(FieldId::Groups, &other));
    assert!(!chosen(&drive).contains(&other));
    drive.click(&row(FieldId::Groups, &other));
    assert!(chosen(&drive).contains(&other));
    drive.press("tab").click(&Target::Field(FieldId::Groups));
    drive.click(&Target::Box(FieldId::Groups, other.clone()));
    assert!(!chosen(&drive).contains(&other));
    assert_eq!(drive.wizard.focused(), FieldId::Groups);
}

#[test]
fn choices_are_chosen_toggles_turn_and_folds_open() {
    let mut drive = Drive::new();
    drive.press("alt-7").click(&choice(FieldId::Payment, "Prepaid"));
    assert_eq!(drive.wizard.draft.payment.api_name(), "Prepaid");
    drive.press("alt-5").click(&Target::Field(FieldId::NetworkMore));
    assert!(drive.wizard.unfolded.contains(&FieldId::NetworkMore));
    assert_eq!(drive.wizard.focused(), FieldId::NetworkMore);
    drive.click(&Target::Field(FieldId::NetworkMore));
    assert!(!drive.wizard.unfolded.contains(&FieldId::NetworkMore));

    let toggle = FieldId::PublicIp;
    let chosen = |drive: &Drive| match steps::kind(&drive.wizard, toggle) {
        Some(Kind::Choice { choices, chosen }) => (choices.len(), chosen.unwrap()),
        kind => panic!("{kind:?}"),
    };
    let (choices, before) = chosen(&drive);
    assert_eq!(choices, 2);
    drive.click(&Target::Field(toggle));
    assert_eq!(
        (drive.wizard.focused(), chosen(&drive).1),
        (toggle, before),
        "the first one focuses"
    );
    drive.click(&Target::Field(toggle));
    assert_eq!(chosen(&drive).1, 1 - before);
}

#[test]
fn what_is_out_of_sight_among_many_choices_is_one_click_further() {
    let mut drive = Drive::new();
    drive.tell(Msg::Resize(40, 10));
    drive.press("ctrl-t").focus(FieldId::Months).press("home");
    let seen = |drive: &mut Drive| -> Vec<String> {
        let (_, hits) = see(&mut drive.wizard);
        let months = hits.all().iter().filter_map(|hit| match &hit.target {
            Target::Choice(FieldId::Months, value) => Some(value.clone()),
            _ => None,
        });
        months.collect()
    };
    for _ in 0..12 {
        let last = seen(&mut drive).pop().unwrap();
        drive.click(&choice(FieldId::Months, &last));
    }
    assert_eq!(drive.wizard.draft.months.get(), 36);
    for _ in 0..12 {
        let first = seen(&mut drive).remove(0);
        drive.click(&choice(FieldId::Months, &first));
    }
    assert_eq!(drive.wizard.draft.months.get(), 1);
}

#[test]
fn an_entry_of_a_list_is_highlighted_and_then_opened() {
    let mut drive = Drive::new();
    drive.focus(FieldId::DataDisks).press("a ctrl-n a ctrl-n");
    assert_eq!(drive.wizard.item_cursor(FieldId::DataDisks), 1);
    drive.click(&Target::Item(FieldId::DataDisks, 0));
    assert_eq!(drive.wizard.item_cursor(FieldId::DataDisks), 0);
    drive.click(&Target::Item(FieldId::DataDisks, 0));
    assert!(matches!(&drive.wizard.dialog, Some(Dialog::Item(form)) if form.index == Some(0)));
    let form = |drive: &Drive| match &drive.wizard.dialog {
        Some(Dialog::Item(form)) => (**form).clone(),
        dialog => panic!("{dialog:?}"),
    };
    let names: Vec<&'static str> = form(&drive).cells.iter().map(|cell| cell.name).collect();
    drive.click(&Target::Cell(names[1]));
    assert_eq!(form(&drive).at, 1);
    let (_, hits) = see(&mut drive.wizard);
    let other = hits.all().iter().find_map(|hit| match &hit.target {
        Target::CellChoice(name, value) if form(&drive).value(name) != value => {
            Some((*name, value.clone()))
        }
        _ => None,
    });
    let (name, value) = other.unwrap();
    drive.click(&Target::CellChoice(name, value.clone()));
    assert_eq!(form(&drive).value(name), value);
    // The keys below the list are keys.
    drive.press("esc").press("down");
    let remove = key(&mut drive, Action::Remove);
    drive.click(&remove);
    assert_eq!(drive.wizard.draft.items(FieldId::DataDisks), Some(1));
}

#[test]
fn lines_and_tabs_of_the_review() {
    let mut drive = Drive::new();
    drive.press("alt-8");
    let line = Target::Line(Line::Answer(FieldId::Image), Some(FieldId::Image));
    drive.click(&line);
    assert_eq!(
        (drive.step(), drive.wizard.review_at),
        (StepId::Review, Some(Line::Answer(FieldId::Image)))
    );
    drive.click(&line);
    assert_eq!((drive.step(), drive.wizard.focused()), (StepId::Image, FieldId::Image));
    drive.press("alt-8").click(&Target::Tab(Some(Format::Toml)));
    assert_eq!(drive.wizard.tabs.front, Some(Format::Toml));
    drive.click(&Target::Tab(None));
    assert_eq!(drive.wizard.tabs.front, None);
}

#[test]
fn a_click_on_buy_asks_and_only_a_key_buys() {
    let mut drive = Drive::new();
    drive.press("alt-8 down").click(&Target::Buy);
    assert!(drive.confirm().is_some());
    let (buffer, hits) = see(&mut drive.wizard);
    // The hint is there to be read, and is no button.
    let hint = (0..35_u16).find_map(|row| {
        let line: String = (0..120).map(|column| buffer[(column, row)].symbol()).collect();
        line.find("y buy").map(|at| (u16::try_from(line[..at].chars().count()).unwrap(), row))
    });
    let hint = hint.expect("the confirmation names its key");
    assert_eq!(hits.at(hint.0, hint.1), None);
    drive.click_at(hint).click_at(hint);
    assert!(drive.confirm().is_some_and(|confirm| !confirm.confirmed));
    let no = key(&mut drive, Action::No);
    drive.click(&no);
    assert!(drive.confirm().is_none());
    drive.click(&Target::Buy).press("y");
    assert_eq!(drive.wizard.screen, Screen::Order);
}

#[test]
fn a_key_in_the_key_line_does_what_the_key_does() {
    let mut drive = Drive::new();
    for step in &StepId::ALL[1..] {
        let next = key(&mut drive, Action::NextStep);
        drive.click(&next);
        assert_eq!(drive.step(), *step);
    }
    drive.press("alt-7").tell(Msg::Resize(160, 36));
    let jump = key(&mut drive, Action::GoTo);
    drive.click(&jump);
    assert!(matches!(drive.wizard.dialog, Some(Dialog::GoTo)));
    let stay = key(&mut drive, Action::Escape);
    drive.click(&stay);
    assert!(drive.wizard.dialog.is_none());
    let help = key(&mut drive, Action::Help);
    drive.click(&help);
    assert!(matches!(drive.wizard.dialog, Some(Dialog::Help(_))));
    drive.press("esc").press("alt-4 tab").retype("1").press("alt-2 alt-4");
    let fix = key(&mut drive, Action::Fix);
    drive.click(&fix);
    assert_ne!(drive.wizard.draft.system_disk_size, "1");
}

#[test]
fn the_second_half_of_a_double_click_hits_nothing_that_the_first_one_brought() {
    let mut drive = Drive::new();
    drive.press("alt-8");
    let (_, hits) = see(&mut drive.wizard);
    let cell =
        cell_of(&hits, &Target::Line(Line::Answer(FieldId::Vpc), Some(FieldId::Vpc))).unwrap();
    // The line, the same line once more, which leads away; and then whatever came there.
    for _ in 0..5 {
        see(&mut drive.wizard);
        drive.tell(mouse(MouseKind::Press, cell));
    }
    assert_eq!((drive.step(), drive.wizard.focused()), (StepId::Network, FieldId::Vpc));
    let here = see(&mut drive.wizard).1.at(cell.0, cell.1).cloned();
    assert!(
        here.is_some_and(|target| target != Target::Field(FieldId::Vpc)),
        "something else is there"
    );
    let answered = drive.wizard.answered.clone();
    drive.tell(mouse(MouseKind::Press, cell));
    assert_eq!(drive.wizard.answered, answered);
    // After a moment it is meant.
    drive.now += PAUSE;
    drive.tell(mouse(MouseKind::Press, cell));
    assert!(drive.wizard.focused() != FieldId::Vpc || drive.highlighted(FieldId::Vpc).is_some());
}

#[test]
fn a_click_means_the_row_that_was_seen_though_the_list_has_changed() {
    let mut drive = Drive::with(|region| region.specs.reverse());
    drive.press("alt-2");
    let rows = drive.rows(FieldId::Spec);
    let wanted = rows[2].clone();
    let (_, hits) = see(&mut drive.wizard);
    let cell = cell_of(&hits, &row(FieldId::Spec, &wanted)).unwrap();
    // The list comes anew in another order and one shorter before the click is read.
    let zone = drive.wizard.draft.zone.clone().unwrap();
    drive.press("S");
    assert_ne!(drive.rows(FieldId::Spec)[2], wanted);
    drive.click_at(cell);
    assert_eq!(drive.highlighted(FieldId::Spec).as_ref(), Some(&wanted));
    // A row that has gone is not clicked at all.
    see(&mut drive.wizard);
    let before = drive.highlighted(FieldId::Spec);
    drive.region.specs.retain(|spec| spec.name != rows[3]);
    let gone = cell_of(&see(&mut drive.wizard).1, &row(FieldId::Spec, &rows[3])).unwrap();
    let answer = drive.region.answer(&Ask::Specs(zone.clone()));
    drive.load(Ask::Specs(zone), answer);
    assert!(!drive.rows(FieldId::Spec).contains(&rows[3]));
    drive.click_at(gone);
    assert_eq!(drive.highlighted(FieldId::Spec), before);
}

#[test]
fn a_click_on_what_lay_below_a_dialog_that_has_just_opened_does_nothing() {
    let mut drive = Drive::new();
    drive.press("alt-8");
    let (_, hits) = see(&mut drive.wizard);
    let cell = cell_of(&hits, &Target::Tab(Some(Format::Json))).unwrap();
    drive.press("enter");
    assert!(drive.confirm().is_some());
    drive.click_at(cell);
    assert_eq!(drive.wizard.tabs.front, None);
    assert!(drive.confirm().is_some());
}

#[test]
fn what_a_notice_is_drawn_over_is_not_clicked() {
    let mut drive = Drive::new();
    drive.tell(Msg::Resize(40, 10));
    drive.press("alt-5");
    // A notice of two lines stands in the last two rows of the body.
    let hit = |drive: &mut Drive| {
        let (_, hits) = see(&mut drive.wizard);
        hits.all().iter().filter(|hit| (7..9).contains(&hit.row)).count()
    };
    assert!(hit(&mut drive) > 0);
    drive.press("f2");
    assert_eq!((drive.notice(), hit(&mut drive)), ("notice.nothing_to_fix", 0));
}

#[test]
fn a_line_of_the_review_that_leads_elsewhere_by_now_is_not_clicked() {
    let mut drive = Drive::new();
    drive.focus(FieldId::SystemDiskSize).retype("1").press("alt-8");
    let line = Target::Line(Line::Problem(0), Some(FieldId::SystemDiskSize));
    let cell = cell_of(&see(&mut drive.wizard).1, &line).unwrap();
    let problems = std::mem::take(&mut drive.wizard.problems);
    drive.click_at(cell);
    assert_eq!(drive.wizard.review_at, None);
    drive.wizard.problems = problems;
    drive.click_at(cell);
    assert_eq!(drive.wizard.review_at, Some(Line::Problem(0)));
}

#[test]
fn a_click_in_the_first_screen() {
    let mut stage = Stage::welcome((120, 36), Language::En);
    let mut click = |target: Target| {
        let (_, hits) = see(&mut stage.wizard);
        let cell = cell_of(&hits, &target).unwrap_or_else(|| panic!("{target:?}"));
        stage.now += PAUSE;
        stage.send(mouse(MouseKind::Press, cell));
        let welcome = stage.wizard.welcome.as_ref().unwrap();
        (welcome.way, welcome.focus, welcome.keep)
    };
    assert_eq!(click(Target::Way(Way::Key)), (Way::Key, Entry::Way, false));
    assert_eq!(click(Target::Entry(Entry::SecretKey)), (Way::Key, Entry::SecretKey, false));
    assert_eq!(click(Target::Keep(true)), (Way::Key, Entry::Keep, true));
    assert_eq!(click(Target::Keep(true)), (Way::Key, Entry::Keep, true));
    assert_eq!(click(Target::Way(Way::Sandbox)), (Way::Sandbox, Entry::Way, true));
    assert_eq!(click(Target::Way(Way::Sandbox)), (Way::Sandbox, Entry::Way, true), "never more");
    assert!(stage.other.is_empty(), "{:?}", stage.other);
}

#[test]
fn a_click_on_an_instance_highlights_it() {
    let mut stage = Stage::new((120, 36));
    let ids = ["i-aF3kQ2Zb", "i-bG4lR3Yc"];
    stage.buy().submitted(Ok(created(&ids)));
    stage.seen(Ok(ids.map(|id| instance(id, "Running", Some("180.76.0.1"))).to_vec()));
    let (_, hits) = see(&mut stage.wizard);
    let cell = cell_of(&hits, &Target::Instance(ids[1].to_owned())).unwrap();
    stage.wait(PAUSE).send(mouse(MouseKind::Press, cell));
    assert_eq!(stage.wizard.row, 1);
}

#[test]
fn compared_specs_alternatives_and_forms_of_the_export() {
    let mut drive = Drive::new();
    drive.press("alt-2 home space down space c").click(&Target::Column(1));
    let column = |drive: &Drive| match &drive.wizard.dialog {
        Some(Dialog::Compare(open)) => Some((open.column, open.specs[open.column].clone())),
        _ => None,
    };
    let (at, name) = column(&drive).unwrap();
    assert_eq!(at, 1);
    drive.click(&Target::Column(1));
    assert_eq!(column(&drive), None);
    assert_eq!(drive.wizard.draft.spec, Some(name));

    drive.press("ctrl-x").click(&Target::Export(Format::Toml));
    assert!(
        matches!(&drive.wizard.dialog, Some(Dialog::Export(form)) if form.format == Format::Toml)
    );
    let close = key(&mut drive, Action::Escape);
    drive.click(&close);
    assert!(drive.wizard.dialog.is_none());
}

#[test]
fn the_offered_way_out_is_taken_where_it_is_offered() {
    for size in [(120, 36), (80, 24)] {
        let mut drive = Drive::new();
        drive.tell(Msg::Resize(size.0, size.1));
        drive.focus(FieldId::SystemDiskSize).retype("1");
        let (_, hits) = see(&mut drive.wizard);
        let fix = |hit: &&Hit| matches!(hit.target, Target::Key(_, Action::Fix));
        let below = hits.all().iter().filter(fix).find(|hit| hit.row < size.1 - 3);
        let below = below.expect("the row below the field offers it");
        drive.click_at((below.columns.start, below.row));
        assert_ne!(drive.wizard.draft.system_disk_size, "1");
    }
}
