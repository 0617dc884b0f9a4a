//! Step 6: the table of key pairs, and what stands beside a name or a password being typed.

use ratatui::text::Line;
use secrecy::ExposeSecret as _;

use crate::app::picker::Picker;
use crate::app::steps::system as data;
use crate::domain::field::FieldId;
use crate::domain::rules::limits::password_ticks;
use crate::ui::Scene;
use crate::ui::steps::detail;
use crate::ui::widgets::field;
use crate::ui::widgets::strip::Strip;
use crate::ui::widgets::table::Column;

/// The columns of the table of key pairs.
pub const COLUMNS: [Column; 4] = [
    Column::text("name", 16, 0).growing(12),
    Column::text("id", 12, 1).growing(4),
    Column::number("instances", 9, 3),
    Column::text("description", 14, 2).growing(20),
];

/// The columns of a table of this step.
pub fn columns(_id: FieldId) -> &'static [Column] {
    &COLUMNS
}

/// The cells of a row of a table of this step.
pub fn cells(scene: &Scene, _id: FieldId, row: usize) -> Option<Vec<String>> {
    let pair = scene.wizard.cloud.key_pairs()?.get(row)?;
    Some(vec![
        pair.name.clone(),
        pair.id.clone(),
        pair.instances.to_string(),
        pair.description.clone(),
    ])
}

/// The fingerprint of the highlighted key pair.
pub fn key_pair(scene: &Scene) -> Vec<Line<'static>> {
    let row = scene.wizard.picker(FieldId::KeyPair).and_then(Picker::highlighted);
    let pair = row.and_then(|row| scene.wizard.cloud.key_pairs()?.get(row));
    match pair {
        Some(pair) if !pair.fingerprint.is_empty() => {
            vec![detail(scene, "fingerprint", &pair.fingerprint)]
        }
        _ => Vec::new(),
    }
}

/// What a password must have, ticked off while it is typed.
pub fn ticks(scene: &Scene) -> Vec<Line<'static>> {
    let (theme, words) = (scene.theme, scene.words);
    let draft = &scene.wizard.draft;
    let password = draft.password.expose_secret();
    let has = password_ticks(password);
    let same = !password.is_empty() && password == draft.password_again.expose_secret();
    [
        ("ticks.length", has.length),
        ("ticks.letter", has.letter),
        ("ticks.digit", has.digit),
        ("ticks.symbol", has.symbol),
        ("ticks.only_safe", has.only_safe),
        ("ticks.same", same),
    ]
    .into_iter()
    .map(|(key, done)| {
        let (mark, style) = if done { ("✓", theme.good) } else { ("○", theme.dim) };
        let mut strip = Strip::new(scene.columns);
        strip.to(field::LEAD).push(mark, style).push(" ", theme.plain);
        strip.push(&words.get(key), if done { theme.plain } else { theme.dim });
        strip.line()
    })
    .collect()
}

/// The names that the instances will get, where one was given.
pub fn names(scene: &Scene) -> Vec<Line<'static>> {
    if scene.wizard.draft.name.trim().is_empty() {
        return Vec::new();
    }
    vec![detail(scene, "names", &scene.words.label(&data::names(scene.wizard)))]
}
