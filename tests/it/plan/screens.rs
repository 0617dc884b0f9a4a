//! How the dialogs look.

use bcc_wizard::app::effect::NotSaved;
use bcc_wizard::app::msg::Msg;
use bcc_wizard::domain::language::Language;

use crate::fixture::Stage;
use crate::screens::{MEDIUM, look, text};

#[test]
fn where_to_save() {
    let mut stage = Stage::new(MEDIUM);
    stage.step('6').keys("text:web").step('1').keys("ctrl-s");
    stage.keys("enter");
    let failed = NotSaved::Failed("Permission denied (os error 13)".into());
    stage.send(Msg::Saved { path: "./web.toml".to_owned(), result: Err(failed) });
    stage.keys("enter");
    stage.send(Msg::Saved { path: "./web.toml".to_owned(), result: Err(NotSaved::Exists) });
    look("save_exists_80x24", &text(&stage.wizard));
}

#[test]
fn the_forms_of_other_programs() {
    let mut stage = Stage::with(MEDIUM, Language::ZhCn, |_| false, |_| None);
    stage.step('6').keys("tab text:-").step('1').keys("ctrl-x");
    look("export_wrong_zh_80x24", &text(&stage.wizard));
    stage.keys("right right right right");
    look("export_plan_zh_80x24", &text(&stage.wizard));
}
