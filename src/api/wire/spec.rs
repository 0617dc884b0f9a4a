//! `ListFlavorSpec` (contract.md §7.2).

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::lenient;
use super::page::Row;
use crate::domain::catalog::{Arch, Cards, ProductType, Spec};
use crate::domain::rules::limits::bare_metal_name;
use crate::domain::units::Gib;

/// An element of `zoneResources`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ZoneResources {
    /// `zoneName`; empty when not said.
    #[serde(default, deserialize_with = "lenient::id")]
    pub zone_name: String,
    /// `bccResources`: virtual machines.
    #[serde(default, deserialize_with = "groups")]
    pub bcc_resources: Vec<FlavorGroup>,
    /// `ebcResources`: bare metal.
    #[serde(default, deserialize_with = "groups")]
    pub ebc_resources: Vec<FlavorGroup>,
}

impl Row for ZoneResources {
    const LIST: &'static str = "zoneResources";
}

/// An element of `flavorGroups`. Its `groupId` is not the family, so it is not read.
#[derive(Clone, Debug, Deserialize)]
pub struct FlavorGroup {
    /// `flavors`.
    #[serde(default, deserialize_with = "lenient::list")]
    pub flavors: Vec<FlavorModel>,
}

/// A `BccFlavor` or `EbcFlavor`; the latter has its counts as strings.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FlavorModel {
    /// `spec`.
    #[serde(deserialize_with = "lenient::key")]
    pub spec: String,
    /// `specId`, the family.
    #[serde(default, deserialize_with = "lenient::id")]
    pub spec_id: String,
    /// `cpuCount`.
    #[serde(default, deserialize_with = "lenient::count")]
    pub cpu_count: u32,
    /// `memoryCapacityInGB`.
    #[serde(default, rename = "memoryCapacityInGB", deserialize_with = "lenient::size")]
    pub memory: Option<Gib>,
    /// `productType`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub product_type: String,
    /// `cpuModel`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub cpu_model: String,
    /// `cpuGHz`.
    #[serde(default, rename = "cpuGHz", deserialize_with = "lenient::id")]
    pub cpu_ghz: String,
    /// `networkBandwidth`, Gbps.
    #[serde(default, deserialize_with = "lenient::id")]
    pub network_bandwidth: String,
    /// `gpuCardType`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub gpu_card_type: String,
    /// `gpuCardCount`.
    #[serde(default, deserialize_with = "lenient::count")]
    pub gpu_card_count: u32,
    /// `fpgaCardType`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub fpga_card_type: String,
    /// `fpgaCardCount`.
    #[serde(default, deserialize_with = "lenient::count")]
    pub fpga_card_count: u32,
    /// `ephemeralDiskCount`.
    #[serde(default, deserialize_with = "lenient::count")]
    pub ephemeral_disk_count: u32,
    /// `ephemeralDiskInGb`, of each.
    #[serde(default, rename = "ephemeralDiskInGb", deserialize_with = "lenient::size")]
    pub ephemeral_disk: Option<Gib>,
    /// `enableJumboFrame`.
    #[serde(default, deserialize_with = "lenient::flag")]
    pub enable_jumbo_frame: bool,
    /// `eniQuota`.
    #[serde(default, deserialize_with = "lenient::limit")]
    pub eni_quota: Option<u32>,
    /// `rdmaType`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub rdma_type: String,
    /// `systemDiskType`.
    #[serde(default, deserialize_with = "lenient::texts")]
    pub system_disk_type: Vec<String>,
    /// `dataDiskType`.
    #[serde(default, deserialize_with = "lenient::texts")]
    pub data_disk_type: Vec<String>,
    /// `volumeCount`.
    #[serde(default, deserialize_with = "lenient::limit")]
    pub volume_count: Option<u32>,
}

/// The groups of `bccResources`: an object with `flavorGroups` here, a bare list elsewhere (§11.2).
pub(super) fn groups<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    Ok(match Value::deserialize(deserializer)? {
        Value::Object(mut object) => {
            object.remove("flavorGroups").map(lenient::elements).unwrap_or_default()
        }
        list => lenient::elements(list),
    })
}

