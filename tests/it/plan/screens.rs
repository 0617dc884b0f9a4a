//! How the dialogs look.

use bcc_wizard::app::effect::{Exported, NotSaved};
use bcc_wizard::app::field::Label;
use bcc_wizard::app::msg::Msg;
use bcc_wizard::domain::language::Language;
use bcc_wizard::domain::plan::{Format, Hidden};

use crate::fixture::Stage;
use crate::screens::{MEDIUM, SMALL, WIDE, look, text};

fn exported() -> Msg {
    let lines = (1..40).map(|line| format!("  \"line{line}\": \"{}\"\n", "x".repeat(line * 4)));
    let text = Hidden::from(lines.collect::<String>());
    let until = vec![("until", "2026-01-02T03:34:05Z".to_owned())];
    let notes = vec![Label::Filled("export.valid_until", until)];
    Msg::Exported { format: Format::Json, result: Ok(Exported { text, notes }) }
}

#[test]
fn where_to_save() {
    let mut stage = Stage::new(MEDIUM);
    stage.step('6').keys("text:web").step('1').keys("ctrl-s");
    look("save_80x24", &text(&stage.wizard));
    stage.keys("enter");
    let failed = NotSaved::Failed("Permission denied (os error 13)".into());
    stage.send(Msg::Saved { path: "./web.toml".to_owned(), result: Err(failed) });
    look("save_failed_80x24", &text(&stage.wizard));
    stage.keys("enter");
    stage.send(Msg::Saved { path: "./web.toml".to_owned(), result: Err(NotSaved::Exists) });
    look("save_exists_80x24", &text(&stage.wizard));
}

#[test]
fn the_forms_of_other_programs() {
    for (size, name) in [(WIDE, "120x36"), (MEDIUM, "80x24"), (SMALL, "40x10")] {
        let mut stage = Stage::new(size);
        stage.keys("ctrl-x").send(exported());
        look(&format!("export_{name}"), &text(&stage.wizard));
    }
    let mut stage = Stage::with(MEDIUM, Language::ZhCn, |_| false, |_| None);
    stage.step('6').keys("tab text:-").step('1').keys("ctrl-x");
    look("export_wrong_zh_80x24", &text(&stage.wizard));
    stage.keys("right right right right");
    look("export_plan_zh_80x24", &text(&stage.wizard));
}
