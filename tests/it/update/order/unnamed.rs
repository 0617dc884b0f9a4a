//! An order of which the cloud names no instance: it is not lost, its instances are looked for.

use bcc_wizard::app::effect::{Effect, Timer};
use bcc_wizard::app::msg::Created;
use bcc_wizard::app::wizard::Screen;
use bcc_wizard::domain::field::FieldId;
use bcc_wizard::domain::order::{Phase, RowState};

use super::{Placed, secs};
use crate::fixture::instance;

fn unnamed(count: &str) -> Placed {
    let mut placed = Placed::of(|drive| {
        drive.focus(FieldId::Count).retype(count);
    });
    let number = Some("o-1234".to_owned());
    let then = placed.submitted(Ok(Created { order: number, ids: vec![], warnings: vec![] }));
    assert!(matches!(&then[..], [Effect::After(_, Timer::Poll(_))]), "{then:?}");
    placed
}

fn looks_for(placed: &mut Placed) -> bool {
    let token = placed.token.clone();
    let then = placed.look(secs(2));
    matches!(&then[..], [Effect::Find { token: of, .. }] if *of == token)
}

#[test]
fn its_instances_are_looked_for_until_all_are_found_and_then_followed() {
    let mut placed = unnamed("2");
    assert_eq!(placed.order().number.as_deref(), Some("o-1234"));
    assert_eq!(placed.order().phase, Phase::Following);
    assert!(placed.order().is_looking() && placed.order().rows.is_empty());
    assert!(looks_for(&mut placed));
    placed.seen(&[]);
    assert!(looks_for(&mut placed), "nothing was found: it goes on");
    placed.seen(&[instance("i-one", "Running", None)]);
    assert_eq!(placed.order().phase, Phase::Following, "one of two");
    assert!(looks_for(&mut placed));
    placed.seen(&[
        instance("i-one", "Running", None),
        instance("i-two", "Starting", None),
        instance("i-three", "Starting", None),
    ]);
    let rows: Vec<_> = placed.order().rows.iter().map(|row| (row.id.as_str(), row.state)).collect();
    assert_eq!(rows, [("i-one", RowState::Running), ("i-two", RowState::InProgress)]);
    let then = placed.look(secs(2));
    assert!(matches!(&then[..], [Effect::Poll { ids, .. }] if ids.len() == 2), "{then:?}");
    placed.seen(&[instance("i-one", "Running", None), instance("i-two", "Running", None)]);
    assert_eq!(placed.order().phase, Phase::Finished);
    assert_eq!(placed.drive.wizard.screen, Screen::Done);
}

#[test]
fn a_look_that_fails_is_no_end() {
    let mut placed = unnamed("1");
    assert!(looks_for(&mut placed));
    let then = placed.not_seen(bcc_wizard::domain::fault::FaultKind::Timeout);
    assert!(matches!(&then[..], [Effect::After(_, Timer::Poll(_))]), "{then:?}");
    assert!(looks_for(&mut placed));
}

#[test]
fn an_answer_that_names_neither_is_asked_for_again() {
    let mut placed = Placed::new();
    let then = placed.submitted(Ok(Created { order: None, ids: vec![], warnings: vec![] }));
    assert!(matches!(&then[..], [Effect::After(_, Timer::Resend(_))]), "{then:?}");
    assert!(matches!(placed.order().phase, Phase::Unknown(_)));
}
