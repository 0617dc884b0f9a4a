//! The first screen where there is no access key: a greeting, the two ways, and the key pair.

use ratatui::text::Line;

use crate::app::action::Action;
use crate::app::field::Kind;
use crate::app::layout::Shape;
use crate::app::mouse::Target;
use crate::app::update::contexts;
use crate::app::welcome::{Entry, Way, Welcome};
use crate::domain::problem::Severity;
use crate::ui::Scene;
use crate::ui::text::{cells, clean, wrap};
use crate::ui::widgets::choice;
use crate::ui::widgets::field::{self, INPUT, LEAD};
use crate::ui::widgets::said;
use crate::ui::widgets::sheet::Sheet;
use crate::ui::widgets::strip::Strip;

/// Columns that are comfortable to read.
const TEXT: usize = 84;
/// What the greeting says, the longest first.
const GREETINGS: [&[&str]; 3] = [
    &["welcome.what", "welcome.nothing_yet", "welcome.help_at", "welcome.choose"],
    &["welcome.what", "welcome.nothing_yet", "welcome.choose"],
    &["welcome.what", "welcome.choose"],
];

/// The lines of the screen.
pub fn sheet(scene: &Scene) -> Sheet {
    let mut sheet = Sheet::default();
    let Some(welcome) = &scene.wizard.welcome else { return sheet };
    ways(scene, welcome, &mut sheet);
    // Blank lines only where they cost nothing.
    let roomy = scene.rows >= 14;
    let entries = welcome.entries();
    if entries.len() > 1 && roomy {
        sheet.gap();
    }
    let width = entries.iter().skip(1).map(|entry| cells(&label(scene, *entry))).max();
    let width = width.unwrap_or(0).min(scene.columns / 2);
    for entry in entries.into_iter().skip(1) {
        question(scene, welcome, &mut sheet, entry, width);
    }
    if let Some(why) = &welcome.failure {
        if roomy {
            sheet.gap();
        }
        let sentence = scene.words.fill("welcome.failed", &[("why", &scene.words.said(why))]);
        let room = scene.columns.min(TEXT + LEAD);
        sheet.lines.extend(said::lines(scene, room, LEAD, Severity::Error, &sentence));
        // It came of the last key, so it must be seen, and the focus with it where both fit.
        let rows = sheet.lines.len() - sheet.focus.start.min(sheet.lines.len());
        if rows <= scene.rows {
            sheet.focus.end = sheet.lines.len();
        }
    }
    greet(scene, &mut sheet);
    sheet
}

/// Puts the greeting above, or as much of it as fits.
fn greet(scene: &Scene, sheet: &mut Sheet) {
    let left = scene.rows.saturating_sub(sheet.lines.len());
    let lines = GREETINGS.iter().map(|keys| greeting(scene, keys)).find(|it| it.len() <= left);
    let Some(mut lines) = lines else { return };
    if lines.len() < left {
        lines.push(Line::default());
    }
    let down = lines.len();
    sheet.move_down(down);
    lines.append(&mut sheet.lines);
    sheet.lines = lines;
}

fn greeting(scene: &Scene, keys: &[&str]) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for (at, key) in keys.iter().enumerate() {
        let style = if at == 0 { scene.theme.strong } else { scene.theme.plain };
        say(scene, &mut lines, &scene.words.fill(key, &[("key", &help_key(scene))]), style);
    }
    lines
}

/// The key that shows help here; empty where none is bound.
fn help_key(scene: &Scene) -> String {
    let key = scene.wizard.keymap.key(&contexts(scene.wizard), Action::Help);
    key.map(|key| key.to_string()).unwrap_or_default()
}

/// What a newcomer is told on the first step, once: what this is, that nothing is bought by accident, and
/// where help and a place to try are. Nothing where there is no room for it.
pub fn greeting_lines(scene: &Scene, room: usize) -> Vec<Line<'static>> {
    // A small frame has the short one above its key line.
    if !scene.wizard.greeting || scene.wizard.layout.shape == Shape::Small {
        return Vec::new();
    }
    let last = if scene.wizard.place.sandbox { "greeting.sandbox" } else { "greeting.real" };
    let lines = greeting(scene, &["greeting.what", "greeting.safe", last]);
    if lines.len() > room { Vec::new() } else { lines }
}

/// The same in a word, where the step has no room for it.
pub fn short_greeting(scene: &Scene) -> Option<String> {
    let short = || scene.words.fill("greeting.short", &[("key", &help_key(scene))]);
    scene.wizard.greeting.then(short)
}

fn say(scene: &Scene, lines: &mut Vec<Line<'static>>, text: &str, style: ratatui::style::Style) {
    let room = scene.columns.saturating_sub(LEAD).min(TEXT);
    for line in wrap(&clean(text), room) {
        let mut strip = Strip::new(scene.columns);
        strip.to(LEAD).push(&line, style);
        lines.push(strip.line());
    }
}

