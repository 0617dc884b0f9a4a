//! Step 2: the spec table.

use std::borrow::Cow;

use ratatui::text::Line;

use crate::app::action::Action;
use crate::app::picker::Picker;
use crate::app::steps::spec as data;
use crate::app::update::contexts;
use crate::domain::catalog::{Arch, Cards, Spec};
use crate::domain::field::FieldId;
use crate::domain::plan::Payment;
use crate::domain::price::{Known, PriceAsk};
use crate::domain::units::Money;
use crate::ui::choosing::instead;
use crate::ui::look::Look;
use crate::ui::money;
use crate::ui::steps::detail;
use crate::ui::text;
use crate::ui::widgets::strip::Strip;
use crate::ui::widgets::table::Column;
use crate::ui::{Scene, hints};

/// The columns of the spec table.
pub const COLUMNS: [Column; 7] = [
    Column::text("spec", 18, 0).growing(7),
    Column::number("vcpus", 4, 2),
    Column::number("memory", 7, 3),
    Column::text("gpu", 8, 4).growing(8),
    Column::number("network", 8, 5),
    Column::text("cpu", 12, 6).growing(12),
    Column::number("price", 10, 1),
];

/// The columns of the table of EHC clusters.
pub const CLUSTER_COLUMNS: [Column; 3] = [
    Column::text("name", 16, 0).growing(12),
    Column::text("id", 16, 1).growing(4),
    Column::text("description", 16, 2).growing(20),
];

/// The cells of an EHC cluster.
pub fn cluster_cells(scene: &Scene, row: usize) -> Option<Vec<String>> {
    let wizard = scene.wizard;
    let cluster = wizard.cloud.facts(&wizard.draft).ehc_clusters?.get(row)?;
    Some(vec![cluster.name.clone(), cluster.id.clone(), cluster.description.clone()])
}

/// The header of the price column: what the amounts are for.
pub fn price_header(scene: &Scene) -> String {
    let header = amounts_are(scene);
    // As a word the sign would bring a blank along.
    if Look::now().ascii { header.replace("¥/", "CNY/") } else { header }
}

fn amounts_are(scene: &Scene) -> String {
    match scene.wizard.draft.payment {
        Payment::Postpaid => scene.words.get("col.price_hour").into_owned(),
        // Market prices are asked for one spec at a time: the table has the list's.
        Payment::Spot => scene.words.get("col.price_hour_list").into_owned(),
        Payment::Prepaid => {
            let months = scene.wizard.draft.months.to_string();
            scene.words.fill("col.price_months", &[("months", &months)])
        }
    }
}

/// The cells of a spec.
pub fn cells(scene: &Scene, row: usize) -> Option<Vec<String>> {
    let spec = data::specs(scene.wizard)?.get(row)?;
    let cards = spec.gpu.as_ref().or(spec.fpga.as_ref());
    Some(vec![
        spec.name.clone(),
        spec.vcpus.to_string(),
        format!("{} GB", spec.memory),
        cards.map_or_else(|| "—".to_owned(), card),
        if spec.network_gbps.is_empty() {
            "—".to_owned()
        } else {
            format!("{} Gbps", spec.network_gbps)
        },
        Some(data::short_cpu(&spec.cpu_model))
            .filter(|cpu| !cpu.is_empty())
            .map_or_else(|| "—".to_owned(), Cow::into_owned),
        price(scene, spec),
    ])
}

/// Cards as the table shows them: `2×A10`.
pub fn card(cards: &Cards) -> String {
    let model = ["Nvidia ", "NVIDIA "].iter().find_map(|maker| cards.model.strip_prefix(maker));
    format!("{}×{}", cards.count, model.unwrap_or(&cards.model))
}

/// What one instance costs under a payment: per hour, or for the whole period.
pub fn amount(cost: Money, payment: Payment) -> String {
    if payment == Payment::Prepaid { money::total(cost) } else { money::hourly(cost) }
}

/// The price of one instance, or why there is none yet.
pub fn price(scene: &Scene, spec: &Spec) -> String {
    let wizard = scene.wizard;
    if let Some(cost) = data::spec_cost(wizard, spec) {
        return amount(cost, wizard.draft.payment);
    }
    let ask = PriceAsk::Family {
        family: spec.family.clone(),
        zone: spec.zone.clone(),
        billing: wizard.draft.billing().listed(),
    };
    let key = match wizard.cloud.price(&ask) {
        Known::Loading => "price.loading",
        // The order card says why; the words would not fit here.
        Known::Forbidden => "price.unchosen",
        Known::Answer(_) | Known::Failed => "price.not_quoted",
    };
    scene.words.get(key).into_owned()
}

