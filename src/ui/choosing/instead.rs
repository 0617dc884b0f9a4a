//! The list of what to take instead of a spec that cannot be bought.

use ratatui::text::Line;

use crate::app::action::Action;
use crate::app::choosing::instead::{Alternatives, Instead, asking};
use crate::app::mouse::Target;
use crate::app::steps::spec as data;
use crate::app::update::contexts;
use crate::domain::alternatives::{Alternative, Stock, Why};
use crate::domain::plan::Payment;
use crate::domain::problem::Severity;
use crate::ui::Scene;
use crate::ui::dialogs::keys;
use crate::ui::steps::spec::amount;
use crate::ui::text::cells;
use crate::ui::widgets::boxed::Boxed;
use crate::ui::widgets::strip::Strip;
use crate::ui::widgets::{field, wait};

/// Why an alternative is one, in words.
pub fn why(scene: &Scene, found: &Alternative) -> String {
    let name: &str = match found.why {
        Why::OtherPayment if found.payment == Payment::Prepaid => "by_subscription",
        Why::OtherPayment => "metered",
        why => why.into(),
    };
    let values = [("zone", found.zone.as_str()), ("family", found.family.as_str())];
    let why = scene.words.fill(&format!("instead.{name}"), &values);
    if found.stock == Stock::ForSale {
        return why;
    }
    format!("{why} · {}", scene.words.get("instead.stock_unknown"))
}

/// What it costs, or a dash.
pub fn cost(scene: &Scene, found: &Alternative) -> String {
    match found.cost {
        Some(cost) => amount(cost, found.payment),
        None => scene.words.get("price.unchosen").into_owned(),
    }
}

/// The open list.
pub fn dialog(scene: &Scene, open: &Alternatives) -> Boxed {
    let (theme, words, wizard) = (scene.theme, scene.words, scene.wizard);
    let Instead { wanted, list } = &open.instead;
    let mut boxed = Boxed::new(words.get("instead.title"));
    let reason = data::unavailable(wizard, wanted).map(|reason| words.reason(&reason));
    let values = [
        ("spec", wanted.name.as_str()),
        ("zone", wanted.zone.as_str()),
        ("reason", reason.as_deref().unwrap_or("—")),
    ];
    boxed.say(scene, &words.fill("instead.what", &values), theme.plain);
    boxed.gap(scene);
    let columns = Boxed::columns(scene);
    let names = list.iter().map(|found| cells(&found.spec)).max().unwrap_or(0);
    let costs: Vec<String> = list.iter().map(|found| cost(scene, found)).collect();
    let priced = costs.iter().map(|cost| cells(cost)).max().unwrap_or(0);
    let reasons = list.iter().map(|found| cells(&why(scene, found))).max().unwrap_or(0);
    // One line each where there is room, else a second one for the reason.
    let wide = 2 + names + 2 + priced + 2 + reasons <= columns;
    for (at, found) in list.iter().enumerate() {
        let here = at == open.cursor();
        let style = if here { theme.row } else { theme.plain };
        let target = Target::Instead(found.zone.clone(), found.spec.clone());
        let mut strip = Strip::new(columns);
        strip.push(if here { "▌ " } else { "  " }, theme.focus);
        strip.aim_beside(target.clone());
        let start = boxed.body.lines.len();
        if wide {
            strip.column(&found.spec, names, style).push("  ", style);
            strip.column_right(&costs[at], priced, style).push("  ", style);
            strip.push(&why(scene, found), style);
            boxed.body.put(strip);
        } else {
            let room = strip.left().saturating_sub(priced + 2);
            strip.column(&found.spec, names.min(room), style);
            strip.end(&costs[at], style);
            boxed.body.put(strip);
            let mut below = Strip::new(columns);
            below.to(4).push(&why(scene, found), style);
            below.aim_beside(target);
            boxed.body.put(below);
        }
        if here {
            // The first shows what it is all about with it.
            let start = if at == 0 { 0 } else { start };
            boxed.body.focus = start..boxed.body.lines.len();
        }
    }
    let asks = asking(wizard, wanted);
    if list.is_empty() && !asks {
        boxed.note(scene, Severity::Warning, &words.get("instead.nothing"));
    }
    if asks {
        let mut strip = Strip::new(columns);
        strip.push(wait::spinner(wizard.now), theme.plain).push(" ", theme.plain);
        strip.push(&words.get("instead.asking"), theme.plain);
        boxed.body.push(strip.line());
    }
    let accept = (Action::Accept, "instead.take");
    let rest = [(Action::Escape, "hint.cancel"), (Action::Down, "hint.rows")];
    let wanted: Vec<(Action, &str)> =
        Some(accept).filter(|_| !list.is_empty()).into_iter().chain(rest).collect();
    keys(scene, &mut boxed.foot, &wanted);
    boxed
}

/// The alternatives of the highlighted row that cannot be bought, a line each, for where there is room.
pub fn lines(scene: &Scene) -> Vec<Line<'static>> {
    let theme = scene.theme;
    let Some(instead) = &scene.wizard.choosing.instead else { return Vec::new() };
    let names = instead.list.iter().map(|found| cells(&found.spec)).max().unwrap_or(0);
    let priced = instead.list.iter().map(|found| cells(&cost(scene, found))).max().unwrap_or(0);
    let line = |(at, found): (usize, &Alternative)| {
        let mut strip = Strip::new(scene.columns);
        let name = if at == 0 { scene.words.get("instead.detail") } else { "".into() };
        strip.to(field::LEAD).column(&name, 16, theme.plain).push("  ", theme.plain);
        strip.column(&found.spec, names, theme.plain).push("  ", theme.plain);
        strip.column_right(&cost(scene, found), priced, theme.plain).push("  ", theme.plain);
        strip.push(&why(scene, found), theme.plain);
        strip.line()
    };
    instead.list.iter().enumerate().map(line).collect()
}

/// A sentence below the highlighted row that cannot be bought: why, and the best to take instead.
pub fn sentence(scene: &Scene, name: &str) -> Option<String> {
    let (words, wizard) = (scene.words, scene.wizard);
    let instead = wizard.choosing.instead.as_ref().filter(|instead| instead.wanted.name == name)?;
    let reason = words.reason(&data::unavailable(wizard, &instead.wanted)?);
    let Some(first) = instead.list.first() else {
        return Some(words.fill("instead.none_yet", &[("reason", &reason)]));
    };
    let key = wizard.keymap.key(&contexts(wizard), Action::Accept)?.to_string();
    let (cost, why) = (cost(scene, first), why(scene, first));
    let more = (instead.list.len() - 1).to_string();
    let values = [
        ("more", more.as_str()),
        ("reason", &reason),
        ("key", &key),
        ("spec", &first.spec),
        ("cost", &cost),
        ("why", &why),
    ];
    let words_for = if instead.list.len() == 1 { "instead.only" } else { "instead.first" };
    Some(words.fill(words_for, &values))
}
