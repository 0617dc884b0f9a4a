//! Entries in the configuration of `ssh`, asked for on the done screen.

use super::*;

use bcc_wizard::app::dialog::Dialog;
use bcc_wizard::app::ssh::{Appended, Looked, Refused, SshForm};
use bcc_wizard::domain::ssh::{Addition, Reached, addition};
use bcc_wizard::i18n;
use strum::IntoEnumIterator as _;

fn done(instances: &[Instance]) -> Placed {
    let mut placed = Placed::of(|drive| {
        drive.focus(FieldId::Count).retype(&instances.len().to_string());
    });
    let ids: Vec<&str> = instances.iter().map(|it| it.id.as_str()).collect();
    placed.accepted(&ids);
    placed.look(secs(1));
    placed.seen(instances);
    assert_eq!(placed.drive.wizard.screen, Screen::Done);
    placed
}

fn wanted(placed: &mut Placed) -> Vec<Reached> {
    match placed.drive.take().pop() {
        Some(Effect::LookAtSsh { wanted, .. }) => wanted,
        other => panic!("{other:?}"),
    }
}

fn found(config: &str, wanted: &[Reached]) -> Box<Looked> {
    let addition = addition(config, wanted, false);
    Box::new(Looked { path: "~/.ssh/config".into(), target: None, stamp: Some([1; 32]), addition })
}

fn form(placed: &Placed) -> Option<&SshForm> {
    match &placed.drive.wizard.dialog {
        Some(Dialog::Ssh(form)) => Some(form),
        _ => None,
    }
}

fn notice(placed: &Placed) -> String {
    let notice = placed.drive.wizard.notice.as_ref();
    notice.map_or_else(String::new, |notice| format!("{} {:?}", notice.words, notice.values))
}

#[test]
fn every_instance_that_can_be_reached_is_asked_for() {
    let public = Some("180.76.1.2".to_owned());
    let mut placed = done(&[
        Instance { public_ip: public, ..instance("i-1", "Running") },
        Instance { private_ip: Some("10.0.0.7; rm".to_owned()), ..instance("i-2", "Running") },
        instance("i-3", "Running"),
    ]);
    placed.drive.wizard.released.insert("i-3".to_owned());
    placed.drive.press("w");
    let asked = wanted(&mut placed);
    assert_eq!(asked.len(), 1);
    assert_eq!(
        (asked[0].id.as_str(), asked[0].address.to_string().as_str()),
        ("i-1", "180.76.1.2")
    );
}

#[test]
fn only_what_was_shown_is_appended_and_only_after_yes() {
    let mut placed = done(&[instance("i-1", "Running"), instance("i-2", "Running")]);
    placed.drive.press("w y enter");
    let asked = wanted(&mut placed);
    assert!(placed.drive.take().is_empty(), "nothing was shown yet");
    placed.drive.tell(Msg::SshLooked(Ok(found("", &asked))));
    placed.drive.press("enter x space down");
    assert!(placed.drive.take().is_empty());
    placed.drive.press("y y");
    let effects = placed.drive.take();
    let [Effect::AppendSsh(shown)] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!(shown.addition.entries.len(), 2);
    placed.drive.press("esc n");
    assert!(form(&placed).is_some(), "what is being written is waited for");
    let backup = Some("~/.ssh/x.bak".to_owned());
    placed.drive.tell(Msg::SshAppended(Ok(Appended { backup })));
    assert!(form(&placed).is_none());
    let said = notice(&placed);
    assert!(said.starts_with("notice.ssh_added [") && said.contains("ssh i-1, ssh i-2"), "{said}");
    placed.drive.tell(Msg::SshAppended(Ok(Appended { backup: None })));
    assert_eq!(notice(&placed), said, "nobody waits for a second answer");
}

