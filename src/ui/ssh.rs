//! The question whether to append entries to the configuration of `ssh`: the file and exactly the lines.

use crate::app::action::Action;
use crate::app::ssh::SshForm;
use crate::ui::Scene;
use crate::ui::dialogs::keys;
use crate::ui::saving::code;
use crate::ui::widgets::boxed::Boxed;
use crate::ui::widgets::strip::Strip;
use crate::ui::widgets::wait;

/// The dialog.
pub fn dialog(scene: &Scene, form: &SshForm) -> Boxed {
    let (theme, words) = (scene.theme, scene.words);
    let mut boxed = Boxed::new(words.get("ssh.title"));
    boxed.top = form.top;
    let columns = Boxed::columns(scene);
    let waits = |says: &str| {
        let mut strip = Strip::new(columns);
        strip.push(wait::spinner(scene.wizard.now), theme.dim).push(" ", theme.dim);
        strip.push(&words.get(says), theme.dim);
        strip.line()
    };
    let Some(looked) = &form.looked else {
        boxed.foot.push(waits("ssh.looking"));
        keys(scene, &mut boxed.foot, &[(Action::Escape, "hint.cancel")]);
        return boxed;
    };
    if form.changed {
        boxed.say(scene, &words.get("ssh.changed"), theme.warning);
    }
    let about = if looked.stamp.is_some() { "ssh.about" } else { "ssh.about_new" };
    boxed.say(scene, &words.fill(about, &[("path", &looked.path)]), theme.plain);
    if let Some(target) = &looked.target {
        boxed.say(scene, &words.fill("ssh.leads_to", &[("target", target)]), theme.dim);
    }
    boxed.body.gap();
    for line in &looked.addition.lines {
        code(&mut boxed.body, line, columns, theme.strong);
    }
    if looked.stamp.is_some() {
        boxed.body.gap();
    }
    if let Some(above) = &looked.addition.above {
        let line = above.line.to_string();
        let values = [("line", line.as_str()), ("keyword", &above.keyword)];
        boxed.say(scene, &format!("~ {}", words.fill("ssh.above", &values)), theme.warning);
    }
    if !looked.addition.known.is_empty() {
        let ids = looked.addition.known.join(", ");
        boxed.say(scene, &words.fill("ssh.known", &[("ids", &ids)]), theme.dim);
    }
    if looked.stamp.is_some() {
        boxed.say(scene, &words.get("ssh.backup"), theme.dim);
    }
    if form.under_way {
        boxed.foot.push(waits("ssh.writing"));
        return boxed;
    }
    keys(scene, &mut boxed.foot, &[(Action::Yes, "ssh.add"), (Action::No, "hint.cancel")]);
    boxed
}
