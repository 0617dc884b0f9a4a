//! Step 3: the image.

use bcc_wizard::app::effect::Ask;
use bcc_wizard::domain::draft::LoginChoice;
use bcc_wizard::domain::fault::FaultKind;
use bcc_wizard::domain::field::{FieldId, StepId};
use bcc_wizard::domain::units::Gib;
use rstest::rstest;

use crate::drive::{Drive, fault};

fn image(drive: &Drive) -> &str {
    drive.wizard.draft.image.as_deref().unwrap_or_default()
}

#[test]
fn the_default_is_the_newest_ubuntu_and_fitting_images_come_first() {
    let mut drive = Drive::new();
    assert_eq!(image(&drive), "m-ubuntu22");
    drive.press("alt-3");
    let rows = drive.rows(FieldId::Image);
    let fitting: Vec<&str> = rows[..5].iter().map(String::as_str).collect();
    assert_eq!(fitting, ["m-ubuntu20", "m-ubuntu22", "m-centos", "m-windows", "m-own"]);
    assert_eq!(rows.len(), 9, "what does not fit stays visible");
}

#[rstest]
#[case("m-arm", "reason.other_arch")]
#[case("m-gpu", "reason.for_gpu")]
#[case("m-metal", "reason.for_bare_metal")]
#[case("m-baking", "reason.status")]
fn an_image_that_does_not_fit_is_refused_with_the_reason(#[case] id: &str, #[case] reason: &str) {
    let mut drive = Drive::new();
    drive.choose(FieldId::Image, id);
    assert_eq!((image(&drive), drive.step()), ("m-ubuntu22", StepId::Image));
    let notice = drive.wizard.notice.as_ref().unwrap();
    assert!(notice.values.contains(&("reason", reason.to_owned())), "{notice:?}");
}

#[rstest]
#[case("bcc.gr1.c2m8", "m-arm")]
#[case("bcc.gn5.c8m32.1a10", "m-gpu")]
#[case("ebc.l5.c128m512", "m-metal")]
fn an_untouched_image_follows_the_spec(#[case] spec: &str, #[case] fits: &str) {
    let mut drive = Drive::new();
    drive.choose(FieldId::Spec, spec);
    assert_eq!(image(&drive), fits);
    assert_eq!(drive.broken(FieldId::Image), [""; 0]);
}

#[test]
fn a_given_image_stays_and_says_that_it_no_longer_fits() {
    let mut drive = Drive::new();
    drive.choose(FieldId::Image, "m-centos").choose(FieldId::Spec, "bcc.gr1.c2m8");
    assert_eq!(image(&drive), "m-centos");
    assert_eq!(drive.broken(FieldId::Image), ["image.arch"]);
    drive.press("alt-3 ctrl-n");
    assert_eq!((drive.step(), drive.wizard.focused()), (StepId::Image, FieldId::Image));
    drive.choose(FieldId::Image, "m-arm");
    assert_eq!(drive.step(), StepId::Disks);
}

#[test]
fn a_kind_lists_only_its_own_images() {
    let mut drive = Drive::new();
    drive.turn(FieldId::ImageKind, "custom");
    assert_eq!(drive.rows(FieldId::Image), ["m-own", "m-baking"]);
    drive.turn(FieldId::ImageKind, "shared");
    assert_eq!(drive.rows(FieldId::Image), [""; 0]);
    assert_eq!(image(&drive), "m-ubuntu22", "looking at another kind changes no answer");
    drive.turn(FieldId::ImageKind, "all");
    assert_eq!(drive.rows(FieldId::Image).len(), 9);
}

#[test]
fn windows_switches_an_untouched_login_to_a_password() {
    let mut drive = Drive::new();
    drive.choose(FieldId::Image, "m-windows");
    assert_eq!(drive.wizard.draft.login, LoginChoice::Password);
    assert_eq!(drive.broken(FieldId::Password), ["pass.required"]);
    drive.choose(FieldId::Image, "m-centos");
    assert_eq!(drive.wizard.draft.login, LoginChoice::KeyPair);
}

