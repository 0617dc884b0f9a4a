//! The help overlay: what the field in front asks, every key that means something here, the marks of the
//! screen, and the words of the cloud. What is looked for leaves only the lines that have it.

mod keys;

use ratatui::style::Style;

use crate::app::action::Action;
use crate::app::dialog::Dialog;
use crate::app::help::Help;
use crate::app::steps::{self, TableState};
use crate::app::update::contexts;
use crate::app::wizard::Screen;
use crate::domain::problem::Severity;
use crate::ui::text::{cells, clean, cut, wrap};
use crate::ui::widgets::boxed::Boxed;
use crate::ui::widgets::strip::Strip;
use crate::ui::widgets::{field, said, wait};
use crate::ui::{Scene, choosing};

/// The widest first column of a part.
const NAMES: usize = 24;

/// Columns below which a long text stands below its name.
const BESIDE: usize = 48;
/// Lines that such a text has at most to stand beside its name all the same.
const SHORT: usize = 3;

/// What stands for each mark of the screen, and the sentence about it, `legend.<name>`.
const MARKS: [(&str, &str); 12] = [
    ("▌", "focus"),
    ("●", "chosen"),
    ("!", "error"),
    ("~", "warning"),
    ("·", "hint"),
    ("✓", "done"),
    ("?", "unknown"),
    ("▸", "here"),
    ("○", "not_visited"),
    ("≈", "estimate"),
    ("≥", "least"),
    ("▲ ▼", "more"),
];

/// The words of the cloud that are explained, `term.<name>` and `means.<name>`, in the order in which a
/// newcomer meets them.
pub const GLOSSARY: [&str; 54] = [
    "instance",
    "bcc",
    "region",
    "zone",
    "spec",
    "family",
    "general",
    "compute",
    "memory",
    "network_enhanced",
    "high_clock",
    "storage",
    "gpu",
    "fpga",
    "bare_metal",
    "vcpu",
    "arch",
    "image",
    "system_disk",
    "data_disk",
    "cds",
    "ssd",
    "enhanced_ssd",
    "hdd",
    "local_disk",
    "snapshot",
    "cfs",
    "vpc",
    "subnet",
    "security_group",
    "private_ip",
    "public_ip",
    "by_bandwidth",
    "by_traffic",
    "mbps",
    "eni",
    "deployment_set",
    "key_pair",
    "ssh",
    "vnc",
    "user_data",
    "role",
    "tag",
    "payg",
    "subscription",
    "spot",
    "renewal",
    "order",
    "token",
    "quota",
    "release",
    "plan",
    "sandbox",
    "access_key",
];

/// A heading and what stands below it.
#[derive(Clone, Debug)]
pub struct Part {
    /// Empty for the first part, which needs none.
    pub heading: String,
    /// Its lines, each a name and what there is to say of it; of a paragraph the name is empty.
    pub lines: Vec<(String, String)>,
    /// Cells of the column of the names.
    pub width: usize,
    /// How the names are drawn.
    pub names: Style,
    /// How what there is to say is drawn.
    pub says: Style,
}

impl Part {
    fn new(
        heading: impl Into<String>,
        lines: Vec<(String, String)>,
        names: Style,
        says: Style,
    ) -> Self {
        // As wide as all of them need, so that nothing moves while one searches.
        let width = lines.iter().map(|(name, _)| cells(name)).max().unwrap_or(0);
        Self { heading: heading.into(), lines, width, names, says }
    }
}

/// The overlay.
pub fn overlay(scene: &Scene, help: &Help) -> Boxed {
    let (theme, words) = (scene.theme, scene.words);
    let (title, about) = about(scene);
    let mut boxed = Boxed::new(words.fill("help_overlay.title", &[("name", &title)]));
    boxed.top = help.top;
    boxed.counted = true;
    if help.typing || help.narrowed() {
        boxed.search(scene, help);
        // It keeps its size whatever is found.
        boxed.full = true;
    }
    let mut parts = about;
    parts.extend(grammar(scene));
    parts.extend(keys::parts(scene));
    parts.push(marks(scene));
    parts.push(glossary(scene));
    for part in &parts {
        boxed.part(scene, part, help);
    }
    if boxed.body.lines.is_empty() {
        let key = scene.wizard.keymap.key(&contexts(scene.wizard), Action::Escape);
        let key = key.map(|key| key.to_string()).unwrap_or_default();
        let text = cut(help.search.value().trim(), 40).into_owned();
        let none = words.fill("help_search.none", &[("text", &text), ("key", &key)]);
        boxed.say(scene, &none, theme.dim);
    }
    boxed
}

