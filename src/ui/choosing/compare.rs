//! The marked specs side by side: attributes as rows, specs as columns, differences marked.

use std::borrow::Cow;

use ratatui::style::Style;

use crate::app::action::Action;
use crate::app::choosing::compare::Compare;
use crate::app::mouse::Target;
use crate::app::steps::spec as data;
use crate::domain::catalog::{ProductType, Spec};
use crate::ui::Scene;
use crate::ui::dialogs::keys;
use crate::ui::steps::spec::{card, price, price_header};
use crate::ui::text::{cells, wrap};
use crate::ui::widgets::boxed::Boxed;
use crate::ui::widgets::strip::Strip;

/// Blanks between two columns.
const GAP: usize = 2;
/// The narrowest column of values beside the names of the attributes; else those stand above.
const NARROWEST: usize = 14;
/// Stands before an attribute in which the specs differ.
const DIFFERENT: &str = "≠ ";

/// The attributes, by the name of their words, and what a spec says of each.
fn attributes(scene: &Scene, spec: &Spec) -> Vec<(&'static str, String)> {
    let words = scene.words;
    let some = |text: String| if text.is_empty() { "—".to_owned() } else { text };
    let yes_no = |yes| words.get(if yes { "compare.yes" } else { "compare.no" }).into_owned();
    let known = |text: &str, unit: &str| {
        if text.is_empty() { "—".to_owned() } else { format!("{text}{unit}") }
    };
    let count = |count: Option<u32>| count.map_or_else(|| "—".to_owned(), |n| n.to_string());
    let buying = match data::unavailable(scene.wizard, spec) {
        Some(reason) => words.reason(&reason),
        None => words
            .get(match spec.product {
                ProductType::Postpaid => "payment.postpaid",
                ProductType::Prepaid => "payment.prepaid",
                ProductType::Both => "compare.any_payment",
            })
            .into_owned(),
    };
    let ratio = spec.memory.get().checked_div(spec.vcpus).filter(|ratio| *ratio > 0);
    let local = spec.local_disks.map(|(number, size)| format!("{number}× {size} GB"));
    vec![
        ("price", price(scene, spec)),
        ("buying", buying),
        ("vcpus", spec.vcpus.to_string()),
        ("memory", format!("{} GB", spec.memory)),
        ("ratio", ratio.map_or_else(|| "—".to_owned(), |ratio| format!("1:{ratio}"))),
        ("cards", spec.gpu.as_ref().or(spec.fpga.as_ref()).map_or_else(|| "—".to_owned(), card)),
        ("network", known(&spec.network_gbps, " Gbps")),
        ("cpu", some(data::short_cpu(&spec.cpu_model).into_owned())),
        ("clock", some(spec.cpu_ghz.clone())),
        ("arch", <&str>::from(spec.arch).to_owned()),
        ("family", spec.family.clone()),
        ("metal", yes_no(spec.bare_metal)),
        ("local_disks", local.unwrap_or_else(|| "—".to_owned())),
        ("disk_count", count(spec.volume_count)),
        ("eni_count", count(spec.eni_quota)),
        ("jumbo", yes_no(spec.jumbo_frames)),
        ("rdma", some(spec.rdma.clone())),
        ("system_disks", some(spec.system_disk_types.join(" "))),
        ("data_disks", some(spec.data_disk_types.join(" "))),
    ]
}

/// How the box is divided.
struct Plan {
    /// Columns inside the box.
    columns: usize,
    /// Cells of the names of the attributes; 0: they stand above their values.
    names: usize,
    /// Cells of each spec's column.
    width: usize,
}

impl Plan {
    fn of(columns: usize, names: usize, specs: usize) -> Self {
        let specs = specs.max(1);
        let width = |names: usize| columns.saturating_sub(names + GAP * specs) / specs;
        if width(names) >= NARROWEST {
            return Self { columns, names, width: width(names) };
        }
        let width = columns.saturating_sub(GAP * (specs - 1)) / specs;
        Self { columns, names: 0, width }
    }