#[test]
fn windows_keeps_a_given_login_and_offers_the_way_out() {
    let mut drive = Drive::new();
    drive.turn(FieldId::Login, "password").turn(FieldId::Login, "key_pair");
    drive.choose(FieldId::Image, "m-windows");
    assert_eq!(drive.wizard.draft.login, LoginChoice::KeyPair);
    assert_eq!(drive.broken(FieldId::Login), ["x.login_windows"]);
    drive.press("alt-6 f2");
    assert_eq!(drive.wizard.draft.login, LoginChoice::Password);
}

#[test]
fn a_larger_image_takes_the_untouched_system_disk_along() {
    let large = |region: &mut crate::drive::Region| {
        region.images.iter_mut().find(|image| image.id == "m-own").unwrap().min_disk =
            Some(Gib(60));
    };
    let mut drive = Drive::with(large);
    drive.choose(FieldId::Image, "m-own");
    assert_eq!(drive.wizard.draft.system_disk_size, "60");
    drive.choose(FieldId::Image, "m-centos");
    assert_eq!(drive.wizard.draft.system_disk_size, "40");
    let mut drive = Drive::with(large);
    drive.focus(FieldId::SystemDiskSize).retype("50").choose(FieldId::Image, "m-own");
    assert_eq!(drive.broken(FieldId::SystemDiskSize), ["root.min_image"]);
    drive.focus(FieldId::SystemDiskSize).press("f2");
    assert_eq!(drive.wizard.draft.system_disk_size, "60");
}

#[test]
fn the_least_disk_that_only_the_spec_knows_counts_too() {
    let drive = Drive::with(|region| region.fitting_min = Some(Gib(50)));
    assert_eq!(drive.wizard.draft.system_disk_size, "50");
    assert_eq!(drive.all_broken(), [""; 0]);
}

#[test]
fn failed_details_and_lists_of_fitting_images_stop_nobody() {
    let mut drive = Drive::with(|region| {
        let denied = || fault(FaultKind::Forbidden);
        region.faults.push((Ask::Image("m-ubuntu22".to_owned()), denied()));
        region.faults.push((Ask::Fitting("bcc.g5.c2m8".to_owned()), denied()));
    });
    for _ in 0..7 {
        drive.press("ctrl-n");
    }
    assert_eq!((drive.step(), image(&drive)), (StepId::Review, "m-ubuntu22"));
}

#[test]
fn a_system_lists_only_its_own_images_of_the_kind() {
    use bcc_wizard::app::field::Kind;
    use bcc_wizard::app::steps;
    let systems = |drive: &Drive| match steps::kind(&drive.wizard, FieldId::ImageOs) {
        Some(Kind::Choice { choices, .. }) => {
            choices.into_iter().map(|choice| choice.value).collect::<Vec<_>>()
        }
        other => panic!("{other:?}"),
    };
    let mut drive = Drive::new();
    assert_eq!(systems(&drive), ["", "CentOS", "Ubuntu", "Windows Server"]);
    drive.turn(FieldId::ImageOs, "Windows Server");
    assert_eq!(drive.rows(FieldId::Image), ["m-windows"]);
    assert_eq!(drive.wizard.picker(FieldId::Image).unwrap().total, 1, "of one, not of nine");
    assert_eq!(image(&drive), "m-ubuntu22", "looking at another system changes no answer");
    drive.turn(FieldId::ImageKind, "custom");
    assert_eq!(systems(&drive), ["", "Ubuntu", "Windows Server"], "what is chosen stays");
    assert_eq!(
        steps::table_state(&drive.wizard, FieldId::Image),
        steps::TableState::Empty,
        "no filter hides them"
    );
    drive.turn(FieldId::ImageOs, "Ubuntu");
    assert_eq!(drive.rows(FieldId::Image), ["m-own", "m-baking"]);
    drive.turn(FieldId::ImageOs, "").turn(FieldId::ImageKind, "all");
    assert_eq!(drive.rows(FieldId::Image).len(), 9);
}
