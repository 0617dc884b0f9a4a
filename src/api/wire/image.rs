//! `ListImages`, `GetImage`, `GetAvailableImagesBySpec` (contract.md §7.4).

use serde::Deserialize;

use super::lenient;
use super::page::Row;
use super::storage::SnapshotModel;
use crate::domain::catalog::{Arch, FittingImage, Image, ImageFor, ImageKind, OsType, Snapshot};
use crate::domain::units::Gib;

/// The key `GetImage` answers under.
pub const IMAGE: &str = "image";

/// An element of `images` of `ListImages`, and `image` of `GetImage`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ImageModel {
    /// `id`.
    #[serde(deserialize_with = "lenient::key")]
    pub id: String,
    /// `name`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub name: String,
    /// `type`.
    #[serde(default, rename = "type", deserialize_with = "lenient::id")]
    pub type_name: String,
    /// `osType`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub os_type: String,
    /// `osName`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub os_name: String,
    /// `osVersion`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub os_version: String,
    /// `osArch`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub os_arch: String,
    /// `osLang`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub os_lang: String,
    /// `status`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub status: String,
    /// `minDiskGb`.
    #[serde(default, deserialize_with = "lenient::limit")]
    pub min_disk_gb: Option<u32>,
    /// `desc`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub desc: String,
    /// `package`.
    #[serde(default, deserialize_with = "lenient::flag")]
    pub package: bool,
    /// `snapshots`.
    #[serde(default, deserialize_with = "lenient::list")]
    pub snapshots: Vec<SnapshotModel>,
    /// `snapshot`, another name of the same list.
    #[serde(default, deserialize_with = "lenient::list")]
    pub snapshot: Vec<SnapshotModel>,
}

impl Row for ImageModel {
    const LIST: &'static str = "images";
}

impl From<ImageModel> for Image {
    fn from(model: ImageModel) -> Self {
        let windows = model.os_type.eq_ignore_ascii_case("windows");
        let mut snapshots: Vec<Snapshot> = Vec::new();
        for snapshot in model.snapshots.into_iter().chain(model.snapshot) {
            if !snapshots.iter().any(|known| known.id == snapshot.id) {
                snapshots.push(snapshot.into());
            }
        }
        Self {
            kind: kind(&model.type_name),
            made_for: made_for(&model.type_name),
            os_type: if windows { OsType::Windows } else { OsType::Linux },
            arch: arch(&model.os_arch),
            id: model.id,
            name: model.name,
            type_name: model.type_name,
            os_name: model.os_name,
            os_version: model.os_version,
            os_lang: model.os_lang,
            status: model.status,
            min_disk: model.min_disk_gb.map(Gib),
            description: model.desc,
            whole_machine: model.package,
            snapshots,
        }
    }
}

/// An element of `images` of `GetAvailableImagesBySpec`, which names its fields differently.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FittingModel {
    /// `imageId`.
    #[serde(deserialize_with = "lenient::key")]
    pub image_id: String,
    /// `minSizeInGiB`, a number or a string.
    #[serde(default, rename = "minSizeInGiB", deserialize_with = "lenient::limit")]
    pub min_size: Option<u32>,
}

impl Row for FittingModel {
    const LIST: &'static str = "images";
}

impl From<FittingModel> for FittingImage {
    fn from(model: FittingModel) -> Self {
        Self { id: model.image_id, min_disk: model.min_size.map(Gib) }
    }
}

/// Who made an image of this type, in any case.
pub(super) fn kind(type_name: &str) -> ImageKind {
    let word = type_name.to_ascii_lowercase();
    match word.as_str() {
        "sharing" | "shared" => ImageKind::Shared,
        "integration" => ImageKind::Market,
        _ if word.ends_with("system") => ImageKind::Public,
        _ if word.ends_with("custom") => ImageKind::Custom,
        _ => ImageKind::Other(type_name.to_owned()),
    }
}

fn made_for(type_name: &str) -> ImageFor {
    let word = type_name.to_ascii_lowercase();
    if word.starts_with("gpu") {
        ImageFor::Gpu
    } else if word.starts_with("fpga") {
        ImageFor::Fpga
    } else if word.starts_with("ebc") || word.starts_with("bbc") {
        ImageFor::BareMetal
    } else {
        ImageFor::General
    }
}

fn arch(os_arch: &str) -> Arch {
    let word = os_arch.to_ascii_lowercase();
    if word.contains("aarch64") || word.contains("arm") { Arch::Arm } else { Arch::X86 }
}

#[cfg(test)]
mod tests {
    use super::{Arch, ImageFor, ImageKind, arch, kind, made_for};

    #[test]
    fn a_type_tells_who_made_the_image_and_what_for() {
        let other = ImageKind::Other("EbcTotal".to_owned());
        for (word, whose, hardware) in [
            ("System", ImageKind::Public, ImageFor::General),
            ("custom", ImageKind::Custom, ImageFor::General),
            ("Sharing", ImageKind::Shared, ImageFor::General),
            ("Integration", ImageKind::Market, ImageFor::General),
            ("GpuBccSystem", ImageKind::Public, ImageFor::Gpu),
            ("GpuBbcCustom", ImageKind::Custom, ImageFor::Gpu),
            ("FpgaBccSystem", ImageKind::Public, ImageFor::Fpga),
            ("EbcSystem", ImageKind::Public, ImageFor::BareMetal),
            ("BbcCustom", ImageKind::Custom, ImageFor::BareMetal),
            ("EbcTotal", other, ImageFor::BareMetal),
        ] {
            assert_eq!((kind(word), made_for(word)), (whose, hardware), "{word}");
        }
    }

    #[test]
    fn an_architecture_that_is_not_said_is_x86() {
        assert_eq!(arch("aarch64 (64bit)"), Arch::Arm);
        assert_eq!(arch("ARM64"), Arch::Arm);
        for word in ["x86_64 (64bit)", "amd64 (64bit)", "i386", ""] {
            assert_eq!(arch(word), Arch::X86, "{word}");
        }
    }
}