#[test]
fn what_is_there_already_is_said_and_what_changed_is_shown_again() {
    let mut placed = done(&[instance("i-1", "Running")]);
    placed.drive.press("w");
    let asked = wanted(&mut placed);
    placed.drive.tell(Msg::SshLooked(Ok(found("# bcc-wizard i-1\n", &asked))));
    assert!(notice(&placed).starts_with("notice.ssh_known"));
    placed.drive.press("w");
    wanted(&mut placed);
    placed.drive.tell(Msg::SshLooked(Ok(found("", &asked))));
    placed.drive.press("y");
    placed.drive.take();
    placed.drive.tell(Msg::SshAppended(Err(Refused::Changed)));
    assert_eq!(wanted(&mut placed), asked);
    assert!(form(&placed).is_some_and(|form| form.changed && form.looked.is_none()));
    placed.drive.tell(Msg::SshLooked(Ok(found("Host i-1\n", &asked))));
    let looked = form(&placed).unwrap().looked.as_ref().unwrap();
    assert_eq!(looked.addition.entries[0].1, "i-1-2");
    placed.drive.press("n");
    assert!(form(&placed).is_none() && placed.drive.take().is_empty());
}

#[test]
fn the_question_survives_the_one_about_quitting() {
    let mut placed = done(&[instance("i-1", "Running")]);
    placed.drive.press("w");
    let asked = wanted(&mut placed);
    placed.drive.press("ctrl-c");
    placed.drive.tell(Msg::SshLooked(Ok(found("", &asked))));
    placed.drive.press("n");
    assert!(form(&placed).is_some_and(|form| form.looked.is_some()));
    placed.drive.press("y ctrl-c");
    placed.drive.tell(Msg::SshAppended(Ok(Appended { backup: None })));
    placed.drive.press("n");
    assert!(placed.drive.wizard.dialog.is_none());
}

#[test]
fn every_refusal_is_said_in_words_and_leaves_the_screen_as_it_was() {
    for why in Refused::iter() {
        let name: &str = (&why).into();
        let key = format!("ssh_refused.{name}");
        for language in [
            bcc_wizard::domain::language::Language::En,
            bcc_wizard::domain::language::Language::ZhCn,
        ] {
            assert_ne!(i18n::text(language, &key), key);
        }
        let mut placed = done(&[instance("i-1", "Running")]);
        placed.drive.press("w");
        placed.drive.tell(Msg::SshLooked(Err(why)));
        assert!(form(&placed).is_none());
        assert!(notice(&placed).contains(&key), "{}", notice(&placed));
    }
}

#[test]
fn where_there_is_nothing_to_add_nothing_is_asked() {
    let mut placed = done(&[Instance { private_ip: None, ..instance("i-1", "Running") }]);
    placed.drive.press("w");
    assert_eq!(placed.drive.notice(), "notice.ssh_nothing");
    placed.drive.wizard.order.as_mut().unwrap().ordered.windows = true;
    placed.drive.press("w");
    assert_eq!(placed.drive.notice(), "notice.ssh_windows");
    assert!(placed.drive.take().is_empty() && form(&placed).is_none());
    placed.drive.tell(Msg::SshLooked(Ok(Box::new(Looked {
        path: String::new(),
        target: None,
        stamp: None,
        addition: Addition::default(),
    }))));
    assert_eq!(placed.drive.notice(), "notice.ssh_windows", "nobody asked for it");
}

#[test]
fn ids_are_copied_one_below_the_other_and_a_link_once_there_is_one() {
    let mut placed = done(&[instance("i-1", "Running"), instance("i-2", "Running")]);
    placed.drive.press("i");
    let copied = |placed: &mut Placed| match placed.drive.take().pop() {
        Some(Effect::Copy(text)) => secrecy::ExposeSecret::expose_secret(&text).to_owned(),
        other => panic!("{other:?}"),
    };
    assert_eq!(copied(&mut placed), "i-1\ni-2");
    assert_eq!(placed.drive.notice(), "notice.ids_copied");
    placed.drive.press("l");
    assert_eq!(placed.drive.notice(), "notice.no_link_yet");
    placed.drive.tell(Msg::Vnc(Ok("https://x/\n\u{1b}[2Jy\u{9b}".to_owned())));
    placed.drive.press("l");
    assert_eq!(copied(&mut placed), "https://x/[2Jy");
    let why = bcc_wizard::app::copying::NotCopied::TooLong { bytes: 80_000, most: 74_994 };
    placed.drive.tell(Msg::Copied(Ok(())));
    assert_eq!(placed.drive.notice(), "notice.link_copied");
    placed.drive.tell(Msg::Copied(Err(why)));
    let size = ("size", "79".to_owned());
    assert_eq!(placed.drive.notice(), "notice.too_long_to_copy");
    assert_eq!(placed.drive.wizard.notice.as_ref().unwrap().values[0], size);
}
