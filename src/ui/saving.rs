//! The dialogs in which answers leave the wizard: where to save, and the forms of other programs.

use crate::app::action::Action;
use crate::app::mouse::Target;
use crate::app::saving::{ExportForm, SaveForm};
use crate::domain::plan::Format;
use crate::domain::problem::Severity;
use crate::ui::Scene;
use crate::ui::dialogs::{input, keys};
use crate::ui::text::{clean, head};
use crate::ui::widgets::boxed::Boxed;
use crate::ui::widgets::sheet::Sheet;
use crate::ui::widgets::strip::Strip;
use crate::ui::widgets::{choice, wait};

/// Where to save, and whether to write over what is there.
pub fn save(scene: &Scene, form: &SaveForm) -> Boxed {
    let (theme, words) = (scene.theme, scene.words);
    let plan = form.format == Format::Toml;
    let mut boxed =
        Boxed::new(words.get(if plan { "save.title_plan" } else { "save.title_export" }));
    let path = form.path.value().trim();
    if form.asks {
        boxed.note(scene, Severity::Warning, &words.fill("save.exists", &[("path", path)]));
        keys(
            scene,
            &mut boxed.foot,
            &[(Action::Yes, "save.overwrite"), (Action::No, "hint.cancel")],
        );
        return boxed;
    }
    let about = if plan { "save.about_plan" } else { "save.about_export" };
    boxed.say(scene, &words.get(about), theme.plain);
    if let Some(why) = &form.failed {
        let sentence = words.fill("save.failed", &[("path", path), ("why", &words.said(why))]);
        boxed.note(scene, Severity::Error, &sentence);
    }
    if form.under_way {
        let mut strip = Strip::new(Boxed::columns(scene));
        strip.push(wait::spinner(scene.wizard.now), theme.plain).push(" ", theme.plain);
        strip.push(&words.get("save.under_way"), theme.plain);
        boxed.foot.push(strip.line());
        return boxed;
    }
    input(scene, &mut boxed.foot, &words.get("save.path"), &form.path);
    keys(
        scene,
        &mut boxed.foot,
        &[(Action::Accept, "action.save"), (Action::Escape, "hint.cancel")],
    );
    boxed
}

/// The purchase in one of the forms, with what is worth knowing about it.
pub fn export(scene: &Scene, form: &ExportForm) -> Boxed {
    let (theme, words) = (scene.theme, scene.words);
    let mut boxed = Boxed::new(words.get("export.title"));
    boxed.top = form.top;
    let columns = Boxed::columns(scene);
    match &form.text {
        None => boxed.say(scene, &words.get("export.preparing"), theme.plain),
        Some(Err(why)) => boxed.note(scene, Severity::Warning, &words.label(why)),
        Some(Ok(exported)) => {
            for note in &exported.notes {
                boxed.note(scene, Severity::Hint, &words.label(note));
            }
            if !exported.notes.is_empty() {
                boxed.gap(scene);
            }
            for line in exported.text.expose().lines() {
                code(&mut boxed.body, line, columns, theme.plain);
            }
        }
    }
    let names: Vec<String> =
        Format::ALL.iter().map(|it| words.get(format_words(*it)).into_owned()).collect();
    let at = Format::ALL.iter().position(|format| *format == form.format);
    let mut strip = Strip::new(columns);
    let aim = |at: usize| Target::Export(Format::ALL[at]);
    choice::push(&mut strip, scene, &names, at, true, &aim);
    boxed.foot.put(strip);
    let mut wanted = vec![(Action::Right, "export.next")];
    if matches!(form.text, Some(Ok(_))) {
        wanted.extend([(Action::Copy, "export.copy"), (Action::Save, "action.save")]);
    }
    wanted.push((Action::Escape, "hint.close"));
    keys(scene, &mut boxed.foot, &wanted);
    boxed
}

/// The words of a form.
pub fn format_words(format: Format) -> &'static str {
    match format {
        Format::Json => "export.json",
        Format::Curl => "export.curl",
        Format::Bce => "export.bce",
        Format::Terraform => "export.terraform",
        Format::Toml => "export.toml",
    }
}

/// A line of a text in which blanks count: broken where the room ends, not between words.
pub fn code(sheet: &mut Sheet, line: &str, columns: usize, style: ratatui::style::Style) {
    let line = clean(line);
    let mut rest = line.as_ref();
    loop {
        let (shown, left) = head(rest, columns);
        let mut strip = Strip::new(columns);
        strip.push(shown, style);
        sheet.push(strip.line());
        if left.is_empty() || shown.is_empty() {
            return;
        }
        rest = left;
    }
}
