//! The unfinished orders of earlier runs, to take one up.

use crate::app::action::Action;
use crate::app::mouse::Target;
use crate::app::resume::Unfinished;
use crate::domain::field::FieldId;
use crate::domain::problem::Severity;
use crate::domain::record::{Record, State};
use crate::ui::Scene;
use crate::ui::dialogs::keys;
use crate::ui::widgets::boxed::Boxed;
use crate::ui::widgets::strip::Strip;
use crate::ui::widgets::{field, said, wait};

/// Characters of a token that tell orders apart on a screen.
const SHORT: usize = 8;
/// Columns below which a row of the list has room for what was ordered and its state only.
const NARROW: usize = 60;

/// The orders, and what is needed to take up the highlighted one.
pub fn dialog(scene: &Scene, open: &Unfinished) -> Boxed {
    let (theme, words) = (scene.theme, scene.words);
    let mut boxed = Boxed::new(words.get("unfinished.title"));
    let columns = Boxed::columns(scene);
    boxed.say(scene, &words.get("unfinished.says"), theme.plain);
    boxed.gap(scene);
    for (at, record) in open.records.iter().enumerate() {
        let here = at == open.at;
        let style = if here { theme.row } else { theme.plain };
        let start = boxed.body.lines.len();
        let mut strip = Strip::new(columns);
        strip.push(if here { "▌ " } else { "  " }, theme.focus);
        strip.push(&what(record, columns < NARROW), style);
        let state: &str = record.progress.state.into();
        strip.end(&words.get(&format!("order_state.{state}")), style);
        strip.aim_beside(Target::Unfinished(record.token.clone()));
        boxed.body.put(strip);
        if here {
            boxed.body.focus = start..boxed.body.lines.len();
        }
    }
    boxed.gap(scene);
    if let Some(record) = open.highlighted() {
        about(scene, &mut boxed, record);
    }
    if open.under_way {
        let mut strip = Strip::new(columns);
        strip.push(wait::spinner(scene.wizard.now), theme.plain).push(" ", theme.plain);
        strip.push(&words.get("unfinished.taking"), theme.plain);
        boxed.foot.push(strip.line());
    } else if let Some(password) = &open.password {
        boxed.say(scene, &words.get("unfinished.wants_password"), theme.plain);
        if open.mistyped {
            let mistyped = words.get("unfinished.mistyped");
            boxed.foot.lines.extend(said::lines(scene, columns, 0, Severity::Error, &mistyped));
        }
        let mut strip = Strip::new(columns);
        strip.push(&words.get("field.password"), theme.strong).push("  ", theme.plain);
        let column = field::dots(scene, &mut strip, password, true);
        boxed.foot.caret = Some((boxed.foot.lines.len(), column));
        boxed.foot.push(strip.line());
        let wanted = [(Action::Accept, "unfinished.take"), (Action::Escape, "hint.cancel")];
        keys(scene, &mut boxed.foot, &wanted);
    } else {
        let wanted = [(Action::Accept, "unfinished.take"), (Action::Escape, "unfinished.later")];
        keys(scene, &mut boxed.foot, &wanted);
    }
    boxed
}

/// `2 × bcc.g5.c2m8  cn-bj-a  7f6f2d36`; without room, the rest is said below the list.
fn what(record: &Record, narrow: bool) -> String {
    let ordered = &record.ordered;
    if narrow {
        return format!("{} × {}", ordered.count, ordered.spec);
    }
    let token: String = record.token.chars().take(SHORT).collect();
    format!("{} × {}  {}  {token}", ordered.count, ordered.spec, ordered.zone)
}

fn about(scene: &Scene, boxed: &mut Boxed, record: &Record) {
    let (theme, words) = (scene.theme, scene.words);
    if Boxed::columns(scene) < NARROW {
        boxed.pair(scene, &words.field(FieldId::Zone), &record.ordered.zone, theme.plain);
    }
    boxed.pair(scene, &words.get("unfinished.placed"), &record.placed, theme.plain);
    if !record.ordered.name.is_empty() {
        boxed.pair(scene, &words.get("field.name"), &record.ordered.name, theme.plain);
    }
    let ids: Vec<String> = record.progress.instances.iter().map(|kept| kept.id.clone()).collect();
    if !ids.is_empty() {
        boxed.pair(scene, &words.get("unfinished.instances"), &words.list(&ids), theme.plain);
    }
    let says = match record.progress.state {
        State::Creating => "unfinished.will_follow",
        _ => "unfinished.will_ask",
    };
    boxed.say(scene, &words.get(says), theme.plain);
}
