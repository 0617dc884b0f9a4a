//! Step 3: the image table.

use ratatui::text::Line;

use crate::app::picker::Picker;
use crate::app::steps::image as data;
use crate::domain::catalog::{Image, ImageFor, OsType};
use crate::domain::field::FieldId;
use crate::ui::steps::detail;
use crate::ui::text::{clean, wrap};
use crate::ui::widgets::strip::Strip;
use crate::ui::widgets::table::Column;
use crate::ui::{Scene, paint};

/// The columns of the image table.
pub const COLUMNS: [Column; 6] = [
    Column::text("image", 22, 0).growing(18),
    Column::text("kind", 7, 2),
    Column::text("arch", 4, 4),
    Column::number("min_disk", 8, 1),
    Column::text("key_pairs", 8, 5),
    Column::text("id", 11, 3),
];

/// The cells of an image.
pub fn cells(scene: &Scene, row: usize) -> Option<Vec<String>> {
    let image = scene.wizard.cloud.images()?.get(row)?;
    Some(vec![
        image.name.clone(),
        scene.words.label(&data::kind_words(&image.kind)),
        <&str>::from(image.arch).to_owned(),
        min_disk(scene, image),
        scene.words.get(if key_pairs(image) { "flag.yes" } else { "flag.no" }).into_owned(),
        image.id.clone(),
    ])
}

/// Whether a key pair can be the first login (limits.md `x.login_windows`).
fn key_pairs(image: &Image) -> bool {
    image.os_type == OsType::Linux
}

/// The smallest system disk it fits on: the detail may know more than the list.
fn min_disk(scene: &Scene, image: &Image) -> String {
    let cloud = &scene.wizard.cloud;
    let known =
        image.min_disk.or_else(|| cloud.image(&image.id).and_then(|detail| detail.min_disk));
    known.map_or_else(|| "—".to_owned(), |size| format!("{size} GB"))
}

fn system(image: &Image) -> String {
    let system = format!("{} {}", image.os_name.trim(), image.os_version.trim());
    let system = system.trim();
    if system.is_empty() { "—".to_owned() } else { system.to_owned() }
}

fn language(scene: &Scene, image: &Image) -> String {
    match image.os_lang.to_ascii_uppercase().as_str() {
        "" => "—".to_owned(),
        "ENG" => scene.words.get("image.english").into_owned(),
        "CHS" => scene.words.get("image.chinese").into_owned(),
        _ => image.os_lang.clone(),
    }
}

fn login(scene: &Scene, image: &Image) -> String {
    let words = if key_pairs(image) { "image.login_linux" } else { "image.login_windows" };
    scene.words.get(words).into_owned()
}

/// One sentence about an image: system, language, login, IPv6.
pub fn about(scene: &Scene, row: usize) -> Option<String> {
    let image = scene.wizard.cloud.images()?.get(row)?;
    let ipv6 = scene.words.get("image.ipv6_short").into_owned();
    Some([system(image), language(scene, image), login(scene, image), ipv6].join(" · "))
}

/// The data disks that a whole-machine image brings along.
fn data_disks(scene: &Scene, image: &Image) -> Option<String> {
    let words = scene.words;
    if !image.snapshots.is_empty() {
        let snapshots = image.snapshots.iter().map(|snapshot| {
            let size = snapshot.size.map_or_else(|| "—".to_owned(), |size| size.to_string());
            let name = if snapshot.name.is_empty() { &snapshot.id } else { &snapshot.name };
            words.fill("image.snapshot", &[("name", name), ("id", &snapshot.id), ("size", &size)])
        });
        let list = words.list(&snapshots.collect::<Vec<_>>());
        return Some(words.fill("image.brings", &[("disks", &list)]));
    }
    image.whole_machine.then(|| words.get("image.whole_machine").into_owned())
}

/// Details of the highlighted image, what matters most for the choice first.
pub fn more(scene: &Scene) -> Vec<Line<'static>> {
    let (wizard, words) = (scene.wizard, scene.words);
    let row = wizard.picker(FieldId::Image).and_then(Picker::highlighted);
    let listed = row.and_then(|row| wizard.cloud.images()?.get(row));
    let Some(listed) = listed else { return Vec::new() };
    // The detail, where it is loaded, may know more than the list does.
    let image = wizard.cloud.image(&listed.id).unwrap_or(listed);
    let made_for = words.get(match image.made_for {
        ImageFor::General => "image.for_general",
        ImageFor::Gpu => "image.for_gpu",
        ImageFor::Fpga => "image.for_fpga",
        ImageFor::BareMetal => "image.for_bare_metal",
    });
    let kind = words.label(&data::kind_words(&image.kind));
    let mut lines = wrapped(scene, "name", &image.name);
    lines.push(detail(scene, "system", &system(image)));
    lines.push(detail(scene, "login", &login(scene, image)));
    lines.push(detail(scene, "min_disk", &min_disk(scene, image)));
    if let Some(disks) = data_disks(scene, image) {
        lines.extend(wrapped(scene, "disks", &disks));
    }
    if !image.description.trim().is_empty() {
        lines.extend(wrapped(scene, "description", image.description.trim()));
    }
    lines.push(detail(scene, "kind", &format!("{kind} ({}), {made_for}", image.type_name)));
    lines.push(detail(scene, "language", &language(scene, image)));
    lines.push(detail(scene, "arch", image.arch.into()));
    lines.extend(wrapped(scene, "ipv6", &words.get("image.ipv6")));
    lines.push(detail(scene, "status", &image.status));
    lines.push(detail(scene, "id", &image.id));
    lines
}

/// A detail of which every line is shown.
fn wrapped(scene: &Scene, words: &str, value: &str) -> Vec<Line<'static>> {
    let lead = paint::width(&detail(scene, words, ""));
    let mut lines = wrap(&clean(value), scene.columns.saturating_sub(lead).max(1)).into_iter();
    let first = lines.next().unwrap_or_default();
    let rest = lines.map(|line| {
        let mut strip = Strip::new(scene.columns);
        strip.to(lead).push(&line, scene.theme.plain);
        strip.line()
    });
    std::iter::once(detail(scene, words, &first)).chain(rest).collect()
}
