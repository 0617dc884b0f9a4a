//! Step 6: names and login, and what typing and pasting does to a line.

use bcc_wizard::app::effect::{Answer, Ask, Effect};
use bcc_wizard::app::field::{Kind, Label};
use bcc_wizard::app::steps;
use bcc_wizard::domain::catalog::ImageKind;
use bcc_wizard::domain::draft::LoginChoice;
use bcc_wizard::domain::fault::FaultKind;
use bcc_wizard::domain::field::{FieldId, StepId};
use bcc_wizard::domain::plan::Login;
use secrecy::ExposeSecret as _;

use super::editor::unfold;
use crate::drive::{Drive, fault};

const PASSWORD: &str = "Zq7!rutabaga";

fn name(drive: &Drive) -> &str {
    &drive.wizard.draft.name
}

#[test]
fn the_first_key_pair_is_the_default_login() {
    let drive = Drive::new();
    assert_eq!(drive.wizard.draft.login, LoginChoice::KeyPair);
    assert_eq!(drive.wizard.draft.key_pair.as_deref(), Some("k-one"));
}

#[test]
fn without_key_pairs_a_password_is_asked() {
    let drive = Drive::with(|region| region.key_pairs.clear());
    assert_eq!(drive.wizard.draft.login, LoginChoice::Password);
    let drive =
        Drive::with(|region| region.faults.push((Ask::KeyPairs, fault(FaultKind::Forbidden))));
    assert_eq!(drive.wizard.draft.login, LoginChoice::Password);
}

#[test]
fn a_failed_renewal_of_the_key_pairs_changes_no_answer() {
    let mut drive = Drive::new();
    drive.press("alt-6 ctrl-r");
    drive.load(Ask::KeyPairs, Err(fault(FaultKind::Timeout)));
    assert_eq!(drive.wizard.draft.login, LoginChoice::KeyPair);
    assert_eq!(drive.all_broken(), [""; 0]);
    drive.load(Ask::KeyPairs, Ok(Answer::KeyPairs(Vec::new())));
    assert_eq!(drive.wizard.draft.login, LoginChoice::Password);
}

#[test]
fn a_password_is_typed_twice_and_shown_nowhere() {
    let mut drive = Drive::new();
    drive.turn(FieldId::Login, "password").focus(FieldId::Password).type_text(PASSWORD);
    drive.press("tab").type_text("Zq7!other").press("ctrl-n");
    assert_eq!((drive.step(), drive.wizard.focused()), (StepId::System, FieldId::PasswordAgain));
    assert_eq!(drive.broken(FieldId::PasswordAgain), ["pass.repeat"]);
    drive.press("ctrl-u").paste(&format!("{PASSWORD}\r\n"));
    assert_eq!(drive.all_broken(), [""; 0]);
    assert_eq!(drive.wizard.draft.password.expose_secret(), PASSWORD);
    drive.press("alt-8 enter");
    assert!(!format!("{:?}", drive.wizard).contains("rutabaga"));
    drive.press("y");
    let effects = drive.take();
    assert!(matches!(effects[..], [Effect::Submit { .. }]));
    assert!(!format!("{effects:?} {:?}", drive.wizard).contains("rutabaga"));
}

#[test]
fn a_password_is_edited_only_at_its_end() {
    let mut drive = Drive::new();
    drive.turn(FieldId::Login, "password").focus(FieldId::Password).type_text("abc");
    drive.press("left home ctrl-e").type_text("d").press("backspace backspace").type_text("é字");
    assert_eq!(drive.wizard.draft.password.expose_secret(), "abé字");
    assert!(drive.wizard.editor.is_none(), "no line of text ever holds a secret");
    drive.press("ctrl-w");
    assert_eq!(drive.wizard.draft.password.expose_secret(), "");
}

#[test]
fn a_short_password_is_said_while_typing_and_gone_at_once() {
    let mut drive = Drive::new();
    drive.turn(FieldId::Login, "password").focus(FieldId::Password).type_text("Zq7!");
    assert!(drive.wizard.problem(FieldId::Password).is_some());
    drive.type_text("rutabaga");
    assert!(drive.wizard.problem(FieldId::Password).is_none());
}

#[test]
fn a_login_that_vanishes_takes_the_focus_with_it() {
    let mut drive = Drive::new();
    drive.focus(FieldId::KeyPair).press("alt-3");
    drive.choose(FieldId::Image, "m-windows").press("alt-6");
    assert_eq!(drive.wizard.focused(), FieldId::Login);
}