impl ZoneResources {
    /// The specs of this zone, each name once; `asked` stands in for a zone name that is not said.
    pub fn into_specs(self, asked: &str) -> Vec<Spec> {
        let zone = if self.zone_name.is_empty() { asked.to_owned() } else { self.zone_name };
        let machines = self.bcc_resources.into_iter().map(|group| (false, group));
        let metal = self.ebc_resources.into_iter().map(|group| (true, group));
        let mut seen = std::collections::HashSet::new();
        machines
            .chain(metal)
            .flat_map(|(metal, group)| group.flavors.into_iter().map(move |flavor| (metal, flavor)))
            .filter(|(_, flavor)| seen.insert(flavor.spec.clone()))
            .map(|(metal, flavor)| flavor.into_spec(&zone, metal))
            .collect()
    }
}

impl FlavorModel {
    fn into_spec(self, zone: &str, metal: bool) -> Spec {
        let family = if self.spec_id.is_empty() { family_of(&self.spec) } else { self.spec_id };
        let bare_metal = metal || bare_metal_name(&self.spec) == Some(true);
        let cards = |model: String, count: u32| (count > 0).then_some(Cards { model, count });
        let local_disks = self
            .ephemeral_disk
            .filter(|size| size.get() > 0 && self.ephemeral_disk_count > 0)
            .map(|size| (self.ephemeral_disk_count, size));
        Spec {
            arch: arch(&self.cpu_model, &family),
            zone: zone.to_owned(),
            vcpus: self.cpu_count,
            memory: self.memory.unwrap_or_default(),
            product: product(&self.product_type),
            cpu_model: self.cpu_model,
            cpu_ghz: self.cpu_ghz,
            network_gbps: self.network_bandwidth,
            gpu: cards(self.gpu_card_type, self.gpu_card_count),
            fpga: cards(self.fpga_card_type, self.fpga_card_count),
            local_disks,
            jumbo_frames: self.enable_jumbo_frame,
            eni_quota: self.eni_quota,
            rdma: self.rdma_type,
            system_disk_types: self.system_disk_type,
            data_disk_types: self.data_disk_type,
            volume_count: self.volume_count,
            bare_metal,
            family,
            name: self.spec,
        }
    }
}

/// The family in a spec's name: its second part.
fn family_of(spec: &str) -> String {
    spec.split('.').nth(1).unwrap_or_default().to_owned()
}

fn product(word: &str) -> ProductType {
    match word.to_ascii_lowercase().as_str() {
        "prepaid" => ProductType::Prepaid,
        "postpaid" => ProductType::Postpaid,
        _ => ProductType::Both,
    }
}

/// ARM by the processor's name, or by the family: `gr1` and its like (a usage letter, `r`, a generation).
fn arch(cpu_model: &str, family: &str) -> Arch {
    const ARM: [&str; 9] =
        ["kunpeng", "鲲鹏", "ampere", "altra", "neoverse", "yitian", "phytium", "aarch64", "arm64"];
    let model = cpu_model.to_lowercase();
    let named = ARM.iter().any(|name| model.contains(name))
        || model.split(|c: char| !c.is_alphanumeric()).any(|word| word == "arm");
    let by_family = match family.to_ascii_lowercase().as_bytes() {
        [b'g' | b'c' | b'm', b'r', generation, ..] => generation.is_ascii_digit(),
        _ => false,
    };
    if named || by_family { Arch::Arm } else { Arch::X86 }
}

#[cfg(test)]
mod tests {
    use super::{Arch, arch};

    #[test]
    fn arm_is_told_from_the_processor_or_the_family() {
        for (model, family) in [
            ("HiSilicon Kunpeng 920", "x1"),
            ("Ampere Altra Q80-30", "g5"),
            ("ARM Neoverse N1", ""),
            ("Yitian 710", ""),
            ("", "gr1"),
            ("", "cr1"),
        ] {
            assert_eq!(arch(model, family), Arch::Arm, "{model} {family}");
        }
        for (model, family) in [
            ("Intel Xeon Platinum 8350C", "g5"),
            ("AMD EPYC 7T83 (Charm)", "ga2"),
            ("", "gro"),
            ("", ""),
            ("Intel Xeon", "ebc-gr"),
        ] {
            assert_eq!(arch(model, family), Arch::X86, "{model} {family}");
        }
    }
}