    /// Where a spec's column begins.
    fn start(&self, at: usize) -> usize {
        let lead = if self.names == 0 { 0 } else { self.names + GAP };
        lead + at * (self.width + GAP)
    }
}

/// The comparison.
pub fn dialog(scene: &Scene, compare: &Compare) -> Boxed {
    let (theme, words) = (scene.theme, scene.words);
    let mut boxed = Boxed::new(words.get("compare.title"));
    boxed.top = compare.top;
    let table: Vec<Vec<(&str, String)>> = compare
        .specs
        .iter()
        .map(|name| data::named(scene.wizard, name).map(|(_, spec)| attributes(scene, spec)))
        .map(Option::unwrap_or_default)
        .collect();
    let label = |name: &str| -> Cow<'static, str> {
        if name == "price" {
            price_header(scene).into()
        } else {
            words.get(&format!("compare.{name}"))
        }
    };
    let rows = table.iter().find(|column| !column.is_empty()).map_or(&[][..], Vec::as_slice);
    let names = rows.iter().map(|(name, _)| cells(&label(name)) + cells(DIFFERENT)).max();
    let plan = Plan::of(Boxed::columns(scene), names.unwrap_or(0), compare.specs.len());
    heads(scene, &mut boxed, compare, &plan);
    for (at, (name, _)) in rows.iter().enumerate() {
        let values: Vec<&str> = table
            .iter()
            .map(|column| column.get(at).map_or("—", |(_, value)| value.as_str()))
            .collect();
        let differs = values.windows(2).any(|pair| pair[0] != pair[1]);
        let style = if differs { theme.strong } else { theme.plain };
        let mut mark = Strip::new(plan.columns);
        mark.push(if differs { DIFFERENT } else { "  " }, style);
        mark.push(&label(name), if differs { theme.strong } else { theme.plain });
        if plan.names == 0 {
            boxed.body.push(mark.line());
            lines(&mut boxed, &plan, None, &values, style);
        } else {
            lines(&mut boxed, &plan, Some(mark), &values, style);
        }
    }
    let hints = [
        (Action::Accept, "compare.choose"),
        (Action::Right, "compare.move"),
        (Action::Escape, "hint.close"),
        (Action::Down, "hint.scroll"),
    ];
    keys(scene, &mut boxed.foot, &hints);
    boxed
}

/// The names of the specs, the chosen one marked; always in view.
fn heads(scene: &Scene, boxed: &mut Boxed, compare: &Compare, plan: &Plan) {
    let theme = scene.theme;
    let mut strip = Strip::new(plan.columns);
    for (at, name) in compare.specs.iter().enumerate() {
        strip.to(plan.start(at));
        let here = at == compare.column;
        strip.push(if here { "▌" } else { " " }, theme.focus);
        // Where there is no room, the prefix that all ordinary specs share gives way.
        let width = plan.width.saturating_sub(1);
        let short = name.split_once('.').map_or(name.as_str(), |(_, short)| short);
        let name = if cells(name) > width { short } else { name };
        strip.column(name, width, if here { theme.chosen } else { theme.strong });
        strip.aim(plan.start(at), Target::Column(at));
    }
    boxed.head.put(strip);
}

/// The values of one attribute, each wrapped in its column.
fn lines(boxed: &mut Boxed, plan: &Plan, mark: Option<Strip>, values: &[&str], style: Style) {
    let wrapped: Vec<Vec<String>> =
        values.iter().map(|value| wrap(value, plan.width.saturating_sub(1))).collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(1);
    let mut mark = mark;
    for line in 0..height {
        let mut strip = mark.take().unwrap_or_else(|| Strip::new(plan.columns));
        for (at, lines) in wrapped.iter().enumerate() {
            let text = lines.get(line).map_or("", String::as_str);
            strip.to(plan.start(at) + 1).column(text, plan.width.saturating_sub(1), style);
        }
        boxed.body.push(strip.line());
    }
}