/// One sentence about a spec: family, proportion, processor, network, disks, cards.
pub fn about(scene: &Scene, row: usize) -> Option<String> {
    let words = scene.words;
    let spec = data::specs(scene.wizard)?.get(row)?;
    if scene.wizard.picker(FieldId::Spec).is_some_and(|picker| picker.filtering) {
        return Some(words.get("filter_help.short").into_owned());
    }
    if let Some(sentence) = instead::sentence(scene, &spec.name) {
        return Some(sentence);
    }
    let mut parts = vec![words.fill("spec.family", &[("family", &spec.family)])];
    if spec.bare_metal {
        parts.push(words.get("spec.bare_metal").into_owned());
    }
    if spec.arch == Arch::Arm {
        parts.push("ARM".to_owned());
    }
    if let Some(ratio) = spec.memory.get().checked_div(spec.vcpus).filter(|ratio| *ratio > 0) {
        parts.push(format!("1:{ratio}"));
    }
    if !spec.cpu_model.is_empty() {
        parts.push(format!("{} {}", spec.cpu_model, spec.cpu_ghz).trim().to_owned());
    }
    if let Some((count, size)) = spec.local_disks {
        let values = [("count", count.to_string()), ("size", size.to_string())];
        let values: Vec<(&str, &str)> = values.iter().map(|(n, v)| (*n, v.as_str())).collect();
        parts.push(words.fill("spec.local_disks", &values));
    }
    if let Some(gpu) = &spec.gpu {
        parts.push(format!("GPU {}", card(gpu)));
    }
    if let Some(fpga) = &spec.fpga {
        parts.push(format!("FPGA {}", card(fpga)));
    }
    Some(text::clean(&parts.join(" · ")).into_owned())
}

/// What to take instead of the highlighted spec where it cannot be bought, its network and its disks.
pub fn more(scene: &Scene) -> Vec<Line<'static>> {
    let wizard = scene.wizard;
    let row = wizard.picker(FieldId::Spec).and_then(Picker::highlighted);
    let spec = row.and_then(|row| data::specs(wizard)?.get(row));
    let Some(spec) = spec else { return Vec::new() };
    let mut lines = instead::lines(scene);
    if !spec.network_gbps.is_empty() {
        lines.push(detail(scene, "network", &format!("{} Gbps", spec.network_gbps)));
    }
    if !spec.system_disk_types.is_empty() {
        lines.push(detail(scene, "system_disks", &scene.words.list(&spec.system_disk_types)));
    }
    if !spec.data_disk_types.is_empty() {
        lines.push(detail(scene, "data_disks", &scene.words.list(&spec.data_disk_types)));
    }
    lines
}

/// The mark of a row that is to be compared.
pub fn mark(scene: &Scene, row: usize) -> &'static str {
    let spec = data::specs(scene.wizard).and_then(|specs| specs.get(row));
    let marked = spec.is_some_and(|spec| scene.wizard.choosing.marked.contains(&spec.name));
    if marked { "+" } else { " " }
}

/// The words of the column a table is sorted by, and the arrow that says which way.
pub fn sorted(picker: &Picker) -> (&'static str, &'static str) {
    (picker.sort.into(), if picker.descending { "▼" } else { "▲" })
}

/// Filters and sort order; a click on one does what its key does.
pub fn chips(scene: &Scene, picker: &Picker, room: usize) -> Option<Strip> {
    let (theme, words) = (scene.theme, scene.words);
    let all = words.get("chip.all").into_owned();
    let arch = picker.arch.map(|arch| <&str>::from(arch).to_owned());
    let (sort, arrow) = sorted(picker);
    let sort = format!("{} {arrow}", words.get(&format!("sort.{sort}")));
    let on_off = if picker.cards { "chip.only" } else { "chip.all" };
    let chips = [
        (
            "chip.family",
            Action::Family,
            picker.family.clone().unwrap_or_else(|| all.clone()),
            picker.family.is_some(),
        ),
        ("chip.arch", Action::Arch, arch.clone().unwrap_or(all), arch.is_some()),
        ("chip.cards", Action::Cards, words.get(on_off).into_owned(), picker.cards),
        ("chip.sort", Action::Sort, sort, false),
    ];
    let contexts = contexts(scene.wizard);
    let build = |least: bool| {
        let mut strip = Strip::new(usize::from(u16::MAX));
        for (name, action, value, active) in &chips {
            if least && !active {
                continue;
            }
            if strip.used() > 0 {
                strip.push("   ", theme.plain);
            }
            let style = if *active { theme.strong } else { theme.dim };
            let start = strip.used();
            strip.push(&words.get(name), theme.dim).push(" ", theme.plain).push(value, style);
            if let Some(key) = scene.wizard.keymap.key(&contexts, *action) {
                hints::aim(scene, &mut strip, start, key, *action);
            }
        }
        strip
    };
    [build(false), build(true)].into_iter().find(|strip| strip.used() > 0 && strip.used() <= room)
}