#[test]
fn letters_of_every_script_are_typed_and_taken_back() {
    let mut drive = Drive::new();
    for text in ["网站服务器", "e\u{301}a\u{300}", "👩‍👩‍👧🇨🇳", "ｗｉｄｅ", "ا\u{202e}b"]
    {
        drive.focus(FieldId::Name).press("ctrl-u").type_text(text);
        assert_eq!(name(&drive), text);
        drive.press("left left").type_text("字").press("delete end");
        for _ in 0..text.chars().count() {
            drive.press("backspace");
        }
        assert_eq!(name(&drive), "", "{text}");
        drive.press("backspace delete left right ctrl-w ctrl-k");
    }
}

#[test]
fn the_caret_moves_and_edits_where_it_stands() {
    let mut drive = Drive::new();
    drive.focus(FieldId::Name).type_text("wb server");
    drive.press("home right").type_text("e").press("end ctrl-w").type_text("box");
    assert_eq!(name(&drive), "web box");
    drive.press("home delete").paste("W").press("right ctrl-k");
    assert_eq!(name(&drive), "We");
    drive.press("tab shift-tab").type_text("b");
    assert_eq!(name(&drive), "Web", "coming back, the caret is at the end");
}

#[test]
fn a_paste_of_several_lines_is_one_line_and_submits_nothing() {
    let mut drive = Drive::new();
    drive.focus(FieldId::Name).paste("\nweb\r\none\ttwo\u{1b}[31m\u{7}\n\n");
    assert_eq!(name(&drive), "web one two[31m");
    assert_eq!((drive.step(), drive.wizard.focused()), (StepId::System, FieldId::Name));
    assert!(drive.take().is_empty());
}

#[test]
fn a_huge_paste_is_refused_whole_wherever_it_lands() {
    let huge = "x".repeat(100_000);
    let mut drive = Drive::new();
    drive.focus(FieldId::Name).type_text("web").paste(&huge);
    assert_eq!((name(&drive), drive.notice()), ("web", "notice.too_long"));
    drive.turn(FieldId::Login, "password").focus(FieldId::Password).type_text("a").paste(&huge);
    assert_eq!(drive.notice(), "notice.too_long");
    assert_eq!(drive.wizard.draft.password.expose_secret(), "a");
    drive.press("alt-2 /").paste("g5").paste(&huge);
    assert_eq!(drive.notice(), "notice.too_long");
    assert_eq!(drive.wizard.picker(FieldId::Spec).unwrap().filter.value(), "g5");
    drive.focus(FieldId::DataDisks).press("a tab").paste(&huge);
    assert_eq!(drive.notice(), "notice.too_long");
}

#[test]
fn a_paste_into_what_is_no_text_changes_nothing() {
    let mut drive = Drive::new();
    let before = format!("{:?}", drive.wizard.draft);
    for step in 1..=8 {
        drive.press(&format!("alt-{step}"));
        if step != 6 {
            drive.paste("y\ny\n");
        }
    }
    drive.press("alt-8 enter").paste("y\n").paste("1\n");
    assert_eq!(format!("{:?}", drive.wizard.draft), before);
    assert!(drive.confirm().is_some() && drive.take().is_empty());
}

#[test]
fn a_name_too_long_for_the_line_is_refused_key_by_key() {
    let mut drive = Drive::new();
    drive.focus(FieldId::Name).paste(&"x".repeat(bcc_wizard::app::edit::LONGEST)).type_text("y");
    assert_eq!(drive.notice(), "notice.too_long");
    assert!(!name(&drive).contains('y'));
    drive.press("backspace").type_text("y");
    assert!(name(&drive).ends_with('y'));
}

#[test]
fn a_wrong_host_name_is_cleaned_by_the_fix() {
    let mut drive = Drive::new();
    drive.focus(FieldId::Hostname).type_text("web one").press("ctrl-n");
    assert_eq!(drive.wizard.focused(), FieldId::Hostname);
    drive.press("f2");
    assert_eq!(drive.notice(), "notice.fixed");
    assert_eq!(drive.all_broken(), [""; 0], "{}", drive.wizard.draft.hostname);
    assert_eq!(drive.wizard.editor.as_ref().unwrap().1.value(), drive.wizard.draft.hostname);
}

#[test]
fn a_problem_of_an_untouched_field_is_not_said_before_it_is_left() {
    let mut drive = Drive::with(|region| region.key_pairs.clear());
    drive.press("alt-6");
    assert!(drive.wizard.problem(FieldId::Password).is_none());
    assert_eq!(drive.wizard.errors(StepId::System), 1);
    drive.press("ctrl-n");
    assert!(drive.wizard.problem(FieldId::Password).is_some());
}