/// What is in front, and what there is to say about it.
fn about(scene: &Scene) -> (String, Vec<Part>) {
    let (theme, words, wizard) = (scene.theme, scene.words, scene.wizard);
    let part =
        |says: String, style: Style| Part::new("", vec![(String::new(), says)], theme.dim, style);
    if let Some(name) = wizard.aside.as_ref().and_then(place) {
        let about = words.get(&format!("help_about.{name}")).into_owned();
        let title = words.get(&format!("help_place.{name}")).into_owned();
        return (title, vec![part(about, theme.plain)]);
    }
    let screen = match wizard.screen {
        Screen::Form => None,
        Screen::Welcome => Some(("welcome.title", "welcome.help")),
        Screen::Order => Some(("order.title", "order.help")),
        Screen::Done => Some(("done.title", "done.help")),
    };
    if let Some((title, about)) = screen {
        let about = words.get(about).into_owned();
        return (words.get(title).into_owned(), vec![part(about, theme.plain)]);
    }
    let id = wizard.focused();
    let mut parts = Vec::new();
    if let Some(problem) = wizard.problem(id) {
        let (mark, _) = said::mark(scene, problem.severity);
        let style = said::style(scene, problem.severity);
        parts.push(part(format!("{mark} {}", words.problem(problem)), style));
    }
    if let TableState::Failed(fault) = steps::table_state(wizard, id) {
        // Below the table there may be no room for the whole of it.
        let what = wait::not_there(words, wizard, id, fault);
        let (mark, _) = said::mark(scene, Severity::Error);
        parts.push(part(format!("{mark} {what}"), theme.error));
        parts.push(part(words.fault(fault), theme.plain));
        parts.extend(words.fault_details(fault).map(|details| part(details, theme.plain)));
    }
    let long = words.get(&format!("help_long.{}", id.name())).into_owned();
    parts.push(part(long, theme.plain));
    let api_name = field::api_name(scene, id);
    if !api_name.is_empty() {
        let name = words.get("help_overlay.api_name").into_owned();
        let lines = vec![(name, api_name.to_owned())];
        parts.push(Part::new("", lines, theme.dim, theme.plain));
    }
    (words.field(id).into_owned(), parts)
}

/// The name under which words stand for what lies over the screen; `None` where help is about the field.
fn place(dialog: &Dialog) -> Option<&'static str> {
    Some(match dialog {
        Dialog::Compare(_) => "compare",
        Dialog::Alternatives(_) => "alternatives",
        Dialog::Export(_) => "export",
        Dialog::Save(_) => "save",
        Dialog::Release(_) => "release",
        Dialog::Unfinished(_) => "unfinished",
        Dialog::Generated(_) => "generated",
        Dialog::Editor(_)
        | Dialog::Item(_)
        | Dialog::Help(_)
        | Dialog::Quit
        | Dialog::Confirm(_)
        | Dialog::Ssh(_)
        | Dialog::GoTo => return None,
    })
}

/// What the filter understands, where there is one with a grammar.
fn grammar(scene: &Scene) -> Option<Part> {
    let lines = choosing::grammar(scene);
    let heading = scene.words.get("filter_help.title").into_owned();
    let (names, says) = (scene.theme.key, scene.theme.plain);
    (!lines.is_empty()).then(|| Part::new(heading, lines, names, says))
}

fn marks(scene: &Scene) -> Part {
    let (theme, words) = (scene.theme, scene.words);
    let line = |(mark, name): &(&str, &str)| {
        ((*mark).to_owned(), words.get(&format!("legend.{name}")).into_owned())
    };
    let lines = MARKS.iter().map(line).collect();
    Part::new(words.get("help_part.marks"), lines, theme.strong, theme.plain)
}

fn glossary(scene: &Scene) -> Part {
    let (theme, words) = (scene.theme, scene.words);
    let word = |table: &str, name: &str| words.get(&format!("{table}.{name}")).into_owned();
    let lines = GLOSSARY.iter().map(|name| (word("term", name), word("means", name))).collect();
    Part::new(words.get("help_part.glossary"), lines, theme.strong, theme.plain)
}

impl Boxed {
    /// The line in which is typed what is looked for.
    fn search(&mut self, scene: &Scene, help: &Help) {
        let columns = Self::columns(scene);
        let mut strip = Strip::new(columns);
        strip.push("/ ", scene.theme.key);
        if help.typing {
            let column = field::input_line(scene, &mut strip, &help.search, columns - 2);
            self.head.caret = Some((0, column));
        } else {
            strip.push(help.search.value(), scene.theme.plain);
        }
        self.head.push(strip.line());
    }

    /// The lines of a part that have what is looked for, with its heading, if there are any.
    fn part(&mut self, scene: &Scene, part: &Part, help: &Help) {
        let finds = |(name, says): &&(String, String)| help.finds(&format!("{name} {says}"));
        let mut found = part.lines.iter().filter(finds).peekable();
        if found.peek().is_none() {
            return;
        }
        if !self.body.lines.is_empty() {
            self.body.gap();
        }
        if !part.heading.is_empty() {
            self.say(scene, &part.heading, scene.theme.strong);
        }
        let columns = Self::columns(scene);
        let width = part.width.min(NAMES).min(columns * 2 / 5);
        let indent = if width == 0 { 0 } else { width + 2 };
        for (name, says) in found {
            let mut names = wrap(&clean(name), width);
            let mut lines = wrap(&clean(says), columns.saturating_sub(indent));
            let mut indent = indent;
            if !name.is_empty() && columns < BESIDE && lines.len() > SHORT {
                // Below the name it takes fewer lines than beside it.
                indent = 2;
                names = wrap(&clean(name), columns);
                lines = wrap(&clean(says), columns - indent);
                lines.splice(0..0, names.iter().map(|_| String::new()));
            }
            for at in 0..names.len().max(lines.len()) {
                let mut strip = Strip::new(columns);
                strip.push(names.get(at).map_or("", String::as_str), part.names).to(indent);
                strip.push(lines.get(at).map_or("", String::as_str), part.says);
                self.body.push(strip.line());
            }
        }
    }
}
