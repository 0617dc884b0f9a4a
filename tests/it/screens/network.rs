//! The network step with what few purchases say: open and closed, in every frame and both languages.

use bcc_wizard::app::effect::Ask;
use bcc_wizard::domain::fault::FaultKind;
use bcc_wizard::domain::field::FieldId;
use bcc_wizard::domain::language::Language;

use super::{MEDIUM, SMALL, WIDE, look, text};
use crate::fixture::{Stage, refusal};

fn stage(size: (u16, u16), language: Language) -> Stage {
    Stage::with(size, language, |_| false, |_| None)
}

/// Moves the focus of the step in front to a field.
fn to(stage: &mut Stage, field: FieldId) {
    while stage.wizard.focused() != field {
        let before = stage.wizard.focused();
        stage.keys(if before < field { "tab" } else { "shift-tab" });
        assert_ne!(stage.wizard.focused(), before, "{field:?} is not shown");
    }
}

/// A public IP is bought and the fold is open.
fn all_of_it(size: (u16, u16), language: Language) -> Stage {
    let mut stage = stage(size, language);
    stage.step('5');
    to(&mut stage, FieldId::PublicIp);
    stage.keys("space");
    to(&mut stage, FieldId::NetworkMore);
    stage.keys("space");
    stage
}

#[test]
fn the_fold_closed_and_open() {
    for (name, size, language) in [
        ("120x36", WIDE, Language::En),
        ("80x24", MEDIUM, Language::En),
        ("40x10", SMALL, Language::En),
        ("zh_120x36", WIDE, Language::ZhCn),
        ("zh_80x24", MEDIUM, Language::ZhCn),
    ] {
        let mut stage = all_of_it(size, language);
        look(&format!("network_fold_open_{name}"), &text(&stage.wizard));
        stage.keys("space");
        look(&format!("network_fold_closed_{name}"), &text(&stage.wizard));
    }
}

#[test]
fn each_rare_field_in_front() {
    let mut stage = all_of_it(MEDIUM, Language::En);
    for (field, keys) in [
        (FieldId::IpName, "text:web"),
        (FieldId::Ipv6, "f5"),
        (FieldId::InternalIps, "f5"),
        (FieldId::Interfaces, "space"),
        (FieldId::DeploymentSets, "space"),
        (FieldId::DedicatedHost, "text:d-MPgs6jPr"),
    ] {
        to(&mut stage, field);
        stage.keys(keys);
        look(&format!("network_{}_80x24", field.name()), &text(&stage.wizard));
    }
    let mut stage = all_of_it(SMALL, Language::ZhCn);
    to(&mut stage, FieldId::Interfaces);
    look("network_interfaces_zh_40x10", &text(&stage.wizard));
    to(&mut stage, FieldId::DedicatedHost);
    look("network_dedicated_host_zh_40x10", &text(&stage.wizard));
}

#[test]
fn the_form_of_an_address() {
    let mut stage = all_of_it(MEDIUM, Language::En);
    to(&mut stage, FieldId::InternalIps);
    stage.keys("a");
    look("network_address_form_80x24", &text(&stage.wizard));
}

#[test]
fn a_list_that_may_not_be_read_names_the_permission() {
    let forbidden = |ask: &Ask| {
        matches!(ask, Ask::Interfaces(_) | Ask::DeploymentSets)
            .then(|| refusal(FaultKind::Forbidden, 403, "AccessDenied", "Access denied."))
    };
    for (name, language) in [("en", Language::En), ("zh", Language::ZhCn)] {
        let mut stage = Stage::with(MEDIUM, language, |_| false, forbidden);
        stage.step('5');
        to(&mut stage, FieldId::NetworkMore);
        stage.keys("space tab tab tab");
        assert_eq!(stage.wizard.focused(), FieldId::Interfaces);
        look(&format!("network_forbidden_{name}_80x24"), &text(&stage.wizard));
    }
}

#[test]
fn what_a_move_sets_aside_is_named() {
    for (name, size, language) in [
        ("en_120x36", WIDE, Language::En),
        ("en_80x24", MEDIUM, Language::En),
        ("zh_80x24", MEDIUM, Language::ZhCn),
    ] {
        let mut stage = stage(size, language);
        stage.step('5');
        to(&mut stage, FieldId::Subnet);
        stage.keys("enter");
        to(&mut stage, FieldId::Groups);
        stage.keys("down space");
        to(&mut stage, FieldId::Vpc);
        stage.keys("down enter");
        look(&format!("network_moved_{name}"), &text(&stage.wizard));
        to(&mut stage, FieldId::Vpc);
        stage.keys("up enter");
        look(&format!("network_back_{name}"), &text(&stage.wizard));
        stage.step('1').keys("end enter");
        look(&format!("network_unfit_{name}"), &text(&stage.wizard));
    }
}
