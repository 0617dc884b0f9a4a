//! The step of names and login with all it has, the editor, and a made password.

use bcc_wizard::app::effect::Unreadable;
use bcc_wizard::app::msg::Msg;
use bcc_wizard::domain::language::Language;
use bcc_wizard::domain::plan::Hidden;

use super::{MEDIUM, SMALL, WIDE, look, text};
use crate::fixture::Stage;

const SIZES: [((u16, u16), &str); 3] = [(WIDE, "120x36"), (MEDIUM, "80x24"), (SMALL, "40x10")];

const SCRIPT: &str = "#!/bin/sh\r\nset -e\n\tapt-get install -y nginx\n# 安装网站并启动服务\u{7}\n\
    echo 'the quick brown fox jumps over the lazy dog while the server is being set up' > /etc/motd\n";

/// At the user data, the fold open.
fn unfolded(size: (u16, u16), language: Language) -> Stage {
    let mut stage = Stage::with(size, language, |_| false, |_| None);
    stage.step('6').keys("tab tab tab tab right tab tab tab");
    stage
}

fn read(stage: &mut Stage, path: &str, result: Result<&str, Unreadable>) {
    stage.keys("enter");
    let path = path.to_owned();
    stage.send(Msg::Read { path, result: result.map(Hidden::from) });
}

#[test]
fn the_fold_open_with_nothing_answered() {
    for (size, name) in SIZES {
        let stage = unfolded(size, Language::En);
        look(&format!("system_more_{name}"), &text(&stage.wizard));
    }
    for (size, name) in [(WIDE, "120x36"), (MEDIUM, "80x24")] {
        let stage = unfolded(size, Language::ZhCn);
        look(&format!("system_more_zh_{name}"), &text(&stage.wizard));
    }
}

#[test]
fn the_fold_closed_with_some_of_it_answered() {
    let mut stage = unfolded(WIDE, Language::En);
    stage.keys("e ctrl-o text:web.sh");
    read(&mut stage, "web.sh", Ok(SCRIPT));
    stage.keys("ctrl-n shift-tab shift-tab right tab tab tab tab right right tab tab");
    stage.keys("a text:team tab text:search enter a text:stage enter enter");
    stage.keys("shift-tab shift-tab shift-tab shift-tab shift-tab shift-tab shift-tab left");
    look("system_answered_120x36", &text(&stage.wizard));
    stage.wizard.language = Language::ZhCn;
    look("system_answered_zh_120x36", &text(&stage.wizard));
}

#[test]
fn the_names_of_a_batch_beside_what_is_typed() {
    for (size, name) in SIZES {
        let mut stage = Stage::new(size);
        stage.step('2').keys("tab ctrl-u text:12").step('6').keys("text:web");
        look(&format!("system_batch_{name}"), &text(&stage.wizard));
    }
}

#[test]
fn the_editor_of_user_data() {
    for (size, name) in SIZES {
        let mut stage = unfolded(size, Language::En);
        stage.keys("e ctrl-o text:~/web.sh");
        read(&mut stage, "~/web.sh", Ok(SCRIPT));
        look(&format!("editor_{name}"), &text(&stage.wizard));
        stage.keys("pgdn up end");
    }
    let mut stage = unfolded(MEDIUM, Language::ZhCn);
    stage.keys("e text:#!/bin/sh enter esc");
    look("editor_discard_zh_80x24", &text(&stage.wizard));
}

#[test]
fn a_file_that_cannot_be_read() {
    for (size, name) in SIZES {
        let mut stage = unfolded(size, Language::En);
        stage.keys("e text:x ctrl-o");
        look(&format!("editor_path_{name}"), &text(&stage.wizard));
        stage.keys("text:/etc");
        read(&mut stage, "/etc", Err(Unreadable::Directory));
        look(&format!("editor_unreadable_{name}"), &text(&stage.wizard));
    }
}

#[test]
fn a_password_that_was_made() {
    for (size, name) in SIZES {
        let mut stage = Stage::new(size);
        stage.step('6').keys("tab tab right tab f4");
        stage.send(Msg::Generated(Ok("Test!only(2)Test".into())));
        stage.keys("enter");
        let after = text(&stage.wizard);
        assert!(!after.contains("Test!only"), "it is shown once");
        look(&format!("generated_after_{name}"), &after);
    }
    let mut stage = Stage::with(MEDIUM, Language::ZhCn, |_| false, |_| None);
    stage.step('6').keys("tab tab right tab f4");
    stage.send(Msg::Generated(Ok("Test!only(2)Test".into())));
    stage.keys("c");
    look("generated_zh_80x24", &text(&stage.wizard));
}

#[test]
fn a_password_is_seen_only_while_it_is_asked_for() {
    let mut stage = Stage::new(WIDE);
    stage.step('6').keys("tab tab right tab text:Rutabaga7!");
    let seen = |stage: &Stage| text(&stage.wizard).contains("Rutabaga7!");
    assert!(!seen(&stage));
    stage.keys("f3");
    assert!(seen(&stage));
    stage.keys("tab");
    assert!(!seen(&stage), "only the focused one is seen");
    stage.keys("shift-tab f3");
    assert!(!seen(&stage));
    stage.keys("f3").step('8');
    assert!(!seen(&stage));
    stage.step('6');
    assert!(!seen(&stage));
}

#[test]
fn the_user_data_is_seen_only_in_its_editor() {
    let mut stage = unfolded(WIDE, Language::En);
    stage.keys("e text:rutabaga");
    assert!(text(&stage.wizard).contains("rutabaga"));
    stage.keys("ctrl-n");
    assert!(!text(&stage.wizard).contains("rutabaga"));
    for step in ['1', '2', '3', '4', '5', '6', '7', '8'] {
        stage.step(step);
        assert!(!text(&stage.wizard).contains("rutabaga"), "step {step}");
    }
}

#[test]
fn the_form_of_a_tag_and_the_tree_of_groups() {
    let mut stage = unfolded(MEDIUM, Language::En);
    stage.keys("tab tab tab tab a text:team tab");
    look("tag_form_80x24", &text(&stage.wizard));
    stage.keys("enter tab tab");
    look("system_groups_80x24", &text(&stage.wizard));
}
