//! Step 3: the image.

use crate::app::field::{Choice, Kind, Label};
use crate::app::steps::{Reason, passes};
use crate::app::wizard::Wizard;
use crate::domain::catalog::{Image, ImageFor, ImageKind, Spec};
use crate::domain::field::FieldId;

/// The kinds that can be listed alone, by the name used in the locale files.
pub const KINDS: [(&str, Option<ImageKind>); 5] = [
    ("all", None),
    ("public", Some(ImageKind::Public)),
    ("custom", Some(ImageKind::Custom)),
    ("shared", Some(ImageKind::Shared)),
    ("market", Some(ImageKind::Market)),
];

/// Rows of details about the highlighted image, with the blank line before them.
pub(super) const DETAILS: u16 = 12;

const KIND_WORDS: [&str; 5] = [
    "image_kind.all",
    "image_kind.public",
    "image_kind.custom",
    "image_kind.shared",
    "image_kind.market",
];

pub(super) fn fields(wizard: &Wizard) -> Vec<(FieldId, Kind)> {
    let choices = KINDS
        .iter()
        .zip(KIND_WORDS)
        .map(|((name, _), words)| Choice { value: (*name).to_owned(), label: Label::Words(words) })
        .collect();
    let chosen = KINDS.iter().position(|(_, kind)| *kind == wizard.image_kind);
    vec![
        (FieldId::ImageKind, Kind::Choice { choices, chosen }),
        (FieldId::ImageOs, systems(wizard)),
        (FieldId::Image, Kind::Table),
    ]
}

/// All operating systems, and those that the images of the listed kind have; one that was chosen before
/// stays even where this kind has none of it.
fn systems(wizard: &Wizard) -> Kind {
    let images = wizard.cloud.images().map(Vec::as_slice).unwrap_or_default();
    let of_kind = images.iter().filter(|image| is_of_kind(wizard, image));
    let mut names: Vec<&str> = Vec::new();
    for name in of_kind.map(|image| image.os_name.trim()).chain(wizard.image_os.as_deref()) {
        if !name.is_empty() && !names.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            names.push(name);
        }
    }
    names.sort_by_key(|name| name.to_ascii_lowercase());
    let all = Choice { value: String::new(), label: Label::Words(KIND_WORDS[0]) };
    let choice = |name: &str| Choice { value: name.to_owned(), label: Label::text(name) };
    let choices: Vec<Choice> = std::iter::once(all).chain(names.into_iter().map(choice)).collect();
    let chosen = wizard.image_os.as_deref().unwrap_or_default();
    let chosen = choices.iter().position(|choice| choice.value.eq_ignore_ascii_case(chosen));
    Kind::Choice { choices, chosen }
}

fn is_of_kind(wizard: &Wizard, image: &Image) -> bool {
    wizard.image_kind.as_ref().is_none_or(|kind| *kind == image.kind)
}

fn is_of_system(wizard: &Wizard, image: &Image) -> bool {
    let system = image.os_name.trim();
    wizard.image_os.as_ref().is_none_or(|name| name.eq_ignore_ascii_case(system))
}

/// The words of an image's kind.
pub fn kind_words(kind: &ImageKind) -> Label {
    match KINDS.iter().position(|(_, known)| known.as_ref() == Some(kind)) {
        Some(at) => Label::Words(KIND_WORDS[at]),
        None => match kind {
            ImageKind::Other(name) => Label::text(name.clone()),
            _ => Label::Empty,
        },
    }
}

fn spec(wizard: &Wizard) -> Option<&Spec> {
    wizard.cloud.facts(&wizard.draft).spec(&wizard.draft)
}

pub(super) fn rows(wizard: &Wizard) -> (Vec<usize>, usize) {
    let Some(images) = wizard.cloud.images() else { return (Vec::new(), 0) };
    let filter = wizard.picker(FieldId::Image).map_or("", |picker| picker.filter.value());
    let spec = spec(wizard);
    let mut rows: Vec<usize> = (0..images.len())
        .filter(|row| is_of_kind(wizard, &images[*row]) && is_of_system(wizard, &images[*row]))
        .collect();
    let total = rows.len();
    rows.retain(|row| {
        let image = &images[*row];
        let text = format!("{} {} {} {}", image.name, image.os_name, image.os_version, image.id);
        passes(&text, filter)
    });
    // Those that fit come first; otherwise the cloud's order stays.
    rows.sort_by_key(|row| unfit(wizard, spec, &images[*row]).is_some());
    (rows, total)
}

pub(super) fn row_id(wizard: &Wizard, row: usize) -> Option<String> {
    wizard.cloud.images()?.get(row).map(|image| image.id.clone())
}

pub(super) fn reason(wizard: &Wizard, row: usize) -> Option<Reason> {
    unfit(wizard, spec(wizard), wizard.cloud.images()?.get(row)?)
}

/// Why an image cannot be used with a spec. Without a spec only its status counts.
pub fn unfit(wizard: &Wizard, spec: Option<&Spec>, image: &Image) -> Option<Reason> {
    if !image.available() {
        return Some(Reason { words: "status", values: vec![("status", image.status.clone())] });
    }
    let spec = spec?;
    if spec.arch != image.arch {
        return Some(Reason::plain("other_arch"));
    }
    let wanted = if spec.bare_metal {
        ImageFor::BareMetal
    } else if spec.gpu.is_some() {
        ImageFor::Gpu
    } else if spec.fpga.is_some() {
        ImageFor::Fpga
    } else {
        ImageFor::General
    };
    if image.made_for != wanted {
        return Some(Reason::plain(match image.made_for {
            ImageFor::General => "for_general",
            ImageFor::Gpu => "for_gpu",
            ImageFor::Fpga => "for_fpga",
            ImageFor::BareMetal => "for_bare_metal",
        }));
    }
    // The cloud's own list of fitting images judges public ones only (contract.md §7.4).
    let fitting = wizard.cloud.fitting(&spec.name)?;
    (image.kind == ImageKind::Public && !fitting.iter().any(|fit| fit.id == image.id))
        .then(|| Reason::plain("not_for_spec"))
}

fn chosen(wizard: &Wizard) -> Option<&Image> {
    wizard.cloud.facts(&wizard.draft).image(&wizard.draft)
}

pub(super) fn shown(wizard: &Wizard, field: FieldId) -> Label {
    match field {
        FieldId::ImageKind => {
            wizard.image_kind.as_ref().map_or(Label::Words(KIND_WORDS[0]), kind_words)
        }
        FieldId::ImageOs => {
            wizard.image_os.clone().map_or(Label::Words(KIND_WORDS[0]), Label::Text)
        }
        _ => match (chosen(wizard), wizard.draft.image.as_deref()) {
            (Some(image), _) => Label::text(format!("{} ({})", image.name, image.id)),
            (None, Some(id)) => Label::text(id),
            (None, None) => Label::Empty,
        },
    }
}

pub(super) fn summary(wizard: &Wizard) -> Label {
    match chosen(wizard) {
        Some(image) if image.os_name.is_empty() => Label::text(image.name.clone()),
        Some(image) => Label::text(format!("{} {}", image.os_name, image.os_version)),
        None => wizard.draft.image.clone().map_or(Label::Empty, Label::Text),
    }
}
