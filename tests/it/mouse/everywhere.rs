//! Every screen, every target on it, at every size: a click never breaks anything and never buys, and what
//! is in front is all that is hit.

use bcc_wizard::app::effect::{Effect, NotSaved};
use bcc_wizard::app::mouse::{MouseKind, Place, Target};
use bcc_wizard::app::msg::{Msg, NotTaken};
use bcc_wizard::app::resume;
use bcc_wizard::app::wizard::Screen;
use bcc_wizard::app::{action::Action, dialog::Dialog};
use bcc_wizard::domain::field::FieldId;
use bcc_wizard::domain::language::Language;
use bcc_wizard::domain::record::State;
use ratatui::buffer::Buffer;
use rstest::rstest;

use super::{PAUSE, cell_of, mouse, see};
use crate::fixture::{Stage, created, instance};
use crate::records::record;

pub type Lead = fn(&mut Stage);

/// What can be in front, and how to get there.
pub const SCENES: [(&str, Lead); 37] = [
    ("zone", |_| ()),
    ("spec", |stage| _ = stage.step('2')),
    ("image", |stage| _ = stage.step('3')),
    ("disks", |stage| _ = stage.step('4')),
    ("network", |stage| _ = stage.step('5')),
    ("system", |stage| _ = stage.step('6')),
    ("billing", |stage| _ = stage.step('7')),
    ("review", |stage| _ = stage.step('8')),
    ("a line of the review", |stage| _ = stage.step('8').keys("down down down")),
    ("a filter", |stage| _ = stage.step('2').keys("/ text:g5")),
    ("marked specs", |stage| _ = stage.step('2').keys("space down space")),
    ("a subscription", |stage| _ = stage.step('7').keys("ctrl-t")),
    ("data disks", |stage| {
        _ = stage.step('4').keys("tab tab a enter enter enter enter enter enter");
    }),
    ("an unfolded network", |stage| {
        stage.step('5').keys("tab tab tab tab tab tab tab tab tab tab tab tab right");
    }),
    ("a password", |stage| _ = stage.step('6').keys("tab tab right tab")),
    ("an unfolded system", |stage| _ = stage.step('6').keys("tab tab tab tab right tab tab tab")),
    ("problems", |stage| _ = stage.step('4').keys("tab ctrl-u text:1").step('8')),
    ("text of the review", |stage| _ = stage.step('8').keys("right")),
    ("help", |stage| _ = stage.step('2').keys("f1")),
    ("quitting", |stage| _ = stage.step('6').keys("ctrl-c")),
    ("a step to go to", |stage| _ = stage.keys("ctrl-g")),
    ("a data disk", |stage| _ = stage.step('4').keys("tab tab a")),
    ("a tag", |stage| {
        stage.step('6').keys("tab tab tab tab right");
        while stage.wizard.focused() != FieldId::Tags {
            stage.keys("tab");
        }
        stage.keys("a text:team");
    }),
    ("an editor", |stage| {
        stage.step('6').keys("tab tab tab tab right tab tab tab e text:#!/bin/sh enter enter");
    }),
    ("a file for the editor", |stage| {
        stage.step('6').keys("tab tab tab tab right tab tab tab e text:a ctrl-o text:b");
    }),
    ("text to discard", |stage| {
        stage.step('6').keys("tab tab tab tab right tab tab tab e text:a esc");
    }),
    ("a made password", |stage| {
        stage.step('6').keys("tab tab right tab f4");
        stage.send(Msg::Generated(Ok("Zq7!rutabagaZq7!".into())));
    }),
    ("compared specs", |stage| _ = stage.step('2').keys("home space down space c")),
    ("alternatives", |stage| _ = stage.step('2').keys("/ text:c5 space text:8c enter")),
    ("a path", |stage| _ = stage.keys("ctrl-s")),
    ("a file that exists", |stage| {
        stage.keys("ctrl-s enter");
        let path = "./bcc-plan.toml".to_owned();
        stage.send(Msg::Saved { path, result: Err(NotSaved::Exists) });
    }),
    ("an export", |stage| _ = stage.keys("ctrl-x")),
    ("unfinished orders", |stage| {
        let tokens =
            ["7f6f2d36-52c6-4cd8-b5f1-2d4ef1a7a3f1", "91b0d6aa-0b1f-4a83-8a87-c4f0f0f6f4c2"];
        let records = tokens.map(|token| record(token, State::Sending)).to_vec();
        resume::offer(&mut stage.wizard, records);
    }),
    ("the password of an order", |stage| {
        let records = vec![record("7f6f2d36-52c6-4cd8-b5f1-2d4ef1a7a3f1", State::Sending)];
        resume::offer(&mut stage.wizard, records);
        stage.keys("enter").send(Msg::TakenUp(Err(NotTaken::WantsPassword))).keys("text:abc");
    }),
    ("the confirmation", |stage| {
        stage.step('8').keys("enter").send(Msg::Minted("2f1c9a7e".to_owned()));
    }),
    ("the count to type", |stage| {
        stage.step('2').keys("tab ctrl-u text:8").step('8').keys("enter");
        stage.send(Msg::Minted("2f1c9a7e".to_owned())).keys("text:8");
    }),
    ("the order", |stage| _ = stage.buy().submitted(Ok(created(&["i-aF3kQ2Zb", "i-bG4lR3Yc"])))),
];

