//! Step 6: the table of key pairs, and what stands beside a name or a password being typed.

use ratatui::text::Line;
use secrecy::ExposeSecret as _;

use crate::app::picker::Picker;
use crate::app::steps::system as data;
use crate::domain::field::FieldId;
use crate::domain::rules::limits::password_ticks;
use crate::ui::steps::detail;
use crate::ui::widgets::field;
use crate::ui::widgets::strip::Strip;
use crate::ui::widgets::table::Column;
use crate::ui::{Scene, editor};

/// The columns of the table of key pairs.
pub const COLUMNS: [Column; 4] = [
    Column::text("name", 16, 0).growing(12),
    Column::text("id", 12, 1).growing(4),
    Column::number("instances", 9, 3),
    Column::text("description", 14, 2).growing(20),
];

/// The column of the table of roles.
pub const ROLE_COLUMNS: [Column; 1] = [Column::text("role", 24, 0).growing(24)];

/// The columns of the table of resource groups.
pub const GROUP_COLUMNS: [Column; 3] = [
    Column::text("group", 20, 0).growing(20),
    Column::text("id", 14, 1).growing(8),
    Column::text("description", 14, 2).growing(20),
];

/// Blanks by which a group stands further in than the one it belongs to.
const INDENT: &str = "  ";
/// Groups deeper than this stand no further in: their names would not be seen.
const DEEPEST: usize = 6;

/// The columns of a table of this step.
pub fn columns(id: FieldId) -> &'static [Column] {
    match id {
        FieldId::Role => &ROLE_COLUMNS,
        FieldId::ResourceGroup => &GROUP_COLUMNS,
        _ => &COLUMNS,
    }
}

/// The cells of a row of a table of this step.
pub fn cells(scene: &Scene, id: FieldId, row: usize) -> Option<Vec<String>> {
    let cloud = &scene.wizard.cloud;
    Some(match id {
        FieldId::Role => vec![cloud.roles()?.get(row)?.name.clone()],
        FieldId::ResourceGroup => {
            let (depth, group) = *data::resource_groups(scene.wizard).get(row)?;
            let name = format!("{}{}", INDENT.repeat(depth.min(DEEPEST)), group.name);
            vec![name, group.id.clone(), group.extra.clone()]
        }
        _ => {
            let pair = cloud.key_pairs()?.get(row)?;
            vec![
                pair.name.clone(),
                pair.id.clone(),
                pair.instances.to_string(),
                pair.description.clone(),
            ]
        }
    })
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
        strip.push(&words.get(key), theme.plain);
        strip.line()
    })
    .collect()
}

/// The names that the instances will get, where they are others than what is typed.
pub fn names(scene: &Scene, field: FieldId) -> Vec<Line<'static>> {
    let names = data::preview(scene.wizard, field);
    names.map(|names| detail(scene, "names", &scene.words.label(&names))).into_iter().collect()
}

/// How large the user data is, as it stands and as it is sent.
pub fn size(scene: &Scene) -> Vec<Line<'static>> {
    let bytes = scene.wizard.draft.user_data.expose().len();
    if bytes == 0 {
        return Vec::new();
    }
    vec![detail(scene, "size", &editor::size(scene, bytes))]
}
