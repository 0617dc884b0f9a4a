//! Step 3: the image table.

use ratatui::text::Line;

use crate::app::picker::Picker;
use crate::app::steps::image as data;
use crate::domain::catalog::{Image, OsType};
use crate::domain::field::FieldId;
use crate::ui::Scene;
use crate::ui::steps::detail;
use crate::ui::widgets::table::Column;

/// The columns of the image table.
pub const COLUMNS: [Column; 5] = [
    Column::text("image", 22, 0).growing(18),
    Column::text("kind", 7, 2),
    Column::text("arch", 4, 4),
    Column::number("min_disk", 8, 1),
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
        image.id.clone(),
    ])
}

/// The smallest system disk it fits on: the detail may know more than the list.
fn min_disk(scene: &Scene, image: &Image) -> String {
    let cloud = &scene.wizard.cloud;
    let known =
        image.min_disk.or_else(|| cloud.image(&image.id).and_then(|detail| detail.min_disk));
    known.map_or_else(|| "—".to_owned(), |size| format!("{size} GB"))
}

/// Details of the highlighted image.
pub fn more(scene: &Scene) -> Vec<Line<'static>> {
    let (wizard, words) = (scene.wizard, scene.words);
    let row = wizard.picker(FieldId::Image).and_then(Picker::highlighted);
    let image = row.and_then(|row| wizard.cloud.images()?.get(row));
    let Some(image) = image else { return Vec::new() };
    let system = format!("{} {}", image.os_name, image.os_version);
    let login = match image.os_type {
        OsType::Linux => "image.login_linux",
        OsType::Windows => "image.login_windows",
    };
    let mut lines =
        vec![detail(scene, "system", system.trim()), detail(scene, "login", &words.get(login))];
    if !image.description.trim().is_empty() {
        lines.push(detail(scene, "description", image.description.trim()));
    }
    if image.whole_machine {
        lines.push(detail(scene, "disks", &words.get("image.whole_machine")));
    }
    lines
}