/// The screens after an order, of which each click may begin something that cannot be taken back.
const AFTER: [(&str, Lead); 3] = [
    ("the end", done),
    ("a release", |stage| {
        done(stage);
        stage.keys("r text:i-aF3kQ2Zb");
    }),
    ("giving back", |stage| {
        stage.keys("ctrl-t");
        done(stage);
        stage.keys("r text:i-aF3kQ2Zb enter");
    }),
];

fn done(stage: &mut Stage) {
    let ids = ["i-aF3kQ2Zb", "i-bG4lR3Yc"];
    stage.buy().submitted(Ok(created(&ids)));
    let seen = ids.map(|id| instance(id, "Running", Some("180.76.0.1"))).to_vec();
    stage.seen(Ok(seen));
}

pub fn at(size: (u16, u16), language: Language, lead: Lead) -> Stage {
    let mut stage = Stage::with(size, language, |_| false, |_| None);
    lead(&mut stage);
    stage
}

/// What must never come of a click.
fn is_fatal(effect: &Effect) -> bool {
    matches!(
        effect,
        Effect::Submit(_) | Effect::Resend(_) | Effect::Release { .. } | Effect::TakeUp { .. }
    )
}

fn click(name: &str, stage: &mut Stage, cell: (u16, u16), target: &Target) {
    stage.now += PAUSE;
    stage.other.clear();
    stage.send(mouse(MouseKind::Press, cell));
    let fatal: Vec<&Effect> = stage.other.iter().filter(|effect| is_fatal(effect)).collect();
    assert!(fatal.is_empty(), "{name}: {target:?} leads to {fatal:?}");
    let consents = match &stage.wizard.dialog {
        Some(Dialog::Confirm(confirm)) => confirm.confirmed,
        Some(Dialog::Release(release)) => release.under_way,
        _ => false,
    };
    assert!(!consents, "{name}: {target:?} consents");
}

/// Clicks on every target of a screen, twice.
fn click_all(name: &str, reach: impl Fn() -> Stage) -> usize {
    let mut stage = reach();
    let place = Place::of(&stage.wizard);
    let hits = see(&mut stage.wizard).1;
    let mut targets: Vec<Target> = Vec::new();
    for hit in hits.all().iter().filter(|hit| cell_of(&hits, &hit.target).is_some()) {
        if !targets.contains(&hit.target) {
            targets.push(hit.target.clone());
        }
    }
    for target in &targets {
        let mut cell = cell_of(&see(&mut stage.wizard).1, target);
        // A step leads to the same place wherever it is clicked from.
        let elsewhere = Place::of(&stage.wizard) != place && !matches!(target, Target::Step(_));
        if elsewhere || cell.is_none() {
            stage = reach();
            cell = cell_of(&see(&mut stage.wizard).1, target);
        }
        click(name, &mut stage, cell.unwrap(), target);
        // Again, wherever it is by now; and whatever lies there now.
        let hits = see(&mut stage.wizard).1;
        for cell in [cell, cell_of(&hits, target)].into_iter().flatten() {
            click(name, &mut stage, cell, target);
        }
    }
    targets.len()
}

