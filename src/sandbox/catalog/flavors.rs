//! Spec families and the specs they expand to.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::resources::decimal;
use crate::domain::rules::limits;
use crate::domain::said::Said;
use crate::sandbox::SandboxError;

/// The file of families, as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FamilyFile {
    disk_lists: BTreeMap<String, DiskList>,
    family: Vec<Family>,
}

/// The storage types a family takes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DiskList {
    pub system: Vec<String>,
    pub data: Vec<String>,
}

/// One family, as written; the head of `families.toml` explains the fields.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Family {
    pub id: String,
    #[serde(default)]
    group: String,
    #[serde(default = "bcc")]
    prefix: String,
    pub instance_type: String,
    pub cpu: String,
    pub ghz: String,
    sizes: Vec<(u32, u32)>,
    gbps: Vec<String>,
    #[serde(deserialize_with = "decimal")]
    vcpu_month: Decimal,
    #[serde(default, deserialize_with = "decimal")]
    card_month: Decimal,
    pub product: String,
    disks: String,
    zones: Vec<String>,
    #[serde(default)]
    except: Vec<String>,
    #[serde(default)]
    sold_out: Vec<String>,
    #[serde(default)]
    pub gpu: String,
    #[serde(default)]
    pub fpga: String,
    #[serde(default)]
    cards: Vec<u32>,
    #[serde(default)]
    local: Vec<(u32, u32)>,
    #[serde(default)]
    pub local_type: String,
    #[serde(default)]
    suffix: String,
    #[serde(default)]
    jumbo_from: u32,
    #[serde(default)]
    pub rdma: String,
}

fn bcc() -> String {
    "bcc".to_owned()
}

/// What an image must be made for to run on a spec, by the prefix of its `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hardware {
    General,
    Gpu,
    Fpga,
    BareMetal,
}

/// One spec.
#[derive(Clone, Debug)]
pub(crate) struct Flavor {
    pub name: String,
    pub family: Arc<Family>,
    pub disks: DiskList,
    pub vcpus: u32,
    pub memory: u32,
    pub gbps: String,
    /// GPU or FPGA cards.
    pub cards: u32,
    /// Local disks: number and GB of each.
    pub local: Option<(u32, u32)>,
    /// List price in CNY per month.
    pub month: Decimal,
    /// Zones that sell it, and those of them where it is sold out.
    pub zones: Vec<String>,
    sold_out: Vec<String>,
}

impl Flavor {
    /// Whether the zone sells this spec, even if it is sold out for now.
    pub fn sold_in(&self, zone: &str) -> bool {
        self.zones.iter().any(|known| known == zone)
    }

    /// Whether the zone has none left.
    pub fn sold_out_in(&self, zone: &str) -> bool {
        self.sold_out.iter().any(|known| known == zone)
    }

    /// Leaves none in a zone.
    pub fn sell_out(&mut self, zone: &str) {
        if self.sold_in(zone) && !self.sold_out_in(zone) {
            self.sold_out.push(zone.to_owned());
        }
    }

    /// `groupId` of the listing.
    pub fn group(&self) -> &str {
        if self.family.group.is_empty() { &self.family.id } else { &self.family.group }
    }

    /// Elastic bare metal.
    pub fn bare_metal(&self) -> bool {
        self.family.prefix != "bcc"
    }

    /// Whether the spec carries GPU or FPGA cards.
    pub fn accelerated(&self) -> bool {
        self.cards > 0
    }

    /// Storage-optimised, so the order must name the local disk.
    pub fn storage_optimised(&self) -> bool {
        let local_disks = self.local.map_or(0, |(count, _)| count);
        limits::storage_optimised(&self.family.id, local_disks, self.accelerated())
    }

    /// 64-bit ARM.
    pub fn arm(&self) -> bool {
        self.family.cpu.contains("Kunpeng")
    }

    /// `enableJumboFrame`.
    pub fn jumbo(&self) -> bool {
        self.family.jumbo_from > 0 && self.vcpus >= self.family.jumbo_from
    }

    /// `volumeCount`: data disks that may be attached.
    pub fn volume_count(&self) -> u32 {
        match self.vcpus {
            0..=2 => 5,
            3..=4 => 8,
            5..=64 => 15,
            _ => 16,
        }
    }

    /// `eniQuota`.
    pub fn eni_quota(&self) -> u32 {
        match self.vcpus {
            0..=2 => 2,
            3..=8 => 4,
            _ => 8,
        }
    }

    /// The hardware that images must be made for.
    pub fn hardware(&self) -> Hardware {
        if self.bare_metal() {
            Hardware::BareMetal
        } else if !self.family.gpu.is_empty() {
            Hardware::Gpu
        } else if !self.family.fpga.is_empty() {
            Hardware::Fpga
        } else {
            Hardware::General
        }
    }

    /// Whether it may be bought with this `paymentTiming`; both words in any case (contract.md §11.1).
    pub fn sold_as(&self, timing: &str) -> bool {
        self.family.product.eq_ignore_ascii_case("both")
            || self.family.product.eq_ignore_ascii_case(timing)
    }
}

impl FamilyFile {
    /// Every spec that at least one of `zones` sells.
    pub fn expand(self, zones: &[String]) -> Result<Vec<Flavor>, SandboxError> {
        let mut flavors = Vec::new();
        for family in self.family {
            let disks = self.disk_lists.get(&family.disks).cloned();
            let beside = |length: usize| length == 0 || length == family.sizes.len();
            let fits = family.gbps.len() == family.sizes.len()
                && beside(family.cards.len())
                && beside(family.local.len());
            let (Some(disks), true) = (disks, fits) else {
                return Err(SandboxError::Catalogue {
                    name: "families.toml",
                    reason: Said::of("sandbox.family").with("family", &family.id),
                });
            };
            let family = Arc::new(family);
            let specs = (0..family.sizes.len())
                .filter_map(|at| flavor(&family, &disks, zones, at))
                .filter(|flavor| !flavor.zones.is_empty());
            flavors.extend(specs);
        }
        Ok(flavors)
    }
}

fn flavor(family: &Arc<Family>, disks: &DiskList, zones: &[String], at: usize) -> Option<Flavor> {
    let &(vcpus, memory) = family.sizes.get(at)?;
    let cards = family.cards.get(at).copied().unwrap_or(0);
    let local = family.local.get(at).copied();
    let mut name = format!("{}.{}.c{vcpus}m{memory}", family.prefix, family.id);
    if !family.suffix.is_empty() {
        let count = local.map_or(0, |(count, _)| count);
        name.push('.');
        name.push_str(
            &family
                .suffix
                .replace("{cards}", &cards.to_string())
                .replace("{disks}", &count.to_string()),
        );
    }
    let named = |list: &[String], zone: &String| list.contains(&format!("{zone}/{name}"));
    let zones: Vec<String> = zones
        .iter()
        .filter(|zone| family.zones.contains(zone) && !named(&family.except, zone))
        .cloned()
        .collect();
    let sold_out = zones.iter().filter(|zone| named(&family.sold_out, zone)).cloned().collect();
    Some(Flavor {
        family: Arc::clone(family),
        disks: disks.clone(),
        vcpus,
        memory,
        gbps: family.gbps.get(at)?.clone(),
        cards,
        local,
        month: family.vcpu_month * Decimal::from(vcpus) + family.card_month * Decimal::from(cards),
        zones,
        sold_out,
        name,
    })
}