fn names(drive: &Drive, field: FieldId) -> Label {
    steps::shown(&drive.wizard, field)
}

#[test]
fn the_names_of_a_batch_are_foreseen_as_the_server_numbers_them() {
    let mut drive = Drive::new();
    assert_eq!(names(&drive, FieldId::Name), Label::Words("names.generated"));
    drive.focus(FieldId::Name).type_text(" web ").focus(FieldId::Hostname).type_text("host");
    assert_eq!(names(&drive, FieldId::Name), Label::text("web"));
    let numbered = |name: &str| {
        let values = vec![("name", name.to_owned()), ("count", "12".to_owned())];
        Label::Filled("names.numbered", values)
    };
    drive.focus(FieldId::Count).retype("12");
    assert_eq!(names(&drive, FieldId::Name), numbered("web"));
    assert_eq!(names(&drive, FieldId::Hostname), numbered("host"));
    drive.focus(FieldId::Name).press("ctrl-u");
    assert_eq!(names(&drive, FieldId::Name), Label::Words("names.generated_numbered"));
    drive.focus(FieldId::Count).retype("many");
    assert_eq!(names(&drive, FieldId::Hostname), Label::text("host"), "no number, no batch");
}

#[test]
fn the_ordered_suffix_numbers_a_single_instance_too() {
    let mut drive = Drive::new();
    drive.focus(FieldId::Name).type_text("web");
    unfold(&mut drive);
    drive.turn(FieldId::OrderedSuffix, "yes");
    let suffixed = Label::Filled("names.suffixed", vec![("name", "web".to_owned())]);
    assert_eq!(names(&drive, FieldId::Name), suffixed);
    assert_eq!(names(&drive, FieldId::Hostname), Label::Words("names.generated"));
    drive.turn(FieldId::OrderedSuffix, "no");
    assert_eq!(names(&drive, FieldId::Name), Label::text("web"));
    drive.focus(FieldId::Count).retype("2");
    assert!(matches!(names(&drive, FieldId::Name), Label::Filled("names.numbered", _)));
}

/// The values that a choice offers.
fn offered(drive: &Drive, field: FieldId) -> Vec<String> {
    match steps::kind(&drive.wizard, field) {
        Some(Kind::Choice { choices, .. }) => choices.into_iter().map(|c| c.value).collect(),
        kind => panic!("{field:?} is no choice but {kind:?}"),
    }
}

#[test]
fn the_images_own_password_is_offered_only_where_there_may_be_one() {
    for (kind, own) in [
        (ImageKind::Public, false),
        (ImageKind::Custom, true),
        (ImageKind::Shared, true),
        (ImageKind::Market, false),
    ] {
        let mut drive = Drive::with(|region| {
            for image in &mut region.images {
                image.kind = kind.clone();
            }
        });
        drive.press("alt-6");
        let keeps = offered(&drive, FieldId::Login).contains(&"keep_image".to_owned());
        assert_eq!(keeps, own, "{kind:?}");
        if own {
            drive.turn(FieldId::Login, "keep_image").press("alt-8 enter y");
            let effects = drive.take();
            let [Effect::Submit(intent)] = &effects[..] else { panic!("{effects:?}") };
            let plan = &intent.plan;
            assert!(matches!(plan.login, Login::KeepImage));
        }
    }
}

#[test]
fn an_answer_that_is_no_longer_offered_stays_in_sight() {
    let mut drive = Drive::with(|region| {
        for image in &mut region.images {
            image.kind = ImageKind::Custom;
        }
    });
    drive.turn(FieldId::Login, "keep_image");
    let mut public = drive.region.images.clone();
    for image in &mut public {
        image.kind = ImageKind::Public;
    }
    let id = drive.wizard.draft.image.clone().unwrap();
    let detail = public.iter().find(|image| image.id == id).unwrap().clone();
    drive.load(Ask::Images, Ok(Answer::Images(public)));
    drive.load(Ask::Image(id), Ok(Answer::Image(Box::new(detail))));
    assert_eq!(drive.wizard.draft.login, LoginChoice::KeepImage);
    assert!(offered(&drive, FieldId::Login).contains(&"keep_image".to_owned()));
}