#[rstest]
#[case::wide((120, 36))]
#[case::medium((80, 24))]
#[case::small((40, 10))]
fn no_click_on_any_screen_buys_or_breaks_anything(#[case] size: (u16, u16)) {
    let mut clicked = 0;
    for (name, lead) in SCENES.into_iter().chain(AFTER) {
        clicked += click_all(name, || at(size, Language::En, lead));
    }
    assert!(clicked > 250, "only {clicked} targets were found");
    for keys in ["up", "down tab text:x"] {
        click_all("welcome", || {
            let mut stage = Stage::welcome(size, Language::En);
            stage.keys(keys);
            stage
        });
    }
}

/// The box of the open dialog: its left, right, upper and lower edge.
fn edges(buffer: &Buffer) -> (u16, u16, u16, u16) {
    let corner = |symbol: &str| {
        let at = buffer.content.iter().rposition(|cell| cell.symbol() == symbol);
        buffer.pos_of(at.unwrap_or_else(|| panic!("no {symbol}")))
    };
    let ((left, top), (right, bottom)) = (corner("┌"), corner("┘"));
    (left, right, top, bottom)
}

#[rstest]
#[case::wide((120, 36))]
#[case::medium((80, 24))]
#[case::small((40, 10))]
fn nothing_outside_of_an_open_dialog_is_hit_but_the_key_line(#[case] size: (u16, u16)) {
    let mut dialogs = 0;
    for (name, lead) in SCENES.into_iter().chain(AFTER) {
        let mut stage = at(size, Language::En, lead);
        let (buffer, hits) = see(&mut stage.wizard);
        for hit in hits.all() {
            let inside = hit.row < size.1 && hit.columns.end <= size.0;
            assert!(inside && !hit.columns.is_empty(), "{name}: {hit:?}");
        }
        if stage.wizard.dialog.is_none() {
            continue;
        }
        dialogs += 1;
        let (left, right, top, bottom) = edges(&buffer);
        for hit in hits.all() {
            let keys = hit.row == size.1 - 1 && matches!(hit.target, Target::Key(..));
            let boxed = hit.row > top
                && hit.row < bottom
                && hit.columns.start > left
                && hit.columns.end <= right;
            assert!(keys || boxed, "{name}: {hit:?} is not in {left}–{right}, {top}–{bottom}");
        }
        // And a click there does nothing.
        let before = format!("{:?}", stage.wizard.dialog);
        let (focus, screen) = (stage.wizard.focused(), stage.wizard.screen);
        for row in 0..size.1 - 1 {
            let outside = [0, left.saturating_sub(1), size.0 - 1];
            let columns = outside.into_iter().filter(|column| *column < left || *column > right);
            for column in columns {
                click(name, &mut stage, (column, row), &Target::Buy);
                assert_eq!(format!("{:?}", stage.wizard.dialog), before, "{name}");
                assert_eq!((stage.wizard.focused(), stage.wizard.screen), (focus, screen));
            }
        }
    }
    assert!(dialogs >= 18, "{dialogs}");
}

#[test]
fn what_buys_or_gives_back_is_left_to_the_keyboard() {
    let named = ["unfinished orders", "the confirmation", "the count to type", "a release"];
    for (name, lead) in SCENES.into_iter().chain(AFTER) {
        if !named.contains(&name) && name != "giving back" && name != "the password of an order" {
            continue;
        }
        for size in [(120, 36), (80, 24)] {
            let mut stage = at(size, Language::En, lead);
            let (_, hits) = see(&mut stage.wizard);
            let keys: Vec<Action> = hits
                .all()
                .iter()
                .filter_map(|hit| match hit.target {
                    Target::Key(_, action) => Some(action),
                    _ => None,
                })
                .collect();
            assert!(!keys.contains(&Action::Yes) && !keys.contains(&Action::Accept), "{name}");
            // What leads out of it is.
            let out = keys.contains(&Action::No) || keys.contains(&Action::Escape);
            assert!(out, "{name}: {keys:?}");
        }
    }
    assert_eq!(at((120, 36), Language::En, AFTER[0].1).wizard.screen, Screen::Done);
}

#[test]
fn a_terminal_that_is_too_small_hears_no_click() {
    let mut stage = at((120, 36), Language::En, |_| ());
    stage.send(Msg::Resize(39, 9));
    let (_, hits) = see(&mut stage.wizard);
    assert_eq!(hits.all().len(), 0);
    stage.send(mouse(MouseKind::Press, (5, 5))).send(mouse(MouseKind::ScrollDown, (5, 5)));
}
