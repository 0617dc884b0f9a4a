//! Plans in the wizard: begun with, saved, handed on.

use bcc_wizard::app::dialog::Dialog;
use bcc_wizard::app::effect::{Effect, Exported, NotSaved};
use bcc_wizard::app::msg::Msg;
use bcc_wizard::app::saving::{self, ExportForm, SaveForm};
use bcc_wizard::domain::field::FieldId;
use bcc_wizard::domain::plan::file::PasswordSource;
use bcc_wizard::domain::plan::{Format, Hidden};

use super::{WEB, judged, read, with};
use crate::drive::Drive;

fn begun(text: &str) -> Drive {
    let mut drive = Drive::new();
    saving::begin(&mut drive.wizard, read(text).unwrap(), Some("plans/web.toml".to_owned()));
    drive.tell(Msg::Tick);
    drive
}

fn form(drive: &Drive) -> &SaveForm {
    match &drive.wizard.dialog {
        Some(Dialog::Save(form)) => form,
        other => panic!("{other:?}"),
    }
}

fn shown(drive: &Drive) -> &ExportForm {
    match &drive.wizard.dialog {
        Some(Dialog::Export(form)) => form,
        other => panic!("{other:?}"),
    }
}

/// The one file that is to be written, with its text and whether there may be one.
fn written(drive: &mut Drive) -> Option<(String, String, bool)> {
    drive.take().into_iter().find_map(|effect| match effect {
        Effect::Save { path, text, overwrite } => Some((path, text.expose().to_owned(), overwrite)),
        _ => None,
    })
}

fn saved(drive: &mut Drive, path: &str, result: Result<(), NotSaved>) {
    drive.tell(Msg::Saved { path: path.to_owned(), result });
}

#[test]
fn the_answers_of_a_plan_are_put_in_as_given_and_what_is_unknown_is_said_in_place() {
    let drive = begun(WEB);
    let draft = &drive.wizard.draft;
    assert_eq!((draft.name.as_str(), draft.spec.as_deref()), ("web", Some("bcc.g5.c4m16")));
    assert_eq!(draft.image.as_deref(), Some("m-1A2b3C4d"));
    assert_eq!(drive.broken(FieldId::Image), ["image.listed"]);
    assert_eq!(drive.broken(FieldId::Subnet), ["subnet.listed"]);
    assert_eq!(drive.broken(FieldId::KeyPair), ["key.listed"]);
    assert!(drive.wizard.problem(FieldId::Image).is_some(), "it is shown at once");
    // What the plan leaves open is found as ever.
    assert!(draft.vpc.is_some());
}

#[test]
fn a_subnet_brings_its_vpc_along() {
    let known = |drive: &Drive| (drive.wizard.draft.vpc.clone(), drive.wizard.draft.subnet.clone());
    let mut drive = Drive::new();
    let facts = drive.wizard.cloud.facts(&drive.wizard.draft);
    let zone = drive.wizard.draft.zone.clone().unwrap();
    let other =
        facts.subnets.unwrap().iter().find(|subnet| {
            subnet.zone == zone && Some(&subnet.vpc) != drive.wizard.draft.vpc.as_ref()
        });
    let other = other.expect("a subnet of another VPC").clone();
    let plan =
        format!("version = 1\n[zone]\nname = {zone:?}\n[network]\nsubnet = {:?}\n", other.id);
    saving::begin(&mut drive.wizard, read(&plan).unwrap(), None);
    drive.tell(Msg::Tick);
    assert_eq!(known(&drive), (Some(other.vpc), Some(other.id)));
    assert_eq!(drive.broken(FieldId::Subnet), [""; 0]);
}

#[test]
fn ctrl_s_saves_a_plan_that_is_whole() {
    let mut drive = Drive::new();
    drive.focus(FieldId::Name).type_text("web/1").press("ctrl-s");
    assert_eq!(form(&drive).path.value(), "./web-1.toml");
    drive.press("enter");
    let (path, text, overwrite) = written(&mut drive).unwrap();
    assert_eq!((path.as_str(), overwrite), ("./web-1.toml", false));
    let plan = read(&text).unwrap();
    // Defaults that are ids are written, so that the file buys the same tomorrow.
    let draft = &drive.wizard.draft;
    assert_eq!((&plan.draft.spec, &plan.draft.image), (&draft.spec, &draft.image));
    assert_eq!((&plan.draft.subnet, &plan.draft.groups), (&draft.subnet, &draft.groups));
    assert_eq!((&plan.draft.key_pair, &plan.draft.name), (&draft.key_pair, &draft.name));
    assert!(text.contains("# count = 1  (default)"), "{text}");
    assert_eq!(judged(&plan), Vec::new(), "{text}");

    drive.press("enter esc");
    assert!(form(&drive).under_way, "while it is written nothing else happens");
    assert!(written(&mut drive).is_none());
    saved(&mut drive, "./web-1.toml", Ok(()));
    assert_eq!((drive.notice(), drive.wizard.dialog.is_none()), ("notice.plan_saved", true));
    drive.press("ctrl-s");
    assert_eq!(form(&drive).path.value(), "./web-1.toml", "where it was saved last");
}

