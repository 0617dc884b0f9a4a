//! Regions: the ids that become part of a host name, and the names people know them by.

use std::sync::LazyLock;

use serde::Deserialize;

/// A region of the cloud.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// The id in host names, such as `bj`.
    pub id: String,
    /// The city in English.
    pub name_en: String,
    /// The city in Chinese.
    pub name_zh: String,
}

#[derive(Deserialize)]
struct File {
    region: Vec<Region>,
}

static REGIONS: LazyLock<Vec<Region>> = LazyLock::new(|| {
    // The file is part of the program and a test reads it; were it broken, free text is still taken.
    toml::from_str::<File>(include_str!("../../assets/regions.toml"))
        .map(|file| file.region)
        .unwrap_or_default()
});

/// The regions offered when the cloud is not asked, in the order they are offered (contract.md §1.1).
pub fn regions() -> &'static [Region] {
    &REGIONS
}

/// Whether `id` can be a region's id: two to five lower-case letters (limits.md `region.known`).
pub fn is_region_id(id: &str) -> bool {
    (2..=5).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{is_region_id, regions};

    #[test]
    fn the_file_of_regions_reads_and_every_id_is_one() {
        let ids: Vec<&str> = regions().iter().map(|region| region.id.as_str()).collect();
        assert_eq!(ids, ["bj", "bd", "gz", "su", "fwh", "hkg", "cd"]);
        assert!(regions().iter().all(|region| is_region_id(&region.id)));
        assert_eq!((&*regions()[4].name_en, &*regions()[4].name_zh), ("Wuhan", "武汉"));
    }

    #[test]
    fn only_short_lower_case_words_are_ids() {
        for id in ["", "b", "beijing", "BJ", "b1", "bj.evil.example", "北京", "b j"] {
            assert!(!is_region_id(id), "{id}");
        }
    }
}