/// The two ways, one below the other.
fn ways(scene: &Scene, welcome: &Welcome, sheet: &mut Sheet) {
    let (theme, words) = (scene.theme, scene.words);
    let focused = welcome.focus == Entry::Way;
    let aside = match &welcome.endpoint {
        Some(endpoint) => words.fill("welcome.key_at", &[("endpoint", endpoint)]),
        None => words.get("welcome.key_real").into_owned(),
    };
    let asides = [words.get("welcome.sandbox_free").into_owned(), aside];
    let names = ["welcome.sandbox", "welcome.key"].map(|key| words.get(key));
    let width = names.iter().map(|name| cells(name)).max().unwrap_or(0);
    for (at, way) in [Way::Sandbox, Way::Key].into_iter().enumerate() {
        let chosen = welcome.way == way;
        let here = focused && chosen;
        let mut strip = Strip::new(scene.columns);
        strip.push(if here { "▌ " } else { "  " }, theme.focus);
        strip.push(if chosen { "● " } else { "○ " }, if chosen { theme.focus } else { theme.dim });
        let style = if chosen { theme.strong } else { theme.plain };
        strip.column(&names[at], width, style).push("  ", theme.plain);
        // It is said below as well, so it gives way whole.
        if cells(&asides[at]) <= strip.left() {
            strip.push(&asides[at], theme.plain);
        }
        strip.aim_beside(Target::Way(way));
        sheet.put(strip);
    }
    if focused {
        let help = match welcome.way {
            _ if welcome.connecting => "welcome.connecting",
            Way::Sandbox => "key_help.way_sandbox",
            Way::Key => "key_help.way_key",
        };
        sheet.push(field::help_row(scene, &words.get(help), "").line());
        sheet.focus = 0..sheet.lines.len();
    }
}

fn label(scene: &Scene, entry: Entry) -> String {
    scene.words.get(&format!("key_field.{}", entry.name())).into_owned()
}

/// One question, and below it, while it has the focus, its help or its problem.
fn question(scene: &Scene, welcome: &Welcome, sheet: &mut Sheet, entry: Entry, width: usize) {
    let (theme, words) = (scene.theme, scene.words);
    let focused = welcome.focus == entry;
    let problem = welcome.problem(entry).map(|problem| words.get(problem));
    let (mark, style) = said::mark(scene, Severity::Error);
    let start = sheet.lines.len();
    let mut strip = Strip::new(scene.columns);
    match &problem {
        _ if focused => strip.push("▌", theme.focus),
        Some(_) => strip.push(mark, style),
        None => strip.push(" ", theme.plain),
    };
    let name_style = if focused { theme.strong } else { theme.plain };
    strip.push(" ", theme.plain).column(&label(scene, entry), width, name_style);
    strip.push("  ", theme.plain);
    let caret = match entry {
        Entry::Way => None,
        Entry::Keep => {
            let labels = ["key_keep.no", "key_keep.yes"].map(|key| words.get(key).into_owned());
            let chosen = usize::from(welcome.keep);
            let aim = |at: usize| Target::Keep(at == 1);
            choice::push(&mut strip, scene, &labels, Some(chosen), focused, &aim);
            if welcome.keep {
                strip.push(&as_profile(scene, welcome), theme.dim);
            }
            None
        }
        Entry::AccessKey if focused => {
            Some(field::input_line(scene, &mut strip, &welcome.access_key, INPUT))
        }
        Entry::AccessKey => {
            field::value(scene, &mut strip, welcome.access_key.value(), &Kind::Text);
            None
        }
        Entry::SecretKey | Entry::SessionToken => {
            let secret = welcome.secret(entry);
            secret.map(|secret| field::dots(scene, &mut strip, secret, focused))
        }
    };
    if !focused && let Some(problem) = &problem {
        strip.push("  ", theme.plain).push(&format!("{mark} {problem}"), style);
    }
    strip.aim_beside(Target::Entry(entry));
    sheet.put(strip);
    if !focused {
        return;
    }
    sheet.caret = caret.map(|column| (start, column));
    match problem {
        _ if welcome.connecting => {
            sheet.push(field::help_row(scene, &words.get("welcome.connecting"), "").line());
        }
        Some(problem) => {
            let said = said::lines(scene, scene.columns, LEAD, Severity::Error, &problem);
            sheet.lines.extend(said);
        }
        None => {
            let help = words.get(&format!("key_help.{}", entry.name()));
            sheet.push(field::help_row(scene, &help, "").line());
        }
    }
    sheet.focus = start..sheet.lines.len();
}

fn as_profile(scene: &Scene, welcome: &Welcome) -> String {
    let name = welcome.profile.as_deref().unwrap_or_default();
    scene.words.fill("key_keep.as_profile", &[("name", name)])
}