#[test]
fn what_is_there_is_written_over_only_when_that_is_wanted() {
    let mut drive = Drive::new();
    drive.press("ctrl-s enter");
    assert_eq!(written(&mut drive).unwrap().0, "./bcc-plan.toml");
    saved(&mut drive, "./bcc-plan.toml", Err(NotSaved::Exists));
    assert!(form(&drive).asks);
    drive.press("enter").type_text("x");
    assert!(written(&mut drive).is_none() && form(&drive).asks, "neither Enter nor a letter");
    drive.press("n");
    assert!(!form(&drive).asks && form(&drive).path.value() == "./bcc-plan.toml");
    drive.press("enter");
    assert!(!written(&mut drive).unwrap().2);
    saved(&mut drive, "./bcc-plan.toml", Err(NotSaved::Exists));
    drive.press("y");
    assert!(written(&mut drive).unwrap().2);
    saved(&mut drive, "./bcc-plan.toml", Err(NotSaved::Failed("No space left".into())));
    assert_eq!(form(&drive).failed, Some("No space left".into()));
    drive.retype("").press("enter");
    assert!(written(&mut drive).is_none(), "there must be a path");
    drive.paste("/tmp/x.toml\n").press("enter");
    assert_eq!(written(&mut drive).unwrap().0, "/tmp/x.toml");
    drive.press("ctrl-c");
    assert!(matches!(drive.wizard.dialog, Some(Dialog::Quit)));
}

#[test]
fn a_saved_plan_goes_back_to_where_it_came_from_and_names_its_password_there() {
    let mut drive = begun(&with("key_pair", "password_file = \"pw\""));
    drive.focus(FieldId::Password).type_text("Kx7!vQ2#mZ9").press("ctrl-s");
    assert_eq!(form(&drive).path.value(), "plans/web.toml");
    let text = form(&drive).text.expose().to_owned();
    let plan = read(&text).unwrap();
    assert_eq!(plan.elsewhere.password, Some(PasswordSource::File("pw".to_owned())));
    assert!(!text.contains("Kx7!vQ2#mZ9"));
    assert!(!format!("{:?}", drive.wizard).contains("Kx7!vQ2#mZ9"));
}

#[test]
fn ctrl_x_shows_every_form_and_copies_and_saves_it() {
    let mut drive = Drive::new();
    drive.press("ctrl-x");
    let made = |drive: &mut Drive, format: Format, text: &str| {
        let wanted = drive.take().into_iter().find_map(|effect| match effect {
            Effect::Export { plan, format, .. } => Some((plan, format)),
            _ => None,
        });
        assert_eq!(wanted.unwrap().1, format);
        let exported = Exported { text: Hidden::from(text), notes: Vec::new() };
        drive.tell(Msg::Exported { format, result: Ok(exported) });
    };
    made(&mut drive, Format::Json, "{}\n");
    drive.press("right");
    assert!(shown(&drive).text.is_none());
    // An answer that comes late is not taken for another form's.
    let late = Exported { text: Hidden::from("{}\n"), notes: Vec::new() };
    drive.tell(Msg::Exported { format: Format::Json, result: Ok(late) });
    assert!(shown(&drive).text.is_none());
    made(&mut drive, Format::Curl, "curl …\n");
    drive.press("c");
    assert_eq!(drive.notice(), "notice.export_copied");
    assert!(matches!(&drive.take()[..], [Effect::Copy(_)]));
    drive.press("s").press("enter");
    assert_eq!(written(&mut drive), Some(("./bcc-plan.sh".into(), "curl …\n".into(), false)));
    saved(&mut drive, "./bcc-plan.sh", Ok(()));
    assert_eq!((drive.notice(), shown(&drive).format), ("notice.export_saved", Format::Curl));
    drive.press("right right right right");
    assert_eq!(shown(&drive).format, Format::Toml);
    drive.wizard.scroll_end = 30;
    drive.press("down pgdn up");
    assert_eq!(shown(&drive).top, 10);
    drive.press("left");
    assert_eq!((shown(&drive).format, shown(&drive).top), (Format::Terraform, 0));
    drive.tell(Msg::Exported { format: Format::Terraform, result: Err("no such region".into()) });
    drive.press("c s");
    assert_eq!(shown(&drive).format, Format::Terraform, "there is nothing to copy or to save");
    drive.press("esc");
    assert!(drive.wizard.dialog.is_none());
}

#[test]
fn answers_that_are_wrong_are_not_handed_on_but_saved() {
    let mut drive = Drive::new();
    drive.focus(FieldId::Hostname).type_text("-").press("ctrl-x");
    assert!(matches!(&shown(&drive).text, Some(Err(_))));
    assert!(drive.take().iter().all(|effect| !matches!(effect, Effect::Export { .. })));
    drive.press("right right right right");
    assert!(matches!(&shown(&drive).text, Some(Ok(_))));
    assert_eq!(shown(&drive).format, Format::Toml);
}