#[test]
fn tags_are_added_copied_changed_and_removed() {
    let mut drive = Drive::new();
    drive.press("alt-6");
    unfold(&mut drive);
    let shown = |drive: &Drive| steps::kind(&drive.wizard, FieldId::TagRelated).is_some();
    assert!(!shown(&drive), "without tags there is nothing to copy");
    drive.focus(FieldId::Tags).press("a").type_text("team").press("enter").type_text("搜索");
    drive.press("enter c e").press("ctrl-u").type_text("env").press("tab ctrl-u ctrl-n");
    let tags = |drive: &Drive| -> Vec<(String, String)> {
        drive.wizard.draft.tags.iter().map(|tag| (tag.key.clone(), tag.value.clone())).collect()
    };
    let (team, env) = (("team".into(), "搜索".into()), ("env".into(), String::new()));
    assert_eq!(tags(&drive), [team, env.clone()]);
    let label = Label::List(vec![Label::text("team=搜索"), Label::text("env")]);
    assert_eq!(steps::shown(&drive.wizard, FieldId::Tags), label);
    drive.turn(FieldId::TagRelated, "yes").focus(FieldId::Tags).press("up d");
    assert_eq!(tags(&drive), [env]);
    drive.press("d");
    assert!(shown(&drive), "a yes that means nothing any more can still be taken back");
    drive.press("alt-8 enter y");
    let effects = drive.take();
    let [Effect::Submit(intent)] = &effects[..] else { panic!("{effects:?}") };
    let plan = &intent.plan;
    assert_eq!((plan.more.tags.len(), plan.more.tag_related), (0, None));
}

#[test]
fn resource_groups_stand_as_a_tree_and_are_found_by_name_and_id() {
    let mut drive = Drive::new();
    drive.press("alt-6");
    unfold(&mut drive);
    drive.focus(FieldId::ResourceGroup);
    assert_eq!(drive.rows(FieldId::ResourceGroup), ["RESG-top", "RESG-ops"]);
    let depths: Vec<usize> =
        steps::system::resource_groups(&drive.wizard).iter().map(|(depth, _)| *depth).collect();
    assert_eq!(depths, [0, 1]);
    assert_eq!(names(&drive, FieldId::ResourceGroup), Label::Words("system.default_group"));
    drive.press("/").type_text("oper").press("enter space");
    assert_eq!(drive.wizard.draft.resource_group.as_deref(), Some("RESG-ops"));
    assert_eq!(names(&drive, FieldId::ResourceGroup), Label::text("operations (RESG-ops)"));
    drive.press("space");
    assert_eq!(drive.wizard.draft.resource_group, None);
    drive.press("/ ctrl-u").type_text("resg-top").press("enter");
    assert_eq!(drive.rows(FieldId::ResourceGroup), ["RESG-top"]);
}

#[test]
fn roles_and_groups_are_asked_for_only_where_they_are_seen() {
    let mut drive = Drive::new();
    drive.press("alt-6");
    let asked = drive.newly_asked();
    assert!(!asked.contains(&Ask::Roles) && !asked.contains(&Ask::ResourceGroups));
    unfold(&mut drive);
    let asked = drive.newly_asked();
    assert!(asked.contains(&Ask::Roles) && asked.contains(&Ask::ResourceGroups));
    drive.focus(FieldId::Role).press("space");
    assert_eq!(drive.wizard.draft.role.as_deref(), Some("BccDefaultRole"));
    drive.focus(FieldId::SystemMore).press("left");
    assert!(steps::kind(&drive.wizard, FieldId::Role).is_some(), "what is answered is seen");
    assert!(steps::kind(&drive.wizard, FieldId::ResourceGroup).is_none());
}

#[test]
fn host_security_and_protection_say_what_the_cloud_does_by_itself() {
    let mut drive = Drive::new();
    drive.press("alt-6");
    unfold(&mut drive);
    assert_eq!(offered(&drive, FieldId::HostEye), ["", "open", "enterprise", "off"]);
    assert_eq!(names(&drive, FieldId::HostEye), Label::Words("host_eye.default"));
    assert_eq!(names(&drive, FieldId::DeletionProtection), Label::Words("system.default_off"));
    drive.turn(FieldId::HostEye, "off").turn(FieldId::DeletionProtection, "yes");
    assert_eq!(names(&drive, FieldId::HostEye), Label::Words("host_eye.off"));
    assert_eq!(names(&drive, FieldId::DeletionProtection), Label::Words("flag.yes"));
    drive.turn(FieldId::HostEye, "");
    assert_eq!(drive.wizard.draft.host_eye, None);
}
